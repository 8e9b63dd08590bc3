/* Laws of every distribution a scenario can write: another unit or another spelling of the same
 * numbers moves no figure, percentiles are met, a cut keeps its sides, a spread moves the ends
 * apart. */

#include "tests/harness.h"

static const char *const figures[] = {"central", "mean", "sd", "median", "low", "high"};

static const cJSON *run(struct harness *harness, const char *impact, const char *interval)
{
	const char *text = arena_printf(harness->arena,
					"lca: 1\nstages:\n  other:\n"
					"    - {item: a, impacts: {gwp: %s}}\n",
					impact);

	return harness_json(harness, "run", "-n", "40000", "--interval", interval,
			    harness_write(harness, "a.yaml", text), NULL);
}

static double figure(struct harness *harness, const cJSON *json, const char *name)
{
	return harness_number(json, arena_printf(harness->arena, "totals.gwp.%s", name));
}

/* The same distribution in kg, in g and in t. */
static const struct {
	const char *kg, *g, *t;
} spellings[] = {
    {"{normal: [5 kgCO2e, 1 kgCO2e]}", "{normal: [5000 gCO2e, 1000 gCO2e]}",
     "{normal: [0.005 tCO2e, 0.001 tCO2e]}"},
    {"{lognormal: [5 kgCO2e, 1.4]}", "{lognormal: [5000 gCO2e, 1.4]}",
     "{lognormal: [0.005 tCO2e, 1.4]}"},
    {"{lognormal: [5 kgCO2e, 1.4], shift: 2 kgCO2e}",
     "{lognormal: [5000 gCO2e, 1.4], shift: 2000 gCO2e}",
     "{lognormal: [0.005 tCO2e, 1.4], shift: 2 kgCO2e}"},
    {"{uniform: [1 kgCO2e, 4 kgCO2e]}", "{uniform: [1000, 4000 gCO2e]}",
     "{uniform: [0.001, 0.004 tCO2e]}"},
    {"{triangular: [1, 2, 5 kgCO2e]}", "{triangular: [1000, 2000, 5000 gCO2e]}",
     "{triangular: [0.001, 0.002, 0.005 tCO2e]}"},
    {"{pert: [1, 2, 5 kgCO2e]}", "{pert: [1000, 2000, 5000 gCO2e]}",
     "{pert: [0.001, 0.002, 0.005 tCO2e]}"},
    {"{beta: [1 kgCO2e, 5 kgCO2e, 2, 3.5]}", "{beta: [1000 gCO2e, 5000 gCO2e, 2, 3.5]}",
     "{beta: [0.001 tCO2e, 0.005 tCO2e, 2, 3.5]}"},
    {"{gamma: [2.5, 3 kgCO2e]}", "{gamma: [2.5, 3000 gCO2e]}", "{gamma: [2.5, 0.003 tCO2e]}"},
    {"{weibull: [2.5, 3 kgCO2e], shift: 1 kgCO2e}",
     "{weibull: [2.5, 3000 gCO2e], shift: 1000 gCO2e}",
     "{weibull: [2.5, 0.003 tCO2e], shift: 0.001 tCO2e}"},
    {"{student_t: [9 kgCO2e, 1 kgCO2e, 7]}", "{student_t: [9000 gCO2e, 1000 gCO2e, 7]}",
     "{student_t: [0.009 tCO2e, 0.001 tCO2e, 7]}"},
    {"{arcsine: [1, 3 kgCO2e]}", "{arcsine: [1000, 3000 gCO2e]}",
     "{arcsine: [0.001, 0.003 tCO2e]}"},
    {"{trapezoid: [1, 3, 0.5 kgCO2e]}", "{trapezoid: [1000, 3000, 500 gCO2e]}",
     "{trapezoid: [0.001, 0.003, 0.0005 tCO2e]}"},
    {"{discrete: [1, 2, 4 kgCO2e], weights: [1, 2, 1]}",
     "{discrete: [1000, 2000, 4000 gCO2e], weights: [2, 4, 2]}",
     "{discrete: [0.001, 0.002, 0.004 tCO2e], weights: [0.5, 1, 0.5]}"},
    {"{empirical: [3, 1, 2, 2.5 kgCO2e]}", "{empirical: [1000, 2000, 2500, 3000 gCO2e]}",
     "{empirical: [0.0025, 0.003, 0.001, 0.002 tCO2e]}"},
    {"{mean_of: [3, 1, 2, 2.5, 4, 2 kgCO2e]}",
     "{mean_of: [1000, 2000, 2500, 3000, 2000, 4000 gCO2e]}",
     "{mean_of: [0.0025, 0.003, 0.001, 0.002, 0.004, 0.002 tCO2e]}"},
    {"{p5: 2 kgCO2e, p95: 9 kgCO2e, shape: lognormal}",
     "{p5: 2000 gCO2e, p95: 9000 gCO2e, shape: lognormal}",
     "{p5: 0.002 tCO2e, p95: 0.009 tCO2e, shape: lognormal}"},
    {"{p5: 2 kgCO2e, p50: 5 kgCO2e, p95: 13 kgCO2e, shape: lognormal}",
     "{p5: 2000 gCO2e, p50: 5000 gCO2e, p95: 13000 gCO2e, shape: lognormal}",
     "{p5: 0.002 tCO2e, p50: 0.005 tCO2e, p95: 0.013 tCO2e, shape: lognormal}"},
    {"{normal: [5 kgCO2e, 2 kgCO2e], min: 3 kgCO2e, max: 9 kgCO2e}",
     "{normal: [5000 gCO2e, 2000 gCO2e], min: 3 kgCO2e, max: 0.009 tCO2e}",
     "{normal: [0.005 tCO2e, 0.002 tCO2e], min: 3000 gCO2e, max: 9 kgCO2e}"},
    {"{gamma: [2.5, 3 kgCO2e], min: 2 kgCO2e, central: 6 kgCO2e}",
     "{gamma: [2.5, 3000 gCO2e], min: 2000 gCO2e, central: 6000 gCO2e}",
     "{gamma: [2.5, 0.003 tCO2e], min: 0.002 tCO2e, central: 0.006 tCO2e}"},
    {"{rounded: 7.0 kgCO2e}", "{rounded: 7000 gCO2e, to: 100 gCO2e}",
     "{rounded: 0.0070 tCO2e}"},
    {"5 kgCO2e ± 10 %", "5000 gCO2e ± 500 gCO2e", "0.005 tCO2e ± 10 %"},
    {"5 kgCO2e x/ 1.3", "5000 gCO2e x/ 1.3", "0.005 tCO2e x/ 1.3"},
    {"3 kgCO2e .. 5 kgCO2e", "3000 gCO2e .. 5000 gCO2e", "0.003 tCO2e .. 0.005 tCO2e"},
};

