/* The table of items as LaTeX, with the rules of booktabs. Its columns are parts of \linewidth
 * in which every cell can be broken, so that it fits any page; in a document of two columns it
 * spans both. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/export_latex.h"
#include "reports/facts.h"
#include "reports/method_parts.h"
#include "reports/view.h"

/* Beyond these a page is full. */
enum { MOST_ITEMS = 40 };

/* Of \linewidth: with five gaps of twice .008 they make 1. */
static const char columns[] =
    "@{}>{\\raggedright\\hangindent1em\\hspace{0pt}}p{.265\\linewidth}\n"
    "  >{\\raggedleft}p{.15\\linewidth}\n  >{\\raggedleft}p{.125\\linewidth}\n"
    "  >{\\raggedleft}p{.165\\linewidth}\n"
    "  >{\\raggedleft}p{.1\\linewidth}\n"
    "  >{\\raggedright}p{.115\\linewidth}@{}";

struct table {
	const struct assessment *assessment;
	struct arena *arena;
	struct buffer *out;
	size_t gwp;
	struct shown_unit unit;
	bool items; /* are listed */
};

static const char *text_of(const struct table *table, const char *text)
{
	return latex_escape(table->arena, text);
}

/* A name, which may be broken anywhere where it has to be. */
static const char *name_of(const struct table *table, const char *text)
{
	return latex_breakable(table->arena, text);
}

/* A number: a minus is no hyphen. */
static const char *number_of(const struct table *table, const char *text)
{
	return *text == '-' ? arena_printf(table->arena, "$-$%s", text_of(table, text + 1))
			    : text_of(table, text);
}

/* "31 to 74"; nothing where there is no range. */
static const char *range(const struct table *table, const struct statistics *statistics,
			 struct shown_unit unit)
{
	if (!statistics->finite || !number_has_spread(statistics))
		return "";
	return arena_printf(table->arena, "%s to %s",
			    number_of(table, number_low(table->arena, statistics, unit)),
			    number_of(table, number_high(table->arena, statistics, unit)));
}

/* Three cells: value, range, share. */
static void impact_cells(const struct table *table, const struct impact *impact,
			 enum number_digits digits, double share)
{
	if (impact->status != IMPACT_COUNTED) {
		buffer_printf(table->out, " & %s & &",
			      impact->status == IMPACT_MISSING ? "missing" : "--");
		return;
	}
	buffer_printf(table->out, " & %s%s & %s & %s", impact->missing ? "$\\geq$ " : "",
		      number_of(table, number_central(table->arena, &impact->statistics,
						      table->unit, digits)),
		      range(table, &impact->statistics, table->unit),
		      isfinite(share) ? text_of(table, number_share(table->arena, share)) : "");
}

/* In a row whose name says whether it is "at least". */
static void total_cells(const struct table *table, const struct impact *total, double share)
{
	struct impact named = *total;

	named.missing = 0;
	impact_cells(table, &named, DIGITS_SUM, share);
}

static const char *activity(const struct table *table, const struct item_result *item)
{
	struct shown_unit unit;

	if (!item->activity_name || !item->activity_unit)
		return "";
	unit = number_unit(item->activity_unit, item->activity.central);
	return text_of(
	    table, arena_printf(table->arena, "%s %s",
				number_plain(table->arena, item->activity.central / unit.size,
					     DIGITS_ITEM),
				unit.text));
}

/* What the grid loses is left out where the intensity holds it already. */
static void item_row(const struct table *table, const struct item_result *item)
{
	if (item->losses_of && item->impacts[table->gwp].status == IMPACT_NONE)
		return;
	buffer_printf(table->out, "\\quad %s & %s", name_of(table, item->item),
		      activity(table, item));
	impact_cells(table, &item->impacts[table->gwp], DIGITS_ITEM,
		     item->credit ? NAN : item->impacts[table->gwp].share);
	buffer_printf(table->out, " & %s \\tabularnewline\n", basis_name(item->basis));
}

static void stage_rows(const struct table *table, const struct stage_result *stage)
{
	const struct assessment *assessment = table->assessment;

	buffer_printf(table->out, "%s &", name_of(table, stage->stage));
	impact_cells(table, &stage->impacts[table->gwp], DIGITS_SUM,
		     view_stage_share(assessment, stage->stage, table->gwp));
	buffer_text(table->out, " & \\tabularnewline\n");
	for (size_t i = 0; table->items && i < assessment->item_count; i++)
		if (!assessment->items[i].credit &&
		    text_same(assessment->items[i].stage, stage->stage))
			item_row(table, &assessment->items[i]);
}

