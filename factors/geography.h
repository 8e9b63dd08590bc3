#ifndef FACTORS_GEOGRAPHY_H
#define FACTORS_GEOGRAPHY_H

/*
 * Where a region lies: its parent, the grid zone it draws from, and what kind of place it is.
 *
 * A grid zone is a region that others name as theirs: a zone of a country's grid, or a
 * province or state. A cloud region that a site names is the place itself, not a zone.
 */

#include "factors/factors_private.h"

/* NULL at the top: the world is no parent. */
const char *geography_parent(const struct factors *factors, const char *region);
/* NULL where it has none, or is its own. */
const char *geography_zone(const struct factors *factors, const char *region);

/* A cloud region or a site: one place, smaller than the zone that feeds it. */
bool geography_is_site(const struct factors *factors, const char *region);
/* A grid zone, a country that has any, or a part of one that names its zone. */
bool geography_is_zoned(const struct factors *factors, const char *region);

#endif
