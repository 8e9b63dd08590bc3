/* The JSON result of lca run. */

#include <cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/attribution.h"
#include "reports/view.h"
#include "reports/write_json.h"

struct writer {
	struct arena *arena;
	const struct assessment *assessment;
};

/* The impacts of an item. What is no part of the total has no share of it. */
static void add_impacts(const struct writer *writer, struct cJSON *parent, const char *key,
			const struct impact *impacts, bool part)
{
	struct cJSON *object = json_object(parent, key);

	for (size_t c = 0; c < writer->assessment->criterion_count; c++)
		json_impact(writer->arena, object, writer->assessment->criteria[c]->id,
			    &impacts[c], part ? impacts[c].share : NAN);
}

/* A sum tells how many items it lacks: with any it is a lower bound. */
static struct cJSON *add_sum(const struct writer *writer, struct cJSON *object, size_t c,
			     const struct impact *sum, double share)
{
	struct cJSON *impact =
	    json_impact(writer->arena, object, writer->assessment->criteria[c]->id, sum, share);

	json_count(writer->arena, impact, "missing_items", sum->missing);
	return impact;
}

/* Sums that are told apart from the total: without a share of it. */
static void add_sums(const struct writer *writer, struct cJSON *parent, const char *key,
		     const struct impact *sums)
{
	struct cJSON *object = json_object(parent, key);

	for (size_t c = 0; c < writer->assessment->criterion_count; c++)
		add_sum(writer, object, c, &sums[c], NAN);
}

static void add_criteria(const struct writer *writer, struct cJSON *root)
{
	struct cJSON *list = json_array(root, "criteria");

	for (size_t c = 0; c < writer->assessment->criterion_count; c++) {
		const struct criterion *criterion = writer->assessment->criteria[c];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "id", criterion->id);
		json_text(writer->arena, object, "name", criterion->name);
		json_text(writer->arena, object, "unit", criterion->symbol);
	}
}

/* Criteria that no item has, though electricity would have them. */
static void add_unknown(const struct writer *writer, struct cJSON *root)
{
	struct cJSON *list = json_array(root, "unknown_criteria");

	for (size_t i = 0; i < writer->assessment->unknown_count; i++) {
		const struct unknown_criterion *unknown = &writer->assessment->unknown[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "id", unknown->criterion->id);
		json_text(writer->arena, object, "reason", unknown->reason);
	}
}

static void add_activity(const struct writer *writer, struct cJSON *object,
			 const struct item_result *item)
{
	struct cJSON *activity;

	if (!item->activity_name) {
		json_null(object, "activity");
		return;
	}
	activity = json_object(object, "activity");
	json_text(writer->arena, activity, "name", item->activity_name);
	json_number(writer->arena, activity, "value", item->activity.central);
	json_number(writer->arena, activity, "low", item->activity.low);
	json_number(writer->arena, activity, "high", item->activity.high);
	json_text(writer->arena, activity, "unit", item->activity_unit);
}

/* An item is counted when any criterion is; a hole in the first one is told there. */
static const char *item_status(const struct writer *writer, const struct item_result *item)
{
	for (size_t c = 0; c < writer->assessment->criterion_count; c++)
		if (item->impacts[c].status == IMPACT_COUNTED)
			return "counted";
	return "missing";
}

static void add_inputs(const struct writer *writer, struct cJSON *object,
		       const struct item_result *item)
{
	struct cJSON *list = json_array(object, "inputs");

	for (size_t i = 0; i < item->input_count; i++) {
		struct cell_view view = sheet_view(writer->assessment->sheet, item->inputs[i]);

		json_quantity(writer->arena, json_object(list, NULL), view.quantity);
	}
}

/* The log behind an item, and the emissions it states: shown, never used. */
static void add_log(const struct writer *writer, struct cJSON *object,
		    const struct import *import)
{
	struct cJSON *log;

	if (!import) {
		json_null(object, "log");
		return;
	}
	log = json_object(object, "log");
	json_text(writer->arena, log, "file", import->file);
	json_text(writer->arena, log, "format", import->format);
	json_number(writer->arena, log, "coverage", import->coverage);
	json_number(writer->arena, log, "logged_emissions", import->total.emissions_kg);
}

