/* The random part of a plan: uniforms of each draw, then the copula of its group. */

#include "lca/engine/plan_private.h"

/* What the sampler gives, independent of all other draws. */
static uint32_t own_uniforms(struct maker *maker, uint32_t draw)
{
	struct draw_values *values = &maker->draws[draw];

	if (values->own == NOWHERE)
		values->own =
		    plan_append(maker, (struct step){.kind = STEP_RANDOM,
						     .random = true,
						     .left = NOWHERE,
						     .right = NOWHERE,
						     .cell = draw,
						     .name = maker->sheet->draws[draw].hash});
	return values->own;
}

static uint32_t own_scores(struct maker *maker, uint32_t draw)
{
	struct draw_values *values = &maker->draws[draw];

	if (values->score == NOWHERE)
		values->score =
		    plan_append(maker, (struct step){.kind = STEP_NORMAL,
						     .random = true,
						     .left = own_uniforms(maker, draw),
						     .right = NOWHERE,
						     .cell = draw,
						     .number = {0, 1}});
	return values->score;
}

/* z = sum of weight x z'. */
static uint32_t scores(struct maker *maker, uint32_t draw, const struct copula_row *row)
{
	uint32_t sum = NOWHERE, term, k;

	for (k = 0; k < row->count; k++) {
		term =
		    plan_append(maker, (struct step){.kind = STEP_NUMBER,
						     .operation = KERNEL_MULTIPLY,
						     .random = true,
						     .left = own_scores(maker, row->draws[k]),
						     .right = NOWHERE,
						     .cell = draw,
						     .number = {row->weights[k]}});
		sum = k == 0 ? term
			     : plan_append(maker, (struct step){.kind = STEP_COLUMNS,
								.operation = KERNEL_ADD,
								.random = true,
								.left = sum,
								.right = term,
								.cell = draw});
	}
	return sum;
}

uint32_t plan_standard(struct maker *maker, uint32_t draw)
{
	struct draw_values *values = &maker->draws[draw];

	if (!maker->sheet->draws[draw].row)
		return own_scores(maker, draw);
	if (values->standard == NOWHERE)
		values->standard =
		    plan_append(maker, (struct step){.kind = STEP_NORMAL,
						     .random = true,
						     .left = plan_uniforms(maker, draw),
						     .right = NOWHERE,
						     .cell = draw,
						     .number = {0, 1}});
	return values->standard;
}

uint32_t plan_uniforms(struct maker *maker, uint32_t draw)
{
	const struct copula_row *row = maker->sheet->draws[draw].row;
	struct draw_values *values = &maker->draws[draw];

	if (values->uniform != NOWHERE)
		return values->uniform;
	if (!row)
		values->uniform = own_uniforms(maker, draw);
	else
		values->uniform =
		    plan_append(maker, (struct step){.kind = STEP_BELOW,
						     .random = true,
						     .left = scores(maker, draw, row),
						     .right = NOWHERE,
						     .cell = draw});
	return values->uniform;
}
