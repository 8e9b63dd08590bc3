/* Of a claim in an audit: what it states, what is recomputed, what is implied. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"
#include "reports/number.h"
#include "reports/view_audit.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

/* "33", or "33 (kWh)" where the unit that was taken is not printed. */
static const char *printed_text(struct arena *arena, const struct printed *printed)
{
	if (!(printed->doubts & PRINTED_NO_UNIT) || !*printed->unit.text)
		return printed->text;
	return arena_printf(arena, "%s (%s)", printed->text, printed->unit.text);
}

static bool is_doubtful(const struct printed *printed)
{
	return !audit_same_interval(printed->exact, printed->loose);
}

/* doubtful: there is a column for what may be rounding. */
static void stated_row(struct doc *doc, const char *name, const struct printed *printed,
		       bool doubtful)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, printed_text(doc->arena, printed));
	audit_range(doc, printed->exact, &printed->unit);
	if (doubtful && is_doubtful(printed))
		audit_range(doc, printed->loose, &printed->unit);
	else if (doubtful)
		doc_range(doc, "", "");
	doc_cell(doc, audit_line(doc->arena, printed->place));
}

static void also_rows(struct doc *doc, const struct claim *claim, bool doubtful)
{
	for (size_t i = 0; i < claim->also_count; i++) {
		const struct claim_also *also = &claim->also[i];
		const char *name =
		    audit_figure_name(doc->arena, claim_figure_key(also->figure));

		stated_row(doc,
			   arena_printf(doc->arena, "%s, %s", name,
					also->where ? also->where : "elsewhere"),
			   &also->printed, doubtful);
	}
}

static void comparison_rows(struct doc *doc, const struct claim *claim, bool doubtful)
{
	for (size_t i = 0; i < claim->equivalent_count; i++)
		stated_row(doc,
			   arena_printf(doc->arena, "like: %s", claim->equivalents[i].thing),
			   &claim->equivalents[i].count, doubtful);
	for (size_t i = 0; i < claim->ratio_count; i++)
		stated_row(doc,
			   arena_printf(doc->arena, "times that of %s",
					claim->ratios[i].than ? claim->ratios[i].than : "?"),
			   &claim->ratios[i].times, doubtful);
}

/* What a claim states, and whether of any of it zeros may be rounding. */
static size_t count_stated(const struct claim *claim, bool *doubtful)
{
	size_t count = claim->also_count + claim->equivalent_count + claim->ratio_count;

	*doubtful = false;
	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		struct printed taken;

		if (!claim->figures[f])
			continue;
		taken = audit_taken((enum claim_figure)f, claim->figures[f]);
		*doubtful = *doubtful || is_doubtful(&taken);
		count++;
	}
	for (size_t i = 0; i < claim->also_count; i++)
		*doubtful = *doubtful || is_doubtful(&claim->also[i].printed);
	for (size_t i = 0; i < claim->equivalent_count; i++)
		*doubtful = *doubtful || is_doubtful(&claim->equivalents[i].count);
	for (size_t i = 0; i < claim->ratio_count; i++)
		*doubtful = *doubtful || is_doubtful(&claim->ratios[i].times);
	return count;
}

void audit_stated(struct audit_view *view, const struct claim *claim)
{
	static const struct doc_column wide[] = {
	    {.title = "stated", .wraps = true},
	    {.title = "as printed", .wraps = true},
	    {.title = "may have been", .align = ALIGN_RANGE},
	    {.title = "if zeros round", .align = ALIGN_RANGE},
	    {.title = "where"},
	};
	static const struct doc_column narrow[] = {
	    {.title = "stated", .wraps = true},
	    {.title = "as printed", .wraps = true},
	    {.title = "may have been", .align = ALIGN_RANGE},
	    {.title = "where"},
	};
	struct doc *doc = view->doc;
	bool doubtful;

	if (count_stated(claim, &doubtful) == 0)
		return;
	doc_table(doc, doubtful ? wide : narrow, doubtful ? COUNT(wide) : COUNT(narrow));
	for (size_t f = 0; f < CLAIM_FIGURES; f++) {
		enum claim_figure figure = (enum claim_figure)f;
		struct printed taken;

		if (!claim->figures[f])
			continue;
		taken = audit_taken(figure, claim->figures[f]);
		stated_row(doc, audit_figure_name(doc->arena, claim_figure_key(figure)), &taken,
			   doubtful);
	}
	also_rows(doc, claim, doubtful);
	comparison_rows(doc, claim, doubtful);
}

/* "apart, x 2.205": stated over recomputed. */
static const char *outcome(struct arena *arena, const struct audit_check *check)
{
	enum { DIGITS = 4 };
	double ratio = check->stated / check->value;

	if (check->outcome == OUTCOME_RANGE && check->edge)
		return "at the edge";
	if (check->outcome != OUTCOME_APART || !isfinite(ratio) || !audit_has_middle(check))
		return audit_outcome_name(check->outcome);
	return arena_printf(arena, "apart, x %s", number_significant(arena, ratio, DIGITS));
}

