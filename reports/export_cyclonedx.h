#ifndef REPORTS_EXPORT_CYCLONEDX_H
#define REPORTS_EXPORT_CYCLONEDX_H

/* What the files of the CycloneDX export share. Units are those of the format, kWh and tCO2eq,
 * in its properties, too. */

#include "reports/export.h"

struct arena;
struct cJSON;
struct facts_item;
struct impact;
struct statistics;

struct bill {
	struct arena *arena;
	const struct export_request *request;
	size_t gwp; /* index of the criterion */
};

/* A name and its value in a list of properties; a number that is not finite, or a text that is
 * NULL, is left out. */
void bill_property(const struct bill *bill, struct cJSON *list, const char *name,
		   const char *value);
void bill_number(const struct bill *bill, struct cJSON *list, const char *name, double value);
/* NAME, NAME:low and NAME:high, each times scale. */
void bill_range(const struct bill *bill, struct cJSON *list, const char *name,
		const struct statistics *statistics, double scale);
/* kgCO2e in tCO2eq. */
double bill_tonnes(double kg);
/* As bill_range; of a hole "missing: WHY" in place of the numbers. */
void bill_co2(const struct bill *bill, struct cJSON *list, const char *name,
	      const struct impact *impact);

/* The line stands among them: electricity that is known, no credit, and no losses that gwp does
 * not count. */
bool bill_consumes(const struct bill *bill, const struct facts_item *fact,
		   struct statistics *kwh);
/* "energyConsumptions": one for each line that is electricity (export_cyclonedx_energy.c).
 * Returns the sum of their co2CostEquivalent. */
double bill_consumptions(const struct bill *bill, struct cJSON *considerations);
/* "properties" of the whole (export_cyclonedx_totals.c). */
void bill_totals(const struct bill *bill, struct cJSON *considerations, double electricity);

#endif
