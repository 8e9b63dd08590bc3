#ifndef MODELS_VARIATION_H
#define MODELS_VARIATION_H

/*
 * Variations: a scenario with other values of some keys, for comparisons.
 *
 * --vary KEY=VALUE,VALUE,... gives a key several values; several keys give every combination.
 * KEY is a path as for --set (sites.home.pue), site.NAME.KEY, or a key alone:
 *   region  set on every site, on items without a site and on those that state one;
 *           intensity, market_intensity, pue, wue, ewif and losses stated there are dropped,
 *           unless kept (keep). Values are names of regions or globs over their codes (gcp:*,
 *           aws:eu-*), one value for each region that matches; two names of one region are one
 *           value. Parts of a log that is split by region stay where they are (a warning).
 *   year    set on the same blocks, and on items that state a period; a period there is
 *           dropped, unless kept. 2019..2024 is a value for each year.
 *   accelerator  set wherever the scenario states it; an embodied device that is the very
 *           accelerator whose hours it takes follows it (a note). Values are names of
 *           accelerators or globs over their ids.
 *   other   set wherever the scenario states it, if it says the same there (a note lists
 *           several places); an error where the values differ, or mean different things; where
 *           it states it nowhere, on every block that may use it; an error where none may.
 * A value null takes the key away. A comma within {}, [] or quotes divides no values. What a
 * variation drops, and stated figures that do not follow a year or an accelerator, are
 * warnings, each told once.
 */

#include <stdbool.h>
#include <stddef.h>

#include "models/scenario.h"

struct arena;
struct diags;
struct factors;

enum { VARIANTS_MOST = 2000 };

/* --vary as typed: "region" and "gcp:*,aws:eu-*,FR". */
struct variation_request {
	const char *key;
	const char *values;
};

struct varied_value {
	const char *key;  /* as typed: "region", "sites.home.pue" */
	const char *text; /* canonical: "gcp:us-central1" */
	const char *name; /* of a region or a thing: "Iowa"; or NULL */
};

struct variant {
	const char *label; /* "gcp:us-central1", or "gcp:us-central1, year 2024" of several
			    * keys; "sites.a.region FR, sites.b.region DE" of one name */
	struct varied_value *values; /* in the order of the requests */
	size_t value_count;
	bool as_stated; /* every value is the scenario's own */
	/* What --set would have to say for the same scenario, after the changes of the options.
	 */
	const struct scenario_change *changes;
	size_t change_count;
	struct scenario *scenario;
};

struct variation_options {
	const struct variation_request *requests;
	size_t request_count;
	const char *const *keep; /* keys that a varied region does not drop */
	size_t keep_count;
	const struct scenario_change *changes; /* --set, applied first */
	size_t change_count;
};

/* Every combination, each once, sorted by label. path: file or "-". Logs, series and readings
 * behind the scenario are read once. False where anything is wrong, in a request or the
 * scenario: all errors are reported together, of a request at "--vary KEY", each with the
 * nearest name; place (the command line) is for what is of no request. */
bool variation_expand(struct arena *arena, const char *path, struct factors *factors,
		      const struct variation_options *options, struct place place,
		      struct diags *diags, struct variant **variants, size_t *count);

#endif
