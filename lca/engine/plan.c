/* Compiles the needed part of a sheet into steps, then gives columns to them. */

#include "lca/engine/plan_private.h"

#include <assert.h>
#include <stdlib.h>

#include "lca/base/arena.h"

static void mark_needed(struct maker *maker, const cell *outputs, size_t count)
{
	const struct sheet_cell *c;
	size_t i;

	for (i = 0; i < count; i++) {
		assert(outputs[i].index < maker->sheet->count);
		maker->needed[outputs[i].index] = true;
	}
	for (i = maker->sheet->count; i-- > 0;) {
		c = &maker->sheet->cells[i];
		if (!maker->needed[i] || c->kind == CELL_INPUT)
			continue;
		maker->needed[c->left.index] = true;
		maker->needed[c->right.index] = true;
	}
}

uint32_t plan_append(struct maker *maker, struct step step)
{
	struct plan *plan = maker->plan;

	step.target = (uint32_t)plan->count;
	plan->steps = arena_grow(maker->arena, plan->steps, plan->count, sizeof step);
	plan->steps[plan->count++] = step;
	return step.target;
}

static struct operand varying(uint32_t value)
{
	return (struct operand){.varies = true, .value = value};
}

static struct operand input_operand(struct maker *maker, uint32_t index)
{
	const struct sheet_cell *c = &maker->sheet->cells[index];

	if (c->draw == SHEET_NO_DRAW)
		return (struct operand){.number = c->quantity->dist.a};
	return varying(plan_quantile(maker, index));
}

/* An input's step is made at its first use, so that few columns live at once. */
static struct operand operand_of(struct maker *maker, cell c)
{
	struct operand *known = &maker->cells[c.index];

	if (maker->sheet->cells[c.index].kind == CELL_INPUT && !known->varies)
		*known = input_operand(maker, c.index);
	return *known;
}

static enum kernel_operation operation_of(enum cell_kind kind)
{
	switch (kind) {
	case CELL_ADD:
		return KERNEL_ADD;
	case CELL_SUBTRACT:
		return KERNEL_SUBTRACT;
	case CELL_MULTIPLY:
		return KERNEL_MULTIPLY;
	case CELL_DIVIDE:
		return KERNEL_DIVIDE;
	case CELL_MINIMUM:
	case CELL_INPUT:
		break;
	}
	assert(kind == CELL_MINIMUM);
	return KERNEL_MINIMUM;
}

static bool changes_nothing(enum cell_kind kind, double right)
{
	if (kind == CELL_ADD || kind == CELL_SUBTRACT)
		return right == 0;
	return (kind == CELL_MULTIPLY || kind == CELL_DIVIDE) && right == 1;
}

static struct operand with_number(struct maker *maker, uint32_t index, uint32_t value,
				  double number, bool number_left)
{
	enum cell_kind kind = maker->sheet->cells[index].kind;
	enum kernel_operation operation = operation_of(kind);

	if (number_left && kind == CELL_SUBTRACT)
		operation = KERNEL_REVERSE_SUBTRACT;
	if (number_left && kind == CELL_DIVIDE)
		operation = KERNEL_REVERSE_DIVIDE;
	if (operation < KERNEL_REVERSE_SUBTRACT && changes_nothing(kind, number))
		return varying(value);
	return varying(plan_append(maker, (struct step){.kind = STEP_NUMBER,
							.operation = operation,
							.left = value,
							.right = NOWHERE,
							.cell = index,
							.number = {number}}));
}

static struct operand operation_operand(struct maker *maker, uint32_t index)
{
	const struct sheet_cell *c = &maker->sheet->cells[index];
	struct operand left = operand_of(maker, c->left), right = operand_of(maker, c->right);

	if (!left.varies && !right.varies)
		return (struct operand){.number =
					    sheet_operate(c->kind, left.number, right.number)};
	if (!right.varies)
		return with_number(maker, index, left.value, right.number, false);
	if (!left.varies)
		return with_number(maker, index, right.value, left.number, true);
	return varying(plan_append(maker, (struct step){.kind = STEP_COLUMNS,
							.operation = operation_of(c->kind),
							.left = left.value,
							.right = right.value,
							.cell = index}));
}

static int by_after(const void *left, const void *right)
{
	const struct plan_output *a = left, *b = right;

	if (a->after != b->after)
		return a->after < b->after ? -1 : 1;
	return a->output < b->output ? -1 : a->output > b->output;
}

static void place_outputs(struct maker *maker, const cell *outputs, size_t count)
{
	struct plan *plan = maker->plan;
	struct operand operand;
	size_t i;

	plan->outputs = arena_alloc(maker->arena, (count + 1) * sizeof *plan->outputs);
	plan->output_count = count;
	for (i = 0; i < count; i++) {
		operand = operand_of(maker, outputs[i]);
		plan->outputs[i] =
		    (struct plan_output){.varies = operand.varies,
					 .number = operand.number,
					 .column = operand.value,
					 .after = operand.varies ? operand.value + 1 : 0,
					 .output = i};
	}
	qsort(plan->outputs, count, sizeof *plan->outputs, by_after);
}

