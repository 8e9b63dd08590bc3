/* OpenTelemetry traces as OTLP JSON: spans of requests to models, by the GenAI conventions and
 * their older names. */

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/usage.h"

/* Span ids are eight bytes in hexadecimal. Parents are remembered across batches as long as no
 * later one takes their place. */
enum { LONGEST_ID = 32, REMEMBERED = 1 << 16 };

struct otel {
	char (*parents)[LONGEST_ID + 1];
};

static const struct usage_name names[] = {
    {USAGE_TIME, "start", USAGE_NANOSECONDS},
    {USAGE_END, "end", USAGE_NANOSECONDS},
    {USAGE_MODEL, "gen_ai.response.model", USAGE_PLAIN},
    {USAGE_MODEL, "gen_ai.request.model", USAGE_PLAIN},
    {USAGE_MODEL, "llm.response.model", USAGE_PLAIN},
    {USAGE_MODEL, "llm.request.model", USAGE_PLAIN},
    {USAGE_MODEL, "llm.model_name", USAGE_PLAIN},
    {USAGE_REGION, "cloud.region", USAGE_PLAIN},
    {USAGE_STATUS, "status", USAGE_PLAIN},
    {USAGE_KIND, "kind", USAGE_PLAIN},
    {USAGE_INPUT, "gen_ai.usage.input_tokens", USAGE_PLAIN},
    {USAGE_INPUT, "gen_ai.usage.prompt_tokens", USAGE_PLAIN},
    {USAGE_INPUT, "llm.usage.prompt_tokens", USAGE_PLAIN},
    {USAGE_INPUT, "llm.token_count.prompt", USAGE_PLAIN},
    {USAGE_CACHED, "gen_ai.usage.cache_read.input_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "gen_ai.usage.cache_read_input_tokens", USAGE_PLAIN},
    {USAGE_CACHED, "llm.token_count.prompt_details.cache_read", USAGE_PLAIN},
    {USAGE_OUTPUT, "gen_ai.usage.output_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "gen_ai.usage.completion_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "llm.usage.completion_tokens", USAGE_PLAIN},
    {USAGE_OUTPUT, "llm.token_count.completion", USAGE_PLAIN},
    {USAGE_REASONING, "gen_ai.usage.reasoning.output_tokens", USAGE_PLAIN},
    {USAGE_REASONING, "gen_ai.usage.reasoning_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "gen_ai.usage.total_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "llm.usage.total_tokens", USAGE_PLAIN},
    {USAGE_TOTAL, "llm.token_count.total", USAGE_PLAIN},
};

/* Beside the names above: what a log may be filtered and split by. Nothing else of a span is
 * looked at, prompts and answers least of all. */
static const char *const labels[] = {"gen_ai.operation.name",  "gen_ai.provider.name",
				     "gen_ai.system",	       "service.name",
				     "service.namespace",      "server.address",
				     "cloud.provider",	       "deployment.environment.name",
				     "deployment.environment", "error.type"};

static const char *const kinds[] = {"request", NULL};
static const char *const succeeded[] = {"ok", NULL};

static const char *const assumptions[] = {"spans of agents, workflows and tools are no "
					  "requests, nor are spans with spans of requests "
					  "below them, which repeat their tokens",
					  "cached tokens are part of the input", NULL};

struct span {
	const cJSON *json, *resource;
	const char *id, *parent; /* "" where there is none */
	bool is_request, is_covered;
};

struct spans {
	struct span *items;
	size_t count, room;
};

static const char *id_of(const cJSON *span, const char *key)
{
	const char *id = json_tree_text(span, key);

	return strlen(id) <= LONGEST_ID ? id : "";
}

/* ---- Attributes: [{key, value: {stringValue | intValue | ...}}] ---- */

static const cJSON *attribute(const cJSON *holder, const char *name)
{
	const cJSON *list = json_tree_member(holder, "attributes");
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
	{
		const cJSON *value = json_tree_member(item, "value");

		if (strcmp(json_tree_text(item, "key"), name) == 0)
			return value ? value->child : NULL;
	}
	return NULL;
}

static void copy_attribute(cJSON *flat, const struct span *span, const char *name)
{
	const cJSON *value = attribute(span->json, name);

	if (!value)
		value = attribute(span->resource, name);
	if (cJSON_IsString(value))
		cJSON_AddStringToObject(flat, name, value->valuestring);
	else if (cJSON_IsNumber(value))
		cJSON_AddNumberToObject(flat, name, value->valuedouble);
}

/* ---- Which spans are requests ---- */

static bool has_tokens(const cJSON *json)
{
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if ((names[i].role == USAGE_INPUT || names[i].role == USAGE_OUTPUT ||
		     names[i].role == USAGE_TOTAL) &&
		    attribute(json, names[i].name))
			return true;
	return false;
}

/* By the operation; where none is named, by its tokens. */
static bool is_request(const cJSON *json)
{
	static const char *const operations[] = {"chat", "generate_content", "text_completion",
						 "completion", "embeddings"};
	const char *name = cJSON_GetStringValue(attribute(json, "gen_ai.operation.name"));
	size_t i;

	for (i = 0; name && i < sizeof operations / sizeof *operations; i++)
		if (strcmp(name, operations[i]) == 0)
			return true;
	return !name && has_tokens(json);
}

static void add_span(struct spans *spans, const cJSON *json, const cJSON *resource)
{
	if (spans->count == spans->room) {
		spans->room = spans->room ? 2 * spans->room : 64;
		spans->items = realloc(spans->items, spans->room * sizeof *spans->items);
		if (!spans->items)
			abort();
	}
	spans->items[spans->count++] = (struct span){.json = json,
						     .resource = resource,
						     .id = id_of(json, "spanId"),
						     .parent = id_of(json, "parentSpanId"),
						     .is_request = is_request(json)};
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct span *)a)->id, ((const struct span *)b)->id);
}

