/* Every mistake in a quantity with its place, message and hint; warnings of impossible mass. */

#include "tests/unit/quantity_case.h"

static void refuses_with_place_and_hint(void **state)
{
	/* column: in "x: TEXT", whose value begins at 4. */
	static const struct {
		const char *text;
		const struct quantity_rule *rule;
		enum diag_code code;
		uint32_t column;
		const char *message;
		const char *hint;
	} cases[] = {
	    {"1082990", &hours, DIAG_UNIT_MISSING, 4, "plain number 1082990", "'1082990 h'"},
	    {"[1, 2]", &power, DIAG_QUANTITY_FORM, 4, "found a list", "'10 .. 12 kWh'"},
	    {"", &power, DIAG_QUANTITY_FORM, 0, "found nothing", NULL},
	    {"''", &power, DIAG_QUANTITY_FORM, 4, "lacks a number", "'12 W'"},
	    {"~", &power, DIAG_QUANTITY_FORM, 4, "found nothing", NULL},
	    {"high", &power, DIAG_QUANTITY_FORM, 4, "found 'high'", "'12 W'"},
	    {"~400 W", &power, DIAG_QUANTITY_FORM, 4, "found '~400 W'", "'12 W'"},
	    {"300 kWh", &power, DIAG_QUANTITY_DIMENSION, 4,
	     "'x' is an energy (kWh), expected a power (W)", "give it in W"},
	    {"24.69 t", &impact, DIAG_QUANTITY_DIMENSION, 4, "plain mass", "'24.69 tCO2e'"},
	    {"3 short ton", &impact, DIAG_QUANTITY_DIMENSION, 4, "plain mass",
	     "'3 short tonCO2e'"},
	    {"57 g/kWh", &intensity, DIAG_QUANTITY_DIMENSION, 4, "plain mass per energy",
	     "'57 gCO2e/kWh'"},
	    {"3 g", &adpe, DIAG_QUANTITY_DIMENSION, 4, "plain mass", "'3 gSbe'"},
	    {"3 token", &requests, DIAG_QUANTITY_DIMENSION, 4, "count of tokens",
	     "give it in request"},
	    {"85 %", &primary_factor, DIAG_QUANTITY_DIMENSION, 4, "pure number", NULL},
	    {"3 W", &primary, DIAG_QUANTITY_DIMENSION, 4, "a power (W)", "in MJ_pe"},
	    {"400 kwh", &energy, DIAG_UNIT_UNKNOWN, 8, "'kwh'", "'kWh'"},
	    {"2 3 W", &power, DIAG_UNIT_UNKNOWN, 6, "second number", NULL},
	    {"1 h 30 min", &hours, DIAG_UNIT_UNKNOWN, 8, "second number", NULL},
	    {"1 082 990 h", &hours, DIAG_UNIT_UNKNOWN, 6, "second number", NULL},
	    {"2024-01-01", &hours, DIAG_QUANTITY_FORM, 8, "'-'", "a date"},
	    {"10 - 12 kWh", &energy, DIAG_QUANTITY_FORM, 7, "'-'", "'10 .. 12 kWh'"},
	    {"10 – 12 kWh", &energy, DIAG_QUANTITY_FORM, 7, "'-'", "'10 .. 12 kWh'"},
	    {"10 to 12 kWh", &energy, DIAG_UNIT_UNKNOWN, 7, "'..'", "'10 .. 12 kWh'"},
	    {"12 kWh)", &energy, DIAG_UNIT_UNKNOWN, 10, "never opened", NULL},
	    {"2 ton", &impact, DIAG_UNIT_UNKNOWN, 6, "three meanings", "short_ton"},
	    {"6 months", &lifetime, DIAG_UNIT_UNKNOWN, 6, "no fixed length", "730 h"},
	    {"300 M", &requests, DIAG_UNIT_UNKNOWN, 8, "no unit", "300M"},
	    {"1,5 kWh", &energy, DIAG_QUANTITY_COMMA, 5, "comma", "'1.5'"},
	    {"1.000,5 kWh", &energy, DIAG_QUANTITY_COMMA, 9, "comma", "'1000.5'"},
	    {"1,000.5 kWh", &energy, DIAG_QUANTITY_COMMA, 5, "comma", "'1000.5'"},
	    {"1,2,34 kWh", &energy, DIAG_QUANTITY_COMMA, 5, "comma", "one '.' at most"},
	    {"1,082,990 h", &hours, DIAG_QUANTITY_COMMA, 5, "comma", "'1082990'"},
	    {"1,082 h", &hours, DIAG_QUANTITY_COMMA, 5, "comma", "'1082' or '1.082'"},
	    {".inf", &requests, DIAG_QUANTITY_NOT_FINITE, 4, "finite", NULL},
	    {"-.inf h", &hours, DIAG_QUANTITY_NOT_FINITE, 4, "finite", NULL},
	    {".NaN h", &hours, DIAG_QUANTITY_NOT_FINITE, 4, "finite", NULL},
	    {"nan", &hours, DIAG_QUANTITY_NOT_FINITE, 4, "finite", NULL},
	    {"1e999 h", &hours, DIAG_QUANTITY_NOT_FINITE, 4, "finite", NULL},
	    {"1e99 YFLOP", &any, DIAG_QUANTITY_NOT_FINITE, 4, "too large", NULL},
	    {"-5 kWh", &energy, DIAG_QUANTITY_NEGATIVE, 4, "at least 0 kWh, found -5 kWh",
	     NULL},
	    {"-5", &requests, DIAG_QUANTITY_NEGATIVE, 4, "at least 0", NULL},
	    {"{normal: [-5 kWh, 1 kWh]}", &energy, DIAG_QUANTITY_NEGATIVE, 4, "at least 0",
	     NULL},
	    {"0.9", &pue, DIAG_QUANTITY_DOMAIN, 4, "at least 1, found 0.9", NULL},
	    {"110 %", &share, DIAG_QUANTITY_DOMAIN, 4, "at most 100 %, found 110 %", NULL},
	    {"0 yr", &lifetime, DIAG_QUANTITY_POSITIVE, 4, "above 0", NULL},
	    {"-1 yr", &lifetime, DIAG_QUANTITY_POSITIVE, 4, "above 0", NULL},
	    {"{normal: [6 yr, 1 yr]}", &lifetime, DIAG_QUANTITY_POSITIVE, 4, "normal",
	     "put min: 2.1 yr beside it"},
	    {"6 yr ± 10 %", &lifetime, DIAG_QUANTITY_POSITIVE, 4, "normal",
	     "'5.4 .. 6.6 yr' or {value: 6 ± 0.6 yr, min: 4.8 yr}"},
	    {"0 .. 3 yr", &lifetime, DIAG_QUANTITY_POSITIVE, 4, "uniform", "triangular"},
	    {"12 kWh .. 10 kWh", &energy, DIAG_QUANTITY_ORDER, 14, "12 before the smaller 10",
	     "minimum"},
	    {"{triangular: [1 W, 9 W, 6 W]}", &power, DIAG_QUANTITY_ORDER, 28,
	     "9 before the smaller 6", "mode"},
	    {"{pert: [5 W, 4 W, 6 W]}", &power, DIAG_QUANTITY_ORDER, 17,
	     "5 before the smaller 4", NULL},
	    {"400 W x/ 0.2", &power, DIAG_QUANTITY_SPREAD, 13, "at least 1, found 0.2",
	     "1.2214"},
	    {"400 W x/ 0.8", &power, DIAG_QUANTITY_SPREAD, 13, "at least 1, found 0.8", "1.25"},
	    {"400 W x/ -2", &power, DIAG_QUANTITY_SPREAD, 13, "at least 1", "1.2"},
	    {"400 W x/ 20 %", &power, DIAG_QUANTITY_SPREAD, 13, "plain number", "1.2"},
	    {"400 W x/ 1e9", &power, DIAG_QUANTITY_SPREAD, 13, "too large", NULL},
	    {"0 W x/ 2", &power, DIAG_QUANTITY_SPREAD, 4, "above 0", NULL},
	    {"400 W ± -5 W", &power, DIAG_QUANTITY_SPREAD, 12, "at least 0", "write '5 W'"},
	    {"{normal: [5 W, -1 W]}", &power, DIAG_QUANTITY_SPREAD, 19, "at least 0",
	     "write '1 W'"},
	    {"85 % ± 5 %", &ratio, DIAG_QUANTITY_SPREAD, 11, "share or points",
	     "5 points: write '0.85 ± 0.05'; 5 % of it: write '0.85 ± 0.0425'"},
	    {"400 W ± 5", &power, DIAG_UNIT_MISSING, 12, "plain number 5", "'5 W'"},
	    {"400 W ±", &power, DIAG_QUANTITY_FORM, 11, "lacks a number", NULL},
	    {"400 W ± 5 kWh", &power, DIAG_QUANTITY_DIMENSION, 12, "an energy", NULL},
	    {"400 W x/ 2 ± 5 W", &power, DIAG_QUANTITY_FORM, 15, "two spreads", NULL},
	    {"{uniform: [1 W, 3 kWh]}", &power, DIAG_QUANTITY_DIMENSION, 20, "an energy", NULL},
	    {"{uniform: [1 W, 3 kWh]}", &any, DIAG_QUANTITY_DIMENSION, 15,
	     "mixes a power (W) and an energy (kWh)", NULL},
	    {"{uniform: [1 W]}", &power, DIAG_QUANTITY_FORM, 14, "takes 2 numbers, found 1",
	     "{uniform: [min, max]}"},
	    {"{pert: 5 W}", &power, DIAG_QUANTITY_FORM, 11, "takes 3 numbers, found 1", "mode"},
	    {"{uniform: [[1 W], 2 W]}", &power, DIAG_QUANTITY_FORM, 15, "with a list here",
	     NULL},
	    {"{value: [1 W]}", &power, DIAG_QUANTITY_FORM, 12, "with a list here", NULL},
	    {"{lognormal: [1 W]}", &power, DIAG_QUANTITY_FORM, 4, "lacks its GSD", "gsd2"},
	    {"{lognormal: [1 W, 1.5], gsd2: 2}", &power, DIAG_TWO_WAYS, 28, "gsd2", NULL},
	    {"{lognormal: [1 W], gsd2: 0.9}", &power, DIAG_QUANTITY_SPREAD, 29, "squared GSD",
	     "1.2346"},
	    {"{normal: [5 W, 1 W], uniform: [1 W, 2 W]}", &power, DIAG_TWO_WAYS, 25,
	     "both 'normal'", NULL},
	    {"{nromal: [5 W, 1 W]}", &power, DIAG_KEY_UNKNOWN, 5, "'nromal'", "'normal'"},
	    {"{value: 5 W, min: 1 W}", &power, DIAG_QUANTITY_FORM, 17, "nothing to cut", NULL},
	    {"{value: 5 W, least: 1 W}", &power, DIAG_KEY_UNKNOWN, 17, "'least'", NULL},
	    {"{source: a meter}", &power, DIAG_QUANTITY_FORM, 4, "no value", NULL},
	    {"{value: 5 W, source: [a]}", &power, DIAG_NODE_KIND, 25, "is a text", NULL},
	    {"{value: 5 W, pedigree: [1, 2]}", &impact, DIAG_QUANTITY_DIMENSION, 12, "a power",
	     NULL},
	    {"{value: 5 kgCO2e, pedigree: [1, 2]}", &impact, DIAG_QUANTITY_PEDIGREE, 32,
	     "five whole numbers", "[2, 1, 3, 1, 2]"},
	    {"{value: 5 kgCO2e, pedigree: [1, 2, 3, 4, 6]}", &impact, DIAG_QUANTITY_PEDIGREE,
	     32, "five whole numbers", NULL},
	    {"{value: 5 kgCO2e x/ 2, pedigree: [1, 2, 3, 4, 5]}", &impact,
	     DIAG_QUANTITY_PEDIGREE, 37, "one exact value", NULL},
	    {"{normal: [5 kgCO2e, 1 kgCO2e], pedigree: [1, 2, 3, 4, 5]}", &impact,
	     DIAG_QUANTITY_PEDIGREE, 35, "both a normal and a pedigree", NULL},
	    {"{uniform: [1 W, 3 W], central: 4 W}", &power, DIAG_QUANTITY_CENTRAL, 35,
	     "outside its own", "uniform, 1 .. 3 W"},
	    {"{value: 3 W, central: 4 W}", &power, DIAG_QUANTITY_CENTRAL, 26, "outside its own",
	     NULL},
	    {"{lognormal: [3 W, 2], central: 0 W}", &power, DIAG_QUANTITY_CENTRAL, 35,
	     "outside its own", NULL},
	    {"{uniform: [1 W, 3 W], central: 2 kWh}", &any, DIAG_QUANTITY_DIMENSION, 35,
	     "mixes", NULL},
	    {"{uniform: [1, 3], central: 0.5}", &pue, DIAG_QUANTITY_CENTRAL, 31,
	     "outside its own", NULL},
	    {"\"400 Q\"", &power, DIAG_UNIT_UNKNOWN, 4, "'Q'", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		const struct diag *diag;
		struct quantity quantity;

		if (read_case(arena, cases[i].text, cases[i].rule, diags, &quantity))
			fail_msg("'%s' was read", cases[i].text);
		if (diags_count(diags) != 1)
			fail_msg("'%s' gives %zu messages", cases[i].text, diags_count(diags));
		diag = diags_at(diags, 0);
		if (diag->code != cases[i].code || !strstr(diag->message, cases[i].message))
			fail_msg("'%s': %s: %s", cases[i].text, diag_slug(diag->code),
				 diag->message);
		if (cases[i].column && diag->place.column != cases[i].column)
			fail_msg("'%s': column %u", cases[i].text,
				 (unsigned)diag->place.column);
		if (cases[i].hint && (!diag->hint || !strstr(diag->hint, cases[i].hint)))
			fail_msg("'%s': hint '%s'", cases[i].text,
				 diag->hint ? diag->hint : "");
		assert_string_equal(diag->path, "stages.training[run].x");
		arena_free(arena);
	}
}

static void reports_all_mistakes_of_a_mapping(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity quantity;

	(void)state;
	assert_false(read_case(arena, "{pert: [1 Q, x, 3 kWh], sauce: b, note: [c]}", &energy,
			       diags, &quantity));
	assert_int_equal(diags_count(diags), 4);
	arena_free(arena);
}

static void warns_of_impossible_mass(void **state)
{
	static const struct {
		const char *text;
		const struct quantity_rule *rule;
		const char *message;
	} cases[] = {
	    {"{uniform: [0.9, 1.3]}", &pue, "25 % of the distribution of 'x' lies below 1"},
	    {"{normal: [1.1, 0.05]}", &pue, "2.3 % of the distribution of 'x' lies below 1"},
	    {"{normal: [3 kWh, 2 kWh]}", &energy,
	     "6.7 % of the distribution of 'x' lies below 0"},
	    {"{uniform: [0.5, 1.5]}", &share, "50 % of the distribution of 'x' lies above 1"},
	    {"{uniform: [1, 1.5]}", &pue, NULL},
	    {"57 gCO2e/kWh ± 10 %", &intensity, NULL},
	    {"6 yr x/ 3", &lifetime, NULL},
	    {"1", &pue, NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct quantity quantity;

		if (!read_case(arena, cases[i].text, cases[i].rule, diags, &quantity))
			fail_msg("'%s' was refused", cases[i].text);
		if (diags_count(diags) != (cases[i].message ? 1 : 0))
			fail_msg("'%s' gives %zu messages", cases[i].text, diags_count(diags));
		if (cases[i].message && !strstr(diags_at(diags, 0)->message, cases[i].message))
			fail_msg("'%s': %s", cases[i].text, diags_at(diags, 0)->message);
		assert_int_equal(diags_status(diags), 0);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_with_place_and_hint),
	    cmocka_unit_test(reports_all_mistakes_of_a_mapping),
	    cmocka_unit_test(warns_of_impossible_mass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
