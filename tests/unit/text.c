/* Buffers, comparisons, nearest names, numbers; arena and digest beside them. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void grows_a_buffer(void **state)
{
	struct buffer buffer = {0};
	size_t i;

	(void)state;
	buffer_text(&buffer, "a");
	buffer_printf(&buffer, "%d-%s", 12, "x");
	buffer_pad(&buffer, '.', 3);
	buffer_add(&buffer, "yz", 1);
	assert_string_equal(buffer.text, "a12-x...y");
	for (i = 0; i < 10000; i++)
		buffer_text(&buffer, "0123456789");
	assert_int_equal(buffer.length, 9 + 100000);
	assert_int_equal(strlen(buffer.text), buffer.length);
	buffer_free(&buffer);
	assert_null(buffer.text);
}

static void gives_zeroed_aligned_pieces(void **state)
{
	static const size_t sizes[] = {0, 1, 7, 8, 100, 16384, 16385, 65536, 1000000, 3};
	struct arena *arena = arena_new();
	size_t round;
	size_t i;
	size_t j;

	(void)state;
	for (round = 0; round < 20; round++) {
		for (i = 0; i < COUNT(sizes); i++) {
			unsigned char *piece = arena_alloc(arena, sizes[i]);

			assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
			for (j = 0; j < sizes[i]; j++)
				if (piece[j])
					fail_msg("piece of %zu is not zeroed", sizes[i]);
			memset(piece, 0xAA, sizes[i]);
		}
	}
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_printf(arena, "%s %d", "x", 3), "x 3");
	arena_free(arena);
	arena_free(NULL);
}

static void grows_a_list(void **state)
{
	struct arena *arena = arena_new();
	size_t *list = NULL;
	size_t count;

	(void)state;
	for (count = 0; count < 1000;) {
		list = arena_grow(arena, list, count, sizeof *list);
		list[count] = count;
		count++;
	}
	for (count = 0; count < 1000; count++)
		assert_int_equal(list[count], count);
	arena_free(arena);
}

static void compares(void **state)
{
	(void)state;
	assert_true(text_same("a", "a"));
	assert_true(text_same(NULL, NULL));
	assert_false(text_same("a", NULL));
	assert_false(text_same("a", "A"));
	assert_true(text_same_nocase("kWh", "KWH"));
	assert_false(text_same_nocase("kWh", "kW"));
	assert_false(text_same_nocase("kW", "kWh"));
	assert_true(text_starts("training", "train"));
	assert_false(text_starts("tra", "train"));
	assert_true(text_ends("api.csv", ".csv"));
	assert_false(text_ends("csv", ".csv"));
}

static void matches_globs(void **state)
{
	static const struct {
		const char *pattern;
		const char *text;
		bool match;
	} cases[] = {
	    {"gcp:*", "gcp:us-central1", true},
	    {"GCP:US-*1", "gcp:us-central1", true},
	    {"gcp:*", "aws:us-east-1", false},
	    {"*", "", true},
	    {"", "", true},
	    {"", "a", false},
	    {"a?c", "abc", true},
	    {"a?c", "ac", false},
	    {"*b*b", "abcb", true},
	    {"*b*b", "abc", false},
	    {"a*", "a", true},
	    {"a**b", "ab", true},
	    {"a", "ab", false},
	    {"ab", "a", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (text_match(cases[i].pattern, cases[i].text) != cases[i].match)
			fail_msg("'%s' on '%s'", cases[i].pattern, cases[i].text);
}

static void matches_stars_in_linear_memory(void **state)
{
	char text[2001] = {0};

	(void)state;
	memset(text, 'a', 2000);
	assert_false(text_match("*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
	assert_true(text_match("*a*a*a*a*a*a*a*a*a*a*a*a*a*a", text));
}

static void counts_edits(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		size_t edits;
	} cases[] = {
	    {"", "", 0},
	    {"", "abc", 3},
	    {"abc", "", 3},
	    {"pue", "PUE", 0},
	    {"pwoer", "power", 1},
	    {"hour", "hours", 1},
	    {"kitten", "sitting", 3},
	    {"ab", "ba", 1},
	    {"abcd", "badc", 2},
	    {"power", "tower", 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		size_t edits = text_distance(cases[i].a, cases[i].b);

		if (edits != cases[i].edits)
			fail_msg("'%s' to '%s': %zu", cases[i].a, cases[i].b, edits);
	}
}

static void finds_the_name_meant(void **state)
{
	static const char *const names[] = {
	    "item",
	    "site",
	    "region",
	    "year",
	    "power",
	    "per",
	    "pue",
	    "hours",
	    "accelerator",
	    "accelerators",
	    "accelerator_hours",
	    "energy",
	    "energy_per_request",
	    "intensity",
	    "lifetime",
	    "log",
	    "note",
	};
	static const struct {
		const char *word;
		const char *name;
	} cases[] = {
	    {"pwoer", "power"},
	    {"Power", "power"},
	    {"hour", "hours"},
	    {"reg", "region"},
	    {"regoin", "region"},
	    {"accelerator-hours", "accelerator_hours"},
	    {"acceleratorHours", "accelerator_hours"},
	    {"acelerators", "accelerators"},
	    {"accel", "accelerator"},
	    {"energy_per_requst", "energy_per_request"},
	    {"energy_per_reqst", "energy_per_request"},
	    {"life_time", "lifetime"},
	    {"intensty", "intensity"},
	    {"pues", "pue"},
	    {"zzzzzz", NULL},
	    {"carbon_offset", NULL},
	    {"x", NULL},
	    {"", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *name = text_nearest(cases[i].word, names, COUNT(names));

		if (!text_same(name, cases[i].name))
			fail_msg("'%s': got %s", cases[i].word, name ? name : "none");
	}
	assert_null(text_nearest("power", NULL, 0));
}

static void slugs(void **state)
{
	static const struct {
		const char *text;
		const char *slug;
		size_t width;
	} cases[] = {
	    {"NVIDIA H100 SXM5 (80GB)", "nvidia-h100-sxm5-80gb", 23},
	    {"  v1.5 -- Turbo!", "v1.5-turbo", 16},
	    {"caf\xC3\xA9", "caf", 4},
	    {"\xC2\xB1", "", 1},
	    {"", "", 0},
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_string_equal(text_slug(arena, cases[i].text), cases[i].slug);
		assert_int_equal(text_width(cases[i].text), cases[i].width);
	}
	arena_free(arena);
}

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

/* FIPS 180-4 examples. */
static void digests(void **state)
{
	char hex[65];
	struct digest *digest = digest_new();

	(void)state;
	digest_bytes("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_bytes("", 0, hex);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_add(digest, "abcdbcdecdefdefgefghfghighij", 28);
	digest_add(digest, "hijkijkljklmklmnlmnomnopnopq", 28);
	digest_end(digest, hex);
	assert_string_equal(hex,
			    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grows_a_buffer),
	    cmocka_unit_test(gives_zeroed_aligned_pieces),
	    cmocka_unit_test(grows_a_list),
	    cmocka_unit_test(compares),
	    cmocka_unit_test(matches_globs),
	    cmocka_unit_test(matches_stars_in_linear_memory),
	    cmocka_unit_test(counts_edits),
	    cmocka_unit_test(finds_the_name_meant),
	    cmocka_unit_test(slugs),
	    cmocka_unit_test(reads_numbers_exactly),
	    cmocka_unit_test(refuses_what_is_no_number),
	    cmocka_unit_test(reads_only_its_length),
	    cmocka_unit_test(writes_the_shortest_number),
	    cmocka_unit_test(reads_back_what_it_wrote),
	    cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
