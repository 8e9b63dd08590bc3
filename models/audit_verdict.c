/* The verdict of every claim, when all has been found. */

#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"

/* A figure that lies in so wide a range was not checked; an intensity that follows from it was.
 */
static bool says_nothing(const struct audited *audited, const struct audit_check *check)
{
	const double wide = 100; /* the larger end over the smaller one */
	bool emissions =
	    check->result == CLAIM_EMISSIONS || check->result == CLAIM_EMISSIONS_PER_UNIT;
	size_t i;

	if (check->outcome != OUTCOME_RANGE || !audit_is_ranged(check) ||
	    check->likely.high <= check->likely.low * wide)
		return false;
	for (i = 0; emissions && i < audited->implied_count; i++)
		if (audited->implied[i].bounded &&
		    text_starts(audited->implied[i].id, "intensity"))
			return false;
	return true;
}

static enum verdict verdict_of_checks(const struct audited *audited)
{
	enum verdict verdict = VERDICT_UNCHECKABLE;
	size_t i;

	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (check->outcome == OUTCOME_SET_ASIDE || !audit_is_relation(check) ||
		    says_nothing(audited, check))
			continue;
		if (verdict < VERDICT_CONSISTENT)
			verdict = VERDICT_CONSISTENT;
		if (check->outcome == OUTCOME_ROUNDING)
			verdict = VERDICT_ROUNDING;
	}
	return verdict;
}

static void worsen(enum verdict *verdict, const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].verdict > *verdict &&
		    audited->findings[i].verdict > VERDICT_CONSISTENT)
			*verdict = audited->findings[i].verdict;
}

/* A claim whose only checks were made by others (sums, equivalents) was checked, too. */
static bool was_compared(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].verdict == VERDICT_CONSISTENT &&
		    audited->findings[i].explains)
			return true;
	return false;
}

/* What weighs most first, otherwise as found. */
static int by_weight(const void *a, const void *b)
{
	const struct audit_finding *const *left = a, *const *right = b;

	if ((*left)->verdict != (*right)->verdict)
		return (*left)->verdict < (*right)->verdict ? 1 : -1;
	if ((*left)->explains != (*right)->explains)
		return (*left)->explains ? -1 : 1;
	return *left < *right ? -1 : *left > *right;
}

static void sort(struct arena *arena, struct audited *audited)
{
	size_t i, count = audited->finding_count;
	struct audit_finding *sorted;
	const struct audit_finding **order;

	if (count < 2)
		return;
	order = arena_alloc(arena, count * sizeof *order);
	sorted = arena_alloc(arena, count * sizeof *sorted);
	for (i = 0; i < count; i++)
		order[i] = &audited->findings[i];
	qsort(order, count, sizeof *order, by_weight);
	for (i = 0; i < count; i++)
		sorted[i] = *order[i];
	audited->findings = sorted;
}

void audit_judge(struct audit_run *run)
{
	size_t i;

	for (i = 0; i < run->claims->count; i++) {
		struct audited *audited = &run->audited[i];

		audited->verdict = verdict_of_checks(audited);
		worsen(&audited->verdict, audited);
		if (audited->verdict == VERDICT_UNCHECKABLE && was_compared(audited))
			audited->verdict = VERDICT_CONSISTENT;
		sort(run->arena, audited);
		audited->rests_on = audit_rests_on(audited);
		audited->summary = audit_summary(run->arena, audited);
	}
}
