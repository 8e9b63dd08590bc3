/* Laws of stated rank correlations, and of what rows of one method share. */

#include "tests/harness.h"

#include "lca/engine/plan.h"
#include "tests/engine.h"

enum { SAMPLES = 200192, PAIRS = 7 };

/* Samples of some cells, in columns. */
static void sample(const struct bench *b, const cell *cells, size_t count, double **x)
{
	const struct kernels *kernels = kernels_choose();
	struct rng_key key = {.seed = 7};
	double **columns;
	struct plan plan;
	size_t i, k;

	plan_make(&plan, b->arena, b->sheet, cells, count, false);
	columns = arena_alloc(b->arena, plan.columns * sizeof *columns);
	for (i = 0; i < plan.columns; i++)
		columns[i] = arena_alloc(b->arena, KERNEL_BLOCK * sizeof **columns);
	for (key.block = 0; key.block < SAMPLES / KERNEL_BLOCK; key.block++) {
		for (i = 0; i < plan.count; i++)
			plan_step(&plan.steps[i], kernels, key, columns);
		for (k = 0; k < count; k++)
			memcpy(x[plan.outputs[k].output] + key.block * KERNEL_BLOCK,
			       columns[plan.outputs[k].column], KERNEL_BLOCK * sizeof(double));
	}
}

struct ranked {
	double value;
	size_t sample;
};

static int by_value(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	return a->value < b->value ? -1 : a->value > b->value;
}

static double *ranks(struct arena *arena, const double *x)
{
	struct ranked *order = arena_alloc(arena, SAMPLES * sizeof *order);
	double *rank = arena_alloc(arena, SAMPLES * sizeof *rank);
	size_t i;

	for (i = 0; i < SAMPLES; i++)
		order[i] = (struct ranked){x[i], i};
	qsort(order, SAMPLES, sizeof *order, by_value);
	for (i = 0; i < SAMPLES; i++)
		rank[order[i].sample] = (double)i;
	return rank;
}

static double rank_correlation(struct arena *arena, const double *x, const double *y)
{
	const double *a = ranks(arena, x), *b = ranks(arena, y);
	double squares = 0, n = SAMPLES;
	size_t i;

	for (i = 0; i < SAMPLES; i++)
		squares += (a[i] - b[i]) * (a[i] - b[i]);
	return 1 - 6 * squares / (n * (n * n - 1));
}

static void correlate(const struct bench *b, const char *const (*names)[2], const double *rho,
		      size_t count)
{
	struct rank_correlation pairs[PAIRS];
	struct correlation_flaw flaw;
	size_t i;

	for (i = 0; i < count; i++) {
		pairs[i].rho = rho[i];
		assert_true(sheet_find_draw(b->sheet, names[i][0], &pairs[i].a));
		assert_true(sheet_find_draw(b->sheet, names[i][1], &pairs[i].b));
	}
	assert_true(sheet_correlate(b->sheet, pairs, count, &flaw));
}

/* Each pair of shapes gets its rank correlation; a standard error is at most 1 / sqrt(n), for
 * no correlation. */
static void samples_have_the_rank_correlation_stated(void **state)
{
	static const char *const names[][2] = {{"a", "b"}, {"b", "c"}, {"c", "d"},
					       {"a", "d"}, {"e", "f"}, {"a", "c"}};
	static const double rho[] = {0.7, -0.5, 0.25, 0.1, -0.95, -0.3};
	static const char *const apart[][2] = {{"a", "e"}, {"d", "f"}, {"b", "d"}};
	const double error = 1 / sqrt(SAMPLES);
	struct bench b = bench_new();
	const cell cells[] = {
	    input(&b, "f", lognormal(2, 1.2)), input(&b, "e", lognormal(1, 3)),
	    input(&b, "d", pert(1, 2, 6)),     input(&b, "c", triangular(1, 2, 5)),
	    input(&b, "b", uniform(1, 2)),     input(&b, "a", lognormal(5, 1.5)),
	};
	double *x[COUNT(cells)];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cells); i++)
		x[i] = arena_alloc(b.arena, SAMPLES * sizeof(double));
	correlate(&b, names, rho, COUNT(rho));
	sample(&b, cells, COUNT(cells), x);
	for (i = 0; i < COUNT(rho); i++)
		assert_near(
		    rank_correlation(b.arena, x['f' - *names[i][0]], x['f' - *names[i][1]]) -
			rho[i],
		    0, 4 * error, names[i][0]);
	for (i = 0; i < COUNT(apart); i++)
		assert_near(
		    rank_correlation(b.arena, x['f' - *apart[i][0]], x['f' - *apart[i][1]]), 0,
		    4 * error, apart[i][0]);
	bench_free(&b);
}

