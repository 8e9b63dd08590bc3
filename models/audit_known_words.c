/* What is told of a figure that is known. */

#include <math.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_known.h"
#include "models/audit_parts.h"
#include "models/claim_scope.h"

enum { MOST_OTHERS = 3 };

/* Ratios of two figures of one model: told apart, and of something else. */
static const double apart = 1.05, far_apart = 1.5;

static const struct known *row_of(const struct inquiry *inquiry, const struct match *match)
{
	return &inquiry->knowns->rows[match->row];
}

static const char *number(const struct inquiry *inquiry, enum claim_figure figure, size_t row)
{
	return known_number(inquiry->run->arena, figure,
			    inquiry->knowns->rows[row].figures[figure]);
}

static void set_value(const struct inquiry *inquiry, struct audit_finding *finding,
		      enum claim_figure figure, size_t row)
{
	const struct printed *known = inquiry->knowns->rows[row].figures[figure];

	finding->has_value = true;
	finding->value = known->value / known->unit.scale;
	finding->unit = known->unit.text;
}

static void sign(struct inquiry *inquiry, struct audit_finding *finding,
		 enum claim_figure figure, const struct match *match)
{
	finding->place = inquiry->figures[figure]->place;
	finding->source = row_of(inquiry, match)->citation;
	inquiry->told = match->row + 1;
}

void audit_known_tell_copy(struct inquiry *inquiry, enum claim_figure figure,
			   const struct match *other, const struct match *own)
{
	const struct known *known = row_of(inquiry, other);
	enum audit_code code = other->alone ? AUDIT_COPY : AUDIT_SCOPE;
	struct audit_finding *finding;

	if (own)
		finding =
		    audit_find(inquiry->run, inquiry->index, code, VERDICT_CONDITIONAL,
			       "%s is published of %s (%s); of %s it is %s (%s)",
			       number(inquiry, figure, other->row), known->model, known->cited,
			       row_of(inquiry, own)->model, number(inquiry, figure, own->row),
			       row_of(inquiry, own)->cited);
	else
		finding = audit_find(
		    inquiry->run, inquiry->index, code, VERDICT_CONDITIONAL,
		    "%s is published of %s (%s), the same to %d digits; of %s no figure is "
		    "known here",
		    number(inquiry, figure, other->row), known->model, known->cited,
		    other->digits, inquiry->claim->model);
	if (own)
		set_value(inquiry, finding, figure, own->row);
	sign(inquiry, finding, figure, other);
	inquiry->alarmed[figure] = true;
}

void audit_known_tell_chance(struct inquiry *inquiry, enum claim_figure figure,
			     const struct match *other)
{
	const struct known *known = row_of(inquiry, other);
	struct audit_finding *finding =
	    audit_find(inquiry->run, inquiry->index, AUDIT_SCOPE, VERDICT_CONSISTENT,
		       "the same number is published of %s: %s (%s)", known->model,
		       number(inquiry, figure, other->row), known->cited);

	sign(inquiry, finding, figure, other);
}

/* What is published of the model of a row for a stage, on its own grid: rather by itself than
 * among others ("OPT-175B (BLOOM paper)"). */
static bool find_own(const struct inquiry *inquiry, enum claim_figure figure, size_t row,
		     enum known_stage stage, size_t *found)
{
	const struct known *rows = inquiry->knowns->rows;
	bool any = false;
	size_t i;

	for (i = 0; i < inquiry->knowns->count; i++) {
		if (rows[i].counterfactual || !rows[i].figures[figure] ||
		    rows[i].stage != stage ||
		    known_name_kinship(&rows[i].name, &rows[row].name) != KIN_SAME)
			continue;
		if (!any || (strchr(rows[*found].model, '(') && !strchr(rows[i].model, '(')))
			*found = i;
		any = true;
	}
	return any;
}

void audit_known_tell_stage(struct inquiry *inquiry, enum claim_figure figure,
			    const struct match *match)
{
	struct arena *arena = inquiry->run->arena;
	const struct known *known = row_of(inquiry, match);
	const char *rest = "";
	struct audit_finding *finding;
	size_t own = 0;

	if (find_own(inquiry, figure, match->row, inquiry->stage, &own))
		rest = arena_printf(
		    arena, "; for %s it is %s (%s)", known_stage_name(inquiry->stage),
		    number(inquiry, figure, own), inquiry->knowns->rows[own].cited);
	finding = audit_find(inquiry->run, inquiry->index, AUDIT_SCOPE, VERDICT_CONDITIONAL,
			     "%s is published of %s for %s (%s), not for %s%s",
			     number(inquiry, figure, match->row), known->model,
			     known->stage == STAGE_TOTAL ? "all of it"
							 : known_stage_name(known->stage),
			     known->cited, known_stage_name(inquiry->stage), rest);
	if (*rest)
		set_value(inquiry, finding, figure, own);
	sign(inquiry, finding, figure, match);
	inquiry->alarmed[figure] = true;
}

void audit_known_tell_counterfactual(struct inquiry *inquiry, enum claim_figure figure,
				     const struct match *match)
{
	const struct known *known = row_of(inquiry, match);
	struct audit_finding *finding;
	size_t own = 0;

	if (!find_own(inquiry, figure, match->row, known->stage, &own))
		return;
	finding = audit_find(inquiry->run, inquiry->index, AUDIT_SCOPE, VERDICT_CONDITIONAL,
			     "%s is computed for another grid, to compare models (%s); its own "
			     "is %s (%s)",
			     number(inquiry, figure, match->row), known->cited,
			     number(inquiry, figure, own), inquiry->knowns->rows[own].cited);
	set_value(inquiry, finding, figure, own);
	sign(inquiry, finding, figure, match);
	inquiry->alarmed[figure] = true;
}

