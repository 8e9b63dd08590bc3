/* What may be typed as a unit, and what is refused although a laxer reader would take it. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/unit.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void reads_names_into_base_units(void **state)
{
	/* like: a unit of the same dimensions; scale: its multiple. */
	static const struct {
		const char *text;
		const char *like;
		double scale;
	} cases[] = {
	    {"kWh", "kWh", 1},
	    {"Wh", "kWh", 0.001},
	    {"mWh", "kWh", 1e-6},
	    {"uWh", "kWh", 1e-9},
	    {"MWh", "kWh", 1000},
	    {"GWh", "kWh", 1e6},
	    {"TWh", "kWh", 1e9},
	    {"J", "kWh", 1 / 3.6e6},
	    {"kJ", "kWh", 1 / 3600.},
	    {"MJ", "kWh", 1 / 3.6},
	    {"GJ", "kWh", 1000 / 3.6},
	    {"TJ", "kWh", 1e6 / 3.6},
	    {"uW", "kWh/h", 1e-9},
	    {"µW", "kWh/h", 1e-9},
	    {"μW", "kWh/h", 1e-9},
	    {"mW", "kWh/h", 1e-6},
	    {"W", "kWh/h", 0.001},
	    {"kW", "kWh/h", 1},
	    {"MW", "kWh/h", 1000},
	    {"GW", "kWh/h", 1e6},
	    {"W h", "kWh", 0.001},
	    {"ms", "h", 1 / 3.6e6},
	    {"s", "h", 1 / 3600.},
	    {"min", "h", 1 / 60.},
	    {"hour", "h", 1},
	    {"hours", "h", 1},
	    {"d", "h", 24},
	    {"days", "h", 24},
	    {"week", "h", 168},
	    {"yr", "h", 8760},
	    {"years", "h", 8760},
	    {"mgCO2e", "kgCO2e", 1e-6},
	    {"gCO2e", "kgCO2e", 0.001},
	    {"gCO2eq", "kgCO2e", 0.001},
	    {"gCO2", "kgCO2e", 0.001},
	    {"gCO₂e", "kgCO2e", 0.001},
	    {"g CO2-eq", "kgCO2e", 0.001},
	    {"g CO2-e", "kgCO2e", 0.001},
	    {"kgCO2eq", "kgCO2e", 1},
	    {"kgCO2", "kgCO2e", 1},
	    {"kg CO2e", "kgCO2e", 1},
	    {"kg  CO2 eq", "kgCO2e", 1},
	    {"tCO2e", "kgCO2e", 1000},
	    {"t CO2eq", "kgCO2e", 1000},
	    {"tonnes CO2e", "kgCO2e", 1000},
	    {"metric tons CO2e", "kgCO2e", 1000},
	    {"ktCO2e", "kgCO2e", 1e6},
	    {"MtCO2e", "kgCO2e", 1e9},
	    {"lbCO2e", "kgCO2e", 0.45359237},
	    {"lbCO2eq", "kgCO2e", 0.45359237},
	    {"lbs CO2e", "kgCO2e", 0.45359237},
	    {"short ton CO2e", "kgCO2e", 907.18474},
	    {"short_tonCO2e", "kgCO2e", 907.18474},
	    {"long_ton CO2e", "kgCO2e", 1016.0469088},
	    {"g", "kg", 0.001},
	    {"t", "kg", 1000},
	    {"lb", "kg", 0.45359237},
	    {"short ton", "kg", 907.18474},
	    {"short_ton", "kg", 907.18474},
	    {"long tons", "kg", 1016.0469088},
	    {"gSbe", "kgSbe", 0.001},
	    {"mgSbe", "kgSbe", 1e-6},
	    {"kgSbeq", "kgSbe", 1},
	    {"kgSb", "kgSbe", 1},
	    {"kg Sb eq", "kgSbe", 1},
	    {"MJpe", "MJ_pe", 1},
	    {"MJ primary", "MJ_pe", 1},
	    {"kWh_pe", "MJ_pe", 3.6},
	    {"GJ_pe", "MJ_pe", 1000},
	    {"l", "L", 1},
	    {"litres", "L", 1},
	    {"mL", "L", 0.001},
	    {"m3", "L", 1000},
	    {"m^3", "L", 1000},
	    {"m³", "L", 1000},
	    {"gal", "L", 3.785411784},
	    {"ML", "L", 1e6},
	    {"queries", "request", 1},
	    {"call", "request", 1},
	    {"tok", "token", 1},
	    {"Mtoken", "token", 1e6},
	    {"input token", "token", 1},
	    {"output tokens", "token", 1},
	    {"cached token", "token", 1},
	    {"kB", "B", 1000},
	    {"GiB", "B", 1073741824},
	    {"PB", "B", 1e15},
	    {"FLOPs", "FLOP", 1},
	    {"YFLOP", "FLOP", 1e24},
	    {"EFLOP/s", "FLOP/h", 3.6e21},
	    {"km", "m", 1000},
	    {"mile", "m", 1609.344},
	    {"mm2", "m^2", 1e-6},
	    {"mm^2", "m^2", 1e-6},
	    {"mm²", "m^2", 1e-6},
	    {"images", "image", 1},
	    {"USD", "USD", 1},
	    {"%", "", 0.01},
	    {"GPU", "", 1},
	    {"servers", "", 1},
	    {"GPU-h", "h", 1},
	    {"GPU h", "h", 1},
	    {"GPU-hours", "h", 1},
	    {"node-hours", "h", 1},
	    {"server h", "h", 1},
	    {"device-days", "h", 24},
	    {"kgCO2e/GPU-h", "kgCO2e/h", 1},
	    {"kgCO2e/GPU h", "kgCO2e/h", 1},
	    {"gCO2e/kWh", "kgCO2e/kWh", 0.001},
	    {"gCO2e / kWh", "kgCO2e/kWh", 0.001},
	    {"kgCO2e/MJ", "kgCO2e/kWh", 3.6},
	    {"kgCO2e/GPU/h", "kgCO2e/h", 1},
	    {"kgCO2e kWh^-1", "kgCO2e/kWh", 1},
	    {"kgCO2e kWh⁻¹", "kgCO2e/kWh", 1},
	    {"h/d", "", 1 / 24.},
	    {"W/TB", "kWh/(h.B)", 1e-15},
	    {"TB h", "B.h", 1e12},
	    {"kWh·h", "kWh*h", 1},
	    {"(kWh/h).h", "kWh", 1},
	    {"1/h", "h^-1", 1},
	    {"kWh/1000 token", "kWh/token", 0.001},
	    {"kWh/1_000 token", "kWh/token", 0.001},
	    {"kWh/1M output tokens", "kWh/token", 1e-6},
	    {"kWh/(1000 token)", "kWh/token", 0.001},
	    {"gCO2e/1000 request", "kgCO2e/request", 1e-6},
	    {" kWh ", "kWh", 1},
	    {"", "", 1},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct unit_error error;
		struct unit unit;

		if (!unit_parse(arena, cases[i].text, strlen(cases[i].text), &unit, &error))
			fail_msg("'%s': %s at %zu", cases[i].text, error.message, error.offset);
		if (!dimensions_equal(unit.dimensions, unit_of(cases[i].like).dimensions))
			fail_msg("'%s' has not the dimensions of '%s'", cases[i].text,
				 cases[i].like);
		assert_near(unit.scale, cases[i].scale, 4e-16, cases[i].text);
	}
	arena_free(arena);
}

