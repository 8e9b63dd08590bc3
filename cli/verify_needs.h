#ifndef CLI_VERIFY_NEEDS_H
#define CLI_VERIFY_NEEDS_H

/*
 * Files that a report was made from and that are not here, or not as they should be.
 */

#include <stdbool.h>

struct diags;
struct rerun;
struct session;

/* Tells all of them at once, in one error. False where none is missing: nothing is told.
 * folder: where the scenario lies, with its slash, or "". */
bool verify_needs(struct session *session, const struct rerun *rerun, const char *folder);
/* What is wrong with files that the record names, by the place and by what is expected there:
 * nobody's record makes their words appear. */
void verify_tell_faults(struct session *session, const struct diags *diags);

#endif
