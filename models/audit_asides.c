/* What a figure may be that is worth a word and no verdict: a default in common use, offsets, a
 * share of another peak, the power of what ran for so short a time. */

#include <math.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"
#include "models/known.h"

struct asides {
	struct audit_run *run;
	size_t claim;
	const struct audit_case *audit_case;
	const struct claim *stated;
};

static const struct printed *printed(const struct asides *of, enum claim_figure figure)
{
	return of->stated->figures[figure];
}

static const char *cell(const struct published *figure, const char *column)
{
	size_t i;

	for (i = 0; i < FIGURE_COLUMNS; i++)
		if (text_same(figure_columns[i], column))
			return figure->cells[i];
	return "";
}

/* An average that another publication than the one before it states, too. */
static const char *in_common_use(const struct asides *of, struct interval wanted)
{
	size_t i, count;
	const struct published *figures = factors_figures(of->run->factors, &count), *first;
	struct unit unit = audit_data_unit(of->run, "kgCO2e/kWh");

	for (first = NULL, i = 0; i < count; i++) {
		const char *text = cell(&figures[i], "carbon_intensity_kg_per_kwh");
		double value;

		if (!text_number(text, strlen(text), &value) ||
		    !interval_holds(wanted, value * unit.scale) ||
		    !strstr(cell(&figures[i], "grid_or_region"), "average"))
			continue;
		if (!first)
			first = &figures[i];
		else if (!text_same(cell(first, "source"), cell(&figures[i], "source")))
			return arena_printf(
			    of->run->arena, "%s %s, %s, as %s and %s have it", text, unit.text,
			    cell(first, "grid_or_region"),
			    known_citation(of->run->arena, of->run->factors, first),
			    known_citation(of->run->arena, of->run->factors, &figures[i]));
	}
	return NULL;
}

/* What a tool takes where no place is given. */
static const char *of_a_tool(const struct asides *of, struct interval wanted)
{
	static const char *const places[] = {"WORLD", "US"};
	const struct region *region = of->stated->region;
	const struct factor **rows;
	size_t i, k, count;

	for (i = 0; i < sizeof places / sizeof *places; i++) {
		if (region && text_same(region->code, places[i]))
			continue;
		count = factors_list(
		    of->run->factors,
		    arena_printf(of->run->arena, "electricity/%s/*/gwp/*", places[i]), &rows);
		for (k = 0; k < count; k++)
			if (strchr(rows[k]->variant, '-') &&
			    interval_holds(
				wanted, unit_to_base(&rows[k]->quantity.unit, rows[k]->value)))
				return arena_printf(of->run->arena, "%g %s, %s in %s",
						    rows[k]->value, rows[k]->quantity.unit.text,
						    i ? "the United States" : "the world",
						    rows[k]->citation);
	}
	return NULL;
}

/* An intensity that tools and publications take for any place, to three digits. */
static void common_default(const struct asides *of)
{
	const double three_digits = 0.011;
	const struct printed *intensity = printed(of, CLAIM_INTENSITY);
	const char *whose;

	if (!intensity || !(intensity->value > 0) ||
	    intensity->exact.high > intensity->exact.low * (1 + three_digits))
		return;
	whose = in_common_use(of, intensity->exact);
	if (!whose)
		whose = of_a_tool(of, intensity->exact);
	if (whose)
		audit_find(of->run, of->claim, AUDIT_ROUND_DEFAULT, VERDICT_CONSISTENT,
			   "an intensity of %s is one that is taken for any place: %s",
			   intensity->text, whose)
		    ->place = intensity->place;
}

static void offsets(const struct asides *of)
{
	const struct printed *offset = printed(of, CLAIM_OFFSETS);
	const struct printed *emissions = printed(of, CLAIM_EMISSIONS);

	if (!offset)
		return;
	audit_find(
	    of->run, of->claim, AUDIT_MARKET, VERDICT_CONSISTENT,
	    "offsets of %s are stated%s%s: they take nothing off what was emitted and are "
	    "never netted here",
	    offset->text, emissions ? " beside " : "", emissions ? emissions->text : "")
	    ->place = offset->place;
}

/* A stated share of the peak that is not the one in 16 bit: which peak would give it. */
static void share_of_another_peak(const struct asides *of,
				  const struct audit_outcomes *outcomes)
{
	const struct audit_term *peak = of->audit_case->peak_term;
	const double as_stated = 1.15, percent = 100;
	struct unit unit = audit_data_unit(of->run, "TFLOP/s");
	size_t i;

	if (!peak || !printed(of, CLAIM_MFU))
		return;
	for (i = 0; i < outcomes->count; i++) {
		const struct audit_check *check = &outcomes->checks[i];
		double half = check->value, needed;

		if (!text_same(check->id, "mfu-from-compute") ||
		    check->outcome != OUTCOME_RANGE || !(check->stated > 0))
			continue;
		needed = peak->value * half / check->stated;
		if (fabs(log(check->stated / half)) < log(as_stated))
			continue;
		audit_find(
		    of->run, of->claim, AUDIT_RANGE, VERDICT_CONSISTENT,
		    "an MFU of %s is stated; of the peak in 16 bit (%.4g TFLOP/s) it is "
		    "%.3g %%: %s would be of a peak of %.3g TFLOP/s, another number format "
		    "or other hardware",
		    printed(of, CLAIM_MFU)->text, peak->value / unit.scale, half * percent,
		    printed(of, CLAIM_MFU)->text, needed / unit.scale)
		    ->place = printed(of, CLAIM_MFU)->place;
	}
}

