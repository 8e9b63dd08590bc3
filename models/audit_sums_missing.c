/* A row that is missing from a total: one that is published, or one like the others. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/audit_across.h"
#include "models/audit_formula.h"
#include "models/known.h"

enum { TELLING = 3 };

/* How far the ratios of a row that is missing may lie from those of the rows that are there. */
static const double ratio_room = 1.25;

/* "1038336 h and 153.92 tCO2e": the gaps, as sizes. */
static const char *gaps(const struct audit_total *total)
{
	struct arena *arena = total->run->arena;
	const char *list = NULL;
	size_t i, last = 0;

	for (i = 0; i < total->sum_count; i++)
		if (audit_sum_is_apart(&total->sums[i]))
			last = i;
	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *stated = audit_sum_stated(total, sum);
		const char *one;

		if (!audit_sum_is_apart(sum))
			continue;
		one = arena_printf(
		    arena, "%s %s",
		    audit_plain(arena, fabs(stated->value - sum->value) / stated->unit.scale,
				10),
		    *stated->unit.text ? stated->unit.text
				       : audit_figure_words(arena, sum->figure));
		list =
		    list ? arena_printf(arena, "%s%s%s", list, i == last ? " and " : ", ", one)
			 : one;
	}
	return list;
}

/* True where something is missing of every figure that the rows state. */
static bool lacks_all(const struct audit_total *total)
{
	size_t i;

	for (i = 0; i < total->sum_count; i++)
		if (total->sums[i].whole &&
		    (!audit_sum_is_apart(&total->sums[i]) || total->sums[i].gap.low <= 0))
			return false;
	return true;
}

/* Digits to which a published row is what is missing: of the figure that tells most; 0 where
 * any of them is another. */
static int fits_gap(const struct audit_total *total, const struct known *known)
{
	int most = 0;
	size_t i;

	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *row = known->figures[sum->figure];
		int digits;

		if (!audit_sum_is_apart(sum) || !row)
			continue;
		if (!interval_meets(row->loose, sum->gap))
			return 0;
		digits = (int)floor(log10(row->value / (sum->gap.high - sum->gap.low))) + 1;
		if (digits > known_digits(row))
			digits = known_digits(row);
		most = digits > most ? digits : most;
	}
	return most;
}

/* The figures of the row that is missing, among what is implied. */
static void imply_gaps(const struct audit_total *total)
{
	struct arena *arena = total->run->arena;
	struct audited *audited = &total->run->audited[total->claim];
	struct audit_implied *list =
	    arena_alloc(arena, (audited->implied_count + total->apart) * sizeof *list);
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		list[i] = audited->implied[i];
	for (i = 0; i < total->sum_count; i++) {
		const struct audit_sum *sum = &total->sums[i];
		const struct printed *stated = audit_sum_stated(total, sum);

		if (!audit_sum_is_apart(sum))
			continue;
		list[audited->implied_count++] = (struct audit_implied){
		    .id = arena_printf(arena, "missing-%s", claim_figure_key(sum->figure)),
		    .name = arena_printf(arena, "%s of the missing row",
					 audit_figure_words(arena, sum->figure)),
		    .value = stated->value - sum->value,
		    .exact = interval_subtract(stated->exact, sum->exact),
		    .loose = sum->gap,
		    .unit = stated->unit,
		};
	}
	audited->implied = list;
}

static bool explain_by_known(const struct audit_total *total)
{
	const struct knowns *knowns = audit_knowns(total->run);
	const struct known *best = NULL;
	int most = TELLING - 1;
	size_t i;

	for (i = 0; i < knowns->count; i++) {
		int digits = fits_gap(total, &knowns->rows[i]);

		if (digits > most) {
			most = digits;
			best = &knowns->rows[i];
		}
	}
	if (!best)
		return false;
	imply_gaps(total);
	audit_sum_tell(total, VERDICT_CONDITIONAL,
		       arena_printf(total->run->arena,
				    "a row of %s is missing: as in '%s' (%s)", gaps(total),
				    best->model, best->cited))
	    ->source = best->citation;
	return true;
}

/* Ratio of two figures of the gap against those of the rows. */
static bool ratio_fits(const struct audit_total *total, const struct audit_sum *a,
		       const struct audit_sum *b)
{
	struct interval gap = interval_divide(a->gap, b->gap);
	struct interval rows = interval_empty();
	size_t i;

	for (i = 0; i < total->row_count; i++)
		rows = interval_hull(
		    rows, interval_divide(audit_sum_row(total, i, a->figure)->loose,
					  audit_sum_row(total, i, b->figure)->loose));
	rows.low /= ratio_room;
	rows.high *= ratio_room;
	return interval_meets(gap, rows);
}

/* One row, unknown, that has as much of each figure as the others have beside each other. */
static bool explain_by_any_row(const struct audit_total *total)
{
	const struct audit_sum *first = audit_sum_foremost(total);
	size_t i;

	if (total->apart < 2)
		return false;
	for (i = 0; i < total->sum_count; i++)
		if (audit_sum_is_apart(&total->sums[i]) && &total->sums[i] != first &&
		    !ratio_fits(total, first, &total->sums[i]))
			return false;
	imply_gaps(total);
	audit_sum_tell(total, VERDICT_CONDITIONAL,
		       arena_printf(total->run->arena,
				    "a row of %s is missing: in proportion it is as the others",
				    gaps(total)));
	return true;
}

bool audit_sums_missing(const struct audit_total *total)
{
	return lacks_all(total) && (explain_by_known(total) || explain_by_any_row(total));
}
