/*
 * A column that mixes two boundaries: rows of one table of which some state an energy with the
 * PUE in it, and some without.
 *
 * A row counts where only one of the two meets its emissions.
 */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_across.h"

enum { FEWEST = 2 };

struct row {
	size_t claim;
	const char *group;
	bool holds; /* its energy holds the PUE */
};

static int by_group(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int order = strcmp(left->group, right->group);

	if (order != 0)
		return order;
	return left->claim < right->claim ? -1 : left->claim > right->claim;
}

static bool has_pue(const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < check->term_count; i++)
		if (text_same(check->terms[i].name, "pue"))
			return true;
	return false;
}

static bool meets(enum audit_outcome outcome)
{
	return outcome == OUTCOME_MEETS || outcome == OUTCOME_ROUNDING;
}

/* The emissions out of the energy, under the reading that was taken; NULL where there are none
 * or they do not meet. */
static const struct audit_check *judged(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->check_count; i++)
		if (text_same(audited->checks[i].id, "emissions-from-energy") &&
		    meets(audited->checks[i].outcome))
			return &audited->checks[i];
	return NULL;
}

/* False where the row may be read in both ways, or says where its energy was taken. */
static bool take(const struct audited *audited, struct row *row)
{
	const struct claim *claim = audited->claim;
	const struct printed *pue = claim->figures[CLAIM_PUE];
	const struct audit_check *check =
	    (claim->table || claim->source) && pue ? judged(audited) : NULL;
	struct interval other;

	if (!check || claim->metered != METERED_UNSET || !(pue->value > 1))
		return false;
	row->holds = !has_pue(check);
	other = row->holds ? interval_multiply(check->loose, pue->loose)
			   : interval_divide(check->loose, pue->loose);
	return !interval_meets(other, check->stated_loose);
}

static void tell(struct audit_run *run, const struct row *row, size_t others)
{
	const struct claim *claim = run->audited[row->claim].claim;
	const struct printed *energy = claim->figures[CLAIM_ENERGY],
			     *pue = claim->figures[CLAIM_PUE];
	struct interval range = row->holds ? interval_divide(energy->loose, pue->loose)
					   : interval_multiply(energy->loose, pue->loose);
	double value = row->holds ? energy->value / pue->value : energy->value * pue->value;
	struct audit_finding *finding = audit_find(
	    run, row->claim, row->holds ? AUDIT_PUE_TWICE : AUDIT_PUE_MISSING,
	    VERDICT_CONDITIONAL,
	    "the energy of this %s %s, that of %zu others in %s %s: beside them it "
	    "would be %s",
	    claim->table ? "row" : "claim", row->holds ? "holds the PUE" : "is before the PUE",
	    others, claim->table ? "the table" : "its source",
	    row->holds ? "is before it" : "holds it",
	    audit_number(run->arena, value, range, &energy->unit));

	finding->has_value = true;
	finding->value = value / energy->unit.scale;
	finding->unit = energy->unit.text;
	finding->place = energy->place;
}

static void judge_group(struct audit_run *run, const struct row *rows, size_t count)
{
	size_t i, holding = 0;
	bool most;

	for (i = 0; i < count; i++)
		holding += rows[i].holds;
	most = 2 * holding > count;
	if (holding == 0 || holding == count || 2 * holding == count ||
	    (most ? holding : count - holding) < FEWEST)
		return;
	for (i = 0; i < count; i++)
		if (rows[i].holds != most)
			tell(run, &rows[i], most ? holding : count - holding);
}

void audit_mixed(struct audit_run *run, const struct claim *const *totals)
{
	struct row *rows = NULL;
	size_t i, first, count = 0;

	for (i = 0; i < run->claims->count; i++) {
		const struct claim *claim = run->audited[i].claim;
		struct row row = {.claim = i};

		if (!take(&run->audited[i], &row))
			continue;
		row.group = arena_printf(run->arena, "%s|%s|%s", claim->place.file,
					 totals[i] ? totals[i]->id : "",
					 claim->source ? claim->source : "");
		rows = arena_grow(run->arena, rows, count, sizeof *rows);
		rows[count++] = row;
	}
	if (count > 0)
		qsort(rows, count, sizeof *rows, by_group);
	for (first = 0, i = 1; i <= count; i++)
		if (i == count || !text_same(rows[i].group, rows[first].group)) {
			judge_group(run, &rows[first], i - first);
			first = i;
		}
}
