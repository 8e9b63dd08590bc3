#ifndef REPORTS_VIEW_AUDIT_H
#define REPORTS_VIEW_AUDIT_H

/*
 * The pages of lca audit: the verdict, and of a claim what it states, what follows from that,
 * what was found and what would explain it.
 *
 * One claim is shown whole. Of several a table of verdicts comes first, then those that are
 * conditional or inconsistent, then what is remarked of the others; --explain shows each whole,
 * with every calculation.
 */

#include "models/audit.h"
#include "reports/doc.h"

struct diags;

struct audit_view {
	struct doc *doc;
	const struct audit_report *report;
	/* Citations in the order of their first use: "[3]". */
	const char **sources;
	size_t source_count;
	bool page; /* of a browser */
};

/* page: for a browser, where no option can be typed. */
void view_audit(struct doc *doc, const struct audit_report *report, const struct diags *diags,
		bool page);
/* One row each with every figure, exact (CSV). */
void view_audit_flat(struct doc *doc, const struct audit *audit);

/* Every figure that was recomputed, as a multiple of what follows (view_chart_audit.c). */
void view_chart_audit(const struct audit_view *view);
/* A claim: whole, or what its verdict rests on. */
void audit_page(struct audit_view *view, const struct audited *audited, bool whole);
/* Of a claim, tables: the figures stated; what is recomputed (not whole: only what is apart,
 * where anything is); what is implied (unlikely: only what lies out of its bounds). */
void audit_stated(struct audit_view *view, const struct claim *claim);
void audit_checks(struct audit_view *view, const struct audited *audited, bool whole);
void audit_implied_values(struct audit_view *view, const struct audited *audited,
			  bool unlikely);
/* Every calculation: a table each, its terms line by line. */
void audit_calculations(struct audit_view *view, const struct audited *audited);

/* " [3]" for a citation, "" for NULL. */
const char *audit_cite(struct audit_view *view, const char *citation);

/* Words (view_audit_words.c). */
const char *audit_figure_name(struct arena *arena, const char *key); /* without '_' */
/* "energy = accelerator hours x power" */
const char *audit_relation(struct arena *arena, const struct audit_check *check);
const char *audit_terms(struct arena *arena, const struct audit_term *terms, size_t count);
const char *audit_outcome_name(enum audit_outcome outcome); /* "apart" */
const char *audit_fit_name(enum audit_fit fit);
const char *audit_accounting_name(enum claim_accounting accounting); /* NULL: unsaid */
const char *audit_power_name(enum claim_power_of power_of);	     /* NULL: unsaid */
/* "line 4": the file stands with the claim; "" where it is not known. */
const char *audit_line(struct arena *arena, struct place place);
/* value in unit to the place that an interval (base units) leaves sure. */
const char *audit_shown(struct arena *arena, double value, struct interval interval,
			const struct unit *unit);
/* The same of what was printed: no digit more or less. */
const char *audit_as_stated(struct arena *arena, double value, struct interval interval,
			    const struct unit *unit);
/* The ends of an interval, as a cell; nothing where it is one value. */
void audit_range(struct doc *doc, struct interval interval, const struct unit *unit);
/* "24 to 1300 MWh" */
const char *audit_ends(struct arena *arena, struct interval interval, const struct unit *unit);
bool audit_is_wide(struct interval interval);
bool audit_same_interval(struct interval a, struct interval b);
/* "kgCO2e/kWh" of base units, to print exact numbers in (CSV, JSON). */
struct unit audit_base_unit(struct arena *arena, const struct unit *unit);
/* False where it rests on a bound, which has ends and no middle. */
bool audit_has_middle(const struct audit_check *check);
/* The relation that gives a figure and is not set aside, or NULL; the implied value of an id.
 */
const struct audit_check *audit_check_of(const struct audited *audited,
					 enum claim_figure figure);
const struct audit_implied *audit_implied_of(const struct audited *audited, const char *id);

#endif
