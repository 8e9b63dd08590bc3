#ifndef LCA_BASE_ZONE_H
#define LCA_BASE_ZONE_H

/*
 * Time zones, for logs whose times state none.
 *
 * A zone is UTC, a fixed offset, or a name of the IANA time zone database, read from the
 * system's files (RFC 8536) in /usr/share/zoneinfo. Times are nanoseconds from
 * 1970-01-01T00:00:00 of the years 1678 to 2261: as a clock on the wall shows them (local), or
 * UTC. No leap seconds.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/base/diag.h"

struct arena;
struct zone;

enum zone_fit {
	ZONE_UNIQUE,
	ZONE_TWICE, /* clocks were set back over it: the earlier one is given */
	ZONE_NONE   /* clocks were set forward over it: taken as if they had not been yet */
};

/* text: UTC, Z, +01, +01:00, -0530, Europe/Paris. NULL is reported at place. */
const struct zone *zone_open(struct arena *arena, const char *text, struct place place,
			     struct diags *diags);
/* From the bytes of a TZif file; NULL where they are none. */
const struct zone *zone_open_bytes(struct arena *arena, const char *name, const void *bytes,
				   size_t length);
enum zone_fit zone_to_utc(const struct zone *zone, int64_t local, int64_t *utc);
/* The same; later: of ZONE_TWICE the time that clocks showed it again, else utc. */
enum zone_fit zone_to_utc_twice(const struct zone *zone, int64_t local, int64_t *utc,
				int64_t *later);
/* What clocks of the zone show at that time. */
int64_t zone_to_local(const struct zone *zone, int64_t utc);
/* As it was given to zone_open. */
const char *zone_name(const struct zone *zone);

#endif
