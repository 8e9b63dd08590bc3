/* The short report of lca quick: one number, what it is made of, what it rests on. */

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/quick.h"
#include "reports/view.h"
#include "reports/view_chart.h"
#include "reports/view_quick.h"

enum { HEADLINE = 0, SHORT_DIGEST = 12, HOURS_DIGITS = 4 };

static bool same_stage(const struct item_result *item, const char *stage)
{
	return text_same(item->stage, stage) && !item->losses_of;
}

/* The criterion of this id; false where the assessment has none. */
static bool find(const struct assessment *assessment, const char *id, size_t *criterion)
{
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		if (text_same(assessment->criteria[c]->id, id)) {
			*criterion = c;
			return true;
		}
	}
	return false;
}

/* "3.05 MWh", of what is drawn at the facility. */
static const char *electricity(struct arena *arena, const struct assessment *assessment,
			       const struct impact *impacts)
{
	struct shown_unit unit;
	size_t c;

	if (!find(assessment, "electricity", &c) || impacts[c].status != IMPACT_COUNTED)
		return "";
	unit = view_unit_of(assessment, c, impacts[c].statistics.central);
	return arena_printf(arena, "%s %s",
			    number_central(arena, &impacts[c].statistics, unit, DIGITS_SUM),
			    unit.text);
}

static const char *device_hours(struct arena *arena, const struct item_result *item)
{
	if (!item->activity_name)
		return "";
	return arena_printf(arena, "%s %s",
			    number_plain(arena, item->activity.central, HOURS_DIGITS),
			    item->activity_unit);
}

static void item_row(struct doc *doc, const struct assessment *assessment,
		     const struct item_result *item, bool hardware)
{
	struct impact impact = quick_with_losses(doc->arena, assessment, item);

	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, hardware ? "making of the %s" : "electricity: %s", item->item);
	doc_number(doc, hardware ? device_hours(doc->arena, item)
				 : electricity(doc->arena, assessment, item->impacts));
	view_impact(doc, &impact, view_unit(assessment, HEADLINE), DIGITS_SUM, impact.share);
}

/* A stage as one row; of hardware a row each, as of the experiments beside the final run. */
static void stage_rows(struct doc *doc, const struct assessment *assessment,
		       const struct stage_result *stage)
{
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	bool hardware = text_same(stage->stage, "embodied");
	size_t items = 0;

	for (size_t i = 0; i < assessment->item_count; i++)
		items += same_stage(&assessment->items[i], stage->stage);
	for (size_t i = 0; (hardware || items > 1) && i < assessment->item_count; i++)
		if (same_stage(&assessment->items[i], stage->stage))
			item_row(doc, assessment, &assessment->items[i], hardware);
	if (hardware || items > 1)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "electricity: %s", stage->stage);
	doc_number(doc, electricity(doc->arena, assessment, stage->impacts));
	view_impact(doc, &stage->impacts[HEADLINE], unit, DIGITS_SUM,
		    view_stage_share(assessment, stage->stage, HEADLINE));
}

/* Electricity with what the grid loses of it. */
static void parts(struct doc *doc, const struct assessment *assessment)
{
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));

	doc_table(doc,
		  (struct doc_column[]){{.title = "part", .wraps = true},
					{.title = "amount", .align = ALIGN_RIGHT},
					{.title = unit.text, .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "share", .align = ALIGN_RIGHT}},
		  5);
	for (size_t i = 0; i < assessment->stage_count; i++)
		stage_rows(doc, assessment, &assessment->stages[i]);
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, "total");
	doc_number(doc, "");
	view_impact(doc, &assessment->totals[HEADLINE], unit, DIGITS_SUM, 1);
}

/* How far small models fall short is known from few runs. */
static void small(struct doc *doc, const struct assessment *assessment,
		  const struct quick_plan *plan)
{
	for (size_t i = 0; plan->small_model && i < assessment->factor_count; i++) {
		if (text_same(assessment->factors[i].factor->id,
			      "default/-/-/mfu-size-exponent"))
			doc_add(doc, DOC_TEXT, "Note: %s.", plan->small_model);
	}
}

