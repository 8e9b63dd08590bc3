#ifndef REPORTS_WRITE_JSON_H
#define REPORTS_WRITE_JSON_H

/*
 * JSON results: contracts of their own, keys in a fixed order, the same bytes for the same
 * value.
 *
 * Numbers are the shortest decimals that read back as the same double; what is not a finite
 * number is null, and a count above 2^53 is a text, since readers would round it. Texts are
 * valid UTF-8. cJSON stays in write_json*.c; running out of memory aborts. key NULL appends to
 * an array.
 */

#include <stdbool.h>
#include <stdint.h>

#include "reports/reports.h"

struct arena;
struct assessment;
struct audit_report;
struct cJSON;
struct comparison;
struct dist;
struct key_row;
struct place;
struct quantity;
struct record;
struct schedule;
struct shortest;
struct statistics;
struct term;
struct unit;

/* A result too large to be kept whole is written part by part, as json_end would have written
 * it: "{", members, ",", a list, ... , "\n}\n". Each frees what it is given. */
void json_members(struct cJSON *object, struct buffer *out); /* without its braces */
void json_open_list(const char *key, struct buffer *out);    /* of the outermost object */
void json_list_item(struct cJSON *object, bool first, struct buffer *out);
void json_close_list(struct buffer *out);

struct cJSON *json_object(struct cJSON *parent, const char *key);
struct cJSON *json_array(struct cJSON *parent, const char *key);
void json_null(struct cJSON *parent, const char *key);
void json_bool(struct cJSON *parent, const char *key, bool value);
void json_number(struct arena *arena, struct cJSON *parent, const char *key, double value);
void json_count(struct arena *arena, struct cJSON *parent, const char *key, uint64_t value);
/* As many digits as are sure of a number that was computed, whatever the processor. */
double json_twelve_digits(double value);
/* NULL becomes null. */
void json_text(struct arena *arena, struct cJSON *parent, const char *key, const char *text);
/* text is JSON as it stands. */
void json_raw(struct cJSON *parent, const char *key, const char *text);
void json_place(struct arena *arena, struct cJSON *parent, const char *key, struct place place);
void json_warnings(struct arena *arena, struct cJSON *parent, const char *key,
		   const struct diags *diags);
/* key, value, unit, distribution, origin: into an object that is there. */
void json_quantity(struct arena *arena, struct cJSON *object, const struct quantity *quantity);
/* "correlations": what the scenario states, and what it states of an input
 * (write_json_correlations.c). */
void json_correlations(struct arena *arena, struct cJSON *root,
		       const struct assessment *assessment);
void json_term_correlations(struct arena *arena, struct cJSON *object, const struct term *term);
/* "sensitivity", "measure_next" and "not_offered" (write_json_drivers.c). */
void json_drivers(struct arena *arena, struct cJSON *root, const struct assessment *assessment);
/* "quantities": what every number is computed from (write_json_quantities.c). */
void json_quantities(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment);
/* "break_even", "life", and "advice" with "advice_of" and "advice_together"
 * (write_json_advice.c). */
void json_break_even(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment);
void json_life(struct arena *arena, struct cJSON *root, const struct assessment *assessment);
void json_advice(struct arena *arena, struct cJSON *root, const struct assessment *assessment);
/* "exact", or the shape with its parameters in units of scale. */
void json_distribution(struct arena *arena, struct cJSON *object, const char *key,
		       const struct dist *dist, double scale);
/* A row as lca factors list has it. */
void json_factor_row(struct arena *arena, struct cJSON *object, const struct factor *factor);
/* value, low, high, unit: on its basis, with every spread that the factor has. */
void json_estimate(struct arena *arena, struct cJSON *object, const struct factor *factor,
		   const struct unit *unit);
/* Everything known about a factor row but its id and quantity. */
void json_factor(struct arena *arena, struct cJSON *object, const struct factor *factor);

struct cJSON *json_new(void);
/* Prints and frees the tree. */
void json_end(struct cJSON *root, struct buffer *out);

/* "record", into the outermost object (write_json_record.c). */
void json_record(struct arena *arena, struct cJSON *root, const struct assessment *assessment);
/* "command" and "arguments", into a record. */
void json_command(struct arena *arena, struct cJSON *object, const struct record *record);
/* Statistics of an impact, all null where it is not counted; share NAN: null
 * (write_json_impact.c). */
struct cJSON *json_impact(struct arena *arena, struct cJSON *parent, const char *key,
			  const struct impact *impact, double share);
/* central, mean, sd, median, low, high; all null where statistics is NULL. */
void json_statistics(struct arena *arena, struct cJSON *object,
		     const struct statistics *statistics);
/* "shortest": its ends, into the object of a total. */
void json_shortest(struct arena *arena, struct cJSON *object, const struct shortest *shortest);
/* All that lca run tells of an assessment, into the outermost object. */
void json_assessment(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment, const struct diags *diags);
void json_itemized(const struct assessment *assessment, const struct diags *diags,
		   struct buffer *out);
void json_comparison(const struct comparison *comparison, const struct diags *diags,
		     struct buffer *out);
void json_audit_record(struct arena *arena, struct cJSON *root,
		       const struct audit_report *report);
void json_audit(const struct audit_report *report, const struct diags *diags,
		struct buffer *out);
void json_align(const struct align_report *report, const struct diags *diags,
		struct buffer *out);
void json_explain(const struct assessment *assessment, const char *item, struct buffer *out);
/* The groups of an import, as a member of the outermost object. */
void json_groups(struct arena *arena, struct cJSON *parent, const char *key,
		 const struct import *import);
void json_import(const struct import_report *report, const struct diags *diags,
		 struct buffer *out);
void json_factors(const struct factor *const *rows, size_t count, struct buffer *out);
void json_schedule(const struct schedule *schedule, const struct diags *diags,
		   struct buffer *out);
void json_difference(const struct difference *difference, const struct diags *diags,
		     struct buffer *out);
void json_survey(const struct survey *survey, const struct diags *diags, struct buffer *out);
void json_found(const struct found *found, struct buffer *out);
void json_profiles(const struct profile *profiles, size_t count, struct buffer *out);
void json_verified(const struct verification *const *done, size_t count, struct buffer *out);
void json_units(struct buffer *out);
void json_keys(const struct key_row *rows, size_t count, struct buffer *out);

#endif
