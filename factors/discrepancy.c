/* Finds rows of one key that contradict each other. */

#include "factors/discrepancy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"

/* Values nearer than this are the same to a reader, whatever their digits. */
static const double least_ratio = 1.05;

static int by_key(const void *a, const void *b)
{
	const struct factor *left = *(const struct factor *const *)a;
	const struct factor *right = *(const struct factor *const *)b;
	int order = strcmp(left->activity, right->activity);

	if (order == 0)
		order = strcmp(left->region, right->region);
	if (order == 0)
		order = (left->year > right->year) - (left->year < right->year);
	if (order == 0)
		order = strcmp(left->criterion, right->criterion);
	return order ? order : strcmp(left->variant, right->variant);
}

/* "" or "ccf-2024": a source with its year. */
static bool is_source(const char *variant)
{
	enum { YEAR = 5 };
	size_t length = strlen(variant);

	return length == 0 || (length > YEAR && variant[length - YEAR] == '-' &&
			       strspn(variant + length - YEAR + 1, "0123456789") == YEAR - 1);
}

static bool same_key(const struct factor *a, const struct factor *b)
{
	return text_same(a->activity, b->activity) && text_same(a->region, b->region) &&
	       a->year == b->year && text_same(a->criterion, b->criterion);
}

static bool agree(const char *a, const char *b)
{
	return !*a || !*b || text_same(a, b);
}

/* What is direct to one is operational to another. */
static const char *boundary_of(const struct factor *factor)
{
	return text_same(factor->boundary, "operational") ? "direct" : factor->boundary;
}

static bool same_basis(const struct factor *a, const struct factor *b)
{
	return agree(boundary_of(a), boundary_of(b)) && agree(a->accounting, b->accounting) &&
	       agree(a->delivery, b->delivery) && agree(a->gas_scope, b->gas_scope) &&
	       agree(a->gwp_set, b->gwp_set);
}

/* A row of a key, to be paired with the others. */
struct side {
	const struct factor *row;
	struct estimate estimate; /* of its own spread: the least it has */
	size_t order;
};

static int ascending(const void *a, const void *b)
{
	const struct side *left = a, *right = b;
	int order = (left->estimate.central > right->estimate.central) -
		    (left->estimate.central < right->estimate.central);

	return order ? order : (left->order > right->order) - (left->order < right->order);
}

static int descending(const void *a, const void *b)
{
	const struct side *left = a, *right = b;
	int order = (left->estimate.central < right->estimate.central) -
		    (left->estimate.central > right->estimate.central);

	return order ? order : (left->order > right->order) - (left->order < right->order);
}

static struct side *sides_of(struct arena *arena, const struct factor *const *rows,
			     size_t count, int (*order)(const void *, const void *))
{
	struct side *sides = arena_alloc(arena, count * sizeof *sides);

	for (size_t i = 0; i < count; i++)
		sides[i] = (struct side){rows[i], factor_estimate(rows[i], false), i};
	qsort(sides, count, sizeof *sides, order);
	return sides;
}

/* The ratio that a pair must have to be told: more than the worst so far, and than the spread
 * of the lower side alone makes possible. */
static double ratio_of_note(const struct side *low, const struct discrepancy *worst)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	static const double end = 0.975;
	double apart = exp(dist_quantile(&standard, end) * low->estimate.spread);

	return fmax(fmax(least_ratio, apart), worst->a ? worst->contrast.ratio : 0);
}

/* Of all pairs of a key, the one with the largest ratio among those that contradict. Lower
 * values meet the highest first, and turn away where the rest is too near: a key may have
 * thousands of rows. */
static bool compare_key(struct arena *arena, const struct factor *const *rows, size_t count,
			struct discrepancy *worst)
{
	const struct side *low = sides_of(arena, rows, count, ascending);
	const struct side *high = sides_of(arena, rows, count, descending);