static void refuses_what_would_be_misread(void **state)
{
	/* hint: a part of it; NULL: none is asked for. */
	static const struct {
		const char *text;
		size_t offset;
		const char *message;
		const char *hint;
	} cases[] = {
	    {"3 W", 0, "second number", "one number"},
	    {"h 30 min", 2, "second number", "one number"},
	    {"-01-01", 0, "'-' cannot", NULL},
	    {"kWh)", 3, "never opened", NULL},
	    {"kWh %", 4, "percentage", "5 %/yr"},
	    {"% kWh", 2, "percentage", NULL},
	    {"% %", 2, "percentage", NULL},
	    {"%/yr/%", 5, "percentage", NULL},
	    {"Mg", 0, "a tonne", "'t'"},
	    {"MgCO2e", 0, "a tonne", "tCO2e"},
	    {"TCO2e", 0, "unknown unit", "did you mean 'tCO2e'?"},
	    {"(kWh", 0, "never closed", NULL},
	    {"kWh()", 4, "cannot stand", NULL},
	    {"()", 1, "cannot stand", NULL},
	    {"kWh @ 273", 4, "'@' cannot", NULL},
	    {"kWh + 3", 4, "'+' cannot", NULL},
	    {"h since 2024", 2, "unknown unit 'since'", NULL},
	    {"kWh/", 4, "missing", NULL},
	    {"/kWh", 0, "'/' cannot", NULL},
	    {"kWh//h", 4, "'/' cannot", NULL},
	    {"kWh/1000", 8, "missing", NULL},
	    {"kWh/0 token", 4, "above 0", NULL},
	    {"kWh/-5 token", 4, "'-' cannot", NULL},
	    {"kWh 1000 token", 4, "second number", NULL},
	    {"kWh/token day", 9, "two ways", "/(a.b)"},
	    {"kWh/1000 token.day", 14, "two ways", "/(a.b)"},
	    {"kWh-h", 3, "'-' cannot", NULL},
	    {"kWh-1", 3, "'-' cannot", NULL},
	    {"kWh^", 3, "exponent", NULL},
	    {"kWh^0", 3, "exponent", NULL},
	    {"kWh^1.5", 3, "exponent", NULL},
	    {"kWh^12", 3, "exponent", NULL},
	    {"kWh**2", 4, "'*' cannot", NULL},
	    {"h^9.h^9.h^9.h^9.h^9.h^9.h^9.h^9.h^9.h^9.h^9.h^9", 0, "bounds", NULL},
	    {"YFLOP^9.YFLOP^9", 0, "bounds", NULL},
	    {"((((((((((h))))))))))", 8, "parentheses", NULL},
	    {"kwh", 0, "unknown unit 'kwh'", "'kWh'"},
	    {"KWh", 0, "unknown unit 'KWh'", "'kWh'"},
	    {"mw", 0, "unknown unit 'mw'", "'mW' or 'MW'"},
	    {"gb", 0, "unknown unit 'gb'", "'GB'"},
	    {"kgCo2e", 0, "unknown unit 'kgCo2e'", "'kgCO2e'"},
	    {"gCO2e/kwh", 6, "unknown unit 'kwh'", "'kWh'"},
	    {"reqest", 0, "unknown unit 'reqest'", "'request'"},
	    {"€", 0, "unknown unit '€'", "lca units"},
	    {"ton", 0, "three meanings", "short_ton"},
	    {"tons CO2e", 0, "three meanings", "short_ton"},
	    {"tonCO2e", 0, "three meanings", "short_ton"},
	    {"tC", 0, "carbon", "44/12"},
	    {"kgC/kWh", 0, "carbon", "44/12"},
	    {"month", 0, "no fixed length", "730 h"},
	    {"kgCO2e/month", 7, "no fixed length", "730 h"},
	    {"FLOPS", 0, "count or a rate", "FLOP/s"},
	    {"TFLOPS", 0, "count or a rate", "TFLOP/s"},
	    {"M", 0, "no unit", "300M"},
	    {"gCO2e per kWh", 6, "'/'", "gCO2e/kWh"},
	    {"lg(re 1 kWh)", 0, "unknown unit 'lg'", NULL},
	    {"kWh\nh", 3, "cannot stand", NULL},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct unit_error error;
		struct unit unit;

		if (unit_parse(arena, cases[i].text, strlen(cases[i].text), &unit, &error) ||
		    unit_parse(arena, cases[i].text, strlen(cases[i].text), &unit, NULL))
			fail_msg("'%s' was read", cases[i].text);
		if (error.offset != cases[i].offset || !strstr(error.message, cases[i].message))
			fail_msg("'%s': '%s' at %zu", cases[i].text, error.message,
				 error.offset);
		if (cases[i].hint && (!error.hint || !strstr(error.hint, cases[i].hint)))
			fail_msg("'%s': hint '%s'", cases[i].text,
				 error.hint ? error.hint : "");
	}
	arena_free(arena);
}

