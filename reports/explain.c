/* Takes the impacts of an item apart, cell by cell. */

#include "reports/explain.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"

enum { MOST_SAMPLES = 200000 };

struct explainer {
	struct arena *arena;
	const struct assessment *assessment;
	const double *central;	  /* [cell] */
	const size_t *uses;	  /* [cell]: items that use an input */
	bool *seen;		  /* [cell] */
	struct term **operations; /* those whose range is wanted */
	size_t operation_count;
};

/* A chain of operations that make one level: its operands, last one first. */
struct chain {
	cell *operands;
	const char **joins;
	size_t count;
};

static const char *join(enum cell_kind kind)
{
	switch (kind) {
	case CELL_ADD:
		return "+";
	case CELL_SUBTRACT:
		return "-";
	case CELL_MULTIPLY:
		return "×";
	case CELL_DIVIDE:
		return "÷";
	case CELL_MINIMUM:
		return "or";
	case CELL_INPUT:
		break;
	}
	return "";
}

static const char *kind_name(enum cell_kind kind)
{
	switch (kind) {
	case CELL_ADD:
	case CELL_SUBTRACT:
		return "sum";
	case CELL_MULTIPLY:
	case CELL_DIVIDE:
		return "product";
	case CELL_MINIMUM:
		return "least";
	case CELL_INPUT:
		break;
	}
	return "input";
}

static void push(struct arena *arena, struct chain *chain, cell operand, const char *how)
{
	chain->operands =
	    arena_grow(arena, chain->operands, chain->count, sizeof *chain->operands);
	chain->joins = arena_grow(arena, chain->joins, chain->count, sizeof *chain->joins);
	chain->operands[chain->count] = operand;
	chain->joins[chain->count++] = how;
}

/* Goes down the left side while it continues the same level; sums of thousands of cells are
 * that deep. */
static struct chain unfold(const struct explainer *explainer, const struct cell_view *top)
{
	const struct sheet *sheet = explainer->assessment->sheet;
	struct cell_view view = *top, left;
	struct chain chain = {0};

	for (;;) {
		push(explainer->arena, &chain, view.right, join(view.kind));
		left = sheet_view(sheet, view.left);
		if (left.kind == CELL_INPUT || left.name ||
		    !text_same(kind_name(left.kind), kind_name(top->kind)) ||
		    explainer->seen[view.left.index])
			break;
		view = left;
	}
	push(explainer->arena, &chain, view.left, "");
	return chain;
}

static void fill(struct explainer *explainer, struct term *term, cell c, const char *how);

static void take_apart(struct explainer *explainer, struct term *term)
{
	struct chain chain = unfold(explainer, &term->view);

	term->children = arena_alloc(explainer->arena, chain.count * sizeof *term->children);
	for (size_t i = chain.count; i-- > 0;)
		fill(explainer, &term->children[term->count++], chain.operands[i],
		     chain.joins[i]);
}

/* An input is shown in the unit it was typed in, an operation in the usual one of its
 * dimensions. */
static void add_value(struct explainer *explainer, struct term *term)
{
	const struct quantity *quantity = term->view.quantity;
	struct unit unit = term->view.kind == CELL_INPUT
			       ? quantity->unit
			       : dimensions_unit(explainer->arena, term->view.dimensions);
	double scale = unit.scale > 0 ? unit.scale : 1;
	double value = explainer->central[term->cell.index] / scale;

	term->unit = unit.text ? unit.text : "";
	term->statistics = (struct statistics){.central = value,
					       .mean = value,
					       .median = value,
					       .low = value,
					       .high = value,
					       .finite = isfinite(value)};
}

static void add_correlations(struct explainer *explainer, struct term *term)
{
	const struct assessment *assessment = explainer->assessment;
	const struct sheet *sheet = assessment->sheet;
	size_t draw;

	if (!assessment->correlation_count || !sheet_input_draw(sheet, term->cell, &draw))
		return;
	term->correlations = arena_alloc(explainer->arena, 2 * assessment->correlation_count *
							       sizeof *term->correlations);
	for (size_t i = 0; i < assessment->correlation_count; i++) {
		const struct correlation *stated = &assessment->correlations[i];

		for (size_t side = 0; side < 2; side++)
			if (text_same(stated->draws[side], sheet_draw_name(sheet, draw)))
				term->correlations[term->correlation_count++] =
				    (struct term_correlation){stated->inputs[1 - side],
							      stated->rho};
	}
}

