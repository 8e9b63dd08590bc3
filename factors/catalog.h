#ifndef FACTORS_CATALOG_H
#define FACTORS_CATALOG_H

/*
 * What the database knows beside its rows: regions, things and sources, each with its names.
 *
 * An entry of a higher layer hides that of a lower one. Looking for one that is not there is no
 * error and gives no diagnostic. Lists are sorted by code, slug or id; texts live in the arena
 * of the factors; "" stands for what is not stated.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/factors.h"

struct region_entry {
	const char *code;     /* "gcp:us-central1" */
	const char *name;     /* "Iowa" */
	const char *parent;   /* code of the region that holds it */
	const char *kind;     /* country | subdivision | cloud | site | grid | world */
	const char *provider; /* "google" */
	const char *zone;     /* code of the grid region that feeds it */
	const char *const *aliases;
	size_t alias_count;
};

struct thing_entry {
	const char *slug;
	const char *name;
	const char *kind;
	const char *maker;
	const char *contains; /* "8 nvidia-a100-sxm4-40gb" */
	const char *const *aliases;
	size_t alias_count;
};

/* By code, name or alias, as a scenario may write it; NULL where there is none. */
const struct region_entry *catalog_region(struct factors *factors, const char *name);
/* A name may be that of several things: returns how many, at most capacity. */
size_t catalog_thing(struct factors *factors, const char *name,
		     const struct thing_entry **found, size_t capacity);

/* The instance that holds the most accelerators of this slug, without its aliases; NULL where
 * none holds any. The highest layer that has one counts. */
const struct thing_entry *catalog_holder(struct factors *factors, const char *slug);

/* Every one, in an array that the caller may change. */
size_t catalog_regions(struct factors *factors, struct region_entry **found);
size_t catalog_things(struct factors *factors, struct thing_entry **found);
/* Those of a kind, read once: they are not to be changed. */
size_t catalog_kind(struct factors *factors, const char *kind,
		    const struct thing_entry *const **found);
size_t catalog_sources(struct factors *factors, const struct source ***found);

/* True where the code, the name or an alias holds every word, each at the start of a word. */
bool catalog_region_has(const struct region_entry *entry, const char *const *words,
			size_t count);
bool catalog_thing_has(const struct thing_entry *entry, const char *const *words, size_t count);

/* "'a', 'b' or 'c'": the codes and slugs whose names hold the text, the three shortest; else
 * the one name that is near enough to be meant; or NULL. */
const char *catalog_nearest(struct factors *factors, const char *text);

#endif
