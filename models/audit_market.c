/* What contracts and offsets do to a figure: nothing stated where the grid emits, and
 * intensities that are not the grid's. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"

/* Where so little of what the grid gives is stated, contracts may account for it. */
static const double near_nothing = 0.02;

struct market {
	struct audit_run *run;
	size_t claim;
	const struct audit_case *audit_case;
	struct audit_scene scene;
	enum claim_figure emissions; /* of all, or of one */
	const struct audit_value *stated;
};

static bool has(const struct market *market, enum claim_figure figure)
{
	return audit_has(market->audit_case, figure);
}

static bool is_nothing(const struct audit_value *stated)
{
	return !(stated->value > 0);
}

/* Energy x the intensity that is stated beside a figure of nothing, else that of the region. */
static bool by_grid(const struct market *market, struct audit_formula *formula)
{
	const struct audit_case *audit_case = market->audit_case;
	const struct audit_reading *reading = &market->scene.reading;
	const struct audit_value *intensity = &audit_case->figures[CLAIM_INTENSITY];
	int pue = reading->emissions_pue - reading->energy_pue;

	formula_start(formula);
	if (market->emissions == CLAIM_EMISSIONS_PER_UNIT) {
		formula_figure(formula, '*', audit_case, CLAIM_ENERGY_PER_UNIT);
	} else if (has(market, CLAIM_ENERGY)) {
		formula_figure(formula, '*', audit_case, CLAIM_ENERGY);
	} else {
		if (!audit_power_hours(&market->scene, formula))
			return false;
		formula_figure(formula, '*', audit_case, CLAIM_POWER);
		pue = reading->emissions_pue;
	}
	if (has(market, CLAIM_PUE) && pue > 0)
		audit_times_pue(&market->scene, formula, pue);
	if (intensity->stated && intensity->value > 0 && is_nothing(market->stated))
		formula_figure(formula, '*', audit_case, CLAIM_INTENSITY);
	else
		formula_join(formula, '*', audit_data_grid(market->run, audit_case->claim));
	return !formula->broken;
}

/* "412 MWh x 0.231 kgCO2e/kWh = 95.17 t" */
static const char *grid_words(const struct market *market, const struct audit_formula *grid)
{
	struct arena *arena = market->run->arena;
	const struct unit *unit = &market->stated->unit;
	const struct audit_term *last = &grid->terms[grid->count - 1];

	if (!grid->ranged)
		return arena_printf(arena, "%s = %s",
				    audit_product(arena, grid->terms, grid->count),
				    audit_number(arena, grid->value, grid->exact, unit));
	return arena_printf(arena, "%s (%s: %s)", audit_span(arena, grid->exact, unit),
			    last->name, last->text);
}

/* "after the offsets of 95.2 t that are stated" */
static const char *offset_words(const struct market *market)
{
	const struct printed *offsets = market->audit_case->claim->figures[CLAIM_OFFSETS];

	return offsets ? arena_printf(market->run->arena,
				      "after the offsets of %s that are stated", offsets->text)
		       : "after offsets";
}

static void with_value(struct audit_finding *finding, const struct market *market,
		       const struct audit_formula *grid)
{
	finding->has_value = true;
	finding->value = grid->value / market->stated->unit.scale;
	finding->unit = market->stated->unit.text;
	finding->source = grid->terms[grid->count - 1].source;
}

/* What the grid gives, where nothing is stated, or less after contracts. */
static void tell_grid(const struct market *market, const struct audit_formula *grid)
{
	const char *stated = market->stated->printed->text;
	struct audit_run *run = market->run;
	struct audit_finding *finding;

	if (market->audit_case->claim->accounting == ACCOUNTING_MARKET) {
		finding = audit_find(run, market->claim, AUDIT_MARKET, VERDICT_CONSISTENT,
				     "%s is stated, market-based; by location it is %s", stated,
				     grid_words(market, grid));
		/* It was compared. */
		finding->explains = is_nothing(market->stated);
	} else {
		finding = audit_find(run, market->claim, AUDIT_MARKET, VERDICT_CONDITIONAL,
				     "%s meets only if it is market-based or %s; by location "
				     "it is %s",
				     stated, offset_words(market), grid_words(market, grid));
		finding->place = market->stated->printed->place;
	}
	with_value(finding, market, grid);
}

static bool is_explained(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].verdict == VERDICT_CONDITIONAL)
			return true;
	return false;
}

/* A figure that is next to nothing, and that nothing else explains. */
static void tell_remnant(const struct market *market, const struct audit_formula *grid,
			 const struct audit_outcomes *outcomes)
{
	struct audited *audited = &market->run->audited[market->claim];

	if (outcomes->worst != OUTCOME_APART || is_explained(audited) ||
	    market->stated->value > near_nothing * grid->exact.low)
		return;
	with_value(audit_find(market->run, market->claim, AUDIT_MARKET, VERDICT_INCONSISTENT,
			      "would follow if it is market-based or %s; by location it is %s",
			      offset_words(market), grid_words(market, grid)),
		   market, grid);
}

