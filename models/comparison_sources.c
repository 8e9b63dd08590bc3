/* Whether the grid figures of rows that are held against each other come of one source, mix and
 * time. Read comparing_sources() first. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

enum { NAMES_MOST = 3, PLACES_MOST = 3, YEARS_ALIKE = 1 };

/* What differs between the first row and those it is held against. */
struct unlike {
	bool sources, mixes, years;
	struct text_set names;
	const char *list; /* of sources: "a, b" */
	size_t *rows;
	size_t count;
};

static const struct factor *grid_of(const struct comparing *comparing, size_t row)
{
	const struct compared_place *place = &comparing->ranked[row]->row.place;
	const char *by = comparing->result->criteria[comparing->result->by]->id;

	if (text_same(by, "gwp"))
		return place->grid;
	return text_same(by, "gwp_market") ? place->market : NULL;
}

static bool is_varied(const struct comparing *comparing, const char *key)
{
	const struct compared_row *row = &comparing->ranked[0]->row;

	for (size_t i = 0; i < row->value_count; i++) {
		const char *dot = strrchr(row->values[i].key, '.');

		if (text_same(dot ? dot + 1 : row->values[i].key, key))
			return true;
	}
	return false;
}

static void add_name(struct comparing *comparing, struct unlike *unlike, const char *source)
{
	size_t known = unlike->names.count;

	if (text_set_add(comparing->arena, &unlike->names, source, strlen(source)) < known ||
	    known >= NAMES_MOST)
		return;
	unlike->list = arena_printf(comparing->arena, "%s%s%s", known ? unlike->list : "",
				    known ? ", " : "", source);
}

/* Years that are varied are meant to differ. */
static void hold(struct comparing *comparing, struct unlike *unlike, size_t row)
{
	const struct factor *first = grid_of(comparing, 0), *other = grid_of(comparing, row);
	bool source, mix, year;

	if (!other || text_same(other->id, first->id))
		return;
	source = !text_same(first->source, other->source);
	mix = !text_same(first->accounting, other->accounting);
	year = first->year && other->year && abs(first->year - other->year) > YEARS_ALIKE &&
	       !is_varied(comparing, "year") && !is_varied(comparing, "period");
	if (!source && !mix && !year)
		return;
	unlike->sources = unlike->sources || source;
	unlike->mixes = unlike->mixes || mix;
	unlike->years = unlike->years || year;
	add_name(comparing, unlike, first->source);
	add_name(comparing, unlike, other->source);
	unlike->rows[unlike->count++] = row;
}

/* "1 and 3", "1, 2, 5 and 4 others". */
static const char *list_ranks(struct arena *arena, const struct unlike *unlike)
{
	const char *text = "1";
	size_t named = unlike->count <= NAMES_MOST ? unlike->count : NAMES_MOST - 1;

	for (size_t i = 0; i < named; i++)
		text =
		    arena_printf(arena, "%s%s%zu", text,
				 i + 1 == unlike->count ? " and " : ", ", unlike->rows[i] + 1);
	if (named < unlike->count)
		text = arena_printf(arena, "%s and %zu others", text, unlike->count - named);
	return text;
}

/* "sources (a, b), mixes and years" */
static const char *kinds(struct arena *arena, const struct unlike *unlike)
{
	const char *parts[3] = {""}, *text;
	size_t count = 0;

	if (unlike->sources)
		parts[count++] = arena_printf(
		    arena,
		    unlike->names.count > NAMES_MOST ? "sources (%s, ...)" : "sources (%s)",
		    unlike->list);
	if (unlike->mixes)
		parts[count++] = "mixes";
	if (unlike->years)
		parts[count++] = "years";
	text = parts[0];
	for (size_t i = 1; i < count; i++)
		text = arena_printf(arena, "%s%s%s", text, i + 1 == count ? " and " : ", ",
				    parts[i]);
	return text;
}

static const struct region *region_of(struct comparing *comparing, size_t row)
{
	const char *code = comparing->ranked[row]->row.place.region;

	return code ? factors_region(comparing->factors, code, (struct place){0}, NULL,
				     diags_new(comparing->arena))
		    : NULL;
}

/* The grid that a row draws from: its grid zone; without one that of the place a data centre
 * lies in. */
static const char *zone_of(struct comparing *comparing, size_t row)
{
	const struct region *region = region_of(comparing, row);

	if (!region)
		return NULL;
	if (region->zone)
		return region->zone;
	return region->parent &&
		       (text_same(region->kind, "cloud") || text_same(region->kind, "site"))
		   ? region->parent
		   : region->code;
}

