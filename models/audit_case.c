/* A claim as the auditor takes it, without any assumption. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"

/* A whole number of machines, with all its digits. */
static bool is_count(enum claim_figure figure, const struct printed *printed)
{
	return (figure == CLAIM_ACCELERATORS || figure == CLAIM_NODES ||
		figure == CLAIM_PER_NODE) &&
	       !(printed->doubts & (PRINTED_ABOUT | PRINTED_RANGE | PRINTED_BOUND)) &&
	       !(round(printed->value) < printed->value ||
		 round(printed->value) > printed->value) &&
	       printed->exact.high - printed->exact.low <= 1 + 1 / fabs(printed->value);
}

/* Thousands of machines may be told in round numbers: "2000" for 2048. */
static bool may_be_round(enum claim_figure figure, double count)
{
	const double least = 1000;

	return figure != CLAIM_PER_NODE && count >= least;
}

/* What a PUE and a share can be: facility energy holds that of the machines, and a share is
 * more than nothing and no more than all. */
static struct interval possible(enum claim_figure figure, const struct printed *printed)
{
	const double half = 0.05; /* a bare 1 says that there is none */

	if (figure == CLAIM_PUE && printed->value >= 1)
		return (struct interval){1,
					 text_same(printed->digits, "1") ? 1 + half : INFINITY};
	if ((figure == CLAIM_MFU || figure == CLAIM_UTILIZATION) && printed->value > 0 &&
	    printed->value <= 1)
		return (struct interval){0, 1};
	return (struct interval){-INFINITY, INFINITY};
}

struct audit_value audit_value_of(enum claim_figure figure, const struct printed *printed)
{
	if (is_count(figure, printed))
		return (struct audit_value){
		    .stated = true,
		    .value = printed->value,
		    .exact = interval_of(printed->value),
		    .loose = may_be_round(figure, printed->value) &&
				     printed->loose.high > printed->exact.high
				 ? printed->loose
				 : interval_of(printed->value),
		    .unit = printed->unit,
		    .printed = printed,
		};
	return (struct audit_value){
	    .stated = true,
	    .value = printed->value,
	    .exact = interval_common(printed->exact, possible(figure, printed)),
	    .loose = interval_common(printed->loose, possible(figure, printed)),
	    .unit = printed->unit,
	    .printed = printed,
	};
}

struct printed audit_taken(enum claim_figure figure, const struct printed *printed)
{
	struct audit_value value = audit_value_of(figure, printed);
	struct printed taken = *printed;

	taken.exact = value.exact;
	taken.loose = value.loose;
	return taken;
}

/* A range as a value that is not stated. */
static void silent(struct audit_value *value, const struct audit_term **kept,
		   const struct audit_term *term)
{
	*kept = term;
	if (term)
		*value = (struct audit_value){
		    .stated = true,
		    .value = term->value,
		    .exact = term->exact,
		    .loose = term->loose,
		    .unit = term->unit,
		};
}

/* Hours of all accelerators that are their number times whole hours, or tenths of a day, may
 * have been rounded as hours by the clock: 5056 = 64 x 79. */
static void round_by_clock(struct audit_case *audit_case)
{
	static const struct {
		double step; /* hours */
	} clocks[] = {{1}, {24.0 / 10}};
	struct audit_value *hours = &audit_case->figures[CLAIM_ACCELERATOR_HOURS];
	const struct audit_value *count = &audit_case->figures[CLAIM_ACCELERATORS];
	size_t i;

	if (!hours->stated || !count->stated || !(count->value > 1))
		return;
	for (i = 0; i < sizeof clocks / sizeof *clocks; i++) {
		double step = clocks[i].step * count->value;
		double whole = round(hours->value / step) * step;

		if (whole > 0 && interval_holds(hours->exact, whole))
			hours->loose =
			    interval_hull(hours->loose, (struct interval){whole - step / 2,
									  whole + step / 2});
	}
}

static bool states(const struct audit_case *audit_case, enum claim_figure figure)
{
	return audit_case->figures[figure].stated;
}

/* What the database says, as far as a check of this claim may ask for it. */
static void look_up(struct audit_run *run, struct audit_case *audit_case)
{
	const struct claim *claim = audit_case->claim;
	bool operations =
	    states(audit_case, CLAIM_COMPUTE) ||
	    (states(audit_case, CLAIM_PARAMETERS) && states(audit_case, CLAIM_TOKENS));
	bool power = states(audit_case, CLAIM_POWER);

	if (!states(audit_case, CLAIM_PUE))
		silent(&audit_case->pue, &audit_case->pue_term, audit_data_pue(run, claim));
	silent(&audit_case->intensity, &audit_case->intensity_term,
	       audit_data_intensity(run, claim));
	silent(&audit_case->tdp, &audit_case->tdp_term, audit_data_tdp(run, claim));
	if (power && !audit_case->tdp.stated && !states(audit_case, CLAIM_TDP))
		silent(&audit_case->any_tdp, &audit_case->any_tdp_term,
		       audit_data_any_tdp(run));
	silent(&audit_case->host, &audit_case->host_term, audit_data_host(run));
	if (!operations)
		return;
	silent(&audit_case->peak, &audit_case->peak_term, audit_data_peak(run, claim));
	audit_case->flop_term = audit_data_flop(run);
}

/* "27 kWh" for the 27 kW that something draws: the energy of an hour, where hours are stated.
 */
static void power_of_hour(struct audit_run *run, struct audit_case *audit_case)
{
	struct audit_value *power = &audit_case->figures[CLAIM_POWER];
	struct unit hour = unit_of("h");

	if (!power->stated || power->unit.dimensions.exponent[DIMENSION_TIME] != 0 ||
	    !(states(audit_case, CLAIM_HOURS) || states(audit_case, CLAIM_ACCELERATOR_HOURS) ||
	      states(audit_case, CLAIM_NODE_HOURS)))
		return;
	power->unit.dimensions = dimensions_divide(power->unit.dimensions, hour.dimensions);
	power->unit.text = arena_printf(run->arena, "%s/h", power->unit.text);
}

struct audit_case audit_case_of(struct audit_run *run, const struct claim *claim)
{
	struct audit_case audit_case = {
	    .claim = claim, .metered = claim->metered, .power_of = claim->power_of};
	size_t i;

	for (i = 0; i < CLAIM_FIGURES; i++)
		if (claim->figures[i])
			audit_case.figures[i] =
			    audit_value_of((enum claim_figure)i, claim->figures[i]);
	power_of_hour(run, &audit_case);
	round_by_clock(&audit_case);
	look_up(run, &audit_case);
	audit_case.bounds = audit_data_bounds(run);
	return audit_case;
}
