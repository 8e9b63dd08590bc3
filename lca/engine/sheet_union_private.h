#ifndef LCA_ENGINE_SHEET_UNION_PRIVATE_H
#define LCA_ENGINE_SHEET_UNION_PRIVATE_H

/*
 * Draws of several sheets in one, with their correlations (sheet_union_draws.c), for
 * sheet_union*.c alone.
 *
 * What makes the uniforms of a correlated draw is its row of weights over independent scores,
 * each known by its name. So a draw is the same in two sheets where both have the same row.
 */

#include <stdbool.h>
#include <stdint.h>

struct sheet;
struct union_draws;

/* Of the sheet that is to have them all. */
struct union_draws *union_draws_new(struct sheet *all);
/* False where the union has a draw of that name with other correlations. */
bool union_draw_agrees(const struct union_draws *draws, const struct sheet *sheet,
		       uint32_t draw);
/* The draw of the union of that name, added with its correlations where it is new. False where
 * its name has the hash of another one (reported). */
bool union_draw_take(struct union_draws *draws, const struct sheet *sheet, uint32_t draw,
		     uint32_t *taken);

#endif
