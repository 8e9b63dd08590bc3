/* Ranges of shares: item / total and stage / total within each sample. */

#include "lca/base/arena.h"
#include "models/freeze.h"

/* Every share is one more output of the run. */
enum { MOST_SHARES = 500 };

/* A total that lacks an item has no shares, and beside credits it is not what is shown. */
static bool has_shares(const struct assessment *result, size_t criterion)
{
	const struct impact *total = &result->totals[criterion];

	return !result->credits && total->status == IMPACT_COUNTED && !total->missing &&
	       !cell_is_bad(total->cell);
}

static void add_range(struct freeze *freeze, struct impact *part, const struct impact *total)
{
	if (part->status != IMPACT_COUNTED || cell_is_bad(part->cell))
		return;
	freeze_output(freeze, sheet_divide(freeze->build->sheet, part->cell, total->cell),
		      &part->share_range, 1);
}

/* The item that is all of a stage, or NULL. */
static const struct impact *only_item(const struct assessment *result,
				      const struct impact *stage, size_t criterion)
{
	for (size_t i = 0; i < result->item_count; i++) {
		const struct impact *item = &result->items[i].impacts[criterion];

		if (stage->status == IMPACT_COUNTED && item->status == IMPACT_COUNTED &&
		    cell_same(item->cell, stage->cell))
			return item;
	}
	return NULL;
}

void freeze_share_ranges(struct freeze *freeze)
{
	const struct assessment *result = freeze->result;
	size_t rows = result->item_count + result->stage_count;

	if (rows * result->criterion_count > MOST_SHARES)
		return;
	for (size_t c = 0; c < result->criterion_count; c++) {
		if (!has_shares(result, c))
			continue;
		for (size_t i = 0; i < result->item_count; i++)
			add_range(freeze, &result->items[i].impacts[c], &result->totals[c]);
		for (size_t s = 0; s < result->stage_count; s++) {
			struct impact *stage = &result->stages[s].impacts[c];

			if (!only_item(result, stage, c))
				add_range(freeze, stage, &result->totals[c]);
		}
	}
}

static bool has_negative_item(const struct assessment *result, size_t criterion)
{
	for (size_t i = 0; i < result->item_count; i++) {
		const struct impact *item = &result->items[i].impacts[criterion];

		if (item->status == IMPACT_COUNTED && item->statistics.least < 0)
			return true;
	}
	return false;
}

/* Shares are of absolute values: where an item is negative in a sample the ratio is another
 * thing. */
void freeze_share_ranges_finish(struct freeze *freeze)
{
	const struct assessment *result = freeze->result;

	for (size_t c = 0; c < result->criterion_count; c++) {
		bool negative = has_negative_item(result, c);

		for (size_t s = 0; s < result->stage_count; s++) {
			struct impact *stage = &result->stages[s].impacts[c];
			const struct impact *item = only_item(result, stage, c);

			if (item)
				stage->share_range = item->share_range;
			if (negative)
				stage->share_range.finite = false;
		}
		for (size_t i = 0; negative && i < result->item_count; i++)
			result->items[i].impacts[c].share_range.finite = false;
	}
}
