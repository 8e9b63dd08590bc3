/* What was assumed and matters most, in the reports of lca quick. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/quick.h"
#include "reports/view.h"
#include "reports/view_factors.h"
#include "reports/view_quick.h"

enum { SHARE_PLACES = 0, LONGEST_REASON = 200 };

/* Of the range of an assumption, below and above. */
static const double tail = 0.025;

static struct statistics of_quantity(const struct quantity *quantity)
{
	double scale = quantity->unit.scale;

	return (struct statistics){.central = dist_central(&quantity->dist) / scale,
				   .low = dist_quantile(&quantity->dist, tail) / scale,
				   .high = dist_quantile(&quantity->dist, 1 - tail) / scale,
				   .finite = true};
}

/* Distances in logarithms add in quadrature. */
static double joined(double end, double central, double other_end, double other)
{
	return hypot(log(end / central), log(other_end / other));
}

struct statistics quick_value(const struct assumption *assumption)
{
	struct statistics value, times;

	if (assumption->whole && assumption->factor)
		return factor_statistics(assumption->factor, &assumption->quantity->unit);
	value = of_quantity(assumption->quantity);
	if (!assumption->times)
		return value;
	times = of_quantity(assumption->times);
	return (struct statistics){
	    .central = value.central * times.central,
	    .low = value.central * times.central *
		   exp(-joined(value.low, value.central, times.low, times.central)),
	    .high = value.central * times.central *
		    exp(joined(value.high, value.central, times.high, times.central)),
	    .finite = true};
}

/* Its example would be copied: what stands there is the number that was counted with. */
const char *quick_state(struct arena *arena, const struct assumption *assumption)
{
	size_t option = strcspn(assumption->state, " ");
	struct buffer line = {0};
	const char *unit, *text;
	char *number;

	if (assumption->option == QUICK_TOTAL || !assumption->quantity)
		return assumption->state;
	unit = assumption->quantity->unit.text;
	number = number_plain(arena, quick_value(assumption).central, DIGITS_SUM);
	for (const char *from = number; *from; from++)
		if (*from != ',')
			buffer_add(&line, from, 1);
	number = arena_text(arena, line.text);
	line.length = 0;
	buffer_printf(&line, "%.*s ", (int)option, assumption->state);
	buffer_shell(&line, *unit ? arena_printf(arena, "%s %s", number, unit) : number);
	text = arena_text(arena, line.text);
	buffer_free(&line);
	return text;
}

/* Tokens and parameters are counted in billions. */
static struct shown_unit shown_unit(struct doc *doc, const struct quantity *quantity,
				    double central)
{
	const double billion = 1e9;
	const char *unit = quantity->unit.text;

	if (central < billion)
		return (struct shown_unit){.text = unit, .size = 1};
	return (struct shown_unit){
	    .text = arena_printf(doc->arena, "billion%s%s", *unit ? " " : "", unit),
	    .size = billion};
}

static void value_cells(struct doc *doc, const struct assumption *assumption)
{
	struct statistics value;
	struct shown_unit unit;

	if (!assumption->quantity) {
		doc_number(doc, "");
		doc_range(doc, "", "");
		return;
	}
	value = quick_value(assumption);
	unit = shown_unit(doc, assumption->quantity, value.central);
	doc_number(doc, arena_printf(doc->arena, "%s%s%s",
				     number_central(doc->arena, &value, unit, DIGITS_SUM),
				     *unit.text ? " " : "", unit.text));
	doc_range(doc, number_low(doc->arena, &value, unit),
		  number_high(doc->arena, &value, unit));
}

static void assumption_row(struct doc *doc, const struct assumption *assumption)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, assumption->what);
	value_cells(doc, assumption);
	doc_number(doc, isnan(assumption->share)
			    ? "-"
			    : arena_printf(doc->arena, "%s %%",
					   number_fixed(doc->arena, 100 * assumption->share,
							SHARE_PLACES)));
	doc_cell(doc, quick_state(doc->arena, assumption));
}

/* " times (1.3 billion parameters / 5 billion)^E, ... by ROW" where two rows make the value. */
static const char *second_row(struct arena *arena, const struct assumption *assumption)
{
	const struct origin *times = assumption->times ? &assumption->times->origin : NULL;

	if (!times || !times->factor || times->factor == assumption->factor)
		return "";
	return arena_printf(arena, ", times %s by %s", times->note, times->factor->id);
}

/* "emissions of a kWh: electricity/FR/2024/gwp, Ember (2025): Yearly electricity data". What an
 * estimate rests on is told by its note: the place cited is one of its sources. */
static void source_line(struct doc *doc, const struct assumption *assumption)
{
	const struct factor *row = assumption->factor;
	const char *note = row ? factor_reason(doc->arena, row, LONGEST_REASON) : NULL;

	if (row)
		doc_line(doc, 0, "%s: %s; %s%s%s%s", assumption->what, row->id,
			 note ? note : "", note ? "; one of its sources: " : "", row->citation,
			 second_row(doc->arena, assumption));
	else if (assumption->quantity)
		doc_line(doc, 0, "%s: %s", assumption->what,
			 assumption->quantity->origin.source
			     ? assumption->quantity->origin.source
			     : "as stated");
}

void view_assumptions(struct doc *doc, const struct assumption *assumptions, size_t count)
{
	static const char *const numbers[] = {"", "", "two ", "three "};

	if (count == 0)
		return;
	doc_add(doc, DOC_SECTION, "The %sassumption%s that matter%s most",
		count < sizeof numbers / sizeof *numbers ? numbers[count] : "",
		count == 1 ? "" : "s", count == 1 ? "s" : "");
	doc_table(doc,
		  (struct doc_column[]){{.title = "assumed", .wraps = true},
					{.title = "value", .align = ALIGN_RIGHT},
					{.title = "95 % range", .align = ALIGN_RANGE},
					{.title = "alone", .align = ALIGN_RIGHT},
					{.title = "state it by"}},
		  5);
	for (size_t i = 0; i < count; i++)
		assumption_row(doc, &assumptions[i]);
	doc_add(doc, DOC_TEXT,
		"alone: share of the variance of the total that each has by itself, as in lca "
		"run. What several do only together is in none, so the shares need not sum to "
		"100 %%.");
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < count; i++)
		source_line(doc, &assumptions[i]);
	doc_drop_empty(doc);
}
