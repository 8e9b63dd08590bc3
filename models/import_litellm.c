/* LiteLLM's table of requests, LiteLLM_SpendLogs, as CSV or JSON. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

/* LiteLLM counts all providers as OpenAI does: prompt_tokens hold what was read from a cache or
 * written to one. Of metadata, which a CSV holds as one text, JSON records tell the details. */
#define DETAILS "metadata.additional_usage_values."
#define OBJECT	"metadata.usage_object."

static const struct usage_name names[] = {
    {USAGE_TIME, "startTime", USAGE_PLAIN},
    {USAGE_END, "endTime", USAGE_PLAIN},
    {USAGE_LATENCY, "request_duration_ms", USAGE_MILLISECONDS},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_STATUS, "status", USAGE_PLAIN},
    {USAGE_STATUS, "metadata.status", USAGE_PLAIN},
    {USAGE_CACHE_HIT, "cache_hit", USAGE_PLAIN},
    {USAGE_INPUT, "prompt_tokens", USAGE_PLAIN},
    {USAGE_CACHED, DETAILS "prompt_tokens_details.cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, DETAILS "cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_CACHED, OBJECT "prompt_tokens_details.cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, OBJECT "cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "completion_tokens", USAGE_PLAIN},
    {USAGE_REASONING, DETAILS "completion_tokens_details.reasoning_tokens", USAGE_PLAIN},
    {USAGE_REASONING, OBJECT "completion_tokens_details.reasoning_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "total_tokens", USAGE_PLAIN},
};

static const char *const assumptions[] = {
    "requests with cache_hit True were answered from the "
    "gateway's cache: no model ran, so they "
    "are counted apart",
    "requests are not told apart by id: a log joined twice counts twice", NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .assumptions = assumptions,
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "request_id") != SIZE_MAX &&
	       csv_column(header, "startTime") != SIZE_MAX &&
	       csv_column(header, "endTime") != SIZE_MAX &&
	       csv_column(header, "prompt_tokens") != SIZE_MAX &&
	       csv_column(header, "completion_tokens") != SIZE_MAX;
}

const struct importer import_litellm = {
    .name = "litellm",
    .needs = "the fields request_id, startTime, endTime, prompt_tokens and completion_tokens",
    .claims = claims,
    .plan = &plan,
};
