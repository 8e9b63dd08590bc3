/* The report of an import says what a log holds and what was assumed. */

#include "tests/near.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/import.h"
#include "reports/reports.h"

static struct import_skip skips[] = {{.reason = "not a number in power.draw",
				      .fault = true,
				      .count = 7,
				      .lines = {12, 15, 19, 20, 33}}};
static const char *assumptions[] = {"timestamps are UTC"};
static struct import_group groups[52];

static struct import sample(void)
{
	struct import import = {
	    .file = "gpu.csv",
	    .format = "nvidia-smi",
	    .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	    .rows_read = 20007,
	    .rows_used = 20000,
	    .skips = skips,
	    .skip_count = 1,
	    .first = "2024-01-01T00:00:00Z",
	    .last = "2024-01-01T00:48:00Z",
	    .covered_s = 2880.454,
	    .gaps = {.count = 84,
		     .bridged = 83,
		     .bridged_s = 329.1,
		     .bridged_kwh = 0.025575,
		     .left_out_s = 61},
	    .pue = NAN,
	    .coverage = NAN,
	    .metered_at = METERED_ACCELERATOR,
	    .accelerator = "NVIDIA GeForce RTX 4090",
	    .accelerators = 1,
	    .total = {.rows = 20000,
		      .has_energy = true,
		      .energy_kwh = 0.223853,
		      .energy_it_kwh = 0.223853,
		      .device_hours = 0.800126,
		      .emissions_kg = NAN},
	    .assumptions = assumptions,
	    .assumption_count = 1,
	    .not_counted = "PSU, fans and network of the host, typically 5-40 %",
	};

	return import;
}

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static struct buffer print(const struct import *import, enum format format)
{
	struct buffer out = {0};

	report_import(&(struct import_report){.import = import}, NULL, format,
		      &(struct report_style){0}, &out);
	return out;
}

static void says_what_was_found(void **state)
{
	static const char *const parts[] = {
	    "gpu.csv: nvidia-smi",
	    "20,007",
	    "7: not a number in power.draw (lines 12, 15, 19, 20, 33, ...)",
	    "2880.454 s",
	    "83 gaps of 329.1 s in all, 0.025575 kWh inside the energy",
	    "61 s without a reading, outside the energy",
	    "0.223853 kWh",
	    "NVIDIA GeForce RTX 4090",
	    "timestamps are UTC",
	    "not counted: PSU, fans and network",
	};
	struct import import = sample();
	struct buffer out = print(&import, FORMAT_TEXT);

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(out.text, parts[i]);
	assert_null(strstr(out.text, "requests"));
	assert_null(strstr(out.text, "without PUE"));
	buffer_free(&out);
}

static void shows_energy_without_the_pue_of_the_log(void **state)
{
	struct import import = sample();
	struct buffer out;

	(void)state;
	import.pue = 1.5;
	import.total.energy_it_kwh = 0.149235;
	out = print(&import, FORMAT_TEXT);
	assert_holds(out.text, "0.149235 kWh (the log holds a PUE of 1.5)");
	buffer_free(&out);
}

static void shows_the_regions_with_the_most_of_many_groups(void **state)
{
	static const char *const regions[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
					      "j", "k", "l", "m", "n", "o", "p", "q", "r",
					      "s", "t", "u", "v", "w", "x", "y", "z"};
	struct import import = sample();
	struct buffer out;

	(void)state;
	for (size_t i = 0; i < 52; i++)
		groups[i] = (struct import_group){.model = "m",
						  .region = regions[i / 2],
						  .hour = "2023-11-16T18",
						  .requests = i / 2 + 1};
	import.span = SPAN_HOUR;
	import.groups = groups;
	import.group_count = 52;
	out = print(&import, FORMAT_TEXT);
	assert_holds(out.text, "Requests by model and region\n");
	assert_holds(out.text, "m      z             52\n");
	assert_holds(out.text, "... and 2 more\n");
	assert_holds(out.text, "52 groups by model, region, hour and status are in JSON.");
	buffer_free(&out);
	import.joins_statuses = import.joins_regions = true;
	out = print(&import, FORMAT_TEXT);
	assert_holds(out.text, "52 groups by model are in JSON.");
	assert_holds(out.text, "By region, time and status they would be too many;");
	buffer_free(&out);
	out = print(&import, FORMAT_JSON);
	assert_holds(out.text, "\"groups_by\":\t\"model\"");
	buffer_free(&out);
}

static double number_at(const cJSON *root, const char *first, const char *second)
{
	const cJSON *node = cJSON_GetObjectItemCaseSensitive(root, first);

	if (second)
		node = cJSON_GetObjectItemCaseSensitive(node, second);
	if (!cJSON_IsNumber(node))
		fail_msg("%s.%s has no number", first, second ? second : "");
	return node->valuedouble;
}

static void keeps_the_keys_of_the_json_result(void **state)
{
	struct import import = sample();
	struct buffer out;
	cJSON *root;

	(void)state;
	import.total.usage = (struct import_usage){.known = true,
						   .has_tokens = true,
						   .requests = 8819,
						   .input_tokens = UINT64_C(1) << 60};
	out = print(&import, FORMAT_JSON);
	root = cJSON_Parse(out.text);
	assert_non_null(root);
	assert_near(number_at(root, "rows", "used"), 20000, 0, "rows.used");
	assert_near(number_at(root, "time", "gaps"), 84, 0, "time.gaps");
	assert_near(number_at(root, "energy", "value"), 0.223853, 0, "energy.value");
	assert_near(number_at(root, "energy_it", "value"), 0.223853, 0, "energy_it.value");
	assert_near(number_at(root, "requests", NULL), 8819, 0, "requests");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(root, "pue")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(root, "cached_tokens")));
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(root, "input_tokens")),
			    "1152921504606846976");
	cJSON_Delete(root);
	buffer_free(&out);
}

static void leaves_what_a_log_does_not_tell_null(void **state)
{
	static const char *const keys[] = {"energy",	   "energy_it",	    "requests",
					   "input_tokens", "output_tokens", "failed_requests"};
	struct import import = sample();
	struct buffer out;
	cJSON *root;

	(void)state;
	import.total.has_energy = false;
	out = print(&import, FORMAT_JSON);
	root = cJSON_Parse(out.text);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!cJSON_IsNull(cJSON_GetObjectItem(root, keys[i])))
			fail_msg("%s is not null", keys[i]);
	cJSON_Delete(root);
	buffer_free(&out);
	out = print(&import, FORMAT_TEXT);
	assert_holds(out.text, "not in this log");
	buffer_free(&out);
}

static void prints_fields_as_csv(void **state)
{
	struct import import = sample();
	struct buffer out = print(&import, FORMAT_CSV);

	(void)state;
	assert_holds(out.text, "field,value,unit\r\nrows_read,20007,\r\n");
	assert_holds(out.text, "\r\nenergy,0.223853,kWh\r\n");
	assert_holds(out.text, "\r\nrequests,,\r\n");
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_what_was_found),
	    cmocka_unit_test(shows_energy_without_the_pue_of_the_log),
	    cmocka_unit_test(shows_the_regions_with_the_most_of_many_groups),
	    cmocka_unit_test(keeps_the_keys_of_the_json_result),
	    cmocka_unit_test(leaves_what_a_log_does_not_tell_null),
	    cmocka_unit_test(prints_fields_as_csv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
