/* A number of accelerators that is not stated, where it comes out whole. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"

/* At most so many, and no more than four digits; a machine has eight. */
enum { FEWEST = 2, MOST = 9999, OF_A_MACHINE = 8 };

/* So often a whole number fits by accident, at most, where it is believed. */
static const double rarely = 0.1;

static bool is_usual(double count)
{
	double machines = count / OF_A_MACHINE, log_two = log2(count);

	return fabs(machines - round(machines)) < 1e-9 || fabs(log_two - round(log_two)) < 1e-9;
}

/* Whether hours by the clock stand alone in it. */
static bool is_of_the_clock(const struct audit_check *check)
{
	bool clock = false, power = false;
	size_t i;

	for (i = 0; i < check->term_count; i++) {
		const struct audit_term *term = &check->terms[i];

		if (term->kind == TERM_LOOKED_UP || term->kind == TERM_BOUND)
			return false;
		clock = clock || text_same(term->name, claim_figure_key(CLAIM_HOURS));
		power = power || text_same(term->name, claim_figure_key(CLAIM_POWER));
	}
	return clock && power;
}

static bool tell(struct audit_run *run, size_t claim, const struct audit_check *check,
		 double count)
{
	const struct audit_value stated = {
	    .value = check->stated,
	    .exact = check->stated_exact,
	    .loose = check->stated_loose,
	};
	double room = count * (stated.exact.high - stated.exact.low) / stated.value;
	bool digits = audit_rounds_to(&stated, check->value * count);
	bool believed = digits && room / (is_usual(count) ? OF_A_MACHINE : 1) < rarely;
	struct audit_finding *finding;

	if (!interval_holds(check->ratio, count) || (!believed && !is_usual(count)))
		return false;
	finding = audit_find(
	    run, claim, AUDIT_COUNT, believed ? VERDICT_CONDITIONAL : VERDICT_INCONSISTENT,
	    "matches %s if there are %.0f accelerators, which are not stated; %s then %s%s",
	    digits ? "to the printed digits" : "within the rounding of what is printed", count,
	    audit_figure_words(run->arena, check->result),
	    audit_number(run->arena, check->value * count, interval_scale(check->exact, count),
			 &check->unit),
	    believed ? "" : "; too few digits are printed to be sure of it");
	finding->has_value = true;
	finding->value = count;
	return true;
}

void audit_count_unstated(struct audit_run *run, size_t claim,
			  const struct audit_case *audit_case)
{
	static const enum claim_figure counts[] = {CLAIM_ACCELERATORS, CLAIM_NODES,
						   CLAIM_PER_NODE, CLAIM_ACCELERATOR_HOURS,
						   CLAIM_NODE_HOURS};
	const struct audited *audited = &run->audited[claim];
	size_t i;

	if (audit_case->power_of == POWER_ALL)
		return;
	for (i = 0; i < sizeof counts / sizeof *counts; i++)
		if (audit_has(audit_case, counts[i]))
			return;
	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];
		double count = round(check->stated / check->value);

		if (check->outcome == OUTCOME_APART && is_of_the_clock(check) &&
		    count >= FEWEST && count <= MOST && tell(run, claim, check, count))
			return;
	}
}
