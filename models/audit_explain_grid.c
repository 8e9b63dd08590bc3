/* Which row of the database has the intensity that a claim's figures come to. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_explain.h"
#include "models/known.h"

enum { PLACES = 5, FIRST_AVERAGE = 3, IN_USE = 3 };

/* -ln of how often a publication takes an intensity of another row of its place, or one that
 * many others state. */
static const double other_row = 3.5, in_common_use = 2.5;

static const char intensity_column[] = "carbon_intensity_kg_per_kwh";

/* The claim's place, its grid zone, what is around it, then the averages that are used for
 * anything. */
static size_t places_of(const struct claim *claim, const char *places[PLACES],
			size_t *averages_at)
{
	const struct region *region = claim->region;
	const char *wanted[PLACES] = {NULL};
	size_t count = 0;
	size_t i;
	size_t k;

	if (region) {
		wanted[0] = region->code;
		wanted[1] = region->zone;
		wanted[2] = region->parent;
	}
	wanted[FIRST_AVERAGE] = "US";
	wanted[FIRST_AVERAGE + 1] = "WORLD";
	*averages_at = 0;
	for (i = 0; i < PLACES; i++) {
		if (i == FIRST_AVERAGE)
			*averages_at = count;
		for (k = 0; k < count && !text_same(places[k], wanted[i]); k++)
			;
		if (wanted[i] && k == count)
			places[count++] = wanted[i];
	}
	return count;
}

static bool is_nearer(const struct factor *row, const struct factor *best, int year)
{
	if (!best)
		return true;
	if (!year)
		return row->year > best->year;
	return abs(row->year - year) < abs(best->year - year);
}

static const struct factor *row_of(struct audit_run *run, const char *place, int year,
				   struct interval wanted, size_t *tried)
{
	const struct factor **rows;
	const struct factor *best = NULL;
	size_t count = factors_list(
	    run->factors, arena_printf(run->arena, "electricity/%s/*/gwp*", place), &rows);
	size_t i;

	for (i = 0; i < count; i++) {
		double value = unit_to_base(&rows[i]->quantity.unit, rows[i]->value);

		if (!text_same(rows[i]->criterion, "gwp") ||
		    text_same(rows[i]->status, "suspect"))
			continue;
		++*tried;
		if (interval_holds(wanted, value) && is_nearer(rows[i], best, year))
			best = rows[i];
	}
	return best;
}

static const char *cell(const struct published *figure, const char *column)
{
	size_t i;

	for (i = 0; i < FIGURE_COLUMNS; i++)
		if (text_same(figure_columns[i], column))
			return figure->cells[i];
	return "";
}

static bool is_first(const struct published *figures, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (text_same(cell(&figures[i], intensity_column),
			      cell(&figures[at], intensity_column)))
			return false;
	return true;
}

static size_t times_stated(const struct published *figures, size_t count, const char *text)
{
	size_t times = 0;
	size_t i;

	for (i = 0; i < count; i++)
		times += text_same(cell(&figures[i], intensity_column), text);
	return times;
}

/* An intensity that several publications state. */
static bool published_match(struct audit_run *run, struct interval wanted,
			    struct grid_match *match)
{
	struct unit unit = unit_of("kgCO2e/kWh");
	size_t count;
	const struct published *figures = factors_figures(run->factors, &count);
	size_t i;

	for (i = 0; i < count; i++) {
		const char *text = cell(&figures[i], intensity_column);
		double value;

		if (!text_number(text, strlen(text), &value) || value <= 0 ||
		    !is_first(figures, i) || times_stated(figures, count, text) < IN_USE)
			continue;
		match->tried++;
		if (!interval_holds(wanted, value * unit.scale) || match->text)
			continue;
		match->text = arena_printf(run->arena, "%s %s is stated for %s (%s)", text,
					   unit.text, cell(&figures[i], "model"),
					   cell(&figures[i], "grid_or_region"));
		match->source = known_citation(run->arena, run->factors, &figures[i]);
	}
	return match->text != NULL;
}

bool explain_elsewhere(struct audit_run *run, struct interval wanted, struct grid_match *match)
{
	*match = (struct grid_match){.cost = in_common_use};
	return published_match(run, wanted, match);
}

static void take_row(struct audit_run *run, const struct factor *row, struct grid_match *match)
{
	struct unit unit = unit_of("kgCO2e/kWh");
	const char *year = row->year ? arena_printf(run->arena, " %d", row->year) : "";

	match->text =
	    arena_printf(run->arena, "%s%s has %.4g %s", row->region, year,
			 unit_to_base(&row->quantity.unit, row->value) / unit.scale, unit.text);
	match->source = row->citation;
}

bool explain_intensity(struct audit_run *run, const struct claim *claim, struct interval wanted,
		       double stated, struct grid_match *match)
{
	const char *places[PLACES];
	size_t averages;
	size_t count = places_of(claim, places, &averages);
	const struct factor *row = NULL;
	size_t tried = 0;
	size_t i;

	*match = (struct grid_match){.cost = other_row, .own = true};
	for (i = 0; i < averages && !row; i++)
		row = row_of(run, places[i], claim->year, wanted, &tried);
	if (!row && explain_elsewhere(run, wanted, match) &&
	    match_is_believed(match, wanted, stated))
		return true;
	for (; i < count && !row; i++) {
		*match = (struct grid_match){.cost = other_row};
		row = row_of(run, places[i], claim->year, wanted, &tried);
	}
	if (!row)
		return false;
	match->tried = tried;
	take_row(run, row, match);
	return match->own || match_is_believed(match, wanted, stated);
}
