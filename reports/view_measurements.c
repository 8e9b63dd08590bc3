/* What to measure next, and who says how well that can be done. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"

/* Quantile of the normal that bounds the central 95 %. */
static const double end_of_95 = 1.959963984540054;

/* "4 %": how far off the upper end of 95 % is. */
static const char *within(struct arena *arena, double gsd)
{
	double part = pow(gsd, end_of_95) - 1;

	return arena_printf(arena, "%s %%",
			    number_fixed(arena, 100 * part, part < 0.01 ? 1 : 0));
}

static void measurement_row(struct doc *doc, const struct assessment *assessment,
			    const struct measurement *measurement)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, measurement->draw);
	doc_cell(doc, measurement->how);
	doc_number(doc, within(doc->arena, measurement->gsd));
	doc_number(doc, arena_printf(doc->arena, "%s %%",
				     number_fixed(doc->arena, 100 * measurement->cut, 0)));
	view_range(doc, assessment, measurement->low, measurement->high);
}

static void table(struct doc *doc, const struct assessment *assessment)
{
	doc_table(doc,
		  (struct doc_column[]){{.title = "input", .wraps = true, .key = true},
					{.title = "by", .wraps = true},
					{.title = "measured to within", .align = ALIGN_RIGHT},
					{.title = "cuts the range by", .align = ALIGN_RIGHT},
					{.title = "range then", .align = ALIGN_RANGE}},
		  5);
	for (size_t i = 0; i < assessment->measure_count; i++)
		measurement_row(doc, assessment, &assessment->measure_next[i]);
	doc_add(
	    doc, DOC_TEXT,
	    "The range then, in %s, holds if the measurement confirms today's median; another "
	    "median moves it.",
	    view_unit(assessment, 0).text);
}

void view_measurements(struct doc *doc, const struct assessment *assessment)
{
	doc_add(doc, DOC_SECTION, "What to measure next");
	if (assessment->measure_count > 0)
		table(doc, assessment);
	else
		doc_add(doc, DOC_TEXT,
			"No single measurement would cut the range by 1 %% or more.");
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < assessment->unmeasured_count; i++) {
		const struct unmeasured *left = &assessment->unmeasured[i];

		if (isnan(left->total))
			doc_line(doc, 0, "not offered: %s: %s", left->draw, left->why);
		else
			doc_line(doc, 0, "not offered: %s (%s %%): %s", left->draw,
				 number_fixed(doc->arena, 100 * left->total, 0), left->why);
	}
	doc_drop_empty(doc);
}

static bool same_meter(const struct measurement *a, const struct measurement *b)
{
	return a->reach == b->reach && text_same(a->how, b->how);
}

/* Each meter once. */
void view_meter_sources(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, "Sources of the accuracies above (not used in the total)");
	for (size_t i = 0; i < assessment->measure_count; i++) {
		const struct measurement *measurement = &assessment->measure_next[i];
		const struct factor *reach = measurement->reach;
		size_t k = 0;

		while (!same_meter(&assessment->measure_next[k], measurement))
			k++;
		if (k == i)
			doc_line(doc, 0, "%s, within %s: %s", measurement->how,
				 within(doc->arena, measurement->gsd),
				 reach->citation && *reach->citation ? reach->citation
								     : reach->source);
	}
	doc_drop_empty(doc);
}
