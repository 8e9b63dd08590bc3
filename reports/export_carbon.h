#ifndef REPORTS_EXPORT_CARBON_H
#define REPORTS_EXPORT_CARBON_H

/*
 * The carbon of an item as the formats of software carbon have it: grams, apart by where it
 * comes from. Exact central values, location-based.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct facts;
struct facts_item;

enum carbon_kind {
	CARBON_HOLE,	    /* not known */
	CARBON_NONE,	    /* no part of the total: a credit, or gwp does not apply */
	CARBON_OPERATIONAL, /* electricity: energy x intensity */
	CARBON_LOST,	    /* electricity that is lost before the meter: the same */
	CARBON_EMBODIED,    /* of hardware */
	CARBON_OTHER	    /* anything else: fuel, an impact that was stated without energy */
};

struct carbon {
	enum carbon_kind kind;
	double grams;	  /* NaN for a hole and for none */
	double kwh;	  /* of electricity, at the facility or lost; else NaN */
	double intensity; /* gCO2e/kWh, grams / kwh; else NaN */
};

/* gwp: the criterion (assessment_gwp). */
struct carbon carbon_of(const struct facts_item *item, size_t gwp);

/* All digits of a number, without an exponent: "0.0000123", "24692172.000000004". Finite. */
const char *plain_decimal(struct arena *arena, double number);

/* From the first start to the last end of the items that tell a period; *start_s and *end_s are
 * seconds since 1970, UTC. False: none does. item NULL: of all items. */
bool carbon_period(const struct facts *facts, const struct facts_item *item, int64_t *start_s,
		   int64_t *end_s);

#endif