/* Conversions round, and a table is made anew of what they give. */
static void units_move_no_figure(void **state)
{
	struct harness *harness = *state;
	size_t i, j, k;

	for (i = 0; i < COUNT(spellings); i++) {
		const char *const others[] = {spellings[i].g, spellings[i].t};
		const cJSON *first = run(harness, spellings[i].kg, "95");
		double sd = figure(harness, first, "sd");

		assert_true(sd > 0);
		for (j = 0; j < COUNT(others); j++) {
			const cJSON *other = run(harness, others[j], "95");

			for (k = 0; k < COUNT(figures); k++)
				if (!(fabs(figure(harness, other, figures[k]) -
					   figure(harness, first, figures[k])) <= 1e-8 * sd))
					fail_msg("%s, %s: %.12g; %s: %.12g", spellings[i].kg,
						 figures[k], figure(harness, first, figures[k]),
						 others[j], figure(harness, other, figures[k]));
		}
	}
}

/* median: the one stated, or what the two others make it. */
static const struct {
	const char *impact, *interval;
	double low, median, high;
} percentiles[] = {
    {"{p5: 2 kgCO2e, p95: 9 kgCO2e, shape: lognormal}", "90", 2, 4.242641, 9},
    {"{p5: 2 kgCO2e, p95: 9 kgCO2e, shape: normal}", "90", 2, 5.5, 9},
    {"{p5: 2 kgCO2e, p95: 9 kgCO2e, shape: uniform}", "90", 2, 5.5, 9},
    {"{p5: 2 kgCO2e, p50: 5 kgCO2e, p95: 13 kgCO2e, shape: lognormal}", "90", 2, 5, 13},
    {"{p5: 2 kgCO2e, p50: 3 kgCO2e, p95: 13 kgCO2e, shape: lognormal}", "90", 2, 3, 13},
    {"{p10: 2 kgCO2e, p50: 5 kgCO2e, p90: 13 kgCO2e, shape: lognormal}", "80", 2, 5, 13},
    {"{p2.5: 2 kgCO2e, p97.5: 9 kgCO2e, shape: lognormal}", "95", 2, 4.242641, 9},
    {"{p16: 2 kgCO2e, p84: 9 kgCO2e, shape: normal}", "68", 2, 5.5, 9},
    {"{p50: 4 kgCO2e, p95: 9 kgCO2e, shape: lognormal}", "90", 16.0 / 9, 4, 9},
    {"{p5: 2 kgCO2e, p50: 4 kgCO2e, shape: normal}", "90", 2, 4, 6},
};

