#ifndef FACTORS_SPREAD_H
#define FACTORS_SPREAD_H

/*
 * The spread column of a factor table.
 *
 *   (empty)                       exact
 *   x/ G                          lognormal, median = value, GSD = G > 1
 *   ± P %   (or +/- P %)          normal, mean = value, 95 % interval
 *   lognormal M G [shift S]       X - S is lognormal with median M, GSD G
 *   normal M SD                   uniform A B
 *   triangular A B C              pert A B C            (minimum, mode, maximum)
 * Numbers are in the row's unit; the value column documents the last four and is not their
 * median.
 */

#include <stdbool.h>

#include "lca/base/dist.h"

/* Reads a spread around value. False: error says what was expected, lower case, a constant
 * text. */
bool spread_parse(const char *text, double value, struct dist *dist, const char **error);
/* True where the parameters make a distribution: finite, ordered, GSD >= 1. */
bool spread_sound(const struct dist *dist);

#endif
