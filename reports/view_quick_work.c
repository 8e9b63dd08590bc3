/* How long the run of lca quick takes, by the size of its model: the formula and its numbers.
 */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/quick.h"
#include "reports/view.h"
#include "reports/view_quick.h"

static const struct shown_unit hour = {.text = "h", .size = 1};

/* " (95 %: 6,000 - 14,000)"; nothing where all that goes in is exact. */
static const char *bounds(struct arena *arena, const struct statistics *statistics,
			  const char *interval)
{
	if (!number_has_spread(statistics))
		return "";
	return arena_printf(arena, " (%s%s - %s)", interval,
			    number_low(arena, statistics, hour),
			    number_high(arena, statistics, hour));
}

/* "7B", "1.3B", "14.8T": as models are named. */
static const char *counted(struct arena *arena, double number)
{
	static const char letters[] = "TBM";
	const double thousand = 1000;
	double size = 1e12;

	for (size_t i = 0; i < strlen(letters); i++, size /= thousand)
		if (number >= size)
			return arena_printf(arena, "%s%c",
					    number_plain(arena, number / size, DIGITS_ITEM),
					    letters[i]);
	return number_plain(arena, number, DIGITS_ITEM);
}

static const char *size_of(struct arena *arena, const struct quick_report *report,
			   enum quick_id option)
{
	struct assumption size = quick_counted(arena, report->assessment, option);

	return size.quantity ? counted(arena, dist_central(&size.quantity->dist))
			     : report->plan->texts[option];
}

/* "16 bit", "FP8": of the row "peak-fp16", "peak-fp8". */
static const char *format_of(struct arena *arena, const struct factor *row)
{
	const char *name = strchr(row->criterion, '-');
	char *upper;

	if (!name || text_same(name, "-fp16"))
		return "16 bit";
	upper = arena_copy(arena, name + 1, strlen(name + 1));
	for (char *c = upper; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return upper;
}

/* "989 TFLOP/s (dense, 16 bit; epoch-ml-hardware)". */
static const char *peak(struct arena *arena, const struct quantity *quantity)
{
	const double tera = 1e12;
	const struct factor *row = quantity ? quantity->origin.factor : NULL;
	bool in_flops = quantity && text_same(quantity->unit.text, "FLOP/s");
	double value;

	if (!quantity)
		return "peak";
	value = dist_central(&quantity->dist) / quantity->unit.scale / (in_flops ? tera : 1);
	return arena_printf(arena, "%s %s%s (%s%s%s%s)", number_plain(arena, value, DIGITS_SUM),
			    in_flops ? "T" : "", quantity->unit.text,
			    row && text_starts(row->note, "dense") ? "dense, " : "",
			    row ? format_of(arena, row) : "stated", row ? "; " : "",
			    row ? row->source : "");
}

/* "0.33", "0.136 (0.33, less for so small a model)". */
static const char *mfu(struct arena *arena, const struct assessment *assessment)
{
	struct assumption reached = quick_counted(arena, assessment, QUICK_MFU);
	const char *value;

	if (!reached.quantity)
		return "MFU";
	value = number_plain(arena, quick_value(&reached).central, DIGITS_SUM);
	if (!reached.times)
		return arena_printf(arena, "MFU %s", value);
	return arena_printf(
	    arena, "MFU %s (%s, less for so small a model)", value,
	    number_plain(arena, dist_central(&reached.quantity->dist), DIGITS_SUM));
}

/* ", 5.8 days (3.9 - 9.1) on 64 accelerators". */
static const char *days(struct arena *arena, const struct quick_plan *plan,
			const struct statistics *hours)
{
	const double day = 24;
	const char *count = plan->texts[QUICK_ACCELERATORS];
	struct statistics wall = *hours;

	if (!(plan->count > 0))
		return "";
	statistics_scale(&wall, 1 / (day * plan->count));
	return arena_printf(arena, ", %s days%s on %s accelerator%s",
			    number_central(arena, &wall, hour, DIGITS_SUM),
			    bounds(arena, &wall, ""), count, text_same(count, "1") ? "" : "s");
}

/* "; with experiments (1.5 times as much again) 179,000 h (...)". */
static const char *with_experiments(struct arena *arena, const struct quick_report *report)
{
	const struct assessment *assessment = report->assessment;
	struct assumption ratio = quick_counted(arena, assessment, QUICK_EXPERIMENTS);
	const struct item_result *item = NULL;

	for (size_t i = 0; i < assessment->item_count && !item; i++)
		if (text_same(assessment->items[i].id, "embodied/accelerators") ||
		    text_same(assessment->items[i].id, "embodied/processors"))
			item = &assessment->items[i];
	if (!report->plan->texts[QUICK_EXPERIMENTS] || !ratio.quantity || !item ||
	    !item->activity_name)
		return "";
	return arena_printf(
	    arena, "; with experiments (%s times as much again) it is %s h%s",
	    number_plain(arena, dist_central(&ratio.quantity->dist), DIGITS_SUM),
	    number_central(arena, &item->activity, hour, DIGITS_SUM),
	    bounds(arena, &item->activity, ""));
}

void view_quick_work(struct doc *doc, const struct quick_report *report)
{
	const struct quick_plan *plan = report->plan;
	const struct assessment *assessment = report->assessment;
	struct arena *arena = doc->arena;
	bool active = plan->texts[QUICK_ACTIVE_PARAMETERS] != NULL;
	struct quick_work work;

	if (plan->way != QUICK_BY_SIZE || !quick_work(arena, assessment, &work))
		return;
	doc_add(doc, DOC_TEXT,
		"The final run takes 6 x %s%s x %s / (%s x %s) = %s accelerator hours%s%s%s.",
		size_of(arena, report, active ? QUICK_ACTIVE_PARAMETERS : QUICK_PARAMETERS),
		active ? " active" : "", size_of(arena, report, QUICK_TOKENS),
		peak(arena, work.peak), mfu(arena, assessment),
		number_central(arena, &work.hours, hour, DIGITS_SUM),
		bounds(arena, &work.hours,
		       arena_printf(arena, "%s: ", view_interval(arena, assessment))),
		days(arena, plan, &work.hours), with_experiments(arena, report));
}
