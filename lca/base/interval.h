#ifndef LCA_BASE_INTERVAL_H
#define LCA_BASE_INTERVAL_H

/*
 * Intervals of real numbers: what a figure may have been before it was rounded, and what
 * follows of such figures by products, quotients and sums.
 *
 * low <= high; an end may be infinite. An interval that holds nothing is {1, -1}
 * (interval_empty). Every operation gives an interval that holds all results of numbers of its
 * operands; ends are widened by one unit in the last place, so that a figure which meets in
 * exact arithmetic meets here.
 */

#include <stdbool.h>

struct interval {
	double low, high;
};

struct interval interval_of(double value); /* from it to it */
struct interval interval_empty(void);
bool interval_is_empty(struct interval a);
bool interval_holds(struct interval a, double value);
bool interval_meets(struct interval a, struct interval b); /* have a number in common */
struct interval interval_common(struct interval a, struct interval b);
struct interval interval_hull(struct interval a,
			      struct interval b); /* of an empty one: the other */
struct interval interval_add(struct interval a, struct interval b);
struct interval interval_subtract(struct interval a, struct interval b);
struct interval interval_multiply(struct interval a, struct interval b);
/* b that holds 0, or begins or ends there: everything. */
struct interval interval_divide(struct interval a, struct interval b);
struct interval interval_scale(struct interval a, double factor);

#endif
