/* Distributions in words. */

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"

enum { MOST_VALUES = 4 };

struct words {
	struct arena *arena;
	double scale;
	const char *unit; /* " W", or "" */
};

static const char *show_digits(struct arena *arena, double value, int digits)
{
	char text[32];

	snprintf(text, sizeof text, "%.*e", digits - 1, value);
	return text_double(arena, strtod(text, NULL));
}

/* Twelve digits: what a conversion of units leaves behind is not shown. Nobody states more than
 * nine: a number that has them was computed, and is shown to six. */
static const char *show(const struct words *words, double value)
{
	const char *stated = show_digits(words->arena, value / words->scale, 12);
	const char *end = strpbrk(stated, "eE");
	size_t digits = 0, length = end ? (size_t)(end - stated) : strlen(stated);

	for (size_t i = 0; i < length; i++)
		digits += isdigit((unsigned char)stated[i]) && (digits > 0 || stated[i] != '0');
	return digits > 9 ? show_digits(words->arena, value / words->scale, 6) : stated;
}

static const char *show_with_unit(const struct words *words, double value)
{
	return arena_printf(words->arena, "%s%s", show(words, value), words->unit);
}

/* Spreads may be computed, and nobody states them more finely. */
static const char *show_spread(const struct words *words, double value)
{
	return show_digits(words->arena, value, 6);
}

static const char *show_scaled_spread(const struct words *words, double value)
{
	return arena_printf(words->arena, "%s%s",
			    show_digits(words->arena, value / words->scale, 6), words->unit);
}

/* "1 .. 3 W" */
static const char *interval(const struct words *words, double low, double high)
{
	return arena_printf(words->arena, "%s .. %s%s", show(words, low), show(words, high),
			    words->unit);
}

/* " above 1 W", or nothing where the shape is not shifted. */
static const char *above(const struct words *words, const struct dist *dist)
{
	if (!(dist->c < 0 || dist->c > 0))
		return "";
	return arena_printf(words->arena, " above %s", show_with_unit(words, dist->c));
}

static const char *describe_lognormal(const struct words *words, const struct dist *dist)
{
	return arena_printf(words->arena, "lognormal%s, median %s, GSD %s", above(words, dist),
			    show_with_unit(words, dist->c + dist->a),
			    show_spread(words, dist->b));
}

static const char *describe_scaled(const struct words *words, const struct dist *dist,
				   const char *name)
{
	return arena_printf(words->arena, "%s%s, shape %s, scale %s", name, above(words, dist),
			    show_spread(words, dist->b), show_with_unit(words, dist->a));
}

static const char *describe_student(const struct words *words, const struct dist *dist)
{
	return arena_printf(words->arena, "Student-t, location %s, scale %s, degrees %s",
			    show_with_unit(words, dist->a), show_scaled_spread(words, dist->b),
			    show_spread(words, dist->d));
}

static const char *describe_moded(const struct words *words, const struct dist *dist,
				  const char *name)
{
	return arena_printf(words->arena, "%s, %s, mode %s", name,
			    interval(words, dist->a, dist->c), show_with_unit(words, dist->b));
}

static const char *describe_beta(const struct words *words, const struct dist *dist)
{
	return arena_printf(words->arena, "beta, %s, alpha %s, beta %s",
			    interval(words, dist->a, dist->c), show_spread(words, dist->b),
			    show_spread(words, dist->d));
}

/* "discrete, 1 W (25 %), 2 W (75 %)"; many values are counted. */
static const char *describe_discrete(const struct words *words, const struct dist *dist)
{
	const struct dist_points *points = dist->points;
	const char *text = "discrete";
	double last = 0;
	size_t i;

	if (points->count > MOST_VALUES)
		return arena_printf(words->arena, "discrete, %zu values, %s", points->count,
				    interval(words, dist->a * points->x[0],
					     dist->a * points->x[points->count - 1]));
	for (i = 0; i < points->count; last = points->p[i++])
		text = arena_printf(words->arena, "%s, %s (%s %%)", text,
				    show_with_unit(words, dist->a * points->x[i]),
				    show_spread(words, 100 * (points->p[i] - last)));
	return text;
}

static const char *describe_empirical(const struct words *words, const struct dist *dist)
{
	const struct dist_points *points = dist->points;

	return arena_printf(
	    words->arena, "empirical, %zu values, %s", points->count,
	    interval(words, dist->a * points->x[0], dist->a * points->x[points->count - 1]));
}

static const char *describe_shape(const struct words *words, const struct dist *dist)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return arena_printf(words->arena, "normal, mean %s, sd %s",
				    show_with_unit(words, dist->a),
				    show_scaled_spread(words, dist->b));
	case DIST_LOGNORMAL:
		return describe_lognormal(words, dist);
	case DIST_UNIFORM:
		return arena_printf(words->arena, "uniform, %s",
				    interval(words, dist->a, dist->c));
	case DIST_TRIANGULAR:
		return describe_moded(words, dist, "triangular");
	case DIST_PERT:
		return describe_moded(words, dist, "PERT");
	case DIST_BETA:
		return describe_beta(words, dist);
	case DIST_GAMMA:
		return describe_scaled(words, dist, "gamma");
	case DIST_WEIBULL:
		return describe_scaled(words, dist, "Weibull");
	case DIST_STUDENT:
		return describe_student(words, dist);
	case DIST_ARCSINE:
		return arena_printf(words->arena, "arcsine, %s",
				    interval(words, dist->a, dist->c));
	case DIST_TRAPEZOID:
		return arena_printf(words->arena, "curvilinear trapezoid, %s, each end ± %s",
				    interval(words, dist->a, dist->c),
				    show_with_unit(words, dist->b));
	case DIST_DISCRETE:
		return describe_discrete(words, dist);
	case DIST_EMPIRICAL:
		return describe_empirical(words, dist);
	}
	return show_with_unit(words, dist->a);
}

static const char *describe_cut(const struct words *words, const struct dist *dist)
{
	if (!dist->cut)
		return "";
	if (isinf(dist->low))
		return arena_printf(words->arena, ", at most %s",
				    show_with_unit(words, dist->high));
	if (isinf(dist->high))
		return arena_printf(words->arena, ", at least %s",
				    show_with_unit(words, dist->low));
	return arena_printf(words->arena, ", cut to %s",
			    interval(words, dist->low, dist->high));
}

const char *dist_describe_in(struct arena *arena, const struct dist *dist, double scale,
			     const char *unit)
{
	const struct words words = {.arena = arena,
				    .scale = scale,
				    .unit = *unit ? arena_printf(arena, " %s", unit) : ""};
	const char *shape = arena_printf(arena, "%s%s", describe_shape(&words, dist),
					 describe_cut(&words, dist));

	if (!dist->pinned)
		return shape;
	return arena_printf(arena, "%s, central %s", shape,
			    show_with_unit(&words, dist->central));
}

const char *dist_describe(struct arena *arena, const struct dist *dist, double scale)
{
	return dist_describe_in(arena, dist, scale, "");
}
