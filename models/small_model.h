#ifndef MODELS_SMALL_MODEL_H
#define MODELS_SMALL_MODEL_H

/* Models so small that runs reach little of the peak, each another share of it. */

#include <stdbool.h>

struct arena;
struct factors;

/* What is small is a row. */
bool small_model(struct factors *factors, double parameters);
/* What published runs of such models reached, and what to state: "mfu:", "--mfu". "" where the
 * database has no such runs. */
const char *small_model_note(struct arena *arena, struct factors *factors, const char *state);

#endif
