/* Functions of one draw: operations that remember what they made. */

#include "lca/engine/exact_atom.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_measure.h"
#include "lca/engine/sheet_private.h"

enum { MOST_PARTS = 12, RULES_SEARCHED = 64 };

enum operation { EXPONENTIAL = 1, ADD, MULTIPLY, INVERT, COVARIANCE };

/* What an operation made: known, and the result. */
struct memory {
	enum operation operation; /* 0: an empty slot */
	uint32_t left, right;
	double number;
	bool known;
	struct exact_scaled result;
};

/* Which nodes serve a draw, found when first asked for. */
struct draw_nodes {
	bool sought;
	const struct exact_rule *rule; /* NULL: none */
	uint32_t first;		       /* input + 1, and the next of the same draw */
};

struct exact_atoms {
	struct arena *arena;
	const struct sheet *sheet;
	struct draw_nodes *draws;
	uint32_t *next; /* [cell] input + 1 */
	struct exact_rule **rules;
	size_t rule_count;
	struct memory *memories;
	size_t capacity, used;
	uint32_t count;
};

struct exact_atoms *exact_atoms_new(struct arena *arena, const struct sheet *sheet)
{
	struct exact_atoms *atoms = arena_alloc(arena, sizeof *atoms);
	const struct sheet_cell *c;
	size_t i;

	*atoms = (struct exact_atoms){.arena = arena, .sheet = sheet, .capacity = 256};
	atoms->draws = arena_alloc(arena, (sheet->draw_count + 1) * sizeof *atoms->draws);
	atoms->next = arena_alloc(arena, (sheet->count + 1) * sizeof *atoms->next);
	atoms->memories = arena_alloc(arena, atoms->capacity * sizeof *atoms->memories);
	for (i = sheet->count; i-- > 0;) {
		c = &sheet->cells[i];
		if (c->kind != CELL_INPUT || c->draw == SHEET_NO_DRAW)
			continue;
		atoms->next[i] = atoms->draws[c->draw].first;
		atoms->draws[c->draw].first = (uint32_t)i + 1;
	}
	return atoms;
}

static size_t slot_of(const struct exact_atoms *atoms, const struct memory *key)
{
	uint64_t bits, hash;

	memcpy(&bits, &key->number, sizeof bits);
	hash = (((uint64_t)key->left << 32 | key->right) ^ bits) + key->operation;
	hash = (hash ^ hash >> 31) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 20) & (atoms->capacity - 1);
}