static void left_out(struct doc *doc, const struct assessment *assessment,
		     const struct quick_plan *plan)
{
	const struct factor *row = plan->experiments;

	doc_list(doc, DOC_LIST, "Not counted");
	if (row) {
		const double tail = 0.025;
		const struct dist *dist = &row->quantity.dist;

		doc_line(
		    doc, 0,
		    "experiments and failed runs: usually %s to %s times the final run (%s, "
		    "%s); --experiments default counts them",
		    number_significant(doc->arena, dist_quantile(dist, tail), 1),
		    number_significant(doc->arena, dist_quantile(dist, 1 - tail), 1), row->id,
		    row->source);
	}
	for (size_t i = 0; i < assessment->completeness_count; i++) {
		const struct completeness_row *stage = &assessment->completeness[i];

		if (stage->status != COVERED)
			doc_line(doc, 0, "%s%s%s", stage->stage, stage->reason ? ": " : "",
				 stage->reason ? stage->reason : "");
	}
	for (size_t i = 0; i < assessment->item_count; i++)
		for (size_t j = 0; j < assessment->items[i].not_counted_count; j++)
			doc_line(doc, 0, "%s: %s", assessment->items[i].id,
				 assessment->items[i].not_counted[j]);
	doc_drop_empty(doc);
}

/* " --seed 7 --factors mine.csv": what the number needs beside the scenario. */
static void options(struct buffer *line, const struct record *record)
{
	const double usual_interval = 0.95;
	const uint64_t usual_seed = 1;

	buffer_printf(line, " --samples %" PRIu64, record->samples);
	if (record->seed != usual_seed)
		buffer_printf(line, " --seed %" PRIu64, record->seed);
	if (fabs(record->interval - usual_interval) > DBL_EPSILON)
		buffer_printf(line, " --interval %g", 100 * record->interval);
	for (size_t i = 0; i < record->option_count; i++) {
		const char *option = record->options[i];
		size_t name = strcspn(option, " ");

		buffer_printf(line, " %.*s", (int)name, option);
		if (option[name]) {
			buffer_text(line, " ");
			buffer_shell(line, option + name + 1);
		}
	}
}

static void footer(struct doc *doc, const struct assessment *assessment, bool saved)
{
	const struct record *record = &assessment->record;
	struct buffer line = {0};

	buffer_printf(&line, "%slca run %s",
		      saved ? "" : "--save model.yaml writes the scenario, and ",
		      saved ? record->scenario_file : "model.yaml");
	options(&line, record);
	doc_add(doc, DOC_FOOTER,
		"Ranges are %s intervals of %s samples, seed %" PRIu64
		"; the number has every input at its median. %s tells all of it.",
		view_interval(doc->arena, assessment),
		number_fixed(doc->arena, (double)record->samples, 0), record->seed, line.text);
	line.length = 0;
	buffer_printf(&line, "lca %s; factors %s", record->version, record->factors_version);
	if (record->factors_sha256)
		buffer_printf(&line, " (sha256 %.*s)", SHORT_DIGEST, record->factors_sha256);
	buffer_printf(&line, "; scenario %s", record->scenario_file);
	if (record->scenario_sha256)
		buffer_printf(&line, " (sha256 %.*s)", SHORT_DIGEST, record->scenario_sha256);
	doc_add(doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

/* What lca compare ranks by, where it is another number than the headline. */
static void middle(struct doc *doc, const struct assessment *assessment)
{
	const double noticed = 0.03;
	const struct impact *total = &assessment->totals[HEADLINE];
	const struct statistics *statistics = &total->statistics;
	struct shown_unit unit = view_unit(assessment, HEADLINE);

	if (total->status != IMPACT_COUNTED || !statistics->finite ||
	    !(fabs(statistics->median - statistics->central) >
	      noticed * fabs(statistics->central)))
		return;
	doc_add(doc, DOC_TEXT,
		"Of the samples: median %s %s, mean %s; lca compare ranks by the median.",
		number_median(doc->arena, statistics, unit), unit.text,
		view_mean(doc->arena, total, unit));
}

void view_quick(struct doc *doc, const struct quick_report *report, const struct diags *diags)
{
	const struct assessment *assessment = report->assessment;

	doc_add(doc, DOC_TITLE, "%s", assessment->name);
	view_headline(doc, assessment);
	middle(doc, assessment);
	view_terms(doc, &assessment->record);
	view_quick_work(doc, report);
	small(doc, assessment, report->plan);
	view_chart_stages(doc, assessment);
	view_chart_items(doc, assessment);
	parts(doc, assessment);
	view_quick_counted(doc, report);
	view_chart_drivers(doc, assessment);
	view_assumptions(doc, report->assumptions, report->assumption_count);
	view_quick_missing(doc, report);
	left_out(doc, assessment, report->plan);
	view_warnings(doc, diags);
	footer(doc, assessment, report->saved);
}
