/* The terms and scores of Software Carbon Intensity. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/export_carbon.h"
#include "reports/export_sci.h"
#include "reports/facts.h"

static const double grams_per_kg = 1000, billion = 1e9, exa = 1e18, same = 1e-9;

static void plus(double *sum, double part)
{
	*sum = isnan(*sum) ? part : *sum + part;
}

struct sci sci_of(const struct export_request *request, const bool *counts)
{
	size_t gwp = assessment_gwp(request->assessment);
	struct sci sci = {NAN, NAN, NAN, NAN, NAN, 0, 0};
	double operational = NAN;

	for (size_t i = 0; i < request->assessment->item_count; i++) {
		struct carbon carbon = carbon_of(&request->facts->items[i], gwp);

		if (!counts[i] || carbon.kind == CARBON_NONE)
			continue;
		if (carbon.kind == CARBON_HOLE) {
			sci.holes++;
			continue;
		}
		sci.items++;
		plus(&sci.carbon, carbon.grams);
		if (carbon.kind == CARBON_OPERATIONAL)
			plus(&sci.energy, carbon.kwh);
		if (carbon.kind == CARBON_OPERATIONAL || carbon.kind == CARBON_LOST)
			plus(&operational, carbon.grams);
		else
			plus(carbon.kind == CARBON_EMBODIED ? &sci.embodied : &sci.other,
			     carbon.grams);
	}
	if (sci.energy > 0)
		sci.intensity = operational / sci.energy;
	else if (!isnan(operational))
		plus(&sci.other, operational);
	return sci;
}

static bool *items_of_phase(struct arena *arena, const struct assessment *assessment,
			    enum phase phase)
{
	bool *counts = arena_alloc(arena, (assessment->item_count + 1) * sizeof *counts);

	for (size_t i = 0; i < assessment->item_count; i++)
		counts[i] = assessment->items[i].phase == phase && !assessment->items[i].credit;
	return counts;
}

/* Marks the items that a sum is made of. */
static void mark_terms(const struct assessment *assessment, size_t gwp, cell sum, bool *counts)
{
	struct cell_view view;

	if (cell_is_bad(sum))
		return;
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct impact *impact = &assessment->items[i].impacts[gwp];

		if (impact->status == IMPACT_COUNTED && cell_same(impact->cell, sum) &&
		    !counts[i]) {
			counts[i] = true;
			return;
		}
	}
	view = sheet_view(assessment->sheet, sum);
	if (view.kind != CELL_ADD)
		return;
	mark_terms(assessment, gwp, view.left, counts);
	mark_terms(assessment, gwp, view.right, counts);
}

/* A figure per unit is sum x size / volume: the items of the sum. */
static void mark_divided(const struct assessment *assessment, size_t gwp, cell figure,
			 bool *counts)
{
	struct cell_view view;

	if (!assessment->sheet || cell_is_bad(figure))
		return;
	view = sheet_view(assessment->sheet, figure);
	if (view.kind != CELL_DIVIDE)
		return;
	mark_terms(assessment, gwp, view.left, counts);
	view = sheet_view(assessment->sheet, view.left);
	if (view.kind != CELL_MULTIPLY)
		return;
	mark_terms(assessment, gwp, view.left, counts);
	mark_terms(assessment, gwp, view.right, counts);
}

static bool agrees(const struct sci *sci, const struct per_result *per, size_t gwp)
{
	double stated = per->use[gwp].statistics.central * per->volume * grams_per_kg;

	return fabs(sci->carbon - stated) <= same * fabs(stated);
}

static bool is_listed(const char *unit)
{
	static const char *const words[] = {"token", "request", "query", "queries", "image"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(unit, words[i]))
			return true;
	return false;
}

static const char *bound_text(const struct sci *sci, bool is_short)
{
	if (sci->holes || is_short)
		return "computed; a lower bound, since some of it is not known";
	if (isnan(sci->embodied))
		return "computed; a lower bound, since M is not counted";
	return "computed";
}

