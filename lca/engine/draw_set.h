#ifndef LCA_ENGINE_DRAW_SET_H
#define LCA_ENGINE_DRAW_SET_H

/*
 * The draws that a cell depends on, by number.
 *
 * Blocks of 64 draws, in order, of which those that hold none are left out: a sheet of many
 * scenarios has thousands of draws and few for each cell. Sets are never changed, so that cells
 * share them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Bit d: draw 64 x index + d. */
struct draw_block {
	uint32_t index;
	uint64_t bits;
};

struct draw_set {
	const struct draw_block *blocks;
	size_t count;
};

struct draw_set draw_set_of(struct arena *arena, uint32_t draw);
/* The draws of both; shared with one of them where it has all. */
struct draw_set draw_set_join(struct arena *arena, struct draw_set a, struct draw_set b);

static inline bool draw_set_has(struct draw_set set, size_t draw)
{
	size_t i = draw / 64 < set.count ? draw / 64 + 1 : set.count;

	/* A block stands no later than at its index. */
	while (i > 0 && set.blocks[i - 1].index > draw / 64)
		i--;
	return i > 0 && set.blocks[i - 1].index == draw / 64 &&
	       (set.blocks[i - 1].bits >> draw % 64 & 1);
}

#endif
