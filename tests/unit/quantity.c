/* Every form of a quantity, its origin, and what it looks like in words. */

#include "tests/unit/quantity_case.h"

static const double normal_quantile = 1.959963984540054;

static void must_read(struct arena *arena, const char *text, const struct quantity_rule *rule,
		      struct quantity *quantity)
{
	struct diags *diags = diags_new(arena);

	if (!read_case(arena, text, rule, diags, quantity))
		fail_msg("'%s': %s", text, diags_at(diags, 0)->message);
}

static void reads_every_form(void **state)
{
	static const struct {
		const char *text;
		const struct quantity_rule *rule;
		struct dist dist; /* in base units */
	} cases[] = {
	    {"433196 kWh", &energy, {.a = 433196}},
	    {"1_082_990 h", &hours, {.a = 1082990}},
	    {"1082990 GPU-h", &hours, {.a = 1082990}},
	    {"1.08M GPU hours", &hours, {.a = 1.08e6}},
	    {"1.2e6 kWh", &energy, {.a = 1.2e6}},
	    {"1.2e+06 kWh", &energy, {.a = 1.2e6}},
	    {"400W", &power, {.a = 0.4}},
	    {"0.4kW", &power, {.a = 0.4}},
	    {"0 W", &power, {.a = 0}},
	    {"'400 W'", &power, {.a = 0.4}},
	    {"57 gCO2e/kWh", &intensity, {.a = 0.057}},
	    {"400 kgCO2e/MWh", &intensity, {.a = 0.4}},
	    {"100 gCO2e/MJ", &intensity, {.a = 0.36}},
	    {"230768", &requests, {.a = 230768}},
	    {"230768 request", &requests, {.a = 230768}},
	    {"1.5M", &requests, {.a = 1.5e6}},
	    {"2k query", &requests, {.a = 2000}},
	    {"7B", &ratio, {.a = 7e9}},
	    {"6T parameters", &ratio, {.a = 6e12}},
	    {"7B", &traffic, {.a = 7}},
	    {"8 GPUs", &ratio, {.a = 8}},
	    {"85 %", &ratio, {.a = 0.85}},
	    {"85%", &ratio, {.a = 0.85}},
	    {"1.2", &pue, {.a = 1.2}},
	    {"5", &any, {.a = 5}},
	    {"1 TB h", &any, {.a = 1e12}},
	    {"0.3 Wh/1000 token", &any, {.a = 3e-7}},
	    {"10 MJ", &primary, {.a = 10}},
	    {"10 kWh", &primary, {.a = 36}},
	    {"10 MJ_pe", &primary, {.a = 10}},
	    {"9.988 MJ/kWh", &primary_factor, {.a = 9.988}},
	    {"2.5 kWh/kWh", &primary_factor, {.a = 9}},
	    {"10 .. 12 kWh", &energy, {DIST_UNIFORM, .a = 10, .c = 12}},
	    {"10..12 kWh", &energy, {DIST_UNIFORM, .a = 10, .c = 12}},
	    {"10 kWh .. 0.012 MWh", &energy, {DIST_UNIFORM, .a = 10, .c = 12}},
	    {"1.1 .. 1.3", &pue, {DIST_UNIFORM, .a = 1.1, .c = 1.3}},
	    {"80 .. 90 %", &share, {DIST_UNIFORM, .a = 0.8, .c = 0.9}},
	    {"5 .. 5 kWh", &energy, {.a = 5}},
	    {"57 gCO2e/kWh ± 10 %", &intensity, {DIST_NORMAL, .a = 0.057, .b = 0.0057}},
	    {"57 gCO2e/kWh +/- 10 %", &intensity, {DIST_NORMAL, .a = 0.057, .b = 0.0057}},
	    {"57 gCO2e/kWh +- 10 %", &intensity, {DIST_NORMAL, .a = 0.057, .b = 0.0057}},
	    {"0.4 kW +-5 W", &power, {DIST_NORMAL, .a = 0.4, .b = 0.005}},
	    {"57 gCO2e/kWh±10%", &intensity, {DIST_NORMAL, .a = 0.057, .b = 0.0057}},
	    {"400 W ± 5 W", &power, {DIST_NORMAL, .a = 0.4, .b = 0.005}},
	    {"0.4 kW +/- 5 W", &power, {DIST_NORMAL, .a = 0.4, .b = 0.005}},
	    {"57 ± 3 gCO2e/kWh", &intensity, {DIST_NORMAL, .a = 0.057, .b = 0.003}},
	    {"1.5 ± 0.05", &pue, {DIST_NORMAL, .a = 1.5, .b = 0.05}},
	    {"400 W ± 0 %", &power, {.a = 0.4}},
	    {"2500 kgCO2e x/ 1.5", &impact, {DIST_LOGNORMAL, .a = 2500, .b = 1.5}},
	    {"2.5 tCO2e ×/ 1.5", &impact, {DIST_LOGNORMAL, .a = 2500, .b = 1.5}},
	    {"2500 kgCO2e x/ 1", &impact, {.a = 2500}},
	    {"6 yr x/ 1.2", &lifetime, {DIST_LOGNORMAL, .a = 52560, .b = 1.2}},
	    {"{value: 400 W}", &power, {.a = 0.4}},
	    {"{value: 400 W x/ 2}", &power, {DIST_LOGNORMAL, .a = 0.4, .b = 2}},
	    {"{lognormal: [2500 kgCO2e, 1.5]}", &impact, {DIST_LOGNORMAL, .a = 2500, .b = 1.5}},
	    {"{lognormal: [2500 kgCO2e], gsd2: 2.25}",
	     &impact,
	     {DIST_LOGNORMAL, .a = 2500, .b = 1.5}},
	    {"{lognormal: 2500 kgCO2e, gsd2: 2.25}",
	     &impact,
	     {DIST_LOGNORMAL, .a = 2500, .b = 1.5}},
	    {"{lognormal: [5 kgCO2e, 1]}", &impact, {.a = 5}},
	    {"{uniform: [1 kWh, 3 kWh]}", &energy, {DIST_UNIFORM, .a = 1, .c = 3}},
	    {"{uniform: [1, 3 kWh]}", &energy, {DIST_UNIFORM, .a = 1, .c = 3}},
	    {"{triangular: [4 yr, 6 yr, 7 yr]}",
	     &lifetime,
	     {DIST_TRIANGULAR, .a = 35040, .b = 52560, .c = 61320}},
	    {"{triangular: [5 kWh, 5 kWh, 5 kWh]}", &energy, {.a = 5}},
	    {"{pert: [160 W, 280 W, 400 W], central: 400 W}",
	     &power,
	     {DIST_PERT, .a = 0.16, .b = 0.28, .c = 0.4, .pinned = true, .central = 0.4}},
	    {"{pert: [160, 280, 400 W], central: 390}",
	     &power,
	     {DIST_PERT, .a = 0.16, .b = 0.28, .c = 0.4, .pinned = true, .central = 0.39}},
	    {"{pert: [1, 1.2, 1.4], central: 1.1}",
	     &pue,
	     {DIST_PERT, .a = 1, .b = 1.2, .c = 1.4, .pinned = true, .central = 1.1}},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const struct dist *want = &cases[i].dist;
		/* The table states half-widths of 95 % intervals. */
		double b = want->kind == DIST_NORMAL ? want->b / normal_quantile : want->b;
		struct quantity got;

		must_read(arena, cases[i].text, cases[i].rule, &got);
		if (got.dist.kind != want->kind || got.dist.pinned != want->pinned)
			fail_msg("'%s' has another shape", cases[i].text);
		assert_near(got.dist.a, want->a, 4e-16, cases[i].text);
		assert_near(got.dist.b, b, 1e-14, cases[i].text);
		assert_near(got.dist.c, want->c, 4e-16, cases[i].text);
		assert_near(got.dist.central, want->central, 4e-16, cases[i].text);
	}
	arena_free(arena);
}

