#ifndef FACTORS_STEPS_H
#define FACTORS_STEPS_H

/*
 * What a look-up did on its way to a row: in words, and as spread.
 *
 * The variance of ln x grows by what the steps add (widening.h), and for the world average of
 * electricity's emissions by ln(default/-/-/gsd-world)^2. A shape other than lognormal is
 * replaced by the lognormal with its median and the width of its 95 % interval on the scale of
 * ln x, that of its upper half where the lower end is not positive; for a PUE x is what lies
 * above 1. An exact 0 stays.
 */

#include "factors/hit.h"

/* The row as it is, or a copy that is widened and says why: steps for steps back, remark for
 * what was asked for. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row);

#endif
