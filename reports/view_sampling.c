/* How the samples were drawn, and what that gained. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/sobol.h"
#include "models/assess.h"
#include "reports/view.h"

size_t view_latin_inputs(const struct assessment *assessment)
{
	size_t draws = assessment->sheet ? sheet_draws(assessment->sheet) : 0;

	switch (assessment->record.sampler) {
	case SAMPLER_PLAIN:
		return 0;
	case SAMPLER_LATIN:
		return draws;
	case SAMPLER_SOBOL:
		break;
	}
	return draws > SOBOL_DIMENSIONS ? draws - SOBOL_DIMENSIONS : 0;
}

const char *view_sampler(struct arena *arena, const struct assessment *assessment)
{
	size_t latin = view_latin_inputs(assessment);

	switch (assessment->record.sampler) {
	case SAMPLER_PLAIN:
		return "";
	case SAMPLER_LATIN:
		return " by Latin hypercube";
	case SAMPLER_SOBOL:
		break;
	}
	if (!latin)
		return " by scrambled Sobol' sequence";
	return arena_printf(
	    arena,
	    " by scrambled Sobol' sequence (the last %zu of %zu inputs by Latin "
	    "hypercube)",
	    latin, sheet_draws(assessment->sheet));
}

double view_gain_of(const struct assessment *assessment)
{
	const struct impact *total = &assessment->totals[0];

	if (assessment->record.sampler == SAMPLER_PLAIN || total->status != IMPACT_COUNTED)
		return NAN;
	return run_gain(&total->statistics, assessment->record.samples);
}

/* One run tells the gain to a factor of three: the power of ten. */
const char *view_gain(struct arena *arena, const struct assessment *assessment)
{
	double gain = view_gain_of(assessment), power;

	if (!isfinite(gain) || gain <= 0)
		return "";
	power = round(log10(gain));
	if (power == 0)
		return " For the mean of the total they are worth about as many independent "
		       "ones.";
	return arena_printf(arena,
			    " For the mean of the total they are worth some %s times as many "
			    "independent ones.",
			    number_fixed(arena, pow(10, power), power < 0 ? (int)-power : 0));
}