static void converts_with_one_rounding(void **state)
{
	static const struct {
		double value;
		const char *unit;
		double base;
	} cases[] = {
	    {400, "W", 0.4},	{57, "gCO2e/kWh", 0.057}, {394, "gCO2e/kWh", 0.394},
	    {3600000, "J", 1},	{1800, "kJ", 0.5},	  {433196, "kWh", 433196},
	    {6, "yr", 52560},	{90, "min", 1.5},	  {0.33, "Wh", 0.00033},
	    {1, "Mtoken", 1e6},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct unit unit = unit_of(cases[i].unit);

		assert_near(unit_to_base(&unit, cases[i].value), cases[i].base, 0,
			    cases[i].unit);
	}
}

static void names_dimensions(void **state)
{
	static const struct {
		const char *unit;
		const char *text;
		const char *printed;
	} cases[] = {
	    {"MJ", "an energy (kWh)", "kWh"},
	    {"kW", "a power (W)", "W"},
	    {"yr", "a time (h)", "h"},
	    {"gCO2e/MJ", "an intensity (kgCO2e/kWh)", "kgCO2e/kWh"},
	    {"t", "a plain mass (kg)", "kg"},
	    {"%", "a pure number", ""},
	    {"Wh/token", "an energy per token (kWh/token)", "kWh/token"},
	    {"L/kWh", "a water intensity (L/kWh)", "L/kWh"},
	    {"kgCO2e h", "'h.kgCO2e'", "h.kgCO2e"},
	    {"kgCO2e/kWh/h", "'kgCO2e/(kWh.h)'", "kgCO2e/(kWh.h)"},
	    {"1/d", "a rate (1/h)", "1/h"},
	    {"USD/h^2", "'USD/h^2'", "USD/h^2"},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct dimensions d = unit_of(cases[i].unit).dimensions;

		assert_string_equal(dimensions_describe(arena, d), cases[i].text);
		assert_string_equal(dimensions_unit(arena, d).text, cases[i].printed);
		assert_true(dimensions_equal(dimensions_unit(arena, d).dimensions, d));
	}
	arena_free(arena);
}

