#ifndef TESTS_QUANTILES_H
#define TESTS_QUANTILES_H

/* The distributions of tests/published/quantiles.csv with their quantiles (quantiles.py). */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "lca/base/dist.h"
#include "tests/near.h"

#define QUANTILES_TABLE LCA_ROOT "/tests/published/quantiles.csv"

enum column { KIND, A, B, C, D, LOW, HIGH, POINTS, SCALE, FIRST_QUANTILE };
enum { QUANTILES = 29 };

static const char *const quantiles_kinds[] = {
    "EXACT", "NORMAL",	"LOGNORMAL", "UNIFORM", "TRIANGULAR", "PERT",	  "BETA",
    "GAMMA", "WEIBULL", "STUDENT",   "ARCSINE", "TRAPEZOID",  "DISCRETE", "EMPIRICAL"};

struct quantiles_row {
	const char *name;
	struct dist dist;
	double scale;
	double x[QUANTILES];
};

struct quantiles_table {
	double p[QUANTILES];
	struct quantiles_row *rows;
	size_t count;
};

static inline double quantiles_number(const char *text)
{
	char *end;
	double number = strtod(text, &end);

	if (*end || end == text)
		fail_msg("'%s' is no number", text);
	return number;
}

/* "1-1e-12" is the double nearest to it. */
static inline double quantiles_probability(const char *text)
{
	return strncmp(text, "1-", 2) == 0 ? 1 - quantiles_number(text + 2)
					   : quantiles_number(text);
}

static inline enum dist_kind quantiles_kind(const char *text)
{
	size_t i;

	for (i = 0; i < sizeof quantiles_kinds / sizeof *quantiles_kinds; i++)
		if (strcmp(quantiles_kinds[i], text) == 0)
			return (enum dist_kind)i;
	fail_msg("no distribution '%s'", text);
	return DIST_EXACT;
}

/* "x:p x:p" or "x x". */
static inline const struct dist_points *quantiles_points(struct arena *arena, const char *text)
{
	struct dist_points *points = arena_alloc(arena, sizeof *points);
	double *x = arena_alloc(arena, strlen(text) * sizeof *x);
	double *p = arena_alloc(arena, strlen(text) * sizeof *p);
	char *at = arena_text(arena, text);
	bool weighted = strchr(text, ':');

	for (; *at; points->count++) {
		x[points->count] = strtod(at, &at);
		if (weighted)
			p[points->count] = strtod(at + 1, &at);
		at += *at == ' ';
	}
	points->x = x;
	points->p = weighted ? p : NULL;
	return points;
}

static inline struct quantiles_row quantiles_row_of(struct arena *arena,
						    const struct csv_row *line)
{
	struct quantiles_row row = {.scale = quantiles_number(line->fields[SCALE].text)};
	const char *text[FIRST_QUANTILE];
	double abcd[4];
	size_t i;

	for (i = 0; i < FIRST_QUANTILE; i++)
		text[i] = line->fields[i].text;
	for (i = 0; i < 4; i++)
		abcd[i] = *text[A + i] ? quantiles_number(text[A + i]) : 0;
	row.dist = (struct dist){.kind = quantiles_kind(text[KIND]),
				 .a = abcd[0],
				 .b = abcd[1],
				 .c = abcd[2],
				 .d = abcd[3],
				 .cut = *text[LOW] || *text[HIGH],
				 .low = *text[LOW] ? quantiles_number(text[LOW]) : -INFINITY,
				 .high = *text[HIGH] ? quantiles_number(text[HIGH]) : INFINITY};
	if (*text[POINTS])
		row.dist.points = quantiles_points(arena, text[POINTS]);
	row.name = arena_printf(arena, "%s a %s b %s c %s d %s, %s .. %s", text[KIND], text[A],
				text[B], text[C], text[D], text[LOW], text[HIGH]);
	for (i = 0; i < QUANTILES; i++)
		row.x[i] = quantiles_number(line->fields[FIRST_QUANTILE + i].text);
	return row;
}

static inline struct quantiles_table quantiles_read(struct arena *arena)
{
	struct csv *csv = csv_open(QUANTILES_TABLE, ',', diags_new(arena));
	struct quantiles_table table = {0};
	struct csv_row line;
	size_t i;

	if (!csv || !csv_next(csv, &line) || line.count != FIRST_QUANTILE + QUANTILES)
		fail_msg("cannot read %s", QUANTILES_TABLE);
	for (i = 0; i < QUANTILES; i++)
		table.p[i] = quantiles_probability(line.fields[FIRST_QUANTILE + i].text);
	while (csv_next(csv, &line)) {
		assert_int_equal(line.count, FIRST_QUANTILE + QUANTILES);
		table.rows = arena_grow(arena, table.rows, table.count, sizeof *table.rows);
		table.rows[table.count++] = quantiles_row_of(arena, &line);
	}
	assert_false(csv_failed(csv));
	csv_close(csv);
	return table;
}

#endif
