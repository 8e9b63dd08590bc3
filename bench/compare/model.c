/*
 * The engine's part of a comparison: a sheet for each row, as a scenario in another region is,
 * brought into one, run, and ranked.
 *
 *     lca_bench_compare ROWS SAMPLES THREADS
 *
 * Each row has 8 items and 6 criteria; 24 inputs are the same in all rows, 7 are a row's own,
 * and 6 share their draws. Prints one line "NAME SECONDS" for each step, and "processor
 * SECONDS" that all threads took for them together.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/engine/contest.h"
#include "lca/engine/sheet_union.h"

enum { ITEMS = 8, CRITERIA = 6, ROWS_MOST = 100000 };

struct field {
	struct arena *arena;
	struct diags *diags;
	size_t rows;
	cell (*merged)[CRITERIA];
	const struct sheet *sheet;
	struct run_options options;
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cell input(struct sheet *sheet, const char *key, const char *draw, enum dist_kind kind,
		  double a, double b, double c)
{
	struct quantity quantity = {.dist = {.kind = kind, .a = a, .b = b, .c = c},
				    .unit = {.text = "", .scale = 1},
				    .origin = {.key = key, .draw = draw}};

	return sheet_input(sheet, &quantity);
}

/* Three inputs an item, the same in all rows. */
static cell energy_of(struct field *field, struct sheet *sheet, size_t item)
{
	const char *key = arena_printf(field->arena, "items/%zu", item);
	cell power = input(sheet, arena_printf(field->arena, "%s.power", key), NULL, DIST_PERT,
			   200, 300, 420);
	cell hours = input(sheet, arena_printf(field->arena, "%s.hours", key), NULL,
			   DIST_LOGNORMAL, 1000, 1.1, 0);
	cell load = input(sheet, arena_printf(field->arena, "%s.utilization", key), NULL,
			  DIST_UNIFORM, 0.4, 0, 0.9);

	return sheet_multiply(sheet, sheet_multiply(sheet, power, hours), load);
}

/* A row of the region's grid, times a step that all regions share. */
static cell factor_of(struct field *field, struct sheet *sheet, size_t row, size_t criterion)
{
	double median = 0.02 + 0.005 * (double)(row * 37 % 101);
	const char *grid = arena_printf(field->arena, "grid/%zu/%zu", row, criterion);
	const char *step = arena_printf(field->arena, "step/%zu", criterion);

	return sheet_multiply(sheet, input(sheet, grid, NULL, DIST_LOGNORMAL, median, 1.15, 0),
			      input(sheet, arena_printf(field->arena, "%s of %zu", step, row),
				    step, DIST_LOGNORMAL, 1, 1.05 + 0.01 * (double)(row % 5),
				    0));
}

static struct sheet *make_row(struct field *field, size_t row, cell totals[CRITERIA])
{
	struct sheet *sheet = sheet_new(field->arena, field->diags);
	cell pue = input(sheet, arena_printf(field->arena, "pue/%zu", row), NULL,
			 DIST_TRIANGULAR, 1.05, 1.1 + 0.001 * (double)(row % 90), 1.4);
	cell energies[ITEMS], impacts[ITEMS], factor;
	size_t i, k;

	for (i = 0; i < ITEMS; i++)
		energies[i] = sheet_multiply(sheet, energy_of(field, sheet, i), pue);
	for (k = 0; k < CRITERIA; k++) {
		factor = factor_of(field, sheet, row, k);
		for (i = 0; i < ITEMS; i++)
			impacts[i] = sheet_multiply(sheet, energies[i], factor);
		totals[k] = sheet_sum(sheet, impacts, ITEMS);
	}
	return sheet;
}

static void unite(struct field *field)
{
	struct sheet_union *all = union_new(field->arena, field->diags);
	struct sheet **sheets = arena_alloc(field->arena, field->rows * sizeof(struct sheet *));
	cell(*totals)[CRITERIA] = arena_alloc(field->arena, field->rows * sizeof *totals);
	double start;
	size_t i;

	for (i = 0; i < field->rows; i++)
		sheets[i] = make_row(field, i, totals[i]);
	start = seconds();
	field->merged = arena_alloc(field->arena, field->rows * sizeof *field->merged);
	for (i = 0; i < field->rows; i++)
		if (!union_add(all, sheets[i], totals[i], CRITERIA, field->merged[i]))
			abort();
	field->sheet = union_sheet(all);
	printf("union %.6f\n", seconds() - start);
}

static void run(const struct field *field)
{
	size_t count = field->rows * CRITERIA;
	struct statistics *statistics =
	    arena_alloc(field->arena, count * sizeof(struct statistics));
	double start = seconds();

	run_sheet(field->sheet, field->merged[0], count, &field->options, statistics);
	printf("run %.6f\n", seconds() - start);
}

/* Ranks all rows by the first criterion, against the first of them. */
static void contend(const struct field *field)
{
	cell *cells = arena_alloc(field->arena, field->rows * sizeof(cell));
	struct contest_pair *pairs =
	    arena_alloc(field->arena, field->rows * sizeof(struct contest_pair));
	struct statistics *ratios =
	    arena_alloc(field->arena, field->rows * sizeof(struct statistics));
	struct statistics *differences =
	    arena_alloc(field->arena, field->rows * sizeof(struct statistics));
	struct contest *contest;
	double start = seconds(), held;
	size_t i;

	for (i = 0; i < field->rows; i++)
		cells[i] = field->merged[i][0];
	contest = contest_run(field->sheet, cells, field->rows, &field->options);
	held = seconds();
	printf("contest %.6f\n", held - start);
	contest_against(contest, 0, pairs, ratios, differences);
	printf("pairs %.6f\n", seconds() - held);
	contest_free(contest);
}

int main(int argc, char **argv)
{
	struct field field = {.options = {.seed = 1, .interval = 0.95}};

	if (argc != 4) {
		fprintf(stderr, "usage: lca_bench_compare ROWS SAMPLES THREADS\n");
		return 2;
	}
	field.rows = strtoul(argv[1], NULL, 10);
	field.options.samples = strtoull(argv[2], NULL, 10);
	field.options.threads = (unsigned)strtoul(argv[3], NULL, 10);
	if (field.rows < 1 || field.rows > ROWS_MOST || field.options.samples < 100 ||
	    field.options.samples > UINT32_MAX)
		return 2;
	field.arena = arena_new();
	field.diags = diags_new(field.arena);
	unite(&field);
	run(&field);
	contend(&field);
	printf("processor %.6f\n", (double)clock() / CLOCKS_PER_SEC);
	arena_free(field.arena);
	return 0;
}