static void add_item(const struct writer *writer, struct cJSON *list,
		     const struct item_result *item)
{
	struct cJSON *object = json_object(list, NULL), *not_counted;
	struct arena *arena = writer->arena;

	json_text(arena, object, "id", item->id);
	json_text(arena, object, "stage", item->stage);
	json_text(arena, object, "item", item->item);
	json_text(arena, object, "losses_of", item->losses_of);
	json_text(arena, object, "region", item->region);
	json_text(arena, object, "period", item->period);
	add_activity(writer, object, item);
	json_text(arena, object, "basis", basis_name(item->basis));
	json_text(arena, object, "status", item_status(writer, item));
	json_text(arena, object, "phase", phase_name(item->phase));
	json_text(arena, object, "metered_at",
		  item->metered_at == METERED_UNSET ? NULL : metered_name(item->metered_at));
	json_bool(object, "credit", item->credit);
	add_impacts(writer, object, "impacts", item->impacts, !item->credit);
	add_inputs(writer, object, item);
	not_counted = json_array(object, "not_counted");
	for (size_t i = 0; i < item->not_counted_count; i++)
		json_text(arena, not_counted, NULL, item->not_counted[i]);
	json_text(arena, object, "note", item->note);
	json_text(arena, object, "source", item->source);
	add_log(writer, object, item->import);
	json_place(arena, object, "place", item->place);
}

static void add_stages(const struct writer *writer, struct cJSON *root)
{
	const struct assessment *assessment = writer->assessment;
	struct cJSON *stages = json_object(root, "stages");

	for (size_t i = 0; i < assessment->stage_count; i++) {
		const struct stage_result *stage = &assessment->stages[i];
		struct cJSON *object = json_object(stages, stage->stage);

		for (size_t c = 0; c < assessment->criterion_count; c++)
			add_sum(writer, object, c, &stage->impacts[c],
				view_stage_share(assessment, stage->stage, c));
	}
}

static void add_totals(const struct writer *writer, struct cJSON *root)
{
	const struct assessment *assessment = writer->assessment;
	struct cJSON *totals = json_object(root, "totals");

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		struct cJSON *total = add_sum(writer, totals, c, &assessment->totals[c], 1);

		if (assessment->shortest && assessment->totals[c].status == IMPACT_COUNTED)
			json_shortest(writer->arena, total, &assessment->shortest[c]);
	}
	for (size_t phase = 0; phase < 2; phase++) {
		struct cJSON *phases = phase == 0 ? json_object(root, "phases")
						  : cJSON_GetObjectItem(root, "phases");

		if (assessment->phases[phase])
			add_sums(writer, phases, phase_name((enum phase)phase),
				 assessment->phases[phase]);
	}
	if (assessment->credits)
		add_sums(writer, root, "credits", assessment->credits);
	else
		json_null(root, "credits");
}

static void add_per(const struct writer *writer, struct cJSON *root)
{
	struct cJSON *list = json_array(root, "per");

	for (size_t i = 0; i < writer->assessment->per_count; i++) {
		const struct per_result *per = &writer->assessment->per[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "unit", per->unit);
		json_number(writer->arena, object, "volume", per->volume);
		json_text(writer->arena, object, "volume_note", per->volume_note);
		add_sums(writer, object, "use", per->use);
		json_number(writer->arena, object, "served", per->served);
		if (per->creation)
			add_sums(writer, object, "creation", per->creation);
		else
			json_null(object, "creation");
	}
}

