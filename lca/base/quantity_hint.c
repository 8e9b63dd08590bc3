/* Figures of messages: rounded for reading, and spreads rewritten in the user's own numbers. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"

/* A share that is shown; what is smaller is said to be so. */
#define LEAST_SHOWN 1e-5
/* The ends that are suggested for a cut, in half-widths of the 95 % interval: 4 sd off. */
#define CUT_AT 2

const char *quantity_round(struct arena *arena, double value, int digits)
{
	char text[48];

	snprintf(text, sizeof text, "%.*e", digits - 1, value);
	return text_double(arena, strtod(text, NULL));
}

const char *quantity_percent(struct arena *arena, double share)
{
	if (share < LEAST_SHOWN)
		return "less than 0.001 %";
	/* What is nearly all must not be rounded to all. */
	return arena_printf(arena, "%s %%",
			    quantity_round(arena, share * 100, share < 0.99 ? 2 : 4));
}

bool quantity_is_percent(const struct number *number)
{
	return text_same(number->unit.text, "%");
}

/* Where a normal of that 95 % interval may be cut, in its unit; false where the interval
 * itself reaches the end of what is possible. */
static bool find_cut(const struct quantity_rule *rule, double scale, double value, double width,
		     double *min, double *max)
{
	bool bounded = rule->high > rule->low;
	double low = bounded ? fmax(0, rule->low / scale) : 0;

	*max = bounded ? rule->high / scale : INFINITY;
	*min = value - CUT_AT * width;
	if (!(value - width > low) || !(value < *max))
		return false;
	if (!(*min > low))
		*min = low + (value - width - low) / 2;
	return true;
}

const char *quantity_cut_hint(struct quantity_reader *reader, const struct unit *unit,
			      double value, double width)
{
	struct arena *arena = reader->arena;
	const char *text = unit->text ? unit->text : "", *blank = *text ? " " : "";
	const char *ends, *range;
	double min, max;

	if (!find_cut(reader->rule, unit->scale, value, width, &min, &max))
		return NULL;
	ends = arena_printf(arena, "min: %s%s%s",
			    quantity_round(arena, min, reader->mapped ? 2 : 4), blank, text);
	if (isfinite(max))
		ends = arena_printf(arena, "%s, max: %s%s%s", ends,
				    quantity_round(arena, max, 4), blank, text);
	range = arena_printf(arena, "'%s .. %s%s%s'", quantity_round(arena, value - width, 4),
			     quantity_round(arena, fmin(value + width, max), 4), blank, text);
	if (reader->mapped)
		return arena_printf(arena, "%s, or put %s beside it", range, ends);
	return arena_printf(arena, "%s or {value: %s ± %s%s%s, %s}", range,
			    quantity_round(arena, value, 6), quantity_round(arena, width, 4),
			    blank, text, ends);
}

/* "80 % ± 10 %" are points, or a share of the value: both, with what may be divided by cut. */
const char *quantity_points_hint(struct quantity_reader *reader, const struct number *value,
				 const struct number *width)
{
	const struct unit plain = {.text = "", .scale = 1};
	double base = quantity_base(value), points = quantity_base(width);
	double share = fabs(base) * points;
	const char *of_points, *of_share;

	if (!reader->rule->positive && !reader->rule->denominator)
		return arena_printf(reader->arena,
				    "%s points: write '%s ± %s'; %s %% of it: write '%s ± %s'",
				    width->typed, quantity_round(reader->arena, base, 6),
				    quantity_round(reader->arena, points, 6), width->typed,
				    quantity_round(reader->arena, base, 6),
				    quantity_round(reader->arena, share, 6));
	of_points = quantity_cut_hint(reader, &plain, base, points);
	of_share = quantity_cut_hint(reader, &plain, base, share);
	if (of_points && of_share)
		return arena_printf(reader->arena, "%s points: write %s; %s %% of it: write %s",
				    width->typed, of_points, width->typed, of_share);
	if (of_share)
		return arena_printf(reader->arena, "%s %% of it: write %s", width->typed,
				    of_share);
	return "write {triangular: [min, mode, max]} with a minimum above 0";
}

/* A lognormal of the same 95 % interval upwards: its GSD; 0 where there is none. */
static double gsd_of(const struct number *value, const struct number *width)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	double share = quantity_is_percent(width) ? quantity_base(width)
						  : quantity_base(width) / quantity_base(value);

	return share > 0 ? exp(log1p(share) / dist_quantile(&standard, 0.975)) : 0;
}

const char *quantity_factor_hint(struct quantity_reader *reader, const struct number *value,
				 const struct number *width)
{
	double gsd = gsd_of(value, width);
	const char *unit = value->united ? value->unit.text : "";

	if (!(gsd > 1) || !(value->value > 0) || !isfinite(gsd))
		return NULL;
	return arena_printf(reader->arena, "'%s%s%s x/ %s'", value->typed, *unit ? " " : "",
			    unit, quantity_round(reader->arena, gsd, 3));
}
