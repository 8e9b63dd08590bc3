/* A document as one HTML page: it is sound, shows untrusted texts as they stand, holds its own
 * script alone and names no address. */

#include "tests/unit/html_fixture.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/doc.h"

/* What a browser takes for the digest of the page's style. */
static const char style_digest[] = "style-src 'sha256-";

static void add_every_block(struct doc *doc, const char *text)
{
	doc_add(doc, DOC_TITLE, "%s", text);
	doc_add(doc, DOC_HEADLINE, "%s", text);
	doc_add(doc, DOC_SECTION, "%s", text);
	doc_add(doc, DOC_TEXT, "%s", text);
	doc_list(doc, DOC_WARNINGS, text);
	doc_line(doc, 0, "%s", text);
	doc_command(doc, text);
	doc_list(doc, DOC_NUMBERED, NULL);
	doc_line(doc, 0, "%s", text);
	doc_table(doc,
		  (struct doc_column[]){{.title = text},
					{.title = text, .align = ALIGN_RIGHT},
					{.title = text, .align = ALIGN_RANGE}},
		  3);
	doc_row(doc, ROW_GROUP, 0);
	doc_cell(doc, text);
	doc_row(doc, ROW_PLAIN, 9);
	doc_cell(doc, text);
	doc_number(doc, text);
	doc_range(doc, text, text);
	doc_row(doc, ROW_TOTAL, 0);
	doc_add(doc, DOC_FOOTER, "%s", text);
}

static void add_tree(struct doc *doc, const unsigned *depths, size_t count)
{
	doc_list(doc, DOC_TREE, NULL);
	for (size_t i = 0; i < count; i++)
		doc_line(doc, depths[i], "line %zu", i);
}

static void shows_texts_as_they_stand(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	add_every_block(doc, "<script>alert(\"1\")</script> & 'x' \xe2\x80\xae \xff \033[31m");
	write_html(doc, &out);
	assert_holds(out.text,
		     "<h1 id=\"title\">&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; "
		     "&#39;x&#39; \\u202e \\xff \\x1b[31m</h1>");
	assert_int_equal(count_of(out.text, "<script"), 1);
	assert_holds(out.text, "<script>'use strict';");
	assert_nested(out.text);
	buffer_free(&out);
	doc_free(doc);
}

static void nests_any_tree(void **state)
{
	static const unsigned trees[][6] = {
	    {0, 1, 2, 1, 0, 0}, {0, 2, 1, 3, 0, 1}, {1, 0, 1, 1, 4, 4}, {3, 3, 3, 2, 1, 0}};
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		for (size_t count = 0; count <= 6; count++) {
			struct doc *doc = doc_new();

			add_tree(doc, trees[i], count);
			out.length = 0;
			write_html(doc, &out);
			assert_nested(out.text);
			doc_free(doc);
		}
	}
	buffer_free(&out);
}

/* Nothing is fetched, and the policy says so. */
static void needs_nothing_beside_it(void **state)
{
	static const char *const never[] = {
	    "http:", "https:", "src=", "href=", "url(", "@import", "javascript", " style="};
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	add_every_block(doc, "text");
	write_html(doc, &out);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(strstr(out.text, never[i]));
	assert_holds(out.text, "default-src 'none'");
	assert_holds(out.text, style_digest);
	assert_holds(out.text, "<title>text</title>");
	buffer_free(&out);
	doc_free(doc);
}

static void tells_numbers_and_rows_apart(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	add_every_block(doc, "7");
	write_html(doc, &out);
	assert_holds(out.text, "<tr class=\"group\"><th scope=\"row\">7</th>");
	assert_holds(out.text, "<tr class=\"d3\"><th scope=\"row\">7</th><td class=\"n\">7</td>"
			       "<td class=\"n\">7 - 7</td></tr>");
	assert_holds(out.text, "<tr class=\"total\">");
	assert_holds(out.text, "<th scope=\"col\" class=\"n short\">7</th>");
	assert_holds(
	    out.text,
	    "<ul class=\"warnings\">\n<li>7<pre tabindex=\"0\"><code>7</code></pre></li>");
	buffer_free(&out);
	doc_free(doc);
}

