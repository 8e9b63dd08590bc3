/* A comparison as one flat table with exact numbers: a row each, every figure. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_comparison.h"
#include "reports/view_record.h"

static const char *const before[] = {
    "rank",
    "group",
    "label",
    "file",
    "name",
    "as_stated",
    "status",
    "reason",
    "ranked_by",
    "ratio",
    "ratio_low",
    "ratio_high",
    "difference",
    "difference_low",
    "difference_high",
    "p_lowest",
    "p_lowest_error",
    "p_below_first",
    "told_from_first",
    "exact_tie",
    "region",
    "region_name",
    "electricity_kwh",
    "other_regions",
    "intensity",
    "intensity_low",
    "intensity_high",
    "intensity_unit",
    "intensity_row",
    "intensity_year",
    "intensity_source",
    "intensity_boundary",
    "intensity_basis",
    "intensity_accounting",
    "losses",
    "losses_row",
    "market_intensity",
    "market_row",
    "pue",
    "pue_low",
    "pue_high",
    "pue_row",
    "pue_year",
    "pue_source",
};
static const char *const of_criterion[] = {"status", "unit", "central", "mean",		  "sd",
					   "median", "low",  "high",	"embodied_median"};

enum {
	STATUS = 6, /* among those before the criteria */
	REASON = 7,
	BEFORE = sizeof before / sizeof *before,
	OF_CRITERION = sizeof of_criterion / sizeof *of_criterion
};

static void number(struct doc *doc, double value)
{
	doc_number(doc, isfinite(value) ? text_double(doc->arena, value) : "");
}

static void count(struct doc *doc, size_t value)
{
	doc_number(doc, arena_printf(doc->arena, "%zu", value));
}

static void yes_no(struct doc *doc, bool value)
{
	doc_cell(doc, value ? "yes" : "no");
}

static void empty(struct doc *doc, size_t cells)
{
	for (size_t i = 0; i < cells; i++)
		doc_cell(doc, "");
}

static void ends(struct doc *doc, const struct statistics *s, bool known)
{
	number(doc, known ? s->low : NAN);
	number(doc, known ? s->high : NAN);
}

static void median_and_ends(struct doc *doc, const struct statistics *s)
{
	number(doc, s->finite ? s->median : NAN);
	ends(doc, s, s->finite);
}

/* Against the others, where it is ranked: 11 cells. */
static void contest_cells(struct doc *doc, const struct compared_row *row, bool first)
{
	if (row->status != COMPARED_RANKED) {
		empty(doc, 11);
		return;
	}
	median_and_ends(doc, &row->ratio);
	median_and_ends(doc, &row->difference);
	number(doc, row->lowest.share);
	number(doc, row->lowest.error);
	number(doc, row->below_first);
	yes_no(doc, row->told_from_first);
	yes_no(doc, row->exact_tie && !first);
}

static void year_and_source(struct doc *doc, const struct factor *factor)
{
	if (factor && factor->year)
		doc_number(doc, arena_printf(doc->arena, "%d", factor->year));
	else
		doc_cell(doc, "");
	doc_cell(doc, factor ? factor->source : "");
}

/* What says it; none are counted where it is empty. */
static const char *losses_row(const struct compared_place *place)
{
	if (!place->losses_known)
		return place->losses_held ? "in the intensity" : "";
	return place->losses_factor ? place->losses_factor->id : "stated";
}

static void place_cells(struct doc *doc, const struct comparison *comparison,
			const struct compared_place *place)
{
	const struct factor *grid = place->grid, *pue = place->pue_factor;

	doc_cell(doc, place->region);
	doc_cell(doc, place->name);
	number(doc, place->region ? place->kwh : NAN);
	count(doc, place->others);
	number(doc, place->intensity_known ? place->intensity.central : NAN);
	ends(doc, &place->intensity, place->intensity_known);
	doc_cell(doc, place->intensity_known ? "kgCO2e/kWh" : "");
	doc_cell(doc, grid ? grid->id : place->intensity_stated ? "stated" : "");
	year_and_source(doc, grid);
	doc_cell(doc, grid ? grid->boundary : "");
	doc_cell(doc, grid && *grid->boundary ? comparison_basis(comparison) : "");
	doc_cell(doc, grid ? grid->accounting : "");
	number(doc, place->losses_known ? place->losses : NAN);
	doc_cell(doc, losses_row(place));
	number(doc, place->market_known ? place->market_intensity : NAN);
	doc_cell(doc, place->market ? place->market->id : place->market_stated ? "stated" : "");
	number(doc, place->pue_known ? place->pue.central : NAN);
	ends(doc, &place->pue, place->pue_known);
	doc_cell(doc, pue ? pue->id : place->pue_stated ? "stated" : "");
	year_and_source(doc, pue);
}

