/* Figures as publications print them: values, what rounding may have taken, doubts. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/printed.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define LB 0.45359237 /* kg, by definition */

struct read_case {
	const char *unit, *text;
	double value;
	double half;	    /* exact is value - half .. value + half */
	double loose, more; /* loose is value - loose .. value + loose (+ more, above) */
	unsigned doubts;
};

static void check(struct arena *arena, const struct read_case *row)
{
	struct printed_rule rule = {.unit = row->unit, .per_any = strstr(row->unit, "request")};
	struct printed printed;
	const char *message;
	double scale = fabs(row->value) + row->half;

	if (printed_read(arena, row->text, &rule, (struct place){0}, &printed, &message) !=
	    PRINTED_READ)
		fail_msg("'%s' was not read: %s", row->text, message);
	if (fabs(printed.value - row->value) > 1e-12 * scale ||
	    fabs(printed.exact.low - (row->value - row->half)) > 1e-12 * scale ||
	    fabs(printed.exact.high - (row->value + row->half)) > 1e-12 * scale ||
	    fabs(printed.loose.low - (row->value - row->loose)) > 1e-12 * scale ||
	    fabs(printed.loose.high - (row->value + row->loose + row->more)) > 1e-12 * scale ||
	    printed.doubts != row->doubts)
		fail_msg("'%s' was read as %.15g, %.15g..%.15g, %.15g..%.15g, doubts %u",
			 row->text, printed.value, printed.exact.low, printed.exact.high,
			 printed.loose.low, printed.loose.high, printed.doubts);
}

static void check_all(const struct read_case *cases, size_t count)
{
	struct arena *arena = arena_new();
	size_t i;

	for (i = 0; i < count; i++)
		check(arena, &cases[i]);
	arena_free(arena);
}

