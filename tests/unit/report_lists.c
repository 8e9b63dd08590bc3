/* Lists of factors, units and keys: tables, everything about a row, JSON and CSV. */

#include "tests/near.h"

#include <cJSON.h>
#include <string.h>

#include "factors/profile.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"
#include "models/scenario.h"
#include "reports/reports.h"

static struct factor sample(void)
{
	struct factor factor = {
	    .id = "electricity/FR/2022/gwp",
	    .activity = "electricity",
	    .region = "FR",
	    .criterion = "gwp",
	    .year = 2022,
	    .value = 78.5,
	    .value_text = "78.5",
	    .spread_text = "x/ 1.2",
	    .quantity = {.unit = unit_of("gCO2e/kWh"), .origin = {.place = {"grid.csv", 7, 0}}},
	    .boundary = "lifecycle",
	    .accounting = "production",
	    .gas_scope = "CO2e",
	    .gwp_set = "",
	    .status = "verified",
	    .source = "owid-ember",
	    .citation = "Ember (2025), row France 2022",
	    .licence = "CC-BY-4.0",
	    .layer = "built-in",
	    .variant = "",
	    .kind = "grid-country",
	    .delivery = "generated",
	    .published = "2023",
	    .locator = "",
	    .note = "",
	};

	factor.quantity.dist = dist_lognormal(78.5 * factor.quantity.unit.scale, 1.2);
	return factor;
}

static struct buffer print(const struct factor *factor, bool detail, enum format format)
{
	struct buffer out = {0};

	if (detail)
		report_profiles(&(struct profile){.title = factor->id, .row = factor}, 1,
				format, &(struct report_style){0}, &out);
	else
		report_factors(&factor, 1, format, &(struct report_style){0}, &out);
	return out;
}

static void assert_prints(const struct factor *factor, bool detail, enum format format,
			  const char *part)
{
	struct buffer out = print(factor, detail, format);

	if (!strstr(out.text, part))
		fail_msg("'%s' is not in:\n%s", part, out.text);
	buffer_free(&out);
}

static void prints_a_row_of_a_table(void **state)
{
	struct factor factor = sample();

	(void)state;
	assert_prints(
	    &factor, false, FORMAT_TEXT,
	    "electricity/FR/2022/gwp  78.50  gCO2e/kWh    55 - 112  lifecycle  verified  "
	    "owid-ember\n");
	assert_prints(&factor, false, FORMAT_MARKDOWN,
		      "| electricity/FR/2022/gwp | 78.50 | gCO2e/kWh | 55 - 112 | lifecycle | "
		      "verified | owid-ember |\n");
	assert_prints(&factor, false, FORMAT_CSV, "\r\nelectricity/FR/2022/gwp,78.5,");
}

static void shows_everything_known(void **state)
{
	static const char *const parts[] = {"lifecycle", "production", "CC-BY-4.0",
					    "grid.csv:7", "Ember (2025)"};
	struct factor factor = sample();
	struct buffer out = print(&factor, true, FORMAT_TEXT);

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_prints(&factor, true, FORMAT_TEXT, parts[i]);
	assert_null(strstr(out.text, "GWP set"));
	assert_null(strstr(out.text, "stepped back"));
	buffer_free(&out);
}

static void tells_an_exact_row(void **state)
{
	struct factor factor = sample();

	(void)state;
	factor.quantity.dist = dist_exact(0);
	assert_prints(&factor, true, FORMAT_TEXT, "none: exact");
	assert_prints(&factor, false, FORMAT_JSON, "\"distribution\":\t\"exact\"");
}

static void keeps_the_keys_of_the_json_result(void **state)
{
	struct factor factor = sample();
	struct buffer out = print(&factor, false, FORMAT_JSON);
	cJSON *root = cJSON_Parse(out.text);
	const cJSON *row = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "factors"), 0);

	(void)state;
	assert_non_null(row);
	assert_near(cJSON_GetObjectItem(row, "value")->valuedouble, 78.5, 1e-15, "value");
	assert_near(cJSON_GetObjectItem(row, "low")->valuedouble, 54.913, 1e-4, "low");
	assert_near(cJSON_GetObjectItem(row, "year")->valuedouble, 2022, 0, "year");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(row, "mix")),
			    "production");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "gwp_set")));
	cJSON_Delete(root);
	buffer_free(&out);
}

static void lists_units_and_keys_in_every_format(void **state)
{
	struct arena *arena = arena_new();
	size_t count;
	const struct key_row *rows = scenario_keys(arena, &count);

	(void)state;
	for (int format = 0; format < FORMAT_DOCUMENTS; format++) {
		struct buffer units = {0}, keys = {0};

		report_units((enum format)format, NULL, &units);
		report_keys(rows, count, (enum format)format, NULL, &keys);
		assert_non_null(strstr(units.text, "kWh"));
		assert_non_null(strstr(keys.text, "lifetime"));
		buffer_free(&units);
		buffer_free(&keys);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(prints_a_row_of_a_table),
	    cmocka_unit_test(shows_everything_known),
	    cmocka_unit_test(tells_an_exact_row),
	    cmocka_unit_test(keeps_the_keys_of_the_json_result),
	    cmocka_unit_test(lists_units_and_keys_in_every_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
