/* The charts of a log: energy, requests and tokens by hour add up to those of the log. */

#include "reports/view_chart.h"
#include "tests/unit/chart_fixture.h"
#include "tests/unit/import_fixture.h"

static const char requests[] = "timestamp,model,input_tokens,output_tokens,region\n"
			       "2026-03-02T10:05:00Z,m,10,1,FR\n"
			       "2026-03-02T10:55:00Z,m,20,2,DE\n"
			       "2026-03-02T13:00:00Z,n,30,4,FR\n";

static struct doc *draw(const struct import *import)
{
	struct doc *doc = doc_new();

	doc->draws = true;
	view_chart_import(doc, import);
	return doc;
}

static void assert_points(const struct chart *chart, size_t line, const double *values,
			  size_t count)
{
	assert_int_equal(chart->point_count, count);
	for (size_t i = 0; i < count; i++)
		assert_same(chart->lines[line].values[i], values[i], chart->lines[line].name);
}

static void draws_requests_by_hour_with_gaps(void **state)
{
	struct log_read reading = read_good(requests, NULL, "requests");
	struct doc *doc = draw(reading.import);
	const struct chart *chart = need(doc, "chart-requests");

	(void)state;
	assert_null(find(doc, "chart-energy-1"));
	assert_int_equal(chart->start_s, 1772445600);
	assert_int_equal(chart->step_s, 3600);
	assert_int_equal(chart->line_count, 3);
	assert_points(chart, 0, (double[]){2, NAN, NAN, 1}, 4);
	assert_points(chart, 1, (double[]){30, NAN, NAN, 30}, 4);
	assert_points(chart, 2, (double[]){3, NAN, NAN, 4}, 4);
	assert_text(chart->words, "3 requests in 2 hours of the log, at most 2 in one.");
	doc_free(doc);
	reading_free(&reading);
}

static void draws_days_of_a_log_that_is_joined_by_day(void **state)
{
	const struct import_options by_day = {.span = SPAN_DAY};
	struct log_read reading = read_good(requests, &by_day, "by day");
	struct doc *doc = draw(reading.import);
	const struct chart *chart = need(doc, "chart-requests");

	(void)state;
	assert_int_equal(chart->step_s, 86400);
	assert_string_equal(chart->title, "Requests by day");
	assert_points(chart, 0, (double[]){3}, 1);
	doc_free(doc);
	reading_free(&reading);
}

static void draws_nothing_that_has_no_hours(void **state)
{
	const struct import_options by_month = {.span = SPAN_MONTH};
	struct log_read reading = read_good(requests, &by_month, "by month");
	struct doc *doc = draw(reading.import);

	(void)state;
	assert_int_equal(doc->count, 0);
	doc_free(doc);
	reading_free(&reading);
}

static void draws_energy_by_hour(void **state)
{
	struct log_read reading = read_good("timestamp, index, power.draw [W]\n"
					    "2026/03/02 10:59:50.000, 0, 360 W\n"
					    "2026/03/02 11:00:10.000, 0, 360 W\n",
					    NULL, "power");
	struct doc *doc = draw(reading.import);
	const struct chart *chart = need(doc, "chart-energy-1");

	(void)state;
	assert_int_equal(chart->point_count, 2);
	assert_string_equal(chart->lines[0].unit, "Wh");
	assert_near(chart->lines[0].values[0], 1, 1e-9, "first hour");
	assert_near(chart->lines[0].values[1], 1, 1e-9, "second hour");
	assert_text(chart->words, "2.000 Wh in 2 hours with a reading");
	assert_text(chart->words, "UTC is assumed");
	doc_free(doc);
	reading_free(&reading);
}

static void draws_each_part_below_all(void **state)
{
	const struct import_options by_index = {.split = "index"};
	struct log_read reading = read_good("timestamp, index, power.draw [W]\n"
					    "2026/03/02 10:10:00.000, 0, 360 W\n"
					    "2026/03/02 10:10:00.000, 1, 720 W\n"
					    "2026/03/02 10:10:10.000, 0, 360 W\n"
					    "2026/03/02 10:10:10.000, 1, 720 W\n",
					    &by_index, "two cards");
	struct doc *doc = draw(reading.import);
	const struct chart *chart = need(doc, "chart-energy-1");

	(void)state;
	assert_int_equal(chart->line_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_near(chart->lines[i].values[0], (double[]){3, 1, 2}[i], 1e-9,
			    chart->lines[i].name);
	assert_string_equal(chart->lines[2].name, "1");
	doc_free(doc);
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_requests_by_hour_with_gaps),
	    cmocka_unit_test(draws_days_of_a_log_that_is_joined_by_day),
	    cmocka_unit_test(draws_nothing_that_has_no_hours),
	    cmocka_unit_test(draws_energy_by_hour),
	    cmocka_unit_test(draws_each_part_below_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
