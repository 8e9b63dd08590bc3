#ifndef FACTORS_PROFILE_H
#define FACTORS_PROFILE_H

/*
 * What is known of a region, a thing, a row or a part of the ids: its rows, grouped into
 * vintages.
 *
 * A region that has no row of its own of something that a scenario looks up there has an empty
 * vintages of it, which tells what is found elsewhere. Everything lives in the arena of the
 * factors.
 */

#include <stddef.h>

#include "factors/catalog.h"
#include "factors/vintages.h"

struct profile {
	const char *title;		    /* what was asked for */
	const struct region_entry *region;  /* or NULL */
	const struct region_entry *country; /* that holds it, or NULL */
	const struct thing_entry *thing;    /* or NULL */
	const struct factor *row;	    /* the one row with this id, or NULL */
	const struct factor *on_basis; /* the row on the basis asked for; NULL: no way to it */
	const char *reason;	       /* why there is none */
	const struct factor *const *variants; /* other rows of its key */
	size_t variant_count;
	const struct vintages *vintages;
	size_t count;
	const char *const *models; /* measured on this accelerator */
	size_t model_count;
	const char *const *instances; /* that hold this accelerator */
	size_t instance_count;
};

struct profile profile_region(struct factors *factors, const struct region_entry *region);
struct profile profile_thing(struct factors *factors, const struct thing_entry *thing);
struct profile profile_row(struct factors *factors, const struct factor *row);
/* The rows whose id starts with `start` and a '/'; count is 0 where there are none. */
struct profile profile_start(struct factors *factors, const char *start);
/* The rows of a place that is no region, such as an operator (google) or kind:hpc. */
struct profile profile_place(struct factors *factors, const char *place);

#endif
