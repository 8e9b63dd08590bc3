#ifndef REPORTS_VIEW_VERIFY_H
#define REPORTS_VIEW_VERIFY_H

/* Views of verifications (models/verify.h). */

#include <stddef.h>

struct arena;
struct doc;
struct verification;

/* One line of verdict each, then causes, totals and the largest differences. */
void view_verified(struct doc *doc, const struct verification *const *done, size_t count);
/* A row for every difference, or one that says that there is none. */
void view_verified_flat(struct doc *doc, const struct verification *const *done, size_t count);
/* "OK: the same to the byte" */
const char *view_verdict(struct arena *arena, const struct verification *v);

#endif
