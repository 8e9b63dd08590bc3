#ifndef MODELS_IMPORT_STEPS_H
#define MODELS_IMPORT_STEPS_H

/*
 * The steps between readings of one device, kept so that gaps can be told apart once the median
 * step is known.
 *
 * One pass and bounded memory: steps are added into bins of their length, each with its count,
 * time and energy, its shortest and its longest step. Up to 64 ms a bin is 1/64 ms wide, above
 * that 1/2048 to 1/4096 of its length; no bin straddles 10 s. Bins come in pages of an eighth
 * of an octave that are made when first used. A step is a gap where it is longer than three
 * median steps: of a bin all are where its shortest is, so that equal steps are told exactly.
 * All lengths are nanoseconds.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/intake.h"

struct arena;

struct step_bin {
	uint64_t count;
	int64_t shortest, longest; /* where count > 0 */
	struct sum seconds, joules;
	double idle_s; /* of steps that begin idle */
};

enum { STEP_PAGES = 232, STEP_PAGE_BINS = 256 };

struct steps {
	uint64_t count;
	struct step_bin *pages[STEP_PAGES]; /* NULL until used */
};

/* 0 < nanoseconds <= 32 days. idle: of a device that does nothing. */
void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules,
	       bool idle);

/* The step that a share (0..1) of the steps of all these do not pass; 0 where there is none. */
int64_t steps_quantile(const struct steps *const *steps, size_t count, double share);

/* All joules, gaps too. */
double steps_joules(const struct steps *steps);

/* Steps of up to 10 s, which always count, are class 0; above, each bin is a class, or (coarse)
 * each page. */
uint32_t steps_class(int64_t nanoseconds);
uint32_t steps_class_coarse(uint32_t class);
/* Of the joules of a class above 0, the share that counts; median: of the device. */
double steps_class_share(const struct steps *steps, uint32_t class, int64_t median);

/* Sums over steps: those that count, and the gaps among them. */
struct step_sums {
	double seconds, joules; /* inside the energy: regular steps and bridged gaps */
	double idle_s;		/* of the seconds */
	struct import_gaps gaps;
};
/* Adds to sums. */
void steps_sum(const struct steps *steps, int64_t median, struct step_sums *sums);

#endif
