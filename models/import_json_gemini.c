/* Answers of Gemini with usageMetadata, at the top of a record or below response (batch
 * outputs). Chunks of a stream each have the counts so far: an answer counts once. */

#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/import_json_answers.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/usage.h"

/* Thoughts and what tools put into the prompt are apart from the other two (API reference of
 * UsageMetadata). */
static const struct usage_name names[] = {
    {USAGE_KIND, "kind", USAGE_PLAIN},
    {USAGE_TIME, "timestamp", USAGE_PLAIN},
    {USAGE_MODEL, "model", USAGE_PLAIN},
    {USAGE_STATUS, "status", USAGE_PLAIN},
    {USAGE_REQUESTS, "requests", USAGE_PLAIN},
    {USAGE_INPUT, "promptTokenCount", USAGE_PLAIN},
    {USAGE_CACHED, "cachedContentTokenCount", USAGE_PLAIN},
    {USAGE_WRITTEN_APART, "toolUsePromptTokenCount", USAGE_PLAIN},
    {USAGE_OUTPUT, "candidatesTokenCount", USAGE_PLAIN},
    {USAGE_REASONING_APART, "thoughtsTokenCount", USAGE_PLAIN},
    {USAGE_TOTAL, "totalTokenCount", USAGE_PLAIN},
};

static const char *const counts[] = {"promptTokenCount",	"cachedContentTokenCount",
				     "toolUsePromptTokenCount", "candidatesTokenCount",
				     "thoughtsTokenCount",	"totalTokenCount"};

static const char *const kinds[] = {"answer", NULL};

static const char *const assumptions[] = {
    "cached tokens are part of the input; thoughts are added to the output",
    "an answer counts once, with the highest counts that records with its responseId have",
    NULL};

/* The first of these that the record has, as it stands. */
static void copy_first(cJSON *flat, const char *name, const cJSON *record,
		       const char *const *keys)
{
	for (size_t i = 0; keys[i]; i++) {
		const cJSON *item = json_tree_member(record, keys[i]);

		if (cJSON_IsString(item) || cJSON_IsNumber(item)) {
			cJSON_AddItemToObject(flat, name, cJSON_Duplicate(item, false));
			return;
		}
	}
}

/* Counts of 0 are left out. */
static void put_counts(struct intake *intake, cJSON *flat, const cJSON *body,
		       const cJSON *usage)
{
	struct answers *answers = intake->state;
	const char *id = json_tree_text(body, "responseId");
	bool first, more;
	size_t number = answers_find(intake, answers, id, &first);

	more = answers_add(&answers->items[number], usage, "", counts,
			   sizeof counts / sizeof *counts, flat);
	if (!json_tree_member(flat, "candidatesTokenCount"))
		cJSON_AddNumberToObject(flat, "candidatesTokenCount", 0);
	if (!first)
		cJSON_AddNumberToObject(flat, "requests", 0);
	cJSON_AddStringToObject(flat, "kind", first || more ? "answer" : "repeated");
}

static bool expand(struct intake *intake, const struct cJSON *record, struct buffer *out)
{
	static const char *const times[] = {"timestamp",  "time",	"ts",
					    "createTime", "created_at", "createdAt",
					    "startTime",  NULL};
	static const char *const models[] = {"modelVersion", "model", NULL};
	const cJSON *response = json_tree_member(record, "response");
	const cJSON *body = json_tree_member(record, "usageMetadata") ? record : response;
	const cJSON *usage = json_tree_member(body, "usageMetadata");
	cJSON *flat = cJSON_CreateObject();

	copy_first(flat, "timestamp", record, times);
	copy_first(flat, "model", body, models);
	if (!json_tree_member(flat, "model"))
		copy_first(flat, "model", record, models);
	if (cJSON_IsObject(usage)) {
		put_counts(intake, flat, body, usage);
	} else if (cJSON_IsObject(json_tree_member(record, "error"))) {
		cJSON_AddStringToObject(flat, "kind", "answer");
		cJSON_AddStringToObject(flat, "status", "error");
	} else {
		cJSON_AddStringToObject(flat, "kind", "other");
	}
	json_tree_print(flat, out);
	cJSON_Delete(flat);
	return true;
}

static const struct usage_plan plan = {
    .names = names,
    .count = sizeof names / sizeof *names,
    .kinds = kinds,
    .total_is_sum = true,
    .expand = expand,
    .assumptions = assumptions,
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "usageMetadata.promptTokenCount") != SIZE_MAX ||
	       csv_column(header, "response.usageMetadata.promptTokenCount") != SIZE_MAX;
}

const struct importer import_json_gemini = {
    .name = "gemini",
    .needs = "records with usageMetadata.promptTokenCount, at the top or below response",
    .state_size = sizeof(struct answers),
    .claims = claims,
    .plan = &plan,
};
