/* Claims against each other: the total that rows should add up to, and the rows of a table. */

#include "models/audit_across.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

const enum claim_figure audit_additive[ADDITIVE] = {
    CLAIM_ACCELERATOR_HOURS,
    CLAIM_NODE_HOURS,
    CLAIM_ENERGY,
    CLAIM_EMISSIONS,
    CLAIM_MARKET_EMISSIONS,
    CLAIM_EMBODIED,
    CLAIM_DEVICE_HOURS,
    CLAIM_WATER,
    CLAIM_VOLUME,
};

enum { MOST_TERMS = 20 };

/* A claim by its id. */
struct named {
	const char *id;
	size_t claim;
};

struct index {
	struct named *names; /* sorted */
	size_t count;
};

static int by_id(const void *a, const void *b)
{
	const struct named *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static struct index index_of(const struct audit_run *run)
{
	size_t i, count = run->claims->count;
	struct index index = {arena_alloc(run->arena, (count + 1) * sizeof *index.names),
			      count};

	for (i = 0; i < count; i++)
		index.names[i] = (struct named){run->audited[i].claim->id, i};
	if (count > 0)
		qsort(index.names, count, sizeof *index.names, by_id);
	return index;
}

/* Claims that a total names; what it names and nobody is, is told. */
static size_t *find_rows(struct audit_run *run, const struct index *index, size_t claim,
			 size_t *count)
{
	const struct claim *total = run->audited[claim].claim;
	size_t *rows = arena_alloc(run->arena, (total->total_count + 1) * sizeof *rows);
	size_t i;

	*count = 0;
	for (i = 0; i < total->total_count; i++) {
		const struct named key = {total->total_of[i], 0};
		const struct named *found =
		    bsearch(&key, index->names, index->count, sizeof *index->names, by_id);

		if (found && found->claim != claim)
			rows[(*count)++] = found->claim;
		else
			audit_find(run, claim, AUDIT_NOT_STATED, VERDICT_CONSISTENT,
				   "there is no claim '%s' to add", total->total_of[i]);
	}
	return rows;
}

const struct printed *audit_sum_stated(const struct audit_total *total,
				       const struct audit_sum *sum)
{
	return total->run->audited[total->claim].claim->figures[sum->figure];
}

static enum audit_outcome outcome_of(const struct printed *stated, const struct audit_sum *sum)
{
	if (interval_holds(stated->exact, sum->value))
		return OUTCOME_MEETS;
	return interval_meets(stated->loose, sum->loose) ? OUTCOME_ROUNDING : OUTCOME_APART;
}

static struct audit_sum add_up(const struct audit_total *total, enum claim_figure figure)
{
	struct audit_sum sum = {.figure = figure, .whole = total->row_count > 0};
	const struct printed *stated = audit_sum_stated(total, &sum);
	size_t i;

	for (i = 0; i < total->row_count; i++) {
		const struct printed *row =
		    total->run->audited[total->rows[i]].claim->figures[figure];

		if (!row || !dimensions_equal(row->unit.dimensions, stated->unit.dimensions)) {
			sum.whole = false;
			continue;
		}
		sum.partial = true;
		sum.value += row->value;
		sum.exact = interval_add(sum.exact, row->exact);
		sum.loose = interval_add(sum.loose, row->loose);
	}
	sum.gap = interval_subtract(stated->loose, sum.loose);
	sum.outcome = outcome_of(stated, &sum);
	return sum;
}

static struct audit_term term_of(const struct audit_total *total, size_t row,
				 enum claim_figure figure)
{
	const struct claim *claim = total->run->audited[row].claim;
	const struct printed *printed = claim->figures[figure];

	return (struct audit_term){
	    .kind = TERM_STATED,
	    .operation = '+',
	    .name = claim->id,
	    .value = printed->value,
	    .exact = printed->exact,
	    .loose = printed->loose,
	    .unit = printed->unit,
	    .text = printed->text,
	    .place = printed->place,
	};
}

/* More rows than a reader wants to see added are one term. */
static struct audit_term term_of_all(const struct audit_total *total,
				     const struct audit_sum *sum)
{
	return (struct audit_term){
	    .kind = TERM_STATED,
	    .operation = '+',
	    .name = arena_printf(total->run->arena, "%s of %zu rows",
				 claim_figure_key(sum->figure), total->row_count),
	    .value = sum->value,
	    .exact = sum->exact,
	    .loose = sum->loose,
	    .unit = audit_sum_stated(total, sum)->unit,
	    .place = total->run->audited[total->claim].claim->place,
	};
}

/* The sum as a check of the total, to be shown with the others. */
static void add_check(const struct audit_total *total, const struct audit_sum *sum)
{
	struct arena *arena = total->run->arena;
	struct audited *audited = &total->run->audited[total->claim];
	const struct printed *stated = audit_sum_stated(total, sum);
	size_t count = total->row_count > MOST_TERMS ? 1 : total->row_count;
	struct audit_term *terms = arena_alloc(arena, count * sizeof *terms);
	struct audit_check *checks =
	    arena_alloc(arena, (audited->check_count + 1) * sizeof *checks);
	size_t i;

	for (i = 0; i < count; i++)
		terms[i] = count == 1 && total->row_count > 1
			       ? term_of_all(total, sum)
			       : term_of(total, total->rows[i], sum->figure);
	for (i = 0; i < audited->check_count; i++)
		checks[i] = audited->checks[i];
	checks[audited->check_count++] = (struct audit_check){
	    .id = "sum-of-rows",
	    .result = sum->figure,
	    .terms = terms,
	    .term_count = count,
	    .value = sum->value,
	    .exact = sum->exact,
	    .loose = sum->loose,
	    .stated = stated->value,
	    .stated_exact = stated->exact,
	    .stated_loose = stated->loose,
	    .unit = stated->unit,
	    .ratio = interval_divide(stated->loose, sum->loose),
	    .outcome = sum->outcome,
	};
	audited->checks = checks;
}

/* The rows that state it add up to more than the total already. */
static void tell_more(const struct audit_total *total, const struct audit_sum *sum)
{
	const struct printed *stated = audit_sum_stated(total, sum);
	struct audit_finding *finding;

	if (sum->gap.high >= 0)
		return;
	finding = audit_find(
	    total->run, total->claim, AUDIT_ROW_SUM, VERDICT_INCONSISTENT,
	    "the rows that state it add up to %s already, '%s' is stated as their total",
	    audit_number(total->run->arena, sum->value, sum->loose, &stated->unit),
	    stated->text);
	finding->place = stated->place;
}

static void audit_total(struct audit_run *run, const struct index *index, size_t claim,
			const struct claim **totals)
{
	struct audit_total total = {.run = run, .claim = claim};
	size_t i;

	total.rows = find_rows(run, index, claim, &total.row_count);
	for (i = 0; i < total.row_count; i++)
		totals[total.rows[i]] = run->audited[claim].claim;
	for (i = 0; i < ADDITIVE; i++) {
		struct audit_sum sum;

		if (!run->audited[claim].claim->figures[audit_additive[i]])
			continue;
		sum = add_up(&total, audit_additive[i]);
		if (sum.whole)
			add_check(&total, &sum);
		else if (sum.partial)
			tell_more(&total, &sum);
		total.apart += sum.whole && sum.outcome == OUTCOME_APART;
		total.sums[total.sum_count++] = sum;
	}
	if (total.apart > 0)
		audit_sums_explain(&total);
}

void audit_across(struct audit_run *run)
{
	const struct claim **totals =
	    arena_alloc(run->arena, (run->claims->count + 1) * sizeof *totals);
	struct index index = {0};
	size_t i;

	for (i = 0; i < run->claims->count; i++) {
		if (run->audited[i].claim->total_count == 0)
			continue;
		if (!index.names)
			index = index_of(run);
		audit_total(run, &index, i, totals);
	}
	audit_rows(run, totals);
	audit_copies(run);
	audit_mixed(run, totals);
}
