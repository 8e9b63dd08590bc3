/* Models so small that runs reach little of the peak. */

#include "models/small_model.h"

#include <math.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const struct factor *limit(struct factors *factors)
{
	return factors_by_id(factors, "default/-/-/small-model");
}

bool small_model(struct factors *factors, double parameters)
{
	const struct factor *below = limit(factors);

	return below && parameters < dist_central(&below->quantity.dist);
}

/* "0.04 to 0.26": what the runs behind a row reached, but for those told of running steps; NULL
 * where there are none. */
static const char *reached(struct arena *arena, struct factors *factors, const char *row)
{
	const struct factor **runs;
	size_t count = factors_list(factors, arena_printf(arena, "%s/*", row), &runs);
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < count; i++) {
		double share = dist_central(&runs[i]->quantity.dist);

		if (text_starts(runs[i]->variant, "running-"))
			continue;
		least = fmin(least, share);
		most = fmax(most, share);
	}
	return most > 0 ? arena_printf(arena, "%.2f to %.2f", least, most) : NULL;
}

const char *small_model_note(struct arena *arena, struct factors *factors, const char *state)
{
	const double billion = 1e9;
	const struct factor *below = limit(factors);
	const char *small = reached(arena, factors, "default/-/-/mfu-small");
	const char *large = reached(arena, factors, "default/-/-/mfu");

	if (!below || !small || !large)
		return "";
	return arena_printf(arena,
			    "published runs of models below %g billion parameters reached from "
			    "%s of the peak, those of larger ones %s: a larger model may come "
			    "out lower; state %s where you know yours",
			    dist_central(&below->quantity.dist) / billion, small, large, state);
}
