/* The JSON result of lca align. */

#include <cJSON.h>

#include "lca/base/arena.h"
#include "reports/record_claims.h"
#include "reports/view_align.h"
#include "reports/write_json.h"

static void add_record(struct arena *arena, struct cJSON *root,
		       const struct align_report *report)
{
	const struct alignment *alignment = report->alignment;
	const struct record record = align_record(arena, report);
	struct cJSON *object = json_object(root, "record"), *part, *list;

	json_text(arena, object, "version", report->version);
	list = json_array(object, "files");
	for (size_t i = 0; i < alignment->claims->file_count; i++) {
		const struct claim_file *file = &alignment->claims->files[i];

		part = json_object(list, NULL);
		json_text(arena, part, "file", file->path);
		json_text(arena, part, "reader", file->reader);
		json_text(arena, part, "sha256", file->sha256);
	}
	part = json_object(object, "factors");
	json_text(arena, part, "version", alignment->factors_version);
	json_text(arena, part, "sha256", alignment->factors_digest);
	json_count(arena, object, "seed", report->seed);
	json_count(arena, object, "samples", report->samples);
	json_number(arena, object, "interval", report->interval);
	list = json_array(object, "options");
	for (size_t i = 0; i < report->option_count; i++)
		json_text(arena, list, NULL, report->options[i]);
	json_command(arena, object, &record);
}

static void add_range(struct arena *arena, struct cJSON *parent, const char *key,
		      const struct align_range *range, bool has)
{
	struct cJSON *object;

	if (!has) {
		json_null(parent, key);
		return;
	}
	object = json_object(parent, key);
	json_number(arena, object, "central", json_twelve_digits(range->central));
	json_number(arena, object, "low", json_twelve_digits(range->low));
	json_number(arena, object, "high", json_twelve_digits(range->high));
}

static void add_bridge(struct arena *arena, struct cJSON *list,
		       const struct align_bridge *bridge, enum align_step step)
{
	struct cJSON *object = json_object(list, NULL);
	bool adds = bridge->status == ALIGN_CROSSED || bridge->status == ALIGN_APART;

	json_text(arena, object, "bridge", align_step_name(step));
	json_text(arena, object, "status", align_status_name(bridge->status, step));
	add_range(arena, object, "adds", &bridge->adds, adds);
	add_range(arena, object, "sum", &bridge->after, adds || bridge->status == ALIGN_INSIDE);
	json_text(arena, object, "how", bridge->how && *bridge->how ? bridge->how : NULL);
	json_text(arena, object, "reason", bridge->reason);
	json_text(arena, object, "source", bridge->source);
}

/* Beside the row, never summed. */
static void add_market(struct arena *arena, struct cJSON *parent,
		       const struct align_bridge *market)
{
	struct cJSON *object;

	if (market->status == ALIGN_NOT_ASKED) {
		json_null(parent, "market");
		return;
	}
	object = json_object(parent, "market");
	json_text(arena, object, "status",
		  market->status == ALIGN_APART ? "stated" : "contracts");
	add_range(arena, object, "amount", &market->after, true);
	json_text(arena, object, "how", market->how);
	json_text(arena, object, "source", market->source);
}

static void add_row(struct arena *arena, struct cJSON *list, const struct aligned *row)
{
	struct cJSON *object = json_object(list, NULL), *bridges, *notes;

	json_text(arena, object, "id", row->id);
	json_text(arena, object, "model", row->model);
	json_place(arena, object, "place", row->claim->place);
	json_text(arena, object, "unit", row->unit.text);
	json_bool(object, "deployment", row->deployment);
	json_bool(object, "complete", row->complete);
	add_range(arena, object, "total", &row->total, row->complete);
	add_range(arena, object, "without_experiments", &row->without, row->has_without);
	json_bool(object, "ranked", row->ranked);
	json_number(arena, object, "below_next", row->below_next);
	bridges = json_array(object, "bridges");
	for (int step = 0; step < ALIGN_STEPS; step++)
		add_bridge(arena, bridges, &row->bridges[step], (enum align_step)step);
	add_market(arena, object, &row->market);
	notes = json_array(object, "notes");
	for (size_t i = 0; i < row->note_count; i++)
		json_text(arena, notes, NULL, row->notes[i]);
}

void json_align(const struct align_report *report, const struct diags *diags,
		struct buffer *out)
{
	const struct alignment *alignment = report->alignment;
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list;

	add_record(arena, root, report);
	list = json_array(root, "rows");
	for (size_t k = 0; k < alignment->count; k++)
		add_row(arena, list, &alignment->rows[alignment->order[k]]);
	json_warnings(arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(arena);
}
