#ifndef MODELS_PLAUSIBLE_H
#define MODELS_PLAUSIBLE_H

/*
 * Is an energy possible? Logs with a wrong unit give themselves away by their mean power.
 *
 * The bounds are far above anything built, so that only wrong units and counters pass them: a
 * GPU draws up to about 1.4 kW, a node of 8 some 15 kW.
 */

#include "models/intake.h"

#define MOST_WATTS_OF_GPU     10000
#define MOST_WATTS_OF_MACHINE 100000
/* A tenth of what an accelerator of a server draws at rest, some 30 W and more. */
#define LEAST_MEAN_OF_GPU 3

/* Fills the mean powers of a log that is read; warns where accelerators drew next to nothing.
 */
void plausible_tell_means(struct intake *intake);

/* Notes the intensity that a log's own emissions stand for; nothing where it has none. */
void plausible_tell_intensity(struct intake *intake, double kwh, double kg);

/* False (reported) where kwh in seconds are more than watts on average. what: "the log",
 * "'epoch 1'"; where no time is known nothing is said. */
bool plausible_energy(struct intake *intake, const char *what, double kwh, double seconds,
		      double watts, uint64_t line);

#endif