static void multiplies_and_divides_dimensions(void **state)
{
	struct dimensions power = unit_of("W").dimensions;
	struct dimensions time = unit_of("h").dimensions;
	struct dimensions energy = dimensions_multiply(power, time);

	(void)state;
	assert_true(dimensions_equal(energy, unit_of("kWh").dimensions));
	assert_true(dimensions_equal(dimensions_divide(energy, time), power));
	assert_true(dimensions_none(dimensions_divide(energy, energy)));
	assert_false(dimensions_equal(unit_of("kg").dimensions, unit_of("kgCO2e").dimensions));
	assert_false(dimensions_equal(unit_of("MJ").dimensions, unit_of("MJ_pe").dimensions));
}

static void keeps_the_spelling(void **state)
{
	struct arena *arena = arena_new();
	struct unit_error error;
	struct unit unit;

	(void)state;
	assert_true(unit_parse(arena, " g CO2-eq/kWh ...", 14, &unit, &error));
	assert_string_equal(unit.text, "g CO2-eq/kWh");
	arena_free(arena);
}

static void lists_only_what_it_reads(void **state)
{
	struct arena *arena = arena_new();
	size_t count;
	const struct unit_row *rows = unit_rows(&count);
	size_t i;

	(void)state;
	assert_true(count > 100);
	for (i = 0; i < count; i++) {
		struct unit_error error;
		struct unit unit;

		if (!unit_parse(arena, rows[i].name, strlen(rows[i].name), &unit, &error))
			fail_msg("'%s': %s", rows[i].name, error.message);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_names_into_base_units),
	    cmocka_unit_test(refuses_what_would_be_misread),
	    cmocka_unit_test(converts_with_one_rounding),
	    cmocka_unit_test(names_dimensions),
	    cmocka_unit_test(multiplies_and_divides_dimensions),
	    cmocka_unit_test(keeps_the_spelling),
	    cmocka_unit_test(lists_only_what_it_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