static void reads_numbers(void **state)
{
	static const struct read_case cases[] = {
	    {"", "0.385", 0.385, 0.0005, 0.0005, 0, 0},
	    {"", "0.50", 0.5, 0.005, 0.005, 0, 0},
	    {"", "1.0", 1, 0.05, 0.05, 0, 0},
	    {"", ".5", 0.5, 0.05, 0.05, 0, 0},
	    {"", "384", 384, 0.5, 0.5, 0, 0},
	    {"", "85000", 85000, 0.5, 500, 0, 0},
	    {"", "1900", 1900, 0.5, 50, 0, 0},
	    {"", "1000", 1000, 0.5, 50, 0, 0},
	    {"", "100", 100, 0.5, 5, 0, 0},
	    {"", "50", 50, 0.5, 0.5, 0, 0},
	    {"", "0", 0, 0.5, 0.5, 0, 0},
	    {"", "0.0", 0, 0.05, 0.05, 0, 0},
	    {"", "24_700_000", 24700000, 0.5, 50000, 0, 0},
	    {"", "1_082_990", 1082990, 0.5, 5, 0, 0},
	    {"", "1,082,990", 1082990, 0.5, 5, 0, 0},
	    {"", "1.082.990", 1082990, 0.5, 5, 0, 0},
	    {"", "626 155", 626155, 0.5, 0.5, 0, 0},
	    {"", "626\u2009155", 626155, 0.5, 0.5, 0, 0},
	    {"", "626\u00A0155", 626155, 0.5, 0.5, 0, 0},
	    {"", "626\u202F155", 626155, 0.5, 0.5, 0, 0},
	    {"", "1'082'990", 1082990, 0.5, 5, 0, 0},
	    {"", "1\u2019082\u2019990", 1082990, 0.5, 5, 0, 0},
	    {"", "1,082", 1082, 0.5, 0.5, 0, PRINTED_COMMA},
	    {"", "1,082.5", 1082.5, 0.05, 0.05, 0, 0},
	    {"", "1.082,5", 1082.5, 0.05, 0.05, 0, PRINTED_DECIMAL_COMMA},
	    {"", "0,385", 0.385, 0.0005, 0.0005, 0, PRINTED_DECIMAL_COMMA},
	    {"", "0,21", 0.21, 0.005, 0.005, 0, PRINTED_DECIMAL_COMMA},
	    {"", "12,5", 12.5, 0.05, 0.05, 0, PRINTED_DECIMAL_COMMA},
	    {"", "3,75", 3.75, 0.005, 0.005, 0, PRINTED_DECIMAL_COMMA},
	    {"", "1234,567", 1234.567, 0.0005, 0.0005, 0, PRINTED_DECIMAL_COMMA},
	    {"", "\u22125", -5, 0.5, 0.5, 0, 0},
	    {"", "-5", -5, 0.5, 0.5, 0, 0},
	    {"", "+5", 5, 0.5, 0.5, 0, 0},
	    {"", "3.3e-05", 3.3e-5, 5e-7, 5e-7, 0, 0},
	    {"", "4.2E5", 4.2e5, 5e3, 5e3, 0, 0},
	    {"", "1.2 x 10^6", 1.2e6, 5e4, 5e4, 0, 0},
	    {"", "1.2 × 10⁶", 1.2e6, 5e4, 5e4, 0, 0},
	    {"", "1.2×10⁻³", 1.2e-3, 5e-5, 5e-5, 0, 0},
	    {"", "1.2*10**6", 1.2e6, 5e4, 5e4, 0, 0},
	    {"", "10^25", 1e25, 5e24, 5e24, 0, 0},
	    {"", "7B", 7e9, 5e8, 5e8, 0, 0},
	    {"", "1.08M", 1.08e6, 5e3, 5e3, 0, 0},
	    {"", "7.0M", 7e6, 5e4, 5e4, 0, 0},
	    {"", "10M", 1e7, 5e5, 5e5, 0, 0},
	    {"", "370k", 3.7e5, 500, 5000, 0, 0},
	    {"", "2T", 2e12, 5e11, 5e11, 0, 0},
	    {"", "1.5 million", 1.5e6, 5e4, 5e4, 0, 0},
	    {"", "1.5-billion", 1.5e9, 5e7, 5e7, 0, 0},
	    {"", "36 thousand", 36e3, 500, 500, 0, 0},
	    {"", "2 trillion", 2e12, 5e11, 5e11, 0, 0},
	    {"", "1.3bn", 1.3e9, 5e7, 5e7, 0, 0},
	    {"", "110 %", 1.1, 0.005, 0.05, 0, 0},
	    {"", "85%", 0.85, 0.005, 0.005, 0, 0},
	    {"", "46.2 percent", 0.462, 0.0005, 0.0005, 0, 0},
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void reads_about(void **state)
{
	static const struct read_case cases[] = {
	    {"MWh", "~190 MWh", 190e3, 500, 50e3, 0, PRINTED_ABOUT},
	    {"MWh", "about 190 MWh", 190e3, 500, 50e3, 0, PRINTED_ABOUT},
	    {"MWh", "approx. 1,287 MWh", 1287e3, 500, 5e3, 0, PRINTED_ABOUT | PRINTED_COMMA},
	    {"MWh", "ca. 12.5 MWh", 12500, 50, 500, 0, PRINTED_ABOUT},
	    {"MWh", "≈ 25 MWh", 25e3, 500, 5e3, 0, PRINTED_ABOUT},
	    {"MWh", "nearly 25 MWh", 25e3, 500, 5e3, 0, PRINTED_ABOUT},
	    {"MWh", "Roughly 25 MWh", 25e3, 500, 5e3, 0, PRINTED_ABOUT},
	    {"h", "5 months", 3650, 365, 365, 0, PRINTED_ABOUT},
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void reads_ranges(void **state)
{
	static const struct read_case cases[] = {
	    {"kWh", "12 .. 14", 13, 1, 1.5, 0, PRINTED_RANGE | PRINTED_NO_UNIT},
	    {"kWh", "12-14 MWh", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "12\u201314 MWh", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "12 to 14 MWh", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "between 12 and 14 MWh", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "from 12 to 14 MWh", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "1 MWh to 3 MWh", 2e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	    {"kWh", "800 kWh to 1.2 MWh", 1000, 200, 205, 45, PRINTED_RANGE},
	    {"kWh", "12 ± 1 kWh", 12, 1, 1, 0, PRINTED_RANGE},
	    {"kWh", "12 +/- 1 kWh", 12, 1, 1, 0, PRINTED_RANGE},
	    {"kWh", "12 ± 10 %", 12, 1.2, 1.2, 0, PRINTED_RANGE | PRINTED_NO_UNIT},
	    {"kWh", "12 MWh ± 10 %", 12e3, 1.2e3, 1.2e3, 0, PRINTED_RANGE},
	    {"", "85 ± 2 %", 0.85, 0.02, 0.02, 0, PRINTED_RANGE},
	    {"h", "1-2 million h", 1.5e6, 5e5, 1e6, 0, PRINTED_RANGE},
	    {"kgCO2e", "1.2\u20131.4 tCO2e", 1300, 100, 150, 0, PRINTED_RANGE},
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void reads_units_of_publications(void **state)
{
	static const struct read_case cases[] = {
	    {"kgCO2e", "25", 25, 0.5, 0.5, 0, PRINTED_NO_UNIT},
	    {"kgCO2e", "25 tCO2e", 25e3, 500, 500, 0, 0},
	    {"kgCO2e", "25 t", 25e3, 500, 500, 0, PRINTED_MASS},
	    {"kgCO2e", "85,000 kg", 85e3, 0.5, 500, 0, PRINTED_MASS | PRINTED_COMMA},
	    {"kgCO2e", "626,155 lb", 626155 * LB, 0.5 * LB, 0.5 * LB, 0,
	     PRINTED_MASS | PRINTED_COMMA},
	    {"kgCO2e", "36 000 tons", 36e6, 500, 5e5, 0, PRINTED_MASS | PRINTED_TON},
	    {"kgCO2e", "25 tons CO2eq", 25e3, 500, 500, 0, PRINTED_TON},
	    {"kgCO2e", "25 Tons of CO\u2082 equivalent", 25e3, 500, 500, 0, PRINTED_TON},
	    {"kgCO2e", "25 tonCO2eq", 25e3, 500, 500, 0, PRINTED_TON},
	    {"kgCO2e", "25 metric tons CO2eq", 25e3, 500, 500, 0, 0},
	    {"kgCO2e", "3 short tons", 6000 * LB, 1000 * LB, 1000 * LB, 0, PRINTED_MASS},
	    {"kgCO2e", "25 tonnes of carbon dioxide equivalent", 25e3, 500, 500, 0, 0},
	    {"kgCO2e", "421 kg CO2 eq.", 421, 0.5, 0.5, 0, 0},
	    {"kgCO2e", "3 tC", 11e3, 5500 / 3., 5500 / 3., 0, PRINTED_CARBON},
	    {"kgCO2e", "3 t C", 11e3, 5500 / 3., 5500 / 3., 0, PRINTED_CARBON},
	    {"kgCO2e", "3 t carbon", 11e3, 5500 / 3., 5500 / 3., 0, PRINTED_CARBON},
	    {"kgCO2e", "3 t carbon dioxide", 3e3, 500, 500, 0, 0},
	    {"kgCO2e", "3 kg carbon dioxide equivalent", 3, 0.5, 0.5, 0, 0},
	    {"kgCO2e", "3 tons of carbon", 3e3, 500, 500, 0, PRINTED_MASS | PRINTED_TON},
	    {"kgCO2e/kWh", "57 gCO2e/kWh", 0.057, 0.0005, 0.0005, 0, 0},
	    {"kgCO2e/kWh", "0.429", 0.429, 0.0005, 0.0005, 0, PRINTED_NO_UNIT},
	    {"kgCO2e/kWh", "57 g/kWh", 0.057, 0.0005, 0.0005, 0, PRINTED_MASS},
	    {"kgCO2e/kWh", "429 kg per MWh", 0.429, 0.0005, 0.0005, 0, PRINTED_MASS},
	    {"kgCO2e/kWh", "0.954 lb/kWh", 0.954 * LB, 0.0005 * LB, 0.0005 * LB, 0,
	     PRINTED_MASS},
	    {"kgCO2e/kWh", "954 lbs/MWh", 0.954 * LB, 0.0005 * LB, 0.0005 * LB, 0,
	     PRINTED_MASS},
	    {"kgCO2e/kWh", "0.4 tCO2/MWh", 0.4, 0.05, 0.05, 0, 0},
	    {"kWh", "1287 megawatt-hours", 1287e3, 500, 500, 0, 0},
	    {"kWh", "1287 megawatt hours of electricity", 1287e3, 500, 500, 0, 0},
	    {"kWh", "3.6 MJ", 1, 0.05 / 3.6, 0.05 / 3.6, 0, 0},
	    {"kWh", "3.4 KWH", 3.4, 0.05, 0.05, 0, 0},
	    {"kWh", "3.4 mWh", 3.4e-6, 5e-8, 5e-8, 0, 0},
	    {"W", "400 watts", 0.4, 0.0005, 0.005, 0, 0},
	    {"W", "350W", 0.35, 0.0005, 0.005, 0, 0},
	    {"h", "1.08M h", 1.08e6, 5e3, 5e3, 0, 0},
	    {"h", "370k GPU hours", 370e3, 500, 5e3, 0, 0},
	    {"h", "274,120 P100-GPU-hours", 274120, 0.5, 5, 0, PRINTED_COMMA},
	    {"h", "34 days", 816, 12, 12, 0, 0},
	    {"FLOP", "3.14e23 FLOPS", 3.14e23, 5e20, 5e20, 0, PRINTED_FLOPS},
	    {"FLOP", "2 petaflop/s-days", 2 * 86400e15, 43200e15, 43200e15, 0, 0},
	    {"token", "1.4 trillion tokens", 1.4e12, 5e10, 5e10, 0, 0},
	    {"token", "1.4T", 1.4e12, 5e10, 5e10, 0, PRINTED_NO_UNIT},
	    {"", "176 billion parameters", 176e9, 5e8, 5e8, 0, 0},
	    {"", "8 GPUs", 8, 0.5, 0.5, 0, 0},
	    {"kWh/request", "0.24 Wh/prompt", 0.24e-3, 5e-6, 5e-6, 0, 0},
	    {"kWh/request", "2 Wh per 1,000 queries", 2e-6, 5e-7, 5e-7, 0, 0},
	    {"kWh/request", "0.24 Wh", 0.24e-3, 5e-6, 5e-6, 0, PRINTED_NO_UNIT},
	    {"kWh/request", "36 J/token", 1e-5, 0.5 / 3.6e6, 0.5 / 3.6e6, 0, 0},
	    {"kgCO2e/request", "0.13 g/Mtoken", 0.13e-9, 5e-12, 5e-12, 0, PRINTED_MASS},
	    {"request", "2.5 billion queries", 2.5e9, 5e7, 5e7, 0, 0},
	    {"request", "10M tokens", 1e7, 5e5, 5e5, 0, 0},
	    {"L", "281 m3", 281e3, 500, 500, 0, 0},
	    {"L", "700 litres of water", 700, 0.5, 5, 0, 0},
	    {"L/kWh", "1.8 L/kWh", 1.8, 0.05, 0.05, 0, 0},
	    {"yr", "4 years", 4 * 8760., 4380, 4380, 0, 0},
	    {"W", "350 W (TDP)", 0.35, 0.0005, 0.005, 0, 0},
	    {"W", "350 W each", 0.35, 0.0005, 0.005, 0, 0},
	    {"W", "350 W per GPU", 0.35, 0.0005, 0.005, 0, 0},
	    {"kWh", "1287 MWh*", 1287e3, 500, 500, 0, 0},
	    {"kWh", "12-14 MWh (two runs)", 13e3, 1e3, 1.5e3, 0, PRINTED_RANGE},
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void tells_what_is_no_figure(void **state)
{
	static const struct {
		const char *unit, *text;
		enum printed_status status;
	} cases[] = {
	    {"kWh", "", PRINTED_NOTHING},
	    {"kWh", "  ", PRINTED_NOTHING},
	    {"kWh", "TBD", PRINTED_NOTHING},
	    {"kWh", "n/a", PRINTED_NOTHING},
	    {"kWh", "unknown", PRINTED_NOTHING},
	    {"kWh", "-", PRINTED_NOTHING},
	    {"kWh", "?", PRINTED_NOTHING},
	    {"kWh", "n/a (not measured)", PRINTED_NOTHING},
	    {"kWh", "12 foo (bar)", PRINTED_BAD_UNIT},
	    {"kWh", "[More Information Needed]", PRINTED_NOTHING},
	    {"kWh", "number (in kWh)", PRINTED_NO_NUMBER},
	    {"kWh", "kWh", PRINTED_NO_NUMBER},
	    {"kWh", "1e400", PRINTED_NO_NUMBER},
	    {"kWh", "12 foo", PRINTED_BAD_UNIT},
	    {"kWh", "12 kWh extra", PRINTED_BAD_UNIT},
	    {"kWh", "1,2,3", PRINTED_BAD_UNIT},
	    {"kWh", "3.2.1", PRINTED_BAD_UNIT},
	    {"kWh", "14 to 12 kWh", PRINTED_BAD_UNIT},
	    {"kWh", "300 kg", PRINTED_OTHER_UNIT},
	    {"kWh", "300 kW", PRINTED_OTHER_UNIT},
	    {"", "3 h", PRINTED_OTHER_UNIT},
	    {"kgCO2e", "0.03 gCO2e per prompt", PRINTED_OTHER_UNIT},
	    {"kWh", "12 kWh to 14 kg", PRINTED_OTHER_UNIT},
	    {"token", "85 %", PRINTED_OTHER_UNIT},
	    {"kWh", "1e308 kWh", PRINTED_OUT_OF_REACH},
	    {"kWh", "2e30 kWh", PRINTED_OUT_OF_REACH},
	    {"", "5e-324", PRINTED_OUT_OF_REACH},
	};
	struct arena *arena = arena_new();
	struct printed printed;
	const char *message;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct printed_rule rule = {.unit = cases[i].unit};
		enum printed_status status = printed_read(
		    arena, cases[i].text, &rule, (struct place){0}, &printed, &message);

		if (status != cases[i].status)
			fail_msg("'%s' has status %d", cases[i].text, (int)status);
		if (status > PRINTED_NOTHING)
			assert_true(strlen(message) > 0);
	}
	arena_free(arena);
}

/* A power where an energy is expected is a finding, and keeps its own unit. */
static void keeps_a_second_dimension(void **state)
{
	struct printed_rule rule = {.unit = "kWh", .also = "W"};
	struct arena *arena = arena_new();
	struct printed printed;
	const char *message;

	(void)state;
	assert_int_equal(
	    printed_read(arena, "27 kW", &rule, (struct place){0}, &printed, &message),
	    PRINTED_READ);
	assert_near(printed.value, 27, 1e-12, "printed.value");
	assert_true(dimensions_equal(printed.unit.dimensions, unit_of("W").dimensions));
	assert_string_equal(printed.text, "27 kW");
	assert_string_equal(printed.digits, "27");
	arena_free(arena);
}

static void reads_prefixes_of_prose(void **state)
{
	static const struct {
		const char *text, *taken, *unit;
		double value;
	} cases[] = {
	    {"626,155 pounds of carbon dioxide equivalent, nearly five",
	     "626,155 pounds of carbon dioxide equivalent", "kgCO2e", 626155 * LB},
	    {"36 000 tons a year", "36 000 tons", "kg", 36e6},
	    {"85 000 kg of CO2", "85 000 kg of CO2", "kgCO2e", 85e3},
	    {"about 100 acres of forest", "about 100", "", 100},
	    {"10 million phone charges", "10 million", "", 1e7},
	    {"46 times larger", "46", "", 46},
	    {"100 h on 8 GPUs", "100 h", "h", 100},
	    {"0.24 watt-hours per prompt", "0.24 watt-hours per prompt", "kWh/request",
	     0.24e-3},
	    {"1287 MWh.", "1287 MWh", "kWh", 1287e3},
	    {"1,287 MWh in total", "1,287 MWh", "kWh", 1287e3},
	    {"7B-parameter model", "7B-parameter", "", 7e9},
	    {"5 cars", "5", "", 5},
	    {"34 days and 10,000 V100 GPUs", "34 days", "h", 816},
	    {"8x A100", "8", "", 8},
	};
	struct arena *arena = arena_new();
	size_t length, i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct printed printed;

		if (!printed_prefix(arena, cases[i].text, (struct place){0}, &printed,
				    &length) ||
		    length != strlen(cases[i].taken) ||
		    strcmp(printed.text, cases[i].taken) != 0 ||
		    !(fabs(printed.value - cases[i].value) <= 1e-12 * cases[i].value) ||
		    !dimensions_equal(printed.unit.dimensions,
				      unit_of(cases[i].unit).dimensions))
			fail_msg("'%s' was read as '%s', %.15g", cases[i].text, printed.text,
				 printed.value);
	}
	arena_free(arena);
}

static void refuses_prefixes_without_digits(void **state)
{
	static const char *const texts[] = {"", "five cars", "about one", "kWh", "-", "GPT-3"};
	struct arena *arena = arena_new();
	struct printed printed;
	size_t length, i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++)
		assert_false(
		    printed_prefix(arena, texts[i], (struct place){0}, &printed, &length));
	arena_free(arena);
}

/* "1e5" of JSON is 5 x 10^4 to 1.5 x 10^5 as printed. */
static void reads_numbers_of_other_formats(void **state)
{
	struct arena *arena = arena_new();
	struct printed printed = printed_number(arena, "0.0421", "kgCO2e", (struct place){0});

	(void)state;
	assert_near(printed.value, 0.0421, 1e-15, "printed.value");
	assert_near(printed.exact.low, 0.04205, 1e-15, "printed.exact.low");
	assert_near(printed.exact.high, 0.04215, 1e-15, "printed.exact.high");
	printed = printed_number(arena, "x", "kgCO2e", (struct place){0});
	assert_true(isnan(printed.value));
	assert_true(interval_is_empty(printed.exact));
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_numbers),
	    cmocka_unit_test(reads_about),
	    cmocka_unit_test(reads_ranges),
	    cmocka_unit_test(reads_units_of_publications),
	    cmocka_unit_test(tells_what_is_no_figure),
	    cmocka_unit_test(keeps_a_second_dimension),
	    cmocka_unit_test(reads_prefixes_of_prose),
	    cmocka_unit_test(refuses_prefixes_without_digits),
	    cmocka_unit_test(reads_numbers_of_other_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
