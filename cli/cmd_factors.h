#ifndef CLI_CMD_FACTORS_H
#define CLI_CMD_FACTORS_H

/*
 * The actions of lca factors: each gets the words behind its name, and the factors open.
 *
 * An action returns the exit status, 0 or 1 (a finding); mistakes are in session->diags.
 */

#include <stddef.h>

#include "cli/session.h"

int factors_show(struct session *session, const char *const *words, size_t count);
int factors_find_words(struct session *session, const char *const *words, size_t count);
int factors_diff(struct session *session, const char *const *words, size_t count);
int factors_add(struct session *session, const char *const *words, size_t count);
int factors_check(struct session *session, const char *const *words, size_t count);
int factors_export(struct session *session, const char *const *words, size_t count);

/* "no factor WHAT 'WORD'" with a hint. */
void factors_refuse(struct session *session, const char *hint, const char *what,
		    const char *word);
/* The id, region or thing that is nearest to a word; what to do next where nothing is. */
const char *factors_hint(struct session *session, const char *word);

#endif
