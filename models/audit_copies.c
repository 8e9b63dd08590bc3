/*
 * A figure that keeps a row from adding up, and that stands in another row of the same file:
 * copied from there.
 *
 * The other row must add up with it, no third may hold it, and without it all else that the row
 * states must meet.
 */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_across.h"
#include "models/audit_formula.h"
#include "models/known.h"

enum { TELLING = 3, MOST = 2000 };

static bool is_apart(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->check_count; i++)
		if (audited->checks[i].outcome == OUTCOME_APART)
			return true;
	return false;
}

/* Apart, and explained by nothing so far. */
static bool is_open(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].verdict == VERDICT_CONDITIONAL)
			return false;
	return is_apart(audited);
}

/* The one row beside this one that holds the number; NULL where there are more, or where it
 * does not add up itself. */
static const struct claim *original(const struct audit_run *run, size_t claim,
				    enum claim_figure figure)
{
	const struct claim *copy = &run->claims->claims[claim], *found = NULL;
	size_t i;

	for (i = 0; i < run->claims->count; i++) {
		const struct claim *other = &run->claims->claims[i];

		if (i == claim || !other->figures[figure] || other->table != copy->table ||
		    !text_same(other->place.file, copy->place.file) ||
		    known_equal(other->figures[figure], copy->figures[figure]) < TELLING)
			continue;
		if (found || is_apart(&run->audited[i]))
			return NULL;
		found = other;
	}
	return found;
}

/* What the figure would be by what is apart. */
static bool follows(const struct audited *audited, enum claim_figure figure, double *value,
		    struct interval *range)
{
	const struct printed *stated = audited->claim->figures[figure];
	size_t i, k;

	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (check->outcome != OUTCOME_APART || !(check->stated > 0) ||
		    !(check->value > 0))
			continue;
		*value = check->value;
		*range = check->loose;
		if (check->result == figure)
			return true;
		*value = stated->value * check->stated / check->value;
		*range = interval_scale(check->ratio, stated->value);
		for (k = 0; k < check->term_count; k++)
			if (check->terms[k].operation == '*' &&
			    text_same(check->terms[k].name, claim_figure_key(figure)))
				return true;
	}
	return false;
}

static bool tell(struct audit_run *run, size_t claim, enum claim_figure figure)
{
	const struct claim *copy = &run->claims->claims[claim];
	const struct printed *number = copy->figures[figure];
	const struct claim *from = number ? original(run, claim, figure) : NULL;
	struct audit_case without;
	struct audit_finding *finding;
	struct interval range;
	double value;

	if (!from || !follows(&run->audited[claim], figure, &value, &range))
		return false;
	without = audit_case_of(run, copy);
	without.figures[figure].stated = false;
	if (audit_evaluate(NULL, &without).worst == OUTCOME_APART)
		return false;
	finding = audit_find(
	    run, claim, AUDIT_COPY, VERDICT_CONDITIONAL,
	    "'%s' stands in %s '%s', too: all else meets if it was copied from there; by what "
	    "is stated here it would be %s",
	    number->text, copy->table ? "row" : "claim", from->id,
	    audit_number(run->arena, value, range, &number->unit));
	finding->has_value = true;
	finding->value = value / number->unit.scale;
	finding->unit = number->unit.text;
	finding->place = number->place;
	return true;
}

void audit_copies(struct audit_run *run)
{
	static const enum claim_figure copied[] = {CLAIM_ENERGY, CLAIM_ACCELERATOR_HOURS,
						   CLAIM_EMISSIONS};
	size_t i, k;

	if (run->claims->count > MOST)
		return;
	for (i = 0; i < run->claims->count; i++) {
		if (!is_open(&run->audited[i]) || run->claims->claims[i].total_count)
			continue;
		for (k = 0; k < sizeof copied / sizeof *copied; k++)
			if (tell(run, i, copied[k])) {
				audit_soften(run, i);
				break;
			}
	}
}