/* Illustrations: the key is there where they were asked for. */
static void add_equivalents(const struct writer *writer, struct cJSON *root)
{
	const struct assessment *assessment = writer->assessment;
	struct cJSON *list;

	if (!assessment->equivalents_of)
		return;
	list = json_array(root, "equivalences");
	for (size_t i = 0; i < assessment->equivalent_count; i++) {
		const struct equivalent *equivalent = &assessment->equivalents[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "id", equivalent->of->id);
		json_text(writer->arena, object, "name", equivalent->of->name);
		json_number(writer->arena, object, "value", equivalent->value);
		json_text(writer->arena, object, "unit", equivalent->of->counted);
		json_number(writer->arena, object, "low", equivalent->low);
		json_number(writer->arena, object, "high", equivalent->high);
		json_number(writer->arena, object, "gwp_of_one",
			    dist_central(&equivalent->of->one.dist));
		json_text(writer->arena, object, "source", equivalent->of->source);
		json_text(writer->arena, object, "vintage", equivalent->of->vintage);
	}
}

static void add_completeness(const struct writer *writer, struct cJSON *root)
{
	const struct assessment *assessment = writer->assessment;
	struct cJSON *list = json_array(root, "completeness"), *shares;

	for (size_t i = 0; i < assessment->completeness_count; i++) {
		const struct completeness_row *row = &assessment->completeness[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "stage", row->stage);
		json_text(writer->arena, object, "status", completeness_name(row->status));
		json_text(writer->arena, object, "reason", row->reason);
	}
	shares = json_object(root, "basis_share");
	for (int basis = BASIS_MEASURED; basis <= BASIS_DEFAULT; basis++)
		json_number(writer->arena, shares, basis_name((enum basis)basis),
			    assessment->basis_share[basis]);
}

static void add_notes(const struct writer *writer, struct cJSON *root,
		      const struct diags *diags)
{
	struct cJSON *list = json_array(root, "notes");

	for (size_t i = 0; i < writer->assessment->note_count; i++)
		json_text(writer->arena, list, NULL, writer->assessment->notes[i]);
	for (size_t i = 0; diags && i < diags_count(diags); i++)
		if (diag_severity(diags_at(diags, i)->code) == DIAG_SEVERITY_NOTE)
			json_text(writer->arena, list, NULL, diags_at(diags, i)->message);
}

static void add_sources(const struct writer *writer, struct cJSON *root)
{
	struct cJSON *list = json_array(root, "sources");

	for (size_t i = 0; i < writer->assessment->source_count; i++) {
		const struct source *source = writer->assessment->sources[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "id", source->id);
		json_text(writer->arena, object, "title", source->title);
		json_text(writer->arena, object, "authors", source->authors);
		json_text(writer->arena, object, "year", source->year);
		json_text(writer->arena, object, "url", source->url);
		json_text(writer->arena, object, "licence", source->licence);
		json_text(writer->arena, object, "attribution",
			  attribution(writer->arena, source));
		json_text(writer->arena, object, "retrieved", source->retrieved);
	}
}

void json_assessment(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment, const struct diags *diags)
{
	struct writer writer = {.arena = arena, .assessment = assessment};
	struct cJSON *scenario, *items;

	json_record(writer.arena, root, assessment);
	scenario = json_object(root, "scenario");
	json_text(writer.arena, scenario, "name", assessment->name);
	json_text(writer.arena, scenario, "description", assessment->description);
	add_criteria(&writer, root);
	add_unknown(&writer, root);
	items = json_array(root, "items");
	for (size_t i = 0; i < assessment->item_count; i++)
		add_item(&writer, items, &assessment->items[i]);
	add_stages(&writer, root);
	add_totals(&writer, root);
	add_equivalents(&writer, root);
	add_per(&writer, root);
	json_break_even(writer.arena, root, assessment);
	json_life(writer.arena, root, assessment);
	add_completeness(&writer, root);
	json_correlations(writer.arena, root, assessment);
	json_drivers(writer.arena, root, assessment);
	json_advice(writer.arena, root, assessment);
	json_quantities(writer.arena, root, assessment);
	json_warnings(writer.arena, root, "warnings", diags);
	add_notes(&writer, root, diags);
	add_sources(&writer, root);
}

void json_itemized(const struct assessment *assessment, const struct diags *diags,
		   struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new();

	json_assessment(arena, root, assessment, diags);
	json_end(root, out);
	arena_free(arena);
}
