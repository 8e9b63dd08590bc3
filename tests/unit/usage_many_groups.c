/* Where groups become too many they span more time, then all statuses, then all regions: what
 * is in them is found again, whatever reads the log and with however many threads. */

#include "tests/unit/import_fixture.h"

#include <stdlib.h>

#include "tests/usage_same.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { HOURS_A_DAY = 24, DAYS = 28, MILLISECONDS = 100, JOULES = 3600 };

/* A log that holds every combination of these, each so often. */
struct crowd {
	const char *what;
	size_t models, regions, statuses, hours, hour_step, times;
	enum import_span asked, span;
	bool joins_statuses, joins_regions;
	size_t spans; /* of time that groups are made for */
};

static const struct crowd crowds[] = {
    {"hours", 3, 2, 2, 100, 1, 3, SPAN_AUTO, SPAN_HOUR, false, false, 100},
    {"days", 2, 2, 2, 1440, 1, 2, SPAN_AUTO, SPAN_DAY, false, false, 60},
    {"months", 10, 10, 2, 56, 24, 3, SPAN_AUTO, SPAN_MONTH, false, false, 2},
    {"all of the log", 50, 50, 2, 3, 672, 3, SPAN_AUTO, SPAN_ALL, false, false, 1},
    {"as many as there may be", 50, 100, 2, 2, 672, 2, SPAN_AUTO, SPAN_ALL, false, false, 1},
    {"all statuses", 75, 75, 2, 1, 1, 4, SPAN_AUTO, SPAN_ALL, true, false, 1},
    {"all regions", 120, 100, 2, 1, 1, 3, SPAN_AUTO, SPAN_ALL, true, true, 1},
    {"all regions, one status", 120, 100, 1, 1, 1, 3, SPAN_AUTO, SPAN_ALL, true, true, 1},
    {"models alone are too many", 11000, 2, 2, 1, 1, 2, SPAN_AUTO, SPAN_ALL, true, true, 1},
    {"hours that are asked for", 60, 100, 2, 2, 1, 2, SPAN_HOUR, SPAN_HOUR, false, false, 2},
    {"all that is asked for", 120, 100, 2, 1, 1, 2, SPAN_ALL, SPAN_ALL, false, false, 1},
};

static size_t rows_of(const struct crowd *crowd)
{
	return crowd->models * crowd->regions * crowd->statuses * crowd->hours * crowd->times;
}

/* Model m takes m + 1 tokens and gives 2, of 100 m ms and 3600 J each; the second status is
 * failure. */
static void add_row(struct buffer *text, const struct crowd *crowd, size_t row)
{
	size_t model = row % crowd->models, rest = row / crowd->models;
	size_t region = rest % crowd->regions, hour;

	rest /= crowd->regions;
	hour = rest / crowd->statuses % crowd->hours * crowd->hour_step;
	/* Months of 28 days, so that none of them is short. */
	buffer_printf(text, "2025-%02zu-%02zuT%02zu:30:00Z,m%05zu,r%03zu,%zu,2,%zu,%d,%s\n",
		      1 + hour / HOURS_A_DAY / DAYS, 1 + hour / HOURS_A_DAY % DAYS,
		      hour % HOURS_A_DAY, model, region, model + 1, MILLISECONDS * model,
		      JOULES, rest % crowd->statuses ? "500" : "200");
}

/* In an order that lets groups return late. */
static void make(struct buffer *text, const struct crowd *crowd)
{
	const size_t count = rows_of(crowd), step = 7919; /* a prime that is no factor of it */

	buffer_text(text, "timestamp,model,region,input_tokens,output_tokens,latency_ms,"
			  "energy_j,status\n");
	for (size_t i = 0; i < count; i++)
		add_row(text, crowd, i * step % count);
}

/* One model has the same in all its groups. */
static void check_group(const struct crowd *crowd, const struct import *import, size_t index)
{
	const struct import_group *group = &import->groups[index];
	size_t model = (size_t)strtoul(group->model + 1, NULL, 10);
	size_t all = rows_of(crowd) / crowd->models;
	size_t groups = crowd->spans * (crowd->joins_statuses ? 1 : crowd->statuses) *
			(crowd->joins_regions ? 1 : crowd->regions);
	size_t requests = all / groups;
	bool failed = strcmp(group->status, "failed") == 0;

	assert_int_equal(index / groups, model);
	assert_int_equal(group->requests, requests);
	assert_int_equal(group->failed_requests, crowd->joins_statuses
						     ? requests - requests / crowd->statuses
						 : failed ? requests
							  : 0);
	assert_int_equal(group->input_tokens, requests * (model + 1));
	assert_int_equal(group->output_tokens, 2 * requests);
	assert_near(group->energy_kwh, (double)requests / 1000, 1e-12, crowd->what);
	assert_int_equal(group->latency.count, requests);
	assert_true(group->latency.exact);
	assert_near(group->latency.p95_s, (double)model / 10, 1e-12, crowd->what);
	assert_int_equal(*group->status == '\0', crowd->joins_statuses);
	assert_int_equal(*group->region == '\0', crowd->joins_regions);
	assert_int_equal(*group->hour == '\0', crowd->span == SPAN_ALL);
}

