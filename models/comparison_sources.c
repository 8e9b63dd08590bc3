/* Whether the grid figures of rows that are held against each other come of one source, mix and
 * time. Read comparing_sources() first. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

enum { NAMES_MOST = 3, PLACES_MOST = 8, YEARS_ALIKE = 1 };

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

/* "ranks 1, 2 and 5", "ranks 1, 2, 5 and 4 others". */
static const char *ranks(struct arena *arena, const struct unlike *unlike)
{
	const char *text = "ranks 1";
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
	const char *parts[3], *text;
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

/* The place, its grid zone, what lies around it, and so on, that have a figure of their own. */
static size_t list_figures(struct comparing *comparing, size_t row,
			   const struct factor *figures[PLACES_MOST])
{
	const struct contender *contender = comparing->ranked[row];
	const char *code = contender->row.place.region, *codes[2];
	struct diags *aside = diags_new(comparing->arena);
	size_t count = 0;

	while (code && count + 2 <= PLACES_MOST) {
		const struct region *region =
		    factors_region(comparing->factors, code, (struct place){0}, NULL, aside);

		if (!region)
			break;
		codes[0] = region->code;
		codes[1] = region->zone;
		for (size_t i = 0; i < 2 && codes[i]; i++) {
			const struct factor *found = factors_find(
			    comparing->factors, "electricity", codes[i], contender->year, "gwp",
			    (struct place){0}, NULL, aside);

			if (found && text_same(found->region, codes[i]))
				figures[count++] = found;
		}
		code = region->parent;
	}
	return count;
}

/* Where both rows lie in places with figures of one source and mix, which those are. */
static const char *alike(struct comparing *comparing, size_t row)
{
	const struct factor *first[PLACES_MOST], *other[PLACES_MOST];
	size_t firsts = list_figures(comparing, 0, first);
	size_t others = list_figures(comparing, row, other);
	struct arena *arena = comparing->arena;

	for (size_t i = 0; i < firsts; i++) {
		for (size_t k = 0; k < others; k++) {
			if (!text_same(first[i]->source, other[k]->source) ||
			    !text_same(first[i]->accounting, other[k]->accounting))
				continue;
			if (text_same(first[i]->region, other[k]->region))
				return arena_printf(
				    arena,
				    "; 1 and %zu both lie in %s, for which %s has one figure",
				    row + 1, first[i]->region, first[i]->source);
			return arena_printf(
			    arena,
			    "; --vary region=%s,%s compares the grids of 1 and %zu by %s",
			    first[i]->region, other[k]->region, row + 1, first[i]->source);
		}
	}
	return "";
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
	    "%s rest on grid figures of different %s: what separates places may be what "
	    "separates their figures%s",
	    ranks(arena, &unlike), kinds(arena, &unlike),
	    text_same(result->criteria[result->by]->id, "gwp")
		? alike(comparing, unlike.rows[0])
		: "");
}
