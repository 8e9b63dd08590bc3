/* The checks of a case, under the reading that fits best. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"

struct judged {
	enum audit_outcome outcome;
	bool edge; /* in range at the edge of every range alone */
	double distance;
};

struct score {
	size_t apart, judged;
	size_t ranged;			 /* of those apart */
	size_t edges, in_range, rounded; /* of those judged */
	enum audit_outcome worst;
	double distance;
};

/* A slip of binary arithmetic is no difference of figures. */
static bool holds(struct interval interval, double value)
{
	const double slack = fabs(value) * 1e-12;

	return interval.low - slack <= value && value <= interval.high + slack;
}

bool audit_rounds_to(const struct audit_value *stated, double value)
{
	const double digits = 10;

	if (holds(stated->exact, value))
		return true;
	return holds(stated->loose, value) &&
	       (stated->loose.high - stated->loose.low) * digits <=
		   fabs(stated->value) * (1 + 1 / digits);
}

/* |ln| of a quotient; of numbers of which one is nothing: infinity. */
static double apart_by(double stated, double value)
{
	if (stated <= value && value <= stated)
		return 0;
	return stated / value > 0 && isfinite(stated / value) ? fabs(log(stated / value))
							      : INFINITY;
}

/* How many times what the formulas tell of a total may hold: its experiments, and of its
 * emissions the embodied part. */
static double most_of_total(const struct audit_case *audit_case, bool emissions)
{
	const struct audit_term *bounds = audit_case->bounds;
	double times = 1;

	if (bounds && bounds[BOUND_EXPERIMENTS].text)
		times += bounds[BOUND_EXPERIMENTS].loose.high;
	if (emissions && bounds && bounds[BOUND_EMBODIED_SHARE].text)
		times /= 1 - bounds[BOUND_EMBODIED_SHARE].loose.high;
	return times;
}

/* A total holds more than the formulas tell of, and what is bought may lower market-based
 * emissions to anything below. */
static bool may_differ(const struct audit_case *audit_case,
		       const struct audit_relation *relation,
		       const struct audit_formula *formula, double stated)
{
	const struct claim *claim = audit_case->claim;
	bool energy = relation->result == CLAIM_ENERGY, emissions;

	emissions =
	    relation->result == CLAIM_EMISSIONS || relation->result == CLAIM_EMISSIONS_PER_UNIT;
	if ((energy || emissions) && text_same_nocase(claim->stage, "total") &&
	    stated > formula->value && !audit_has(audit_case, CLAIM_EMBODIED))
		return stated <= formula->loose.high * most_of_total(audit_case, emissions);
	if (emissions && claim->holds_more && stated > formula->value)
		return true;
	if (!emissions || stated > formula->value)
		return false;
	return claim->accounting == ACCOUNTING_MARKET
		   ? formula->ranged || stated <= 0
		   : claim->accounting == ACCOUNTING_UNSAID && stated <= 0;
}

/* Ranges are about their middles: what lies at the end of all of them at once is odd. */
static bool meets_likely(struct interval stated, const struct audit_formula *formula)
{
	const double slack = 1e-9;
	struct interval likely = formula_likely(formula);

	likely.low -= slack * fabs(likely.low);
	likely.high += slack * fabs(likely.high);
	return interval_meets(stated, likely);
}

/* What follows from "more than" and "up to" is a range, too. */
static bool is_open(const struct audit_formula *formula)
{
	return !isfinite(formula->loose.high) ||
	       (formula->exact.low <= 0 && formula->value > 0);
}

static struct judged judge(const struct audit_case *audit_case,
			   const struct audit_relation *relation,
			   const struct audit_formula *formula)
{
	const struct audit_value *stated = &audit_case->figures[relation->result];
	bool ranged = formula->ranged || is_open(formula);
	struct judged judged = {OUTCOME_APART, false, apart_by(stated->value, formula->value)};

	if (!ranged && holds(stated->exact, formula->value)) {
		judged.outcome = OUTCOME_MEETS;
	} else if (interval_meets(stated->exact, formula->exact) ||
		   interval_meets(stated->loose, formula->loose)) {
		judged.outcome = ranged ? OUTCOME_RANGE : OUTCOME_ROUNDING;
		if (ranged) {
			judged.distance = 0;
			judged.edge = formula->ranged && !meets_likely(stated->loose, formula);
		}
	} else if (may_differ(audit_case, relation, formula, stated->value)) {
		judged.outcome = OUTCOME_SET_ASIDE;
	} else if (ranged) {
		judged.distance = fmin(apart_by(stated->value, formula->loose.low),
				       apart_by(stated->value, formula->loose.high));
	}
	return judged;
}

/* Builds the formula; false where the relation does not apply. */
static bool applies(const struct audit_scene *scene, const struct audit_relation *relation,
		    struct audit_formula *formula, bool bare)
{
	const struct audit_value *stated = &scene->audit_case->figures[relation->result];

	if (!stated->stated || (relation->whole && scene->audit_case->claim->per))
		return false;
	formula_start(formula);
	formula->bare = bare;
	return relation->build(scene, formula) && !formula->broken && formula->count &&
	       dimensions_equal(formula->dimensions, stated->unit.dimensions);
}

static const struct audit_relation *rows_of(int part, size_t *count)
{
	return part ? audit_bounded_rows(count) : audit_relation_rows(count);
}

static void add_to(struct score *score, const struct judged *judged, bool ranged)
{
	if (judged->outcome == OUTCOME_SET_ASIDE)
		return;
	score->judged++;
	if (judged->outcome == OUTCOME_APART) {
		score->apart++;
		score->ranged += ranged;
	}
	score->edges += judged->edge;
	score->in_range += judged->outcome == OUTCOME_RANGE;
	score->rounded += judged->outcome == OUTCOME_ROUNDING;
	if (judged->outcome > score->worst)
		score->worst = judged->outcome;
	score->distance = fmax(score->distance, judged->distance);
}

