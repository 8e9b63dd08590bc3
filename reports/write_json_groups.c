/* The groups of an import in JSON. A log has tens of thousands of them, so that they are
 * written as text, laid out as cJSON does it, and not as a tree. */

#include <cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "reports/display.h"
#include "reports/write_json.h"

/* Line ends and margins of a member of a group, and of its latency. */
#define OF_GROUP	  "\n\t\t\t"
#define OF_LATENCY	  OF_GROUP "\t"
#define KEY(margin, name) margin "\"" name "\":\t"

struct groups {
	struct arena *arena;
	const struct import_usage *usage; /* of the whole log */
	struct buffer text;
};

static bool is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~' || *text == '"' || *text == '\\')
			return false;
	return true;
}

static void add_text(struct groups *groups, const char *text)
{
	struct cJSON *string;
	char *printed;

	if (is_plain(text)) {
		buffer_text(&groups->text, "\"");
		buffer_text(&groups->text, text);
		buffer_text(&groups->text, "\"");
		return;
	}
	string = cJSON_CreateString(display_valid(groups->arena, text));
	printed = string ? cJSON_PrintUnformatted(string) : NULL;
	if (!printed)
		abort();
	display_json(printed, &groups->text);
	cJSON_free(printed);
	cJSON_Delete(string);
}

static void add_number(struct groups *groups, double number)
{
	buffer_text(&groups->text,
		    isfinite(number) ? text_double(groups->arena, number) : "null");
}

static void add_count(struct groups *groups, uint64_t count)
{
	char digits[24], *at = digits + sizeof digits;

	*--at = '\0';
	if (count > UINT64_C(1) << 53) {
		buffer_printf(&groups->text, "\"%" PRIu64 "\"", count);
		return;
	}
	do
		*--at = (char)('0' + count % 10);
	while (count /= 10);
	buffer_text(&groups->text, at);
}

static void add_latency(struct groups *groups, const struct import_latency *latency)
{
	struct buffer *text = &groups->text;

	buffer_text(text, "," KEY(OF_GROUP, "latency"));
	if (!latency->known) {
		buffer_text(text, "null");
		return;
	}
	buffer_text(text, "{" KEY(OF_LATENCY, "count"));
	add_count(groups, latency->count);
	buffer_text(text, "," KEY(OF_LATENCY, "total_s"));
	add_number(groups, latency->total_s);
	buffer_text(text, "," KEY(OF_LATENCY, "p50_s"));
	add_number(groups, latency->p50_s);
	buffer_text(text, "," KEY(OF_LATENCY, "p95_s"));
	add_number(groups, latency->p95_s);
	buffer_text(text, "," KEY(OF_LATENCY, "exact"));
	buffer_text(text, latency->exact ? "true" : "false");
	buffer_text(text, OF_GROUP "}");
}

static void add_counts(struct groups *groups, const struct import_group *group)
{
	const struct {
		const char *key;
		uint64_t count;
		bool untold;
	} counts[] = {
	    {"," KEY(OF_GROUP, "requests"), group->requests, false},
	    {"," KEY(OF_GROUP, "failed_requests"), group->failed_requests, false},
	    {"," KEY(OF_GROUP, "input_tokens"), group->input_tokens,
	     groups->usage->input_untold},
	    {"," KEY(OF_GROUP, "output_tokens"), group->output_tokens,
	     groups->usage->output_untold},
	    {"," KEY(OF_GROUP, "cached_tokens"), group->cached_tokens, false},
	    {"," KEY(OF_GROUP, "reasoning_tokens"), group->reasoning_tokens, false},
	    {"," KEY(OF_GROUP, "images"), group->images, false},
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		buffer_text(&groups->text, counts[i].key);
		if (counts[i].untold)
			buffer_text(&groups->text, "null");
		else
			add_count(groups, counts[i].count);
	}
}

static void add_group(struct groups *groups, const struct import_group *group)
{
	struct buffer *text = &groups->text;

	buffer_text(text, "{" KEY(OF_GROUP, "model"));
	add_text(groups, group->model);
	buffer_text(text, "," KEY(OF_GROUP, "region"));
	add_text(groups, group->region);
	buffer_text(text, "," KEY(OF_GROUP, "hour"));
	add_text(groups, group->hour);
	buffer_text(text, "," KEY(OF_GROUP, "status"));
	add_text(groups, group->status ? group->status : "");
	add_counts(groups, group);
	buffer_text(text, "," KEY(OF_GROUP, "energy_kwh"));
	add_number(groups, group->energy_kwh);
	add_latency(groups, &group->latency);
	buffer_text(text, "\n\t\t}");
}

void json_groups(struct arena *arena, struct cJSON *parent, const char *key,
		 const struct import *import)
{
	struct groups groups = {.arena = arena, .usage = &import->total.usage};

	buffer_text(&groups.text, "[");
	for (size_t i = 0; i < import->group_count; i++) {
		buffer_text(&groups.text, i > 0 ? ", " : "");
		add_group(&groups, &import->groups[i]);
	}
	buffer_text(&groups.text, "]");
	json_raw(parent, key, groups.text.text);
	buffer_free(&groups.text);
}
