/* Streams of chat completions, chunk by chunk, among other answers of OpenAI's kind. An answer
 * counts once. */

#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/text.h"
#include "models/import_json_answers.h"
#include "models/import_openai.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/usage.h"

static const struct usage_name names[] = {
    {USAGE_REQUESTS, "requests", USAGE_PLAIN},
#include "models/openai_names.def"
};

static const char *const counts[] = {
    "prompt_tokens",
    "completion_tokens",
    "prompt_tokens_details.cached_tokens",
    "completion_tokens_details.reasoning_tokens",
    "prompt_cache_hit_tokens",
};

static const char *const assumptions[] = {
    "cached tokens are part of prompt_tokens and input_tokens, reasoning tokens part of the "
    "output, as OpenAI counts them",
    "a streamed answer counts once, with the highest counts that chunks with its id have",
    NULL};

/* Servers may put the counts so far into each chunk. One that has no more is a piece. */
static void take_chunk(struct intake *intake, const cJSON *chunk, const cJSON *usage,
		       struct buffer *out)
{
	struct answers *answers = intake->state;
	const char *id = json_tree_text(chunk, "id");
	cJSON *flat = cJSON_Duplicate(chunk, true);
	size_t number;
	bool first, more;

	cJSON_DeleteItemFromObjectCaseSensitive(flat, "choices");
	cJSON_DeleteItemFromObjectCaseSensitive(flat, "usage");
	number = answers_find(intake, answers, id, &first);
	if (!first)
		cJSON_AddNumberToObject(flat, "requests", 0);
	more = answers_add(&answers->items[number], usage, "usage.", counts,
			   sizeof counts / sizeof *counts, flat);
	for (size_t i = 0; !first && !more && i < sizeof counts / sizeof *counts; i++) {
		struct buffer name = {0};

		buffer_printf(&name, "usage.%s", counts[i]);
		cJSON_DeleteItemFromObjectCaseSensitive(flat, name.text);
		buffer_free(&name);
	}
	json_tree_print(flat, out);
	cJSON_Delete(flat);
}

static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	const char *object = json_tree_text(record, "object");
	const cJSON *usage = json_tree_member(record, "usage");

	if (strcmp(object, import_openai_chunk) == 0 && cJSON_IsObject(usage))
		take_chunk(intake, record, usage, out);
	else
		json_tree_print(record, out);
	return true;
}

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .pieces = import_openai_pieces,
    .total_is_sum = true,
    .expand = expand,
    .assumptions = assumptions,
};

static bool claims(const char *text, size_t length)
{
	return import_openai_claims(text, length, true);
}

const struct importer import_json_openai_stream = {
    .name = "openai-stream",
    .needs = "chunks of streamed chat completions, one with usage",
    .state_size = sizeof(struct answers),
    .claims_text = claims,
    .plan = &plan,
};
