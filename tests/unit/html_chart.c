/* Charts in a page: each mark has its exact numbers and words, the table behind has all of
 * them, texts stay texts, and a name has one colour. */

#include "tests/unit/html_fixture.h"

#include <math.h>

#include "lca/base/arena.h"
#include "reports/chart.h"
#include "reports/doc.h"

static const char hostile[] = "<script>alert(\"1\")</script> & 'x'";

static const struct chart_mark parts[] = {
    {.label = "training",
     .group = "training",
     .value = 24691.2,
     .low = 10400.125,
     .high = 27200.25,
     .text = "training: 24.7 t"},
    {.label = "making", .group = "embodied", .value = 0.1, .low = NAN, .high = NAN},
    {.label = "serving",
     .group = "inference",
     .value = NAN,
     .low = NAN,
     .high = NAN,
     .open = true},
};

static struct chart chart_of(enum chart_kind kind, const struct chart_mark *marks, size_t count)
{
	return (struct chart){.kind = kind,
			      .id = "chart-it",
			      .title = "Where from",
			      .words = "From there.",
			      .unit = "kgCO2e",
			      .shown = "t CO2e",
			      .size = 1000,
			      .interval = "95 %",
			      .centre = 24691.3,
			      .centre_low = 11000,
			      .centre_high = 28000,
			      .centre_label = "total",
			      .marks = marks,
			      .mark_count = count};
}

/* The page of one chart. */
static void write(const struct chart *chart, struct buffer *out)
{
	struct doc *doc = doc_new();

	doc->draws = true;
	doc_add(doc, DOC_TITLE, "title");
	doc_chart(doc, chart);
	out->length = 0;
	write_html(doc, out);
	assert_nested(out->text);
	assert_null(strstr(strstr(out->text, "</style>"), " style="));
	doc_free(doc);
}

static void has_exact_numbers_of_every_kind(void **state)
{
	static const enum chart_kind kinds[] = {CHART_STACK, CHART_INTERVALS, CHART_TORNADO,
						CHART_WATERFALL};
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct chart chart = chart_of(kinds[i], parts, 3);

		write(&chart, &out);
		assert_holds(out.text, "<figure class=\"chart\" id=\"chart-it\"");
		assert_holds(out.text, "data-unit=\"kgCO2e\"");
		assert_holds(out.text, "role=\"img\"");
		assert_holds(out.text, "aria-labelledby=\"chart-it-title chart-it-words\"");
		assert_holds(out.text, "<desc id=\"chart-it-words\">From there.</desc>");
		assert_holds(out.text,
			     "data-label=\"training\" data-group=\"training\" "
			     "data-value=\"24691.2\" data-low=\"10400.125\" "
			     "data-high=\"27200.25\"><title>training: 24.7 t</title>");
		assert_holds(out.text, "data-label=\"making\" data-group=\"embodied\" "
				       "data-value=\"0.1\"><title>making</title>");
		assert_holds(out.text, "<td>24691.2</td><td>10400.125</td><td>27200.25</td>");
		assert_holds(out.text, "<td>0.1</td><td></td><td></td>");
		assert_holds(out.text, "serving</th><td class=\"t\">inference</td><td></td>");
		assert_null(strstr(out.text, "nan"));
		assert_null(strstr(out.text, "inf%"));
	}
	buffer_free(&out);
}

/* A hole has no place on an axis, and is no 0. */
static void draws_no_hole(void **state)
{
	struct chart chart = chart_of(CHART_INTERVALS, parts, 3);
	struct buffer out = {0};

	(void)state;
	write(&chart, &out);
	assert_int_equal(count_of(out.text, "<circle class=\"dot\""), 2);
	assert_int_equal(count_of(out.text, "<line class=\"whisker\""), 1);
	assert_holds(out.text, "<b>not known</b>");
	chart.kind = CHART_STACK;
	write(&chart, &out);
	assert_int_equal(count_of(out.text, "<g class=\"mark\""), 2);
	assert_holds(out.text, "<rect class=\"part c3 open missing\"");
	buffer_free(&out);
}

static void shows_texts_as_they_stand(void **state)
{
	const struct chart_mark mark = {.label = hostile,
					.group = hostile,
					.text = hostile,
					.brief = hostile,
					.range = hostile,
					.link = hostile,
					.value = 1,
					.low = 0,
					.high = 2};
	const struct chart_mark marks[] = {mark, {.label = "b", .group = "c", .value = 1}};
	struct buffer out = {0};

	(void)state;
	for (int kind = CHART_STACK; kind <= CHART_WATERFALL; kind++) {
		struct chart chart = chart_of((enum chart_kind)kind, marks, 2);

		chart.title = chart.words = chart.unit = chart.shown = hostile;
		chart.centre_label = chart.centre_brief = chart.centre_range = hostile;
		write(&chart, &out);
		assert_int_equal(count_of(out.text, "<script"), 1);
		assert_null(strstr(out.text, "alert(\""));
		assert_holds(out.text, "&lt;script&gt;alert(&#34;1&#34;)");
	}
	buffer_free(&out);
}

