/* What the total is like: the total of gwp in things that people know. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

static const struct impact *total_of(const struct assessment *result, const char *criterion)
{
	for (size_t c = 0; c < result->criterion_count; c++)
		if (text_same(result->criteria[c]->id, criterion))
			return &result->totals[c];
	return NULL;
}

/* The preferred figure of each thing; where the total is a hole, or is not above 0, nothing is
 * like it. */
void freeze_equivalents(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	const struct equivalence *rows;
	const struct statistics *total;
	size_t count;

	result->equivalents_of = total_of(result, "gwp");
	if (!result->equivalents_of || result->equivalents_of->status != IMPACT_COUNTED)
		return;
	total = &result->equivalents_of->statistics;
	rows = factors_equivalences(freeze->build->factors, &count);
	result->equivalents =
	    arena_alloc(freeze->build->arena, (count + 1) * sizeof *result->equivalents);
	for (size_t i = 0; i < count && total->central > 0; i++) {
		double one = dist_central(&rows[i].one.dist);

		if (rows[i].preferred)
			result->equivalents[result->equivalent_count++] =
			    (struct equivalent){.of = &rows[i],
						.value = total->central / one,
						.low = total->low / one,
						.high = total->high / one};
	}
}
