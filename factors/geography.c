/* Where a region lies. */

#include "factors/geography.h"

static const char *region_text(const struct factors *factors, const char *sql,
			       const char *region)
{
	const char *text = NULL;
	size_t i;

	for (i = factors->layer_count; i > 0 && !text; i--)
		text = layer_text(&factors->layers[i - 1], factors->arena, sql, 1, &region);
	return text;
}

const char *geography_parent(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT parent"
			   " FROM region"
			   " WHERE id = ?1 AND parent NOT IN ('', 'WORLD')",
			   region);
}

const char *geography_zone(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT zone"
			   " FROM region"
			   " WHERE id = ?1 AND zone NOT IN ('', id)",
			   region);
}

bool geography_is_site(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT id"
			   " FROM region"
			   " WHERE id = ?1 AND kind IN ('cloud', 'site')",
			   region) != NULL;
}

bool geography_is_zoned(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT zone.id"
			   " FROM region AS part"
			   " JOIN region AS zone ON zone.id = part.zone"
			   " WHERE zone.kind IN ('zone', 'subdivision')"
			   " AND (?1 IN (zone.id, zone.parent)"
			   " OR (part.id = ?1 AND part.kind = 'subdivision'))"
			   " LIMIT 1",
			   region) != NULL;
}
