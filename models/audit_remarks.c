/* What is not wrong with a claim and should be known. */

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"

struct remarks {
	struct audit_run *run;
	size_t claim;
	const struct audit_case *audit_case;
	const struct claim *stated;
	struct audit_scene scene;
};

static bool has(const struct remarks *remarks, enum claim_figure figure)
{
	return audit_has(remarks->audit_case, figure);
}

static const struct printed *printed(const struct remarks *remarks, enum claim_figure figure)
{
	return remarks->stated->figures[figure];
}

/* The design power, where there is one and no other may be meant. */
static bool design_power(const struct remarks *remarks, struct interval *power)
{
	const struct audit_case *audit_case = remarks->audit_case;

	if (has(remarks, CLAIM_TDP)) {
		*power = audit_case->figures[CLAIM_TDP].exact;
		return true;
	}
	*power = audit_case->tdp.exact;
	return audit_case->tdp.stated;
}

static void tdp_as_draw(const struct remarks *remarks)
{
	const struct audit_value *figures = remarks->audit_case->figures;
	struct audit_scene scene = remarks->scene;
	struct audit_formula energy;
	struct interval power;

	if (!design_power(remarks, &power))
		return;
	if (has(remarks, CLAIM_POWER)) {
		if (scene.reading.power_of == POWER_ACCELERATOR &&
		    (interval_holds(figures[CLAIM_POWER].exact, power.high) ||
		     interval_holds(figures[CLAIM_POWER].exact, power.low)))
			audit_find(
			    remarks->run, remarks->claim, AUDIT_TDP_AS_DRAW, VERDICT_CONSISTENT,
			    "the power of %s is the design power of the accelerator: the "
			    "energy is an estimate, no measurement",
			    printed(remarks, CLAIM_POWER) ? printed(remarks, CLAIM_POWER)->text
							  : "");
		return;
	}
	if (scene.reading.at_tdp) {
		audit_find(remarks->run, remarks->claim, AUDIT_TDP_AS_DRAW, VERDICT_CONSISTENT,
			   "the figures follow from the hours times the design power that is "
			   "stated: an estimate, no measurement");
		return;
	}
	scene.reading.power_of = POWER_ACCELERATOR;
	formula_start(&energy);
	if (!has(remarks, CLAIM_ENERGY) || !audit_power_hours(&scene, &energy) || energy.broken)
		return;
	audit_times_pue(&scene, &energy, has(remarks, CLAIM_PUE) && scene.reading.energy_pue);
	if (interval_holds(figures[CLAIM_ENERGY].exact, energy.value * power.low) ||
	    interval_holds(figures[CLAIM_ENERGY].exact, energy.value * power.high))
		audit_find(remarks->run, remarks->claim, AUDIT_TDP_AS_DRAW, VERDICT_CONSISTENT,
			   "the energy is the hours times the design power%s: no measurement",
			   has(remarks, CLAIM_TDP) ? " that is stated" : " of the accelerator");
}

/* The power of all accelerators beside the design power of as many. */
static void share_of_design(const struct remarks *remarks)
{
	const struct audit_value *figures = remarks->audit_case->figures;
	struct arena *arena = remarks->run->arena;
	struct audit_finding *finding;
	struct interval design, share;
	const double percent = 100;
	double each;

	if (remarks->audit_case->power_of != POWER_ALL || !has(remarks, CLAIM_POWER) ||
	    !has(remarks, CLAIM_ACCELERATORS) || !printed(remarks, CLAIM_POWER) ||
	    !design_power(remarks, &design) || !(design.low > 0))
		return;
	each = figures[CLAIM_POWER].value / figures[CLAIM_ACCELERATORS].value;
	share = (struct interval){each / design.high, each / design.low};
	finding =
	    audit_find(remarks->run, remarks->claim, AUDIT_TDP_AS_DRAW, VERDICT_CONSISTENT,
		       "%s is %s W of each of %s accelerators, %.0f%s %% of the design power",
		       printed(remarks, CLAIM_POWER)->text,
		       audit_plain(arena, each / unit_of("W").scale, 4),
		       printed(remarks, CLAIM_ACCELERATORS)->text, percent * share.low,
		       share.high > share.low * 1.01
			   ? arena_printf(arena, " to %.0f", percent * share.high)
			   : "");
	finding->has_value = true;
	finding->value = share.high;
}

