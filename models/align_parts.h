#ifndef MODELS_ALIGN_PARTS_H
#define MODELS_ALIGN_PARTS_H

/*
 * What the files of the alignment share: a row on its way over the bridges.
 *
 * align_claim.c says which claims are rows (align_index.c finds those that belong together,
 * align_apart.c adds them, claim_scope.c reads what words hold),
 * align_meter.c where they were metered and what they hold, align_start.c which cells they
 * begin with; align_operate.c crosses what is multiplied (host, PUE, grid), align_beyond.c what
 * is added (idle, experiments, embodied, losses), align_total.c what is the total of other
 * rows, align_words.c puts it into words once the sheet was run.
 */

#include "models/align.h"
#include "models/build.h"
#include "models/claim_scope.h"

/* Whether a factor is in the figures. Of UNSAID ones any part of it may be. */
enum align_held { HELD_OUTSIDE, HELD_INSIDE, HELD_UNSAID };

/* Claims that state a stage apart from the run. */
struct align_others {
	const struct claim **claims;
	size_t count;
};

struct align_step_cells {
	enum align_status status;
	cell after, adds; /* where status is CROSSED, APART or INSIDE */
	struct maybe factor;
	const char *what; /* "host factor"; of APART and INSIDE the whole sentence */
	char operation;	  /* 'x', '+', '%' (added, as a share), '=' (what it is then) */
	const char *unit; /* of the factor as printed, "" of a pure number */
	const char *source, *reason;
};

struct align_row {
	const struct claim *claim;
	struct align_others idle, experiments, embodied; /* of the same model */
	const struct claim *const *parts; /* of a total: the claims it is the sum of */
	size_t part_count;
	const struct claim *const *over; /* of the total of other rows: their claims */
	size_t over_count;
	enum { ROW_AHEAD, ROW_CROSSING, ROW_CROSSED } state;
	const struct region *region; /* or NULL */
	enum metered_at metered;
	bool design;	  /* the energy is hours times design power */
	bool metered_any; /* something says what was metered: energy, hours, power */
	enum align_held host, pue;
	const char *host_why, *pue_why; /* where inside */
	struct maybe energy;		/* at the level reached */
	struct maybe electric;		/* emissions of electricity so far */
	struct maybe rest;		/* other emissions */
	struct maybe hours;		/* of accelerators */
	struct maybe times;		/* hours of run and experiments over those of the run */
	bool idle_overlaps;   /* the idle figure holds cooling that the run holds, too */
	bool holds_unsaid;    /* a total, and nothing says of what */
	struct maybe per;     /* figures are those of so many requests, divided by it */
	bool location;	      /* electric is location-based */
	struct maybe without; /* the sum without experiments, where a bridge added them */
	struct align_step_cells market; /* beside the row, never summed; or NOT_ASKED */
	bool delivered;			/* its grid factor holds the losses */
	bool ended;
	struct align_step_cells steps[ALIGN_STEPS];
	const char *notes[8];
	size_t note_count;
};

struct align_build {
	struct build build;
	const struct claims *claims;
	const struct align_options *options;
	struct align_index *index;
	struct align_row *rows;
	size_t count;
	struct align_row **row_of; /* [claims->count]: NULL where it is in another's */
};

/* Stages that are no rows of their own beside a run of the same model. */
enum align_apart { APART_IDLE, APART_EXPERIMENTS, APART_EMBODIED, APART_NONE };
struct align_with {
	struct align_others apart[APART_NONE];
};

/* Claims by id and model. (align_index.c) */
void align_index(struct align_build *align);
const struct claim *align_claim_named(const struct align_index *index, const char *id);
enum align_apart align_stage_apart(const struct claim *claim);
/* The total of one model, whose parts are its stages. */
bool align_is_total(const struct align_index *index, const struct claim *claim);
/* In such a total; beside a run of its model. */
bool align_is_part(const struct align_build *align, const struct claim *claim);
bool align_is_companion(const struct align_build *align, const struct claim *claim);
struct align_with align_companions(const struct align_build *align, const struct claim *claim);
/* The claims of its model that such stages go with, itself too. */
struct align_others align_runs(const struct align_build *align, const struct claim *claim);
/* Those that state something of their own: not the figure of another file again, nor the sum of
 * the others. What is left out is noted. (align_apart.c) */
struct align_others align_once(struct align_build *align, struct align_row *row,
			       const struct align_others *all);
