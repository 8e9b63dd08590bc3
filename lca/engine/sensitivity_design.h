#ifndef LCA_ENGINE_SENSITIVITY_DESIGN_H
#define LCA_ENGINE_SENSITIVITY_DESIGN_H

/*
 * The design of sampled shares: matrices A and B of independent rows, and A with one mover of
 * B. sensitivity_pairs.c runs it, sensitivity_shares.c makes shares and intervals of its sums.
 *
 * A chunk has the blocks of one remainder; its lanes are the groups of rows that are resampled.
 */

#include "lca/engine/plan.h"
#include "lca/engine/sensitivity_private.h"

/* Matrix A takes the draws of an ordinary run, matrix B those of another stream. */
enum { STREAM_A = 0, STREAM_B = 1, CHUNKS_MOST = 8 };

/* Sums over the rows of a chunk, by lane. */
struct pair_sums {
	double first[KERNEL_LANES]; /* b (ab - a) */
	double total[KERNEL_LANES]; /* (ab - a)^2 */
};

/* A step that a mover changes. */
struct move {
	const struct step *step;
	bool formula; /* computed again; else B's */
};

struct desk;

struct design {
	const struct sensitivity_study *study;
	struct plan plan;
	const size_t *which; /* outputs of the study */
	size_t count;
	size_t blocks, chunks, here; /* here: rows of a block */
	size_t *begin;		     /* moves[begin[m] .. begin[m + 1]) are those of mover m */
	struct move *moves;
	size_t formulas; /* the most of one mover */
	uint32_t *slots; /* [mover][output]: of the sums, where the output moves */
	size_t slot_count;
	double *shift;		  /* [output]: about its centre */
	struct pair_sums *pairs;  /* [chunk][slot] */
	struct kernel_sums *sums; /* [chunk][A, B][output] */
	struct desk *desks;
};

static inline struct pair_sums *pairs_of(const struct design *design, size_t chunk,
					 size_t mover, size_t output)
{
	return design->pairs + chunk * design->slot_count +
	       design->slots[mover * design->count + output];
}

static inline struct kernel_sums *sums_of(const struct design *design, size_t chunk,
					  uint32_t stream)
{
	return design->sums + (2 * chunk + stream) * design->count;
}

/* Shares of all movers of one output, and their intervals unless resampling is NULL. */
void design_shares(const struct design *design, const struct resampling *resampling,
		   size_t output);

#endif