static void check_total(const struct crowd *crowd, const struct import_usage *usage)
{
	size_t rows = rows_of(crowd);
	double middle = ((double)crowd->models + 1) / 2;

	assert_int_equal(usage->requests, rows);
	assert_int_equal(usage->failed_requests, rows - rows / crowd->statuses);
	assert_int_equal(usage->output_tokens, 2 * rows);
	/* Of answered requests alone. */
	assert_int_equal(usage->input_spread.count, rows / crowd->statuses);
	assert_near(usage->input_spread.mean, middle, 1e-9, crowd->what);
	assert_near(usage->output_spread.mean, 2, 1e-12, crowd->what);
	assert_near(usage->output_spread.sd, 0, 1e-12, crowd->what);
}

static void groups_grow_as_far_as_they_must(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(crowds); i++) {
		const struct crowd *crowd = &crowds[i];
		struct import_options options = {.span = crowd->asked};
		struct buffer text = {0};
		struct log_read reading;

		make(&text, crowd);
		reading = read_good(text.text, &options, crowd->what);
		assert_int_equal(reading.import->span, crowd->span);
		assert_int_equal(reading.import->joins_statuses, crowd->joins_statuses);
		assert_int_equal(reading.import->joins_regions, crowd->joins_regions);
		assert_int_equal(reading.import->group_count,
				 crowd->models * crowd->spans *
				     (crowd->joins_statuses ? 1 : crowd->statuses) *
				     (crowd->joins_regions ? 1 : crowd->regions));
		for (size_t g = 0; g < reading.import->group_count; g++)
			check_group(crowd, reading.import, g);
		check_total(crowd, &reading.import->total.usage);
		reading_free(&reading);
		buffer_free(&text);
	}
}

/* Failed requests of rows that stand for several are told by a column, or by their status. */
static void failures_of_daily_tables_are_kept(void **state)
{
	enum { MODELS = 120, REGIONS = 100 };
	struct buffer text = {0};
	struct log_read reading;

	(void)state;
	buffer_text(&text, "timestamp,model,region,requests,failed_requests,input_tokens,"
			   "output_tokens,status\n");
	for (size_t i = 0; i < 2 * MODELS * REGIONS; i++)
		buffer_printf(&text, "2025-03-01,m%zu,r%zu,5,2,7,1,%s\n", i % MODELS,
			      i / MODELS % REGIONS, i < MODELS * REGIONS ? "ok" : "error");
	reading = read_good(text.text, NULL, "daily table");
	assert_true(reading.import->joins_regions);
	assert_int_equal(reading.import->group_count, MODELS);
	for (size_t i = 0; i < MODELS; i++) {
		assert_int_equal(reading.import->groups[i].requests, 10 * REGIONS);
		assert_int_equal(reading.import->groups[i].failed_requests, 7 * REGIONS);
		assert_int_equal(reading.import->groups[i].input_tokens, 14 * REGIONS);
	}
	assert_int_equal(reading.import->total.usage.failed_requests, 7 * MODELS * REGIONS);
	reading_free(&reading);
	buffer_free(&text);
}

static void paths_and_threads_agree(void **state)
{
	static const unsigned threads[] = {1, 2, 7};
	const struct usage_scanner *scanners[3];
	size_t scanner_count = usage_scanners_all(scanners);

	(void)state;
	for (size_t i = 0; i < COUNT(crowds); i++) {
		struct buffer text = {0}, careful = {0};

		if (crowds[i].asked != SPAN_AUTO)
			continue;
		make(&text, &crowds[i]);
		/* Too large for a batch. */
		buffer_text(&text, "2025-01-01T00:30:00Z,m00001,r000,300000000000000,2,100,"
				   "3600,500\n");
		same_read(text.text, text.length, NULL, 1, &careful);
		for (size_t k = 0; k < COUNT(threads) * scanner_count; k++) {
			struct buffer fast = {0};

			same_read(text.text, text.length, scanners[k % scanner_count],
				  threads[k / scanner_count], &fast);
			if (strcmp(fast.text, careful.text) != 0)
				fail_msg("%s: %s, %u threads", crowds[i].what,
					 scanners[k % scanner_count]->name,
					 threads[k / scanner_count]);
			buffer_free(&fast);
		}
		buffer_free(&text);
		buffer_free(&careful);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(groups_grow_as_far_as_they_must),
	    cmocka_unit_test(failures_of_daily_tables_are_kept),
	    cmocka_unit_test(paths_and_threads_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
