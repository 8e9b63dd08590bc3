/* Software Carbon Intensity as JSON: scores of the consumer and of the provider, apart. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/about.h"
#include "reports/dossier.h"
#include "reports/export.h"
#include "reports/export_parts.h"
#include "reports/export_sci.h"
#include "reports/facts.h"
#include "reports/method_text.h"
#include "reports/write_json.h"

struct report {
	struct arena *arena;
	const struct export_request *request;
};

static void add_term(const struct report *report, struct cJSON *score, const char *key,
		     double value, const char *unit, const char *source)
{
	struct cJSON *term = json_object(score, key);

	json_number(report->arena, term, "value", value);
	json_text(report->arena, term, "unit", unit);
	if (source)
		json_text(report->arena, term, "source", source);
}

static const char *embodied_source(const struct sci *terms)
{
	return isnan(terms->embodied) ? "not counted"
				      : "share of the making of hardware by device hours, "
					"lifetime and utilization";
}

static void add_terms(const struct report *report, struct cJSON *object,
		      const struct sci_score *score)
{
	const struct sci *terms = &score->terms;

	add_term(report, object, "E", terms->energy, "kWh", NULL);
	add_term(report, object, "I", terms->intensity, "gCO2e/kWh", NULL);
	add_term(report, object, "M", terms->embodied, "gCO2e", embodied_source(terms));
	if (!isnan(terms->other))
		add_term(report, object, "other", terms->other, "gCO2e",
			 "neither electricity nor the making of hardware");
	add_term(report, object, "R", score->units, score->unit, score->units_how);
}

/* The names that trackers give the terms, of the first score alone. */
static void add_flat_terms(const struct report *report, struct cJSON *root,
			   const struct sci_score *score)
{
	struct cJSON *terms = json_object(root, "terms");

	json_number(report->arena, terms, "E_kWh", score->terms.energy);
	json_number(report->arena, terms, "I_gCO2e_per_kWh", score->terms.intensity);
	json_number(report->arena, terms, "M_gCO2e", score->terms.embodied);
	json_text(report->arena, terms, "M_source", embodied_source(&score->terms));
	json_number(report->arena, terms, "other_gCO2e", score->terms.other);
	json_number(report->arena, terms, "R", score->units);
	json_text(report->arena, terms, "R_name", score->unit);
}

/* With the terms that are known alone. */
static const char *formula_of(const struct report *report, const struct sci *terms)
{
	const char *operational = isnan(terms->energy) ? "" : "E * I";
	const char *embodied = isnan(terms->embodied) ? "" : *operational ? " + M" : "M";
	const char *other = isnan(terms->other)		? ""
			    : *operational || *embodied ? " + other"
							: "other";

	return arena_printf(report->arena, "(%s%s%s) / R", operational, embodied, other);
}

/* Each score says which formula gives it, and how far it reaches. */
static void add_score(const struct report *report, struct cJSON *object,
		      const struct sci_score *score)
{
	bool known = score && !isnan(dossier_score(score));

	json_number(report->arena, object, "sci", known ? dossier_score(score) : NAN);
	json_number(report->arena, object, "low", known ? score->low : NAN);
	json_number(report->arena, object, "high", known ? score->high : NAN);
	json_text(report->arena, object, "unit",
		  score ? arena_printf(report->arena, "gCO2eq per %s", score->unit) : NULL);
	json_text(report->arena, object, "status",
		  score ? score->status : "not computed: no functional unit is stated ('per')");
	if (!score)
		return;
	json_text(report->arena, object, "formula",
		  known ? formula_of(report, &score->terms) : NULL);
}

static void add_scores(const struct report *report, struct cJSON *parent, const char *key,
		       const char *boundary, const struct sci_score *scores, size_t count)
{
	struct cJSON *object = json_object(parent, key), *list;

	json_text(report->arena, object, "boundary", boundary);
	list = json_array(object, "scores");
	for (size_t i = 0; i < count; i++) {
		struct cJSON *score = json_object(list, NULL);

		add_score(report, score, &scores[i]);
		add_terms(report, score, &scores[i]);
		json_bool(score, "functional_unit_of_specification", scores[i].listed);
	}
}