static void draws_the_first_rows_of_many(void **state)
{
	enum { MARKS = 1000 };
	struct arena *arena = arena_new();
	struct chart_mark *marks = arena_alloc(arena, MARKS * sizeof *marks);
	struct chart chart = chart_of(CHART_INTERVALS, marks, MARKS);
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < MARKS; i++)
		marks[i] = (struct chart_mark){.label = arena_printf(arena, "item %zu", i),
					       .value = (double)(MARKS - i),
					       .low = NAN,
					       .high = NAN};
	write(&chart, &out);
	assert_int_equal(count_of(out.text, "<g class=\"mark\""), 40);
	assert_holds(out.text, "The first 40 of 1000 rows are drawn; the table has all.");
	assert_holds(out.text, "item 999</th><td>1</td>");
	assert_holds(out.text, "<details class=\"data long\">");
	buffer_free(&out);
	arena_free(arena);
}

/* A stage has its colour whatever stands before it, other groups share the rest in the order
 * they come in, in all charts of a page; what is of no group has none of these. */
static void gives_every_group_its_colour(void **state)
{
	static const struct chart_mark items[] = {
	    {.label = "a", .group = "embodied", .value = 7, .low = NAN, .high = NAN},
	    {.label = "b", .group = "group 1", .value = 6, .low = NAN, .high = NAN},
	    {.label = "c", .group = "training", .value = 5, .low = NAN, .high = NAN},
	    {.label = "d", .group = "group 2", .value = 4, .low = NAN, .high = NAN},
	    {.label = "e", .value = 3, .low = NAN, .high = NAN},
	    {.label = "f", .group = "group 1", .value = 2, .low = NAN, .high = NAN},
	    {.label = "g", .group = "other", .value = 1, .low = NAN, .high = NAN}};
	static const size_t colours[] = {2, 5, 0, 6, 8, 5, 4};
	struct chart chart = chart_of(CHART_INTERVALS, items, 7);
	struct doc *doc = doc_new();
	struct buffer out = {0};
	const char *row;

	(void)state;
	doc->draws = true;
	doc_chart(doc, &chart);
	chart.id = "chart-again";
	chart.marks = &items[3];
	chart.mark_count = 1;
	doc_chart(doc, &chart);
	write_html(doc, &out);
	row = strstr(out.text, "<figure");
	for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
		row = strstr(row, "<g class=\"c") + strlen("<g class=\"c");
		assert_int_equal(*row - '0', colours[i]);
	}
	row = strstr(row, "chart-again");
	assert_holds(row, "<g class=\"c6\">");
	assert_null(strstr(row, "<g class=\"c5\">"));
	buffer_free(&out);
	doc_free(doc);
}

/* Steps of a waterfall start where the one before ended; a sum starts at 0 again. */
static void adds_steps(void **state)
{
	static const struct chart_mark steps[] = {
	    {.label = "stated", .value = 40000, .low = NAN, .high = NAN, .whole = true},
	    {.label = "more", .value = 20000, .low = NAN, .high = NAN},
	    {.label = "less", .value = -10000, .low = NAN, .high = NAN},
	    {.label = "sum", .value = 50000, .low = NAN, .high = NAN, .whole = true}};
	struct chart chart = chart_of(CHART_WATERFALL, steps, 4);
	struct buffer out = {0};

	(void)state;
	write(&chart, &out);
	/* The axis is from 0 to 60 t and a little room: 62.4. */
	assert_holds(out.text, "bar whole\" x=\"0.000%\" width=\"64.103%\"");
	assert_holds(out.text, "bar more\" x=\"64.103%\" width=\"32.051%\"");
	assert_holds(out.text, "bar less\" x=\"80.128%\" width=\"16.026%\"");
	assert_holds(out.text, "bar whole\" x=\"0.000%\" width=\"80.128%\"");
	buffer_free(&out);
}

static void keeps_charts_out_of_what_is_not_drawn(void **state)
{
	struct chart chart = chart_of(CHART_STACK, parts, 3);
	struct doc *doc = doc_new();

	(void)state;
	doc_chart(doc, &chart);
	assert_int_equal(doc->count, 0);
	doc_free(doc);
}

/* The record is a text of its own, for no browser to run. */
static void carries_the_record(void **state)
{
	struct doc *doc = doc_new();
	struct buffer out = {0};

	(void)state;
	doc->record = "{\"lca\":\"1\"}";
	doc_add(doc, DOC_TITLE, "title");
	write_html(doc, &out);
	assert_holds(out.text, "<script type=\"application/json\" id=\"lca-record\">"
			       "{\"lca\":\"1\"}</script>");
	assert_nested(out.text);
	buffer_free(&out);
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_exact_numbers_of_every_kind),
	    cmocka_unit_test(draws_no_hole),
	    cmocka_unit_test(shows_texts_as_they_stand),
	    cmocka_unit_test(draws_the_first_rows_of_many),
	    cmocka_unit_test(gives_every_group_its_colour),
	    cmocka_unit_test(adds_steps),
	    cmocka_unit_test(keeps_charts_out_of_what_is_not_drawn),
	    cmocka_unit_test(carries_the_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
