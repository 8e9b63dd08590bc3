/*
 * The Monte-Carlo model of the benchmarks, 40 independent inputs and 30 outputs, through the
 * sheet.
 *
 *     lca_bench_mc [SAMPLES [THREADS]]        lines "oI MEAN SD LOW MEDIAN HIGH"
 *     lca_bench_mc --sobol [ROWS [THREADS]]   lines "oI:xJ FIRST TOTAL"; ROWS is a power of two
 *
 * and a last line "seconds S", the time in the engine. Units play no part here: all inputs are
 * pure numbers. model.py is the same model for numpy.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/engine/sensitivity_private.h"

enum { INPUTS = 40, OUTPUTS = 30, REGIONS = 5 };

/* a, b, c as in struct dist. */
static const struct {
	enum dist_kind kind;
	double a, b, c;
} inputs[INPUTS] = {
    {DIST_NORMAL, 2820, 40, 0},		 {DIST_TRIANGULAR, 376, 384, 400},
    {DIST_PERT, 0.33, 0.40, 0.45},	 {DIST_LOGNORMAL, 0.055, 1.15, 0},
    {DIST_TRIANGULAR, 1.08, 1.20, 1.30}, {DIST_LOGNORMAL, 0.057, 1.12, 0},
    {DIST_PERT, 0.2, 0.32, 0.6},	 {DIST_UNIFORM, 0.10, 0, 0.25},
    {DIST_LOGNORMAL, 1.4, 1.35, 0},	 {DIST_TRIANGULAR, 26280, 35040, 52560},
    {DIST_UNIFORM, 0.6, 0, 0.95},	 {DIST_LOGNORMAL, 2500, 1.25, 0},
    {DIST_LOGNORMAL, 150, 1.40, 0},	 {DIST_UNIFORM, 7.6, 0, 8.4},
    {DIST_LOGNORMAL, 22, 1.5, 0},	 {DIST_LOGNORMAL, 0.0035, 1.6, 0},
    {DIST_LOGNORMAL, 3e8, 1.3, 0},	 {DIST_LOGNORMAL, 2e8, 1.3, 0},
    {DIST_LOGNORMAL, 1.2e8, 1.35, 0},	 {DIST_LOGNORMAL, 9e7, 1.35, 0},
    {DIST_LOGNORMAL, 5e7, 1.5, 0},	 {DIST_LOGNORMAL, 0.38, 1.06, 0},
    {DIST_LOGNORMAL, 0.23, 1.08, 0},	 {DIST_LOGNORMAL, 0.056, 1.12, 0},
    {DIST_LOGNORMAL, 0.47, 1.05, 0},	 {DIST_LOGNORMAL, 0.64, 1.05, 0},
    {DIST_TRIANGULAR, 1.08, 1.15, 1.3},	 {DIST_TRIANGULAR, 1.1, 1.2, 1.4},
    {DIST_TRIANGULAR, 1.05, 1.1, 1.25},	 {DIST_TRIANGULAR, 1.15, 1.3, 1.6},
    {DIST_TRIANGULAR, 1.2, 1.4, 1.8},	 {DIST_LOGNORMAL, 0.0007, 1.4, 0},
    {DIST_PERT, 0.1, 0.28, 0.9},	 {DIST_UNIFORM, 0.7, 0, 1.3},
    {DIST_NORMAL, 1.35, 0.08, 0},	 {DIST_UNIFORM, 0.8, 0, 1.0},
    {DIST_NORMAL, 0.9, 0.12, 0},	 {DIST_NORMAL, -20, 25, 0},
    {DIST_UNIFORM, 0.01, 0, 0.06},	 {DIST_PERT, 1e-6, 4e-6, 2e-5},
};

struct model {
	struct sheet *sheet;
	cell x[INPUTS], o[OUTPUTS];
};

static cell product(const struct model *m, cell a, cell b)
{
	return sheet_multiply(m->sheet, a, b);
}

static cell ratio(const struct model *m, cell a, cell b)
{
	return sheet_divide(m->sheet, a, b);
}

static cell sum(const struct model *m, cell a, cell b)
{
	return sheet_add(m->sheet, a, b);
}

static void add_inputs(struct model *m)
{
	struct quantity quantity;
	char key[8];
	size_t i;

	for (i = 0; i < INPUTS; i++) {
		snprintf(key, sizeof key, "x%zu", i);
		quantity = (struct quantity){.dist = {.kind = inputs[i].kind,
						      .a = inputs[i].a,
						      .b = inputs[i].b,
						      .c = inputs[i].c},
					     .unit = unit_of(""),
					     .origin = {.key = key}};
		m->x[i] = sheet_input(m->sheet, &quantity);
	}
}

