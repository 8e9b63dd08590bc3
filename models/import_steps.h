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

#include <stdint.h>

#include "models/intake.h"

struct arena;

struct step_bin {
	uint64_t count;
	struct sum seconds, joules;
};

enum { STEP_PAGES = 36, STEP_PAGE_BINS = 2048 };

struct steps {
	uint64_t count;
	struct step_bin *pages[STEP_PAGES]; /* NULL until used */
};

/* nanoseconds > 0. */
void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules);

/* The step that a share (0..1) of the steps do not pass, in milliseconds; 0 where there is
 * none. */
uint64_t steps_quantile(const struct steps *steps, double share);

/* Sums over steps: those that count, and the gaps among them. */
struct step_sums {
	double seconds, joules; /* inside the energy: regular steps and bridged gaps */
	struct import_gaps gaps;
};
/* median: of the device, in milliseconds. Adds to sums. */
void steps_sum(const struct steps *steps, uint64_t median, struct step_sums *sums);

#endif
