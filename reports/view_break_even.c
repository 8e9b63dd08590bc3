/* Break-even: how much use equals the creation. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"

enum { HEADLINE = 0 };
static const double rounding = 1e-9;

static const char *const bounds[] = {
    [BOUND_NONE] = "", [BOUND_AT_LEAST] = ">= ", [BOUND_AT_MOST] = "<= "};

static const enum bound opposite[] = {[BOUND_NONE] = BOUND_NONE,
				      [BOUND_AT_LEAST] = BOUND_AT_MOST,
				      [BOUND_AT_MOST] = BOUND_AT_LEAST};

/* Large counts in words. */
static struct shown_unit count_unit(double count)
{
	if (count >= 1e9)
		return (struct shown_unit){.text = " billion", .size = 1e9};
	if (count >= 1e6)
		return (struct shown_unit){.text = " million", .size = 1e6};
	return (struct shown_unit){.text = "", .size = 1};
}

/* "1.4 days", "3.2 h". */
static const char *days_text(struct arena *arena, double days)
{
	if (days < 1)
		return arena_printf(arena, "%s h", number_significant(arena, 24 * days, 2));
	if (days < 1000)
		return arena_printf(arena, "%s days", number_significant(arena, days, 2));
	return arena_printf(arena, "%s years", number_significant(arena, days / 365.25, 2));
}

/* How far the volume counted here has come: "16 %", "8.4 x". */
static const char *passed_text(struct arena *arena, const struct break_even_figure *figure)
{
	const char *bound = bounds[opposite[figure->bound]];
	double passed = figure->passed.central;
	const char *share = number_share(arena, passed);

	if (passed < 1)
		return arena_printf(arena, "%s%s", *share == '<' ? "" : bound, share);
	return arena_printf(arena, "%s%s x", bound, number_plain(arena, passed, 3));
}

static const char *time_text(struct arena *arena, const struct break_even *row,
			     const struct break_even_figure *figure)
{
	if (!isfinite(row->days))
		return "-";
	return arena_printf(arena, "%s%s", bounds[figure->bound],
			    days_text(arena, row->days / figure->passed.central));
}

static void figure_row(struct doc *doc, const struct assessment *assessment,
		       const struct break_even *row, size_t criterion, bool first)
{
	const struct break_even_figure *figure = &row->figures[criterion];
	struct shown_unit unit;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, first ? row->per->unit : "");
	doc_cell(doc, assessment->criteria[criterion]->id);
	if (figure->status != IMPACT_COUNTED) {
		doc_cell(doc, "not known");
		doc_range(doc, "", "");
		doc_cell(doc, "");
		doc_cell(doc, "");
		return;
	}
	unit = count_unit(figure->volume.central);
	doc_number(doc,
		   arena_printf(doc->arena, "%s%s%s", bounds[figure->bound],
				number_central(doc->arena, &figure->volume, unit, DIGITS_SUM),
				unit.text));
	doc_range(doc, number_low(doc->arena, &figure->volume, unit),
		  arena_printf(doc->arena, "%s%s",
			       number_high(doc->arena, &figure->volume, unit), unit.text));
	doc_number(doc, passed_text(doc->arena, figure));
	doc_number(doc, time_text(doc->arena, row, figure));
}

/* The headline has a row of its own even where it is a hole. */
static void table(struct doc *doc, const struct assessment *assessment)
{
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));

	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "per", .wraps = true},
		      {.title = "criterion"},
		      {.title = "use equals creation at", .align = ALIGN_RIGHT, .wraps = true},
		      {.title = range, .align = ALIGN_RANGE},
		      {.title = "reached by the use here", .align = ALIGN_RIGHT, .wraps = true},
		      {.title = "time at the rate here", .align = ALIGN_RIGHT, .wraps = true}},
		  6);
	for (size_t i = 0; i < assessment->break_even_count; i++) {
		const struct break_even *row = &assessment->break_even[i];

		for (size_t c = 0; c < assessment->criterion_count; c++)
			if (c == HEADLINE || row->figures[c].status == IMPACT_COUNTED)
				figure_row(doc, assessment, row, c, c == HEADLINE);
	}
}

/* What one unit carries: "use 80.9 mg CO2e". */
static const char *part(struct arena *arena, const struct assessment *assessment,
			const struct impact *impact)
{
	struct shown_unit unit = view_unit_of(assessment, HEADLINE, impact->statistics.central);

	return arena_printf(arena, "%s%s %s", impact->missing ? ">= " : "",
			    number_central(arena, &impact->statistics, unit, DIGITS_SUM),
			    unit.text);
}

/* Use beside the creation over what is served. */
static void unit_line(struct doc *doc, const struct assessment *assessment,
		      const struct break_even *row)
{
	const struct per_result *per = row->per;
	const struct break_even_figure *figure = &row->figures[HEADLINE];

	if (figure->status != IMPACT_COUNTED)
		doc_line(doc, 0, "%s: %s", per->unit, figure->reason);
	else if (per->creation && per->creation[HEADLINE].status == IMPACT_COUNTED)
		doc_line(doc, 0, "%s: use %s beside a creation of %s, over the %s served",
			 per->unit, part(doc->arena, assessment, &per->use[HEADLINE]),
			 part(doc->arena, assessment, &per->creation[HEADLINE]),
			 number_amount(doc->arena, per->served));
}

/* Whose time it is, where it is not that of the calendar. */
static void time_line(struct doc *doc, const struct assessment *assessment, size_t number)
{
	const struct break_even *row = &assessment->break_even[number];

	if (!isfinite(row->days) || !row->days_of || text_same(row->days_of, "period"))
		return;
	for (size_t i = 0; i < number; i++)
		if (assessment->break_even[i].days_of &&
		    text_same(assessment->break_even[i].days_of, row->days_of))
			return;
	doc_line(doc, 0, "time at the rate here: by the %s (%s), run on without a break",
		 row->days_of, days_text(doc->arena, row->days));
}

/* But for the rounding of their quotients. */
static bool same_range(const struct statistics *a, const struct statistics *b)
{
	return fabs(a->low - b->low) <= rounding * a->low &&
	       fabs(a->high - b->high) <= rounding * a->high;
}

/* Whether the range of what was passed lies on one side of break-even; what units say alike is
 * said once. */
static void told_line(struct doc *doc, const struct assessment *assessment, size_t number)
{
	const struct break_even *row = &assessment->break_even[number];
	const struct break_even_figure *figure = &row->figures[HEADLINE];
	const struct statistics *passed = &figure->passed;

	if (figure->status != IMPACT_COUNTED || !passed->finite || passed->low >= 1 ||
	    passed->high < 1)
		return;
	for (size_t i = 0; i < number; i++)
		if (same_range(passed, &assessment->break_even[i].figures[HEADLINE].passed))
			return;
	doc_line(doc, 0,
		 "%s: whether the use here has passed break-even cannot be told: the %s range "
		 "reaches from %s to %s of it",
		 row->per->unit, view_interval(doc->arena, assessment),
		 number_share(doc->arena, passed->low), number_share(doc->arena, passed->high));
}

void view_break_even(struct doc *doc, const struct assessment *assessment)
{
	if (assessment->break_even_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "Break-even: when use has emitted as much as the creation");
	table(doc, assessment);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < assessment->break_even_count; i++) {
		unit_line(doc, assessment, &assessment->break_even[i]);
		told_line(doc, assessment, i);
		time_line(doc, assessment, i);
	}
	doc_drop_empty(doc);
}
