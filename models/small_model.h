#ifndef MODELS_SMALL_MODEL_H
#define MODELS_SMALL_MODEL_H

/* Models so small that runs reach less of the peak, the smaller the less. */

#include "models/build.h"

/* The MFU of larger models times s = (parameters / size)^E below the size where it begins, else
 * as it is: size and E are rows, E with a spread. As E is about one number, s is lognormal,
 * exactly 1 at that size and the wider the smaller the model. */
cell small_model_mfu(struct build *build, const struct item *item, cell mfu);
/* What published runs of such models reached, that a model of so many parameters is smaller
 * than all of them, and what to state: "mfu:", "--mfu". "" where the database has no such runs.
 */
const char *small_model_note(struct arena *arena, struct factors *factors, double parameters,
			     const char *state);

#endif
