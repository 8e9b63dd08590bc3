/* Bridges in words. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

enum { CENTRAL_DIGITS = 3, END_DIGITS = 2 };

static const double hundred = 100;

/* So many significant digits, never as a power of ten. */
static const char *number(struct arena *arena, double value, int digits)
{
	int places = digits - 1;

	if (fabs(value) > 0)
		places -= (int)floor(log10(fabs(value)));
	return arena_printf(arena, "%.*f", places > 0 ? places : 0, value);
}

static const char *with_range(struct arena *arena, const struct align_range *range,
			      double times)
{
	const char *central = number(arena, range->central * times, CENTRAL_DIGITS);

	if (!(range->low < range->high))
		return central;
	return arena_printf(arena, "%s (%s - %s)", central,
			    number(arena, range->low * times, END_DIGITS),
			    number(arena, range->high * times, END_DIGITS));
}

const char *align_how(struct arena *arena, const struct align_step_cells *step,
		      const struct align_range *factor)
{
	const char *blank = step->unit && *step->unit ? " " : "";

	if (!step->factor.known)
		return step->what ? step->what : "";
	if (step->status == ALIGN_APART)
		return step->what;
	if (step->operation == '%')
		return arena_printf(arena, "+ %s %% %s", with_range(arena, factor, hundred),
				    step->what);
	if (step->operation == '=')
		return arena_printf(arena, "%s: %s%s%s", step->what,
				    with_range(arena, factor, 1), blank, step->unit);
	return arena_printf(arena, "%c %s%s%s %s", step->operation,
			    with_range(arena, factor, 1), blank, step->unit, step->what);
}