static struct score score_of(const struct audit_case *audit_case,
			     const struct audit_reading *reading)
{
	struct audit_scene scene = {audit_case, *reading};
	struct score score = {.worst = OUTCOME_MEETS};
	struct audit_formula formula;
	int part;

	for (part = 0; part < 2; part++) {
		size_t i, count;
		const struct audit_relation *rows = rows_of(part, &count);

		for (i = 0; i < count; i++) {
			struct judged judged;

			if (!applies(&scene, &rows[i], &formula, true))
				continue;
			judged = judge(audit_case, &rows[i], &formula);
			add_to(&score, &judged, formula.ranged);
		}
	}
	return score;
}

static bool is_better(const struct score *a, const struct score *b)
{
	if (a->apart != b->apart)
		return a->apart < b->apart;
	if (a->worst != b->worst)
		return a->worst < b->worst;
	if (a->ranged != b->ranged)
		return a->ranged < b->ranged;
	if (a->edges != b->edges)
		return a->edges < b->edges;
	/* What meets tells more than what lies in a range. */
	if (a->in_range != b->in_range)
		return a->in_range < b->in_range;
	if (a->rounded != b->rounded)
		return a->rounded < b->rounded;
	return a->distance < b->distance;
}

static struct audit_check check_of(struct arena *arena, const struct audit_scene *scene,
				   const struct audit_relation *relation,
				   const struct audit_formula *formula)
{
	const struct audit_value *stated = &scene->audit_case->figures[relation->result];
	struct audit_term *terms = arena_alloc(arena, formula->count * sizeof *terms);
	struct judged judged = judge(scene->audit_case, relation, formula);
	size_t i;

	for (i = 0; i < formula->count; i++)
		terms[i] = formula->terms[i];
	return (struct audit_check){
	    .id = relation->id,
	    /* A bound of a figure does not depend on how the claim is read. */
	    .reading =
		relation->result == CLAIM_POWER || !text_ends(relation->id, "-within-bounds")
		    ? audit_reading_words(arena, scene->audit_case, &scene->reading)
		    : NULL,
	    .result = relation->result,
	    .terms = terms,
	    .term_count = formula->count,
	    .value = formula->value,
	    .exact = formula->exact,
	    .loose = formula->loose,
	    .stated = stated->value,
	    .stated_exact = stated->exact,
	    .stated_loose = stated->loose,
	    .unit = stated->unit,
	    .ratio = interval_divide(stated->loose, formula->loose),
	    .outcome = judged.outcome,
	    .likely = formula_likely(formula),
	    .edge = judged.edge,
	};
}

static bool is_there(const struct audit_check *checks, size_t count,
		     const struct audit_relation *relation, double value)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (checks[i].id == relation->id && apart_by(checks[i].value, value) <= 0)
			return true;
	return false;
}

/* The checks of a reading; of one that was set aside, those that came out otherwise. */
static struct audit_check *gather(struct arena *arena, const struct audit_case *audit_case,
				  const struct audit_reading *reading, bool aside,
				  struct audit_check *checks, size_t *count)
{
	struct audit_scene scene = {audit_case, *reading};
	struct audit_formula formula;
	int part;

	for (part = 0; part < 2; part++) {
		size_t i, row_count;
		const struct audit_relation *rows = rows_of(part, &row_count);

		for (i = 0; i < row_count; i++) {
			if (!applies(&scene, &rows[i], &formula, false) ||
			    (aside && is_there(checks, *count, &rows[i], formula.value)))
				continue;
			checks = arena_grow(arena, checks, *count, sizeof *checks);
			checks[*count] = check_of(arena, &scene, &rows[i], &formula);
			if (aside)
				checks[*count].outcome = OUTCOME_SET_ASIDE;
			++*count;
		}
	}
	return checks;
}

static size_t best_of(const struct audit_case *audit_case, const struct audit_reading *readings,
		      size_t count, struct score *best_score)
{
	size_t i, best = 0;

	for (i = 0; i < count; i++) {
		struct score score = score_of(audit_case, &readings[i]);

		if (!i || is_better(&score, best_score)) {
			*best_score = score;
			best = i;
		}
	}
	return best;
}

struct audit_reading audit_best_reading(const struct audit_case *audit_case)
{
	struct audit_reading readings[AUDIT_READINGS];
	size_t count = audit_readings(audit_case, readings);
	struct score score;

	return readings[best_of(audit_case, readings, count, &score)];
}

struct audit_outcomes audit_evaluate(struct arena *arena, const struct audit_case *audit_case)
{
	struct audit_reading readings[AUDIT_READINGS];
	size_t i, best, count = audit_readings(audit_case, readings);
	struct score best_score = {0};
	struct audit_outcomes outcomes = {0};
	struct audit_check *checks = NULL;

	best = best_of(audit_case, readings, count, &best_score);
	outcomes.judged = best_score.judged;
	outcomes.worst = best_score.worst;
	outcomes.distance = best_score.distance;
	if (!arena)
		return outcomes;
	checks = gather(arena, audit_case, &readings[best], false, checks, &outcomes.count);
	for (i = 0; i < count; i++)
		if (i != best && (!best_score.apart ||
				  score_of(audit_case, &readings[i]).apart <= best_score.apart))
			checks = gather(arena, audit_case, &readings[i], true, checks,
					&outcomes.count);
	outcomes.checks = checks;
	return outcomes;
}
