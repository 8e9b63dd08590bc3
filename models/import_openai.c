/* Answers of model APIs with their usage objects: OpenAI and servers compatible with it (chat,
 * completions, responses, embeddings, lines of batch outputs), and Anthropic messages. */

#include "models/import_openai.h"

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/json.h"
#include "models/intake.h"
#include "models/usage.h"

static const struct usage_name names[] = {
#include "models/openai_names.def"
};

const char import_openai_chunk[] = "chat.completion.chunk";

/* Chunks of a stream have usage: null but for the last one; events have none but for the last.
 */
const char *const import_openai_pieces[] = {import_openai_chunk, "text_completion",
					    "response.*",	 "message_start",
					    "content_block_*",	 "ping",
					    "message_stop",	 NULL};

static const char *const assumptions[] = {
    "cached tokens are part of prompt_tokens and input_tokens, reasoning tokens part of the "
    "output, as OpenAI counts them; cache_read_input_tokens and cache_creation_input_tokens "
    "are not part of input_tokens, as Anthropic counts them",
    "of a streamed answer one chunk alone holds counts",
    "requests are not told apart by id: a log joined twice counts twice", NULL};

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .pieces = import_openai_pieces,
    .total_is_sum = true,
    .assumptions = assumptions,
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
bool import_openai_claims(const char *text, size_t length, bool stream)
{
	struct arena *arena = arena_new();
	const struct csv_row *header = json_head(arena, text, length);
	bool known = header && is_known(header);
	bool chunks = false;

	for (size_t i = 0; known && !chunks && i + sizeof import_openai_chunk <= length; i++)
		chunks =
		    memcmp(text + i, import_openai_chunk, sizeof import_openai_chunk - 1) == 0;
	arena_free(arena);
	return known && chunks == stream;
}

static bool claims(const char *text, size_t length)
{
	return import_openai_claims(text, length, false);
}

const struct importer import_openai = {
    .name = "openai",
    .needs = "records with usage.prompt_tokens, or with usage.input_tokens and "
	     "usage.output_tokens, at the top or below response.body",
    .claims_text = claims,
    .plan = &plan,
};
