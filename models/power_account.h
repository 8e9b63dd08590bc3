#ifndef MODELS_POWER_ACCOUNT_H
#define MODELS_POWER_ACCOUNT_H

/*
 * What a device, or one run of it, has drawn: by part of the log, by length of the step and by
 * UTC hour. Inner module of power_series.
 *
 * Steps of up to 10 s and what always counts are summed by hour alone. Longer steps, of which
 * the end of the log decides whether they count, are summed by hour and class of their length
 * (steps_class()). Where these make too many cells, classes become coarse: then one may hold
 * steps of both kinds, of which the share that counts is that of the part, so that the hours
 * keep its sum.
 */

#include "models/import_steps.h"
#include "models/intake.h"

/* Readings of an account that belong to one part of the log. */
struct power_share {
	size_t part;
	struct steps steps;
	struct steps doubted;	    /* of the steps: those over readings that are missing */
	struct sum seconds, joules; /* of what counts whatever its length */
};

struct power_account {
	size_t number;
	struct power_share **shares;
	const struct steps **steps; /* of the shares */
	size_t share_count;
	/* Steps that are never joined. */
	uint64_t apart;
	struct sum apart_s;
	/* Readings by utilisation: at 0, above, not told. */
	uint64_t idle, busy, untold;
	struct sum idle_watts;
	int64_t median; /* of its steps; 0: not looked for yet */
	/* Where the last energy went: most go to the same hour. */
	size_t cell, cell_part;
	int64_t cell_hour;
};

/* Energy of one hour, part, account and class of steps. */
struct power_cell {
	int64_t hour;
	uint32_t account, part, class;
	struct sum joules;
};

struct power_cells {
	struct power_cell *cells;
	size_t count;
	size_t *slots; /* open addressing: number + 1 of a cell */
	size_t slot_count;
	bool coarse; /* the classes of steps are */
};

struct power_share *power_account_share(struct arena *arena, struct power_account *account,
					size_t part);

/* A step between two times: start < end; watts at both. */
struct power_step {
	int64_t start, end;
	double watts, end_watts;
	size_t part;
	bool idle;    /* begins with a reading at utilisation 0 */
	bool always;  /* counts whatever its length */
	bool doubted; /* readings between its ends are missing */
};

/* False where there would be too many cells. */
bool power_account_step(struct arena *arena, struct power_cells *cells,
			struct power_account *account, const struct power_step *step);

/* Seconds of a step that ends after it starts. */
double power_seconds(int64_t start, int64_t end);

/* All of it, gaps too. */
double power_account_joules(const struct power_account *account);

#endif
