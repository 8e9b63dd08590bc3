#ifndef FACTORS_WHOLE_H
#define FACTORS_WHOLE_H

/*
 * Widening: ln x gets a larger variance, the median stays.
 *
 * A lognormal is widened above its own shift. Another shape is replaced by the lognormal above
 * `floor` with its median and the width of its 95 % interval on the scale of ln (x - floor),
 * that of its upper half where the lower end is not above the floor. What has no median above
 * the floor, such as an exact 0, stays.
 */

#include "lca/base/dist.h"

struct dist whole_widen(struct dist dist, double floor, double variance);

#endif