/* The look is a class, what it says stays text; a link goes to an anchor of the page. */
static void marks_words_and_links_to_sections(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc_add(doc, DOC_TITLE, "title");
	doc_table(doc, (struct doc_column[]){{.title = "who"}, {.title = "what"}}, 2);
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, "<a>");
	doc_link(doc, "a\"b");
	doc_cell(doc, "bad");
	doc_mark_words(doc, TONE_BAD, "bad");
	doc_add(doc, DOC_SECTION, "<a>: good");
	doc_anchor(doc, "a\"b");
	doc_mark_words(doc, TONE_GOOD, "good");
	doc_add(doc, DOC_HEADLINE, "open: why");
	doc_mark_words(doc, TONE_OPEN, "open");
	doc_add(doc, DOC_TEXT, "a --b-c=d, '--ef<', x--y, -- and --1 -> 2");
	doc_add(doc, DOC_TEXT, "without");
	doc_mark_words(doc, TONE_OPEN, "not there");
	write_html(doc, &out);
	assert_holds(out.text, "<a href=\"#a&#34;b\">&lt;a&gt;</a>");
	assert_holds(out.text, "<td><span class=\"mark bad\">bad</span></td>");
	assert_holds(out.text, "<h2 id=\"a&#34;b\">&lt;a&gt;: "
			       "<span class=\"mark good\">good</span></h2>");
	assert_holds(out.text, "<span class=\"mark open\">open</span>: why</p>");
	assert_holds(out.text, "<p>a <span class=\"whole\">--b-c</span>=d, &#39;"
			       "<span class=\"whole\">--ef</span>&lt;&#39;, x--y, -- and "
			       "--1 <span class=\"whole\">-&gt;</span> 2</p>");
	assert_holds(out.text, "<p>without</p>");
	assert_nested(out.text);
	buffer_free(&out);
	doc_free(doc);
}

/* A table of these first cells, in rows of these kinds and depths, has titles that sort. */
static bool table_sorts(const char *const *cells, const enum doc_row_kind *kinds,
			const unsigned *depths, size_t count, const char *title)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};
	bool sorts;

	doc_table(doc, (struct doc_column[]){{.title = title}}, 1);
	for (size_t i = 0; i < count; i++) {
		doc_row(doc, kinds[i], depths[i]);
		doc_cell(doc, cells[i]);
	}
	write_html(doc, &out);
	sorts = strstr(out.text, "<table class=\"sorts\"");
	buffer_free(&out);
	doc_free(doc);
	return sorts;
}

/* Also within groups; not where a row says less without the one above it. */
static void sorts_tables_whose_rows_stand_alone(void **state)
{
	static const enum doc_row_kind kinds[] = {ROW_GROUP, ROW_PLAIN, ROW_PLAIN, ROW_TOTAL,
						  ROW_PLAIN};
	static const unsigned depths[] = {0, 1, 1, 0, 1};
	static const char *const cells[] = {"training", "run", "losses", "total", ""};
	static const char *const as_above[] = {"request", "", "token"};

	(void)state;
	assert_true(table_sorts(cells, kinds, depths, 5, "item"));
	assert_false(table_sorts(cells, kinds + 1, depths + 1, 4, "item"));
	assert_false(table_sorts(cells, kinds, depths, 5, ""));
	assert_false(table_sorts(cells, kinds, depths, 5, "criterion"));
	assert_false(table_sorts(cells, kinds, depths, 2, "item"));
	assert_false(table_sorts(as_above, kinds, depths, 3, "per"));
}

/* Names may break where their parts end, short words not at all; texts of untrusted names stay
 * texts. */
static void breaks_names_at_their_parts(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc_table(doc, (struct doc_column[]){{.title = "who"}, {.title = "what"}}, 2);
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, "a/<b>.c d. e/");
	doc_cell(doc, "single-source");
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, "/");
	doc_cell(doc, "a text of many words that takes more than a line");
	write_html(doc, &out);
	assert_holds(out.text, "<th scope=\"row\">a/<wbr/>&lt;b&gt;.<wbr/>c d. e/</th>"
			       "<td class=\"short\">single-source</td>");
	assert_holds(out.text, "<th scope=\"row\">/</th><td class=\"long\">a text");
	buffer_free(&out);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_texts_as_they_stand),
	    cmocka_unit_test(nests_any_tree),
	    cmocka_unit_test(needs_nothing_beside_it),
	    cmocka_unit_test(tells_numbers_and_rows_apart),
	    cmocka_unit_test(marks_words_and_links_to_sections),
	    cmocka_unit_test(sorts_tables_whose_rows_stand_alone),
	    cmocka_unit_test(breaks_names_at_their_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
