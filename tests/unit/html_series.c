/* Lines over time in a page: gaps stay gaps, many points are drawn by their extremes, and the
 * table behind has every point, or every day of very many. */

#include "tests/unit/html_fixture.h"

#include <math.h>

#include "lca/base/arena.h"
#include "reports/chart.h"
#include "reports/doc.h"

/* The page of one line of `count` values by hour from 2024-01-01 on; text of the arena. */
static const char *page_of(struct arena *arena, const double *values, size_t count)
{
	const struct chart_line line = {"energy", "kWh", values};
	const struct chart chart = {.kind = CHART_SERIES,
				    .id = "chart-energy-1",
				    .title = "Energy",
				    .start_s = 1704067200,
				    .step_s = 3600,
				    .point_count = count,
				    .lines = &line,
				    .line_count = 1};
	struct doc *doc = doc_new();
	struct buffer out = {0};
	const char *text;

	doc->draws = true;
	doc_add(doc, DOC_TITLE, "title");
	doc_chart(doc, &chart);
	write_html(doc, &out);
	assert_nested(out.text);
	text = arena_copy(arena, out.text, out.length);
	buffer_free(&out);
	doc_free(doc);
	return strstr(text, "<figure");
}

/* The path of the line, without the area below it. */
static const char *path_of(struct arena *arena, const char *page)
{
	static const char start[] = "<path class=\"curve c8\" d=\"";
	const char *path = strstr(page, start);

	assert_non_null(path);
	path += sizeof start - 1;
	return arena_copy(arena, path, strcspn(path, "\""));
}

static void draws_steps_and_leaves_gaps(void **state)
{
	static const double values[] = {0, 96, NAN, 48};
	struct arena *arena = arena_new();
	const char *page = page_of(arena, values, 4);

	(void)state;
	/* The axis is from 0 to 96 and a little room: 99.84 for a height of 96. */
	assert_string_equal(path_of(arena, page),
			    "M0.0 96.0L250.0 96.0L250.0 3.7L500.0 3.7M750.0 49.8L1000.0 49.8");
	assert_holds(page, "data-points=\"4\"");
	assert_holds(page, "data-label=\"energy\" data-low=\"0\" data-high=\"96\"");
	assert_holds(page, "<th>2024-01-01 01:00</th><td>96</td>");
	assert_holds(page, "<th>2024-01-01 02:00</th><td></td>");
	assert_null(strstr(page, "nan"));
	arena_free(arena);
}

static void knows_no_point_at_all(void **state)
{
	static const double values[] = {NAN, NAN};
	struct arena *arena = arena_new();
	const char *page = page_of(arena, values, 2);

	(void)state;
	assert_string_equal(path_of(arena, page), "");
	assert_holds(page, "<title>energy: not known</title>");
	assert_null(strstr(page, "nan"));
	assert_null(strstr(page, "inf"));
	arena_free(arena);
}

/* One hour in a year is high, one is low: both are seen. */
static void draws_the_extremes_of_many_points(void **state)
{
	enum { HOURS = 8784 };
	struct arena *arena = arena_new();
	double *values = arena_alloc(arena, HOURS * sizeof *values);
	const char *page, *path;

	(void)state;
	for (size_t i = 0; i < HOURS; i++)
		values[i] = 50;
	values[4000] = 96;
	values[7000] = 0;
	page = page_of(arena, values, HOURS);
	path = path_of(arena, page);
	assert_int_equal(count_of(path, " 3.7"), 1);
	assert_int_equal(count_of(path, " 96.0"), 1);
	assert_int_equal(count_of(path, "M"), 1);
	assert_int_equal(count_of(page, "<tr>"), HOURS + 1);
	assert_true(strlen(page) < 1000000);
	arena_free(arena);
}

static void has_days_of_very_many_points(void **state)
{
	enum { HOURS = 24 * 500 };
	struct arena *arena = arena_new();
	double *values = arena_alloc(arena, HOURS * sizeof *values);
	const char *page;

	(void)state;
	for (size_t i = 0; i < HOURS; i++)
		values[i] = i < 24 ? (double)i : NAN;
	page = page_of(arena, values, HOURS);
	assert_int_equal(count_of(page, "<tr>"), 500 + 1);
	assert_holds(page, "24 points from, UTC</th>");
	assert_holds(page, "<th>2024-01-01 00:00</th><td>0</td><td>11.5</td><td>23</td>");
	assert_holds(page, "<th>2024-01-02 00:00</th><td></td><td></td><td></td>");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_steps_and_leaves_gaps),
	    cmocka_unit_test(knows_no_point_at_all),
	    cmocka_unit_test(draws_the_extremes_of_many_points),
	    cmocka_unit_test(has_days_of_very_many_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
