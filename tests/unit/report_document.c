/* Documents print as text that fits its page, Markdown and CSV; what comes from users is made
 * harmless. */

#include "tests/near.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void makes_text_plain(void **state)
{
	static const struct {
		const char *text, *plain;
	} cases[] = {
	    {"final run", "final run"},
	    {"a\nb\tc\r", "a\\nb\\tc\\r"},
	    {"\033[31mred\a", "\\x1b[31mred\\x07"},
	    {"caf\xc3\xa9", "caf\xc3\xa9"},
	    {"bad \xff\xc3", "bad \\xff\\xc3"},
	    {"c1 \xc2\x9b", "c1 \\u009b"},
	    {"evil \xe2\x80\xae txt", "evil \\u202e txt"},
	    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
	    {NULL, ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(display_plain(arena, cases[i].text), cases[i].plain);
	assert_string_equal(display_valid(arena, "x\xff"), "x\xef\xbf\xbd");
	arena_free(arena);
}

static void measures_columns(void **state)
{
	(void)state;
	assert_int_equal(display_width("abc"), 3);
	assert_int_equal(display_width("caf\xc3\xa9"), 4);
	assert_int_equal(display_width("\xe6\xa8\xa1\xe5\x9e\x8b"), 4); /* two ideographs */
	assert_int_equal(display_width("e\xcc\x81"), 1);		/* combining acute */
}

static void wraps_at_blanks_and_inside_long_words(void **state)
{
	struct arena *arena = arena_new();
	char **lines;

	(void)state;
	assert_int_equal(display_wrap(arena, "one two three", 7, &lines), 2);
	assert_string_equal(lines[0], "one two");
	assert_string_equal(lines[1], "three");
	assert_int_equal(display_wrap(arena, "abcdefgh", 3, &lines), 3);
	assert_string_equal(lines[2], "gh");
	assert_int_equal(display_wrap(arena, "nvidia-a100/tdp", 9, &lines), 2);
	assert_string_equal(lines[0], "nvidia-");
	assert_string_equal(lines[1], "a100/tdp");
	assert_int_equal(display_wrap(arena, "", 3, &lines), 1);
	assert_int_equal(display_wrap(arena, "\xe6\xa8\xa1\xe5\x9e\x8b", 3, &lines), 2);
	arena_free(arena);
}

static void keeps_keys_and_percents_together(void **state)
{
	struct arena *arena = arena_new();
	char **lines;

	(void)state;
	assert_int_equal(display_wrap(arena, "mode 72 (95 %: 1)", 12, &lines), 2);
	assert_string_equal(lines[0], "mode 72");
	assert_string_equal(lines[1], "(95 %: 1)");
	assert_int_equal(display_wrap_key(arena, "training/fine-tune.hours", 20, &lines), 2);
	assert_string_equal(lines[0], "training/");
	assert_string_equal(lines[1], "fine-tune.hours");
	assert_int_equal(display_wrap_key(arena, "training/final run.load", 20, &lines), 2);
	assert_string_equal(lines[0], "training/final");
	assert_string_equal(lines[1], "run.load");
	assert_int_equal(display_widest("training/fine-tune.hours", true), 15);
	assert_int_equal(display_widest("total with it (95 %)", false), 6);
	arena_free(arena);
}

/* Keys are never cut inside a name: the texts and titles beside them give way. */
static void narrows_keys_last(void **state)
{
	static const char key[] = "training/a rather long-run.energy_per_request";
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "input", .wraps = true, .key = true},
		      {.title = "what it is", .wraps = true},
		      {.title = "share of the variance", .align = ALIGN_RIGHT},
		      {.title = "low -> high", .align = ALIGN_RANGE, .arrow = true}},
		  4);
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, key);
	doc_cell(doc, "a text of some length that wraps as soon as it has to");
	doc_number(doc, "50 %");
	doc_range(doc, "54.7", "49.3");
	doc_write(doc, FORMAT_TEXT, &(struct report_style){.width = 99}, &out);
	assert_non_null(strstr(out.text, key));
	assert_non_null(strstr(out.text, "54.7 -> 49.3\n"));
	out.length = 0;
	doc_write(doc, FORMAT_TEXT, &(struct report_style){.width = 80}, &out);
	assert_non_null(strstr(out.text, "\nlong-run.energy_per_request  "));
	buffer_free(&out);
	doc_free(doc);
}

