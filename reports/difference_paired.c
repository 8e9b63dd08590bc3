/* Totals of two runs compared sample by sample. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/compare.h"
#include "models/assess.h"
#include "reports/difference.h"

/* What the sheet's numbers of a total are multiplied by in the result; NaN where that cannot be
 * told. */
static double scale_of(const struct assessment *assessment, const struct impact *total)
{
	double *values = heap_zeroed(sheet_size(assessment->sheet), sizeof *values), scale;

	sheet_central(assessment->sheet, values);
	scale = total->statistics.central / values[total->cell.index];
	free(values);
	return scale;
}

/* A row that takes the place of another, or of itself in another table, has its draw too: their
 * errors would be one, which they are not. */
static bool have_own_draws(const struct difference *difference)
{
	return difference->kind == DIFFERENCE_REGIONS || difference->kind == DIFFERENCE_THINGS;
}

static struct paired compare(const struct difference *difference,
			     const struct criterion *criterion, unsigned threads)
{
	const struct assessment *a = difference->with_a, *b = difference->with_b;
	const struct impact *of_a = difference_total(a, criterion->id);
	const struct impact *of_b = difference_total(b, criterion->id);
	struct paired none = {.samples = 0}, result;
	const struct run_options options = {.samples = a->record.samples,
					    .seed = a->record.seed,
					    .interval = a->record.interval,
					    .sampler = a->record.sampler,
					    .threads = threads};
	double scale;

	if (!have_own_draws(difference) || of_a->status != IMPACT_COUNTED ||
	    of_b->status != IMPACT_COUNTED || cell_is_bad(of_a->cell) ||
	    cell_is_bad(of_b->cell))
		return none;
	scale = scale_of(a, of_a);
	if (!(scale > 0 && isfinite(scale)))
		return none;
	result = run_compare(b->sheet, of_b->cell, a->sheet, of_a->cell, &options);
	statistics_scale(&result.difference, scale);
	return result;
}

const struct paired *difference_compare(struct arena *arena,
					const struct difference *difference, unsigned threads)
{
	const struct criterion *criterion;
	struct paired *compared = NULL;
	size_t count = 0;

	while ((criterion = difference_criterion(difference, count)) != NULL) {
		compared = arena_grow(arena, compared, count, sizeof *compared);
		compared[count++] = compare(difference, criterion, threads);
	}
	return compared;
}