static struct span *find_span(const struct spans *spans, const char *id)
{
	struct span key = {.id = id};

	if (*id == '\0')
		return NULL;
	return bsearch(&key, spans->items, spans->count, sizeof key, by_id);
}

static char *parent_slot(const struct otel *otel, const char *id)
{
	size_t hash = 5381; /* of D. J. Bernstein: any spread will do */

	for (; *id; id++)
		hash = hash * 33 + (unsigned char)*id;
	return otel->parents[hash % REMEMBERED];
}

/* Everything above a span holds its tokens, too. */
static void cover_above(const struct otel *otel, const struct spans *spans, const char *parent)
{
	struct span *span;

	while ((span = find_span(spans, parent)) && !span->is_covered) {
		span->is_covered = true;
		parent = span->parent;
	}
	if (!span && *parent)
		memcpy(parent_slot(otel, parent), parent, strlen(parent) + 1);
}

/* Spans end, and are exported, before those above them. */
static void cover_parents(const struct otel *otel, const struct spans *spans)
{
	size_t i;

	for (i = 0; i < spans->count; i++) {
		struct span *span = &spans->items[i];
		bool is_known = *span->id && strcmp(parent_slot(otel, span->id), span->id) == 0;

		span->is_covered |= is_known;
		if (is_known || (span->is_request && has_tokens(span->json)))
			cover_above(otel, spans, span->parent);
	}
}

/* ---- A span as a flat record ---- */

static bool has_failed(const cJSON *json)
{
	const cJSON *code = json_tree_at(json, "status.code");
	const char *name = cJSON_GetStringValue(code);

	return (cJSON_IsNumber(code) && code->valuedouble == 2) ||
	       (name && strcmp(name, "STATUS_CODE_ERROR") == 0);
}

static void copy_time(cJSON *flat, const char *name, const cJSON *json, const char *key)
{
	const cJSON *time = json_tree_member(json, key);

	if (cJSON_IsString(time))
		cJSON_AddStringToObject(flat, name, time->valuestring);
	else if (cJSON_IsNumber(time))
		cJSON_AddNumberToObject(flat, name, time->valuedouble);
}

static void put_span(const struct span *span, struct buffer *out)
{
	cJSON *flat = cJSON_CreateObject();
	size_t i;

	cJSON_AddStringToObject(flat, "kind",
				span->is_request && !span->is_covered ? "request" : "other");
	copy_time(flat, "start", span->json, "startTimeUnixNano");
	copy_time(flat, "end", span->json, "endTimeUnixNano");
	cJSON_AddStringToObject(flat, "status", has_failed(span->json) ? "error" : "ok");
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strchr(names[i].name, '.'))
			copy_attribute(flat, span, names[i].name);
	for (i = 0; i < sizeof labels / sizeof *labels; i++)
		copy_attribute(flat, span, labels[i]);
	json_tree_print(flat, out);
	cJSON_Delete(flat);
}

static void collect(struct spans *spans, const cJSON *record)
{
	const cJSON *resource = json_tree_member(record, "resource");
	const cJSON *scope, *json;

	cJSON_ArrayForEach(scope, json_tree_member(record, "scopeSpans"))
	{
		cJSON_ArrayForEach(json, json_tree_member(scope, "spans"))
		{
			if (cJSON_IsObject(json))
				add_span(spans, json, resource);
		}
	}
}

static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	struct otel *otel = intake->state;
	struct spans spans = {0};
	size_t i;

	if (!cJSON_IsArray(json_tree_member(record, "scopeSpans")))
		return false;
	if (!otel->parents)
		otel->parents = arena_alloc(intake->arena, REMEMBERED * sizeof *otel->parents);
	collect(&spans, record);
	if (spans.count)
		qsort(spans.items, spans.count, sizeof *spans.items, by_id);
	cover_parents(otel, &spans);
	for (i = 0; i < spans.count; i++)
		put_span(&spans.items[i], out);
	free(spans.items);
	return true;
}

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .succeeded = succeeded,
    .kinds = kinds,
    .expand = expand,
    .assumptions = assumptions,
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "scopeSpans") != SIZE_MAX;
}

const struct importer import_json_otel = {
    .name = "otel",
    .needs = "resourceSpans with scopeSpans, as OTLP JSON has them",
    .state_size = sizeof(struct otel),
    .claims = claims,
    .plan = &plan,
};
