#ifndef REPORTS_VIEW_H
#define REPORTS_VIEW_H

/*
 * Views: they build documents. Each takes a value that is ready (nothing is computed but sums
 * of shares) and adds blocks.
 *
 * The first criterion of an assessment (gwp, unless others were asked for) is its headline.
 */

#include "reports/doc.h"
#include "reports/number.h"

struct advice;
struct assessment;
struct diags;
struct difference;
struct import;
struct key_row;
struct per_result;
struct record;

/* The itemized report: headline and items here, everything below the items in view_sections.c.
 */
void view_itemized(struct doc *doc, const struct assessment *assessment,
		   const struct diags *diags);
/* The total of the first criterion, with its range. */
void view_headline(struct doc *doc, const struct assessment *assessment);
/* Below it, in a page: model, hardware, place, years, who says so, and what is not counted. */
void view_facts(struct doc *doc, const struct assessment *assessment);
/* Every item with its range, share and basis, below its stage; the total. */
void view_item_table(struct doc *doc, const struct assessment *assessment);
/* The total over the model's life, where that is known: a line below the headline; and what is
 * served of a unit, "3,000,000,000 requests". */
void view_life(struct doc *doc, const struct assessment *assessment);
const char *view_served(struct arena *arena, const struct per_result *per);
/* What else was looked up than usual. */
void view_terms(struct doc *doc, const struct record *record);
/* Three cells: central value, range and share; a hole says so, a sum with holes is ">= ". share
 * NAN: none. */
void view_impact(struct doc *doc, const struct impact *impact, struct shown_unit unit,
		 enum number_digits digits, double share);
/* The same in a row whose name says whether it is "at least". */
void view_total(struct doc *doc, const struct impact *total, struct shown_unit unit,
		double share);
void view_sections(struct doc *doc, const struct assessment *assessment,
		   const struct diags *diags);
/* What the total is like, where that was asked for. */
void view_equivalents(struct doc *doc, const struct assessment *assessment);
/* The shortest intervals of the totals, where they were asked for. */
void view_shortest(struct doc *doc, const struct assessment *assessment);
/* True where any figure has a range. */
bool view_is_uncertain(const struct assessment *assessment);
/* Mean, median, u and errors of the samples of the total, as sentences after another one; ""
 * where it has no spread. */
const char *view_moments(struct arena *arena, const struct assessment *assessment);
/* The mean of a total, and its standard uncertainty with the unit: of the samples, but for
 * those that miss the tail of what is known, or do not exist. */
const char *view_mean(struct arena *arena, const struct impact *impact, struct shown_unit unit);
const char *view_u(struct arena *arena, const struct impact *impact, struct shown_unit unit);
/* Which figure to quote where mean or median are far from the central value; else "". */
const char *view_quote(struct arena *arena, const struct assessment *assessment);
/* Which rows of the database the numbers rest on. */
void view_used(struct doc *doc, const struct assessment *assessment);
/* What drives the range, and what to measure next (view_measurements.c). */
void view_drivers(struct doc *doc, const struct assessment *assessment);
void view_measurements(struct doc *doc, const struct assessment *assessment);
/* Who says how well that can be measured: no number of the result rests on it. */
void view_meter_sources(struct doc *doc, const struct assessment *assessment);
/* How many drivers of a criterion are known. */
size_t view_driver_count(const struct assessment *assessment, size_t criterion);
/* A cell with two figures of the total of the first criterion, rounded as its interval would
 * be. */
void view_range(struct doc *doc, const struct assessment *assessment, double from, double to);
/* The sources cited, and where in them the rows stand. */
void view_citations(struct doc *doc, const struct assessment *assessment);
/* The logs and grid series read, with rows and digest. */
void view_inputs(struct doc *doc, const struct assessment *assessment);
void view_per(struct doc *doc, const struct assessment *assessment);
/* What would lower the total, where it was asked for; the options that show one change. */
void view_advice(struct doc *doc, const struct assessment *assessment);
const char *view_advice_command(struct arena *arena, const struct advice *advice);
/* How much use equals the creation, where both are known. */
void view_break_even(struct doc *doc, const struct assessment *assessment);
/* One table of items x criteria with exact numbers, then its totals (CSV). */
void view_flat(struct doc *doc, const struct assessment *assessment);

