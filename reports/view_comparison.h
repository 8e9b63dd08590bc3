#ifndef REPORTS_VIEW_COMPARISON_H
#define REPORTS_VIEW_COMPARISON_H

/*
 * The pages of lca compare: a headline, the ranking, the figures side by side, where the
 * electricity comes from, the ranking under other ways of accounting, what is not ranked.
 *
 * Medians are shown throughout, since rows are ranked by them.
 */

#include "models/comparison.h"
#include "reports/doc.h"
#include "reports/number.h"

struct diags;

/* top: rows of each table, 0 for all. The scenario as it stands is shown in any case. */
struct comparison_view {
	struct doc *doc;
	const struct comparison *comparison;
	size_t top;
	/* Those that the rows shown rest on, by id: they are cited by their place here. */
	const struct source **sources;
	size_t source_count;
};

void view_comparison(struct doc *doc, const struct comparison *comparison, size_t top,
		     const struct diags *diags);
/* One row each with every figure, exact (CSV). */
void view_comparison_flat(struct doc *doc, const struct comparison *comparison);

/* The lowest, and what it is held against. */
void comparison_headline(const struct comparison_view *view);
/* Its totals with their ranges (view_chart_regions.c), and its tables. */
void view_chart_regions(const struct comparison_view *view);
void comparison_ranking(const struct comparison_view *view);
void comparison_side_by_side(const struct comparison_view *view);
void comparison_places(const struct comparison_view *view);
void comparison_choices(const struct comparison_view *view);

/* What is to be known before the ranking, below the headline. */
void comparison_cautions(const struct comparison_view *view);
/* What the rows that are shown say, of a kind of many texts the first (notes). */
void comparison_notes(const struct comparison_view *view, const struct diags *diags);
/* Finds the sources of the rows that are shown. */
void comparison_cite(struct comparison_view *view);
/* "[3]"; the id of a source that is not among them. */
const char *comparison_citation(const struct comparison_view *view, const char *source);

/* Whether --top leaves the row in. */
bool comparison_shows(const struct comparison_view *view, size_t row);
/* Rows are variants of a scenario, not scenarios as they stand. */
bool comparison_is_varied(const struct comparison *comparison);
/* A variant that is the scenario as it stands, or the scenario beside its variants. */
bool comparison_is_reference(const struct comparison *comparison, size_t row);
/* All rows are of one scenario. */
bool comparison_of_one_file(const struct comparison *comparison);
/* What the labels are: "region", "region, year", or "scenario". */
const char *comparison_label_title(struct arena *arena, const struct comparison *comparison);
/* A row with what its scenario or its region calls itself. */
const char *comparison_row_label(struct arena *arena, const struct comparison *comparison,
				 const struct compared_row *row);
/* One unit for all rows of a column: fits the upper middle of the medians. */
struct shown_unit comparison_unit(struct arena *arena, const struct comparison *comparison,
				  size_t criterion, bool embodied);
/* Times the lowest: "1.33"; "-" where it is not known. */
const char *comparison_ratio(struct arena *arena, const struct statistics *ratio);
/* Whether any ratio has a range. */
bool comparison_is_sampled(const struct comparison *comparison);
/* A share of samples with its standard error, to a tenth of a percent at most: none or all of
 * them is not never or always. */
const char *comparison_chance(struct arena *arena, double share, double error, bool sampled);
/* Of intensities that are looked up: "direct" or "lifecycle", as in the record. */
const char *comparison_basis(const struct comparison *comparison);
/* "95 %" */
const char *comparison_interval(struct arena *arena, const struct comparison *comparison);
#endif
