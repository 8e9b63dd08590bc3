/* What the number of lca quick is counted with, what comes beside it, and its holes. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/quick.h"
#include "reports/view.h"
#include "reports/view_quick.h"

enum { HEADLINE = 0 };

/* "default, kind hpc", "ember-2026", "stated". */
static const char *origin(struct arena *arena, const struct assumption *counted)
{
	const struct factor *row = counted->factor;
	const char *kind = "kind:", *source = counted->quantity->origin.source;

	if (!row)
		return source ? source : "stated";
	if (text_starts(row->region, kind))
		return arena_printf(arena, "default, kind %s", row->region + strlen(kind));
	return text_same(row->activity, "default") ? "default" : row->source;
}

/* A default is known to two digits; of ratios just above 1 those are of what lies above it. */
static int digits(const struct assumption *counted)
{
	const struct factor *row = counted->factor;
	bool above_one = counted->option == QUICK_PUE || counted->option == QUICK_HOST_FACTOR;

	return row && text_same(row->activity, "default") && !above_one ? 2 : DIGITS_SUM;
}

static const char *value(struct arena *arena, const struct assumption *counted)
{
	struct statistics statistics = quick_value(counted);
	const char *unit = counted->quantity->unit.text;

	return arena_printf(arena, "%s%s%s",
			    number_plain(arena, statistics.central, digits(counted)),
			    *unit ? " " : "", unit);
}

static const char *percent(struct arena *arena, const struct assumption *counted)
{
	return arena_printf(
	    arena, "%s %%",
	    number_plain(arena, 100 * quick_value(counted).central, digits(counted)));
}

/* "; losses to the meter + 6.4 % (default)": of what is drawn, so that it can be multiplied. */
static void losses(struct arena *arena, const struct assessment *assessment,
		   struct buffer *line)
{
	struct assumption lost = {.quantity = quick_losses(assessment), .option = QUICK_TOTAL};
	double share;

	if (!lost.quantity)
		return;
	lost.factor = lost.quantity->origin.factor;
	share = dist_central(&lost.quantity->dist);
	buffer_printf(line, "; losses to the meter + %s %% (%s)",
		      number_plain(arena, 100 * share / (1 - share), 2), origin(arena, &lost));
}

/* "grid of NO 2025, 28.1 gCO2e/kWh (ember-2026)". */
static const char *grid(struct arena *arena, const struct assumption *counted)
{
	const struct factor *row = counted->factor;
	const char *of = "";

	if (row && row->year)
		of = arena_printf(arena, "grid of %s %d, ", row->region, row->year);
	else if (row)
		of = arena_printf(arena, "grid of %s, ", row->region);
	return arena_printf(arena, "%s%s", of, value(arena, counted));
}

/* One line of all that a reader may have otherwise, whether it matters most or not. */
static void counted_with(struct doc *doc, const struct quick_report *report)
{
	static const struct {
		enum quick_id option;
		const char *lead, *tail;
	} rows[] = {
	    {QUICK_PUE, "; PUE ", ""},
	    {QUICK_POWER, "; ", " each"},
	    {QUICK_HOST_FACTOR, " x ", " with its server"},
	    {QUICK_INTENSITY, "; ", ""},
	    {QUICK_LIFETIME, "; lifetime ", ""},
	    {QUICK_UTILIZATION, "; utilization ", ""},
	};
	const struct assessment *assessment = report->assessment;
	struct arena *arena = doc->arena;
	struct buffer line = {0};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct assumption counted = quick_counted(arena, assessment, rows[i].option);
		const char *text;

		if (!counted.quantity)
			continue;
		text = rows[i].option == QUICK_INTENSITY     ? grid(arena, &counted)
		       : rows[i].option == QUICK_UTILIZATION ? percent(arena, &counted)
							     : value(arena, &counted);
		buffer_printf(&line, "%s%s%s (%s)", rows[i].lead, text, rows[i].tail,
			      origin(arena, &counted));
		if (rows[i].option == QUICK_INTENSITY)
			losses(arena, assessment, &line);
	}
	if (line.length)
		doc_add(doc, DOC_TEXT, "Counted with %s.%s",
			line.text + strspn(line.text, "; x"),
			report->plan->may_be_office ? " In a computer by a desk: --kind office."
						    : "");
	buffer_free(&line);
}

/* The year of the grid's row of a criterion; 0: none, or timeless. */
static int year_of(const struct assessment *assessment, const char *criterion)
{
	for (size_t i = 0; i < assessment->factor_count; i++) {
		const struct factor *row = assessment->factors[i].factor;

		if (text_same(row->activity, "electricity") &&
		    text_same(row->criterion, criterion))
			return row->year;
	}
	return 0;
}

/* The two grids of one run may be of different years. */
static const char *years(struct arena *arena, const struct assessment *assessment,
			 const char *criterion)
{
	int own = year_of(assessment, criterion);
	int other = year_of(assessment, assessment->criteria[HEADLINE]->id);

	if (!text_same(criterion, "gwp_market") || !own || !other || own == other)
		return "";
	return arena_printf(arena, "; its grid is of %d, that of the total of %d", own, other);
}

static void beside_row(struct doc *doc, const struct assessment *assessment, size_t c)
{
	const struct impact *total = &assessment->totals[c];
	struct shown_unit unit = view_unit(assessment, c);
	const char *range = "";

	if (number_has_spread(&total->statistics))
		range = arena_printf(doc->arena, " (%s - %s)",
				     number_low(doc->arena, &total->statistics, unit),
				     number_high(doc->arena, &total->statistics, unit));
	doc_line(doc, 0, "%s: %s%s %s%s%s", assessment->criteria[c]->name,
		 total->missing ? "at least " : "",
		 number_central(doc->arena, &total->statistics, unit, DIGITS_SUM), unit.text,
		 range, years(doc->arena, assessment, assessment->criteria[c]->id));
}

/* "electricity: 3.35 MWh" and what else follows from it. */
static void beside(struct doc *doc, const struct assessment *assessment)
{
	static const char *const ids[] = {"electricity", "gwp_market", "water"};

	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		for (size_t c = 0; c < assessment->criterion_count; c++)
			if (text_same(assessment->criteria[c]->id, ids[i]) &&
			    assessment->totals[c].status == IMPACT_COUNTED)
				beside_row(doc, assessment, c);
	doc_drop_empty(doc);
}

void view_quick_counted(struct doc *doc, const struct quick_report *report)
{
	counted_with(doc, report);
	beside(doc, report->assessment);
}

/* What to state where the making of something has no row. */
static const char *hint(const char *item)
{
	static const struct {
		const char *item, *hint;
	} hints[] = {
	    {"embodied/processors",
	     "; in the saved file, impact: in the place of device: states the footprint of "
	     "their server, accelerators: how many processors it holds"},
	    {"embodied/computers", "; in the saved file, impact: in the place of device: "
				   "states the footprint of the computer without its card"},
	};

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (text_same(item, hints[i].item))
			return hints[i].hint;
	return "";
}

void view_quick_missing(struct doc *doc, const struct quick_report *report)
{
	const struct assessment *assessment = report->assessment;

	doc_list(doc, DOC_LIST, "Missing (holes, not zeros)");
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];
		const struct impact *impact = &item->impacts[HEADLINE];

		if (impact->status == IMPACT_MISSING)
			doc_line(doc, 0, "%s: %s%s", item->id,
				 impact->reason ? impact->reason : "no factor", hint(item->id));
	}
	doc_drop_empty(doc);
}