static const struct factor *figure_of(struct comparing *comparing, const char *code, int year)
{
	const struct factor *found =
	    factors_find(comparing->factors, "electricity", code, year, "gwp",
			 (struct place){0}, NULL, diags_new(comparing->arena));

	return found && text_same(found->region, code) ? found : NULL;
}

/* Figures of the very grid of a row: of the place, of its grid zone, and of what it takes. What
 * lies around it is another grid. */
static size_t list_figures(struct comparing *comparing, size_t row,
			   const struct factor *figures[PLACES_MOST])
{
	const struct region *region = region_of(comparing, row);
	const char *codes[] = {region ? region->code : NULL, zone_of(comparing, row),
			       grid_of(comparing, row)->region};
	size_t count = 0;

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		const struct factor *found =
		    codes[i] ? figure_of(comparing, codes[i], comparing->ranked[row]->year)
			     : NULL;

		if (found)
			figures[count++] = found;
	}
	return count;
}

/* Both grids in one year, by the sources that the rows take. */
static const char *one_year(struct comparing *comparing, size_t row)
{
	const struct factor *first = grid_of(comparing, 0), *other = grid_of(comparing, row);
	int years[] = {first->year, other->year};

	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		const struct factor *a = figure_of(comparing, first->region, years[i]);
		const struct factor *b = figure_of(comparing, other->region, years[i]);

		if (a && b && a->year == years[i] && b->year == years[i] &&
		    text_same(a->source, b->source))
			return arena_printf(
			    comparing->arena,
			    "; --vary year=%d takes the figures of 1 and %zu of one year",
			    years[i], row + 1);
	}
	return "";
}

/* How to hold the first row against another by figures of one source and mix. */
static const char *advice(struct comparing *comparing, size_t row)
{
	const struct factor *first[PLACES_MOST], *other[PLACES_MOST];
	size_t firsts = list_figures(comparing, 0, first);
	size_t others = list_figures(comparing, row, other);

	if (text_same(grid_of(comparing, 0)->source, grid_of(comparing, row)->source) &&
	    text_same(grid_of(comparing, 0)->accounting, grid_of(comparing, row)->accounting))
		return one_year(comparing, row);
	for (size_t i = 0; i < firsts; i++) {
		for (size_t k = 0; k < others; k++) {
			if (text_same(first[i]->source, other[k]->source) &&
			    text_same(first[i]->accounting, other[k]->accounting))
				return arena_printf(comparing->arena,
						    "; --vary region=%s,%s compares the grids "
						    "of 1 and %zu by %s",
						    first[i]->region, other[k]->region, row + 1,
						    first[i]->source);
		}
	}
	return arena_printf(comparing->arena,
			    "; no source here has both grids, of 1 and of %zu", row + 1);
}

/* Of rows of one grid zone the figures alone differ; how the first other one may be compared.
 */
static const char *told_of(struct comparing *comparing, const struct unlike *unlike)
{
	struct arena *arena = comparing->arena;
	const char *zone = zone_of(comparing, 0), *apart = "";
	struct unlike same = {.rows =
				  arena_alloc(arena, (unlike->count + 1) * sizeof *same.rows)};
	bool location =
	    text_same(comparing->result->criteria[comparing->result->by]->id, "gwp");

	for (size_t i = 0; i < unlike->count; i++) {
		if (zone && text_same(zone, zone_of(comparing, unlike->rows[i])))
			same.rows[same.count++] = unlike->rows[i];
		else if (location && !*apart)
			apart = advice(comparing, unlike->rows[i]);
	}
	if (!same.count)
		return apart;
	return arena_printf(arena,
			    "; %s lie in one grid zone, %s: there the figures differ, not "
			    "the grids%s",
			    list_ranks(arena, &same), zone, apart);
}

/* The first row against all of its group, and up to the nearest other place that it is told
 * from. */
void comparing_sources(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	struct arena *arena = comparing->arena;
	struct unlike unlike = {.list = ""};
	bool told = false;

	if (result->ranked < 2 || !grid_of(comparing, 0))
		return;
	unlike.rows = arena_alloc(arena, result->ranked * sizeof *unlike.rows);
	for (size_t i = 1; i < result->ranked && !told; i++) {
		const struct factor *other = grid_of(comparing, i);

		told = comparing->ranked[i]->row.group > 1 && other &&
		       !text_same(other->id, grid_of(comparing, 0)->id);
		hold(comparing, &unlike, i);
	}
	if (!unlike.count)
		return;
	result->cautions = arena_grow(arena, result->cautions, result->caution_count,
				      sizeof *result->cautions);
	result->cautions[result->caution_count++] = arena_printf(
	    arena,
	    "ranks %s rest on grid figures of different %s: what separates places may be what "
	    "separates their figures%s",
	    list_ranks(arena, &unlike), kinds(arena, &unlike), told_of(comparing, &unlike));
}
