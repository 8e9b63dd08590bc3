#ifndef LCA_BASE_DIAG_SOURCE_H
#define LCA_BASE_DIAG_SOURCE_H

/* What diag_format asks of the list: the text of a file given to diags_source, the latest of
 * that name. */

#include "lca/base/diag.h"

/* False where no text of that file is known. */
bool diags_find_source(const struct diags *diags, const char *file, const char **text,
		       size_t *length);

#endif
