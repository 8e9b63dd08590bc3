/* Reads the lists of regions, things and sources of all layers. */

#include "factors/catalog.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors_private.h"
#include "factors/names.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { TEXTS = 6, ALIASES = TEXTS };

/* How many names a hint gives, and how long a part of a name must be to stand for it. */
enum { NEAREST = 3, SHORTEST_PART = 3 };

/* An entry on its way: the columns of its table, and its aliases joined by line ends. */
struct record {
	const char *texts[TEXTS + 1];
	size_t layer;
};

struct records {
	struct record *items;
	size_t count;
};

static const char region_sql[] =
    "WITH alias AS (SELECT id, group_concat(text, char(10)) AS names FROM"
    " (SELECT id, text FROM region_name WHERE rank > 0 ORDER BY id, rank, text) GROUP BY id)"
    " SELECT r.id, r.name, r.parent, r.kind, r.provider, r.zone, ifnull(a.names, '')"
    " FROM region r LEFT JOIN alias a ON a.id = r.id"
    " WHERE ?1 IN ('', r.id)"
    " ORDER BY r.id";

static const char thing_sql[] =
    "WITH alias AS (SELECT id, group_concat(text, char(10)) AS names FROM"
    " (SELECT id, text FROM thing_name WHERE rank > 0 ORDER BY id, rank, text) GROUP BY id)"
    " SELECT t.id, t.name, t.kind, t.maker, t.contains, '', ifnull(a.names, '')"
    " FROM thing t LEFT JOIN alias a ON a.id = t.id"
    " WHERE ?1 IN ('', t.id)"
    " ORDER BY t.id";

/* One entry: its names are looked up for it alone. */
static const char one_region_sql[] =
    "SELECT id, name, parent, kind, provider, zone,"
    " ifnull((SELECT group_concat(text, char(10)) FROM"
    " (SELECT text FROM region_name WHERE id = ?1 AND rank > 0 ORDER BY rank, text)), '')"
    " FROM region"
    " WHERE id = ?1";

static const char one_thing_sql[] =
    "SELECT id, name, kind, maker, contains, '',"
    " ifnull((SELECT group_concat(text, char(10)) FROM"
    " (SELECT text FROM thing_name WHERE id = ?1 AND rank > 0 ORDER BY rank, text)), '')"
    " FROM thing"
    " WHERE id = ?1";

static void collect(struct factors *factors, size_t layer, const char *sql, const char *id,
		    struct records *records)
{
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], sql, 1, &id);

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		struct record record = {.layer = layer};

		for (int i = 0; i <= TEXTS; i++)
			record.texts[i] = layer_column(factors->arena, statement, i);
		records->items = arena_grow(factors->arena, records->items, records->count,
					    sizeof *records->items);
		records->items[records->count++] = record;
	}
	sqlite3_finalize(statement);
}

static int by_id(const void *a, const void *b)
{
	const struct record *left = a, *right = b;
	int order = strcmp(left->texts[0], right->texts[0]);

	return order ? order : (left->layer < right->layer) - (left->layer > right->layer);
}

/* The entries of all layers, sorted; what a higher layer hides is dropped. */
static struct records every(struct factors *factors, const char *sql)
{
	struct records records = {0};
	size_t kept = 0;

	for (size_t i = 0; i < factors->layer_count; i++)
		collect(factors, i, sql, "", &records);
	if (records.count > 0)
		qsort(records.items, records.count, sizeof *records.items, by_id);
	for (size_t i = 0; i < records.count; i++)
		if (kept == 0 ||
		    !text_same(records.items[kept - 1].texts[0], records.items[i].texts[0]))
			records.items[kept++] = records.items[i];
	records.count = kept;
	return records;
}

/* The names that are neither the id nor the name itself, each once. */
static const char *const *split_aliases(struct arena *arena, const struct record *record,
					size_t *count)
{
	const char **aliases = NULL, *at = record->texts[ALIASES];
	size_t length;

	*count = 0;
	for (; *at; at += length + (at[length] == '\n')) {
		const char *alias;
		size_t seen = 0;

		length = strcspn(at, "\n");
		alias = arena_copy(arena, at, length);
		while (seen < *count && !text_same(aliases[seen], alias))
			seen++;
		if (seen < *count || text_same(alias, record->texts[0]) ||
		    text_same(alias, record->texts[1]))
			continue;
		aliases = arena_grow(arena, aliases, *count, sizeof *aliases);
		aliases[(*count)++] = alias;
	}
	return aliases;
}