/* What is not correlated, and the first of a group by name, have the numbers they had; the
 * order of inputs and of statements moves nothing. */
static void correlation_moves_no_other_draw(void **state)
{
	static const char *const names[][2] = {{"b", "c"}, {"d", "b"}};
	static const char *const turned[][2] = {{"b", "d"}, {"c", "b"}};
	static const double rho[] = {0.7, -0.5}, rho_turned[] = {-0.5, 0.7};
	struct bench benches[3];
	double *x[3][4];
	size_t i, k;

	(void)state;
	for (i = 0; i < 3; i++) {
		struct bench *b = &benches[i];
		cell cells[4];

		*b = bench_new();
		for (k = 0; k < 4; k++) {
			const size_t at = i == 2 ? 3 - k : k;
			const char name[] = {(char)('a' + (int)at), '\0'};

			cells[at] = input(b, name, lognormal(1, 2));
			x[i][k] = arena_alloc(b->arena, SAMPLES * sizeof(double));
		}
		if (i == 1)
			correlate(b, names, rho, 2);
		if (i == 2)
			correlate(b, turned, rho_turned, 2);
		sample(b, cells, 4, x[i]);
	}
	for (k = 0; k < 4; k++)
		assert_memory_equal(x[1][k], x[2][k], SAMPLES * sizeof(double));
	for (k = 0; k < 2; k++)
		assert_memory_equal(x[0][k], x[1][k], SAMPLES * sizeof(double));
	for (k = 2; k < 4; k++)
		assert_true(memcmp(x[0][k], x[1][k], SAMPLES * sizeof(double)) != 0);
	for (i = 0; i < 3; i++)
		bench_free(&benches[i]);
}

/* Two correlated lognormals: moments of their sum and product. */
static void every_sampler_takes_correlations(void **state)
{
	static const enum sampler samplers[] = {SAMPLER_PLAIN, SAMPLER_SOBOL, SAMPLER_LATIN};
	static const char *const names[][2] = {{"x", "y"}};
	static const double rho[] = {0.6};
	const double s = log(1.5), r = 2 * sin(acos(-1) * 0.6 / 6);
	const double mean = exp(s * s / 2), product = exp(s * s + s * s * r);
	const double sum = mean * sqrt(2 * expm1(s * s) + 2 * expm1(s * s * r));
	struct bench b = bench_new();
	struct run_options options = options_of(400000);
	struct statistics one[2], more[2];
	cell x = input(&b, "x", lognormal(1, 1.5)), y = input(&b, "y", lognormal(1, 1.5));
	const cell outputs[] = {sheet_add(b.sheet, x, y), sheet_multiply(b.sheet, x, y)};
	size_t i;

	(void)state;
	correlate(&b, names, rho, 1);
	for (i = 0; i < COUNT(samplers); i++) {
		options.sampler = samplers[i];
		options.threads = 1;
		memset(one, 0, sizeof one);
		memset(more, 0, sizeof more);
		run_sheet(b.sheet, outputs, 2, &options, one);
		options.threads = 3;
		run_sheet(b.sheet, outputs, 2, &options, more);
		assert_memory_equal(one, more, sizeof one);
		assert_near(one[0].mean, 2 * mean, 0.003, "mean of the sum");
		assert_near(one[0].sd, sum, 0.01, "sd of the sum");
		assert_near(one[1].mean, product, 0.005, "mean of the product");
	}
	bench_free(&b);
}

