/* Finds rows of one key that contradict each other. */

#include "factors/discrepancy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
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

/* Of all pairs of a key, the one with the largest ratio among those that contradict. */
static bool compare_key(const struct factor *const *rows, size_t count,
			struct discrepancy *worst)
{
	bool found = false;

	*worst = (struct discrepancy){.variants = count};
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			struct contrast contrast;

			if (i == k || !same_basis(rows[i], rows[k]))
				continue;
			contrast = factor_contrast(rows[i], rows[k]);
			if (!contrast.comparable || !contrast.apart ||
			    contrast.ratio < least_ratio ||
			    (found && contrast.ratio <= worst->contrast.ratio))
				continue;
			found = true;
			worst->a = rows[i];
			worst->b = rows[k];
			worst->contrast = contrast;
		}
	return found;
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
		if (next - first < 2 || !compare_key(sorted + first, next - first, &one))
			continue;
		list = arena_grow(arena, list, listed, sizeof *list);
		list[listed++] = one;
	}
	if (listed > 0)
		qsort(list, listed, sizeof *list, by_ratio);
	*found = list;
	return listed;
}
