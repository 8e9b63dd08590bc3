/* The tables of a comparison: the ranking, and all criteria side by side. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

static const struct shown_unit plain_number = {.text = "", .size = 1};

/* "7b.yaml (a model of 7 B)", "7b.yaml (a model of 7 B): FR": what scenarios call themselves.
 */
static const char *label_of_file(struct arena *arena, const struct compared_row *row)
{
	size_t length = row->file ? strlen(row->file) : 0;

	if (!length || !row->name || !*row->name || text_same(row->name, row->file) ||
	    !text_starts(row->label, row->file))
		return row->label;
	return arena_printf(arena, "%s (%s)%s", row->file, row->name, row->label + length);
}

/* "gcp:europe-west6 (Zürich)": of a name that repeats its code, what stands in brackets. */
static const char *label_of_value(struct arena *arena, const struct compared_row *row)
{
	const char *name = row->value_count == 1 ? row->values[0].name : NULL;
	const char *bracket = name ? strchr(name, '(') : NULL;

	if (!name || !*name)
		return row->label;
	if (bracket && text_ends(name, ")") && strchr(row->values[0].text, ':'))
		return arena_printf(arena, "%s %s", row->label, bracket);
	return arena_printf(arena, "%s (%s)", row->label, name);
}

const char *comparison_row_label(struct arena *arena, const struct comparison *comparison,
				 const struct compared_row *row)
{
	return comparison_of_one_file(comparison) ? label_of_value(arena, row)
						  : label_of_file(arena, row);
}

static void range_cell(struct doc *doc, const struct statistics *s, struct shown_unit unit)
{
	if (s->finite && number_has_spread(s))
		doc_range(doc, number_low(doc->arena, s, unit),
			  number_high(doc->arena, s, unit));
	else
		doc_range(doc, "", "");
}

/* A sum over items of which some are holes is a lower bound, and says so. */
static void sum_cell(struct doc *doc, const struct impact *sum, struct shown_unit unit)
{
	const char *text;

	if (!sum || sum->status != IMPACT_COUNTED) {
		doc_cell(doc, sum && sum->status == IMPACT_MISSING ? "missing" : "-");
		return;
	}
	text = number_median(doc->arena, &sum->statistics, unit);
	doc_number(doc, sum->missing ? arena_printf(doc->arena, ">= %s", text) : text);
}

static void ranking_row(const struct comparison_view *view, size_t i, struct shown_unit unit,
			bool sampled)
{
	const struct comparison *comparison = view->comparison;
	const struct compared_row *row = &comparison->rows[i];
	const struct statistics *total = &row->totals[comparison->by].statistics;
	struct doc *doc = view->doc;

	doc_row(doc, ROW_PLAIN, 0);
	doc_number(doc, arena_printf(doc->arena, "%zu", i + 1));
	doc_cell(doc, comparison_row_label(doc->arena, comparison, row));
	sum_cell(doc, &row->totals[comparison->by], unit);
	range_cell(doc, total, unit);
	doc_number(doc, i == 0 ? "1" : comparison_ratio(doc->arena, &row->ratio));
	range_cell(doc, &row->ratio, plain_number);
	doc_number(
	    doc, comparison_chance(doc->arena, row->lowest.share, row->lowest.error, sampled));
	doc_number(doc, arena_printf(doc->arena, "%zu", row->group));
}

static void start_ranking(const struct comparison_view *view, struct shown_unit unit)
{
	struct doc *doc = view->doc;
	const char *range = arena_printf(doc->arena, "%s range",
					 comparison_interval(doc->arena, view->comparison));

	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "#", .align = ALIGN_RIGHT},
		      {.title = comparison_label_title(view->doc->arena, view->comparison),
		       .key = true,
		       .wraps = true},
		      {.title = unit.text, .align = ALIGN_RIGHT},
		      {.title = range, .align = ALIGN_RANGE},
		      {.title = "x lowest", .align = ALIGN_RIGHT},
		      {.title = range, .align = ALIGN_RANGE},
		      {.title = "P(lowest)", .align = ALIGN_RIGHT},
		      {.title = "group", .align = ALIGN_RIGHT}},
		  8);
}

