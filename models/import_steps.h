#ifndef MODELS_IMPORT_STEPS_H
#define MODELS_IMPORT_STEPS_H

/*
 * The steps between readings of one device, kept so that gaps can be told apart once the median
 * step is known.
 *
 * One pass and constant memory: steps are added into bins of their length, each with its count,
 * time and energy. Up to 4096 ms a bin is one millisecond (steps are rounded up to it), above
 * that 1/2048 to 1/4096 of its length; no bin straddles 10 s. Bins come in pages that are made
 * when first used. A step is a gap where it is longer than three median steps.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/intake.h"

struct arena;

struct step_bin {
	uint64_t count;
	struct sum seconds, joules;
	double idle_s; /* of steps that begin idle */
};

enum { STEP_PAGES = 36, STEP_PAGE_BINS = 2048 };

struct steps {
	uint64_t count;
	struct step_bin *pages[STEP_PAGES]; /* NULL until used */
};

/* nanoseconds > 0. idle: of a device that does nothing. */
void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules,
	       bool idle);

/* The step that a share (0..1) of the steps of all these do not pass, in milliseconds; 0 where
 * there is none. */
uint64_t steps_quantile(const struct steps *const *steps, size_t count, double share);

/* All joules, gaps too. */
double steps_joules(const struct steps *steps);

/* Steps of up to 10 s, which always count, are class 0; eight classes to an octave above. */
uint32_t steps_class(int64_t nanoseconds);
/* Of the joules of a class above 0, the share that counts; median: of the device, in
 * milliseconds. */
double steps_class_share(const struct steps *steps, uint32_t class, uint64_t median);

/* Sums over steps: those that count, and the gaps among them. */
struct step_sums {
	double seconds, joules; /* inside the energy: regular steps and bridged gaps */
	double idle_s;		/* of the seconds */
	struct import_gaps gaps;
};
/* Adds to sums. */
void steps_sum(const struct steps *steps, uint64_t median, struct step_sums *sums);

#endif
