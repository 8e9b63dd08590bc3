/* The audit, claim by claim and then all together. */

#include "models/audit.h"

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "models/audit_parts.h"

static bool out_of_bounds(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		if (audited->implied[i].side != 0)
			return true;
	return false;
}

static void audit_one(struct audit_run *run, size_t claim)
{
	struct audited *audited = &run->audited[claim];
	struct audit_case audit_case = audit_case_of(run, audited->claim);
	struct audit_outcomes outcomes = audit_evaluate(run->arena, &audit_case);

	audited->checks = outcomes.checks;
	audited->check_count = outcomes.count;
	audit_imply(run, claim, &audit_case);
	if (outcomes.worst == OUTCOME_APART || out_of_bounds(audited))
		audit_explain(run, claim, &audit_case, &outcomes);
	audit_remark(run, claim, &audit_case, &outcomes);
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