static size_t digits_of(const char *text)
{
	size_t count = 0;
	bool leading = true;

	for (; *text && *text != 'e' && *text != 'E'; text++)
		if (isdigit((unsigned char)*text)) {
			leading = leading && *text == '0';
			count += !leading;
		}
	return count;
}

/* A number of one digit, to three digits at least. */
static bool is_round(const struct audit_implied *implied)
{
	const double sharp = 0.01, near = 0.0005;
	double value = implied->value / unit_of("gCO2e/kWh").scale;
	double step = pow(10, floor(log10(value * (1 + near))));
	double whole = round(value / step) * step;

	return fabs(value - whole) <= near * whole &&
	       implied->exact.high - implied->exact.low <= sharp * implied->value;
}

/* Nobody states it, and it follows. */
static void implied_default(const struct remarks *remarks)
{
	const struct audited *audited = &remarks->run->audited[remarks->claim];
	struct arena *arena = remarks->run->arena;
	struct audit_finding *finding;
	size_t i;

	for (i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];

		if (!text_starts(implied->id, "intensity") || implied->side ||
		    !(implied->value > 0) || !is_round(implied))
			continue;
		finding = audit_find(
		    remarks->run, remarks->claim, AUDIT_ROUND_DEFAULT, VERDICT_CONSISTENT,
		    "%s is %s, a round number: rather a default that was taken than the "
		    "figure of a grid",
		    implied->name,
		    audit_number(arena, implied->value, implied->loose, &implied->unit));
		finding->has_value = true;
		finding->value = implied->value / implied->unit.scale;
		finding->unit = implied->unit.text;
		return;
	}
}

static void round_default(const struct remarks *remarks)
{
	const struct printed *intensity = printed(remarks, CLAIM_INTENSITY);

	if (!intensity && !remarks->stated->region)
		implied_default(remarks);
	if (!intensity || !(intensity->value > 0) || digits_of(intensity->digits) != 1)
		return;
	audit_find(
	    remarks->run, remarks->claim, AUDIT_ROUND_DEFAULT, VERDICT_CONSISTENT,
	    "an intensity of %s is a round number: rather a default than the figure of a "
	    "grid%s",
	    intensity->text,
	    remarks->stated->region
		? arena_printf(remarks->run->arena, "; that of %s is %s",
			       remarks->stated->region->name,
			       remarks->audit_case->intensity_term
				   ? remarks->audit_case->intensity_term->text
				   : "not known")
		: "");
}

static size_t count_relations(const struct audit_outcomes *outcomes)
{
	size_t i, count = 0;

	for (i = 0; i < outcomes->count; i++)
		if (outcomes->checks[i].outcome != OUTCOME_SET_ASIDE &&
		    audit_is_relation(&outcomes->checks[i]))
			count++;
	return count;
}

/* Whether a figure follows from others, not only lies in a range. */
static bool any_meets(const struct audit_outcomes *outcomes)
{
	for (size_t i = 0; i < outcomes->count; i++)
		if (outcomes->checks[i].outcome <= OUTCOME_ROUNDING &&
		    audit_is_relation(&outcomes->checks[i]))
			return true;
	return false;
}

