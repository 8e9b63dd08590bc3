/* The JSON result of lca compare. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison.h"
#include "reports/view_comparison.h"
#include "reports/write_json.h"

struct writer {
	struct arena *arena;
	const struct comparison *comparison;
};

static void add_criteria(const struct writer *writer, struct cJSON *root)
{
	const struct comparison *comparison = writer->comparison;
	struct cJSON *list = json_array(root, "criteria");

	for (size_t c = 0; c < comparison->criterion_count; c++) {
		const struct criterion *criterion = comparison->criteria[c];
		struct cJSON *object = json_object(list, NULL);

		json_text(writer->arena, object, "id", criterion->id);
		json_text(writer->arena, object, "name", criterion->name);
		json_text(writer->arena, object, "unit", criterion->symbol);
	}
	json_text(writer->arena, root, "by", comparison->criteria[comparison->by]->id);
}

static void add_values(const struct writer *writer, struct cJSON *object,
		       const struct compared_row *row)
{
	struct cJSON *values = json_object(object, "values");

	for (size_t i = 0; i < row->value_count; i++)
		json_text(writer->arena, values, row->values[i].key, row->values[i].text);
}

/* A row that cannot be computed has none. */
static void add_impacts(const struct writer *writer, struct cJSON *object, const char *key,
			const struct impact *impacts, double share)
{
	const struct comparison *comparison = writer->comparison;
	struct cJSON *parent;

	if (!impacts) {
		json_null(object, key);
		return;
	}
	parent = json_object(object, key);
	for (size_t c = 0; c < comparison->criterion_count; c++) {
		struct cJSON *impact = json_impact(
		    writer->arena, parent, comparison->criteria[c]->id, &impacts[c], share);

		json_count(writer->arena, impact, "missing_items", impacts[c].missing);
	}
}

/* {"gwp": {central .. high}} of the criterion ranked by. */
static void add_pair(const struct writer *writer, struct cJSON *object, const char *key,
		     const struct statistics *statistics)
{
	const struct comparison *comparison = writer->comparison;
	struct cJSON *pair = json_object(object, key);

	json_statistics(writer->arena,
			json_object(pair, comparison->criteria[comparison->by]->id),
			statistics->finite ? statistics : NULL);
}

static void add_share(const struct writer *writer, struct cJSON *object, const char *key,
		      double share)
{
	const struct comparison *comparison = writer->comparison;

	json_number(writer->arena, json_object(object, key),
		    comparison->criteria[comparison->by]->id, share);
}

static void add_contest(const struct writer *writer, struct cJSON *object,
			const struct compared_row *row)
{
	static const char *const keys[] = {
	    "ratio",	   "difference",      "probability_lowest", "probability_lowest_error",
	    "below_first", "told_from_first", "exact_tie",	    "group"};

	if (row->status != COMPARED_RANKED) {
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			json_null(object, keys[i]);
		return;
	}
	add_pair(writer, object, "ratio", &row->ratio);
	add_pair(writer, object, "difference", &row->difference);
	add_share(writer, object, "probability_lowest", row->lowest.share);
	add_share(writer, object, "probability_lowest_error", row->lowest.error);
	json_number(writer->arena, object, "below_first", row->below_first);
	json_bool(object, "told_from_first", row->told_from_first);
	json_bool(object, "exact_tie", row->exact_tie && row != writer->comparison->rows);
	json_count(writer->arena, object, "group", row->group);
}

static void add_row_of(const struct writer *writer, struct cJSON *object, const char *key,
		       const struct factor *factor)
{
	struct cJSON *row;

	if (!factor) {
		json_null(object, key);
		return;
	}
	row = json_object(object, key);
	json_text(writer->arena, row, "id", factor->id);
	json_factor(writer->arena, row, factor);
}

/* central, low, high and the row that says so; null where it is not known. */
static void add_looked_up(const struct writer *writer, struct cJSON *object, const char *key,
			  const struct statistics *statistics, const char *unit, bool stated,
			  const struct factor *factor)
{
	struct cJSON *value = json_object(object, key);

	json_number(writer->arena, value, "central", statistics->central);
	json_number(writer->arena, value, "low", statistics->low);
	json_number(writer->arena, value, "high", statistics->high);
	json_text(writer->arena, value, "unit", unit);
	json_bool(value, "stated", stated);
	add_row_of(writer, value, "factor", factor);
}

