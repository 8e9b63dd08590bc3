#ifndef FACTORS_COVERAGE_H
#define FACTORS_COVERAGE_H

/*
 * Which regions and things have factors of what.
 *
 * A cross table counts, for each group of regions or things, how many of them have a row under
 * each heading. Countries with the same years of electricity's gwp stand together.
 */

#include <stddef.h>

struct factor;
struct factors;

enum { MOST_HEADINGS = 12 };

struct cross_row {
	const char *label;
	size_t members;
	size_t counts[MOST_HEADINGS];
	int first_year, last_year; /* of the first heading; 0: none */
};

struct cross {
	const char *title, *label;
	const char *headings[MOST_HEADINGS];
	size_t heading_count;
	const struct cross_row *rows;
	size_t row_count;
};

/* Regions whose series have the same years. */
struct span {
	const char *years;   /* "2000-2023, 2025" */
	const char *regions; /* "AD, AE, ..." */
	size_t count;
};

struct coverage {
	const struct cross *tables;
	size_t table_count;
	const struct span *spans; /* of countries; most countries first */
	size_t span_count;
};

struct coverage coverage_of(struct factors *factors, const struct factor *const *rows,
			    size_t count);
/* Its part about countries (spans.c). */
size_t spans_of(struct factors *factors, const struct factor *const *rows, size_t count,
		const struct span **found);

#endif
