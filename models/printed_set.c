/* What rounding may have taken from a figure. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/printed_parts.h"

/* From value - step/2 to value + step/2, in base units. */
static struct interval rounded(struct arena *arena, const struct printed_decimal *decimal,
			       const struct unit *unit, bool loose, bool about)
{
	double value = printed_decimal_value(arena, decimal);
	double half = printed_decimal_step(arena, decimal, loose, about) / 2;
	struct interval a = {unit_to_base(unit, value - half),
			     unit_to_base(unit, value + half)};

	return interval_scale(a, 1);
}

/* "Less than 5": from nothing on; "more than 5": to anything. The end that is stated is the
 * number, and what it may have been rounded from. */
static void open_end(struct printed *printed, bool most)
{
	double least = printed->value > 0 ? 0 : -INFINITY;

	printed->exact =
	    (struct interval){most ? least : printed->value, most ? printed->value : INFINITY};
	printed->loose = most ? (struct interval){least, printed->loose.high}
			      : (struct interval){printed->loose.low, INFINITY};
	printed->doubts = (printed->doubts & ~(unsigned)PRINTED_ABOUT) | PRINTED_BOUND;
}

void printed_set_one(struct printed_reading *reading)
{
	struct printed *printed = reading->printed;
	bool about = (printed->doubts & PRINTED_ABOUT) && reading->before <= BEFORE_ABOUT;

	printed->value = unit_to_base(&printed->unit,
				      printed_decimal_value(reading->arena, &reading->first));
	printed->exact = rounded(reading->arena, &reading->first, &printed->unit, false, false);
	printed->loose = rounded(reading->arena, &reading->first, &printed->unit, true, about);
	if (reading->before > BEFORE_ABOUT && reading->between == BETWEEN_NOTHING)
		open_end(printed, reading->before == BEFORE_MOST);
}

bool printed_set_ends(struct printed_reading *reading, const struct unit *second)
{
	struct printed *printed = reading->printed;
	struct arena *arena = reading->arena;
	double low =
	    unit_to_base(&printed->unit, printed_decimal_value(arena, &reading->first));
	double high = unit_to_base(second, printed_decimal_value(arena, &reading->second));

	if (low > high)
		return false;
	printed->value = (low + high) / 2;
	printed->exact = (struct interval){low, high};
	printed->loose =
	    interval_hull(rounded(arena, &reading->first, &printed->unit, true, false),
			  rounded(arena, &reading->second, second, true, false));
	printed->doubts |= PRINTED_RANGE;
	return true;
}

void printed_set_deviation(struct printed_reading *reading, const struct unit *second,
			   bool relative)
{
	struct printed *printed = reading->printed;
	double deviation =
	    fabs(unit_to_base(second, printed_decimal_value(reading->arena, &reading->second)));

	printed_set_one(reading);
	if (relative)
		deviation *= fabs(printed->value);
	printed->exact =
	    (struct interval){printed->value - deviation, printed->value + deviation};
	printed->loose = interval_hull(printed->loose, printed->exact);
	printed->doubts |= PRINTED_RANGE;
}
