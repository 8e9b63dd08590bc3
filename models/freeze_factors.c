/* The rows of the database that the numbers of a result rest on. */

#include <string.h>

#include "factors/estimate.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

static void insert(struct freeze *freeze, size_t at, struct used_factor used)
{
	struct assessment *result = freeze->result;

	result->factors = arena_grow(freeze->build->arena, result->factors,
				     result->factor_count, sizeof *result->factors);
	memmove(&result->factors[at + 1], &result->factors[at],
		(result->factor_count - at) * sizeof *result->factors);
	result->factors[at] = used;
	result->factor_count++;
}

static double spread(const struct factor *factor)
{
	return factor_estimate(factor, true).spread;
}

/* Where a row of this id stands, or belongs. */
static size_t position(const struct assessment *result, const char *id)
{
	size_t low = 0, high = result->factor_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(result->factors[middle].factor->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of one row in several uses the narrowest is kept: the steps of the others are warned of. */
static void add_row(struct freeze *freeze, const struct factor *row, bool is_default)
{
	struct assessment *result = freeze->result;
	size_t at = position(result, row->id);
	struct used_factor *known;

	if (at == result->factor_count || !text_same(result->factors[at].factor->id, row->id)) {
		insert(freeze, at, (struct used_factor){row, is_default});
		return;
	}
	known = &result->factors[at];
	known->is_default = known->is_default || is_default;
	if (known->factor != row && spread(row) < spread(known->factor))
		known->factor = row;
}

static const struct origin *origin_of(const struct freeze *freeze,
				      const struct item_result *item, size_t i)
{
	return &sheet_view(freeze->build->sheet, item->inputs[i]).quantity->origin;
}

/* The input of a row is one whoever uses it; what an item stepped over is beside it. */
static const struct factor *as_used(const struct freeze *freeze, const struct item_result *item,
				    const struct factor *row)
{
	struct factor *plain;

	for (size_t i = 0; i < item->input_count; i++) {
		const struct origin *origin = origin_of(freeze, item, i);

		if (factors_is_step(origin) && text_same(origin->factor->id, row->id))
			return origin->factor;
	}
	if (!row->off_place && !row->off_year)
		return row;
	plain = arena_alloc(freeze->build->arena, sizeof *plain);
	*plain = *row;
	plain->off_place = plain->off_year = NULL;
	plain->steps = NULL;
	return plain;
}

static void add_inputs(struct freeze *freeze, const struct item_result *item)
{
	for (size_t i = 0; i < item->input_count; i++) {
		const struct origin *origin = origin_of(freeze, item, i);

		if (factors_is_row(origin))
			add_row(freeze, as_used(freeze, item, origin->factor),
				origin->kind == ORIGIN_DEFAULT);
	}
}

void freeze_factors(struct freeze *freeze)
{
	const struct build *build = freeze->build;

	for (size_t i = 0; i < freeze->result->item_count; i++)
		add_inputs(freeze, &freeze->result->items[i]);
	for (size_t i = 0; i < build->number_count; i++)
		add_row(freeze, build->numbers_read[i],
			build->numbers_read[i]->quantity.origin.kind == ORIGIN_DEFAULT);
}