static void give_back(uint32_t value, size_t position, const size_t *last,
		      const uint32_t *column, uint32_t *unused, size_t *unused_count)
{
	if (value != NOWHERE && last[value] == position)
		unused[(*unused_count)++] = column[value];
}

/* A column is taken before those of the operands are given back: kernels never work in place.
 */
static void give_columns(struct maker *maker)
{
	struct plan *plan = maker->plan;
	size_t *last = arena_alloc(maker->arena, (plan->count + 1) * sizeof *last);
	uint32_t *column = arena_alloc(maker->arena, (plan->count + 1) * sizeof *column);
	uint32_t *unused = arena_alloc(maker->arena, (plan->count + 1) * sizeof *unused);
	size_t i, count = 0;
	struct step *step;

	for (i = 0; i < plan->count; i++) {
		step = &plan->steps[i];
		last[i] = i;
		if (step->left != NOWHERE)
			last[step->left] = i;
		if (step->right != NOWHERE)
			last[step->right] = i;
	}
	plan->columns = 0;
	for (i = 0; i < plan->count; i++) {
		step = &plan->steps[i];
		column[i] = count ? unused[--count] : (uint32_t)plan->columns++;
		give_back(step->left, i, last, column, unused, &count);
		if (step->right != step->left)
			give_back(step->right, i, last, column, unused, &count);
		give_back((uint32_t)i, i, last, column, unused, &count);
		step->target = column[i];
		step->left = step->left == NOWHERE ? NOWHERE : column[step->left];
		step->right = step->right == NOWHERE ? NOWHERE : column[step->right];
	}
	for (i = 0; i < plan->output_count; i++)
		if (plan->outputs[i].varies)
			plan->outputs[i].column = column[plan->outputs[i].column];
}

static void start_draws(struct maker *maker)
{
	const struct sheet *sheet = maker->sheet;
	size_t i;

	maker->draws =
	    arena_alloc(maker->arena, (sheet->draw_count + 1) * sizeof *maker->draws);
	for (i = 0; i < sheet->draw_count; i++)
		maker->draws[i] = (struct draw_values){NOWHERE, NOWHERE, NOWHERE, NOWHERE, 0};
	for (i = 0; i < sheet->count; i++)
		if (maker->needed[i] && plan_is_normal(&sheet->cells[i]))
			maker->draws[sheet->cells[i].draw].normals++;
}

void plan_make(struct plan *plan, struct arena *arena, const struct sheet *sheet,
	       const cell *outputs, size_t count, bool reuse)
{
	struct maker maker = {.arena = arena, .sheet = sheet, .plan = plan};
	size_t i;

	*plan = (struct plan){.sheet = sheet};
	maker.cells = arena_alloc(arena, (sheet->count + 1) * sizeof *maker.cells);
	maker.needed = arena_alloc(arena, (sheet->count + 1) * sizeof *maker.needed);
	mark_needed(&maker, outputs, count);
	start_draws(&maker);
	for (i = 0; i < sheet->count; i++)
		if (maker.needed[i] && sheet->cells[i].kind != CELL_INPUT)
			maker.cells[i] = operation_operand(&maker, (uint32_t)i);
	place_outputs(&maker, outputs, count);
	plan->columns = plan->count;
	if (reuse)
		give_columns(&maker);
}

void plan_step(const struct step *step, const struct kernels *kernels, struct rng_key key,
	       double *const *columns)
{
	double *target = columns[step->target];

	switch (step->kind) {
	case STEP_RANDOM:
		key.name = step->name;
		plan_draw(step, kernels, &key, target);
		return;
	case STEP_COLUMNS:
		kernels->columns[step->operation](columns[step->left], columns[step->right],
						  target);
		return;
	case STEP_NUMBER:
		kernels->number[step->operation](columns[step->left], step->number[0], target);
		return;
	case STEP_NORMAL:
	case STEP_LOGNORMAL:
	case STEP_NORMAL_SCORED:
	case STEP_LOGNORMAL_SCORED:
	case STEP_UNIFORM:
	case STEP_TRIANGULAR:
	case STEP_TABLE:
	case STEP_WEIBULL:
	case STEP_ARCSINE:
	case STEP_TRAPEZOID:
	case STEP_DISCRETE:
	case STEP_EMPIRICAL:
	case STEP_QUANTILE:
	case STEP_HELD:
	case STEP_BELOW:
		plan_transform(step, kernels, columns[step->left], target);
		return;
	}
}

bool plan_depends(const struct plan *plan, const struct step *step, size_t draw)
{
	if (step->random)
		return sheet_group(plan->sheet, step->cell) == sheet_group(plan->sheet, draw);
	return sheet_depends_group(plan->sheet, (cell){step->cell}, draw);
}

bool plan_is_formula(const struct step *step)
{
	return !step->random && (step->kind == STEP_COLUMNS || step->kind == STEP_NUMBER);
}
