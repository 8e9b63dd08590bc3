/* Rules by draw. */

#include "lca/engine/exact_nodes.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"

enum { RULES_SEARCHED = 64 };

void exact_nodes_start(struct exact_nodes *nodes, struct arena *arena,
		       const struct sheet *sheet)
{
	const struct sheet_cell *c;
	size_t i;

	*nodes = (struct exact_nodes){.arena = arena, .sheet = sheet};
	nodes->draws = arena_alloc(arena, (sheet->draw_count + 1) * sizeof *nodes->draws);
	nodes->next = arena_alloc(arena, (sheet->count + 1) * sizeof *nodes->next);
	for (i = sheet->count; i-- > 0;) {
		c = &sheet->cells[i];
		if (c->kind != CELL_INPUT || c->draw == SHEET_NO_DRAW ||
		    c->quantity->dist.kind == DIST_EXACT)
			continue;
		nodes->next[i] = nodes->draws[c->draw].first;
		nodes->draws[c->draw].first = (uint32_t)i + 1;
	}
}

static bool is_gaussian(const struct dist *dist)
{
	return (dist->kind == DIST_NORMAL || dist->kind == DIST_LOGNORMAL) && !dist->cut;
}

static bool shape_of_draw(const struct exact_nodes *nodes, uint32_t draw,
			  struct exact_shape *shape)
{
	uint32_t input = nodes->draws[draw].first;
	bool first = true;

	for (; input; input = nodes->next[input - 1]) {
		const struct dist *dist = &nodes->sheet->cells[input - 1].quantity->dist;
		struct exact_shape one = exact_shape_of(dist);

		if (first) {
			*shape = one;
		} else if (is_gaussian(dist) && shape->kind == DIST_NORMAL &&
			   isinf(shape->low) && isinf(shape->high)) {
			if (one.growth > shape->growth)
				*shape = one;
		} else if (!exact_shape_same(&one, shape)) {
			return false;
		}
		first = false;
	}
	return !first;
}

const struct exact_rule *exact_nodes_rule(struct exact_nodes *nodes, uint32_t draw)
{
	struct exact_draw *of = &nodes->draws[draw];
	struct exact_shape shape;
	struct exact_rule *rule;
	size_t i;

	if (of->sought)
		return of->rule;
	of->sought = true;
	if (!shape_of_draw(nodes, draw, &shape))
		return NULL;
	for (i = 0; i < nodes->rule_count && i < RULES_SEARCHED; i++)
		if (exact_shape_same(&nodes->rules[i]->shape, &shape))
			return of->rule = nodes->rules[i];
	rule = exact_rule_new(nodes->arena, &shape);
	if (!rule)
		return NULL;
	nodes->rules =
	    arena_grow(nodes->arena, nodes->rules, nodes->rule_count, sizeof *nodes->rules);
	nodes->rules[nodes->rule_count++] = rule;
	return of->rule = rule;
}

bool exact_nodes_boundless(const struct exact_nodes *nodes, uint32_t draw)
{
	uint32_t input = nodes->draws[draw].first;
	double low, high;

	for (; input; input = nodes->next[input - 1]) {
		dist_support(&nodes->sheet->cells[input - 1].quantity->dist, &low, &high);
		if (isinf(low) && isinf(high))
			return true;
	}
	return false;
}
