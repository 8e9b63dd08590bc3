/* Functions of one draw: operations that remember what they made. */

#include "lca/engine/exact_atom.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_measure.h"
#include "lca/engine/exact_memory.h"
#include "lca/engine/exact_nodes.h"
#include "lca/engine/sheet_private.h"

enum { MOST_PARTS = 12 };

struct exact_atoms {
	struct arena *arena;
	const struct sheet *sheet;
	struct exact_nodes nodes;
	struct exact_memories memories;
	uint32_t count;
};

struct exact_atoms *exact_atoms_new(struct arena *arena, const struct sheet *sheet)
{
	struct exact_atoms *atoms = arena_alloc(arena, sizeof *atoms);

	*atoms = (struct exact_atoms){.arena = arena, .sheet = sheet};
	exact_nodes_start(&atoms->nodes, arena, sheet);
	exact_memories_start(&atoms->memories, arena);
	return atoms;
}

static struct exact_atom *new_atom(struct exact_atoms *atoms, uint32_t draw)
{
	struct exact_atom *atom = arena_alloc(atoms->arena, sizeof *atom);

	*atom = (struct exact_atom){.draw = draw, .id = ++atoms->count};
	return atom;
}

/* exp(exponent z), once for each exponent of a draw. */
static struct exact_atom *exponential(struct exact_atoms *atoms, uint32_t draw, double exponent)
{
	const struct exact_memory key = {
	    .operation = EXACT_EXPONENTIAL, .left = draw, .number = exponent, .known = true};
	bool fresh;
	struct exact_memory *slot = exact_recall(&atoms->memories, &key, &fresh);
	struct exponential *part;

	if (!fresh)
		return slot->result.atom;
	slot->result.atom = new_atom(atoms, draw);
	part = arena_alloc(atoms->arena, sizeof *part);
	*part = (struct exponential){exponent, 1};
	slot->result.atom->parts = part;
	slot->result.atom->count = 1;
	return slot->result.atom;
}

/* Equal exponents become one; the first amount becomes the coefficient. */
static struct exact_scaled of_parts(struct exact_atoms *atoms, uint32_t draw,
				    struct exponential *parts, size_t count)
{
	struct exact_atom *atom;
	size_t kept = 0, i, j;
	double first;

	for (i = 0; i < count; i++) {
		for (j = 0; j < kept && parts[j].exponent != parts[i].exponent; j++)
			;
		if (j < kept)
			parts[j].amount += parts[i].amount;
		else
			parts[kept++] = parts[i];
	}
	for (count = kept, kept = 0, i = 0; i < count; i++)
		if (parts[i].amount != 0)
			parts[kept++] = parts[i];
	if (!kept)
		return (struct exact_scaled){0, NULL};
	first = parts[0].amount;
	if (kept == 1)
		return (struct exact_scaled){first,
					     parts[0].exponent == 0
						 ? NULL
						 : exponential(atoms, draw, parts[0].exponent)};
	atom = new_atom(atoms, draw);
	for (i = 0; i < kept; i++)
		parts[i].amount /= first;
	atom->parts = memcpy(arena_alloc(atoms->arena, kept * sizeof *parts), parts,
			     kept * sizeof *parts);
	atom->count = kept;
	return (struct exact_scaled){first, atom};
}

static double *room_for_values(struct exact_atoms *atoms, const struct exact_rule *rule)
{
	return arena_alloc(atoms->arena, (rule->count + EXACT_PROBES) * sizeof(double));
}

/* NULL where the draw has no rule. */
static const double *values_of(struct exact_atoms *atoms, struct exact_atom *atom)
{
	const struct exact_rule *rule = exact_nodes_rule(&atoms->nodes, atom->draw);
	double *values;
	size_t k, i;

	if (atom->values || !rule)
		return atom->values;
	for (i = 0; i < atom->count; i++)
		if (fabs(atom->parts[i].exponent) > rule->shape.growth)
			return NULL;
	values = room_for_values(atoms, rule);
	for (k = 0; k < rule->count + EXACT_PROBES; k++)
		for (i = 0; i < atom->count; i++)
			values[k] +=
			    atom->parts[i].amount * exp(atom->parts[i].exponent * rule->y[k]);
	return atom->values = values;
}

