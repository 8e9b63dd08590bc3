/* The generic usage log: a table or JSON lines of requests whose columns or keys have the usual
 * names. Durations and energies are read where the name tells their unit; "energy_mj" and
 * "energy_mwh" are not read: m may be milli or mega.
 *
 * Names that begin with "cache" and tell of reading and writing come from Anthropic, whose
 * input leaves out both; beside "prompt", which is OpenAI's word for all of the input, they are
 * parts of it. "cached" and "cache hit" are parts of the input everywhere. */

#include <stdint.h>

#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/usage.h"

#define APART(ROLE, name)                                                                      \
	{ROLE, name, USAGE_PLAIN},                                                             \
	{                                                                                      \
		ROLE, "usage." name, USAGE_PLAIN                                               \
	}

static const struct usage_name names[] = {
    {USAGE_TIME, "timestamp", USAGE_PLAIN},
    {USAGE_TIME, "time", USAGE_PLAIN},
    {USAGE_TIME, "datetime", USAGE_PLAIN},
    {USAGE_TIME, "created_at", USAGE_PLAIN},
    {USAGE_TIME, "created", USAGE_PLAIN},
    {USAGE_TIME, "createdAt", USAGE_PLAIN},
    {USAGE_TIME, "start_time", USAGE_PLAIN},
    {USAGE_TIME, "startTime", USAGE_PLAIN},
    {USAGE_TIME, "started_at", USAGE_PLAIN},
    {USAGE_TIME, "ts", USAGE_PLAIN},
    {USAGE_TIME, "timestamp_utc", USAGE_PLAIN},
    {USAGE_TIME, "date", USAGE_PLAIN},
    {USAGE_TIME, "timestamp_s", USAGE_SECONDS},
    {USAGE_TIME, "timestamp_ms", USAGE_MILLISECONDS},
    {USAGE_TIME, "timestamp_us", USAGE_MICROSECONDS},
    {USAGE_TIME, "timestamp_ns", USAGE_NANOSECONDS},
    {USAGE_END, "end_time", USAGE_PLAIN},
    {USAGE_END, "endTime", USAGE_PLAIN},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_MODEL, "model_name", USAGE_PLAIN},
    {USAGE_MODEL, "model_id", USAGE_PLAIN},
    {USAGE_MODEL, "modelName", USAGE_PLAIN},
    {USAGE_MODEL, "model_permaslug", USAGE_PLAIN},
    {USAGE_REGION, "region", USAGE_PLAIN},
    {USAGE_REGION, "location", USAGE_PLAIN},
    {USAGE_STATUS, "status", USAGE_PLAIN},
    {USAGE_STATUS, "status_code", USAGE_PLAIN},
    {USAGE_STATUS, "http_status", USAGE_PLAIN},
    {USAGE_STATUS, "success", USAGE_TRUTH},
    {USAGE_STATUS, "ok", USAGE_TRUTH},
    {USAGE_REQUESTS, "requests", USAGE_PLAIN},
    {USAGE_REQUESTS, "request_count", USAGE_PLAIN},
    {USAGE_REQUESTS, "num_requests", USAGE_PLAIN},
    {USAGE_FAILED, "failed_requests", USAGE_PLAIN},
    {USAGE_FRESH, "input_tokens", USAGE_PLAIN},
    {USAGE_FRESH, "usage.input_tokens", USAGE_PLAIN},
    {USAGE_FRESH, "tokens_in", USAGE_PLAIN},
    {USAGE_FRESH, "tokens_input", USAGE_PLAIN},
    {USAGE_FRESH, "inputTokens", USAGE_PLAIN},
    {USAGE_FRESH, "tokensIn", USAGE_PLAIN},
    {USAGE_FRESH, "usage.inputTokens", USAGE_PLAIN},
    {USAGE_FRESH, "input.tokens", USAGE_PLAIN},
    {USAGE_FRESH, "input tokens", USAGE_PLAIN},
    {USAGE_INPUT, "prompt_tokens", USAGE_PLAIN},
    {USAGE_INPUT, "tokens_prompt", USAGE_PLAIN},
    {USAGE_INPUT, "usage.prompt_tokens", USAGE_PLAIN},
    {USAGE_INPUT, "promptTokens", USAGE_PLAIN},
    {USAGE_INPUT, "prompt tokens", USAGE_PLAIN},
    {USAGE_INPUT, "usage.promptTokens", USAGE_PLAIN},
    {USAGE_CACHED, "cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "cached_input_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "input_cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "tokens_cached", USAGE_PLAIN},
    {USAGE_CACHED, "cachedTokens", USAGE_PLAIN},
    {USAGE_CACHED, "cachedInputTokens", USAGE_PLAIN},
    {USAGE_CACHED, "prompt_cache_hit_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "cacheHitTokens", USAGE_PLAIN},
    {USAGE_CACHED, "usage.cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "usage.cachedInputTokens", USAGE_PLAIN},
    {USAGE_CACHED, "usage.prompt_cache_hit_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "usage.prompt_tokens_details.cached_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "usage.input_tokens_details.cached_tokens", USAGE_PLAIN},
    APART(USAGE_CACHED_APART, "cache_read_input_tokens"),
    APART(USAGE_CACHED_APART, "cache_read_tokens"),
    APART(USAGE_CACHED_APART, "cacheReadTokens"),
    APART(USAGE_CACHED_APART, "cacheReadInputTokens"),
    APART(USAGE_WRITTEN_APART, "cache_creation_input_tokens"),
    APART(USAGE_WRITTEN_APART, "cache_creation_tokens"),
    APART(USAGE_WRITTEN_APART, "cache_write_tokens"),
    APART(USAGE_WRITTEN_APART, "cacheCreationTokens"),
    APART(USAGE_WRITTEN_APART, "cacheCreationInputTokens"),
    APART(USAGE_WRITTEN_APART, "cacheWriteTokens"),
    {USAGE_OUTPUT, "output_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "completion_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "usage.output_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "usage.completion_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "generated_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "tokens_out", USAGE_PLAIN},
    {USAGE_OUTPUT, "tokens_output", USAGE_PLAIN},
    {USAGE_OUTPUT, "tokens_completion", USAGE_PLAIN},
    {USAGE_OUTPUT, "outputTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "tokensOut", USAGE_PLAIN},
    {USAGE_OUTPUT, "completionTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "usage.outputTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "usage.completionTokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "output.tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "output tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "completion tokens", USAGE_PLAIN},
    {USAGE_REASONING, "reasoning_tokens", USAGE_PLAIN},
    {USAGE_REASONING, "tokens_reasoning", USAGE_PLAIN},
    {USAGE_REASONING, "reasoningTokens", USAGE_PLAIN},
    {USAGE_REASONING, "usage.reasoningTokens", USAGE_PLAIN},
    {USAGE_REASONING, "usage.completion_tokens_details.reasoning_tokens", USAGE_PLAIN},
    {USAGE_REASONING, "usage.output_tokens_details.reasoning_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "total_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "usage.total_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "totalTokens", USAGE_PLAIN},
    {USAGE_TOTAL, "total tokens", USAGE_PLAIN},
    {USAGE_LATENCY, "latency_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "duration_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "elapsed_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "response_time_ms", USAGE_MILLISECONDS},
    {USAGE_LATENCY, "latency_s", USAGE_SECONDS},
    {USAGE_LATENCY, "duration_s", USAGE_SECONDS},
    {USAGE_LATENCY, "elapsed_s", USAGE_SECONDS},
    {USAGE_LATENCY, "latency_seconds", USAGE_SECONDS},
    {USAGE_LATENCY, "duration_seconds", USAGE_SECONDS},
    {USAGE_LATENCY, "elapsed_seconds", USAGE_SECONDS},
    {USAGE_ENERGY, "energy_j", USAGE_JOULES},
    {USAGE_ENERGY, "energy_joules", USAGE_JOULES},
    {USAGE_ENERGY, "energy_millijoules", USAGE_MILLIJOULES},
    {USAGE_ENERGY, "energy_kj", USAGE_KILOJOULES},
    {USAGE_ENERGY, "energy_wh", USAGE_WATT_HOURS},
    {USAGE_ENERGY, "energy_kwh", USAGE_KILOWATT_HOURS},
    {USAGE_IMAGES, "images", USAGE_PLAIN},
    {USAGE_IMAGES, "num_images", USAGE_PLAIN},
};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .total_is_sum = true,
};

/* Not what was used within spans of time: their end is not the end of a request. */
static bool claims(const struct csv_row *header)
{
	return csv_column(header, "start_time_iso") == SIZE_MAX &&
	       (usage_has(&plan, header, USAGE_INPUT) ||
		usage_has(&plan, header, USAGE_FRESH)) &&
	       usage_has(&plan, header, USAGE_OUTPUT);
}

const struct importer import_usage_log = {
    .name = "usage-log",
    .needs = "columns such as input_tokens and output_tokens",
    .generic = true,
    .claims = claims,
    .plan = &plan,
};
