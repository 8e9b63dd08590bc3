/* Rows of the database taken together. */

#include "models/audit_hull.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

double hull_middle(struct interval range)
{
	return range.low > 0 ? sqrt(range.low * range.high) : range.low / 2 + range.high / 2;
}

const char *hull_text(struct audit_run *run, struct interval range, const struct unit *unit)
{
	/* Pure numbers are written '1' in tables. */
	const char *text = dimensions_none(unit->dimensions) ? "" : unit->text;
	const char *blank = *text ? " " : "";

	if (range.low < range.high)
		return arena_printf(run->arena, "%s to %s%s%s",
				    audit_plain(run->arena, range.low / unit->scale, 4),
				    audit_plain(run->arena, range.high / unit->scale, 4), blank,
				    text);
	return arena_printf(run->arena, "%s%s%s",
			    audit_plain(run->arena, range.low / unit->scale, 4), blank, text);
}

static void take_row(struct hull *hull, const struct factor *row)
{
	double value = unit_to_base(&row->quantity.unit, row->value);

	if (hull->rows &&
	    !dimensions_equal(hull->unit.dimensions, row->quantity.unit.dimensions))
		return;
	hull->range =
	    hull->rows ? interval_hull(hull->range, interval_of(value)) : interval_of(value);
	if (!hull->rows || row->year > hull->last) {
		hull->last = row->year;
		hull->latest = row;
	}
	if (!hull->rows || row->year < hull->first)
		hull->first = row->year;
	hull->unit = row->quantity.unit;
	hull->rows++;
}

void hull_take(struct audit_run *run, struct hull *hull, const char *pattern,
	       const char *criterion, int year)
{
	enum { NEAR = 6 };
	const struct factor **rows;
	const struct factor *one;
	size_t i, count;

	if (!strchr(pattern, '*')) {
		one = factors_by_id(run->factors, pattern);
		if (one)
			take_row(hull, one);
		return;
	}
	count = factors_list(run->factors, pattern, &rows);

	for (i = 0; i < count; i++)
		if ((!criterion || text_same(rows[i]->criterion, criterion)) &&
		    (!year || !rows[i]->year || abs(rows[i]->year - year) <= NEAR) &&
		    !text_same(rows[i]->status, "suspect"))
			take_row(hull, rows[i]);
}

const struct audit_term *hull_term(struct audit_run *run, const char *name,
				   const struct hull *hull, double wider)
{
	struct audit_term *term;
	const char *years = "";

	if (!hull->rows)
		return NULL;
	if (hull->last > 0)
		years = hull->first < hull->last
			    ? arena_printf(run->arena, " of %d to %d",
					   hull->first ? hull->first : hull->last, hull->last)
			    : arena_printf(run->arena, " of %d", hull->last);
	term = arena_alloc(run->arena, sizeof *term);
	*term = (struct audit_term){
	    .kind = TERM_LOOKED_UP,
	    .operation = '*',
	    .name = name,
	    .value = hull_middle(hull->range),
	    .exact = hull->range,
	    .loose = {hull->range.low / wider, hull->range.high * wider},
	    .unit = hull->unit,
	    .text = hull_text(run, hull->range, &hull->unit),
	    .place = hull->latest->quantity.origin.place,
	    .source = arena_printf(run->arena, "%zu row%s%s, the latest by %s", hull->rows,
				   hull->rows == 1 ? "" : "s", years, hull->latest->citation),
	};
	return term;
}

void hull_take_latest(struct audit_run *run, struct hull *hull, const char *pattern,
		      const char *criterion)
{
	struct hull all = {.rows = 0};

	hull_take(run, &all, pattern, criterion, 0);
	hull_take(run, hull, pattern, criterion, all.last);
}
