#ifndef MODELS_AUDIT_DATA_H
#define MODELS_AUDIT_DATA_H

/*
 * What the database says where a claim is silent: ranges, each looked up once in a run.
 *
 * A range is the hull of all rows that may be meant: of an intensity those of the region, its
 * zone and its parents, every variant, within some years of the year stated; `loose` is that
 * hull widened by what separates two methods (default/-/-/gsd-method-switch, twice). Bounds
 * (bounds.csv) stand in where there are no rows.
 */

#include "models/audit_parts.h"

/* A unit that the program names, parsed once. */
struct unit audit_data_unit(struct audit_run *run, const char *text);
/* What separates the figures of two methods for one thing, at two standard deviations. */
double audit_data_methods(struct audit_run *run);
/* NULL: nothing is known. */
const struct audit_term *audit_data_intensity(struct audit_run *run, const struct claim *claim);
/* The same of its region, whatever the accounting; NULL without one. */
const struct audit_term *audit_data_grid(struct audit_run *run, const struct claim *claim);
/* The term of a country with the rows of its parts in `loose`: who says a country may mean any
 * of them. (audit_parts_of.c) */
const struct audit_term *audit_data_with_parts(struct audit_run *run,
					       const struct audit_term *term,
					       const struct region *region, int year);
const struct audit_term *audit_data_pue(struct audit_run *run, const struct claim *claim);
const struct audit_term *audit_data_tdp(struct audit_run *run, const struct claim *claim);
/* Each design power that may be meant, in base units. */
size_t audit_data_designs(struct audit_run *run, const struct claim *claim, double **powers);
/* The hull of all chips. */
const struct audit_term *audit_data_any_tdp(struct audit_run *run);
const struct audit_term *audit_data_peak(struct audit_run *run, const struct claim *claim);
const struct audit_term *audit_data_host(struct audit_run *run);
const struct audit_term *audit_data_flop(struct audit_run *run);
const struct audit_term *audit_data_bounds(struct audit_run *run); /* [AUDIT_BOUNDS] */

#endif