bool exact_atom_input(struct exact_atoms *atoms, cell input, struct exact_scaled *result)
{
	const struct sheet_cell *c = &atoms->sheet->cells[input.index];
	const struct dist *dist = &c->quantity->dist;
	const struct exact_rule *rule;
	double *values;
	size_t k;

	if (dist->kind == DIST_LOGNORMAL && !dist->cut) {
		struct exponential parts[] = {{log(dist->b), dist->a}, {0, dist->c}};

		*result = of_parts(atoms, c->draw, parts, 2);
		return true;
	}
	rule = exact_nodes_rule(&atoms->nodes, c->draw);
	if (!rule)
		return false;
	values = room_for_values(atoms, rule);
	for (k = 0; k < rule->count + EXACT_PROBES; k++)
		values[k] = exact_shape_value(dist, rule->y[k]);
	*result = (struct exact_scaled){1, new_atom(atoms, c->draw)};
	result->atom->values = values;
	return true;
}

/* a f + b g, b g or b a number. */
static bool sum(struct exact_atoms *atoms, struct exact_atom *f, double ratio,
		struct exact_atom *g, struct exact_scaled *result)
{
	const struct exact_rule *rule;
	const double *left, *right = NULL;
	double *values;
	size_t k, i;

	if (f->count && (!g || g->count) && f->count + (g ? g->count : 1) <= MOST_PARTS) {
		struct exponential parts[MOST_PARTS] = {{0, 0}};

		memcpy(parts, f->parts, f->count * sizeof *parts);
		parts[f->count] = (struct exponential){0, ratio};
		for (i = 0; g && i < g->count; i++)
			parts[f->count + i] = (struct exponential){g->parts[i].exponent,
								   ratio * g->parts[i].amount};
		*result = of_parts(atoms, f->draw, parts, f->count + (g ? g->count : 1));
		return true;
	}
	left = values_of(atoms, f);
	if (g)
		right = values_of(atoms, g);
	if (!left || (g && !right))
		return false;
	rule = exact_nodes_rule(&atoms->nodes, f->draw);
	values = room_for_values(atoms, rule);
	for (k = 0; k < rule->count + EXACT_PROBES; k++)
		values[k] = left[k] + ratio * (g ? right[k] : 1);
	*result = (struct exact_scaled){1, new_atom(atoms, f->draw)};
	result->atom->values = values;
	return true;
}

bool exact_atom_add(struct exact_atoms *atoms, struct exact_scaled f, struct exact_scaled g,
		    struct exact_scaled *result)
{
	struct exact_scaled made = {0, NULL};
	struct exact_memory *slot, key;
	bool fresh, known;

	if (!f.atom || (g.atom && g.atom->id > f.atom->id))
		return exact_atom_add(atoms, g, f, result);
	assert(f.coefficient != 0);
	key = (struct exact_memory){.operation = EXACT_ADD,
				    .left = f.atom->id,
				    .right = g.atom ? g.atom->id : 0,
				    .number = g.coefficient / f.coefficient};
	slot = exact_recall(&atoms->memories, &key, &fresh);
	if (fresh) {
		known = sum(atoms, f.atom, key.number, g.atom, &made);
		slot = exact_remember(&atoms->memories, &key, known, made);
	}
	*result = slot->result;
	result->coefficient *= f.coefficient;
	return slot->known;
}

static bool product(struct exact_atoms *atoms, struct exact_atom *f, struct exact_atom *g,
		    struct exact_scaled *result)
{
	const struct exact_rule *rule;
	const double *left, *right;
	double *values;
	size_t i, j, k;

	if (f->count && g->count && f->count * g->count <= MOST_PARTS) {
		struct exponential parts[MOST_PARTS];

		for (i = 0; i < f->count; i++)
			for (j = 0; j < g->count; j++)
				parts[i * g->count + j] = (struct exponential){
				    f->parts[i].exponent + g->parts[j].exponent,
				    f->parts[i].amount * g->parts[j].amount};
		*result = of_parts(atoms, f->draw, parts, f->count * g->count);
		return true;
	}
	left = values_of(atoms, f);
	right = values_of(atoms, g);
	if (!left || !right)
		return false;
	rule = exact_nodes_rule(&atoms->nodes, f->draw);
	values = room_for_values(atoms, rule);
	for (k = 0; k < rule->count + EXACT_PROBES; k++)
		values[k] = left[k] * right[k];
	*result = (struct exact_scaled){1, new_atom(atoms, f->draw)};
	result->atom->values = values;
	return true;
}

bool exact_atom_multiply(struct exact_atoms *atoms, struct exact_atom *f, struct exact_atom *g,
			 struct exact_scaled *result)
{
	struct exact_scaled made = {0, NULL};
	struct exact_memory *slot, key;
	bool fresh, known;

