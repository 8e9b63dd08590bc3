#ifndef FACTORS_BRIDGE_H
#define FACTORS_BRIDGE_H

/*
 * Brings electricity's emissions to the basis asked for.
 *
 * A row of gwp or gwp_market that says its boundary stands on the direct basis (direct,
 * operational) or on the life-cycle basis. Where that is not the basis of the factors:
 *   direct -> life-cycle   + upstream, the row electricity-upstream/REGION/YEAR/gwp of the
 *                          nearest place that has any: region, grid zone, parent ... country
 *   life-cycle -> direct   x (1 - upstream / median of the row); nothing below SMALLEST_SHARE
 * A row of CO2 alone is multiplied by default/-/-/co2-to-co2e. Other rows stay as they are; a
 * user's row that does not say its boundary gets a remark.
 *
 * All rows bridged by the mix of FR share the draw of its upstream, "upstream/FR", and that of
 * the direct share, "direct-share/FR". The share's GSD is that of the upstream carried over to
 * the rest, at most default/-/-/gsd-method-switch.
 */

#include "factors/factors_private.h"

/* The row, or a copy with its bridge; NULL where there is none: factors->reason says why. year:
 * of the mix, for a timeless row. */
const struct factor *bridge_apply(struct factors *factors, const struct factor *row, int year);

/* The variant that stands on the basis asked for, "direct" or "lifecycle"; NULL where rows of
 * the activity and criterion have no basis. */
const char *bridge_basis(const struct factors *factors, const char *activity,
			 const char *criterion);
/* The variant that names a row's figure on the basis of the factors ("direct", "lifecycle"), or
 * NULL where the row is not of the other basis. */
const char *bridge_variant(const struct factors *factors, const struct factor *row);

#endif
