#ifndef REPORTS_VIEW_ALIGN_H
#define REPORTS_VIEW_ALIGN_H

/*
 * The pages of lca align: all rows with what each bridge adds, then each row bridge by bridge
 * with how it was crossed and by which source.
 */

#include "models/align.h"
#include "reports/doc.h"
#include "reports/number.h"

struct diags;

struct align_view {
	struct doc *doc;
	const struct align_report *report;
	const char **sources; /* in the order of their first use */
	size_t source_count;
};

void view_align(struct doc *doc, const struct align_report *report, const struct diags *diags);
/* One row for each bridge of each claim, exact (CSV). */
void view_align_flat(struct doc *doc, const struct alignment *alignment);

/* "inside", "stated apart"; "stated" of the first step. */
const char *align_status_name(enum align_status status, enum align_step step);
/* The rows of one unit and kind, those beside `of`: their totals, and what each bridge adds;
 * the number-th kind. */
void align_side_by_side(const struct align_view *view, const struct aligned *of, size_t number);
/* Charts (view_chart_align.c): the totals of these rows; the bridges of one. number: of the
 * chart among its kind, from 1. */
void view_chart_aligned(const struct align_view *view, const struct aligned *of, size_t number,
			struct shown_unit unit);
void view_chart_waterfall(const struct align_view *view, const struct aligned *row,
			  size_t number, struct shown_unit unit);
/* Cells: a central value; the ends of a range; what a bridge adds, or why it adds nothing. */
const char *align_central(struct arena *arena, const struct align_range *range,
			  struct shown_unit unit);
void align_range_cell(struct doc *doc, const struct align_range *range, struct shown_unit unit);
void align_bridge_cell(struct doc *doc, const struct align_bridge *bridge,
		       struct shown_unit unit, enum align_step step);
/* "gCO2e/request": the mass alone has a family. */
struct shown_unit align_unit(struct arena *arena, const char *unit, double value);
/* The statistics of a range, to be printed as others are. */
struct statistics align_statistics(const struct align_range *range);

#endif
