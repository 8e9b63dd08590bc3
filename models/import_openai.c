/* Answers of model APIs with their usage objects: OpenAI and servers compatible with it (chat,
 * completions, responses, embeddings, lines of batch outputs), and Anthropic messages. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/json.h"
#include "lca/base/text.h"
#include "models/import_answers.h"
#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
#include "models/openai_names.def"
};

static const char chunk_object[] = "chat.completion.chunk";

/* Chunks of a stream have usage: null but for the last one; events have none but for the last.
 */
static const char *const pieces[] = {
    chunk_object, "text_completion", "response.*", "message_start", "content_block_*",
    "ping",	  "message_stop",    NULL};

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

/* ---- Streams: the same, but that an answer counts once ---- */

static const struct usage_name stream_names[] = {
    {USAGE_REQUESTS, "requests", USAGE_PLAIN},
#include "models/openai_names.def"
};

static const char *const stream_counts[] = {
    "prompt_tokens",
    "completion_tokens",
    "prompt_tokens_details.cached_tokens",
    "completion_tokens_details.reasoning_tokens",
    "prompt_cache_hit_tokens",
};

static const char *const stream_assumptions[] = {
    "cached tokens are part of prompt_tokens and input_tokens, reasoning tokens part of the "
    "output, as OpenAI counts them",
    "a streamed answer counts once, with the highest counts that chunks with its id have",
    NULL};

static void print(const cJSON *json, struct buffer *out)
{
	char *text = cJSON_PrintUnformatted(json);

	if (!text)
		abort();
	buffer_text(out, text);
	buffer_text(out, "\n");
	cJSON_free(text);
}

/* Servers may put the counts so far into each chunk. */
static void take_chunk(struct intake *intake, const cJSON *chunk, const cJSON *usage,
		       struct buffer *out)
{
	struct answers *answers = intake->state;
	const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(chunk, "id"));
	cJSON *flat = cJSON_Duplicate(chunk, true);
	size_t number;
	bool first;

	cJSON_DeleteItemFromObjectCaseSensitive(flat, "choices");
	cJSON_DeleteItemFromObjectCaseSensitive(flat, "usage");
	number = answers_find(intake, answers, id ? id : "", &first);
	if (!first)
		cJSON_AddNumberToObject(flat, "requests", 0);
	if (answers_add(&answers->items[number], usage, "usage.", stream_counts,
			sizeof stream_counts / sizeof *stream_counts, flat) ||
	    first) {
		print(flat, out);
	} else {
		for (size_t i = 0; i < sizeof stream_counts / sizeof *stream_counts; i++) {
			struct buffer name = {0};

			buffer_printf(&name, "usage.%s", stream_counts[i]);
			cJSON_DeleteItemFromObjectCaseSensitive(flat, name.text);
			buffer_free(&name);
		}
		print(flat, out);
	}
	cJSON_Delete(flat);
}

static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	const char *object =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, "object"));
	const cJSON *usage = cJSON_GetObjectItemCaseSensitive(record, "usage");

	if (object && strcmp(object, chunk_object) == 0 && cJSON_IsObject(usage))
		take_chunk(intake, record, usage, out);
	else
		print(record, out);
	return true;
}

static const struct usage_plan stream_plan = {
    .names = stream_names,
    .count = sizeof stream_names / sizeof *stream_names,
    .pieces = pieces,
    .total_is_sum = true,
    .expand = expand,
    .assumptions = stream_assumptions,
};

static bool has(const struct csv_row *header, const char *path)
{
	return csv_column(header, path) != SIZE_MAX;
}

/* A usage object with one of the two pairs of names, wherever the answer stands, or the chunks
 * of a stream. Logs of gateways may hold an answer beside counts of their own. */
static bool is_known(const struct csv_row *header)
{
	if (has(header, "prompt_tokens") || has(header, "message.usage.input_tokens"))
		return false;
	return usage_has(&plan, header, USAGE_INPUT) ||
	       (usage_has(&plan, header, USAGE_FRESH) &&
		usage_has(&plan, header, USAGE_OUTPUT)) ||
	       (has(header, "usage") && has(header, "object") && has(header, "created") &&
		has(header, "model"));
}

/* Logs with chunks of streams are those of the other importer. */
static bool claims_head(const char *text, size_t length, bool stream)
{
	struct arena *arena = arena_new();
	const struct csv_row *header = json_head(arena, text, length);
	bool known = header && is_known(header);
	bool chunks = false;

	for (size_t i = 0; known && !chunks && i + sizeof chunk_object <= length; i++)
		chunks = memcmp(text + i, chunk_object, sizeof chunk_object - 1) == 0;
	arena_free(arena);
	return known && chunks == stream;
}

static bool claims(const char *text, size_t length)
{
	return claims_head(text, length, false);
}

static bool claims_stream(const char *text, size_t length)
{
	return claims_head(text, length, true);
}

const struct importer import_openai = {
    .name = "openai",
    .needs = "records with usage.prompt_tokens, or with usage.input_tokens and "
	     "usage.output_tokens, at the top or below response.body",
    .claims_text = claims,
    .plan = &plan,
};

const struct importer import_openai_stream = {
    .name = "openai-stream",
    .needs = "chunks of streamed chat completions, one with usage",
    .state_size = sizeof(struct answers),
    .claims_text = claims_stream,
    .plan = &stream_plan,
};
