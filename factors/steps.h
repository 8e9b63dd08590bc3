#ifndef FACTORS_STEPS_H
#define FACTORS_STEPS_H

/*
 * What a look-up did on its way to a row: in words, and as spread.
 *
 * The row keeps its own spread and its own draw; what the steps add (widening.h) are factors
 * lognormal(1, GSD) beside it, each with a draw of its own: two places that draw from the row
 * of their country share that row's error and no more, and two that take a row of another year
 * share what lies between the years.
 *
 *   off_place  geography, that of a place in its grid zone too, and method switch; drawn once
 *              for the place asked for and the criterion, whatever the year
 *   off_year   age; drawn once for the place of the row and the year asked for
 *
 * Widened itself, with the draw that its users give it, is what belongs to one place anyway (a
 * PUE, of which that is widened which lies above 1), the upstream of a mix, and the world
 * average of electricity's emissions by ln(default/-/-/gsd-world)^2: the variance of ln x
 * grows. Other shapes become lognormals first, as where factors_whole joins row and steps
 * (whole.h). An exact 0 stays.
 */

#include "factors/hit.h"

/* Makes the parts of a copied factor name the copy as theirs. */
void steps_own(struct arena *arena, struct factor *copy);

/* The row as it is, or a copy that is widened and says why: steps for steps back, remark for
 * what was asked for. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row);

#endif