void view_import(struct doc *doc, const struct import *import, const struct diags *diags);
/* The groups of its requests. */
void view_import_groups(struct doc *doc, const struct import *import);
/* Its parts, where it is split. */
void view_import_parts(struct doc *doc, const struct import *import);
/* field, value, unit, note (CSV). */
void view_import_flat(struct doc *doc, const struct import *import);

/* The formula trees of one item, or of every item (id NULL); flat: exact numbers, a row for
 * each term (CSV). */
void view_explain(struct doc *doc, const struct assessment *assessment, const char *id);
void view_explain_flat(struct doc *doc, const struct assessment *assessment, const char *id);

void view_factors(struct doc *doc, const struct factor *const *rows, size_t count);
/* Rows, then names. */
void view_found(struct doc *doc, const struct found *found);
/* A page; everything; rows by kind with exact numbers. */
void view_survey(struct doc *doc, const struct survey *survey, size_t warnings);
void view_survey_whole(struct doc *doc, const struct survey *survey);
void view_survey_flat(struct doc *doc, const struct survey *survey);
void view_added(struct doc *doc, const struct factor *row, const struct factor *hidden);
void view_profiles(struct doc *doc, const struct profile *profiles, size_t count);
void view_difference(struct doc *doc, const struct difference *difference,
		     const struct diags *diags);
/* The scenario of a difference, run with the one and with the other. */
void view_rerun(struct doc *doc, const struct difference *difference);
void view_difference_flat(struct doc *doc, const struct difference *difference);
/* Exact numbers and every column (CSV). */
void view_factors_flat(struct doc *doc, const struct factor *const *rows, size_t count);
void view_units(struct doc *doc);
void view_keys(struct doc *doc, const struct key_row *rows, size_t count);
void view_keys_flat(struct doc *doc, const struct key_row *rows, size_t count);

/* Adds the warnings of diags as a list, and their notes as another one together with `notes`.
 */
void view_warnings(struct doc *doc, const struct diags *diags);
void view_notes(struct doc *doc, const char *const *notes, size_t count,
		const struct diags *diags);

/* "train.yaml:14:12", as much of it as is known; "" without a file. */
const char *view_place(struct arena *arena, struct place place);
/* How many items (credits apart) are holes in a criterion. */
size_t view_holes(const struct assessment *assessment, size_t criterion);
/* False for a stage of credits alone: it has no row beside the total. */
bool view_has_items(const struct assessment *assessment, const char *stage);
/* Central impact of the items of a stage: share of all items. */
double view_stage_share(const struct assessment *assessment, const char *stage,
			size_t criterion);
/* The unit of a criterion that fits its total. */
struct shown_unit view_unit(const struct assessment *assessment, size_t criterion);
/* The one that fits another value of it. */
struct shown_unit view_unit_of(const struct assessment *assessment, size_t criterion,
			       double value);
/* "95 %", with the digits that were typed. */
const char *view_percent(struct arena *arena, double share);
const char *view_interval(struct arena *arena, const struct assessment *assessment);
/* " by scrambled Sobol' sequence", and what it gained as a sentence; both "" where samples are
 * independent (view_sampling.c). */
const char *view_sampler(struct arena *arena, const struct assessment *assessment);
const char *view_gain(struct arena *arena, const struct assessment *assessment);
/* Inputs drawn by Latin hypercube; the gain (run.h) of the mean of the first total, NaN where
 * samples are independent or nothing is counted. */
size_t view_latin_inputs(const struct assessment *assessment);
double view_gain_of(const struct assessment *assessment);
/* "1 item", "3 items" */
const char *view_count(struct arena *arena, size_t count, const char *noun);

#endif
