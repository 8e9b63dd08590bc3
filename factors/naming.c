/* Regions and things as the user typed them. */

#include <sqlite3.h>
#include <string.h>

#include "factors/factors_private.h"
#include "factors/list_checks.h"
#include "factors/names.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { CANDIDATES = 8, REGION_TEXTS = 6, THING_TEXTS = 5 };

/* A row of texts under an id, in the highest layer that has it. */
static bool read_texts(struct factors *factors, const char *sql, const char *id,
		       const char **texts, int count)
{
	bool has = false;
	size_t i;
	int k;

	for (i = factors->layer_count; i > 0 && !has; i--) {
		sqlite3_stmt *statement = layer_kept(&factors->layers[i - 1], sql, 1, &id);

		has = statement && sqlite3_step(statement) == SQLITE_ROW;
		for (k = 0; has && k < count; k++)
			texts[k] = layer_column(factors->arena, statement, k);
		layer_release(statement);
	}
	return has;
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static const struct region *find_region(struct factors *factors, const char *name)
{
	static const char sql[] = "SELECT id, name, parent, provider, kind, zone"
				  " FROM region"
				  " WHERE id = ?1";
	struct region *region;
	const char *ids[1], *texts[REGION_TEXTS];

	if (!name_find(factors->layers, factors->layer_count, factors->arena, NAME_REGION, name,
		       NULL, ids, 1))
		return NULL;
	if (text_same(ids[0], factors->region_named))
		ids[0] = factors->region_meant;
	if (!read_texts(factors, sql, ids[0], texts, REGION_TEXTS))
		return NULL;
	region = arena_alloc(factors->arena, sizeof *region);
	*region = (struct region){.code = texts[0],
				  .name = texts[1],
				  .parent = or_null(texts[2]),
				  .provider = or_null(texts[3]),
				  .kind = texts[4],
				  .zone = or_null(texts[5])};
	return region;
}

/* The names nearest to a text, for a hint; none where diagnostics are dropped: nobody sees it.
 */
static const char *nearest(struct factors *factors, enum name_kind of, const char *text,
			   const char *kind, const struct diags *diags)
{
	if (diags_dropped(diags))
		return NULL;
	return name_nearest(factors->layers, factors->layer_count, factors->arena, of, text,
			    kind);
}

/* What is larger than a country and has no grid of its own in the tables. */
static bool is_part_of_world(const char *name)
{
	static const char *const parts[] = {"EU",
					    "EU27",
					    "EU-27",
					    "Europe",
					    "European Union",
					    "EEA",
					    "EMEA",
					    "APAC",
					    "Asia",
					    "Asia-Pacific",
					    "Africa",
					    "America",
					    "Oceania",
					    "North America",
					    "South America",
					    "Latin America",
					    "Middle East"};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (text_same_nocase(name, parts[i]))
			return true;
	return false;
}

/* path: "--region" on the command line, where its words are others than those of a file. */
static const char *region_hint(struct factors *factors, const char *name, const char *path,
			       const struct diags *diags)
{
	const char *key = path && text_starts(path, "--") ? "--region" : "region:";
	const char *world = arena_printf(
	    factors->arena, "The world average must be asked for: '%s WORLD'", key);
	const char *near;

	if (is_part_of_world(name))
		return arena_printf(factors->arena,
				    "no row is for %s as a whole: name a country, such as "
				    "'%s DE'. %s",
				    name, key, world);
	near = nearest(factors, NAME_REGION, name, NULL, diags);
	if (near)
		return arena_printf(factors->arena, "did you mean %s? %s", near, world);
	return arena_printf(factors->arena,
			    "name a country, such as '%s DE', or a region of a cloud, "
			    "such as 'gcp:us-central1'. %s",
			    key, world);
}

const struct region *factors_region_known(struct factors *factors, const char *name)
{
	const char *key = arena_printf(factors->arena, "region\n%s", name);
	const void *region = NULL;

	if (!memo_get(factors, key, &region)) {
		region = find_region(factors, name);
		memo_put(factors, key, region);
	}
	return region;
}

const struct region *factors_region(struct factors *factors, const char *name,
				    struct place place, const char *path, struct diags *diags)
{
	const struct region *region = factors_region_known(factors, name);

	if (region)
		return region;
	diag_add(diags, DIAG_REGION_UNKNOWN, place, path,
		 region_hint(factors, name, path, diags), "unknown region '%s'", name);
	return NULL;
}

static const struct thing *read_thing(struct factors *factors, const char *slug)
{
	static const char sql[] = "SELECT id, name, kind, maker, contains"
				  " FROM thing"
				  " WHERE id = ?1";
	struct thing *thing;
	const char *texts[THING_TEXTS];

	if (!read_texts(factors, sql, slug, texts, THING_TEXTS))
		return NULL;
	thing = arena_alloc(factors->arena, sizeof *thing);
	*thing = (struct thing){
	    .slug = texts[0], .name = texts[1], .kind = texts[2], .maker = or_null(texts[3])};
	if (!list_parse_contains(texts[4], &thing->contains_count, &thing->contains)) {
		thing->contains_count = 0;
		thing->contains = NULL;
	}
	return thing;
}

/* A user's table may be about things of its own. */
static const struct thing *user_thing(struct factors *factors, const char *name,
				      const char *kind)
{
	static const char sql[] = "SELECT activity"
				  " FROM factor"
				  " WHERE activity = ?1 COLLATE NOCASE";
	const char *slug = NULL;
	struct thing *thing;
	size_t i;

	for (i = factors->layer_count; i > 1 && !slug; i--)
		slug = layer_text(&factors->layers[i - 1], factors->arena, sql, 1, &name);
	if (!slug)
		return NULL;
	thing = arena_alloc(factors->arena, sizeof *thing);
	*thing = (struct thing){.slug = slug, .name = slug, .kind = kind ? kind : "activity"};
	return thing;
}

/* NULL where the name is not one thing of this kind; count says how many it is. */
static const struct thing *find_thing(struct factors *factors, const char *name,
				      const char *kind, const char *ids[CANDIDATES],
				      size_t *count)
{
	*count = name_find(factors->layers, factors->layer_count, factors->arena, NAME_THING,
			   name, kind, ids, CANDIDATES);
	if (*count == 1)
		return read_thing(factors, ids[0]);
	return *count ? NULL : user_thing(factors, name, kind);
}

/* What to type where no name is near. */
static const char *other_way(const char *kind)
{
	if (text_same(kind, "accelerator") || text_same(kind, "cpu"))
		return "'lca factors search WORD' finds names; without one, state power: and, "
		       "for its making, impact:";
	return "'lca factors search WORD' finds names";
}

/* "accelerators": what several things of a kind are. */
static const char *several(struct arena *arena, const char *kind)
{
	if (text_same(kind, "cpu"))
		return "processors";
	if (!kind || text_same(kind, "activity"))
		return "things";
	return arena_printf(arena, "%ss", kind);
}

static void report(struct factors *factors, const char *name, const char *kind,
		   const char *const *ids, size_t count, struct place place, const char *path,
		   struct diags *diags)
{
	struct arena *arena = factors->arena;
	const char *other[CANDIDATES], *near;
	const struct thing *thing;
	size_t others;

	if (count > 1) {
		diag_add(diags, DIAG_THING_AMBIGUOUS, place, path,
			 arena_printf(arena, "write %s", name_list(arena, ids, count)),
			 "'%s' matches %zu %s", name, count, several(arena, kind));
		return;
	}
	thing = kind ? find_thing(factors, name, NULL, other, &others) : NULL;
	near = nearest(factors, NAME_THING, name, kind, diags);
	near = near ? arena_printf(arena, "did you mean %s?", near) : other_way(kind);
	if (thing)
		diag_add(diags, DIAG_THING_UNKNOWN, place, path, near,
			 "'%s' is of kind %s, expected %s", name, thing->kind, kind);
	else
		diag_add(diags, DIAG_THING_UNKNOWN, place, path, near, "unknown %s '%s'",
			 kind ? kind : "thing", name);
}

/* Names that are not one thing are looked for again: what is reported of them is not kept. */
static const struct thing *known_thing(struct factors *factors, const char *name,
				       const char *kind, const char *ids[CANDIDATES],
				       size_t *count)
{
	const char *key = arena_printf(factors->arena, "thing\n%s\n%s", kind ? kind : "", name);
	const struct thing *thing;
	const void *known;

	*count = 1;
	if (memo_get(factors, key, &known))
		return known;
	thing = find_thing(factors, name, kind, ids, count);
	if (thing)
		memo_put(factors, key, thing);
	return thing;
}

const struct thing *factors_thing_known(struct factors *factors, const char *name,
					const char *kind, const char **meant)
{
	const char *ids[CANDIDATES];
	size_t count;
	const struct thing *thing = known_thing(factors, name, kind, ids, &count);

	if (meant)
		*meant = !thing && count > 1 ? name_list(factors->arena, ids, count) : NULL;
	return thing;
}

const struct thing *factors_thing(struct factors *factors, const char *name, const char *kind,
				  struct place place, const char *path, struct diags *diags)
{
	const char *ids[CANDIDATES];
	size_t count;
	const struct thing *thing = known_thing(factors, name, kind, ids, &count);

	if (!thing)
		report(factors, name, kind, ids, count, place, path, diags);
	return thing;
}
