#ifndef MODELS_METRIC_SERIES_H
#define MODELS_METRIC_SERIES_H

/*
 * Samples of Prometheus metrics, in whatever order, as the energy, tokens and requests of a
 * log.
 *
 * Energies go through power_series.h: one device per GPU (by UUID), host or zone of a host,
 * whatever other labels its series have. Counters of tokens and requests give the difference
 * from sample to sample of each series; where one falls, the server began again at 0. A step
 * over several UTC hours is divided evenly among them. What is measured twice is counted once:
 * a counter of energy before readings of power (of scaphandre, whose counter wraps, the
 * reverse), a package before its core, a platform before its parts.
 */

#include <stdint.h>

#include "models/intake.h"
#include "models/prometheus.h"

struct metric_series;

struct metric_series *metrics_new(struct intake *intake);

/* Takes one sample: a row of the log, used or skipped with its reason. The caller counts rows
 * read. */
void metrics_add(struct metric_series *series, const struct prometheus_sample *sample,
		 uint64_t line);

/* Decides what counts, adds it to the intake and says what the log is about. */
void metrics_finish(struct metric_series *series);

#endif
