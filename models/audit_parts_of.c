/* What lies in ranges only at their edges: parts of a country, or the ends of all ranges at
 * once. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"
#include "models/audit_hull.h"

/* A part of a country whose grid is near to what is needed. */
struct part {
	const struct factor *row;
	double away; /* |ln| */
};

enum { NAMED = 3, DIGITS = 3 };

const struct audit_term *audit_data_with_parts(struct audit_run *run,
					       const struct audit_term *term,
					       const struct region *region, int year)
{
	struct hull parts = {.rows = 0};
	double methods = audit_data_methods(run);
	struct interval range, *own;
	struct audit_term *wide;

	if (!term || !text_same(region->kind, "country"))
		return term;
	hull_take(run, &parts, arena_printf(run->arena, "electricity/%s-*", region->code),
		  "gwp", year);
	if (!parts.rows)
		return term;
	range = (struct interval){parts.range.low / methods, parts.range.high * methods};
	wide = arena_alloc(run->arena, sizeof *wide);
	own = arena_alloc(run->arena, sizeof *own);
	*own = term->loose;
	*wide = *term;
	wide->loose = interval_hull(term->loose, range);
	wide->own = own;
	return wide;
}

static const struct audit_term *country_of(const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < check->term_count; i++)
		if (check->terms[i].own)
			return &check->terms[i];
	return NULL;
}

/* Keeps the nearest of each region. */
static void take(struct part parts[NAMED], size_t *count, const struct factor *row, double away)
{
	size_t i, at;

	for (i = 0; i < *count; i++)
		if (text_same(parts[i].row->region, row->region)) {
			if (away < parts[i].away)
				parts[i] = (struct part){row, away};
			return;
		}
	if (*count < NAMED)
		++*count;
	else if (parts[NAMED - 1].away <= away)
		return;
	for (at = *count - 1; at > 0 && parts[at - 1].away > away; at--)
		parts[at] = parts[at - 1];
	parts[at] = (struct part){row, away};
}

/* "Vermont, Washington": the parts whose grid comes nearest to the intensity; "" where none is
 * within what separates two methods. */
static const char *nearest_parts(struct audit_run *run, const struct claim *claim,
				 double intensity)
{
	struct part parts[NAMED];
	const struct factor **rows;
	const char *pattern = arena_printf(run->arena, "electricity/%s-*", claim->region->code);
	const char *names = "";
	size_t i, known = 0, count = factors_list(run->factors, pattern, &rows);

	for (i = 0; i < count; i++) {
		double value = unit_to_base(&rows[i]->quantity.unit, rows[i]->value);
		double away = fabs(log(value / intensity));

		if (text_same(rows[i]->criterion, "gwp") &&
		    !text_same(rows[i]->status, "suspect") &&
		    away <= log(audit_data_methods(run)))
			take(parts, &known, rows[i], away);
	}
	for (i = 0; i < known; i++) {
		const struct region *region =
		    factors_region_known(run->factors, parts[i].row->region);

		names = arena_printf(run->arena, "%s%s%s", names, i ? ", " : "",
				     region ? region->name : parts[i].row->region);
	}
	return names;
}

static const char *stated_as(struct audit_run *run, size_t claim,
			     const struct audit_check *check)
{
	const struct printed *printed = run->claims->claims[claim].figures[check->result];

	return printed && printed->text
		   ? printed->text
		   : audit_number(run->arena, check->stated, check->stated_exact, &check->unit);
}

static bool is_far(const struct audit_term *country, double intensity)
{
	return intensity > 0 && !interval_holds(*country->own, intensity);
}

/* False where no part comes near to it. */
static bool tell_parts(struct audit_run *run, size_t claim, const struct audit_check *check,
		       const struct audit_term *country, double intensity)
{
	const struct claim *stated = &run->claims->claims[claim];
	const char *names = nearest_parts(run, stated, intensity);
	struct audit_finding *finding;

	if (!*names)
		return false;
	finding = audit_find(
	    run, claim, AUDIT_IMPLIED_CI, VERDICT_CONDITIONAL,
	    "%s of %s need%s about %s %s, which only parts of %s have such as %s; that of the "
	    "country is %s, %s to %s with room for other methods",
	    audit_figure_words(run->arena, check->result), stated_as(run, claim, check),
	    text_ends(audit_figure_words(run->arena, check->result), "s") ? "" : "s",
	    audit_plain(run->arena, intensity / country->unit.scale, DIGITS),
	    country->unit.text, stated->region->name, names, country->text,
	    audit_plain(run->arena, country->own->low / country->unit.scale, DIGITS),
	    audit_plain(run->arena, country->own->high / country->unit.scale, DIGITS));

	finding->has_value = true;
	finding->value = intensity / country->unit.scale;
	finding->unit = country->unit.text;
	finding->source = country->source;
	return true;
}

static void tell_edge(struct audit_run *run, size_t claim, const struct audit_check *check)
{
	const char *ranges = "";
	struct audit_finding *finding;
	size_t i;

	for (i = 0; i < check->term_count; i++)
		if ((check->terms[i].kind == TERM_LOOKED_UP ||
		     check->terms[i].kind == TERM_BOUND) &&
		    check->terms[i].loose.low < check->terms[i].loose.high)
			ranges = arena_printf(run->arena, "%s%s%s", ranges, *ranges ? ", " : "",
					      check->terms[i].name);
	finding = audit_find(
	    run, claim, AUDIT_RANGE, VERDICT_CONDITIONAL,
	    "%s of %s follow%s only at the outer edge of every range at once "
	    "(%s); together they plausibly give %s",
	    audit_figure_words(run->arena, check->result), stated_as(run, claim, check),
	    text_ends(audit_figure_words(run->arena, check->result), "s") ? "" : "s", ranges,
	    audit_span(run->arena, check->likely, &check->unit));
	finding->has_value = true;
	finding->value = check->stated / check->unit.scale;
	finding->unit = check->unit.text;
}

void audit_edges(struct audit_run *run, size_t claim)
{
	const struct audited *audited = &run->audited[claim];
	size_t i;

	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];
		const struct audit_term *country = country_of(check);
		double intensity;

		if (check->outcome != OUTCOME_RANGE || !check->edge)
			continue;
		intensity = country ? country->value * check->stated / check->value : 0;
		if (text_same(check->id, "intensity-of-region-within-bounds"))
			intensity = check->stated;
		if (!country || !is_far(country, intensity) ||
		    !tell_parts(run, claim, check, country, intensity))
			tell_edge(run, claim, check);
	}
}