/* What was stated as percentiles stands at the ends of that interval, but for sampling. */
static void percentiles_are_met(void **state)
{
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(percentiles); i++) {
		const cJSON *json =
		    run(harness, percentiles[i].impact, percentiles[i].interval);
		const double want[] = {percentiles[i].low, percentiles[i].median,
				       percentiles[i].high};
		static const char *const names[] = {"low", "median", "high"};
		size_t k;

		assert_near(figure(harness, json, "central"), percentiles[i].median, 1e-6,
			    percentiles[i].impact);
		for (k = 0; k < COUNT(names); k++) {
			double error =
			    harness_number(json, arena_printf(harness->arena,
							      "totals.gwp.error.%s", names[k]));

			assert_true(error > 0);
			if (!(fabs(figure(harness, json, names[k]) - want[k]) <= 5 * error))
				fail_msg("%s: %s %.6g +- %.2g, not %.6g", percentiles[i].impact,
					 names[k], figure(harness, json, names[k]), error,
					 want[k]);
		}
	}
}

/* The whole of what is left lies between the sides of a cut; without mass outside of them it is
 * no cut at all. */
static void cuts_keep_their_sides(void **state)
{
	static const struct {
		const char *whole, *sides;
		double low, high;
	} cases[] = {
	    {"{normal: [5 kgCO2e, 2 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{lognormal: [5 kgCO2e, 2]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{triangular: [2, 5, 9 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{pert: [2, 5, 9 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{gamma: [3, 2 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{weibull: [3, 6 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{student_t: [5 kgCO2e, 2 kgCO2e, 3]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{arcsine: [2, 9 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{trapezoid: [3, 8, 1 kgCO2e]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	    {"{beta: [2 kgCO2e, 9 kgCO2e, 2, 2]", "min: 4 kgCO2e, max: 7 kgCO2e}", 4, 7},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *impact =
		    arena_printf(harness->arena, "%s, %s", cases[i].whole, cases[i].sides);
		const cJSON *json = run(harness, impact, "99.9");
		double low = figure(harness, json, "low"), high = figure(harness, json, "high");

		if (!(low >= cases[i].low && low < cases[i].low + 0.1) ||
		    !(high <= cases[i].high && high > cases[i].high - 0.1))
			fail_msg("%s: %g .. %g", impact, low, high);
	}
}

/* 3 X + 1: items add up, and so do their figures where they have one draw. */
static void figures_move_with_what_they_are_of(void **state)
{
	struct harness *harness = *state;
	size_t i, k;

	for (i = 0; i < COUNT(spellings); i++) {
		const char *text = arena_printf(harness->arena,
						"lca: 1\nstages:\n  other:\n"
						"    - {item: a, impacts: {gwp: &x %s}}\n    - "
						"{item: b, impacts: {gwp: *x}}\n"
						"    - {item: c, impacts: {gwp: *x}}\n    - "
						"{item: d, impacts: {gwp: 1 kgCO2e}}\n",
						spellings[i].kg);
		const cJSON *json = harness_json(harness, "run", "-n", "40000",
						 harness_write(harness, "b.yaml", text), NULL);

		for (k = 0; k < COUNT(figures); k++) {
			double one = harness_number(
			    json, arena_printf(harness->arena, "items[other/a].impacts.gwp.%s",
					       figures[k]));
			double shift = strcmp(figures[k], "sd") == 0 ? 0 : 1;

			assert_near(figure(harness, json, figures[k]), 3 * one + shift, 1e-12,
				    spellings[i].kg);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(units_move_no_figure),
	    HARNESS_TEST(percentiles_are_met),
	    HARNESS_TEST(cuts_keep_their_sides),
	    HARNESS_TEST(figures_move_with_what_they_are_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
