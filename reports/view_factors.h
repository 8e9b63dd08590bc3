#ifndef REPORTS_VIEW_FACTORS_H
#define REPORTS_VIEW_FACTORS_H

/*
 * What the views of factors share.
 *
 * The 95 % range of a factor holds its own spread, the error of its method and that of its
 * bridge. Values are shown in a unit of the same dimensions, mostly that of the row itself.
 */

#include "factors/factors.h"
#include "reports/doc.h"
#include "reports/number.h"

/* The unit that rows in `unit` are shown in: operations are counted in millions of millions. */
struct unit factor_shown_unit(const struct unit *unit);
/* Central value and range in `unit`. */
struct statistics factor_statistics(const struct factor *factor, const struct unit *unit);
/* "55.28" */
const char *factor_number(struct arena *arena, const struct factor *factor,
			  const struct unit *unit);
/* Adds the range as a cell, empty where the factor is exact. */
void factor_range(struct doc *doc, const struct factor *factor, const struct unit *unit);
/* "55.28 gCO2e/kWh (39 .. 79)" */
const char *factor_text(struct arena *arena, const struct factor *factor,
			const struct unit *unit);
/* "ccf-2024", with the variant where it says more: "mlco2-regions (mlco2-2019)". */
const char *factor_source(struct arena *arena, const struct factor *factor);
/* "estimate: NOTE" of a row that is an estimate, in about so many bytes: its cited place is but
 * one of those that it rests on. NULL of other rows, and where nothing is noted. */
const char *factor_reason(struct arena *arena, const struct factor *factor, size_t longest);
/* "2.35", to three digits */
const char *factor_ratio(struct arena *arena, double ratio);

/* A table of names and texts; a fact without a text is left out. */
void facts_begin(struct doc *doc);
void fact(struct doc *doc, const char *name, const char *text);
/* "a, b, c" */
const char *join_texts(struct arena *arena, const char *const *texts, size_t count);

/* What a region, a thing or a row is; all of a row. */
void view_profile_head(struct doc *doc, const struct profile *profile);
/* Everything known of one row. */
void view_factor_detail(struct doc *doc, const struct factor *factor);

#endif