static void takes_sd_of_normals_as_it_is(void **state)
{
	struct arena *arena = arena_new();
	struct quantity quantity;

	(void)state;
	must_read(arena, "{normal: [350 W, 20 W]}", &power, &quantity);
	assert_int_equal(quantity.dist.kind, DIST_NORMAL);
	assert_near(quantity.dist.a, 0.35, 4e-16, "mean");
	assert_near(quantity.dist.b, 0.02, 4e-16, "sd");
	must_read(arena, "{normal: [5 W, 0 W]}", &power, &quantity);
	assert_int_equal(quantity.dist.kind, DIST_EXACT);
	arena_free(arena);
}

static void turns_pedigree_into_spread(void **state)
{
	static const int best[5] = {1, 1, 1, 1, 1};
	static const int worst[5] = {5, 5, 5, 5, 5};
	static const int usual[5] = {2, 1, 3, 1, 2};
	struct arena *arena = arena_new();
	struct quantity quantity;

	(void)state;
	assert_near(pedigree_variance(best), 0, 0, "best");
	assert_near(pedigree_variance(worst), 0.04 + 0.008 + 0.04 + 0.002 + 0.12, 1e-15,
		    "worst");
	assert_near(pedigree_variance(usual), 0.0006 + 0.002 + 0.0006, 1e-15, "usual");
	must_read(arena, "{value: 2500 kgCO2e, pedigree: [2, 1, 3, 1, 2]}", &impact, &quantity);
	assert_int_equal(quantity.dist.kind, DIST_LOGNORMAL);
	assert_near(quantity.dist.a, 2500, 0, "median");
	assert_near(quantity.dist.b, exp(sqrt(0.0032)), 1e-14, "GSD");
	must_read(arena, "{value: 2500 kgCO2e, pedigree: [1, 1, 1, 1, 1]}", &impact, &quantity);
	assert_int_equal(quantity.dist.kind, DIST_EXACT);
	arena_free(arena);
}