/* The basis is that of the intensity; the boundary of its row is what was published. */
static void add_grid(const struct writer *writer, struct cJSON *object,
		     const struct compared_place *place)
{
	const struct factor *grid = place->grid;

	if (!place->intensity_known) {
		json_null(object, "grid");
		return;
	}
	add_looked_up(writer, object, "grid", &place->intensity, "kgCO2e/kWh",
		      place->intensity_stated, grid);
	json_text(writer->arena, cJSON_GetObjectItemCaseSensitive(object, "grid"), "basis",
		  grid && *grid->boundary ? comparison_basis(writer->comparison) : NULL);
}

/* Of what is generated, where they are counted with the intensity; a factor per kWh delivered
 * holds them. */
static void add_losses(const struct writer *writer, struct cJSON *object,
		       const struct compared_place *place)
{
	struct cJSON *value = json_object(object, "losses");

	json_bool(value, "counted", place->losses_known);
	json_bool(value, "in_intensity", place->losses_held);
	json_number(writer->arena, value, "central", place->losses_known ? place->losses : NAN);
	json_bool(value, "stated", place->losses_stated);
	add_row_of(writer, value, "factor", place->losses_factor);
}

static void add_market(const struct writer *writer, struct cJSON *object,
		       const struct compared_place *place)
{
	struct cJSON *value = json_object(object, "market");

	json_number(writer->arena, value, "central", place->market_intensity);
	json_text(writer->arena, value, "unit", "kgCO2e/kWh");
	json_bool(value, "stated", place->market_stated);
	add_row_of(writer, value, "factor", place->market);
}

static void add_place(const struct writer *writer, struct cJSON *object,
		      const struct compared_place *place)
{
	struct cJSON *parent;

	if (!place->region && !place->intensity_known) {
		json_null(object, "place");
		return;
	}
	parent = json_object(object, "place");
	json_text(writer->arena, parent, "region", place->region);
	json_text(writer->arena, parent, "name", place->name);
	json_number(writer->arena, parent, "electricity_kwh", place->kwh);
	json_count(writer->arena, parent, "others", place->others);
	add_grid(writer, parent, place);
	add_losses(writer, parent, place);
	if (place->market_known)
		add_market(writer, parent, place);
	else
		json_null(parent, "market");
	if (place->pue_known)
		add_looked_up(writer, parent, "pue", &place->pue, "1", place->pue_stated,
			      place->pue_factor);
	else
		json_null(parent, "pue");
}

static void add_row(const struct writer *writer, struct cJSON *list, size_t i)
{
	const struct compared_row *row = &writer->comparison->rows[i];
	struct cJSON *object = json_object(list, NULL);

	json_text(writer->arena, object, "label", row->label);
	if (row->status == COMPARED_RANKED)
		json_count(writer->arena, object, "rank", i + 1);
	else
		json_null(object, "rank");
	json_text(writer->arena, object, "status", compared_status_name(row->status));
	if (row->status != COMPARED_RANKED)
		json_text(writer->arena, object, "missing", row->reason);
	add_values(writer, object, row);
	json_text(writer->arena, object, "file", row->file);
	json_text(writer->arena, object, "name", row->name);
	json_text(writer->arena, object, "sha256", row->sha256);
	json_bool(object, "as_stated", row->as_stated);
	add_contest(writer, object, row);
	if (row->status == COMPARED_MISSING)
		return;
	add_impacts(writer, object, "totals", row->totals, 1);
	add_impacts(writer, object, "embodied", row->embodied, NAN);
	add_place(writer, object, &row->place);
}

static void add_choice(const struct writer *writer, struct cJSON *list,
		       const struct accounting_choice *choice)
{
	struct cJSON *object = json_object(list, NULL), *lacking;

	json_text(writer->arena, object, "boundary",
		  text_same(choice->boundary, "direct") ? "direct" : "lifecycle");
	json_text(writer->arena, object, "account", choice->account);
	json_text(writer->arena, object, "lifetime", choice->lifetime);
	json_bool(object, "possible", choice->possible);
	json_bool(object, "counted", choice->counted);
	json_count(writer->arena, object, "rows", writer->comparison->ranked - choice->without);
	json_count(writer->arena, object, "without", choice->without);
	lacking = json_array(object, "rows_without");
	for (size_t i = 0; i < choice->without; i++)
		json_text(writer->arena, lacking, NULL,
			  writer->comparison->rows[choice->lacking[i]].label);
	json_text(writer->arena, object, "reason", choice->reason);
	if (!choice->possible)
		return;
	json_text(writer->arena, object, "lowest",
		  writer->comparison->rows[choice->lowest].label);
	json_count(writer->arena, object, "rank_of_first", choice->rank_of_first);
	json_bool(object, "first_told_from_lowest", choice->told_from_lowest);
	json_number(writer->arena, object, "probability_first_lowest", choice->probability);
	json_number(writer->arena, object, "probability_error", choice->error);
}