static void market_of(struct market *market, enum claim_figure emissions,
		      const struct audit_outcomes *outcomes)
{
	enum claim_accounting accounting = market->audit_case->claim->accounting;
	bool after = accounting == ACCOUNTING_MARKET;
	struct audit_formula grid;

	market->emissions = emissions;
	market->stated = &market->audit_case->figures[emissions];
	if (!market->stated->printed ||
	    !dimensions_equal(market->stated->unit.dimensions,
			      market->stated->printed->unit.dimensions))
		return;
	if (!by_grid(market, &grid)) {
		if (after || (accounting == ACCOUNTING_UNSAID && is_nothing(market->stated)))
			audit_find(market->run, market->claim, AUDIT_MARKET, VERDICT_CONSISTENT,
				   "%s is stated%s: what the grid gives would follow from "
				   "energy and region",
				   market->stated->printed->text,
				   after ? ", market-based" : "; it may be market-based");
		return;
	}
	if (!dimensions_equal(grid.dimensions, market->stated->unit.dimensions) ||
	    market->stated->value >= grid.exact.high || !(grid.value > 0))
		return;
	if (after || (accounting == ACCOUNTING_UNSAID && is_nothing(market->stated)))
		tell_grid(market, &grid);
	else
		tell_remnant(market, &grid, outcomes);
}

/* Contracts lower the one and not the other. */
static void side_by_side(const struct market *market)
{
	const struct claim *claim = market->audit_case->claim;
	const struct printed *bought = claim->figures[CLAIM_MARKET_EMISSIONS];
	const struct printed *grid = claim->figures[CLAIM_EMISSIONS];

	if (bought && grid && bought->value < grid->value)
		audit_find(market->run, market->claim, AUDIT_MARKET, VERDICT_CONSISTENT,
			   "%s, market-based, is stated beside %s: contracts account for the "
			   "difference, the grid emits the latter",
			   bought->text, grid->text);
}

static const char of_region[] = "intensity-of-region-within-bounds";

bool audit_is_other_grid(const struct audited *audited)
{
	bool other = false;
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		if (audited->implied[i].side)
			return false;
	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (check->outcome != OUTCOME_APART)
			continue;
		if (!text_same(check->id, of_region))
			return false;
		other = true;
	}
	return other;
}

static const struct audit_check *check_of(const struct audited *audited, const char *id)
{
	size_t i;

	for (i = 0; i < audited->check_count; i++)
		if (audited->checks[i].outcome != OUTCOME_SET_ASIDE &&
		    text_starts(audited->checks[i].id, id))
			return &audited->checks[i];
	return NULL;
}

/* "271.43 tCO2e = 8404992 h x 378.5 W x PUE 1.08 x 0.079 kg/kWh follows, but " */
static const char *follows(struct audit_run *run, const struct audited *audited)
{
	const struct audit_check *check = check_of(audited, "emissions-");

	if (!check || !audited->claim->figures[check->result])
		return "";
	return arena_printf(run->arena, "%s = %s follows, but ",
			    audited->claim->figures[check->result]->text,
			    audit_product(run->arena, check->terms, check->term_count));
}

/* An intensity that is none of the region's, in figures that meet: it may be another's, or what
 * was bought. */
static void other_grid(struct audit_run *run, size_t claim)
{
	const struct audited *audited = &run->audited[claim];
	const struct audit_check *check = check_of(audited, of_region);
	const struct printed *stated = audited->claim->figures[CLAIM_INTENSITY];
	const struct audit_term *grid = &check->terms[check->term_count - 1];
	bool below = check->stated < check->loose.low;
	struct audit_finding *finding;

	if (!stated)
		return;
	finding = audit_find(
	    run, claim, below ? AUDIT_MARKET : AUDIT_INTENSITY_OTHER, VERDICT_CONDITIONAL,
	    "%s%s is not the grid's (%s): consistent if it is %s", follows(run, audited),
	    stated->text, audit_bound_words(run->arena, grid),
	    below ? "market-based, matched with carbon-free energy, or of another grid"
		  : "of another grid");
	finding->has_value = true;
	finding->value = check->stated / check->unit.scale;
	finding->unit = check->unit.text;
	finding->place = stated->place;
	finding->source = grid->source;
	audit_soften(run, claim);
}

void audit_market(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes)
{
	struct market market = {
	    .run = run,
	    .claim = claim,
	    .audit_case = audit_case,
	    .scene = {audit_case, audit_best_reading(audit_case)},
	};

	side_by_side(&market);
	market_of(&market, CLAIM_EMISSIONS, outcomes);
	market_of(&market, CLAIM_EMISSIONS_PER_UNIT, outcomes);
	if (outcomes->worst == OUTCOME_APART && audit_is_other_grid(&run->audited[claim]))
		other_grid(run, claim);
}
