#ifndef MODELS_METRIC_UNITS_H
#define MODELS_METRIC_UNITS_H

/*
 * What a metric of energy or power is of: a GPU, a host, a zone of a host. Several metrics and
 * series may tell of one unit; which of them count is settled at the end.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/text_set.h"
#include "models/metric_names.h"
#include "models/power_series.h"
#include "models/prometheus.h"

struct intake;

/* Readings of one kind: METRIC_POWER or METRIC_ENERGY. */
struct unit_readings {
	bool known;
	size_t device; /* of power_series.h */
	size_t owner;  /* number of the series that gave the last reading */
	int64_t first, last;
	double value; /* the last one */
	uint64_t count;
};

struct metric_unit {
	enum metric_domain domain;
	size_t host;
	const char *key; /* "GPU-aa", "n1 package" */
	bool falls;	 /* its counter falls where one of several below it wraps around */
	struct unit_readings readings[2];
	double joules[2]; /* of them, once all are read */
};

struct metric_units {
	struct intake *intake;
	struct power_series *power;
	struct text_set keys, hosts;
	struct metric_unit *units; /* [keys.count] */
	size_t *of_series;	   /* by number of series: unit + 1; 0: not looked up yet */
	size_t series_count;
	size_t polled; /* units that count by readings of power, once settled */
};

/* The unit of a sample of a series (numbered from 0 on); its domain is never DOMAIN_ZONE. */
struct metric_unit *unit_find(struct metric_units *units, size_t series,
			      const struct metric *metric,
			      const struct prometheus_sample *sample);

/* The number of a unit's device for a kind, made where it is new; SIZE_MAX: reported. again:
 * readings so far are not continued. */
size_t unit_device(struct metric_units *units, struct metric_unit *unit, enum metric_kind kind,
		   uint64_t line, bool again);

/* Leaves out what is measured twice and says so. False: an error was reported. */
bool units_settle(struct metric_units *units);

/* Units of a domain with energy. */
size_t units_count(const struct metric_units *units, enum metric_domain domain);

#endif
