#ifndef MODELS_ALIGN_H
#define MODELS_ALIGN_H

/*
 * Claims and reports brought to one boundary, as a waterfall.
 *
 * Every row starts where its publication metered and counted, and goes over bridges to one
 * boundary: accelerators -> host -> node -> facility (PUE) -> idle -> experiments -> embodied
 * -> losses on the grid, on a location basis. A bridge that the publication has crossed itself
 * is INSIDE; one it has not is a stated step with its range and source; one that nothing is
 * known for cannot be crossed: the row then ends there, and says so. Where a publication does
 * not say whether it holds a factor, that lies anywhere between 1 and the factor. Figures are
 * sampled together: a grid, the making of an accelerator or the hosts around it are one draw in
 * all rows that use them, a default of a run (load, idle machines, experiments) one of its
 * model.
 *
 * Host means the whole machine: processors, memory, network, fans and power supplies around the
 * accelerators.
 *
 * Claims of one model that state its idle machines, experiments or hardware (stage: idle, rnd,
 * embodied) are no rows: they are added to the row of the model as they are. The total of one
 * model and its stages are one row. The total of other rows (a table of models) goes where
 * these go: each bridge adds what it adds to them, and it is not ranked against them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/stats.h"
#include "models/claim.h"

struct arena;
struct diags;

/* ALIGN_STEP: in the order of the waterfall. */
enum align_step {
	ALIGN_STATED, /* as published */
	ALIGN_HOST,
	ALIGN_PUE,
	ALIGN_GRID, /* market-based or marginal -> location-based; another boundary of the grid
		     */
	ALIGN_IDLE,
	ALIGN_EXPERIMENTS,
	ALIGN_EMBODIED,
	ALIGN_LOSSES,
	ALIGN_STEPS
};
const char *align_step_name(enum align_step step);

enum align_status {
	ALIGN_CROSSED, /* by a stated step */
	ALIGN_INSIDE,  /* the publication holds it */
	ALIGN_APART,   /* the publication states it as a figure of its own: added as it is */
	ALIGN_UNKNOWN, /* cannot be crossed: `reason` */
	ALIGN_NOT_ASKED
};

struct align_range {
	double central, low, high; /* in the row's unit */
};

struct align_bridge {
	enum align_status status;
	struct align_range adds;  /* of ALIGN_STATED the figure itself */
	struct align_range after; /* the sum so far */
	const char *how;	  /* "x host factor 1.5 (1.15 - 2.0)" */
	const char *source;	  /* citation, or NULL */
	const char *reason;	  /* ALIGN_UNKNOWN: "no energy and no hours are stated" */
};

struct aligned {
	const struct claim *claim; /* or NULL: one of our reports */
	const char *id, *model;
	struct unit unit; /* kgCO2e, or that per request, token, ...: base units */
	/* Answering requests, of a whole deployment over its time: held against others of its
	 * kind alone. */
	bool deployment;
	struct align_bridge bridges[ALIGN_STEPS];
	bool complete; /* every bridge asked for was crossed */
	struct align_range total;
	bool has_without;	    /* experiments were added by a bridge */
	struct align_range without; /* the total without them */
	/* A market-based figure, stated (APART) or by the region's contracts (CROSSED): `after`
	 * beside the row, never summed. NOT_ASKED: none is known. */
	struct align_bridge market;
	bool ranked;	   /* complete, and no total of other rows: stands in the ranking */
	double below_next; /* share of samples in which it lies below the next in the order;
			      NaN: none */
	const char *notes[8];
	size_t note_count;
};

struct alignment {
	struct aligned *rows; /* as given */
	size_t count;
	/* Ranked ones by unit, kind (deployments last) and central total, then the others. */
	const size_t *order;
	const struct claims *claims;
	enum align_step to; /* the last step that was asked for */
	const char *factors_version, *factors_digest;
};

struct align_options {
	size_t samples;
	uint64_t seed;
	double interval; /* 0.95 */
	unsigned threads;
	enum align_step to; /* the last step that is asked for; ALIGN_LOSSES: all */
};

/* In one unit and of one kind: held against each other, in one table. */
bool aligned_together(const struct aligned *a, const struct aligned *b);

/* NULL on error (reported). */
const struct alignment *align_claims(struct arena *arena, const struct claims *claims,
				     struct factors *factors,
				     const struct align_options *options, struct diags *diags);

#endif
