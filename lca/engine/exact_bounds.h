#ifndef LCA_ENGINE_EXACT_BOUNDS_H
#define LCA_ENGINE_EXACT_BOUNDS_H

/* Between which values each cell of a sheet lies, by interval arithmetic on the supports of its
 * inputs: wide where an input occurs twice, never too narrow but for rounding. */

struct arena;
struct sheet;

struct exact_bounds {
	double low, high; /* may be infinite */
};

/* One for each cell. */
struct exact_bounds *exact_bounds_new(struct arena *arena, const struct sheet *sheet);

#endif
