#ifndef MODELS_METRIC_USAGE_H
#define MODELS_METRIC_USAGE_H

/* Counters of tokens and requests, by part, tool, model and UTC hour. */

#include <stdbool.h>
#include <stdint.h>

#include "models/intake.h"
#include "models/metric_names.h"

struct metric_usage;

struct metric_usage *metric_usage_new(struct intake *intake);

/* One value of a series (numbered by the caller from 0 on). NULL: it is used; else why it is
 * not (static text). role: the metric's, or ROLE_FAILED where its labels say so. */
const char *metric_usage_add(struct metric_usage *usage, size_t series,
			     const struct metric *metric, enum metric_role role, size_t part,
			     const char *model, int64_t time, double value);

/* Was there a difference between two values of any series? */
bool metric_usage_spans(const struct metric_usage *usage);

/* Adds all to the intake and fills the groups of its import. */
void metric_usage_finish(struct metric_usage *usage);

#endif