static struct region_entry region_of(struct arena *arena, const struct record *record)
{
	const char *const *texts = record->texts;
	struct region_entry entry = {texts[0], texts[1], texts[2], texts[3],
				     texts[4], texts[5], NULL,	   0};

	entry.aliases = split_aliases(arena, record, &entry.alias_count);
	return entry;
}

static struct thing_entry thing_of(struct arena *arena, const struct record *record)
{
	const char *const *texts = record->texts;
	struct thing_entry entry = {texts[0], texts[1], texts[2], texts[3], texts[4], NULL, 0};

	entry.aliases = split_aliases(arena, record, &entry.alias_count);
	return entry;
}

/* The entry with this id in the highest layer that has it. */
static bool find_record(struct factors *factors, const char *sql, const char *id,
			struct record *record)
{
	struct records records = {0};

	for (size_t i = factors->layer_count; i > 0 && records.count == 0; i--)
		collect(factors, i - 1, sql, id, &records);
	if (records.count > 0)
		*record = records.items[0];
	return records.count > 0;
}

const struct region_entry *catalog_region(struct factors *factors, const char *name)
{
	struct region_entry *entry;
	struct record record;
	const char *ids[1];

	if (!name_find(factors->layers, factors->layer_count, factors->arena, NAME_REGION, name,
		       NULL, ids, 1) ||
	    !find_record(factors, one_region_sql, ids[0], &record))
		return NULL;
	entry = arena_alloc(factors->arena, sizeof *entry);
	*entry = region_of(factors->arena, &record);
	return entry;
}

size_t catalog_thing(struct factors *factors, const char *name,
		     const struct thing_entry **found, size_t capacity)
{
	const char **ids = arena_alloc(factors->arena, capacity * sizeof *ids);
	size_t count = name_find(factors->layers, factors->layer_count, factors->arena,
				 NAME_THING, name, NULL, ids, capacity);
	size_t listed = 0;

	for (size_t i = 0; i < count; i++) {
		struct thing_entry *entry;
		struct record record;

		if (!find_record(factors, one_thing_sql, ids[i], &record))
			continue;
		entry = arena_alloc(factors->arena, sizeof *entry);
		*entry = thing_of(factors->arena, &record);
		found[listed++] = entry;
	}
	return listed;
}

const struct thing_entry *catalog_holder(struct factors *factors, const char *slug)
{
	static const char sql[] = "SELECT id, name, kind, maker, contains, '', ''"
				  " FROM thing"
				  " WHERE kind = 'instance'"
				  " AND substr(contains, instr(contains, ' ') + 1) = ?1"
				  " ORDER BY CAST(contains AS INTEGER) DESC, id"
				  " LIMIT 1";
	struct thing_entry *entry;
	struct record record;

	if (!find_record(factors, sql, slug, &record))
		return NULL;
	entry = arena_alloc(factors->arena, sizeof *entry);
	*entry = thing_of(factors->arena, &record);
	return entry;
}

size_t catalog_regions(struct factors *factors, struct region_entry **found)
{
	struct records records = every(factors, region_sql);
	struct region_entry *entries =
	    arena_alloc(factors->arena, (records.count + 1) * sizeof *entries);

	for (size_t i = 0; i < records.count; i++)
		entries[i] = region_of(factors->arena, &records.items[i]);
	*found = entries;
	return records.count;
}

size_t catalog_things(struct factors *factors, struct thing_entry **found)
{
	struct records records = every(factors, thing_sql);
	struct thing_entry *entries =
	    arena_alloc(factors->arena, (records.count + 1) * sizeof *entries);

	for (size_t i = 0; i < records.count; i++)
		entries[i] = thing_of(factors->arena, &records.items[i]);
	*found = entries;
	return records.count;
}

size_t catalog_sources(struct factors *factors, const struct source ***found)
{
	static const char sql[] = "SELECT id, '', '', '', '', '', ''"
				  " FROM source"
				  " WHERE ?1 = ''";
	struct records records = every(factors, sql);
	const struct source **sources =
	    arena_alloc(factors->arena, (records.count + 1) * sizeof *sources);

	for (size_t i = 0; i < records.count; i++)
		sources[i] = factors_source(factors, records.items[i].texts[0]);
	*found = sources;
	return records.count;
}

