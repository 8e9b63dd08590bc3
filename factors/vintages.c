/* Groups rows into vintages and looks each of them up. */

#include "factors/vintages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "factors/estimate.h"
#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static int by_key(const void *a, const void *b)
{
	const struct factor *left = *(const struct factor *const *)a;
	const struct factor *right = *(const struct factor *const *)b;
	int order = strcmp(left->activity, right->activity);

	if (order == 0)
		order = strcmp(left->criterion, right->criterion);
	if (order == 0)
		order = strcmp(left->region, right->region);
	if (order == 0)
		order = (left->year > right->year) - (left->year < right->year);
	return order ? order : strcmp(left->variant, right->variant);
}

static bool go_together(const struct factor *a, const struct factor *b)
{
	return text_same(a->activity, b->activity) && text_same(a->criterion, b->criterion);
}

static void measure(struct vintages *vintages)
{
	vintages->comparable = vintages->count > 0;
	vintages->low = INFINITY;
	vintages->high = -INFINITY;
	for (size_t i = 0; i < vintages->count; i++) {
		double value = factor_estimate(vintages->rows[i], false).central;

		vintages->comparable =
		    vintages->comparable &&
		    dimensions_equal(vintages->rows[i]->quantity.unit.dimensions,
				     vintages->rows[0]->quantity.unit.dimensions);
		vintages->low = fmin(vintages->low, value);
		vintages->high = fmax(vintages->high, value);
	}
}

static size_t rows_of_year(const struct vintages *vintages, int year)
{
	size_t count = 0;

	for (size_t i = 0; i < vintages->count; i++)
		count += vintages->rows[i]->year == year;
	return count;
}

/* Years whose rows come from several sources tell what the sources differ by. */
static void measure_year(struct vintages *vintages)
{
	for (size_t i = 0; i < vintages->count; i++) {
		int year = vintages->rows[i]->year;

		if (year > vintages->common_year && rows_of_year(vintages, year) > 1)
			vintages->common_year = year;
	}
	vintages->year_count =
	    vintages->common_year ? rows_of_year(vintages, vintages->common_year) : 0;
	vintages->year_low = INFINITY;
	vintages->year_high = -INFINITY;
	for (size_t i = 0; i < vintages->count && vintages->common_year; i++) {
		double value = factor_estimate(vintages->rows[i], false).central;

		if (vintages->rows[i]->year != vintages->common_year)
			continue;
		vintages->year_low = fmin(vintages->year_low, value);
		vintages->year_high = fmax(vintages->year_high, value);
	}
}

/* What a look-up steps back by is told in the factor; its warnings are not wanted here. */
static void look_up(struct factors *factors, struct vintages *vintages, const char *region,
		    int year)
{
	struct diags *unheard = diags_new(factors->arena);

	/* Nothing looks a marginal figure up. */
	if (text_same(vintages->criterion, "gwp_marginal"))
		return;
	vintages->found =
	    factors_find(factors, vintages->activity, region, year, vintages->criterion,
			 (struct place){NULL, 0, 0}, NULL, unheard);
	if (!vintages->found)
		vintages->reason = arena_text(factors->arena, factors_reason(factors));
	for (size_t i = 0; i < vintages->count && vintages->found; i++)
		if (text_same(vintages->rows[i]->id, vintages->found->id))
			vintages->used = vintages->rows[i];
}

static struct vintages make(struct factors *factors, const struct factor *const *rows,
			    size_t count, int year)
{
	struct vintages vintages = {.activity = rows[0]->activity,
				    .criterion = rows[0]->criterion,
				    .rows = rows,
				    .count = count};

	measure(&vintages);
	if (!text_same(rows[0]->region, rows[count - 1]->region))
		return vintages;
	measure_year(&vintages);
	look_up(factors, &vintages, rows[0]->region, year);
	return vintages;
}

const struct vintages *vintages_of(struct factors *factors, const struct factor *const *rows,
				   size_t count, int year, size_t *list_count)
{
	const struct factor **sorted =
	    arena_alloc(factors->arena, (count + 1) * sizeof *sorted);
	struct vintages *vintages = NULL;
	size_t first, next;

	*list_count = 0;
	if (count == 0)
		return NULL;
	memcpy(sorted, rows, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_key);
	for (first = 0; first < count; first = next) {
		for (next = first + 1;
		     next < count && go_together(sorted[first], sorted[next]);)
			next++;
		vintages = arena_grow(factors->arena, vintages, *list_count, sizeof *vintages);
		vintages[(*list_count)++] = make(factors, sorted + first, next - first, year);
	}
	return vintages;
}

static bool has_vintages(const struct vintages *vintages, size_t count, const char *activity,
			 const char *criterion)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(vintages[i].activity, activity) &&
		    text_same(vintages[i].criterion, criterion))
			return true;
	return false;
}

/* Where there is nothing of the region's own. PUE and WUE are properties of the operator. */
static const struct vintages *add_elsewhere(struct factors *factors, const char *region,
					    const char *activity, const char *criterion,
					    const struct vintages *list, size_t *count)
{
	struct vintages *vintages = (struct vintages *)list;
	struct vintages empty = {.activity = activity, .criterion = criterion};

	if (!region || !*region || has_vintages(list, *count, activity, criterion))
		return list;
	look_up(factors, &empty, region, 0);
	if (!empty.found)
		return list;
	vintages = arena_grow(factors->arena, vintages, *count, sizeof *vintages);
	vintages[(*count)++] = empty;
	return vintages;
}

const struct vintages *vintages_elsewhere(struct factors *factors,
					  const struct region_entry *region,
					  const struct vintages *own, size_t *count)
{
	const struct vintages *list = own;
	size_t criteria_count;
	const struct criterion *criteria = factors_criteria(factors, &criteria_count);

	for (size_t i = 0; i < criteria_count; i++)
		if (!text_same(criteria[i].id, "electricity"))
			list = add_elsewhere(factors, region->code, "electricity",
					     criteria[i].id, list, count);
	list = add_elsewhere(factors, region->code, "losses", "ratio", list, count);
	list = add_elsewhere(factors, region->provider, "pue", "ratio", list, count);
	return add_elsewhere(factors, region->provider, "wue", "water", list, count);
}
