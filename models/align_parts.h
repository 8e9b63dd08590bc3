#ifndef MODELS_ALIGN_PARTS_H
#define MODELS_ALIGN_PARTS_H

/*
 * What the files of the alignment share: a row on its way over the bridges.
 *
 * align_claim.c says which claims are rows, align_meter.c where they were metered and what they
 * hold, align_start.c which cells they begin with; align_operate.c crosses
 * what is multiplied (host, PUE, grid), align_beyond.c what is added (idle, experiments,
 * embodied, losses), align_words.c puts it into words once the sheet was run.
 */

#include "models/align.h"
#include "models/build.h"

/* Whether a factor is in the figures. Of UNSAID ones any part of it may be. */
enum align_held { HELD_OUTSIDE, HELD_INSIDE, HELD_UNSAID };

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
	/* Claims of the same model that state a stage apart, or NULL. */
	const struct claim *idle, *experiments, *embodied;
	const struct claim *const *parts; /* of a total: the claims it is the sum of */
	size_t part_count;
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
	bool per_use;	/* figures of one request, divided out of those of many */
	bool location;	/* electric is location-based */
	bool delivered; /* its grid factor holds the losses */
	bool ended;
	struct align_step_cells steps[ALIGN_STEPS];
	const char *notes[8];
	size_t note_count;
};

struct align_build {
	struct build build;
	const struct claims *claims;
	const struct align_options *options;
	struct align_row *rows;
	size_t count;
};

/* Which claims are rows, and what goes with them. */
void align_rows(struct align_build *align);
/* Where the row's figures were metered, and its first cells. */
void align_meter(struct align_build *align, struct align_row *row);
void align_start(struct align_build *align, struct align_row *row);
/* The same of a claim that states an energy and no emissions: by the grid. (align_operate.c) */
void align_start_energy(struct align_build *align, struct align_row *row);
/* The stage's name holds one of the words. */
bool align_is_stage(const char *stage, const char *const *words, size_t count);
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
struct maybe align_energy_of(struct align_build *align, const struct claim *claim);
/* A default of the database. NULL: there is none. */
const struct factor *align_default(struct align_build *align, const char *name);
/* A row of the database; a default as a property of what it is assumed of: of one accelerator,
 * of one model. */
cell align_factor(struct align_build *align, const struct align_row *row,
		  const struct factor *factor);
/* 1 where the factor is inside, itself where it is not, anything between where nobody says. */
cell align_unsaid(struct align_build *align, const struct align_row *row, cell factor,
		  const char *of);

/* Runs the sheet and fills rows and order. (align_run.c) */
void align_run(struct align_build *align, struct alignment *alignment);
/* The words of a bridge from its statistics. */
const char *align_how(struct arena *arena, const struct align_step_cells *step,
		      const struct align_range *factor);

#endif
