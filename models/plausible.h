#ifndef MODELS_PLAUSIBLE_H
#define MODELS_PLAUSIBLE_H

/*
 * Is an energy, or a lifetime, possible? Logs with a wrong unit give themselves away by their
 * mean power.
 *
 * The bounds are far above anything built, so that only wrong units and counters pass them: a
 * GPU draws up to about 1.4 kW, a node of 8 some 15 kW.
 */

#include "models/intake.h"

struct quantity;

#define MOST_WATTS_OF_GPU     10000
#define MOST_WATTS_OF_MACHINE 100000
/* A tenth of what an accelerator of a server draws at rest, some 30 W and more. */
#define LEAST_MEAN_OF_GPU 3

/* Servers are written off over three years and more, and serve longer: less than this, in
 * years, is hours or months that were meant as years. */
#define LEAST_LIFETIME 0.5

/* Fills the mean powers of a log that is read; warns where accelerators drew next to nothing.
 */
void plausible_tell_means(struct intake *intake);

/* Notes the intensity that a log's own emissions stand for; nothing where it has none. */
void plausible_tell_intensity(struct intake *intake, double kwh, double kg);

/* False (reported) where kwh in seconds are more than watts on average. what: "the log",
 * "'epoch 1'"; where no time is known nothing is said. */
bool plausible_energy(struct intake *intake, const char *what, double kwh, double seconds,
		      double watts, uint64_t line);

/* Warns of a lifetime that no hardware has. path: for messages. */
void plausible_lifetime(struct diags *diags, const struct quantity *quantity, const char *path);

#endif
