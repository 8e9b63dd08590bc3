#ifndef FACTORS_LIST_CHECKS_H
#define FACTORS_LIST_CHECKS_H

/*
 * What the rows of the lists must be, beyond their columns.
 *
 * A source has a year and one of the licences that may be shipped; a table that was
 * copied says when. A region is of a known kind, and none of its names means another region. A
 * thing is of a known kind; what it contains is a number and a thing.
 */

#include "factors/layer.h"

struct table;

/* Columns of the lists. */
enum {
	SOURCE_ID,
	SOURCE_TITLE,
	SOURCE_AUTHORS,
	SOURCE_YEAR,
	SOURCE_URL,
	SOURCE_LICENCE,
	SOURCE_RETRIEVED,
	SOURCE_NOTE
};
enum {
	CRITERION_ORDER,
	CRITERION_ID,
	CRITERION_NAME,
	CRITERION_UNIT,
	CRITERION_SYMBOL,
	CRITERION_TEXT,
	CRITERION_SOURCE
};
enum {
	REGION_CODE,
	REGION_ALPHA3,
	REGION_NAME,
	REGION_PARENT,
	REGION_KIND,
	REGION_PROVIDER,
	REGION_ALIASES,
	REGION_ZONE
};
enum { THING_SLUG, THING_NAME, THING_KIND, THING_MAKER, THING_ALIASES, THING_CONTAINS };

/* Each reports what is wrong with the current row. All rows of the list are in the layer. */
void list_check_source(struct table *table, const struct layer *layer);
void list_check_region(struct table *table, const struct layer *layer);
void list_check_thing(struct table *table, const struct layer *layer);

/* "8 SLUG": false where it is not of that form. */
bool list_parse_contains(const char *text, size_t *count, const char **slug);

#endif
