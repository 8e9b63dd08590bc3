#ifndef FACTORS_WIDENING_H
#define FACTORS_WIDENING_H

/*
 * What a step away from the row asked for adds to the variance of ln x.
 *
 *   age        ln(age-gsd-per-year)^2 for each year off
 *   geography  ln(gsd-parent-geography)^2 once for a row of a parent, that of default/PARENT
 *              for emissions of electricity where PARENT has one (it was found with them), else
 *              that of any region; the same geography, 0, for the row of a grid zone. Of one
 *              place, a cloud region or site, emissions of electricity are off by
 *              ln(gsd-zone)^2 from the figure of its zone, and by no less from that of the
 *              country or state that has zones: the larger of the two, not their sum, since
 *              Google's regions lie hardly farther from the country than from their zones
 *   method     ln(gsd-method-switch)^2 where the nearest place that has rows is left, and its
 *              row and this one say their method, and not the same
 *
 * All are rows default/-/-/..., and 0 where there is none.
 */

#include "factors/factors_private.h"

struct widening {
	double age, geography, method;
};

struct step {
	int years;
	const char *region;	     /* whose row it is */
	int parents;		     /* geographies up; a zone is none */
	const struct candidate *row; /* what is taken ... */
	const struct candidate
	    *nearest; /* ... and what the nearest place has; may be the same */
};

struct widening widening_of(struct factors *factors, const struct query *query,
			    const struct step *step);
double widening_sum(const struct widening *widening);

/* ln(default/REGION/-/CRITERION)^2, 0 where there is none. */
double widening_default(struct factors *factors, const char *region, const char *criterion);
bool widening_is_emission(const struct query *query); /* of electricity */

#endif
