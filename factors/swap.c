/* Writes tables that give one factor the value of another. */

#include "factors/swap.h"

#include <math.h>
#include <string.h>

#include "factors/catalog.h"
#include "factors/estimate.h"
#include "factors/factors_private.h"
#include "factors/row_text.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* The value behind its bridge, with all its spread. */
static void flatten(struct factors *factors, const struct factor *value, const char **cells)
{
	struct estimate estimate = factor_estimate(value, true);
	struct quantity quantity = {.dist =
					dist_lognormal(estimate.central, exp(estimate.spread)),
				    .unit = value->quantity.unit};

	row_quantity(factors->arena, &quantity, cells);
	cells[METHOD] = cells[METHOD_GSD] = "";
	cells[BOUNDARY] = factors->basis == FACTORS_DIRECT ? "direct" : "lifecycle";
	cells[GAS_SCOPE] = "CO2e";
}

static void add_line(struct factors *factors, const struct factor *value, const char *region,
		     int year, struct buffer *out)
{
	const char *cells[COLUMN_COUNT];

	row_cells(factors->arena, value, cells);
	if (value->bridge)
		flatten(factors, value, cells);
	cells[REGION] = region;
	cells[YEAR] = year ? arena_printf(factors->arena, "%d", year) : "";
	cells[VARIANT] = "";
	cells[PUBLISHED] = "";
	row_line(cells, COLUMN_COUNT, out);
}

void swap_row(struct factors *factors, const struct factor *key, const struct factor *value,
	      struct buffer *out)
{
	const struct factor *on_basis = factors_on_basis(factors, value);
	const char *cells[COLUMN_COUNT];

	if (!on_basis)
		on_basis = value;
	row_cells(factors->arena, on_basis, cells);
	if (on_basis->bridge)
		flatten(factors, on_basis, cells);
	cells[ACTIVITY] = key->activity;
	cells[REGION] = key->region;
	cells[YEAR] = key->year ? arena_printf(factors->arena, "%d", key->year) : "";
	cells[CRITERION] = key->criterion;
	cells[VARIANT] = "";
	cells[PUBLISHED] = "";
	row_header(out);
	row_line(cells, COLUMN_COUNT, out);
}

enum { MOST_PLACES = 16, FIRST_YEAR = 1900, YEARS = 201 };

/* A region and what its look-ups may step back to. */
struct places {
	const char *code[MOST_PLACES];
	size_t count;
};

static void add_places(struct factors *factors, const char *code, struct places *places)
{
	const struct region_entry *region = catalog_region(factors, code);

	while (region && places->count + 2 <= MOST_PLACES) {
		places->code[places->count++] = region->code;
		if (*region->zone)
			places->code[places->count++] = region->zone;
		region = *region->parent ? catalog_region(factors, region->parent) : NULL;
	}
}

/* The years in which any of the places has a row; [0]: a timeless one. */
static void find_years(struct factors *factors, const char *activity,
		       const struct places *places, bool *years)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct factor **rows;
		size_t count = factors_list(
		    factors, arena_printf(factors->arena, "%s/%s/*", activity, places->code[i]),
		    &rows);

		for (size_t k = 0; k < count; k++)
			if (!*rows[k]->variant)
				years[rows[k]->year > FIRST_YEAR ? rows[k]->year - FIRST_YEAR
								 : 0] = true;
	}
}

static void swap_series(struct factors *factors, const char *activity, const char *criterion,
			const char *key, const char *value, const bool *years,
			struct buffer *out)
{
	struct diags *unheard = diags_new(factors->arena);

	for (int i = 0; i < YEARS; i++) {
		int year = i ? FIRST_YEAR + i : 0;
		const struct factor *found =
		    years[i] ? factors_find(factors, activity, value, year, criterion,
					    (struct place){NULL, 0, 0}, NULL, unheard)
			     : NULL;

		/* Without a year the latest is found: it has a line of its own. */
		if (found && (year || found->year == 0))
			add_line(factors, found, key, year, out);
	}
}

void swap_region(struct factors *factors, const char *key, const char *value,
		 struct buffer *out)
{
	bool years[YEARS] = {false};
	struct places places = {.count = 0};
	size_t count;
	const struct criterion *criteria = factors_criteria(factors, &count);

	add_places(factors, key, &places);
	add_places(factors, value, &places);
	row_header(out);
	find_years(factors, "electricity", &places, years);
	for (size_t i = 0; i < count; i++)
		if (!text_same(criteria[i].id, "electricity"))
			swap_series(factors, "electricity", criteria[i].id, key, value, years,
				    out);
	memset(years, 0, sizeof years);
	find_years(factors, "losses", &places, years);
	swap_series(factors, "losses", "ratio", key, value, years, out);
}