/* A run of its model and the stages beside it add up to the total: nothing else is in it. */
bool align_adds_up(const struct align_build *align, const struct align_row *row);
/* The emissions that a claim prints, of an embodied stage those; 0 where it prints none. */
double align_stated_value(const struct claim *claim);
/* Their emissions, where all state them; "'a', 'b' and 'c'". */
struct maybe align_apart_of(struct align_build *align, const struct align_others *others);
const char *align_apart_ids(struct arena *arena, const struct align_others *others);
/* Crosses a step by what they state, added as it is to the sum. False: they state nothing. */
bool align_add_apart(struct align_build *align, struct align_row *row, enum align_step step,
		     const struct align_others *others, struct maybe *sum);
/* The total of rows that this one is a row of, or NULL. */
const struct claim *align_total_with(const struct align_build *align,
				     const struct claim *claim);

/* Which claims are rows, and what goes with them. */
void align_rows(struct align_build *align);
/* Brings a row over all bridges, the total of other rows by theirs. (align.c) */
void align_row(struct align_build *align, struct align_row *row);
/* The total of other rows: each bridge adds what it adds to them. False: it cannot be told so,
 * and nothing was done. (align_total.c) */
bool align_sum_rows(struct align_build *align, struct align_row *row);
/* Where the row's figures were metered, and its first cells. */
void align_meter(struct align_build *align, struct align_row *row);
void align_start(struct align_build *align, struct align_row *row);
/* The same of a claim that states an energy and no emissions: by the grid. (align_operate.c) */
void align_start_energy(struct align_build *align, struct align_row *row);
/* Of a total without a scope, behind "sum of" in its source or note; else NULL. */
const char *align_sum_words(const struct claim *claim);
/* The scope of the row, or a part of the total, names one of the words. */
bool align_holds(const struct align_row *row, const char *const *words, size_t count);
/* A total: claims of its stages are in it. */
bool align_is_sum(const struct align_row *row);
bool align_is_use(
    const struct align_row *row); /* inference: no experiments, and idle of its own */

void align_host(struct align_build *align, struct align_row *row);
void align_pue(struct align_build *align, struct align_row *row);
/* The whole PUE, as stated or of the place. */
struct maybe align_pue_of(struct align_build *align, const struct align_row *row);
void align_grid(struct align_build *align, struct align_row *row);
void align_idle(struct align_build *align, struct align_row *row);
void align_experiments(struct align_build *align, struct align_row *row);
void align_embodied(struct align_build *align, struct align_row *row);
void align_losses(struct align_build *align, struct align_row *row);
/* A market-based figure, stated or by the region's contracts, beside the row. (align_market.c)
 */
void align_market(struct align_build *align, struct align_row *row);

/* Steps. sum: what the row amounts to now. */
cell align_sum(struct align_build *align, const struct align_row *row);
void align_cross(struct align_build *align, struct align_row *row, enum align_step step,
		 cell before, cell factor, const struct align_step_cells *words);
void align_inside(struct align_build *align, struct align_row *row, enum align_step step,
		  const char *why);
void align_unknown(struct align_row *row, enum align_step step, const char *reason);
void align_note(struct align_row *row, const char *note);

/* A figure as an exact input; a claim's name is in its key. */
cell align_figure(struct align_build *align, const struct claim *claim,
		  enum claim_figure figure);
struct maybe align_emissions_of(struct align_build *align, const struct claim *claim);
/* Hours of all accelerators, of all machines, as far as they are stated or follow. */
struct maybe align_hours_of(struct align_build *align, const struct claim *claim);
struct maybe align_energy_of(struct align_build *align, const struct claim *claim);
/* A default of the database. NULL: there is none. */
const struct factor *align_default(struct align_build *align, const char *name);
/* A row of the database; a default as a property of what it is assumed of: of one accelerator,
 * of one model. */
cell align_factor(struct align_build *align, const struct align_row *row,
		  const struct factor *factor);
/* Of what nobody says whether it is inside: a share of it, even between 0 and 1. */
cell align_share(struct align_build *align, const struct align_row *row, const char *of);
/* 1 + share x (factor - 1), the share even between 0 and 1: of a factor that nobody says is
 * inside. One draw for each claim, and for all rows of one total. */
cell align_unsaid(struct align_build *align, const struct align_row *row, cell factor,
		  const char *of);

/* Runs the sheet and fills rows and order. (align_run.c) */
void align_run(struct align_build *align, struct alignment *alignment);
/* The words of a bridge from its statistics. */
const char *align_how(struct arena *arena, const struct align_step_cells *step,
		      const struct align_range *factor);

#endif
