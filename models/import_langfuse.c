/* Langfuse observations: pages of its API, or its export as CSV or JSONL. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

/* usageDetails is a map of kinds of tokens that do not overlap: where it is made of a usage
 * object of OpenAI, cached tokens are taken out of input and reasoning tokens out of output. */
#define DETAILS "usageDetails."

static const struct usage_name names[] = {
    {USAGE_TIME, "startTime", USAGE_PLAIN},
    {USAGE_END, "endTime", USAGE_PLAIN},
    {USAGE_LATENCY, "latency", USAGE_SECONDS},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_MODEL, "providedModelName", USAGE_PLAIN},
    {USAGE_STATUS, "level", USAGE_PLAIN},
    {USAGE_KIND, "type", USAGE_PLAIN},
    {USAGE_FRESH, DETAILS "input", USAGE_PLAIN},
    {USAGE_CACHED_APART, DETAILS "input_cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED_APART, DETAILS "cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_CACHED_APART, DETAILS "input_cache_read", USAGE_PLAIN},
    {USAGE_WRITTEN_APART, DETAILS "cache_creation_input_tokens", USAGE_PLAIN},
    {USAGE_WRITTEN_APART, DETAILS "input_cache_creation", USAGE_PLAIN},
    {USAGE_OUTPUT, DETAILS "output", USAGE_PLAIN},
    {USAGE_REASONING_APART, DETAILS "output_reasoning_tokens", USAGE_PLAIN},
    {USAGE_REASONING_APART, DETAILS "output_reasoning", USAGE_PLAIN},
    {USAGE_TOTAL, DETAILS "total", USAGE_PLAIN},
    /* Sums over all kinds, as tables have them. */
    {USAGE_INPUT, "inputUsage", USAGE_PLAIN},
    {USAGE_INPUT, "promptTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "outputUsage", USAGE_PLAIN},
    {USAGE_OUTPUT, "completionTokens", USAGE_PLAIN},
    {USAGE_TOTAL, "totalUsage", USAGE_PLAIN},
    {USAGE_TOTAL, "totalTokens", USAGE_PLAIN},
};

static const char *const kinds[] = {"GENERATION", NULL};
static const char *const succeeded[] = {"DEBUG", "DEFAULT", "WARNING", NULL};

static const char *const assumptions[] = {
    "the kinds of tokens in usageDetails do not overlap: cached tokens are added to the input "
    "and reasoning tokens to the output",
    NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .succeeded = succeeded,
    .kinds = kinds,
    .total_is_sum = true,
    .assumptions = assumptions,
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "type") != SIZE_MAX &&
	       csv_column(header, "startTime") != SIZE_MAX &&
	       csv_column(header, "traceId") != SIZE_MAX &&
	       (usage_has(&plan, header, USAGE_FRESH) || usage_has(&plan, header, USAGE_INPUT));
}

const struct importer import_langfuse = {
    .name = "langfuse",
    .needs = "observations with traceId, type, startTime and usageDetails",
    .claims = claims,
    .plan = &plan,
};
