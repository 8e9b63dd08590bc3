/* Means and standard deviations that mean nothing, or miss a tail: dropped, or told of. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/freeze.h"

/* Half a unit of the last of three digits. */
#define LEAST_SHOWN 0.005
/* What is wider has a mean that few of its samples make. */
#define WIDE_CV 2
#define ERRORS	3
/* A standard deviation that is off by this factor has no digit left. */
#define TIMES 1.5
/* Of the size of what is added up: less is rounding. */
#define ROUNDING 1e-8

void freeze_drop_moments(struct impact *impact)
{
	struct statistics *statistics = &impact->statistics;

	if (!statistics->finite || impact->exact.tail < TAIL_NO_VARIANCE)
		return;
	statistics->mean = statistics->sd = NAN;
	statistics->error.mean = statistics->error.sd = NAN;
}

static bool is_wide(const struct exact *exact)
{
	return !exact->finite_variance || exact->sd >= WIDE_CV * fabs(exact->mean);
}

/* Without an sd of the samples there is nothing to miss. */
static bool sd_is_off(const struct impact *impact)
{
	double ratio = impact->exact.sd / impact->statistics.sd;

	return impact->statistics.sd > 0 && (ratio > TIMES || ratio < 1 / TIMES);
}

static bool mean_is_off(const struct impact *impact)
{
	const struct statistics *statistics = &impact->statistics;
	double off = fabs(statistics->mean - impact->exact.mean);
	double least = is_wide(&impact->exact) && sd_is_off(impact) ? 0 : ERRORS;

	return off > LEAST_SHOWN * fabs(impact->exact.mean) &&
	       off > ROUNDING * impact->exact.magnitude && off > least * statistics->error.mean;
}

bool impact_misses_tail(const struct impact *impact)
{
	const struct exact *exact = &impact->exact;

	if (!impact->statistics.finite || !exact->known)
		return false;
	if (exact->tail >= TAIL_NO_VARIANCE)
		return true;
	return mean_is_off(impact) || (is_wide(exact) && sd_is_off(impact));
}

static const char *missed(struct arena *arena, const struct impact *impact, const char *symbol)
{
	const struct exact *exact = &impact->exact;

	if (exact->tail >= TAIL_NO_VARIANCE)
		return arena_printf(arena,
				    "its variance is not finite: it has no standard "
				    "uncertainty u, and a mean of samples says little of its "
				    "mean, %.3g %s; median and range hold",
				    exact->mean, symbol);
	if (!is_wide(exact))
		return arena_printf(
		    arena,
		    "the samples' mean is more than three of its standard errors from the "
		    "exact mean, %.4g %s",
		    exact->mean, symbol);
	return arena_printf(arena,
			    "the samples' mean misses a long tail: the exact mean is %.3g %s, "
			    "the exact u %.2g %s",
			    exact->mean, symbol, exact->sd, symbol);
}

static const char *remark(const struct freeze *freeze, const struct impact *total,
			  const char *symbol)
{
	struct arena *arena = freeze->build->arena;

	if (impact_misses_tail(total))
		return missed(arena, total, symbol);
	if (total->exact.tail == TAIL_NO_MEAN)
		return "it has no mean and no standard uncertainty u, so heavy are its tails; "
		       "median and range hold";
	if (total->exact.tail == TAIL_NO_VARIANCE)
		return "its variance is not finite: it has no standard uncertainty u; median "
		       "and range hold";
	if (total->exact.known ||
	    !run_is_dominated(&total->statistics, freeze->result->record.samples))
		return NULL;
	return arena_printf(arena,
			    "one of the samples makes %.0f %% of their variance: their mean "
			    "and u are not to be trusted; median and range hold",
			    100 * total->statistics.heaviest);
}

void freeze_note_moments(struct freeze *freeze)
{
	const struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;

	for (size_t c = 0; c < result->criterion_count; c++) {
		struct impact *total = &result->totals[c];
		const struct criterion *criterion = result->criteria[c];
		const char *text;

		if (total->status != IMPACT_COUNTED || !total->statistics.finite)
			continue;
		if (total->exact.known && mean_is_off(total))
			total->exact.magnitude =
			    exact_magnitude(freeze->build->sheet, total->cell) /
			    criterion->unit.scale;
		text = remark(freeze, total, criterion->symbol);
		if (text)
			build_note(freeze->build, arena_printf(arena, "the total of %s: %s",
							       criterion->id, text));
	}
}
