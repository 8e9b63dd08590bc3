/* What stands beside a shape and changes it: shift:, min: and max:. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

/* Of what min: and max: leave. */
#define LEAST_LEFT 0.01
/* Of what they take away: less moves no digit of a report. */
#define LEAST_TOLD 1e-5

bool quantity_shift(struct quantity_reader *reader, const struct node *node,
		    struct quantity *quantity)
{
	const struct entry *entry = node_entry(node, "shift");
	struct dist *dist = &quantity->dist;
	struct number number;

	if (!entry)
		return true;
	if (!quantity_beside(reader, entry, quantity->unit, &number))
		return false;
	/* A GSD of 1 has become an exact value. */
	if (dist->kind == DIST_EXACT)
		dist->a += quantity_base(&number);
	else
		dist->c = quantity_base(&number);
	return true;
}

/* An end that a key states; an infinite one where it does not. */
static bool read_end(struct quantity_reader *reader, const struct entry *entry,
		     const struct quantity *quantity, double *end)
{
	struct number number;

	if (!entry)
		return true;
	if (!quantity_beside(reader, entry, quantity->unit, &number))
		return false;
	*end = quantity_base(&number);
	return true;
}

static const char *in_unit(struct quantity_reader *reader, const struct quantity *quantity,
			   double base)
{
	const struct dist value = dist_exact(base);

	return dist_describe_in(reader->arena, &value, quantity->unit.scale,
				quantity->unit.text);
}

/* "cut to 100 W .. 400 W", "cut below 100 W", "cut above 400 W" */
static const char *describe(struct quantity_reader *reader, const struct quantity *quantity)
{
	const struct dist *dist = &quantity->dist;

	if (!isfinite(dist->high))
		return arena_printf(reader->arena, "cut below %s",
				    in_unit(reader, quantity, dist->low));
	if (!isfinite(dist->low))
		return arena_printf(reader->arena, "cut above %s",
				    in_unit(reader, quantity, dist->high));
	return arena_printf(reader->arena, "cut to %s .. %s",
			    in_unit(reader, quantity, dist->low),
			    in_unit(reader, quantity, dist->high));
}

static bool check_ends(struct quantity_reader *reader, const struct node *node,
		       const struct quantity *quantity)
{
	const struct entry *min = node_entry(node, "min");
	const struct entry *max = node_entry(node, "max");
	const struct dist *dist = &quantity->dist;

	if (dist->kind == DIST_EXACT) {
		const char *hint = min && max ? quantity_translate(reader, node) : NULL;

		diag_add(reader->diags, DIAG_QUANTITY_FORM, (min ? min : max)->place,
			 reader->path,
			 hint ? hint : "give the value a spread, or delete the key",
			 "'%s' is exact: '%s' has nothing to cut", reader->name,
			 (min ? min : max)->key);
		return false;
	}
	if (dist->low < dist->high)
		return true;
	diag_add(reader->diags, DIAG_QUANTITY_ORDER, max->value->place, reader->path,
		 "write min: below max:", "'%s' has a max (%s) that is not above its min (%s)",
		 reader->name, in_unit(reader, quantity, dist->high),
		 in_unit(reader, quantity, dist->low));
	return false;
}

/* Next to nothing that is left is a distribution of something else. */
static bool check_left(struct quantity_reader *reader, const struct quantity *quantity,
		       struct place place)
{
	struct dist whole = quantity->dist;
	double away = dist_cut_mass(&quantity->dist);

	if (1 - away >= LEAST_LEFT) {
		if (away >= LEAST_TOLD)
			diag_add(reader->diags, DIAG_QUANTITY_CUT_AWAY, place, reader->path,
				 NULL, "'%s' is %s: %s of its distribution is left out",
				 reader->name, describe(reader, quantity),
				 quantity_percent(reader->arena, away));
		return true;
	}
	whole.cut = false;
	diag_add(reader->diags, DIAG_QUANTITY_CUT, place, reader->path,
		 arena_printf(reader->arena, "the distribution is %s",
			      dist_describe_in(reader->arena, &whole, quantity->unit.scale,
					       quantity->unit.text)),
		 "'%s' is %s, which leaves %s of its distribution", reader->name,
		 describe(reader, quantity), quantity_percent(reader->arena, 1 - away));
	return false;
}

/* Figures and spreads so large that the moments of what is left are beyond a double. */
static bool check_moments(struct quantity_reader *reader, const struct quantity *quantity,
			  struct place place)
{
	const struct dist *dist = &quantity->dist;

	if (dist->kind == DIST_STUDENT ||
	    (isfinite(dist_mean(dist)) && isfinite(dist_sd(dist))))
		return true;
	diag_add(
	    reader->diags, DIAG_QUANTITY_NOT_FINITE, place, reader->path,
	    "look at the unit and the spread, or cut both ends",
	    "the mean of '%s' (%s) is too large", reader->name,
	    dist_describe_in(reader->arena, dist, quantity->unit.scale, quantity->unit.text));
	return false;
}

bool quantity_cut(struct quantity_reader *reader, const struct node *node,
		  struct quantity *quantity)
{
	const struct entry *min = node_entry(node, "min");
	const struct entry *max = node_entry(node, "max");
	struct dist *dist = &quantity->dist;
	bool read;

	if (!min && !max)
		return true;
	dist->low = -INFINITY;
	dist->high = INFINITY;
	read = read_end(reader, min, quantity, &dist->low);
	if (!read_end(reader, max, quantity, &dist->high) || !read ||
	    !check_ends(reader, node, quantity))
		return false;
	dist->cut = true;
	return check_left(reader, quantity, (min ? min : max)->place) &&
	       check_moments(reader, quantity, (min ? min : max)->place);
}

void quantity_warn_variance(struct quantity_reader *reader, const struct quantity *quantity,
			    struct place place)
{
	const struct dist *dist = &quantity->dist;

	if (dist->kind != DIST_STUDENT || isfinite(dist_sd(dist)))
		return;
	diag_add(
	    reader->diags, DIAG_QUANTITY_VARIANCE, place, reader->path,
	    "give more readings, a min: and a max:, or a spread that you know",
	    "the variance of '%s' (%s) is infinite: its range has a meaning, mean and u of "
	    "what it enters have none",
	    reader->name,
	    dist_describe_in(reader->arena, dist, quantity->unit.scale, quantity->unit.text));
}