static const cJSON *run(struct harness *harness, const char *text)
{
	return harness_json(harness, "run", "-n", "400000", "--no-sensitivity",
			    harness_write(harness, "a.yaml", text), NULL);
}

static const char *two_items(struct harness *harness, const char *spread, const char *rho)
{
	return arena_printf(harness->arena,
			    "lca: 1\n"
			    "sites:\n  s: {region: FR, pue: 1, intensity: 1 kgCO2e/kWh}\n"
			    "stages:\n  training:\n"
			    "    - {item: a, site: s, energy: {%s}}\n"
			    "    - {item: b, site: s, energy: {%s}}\n"
			    "correlations: [{a: training/a.energy, b: training/b.energy, rho: "
			    "%s}]\n",
			    spread, spread, rho);
}

/* Sums and ratios of two: normals by their correlation r, lognormals by exp(s^2 r) - 1. */
static void sums_are_those_of_the_theory(void **state)
{
	static const struct {
		const char *text;
		double rho;
	} cases[] = {
	    {"0.7", 0.7}, {"-0.7", -0.7}, {"0.999", 0.999}, {"-0.999", -0.999}, {"0", 0}};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const double r = 2 * sin(acos(-1) * cases[i].rho / 6);
		const double s2 = log(1.5) * log(1.5), mean = 100 * exp(s2 / 2);
		const double variance = mean * mean * (2 * expm1(s2) + 2 * expm1(s2 * r));
		const cJSON *json = run(
		    harness, two_items(harness, "normal: [100 kWh, 10 kWh]", cases[i].text));

		assert_near(harness_number(json, "totals.gwp.mean"), 200, 1e-3, cases[i].text);
		assert_near(harness_number(json, "totals.gwp.sd"), 10 * sqrt(2 + 2 * r), 0.005,
			    cases[i].text);
		json = run(harness,
			   two_items(harness, "lognormal: [100 kWh, 1.5]", cases[i].text));
		assert_near(harness_number(json, "totals.gwp.mean"), 2 * mean, 2e-3,
			    cases[i].text);
		assert_near(harness_number(json, "totals.gwp.sd"), sqrt(variance), 0.01,
			    cases[i].text);
	}
}

/* A copula leaves the distribution of each input. */
static void each_input_keeps_its_own_distribution(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    run(harness, two_items(harness, "lognormal: [100 kWh, 1.5]", "0.8"));
	const char *const items[] = {"a", "b"};
	size_t i;

	for (i = 0; i < COUNT(items); i++) {
		const char *path =
		    arena_printf(harness->arena, "items[training/%s].impacts.gwp", items[i]);
		const cJSON *gwp = harness_find(json, path);

		assert_near(harness_number(gwp, "median"), 100, 0.005, items[i]);
		assert_near(harness_number(gwp, "mean"), 100 * exp(pow(log(1.5), 2) / 2), 0.005,
			    items[i]);
		assert_near(harness_number(gwp, "low"), 100 * pow(1.5, -1.959963984540054),
			    0.01, items[i]);
		assert_near(harness_number(gwp, "high"), 100 * pow(1.5, 1.959963984540054),
			    0.01, items[i]);
	}
}

/* Rows of one method in neighbouring years, and in different regions, share its error: the
 * correlation of the logarithms is that of docs/method.md. */
static void rows_of_a_method_share_a_part(void **state)
{
	static const struct {
		const char *name, *region_a, *region_b;
		int year_a, year_b;
	} cases[] = {
	    {"neighbouring years", "FR", "FR", 2021, 2022},
	    {"neighbouring regions", "FR", "CH", 2022, 2022},
	    {"years and regions", "FR", "SE", 2020, 2022},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    run(harness,
			arena_printf(harness->arena,
				     "lca: 1\nstages:\n  training:\n"
				     "    - {item: a, region: %s, year: %d, pue: 1, losses: 0, "
				     "energy: 1000 kWh}\n"
				     "    - {item: b, region: %s, year: %d, pue: 1, losses: 0, "
				     "energy: 1000 kWh}\n",
				     cases[i].region_a, cases[i].year_a, cases[i].region_b,
				     cases[i].year_b));
		const double own = log(1.2), method = log(1.33);
		const double all = own * own + method * method;
		const double a = harness_number(json, "items[training/a].impacts.gwp.central"),
			     b = harness_number(json, "items[training/b].impacts.gwp.central");
		const double variance = exp(all) * ((a * a + b * b) * expm1(all) +
						    2 * a * b * expm1(method * method));

		assert_near(harness_number(json, "totals.gwp.sd"), sqrt(variance), 0.01,
			    cases[i].name);
		assert_near(harness_number(json, "totals.gwp.mean"), (a + b) * exp(all / 2),
			    0.005, cases[i].name);
	}
}

