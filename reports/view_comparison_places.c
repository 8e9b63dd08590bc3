/* Where the electricity of a comparison comes from: grid and PUE, by row. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

static const struct shown_unit plain_number = {.text = "", .size = 1};

/* The scenario as it stands, beside its variants. */
static bool is_beside(const struct comparison *comparison, const struct compared_row *row)
{
	return row->value_count == 0 && comparison_is_varied(comparison);
}

/* The year of a row, and its source; of which region, where that is another one. */
static void row_cells(struct doc *doc, const struct factor *factor, const char *region,
		      bool stated)
{
	if (!factor) {
		doc_cell(doc, "");
		doc_cell(doc, stated ? "stated" : "");
		return;
	}
	doc_number(doc, factor->year ? arena_printf(doc->arena, "%d", factor->year) : "");
	if (region && *factor->region && !text_same(factor->region, region))
		doc_cellf(doc, "%s (of %s)", factor->source, factor->region);
	else
		doc_cell(doc, factor->source);
}

static void place_row(const struct comparison_view *view, const struct compared_row *row,
		      bool regions)
{
	static const struct shown_unit grams = {.text = "gCO2e/kWh", .size = 0.001};
	const struct compared_place *place = &row->place;
	struct doc *doc = view->doc;

	doc_row(doc, ROW_PLAIN, 0);
	if (is_beside(view->comparison, row) && !regions)
		doc_cellf(doc, "%s (%s)", row->label, place->region ? place->region : "");
	else
		doc_cell(doc, row->label);
	if (regions)
		doc_cell(doc, place->others ? arena_printf(doc->arena, "%s + %zu",
							   place->region, place->others)
					    : place->region);
	doc_number(doc, place->intensity_known
			    ? number_central(doc->arena, &place->intensity, grams, DIGITS_ITEM)
			    : "-");
	row_cells(doc, place->grid, place->region, place->intensity_stated);
	doc_number(doc, place->pue_known
			    ? number_central(doc->arena, &place->pue, plain_number, DIGITS_ITEM)
			    : "-");
	row_cells(doc, place->pue_factor, NULL, place->pue_stated);
}

static void start_places(const struct comparison_view *view, bool regions)
{
	const struct doc_column columns[] = {
	    {.title = comparison_label_title(view->doc->arena, view->comparison),
	     .key = true,
	     .wraps = true},
	    {.title = "at", .key = true, .wraps = true},
	    {.title = "gCO2e/kWh", .align = ALIGN_RIGHT},
	    {.title = "year", .align = ALIGN_RIGHT},
	    {.title = "source", .wraps = true},
	    {.title = "PUE", .align = ALIGN_RIGHT},
	    {.title = "year", .align = ALIGN_RIGHT},
	    {.title = "source", .wraps = true}};
	enum { COLUMNS = sizeof columns / sizeof *columns, REGION = 1 };
	struct doc_column used[COLUMNS];
	size_t count = 0;

	for (size_t k = 0; k < COLUMNS; k++)
		if (k != REGION || regions)
			used[count++] = columns[k];
	doc_add(view->doc, DOC_SECTION, "Electricity: grid and PUE, central values");
	doc_table(view->doc, used, count);
}

static bool has_place(const struct compared_row *row)
{
	return row->status != COMPARED_MISSING &&
	       (row->place.intensity_known || row->place.pue_known);
}

/* "consumption": what the row of the grid accounts for, or NULL. */
static const char *accounting(const struct compared_row *row)
{
	const struct factor *grid = row->place.grid;

	if (row->status == COMPARED_MISSING || !grid)
		return NULL;
	return *grid->accounting ? grid->accounting : "not told by the source";
}

/* How many rows of the grid account for what, most are alike. */
static void accounts(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	struct buffer text = {0};

	for (size_t i = 0; i < comparison->row_count; i++) {
		const char *of = accounting(&comparison->rows[i]);
		size_t before = 0, count = 0;

		for (size_t k = 0; of && k < comparison->row_count; k++) {
			const char *other = accounting(&comparison->rows[k]);
			bool same = other && text_same(of, other);

			before += same && k < i;
			count += same;
		}
		if (of && before == 0)
			buffer_printf(&text, "%s%s (%zu of %zu)", text.length ? ", " : "", of,
				      count, comparison->row_count);
	}
	if (text.length)
		doc_add(view->doc, DOC_TEXT,
			"Intensities that were looked up stand on the %s basis; what they "
			"account for: %s.",
			comparison->record.basis == FACTORS_DIRECT ? "direct" : "life-cycle",
			text.text);
	buffer_free(&text);
}

void comparison_places(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	bool regions = false, any = false;

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];

		any = any || has_place(row);
		regions = regions ||
			  (has_place(row) && row->place.region && !is_beside(comparison, row) &&
			   !text_starts(row->label, row->place.region));
	}
	if (!any)
		return;
	start_places(view, regions);
	for (size_t i = 0; i < comparison->row_count; i++)
		if (has_place(&comparison->rows[i]) && comparison_shows(view, i))
			place_row(view, &comparison->rows[i], regions);
	accounts(view);
}
