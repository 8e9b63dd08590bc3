#ifndef MODELS_USAGE_GROUPS_H
#define MODELS_USAGE_GROUPS_H

/*
 * Groups of an inference log as they are shown: in order of model, region, time and status,
 * over hours or longer spans.
 */

#include "models/usage_engine.h"

/* A group of the table in its place: names by rank, hour, status. */
struct usage_order {
	uint64_t names; /* rank of the model, rank of the region */
	int32_t hour;
	uint32_t number; /* of the group in the table */
};

/* All groups of the table, sorted; the caller frees them. */
struct usage_order *usage_groups_order(const struct usage_engine *engine);
/* Makes import->groups. */
void usage_groups_freeze(struct intake *intake, struct usage_engine *engine,
			 struct usage_order *order);

double usage_energy_kwh(uint64_t high, uint64_t low);
/* Failed requests of a group. */
uint64_t usage_group_failed(const struct usage_table *table, const struct usage_group *group);

#endif