/* Rows of a later group that the lowest cannot be told from all the same: theirs is wide. */
static void stragglers(struct buffer *text, const struct comparison *comparison)
{
	struct buffer names = {0};
	size_t count = 0;

	for (size_t i = 1; i < comparison->ranked; i++)
		if (comparison->rows[i].group > 1 && !comparison->rows[i].told_from_first)
			buffer_printf(&names, "%s%s",
				      count++ ? comparison_separator(comparison) : "",
				      comparison->rows[i].label);
	if (count)
		buffer_printf(text,
			      " Of other groups, %s cannot be told apart from %s either: %s "
			      "wide.",
			      names.text, comparison->rows[0].label,
			      count == 1 ? "its range is" : "their ranges are");
	buffer_free(&names);
}

enum { TIES_NAMED = 3 };

/* The first row and those that rest on its very figures, in one sentence. */
static void exact_ties(struct buffer *text, const struct comparison *comparison)
{
	size_t ties = 0, named = 0;

	for (size_t i = 1; i < comparison->ranked; i++)
		ties += comparison->rows[i].exact_tie;
	if (!ties)
		return;
	buffer_printf(text, " %s", comparison->rows[0].label);
	for (size_t i = 1; i < comparison->ranked && named < TIES_NAMED; i++) {
		if (!comparison->rows[i].exact_tie)
			continue;
		named++;
		buffer_printf(text, "%s%s",
			      named == ties ? " and " : comparison_separator(comparison),
			      comparison->rows[i].label);
	}
	if (ties > named)
		buffer_printf(text, " and %zu more %s", ties - named,
			      ties - named == 1 ? "row" : "rows");
	buffer_printf(text, " are computed from the very same figures: their %s exactly 0.",
		      ties == 1 ? "difference is" : "differences are");
}

/* Rows without a range beside others: nothing is known of how sure they are. */
static void exact_rows(struct buffer *text, const struct comparison *comparison)
{
	struct buffer names = {0};
	size_t count = 0;

	for (size_t i = 0; i < comparison->ranked; i++)
		if (!number_has_spread(&comparison->rows[i].totals[comparison->by].statistics))
			buffer_printf(&names, "%s%s",
				      count++ ? comparison_separator(comparison) : "",
				      comparison->rows[i].label);
	if (count && count < comparison->ranked)
		buffer_printf(text,
			      " %s %s no range: a stated figure without a range is taken as "
			      "exact.",
			      names.text, count == 1 ? "has" : "have");
	buffer_free(&names);
}

static void add_sentences(struct buffer *text, struct arena *arena,
			  const struct comparison *comparison)
{
	buffer_printf(text,
		      "Rows of one group cannot be told apart from the first of it at %s.",
		      comparison_interval(arena, comparison));
	for (size_t i = 0; i < comparison->ranked && comparison_is_varied(comparison); i++)
		if (comparison->rows[i].as_stated && comparison->rows[i].value_count > 0)
			buffer_printf(text, " %s is the scenario as it stands.",
				      comparison->rows[i].label);
	exact_ties(text, comparison);
	stragglers(text, comparison);
	exact_rows(text, comparison);
}

static void below_ranking(const struct comparison_view *view, size_t shown)
{
	const struct comparison *comparison = view->comparison;
	size_t left = comparison->ranked - shown;
	struct buffer text = {0};

	if (left)
		doc_add(view->doc, DOC_TEXT,
			"%zu more %s not shown, in the tables below neither (--top); csv and "
			"json have all.",
			left, left == 1 ? "is" : "are");
	if (comparison->ranked > 1) {
		add_sentences(&text, view->doc->arena, comparison);
		doc_add(view->doc, DOC_TEXT, "%s", text.text);
	}
	buffer_free(&text);
}

