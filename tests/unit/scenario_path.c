/* Paths of keys: any name can be written, and is read back. */

#include "models/scenario_path.h"

#include <string.h>

#include "lca/base/arena.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *name, *site, *item;
} names[] = {
    {"home", "sites.home", "stages.idle[home]"},
    {"final run", "sites.final run", "stages.idle[final run]"},
    {"s=3", "sites[s=3]", "stages.idle[s=3]"},
    {"s2.x", "sites.s2.x", "stages.idle[s2.x]"},
    {"i]j", "sites[\"i]j\"]", "stages.idle[\"i]j\"]"},
    {"a [b]", "sites[\"a [b]\"]", "stages.idle[\"a [b]\"]"},
    {"x]", "sites[\"x]\"]", "stages.idle[\"x]\"]"},
    {"\"q\"", "sites[\"\\\"q\\\"\"]", "stages.idle[\"\\\"q\\\"\"]"},
    {"q\"]=\\", "sites[\"q\\\"]=\\\\\"]", "stages.idle[\"q\\\"]=\\\\\"]"},
    {"", "sites[\"\"]", "stages.idle[\"\"]"},
};

static void any_name_is_written_and_read_back(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *site = path_named(arena, "sites", names[i].name);
		const char *item = path_item(arena, "idle", names[i].name), *rest = NULL;
		const char *typed = arena_printf(arena, "%s.pue=1=2", item);

		assert_string_equal(site, names[i].site);
		assert_string_equal(item, names[i].item);
		assert_string_equal(path_bracket(arena, strchr(item, '['), &rest),
				    names[i].name);
		assert_string_equal(rest, "");
		assert_string_equal(path_canonical(arena, item), item);
		assert_string_equal(path_canonical(arena, site), site);
		assert_string_equal(path_equal(typed), "=1=2");
	}
	arena_free(arena);
}

static void other_spellings_are_the_same_path(void **state)
{
	static const struct {
		const char *typed, *canonical;
	} cases[] = {
	    {"site.home", "sites.home"},
	    {"sites[home]", "sites.home"},
	    {"site[\"home\"]", "sites.home"},
	    {"hardware[a.b].x", "hardware.a.b.x"},
	    {"stages.idle[\"final run\"].a", "stages.idle[final run].a"},
	    {"sites[open", "sites[open"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(path_canonical(arena, cases[i].typed), cases[i].canonical);
	assert_null(path_equal("stages.idle[a=b]"));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_name_is_written_and_read_back),
	    cmocka_unit_test(other_spellings_are_the_same_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
