/* Numbers to and from text. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void reads_numbers_exactly(void **state)
{
	static const struct {
		const char *text;
		double number;
	} cases[] = {
	    {"0", 0},
	    {"57", 57},
	    {"-57", -57},
	    {"+1.5", 1.5},
	    {"0.1", 0.1},
	    {".5", 0.5},
	    {"5.", 5},
	    {"1_082_990", 1082990},
	    {"1_0.2_5e1", 102.5},
	    {"1.2e6", 1.2e6},
	    {"1E-9", 1e-9},
	    {"9007199254740993", 9007199254740992.0},
	    {"123456789012345678901234567890", 123456789012345678901234567890.0},
	    {"0.000000000000000000000000000000123", 1.23e-31},
	    {"7.62125e-05", 7.62125e-05},
	    {"32070594798", 32070594798.0},
	    {"1.7976931348623157e308", 1.7976931348623157e308},
	    {"2.2250738585072011e-308", 2.2250738585072011e-308},
	    {"5e-324", 5e-324},
	    {"1e-999999999999999999999", 0},
	    {"8.5", 8.5},
	    {"1e23", 1e23},
	    {"00012", 12},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		double number = -1;

		if (!text_number(cases[i].text, strlen(cases[i].text), &number) ||
		    number != cases[i].number)
			fail_msg("'%s': %.17g", cases[i].text, number);
	}
}

static void refuses_what_is_no_number(void **state)
{
	static const char *const cases[] = {
	    "",
	    " 1",
	    "1 ",
	    "1,5",
	    "inf",
	    "-inf",
	    "nan",
	    "NaN",
	    "infinity",
	    "0x10",
	    "1e",
	    "1e+",
	    "e5",
	    ".",
	    "-",
	    "+-1",
	    "1__0",
	    "_1",
	    "1_",
	    "1_.5",
	    "1._5",
	    "1e1_0",
	    "1.2.3",
	    "1e5x",
	    "1e309",
	    "-1e400",
	    "1f",
	    "1 000",
	    "1d5",
	    "\xEF\xBC\x91",
	    "1e99999999999999999999",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		double number = -1;

		if (text_number(cases[i], strlen(cases[i]), &number))
			fail_msg("'%s' was read as %.17g", cases[i], number);
		if (number != -1)
			fail_msg("'%s' wrote a number", cases[i]);
	}
}

static void reads_only_its_length(void **state)
{
	double number;

	(void)state;
	assert_true(text_number("12345", 2, &number));
	assert_near(number, 12, 0, "length 2");
	assert_true(text_number("1e5", 1, &number));
	assert_near(number, 1, 0, "length 1");
	assert_false(text_number("1e5", 2, &number));
	assert_false(text_number("1_5", 2, &number));
	assert_false(text_number("1\0002", 3, &number));
}

static void writes_the_shortest_number(void **state)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
	    {57, "57"},
	    {0.1, "0.1"},
	    {1e-9, "1e-09"},
	    {0, "0"},
	    {-2.5, "-2.5"},
	    {0.1 + 0.2, "0.30000000000000004"},
	    {1e21, "1e+21"},
	    {5e-324, "5e-324"},
	    {1.0 / 3, "0.3333333333333333"},
	    {32070594798, "32070594798"},
	    {1.7976931348623157e308, "1.7976931348623157e+308"},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(text_double(arena, cases[i].number), cases[i].text);
	arena_free(arena);
}

/* The bits of a 64-bit linear congruential sequence, taken as doubles. */
static void reads_back_what_it_wrote(void **state)
{
	struct arena *arena = arena_new();
	uint64_t bits = 1;
	size_t i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		double number;
		double again;
		char *text;

		bits = bits * 6364136223846793005U + 1442695040888963407U;
		memcpy(&number, &bits, sizeof number);
		if (!isfinite(number))
			continue;
		text = text_double(arena, number);
		if (!text_number(text, strlen(text), &again) || again != number)
			fail_msg("%s", text);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_numbers_exactly),
	    cmocka_unit_test(refuses_what_is_no_number),
	    cmocka_unit_test(reads_only_its_length),
	    cmocka_unit_test(writes_the_shortest_number),
	    cmocka_unit_test(reads_back_what_it_wrote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
