/* Everything below the items: other criteria, functional units, what is missing, sources. */

#include <inttypes.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { MOST_NAMES = 4, SHORT_DIGEST = 12 };

/* The criteria are id (unit) everywhere below: "gwp_market (t CO2e)". */
static const char *criterion_text(struct arena *arena, const struct assessment *assessment,
				  size_t criterion)
{
	return arena_printf(arena, "%s (%s)", assessment->criteria[criterion]->id,
			    view_unit(assessment, criterion).text);
}

static void holes_cell(struct doc *doc, size_t holes, const struct impact *total)
{
	if (holes == 0)
		doc_cell(doc, "");
	else if (total->status != IMPACT_COUNTED)
		doc_cell(doc, "every item missing");
	else
		doc_cellf(doc, "%s missing", view_count(doc->arena, holes, "item"));
}

/* A sum over items of which some are holes is a lower bound, and says so wherever it stands. */
static void sum_cell(struct doc *doc, const struct impact *sum, struct shown_unit unit)
{
	const char *text = number_central(doc->arena, &sum->statistics, unit, DIGITS_SUM);

	if (sum->status == IMPACT_COUNTED)
		doc_number(doc, sum->missing ? arena_printf(doc->arena, ">= %s", text) : text);
	else
		doc_cell(doc, sum->status == IMPACT_MISSING ? "missing" : "-");
}

static void total_row(struct doc *doc, const struct assessment *assessment, size_t criterion,
		      bool holes)
{
	const struct impact *total = &assessment->totals[criterion];
	struct shown_unit unit = view_unit(assessment, criterion);

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, assessment->criteria[criterion]->id);
	doc_cell(doc, assessment->criteria[criterion]->name);
	if (total->status == IMPACT_COUNTED) {
		sum_cell(doc, total, unit);
		doc_cell(doc, unit.text);
		doc_range(doc, number_low(doc->arena, &total->statistics, unit),
			  number_high(doc->arena, &total->statistics, unit));
	} else {
		doc_cell(doc, total->status == IMPACT_MISSING ? "missing" : "-");
		doc_cell(doc, "");
		doc_range(doc, "", "");
	}
	if (holes)
		holes_cell(doc, view_holes(assessment, criterion), total);
}

static bool any_holes(const struct assessment *assessment)
{
	for (size_t c = 0; c < assessment->criterion_count; c++)
		if (view_holes(assessment, c) > 0)
			return true;
	return false;
}

static void criteria(struct doc *doc, const struct assessment *assessment)
{
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));
	bool holes = any_holes(assessment);

	if (assessment->criterion_count < 2)
		return;
	doc_add(doc, DOC_SECTION, "All criteria");
	doc_table(doc,
		  (struct doc_column[]){{.title = "id"},
					{.title = "criterion", .wraps = true},
					{.title = "total", .align = ALIGN_RIGHT},
					{.title = "unit"},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "holes", .wraps = true}},
		  holes ? 6 : 5);
	for (size_t i = 0; i < assessment->criterion_count; i++)
		total_row(doc, assessment, i, holes);
}

/* Indices of the stages that have a column; returns how many. */
static size_t columns_of(const struct assessment *assessment, size_t *columns)
{
	size_t count = 0;

	for (size_t i = 0; i < assessment->stage_count; i++)
		if (view_has_items(assessment, assessment->stages[i].stage))
			columns[count++] = i;
	return count;
}

static void stage_titles(struct doc *doc, const struct assessment *assessment,
			 const size_t *columns, size_t count)
{
	struct doc_column *titles = arena_alloc(doc->arena, (count + 2) * sizeof *titles);

	titles[0] = (struct doc_column){.title = "criterion", .wraps = true};
	for (size_t i = 0; i < count; i++)
		titles[i + 1] = (struct doc_column){
		    .title = assessment->stages[columns[i]].stage, .align = ALIGN_RIGHT};
	titles[count + 1] = (struct doc_column){.title = "total", .align = ALIGN_RIGHT};
	doc_add(doc, DOC_SECTION, "By stage");
	doc_table(doc, titles, count + 2);
}

static void stages(struct doc *doc, const struct assessment *assessment)
{
	size_t *columns =
	    arena_alloc(doc->arena, (assessment->stage_count + 1) * sizeof *columns);
	size_t count = columns_of(assessment, columns);

	if (assessment->criterion_count < 2 || count < 2)
		return;
	stage_titles(doc, assessment, columns, count);
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		struct shown_unit unit = view_unit(assessment, c);

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, criterion_text(doc->arena, assessment, c));
		for (size_t i = 0; i < count; i++)
			sum_cell(doc, &assessment->stages[columns[i]].impacts[c], unit);
		sum_cell(doc, &assessment->totals[c], unit);
	}
}

static void completeness(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, "Not in the total");
	for (size_t i = 0; i < assessment->completeness_count; i++) {
		const struct completeness_row *row = &assessment->completeness[i];

		if (row->status == EXCLUDED)
			doc_line(doc, 0, "%s: excluded (%s)", row->stage,
				 row->reason ? row->reason : "no reason given");
		else if (row->status == NOT_COVERED)
			doc_line(doc, 0, "%s: not covered", row->stage);
	}
	for (size_t i = 0; i < assessment->item_count; i++)
		for (size_t k = 0; k < assessment->items[i].not_counted_count; k++)
			doc_line(doc, 0, "%s: not counted: %s", assessment->items[i].id,
				 assessment->items[i].not_counted[k]);
	doc_drop_empty(doc);
}

