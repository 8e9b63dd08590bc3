/* Where the electricity of a comparison comes from: grid and PUE, by row. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

enum { MARKET_DIGITS = 3 };

static const struct shown_unit plain_number = {.text = "", .size = 1};

/* The scenario as it stands, beside its variants. */
static bool is_beside(const struct comparison *comparison, const struct compared_row *row)
{
	return row->value_count == 0 && comparison_is_varied(comparison);
}

/* What the table has columns for. */
struct layout {
	bool at, of, mix, losses, held, market;
};

/* The region of the grid factor, where that is another one than that of the row. */
static const char *grid_of(const struct compared_place *place)
{
	const struct factor *grid = place->grid;

	if (!grid || !place->region || text_same(grid->region, place->region))
		return "";
	return grid->region;
}

static const char *source_of(const struct comparison_view *view, const struct factor *factor,
			     bool stated)
{
	const char *cited;

	if (!factor)
		return stated ? "stated" : "";
	cited = comparison_citation(view, factor->source);
	return factor->year ? arena_printf(view->doc->arena, "%d %s", factor->year, cited)
			    : cited;
}

/* "15 %"; "-": none are counted; "in it": the intensity holds them. */
static const char *losses_of(struct doc *doc, const struct compared_place *place)
{
	if (!place->losses_known)
		return place->losses_held ? "in it" : "-";
	return number_share(doc->arena, place->losses);
}

static void name_cells(const struct comparison_view *view, const struct compared_row *row,
		       bool at)
{
	const struct compared_place *place = &row->place;
	struct doc *doc = view->doc;

	if (is_beside(view->comparison, row) && !at)
		doc_cellf(doc, "%s (%s)", row->label, place->region ? place->region : "");
	else
		doc_cell(doc, row->label);
	if (at)
		doc_cell(doc, place->others ? arena_printf(doc->arena, "%s + %zu",
							   place->region, place->others)
					    : place->region);
}

static void place_row(const struct comparison_view *view, const struct compared_row *row,
		      const struct layout *layout)
{
	static const struct shown_unit grams = {.text = "gCO2e/kWh", .size = 0.001};
	const struct compared_place *place = &row->place;
	struct doc *doc = view->doc;

	doc_row(doc, ROW_PLAIN, 0);
	name_cells(view, row, layout->at);
	doc_number(doc, place->intensity_known
			    ? number_central(doc->arena, &place->intensity, grams, DIGITS_ITEM)
			    : "-");
	if (layout->of)
		doc_cell(doc, grid_of(place));
	if (layout->mix)
		doc_cell(doc, place->grid ? place->grid->accounting : "");
	doc_cell(doc, source_of(view, place->grid, place->intensity_stated));
	if (layout->losses)
		doc_number(doc, losses_of(doc, place));
	if (layout->market)
		doc_number(doc,
			   place->market_known
			       ? number_plain(doc->arena, place->market_intensity / grams.size,
					      MARKET_DIGITS)
			       : "-");
	doc_number(doc, place->pue_known
			    ? number_central(doc->arena, &place->pue, plain_number, DIGITS_ITEM)
			    : "-");
	doc_cell(doc, source_of(view, place->pue_factor, place->pue_stated));
}

static void start_places(const struct comparison_view *view, const struct layout *layout)
{
	const struct doc_column columns[] = {
	    {.title = comparison_label_title(view->doc->arena, view->comparison),
	     .key = true,
	     .wraps = true},
	    {.title = "at", .key = true, .wraps = true},
	    {.title = "gCO2e per kWh", .align = ALIGN_RIGHT},
	    {.title = "of"},
	    {.title = "mix"},
	    {.title = "source"},
	    {.title = "losses", .align = ALIGN_RIGHT},
	    {.title = "market", .align = ALIGN_RIGHT},
	    {.title = "PUE", .align = ALIGN_RIGHT},
	    {.title = "source"}};
	enum {
		COLUMNS = sizeof columns / sizeof *columns,
		AT = 1,
		OF = 3,
		MIX = 4,
		LOSSES = 6,
		MARKET = 7
	};
	struct doc_column used[COLUMNS];
	size_t count = 0;

	for (size_t k = 0; k < COLUMNS; k++)
		if ((k != AT || layout->at) && (k != OF || layout->of) &&
		    (k != MIX || layout->mix) && (k != LOSSES || layout->losses) &&
		    (k != MARKET || layout->market))
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

static bool is_asked(const struct comparison *comparison, const char *criterion)
{
	for (size_t c = 0; c < comparison->criterion_count; c++)
		if (text_same(comparison->criteria[c]->id, criterion))
			return true;
	return false;
}

static bool differs(const struct factor *grid, const char *mix)
{
	return grid && mix && !text_same(grid->accounting, mix);
}

/* "market" gives way where the table is wide: gwp_market stands in the one above. */
static struct layout layout_of(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	const char *mix = NULL;
	struct layout layout = {0};

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];

		if (!has_place(row) || !comparison_shows(view, i))
			continue;
		layout.at = layout.at || (row->place.region && !is_beside(comparison, row) &&
					  !text_starts(row->label, row->place.region));
		layout.of = layout.of || *grid_of(&row->place);
		layout.mix = layout.mix || differs(row->place.grid, mix);
		mix = row->place.grid ? row->place.grid->accounting : mix;
		layout.losses = layout.losses || row->place.losses_known;
		layout.held = layout.held || row->place.losses_held;
		layout.market = layout.market ||
				(row->place.market_known && is_asked(comparison, "gwp_market"));
	}
	layout.market = layout.market && !(layout.of && layout.mix);
	return layout;
}

void comparison_places(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	const struct layout layout = layout_of(view);
	bool any = false;

	for (size_t i = 0; i < comparison->row_count; i++)
		any = any || has_place(&comparison->rows[i]);
	if (!any)
		return;
	start_places(view, &layout);
	for (size_t i = 0; i < comparison->row_count; i++)
		if (has_place(&comparison->rows[i]) && comparison_shows(view, i))
			place_row(view, &comparison->rows[i], &layout);
	accounts(view);
	if (layout.losses)
		doc_add(
		    view->doc, DOC_TEXT,
		    "losses: what is lost before the meter, of what is generated; emissions "
		    "are electricity x intensity / (1 - losses)%s.",
		    layout.held ? "; in it: the intensity is per kWh delivered" : "");
}
