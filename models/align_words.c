/* Bridges in words. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

/* Three figures, as the range leaves sure at the most. */
static const char *number(struct arena *arena, double value)
{
	if (fabs(value) >= 1000)
		return arena_printf(arena, "%.0f", value);
	return arena_printf(arena, "%.3g", value);
}

static const char *with_range(struct arena *arena, const struct align_range *range)
{
	const char *central = number(arena, range->central);

	if (!(range->low < range->high))
		return central;
	return arena_printf(arena, "%s (%s - %s)", central, number(arena, range->low),
			    number(arena, range->high));
}

const char *align_how(struct arena *arena, const struct align_step_cells *step,
		      const struct align_range *factor)
{
	const char *blank = step->unit && *step->unit ? " " : "";

	if (!step->factor.known)
		return step->what ? step->what : "";
	if (step->status == ALIGN_APART)
		return step->what;
	if (step->operation == '=')
		return arena_printf(arena, "%s: %s%s%s", step->what, with_range(arena, factor),
				    blank, step->unit ? step->unit : "");
	return arena_printf(arena, "%c %s%s%s %s", step->operation, with_range(arena, factor),
			    blank, step->unit ? step->unit : "", step->what);
}