	assert(f->draw == g->draw);
	if (g->id > f->id)
		return exact_atom_multiply(atoms, g, f, result);
	if (f->inverse == g || g->inverse == f) {
		*result = (struct exact_scaled){1, NULL};
		return true;
	}
	key = (struct exact_memory){.operation = EXACT_MULTIPLY, .left = f->id, .right = g->id};
	slot = exact_recall(&atoms->memories, &key, &fresh);
	if (fresh) {
		known = product(atoms, f, g, &made);
		slot = exact_remember(&atoms->memories, &key, known, made);
	}
	*result = slot->result;
	return slot->known;
}

static bool reciprocal(struct exact_atoms *atoms, struct exact_atom *f,
		       struct exact_scaled *result)
{
	const struct exact_rule *rule = exact_nodes_rule(&atoms->nodes, f->draw);
	const double *from;
	double *values;
	size_t k;

	if (f->count == 1) {
		struct exponential part = {-f->parts[0].exponent, 1 / f->parts[0].amount};

		*result = of_parts(atoms, f->draw, &part, 1);
		return true;
	}
	from = values_of(atoms, f);
	if (!from || exact_reaches_zero(rule, from) ||
	    (!f->count && exact_nodes_boundless(&atoms->nodes, f->draw)))
		return false;
	values = room_for_values(atoms, rule);
	for (k = 0; k < rule->count + EXACT_PROBES; k++)
		values[k] = 1 / from[k];
	*result = (struct exact_scaled){1, new_atom(atoms, f->draw)};
	result->atom->values = values;
	return true;
}

bool exact_atom_invert(struct exact_atoms *atoms, struct exact_atom *f,
		       struct exact_scaled *result)
{
	struct exact_scaled made = {0, NULL};
	const struct exact_memory key = {.operation = EXACT_INVERT, .left = f->id};
	struct exact_memory *slot;
	bool fresh, known;

	slot = exact_recall(&atoms->memories, &key, &fresh);
	if (fresh) {
		known = reciprocal(atoms, f, &made);
		if (known && made.atom)
			made.atom->inverse = f;
		slot = exact_remember(&atoms->memories, &key, known, made);
	}
	*result = slot->result;
	return slot->known;
}

bool exact_atom_minimum(struct exact_atoms *atoms, struct exact_scaled f, struct exact_scaled g,
			struct exact_scaled *result)
{
	struct exact_atom *any = f.atom ? f.atom : g.atom;
	const struct exact_rule *rule = exact_nodes_rule(&atoms->nodes, any->draw);
	const double *left = f.atom ? values_of(atoms, f.atom) : NULL;
	const double *right = g.atom ? values_of(atoms, g.atom) : NULL;
	size_t k, below = 0, above = 0;

	if (!rule || (f.atom && !left) || (g.atom && !right))
		return false;
	for (k = 0; k < rule->count + EXACT_PROBES; k++) {
		double a = f.coefficient * (left ? left[k] : 1);
		double b = g.coefficient * (right ? right[k] : 1);

		below += a < b;
		above += b < a;
	}
	*result = above ? g : f;
	return !below || !above;
}

bool exact_atom_mean(struct exact_atoms *atoms, struct exact_atom *f, double *mean)
{
	if (!f->measured) {
		f->measured = true;
		if (f->count)
			exact_measure_parts(f);
		else
			exact_measure_values(f, exact_nodes_rule(&atoms->nodes, f->draw));
	}
	*mean = f->mean;
	return f->known;
}

static bool covariance_of_values(struct exact_atoms *atoms, struct exact_atom *f,
				 struct exact_atom *g, double *covariance)
{
	const struct exact_memory key = {
	    .operation = EXACT_COVARIANCE, .left = f->id, .right = g->id};
	const double *left, *right;
	struct exact_memory *slot;
	bool fresh;

	left = values_of(atoms, f);
	right = values_of(atoms, g);
	slot = exact_recall(&atoms->memories, &key, &fresh);
	if (fresh) {
		slot->known = left && right;
		if (slot->known)
			slot->result.coefficient = exact_measure_pair(
			    f, left, g, right, exact_nodes_rule(&atoms->nodes, f->draw));
	}
	*covariance = slot->result.coefficient;
	return slot->known;
}

bool exact_atom_covariance(struct exact_atoms *atoms, struct exact_atom *f,
			   struct exact_atom *g, double *covariance)
{
	assert(f->measured && g->measured);
	if (f == g) {
		*covariance = f->spread ? f->variance : INFINITY;
		return true;
	}
	if (f->count && g->count) {
		*covariance = exact_measure_parts_pair(f, g);
		if (isinf(*covariance))
			*covariance = INFINITY;
		return !isnan(*covariance);
	}
	return f->id < g->id ? covariance_of_values(atoms, f, g, covariance)
			     : covariance_of_values(atoms, g, f, covariance);
}
