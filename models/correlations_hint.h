#ifndef MODELS_CORRELATIONS_HINT_H
#define MODELS_CORRELATIONS_HINT_H

/* What to type for a name in `correlations:` that no input has. */

struct arena;
struct sheet;

/* "write 'training/run.power'" for the path of that key, the end of it, another spelling, or a
 * looked-up input that the scenario states; else the inputs that there are. */
const char *correlations_hint(struct arena *arena, const struct sheet *sheet, const char *name);

#endif