static bool is_same(const struct memory *a, const struct memory *b)
{
	return a->operation == b->operation && a->left == b->left && a->right == b->right &&
	       memcmp(&a->number, &b->number, sizeof a->number) == 0;
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct memory *slot_for(const struct exact_atoms *atoms, const struct memory *key)
{
	size_t slot = slot_of(atoms, key);

	while (atoms->memories[slot].operation && !is_same(&atoms->memories[slot], key))
		slot = (slot + 1) & (atoms->capacity - 1);
	return &atoms->memories[slot];
}

static void widen(struct exact_atoms *atoms)
{
	struct memory *old = atoms->memories;
	size_t count = atoms->capacity, i;

	atoms->capacity *= 2;
	atoms->memories = arena_alloc(atoms->arena, atoms->capacity * sizeof *atoms->memories);
	for (i = 0; i < count; i++)
		if (old[i].operation)
			*slot_for(atoms, &old[i]) = old[i];
}

/* Slots that callers hold stay where they are until the next call. */
static struct memory *recall(struct exact_atoms *atoms, struct memory key, bool *fresh)
{
	struct memory *slot;

	if (2 * atoms->used >= atoms->capacity)
		widen(atoms);
	slot = slot_for(atoms, &key);
	*fresh = !slot->operation;
	if (*fresh) {
		*slot = key;
		atoms->used++;
	}
	return slot;
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
	bool fresh;
	struct memory *slot = recall(
	    atoms,
	    (struct memory){
		.operation = EXPONENTIAL, .left = draw, .number = exponent, .known = true},
	    &fresh);
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

static bool is_gaussian(const struct dist *dist)
{
	return (dist->kind == DIST_NORMAL || dist->kind == DIST_LOGNORMAL) && !dist->cut;
}

/* One shape for all inputs of the draw: normals and lognormals share z, the widest says how
 * far; of the rest all must be alike. */
static bool shape_of_draw(const struct exact_atoms *atoms, uint32_t draw,
			  struct exact_shape *shape)
{
	uint32_t input = atoms->draws[draw].first;
	bool first = true;

	for (; input; input = atoms->next[input - 1]) {
		const struct dist *dist = &atoms->sheet->cells[input - 1].quantity->dist;
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

static const struct exact_rule *rule_of(struct exact_atoms *atoms, uint32_t draw)
{
	struct draw_nodes *nodes = &atoms->draws[draw];
	struct exact_shape shape;
	struct exact_rule *rule;
	size_t i;

	if (nodes->sought)
		return nodes->rule;
	nodes->sought = true;
	if (!shape_of_draw(atoms, draw, &shape))
		return NULL;
	for (i = 0; i < atoms->rule_count && i < RULES_SEARCHED; i++)
		if (exact_shape_same(&atoms->rules[i]->shape, &shape))
			return nodes->rule = atoms->rules[i];
	rule = exact_rule_new(atoms->arena, &shape);
	if (!rule)
		return NULL;
	atoms->rules =
	    arena_grow(atoms->arena, atoms->rules, atoms->rule_count, sizeof *atoms->rules);
	atoms->rules[atoms->rule_count++] = rule;
	return nodes->rule = rule;
}

static double *room_for_values(struct exact_atoms *atoms, const struct exact_rule *rule)
{
	return arena_alloc(atoms->arena, (rule->count + EXACT_PROBES) * sizeof(double));
}

/* NULL where the draw has no rule. */
static const double *values_of(struct exact_atoms *atoms, struct exact_atom *atom)
{
	const struct exact_rule *rule = rule_of(atoms, atom->draw);
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
	rule = rule_of(atoms, c->draw);
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
	rule = rule_of(atoms, f->draw);
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
	struct memory *slot, key;
	bool fresh, known;

	if (!f.atom || (g.atom && g.atom->id > f.atom->id))
		return exact_atom_add(atoms, g, f, result);
	assert(f.coefficient != 0);
	key = (struct memory){.operation = ADD,
			      .left = f.atom->id,
			      .right = g.atom ? g.atom->id : 0,
			      .number = g.coefficient / f.coefficient};
	slot = recall(atoms, key, &fresh);
	if (fresh) {
		known = sum(atoms, f.atom, key.number, g.atom, &made);
		slot = slot_for(atoms, &key);
		slot->known = known;
		slot->result = made;
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
	rule = rule_of(atoms, f->draw);
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
	struct memory *slot, key;
	bool fresh, known;

	assert(f->draw == g->draw);
	if (g->id > f->id)
		return exact_atom_multiply(atoms, g, f, result);
	if (f->inverse == g || g->inverse == f) {
		*result = (struct exact_scaled){1, NULL};
		return true;
	}
	key = (struct memory){.operation = MULTIPLY, .left = f->id, .right = g->id};
	slot = recall(atoms, key, &fresh);
	if (fresh) {
		known = product(atoms, f, g, &made);
		slot = slot_for(atoms, &key);
		slot->known = known;
		slot->result = made;
	}
	*result = slot->result;
	return slot->known;
}

/* Some function of the draw may be 0 where the nodes have ended. */
static bool is_boundless(const struct exact_atoms *atoms, uint32_t draw)
{
	uint32_t input = atoms->draws[draw].first;
	double low, high;

	for (; input; input = atoms->next[input - 1]) {
		dist_support(&atoms->sheet->cells[input - 1].quantity->dist, &low, &high);
		if (isinf(low) && isinf(high))
			return true;
	}
	return false;
}

static bool reciprocal(struct exact_atoms *atoms, struct exact_atom *f,
		       struct exact_scaled *result)
{
	const struct exact_rule *rule = rule_of(atoms, f->draw);
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
	    (!f->count && is_boundless(atoms, f->draw)))
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
	const struct memory key = {.operation = INVERT, .left = f->id};
	struct memory *slot;
	bool fresh, known;

	slot = recall(atoms, key, &fresh);
	if (fresh) {
		known = reciprocal(atoms, f, &made);
		if (known && made.atom)
			made.atom->inverse = f;
		slot = slot_for(atoms, &key);
		slot->known = known;
		slot->result = made;
	}
	*result = slot->result;
	return slot->known;
}

bool exact_atom_minimum(struct exact_atoms *atoms, struct exact_scaled f, struct exact_scaled g,
			struct exact_scaled *result)
{
	struct exact_atom *any = f.atom ? f.atom : g.atom;
	const struct exact_rule *rule = rule_of(atoms, any->draw);
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
			exact_measure_values(f, rule_of(atoms, f->draw));
	}
	*mean = f->mean;
	return f->known;
}

static bool covariance_of_values(struct exact_atoms *atoms, struct exact_atom *f,
				 struct exact_atom *g, double *covariance)
{
	const struct memory key = {.operation = COVARIANCE, .left = f->id, .right = g->id};
	const double *left, *right;
	struct memory *slot;
	bool fresh;

	left = values_of(atoms, f);
	right = values_of(atoms, g);
	slot = recall(atoms, key, &fresh);
	if (fresh) {
		slot->known = left && right;
		if (slot->known)
			slot->result.coefficient =
			    exact_measure_pair(f, left, g, right, rule_of(atoms, f->draw));
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
		return isfinite(*covariance);
	}
	return f->id < g->id ? covariance_of_values(atoms, f, g, covariance)
			     : covariance_of_values(atoms, g, f, covariance);
}