static void criterion_cells(struct doc *doc, const struct comparison *comparison,
			    const struct compared_row *row, size_t criterion)
{
	const struct impact *total = row->totals ? &row->totals[criterion] : NULL;
	const struct impact *embodied = row->embodied ? &row->embodied[criterion] : NULL;
	bool counted = total && total->status == IMPACT_COUNTED;
	const struct statistics *s = counted ? &total->statistics : NULL;
	const double values[] = {s ? s->central : NAN, s ? s->mean : NAN, s ? s->sd : NAN,
				 s ? s->median : NAN,  s ? s->low : NAN,  s ? s->high : NAN};

	doc_cell(doc, counted && total->missing
			  ? "at least"
			  : impact_status_name(total ? total->status : IMPACT_MISSING));
	doc_cell(doc, comparison->criteria[criterion]->symbol);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		number(doc, values[i]);
	number(doc, embodied && embodied->status == IMPACT_COUNTED ? embodied->statistics.median
								   : NAN);
}

/* The row with the most varied keys names their columns. */
static const struct compared_row *most_keys(const struct comparison *comparison)
{
	const struct compared_row *most = &comparison->rows[0];

	for (size_t i = 1; i < comparison->row_count; i++)
		if (comparison->rows[i].value_count > most->value_count)
			most = &comparison->rows[i];
	return most;
}

static size_t count_columns(const struct comparison *comparison)
{
	return BEFORE + most_keys(comparison)->value_count +
	       comparison->criterion_count * OF_CRITERION;
}

static void start(struct doc *doc, const struct comparison *comparison)
{
	const struct compared_row *keys = most_keys(comparison);
	size_t all = count_columns(comparison);
	struct doc_column *columns = arena_alloc(doc->arena, all * sizeof *columns);
	size_t at = 0;

	for (size_t i = 0; i < BEFORE; i++)
		columns[at++] = (struct doc_column){.title = before[i]};
	for (size_t c = 0; c < comparison->criterion_count; c++)
		for (size_t i = 0; i < OF_CRITERION; i++)
			columns[at++] = (struct doc_column){
			    .title =
				arena_printf(doc->arena, "%s_%s", comparison->criteria[c]->id,
					     of_criterion[i])};
	for (size_t i = 0; i < keys->value_count; i++)
		columns[at++] = (struct doc_column){
		    .title = arena_printf(doc->arena, "varied_%s", keys->values[i].key)};
	doc_table(doc, columns, all);
}

static void add_row(struct doc *doc, const struct comparison *comparison, size_t i)
{
	const struct compared_row *row = &comparison->rows[i];
	size_t keys = most_keys(comparison)->value_count;
	bool ranked = row->status == COMPARED_RANKED;

	doc_row(doc, ROW_PLAIN, 0);
	doc_number(doc, ranked ? arena_printf(doc->arena, "%zu", i + 1) : "");
	doc_number(doc, ranked ? arena_printf(doc->arena, "%zu", row->group) : "");
	doc_cell(doc, row->label);
	doc_cell(doc, row->file);
	doc_cell(doc, row->name);
	yes_no(doc, row->as_stated);
	doc_cell(doc, compared_status_name(row->status));
	doc_cell(doc, row->reason);
	doc_cell(doc, comparison->criteria[comparison->by]->id);
	contest_cells(doc, row, i == 0);
	place_cells(doc, comparison, &row->place);
	for (size_t c = 0; c < comparison->criterion_count; c++)
		criterion_cells(doc, comparison, row, c);
	for (size_t k = 0; k < keys; k++)
		doc_cell(doc, k < row->value_count ? row->values[k].text : "");
}

void view_comparison_flat(struct doc *doc, const struct comparison *comparison)
{
	start(doc, comparison);
	for (size_t i = 0; i < comparison->row_count; i++)
		add_row(doc, comparison, i);
	view_record_row(doc, count_columns(comparison), STATUS, REASON);
}
