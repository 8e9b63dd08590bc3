/* The audit, claim by claim and then all together. */

#include "models/audit.h"

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "models/audit_formula.h"

static bool out_of_bounds(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		if (audited->implied[i].side != 0)
			return true;
	return false;
}

/* Explained by one thing, a gap is no more than conditional on it: the summary, too. */
static bool is_explained(const struct audited *audited, size_t from)
{
	size_t i;

	for (i = from; i < audited->finding_count; i++)
		if (audited->findings[i].verdict == VERDICT_CONDITIONAL)
			return true;
	return false;
}

static void soften(struct audited *audited, size_t from)
{
	struct audit_finding *findings = (void *)audited->findings;
	size_t i;

	for (i = audited->finding_count; i > from; i--)
		if (findings[i - 1].verdict == VERDICT_CONDITIONAL)
			audited->summary = findings[i - 1].message;
	for (i = 0; i < audited->finding_count; i++)
		if (findings[i].verdict == VERDICT_INCONSISTENT)
			findings[i].verdict = VERDICT_CONDITIONAL;
}

void audit_soften(struct audit_run *run, size_t claim)
{
	soften(&run->audited[claim], 0);
}

/* What may explain that figures are apart. */
static void explain(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		    const struct audit_outcomes *outcomes)
{
	struct audited *audited = &run->audited[claim];
	size_t before = audited->finding_count;

	audit_count_unstated(run, claim, audit_case);
	audit_explain(run, claim, audit_case, outcomes);
	if (!is_explained(audited, before))
		audit_pue_between(run, claim, audit_case);
	if (is_explained(audited, before))
		soften(audited, before);
}

/* The other figure may be what fits. */
static void stated_twice(struct audit_run *run, size_t claim,
			 const struct audit_case *audit_case,
			 const struct audit_outcomes *outcomes)
{
	struct audited *audited = &run->audited[claim];
	size_t before = audited->finding_count;

	audit_also(run, claim, audit_case, outcomes);
	if (outcomes->worst == OUTCOME_APART && is_explained(audited, before))
		soften(audited, before);
}

static void audit_one(struct audit_run *run, size_t claim)
{
	struct audited *audited = &run->audited[claim];
	struct audit_case audit_case = audit_case_of(run, audited->claim);
	struct audit_outcomes outcomes = audit_evaluate(run->arena, &audit_case);

	audited->checks = outcomes.checks;
	audited->check_count = outcomes.count;
	audit_imply(run, claim, &audit_case);
	audit_gaps(run, claim);
	audit_edges(run, claim);
	if (outcomes.worst == OUTCOME_APART || out_of_bounds(audited))
		explain(run, claim, &audit_case, &outcomes);
	audit_market(run, claim, &audit_case, &outcomes);
	stated_twice(run, claim, &audit_case, &outcomes);
	audit_remark(run, claim, &audit_case, &outcomes);
	audit_asides(run, claim, &audit_case, &outcomes);
}

static void count(struct audit *audit)
{
	size_t i;

	for (i = 0; i < audit->claims->count; i++) {
		enum verdict verdict = audit->audited[i].verdict;

		audit->counts[verdict]++;
		if (verdict > audit->verdict)
			audit->verdict = verdict;
	}
}

const struct audit *audit_claims(struct arena *arena, const struct claims *claims,
				 struct factors *factors, struct diags *diags)
{
	struct audit *audit = arena_alloc(arena, sizeof *audit);
	struct audit_run run = {
	    .arena = arena, .factors = factors, .diags = diags, .claims = claims};
	size_t i;

	run.audited = arena_alloc(arena, (claims->count + 1) * sizeof *run.audited);
	for (i = 0; i < claims->count; i++) {
		run.audited[i].claim = &claims->claims[i];
		audit_one(&run, i);
	}
	audit_across(&run);
	audit_known(&run);
	audit_like(&run);
	audit_ratio(&run);
	audit_judge(&run);
	*audit = (struct audit){
	    .claims = claims,
	    .audited = run.audited,
	    .verdict = VERDICT_UNCHECKABLE,
	    .factors_version = factors_version(factors),
	    .factors_digest = factors_digest(factors),
	};
	count(audit);
	return audit;
}
