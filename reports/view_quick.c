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

/* A stage as one row; of hardware a row each. */
static void stage_rows(struct doc *doc, const struct assessment *assessment,
		       const struct stage_result *stage)
{
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	bool hardware = text_same(stage->stage, "embodied");

	for (size_t i = 0; hardware && i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (!same_stage(item, stage->stage))
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cellf(doc, "making of the %s", item->item);
		doc_number(doc, device_hours(doc->arena, item));
		view_impact(doc, &item->impacts[HEADLINE], unit, DIGITS_SUM,
			    item->impacts[HEADLINE].share);
	}
	if (hardware)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "electricity: %s", stage->stage);
	doc_number(doc, electricity(doc->arena, assessment, stage->impacts));
	view_impact(doc, &stage->impacts[HEADLINE], unit, DIGITS_SUM,
		    view_stage_share(assessment, stage->stage, HEADLINE));
}

/* A total with holes is a lower bound. */
static void total_cells(struct doc *doc, const struct impact *total, struct shown_unit unit)
{
	const struct statistics *statistics = &total->statistics;

	if (total->status != IMPACT_COUNTED || !total->missing) {
		view_impact(doc, total, unit, DIGITS_SUM, 1);
		return;
	}
	doc_number(doc, arena_printf(doc->arena, ">= %s",
				     number_central(doc->arena, statistics, unit, DIGITS_SUM)));
	doc_range(doc, number_low(doc->arena, statistics, unit),
		  number_high(doc->arena, statistics, unit));
	doc_number(doc, number_share(doc->arena, 1));
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
	total_cells(doc, &assessment->totals[HEADLINE], unit);
}

/* " (95 %: 6,000 - 14,000)"; nothing where all that goes in is exact. */
static const char *bounds(struct arena *arena, const struct statistics *statistics,
			  struct shown_unit unit, const char *interval)
{
	if (!number_has_spread(statistics))
		return "";
	return arena_printf(arena, " (%s%s - %s)", interval,
			    number_low(arena, statistics, unit),
			    number_high(arena, statistics, unit));
}

/* "8,900 accelerator hours (95 %: 6,000 - 14,000), 5.8 days of 64 accelerators." */
static void hours(struct doc *doc, const struct assessment *assessment,
		  const struct quick_plan *plan)
{
	const double day = 24;
	struct shown_unit unit = {.text = "h", .size = 1};
	struct arena *arena = doc->arena;
	const struct item_result *item = NULL;
	struct statistics wall;
	bool tried = plan->texts[QUICK_EXPERIMENTS] != NULL;
	const char *days = "";

	for (size_t i = 0; i < assessment->item_count && !item; i++)
		if (text_same(assessment->items[i].id, "embodied/accelerators"))
			item = &assessment->items[i];
	if (plan->way != QUICK_BY_SIZE || !item || !item->activity_name)
		return;
	wall = item->activity;
	statistics_scale(&wall, 1 / (day * plan->count));
	if (plan->count > 0 && !tried)
		days = arena_printf(arena, ", %s days%s with %s accelerators",
				    number_central(arena, &wall, unit, DIGITS_SUM),
				    bounds(arena, &wall, unit, ""),
				    plan->texts[QUICK_ACCELERATORS]);
	doc_add(
	    doc, DOC_TEXT,
	    "By 6 x %sparameters x tokens / (peak x MFU) it takes %s accelerator hours%s%s.",
	    plan->texts[QUICK_ACTIVE_PARAMETERS] ? "active " : "",
	    number_central(arena, &item->activity, unit, DIGITS_SUM),
	    bounds(arena, &item->activity, unit,
		   arena_printf(arena, "%s: ", view_interval(arena, assessment))),
	    days);
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

void view_quick(struct doc *doc, const struct quick_report *report, const struct diags *diags)
{
	const struct assessment *assessment = report->assessment;

	doc_add(doc, DOC_TITLE, "%s", assessment->name);
	view_headline(doc, assessment);
	view_terms(doc, &assessment->record);
	hours(doc, assessment, report->plan);
	small(doc, assessment, report->plan);
	parts(doc, assessment);
	view_quick_counted(doc, report);
	view_assumptions(doc, report->assumptions, report->assumption_count);
	view_quick_missing(doc, report);
	left_out(doc, assessment, report->plan);
	view_warnings(doc, diags);
	footer(doc, assessment, report->saved);
}
