/* Mean and standard uncertainty of a total: of the samples, unless they miss what is known. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"

/* The exact ones have no errors. */
static struct statistics shown_of(const struct impact *impact)
{
	struct statistics shown = impact->statistics;

	if (impact_misses_tail(impact)) {
		shown.mean = impact->exact.mean;
		shown.sd = impact->exact.sd;
		shown.error.mean = shown.error.sd = 0;
	}
	return shown;
}

const char *view_mean(struct arena *arena, const struct impact *impact, struct shown_unit unit)
{
	struct statistics shown = shown_of(impact);
	const char *text;

	if (impact->exact.tail == TAIL_NO_MEAN)
		return "none";
	if (isnan(shown.mean))
		return "not known";
	text = number_mean(arena, &shown, unit);
	return impact_misses_tail(impact) ? arena_printf(arena, "%s (exact)", text) : text;
}

const char *view_u(struct arena *arena, const struct impact *impact, struct shown_unit unit)
{
	struct statistics shown = shown_of(impact);
	const char *text;

	if (impact->exact.tail >= TAIL_NO_VARIANCE)
		return "not finite";
	if (isnan(shown.sd))
		return "too small to tell";
	text = number_u(arena, &shown, unit);
	if (impact_misses_tail(impact))
		return arena_printf(arena, "%s %s (exact)", text, unit.text);
	return arena_printf(arena, "%s %s", text, unit.text);
}
