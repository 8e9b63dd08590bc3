/* OpenAI's usage of completions: the export of its console (CSV, TSV) and pages of its API. A
 * row is what one project, user, key and model used within a span of time, a day or an hour. */

#include <stdint.h>

#include <cjson/cJSON.h>

#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/usage.h"

/* end_time is the end of the span, not of a request. */
static const struct usage_name names[] = {
    {USAGE_TIME, "start_time", USAGE_SECONDS},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_REQUESTS, "num_model_requests", USAGE_PLAIN},
    {USAGE_INPUT, "input_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "input_cached_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "output_tokens", USAGE_PLAIN},
};

static const char *const assumptions[] = {
    "a row is what was used within a span of time: its hour is the first of it",
    "cached tokens are part of the input", NULL};

/* A page holds spans, and a span its results. */
static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	const cJSON *start = json_tree_member(record, "start_time");
	const cJSON *results = json_tree_member(record, "results"), *result;

	(void)intake;
	if (!cJSON_IsArray(results) || !cJSON_IsNumber(start))
		return false;
	cJSON_ArrayForEach(result, results)
	{
		cJSON *flat = cJSON_Duplicate(result, true);

		cJSON_AddNumberToObject(flat, "start_time", start->valuedouble);
		json_tree_print(flat, out);
		cJSON_Delete(flat);
	}
	return true;
}

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .expand = expand,
    .assumptions = assumptions,
};

static bool has(const struct csv_row *header, const char *name)
{
	return csv_column(header, name) != SIZE_MAX;
}

static bool claims(const struct csv_row *header)
{
	if (!has(header, "start_time") || !has(header, "end_time"))
		return false;
	return (has(header, "num_model_requests") && has(header, "input_tokens") &&
		has(header, "output_tokens")) ||
	       (has(header, "object") && has(header, "results"));
}

const struct importer import_json_openai_usage = {
    .name = "openai-usage",
    .needs = "start_time, end_time, num_model_requests, input_tokens and output_tokens",
    .claims = claims,
    .plan = &plan,
};
