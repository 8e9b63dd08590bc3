#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

/*
 * A chart: numbers with names, to be drawn. A writer that draws prints it with a table of the
 * same numbers behind it; others leave it out, so whatever it shows also stands in the document
 * as text or in a table.
 *
 * Values are in `unit`, exact, as the JSON result has them (kgCO2e, kWh); the axis is shown in
 * `shown`, of which one is `size` units. NaN: there is none.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct doc;

enum chart_kind {
	CHART_STACK, /* one bar: the parts of a total side by side; a negative part below it */
	CHART_INTERVALS, /* a row for each mark: a dot at its value, a line from low to high */
	CHART_TORNADO,	 /* a row for each mark: a bar from low to high about the centre */
	CHART_WATERFALL, /* steps from one value to the next: a mark adds value; `whole` is a
			    sum */
	CHART_SERIES	 /* lines over time, a panel each */
};

struct chart_mark {
	const char *label;
	const char *group; /* marks of one group have one colour, in all charts of a document; a
			      stage in all documents. NULL: none, of a stack its label */
	double value, low, high;
	const char *text; /* exact figures in words, as hovering and reading aloud tell them */
	/* Its value with unit and its range as the report's tables print them ("24.7 t",
	 * "10.4 - 27.2"), to stand beside the mark; NULL: rounded from the numbers here. */
	const char *brief, *range;
	const char *link; /* the anchor of a section of the document, or NULL */
	bool whole;	  /* of a waterfall: a total so far, drawn from 0 */
	bool open;	  /* not known, or at least: drawn hollow */
};

/* values[i] is of the time start_s + i * step_s to the next; NaN where nothing is known. */
struct chart_line {
	const char *name, *unit;
	const double *values;
};

struct chart {
	enum chart_kind kind;
	const char *id;	   /* "chart-stages": unique in the document */
	const char *title; /* "Where it comes from" */
	const char *words; /* what it shows, in a sentence or two: its alternative text */
	const char *unit, *shown;
	double size;
	const char *interval;			/* "95 %": of low and high, or NULL */
	double centre, centre_low, centre_high; /* a line across (the total); NaN: none */
	const char *centre_label, *centre_brief, *centre_range; /* as of a mark, or NULL */
	bool logarithmic; /* where the values span orders of magnitude; all are > 0 */
	const struct chart_mark *marks;
	size_t mark_count;
	const char *group;	 /* of a series: what all its lines are of, as of a mark */
	int64_t start_s, step_s; /* the same: since 1970, UTC */
	size_t point_count;
	const struct chart_line *lines;
	size_t line_count;
};

/* Adds it (copied, its texts too) to a document that is to be drawn (doc->draws); else nothing
 * happens. */
void doc_chart(struct doc *doc, const struct chart *chart);

#endif
