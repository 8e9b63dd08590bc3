/* How deep, large and repetitive a YAML file may be, and that refusing takes no time. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct job {
	struct arena *arena;
	struct diags *diags;
	struct node *root;
};

static struct job read_bytes(const char *text, size_t length)
{
	struct job job = {.arena = arena_new()};

	job.diags = diags_new(job.arena);
	job.root = tree_read(job.arena, "x.yaml", text, length, job.diags);
	return job;
}

/* text, with before and after repeated around it. */
static struct job read_repeated(const char *before, size_t count, const char *text,
				const char *after, size_t after_count)
{
	struct buffer yaml = {0};
	struct job job;
	size_t i;

	for (i = 0; i < count; i++)
		buffer_text(&yaml, before);
	buffer_text(&yaml, text);
	for (i = 0; i < after_count; i++)
		buffer_text(&yaml, after);
	job = read_bytes(yaml.text, yaml.length);
	buffer_free(&yaml);
	return job;
}

static void limits_the_depth(void **state)
{
	static const struct {
		size_t depth;
		size_t errors;
	} cases[] = {{1, 0}, {64, 0}, {65, 1}, {1000, 1}, {50000, 1}, {1000000, 1}};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job = read_repeated("[", cases[i].depth, "x", "]", cases[i].depth);

		assert_int_equal(diags_count(job.diags), cases[i].errors);
		if (cases[i].errors)
			assert_int_equal(diags_at(job.diags, 0)->code, DIAG_YAML_TOO_DEEP);
		arena_free(job.arena);
	}
}

static void limits_the_depth_through_aliases(void **state)
{
	struct job job = read_repeated("[", 30, "&a [[[x]]], *a", "]", 30);
	struct job deep = read_repeated("- &b [[[x]]]\n- ", 1,
					"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
					"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
					"[[*b",
					"]", 62);

	(void)state;
	assert_int_equal(diags_count(job.diags), 0);
	assert_int_equal(diags_count(deep.diags), 1);
	assert_int_equal(diags_at(deep.diags, 0)->code, DIAG_YAML_TOO_DEEP);
	arena_free(job.arena);
	arena_free(deep.arena);
}

static void refuses_a_bomb(void **state)
{
	struct buffer yaml = {0};
	struct job job;
	char name;
	int i;

	(void)state;
	buffer_text(&yaml, "a: &a [x, x, x, x, x, x, x, x, x, x]\n");
	for (name = 'b'; name <= 'z'; name++) {
		buffer_printf(&yaml, "%c: &%c [", name, name);
		for (i = 0; i < 10; i++)
			buffer_printf(&yaml, "*%c%s", name - 1, i < 9 ? ", " : "]\n");
	}
	job = read_bytes(yaml.text, yaml.length);
	assert_null(job.root);
	assert_int_equal(diags_count(job.diags), 1);
	assert_int_equal(diags_at(job.diags, 0)->code, DIAG_YAML_BOMB);
	buffer_free(&yaml);
	arena_free(job.arena);
}

static void limits_what_aliases_reach(void **state)
{
	struct job fits = read_repeated("", 0, "- &a x\n", "- *a\n", 100000);
	struct job over = read_repeated("", 0, "- &a x\n", "- *a\n", 100001);
	struct job merge =
	    read_repeated("", 0, "- &a {b: 1, c: 2, d: 3}\n", "- <<: *a\n", 30000);

	(void)state;
	assert_int_equal(diags_count(fits.diags), 0);
	assert_int_equal(fits.root->count, 100001);
	assert_int_equal(diags_count(over.diags), 1);
	assert_int_equal(diags_at(over.diags, 0)->code, DIAG_YAML_BOMB);
	assert_int_equal(diags_at(over.diags, 0)->place.line, 100002);
	assert_int_equal(diags_at(merge.diags, 0)->code, DIAG_YAML_BOMB);
	arena_free(fits.arena);
	arena_free(over.arena);
	arena_free(merge.arena);
}

static void limits_the_size(void **state)
{
	const size_t limit = 4 * 1024 * 1024;
	struct job fits = read_repeated("", 0, "a: 1 #", "x", limit - 6);
	struct job over = read_repeated("", 0, "a: 1 #", "x", limit - 5);
	struct job junk = read_repeated("a: 1\n", 3, "\xFF", "x", 2 * limit);
	/* the limit falls between the two bytes of a letter */
	struct job cut = read_repeated("", 0, "a: 1 # ", "\xC3\xA9", limit);

	(void)state;
	assert_int_equal(diags_at(cut.diags, 0)->code, DIAG_YAML_TOO_LARGE);
	assert_non_null(fits.root);
	assert_null(over.root);
	assert_int_equal(diags_at(over.diags, 0)->code, DIAG_YAML_TOO_LARGE);
	assert_int_equal(diags_at(junk.diags, 0)->code, DIAG_YAML_CHARACTER);
	assert_int_equal(diags_at(junk.diags, 0)->place.line, 4);
	arena_free(fits.arena);
	arena_free(over.arena);
	arena_free(junk.arena);
	arena_free(cut.arena);
}

/* Each of these takes minutes where work grows with the square of the size. */
static void reads_hostile_files_fast(void **state)
{
	static const struct {
		const char *text;
		const char *repeated;
		size_t count;
		bool error;
	} cases[] = {
	    {"", "%TAG !a! x\n", 300000, true}, {"a: 1\n...\n", "%TAG !a! x\n", 300000, true},
	    {"", "k: 1\n", 800000, true},	{"", "- *none\n", 500000, true},
	    {"", "- &a x\n", 500000, false},	{"", "? ", 2000000, true},
	    {"", "{", 4000000, true},		{"{", "[a]: b,", 500000, true},
	    {"[", "a,", 300000, true},		{"", "\t", 4000000, true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct job job =
		    read_repeated("", 0, cases[i].text, cases[i].repeated, cases[i].count);

		if (diags_has_error(job.diags) != cases[i].error)
			fail_msg("row %zu", i);
		arena_free(job.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits_the_depth),
	    cmocka_unit_test(limits_the_depth_through_aliases),
	    cmocka_unit_test(refuses_a_bomb),
	    cmocka_unit_test(limits_what_aliases_reach),
	    cmocka_unit_test(limits_the_size),
	    cmocka_unit_test(reads_hostile_files_fast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