static const char *cell(const struct known *known, const char *column)
{
	size_t i;

	for (i = 0; i < FIGURE_COLUMNS; i++)
		if (text_same(figure_columns[i], column))
			return known->row->cells[i];
	return "";
}

/* The same energy, published as one that holds the PUE and stated as one that does not: what
 * is computed with it holds the PUE twice. */
static void tell_metered(struct inquiry *inquiry, const struct known *known)
{
	const struct claim *claim = inquiry->run->audited[inquiry->index].claim;
	const struct printed *energy = known->figures[CLAIM_ENERGY];
	const char *scope = cell(known, "energy_scope"), *text = cell(known, "pue");
	struct audit_finding *finding;
	double pue;

	if ((!strstr(scope, "incl_pue") && !text_starts(scope, "facility")) ||
	    !text_number(text, strlen(text), &pue) || !(pue > 1) ||
	    scope_holds(claim, SCOPE_PUE) ||
	    (claim->metered != METERED_ACCELERATOR && claim->metered != METERED_COMPONENTS &&
	     claim->metered != METERED_NODE))
		return;
	finding = audit_find(
	    inquiry->run, inquiry->index, AUDIT_PUE_TWICE, VERDICT_CONDITIONAL,
	    "%s is published as an energy that holds the PUE of %s (%s), and "
	    "stated as one that does not: without it, it is %s %s",
	    known_number(inquiry->run->arena, CLAIM_ENERGY, energy), text, known->cited,
	    audit_plain(inquiry->run->arena, energy->value / pue / unit_of("MWh").scale, 4),
	    "MWh");
	finding->has_value = true;
	finding->value = energy->value / pue / unit_of("MWh").scale;
	finding->unit = "MWh";
	finding->source = known->citation;
}

void audit_known_tell_same(struct inquiry *inquiry, const enum claim_figure *figures,
			   size_t count)
{
	const struct known *known = row_of(inquiry, &inquiry->same);
	struct arena *arena = inquiry->run->arena;
	struct audit_finding *finding;
	const char *list = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct printed *stated = inquiry->figures[figures[i]];
		const struct printed *published = known->figures[figures[i]];
		const char *one;

		if (!stated || !published || !known_equal(stated, published))
			continue;
		one = known_number(arena, figures[i], published);
		list = list ? arena_printf(arena, "%s, %s", list, one) : one;
		if (figures[i] == CLAIM_ENERGY)
			tell_metered(inquiry, known);
	}
	if (!list)
		return;
	finding = audit_find(inquiry->run, inquiry->index, AUDIT_KNOWN, VERDICT_CONSISTENT,
			     "published of %s: %s (%s)", known->model, list, known->cited);
	finding->source = known->citation;
	inquiry->told = inquiry->same.row + 1;
}

/* How far two figures of one model lie apart; 1 where they may be one. */
static double ratio_of(const struct printed *a, const struct printed *b)
{
	if (interval_meets(a->loose, b->loose))
		return 1;
	return a->value > b->value ? a->value / b->value : b->value / a->value;
}

/* The stage of the claim, or of the row that it repeats. */
static enum known_stage stage_meant(const struct inquiry *inquiry)
{
	if (inquiry->stage == STAGE_UNSAID && inquiry->same.found)
		return row_of(inquiry, &inquiry->same)->stage;
	return inquiry->stage;
}

/* The row is of the model of the claim, or of the row that it repeats. */
static bool is_of_same(const struct inquiry *inquiry, size_t row)
{
	const struct known *rows = inquiry->knowns->rows;

	return inquiry->kin[row] == KIN_SAME ||
	       (inquiry->same.found &&
		known_name_kinship(&rows[inquiry->same.row].name, &rows[row].name) == KIN_SAME);
}

static bool is_other(const struct inquiry *inquiry, enum claim_figure figure, size_t row)
{
	const struct known *known = &inquiry->knowns->rows[row];

	return known->figures[figure] && is_of_same(inquiry, row) &&
	       known_stage_fits(stage_meant(inquiry), known->stage) &&
	       !audit_known_self(inquiry, row);
}

void audit_known_tell_others(struct inquiry *inquiry, enum claim_figure figure)
{
	const struct printed *stated = inquiry->figures[figure];
	struct arena *arena = inquiry->run->arena;
	const char *list = NULL;
	double farthest = 1;
	size_t i, count = 0;
	struct audit_finding *finding;

	for (i = 0; i < inquiry->knowns->count && count < MOST_OTHERS; i++) {
		const struct known *known = &inquiry->knowns->rows[i];
		const char *one;
		double ratio;

		if (!is_other(inquiry, figure, i))
			continue;
		ratio = ratio_of(stated, known->figures[figure]);
		if (ratio < apart)
			continue;
		if (list && strstr(list, number(inquiry, figure, i)))
			continue;
		one = arena_printf(arena, "%s (%s)", number(inquiry, figure, i), known->cited);
		list = list ? arena_printf(arena, "%s, %s", list, one) : one;
		farthest = fmax(farthest, ratio);
		count++;
	}
	if (!list)
		return;
	finding = audit_find(
	    inquiry->run, inquiry->index, farthest >= far_apart ? AUDIT_SCOPE : AUDIT_KNOWN,
	    VERDICT_CONSISTENT, "published of %s as well: %s", inquiry->claim->model, list);
	finding->place = stated->place;
}
