/* Cells of several sheets in one: found by what they say, added where nothing says it yet. */

#include "lca/engine/sheet_union.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/sheet_private.h"
#include "lca/engine/sheet_union_private.h"

#define NOWHERE UINT32_MAX

/* Open addressing; position + 1 of a cell, 0 where empty. */
struct slot {
	uint32_t hash, position;
};

struct sheet_union {
	struct arena *arena;
	struct sheet *sheet;
	struct slot *slots;
	size_t capacity; /* a power of two, or 0 */
	struct union_draws *draws;
};

/* A sheet on its way into the union. */
struct merge {
	struct sheet_union *all;
	const struct sheet *sheet;
	bool *needed;	 /* [cell] */
	uint32_t *cells; /* [cell]: where it stands in the union; NOWHERE: bad */
	uint32_t *draws; /* [draw]: likewise; NOWHERE: not taken yet */
};

struct sheet_union *union_new(struct arena *arena, struct diags *diags)
{
	struct sheet_union *all = arena_alloc(arena, sizeof *all);

	*all = (struct sheet_union){.arena = arena, .sheet = sheet_new(arena, diags)};
	all->draws = union_draws_new(all->sheet);
	return all;
}

const struct sheet *union_sheet(const struct sheet_union *all)
{
	return all->sheet;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint32_t hash_of(const struct sheet_cell *c)
{
	uint64_t hash = mix(0, c->kind);

	if (c->kind != CELL_INPUT)
		hash = mix(hash, (uint64_t)c->left.index << 32 | c->right.index);
	else
		hash = mix(mix(hash, c->draw), dist_hash(&c->quantity->dist));
	return (uint32_t)(hash >> 32);
}

static bool same_sign(double left, double right)
{
	return !signbit(left) == !signbit(right);
}

/* 0 and -0 are two numbers here. */
static bool same_dist(const struct dist *left, const struct dist *right)
{
	return dist_same(left, right) && same_sign(left->a, right->a) &&
	       same_sign(left->b, right->b) && same_sign(left->c, right->c) &&
	       same_sign(left->d, right->d);
}

static bool says_the_same(const struct sheet_cell *left, const struct sheet_cell *right)
{
	if (left->kind != right->kind)
		return false;
	if (left->kind != CELL_INPUT)
		return cell_same(left->left, right->left) &&
		       cell_same(left->right, right->right);
	return left->draw == right->draw && left->constant == right->constant &&
	       dimensions_equal(left->dimensions, right->dimensions) &&
	       same_dist(&left->quantity->dist, &right->quantity->dist);
}

/* Doubles the slots where they are half used. */
static void make_room(struct sheet_union *all)
{
	size_t capacity = all->capacity ? 2 * all->capacity : 1024, i, at;
	struct slot *slots;

	if (2 * all->sheet->count < all->capacity)
		return;
	slots = arena_alloc(all->arena, capacity * sizeof *slots);
	for (i = 0; i < all->capacity; i++) {
		if (!all->slots[i].position)
			continue;
		at = all->slots[i].hash & (capacity - 1);
		while (slots[at].position)
			at = (at + 1) & (capacity - 1);
		slots[at] = all->slots[i];
	}
	all->slots = slots;
	all->capacity = capacity;
}

/* Where the cell stands; it is added where it does not yet. */
static uint32_t find_or_append(struct sheet_union *all, struct sheet_cell wanted)
{
	uint32_t hash = hash_of(&wanted);
	struct slot *slot;
	size_t at;

	make_room(all);
	at = hash & (all->capacity - 1);
	for (; all->slots[at].position; at = (at + 1) & (all->capacity - 1)) {
		slot = &all->slots[at];
		if (slot->hash == hash &&
		    says_the_same(&all->sheet->cells[slot->position - 1], &wanted))
			return slot->position - 1;
	}
	slot = &all->slots[at];
	*slot = (struct slot){hash, sheet_append(all->sheet, wanted).index + 1};
	return slot->position - 1;
}

static void mark_needed(struct merge *merge, const cell *outputs, size_t count)
{
	const struct sheet_cell *c;
	size_t i;

	for (i = 0; i < count; i++)
		if (!cell_is_bad(outputs[i]))
			merge->needed[outputs[i].index] = true;
	for (i = merge->sheet->count; i-- > 0;) {
		c = &merge->sheet->cells[i];
		if (!merge->needed[i] || c->kind == CELL_INPUT)
			continue;
		merge->needed[c->left.index] = true;
		merge->needed[c->right.index] = true;
	}
}

static bool draws_agree(const struct merge *merge)
{
	const struct sheet_cell *c;
	size_t i;

	for (i = 0; i < merge->sheet->count; i++) {
		c = &merge->sheet->cells[i];
		if (merge->needed[i] && c->draw != SHEET_NO_DRAW &&
		    !union_draw_agrees(merge->all->draws, merge->sheet, c->draw))
			return false;
	}
	return true;
}

/* False where the name of the draw has the hash of another. */
static bool take_draw(struct merge *merge, const struct sheet_cell *c, uint32_t *draw)
{
	uint32_t taken;

	if (merge->draws[c->draw] == NOWHERE) {
		sheet_at(merge->all->sheet, c->quantity->origin.place, NULL);
		if (!union_draw_take(merge->all->draws, merge->sheet, c->draw, &taken))
			return false;
		merge->draws[c->draw] = taken;
	}
	*draw = merge->draws[c->draw];
	return true;
}

static uint32_t take_cell(struct merge *merge, const struct sheet_cell *c)
{
	struct sheet_cell wanted = *c;
	struct sheet_cell *merged;
	uint32_t position;

	wanted.draws = (struct draw_set){0};
	if (c->kind != CELL_INPUT) {
		wanted.left.index = merge->cells[c->left.index];
		wanted.right.index = merge->cells[c->right.index];
		if (wanted.left.index == NOWHERE || wanted.right.index == NOWHERE)
			return NOWHERE;
	} else if (c->draw != SHEET_NO_DRAW && !take_draw(merge, c, &wanted.draw)) {
		return NOWHERE;
	}
	position = find_or_append(merge->all, wanted);
	merged = &merge->all->sheet->cells[position];
	if (!merged->name)
		merged->name = c->name;
	return position;
}

static void take_cells(struct merge *merge, const cell *outputs, size_t count, cell *merged)
{
	size_t i;

	merge->cells = heap_zeroed(merge->sheet->count, sizeof *merge->cells);
	merge->draws = heap_zeroed(merge->sheet->draw_count, sizeof *merge->draws);
	for (i = 0; i < merge->sheet->draw_count; i++)
		merge->draws[i] = NOWHERE;
	for (i = 0; i < merge->sheet->count; i++)
		if (merge->needed[i])
			merge->cells[i] = take_cell(merge, &merge->sheet->cells[i]);
	for (i = 0; i < count; i++)
		merged[i] =
		    cell_is_bad(outputs[i]) ? CELL_BAD : (cell){merge->cells[outputs[i].index]};
	free(merge->cells);
	free(merge->draws);
}

bool union_add(struct sheet_union *all, const struct sheet *sheet, const cell *outputs,
	       size_t count, cell *merged)
{
	struct merge merge = {.all = all, .sheet = sheet};
	bool agree;

	merge.needed = heap_zeroed(sheet->count, sizeof *merge.needed);
	mark_needed(&merge, outputs, count);
	agree = draws_agree(&merge);
	if (agree)
		take_cells(&merge, outputs, count, merged);
	free(merge.needed);
	return agree;
}