/* The most that a machine, or so many accelerators of any kind, may draw. */
static bool most_drawn(const struct asides *of, double *most)
{
	const struct audit_case *audit_case = of->audit_case;
	const struct audit_term *tdp =
	    audit_case->tdp_term ? audit_case->tdp_term : audit_data_any_tdp(of->run);
	const struct audit_term *bounds = audit_case->bounds;
	struct audit_formula formula;

	if (!tdp || !bounds || !bounds[BOUND_POWER_TDP].text || !bounds[BOUND_PER_NODE].text)
		return false;
	formula_start(&formula);
	formula_join(&formula, '*', tdp);
	formula_join(&formula, '*', &bounds[BOUND_POWER_TDP]);
	if (audit_has(audit_case, CLAIM_ACCELERATORS))
		formula_figure(&formula, '*', audit_case, CLAIM_ACCELERATORS);
	else
		formula_join(&formula, '*', &bounds[BOUND_PER_NODE]);
	*most = formula_likely(&formula).high;
	return true;
}

/* An energy over the time by the clock, where nothing else says what was at work. */
static void power_over_time(const struct asides *of)
{
	const struct audit_case *audit_case = of->audit_case;
	const struct audit_value *energy = &audit_case->figures[CLAIM_ENERGY];
	const struct audit_value *hours = &audit_case->figures[CLAIM_HOURS];
	bool counted = audit_has(audit_case, CLAIM_ACCELERATORS);
	struct unit unit = audit_data_unit(of->run, "kW");
	struct interval power;
	struct audit_finding *finding;
	double most;

	if (!audit_has(audit_case, CLAIM_ENERGY) || !(hours->value > 0) || of->stated->per ||
	    audit_has(audit_case, CLAIM_POWER) || audit_has(audit_case, CLAIM_NODES) ||
	    (counted && audit_case->tdp_term) || !most_drawn(of, &most))
		return;
	power = interval_divide(energy->loose, hours->loose);
	if (power.low <= most)
		return;
	finding = audit_find(
	    of->run, of->claim, AUDIT_RANGE,
	    counted ? VERDICT_INCONSISTENT : VERDICT_CONSISTENT,
	    "%s in %s is a power of %s: more than %s draw%s, %s at most", energy->printed->text,
	    hours->printed->text,
	    audit_number(of->run->arena, energy->value / hours->value, power, &unit),
	    counted ? arena_printf(of->run->arena, "%s accelerators",
				   audit_case->figures[CLAIM_ACCELERATORS].printed->text)
		    : "one machine of any kind",
	    counted ? "" : "s",
	    arena_printf(of->run->arena, "%s kW",
			 audit_plain(of->run->arena, most / unit.scale, 2)));
	finding->has_value = true;
	finding->value = energy->value / hours->value / unit.scale;
	finding->unit = unit.text;
	finding->source = audit_case->bounds[BOUND_POWER_TDP].source;
}

/* What the emissions would be without the PUE that nobody states, where that alone was taken
 * from the database; 0 where it was not. */
static double without_pue(const struct asides *of, const struct audit_check *check)
{
	double value = 0;
	size_t i;

	for (i = 0; i < check->term_count; i++) {
		const struct audit_term *term = &check->terms[i];

		if (term->kind != TERM_LOOKED_UP && term->kind != TERM_BOUND)
			continue;
		if (!of->audit_case->pue_term ||
		    !text_same(term->name, of->audit_case->pue_term->name))
			return 0;
		value = check->value / term->value;
	}
	return value;
}

/* A PUE that is not stated lets short tons pass for tonnes. */
static void short_tons(const struct asides *of, const struct audit_outcomes *outcomes)
{
	double times =
	    audit_data_unit(of->run, "t").scale / audit_data_unit(of->run, "short_ton").scale;
	const struct printed *emissions = printed(of, CLAIM_EMISSIONS);
	struct unit unit = audit_data_unit(of->run, "tCO2e");
	size_t i;

	for (i = 0; emissions && i < outcomes->count; i++) {
		const struct audit_check *check = &outcomes->checks[i];
		double value = without_pue(of, check);

		if (check->outcome != OUTCOME_RANGE || check->result != CLAIM_EMISSIONS ||
		    !(value > 0) || check->stated < unit.scale ||
		    !interval_holds(check->stated_exact, value * times))
			continue;
		audit_find(
		    of->run, of->claim, AUDIT_UNIT_MASS, VERDICT_CONSISTENT,
		    "without a PUE between them it fits to the printed digits, too, if %s "
		    "are short tons: %s",
		    emissions->text, audit_number(of->run->arena, value, check->exact, &unit))
		    ->place = emissions->place;
		return;
	}
}

static bool meets_by_rounding(const struct audit_outcomes *outcomes)
{
	size_t i;

	for (i = 0; i < outcomes->count; i++)
		if (outcomes->checks[i].outcome == OUTCOME_ROUNDING)
			return outcomes->worst != OUTCOME_APART;
	return false;
}

void audit_asides(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes)
{
	struct asides of = {run, claim, audit_case, audit_case->claim};

	common_default(&of);
	offsets(&of);
	share_of_another_peak(&of, outcomes);
	power_over_time(&of);
	short_tons(&of, outcomes);
	if (meets_by_rounding(outcomes))
		audit_explain_digits(run, claim, audit_case);
}
