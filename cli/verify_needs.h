#ifndef CLI_VERIFY_NEEDS_H
#define CLI_VERIFY_NEEDS_H

/*
 * Files that a report was made from and that are not here.
 */

#include <stdbool.h>

struct rerun;
struct session;

/* Tells all of them at once, in one error. False where none is missing: nothing is told.
 * folder: where the scenario lies, with its slash, or "". */
bool verify_needs(struct session *session, const struct rerun *rerun, const char *folder);

#endif
