/* The calculations of an audit, line by line. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"
#include "reports/number.h"
#include "reports/view_audit.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

/* loose: there is a column for what may be rounding. */
static void start_table(struct doc *doc, const char *title, bool loose)
{
	const struct doc_column wide[] = {
	    {.title = title, .wraps = true},
	    {.title = "value", .align = ALIGN_RIGHT, .wraps = true},
	    {.title = "digits as printed", .align = ALIGN_RANGE},
	    {.title = "at the widest", .align = ALIGN_RANGE},
	    {.title = "from", .wraps = true},
	};
	const struct doc_column narrow[] = {wide[0], wide[1], wide[2], wide[4]};

	doc_table(doc, loose ? wide : narrow, loose ? COUNT(wide) : COUNT(narrow));
}

static void intervals(struct doc *doc, struct interval exact, struct interval loose,
		      const struct unit *unit, bool shown)
{
	audit_range(doc, exact, unit);
	if (shown && audit_same_interval(exact, loose))
		doc_range(doc, "", "");
	else if (shown)
		audit_range(doc, loose, unit);
}

static bool any_loose(const struct audit_term *terms, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!audit_same_interval(terms[i].exact, terms[i].loose))
			return true;
	return false;
}

static const char *origin(struct audit_view *view, const struct audit_term *term)
{
	struct arena *arena = view->doc->arena;

	switch (term->kind) {
	case TERM_STATED:
		return audit_line(arena, term->place);
	case TERM_LOOKED_UP:
		return arena_printf(arena, "database%s", audit_cite(view, term->source));
	case TERM_BOUND:
		return arena_printf(arena, "bounds%s", audit_cite(view, term->source));
	case TERM_ASSUMED:
		return "assumed";
	}
	return "";
}

static void term_rows(struct audit_view *view, const struct audit_term *terms, size_t count,
		      bool loose)
{
	struct doc *doc = view->doc;

	for (size_t i = 0; i < count; i++) {
		const struct audit_term *term = &terms[i];
		bool first = i == 0 && term->operation != '/';

		doc_row(doc, ROW_PLAIN, 0);
		doc_cellf(doc, "%c %s",
			  first			   ? '='
			  : term->operation == '*' ? 'x'
						   : term->operation,
			  audit_figure_name(doc->arena, term->name));
		doc_number(doc, term->text ? term->text
					   : audit_shown(doc->arena, term->value, term->exact,
							 &term->unit));
		intervals(doc, term->exact, term->loose, &term->unit, loose);
		doc_cell(doc, origin(view, term));
	}
}

static const char *verdict_of(struct arena *arena, const struct audit_check *check)
{
	enum { DIGITS = 6 };

	if (!audit_has_middle(check) || !isfinite(check->stated / check->value))
		return audit_outcome_name(check->outcome);
	return arena_printf(arena, "%s; stated over recomputed %s",
			    audit_outcome_name(check->outcome),
			    number_significant(arena, check->stated / check->value, DIGITS));
}

static void check_table(struct audit_view *view, const struct audit_check *check)
{
	struct doc *doc = view->doc;
	const char *name = audit_figure_name(doc->arena, claim_figure_key(check->result));
	bool loose = any_loose(check->terms, check->term_count) ||
		     !audit_same_interval(check->stated_exact, check->stated_loose);

	start_table(doc,
		    check->reading
			? arena_printf(doc->arena, "%s (%s)", check->id, check->reading)
			: check->id,
		    loose);
	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "%s, stated", name);
	doc_number(
	    doc, audit_as_stated(doc->arena, check->stated, check->stated_exact, &check->unit));
	intervals(doc, check->stated_exact, check->stated_loose, &check->unit, loose);
	doc_cell(doc, "");
	term_rows(view, check->terms, check->term_count, loose);
	doc_row(doc, ROW_TOTAL, 0);
	doc_cellf(doc, "%s, %s", name, audit_is_relation(check) ? "recomputed" : "plausible");
	doc_number(doc, audit_has_middle(check)
			    ? audit_shown(doc->arena, check->value, check->exact, &check->unit)
			    : "");
	intervals(doc, check->exact, check->loose, &check->unit, loose);
	doc_cell(doc, "");
	doc_add(doc, DOC_TEXT, "%s: %s", name, verdict_of(doc->arena, check));
}

static void implied_table(struct audit_view *view, const struct audit_implied *implied)
{
	struct doc *doc = view->doc;
	bool loose = any_loose(implied->terms, implied->term_count) ||
		     !audit_same_interval(implied->exact, implied->loose);

	start_table(doc, arena_printf(doc->arena, "implied %s", implied->id), loose);
	term_rows(view, implied->terms, implied->term_count, loose);
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, implied->name);
	doc_number(doc,
		   audit_shown(doc->arena, implied->value, implied->exact, &implied->unit));
	intervals(doc, implied->exact, implied->loose, &implied->unit, loose);
	doc_cell(doc, "");
	if (implied->bounded && implied->bounds_of)
		doc_add(doc, DOC_TEXT, "Held against %s%s", implied->bounds_of,
			audit_cite(view, implied->bounds_source));
}

/* "81.6 t"; "24 to 1300 MWh" of what has no middle. */
static const char *result_of(struct arena *arena, const struct audit_check *check)
{
	return audit_has_middle(check)
		   ? audit_shown(arena, check->value, check->exact, &check->unit)
		   : audit_ends(arena, check->exact, &check->unit);
}

/* "the 626,155 are pounds; the PUE was left out" */
static const char *assumptions(struct arena *arena, const struct audit_explanation *explanation)
{
	const char *text = "";

	for (size_t i = 0; i < explanation->count; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? "; " : "",
				    explanation->assumptions[i].text);
	return text;
}

/* Readings that fit less, a line each: what they come to. */
static void set_aside(struct doc *doc, const struct audited *audited)
{
	bool started = false;

	for (size_t i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];
		const char *reading = check->reading;

		if (check->outcome != OUTCOME_SET_ASIDE)
			continue;
		if (!started)
			doc_list(doc, DOC_LIST, NULL);
		started = true;
		doc_line(doc, 0, "set aside, another reading fits better: %s%s%s%s = %s",
			 audit_relation(doc->arena, check), reading ? " (" : "",
			 reading ? reading : "", reading ? ")" : "",
			 result_of(doc->arena, check));
	}
}

void audit_calculations(struct audit_view *view, const struct audited *audited)
{
	for (size_t i = 0; i < audited->check_count; i++)
		if (audited->checks[i].outcome != OUTCOME_SET_ASIDE)
			check_table(view, &audited->checks[i]);
	set_aside(view->doc, audited);
	for (size_t i = 0; i < audited->implied_count; i++)
		implied_table(view, &audited->implied[i]);
	for (size_t i = 0; i < audited->explanation_count; i++) {
		const struct audit_explanation *explanation = &audited->explanations[i];

		doc_add(view->doc, DOC_TEXT,
			"If %s (fits %s%s):", assumptions(view->doc->arena, explanation),
			audit_fit_name(explanation->fit),
			explanation->ties ? ", as well as the one before" : "");
		for (size_t k = 0; k < explanation->check_count; k++)
			if (explanation->checks[k].outcome != OUTCOME_SET_ASIDE)
				check_table(view, &explanation->checks[k]);
	}
}