static void total_row(const struct table *table)
{
	const struct assessment *assessment = table->assessment;

	buffer_printf(table->out, "\\midrule\nTotal%s &",
		      view_holes(assessment, table->gwp) ? ", at least" : "");
	total_cells(table, &assessment->totals[table->gwp], 1);
	buffer_text(table->out, " & \\tabularnewline\n");
}

/* The market-based total, beside the one that counts. */
static void market_row(const struct table *table)
{
	const struct assessment *assessment = table->assessment;

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		const struct impact *total = &assessment->totals[c];

		if (!text_same(assessment->criteria[c]->id, "gwp_market") ||
		    total->status != IMPACT_COUNTED)
			continue;
		buffer_printf(table->out, "\\quad market-based%s &",
			      view_holes(assessment, c) ? ", at least" : "");
		total_cells(table, total, NAN);
		buffer_text(table->out, " & \\tabularnewline\n");
	}
}

static void per_row(const struct table *table, const char *phase, const char *name,
		    const struct impact *impact)
{
	struct shown_unit unit;

	if (impact->status != IMPACT_COUNTED)
		return;
	unit = view_unit_of(table->assessment, table->gwp, impact->statistics.central);
	buffer_printf(table->out, "%s, per %s & & %s%s %s & %s & & \\tabularnewline\n", phase,
		      name_of(table, method_unit(table->arena, name)),
		      impact->missing ? "$\\geq$ " : "",
		      number_of(table, number_central(table->arena, &impact->statistics, unit,
						      DIGITS_SUM)),
		      text_of(table, unit.text), range(table, &impact->statistics, unit));
}

static void per_rows(const struct table *table)
{
	const struct assessment *assessment = table->assessment;

	if (assessment->per_count)
		buffer_text(table->out, "\\midrule\n");
	for (size_t i = 0; i < assessment->per_count; i++) {
		const struct per_result *per = &assessment->per[i];

		per_row(table, "Use", per->unit, &per->use[table->gwp]);
		if (per->creation)
			per_row(table, "Creation", per->unit, &per->creation[table->gwp]);
	}
}

static void credit_rows(const struct table *table)
{
	const struct assessment *assessment = table->assessment;

	if (!assessment->credits || assessment->credits[table->gwp].status != IMPACT_COUNTED)
		return;
	buffer_printf(table->out,
		      "\\midrule\nCredits, not part of the total & & & & & \\tabularnewline\n");
	for (size_t i = 0; i < assessment->item_count; i++)
		if (assessment->items[i].credit)
			item_row(table, &assessment->items[i]);
}

static void head(const struct table *table, const struct facts *facts)
{
	const struct assessment *assessment = table->assessment;
	const char *name = facts->model ? facts->model : "model";
	const char *interval = text_of(table, view_interval(table->arena, assessment));

	buffer_text(table->out, "\\makeatletter\\if@twocolumn\\def\\lcatable{table*}\\else"
				"\\def\\lcatable{table}\\fi\\makeatother\n"
				"\\begin{\\lcatable}\n\\centering\\small"
				"\\setlength{\\tabcolsep}{.008\\linewidth}\n");
	buffer_printf(table->out,
		      "\\caption{Emissions of greenhouse "
		      "gases of %s, location-based: central values and %s intervals.%s%s}\n"
		      "\\label{tab:lca-%s}\n",
		      name_of(table, name), interval,
		      view_holes(assessment, table->gwp)
			  ? " What is missing is not known; the total is a lower bound."
			  : "",
		      table->items ? "" : " Items are too many to be listed.",
		      latex_name(table->arena, name));
	buffer_printf(table->out,
		      "\\begin{tabular}{%s}\n\\toprule\n"
		      "Stage and item & Activity & %s & %s interval & Share & Basis "
		      "\\tabularnewline\n\\midrule\n",
		      columns, text_of(table, table->unit.text), interval);
}

void latex_table(const struct export_request *request, struct arena *arena, struct buffer *out)
{
	const struct assessment *assessment = request->assessment;
	struct table table = {.assessment = assessment,
			      .arena = arena,
			      .out = out,
			      .gwp = assessment_gwp(assessment),
			      .items = assessment->item_count <= MOST_ITEMS};

	if (table.gwp == assessment->criterion_count)
		return;
	table.unit = view_unit(assessment, table.gwp);
	head(&table, request->facts);
	for (size_t i = 0; i < assessment->stage_count; i++)
		if (view_has_items(assessment, assessment->stages[i].stage))
			stage_rows(&table, &assessment->stages[i]);
	total_row(&table);
	market_row(&table);
	per_rows(&table);
	credit_rows(&table);
	buffer_text(out, "\\bottomrule\n\\end{tabular}\n\\end{\\lcatable}\n");
}
