/*
 * Rows of one table beside each other: emissions over energy that differ in one row, and
 * numbers that stand in two.
 *
 * Rows are compared that say the same of their grid and PUE, or nothing. Where at least three
 * of five agree on one value and the others do not, these are told. A row that leaves open
 * whether its energy holds the PUE is read both ways.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_across.h"
#include "models/audit_formula.h"
#include "models/known.h"

enum { FEWEST = 3, TELLING = 3, MOST_COPIES = 500 };

static const double agreeing = 0.6, /* of all */
    near = 1.02, far = 1.10,	    /* ratios to what the others agree on */
    beyond = 5;			    /* told where two others agree */

/* A row that takes part. */
struct row {
	size_t claim;
	const char *group;
	const struct audit_implied *intensity;
	struct interval other; /* with the PUE read otherwise; the same where it is not open */
};

struct rows {
	struct audit_run *run;
	struct row *rows;
	size_t count;
};

static int by_group(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int order = strcmp(left->group, right->group);

	if (order != 0)
		return order;
	return left->claim < right->claim ? -1 : left->claim > right->claim;
}

static const char *or_nothing(const char *text)
{
	return text ? text : "";
}

/* What two rows must have in common for their grid and PUE to be expected the same. */
static const char *group_of(struct arena *arena, const struct claim *claim,
			    const struct claim *total, const char *implied)
{
	const struct printed *pue = claim->figures[CLAIM_PUE];

	return arena_printf(
	    arena, "%s|%s|%s|%s|%s|%s|%d|%d|%d|%s", or_nothing(claim->place.file),
	    total ? total->id : "", or_nothing(claim->source), or_nothing(claim->organisation),
	    implied, claim->region ? claim->region->code : or_nothing(claim->region_text),
	    (int)claim->accounting, (int)known_stage_of(claim->stage), claim->year,
	    pue ? pue->digits : "");
}

static const struct audit_implied *intensity_of(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		if (text_starts(audited->implied[i].id, "intensity"))
			return &audited->implied[i];
	return NULL;
}

static bool takes_part(const struct claim *claim)
{
	return claim->total_count == 0 && !claim->per && !claim->figures[CLAIM_INTENSITY] &&
	       claim->figures[CLAIM_EMISSIONS] && claim->accounting != ACCOUNTING_MARKET;
}

/* Whether the energy may hold the PUE, and may not. */
static bool leaves_pue_open(struct audit_run *run, const struct claim *claim)
{
	struct audit_case audit_case;
	struct audit_reading readings[AUDIT_READINGS];
	bool with = false, without = false;
	size_t i, count;

	if (!claim->figures[CLAIM_PUE] || !claim->figures[CLAIM_ENERGY] ||
	    claim->metered != METERED_UNSET)
		return false;
	audit_case = audit_case_of(run, claim);
	count = audit_readings(&audit_case, readings);
	for (i = 0; i < count; i++) {
		with = with || readings[i].energy_pue > 0;
		without = without || readings[i].energy_pue == 0;
	}
	return with && without;
}

/* What the row would come to with the PUE on the other side of its energy. */
static struct interval read_otherwise(struct audit_run *run, const struct claim *claim,
				      const struct audit_implied *intensity)
{
	struct interval pue;
	size_t i;

	if (!leaves_pue_open(run, claim))
		return intensity->loose;
	pue = audit_value_of(CLAIM_PUE, claim->figures[CLAIM_PUE]).loose;
	for (i = 0; i < intensity->term_count; i++)
		if (text_same(intensity->terms[i].name, claim_figure_key(CLAIM_PUE)))
			return interval_multiply(intensity->loose, pue);
	return interval_divide(intensity->loose, pue);
}

static struct rows rows_of(struct audit_run *run, const struct claim *const *totals)
{
	struct rows rows = {.run = run};
	size_t i;