void comparison_ranking(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	struct shown_unit unit =
	    comparison_unit(view->doc->arena, comparison, comparison->by, false);
	bool sampled = comparison_is_sampled(comparison);
	size_t shown = 0;

	doc_add(view->doc, DOC_SECTION, "Ranked by the median, %s",
		comparison->criteria[comparison->by]->name);
	start_ranking(view, unit);
	for (size_t i = 0; i < comparison->ranked; i++)
		if (comparison_shows(view, i)) {
			ranking_row(view, i, unit, sampled);
			shown++;
		}
	below_ranking(view, shown);
}

static bool any_embodied(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct impact *embodied = comparison->rows[i].embodied;

		if (embodied && embodied[comparison->by].status == IMPACT_COUNTED)
			return true;
	}
	return false;
}

/* Of a column of sums: of a criterion, the last one of its embodied part. */
struct column {
	const char *name;
	size_t criterion;
	bool embodied;
	struct shown_unit unit;
};

static size_t find_columns(const struct comparison_view *view, struct column *columns)
{
	const struct comparison *comparison = view->comparison;
	struct arena *arena = view->doc->arena;
	size_t count = 0;

	for (size_t c = 0; c < comparison->criterion_count; c++)
		columns[count++] =
		    (struct column){comparison->criteria[c]->id, c, false,
				    comparison_unit(arena, comparison, c, false)};
	if (any_embodied(comparison))
		columns[count++] =
		    (struct column){arena_printf(arena, "embodied %s",
						 comparison->criteria[comparison->by]->id),
				    comparison->by, true,
				    comparison_unit(arena, comparison, comparison->by, true)};
	return count;
}

static void start_side_by_side(const struct comparison_view *view, const struct column *columns,
			       size_t count)
{
	struct arena *arena = view->doc->arena;
	struct doc_column *titles = arena_alloc(arena, (count + 1) * sizeof *titles);

	titles[0] = (struct doc_column){
	    .title = comparison_label_title(view->doc->arena, view->comparison),
	    .key = true,
	    .wraps = true};
	for (size_t k = 0; k < count; k++)
		titles[k + 1] =
		    (struct doc_column){.title = arena_printf(arena, "%s (%s)", columns[k].name,
							      columns[k].unit.text),
					.align = ALIGN_RIGHT};
	doc_add(view->doc, DOC_SECTION, "Side by side, medians");
	doc_table(view->doc, titles, count + 1);
}

/* Without its electricity a total is no lower bound to be read beside those of others. */
static void side_cell(struct doc *doc, const struct compared_row *row,
		      const struct column *column)
{
	const struct impact *impacts = column->embodied ? row->embodied : row->totals;

	if (!column->embodied && row->lacks_electricity &&
	    row->lacks_electricity[column->criterion])
		doc_cell(doc, "missing");
	else
		sum_cell(doc, impacts ? &impacts[column->criterion] : NULL, column->unit);
}

/* The columns are short, and what they mean is told once. */
static void name_columns(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	struct buffer text = {0};

	for (size_t c = 0; c < comparison->criterion_count; c++)
		if (!text_same(comparison->criteria[c]->id, comparison->criteria[c]->name))
			buffer_printf(&text, "%s%s: %s", text.length ? "; " : "",
				      comparison->criteria[c]->id,
				      comparison->criteria[c]->name);
	if (text.length)
		doc_add(view->doc, DOC_TEXT, "%s.", text.text);
	buffer_free(&text);
}

void comparison_side_by_side(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	struct column *columns =
	    arena_alloc(view->doc->arena, (comparison->criterion_count + 1) * sizeof *columns);
	size_t count = find_columns(view, columns);

	if (count < 2)
		return;
	start_side_by_side(view, columns, count);
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];

		if (row->status == COMPARED_MISSING || !comparison_shows(view, i))
			continue;
		doc_row(view->doc, ROW_PLAIN, 0);
		doc_cell(view->doc, row->label);
		for (size_t k = 0; k < count; k++)
			side_cell(view->doc, row, &columns[k]);
	}
	name_columns(view);
}