static void check_row(struct doc *doc, const struct audit_check *check, bool reading)
{
	/* Where they meet, as many digits as the stated figure has, so that the two can be held
	 * against each other. */
	bool alike = check->outcome == OUTCOME_MEETS || check->outcome == OUTCOME_ROUNDING;
	struct interval digits = alike ? check->stated_exact : check->exact;
	bool loose = check->outcome == OUTCOME_ROUNDING || check->outcome == OUTCOME_RANGE;

	reading = reading && check->reading;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "%s%s%s%s", audit_relation(doc->arena, check), reading ? " (" : "",
		  reading ? check->reading : "", reading ? ")" : "");
	doc_number(
	    doc, audit_as_stated(doc->arena, check->stated, check->stated_exact, &check->unit));
	doc_number(doc, audit_has_middle(check)
			    ? audit_shown(doc->arena, check->value, digits, &check->unit)
			    : "");
	audit_range(doc, loose ? check->loose : check->exact, &check->unit);
	doc_cell(doc, outcome(doc->arena, check));
}

/* A figure that is held against a range alone is shown where it lies out of it. */
static bool is_shown(const struct audit_check *check, bool apart)
{
	if (check->outcome == OUTCOME_SET_ASIDE)
		return false;
	return check->outcome == OUTCOME_APART || (!apart && audit_is_relation(check));
}

static bool any_apart(const struct audit_check *checks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (checks[i].outcome == OUTCOME_APART)
			return true;
	return false;
}

/* Whether a value that is shown is the middle of a range of the database. */
static bool any_middle_of_range(const struct audit_check *checks, size_t count, bool apart)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < checks[i].term_count; k++)
			if (is_shown(&checks[i], apart) && audit_has_middle(&checks[i]) &&
			    checks[i].terms[k].kind == TERM_LOOKED_UP &&
			    audit_is_wide(checks[i].terms[k].exact))
				return true;
	return false;
}

/* The reading that all checks shown have, or NULL. */
static const char *common_reading(const struct audit_check *checks, size_t count, bool apart)
{
	const char *reading = NULL;
	bool first = true;

	for (size_t i = 0; i < count; i++) {
		if (!is_shown(&checks[i], apart))
			continue;
		if (!first && !text_same(reading ? reading : "",
					 checks[i].reading ? checks[i].reading : ""))
			return NULL;
		reading = checks[i].reading;
		first = false;
	}
	return reading;
}

void audit_checks(struct audit_view *view, const struct audited *audited, bool whole)
{
	static const struct doc_column columns[] = {
	    {.title = "what follows", .wraps = true},
	    {.title = "stated", .align = ALIGN_RIGHT},
	    {.title = "recomputed", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "outcome", .wraps = true},
	};
	const struct audit_check *checks = audited->checks;
	size_t count = audited->check_count, shown = 0;
	bool apart = !whole && any_apart(checks, count);
	const char *reading = common_reading(checks, count, apart);

	for (size_t i = 0; i < count; i++)
		shown += is_shown(&checks[i], apart);
	if (shown == 0)
		return;
	if (reading)
		doc_add(view->doc, DOC_TEXT, "Read so that %s:", reading);
	doc_table(view->doc, columns, COUNT(columns));
	for (size_t i = 0; i < count; i++)
		if (is_shown(&checks[i], apart))
			check_row(view->doc, &checks[i], !reading);
	if (any_middle_of_range(checks, count, apart))
		doc_add(view->doc, DOC_TEXT,
			"A value that rests on a range of the database is its geometric mean; "
			"what decides is the range.");
}

/* bounded: there are columns for bounds. */
static void implied_row(struct audit_view *view, const struct audit_implied *implied,
			bool bounded)
{
	static const char *const sides[] = {"below", "within", "above"};
	struct doc *doc = view->doc;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, implied->name);
	doc_number(doc,
		   audit_shown(doc->arena, implied->value, implied->exact, &implied->unit));
	audit_range(doc, implied->loose, &implied->unit);
	if (!bounded || !implied->bounded)
		return;
	audit_range(doc, implied->bounds, &implied->unit);
	doc_cellf(doc, "%s%s", sides[implied->side + 1],
		  audit_cite(view, implied->bounds_source));
}

void audit_implied_values(struct audit_view *view, const struct audited *audited, bool unlikely)
{
	static const struct doc_column columns[] = {
	    {.title = "implied", .wraps = true},
	    {.title = "value", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "plausible", .align = ALIGN_RANGE},
	    {.title = ""},
	};
	enum { UNBOUNDED = COUNT(columns) - 2 };
	const struct audit_implied *implied = audited->implied;
	size_t shown = 0;
	bool bounded = false;

	for (size_t i = 0; i < audited->implied_count; i++) {
		bool is_told = !unlikely || implied[i].side != 0;

		shown += is_told;
		bounded = bounded || (is_told && implied[i].bounded);
	}
	if (shown == 0)
		return;
	doc_table(view->doc, columns, bounded ? COUNT(columns) : UNBOUNDED);
	for (size_t i = 0; i < audited->implied_count; i++)
		if (!unlikely || implied[i].side != 0)
			implied_row(view, &implied[i], bounded);
}