static void add_training(struct model *m, cell gpu_hours)
{
	const cell *x = m->x;
	cell *o = m->o, busy, facility_intensity;

	o[0] = product(m, gpu_hours, x[2]);
	o[1] = product(m, gpu_hours, x[3]);
	busy = sum(m, o[0], o[1]);
	o[2] = product(m, busy, x[6]);
	o[3] = product(m, busy, x[7]);
	o[4] = product(m, sum(m, sum(m, busy, o[2]), o[3]), x[4]);
	facility_intensity = product(m, x[4], x[5]);
	o[5] = product(m, o[0], facility_intensity);
	o[6] = product(m, sum(m, o[1], o[2]), facility_intensity);
	o[7] = product(m, o[3], facility_intensity);
	o[8] = product(m, x[8], sum(m, o[5], o[6]));
}

static void add_embodied(struct model *m, cell gpu_hours)
{
	const cell *x = m->x;
	cell *o = m->o, per_gpu = ratio(m, gpu_hours, product(m, x[9], x[10]));
	cell per_server = ratio(m, per_gpu, x[13]), devices;

	o[9] = product(m, per_server, x[11]);
	o[10] = product(m, per_gpu, x[12]);
	o[11] = product(m, per_gpu, x[14]);
	o[12] =
	    product(m, product(m, ratio(m, o[4], x[9]), x[15]), sheet_constant(m->sheet, 1000));
	o[13] = product(m, per_server, x[37]);
	devices = sum(m, sum(m, o[9], o[10]), o[11]);
	o[14] = product(m, devices, x[38]);
	o[15] = sum(m, sum(m, sum(m, devices, o[12]), o[13]), o[14]);
	o[16] = sum(m, sum(m, sum(m, sum(m, o[5], o[6]), o[7]), o[8]), o[15]);
	o[17] = product(m, o[16], x[35]);
}

static void add_inference(struct model *m)
{
	const cell *x = m->x;
	cell *o = m->o, energy[REGIONS], request;
	size_t r;

	request = product(m, product(m, product(m, x[31], x[32]), x[33]), x[34]);
	for (r = 0; r < REGIONS; r++) {
		energy[r] =
		    product(m, x[16 + r], sum(m, product(m, request, x[26 + r]), x[39]));
		o[18 + r] = product(m, energy[r], x[21 + r]);
	}
	o[23] = sheet_sum(m->sheet, energy, REGIONS);
	o[24] = sheet_sum(m->sheet, o + 18, REGIONS);
	o[25] = product(m, sum(m, o[4], o[23]), x[36]);
	o[26] = sum(m, o[17], o[24]);
	o[27] = ratio(m, product(m, o[26], sheet_constant(m->sheet, 1000)),
		      sheet_sum(m->sheet, x + 16, REGIONS));
	o[28] = ratio(m, o[24], o[26]);
	o[29] = ratio(m, o[16], o[4]);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void bench_run(const struct model *m, const struct run_options *options)
{
	struct statistics s[OUTPUTS];
	double start = seconds(), taken;
	size_t i;

	run_sheet(m->sheet, m->o, OUTPUTS, options, s);
	taken = seconds() - start;
	for (i = 0; i < OUTPUTS; i++)
		printf("o%zu %.12g %.12g %.12g %.12g %.12g\n", i, s[i].mean, s[i].sd, s[i].low,
		       s[i].median, s[i].high);
	printf("seconds %.6f\n", taken);
}

static void bench_sobol(const struct model *m, const struct run_options *options)
{
	struct sensitivity rows[OUTPUTS][INPUTS];
	size_t filled[OUTPUTS], i, j;
	double start = seconds(), taken;

	run_sensitivity_rows(m->sheet, m->o, OUTPUTS, options, options->samples, rows[0],
			     INPUTS, filled);
	taken = seconds() - start;
	for (i = 0; i < OUTPUTS; i++)
		for (j = 0; j < filled[i]; j++)
			printf("o%zu:%s %.6f %.6f\n", i,
			       sheet_draw_name(m->sheet, rows[i][j].draw), rows[i][j].first,
			       rows[i][j].total);
	printf("seconds %.6f\n", taken);
}

static void build(struct model *m)
{
	cell gpu_hours;

	add_inputs(m);
	gpu_hours = product(m, m->x[0], m->x[1]);
	add_training(m, gpu_hours);
	add_embodied(m, gpu_hours);
	add_inference(m);
}

int main(int argc, char **argv)
{
	bool sobol = argc > 1 && strcmp(argv[1], "--sobol") == 0;
	char **rest = argv + sobol;
	int count = argc - sobol;
	struct run_options options = {
	    .samples = count > 1 ? strtoull(rest[1], NULL, 10) : 1000000,
	    .seed = 1,
	    .interval = 0.95,
	    .threads = count > 2 ? (unsigned)strtoul(rest[2], NULL, 10) : 1};
	struct arena *arena = arena_new();
	struct model m = {.sheet = sheet_new(arena, diags_new(arena))};

	build(&m);
	if (sobol)
		bench_sobol(&m, &options);
	else
		bench_run(&m, &options);
	arena_free(arena);
	return 0;
}
