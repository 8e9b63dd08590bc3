/* What is to be typed instead, in the user's own figures: never another amount. */

#include "tests/unit/quantity_case.h"

static const struct quantity_rule utilization = {
    .unit = "", .bare = true, .positive = true, .low = 0, .high = 1};

struct expectation {
	const char *text;
	const struct quantity_rule *rule;
	const char *message;
	const char *hint;
};

/* The first message of each, word by word. */
static void check(const struct expectation *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		const struct diag *diag;
		struct quantity quantity;

		read_case(arena, cases[i].text, cases[i].rule, diags, &quantity);
		if (!diags_count(diags))
			fail_msg("'%s' says nothing", cases[i].text);
		diag = diags_at(diags, 0);
		if (!strstr(diag->message, cases[i].message))
			fail_msg("'%s': %s", cases[i].text, diag->message);
		if (!text_same(diag->hint, cases[i].hint))
			fail_msg("'%s': hint %s", cases[i].text, diag->hint);
		arena_free(arena);
	}
}

static void never_suggests_another_amount(void **state)
{
	static const struct expectation cases[] = {
	    {"{normal: [300 W, 10 %]}", &power,
	     "the sd of the normal 'x' has the unit of its mean, found 10 %",
	     "write '30 W', or '300 W ± 10 %' alone for a 95 % interval"},
	    {"{normal: [300, 10 %]}", &power, "found 10 %",
	     "write '30 W', or '300 W ± 10 %' alone for a 95 % interval"},
	    {"{normal: [0.8, 10 %]}", &ratio, "found 10 %",
	     "write both in %, or both as plain numbers"},
	    {"{student_t: [300 W, 10 %, 5]}", &power,
	     "the scale of the student_t 'x' has the unit of its location", "write '30 W'"},
	    {"{trapezoid: [200 W, 400 W, 10 %]}", &power, "pure number",
	     "give it in W, such as '12 W'"},
	    {"300 %", &power, "pure number", "give it in W, such as '12 W'"},
	    {"300 kWh", &power, "an energy",
	     "give it in W, or give 'energy' instead of 'x' and 'hours'"},
	    {"3 kW", &energy, "a power",
	     "give it in kWh, or give the power and 'hours' instead of 'x'"},
	    {"10 s", &power, "a time", "give it in W, such as '12 W'"},
	    {"10 W", &ratio, "a power",
	     "write a plain number, such as '0.85', or a share in %"},
	    {"{uniform: [3, 7]}", &lifetime, "plain number 7", "write '7 yr'"},
	    {"35000", &lifetime, "plain number 35000", "write '35000 h'"},
	    {"{normal: [300 W, -30 W]}", &power, "at least 0, found -30 W", "write '30 W'"},
	    {"300 W ± -10 %", &power, "at least 0, found -10 %", "write '10 %'"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void spells_out_words_of_other_tools(void **state)
{
	static const struct expectation cases[] = {
	    {"{value: 300 W, gsd: 1.2}", &power, "'gsd'", "write '300 W x/ 1.2'"},
	    {"{median: 300 W, gsd: 1.2}", &power, "'median'", "write '300 W x/ 1.2'"},
	    {"{median: 300 W, gsd2: 1.44}", &power, "'median'",
	     "write {lognormal: [300 W], gsd2: 1.44}"},
	    {"{mean: 300 W, sd: 20 W}", &power, "'mean'", "write {normal: [300 W, 20 W]}"},
	    {"{value: 300 W, std: 20 W}", &power, "'std'", "write {normal: [300 W, 20 W]}"},
	    {"{loc: 300 W, scale: 20 W}", &power, "'loc'", "write {normal: [300 W, 20 W]}"},
	    {"{loc: 300 W, scale: 20 W, df: 4}", &power, "'loc'",
	     "write {student_t: [300 W, 20 W, 4]}"},
	    {"{shape: 2, scale: 20 W}", &power, "'scale'",
	     "write {gamma: [2, 20 W]}, or the same as weibull:"},
	    {"{min: 1 W, max: 2 W}", &power, "holds no", "write {uniform: [1 W, 2 W]}"},
	    {"{low: 1 W, mode: 2 W, high: 4 W}", &power, "'low'",
	     "write {triangular: [1 W, 2 W, 4 W]}"},
	    {"{value: 2 W, min: 1 W, max: 4 W}", &power, "nothing to cut",
	     "write {triangular: [1 W, 2 W, 4 W]}"},
	    {"{mean: 300, stddev: 20, unit: W, source: 'a, b'}", &power, "'mean'",
	     "write {normal: [300 W, 20 W], source: 'a, b'}"},
	    {"{mean: 300 W, sd: 20 W, min: 0 W}", &power, "'mean'",
	     "write {normal: [300 W, 20 W], min: 0 W}"},
	    {"{distribution: normal, mean: 300 W, sd: 20 W}", &power, "'distribution'",
	     "write {normal: [300 W, 20 W]}"},
	    {"{value: 300 W, uncertainty: 10 %}", &power, "'uncertainty'",
	     "write '300 W ± 10 %'"},
	    {"{P5: 1 W, p95: 2 W, shape: normal}", &power, "'P5'", "did you mean 'p5'?"},
	    {"{p5: 1 W, 95%: 2 W, shape: normal}", &power, "'95%'", "did you mean 'p95'?"},
	    {"{p5: 1 W, q97.5: 2 W, shape: normal}", &power, "'q97.5'",
	     "did you mean 'p97.5'?"},
	    {"{p5: 1 W, p95: 2 W, shape: log-normal}", &power, "'log-normal'",
	     "did you mean 'lognormal'?"},
	    {"{value: 5 W, source: staff, interview, May}", &power,
	     "a text with a comma needs quotes: 'interview' was read as a key",
	     "write source: 'staff, interview, May'"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

/* A mean that is not the median cannot stand before a GSD. */
static void translates_nothing_into_another_distribution(void **state)
{
	static const char *const texts[] = {"{mean: 300 W, gsd: 1.2}",
					    "{distribution: lognormal, mean: 300 W, sd: 20 W}",
					    "{mean: [1 W, 2 W], sd: 20 W}"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct quantity quantity;

		assert_false(read_case(arena, texts[i], &power, diags, &quantity));
		for (size_t j = 0; j < diags_count(diags); j++)
			assert_false(text_starts(diags_at(diags, j)->hint, "write "));
		arena_free(arena);
	}
}

static void tells_spreads_where_one_number_stands(void **state)
{
	static const struct expectation cases[] = {
	    {"{lognormal: [300 W ± 10 %]}", &power, "takes one number here",
	     "write '300 W x/ 1.05', or '300 W ± 10 %' alone, without the { }"},
	    {"{lognormal: [300 W ± 30 W, 1.2]}", &power, "takes one number here",
	     "write '300 W x/ 1.05', or '300 W ± 30 W' alone, without the { }"},
	    {"{rounded: 300 .. 400 W}", &power,
	     "the rounded 'x' takes one number here, found '300 .. 400 W'",
	     "write '300 .. 400 W' alone, without the { }"},
	    {"{discrete: [40 W ± 1 W, 60 W]}", &power, "takes one number here",
	     "write one number, without a spread"},
	    {"300 W -+ 10 %", &power, "'x' has '-+', expected '±' or '+/-'",
	     "write '300 W ± 10 %'"},
	    {"300 W */ 1.2", &power, "'x' has '*/', expected 'x/'", "write '300 W x/ 1.2'"},
	    {"80 % ± 10 %", &utilization, "share or points",
	     "10 points: write '0.7 .. 0.9' or {value: 0.8 ± 0.1, min: 0.6, max: 1}; 10 % of "
	     "it: write '0.72 .. 0.88' or {value: 0.8 ± 0.08, min: 0.64, max: 1}"},
	    {"0.85 ± 0.05", &utilization, "must stay above 0",
	     "write '0.8 .. 0.9' or {value: 0.85 ± 0.05, min: 0.75, max: 1}"},
	    {"{normal: [5 yr, 1 yr]}", &lifetime, "must stay above 0",
	     "write '3.04 .. 6.96 yr', or put min: 1.1 yr beside it"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void tells_how_percentiles_lean(void **state)
{
	static const char apart[] = "it lies 100 W above p5 and 10 W below p95";
	static const char other[] =
	    "keep two percentiles, or write {pert: [min, mode, max]} or "
	    "{triangular: [min, mode, max]}";
	static const struct expectation cases[] = {
	    {"{p5: 200 W, p50: 300 W, p95: 310 W, shape: lognormal}", &power, apart, other},
	    {"{p5: 200 W, p50: 300 W, p95: 310 W, shape: normal}", &power, apart, other},
	    {"{p5: 200 W, p50: 300 W, p95: 310 W, shape: uniform}", &power, apart, other},
	    {"{p5: 200 W, p50: 210 W, p95: 310 W, shape: normal}", &power,
	     "it lies 10 W above p5 and 100 W below p95",
	     "write shape: lognormal, or keep two percentiles"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void notes_zeros_of_a_rounded_figure(void **state)
{
	static const struct expectation cases[] = {
	    {"{rounded: 7000 h}", &hours, "'x' is read as known to 1 h",
	     "write to: 1000 h if it was printed to the nearest 1000 h"},
	    {"{rounded: 7100 h}", &hours, "known to 1 h",
	     "write to: 100 h if it was printed to the nearest 100 h"},
	    {"{rounded: 70k h}", &hours, "known to 1000 h",
	     "write to: 10000 h if it was printed to the nearest 10000 h"},
	};
	static const char *const silent[] = {
	    "{rounded: 7000 h, to: 100 h}",
	    "{rounded: 7.0M h}",
	    "{rounded: 7e3 h}",
	    "{rounded: 7100.0 h}",
	    "{rounded: 71 h}",
	    "{normal: [300 h, 20 h], min: 100 h}",
	};

	(void)state;
	check(cases, COUNT(cases));
	for (size_t i = 0; i < COUNT(silent); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct quantity quantity;

		assert_true(read_case(arena, silent[i], &hours, diags, &quantity));
		if (diags_count(diags))
			fail_msg("'%s': %s", silent[i], diags_at(diags, 0)->message);
		arena_free(arena);
	}
}

static void shows_shares_without_exponents(void **state)
{
	static const struct expectation cases[] = {
	    {"{normal: [300 W, 20 W], min: 220 W}", &power, "0.0032 % of its distribution",
	     NULL},
	    {"{normal: [300 W, 20 W], min: 500 W}", &power,
	     "which leaves less than 0.001 % of its distribution",
	     "the distribution is normal, mean 300 W, sd 20 W"},
	    {"{lognormal: [1e90 W, 1e6], min: 1 W}", &power, "is too large",
	     "look at the unit and the spread, or cut both ends"},
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void takes_weights_in_percent(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity quantity;

	(void)state;
	assert_true(read_case(arena, "{discrete: [1 W, 2 W], weights: [30 %, 70 %]}", &power,
			      diags, &quantity));
	assert_near(quantity.dist.points->p[0], 0.3, 1e-15, "the first weight");
	arena_free(arena);
}

/* The cut leaves 100 and 120 as often: the least value that half of it does not exceed. */
static void halves_a_cut_at_a_tie(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity quantity;

	(void)state;
	assert_true(read_case(arena, "{discrete: [90, 100, 120 W], min: 100 W}", &power, diags,
			      &quantity));
	assert_near(dist_median(&quantity.dist) / quantity.unit.scale, 100, 1e-12, "median");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(never_suggests_another_amount),
	    cmocka_unit_test(spells_out_words_of_other_tools),
	    cmocka_unit_test(translates_nothing_into_another_distribution),
	    cmocka_unit_test(tells_spreads_where_one_number_stands),
	    cmocka_unit_test(tells_how_percentiles_lean),
	    cmocka_unit_test(notes_zeros_of_a_rounded_figure),
	    cmocka_unit_test(shows_shares_without_exponents),
	    cmocka_unit_test(takes_weights_in_percent),
	    cmocka_unit_test(halves_a_cut_at_a_tie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