static void fill(struct explainer *explainer, struct term *term, cell c, const char *how)
{
	term->operation = how;
	term->cell = c;
	term->view = sheet_view(explainer->assessment->sheet, c);
	term->repeated = explainer->seen[c.index];
	explainer->seen[c.index] = true;
	add_value(explainer, term);
	if (term->view.kind == CELL_INPUT) {
		term->name = term->view.quantity->origin.key;
		term->others = explainer->uses[c.index] > 0 ? explainer->uses[c.index] - 1 : 0;
		add_correlations(explainer, term);
		return;
	}
	term->name = term->view.name ? term->view.name : kind_name(term->view.kind);
	explainer->operations =
	    arena_grow(explainer->arena, explainer->operations, explainer->operation_count,
		       sizeof *explainer->operations);
	explainer->operations[explainer->operation_count++] = term;
	if (!term->repeated)
		take_apart(explainer, term);
}

static void add_ranges(struct explainer *explainer)
{
	const struct record *record = &explainer->assessment->record;
	struct run_options options = {.samples = record->samples,
				      .sampler = record->sampler,
				      .seed = record->seed,
				      .interval = record->interval};
	size_t count = explainer->operation_count;
	cell *outputs = arena_alloc(explainer->arena, (count + 1) * sizeof *outputs);
	struct statistics *results =
	    arena_alloc(explainer->arena, (count + 1) * sizeof *results);

	if (count == 0)
		return;
	if (options.samples > MOST_SAMPLES)
		options.samples = MOST_SAMPLES;
	for (size_t i = 0; i < count; i++)
		outputs[i] = explainer->operations[i]->cell;
	run_sheet(explainer->assessment->sheet, outputs, count, &options, results);
	for (size_t i = 0; i < count; i++) {
		struct term *term = explainer->operations[i];
		double value = term->statistics.central,
		       raw = explainer->central[term->cell.index];

		statistics_scale(&results[i], raw != 0 ? value / raw : 1);
		term->statistics = results[i];
	}
}

static const size_t *count_uses(struct arena *arena, const struct assessment *assessment)
{
	size_t *uses = arena_alloc(arena, (sheet_size(assessment->sheet) + 1) * sizeof *uses);

	for (size_t i = 0; i < assessment->item_count; i++)
		for (size_t k = 0; k < assessment->items[i].input_count; k++)
			uses[assessment->items[i].inputs[k].index]++;
	return uses;
}

static struct term *impact_tree(struct explainer *explainer, const struct item_result *item,
				size_t criterion)
{
	const struct impact *impact = &item->impacts[criterion];
	struct term *root;

	if (impact->status != IMPACT_COUNTED || cell_is_bad(impact->cell))
		return NULL;
	root = arena_alloc(explainer->arena, sizeof *root);
	fill(explainer, root, impact->cell, "");
	return root;
}

struct explainer *explain_new(struct arena *arena, const struct assessment *assessment)
{
	size_t size = sheet_size(assessment->sheet) + 1;
	struct explainer *explainer = arena_alloc(arena, sizeof *explainer);
	double *central = arena_alloc(arena, size * sizeof *central);

	sheet_central(assessment->sheet, central);
	explainer->arena = arena;
	explainer->assessment = assessment;
	explainer->central = central;
	explainer->uses = count_uses(arena, assessment);
	explainer->seen = arena_alloc(arena, size * sizeof *explainer->seen);
	return explainer;
}

struct term **explain_item(struct explainer *explainer, const struct item_result *item)
{
	const struct assessment *assessment = explainer->assessment;
	struct term **trees =
	    arena_alloc(explainer->arena, assessment->criterion_count * sizeof *trees);

	memset(explainer->seen, 0, sheet_size(assessment->sheet) * sizeof *explainer->seen);
	explainer->operations = NULL;
	explainer->operation_count = 0;
	for (size_t c = 0; c < assessment->criterion_count; c++)
		trees[c] = impact_tree(explainer, item, c);
	add_ranges(explainer);
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		if (!trees[c])
			continue;
		trees[c]->statistics = item->impacts[c].statistics;
		trees[c]->unit = assessment->criteria[c]->symbol;
	}
	return trees;
}

bool term_is_constant(const struct term *term)
{
	const struct quantity *quantity = term->view.quantity;

	return term->view.kind == CELL_INPUT && quantity->dist.kind == DIST_EXACT &&
	       !quantity->origin.place.file && !quantity->origin.factor &&
	       !quantity->origin.source;
}
