#ifndef CLI_SELECT_H
#define CLI_SELECT_H

/* A view of an assessment that holds only some of its criteria. */

#include "models/assess.h"

struct arena;

/* The assessment with the criteria named, in its own order; itself when count is 0. Every name must be there. */
const struct assessment *assessment_select(struct arena *arena, const struct assessment *full,
					   const char *const *names, size_t count);

#endif