/* The draw of a method may be correlated too: then with every row of it. */
static void a_draw_is_named_as_well_as_an_input(void **state)
{
	static const char scenario[] =
	    "lca: 1\nstages:\n  training:\n"
	    "    - {item: a, region: FR, year: 2022, pue: 1, losses: 0, energy: 1000 kWh}\n"
	    "    - {item: b, region: FR, intensity: 1 kgCO2e/kWh, pue: 1, energy: {lognormal: "
	    "[85 kWh, 1.3]}}\n"
	    "correlations: [{a: %s, b: training/b.energy, rho: 0.9}]\n";
	static const char *const names[] = {"method/ember", "electricity/FR/2022/gwp method"};
	struct harness *harness = *state;
	double sd[COUNT(names)];
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		const cJSON *json =
		    run(harness, arena_printf(harness->arena, scenario, names[i]));
		double a = harness_number(json, "items[training/a].impacts.gwp.sd"),
		       b = harness_number(json, "items[training/b].impacts.gwp.sd");

		sd[i] = harness_number(json, "totals.gwp.sd");
		assert_true(sd[i] > 1.1 * sqrt(a * a + b * b) && sd[i] < a + b);
		assert_string_equal(harness_text(json, "correlations[0].a"), names[i]);
		assert_near(harness_number(json, "correlations[0].rho"), 0.9, 0, names[i]);
	}
	assert_near(sd[1], sd[0], 0, "input or draw");
}

/* An input of a criterion that is not asked for takes part all the same. */
static void criteria_asked_for_move_no_number(void **state)
{
	static const char *const totals[] = {"mean", "sd", "low", "high"};
	struct harness *harness = *state;
	const char *path = harness_write(
	    harness, "a.yaml",
	    "lca: 1\nstages:\n  training:\n"
	    "    - {item: a, region: FR, year: 2022, pue: 1, losses: 0, energy: {lognormal: "
	    "[1000 kWh, 1.2]}}\n"
	    "correlations:\n"
	    "  - {a: electricity/FR/2022/gwp, b: electricity/FR/-/water, rho: 0.6}\n"
	    "  - {a: electricity/FR/-/water, b: training/a.energy, rho: 0.5}\n");
	const cJSON *all = harness_json(harness, "run", "--no-sensitivity", path, NULL);
	const cJSON *gwp =
	    harness_json(harness, "run", "--no-sensitivity", "--criteria", "gwp", path, NULL);
	size_t i;

	for (i = 0; i < COUNT(totals); i++)
		assert_near(harness_number(harness_find(gwp, "totals.gwp"), totals[i]),
			    harness_number(harness_find(all, "totals.gwp"), totals[i]), 0,
			    totals[i]);
	assert_near(harness_number(gwp, "correlations[1].rho"), 0.5, 0, "listed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(samples_have_the_rank_correlation_stated),
	    cmocka_unit_test(correlation_moves_no_other_draw),
	    cmocka_unit_test(every_sampler_takes_correlations),
	    HARNESS_TEST(sums_are_those_of_the_theory),
	    HARNESS_TEST(each_input_keeps_its_own_distribution),
	    HARNESS_TEST(rows_of_a_method_share_a_part),
	    HARNESS_TEST(a_draw_is_named_as_well_as_an_input),
	    HARNESS_TEST(criteria_asked_for_move_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
