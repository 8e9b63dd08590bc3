#ifndef FACTORS_SWAP_H
#define FACTORS_SWAP_H

/*
 * A table that gives one factor the value of another, to be opened as a layer on top: so a
 * whole scenario can be run with the one and with the other.
 *
 * A value that needs a bridge to the basis of the factors is written as it stands behind it, as
 * a lognormal with all its spread. The key loses its variant: look-ups are to find it.
 */

struct buffer;
struct factor;
struct factors;

/* The key of one row with the value of another; two rows of one dimension. */
void swap_row(struct factors *factors, const struct factor *key, const struct factor *value,
	      struct buffer *out);

#endif
