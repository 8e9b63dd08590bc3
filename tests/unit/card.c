/* A card put into a file: what is replaced, and that every other byte stays. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/card.h"

#define FRONT "co2_eq_emissions:\n  emissions: 5\n  source: 'x'\n"
#define BLOCK "<!-- lca:begin -->\nnew\n<!-- lca:end -->"

static const struct card sample = {.front = FRONT, .section = "new\n"};

struct put {
	struct arena *arena;
	struct diags *diags, *notes;
	struct buffer out;
	bool good;
};

static struct put put_bytes(const struct card *card, const char *text, size_t length)
{
	struct card_file file = {"README.md", text, length};
	struct put put = {.arena = arena_new()};

	put.diags = diags_new(put.arena);
	put.notes = diags_new(put.arena);
	put.good = card_put(put.arena, card, &file, put.diags, put.notes, &put.out);
	return put;
}

static struct put put_text(const struct card *card, const char *text)
{
	return put_bytes(card, text, strlen(text));
}

static void put_free(struct put *put)
{
	buffer_free(&put->out);
	arena_free(put->arena);
}

static const struct {
	const char *name, *before, *after;
} cases[] = {
    {"between the markers",
     "---\n" FRONT "---\n# T\n<!-- lca:begin -->\nold\n\nolder\n"
     "<!-- lca:end -->\nrest\n",
     "---\n" FRONT "---\n# T\n" BLOCK "\nrest\n"},
    {"nothing between", "---\n" FRONT "---\n<!-- lca:begin -->\n<!-- lca:end -->\n",
     "---\n" FRONT "---\n" BLOCK "\n"},
    {"markers as they are", "---\n" FRONT "---\n  <!--lca:begin-->  \nold\n <!--   lca:end -->",
     "---\n" FRONT "---\n  <!--lca:begin-->  \nnew\n <!--   lca:end -->"},
    {"at the end, after a blank line", "---\n" FRONT "---\n# T\n",
     "---\n" FRONT "---\n# T\n\n" BLOCK "\n"},
    {"at the end, no second blank line", "---\n" FRONT "---\n# T\n\n",
     "---\n" FRONT "---\n# T\n\n" BLOCK "\n"},
    {"no line end at the end", "---\n" FRONT "---\n# T", "---\n" FRONT "---\n# T\n\n" BLOCK},
    {"an empty file", "", "---\n" FRONT "---\n\n" BLOCK "\n"},
    {"no front matter", "# T\n" BLOCK "\n", "---\n" FRONT "---\n\n# T\n" BLOCK "\n"},
    {"a mark of byte order", "\xef\xbb\xbf# T\n" BLOCK "\n",
     "\xef\xbb\xbf---\n" FRONT "---\n\n# T\n" BLOCK "\n"},
    {"a mark of byte order and front matter", "\xef\xbb\xbf---\na: 1\n---\n" BLOCK "\n",
     "\xef\xbb\xbf---\na: 1\n" FRONT "---\n" BLOCK "\n"},
    {"an empty front matter", "---\n---\n" BLOCK "\n", "---\n" FRONT "---\n" BLOCK "\n"},
    {"a front matter of comments", "---\n# a\n---\n" BLOCK "\n",
     "---\n# a\n" FRONT "---\n" BLOCK "\n"},
    {"blank lines above it", "\n\n---\na: 1\n---\n" BLOCK "\n",
     "\n\n---\na: 1\n" FRONT "---\n" BLOCK "\n"},
    {"blanks above it", " \t\n---\na: 1\n---\n" BLOCK "\n",
     " \t\n---\na: 1\n" FRONT "---\n" BLOCK "\n"},
    {"in the middle",
     "---\nlicense: mit # why\n# of us\nco2_eq_emissions:\n    emissions: 1 # g\n\n"
     "# of tags\ntags: [a,\n b]\n---\n" BLOCK "\n",
     "---\nlicense: mit # why\n# of us\n" FRONT "\n# of tags\ntags: [a,\n b]\n---\n" BLOCK
     "\n"},
    {"comments within stay",
     "---\nco2_eq_emissions:\n  # measured\n  emissions: 1\na: 1\n---\n" BLOCK,
     "---\n" FRONT "  # measured\na: 1\n---\n" BLOCK},
    {"a number", "---\nco2_eq_emissions: 12\na: 1\n---\n" BLOCK,
     "---\n" FRONT "a: 1\n---\n" BLOCK},
    {"in braces", "---\nco2_eq_emissions: {emissions: 12, source:\n  'me'}\na: 1\n---\n" BLOCK,
     "---\n" FRONT "a: 1\n---\n" BLOCK},
    {"a folded text within",
     "---\nco2_eq_emissions:\n  source: >\n    a\n\n    b\na: 1\n---\n" BLOCK,
     "---\n" FRONT "a: 1\n---\n" BLOCK},
    {"in quotes", "---\n\"co2_eq_emissions\": 12\n---\n" BLOCK, "---\n" FRONT "---\n" BLOCK},
    {"indented", "---\n  a: 1\n  co2_eq_emissions: 12\n---\n" BLOCK,
     "---\n  a: 1\n  co2_eq_emissions:\n    emissions: 5\n    source: 'x'\n---\n" BLOCK},
    {"the same words elsewhere",
     "---\nnote: |\n  co2_eq_emissions: 3\n---\nco2_eq_emissions: 4\n" BLOCK,
     "---\nnote: |\n  co2_eq_emissions: 3\n" FRONT "---\nco2_eq_emissions: 4\n" BLOCK},
    {"rules in the text", "---\n" FRONT "---\na\n\n---\nb\n---\n" BLOCK,
     "---\n" FRONT "---\na\n\n---\nb\n---\n" BLOCK},
    {"code that shows markers", "---\n" FRONT "---\n```\n<!-- lca:begin -->\n```\n" BLOCK,
     "---\n" FRONT "---\n```\n<!-- lca:begin -->\n```\n" BLOCK},
    {"markers in a code block alone", "---\n" FRONT "---\n~~~~html\n" BLOCK "\n~~~\n~~~~\n",
     "---\n" FRONT "---\n~~~~html\n" BLOCK "\n~~~\n~~~~\n\n" BLOCK "\n"},
    {"markers in a code block of a list",
     "---\n" FRONT "---\n- x\n\n  ```\n  <!-- lca:begin -->\n  <!-- lca:end -->\n  ```\n",
     "---\n" FRONT
     "---\n- x\n\n  ```\n  <!-- lca:begin -->\n  <!-- lca:end -->\n  ```\n\n" BLOCK "\n"},
    {"a code block deep in lists",
     "---\n" FRONT "---\n10. x\n    - ```\n" BLOCK "\n1.  ~~~\n    ~~~\n",
     "---\n" FRONT "---\n10. x\n    - ```\n" BLOCK "\n1.  ~~~\n    ~~~\n"},
    {"a code block that its list ends", "---\n" FRONT "---\n* ```\n  a\ntext\n",
     "---\n" FRONT "---\n* ```\n  a\ntext\n\n" BLOCK "\n"},
    {"words that name markers", "---\n" FRONT "---\nwrite `<!-- lca:begin -->`\n" BLOCK,
     "---\n" FRONT "---\nwrite `<!-- lca:begin -->`\n" BLOCK},
};

static void leaves_all_other_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct put put = put_text(&sample, cases[i].before), again;

		if (!put.good)
			fail_msg("%s: refused: %s", cases[i].name,
				 diags_at(put.diags, 0)->message);
		if (strcmp(put.out.text, cases[i].after) != 0)
			fail_msg("%s: got\n%s\nwant\n%s", cases[i].name, put.out.text,
				 cases[i].after);
		again = put_text(&sample, put.out.text);
		assert_true(again.good);
		assert_string_equal(again.out.text, put.out.text);
		put_free(&again);
		put_free(&put);
	}
}

static char *with_crlf(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	char *copy;

	for (; *text; text++) {
		if (*text == '\n')
			buffer_text(&out, "\r");
		buffer_add(&out, text, 1);
	}
	copy = arena_copy(arena, out.text ? out.text : "", out.length);
	buffer_free(&out);
	return copy;
}

static void keeps_the_line_ends_of_the_file(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct put put = put_text(&sample, with_crlf(arena, cases[i].before));

		/* What has no line has no line end to keep. */
		if (!strchr(cases[i].before, '\n')) {
			put_free(&put);
			continue;
		}
		assert_true(put.good);
		assert_string_equal(put.out.text, with_crlf(arena, cases[i].after));
		put_free(&put);
	}
	arena_free(arena);
}

