#ifndef CLI_SELECT_H
#define CLI_SELECT_H

/* A view of an assessment that holds only some criteria. */

#include "models/assess.h"

struct arena;
struct factors;

/* The assessment with the criteria named, in the order of the factors; itself when count is 0.
 * A criterion that no item of it has is a hole everywhere. Every name must be a criterion of
 * the factors. */
const struct assessment *assessment_select(struct arena *arena, const struct assessment *full,
					   const struct factors *factors,
					   const char *const *names, size_t count);

#endif
