/* The look of diagnostics, the limit of the list, the exit status. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char place_line[] = "x.yaml:2:";

/* Formats one error at a place of a source; the caller frees. */
static char *show(const char *source, struct place place, const char *message)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	diags_source(diags, "x.yaml", source, strlen(source));
	diag_add(diags, DIAG_YAML_SYNTAX, place, NULL, NULL, "%s", message);
	diag_format(diags, diags_at(diags, 0), false, &out);
	arena_free(arena);
	return out.text;
}

static void looks_as_promised(void **state)
{
	static const char source[] = "stages:\n  training:\n    power: 300 kWh\n";
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	(void)state;
	diags_source(diags, "train.yaml", source, sizeof source - 1);
	diag_add(diags, DIAG_YAML_SYNTAX, (struct place){"train.yaml", 3, 12},
		 "stages.training[final run].power", "write '300 W'", "'%s' is an energy",
		 "power");
	diag_format(diags, diags_at(diags, 0), false, &out);
	assert_string_equal(out.text, "train.yaml:3:12: error: 'power' is an energy\n"
				      "  at stages.training[final run].power\n"
				      "    3 |     power: 300 kWh\n"
				      "      |            ^\n"
				      "  hint: write '300 W'\n");
	buffer_free(&out);
	arena_free(arena);
}

static void colours_only_when_asked(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	(void)state;
	diag_add(diags, DIAG_FILE_OPEN, (struct place){.file = "a.csv"}, NULL, NULL, "gone");
	diag_format(diags, diags_at(diags, 0), false, &out);
	assert_string_equal(out.text, "a.csv: error: gone\n");
	diag_format(diags, diags_at(diags, 0), true, &out);
	assert_non_null(
	    strstr(out.text, "\033[1ma.csv:\033[0m \033[1;31merror:\033[0m gone\n"));
	buffer_free(&out);
	arena_free(arena);
}

/* Excerpt and caret line of line 2. */
static void keeps_the_caret_under_its_place(void **state)
{
	static const struct {
		const char *line;
		unsigned column;
		const char *shown;
	} cases[] = {
	    {"abc", 1, "    2 | abc\n      | ^\n"},
	    {"abc", 3, "    2 | abc\n      |   ^\n"},
	    {"abc", 4, "    2 | abc\n      |    ^\n"},
	    {"abc", 99, "    2 | abc\n      |    ^\n"},
	    {"abc", 0, "    2 | abc\n"},
	    {"", 1, "    2 | \n      | ^\n"},
	    {"\tb", 2, "    2 |         b\n      |         ^\n"},
	    {"ab\tc", 4, "    2 | ab      c\n      |         ^\n"},
	    {"\xC2\xB1 5", 3, "    2 | \xC2\xB1 5\n      |   ^\n"},
	    {"\xE4\xB8\xAD\xE6\x96\x87:x", 3,
	     "    2 | \xE4\xB8\xAD\xE6\x96\x87:x\n      |     ^\n"},
	    {"e\xCC\x81:x", 3, "    2 | e\xCC\x81:x\n      |  ^\n"},
	    {"a\033[2Jb", 6, "    2 | a\\x1b[2Jb\n      |         ^\n"},
	    {"a\xFFz", 3, "    2 | a\\xffz\n      |      ^\n"},
	    {"a\xC2\x9Bz", 3, "    2 | a\\u009bz\n      |        ^\n"},
	    {"a\xE2\x80\xAEz", 3, "    2 | a\\u202ez\n      |        ^\n"},
	    {"\xED\xA0\x80", 1, "    2 | \\xed\\xa0\\x80\n      | ^\n"},
	};
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	size_t i;
	size_t j;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		for (j = 0; j < COUNT(ends); j++) {
			struct place place = {"x.yaml", 2, cases[i].column};
			struct buffer source = {0};
			char *shown;

			buffer_printf(&source,
				      "\xEF\xBB\xBF"
				      "first%s%s%slast",
				      ends[j], cases[i].line, ends[j]);
			shown = show(source.text, place, "m");
			assert_memory_equal(shown, place_line, cases[i].column ? 9 : 8);
			if (!text_ends(shown, cases[i].shown) ||
			    strcmp(strchr(shown, '\n') + 1, cases[i].shown) != 0)
				fail_msg("row %zu: got %s, want %s", i, shown, cases[i].shown);
			free(shown);
			buffer_free(&source);
		}
	}
}

static void shows_first_and_last_lines(void **state)
{
	static const struct {
		const char *source;
		unsigned line;
		const char *shown; /* NULL: no excerpt */
	} cases[] = {
	    {"one\ntwo", 1, "    1 | one\n"},
	    {"one\ntwo", 2, "    2 | two\n"},
	    {"one\ntwo\n", 3, "    3 | \n"},
	    {"one\ntwo", 3, NULL},
	    {"", 1, "    1 | \n"},
	    {"one", 0, NULL},
	    {"one\r", 2, "    2 | \n"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct place place = {"x.yaml", cases[i].line, 0};
		char *shown = show(cases[i].source, place, "m");
		const char *excerpt = strchr(shown, '\n') + 1;

		if (strcmp(excerpt, cases[i].shown ? cases[i].shown : "") != 0)
			fail_msg("row %zu: got %s", i, shown);
		free(shown);
	}
}

/* The caret must stand under the one 'X', however far right it is. */
static void cuts_long_lines_around_the_caret(void **state)
{
	static const size_t columns[] = {1,  40, 60,  61,   62,	   79,
					 80, 81, 100, 1000, 99999, 100000};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(columns); i++) {
		struct buffer source = {0};
		char *shown;
		char *excerpt;
		char *carets;

		buffer_pad(&source, '-', 100000);
		source.text[columns[i] - 1] = 'X';
		shown =
		    show(source.text, (struct place){"x.yaml", 1, (uint32_t)columns[i]}, "m");
		excerpt = strchr(shown, '\n') + 1;
		carets = strchr(excerpt, '\n') + 1;
		assert_true(carets - excerpt < 100);
		assert_int_equal(strchr(excerpt, 'X') - excerpt, strchr(carets, '^') - carets);
		free(shown);
		buffer_free(&source);
	}
}

