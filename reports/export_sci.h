#ifndef REPORTS_EXPORT_SCI_H
#define REPORTS_EXPORT_SCI_H

/*
 * Software Carbon Intensity, SCI = (E x I + M) / R (ISO/IEC 21031:2024), of a set of items.
 *
 * E is electricity at the facility in kWh, I what a kWh of it emits in gCO2e, location-based
 * and with what the grid loses on the way, M what the making of hardware emits in gCO2e.
 * Emissions that are neither (fuel, an impact stated without its energy) are `other` and part
 * of the score: SCI = (E x I + M + other) / R. What is not known is NaN, never 0, and makes the
 * score a lower bound.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct export_request;

struct sci {
	double energy, intensity, embodied, other; /* kWh, gCO2e/kWh, gCO2e, gCO2e; or NaN */
	double carbon;				   /* E x I + M + other, gCO2e; NaN: nothing */
	size_t items, holes;			   /* counted; not known */
};

/* A score: carbon by a functional unit. */
struct sci_score {
	struct sci terms;
	const char *unit;      /* "request", "billion parameters" */
	double units;	       /* R; NaN where it is not known */
	double low, high;      /* of the score, gCO2e per unit; NaN: no range */
	bool listed;	       /* SCI for AI names it as a functional unit */
	const char *status;    /* why there is none, or what it holds; never NULL */
	const char *units_how; /* where R is from, or NULL */
};

/* Of the items for which counts[i] is true. */
struct sci sci_of(const struct export_request *request, const bool *counts);
/* Consumer: each functional unit of the use phase. Provider: operations, parameters and tokens
 * of the training. *count of them. */
const struct sci_score *sci_consumer(struct arena *arena, const struct export_request *request,
				     size_t *count);
const struct sci_score *sci_provider(struct arena *arena, const struct export_request *request,
				     size_t *count);

#endif