static struct doc *sample_table(const char *name)
{
	struct doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, "%s", name);
	doc_table(doc,
		  (struct doc_column[]){{.title = "item", .wraps = true},
					{.title = "kg", .align = ALIGN_RIGHT},
					{.title = "range", .align = ALIGN_RANGE}},
		  3);
	doc_row(doc, ROW_PLAIN, 1);
	doc_cell(doc, name);
	doc_number(doc, "-5");
	doc_range(doc, "1", "200");
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, "total");
	doc_number(doc, "1234");
	doc_range(doc, "", "");
	return doc;
}

static void print(struct doc *doc, enum format format, unsigned width, struct buffer *out)
{
	doc_write(doc, format, &(struct report_style){.width = width}, out);
	doc_free(doc);
}

static void aligns_a_table(void **state)
{
	struct buffer out = {0};

	(void)state;
	print(sample_table("\xe6\xa8\xa1"), FORMAT_TEXT, 0, &out);
	assert_string_equal(out.text, "\xe6\xa8\xa1\n\n"
				      "item     kg    range\n"
				      "  \xe6\xa8\xa1     -5  1 - 200\n"
				      "--------------------\n"
				      "total  1234\n");
	buffer_free(&out);
}

static void assert_lines_within(const char *text, size_t width)
{
	struct arena *arena = arena_new();

	while (*text) {
		size_t length = strcspn(text, "\n");

		assert_true(display_width(arena_copy(arena, text, length)) <= width);
		text += length + (text[length] == '\n');
	}
	arena_free(arena);
}

static void stays_within_the_page(void **state)
{
	static const unsigned widths[] = {0, 40, 60, 99, 500};
	char name[400];

	(void)state;
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		struct buffer out = {0};
		unsigned width = widths[i];

		print(sample_table(name), FORMAT_TEXT, width, &out);
		assert_lines_within(out.text, width == 0 ? 96 : (width > 99 ? 99 : width));
		buffer_free(&out);
	}
}

static void colours_only_when_asked(void **state)
{
	struct doc *doc = sample_table("a");
	struct buffer out = {0};

	(void)state;
	write_text(doc, &(struct report_style){.colour = true}, &out);
	assert_holds(out.text, "\033[1ma\033[0m\n");
	buffer_free(&out);
	write_text(doc, NULL, &out);
	assert_null(strchr(out.text, '\033'));
	buffer_free(&out);
	doc_free(doc);
}

static void escapes_markdown(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
	    {"a|b", "| &nbsp;&nbsp;a\\|b | -5 | 1 - 200 |\n"},
	    {"<script>&", "&lt;script&gt;&amp;"},
	    {"[x](y) *b* `c`", "\\[x\\](y) \\*b\\* \\`c\\`"},
	    {"snake_case _em_", "snake_case \\_em\\_"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = {0};

		print(sample_table(cases[i].text), FORMAT_MARKDOWN, 0, &out);
		assert_holds(out.text, cases[i].line);
		buffer_free(&out);
	}
}