/* The use phase by one functional unit; of a logged volume, the items that counted it. */
static struct sci_score consumer_score(struct arena *arena,
				       const struct export_request *request,
				       const struct per_result *per)
{
	const struct assessment *assessment = request->assessment;
	size_t gwp = assessment_gwp(assessment);
	const struct impact *use = &per->use[gwp];
	bool *counts = items_of_phase(arena, assessment, PHASE_USE);
	struct sci_score score = {.terms = sci_of(request, counts),
				  .unit = per->unit,
				  .units = per->volume,
				  .low = NAN,
				  .high = NAN,
				  .listed = is_listed(per->unit),
				  .units_how = per->volume_note};

	if (use->status != IMPACT_COUNTED || !(per->volume > 0)) {
		score.status = use->status == IMPACT_COUNTED || isnan(per->volume)
				   ? "not computed: the number of functional units is not known"
				   : "not computed: no emissions of the use phase are known";
		score.units = per->volume > 0 ? per->volume : NAN;
		score.terms.carbon = NAN;
		return score;
	}
	if (!agrees(&score.terms, per, gwp)) {
		memset(counts, 0, assessment->item_count * sizeof *counts);
		mark_divided(assessment, gwp, use->cell, counts);
		score.terms = sci_of(request, counts);
	}
	if (!agrees(&score.terms, per, gwp)) {
		score.status = "not computed: its terms cannot be told apart";
		score.terms.carbon = NAN;
		return score;
	}
	score.status = bound_text(&score.terms, use->missing > 0);
	if (use->statistics.finite) {
		score.low = use->statistics.low * grams_per_kg;
		score.high = use->statistics.high * grams_per_kg;
	}
	return score;
}

const struct sci_score *sci_consumer(struct arena *arena, const struct export_request *request,
				     size_t *count)
{
	const struct assessment *assessment = request->assessment;
	struct sci_score *scores =
	    arena_alloc(arena, (assessment->per_count + 1) * sizeof *scores);

	*count = 0;
	for (size_t i = 0; i < assessment->per_count; i++)
		scores[(*count)++] = consumer_score(arena, request, &assessment->per[i]);
	return scores;
}

/* Operations of the training; NaN where an item of it does not tell. */
static double training_flop(const struct facts *facts)
{
	double sum = 0;
	bool any = false;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct item_result *item = facts->items[i].item;

		if (!text_same(item->stage, "training") || item->credit || item->losses_of ||
		    item->phase != PHASE_CREATION)
			continue;
		sum += facts->items[i].flop;
		any = true;
	}
	return any ? sum : NAN;
}

static struct sci_score provider_score(const struct export_request *request,
				       const struct sci *terms, const char *unit, double units,
				       const char *how)
{
	const struct assessment *assessment = request->assessment;
	const struct impact *creation =
	    &assessment->phases[PHASE_CREATION][assessment_gwp(assessment)];
	struct sci_score score = {.terms = *terms,
				  .unit = unit,
				  .units = units > 0 ? units : NAN,
				  .low = NAN,
				  .high = NAN,
				  .listed = true,
				  .units_how = how,
				  .status = "not computed: the number of functional units is "
					    "not known"};

	if (isnan(score.units)) {
		score.terms.carbon = NAN;
		return score;
	}
	if (isnan(terms->carbon)) {
		score.status = "not computed: no emissions of the creation are known";
		return score;
	}
	score.status = bound_text(terms, false);
	if (creation->status == IMPACT_COUNTED && creation->statistics.finite) {
		score.low = creation->statistics.low * grams_per_kg / units;
		score.high = creation->statistics.high * grams_per_kg / units;
	}
	return score;
}

const struct sci_score *sci_provider(struct arena *arena, const struct export_request *request,
				     size_t *count)
{
	enum { UNITS = 3 };
	struct sci_score *scores = arena_alloc(arena, UNITS * sizeof *scores);
	struct sci terms =
	    sci_of(request, items_of_phase(arena, request->assessment, PHASE_CREATION));

	*count = 0;
	if (!terms.items && !terms.holes)
		return scores;
	scores[(*count)++] = provider_score(
	    request, &terms, "EFLOP", training_flop(request->facts) / exa,
	    "operations of all training items, by parameters and tokens; 1 EFLOP is 1e18");
	scores[(*count)++] =
	    provider_score(request, &terms, "billion parameters",
			   request->facts->parameters / billion, "parameters of the model");
	scores[(*count)++] =
	    provider_score(request, &terms, "billion training tokens",
			   request->facts->tokens / billion, "tokens of all training items");
	return scores;
}
