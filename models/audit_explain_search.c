/* Sets of one and two slips. */

#include "models/audit_explain.h"

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* A pair costlier than this cannot be told from chance. */
static const double dearest_pair = 9;
/* How far a sum of logarithms may lie from meeting before a pair is not looked at. */
static const double least_slack = 0.05;
/* ... where a slip changes how the PUE is read, */
static const double slack_of_pue = 1.2;
/* ... or whose power is stated, where several checks hang on it. */
static const double slack_of_power = 5;

/* What one slip does to each check that was apart. */
struct effect {
	const struct slip *slip;
	const double *moved; /* [apart], ln of stated over recomputed */
	bool live;	     /* moves any of them */
	bool explains;	     /* alone */
};

struct search {
	struct arena *arena;
	const struct audit_case *stated;
	const struct audit_outcomes *base;
	const struct audit_check **apart;
	double *gaps;
	size_t apart_count;
	struct effect *effects;
	size_t count;
	struct audit_trial *found;
	size_t found_count;
};

static double log_ratio(const struct audit_check *check)
{
	return log(check->stated / check->value);
}

static void list_apart(struct search *search)
{
	const struct audit_outcomes *base = search->base;
	size_t i;

	search->apart = arena_alloc(search->arena, (base->count + 1) * sizeof *search->apart);
	search->gaps = arena_alloc(search->arena, (base->count + 1) * sizeof *search->gaps);
	for (i = 0; i < base->count; i++)
		if (base->checks[i].outcome == OUTCOME_APART) {
			search->gaps[search->apart_count] = log_ratio(&base->checks[i]);
			search->apart[search->apart_count++] = &base->checks[i];
		}
}

static void measure(struct search *search, struct effect *effect)
{
	struct audit_case changed = *search->stated;
	double *moved =
	    arena_alloc(search->arena, (search->apart_count + 1) * sizeof *effect->moved);
	struct audit_outcomes outcomes;
	size_t i;
	size_t k;

	slip_apply(effect->slip, &changed);
	outcomes = audit_evaluate(search->arena, &changed);
	for (i = 0; i < search->apart_count; i++)
		for (k = 0; k < outcomes.count; k++) {
			const struct audit_check *check = &outcomes.checks[k];

			if (check->outcome == OUTCOME_SET_ASIDE ||
			    !text_same(check->id, search->apart[i]->id))
				continue;
			moved[i] = log_ratio(check) - search->gaps[i];
			if (fabs(moved[i]) > 1e-9)
				effect->live = true;
		}
	effect->moved = moved;
}

static void keep(struct search *search, const struct audit_trial *trial)
{
	search->found = arena_grow(search->arena, search->found, search->found_count,
				   sizeof *search->found);
	search->found[search->found_count++] = *trial;
}

/* Two that come to the same: of one figure, to one value. */
static bool is_same(const struct audit_trial *a, const struct audit_trial *b)
{
	size_t i;

	if (a->count != b->count || a->audit_case.twists != b->audit_case.twists)
		return false;
	for (i = 0; i < CLAIM_FIGURES; i++) {
		double of_a = a->audit_case.figures[i].value;
		double of_b = b->audit_case.figures[i].value;

		if (fabs(of_a - of_b) > 1e-6 * fabs(of_a))
			return false;
	}
	return true;
}

/* Of those that come to the same, the first is kept. */
static size_t without_twins(struct audit_trial *trials, size_t count)
{
	size_t kept = 0;
	size_t i;
	size_t k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < kept && !is_same(&trials[k], &trials[i]); k++)
			;
		if (k == kept)
			trials[kept++] = trials[i];
	}
	return kept;
}

static bool reads_otherwise(const struct slip *slip)
{
	return slip->row->kind == SLIP_TWIST || slip->row->kind == SLIP_SHAPE;
}

/* Whether two together may bring every check home. */
static bool may_meet(const struct search *search, const struct effect *a,
		     const struct effect *b)
{
	bool power = search->stated->power_of == POWER_UNSAID && search->apart_count > 1;
	bool pue = reads_otherwise(a->slip) || reads_otherwise(b->slip);
	double slack = power ? slack_of_power : pue ? slack_of_pue : least_slack;
	size_t i;

	for (i = 0; i < search->apart_count; i++) {
		struct interval ratio = search->apart[i]->ratio;
		double room = ratio.low > 0 ? log(ratio.high / ratio.low) : HUGE_VAL;
		double left = search->gaps[i] + a->moved[i] + b->moved[i];

		if (fabs(left) > room + slack)
			return false;
	}
	return true;
}

static void try_pairs(struct search *search)
{
	size_t i;
	size_t k;

	for (i = 0; i < search->count; i++)
		if (!search->effects[i].explains)
			measure(search, &search->effects[i]);
	for (i = 0; i < search->count; i++)
		for (k = i + 1; k < search->count; k++) {
			const struct effect *a = &search->effects[i];
			const struct effect *b = &search->effects[k];
			struct audit_trial trial;

			if (!a->live || !b->live || a->explains || b->explains ||
			    a->slip->row->kind == SLIP_FREE ||
			    b->slip->row->kind == SLIP_FREE ||
			    a->slip->cost + b->slip->cost > dearest_pair ||
			    !slip_goes_with(a->slip, b->slip) || !may_meet(search, a, b))
				continue;
			trial = (struct audit_trial){.slips = {a->slip, b->slip}, .count = 2};
			if (trial_weigh(search->arena, search->base, search->stated, &trial))
				keep(search, &trial);
		}
}

static int by_worth(const void *left, const void *right)
{
	const struct audit_trial *a = left;
	const struct audit_trial *b = right;

	if (trial_is_worth(a) != trial_is_worth(b))
		return trial_is_worth(a) ? -1 : 1;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	if (a->odds != b->odds)
		return a->odds > b->odds ? -1 : 1;
	if (a->outcomes.distance != b->outcomes.distance)
		return a->outcomes.distance < b->outcomes.distance ? -1 : 1;
	if (a->slips[0] != b->slips[0])
		return a->slips[0] < b->slips[0] ? -1 : 1;
	return a->count < 2 ? 0 : a->slips[1] < b->slips[1] ? -1 : 1;
}

/* Whether one of them is worth naming. */
static bool try_singles(struct search *search, const struct slip *slips)
{
	bool worth = false;
	size_t i;

	for (i = 0; i < search->count; i++) {
		struct audit_trial trial = {.slips = {&slips[i]}, .count = 1};
		struct effect *effect = &search->effects[i];

		effect->slip = &slips[i];
		effect->explains =
		    trial_weigh(search->arena, search->base, search->stated, &trial);
		if (!effect->explains)
			continue;
		keep(search, &trial);
		worth = worth || trial_is_worth(&trial);
	}
	return worth;
}

size_t trials_of(struct arena *arena, const struct audit_case *stated,
		 const struct audit_outcomes *base, bool pairs, struct audit_trial *trials,
		 size_t most)
{
	struct search search = {.arena = arena, .stated = stated, .base = base};
	const struct slip *slips;
	size_t i;

	list_apart(&search);
	search.count = slips_of(arena, stated, base, &slips);
	search.effects = arena_alloc(arena, (search.count + 1) * sizeof *search.effects);
	if (!try_singles(&search, slips) && pairs)
		try_pairs(&search);
	if (!search.found)
		return 0;
	qsort(search.found, search.found_count, sizeof *search.found, by_worth);
	search.found_count = without_twins(search.found, search.found_count);
	for (i = 0; i < search.found_count && i < most; i++)
		trials[i] = search.found[i];
	return i;
}
