/* How the samples were drawn, and what that gained. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/sobol.h"
#include "models/assess.h"
#include "reports/view.h"

const char *view_sampler(struct arena *arena, const struct assessment *assessment)
{
	size_t draws = assessment->sheet ? sheet_draws(assessment->sheet) : 0;

	switch (assessment->record.sampler) {
	case SAMPLER_PLAIN:
		return "";
	case SAMPLER_LATIN:
		return " by Latin hypercube";
	case SAMPLER_SOBOL:
		break;
	}
	if (draws <= SOBOL_DIMENSIONS)
		return " by scrambled Sobol' sequence";
	return arena_printf(
	    arena,
	    " by scrambled Sobol' sequence (the last %zu of %zu inputs by Latin "
	    "hypercube)",
	    draws - SOBOL_DIMENSIONS, draws);
}

/* A variance of 16 replicates is known to a third of itself: one digit. */
const char *view_gain(struct arena *arena, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	const struct impact *total = &assessment->totals[0];
	double gain, unit;

	if (record->sampler == SAMPLER_PLAIN || total->status != IMPACT_COUNTED)
		return "";
	gain = run_gain(&total->statistics, record->samples);
	if (!isfinite(gain) || gain <= 0)
		return "";
	unit = pow(10, floor(log10(gain)));
	return arena_printf(arena,
			    " For the mean of the total they are worth about %s times as many "
			    "independent ones.",
			    number_fixed(arena, round(gain / unit) * unit, gain < 1 ? 1 : 0));
}
