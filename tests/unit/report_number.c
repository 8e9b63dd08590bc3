/* Numbers are rounded by the width of their range, in a unit of fitting size. */

#include "tests/near.h"

#include <string.h>

#include "lca/base/arena.h"
#include "reports/number.h"

static void assert_text(const char *got, const char *want, const char *what)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s: got '%s', want '%s'", what, got, want);
}

static void rounds_by_the_width_of_the_range(void **state)
{
	static const struct {
		double central, low, high, size;
		enum number_digits digits;
		const char *shown, *shown_low, *shown_high;
	} cases[] = {
	    /* BLOOM's totals, in t */
	    {50532.451, 36012, 72391, 1000, DIGITS_SUM, "50.5", "36", "72"},
	    {24692.172, 12310, 23120, 1000, DIGITS_ITEM, "24.69", "12.3", "23.1"},
	    {24692.172, 12310, 23120, 1000, DIGITS_SUM, "24.7", "12.3", "23.1"},
	    {14628.826, 13000, 16400, 1000, DIGITS_SUM, "14.6", "13.0", "16.4"},
	    {11211.453, 7842, 16027, 1000, DIGITS_SUM, "11.2", "7.8", "16.0"},
	    {7575.306, 5300, 9860, 1000, DIGITS_ITEM, "7.58", "5.3", "9.9"},
	    /* no spread: four digits, three in a sum */
	    {24692.172, 24692.172, 24692.172, 1000, DIGITS_ITEM, "24.69", "", ""},
	    {50532.451, 50532.451, 50532.451, 1000, DIGITS_SUM, "50.5", "", ""},
	    {0, 0, 0, 1, DIGITS_ITEM, "0", "", ""},
	    /* noise of rounding is no spread */
	    {0.3, 0.3, 0.30000000000000004, 1, DIGITS_ITEM, "0.3000", "", ""},
	    /* a range wider than the estimate still leaves three digits */
	    {439, 120, 2400, 1, DIGITS_SUM, "439", "100", "2400"},
	    {9.996, 1, 30, 1, DIGITS_SUM, "10.0", "1", "30"},
	    /* a narrow range shows more, never over six digits */
	    {1234.5678, 1234.1, 1235.0, 1, DIGITS_SUM, "1234.57", "1234.10", "1235.00"},
	    {1234.5678, 1234.567, 1234.569, 1, DIGITS_SUM, "1234.57", "1234.57", "1234.57"},
	    /* two digits of u = 0.996 are 1.0 */
	    {10, 9.004, 10.996, 1, DIGITS_SUM, "10.0", "9.0", "11.0"},
	    {-120, -156, -84, 1, DIGITS_SUM, "-120", "-156", "-84"},
	    {1, -0.04, 20, 1, DIGITS_SUM, "1.00", "0", "20"},
	    /* an end above 0 keeps its first digit */
	    {60, 0.34, 230, 1, DIGITS_SUM, "60.0", "0.3", "230"},
	    {9000, 14, 37000, 1, DIGITS_SUM, "9000", "10", "37,000"},
	    {0.5, 0.00961, 2.6, 1, DIGITS_SUM, "0.500", "0.01", "2.6"},
	    {123456, 100000, 150000, 1, DIGITS_SUM, "123,000", "100,000", "150,000"},
	    {3.2e-7, 1e-7, 9e-7, 1, DIGITS_SUM, "3.20e-07", "1.0e-07", "9.0e-07"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct statistics s = {.central = cases[i].central,
				       .low = cases[i].low,
				       .high = cases[i].high,
				       .finite = true};
		struct shown_unit unit = {.text = "x", .size = cases[i].size};
		const char *what =
		    arena_printf(arena, "%g in %g .. %g", s.central, s.low, s.high);

		assert_string_equal(number_central(arena, &s, unit, cases[i].digits),
				    cases[i].shown);
		assert_text(number_low(arena, &s, unit), cases[i].shown_low, what);
		assert_text(number_high(arena, &s, unit), cases[i].shown_high, what);
	}
	arena_free(arena);
}

static void shows_no_digit_beyond_the_error(void **state)
{
	static const struct {
		double low, high, error_low, error_high, size;
		const char *shown_low, *shown_high;
	} cases[] = {
	    /* units of the last digit: not smaller than the error */
	    {36012, 72391, 0, 0, 1000, "36", "72"},
	    {36012, 72391, 999, 1000, 1000, "36", "72"},
	    {36012, 72391, 1001, 3000, 1000, "40", "70"},
	    {12.345, 14.321, 0.01, 0.1, 1, "12.35", "14.3"},
	    {12.345, 14.321, 0.011, 0.11, 1, "12.3", "14"},
	    /* none is left of a value above 0 */
	    {0.34, 230, 0.05, 1, 1, "0.3", "230"},
	    {0.34, 230, 0.2, 40, 1, "< 1", "200"},
	    {14, 37000, 50, 9000, 1, "< 100", "40,000"},
	    {14, 37000, 150, 90000, 1, "< 1000", "< 100,000"},
	    {60, 900, 99, 1, 1, "100", "900"},
	    /* below 0 */
	    {-36, 72, 20, 2, 1, "0", "70"},
	    {-156, -84, 20, 1, 1, "-200", "-84"},
	    /* scientific ones */
	    {1.24e-7, 9.36e-7, 1e-9, 2e-8, 1, "1.2e-07", "9e-07"},
	    {1.24e-7, 9.36e-7, 3e-7, 1e-6, 1, "< 1e-06", "1e-06"},
	    {1.2345e15, 3e15, 1e13, 1e14, 1, "1.23e+15", "3.0e+15"},
	    {36, 72, INFINITY, NAN, 1, "not known", "not known"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct statistics s = {
		    .central = (cases[i].low + cases[i].high) / 2,
		    .low = cases[i].low,
		    .high = cases[i].high,
		    .finite = true,
		    .error = {.low = cases[i].error_low, .high = cases[i].error_high}};
		struct shown_unit unit = {.text = "x", .size = cases[i].size};
		const char *what = arena_printf(arena, "%g (%g) .. %g (%g)", s.low, s.error.low,
						s.high, s.error.high);

		assert_text(number_low(arena, &s, unit), cases[i].shown_low, what);
		assert_text(number_high(arena, &s, unit), cases[i].shown_high, what);
	}
	arena_free(arena);
}

static void shows_mean_median_and_u_as_far_as_known(void **state)
{
	static const struct {
		struct statistics s;
		const char *mean, *median, *u;
	} cases[] = {
	    {{.mean = 52716.3, .median = 51732.2, .sd = 9417.7, .low = 36012, .high = 72391},
	     "52.7",
	     "51.7",
	     "9.4"},
	    {{.mean = 52716.3,
	      .median = 51732.2,
	      .sd = 9417.7,
	      .low = 36012,
	      .high = 72391,
	      .error = {21, 16, 26, 40, 60}},
	     "52.7",
	     "51.7",
	     "9.4"},
	    {{.mean = 52716.3,
	      .median = 51732.2,
	      .sd = 9417.7,
	      .low = 36012,
	      .high = 72391,
	      .error = {940, 1600, 260, 40, 60}},
	     "53",
	     "52",
	     "10"},
	    /* a sum about 0 */
	    {{.mean = 1.2,
	      .median = -1.3,
	      .sd = 2002.3,
	      .low = -3920,
	      .high = 3921,
	      .error = {4.5, 3.2, 5.6, 12, 12}},
	     "0.00",
	     "0.00",
	     "2.0"},
	    {{.mean = 14,
	      .median = 0.2,
	      .sd = 900,
	      .low = 0.01,
	      .high = 88,
	      .error = {20, 500, 0.01, 0.001, 3}},
	     "< 0.1",
	     "0.00020",
	     "1"},
	    {{.mean = 1,
	      .median = 1,
	      .sd = 1,
	      .low = 0,
	      .high = 3,
	      .error = {INFINITY, INFINITY, 0, 0, 0}},
	     "not known",
	     "0.00100",
	     "not known"},
	};
	struct arena *arena = arena_new();
	const struct shown_unit unit = {.text = "t", .size = 1000};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct statistics s = cases[i].s;
		const char *what = arena_printf(arena, "case %zu", i);

		s.finite = true;
		assert_text(number_mean(arena, &s, unit), cases[i].mean, what);
		assert_text(number_median(arena, &s, unit), cases[i].median, what);
		assert_text(number_u(arena, &s, unit), cases[i].u, what);
	}
	arena_free(arena);
}

static void shows_as_many_digits_of_u_as_asked_for(void **state)
{
	const struct statistics s = {.central = 50532.4,
				     .mean = 52716.3,
				     .sd = 9417.7,
				     .low = 36012,
				     .high = 72391,
				     .finite = true,
				     .error = {.mean = 5, .sd = 4, .low = 8, .high = 120}};
	const struct shown_unit unit = {.text = "t", .size = 1000, .u_digits = 3};
	struct arena *arena = arena_new();

	(void)state;
	assert_text(number_low(arena, &s, unit), "36.0", "low");
	assert_text(number_high(arena, &s, unit), "72", "high");
	assert_text(number_u(arena, &s, unit), "9.42", "u");
	assert_text(number_mean(arena, &s, unit), "52.7", "mean");
	arena_free(arena);
}

static void picks_the_unit_of_fitting_size(void **state)
{
	static const struct {
		const char *symbol;
		double value;
		const char *unit;
		double size;
	} cases[] = {
	    {"kgCO2e", 50532, "t CO2e", 1000},	{"kgCO2e", 999, "kg CO2e", 1},
	    {"kgCO2e", 0.0014, "g CO2e", 1e-3}, {"kgCO2e", 1e-12, "ug CO2e", 1e-9},
	    {"kgCO2e", -2000, "t CO2e", 1000},	{"kgCO2e", 0, "kg CO2e", 1},
	    {"kgCO2e", NAN, "kg CO2e", 1},	{"kWh", 689842, "MWh", 1000},
	    {"kWh", 0.003745, "Wh", 1e-3},	{"MJ", 5e3, "GJ", 1000},
	    {"L", 2769e3, "m3", 1000},		{"kgSbe", 2e-5, "mg Sbe", 1e-6},
	    {"furlong", 7e9, "furlong", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct shown_unit unit = number_unit(cases[i].symbol, cases[i].value);

		assert_text(unit.text, cases[i].unit, cases[i].symbol);
		assert_near(unit.size, cases[i].size, 1e-12, cases[i].symbol);
	}
}

static void shows_amounts_and_shares(void **state)
{
	static const struct {
		double value;
		const char *amount, *share;
	} cases[] = {
	    {433196, "433,196", "43319600.0 %"},
	    {1082990, "1,082,990", "108299000.0 %"},
	    {864.249121, "864.249", "86424.9 %"},
	    {9999, "9999", "999900.0 %"},
	    {12345.678, "12,345.7", "1234567.8 %"},
	    {0.489, "0.489", "48.9 %"},
	    {0.0001, "0.0001", "< 0.1 %"},
	    {0, "0", "0.0 %"},
	    {1e20, "1.000e+20", "10000000000000000000000.0 %"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(number_amount(arena, cases[i].value), cases[i].amount,
			    "amount or share");
		assert_text(number_share(arena, cases[i].value), cases[i].share,
			    "amount or share");
	}
	assert_string_equal(number_amount(arena, NAN), "not finite");
	assert_string_equal(number_significant(arena, 6e20, 3), "6.00e+20");
	assert_string_equal(number_significant(arena, 6.123456e20, 6), "6.123e+20");
	assert_string_equal(number_plain(arena, 1080000, 6), "1,080,000");
	assert_string_equal(number_plain(arena, 1.1833333333, 6), "1.18333");
	assert_string_equal(number_plain(arena, 2.5e-7, 6), "2.5e-07");
	assert_string_equal(number_group(arena, "uniform, 1075000 .. -12345.5 h (A100000)"),
			    "uniform, 1,075,000 .. -12,345.5 h (A100000)");
	assert_string_equal(number_group(arena, "1e+15 h, 0.123456, 9999"),
			    "1e+15 h, 0.123456, 9999");
	assert_string_equal(number_share(arena, NAN), "-");
	arena_free(arena);
}

static void tells_samples_that_are_not_finite(void **state)
{
	struct statistics s = {.central = 5, .low = NAN, .high = NAN};
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(
	    number_central(arena, &s, (struct shown_unit){.text = "", .size = 1}, DIGITS_SUM),
	    "5.00");
	assert_string_equal(number_low(arena, &s, (struct shown_unit){.text = "", .size = 1}),
			    "not finite");
	assert_string_equal(number_mean(arena, &s, (struct shown_unit){.text = "", .size = 1}),
			    "not finite");
	assert_string_equal(number_u(arena, &s, (struct shown_unit){.text = "", .size = 1}),
			    "not finite");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rounds_by_the_width_of_the_range),
	    cmocka_unit_test(shows_no_digit_beyond_the_error),
	    cmocka_unit_test(shows_mean_median_and_u_as_far_as_known),
	    cmocka_unit_test(shows_as_many_digits_of_u_as_asked_for),
	    cmocka_unit_test(picks_the_unit_of_fitting_size),
	    cmocka_unit_test(shows_amounts_and_shares),
	    cmocka_unit_test(tells_samples_that_are_not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