/* A comma that a check confirms needs no word; of a decimal one a range says too little. */
static void units(const struct remarks *remarks, bool confirmed, bool met)
{
	size_t i;

	for (i = 0; i < CLAIM_FIGURES; i++) {
		const struct printed *figure = remarks->stated->figures[i];
		struct unit ton, tonne, ton_shown;

		if (!figure || !figure->doubts)
			continue;
		ton = audit_data_unit(remarks->run, "short_ton");
		tonne = audit_data_unit(remarks->run, "t");
		ton_shown = audit_data_unit(remarks->run, "tCO2e");
		if (figure->doubts & PRINTED_TON && figure->value != 0)
			audit_find(remarks->run, remarks->claim, AUDIT_TON, VERDICT_CONSISTENT,
				   "'%s' is read as tonnes; of short tons it would be %s",
				   figure->text,
				   audit_number(remarks->run->arena,
						figure->value * ton.scale / tonne.scale,
						figure->loose, &ton_shown));
		if (figure->doubts & PRINTED_COMMA && !confirmed)
			audit_find(
			    remarks->run, remarks->claim, AUDIT_READ_AS, VERDICT_CONSISTENT,
			    "the comma of %s is read as one between thousands", figure->text);
		if (figure->doubts & PRINTED_DECIMAL_COMMA && !met)
			audit_find(remarks->run, remarks->claim, AUDIT_READ_AS,
				   VERDICT_CONSISTENT,
				   "the comma of %s is read as a decimal point", figure->text);
		if (figure->doubts & PRINTED_FLOPS)
			audit_find(remarks->run, remarks->claim, AUDIT_READ_AS,
				   VERDICT_CONSISTENT,
				   "'%s' is read as operations, not as operations per second",
				   figure->text);
		if (figure->doubts & PRINTED_CARBON)
			audit_find(remarks->run, remarks->claim, AUDIT_READ_AS,
				   VERDICT_CONSISTENT,
				   "%s is a mass of carbon: as CO2 it is 44/12 times that",
				   figure->text);
		else if (figure->doubts & PRINTED_MASS && strstr(figure->unit.text, "carbon"))
			audit_find(remarks->run, remarks->claim, AUDIT_READ_AS,
				   VERDICT_CONSISTENT,
				   "'%s' is read as CO2; as a mass of carbon it would be 44/12 "
				   "times that in CO2",
				   figure->text);
	}
}

static void read_as(const struct remarks *remarks)
{
	size_t i;

	for (i = 0; i < remarks->stated->remark_count; i++) {
		const struct claim_remark *remark = &remarks->stated->remarks[i];
		struct audit_finding *finding;

		finding = audit_find(remarks->run, remarks->claim,
				     remark->kind == REMARK_NOT_A_NUMBER ? AUDIT_NOT_A_NUMBER
									 : AUDIT_READ_AS,
				     VERDICT_CONSISTENT, "%s", remark->text);
		finding->place = remark->place;
	}
}

/* A PUE that nobody states, and that alone lets figures meet. */
static void pue_between(const struct remarks *remarks, const struct audit_outcomes *outcomes)
{
	size_t i, j;

	for (i = 0; i < outcomes->count; i++) {
		const struct audit_check *check = &outcomes->checks[i];
		const struct audit_term *pue = NULL;
		struct audit_finding *finding;

		if (check->outcome != OUTCOME_RANGE)
			continue;
		for (j = 0; j < check->term_count; j++) {
			const struct audit_term *term = &check->terms[j];

			if (term->kind != TERM_LOOKED_UP && term->kind != TERM_BOUND)
				continue;
			if (term != remarks->audit_case->pue_term &&
			    (pue ||
			     !text_same(term->name, remarks->audit_case->pue_term->name)))
				break;
			pue = term;
		}
		if (!pue || j < check->term_count)
			continue;
		finding = audit_find(
		    remarks->run, remarks->claim, AUDIT_NOT_STATED, VERDICT_CONSISTENT,
		    "%s and what it follows from fit with a PUE of %.3g between "
		    "them, which is not stated",
		    check->result == CLAIM_ENERGY ? "the energy" : "the emissions",
		    check->stated * pue->value / check->value);
		finding->has_value = true;
		finding->value = check->stated * pue->value / check->value;
		finding->source = pue->source;
	}
}

