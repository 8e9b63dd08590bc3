/* Answers of model APIs with their usage objects: OpenAI and servers compatible with it (chat,
 * completions, responses, embeddings, lines of batch outputs), and Anthropic messages. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

/* An answer stands at the top of a record, or below one of these. */
#define BODIES(ROLE, path, unit)                                                               \
	{ROLE, path, unit}, {ROLE, "response.body." path, unit},                               \
	{                                                                                      \
		ROLE, "response." path, unit                                                   \
	}
#define COUNTS(ROLE, path) BODIES(ROLE, "usage." path, USAGE_PLAIN)

static const struct usage_name names[] = {
    /* What loggers put beside the answer comes first. */
    {USAGE_TIME, "timestamp", USAGE_PLAIN},
    {USAGE_TIME, "time", USAGE_PLAIN},
    {USAGE_TIME, "start_time", USAGE_PLAIN},
    {USAGE_TIME, "startTime", USAGE_PLAIN},
    {USAGE_TIME, "ts", USAGE_PLAIN},
    BODIES(USAGE_TIME, "created", USAGE_SECONDS),
    BODIES(USAGE_TIME, "created_at", USAGE_SECONDS),
    {USAGE_END, "end_time", USAGE_PLAIN},
    {USAGE_END, "endTime", USAGE_PLAIN},
    BODIES(USAGE_MODEL, "model", USAGE_PLAIN),
    {USAGE_REGION, "region", USAGE_PLAIN},
    {USAGE_STATUS, "response.status_code", USAGE_PLAIN},
    {USAGE_STATUS, "status_code", USAGE_PLAIN},
    {USAGE_STATUS, "statusCode", USAGE_PLAIN},
    BODIES(USAGE_STATUS, "status", USAGE_PLAIN),
    {USAGE_KIND, "type", USAGE_PLAIN},
    {USAGE_KIND, "object", USAGE_PLAIN},
    /* OpenAI: cached tokens are in the input, reasoning tokens in the output. */
    COUNTS(USAGE_INPUT, "prompt_tokens"),
    COUNTS(USAGE_CACHED, "prompt_tokens_details.cached_tokens"),
    COUNTS(USAGE_CACHED, "input_tokens_details.cached_tokens"),
    /* DeepSeek's and Moonshot's own names. */
    COUNTS(USAGE_CACHED, "prompt_cache_hit_tokens"),
    COUNTS(USAGE_CACHED, "cached_tokens"),
    COUNTS(USAGE_OUTPUT, "completion_tokens"),
    COUNTS(USAGE_OUTPUT, "output_tokens"),
    COUNTS(USAGE_REASONING, "completion_tokens_details.reasoning_tokens"),
    COUNTS(USAGE_REASONING, "output_tokens_details.reasoning_tokens"),
    COUNTS(USAGE_TOTAL, "total_tokens"),
    /* Anthropic: the input is without what was read from or written to the cache. OpenAI's
     * responses have the same name for all of the input, and none of the other two. */
    COUNTS(USAGE_FRESH, "input_tokens"),
    COUNTS(USAGE_CACHED_APART, "cache_read_input_tokens"),
    COUNTS(USAGE_WRITTEN_APART, "cache_creation_input_tokens"),
    {USAGE_LATENCY, "latency_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "duration_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "latency_s", USAGE_SECONDS},
    {USAGE_LATENCY, "duration_s", USAGE_SECONDS},
    {USAGE_ENERGY, "energy_j", USAGE_JOULES},
    {USAGE_ENERGY, "energy_mj", USAGE_MILLIJOULES},
    {USAGE_ENERGY, "energy_wh", USAGE_WATT_HOURS},
    {USAGE_ENERGY, "energy_kwh", USAGE_KILOWATT_HOURS},
};

/* Chunks of a stream have usage: null but for the last one; events have none but for the last.
 */
static const char *const pieces[] = {"chat.completion.chunk",
				     "text_completion",
				     "response.*",
				     "message_start",
				     "content_block_*",
				     "ping",
				     "message_stop",
				     NULL};

static const char *const assumptions[] = {
    "cached tokens are part of prompt_tokens and input_tokens, reasoning tokens part of the "
    "output, as OpenAI counts them; cache_read_input_tokens and cache_creation_input_tokens "
    "are not part of input_tokens, as Anthropic counts them",
    "of a streamed answer one chunk alone holds counts", NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .pieces = pieces,
    .total_is_sum = true,
    .assumptions = assumptions,
};

static bool has(const struct csv_row *header, const char *path)
{
	return csv_column(header, path) != SIZE_MAX;
}

/* A usage object with one of the two pairs of names, wherever the answer stands, or the chunks
 * of a stream. Logs of gateways may hold an answer beside counts of their own. */
static bool claims(const struct csv_row *header)
{
	if (has(header, "prompt_tokens") || has(header, "message.usage.input_tokens"))
		return false;
	return usage_has(&plan, header, USAGE_INPUT) ||
	       (usage_has(&plan, header, USAGE_FRESH) &&
		usage_has(&plan, header, USAGE_OUTPUT)) ||
	       (has(header, "usage") && has(header, "object") && has(header, "created") &&
		has(header, "model"));
}

const struct importer import_openai = {
    .name = "openai",
    .needs = "records with usage.prompt_tokens, or with usage.input_tokens and "
	     "usage.output_tokens, at the top or below response.body",
    .claims = claims,
    .plan = &plan,
};
