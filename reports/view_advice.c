/* What would lower the total: changes that were computed, largest saving first. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/scenario.h"
#include "reports/view.h"
#include "reports/view_chart.h"

/* A saving in fewer samples than this is no certainty. */
static const double sure = 0.995;

/* "12 %" of the total, by the central values. */
static const char *part(struct arena *arena, const struct advice *advice)
{
	return number_share(arena, 1 - advice->then.central);
}

static const char *chance(struct arena *arena, const struct advice *advice)
{
	if (!(advice->saves.sd > 0))
		return "-";
	if (advice->saving >= sure)
		return "> 99 %";
	return arena_printf(arena, "%s %%", number_fixed(arena, 100 * advice->saving, 0));
}

/* That of the total which is lowered. */
static struct shown_unit lowered_unit(const struct assessment *assessment)
{
	return assessment->life
		   ? view_unit_of(assessment, 0, assessment->life->total.statistics.central)
		   : view_unit(assessment, 0);
}

static void figures(struct doc *doc, const struct assessment *assessment,
		    const struct advice *advice)
{
	struct shown_unit unit = lowered_unit(assessment);

	doc_number(doc, number_central(doc->arena, &advice->saves, unit, DIGITS_SUM));
	doc_range(doc, number_low(doc->arena, &advice->saves, unit),
		  number_high(doc->arena, &advice->saves, unit));
	doc_number(doc, part(doc->arena, advice));
	doc_number(doc, chance(doc->arena, advice));
}

static void advice_row(struct doc *doc, const struct assessment *assessment, size_t number)
{
	const struct advice *advice = &assessment->advice[number];

	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "%zu. %s: %s%s%s", number + 1, advice->change, advice->from,
		  *advice->from ? " -> " : "", advice->to);
	figures(doc, assessment, advice);
}

/* It may save nothing, or be the worse choice. */
static bool may_save_nothing(const struct advice *advice)
{
	return advice->saves.low <= 0 && advice->saves.high >= 0;
}

static bool any_below_0(const struct assessment *assessment)
{
	bool below = assessment->advice_together && assessment->advice_together->saves.low < 0;

	for (size_t i = 0; i < assessment->advice_count; i++)
		below = below || assessment->advice[i].saves.low < 0;
	return below;
}

static void table(struct doc *doc, const struct assessment *assessment)
{
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));
	const char *saves =
	    arena_printf(doc->arena, "saves (%s)", lowered_unit(assessment).text);

	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "change", .wraps = true, .key = true},
		      {.title = saves, .align = ALIGN_RIGHT, .wraps = true},
		      {.title = range, .align = ALIGN_RANGE, .dots = any_below_0(assessment)},
		      {.title = "of the total", .align = ALIGN_RIGHT},
		      {.title = "how sure", .align = ALIGN_RIGHT}},
		  5);
	for (size_t i = 0; i < assessment->advice_count; i++)
		advice_row(doc, assessment, i);
	if (!assessment->advice_together)
		return;
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, "all of it, together");
	figures(doc, assessment, assessment->advice_together);
}

/* Who says that it can be reached, said once for each row. */
static const char *reached(struct arena *arena, const struct assessment *assessment,
			   size_t number)
{
	const struct factor *reach = assessment->advice[number].reach;

	if (!reach)
		return "";
	for (size_t i = 0; i < number; i++)
		if (assessment->advice[i].reach == reach)
			return arena_printf(arena, "; reached as in %zu", i + 1);
	return arena_printf(arena, "; reached by: %s",
			    reach->citation && *reach->citation ? reach->citation
								: reach->source);
}

/* A name with a line break or another control character cannot be shown as it is typed. */
static bool is_plain(const char *command)
{
	while (*command && (unsigned char)*command >= ' ')
		command++;
	return !*command;
}

/* What it takes, and what to type to see it. */
static void conditions(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < assessment->advice_count; i++) {
		const struct advice *advice = &assessment->advice[i];
		const char *command = view_advice_command(doc->arena, advice);

		doc_line(doc, 0, "%zu. %s%s%s", i + 1,
			 may_save_nothing(advice) ? "may save nothing at all; " : "",
			 advice->note ? advice->note : advice->change,
			 reached(doc->arena, assessment, i));
		if (is_plain(command))
			doc_command(doc, command);
	}
}

const char *view_advice_command(struct arena *arena, const struct advice *advice)
{
	struct buffer command = {0};
	const char *text;

	for (size_t i = 0; i < advice->command_count; i++) {
		const struct scenario_change *change = &advice->commands[i];

		buffer_printf(&command, "%s--set ", i ? " " : "");
		buffer_shell(&command,
			     arena_printf(arena, "%s=%s", change->path, change->value));
	}
	text = arena_copy(arena, command.text ? command.text : "", command.length);
	buffer_free(&command);
	return text;
}

/* Which total it is, where it is not that of the report. */
static void of_what(struct doc *doc, const struct assessment *assessment)
{
	const struct life_total *life = assessment->life;
	struct shown_unit unit;

	if (!life)
		return;
	unit = view_unit_of(assessment, 0, life->total.statistics.central);
	doc_add(doc, DOC_TEXT,
		"Of the total over the %s to be served, creation and all: %s %s. What this "
		"report counts is the use of %s of them.",
		view_served(doc->arena, life->per),
		number_central(doc->arena, &life->total.statistics, unit, DIGITS_SUM),
		unit.text, number_amount(doc->arena, life->per->volume));
}

void view_advice(struct doc *doc, const struct assessment *assessment)
{
	if (assessment->advice_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "What would lower it");
	of_what(doc, assessment);
	view_chart_advice(doc, assessment, lowered_unit(assessment));
	table(doc, assessment);
	conditions(doc, assessment);
	doc_add(
	    doc, DOC_TEXT,
	    "Computed with the change and without, on the same random numbers: how sure is the "
	    "share of samples in which it saves.%s",
	    assessment->advice_together ? " Together they do not save their sum." : "");
}
