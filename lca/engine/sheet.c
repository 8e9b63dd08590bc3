/* Formulas as cells: inputs found by key, draws by name, dimensions checked as cells are added.
 */

#include "lca/engine/sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/engine/rng.h"
#include "lca/engine/sheet_private.h"
#include "lca/engine/table_store.h"

struct sheet *sheet_new(struct arena *arena, struct diags *diags)
{
	struct sheet *sheet = arena_alloc(arena, sizeof *sheet);

	sheet->arena = arena;
	sheet->diags = diags;
	sheet->tables = table_store_new(arena);
	return sheet;
}

void sheet_at(struct sheet *sheet, struct place place, const char *path)
{
	sheet->place = place;
	sheet->path = arena_text(sheet->arena, path);
}

static const struct sheet_cell *at(const struct sheet *sheet, cell c)
{
	assert(c.index < sheet->count);
	return &sheet->cells[c.index];
}

cell sheet_append(struct sheet *sheet, struct sheet_cell added)
{
	assert(sheet->count < UINT32_MAX - 1);
	if (added.kind != CELL_INPUT)
		added.draws = draw_set_join(sheet->arena, at(sheet, added.left)->draws,
					    at(sheet, added.right)->draws);
	else if (added.draw != SHEET_NO_DRAW)
		added.draws = draw_set_of(sheet->arena, added.draw);
	sheet->cells = arena_grow(sheet->arena, sheet->cells, sheet->count, sizeof added);
	sheet->cells[sheet->count++] = added;
	return (cell){(uint32_t)(sheet->count - 1)};
}

/* Doubles the slots where they are half used; hash_of gives the hash of a position. */
static void make_room(struct sheet *sheet, struct sheet_index *index,
		      uint64_t (*hash_of)(const struct sheet *sheet, uint32_t position))
{
	struct sheet_index wider = {.capacity = index->capacity ? 2 * index->capacity : 64,
				    .count = index->count};
	size_t i, slot;

	if (2 * index->count < index->capacity)
		return;
	wider.slots = arena_alloc(sheet->arena, wider.capacity * sizeof *wider.slots);
	for (i = 0; i < index->capacity; i++) {
		if (!index->slots[i])
			continue;
		slot = hash_of(sheet, index->slots[i] - 1) & (wider.capacity - 1);
		while (wider.slots[slot])
			slot = (slot + 1) & (wider.capacity - 1);
		wider.slots[slot] = index->slots[i];
	}
	*index = wider;
}

static uint64_t key_hash(const struct sheet *sheet, uint32_t position)
{
	return rng_hash(sheet->cells[position].quantity->origin.key);
}

static uint64_t draw_hash(const struct sheet *sheet, uint32_t position)
{
	return sheet->draws[position].hash;
}

/* The slot that holds the input of this key, or the empty one where it belongs. */
static uint32_t *key_slot(struct sheet *sheet, const char *key)
{
	size_t mask, slot;

	make_room(sheet, &sheet->keys, key_hash);
	mask = sheet->keys.capacity - 1;
	slot = rng_hash(key) & mask;
	while (sheet->keys.slots[slot] &&
	       strcmp(sheet->cells[sheet->keys.slots[slot] - 1].quantity->origin.key, key) != 0)
		slot = (slot + 1) & mask;
	return &sheet->keys.slots[slot];
}

static uint32_t *draw_slot(struct sheet *sheet, uint64_t hash)
{
	size_t mask, slot;

	make_room(sheet, &sheet->draw_hashes, draw_hash);
	mask = sheet->draw_hashes.capacity - 1;
	slot = hash & mask;
	while (sheet->draw_hashes.slots[slot] &&
	       sheet->draws[sheet->draw_hashes.slots[slot] - 1].hash != hash)
		slot = (slot + 1) & mask;
	return &sheet->draw_hashes.slots[slot];
}

/* False where another name of the sheet has the same hash: both would get the same numbers. */
static bool find_draw(struct sheet *sheet, const char *name, uint32_t *draw)
{
	uint64_t hash = rng_hash(name);
	uint32_t *slot = draw_slot(sheet, hash);

	if (*slot && strcmp(sheet->draws[*slot - 1].name, name) != 0) {
		diag_add(sheet->diags, DIAG_DRAW_COLLISION, sheet->place, sheet->path,
			 "rename one of the two",
			 "expected names with different hashes, found '%s' and '%s'", name,
			 sheet->draws[*slot - 1].name);
		return false;
	}
	if (!*slot) {
		sheet->draws = arena_grow(sheet->arena, sheet->draws, sheet->draw_count,
					  sizeof *sheet->draws);
		sheet->draws[sheet->draw_count] =
		    (struct sheet_draw){.name = arena_text(sheet->arena, name),
					.hash = hash,
					.group = (uint32_t)sheet->draw_count};
		sheet->draw_hashes.count++;
		*slot = (uint32_t)++sheet->draw_count;
	}
	*draw = *slot - 1;
	return true;
}

bool sheet_add_draw(struct sheet *sheet, const char *name, size_t *draw)
{
	uint32_t found = 0;
	bool added = find_draw(sheet, name, &found);

	*draw = found;
	return added;
}