/* True where a word of text starts with `word`, ASCII case ignored. */
static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (; *text; text++) {
		const char *at = text;
		size_t same = 0;

		while (same < length && at[same] &&
		       (at[same] | ('A' <= at[same] && at[same] <= 'Z' ? ' ' : 0)) ==
			   (word[same] | ('A' <= word[same] && word[same] <= 'Z' ? ' ' : 0)))
			same++;
		if (same == length)
			return true;
		text += strcspn(text, " -_:.,()/");
		if (!*text)
			break;
	}
	return false;
}

static bool any_has(const char *id, const char *name, const char *const *aliases, size_t count,
		    const char *word)
{
	bool has = has_word(id, word) || has_word(name, word);

	for (size_t i = 0; i < count && !has; i++)
		has = has_word(aliases[i], word);
	return has;
}

bool catalog_region_has(const struct region_entry *entry, const char *const *words,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!any_has(entry->code, entry->name, entry->aliases, entry->alias_count,
			     words[i]))
			return false;
	return true;
}

bool catalog_thing_has(const struct thing_entry *entry, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!any_has(entry->slug, entry->name, entry->aliases, entry->alias_count,
			     words[i]))
			return false;
	return true;
}

/* The names of every entry, and whose they are. */
struct names {
	const char **names, **ids;
	size_t count;
};

static void add_name(struct arena *arena, struct names *names, const char *id, const char *name)
{
	names->names = arena_grow(arena, names->names, names->count, sizeof *names->names);
	names->ids = arena_grow(arena, names->ids, names->count, sizeof *names->ids);
	names->names[names->count] = name;
	names->ids[names->count++] = id;
}

static void add_names(struct arena *arena, struct names *names, const char *id,
		      const char *name, const char *const *aliases, size_t alias_count)
{
	add_name(arena, names, id, id);
	add_name(arena, names, id, name);
	for (size_t i = 0; i < alias_count; i++)
		add_name(arena, names, id, aliases[i]);
}

static struct names every_name(struct factors *factors)
{
	struct region_entry *regions;
	struct thing_entry *things;
	size_t region_count = catalog_regions(factors, &regions);
	size_t thing_count = catalog_things(factors, &things);
	struct names names = {0};

	for (size_t i = 0; i < region_count; i++)
		add_names(factors->arena, &names, regions[i].code, regions[i].name,
			  regions[i].aliases, regions[i].alias_count);
	for (size_t i = 0; i < thing_count; i++)
		add_names(factors->arena, &names, things[i].slug, things[i].name,
			  things[i].aliases, things[i].alias_count);
	return names;
}

/* The ids with the shortest names that hold the text, each once; returns how many. */
static size_t holders(struct arena *arena, const struct names *names, const char *text,
		      const char **ids, size_t *lengths)
{
	const char *fold = name_fold(arena, NAME_REGION, text);
	size_t count = 0;

	for (size_t i = 0; i < names->count && strlen(fold) >= SHORTEST_PART; i++) {
		const char *name = name_fold(arena, NAME_REGION, names->names[i]);
		size_t length = strlen(name), at = 0;

		if (!strstr(name, fold))
			continue;
		while (at < count && !text_same(ids[at], names->ids[i]))
			at++;
		if (at == count && count < NEAREST)
			lengths[count++] = SIZE_MAX;
		else if (at == NEAREST)
			at = NEAREST - 1;
		if (length >= lengths[at])
			continue;
		for (; at > 0 && lengths[at - 1] > length; at--) {
			ids[at] = ids[at - 1];
			lengths[at] = lengths[at - 1];
		}
		ids[at] = names->ids[i];
		lengths[at] = length;
	}
	return count;
}

const char *catalog_nearest(struct factors *factors, const char *text)
{
	struct arena *arena = factors->arena;
	struct names names = every_name(factors);
	const char *ids[NEAREST] = {NULL};
	size_t lengths[NEAREST];
	size_t count = holders(arena, &names, text, ids, lengths);

	if (count == 0) {
		ids[0] = text_nearest(text, names.names, names.count);
		count = ids[0] != NULL;
	}
	return name_list(arena, ids, count);
}
