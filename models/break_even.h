#ifndef MODELS_BREAK_EVEN_H
#define MODELS_BREAK_EVEN_H

/*
 * Break-even: the volume at which use has emitted as much as the creation did once.
 *
 * For every functional unit that a volume of the use phase is known for:
 *
 *	volume = creation / use per unit     units until use equals the creation
 *	passed = units counted / volume      how far the use that is counted has come
 *
 * Both are cells, so what both sides share (a grid, a site) cancels out sample by sample. The
 * creation is never divided by the volume counted: that of a few days is not that of a life.
 * Credits are part of neither side. A creation that lacks items makes the volume a lower bound,
 * a use that lacks items an upper one; where both do nothing is known. Internal to models/.
 */

struct freeze;

/* After freeze_totals: lists the cells to run. */
void break_even_plan(struct freeze *freeze);

#endif