	for (i = 0; i < run->claims->count; i++) {
		const struct audited *audited = &run->audited[i];
		const struct claim *claim = audited->claim;
		const struct audit_implied *implied =
		    takes_part(claim) ? intensity_of(audited) : NULL;

		if (!implied || !(implied->value > 0))
			continue;
		rows.rows = arena_grow(run->arena, rows.rows, rows.count, sizeof *rows.rows);
		rows.rows[rows.count++] =
		    (struct row){.claim = i,
				 .group = group_of(run->arena, claim, totals[i], implied->id),
				 .intensity = implied,
				 .other = read_otherwise(run, claim, implied)};
	}
	if (rows.count > 0)
		qsort(rows.rows, rows.count, sizeof *rows.rows, by_group);
	return rows;
}

static int by_value(const void *a, const void *b)
{
	const double *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/* Where most of the intervals overlap: one of their lows; *agree: how many do. */
static double most_held(double *lows, double *highs, size_t count, size_t *agree)
{
	size_t i, ended = 0;
	double best = 0;

	qsort(lows, count, sizeof *lows, by_value);
	qsort(highs, count, sizeof *highs, by_value);
	*agree = 0;
	for (i = 0; i < count; i++) {
		while (highs[ended] < lows[i])
			ended++;
		if (i + 1 - ended > *agree) {
			*agree = i + 1 - ended;
			best = lows[i];
		}
	}
	return best;
}

static struct interval held(const struct row *row, bool otherwise)
{
	return otherwise ? row->other : row->intensity->loose;
}

/* What most rows have in common, those that are open read one way; *agree: how many. */
static struct interval common_of(struct arena *arena, const struct row *rows, size_t count,
				 bool otherwise, size_t *agree)
{
	double *lows = arena_alloc(arena, count * sizeof *lows);
	double *highs = arena_alloc(arena, count * sizeof *highs);
	struct interval common = {-INFINITY, INFINITY};
	double best;
	size_t i;

	for (i = 0; i < count; i++) {
		lows[i] = held(&rows[i], otherwise).low;
		highs[i] = held(&rows[i], otherwise).high;
	}
	best = most_held(lows, highs, count, agree);
	for (i = 0; i < count; i++)
		if (interval_holds(held(&rows[i], otherwise), best))
			common = interval_common(common, held(&rows[i], otherwise));
	return common;
}

/* Read the way in which more of them agree. */
static struct interval consensus(struct arena *arena, const struct row *rows, size_t count,
				 size_t *agree)
{
	size_t others;
	struct interval common = common_of(arena, rows, count, false, agree);
	struct interval otherwise = common_of(arena, rows, count, true, &others);

	if (others <= *agree)
		return common;
	*agree = others;
	return otherwise;
}

/* How far it lies from what the others agree on: 1 where it meets. */
static double distance(struct interval a, struct interval common)
{
	if (interval_meets(a, common))
		return 1;
	return a.low > common.high ? a.low / common.high : common.low / a.high;
}

static bool same_number(const struct printed *a, const struct printed *b)
{
	return a && b && known_equal(a, b) >= TELLING;
}

/* What of a row may have been copied from another. */
static const enum claim_figure copied[] = {CLAIM_ENERGY, CLAIM_ACCELERATOR_HOURS,
					   CLAIM_EMISSIONS};

/* The figures that two rows have in common; CLAIM_FIGURES where it is not one alone. */
static enum claim_figure same_figure(const struct claim *a, const struct claim *b)
{
	enum claim_figure same = CLAIM_FIGURES;
	size_t i, count = 0;

	for (i = 0; i < sizeof copied / sizeof *copied; i++)
		if (same_number(a->figures[copied[i]], b->figures[copied[i]])) {
			same = copied[i];
			count++;
		}
	return count == 1 ? same : CLAIM_FIGURES;
}

/* The row that a figure of this one was copied from, or NULL. */
static const struct row *original(const struct rows *of, const struct row *rows, size_t count,
				  const struct row *copy, enum claim_figure *figure)
{
	size_t i;

	for (i = 0; i < count && count <= MOST_COPIES; i++) {
		if (&rows[i] == copy)
			continue;
		*figure = same_figure(of->run->audited[rows[i].claim].claim,
				      of->run->audited[copy->claim].claim);
		if (*figure != CLAIM_FIGURES)
			return &rows[i];
	}
	return NULL;
}

/* Emissions follow the intensity of the other rows, energy and hours go against it. */
static void tell_copy(const struct rows *of, const struct row *row, const struct row *from,
		      enum claim_figure figure, struct interval common)
{
	const struct audited *audited = &of->run->audited[row->claim];
	const struct printed *number = audited->claim->figures[figure];
	const struct audit_implied *own = row->intensity;
	struct interval range = figure == CLAIM_EMISSIONS ? interval_divide(common, own->loose)
							  : interval_divide(own->loose, common);
	double middle = (common.low + common.high) / 2;
	double value = figure == CLAIM_EMISSIONS ? number->value * middle / own->value
						 : number->value * own->value / middle;
	struct audit_finding *finding = audit_find(
	    of->run, row->claim, AUDIT_COPY, VERDICT_CONDITIONAL,
	    "'%s' stands in %s '%s', too; with the %s of the other %s it would be %s here",
	    number->text, audited->claim->table ? "row" : "claim",
	    of->run->audited[from->claim].claim->id, own->name,
	    audited->claim->table ? "rows" : "claims",
	    audit_number(of->run->arena, value, interval_scale(range, number->value),
			 &number->unit));

	finding->has_value = true;
	finding->value = value / number->unit.scale;
	finding->unit = number->unit.text;
	finding->place = number->place;
}

/* Claims that say nothing of where they are from may have nothing to do with each other. */
static void tell_outlier(const struct rows *of, const struct row *row, struct interval common,
			 size_t agree, double away)
{
	struct arena *arena = of->run->arena;
	const struct audit_implied *own = row->intensity;
	const struct claim *claim = of->run->audited[row->claim].claim;
	bool belong = claim->table || claim->source;
	struct audit_finding *finding = audit_find(
	    of->run, row->claim, AUDIT_IMPLIED_CI,
	    away >= far && belong ? VERDICT_CONDITIONAL : VERDICT_CONSISTENT,
	    "%s is %s here and %s in %zu %s: they meet if this one is of another grid or PUE",
	    own->name, audit_number(arena, own->value, own->loose, &own->unit),
	    audit_number(arena, (common.low + common.high) / 2, common, &own->unit), agree,
	    claim->table ? "rows of the table" : "claims beside it");

	finding->has_value = true;
	finding->value = own->value / own->unit.scale;
	finding->unit = own->unit.text;
}

/* A row that differs is told where enough others agree; of two others, where a number of theirs
 * stands in it, or where it is further away than grids are. */
static void judge_row(const struct rows *of, const struct row *rows, size_t count, size_t row,
		      struct interval common, size_t agree)
{
	double away = fmin(distance(rows[row].intensity->loose, common),
			   distance(rows[row].other, common));
	enum claim_figure figure = CLAIM_FIGURES;
	const struct row *from;

	if (away < near)
		return;
	from = original(of, rows, count, &rows[row], &figure);
	if (from)
		tell_copy(of, &rows[row], from, figure, common);
	if (agree >= FEWEST || away >= beyond)
		tell_outlier(of, &rows[row], common, agree, away);
}

static void judge_group(const struct rows *of, const struct row *rows, size_t count)
{
	struct interval common;
	size_t agree, i;

	if (count < FEWEST)
		return;
	common = consensus(of->run->arena, rows, count, &agree);
	if (agree + 1 < FEWEST || agree == count || (double)agree < agreeing * (double)count)
		return;
	for (i = 0; i < count; i++)
		judge_row(of, rows, count, i, common, agree);
}

void audit_rows(struct audit_run *run, const struct claim *const *totals)
{
	struct rows rows = rows_of(run, totals);
	size_t first, next;

	for (first = 0; first < rows.count; first = next) {
		for (next = first + 1; next < rows.count &&
				       text_same(rows.rows[next].group, rows.rows[first].group);
		     next++)
			;
		judge_group(&rows, &rows.rows[first], next - first);
	}
}