static void remembers_its_origin(void **state)
{
	struct arena *arena = arena_new();
	struct quantity quantity;

	(void)state;
	must_read(arena, "{value: 400 W, source: a meter, note: 'at the wall'}", &power,
		  &quantity);
	assert_int_equal(quantity.origin.kind, ORIGIN_SCENARIO);
	assert_string_equal(quantity.origin.key, "training/run.x");
	assert_string_equal(quantity.origin.source, "a meter");
	assert_string_equal(quantity.origin.note, "at the wall");
	assert_string_equal(quantity.origin.place.file, "a.yaml");
	assert_int_equal(quantity.origin.place.line, 1);
	assert_int_equal(quantity.origin.place.column, 4);
	assert_string_equal(quantity.unit.text, "W");
	assert_null(quantity.origin.factor);
	arena_free(arena);
}

static void parses_text_without_a_file(void **state)
{
	const struct place nowhere = {.file = "--set"};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity quantity;

	(void)state;
	assert_true(
	    quantity_parse(arena, "1.1 .. 1.3", &pue, nowhere, NULL, "k", diags, &quantity));
	assert_int_equal(quantity.dist.kind, DIST_UNIFORM);
	assert_false(
	    quantity_parse(arena, "1.1 Q", &pue, nowhere, NULL, "k", diags, &quantity));
	assert_int_equal(diags_at(diags, 0)->place.column, 0);
	assert_non_null(strstr(diags_at(diags, 0)->message, "the value"));
	assert_true(quantity_parse(arena, "3 kWh", NULL, nowhere, NULL, "k", diags, &quantity));
	arena_free(arena);
}

static void describes_in_the_unit_of_the_user(void **state)
{
	static const struct {
		const char *text;
		const struct quantity_rule *rule;
		const char *words;
	} cases[] = {
	    {"400 W", &power, "400 W"},
	    {"57 gCO2e/kWh", &intensity, "57 gCO2e/kWh"},
	    {"85 %", &ratio, "85 %"},
	    {"1.2", &pue, "1.2"},
	    {"1_082_990 GPU-h", &hours, "1082990 GPU-h"},
	    {"2500 kgCO2e x/ 1.5", &impact,
	     "lognormal, median 2500 kgCO2e, GSD 1.5 (95 %: 1129 .. 5534 kgCO2e)"},
	    {"57 gCO2e/kWh ± 10 %", &intensity,
	     "normal, mean 57 gCO2e/kWh, sd 2.90822 gCO2e/kWh (95 %: 51.3 .. 62.7 gCO2e/kWh)"},
	    {"1.1 .. 1.3", &pue, "uniform, 1.1 .. 1.3"},
	    {"{pert: [160 W, 280 W, 400 W], central: 400 W}", &power,
	     "PERT, 160 .. 400 W, mode 280 W, central 400 W (95 %: 195.2 .. 364.8 W)"},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct quantity quantity;

		must_read(arena, cases[i].text, cases[i].rule, &quantity);
		assert_string_equal(quantity_describe(arena, &quantity), cases[i].words);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_every_form),
	    cmocka_unit_test(takes_sd_of_normals_as_it_is),
	    cmocka_unit_test(turns_pedigree_into_spread),
	    cmocka_unit_test(remembers_its_origin),
	    cmocka_unit_test(parses_text_without_a_file),
	    cmocka_unit_test(describes_in_the_unit_of_the_user),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
