/* Sets of draws in blocks of 64. */

#include "lca/engine/draw_set.h"

#include "lca/base/arena.h"

struct draw_set draw_set_of(struct arena *arena, uint32_t draw)
{
	struct draw_block *block = arena_alloc(arena, sizeof *block);

	*block = (struct draw_block){draw / 64, UINT64_C(1) << draw % 64};
	return (struct draw_set){block, 1};
}

static bool holds_all(struct draw_set outer, struct draw_set inner)
{
	size_t i, k = 0;

	if (outer.blocks == inner.blocks)
		return true;
	for (i = 0; i < inner.count; i++) {
		while (k < outer.count && outer.blocks[k].index < inner.blocks[i].index)
			k++;
		if (k == outer.count || outer.blocks[k].index != inner.blocks[i].index ||
		    inner.blocks[i].bits & ~outer.blocks[k].bits)
			return false;
	}
	return true;
}

static size_t blocks_of_both(struct draw_set a, struct draw_set b)
{
	size_t count = 0, i = 0, k = 0;

	for (; i < a.count && k < b.count; count++) {
		uint32_t left = a.blocks[i].index, right = b.blocks[k].index;

		i += left <= right;
		k += right <= left;
	}
	return count + (a.count - i) + (b.count - k);
}

struct draw_set draw_set_join(struct arena *arena, struct draw_set a, struct draw_set b)
{
	struct draw_block *blocks;
	size_t count, i = 0, k = 0;

	if (holds_all(a, b))
		return a;
	if (holds_all(b, a))
		return b;
	count = blocks_of_both(a, b);
	blocks = arena_alloc(arena, count * sizeof *blocks);
	for (size_t at = 0; at < count; at++) {
		bool left =
		    k == b.count || (i < a.count && a.blocks[i].index <= b.blocks[k].index);
		bool right =
		    i == a.count || (k < b.count && b.blocks[k].index <= a.blocks[i].index);

		blocks[at].index = left ? a.blocks[i].index : b.blocks[k].index;
		if (left)
			blocks[at].bits |= a.blocks[i++].bits;
		if (right)
			blocks[at].bits |= b.blocks[k++].bits;
	}
	return (struct draw_set){blocks, count};
}