/* A power that is taken for that of all, or of a machine, because no number is stated. */
static void count_not_stated(const struct remarks *remarks,
			     const struct audit_outcomes *outcomes)
{
	size_t i;

	if (!has(remarks, CLAIM_POWER) || remarks->audit_case->power_of != POWER_UNSAID ||
	    has(remarks, CLAIM_ACCELERATORS) || has(remarks, CLAIM_PER_NODE) ||
	    has(remarks, CLAIM_ACCELERATOR_HOURS))
		return;
	for (i = 0; i < outcomes->count; i++) {
		const struct audit_check *check = &outcomes->checks[i];

		if (check->outcome != OUTCOME_APART || !text_ends(check->id, "-from-hours") ||
		    !(check->stated > check->value))
			continue;
		audit_find(remarks->run, remarks->claim, AUDIT_NOT_STATED, VERDICT_CONSISTENT,
			   "not stated, and needed to check this: the number of "
			   "accelerators%s; it would be %s",
			   has(remarks, CLAIM_NODE_HOURS) ? " in a machine" : "",
			   audit_plain(remarks->run->arena, check->stated / check->value, 3));
		return;
	}
}

static void add_word(struct audit_run *run, const char **list, const char *word)
{
	*list = **list ? arena_printf(run->arena, "%s, %s", *list, word) : word;
}

/* What would let more be checked. */
static void not_stated(const struct remarks *remarks, const struct audit_outcomes *outcomes)
{
	const char *lacks = "";
	struct audit_scene scene = remarks->scene;
	struct audit_formula hours;
	bool emissions = has(remarks, CLAIM_EMISSIONS);
	bool energy = remarks->audit_case->figures[CLAIM_ENERGY].stated, drawn;
	size_t relations = count_relations(outcomes);

	if (text_same_nocase(remarks->stated->stage, "embodied") ||
	    remarks->stated->equivalent_count || has(remarks, CLAIM_ENERGY_PER_UNIT))
		return;
	if (relations && !emissions)
		return;
	formula_start(&hours);
	drawn = audit_power_hours(&scene, &hours) && !hours.broken;
	if (!energy && !drawn)
		add_word(remarks->run, &lacks, "the energy, or hours and power");
	if (!energy && drawn && !has(remarks, CLAIM_POWER))
		add_word(remarks->run, &lacks, "the energy or the power");
	if (!has(remarks, CLAIM_INTENSITY))
		add_word(remarks->run, &lacks,
			 remarks->stated->region ? "the carbon intensity"
						 : "the carbon intensity or the region");
	if (!emissions)
		add_word(remarks->run, &lacks, "the emissions");
	if (!has(remarks, CLAIM_PUE) && (energy || drawn) &&
	    remarks->stated->metered != METERED_FACILITY)
		add_word(remarks->run, &lacks, "the PUE");
	if (!*lacks)
		return;
	audit_find(remarks->run, remarks->claim, AUDIT_NOT_STATED, VERDICT_CONSISTENT,
		   "not stated, and needed to check %s: %s", relations ? "more" : "anything",
		   lacks);
}

void audit_remark(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes)
{
	struct remarks remarks = {
	    .run = run,
	    .claim = claim,
	    .audit_case = audit_case,
	    .stated = audit_case->claim,
	    .scene = {audit_case, audit_best_reading(audit_case)},
	};

	tdp_as_draw(&remarks);
	share_of_design(&remarks);
	round_default(&remarks);
	audit_stages_left_out(run, claim, audit_case);
	units(&remarks, count_relations(outcomes) && outcomes->worst < OUTCOME_APART,
	      any_meets(outcomes));
	read_as(&remarks);
	if (audit_case->pue_term)
		pue_between(&remarks, outcomes);
	count_not_stated(&remarks, outcomes);
	not_stated(&remarks, outcomes);
}