	*worst = (struct discrepancy){.variants = count};
	for (size_t i = 0; i < count; i++) {
		double note = ratio_of_note(&low[i], worst);

		for (size_t k = 0; k < count && low[i].estimate.central > 0; k++) {
			struct contrast contrast;
			double ratio = high[k].estimate.central / low[i].estimate.central;

			if (ratio < note || (worst->a && ratio <= worst->contrast.ratio))
				break;
			if (!same_basis(low[i].row, high[k].row))
				continue;
			contrast = factor_contrast(low[i].row, high[k].row);
			if (!contrast.comparable || !contrast.apart)
				continue;
			worst->a = low[i].row;
			worst->b = high[k].row;
			worst->contrast = contrast;
		}
	}
	return worst->a != NULL;
}

static int by_ratio(const void *a, const void *b)
{
	const struct discrepancy *left = a, *right = b;
	int order = (left->contrast.ratio < right->contrast.ratio) -
		    (left->contrast.ratio > right->contrast.ratio);

	return order ? order : strcmp(left->a->id, right->a->id);
}

size_t discrepancies_of(struct arena *arena, const struct factor *const *rows, size_t count,
			const struct discrepancy **found)
{
	const struct factor **sorted = arena_alloc(arena, (count + 1) * sizeof *sorted);
	struct discrepancy *list = NULL, one;
	size_t kept = 0, listed = 0, next;

	for (size_t i = 0; i < count; i++)
		if (is_source(rows[i]->variant))
			sorted[kept++] = rows[i];
	if (kept > 0)
		qsort(sorted, kept, sizeof *sorted, by_key);
	for (size_t first = 0; first < kept; first = next) {
		for (next = first + 1; next < kept && same_key(sorted[first], sorted[next]);)
			next++;
		if (next - first < 2 || !compare_key(arena, sorted + first, next - first, &one))
			continue;
		list = arena_grow(arena, list, listed, sizeof *list);
		list[listed++] = one;
	}
	if (listed > 0)
		qsort(list, listed, sizeof *list, by_ratio);
	*found = list;
	return listed;
}

static bool is_looked_up(const struct factor *factor, const char *variant)
{
	return !*factor->variant || text_same(factor->variant, variant);
}

bool discrepancy_inverted(const struct factor *whole, const struct factor *part)
{
	return same_key(whole, part) && text_same(whole->boundary, "lifecycle") &&
	       text_same(boundary_of(part), "direct") && is_looked_up(whole, "lifecycle") &&
	       is_looked_up(part, "direct") && agree(whole->accounting, part->accounting) &&
	       agree(whole->delivery, part->delivery) &&
	       factor_estimate(part, false).central > factor_estimate(whole, false).central;
}

/* Rows of one key are few: those that look-ups find. */
static void add_inversions(struct arena *arena, const struct factor *const *rows, size_t count,
			   struct discrepancy **list, size_t *listed)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			if (!discrepancy_inverted(rows[i], rows[k]))
				continue;
			*list = arena_grow(arena, *list, *listed, sizeof **list);
			(*list)[(*listed)++] =
			    (struct discrepancy){.a = rows[i],
						 .b = rows[k],
						 .contrast = factor_contrast(rows[i], rows[k]),
						 .variants = 2};
		}
}

size_t inversions_of(struct arena *arena, const struct factor *const *rows, size_t count,
		     const struct discrepancy **found)
{
	const struct factor **sorted = arena_alloc(arena, (count + 1) * sizeof *sorted);
	struct discrepancy *list = NULL;
	size_t kept = 0, listed = 0, next;

	for (size_t i = 0; i < count; i++)
		if (is_looked_up(rows[i], "direct") || is_looked_up(rows[i], "lifecycle"))
			sorted[kept++] = rows[i];
	if (kept > 0)
		qsort(sorted, kept, sizeof *sorted, by_key);
	for (size_t first = 0; first < kept; first = next) {
		for (next = first + 1; next < kept && same_key(sorted[first], sorted[next]);)
			next++;
		add_inversions(arena, sorted + first, next - first, &list, &listed);
	}
	if (listed > 0)
		qsort(list, listed, sizeof *list, by_ratio);
	*found = list;
	return listed;
}