static void add_choices(const struct writer *writer, struct cJSON *root)
{
	const struct comparison *comparison = writer->comparison;
	struct cJSON *object, *list;

	if (comparison->choice_count == 0) {
		json_null(root, "robustness");
		return;
	}
	object = json_object(root, "robustness");
	json_count(writer->arena, object, "possible", comparison->choices_possible);
	json_count(writer->arena, object, "counted", comparison->choices_counted);
	json_count(writer->arena, object, "first_is_lowest", comparison->first_is_lowest);
	json_count(writer->arena, object, "first_is_sure", comparison->first_is_sure);
	json_count(writer->arena, object, "first_is_not_told_from_lowest",
		   comparison->first_is_alike);
	list = json_array(object, "choices");
	for (size_t i = 0; i < comparison->choice_count; i++)
		add_choice(writer, list, &comparison->choices[i]);
}

/* Each text with the rows that say it; none: it is of the whole comparison. */
static void add_notes(const struct writer *writer, struct cJSON *root, const char *key,
		      const struct compared_note *notes, size_t count)
{
	struct cJSON *list = json_array(root, key), *object, *rows;

	for (size_t i = 0; i < count; i++) {
		object = json_object(list, NULL);
		if (notes[i].diag)
			json_text(writer->arena, object, "code",
				  diag_slug(notes[i].diag->code));
		json_text(writer->arena, object, "text", notes[i].text);
		rows = json_array(object, "rows");
		for (size_t r = 0; r < notes[i].row_count; r++)
			json_text(writer->arena, rows, NULL,
				  writer->comparison->rows[notes[i].rows[r]].label);
	}
}

static void add_sources(const struct writer *writer, struct cJSON *root)
{
	const struct comparison *comparison = writer->comparison;
	struct cJSON *list = json_array(root, "sources"), *object;

	for (size_t i = 0; i < comparison->source_count; i++) {
		const struct source *source = comparison->sources[i];

		object = json_object(list, NULL);
		json_text(writer->arena, object, "id", source->id);
		json_text(writer->arena, object, "title", source->title);
		json_text(writer->arena, object, "authors", source->authors);
		json_text(writer->arena, object, "year", source->year);
		json_text(writer->arena, object, "url", source->url);
		json_text(writer->arena, object, "licence", source->licence);
	}
}

void json_comparison(const struct comparison *comparison, const struct diags *diags,
		     struct buffer *out)
{
	struct writer writer = {.arena = arena_new(), .comparison = comparison};
	struct cJSON *root = json_new(), *list;
	const struct assessment recorded = {.record = comparison->record,
					    .totals = comparison->rows[0].totals};

	json_record(writer.arena, root, &recorded);
	add_criteria(&writer, root);
	list = json_array(root, "comparison");
	for (size_t i = 0; i < comparison->row_count; i++)
		add_row(&writer, list, i);
	list = json_array(root, "cautions");
	for (size_t i = 0; i < comparison->caution_count; i++)
		json_text(writer.arena, list, NULL, comparison->cautions[i]);
	json_count(writer.arena, root, "ranked", comparison->ranked);
	json_count(writer.arena, root, "groups", comparison->groups);
	json_count(writer.arena, root, "pair_samples", comparison->pair_samples);
	json_number(writer.arena, root, "paired_sd", comparison->paired_sd);
	json_number(writer.arena, root, "unpaired_sd", comparison->unpaired_sd);
	add_choices(&writer, root);
	add_notes(&writer, root, "notes", comparison->notes, comparison->note_count);
	add_notes(&writer, root, "row_warnings", comparison->warnings,
		  comparison->warning_count);
	add_sources(&writer, root);
	json_warnings(writer.arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(writer.arena);
}
