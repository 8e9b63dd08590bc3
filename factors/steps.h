#ifndef FACTORS_STEPS_H
#define FACTORS_STEPS_H

/*
 * What a look-up did on its way to a row: in words, and as spread.
 *
 * The variance of ln x grows by what the steps add (widening.h), and for the world average of
 * electricity's emissions by ln(default/-/-/gsd-world)^2.
 */

#include "factors/hit.h"

/* The row as it is, or a copy that is widened and says why: steps for steps back, remark for
 * what was asked for. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row);

#endif