static void keeps_blocks_of_text_what_they_are(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {{"# no heading", "\\# no heading\n"},
		     {"1. no list", "1\\. no list\n"},
		     {"2.5 kWh", "2.5 kWh\n"},
		     {"- dash", "\\- dash\n"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *doc = doc_new();
		struct buffer out = {0};

		doc_add(doc, DOC_TEXT, "%s", cases[i].text);
		print(doc, FORMAT_MARKDOWN, 0, &out);
		assert_string_equal(out.text, cases[i].shown);
		buffer_free(&out);
	}
}

static void fences_are_longer_than_what_they_hold(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc_list(doc, DOC_TREE, NULL);
	doc_line(doc, 0, "a ```` b");
	print(doc, FORMAT_MARKDOWN, 0, &out);
	assert_string_equal(out.text, "`````text\na ```` b\n`````\n");
	buffer_free(&out);
}

static void draws_the_branches_of_a_tree(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc_list(doc, DOC_TREE, NULL);
	doc_line(doc, 0, "root");
	doc_line(doc, 1, "first is long enough to be wrapped once");
	doc_line(doc, 2, "leaf");
	doc_line(doc, 1, "last");
	print(doc, FORMAT_TEXT, 40, &out);
	assert_string_equal(out.text, "root\n"
				      "├─ first is long enough to be wrapped\n"
				      "│  │  once\n"
				      "│  └─ leaf\n"
				      "└─ last\n");
	buffer_free(&out);
}

static void quotes_csv_and_defuses_formulas(void **state)
{
	static const struct {
		const char *text, *row;
	} cases[] = {
	    {"plain", "\r\nplain,-5,1\r\n"},
	    {"=1+2", "\r\n'=1+2,-5,1\r\n"},
	    {"@a,b", "\r\n\"'@a,b\",-5,1\r\n"},
	    {"say \"hi\"", "\r\n\"say \"\"hi\"\"\",-5,1\r\n"},
	    {"two\nlines", "\r\n\"two\nlines\",-5,1\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = {0};

		print(sample_table(cases[i].text), FORMAT_CSV, 0, &out);
		assert_holds(out.text, cases[i].row);
		buffer_free(&out);
	}
}

static void drops_empty_lists(void **state)
{
	struct doc *doc = doc_new();

	(void)state;
	doc_list(doc, DOC_LIST, "Warnings");
	doc_drop_empty(doc);
	assert_int_equal(doc->count, 0);
	doc_free(doc);
}

static void finds_formats(void **state)
{
	static const struct {
		const char *text;
		bool by_name, by_extension;
		enum format format;
	} cases[] = {
	    {"text", true, false, FORMAT_TEXT},
	    {"md", true, false, FORMAT_MARKDOWN},
	    {"Markdown", true, false, FORMAT_MARKDOWN},
	    {"json", true, false, FORMAT_JSON},
	    {"pdf", false, false, FORMAT_TEXT},
	    {"", false, false, FORMAT_TEXT},
	    {"out/x.JSON", false, true, FORMAT_JSON},
	    {"x.csv", false, true, FORMAT_CSV},
	    {"x.md", false, true, FORMAT_MARKDOWN},
	    {"a.json/x", false, false, FORMAT_TEXT},
	    {"x.pdf", false, false, FORMAT_TEXT},
	    {"cyclonedx", true, false, FORMAT_CYCLONEDX},
	    {"a/bom.CDX.json", false, true, FORMAT_CYCLONEDX},
	    {"cdx.json", true, true, FORMAT_CYCLONEDX},
	    {"xcdx.json", false, true, FORMAT_JSON},
	    {"cdx.d/x.json", false, true, FORMAT_JSON},
	    {"x.if.yaml", false, true, FORMAT_IMPACT_FRAMEWORK},
	    {"x.yaml", false, false, FORMAT_TEXT},
	    {"paper.tex", false, true, FORMAT_LATEX},
	    {"x.prometheus", false, true, FORMAT_PROMETHEUS},
	    {"x.statement.md", false, true, FORMAT_STATEMENT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum format format = FORMAT_COUNT;

		if (format_by_name(cases[i].text, &format) != cases[i].by_name ||
		    format_by_extension(cases[i].text, &format) != cases[i].by_extension)
			fail_msg("'%s' is found the wrong way", cases[i].text);
		if ((cases[i].by_name || cases[i].by_extension) && format != cases[i].format)
			fail_msg("'%s' is %s", cases[i].text, format_name(format));
	}
	assert_string_equal(format_name(FORMAT_MARKDOWN), "markdown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(makes_text_plain),
	    cmocka_unit_test(measures_columns),
	    cmocka_unit_test(wraps_at_blanks_and_inside_long_words),
	    cmocka_unit_test(keeps_keys_and_percents_together),
	    cmocka_unit_test(narrows_keys_last),
	    cmocka_unit_test(aligns_a_table),
	    cmocka_unit_test(stays_within_the_page),
	    cmocka_unit_test(colours_only_when_asked),
	    cmocka_unit_test(escapes_markdown),
	    cmocka_unit_test(keeps_blocks_of_text_what_they_are),
	    cmocka_unit_test(fences_are_longer_than_what_they_hold),
	    cmocka_unit_test(draws_the_branches_of_a_tree),
	    cmocka_unit_test(quotes_csv_and_defuses_formulas),
	    cmocka_unit_test(drops_empty_lists),
	    cmocka_unit_test(finds_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