static bool is_hole(const struct item_result *item, size_t criterion, const char *reason)
{
	return item->impacts[criterion].status == IMPACT_MISSING &&
	       text_same(item->impacts[criterion].reason, reason);
}

/* One line for all items that miss a criterion for the same reason; written at the first of
 * them. */
static void hole_line(struct doc *doc, const struct assessment *assessment, size_t criterion,
		      size_t first)
{
	const char *reason = assessment->items[first].impacts[criterion].reason;
	struct buffer names = {0};
	size_t count = 0;

	for (size_t i = 0; i < first; i++)
		if (is_hole(&assessment->items[i], criterion, reason))
			return;
	for (size_t i = first; i < assessment->item_count; i++) {
		if (!is_hole(&assessment->items[i], criterion, reason))
			continue;
		if (count++ < MOST_NAMES)
			buffer_printf(&names, "%s%s", count > 1 ? ", " : "",
				      assessment->items[i].id);
	}
	if (count > MOST_NAMES)
		buffer_printf(&names, " and %zu more", count - MOST_NAMES);
	doc_line(doc, 0, "%s: %s: %s", assessment->criteria[criterion]->id, names.text,
		 reason ? reason : "no reason given");
	buffer_free(&names);
}

static void holes(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, "Missing (holes, not zeros)");
	for (size_t c = 0; c < assessment->criterion_count; c++)
		for (size_t i = 0; i < assessment->item_count; i++)
			if (assessment->items[i].impacts[c].status == IMPACT_MISSING)
				hole_line(doc, assessment, c, i);
	for (size_t i = 0; i < assessment->unknown_count; i++)
		doc_line(doc, 0, "%s: not known for any item: %s",
			 assessment->unknown[i].criterion->id,
			 assessment->unknown[i].reason ? assessment->unknown[i].reason
						       : "no reason given");
	doc_drop_empty(doc);
}

/* Of the first criterion, by the shares of its items. */
static void basis(struct doc *doc, const struct assessment *assessment)
{
	const double *share = assessment->basis_share;

	if (share[BASIS_MEASURED] + share[BASIS_MODELLED] + share[BASIS_DEFAULT] > 0)
		doc_add(doc, DOC_TEXT,
			"Basis of the total: %s measured, %s modelled, %s default.",
			number_share(doc->arena, share[BASIS_MEASURED]),
			number_share(doc->arena, share[BASIS_MODELLED]),
			number_share(doc->arena, share[BASIS_DEFAULT]));
}

/* "sha256 0123456789ab" or nothing. */
static const char *digest(struct arena *arena, const char *hex)
{
	return hex ? arena_printf(arena, " (sha256 %.*s)", SHORT_DIGEST, hex) : "";
}

static void samples(struct doc *doc, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	const char *quote = view_quote(doc->arena, assessment);

	if (!view_is_uncertain(assessment)) {
		doc_add(
		    doc, DOC_FOOTER,
		    "No input is uncertain: nothing was sampled, and no figure has a range.");
		return;
	}
	if (*quote)
		doc_add(doc, DOC_FOOTER, "%s", quote);
	doc_add(doc, DOC_FOOTER,
		"Ranges are %s intervals of %s samples%s, seed %" PRIu64
		"; the central value has every input at its median, or at the value stated for "
		"it.%s%s",
		view_interval(doc->arena, assessment),
		number_fixed(doc->arena, (double)record->samples, 0),
		view_sampler(doc->arena, assessment), record->seed,
		view_moments(doc->arena, assessment), view_gain(doc->arena, assessment));
}

static void footer(struct doc *doc, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	struct buffer line = {0};

	samples(doc, assessment);
	buffer_printf(&line, "lca %s; factors %s%s", record->version ? record->version : "",
		      record->factors_version ? record->factors_version : "",
		      digest(doc->arena, record->factors_sha256));
	if (record->scenario_file)
		buffer_printf(&line, "; scenario %s%s", record->scenario_file,
			      digest(doc->arena, record->scenario_sha256));
	for (size_t i = 0; i < record->option_count; i++)
		buffer_printf(&line, "; %s", record->options[i]);
	doc_add(doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

void view_sections(struct doc *doc, const struct assessment *assessment,
		   const struct diags *diags)
{
	basis(doc, assessment);
	criteria(doc, assessment);
	view_shortest(doc, assessment);
	view_equivalents(doc, assessment);
	stages(doc, assessment);
	view_per(doc, assessment);
	view_break_even(doc, assessment);
	view_drivers(doc, assessment);
	view_advice(doc, assessment);
	view_chart_logs(doc, assessment);
	holes(doc, assessment);
	completeness(doc, assessment);
	view_warnings(doc, diags);
	view_notes(doc, assessment->notes, assessment->note_count, diags);
	view_used(doc, assessment);
	view_citations(doc, assessment);
	view_meter_sources(doc, assessment);
	view_inputs(doc, assessment);
	footer(doc, assessment);
}