static void keeps_messages_harmless(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	(void)state;
	diag_add(diags, DIAG_YAML_KEY, (struct place){"a\033]0;b\a.yaml", 1, 1}, "p\nq", "h\tx",
		 "key '%s'", "\033[31m\r\xC2\x85\x7F\xE2\x80\xAE\xC3\xA9");
	diag_format(diags, diags_at(diags, 0), false, &out);
	assert_string_equal(out.text, "a\\x1b]0;b\\x07.yaml:1:1: error: key "
				      "'\\x1b[31m\\r\\u0085\\x7f\\u202e\xC3\xA9'\n"
				      "  at p\\nq\n"
				      "  hint: h\\tx\n");
	buffer_free(&out);
	arena_free(arena);
}

static void keeps_the_first_hundred_errors(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	int i;

	(void)state;
	for (i = 0; i < 130; i++)
		diag_add(diags, DIAG_YAML_KEY, (struct place){0}, NULL, NULL, "error %d", i);
	assert_int_equal(diags_count(diags), 100);
	assert_int_equal(diags_dropped(diags), 30);
	assert_string_equal(diags_at(diags, 99)->message, "error 99");
	assert_int_equal(diags_status(diags), 2);
	diag_add(diags, DIAG_FILE_WRITE, (struct place){0}, NULL, NULL, "full");
	assert_int_equal(diags_dropped(diags), 31);
	assert_int_equal(diags_status(diags), 3);
	arena_free(arena);
}

static void copies_its_texts(void **state)
{
	char text[] = "abc";
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	const struct diag *diag;

	(void)state;
	diag_add(diags, DIAG_YAML_KEY, (struct place){text, 1, 1}, text, text, "%s", text);
	memset(text, 'z', 3);
	diag = diags_at(diags, 0);
	assert_string_equal(diag->place.file, "abc");
	assert_string_equal(diag->path, "abc");
	assert_string_equal(diag->hint, "abc");
	assert_string_equal(diag->message, "abc");
	arena_free(arena);
}

static void gives_the_exit_status(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);

	(void)state;
	assert_int_equal(diags_status(diags), 0);
	assert_false(diags_has_error(diags));
	diag_add(diags, DIAG_YAML_KEY, (struct place){0}, NULL, NULL, "bad");
	assert_int_equal(diags_status(diags), 2);
	assert_true(diags_has_error(diags));
	diag_add(diags, DIAG_FILE_OPEN, (struct place){0}, NULL, NULL, "gone");
	diag_add(diags, DIAG_YAML_KEY, (struct place){0}, NULL, NULL, "bad");
	assert_int_equal(diags_status(diags), 3);
	arena_free(arena);
}

static void documents_every_code(void **state)
{
	int code;
	int other;

	(void)state;
	for (code = 0; code < DIAG_CODE_COUNT; code++) {
		const char *slug = diag_slug((enum diag_code)code);

		assert_true(strlen(diag_meaning((enum diag_code)code)) > 10);
		assert_int_equal(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-"),
				 strlen(slug));
		for (other = 0; other < code; other++)
			assert_string_not_equal(slug, diag_slug((enum diag_code)other));
	}
	assert_string_equal(diag_slug(DIAG_FILE_OPEN), "file-open");
	assert_int_equal(diag_severity(DIAG_FILE_OPEN), DIAG_SEVERITY_ENVIRONMENT);
}

static void suggests_while_somebody_sees_it(void **state)
{
	static const char *const names[] = {"power", "energy"};
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	size_t i;

	(void)state;
	assert_string_equal(diag_suggest(diags, "powr", names, 2), "did you mean 'power'?");
	assert_null(diag_suggest(diags, "zzzz", names, 2));
	for (i = 0; i < 100; i++)
		diag_add(diags, DIAG_KEY_UNKNOWN, (struct place){0}, NULL, NULL, "no");
	assert_null(diag_suggest(diags, "powr", names, 2));
	arena_free(arena);
}

/* Words in quotes and options with their values are typed as they stand. */
static void wraps_long_hints(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	(void)state;
	diag_add(diags, DIAG_KEY_UNKNOWN, (struct place){.file = "lca"}, NULL,
		 "write one of the many words that are there, which fill most of a line, or "
		 "--set 'stages.training[final run].mfu=0.4', or 'sites of any name' alone",
		 "no");
	diag_format(diags, diags_at(diags, 0), false, &out);
	assert_string_equal(out.text, "lca: error: no\n"
				      "  hint: write one of the many words that are there, "
				      "which fill most of a line, or\n"
				      "        --set 'stages.training[final run].mfu=0.4', or "
				      "'sites of any name' alone\n");
	buffer_free(&out);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(looks_as_promised),
	    cmocka_unit_test(colours_only_when_asked),
	    cmocka_unit_test(keeps_the_caret_under_its_place),
	    cmocka_unit_test(shows_first_and_last_lines),
	    cmocka_unit_test(cuts_long_lines_around_the_caret),
	    cmocka_unit_test(keeps_messages_harmless),
	    cmocka_unit_test(keeps_the_first_hundred_errors),
	    cmocka_unit_test(wraps_long_hints),
	    cmocka_unit_test(copies_its_texts),
	    cmocka_unit_test(gives_the_exit_status),
	    cmocka_unit_test(documents_every_code),
	    cmocka_unit_test(suggests_while_somebody_sees_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
