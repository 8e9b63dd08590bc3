/* Sessions of Claude Code, and streams of Anthropic's API: records with message.usage.
 *
 * One answer is written as several lines, one for each of its blocks, each with the counts so
 * far; a session that is resumed begins with a copy of the one before; and of a stream the
 * first event has the input and the last the output. So each answer counts once, by its id,
 * with the highest counts that its lines have: a later line adds what it has more, and no
 * request. */

#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/import_json_answers.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/usage.h"

static const char *const counts[] = {"input_tokens", "cache_read_input_tokens",
				     "cache_creation_input_tokens", "output_tokens"};

struct claude {
	struct answers answers;
	const char *model; /* of the stream at hand, or NULL */
	size_t stream;
};

static const struct usage_name names[] = {
    {USAGE_KIND, "kind", USAGE_PLAIN},
    {USAGE_TIME, "timestamp", USAGE_PLAIN},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_REQUESTS, "requests", USAGE_PLAIN},
    {USAGE_FRESH, "input_tokens", USAGE_PLAIN},
    {USAGE_CACHED_APART, "cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_WRITTEN_APART, "cache_creation_input_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "output_tokens", USAGE_PLAIN},
};

static const char *const kinds[] = {"answer", NULL};

static const char *const assumptions[] = {
    "an answer counts once, with the highest counts that lines with its message.id have",
    "input_tokens leave out what was read from a cache or written to one, as Anthropic counts "
    "them: all three are added",
    NULL};

static void print_kind(const char *kind, struct buffer *out)
{
	cJSON *flat = cJSON_CreateObject();

	cJSON_AddStringToObject(flat, "kind", kind);
	json_tree_print(flat, out);
	cJSON_Delete(flat);
}

static void put_answer(struct claude *claude, size_t number, bool first, const cJSON *record,
		       const cJSON *usage, struct buffer *out)
{
	cJSON *flat = cJSON_CreateObject();
	bool more;

	cJSON_AddStringToObject(flat, "timestamp", json_tree_text(record, "timestamp"));
	cJSON_AddStringToObject(flat, "model", claude->model ? claude->model : "");
	if (!first)
		cJSON_AddNumberToObject(flat, "requests", 0);
	more = answers_add(&claude->answers.items[number], usage, "", counts,
			   sizeof counts / sizeof *counts, flat);
	cJSON_AddStringToObject(flat, "kind", first || more ? "answer" : "repeated");
	json_tree_print(flat, out);
	cJSON_Delete(flat);
}

/* Claude Code writes errors as answers of a model that it calls synthetic. */
static bool is_answer(const cJSON *message)
{
	return cJSON_IsObject(json_tree_member(message, "usage")) &&
	       strcmp(json_tree_text(message, "model"), "<synthetic>") != 0;
}

static void take_message(struct intake *intake, const cJSON *record, const cJSON *message,
			 struct buffer *out)
{
	struct claude *claude = intake->state;
	struct buffer id = {0};
	bool first;

	if (!is_answer(message)) {
		print_kind("other", out);
		return;
	}
	if (*json_tree_text(message, "id"))
		buffer_printf(&id, "%s %s", json_tree_text(message, "id"),
			      json_tree_text(record, "requestId"));
	claude->stream = answers_find(intake, &claude->answers, id.text ? id.text : "", &first);
	claude->model = arena_text(intake->arena, json_tree_text(message, "model"));
	put_answer(claude, claude->stream, first, record, json_tree_member(message, "usage"),
		   out);
	buffer_free(&id);
}

/* The last event of a stream counts for the answer that the stream began with. */
static void take_delta(struct intake *intake, const cJSON *record, struct buffer *out)
{
	struct claude *claude = intake->state;

	if (!claude->model) {
		print_kind("answer", out);
		return;
	}
	put_answer(claude, claude->stream, false, record, json_tree_member(record, "usage"),
		   out);
}

static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	const cJSON *event = json_tree_member(record, "event");
	const cJSON *inner = cJSON_IsObject(event) ? event : record;
	const cJSON *message = json_tree_member(inner, "message");
	const char *type = json_tree_text(inner, "type");

	if (cJSON_IsObject(message))
		take_message(intake, inner, message, out);
	else if (strcmp(type, "message_delta") == 0)
		take_delta(intake, inner, out);
	else if (cJSON_IsObject(json_tree_member(inner, "usage")) &&
		 strcmp(type, "result") != 0)
		print_kind("answer", out); /* of another format: at fault, it has no counts */
	else
		print_kind("other", out);
	return true;
}

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .kinds = kinds,
    .expand = expand,
    .assumptions = assumptions,
};

static bool has(const struct csv_row *header, const char *path)
{
	return csv_column(header, path) != SIZE_MAX;
}

/* A session may begin with long lines that are no answers. */
static bool claims(const struct csv_row *header)
{
	return has(header, "message.usage.input_tokens") ||
	       has(header, "message.usage.output_tokens") ||
	       (has(header, "sessionId") && has(header, "uuid") && has(header, "parentUuid"));
}

const struct importer import_json_claude = {
    .name = "claude",
    .needs = "records with message.usage, as Claude Code writes them",
    .state_size = sizeof(struct claude),
    .claims = claims,
    .plan = &plan,
};
