#ifndef REPORTS_EXPORT_PARTS_H
#define REPORTS_EXPORT_PARTS_H

/* What several formats of exports.def ask of a request. */

#include "reports/export.h"

struct arena;
struct cJSON;
struct diag;
struct facts_item;
struct impact;
struct item_result;
struct statistics;

/* Index of the criterion of that id; criterion_count: the run has none of it. */
size_t export_criterion(const struct assessment *assessment, const char *id);
/* The item's impact by gwp. */
const struct impact *export_gwp(const struct export_request *request,
				const struct item_result *item);
/* Electricity of a line in kWh, by what it draws at the facility, or by what the grid lost on
 * the way to it; false: it is no electricity, or not known how much. low and high are NaN where
 * its range is not known. */
bool export_electricity(const struct facts_item *fact, struct statistics *kwh);
/* The training made one model from another. */
bool export_is_fine_tuning(const struct facts *facts);
/* A warning in a line, "factor-step: x.yaml:26:7: no row ... (state it)"; NULL: the diagnostic
 * is none. */
const char *export_warning(struct arena *arena, const struct diag *diag);
/* The record behind its mark: what a comment or a property holds. */
const char *export_record(struct arena *arena, const struct export_request *request);
/* An identifier of this very output: a UUID of version 8 by the digest of its record. */
const char *export_uuid(struct arena *arena, const struct export_request *request);

#endif