static const struct quantity *keep(struct sheet *sheet, const struct quantity *quantity)
{
	struct quantity *kept = arena_alloc(sheet->arena, sizeof *kept);

	*kept = *quantity;
	kept->dist = dist_keep(sheet->arena, &quantity->dist);
	kept->origin.key = arena_text(sheet->arena, quantity->origin.key);
	kept->origin.draw = arena_text(sheet->arena, quantity->origin.draw);
	return kept;
}

cell sheet_input(struct sheet *sheet, const struct quantity *quantity)
{
	struct sheet_cell added = {.kind = CELL_INPUT, .draw = SHEET_NO_DRAW};
	const struct origin *origin = &quantity->origin;
	const struct sheet_cell *known;
	uint32_t *slot;
	bool same;

	assert(origin->key);
	slot = key_slot(sheet, origin->key);
	if (*slot) {
		known = &sheet->cells[*slot - 1];
		same = dist_same(&known->quantity->dist, &quantity->dist) &&
		       dimensions_equal(known->dimensions, quantity->unit.dimensions);
		assert(same);
		/* Two quantities under one key: no number may come of it. */
		if (!same)
			abort();
		return (cell){*slot - 1};
	}
	if (quantity->dist.kind != DIST_EXACT &&
	    !find_draw(sheet, origin->draw ? origin->draw : origin->key, &added.draw))
		return CELL_BAD;
	added.quantity = keep(sheet, quantity);
	added.dimensions = quantity->unit.dimensions;
	sheet->keys.count++;
	*slot = sheet_append(sheet, added).index + 1;
	return (cell){*slot - 1};
}

cell sheet_constant(struct sheet *sheet, double value)
{
	struct sheet_cell added = {.kind = CELL_INPUT, .constant = true, .draw = SHEET_NO_DRAW};
	struct quantity quantity = {
	    .dist = {.kind = DIST_EXACT, .a = value},
	    .unit = {.text = "", .scale = 1},
	    .origin = {.kind = ORIGIN_DEFAULT, .key = text_double(sheet->arena, value)},
	};

	added.quantity = keep(sheet, &quantity);
	return sheet_append(sheet, added);
}

static cell operation(struct sheet *sheet, enum cell_kind kind, cell a, cell b,
		      struct dimensions dimensions)
{
	struct sheet_cell added = {.kind = kind,
				   .left = a,
				   .right = b,
				   .dimensions = dimensions,
				   .draw = SHEET_NO_DRAW};

	return sheet_append(sheet, added);
}

/* An operation on equal dimensions; verb and link: "add" .. "to". */
static cell like_with_like(struct sheet *sheet, enum cell_kind kind, cell a, cell b,
			   const char *verb, const char *link)
{
	struct dimensions left, right;

	if (cell_is_bad(a) || cell_is_bad(b))
		return CELL_BAD;
	left = at(sheet, a)->dimensions;
	right = at(sheet, b)->dimensions;
	if (!dimensions_equal(left, right)) {
		diag_add(sheet->diags, DIAG_UNIT_MISMATCH, sheet->place, sheet->path, NULL,
			 "cannot %s %s %s %s", verb, dimensions_describe(sheet->arena, right),
			 link, dimensions_describe(sheet->arena, left));
		return CELL_BAD;
	}
	return operation(sheet, kind, a, b, left);
}

cell sheet_add(struct sheet *sheet, cell a, cell b)
{
	return like_with_like(sheet, CELL_ADD, a, b, "add", "to");
}

cell sheet_subtract(struct sheet *sheet, cell a, cell b)
{
	return like_with_like(sheet, CELL_SUBTRACT, a, b, "subtract", "from");
}

cell sheet_minimum(struct sheet *sheet, cell a, cell b)
{
	return like_with_like(sheet, CELL_MINIMUM, a, b, "compare", "with");
}

cell sheet_multiply(struct sheet *sheet, cell a, cell b)
{
	if (cell_is_bad(a) || cell_is_bad(b))
		return CELL_BAD;
	return operation(
	    sheet, CELL_MULTIPLY, a, b,
	    dimensions_multiply(at(sheet, a)->dimensions, at(sheet, b)->dimensions));
}

cell sheet_divide(struct sheet *sheet, cell a, cell b)
{
	if (cell_is_bad(a) || cell_is_bad(b))
		return CELL_BAD;
	return operation(sheet, CELL_DIVIDE, a, b,
			 dimensions_divide(at(sheet, a)->dimensions, at(sheet, b)->dimensions));
}

/* Long sums are halved, so that a change of one term leaves most of the partial sums as they
 * are. */
cell sheet_sum(struct sheet *sheet, const cell *cells, size_t count)
{
	enum { LONG_SUM = 16 };
	cell sum;
	size_t i;

	assert(count >= 1);
	if (count > LONG_SUM)
		return sheet_add(sheet, sheet_sum(sheet, cells, count / 2),
				 sheet_sum(sheet, cells + count / 2, count - count / 2));
	sum = cells[0];
	for (i = 1; i < count; i++)
		sum = sheet_add(sheet, sum, cells[i]);
	return sum;
}

cell sheet_name(struct sheet *sheet, cell c, const char *name)
{
	if (!cell_is_bad(c) && !at(sheet, c)->name)
		sheet->cells[c.index].name = arena_text(sheet->arena, name);
	return c;
}
