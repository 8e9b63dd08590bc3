/* Compares two lists of rows. */

#include "factors/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "factors/row_text.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

struct changes {
	struct factor_change *items;
	size_t count;
};

static void append(struct arena *arena, struct changes *changes, struct factor_change change)
{
	changes->items =
	    arena_grow(arena, changes->items, changes->count, sizeof *changes->items);
	changes->items[changes->count++] = change;
}

/* Rounding of one written unit to another is no change. */
static bool same_value(const struct factor *a, const struct factor *b)
{
	double left = dist_central(&a->quantity.dist), right = dist_central(&b->quantity.dist);

	return dimensions_equal(a->quantity.unit.dimensions, b->quantity.unit.dimensions) &&
	       fabs(left - right) <= 1e-12 * fabs(left);
}

static const char *differing(struct arena *arena, const struct factor *a,
			     const struct factor *b)
{
	const char *left[COLUMN_COUNT], *right[COLUMN_COUNT], *fields = "";

	row_cells(arena, a, left);
	row_cells(arena, b, right);
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		bool same = i == VALUE ? same_value(a, b) : text_same(left[i], right[i]);

		if (!same)
			fields = arena_printf(arena, "%s%s%s", fields, *fields ? ", " : "",
					      row_column((enum column_index)i));
	}
	return fields;
}

static void compare(struct arena *arena, const struct factor *a, const struct factor *b,
		    struct changes *changes)
{
	struct factor_change change = {.id = a->id, .before = a, .after = b};
	double before = dist_central(&a->quantity.dist),
	       after = dist_central(&b->quantity.dist);

	change.fields = differing(arena, a, b);
	if (!*change.fields)
		return;
	if (before > 0 && after > 0 &&
	    dimensions_equal(a->quantity.unit.dimensions, b->quantity.unit.dimensions))
		change.ratio = same_value(a, b) ? 1 : after / before;
	append(arena, changes, change);
}

static int rank(const struct factor_change *change)
{
	if (change->before && change->after)
		return 0;
	return change->after ? 1 : 2;
}

/* A value that became or was 0 is the largest change there can be. */
static double size_of(const struct factor_change *change)
{
	return change->ratio > 0 ? fabs(log(change->ratio)) : INFINITY;
}

static int by_size(const void *a, const void *b)
{
	const struct factor_change *left = a, *right = b;
	int order = rank(left) - rank(right);

	if (order == 0 && rank(left) == 0)
		order = (size_of(left) < size_of(right)) - (size_of(left) > size_of(right));
	return order ? order : strcmp(left->id, right->id);
}

size_t factor_changes(struct arena *arena, const struct factor *const *before,
		      size_t before_count, const struct factor *const *after,
		      size_t after_count, const struct factor_change **changes)
{
	struct changes list = {0};
	size_t i = 0, k = 0;

	while (i < before_count || k < after_count) {
		int order = i == before_count  ? 1
			    : k == after_count ? -1
					       : strcmp(before[i]->id, after[k]->id);

		if (order < 0) {
			append(arena, &list,
			       (struct factor_change){
				   .id = before[i]->id, .before = before[i], .fields = ""});
			i++;
		} else if (order > 0) {
			append(arena, &list,
			       (struct factor_change){
				   .id = after[k]->id, .after = after[k], .fields = ""});
			k++;
		} else {
			compare(arena, before[i++], after[k++], &list);
		}
	}
	if (list.count > 0)
		qsort(list.items, list.count, sizeof *list.items, by_size);
	*changes = list.items;
	return list.count;
}
