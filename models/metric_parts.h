#ifndef MODELS_METRIC_PARTS_H
#define MODELS_METRIC_PARTS_H

/* What metric_series.c and metric_finish.c share. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"
#include "lca/base/text_set.h"
#include "models/metric_units.h"

struct intake;
struct metric_usage;

/* The key of a series, built again for each sample. */
struct series_key {
	char *text;
	size_t length, room;
};

struct metric_series {
	struct intake *intake;
	struct metric_units units;
	struct metric_usage *usage;
	struct text_set series; /* name and labels */
	struct series_key key;
	struct text_set labels; /* names seen */
	struct text_set tools;
	bool *label_seen;	  /* [filters, split] */
	const char **columns;	  /* of the filters */
	struct csv_field *values; /* of the sample at hand */
	uint64_t samples, untimed, spans;
	const char *model, *other_model;
	bool instances;
};

#endif
