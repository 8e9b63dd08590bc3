/* Buffers, comparisons, globs, nearest names, slugs. */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
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
	static const char *const one_letter = "t";
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
	    {"enerbal", NULL},
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
	assert_null(text_nearest("x", &one_letter, 1));
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

static void numbers_texts_as_first_seen(void **state)
{
	struct arena *arena = arena_new();
	struct text_set set = {0};
	char text[8];

	(void)state;
	assert_int_equal(text_set_find(&set, "t0"), SIZE_MAX);
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < 1000; i++) {
			snprintf(text, sizeof text, "t%zu", i);
			assert_int_equal(text_set_add(arena, &set, text, strlen(text)), i);
		}
	assert_int_equal(set.count, 1000);
	assert_string_equal(set.texts[999], "t999");
	assert_int_equal(text_set_find(&set, "t512"), 512);
	assert_int_equal(text_set_find(&set, "t1000"), SIZE_MAX);
	assert_int_equal(text_set_add(arena, &set, "t512", 2), 5);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(grows_a_buffer), cmocka_unit_test(compares),
	    cmocka_unit_test(matches_globs),  cmocka_unit_test(matches_stars_in_linear_memory),
	    cmocka_unit_test(counts_edits),   cmocka_unit_test(finds_the_name_meant),
	    cmocka_unit_test(slugs),	      cmocka_unit_test(numbers_texts_as_first_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