static void refuses_what_is_broken(void **state)
{
	static const struct {
		const char *name, *text;
		enum diag_code code;
		uint32_t line;
	} broken[] = {
	    {"no end", "# T\n<!-- lca:begin -->\n", DIAG_CARD_MARKERS, 2},
	    {"no begin", "# T\n<!-- lca:end -->\n", DIAG_CARD_MARKERS, 2},
	    {"the wrong way round", "<!-- lca:end -->\n<!-- lca:begin -->\n", DIAG_CARD_MARKERS,
	     1},
	    {"twice", BLOCK "\n" BLOCK "\n", DIAG_CARD_MARKERS, 4},
	    {"end in a code block", "<!-- lca:begin -->\n~~~\n<!-- lca:end -->\n~~~\n",
	     DIAG_CARD_MARKERS, 1},
	    {"behind an open code block", "# T\n````\n```\n", DIAG_CARD_MARKERS, 2},
	    {"front matter is open", "---\na: 1\n# T\n", DIAG_CARD_FRONT, 1},
	    {"a list", "---\n- a\n---\n", DIAG_CARD_FRONT, 2},
	    {"two rules", "---\nsome text\n---\n", DIAG_CARD_FRONT, 2},
	    {"all in braces", "---\n{a: 1}\n---\n", DIAG_CARD_FRONT, 2},
	    {"an anchor used below", "---\nco2_eq_emissions: &x 5\nb: *x\n---\n",
	     DIAG_CARD_FRONT, 2},
	    {"a block that is merged", "---\na: &m\n  co2_eq_emissions: 1\n<<: *m\nb: 2\n---\n",
	     DIAG_CARD_FRONT, 2},
	    {"an odd line end", "---\na: 1\rb: 2\n---\n", DIAG_CARD_FRONT, 2},
	    {"an open code block behind a mark of byte order", "\xef\xbb\xbf```\na\n",
	     DIAG_CARD_MARKERS, 1},
	    {"a key twice", "---\na: 1\nco2_eq_emissions: 1\nco2_eq_emissions: 2\n---\n",
	     DIAG_YAML_DUPLICATE_KEY, 4},
	    {"no YAML", "---\na: [1\n---\n", DIAG_YAML_SYNTAX, 0},
	    {"no UTF-8", "# T\n\xff\n", DIAG_CARD_TEXT, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct put put = put_text(&sample, broken[i].text);
		const struct diag *diag = diags_at(put.diags, 0);

		if (put.good || !diag || diag->code != broken[i].code ||
		    (broken[i].line && diag->place.line != broken[i].line))
			fail_msg("%s: %s, line %u", broken[i].name,
				 diag ? diag->message : "taken", diag ? diag->place.line : 0);
		assert_null(put.out.text);
		put_free(&put);
	}
}

static void refuses_utf_16(void **state)
{
	static const char text[] = "#\0 \0T\0\n";
	struct put put = put_bytes(&sample, text, sizeof text);

	(void)state;
	assert_false(put.good);
	assert_int_equal(diags_at(put.diags, 0)->code, DIAG_CARD_TEXT);
	assert_int_equal(diags_at(put.diags, 0)->place.column, 2);
	put_free(&put);
}

static void tells_what_it_added(void **state)
{
	struct put put = put_text(&sample, "# T\n## Environmental Impact\nmine\n");

	(void)state;
	assert_true(put.good);
	assert_int_equal(diags_count(put.notes), 2);
	assert_int_equal(diags_at(put.notes, 1)->place.line, 2);
	put_free(&put);
	put = put_text(&sample, BLOCK);
	assert_true(put.good);
	assert_int_equal(diags_count(put.notes), 0);
	put_free(&put);
}

/* Without a figure of creation the front matter stays, and is made for nobody. */
static void leaves_the_front_matter_without_a_figure(void **state)
{
	const struct card card = {.front = NULL, .section = "new\n"};
	struct put put = put_text(
	    &card, "---\nco2_eq_emissions: 3\n---\n<!-- lca:begin -->\n<!-- lca:end -->\n");

	(void)state;
	assert_true(put.good);
	assert_string_equal(put.out.text, "---\nco2_eq_emissions: 3\n---\n" BLOCK "\n");
	assert_int_equal(diags_at(put.notes, 0)->code, DIAG_CARD_NO_EMISSIONS);
	put_free(&put);
	put = put_text(&card, "# T\n" BLOCK "\n");
	assert_string_equal(put.out.text, "# T\n" BLOCK "\n");
	put_free(&put);
}

/* Whatever the file is, what is taken is taken again without a change. */
static void is_the_same_the_second_time(void **state)
{
	static const char *const pieces[] = {"---\n",
					     "a: 1\n",
					     "co2_eq_emissions: 2\n",
					     "  emissions: 3\n",
					     "# c\n",
					     "\n",
					     "<!-- lca:begin -->\n",
					     "<!-- lca:end -->\n",
					     "```\n",
					     "text",
					     "\r\n",
					     "- x\n",
					     "{a: [1]}\n",
					     " b: |\n"};
	uint32_t seed = 1;
	size_t taken = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[256] = "";
		struct put put, again;

		for (int i = 0; i < 9; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		put = put_text(&sample, text);
		if (put.good) {
			taken++;
			again = put_text(&sample, put.out.text);
			if (!again.good || strcmp(again.out.text, put.out.text) != 0)
				fail_msg("not the same:\n%s\n--\n%s\n--\n%s", text,
					 put.out.text, again.good ? again.out.text : "refused");
			put_free(&again);
		}
		put_free(&put);
	}
	assert_true(taken > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(leaves_all_other_bytes),
	    cmocka_unit_test(keeps_the_line_ends_of_the_file),
	    cmocka_unit_test(refuses_what_is_broken),
	    cmocka_unit_test(refuses_utf_16),
	    cmocka_unit_test(tells_what_it_added),
	    cmocka_unit_test(leaves_the_front_matter_without_a_figure),
	    cmocka_unit_test(is_the_same_the_second_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
