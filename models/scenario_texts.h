#ifndef MODELS_SCENARIO_TEXTS_H
#define MODELS_SCENARIO_TEXTS_H

/*
 * Texts of a scenario that no report could hold as they are: too long, or with the mark that
 * stands before the record of a report.
 *
 * Internal to models/.
 */

#include "lca/base/diag.h"

struct node;

/* Keys and values of a tree that is new: of a file, or of one --set, with its key; else NULL.
 */
void scenario_check_texts(const struct node *node, const char *key, struct diags *diags);
/* The name of a scenario file, as typed. One that is not UTF-8 is told as a warning. */
void scenario_check_name(const char *file, struct diags *diags);

#endif
