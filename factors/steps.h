#ifndef FACTORS_STEPS_H
#define FACTORS_STEPS_H

/*
 * What a look-up did on its way to a row: in words, and as spread.
 *
 * ln-variances add up: ln(default/-/-/age-gsd-per-year)^2 for each year off; once for a row of
 * a parent, ln(default/PARENT/-/gsd-parent-geography)^2, or that of any region; where a nearer
 * series was left for its age and the row is of another method, ln(gsd-method-switch)^2; for
 * the world average of electricity's emissions, ln(gsd-world)^2. A row of the same method's
 * part is in the row itself. A grid zone is the same geography and adds nothing.
 */

#include "factors/hit.h"

/* The row as it is, or a copy that is widened and says why: steps for steps back, remark for
 * what was asked for. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row);

#endif
