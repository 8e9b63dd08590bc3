/* Lines, wherever the source's bytes are cut. */

#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/lines.h"
#include "lca/base/source.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MEBIBYTE     ((size_t)1024 * 1024)

struct reading {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct lines *lines;
};

static struct reading start(const char *text, size_t length, uint64_t most)
{
	struct source_options options = {.max_bytes = most};
	struct reading reading = {.arena = arena_new()};

	reading.diags = diags_new(reading.arena);
	reading.source = source_open_text("log.txt", text, length, &options, reading.diags);
	reading.lines = lines_open(reading.source, reading.diags);
	return reading;
}

static void end(struct reading *reading)
{
	lines_close(reading->lines);
	source_close(reading->source);
	arena_free(reading->arena);
}

static void splits_at_every_line_end(void **state)
{
	static const struct {
		const char *text;
		const char *lines; /* with | between them */
		uint64_t most;
	} cases[] = {
	    {"", "", 0},
	    {"a", "a", 0},
	    {"a\n", "a", 0},
	    {"a\nb", "a|b", 0},
	    {"a\r\nb\r\n", "a|b", 0},
	    {"a\rb\r", "a|b", 0},
	    {"a\r\rb\n\rc", "a||b||c", 0},
	    {"\n\na", "||a", 0},
	    {"\xEF\xBB\xBF"
	     "a\nb",
	     "a|b", 0},
	    {"a\n\xEF\xBB\xBF"
	     "b",
	     "a|\xEF\xBB\xBF"
	     "b",
	     0},
	    {"\xEF\xBB\xBF\xEF\xBB\xBF"
	     "a",
	     "\xEF\xBB\xBF"
	     "a",
	     0},
	    {"one\ntwo\n", "one", 6},
	    {"one\ntwo\n", "one|two", 8},
	    {"one\r\ntwo", "one", 4},
	    {"one\r\ntwo", "one", 5},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reading reading =
		    start(cases[i].text, strlen(cases[i].text), cases[i].most);
		char got[100] = "";
		struct text_line line;
		uint64_t number = 0;

		while (lines_next(reading.lines, &line)) {
			if (number > 0)
				strcat(got, "|");
			strcat(got, line.text);
			assert_int_equal(line.length, strlen(line.text));
			assert_int_equal(line.number, ++number);
		}
		assert_false(lines_failed(reading.lines));
		if (strcmp(got, cases[i].lines) != 0)
			fail_msg("case %zu: '%s'", i, got);
		end(&reading);
	}
}

/* CRLF on every side of the edge of a read. */
static void joins_line_ends_across_reads(void **state)
{
	char *text = malloc(MEBIBYTE);

	(void)state;
	assert_non_null(text);
	for (size_t at = 128 * 1024 - 3; at < 128 * 1024 + 3; at++) {
		struct reading reading;
		struct text_line line;

		memset(text, 'x', MEBIBYTE);
		memcpy(text + at, "\r\ny\r", 4);
		reading = start(text, at + 4, 0);
		assert_true(lines_next(reading.lines, &line));
		assert_int_equal(line.length, at);
		assert_true(lines_next(reading.lines, &line));
		assert_string_equal(line.text, "y");
		assert_int_equal(line.number, 2);
		assert_false(lines_next(reading.lines, &line));
		end(&reading);
	}
	free(text);
}

static void takes_a_mebibyte_and_no_more(void **state)
{
	char *text = malloc(2 * MEBIBYTE);

	(void)state;
	assert_non_null(text);
	for (size_t more = 0; more < 3; more++) {
		size_t length = MEBIBYTE + (more == 2 ? 200000 : more);
		struct reading reading;
		struct text_line line;

		memset(text, 'x', 2 * MEBIBYTE);
		memcpy(text, "a\n", 2);
		memcpy(text + 2 + length, "\nb\n", 3);
		reading = start(text, length + 5, 0);
		assert_true(lines_next(reading.lines, &line));
		assert_int_equal(lines_next(reading.lines, &line), more == 0);
		assert_int_equal(lines_failed(reading.lines), more > 0);
		if (more > 0) {
			const struct diag *diag = diags_at(reading.diags, 0);

			assert_int_equal(diag->code, DIAG_CSV_ROW_TOO_LONG);
			assert_int_equal(diag->place.line, 2);
			assert_false(lines_next(reading.lines, &line));
		} else {
			assert_int_equal(line.length, MEBIBYTE);
		}
		end(&reading);
	}
	free(text);
}

static void refuses_a_nul(void **state)
{
	struct reading reading = start("a\nb\0c\nd\n", 8, 0);
	struct text_line line;

	(void)state;
	assert_true(lines_next(reading.lines, &line));
	assert_false(lines_next(reading.lines, &line));
	assert_true(lines_failed(reading.lines));
	assert_int_equal(diags_at(reading.diags, 0)->code, DIAG_CSV_NUL);
	assert_int_equal(diags_at(reading.diags, 0)->place.line, 2);
	end(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(splits_at_every_line_end),
	    cmocka_unit_test(joins_line_ends_across_reads),
	    cmocka_unit_test(takes_a_mebibyte_and_no_more),
	    cmocka_unit_test(refuses_a_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