static void add_items(const struct report *report, struct cJSON *boundary)
{
	const struct assessment *assessment = report->request->assessment;
	struct cJSON *list = json_array(boundary, "items");

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];
		struct cJSON *row, *left_out;

		if (item->credit)
			continue;
		row = json_object(list, NULL);
		json_text(report->arena, row, "id", item->id);
		json_text(report->arena, row, "persona",
			  item->phase == PHASE_USE ? "consumer" : "provider");
		json_text(report->arena, row, "basis", basis_name(item->basis));
		left_out = json_array(row, "not_counted");
		for (size_t j = 0; j < item->not_counted_count; j++)
			json_text(report->arena, left_out, NULL, item->not_counted[j]);
	}
}

static void add_boundary(const struct report *report, struct cJSON *root)
{
	const struct assessment *assessment = report->request->assessment;
	struct cJSON *boundary = json_object(root, "boundary"), *stages;

	stages = json_array(boundary, "stages");
	for (size_t i = 0; i < assessment->completeness_count; i++) {
		const struct completeness_row *row = &assessment->completeness[i];
		struct cJSON *stage = json_object(stages, NULL);

		json_text(report->arena, stage, "stage", row->stage);
		json_text(report->arena, stage, "status", completeness_name(row->status));
		json_text(report->arena, stage, "reason", row->reason);
	}
	add_items(report, boundary);
}

static void add_head(const struct report *report, struct cJSON *root)
{
	const struct about *about = report->request->assessment->about;

	json_text(report->arena, root, "comment",
		  export_record(report->arena, report->request));
	json_text(
	    report->arena, root, "specification",
	    "ISO/IEC 21031:2024, Software Carbon Intensity (SCI); SCI for AI of the Green "
	    "Software Foundation");
	json_text(report->arena, root, "application", report->request->facts->model);
	json_text(report->arena, root, "version", about ? about->version : NULL);
	json_text(report->arena, root, "reporter", about ? about->organisation : NULL);
}

/* The clauses of the dossier, word for word. */
static void add_requirements(const struct report *report, struct cJSON *root,
			     const struct dossier *dossier)
{
	struct cJSON *list = json_array(root, "requirements");

	for (size_t i = 0; i < dossier->clause_count; i++) {
		const struct clause *clause = &dossier->clauses[i];
		struct cJSON *row;

		if (clause->standard != STANDARD_SCI_AI)
			continue;
		row = json_object(list, NULL);
		json_text(report->arena, row, "clause", clause->number);
		json_text(report->arena, row, "part", clause->title);
		json_text(report->arena, row, "asks", clause->asks);
		json_text(report->arena, row, "status",
			  clause_status_name(dossier->verdicts[i].status));
		json_text(report->arena, row, "note", dossier->verdicts[i].remark);
	}
}

void export_sci(const struct export_request *request, struct buffer *out)
{
	const struct report report = {arena_new(), request};
	struct cJSON *root = json_new(), *personas;
	const struct dossier *dossier =
	    dossier_of(report.arena, request->facts, request->diags);
	const struct sci_score *consumer =
	    dossier->consumer_count ? &dossier->consumer[0] : NULL;

	add_head(&report, root);
	add_score(&report, root, consumer);
	if (consumer)
		add_flat_terms(&report, root, consumer);
	json_number(report.arena, root, "interval", request->assessment->record.interval);
	json_text(report.arena, root, "accounting",
		  "location-based; market-based measures and offsets do not enter");
	personas = json_object(root, "sci_for_ai");
	json_text(report.arena, personas, "note",
		  "scores of consumer and provider have units of their own and are not to be "
		  "added up; a provider's range is that of the emissions, by R at its central "
		  "value");
	add_scores(&report, personas, "consumer", "runtime operations: the use phase",
		   dossier->consumer, dossier->consumer_count);
	add_scores(&report, personas, "provider",
		   "data engineering, model training, system integration, end of life: the "
		   "creation",
		   dossier->provider, dossier->provider_count);
	add_boundary(&report, root);
	add_requirements(&report, root, dossier);
	json_warnings(report.arena, root, "warnings", request->diags);
	json_text(report.arena, root, "method", method_plain(report.arena, request->facts));
	json_end(root, out);
	arena_free(report.arena);
}
