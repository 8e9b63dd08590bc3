/* Reads a column map. */

#include "models/import_map.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

/* What a column may be. Those without a role are of rows of energy. */
enum { NO_ROLE = USAGE_ROLES };

struct map_key {
	const char *name;
	size_t role;
	bool counts_requests; /* a map that has it is one of requests */
};

static const struct map_key keys[] = {
    {"time", USAGE_TIME, false},
    {"end", USAGE_END, false},
    {"model", USAGE_MODEL, false},
    {"region", USAGE_REGION, false},
    {"status", USAGE_STATUS, false},
    {"requests", USAGE_REQUESTS, true},
    {"failed_requests", USAGE_FAILED, true},
    {"input_tokens", USAGE_INPUT, true},
    {"cached_tokens", USAGE_CACHED, true},
    {"output_tokens", USAGE_OUTPUT, true},
    {"reasoning_tokens", USAGE_REASONING, true},
    {"total_tokens", USAGE_TOTAL, true},
    {"images", USAGE_IMAGES, true},
    {"cache_hit", USAGE_CACHE_HIT, true},
    {"latency", USAGE_LATENCY, false},
    {"energy", USAGE_ENERGY, false},
    {"device", NO_ROLE, false},
    {"host", NO_ROLE, false},
    {"utilization", NO_ROLE, false},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };

struct map_reader {
	struct arena *arena;
	struct diags *diags;
	const char *path;
	struct import_map *map;
	struct usage_name *names;
	const struct node *energy; /* its column, or NULL */
	bool good;
};

static void refuse(struct map_reader *reader, enum diag_code code, struct place place,
		   const char *hint, const char *message)
{
	diag_add(reader->diags, code, place, reader->path, hint, "%s", message);
	reader->good = false;
}

static const char *scalar(struct map_reader *reader, const struct node *node, const char *what)
{
	if (node && node->kind == NODE_SCALAR && node->text[0])
		return node->text;
	refuse(reader, DIAG_VALUE_MISSING, node ? node->place : reader->map->place,
	       "write the name of a column, or {name: NAME, unit: UNIT}",
	       arena_printf(reader->arena, "'%s' needs a text", what));
	return "";
}

/* Keys of a mapping that are not among names. */
static void check_keys(struct map_reader *reader, const struct node *node,
		       const char *const *names, size_t count)
{
	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		bool known = false;

		for (size_t k = 0; k < count; k++)
			known |= text_same(names[k], entry->key);
		if (!known)
			refuse(reader, DIAG_KEY_UNKNOWN, entry->place,
			       diag_suggest(reader->diags, entry->key, names, count),
			       arena_printf(reader->arena, "unknown key '%s' in a column map",
					    entry->key));
	}
}

struct named_unit {
	const char *text;
	enum usage_unit unit;
	double scale; /* joules, watts or seconds, or the share, per unit */
};

static const struct named_unit energy_units[] = {
    {"mJ", USAGE_MILLIJOULES, 1e-3}, {"J", USAGE_JOULES, 1},
    {"kJ", USAGE_KILOJOULES, 1e3},   {"mWh", USAGE_MILLIWATT_HOURS, 3.6},
    {"Wh", USAGE_WATT_HOURS, 3.6e3}, {"kWh", USAGE_KILOWATT_HOURS, 3.6e6},
    {"uJ", USAGE_PLAIN, 1e-6},	     {"MJ", USAGE_PLAIN, 1e6},
    {"MWh", USAGE_PLAIN, 3.6e9},
};

static const struct named_unit power_units[] = {
    {"uW", USAGE_PLAIN, 1e-6}, {"mW", USAGE_PLAIN, 1e-3}, {"W", USAGE_PLAIN, 1},
    {"kW", USAGE_PLAIN, 1e3},  {"MW", USAGE_PLAIN, 1e6},
};

static const struct named_unit time_units[] = {
    {"ns", USAGE_NANOSECONDS, 1e-9},  {"us", USAGE_MICROSECONDS, 1e-6},
    {"ms", USAGE_MILLISECONDS, 1e-3}, {"s", USAGE_SECONDS, 1},
    {"min", USAGE_MINUTES, 60},
};

static const struct named_unit share_units[] = {
    {"%", USAGE_PLAIN, 1e-2},
    {"1", USAGE_PLAIN, 1},
};

/* NULL: reported. */
static const struct named_unit *find_unit(struct map_reader *reader, const struct node *node,
					  const struct named_unit *units, size_t count,
					  const char *what)
{
	const char *text = scalar(reader, node, "unit"), *known = "";

	for (size_t i = 0; i < count; i++) {
		if (text_same(text, units[i].text))
			return &units[i];
		known =
		    arena_printf(reader->arena, "%s%s%s", known, i ? ", " : "", units[i].text);
	}
	if (node)
		refuse(reader, DIAG_VALUE_CHOICE, node->place, known,
		       arena_printf(reader->arena, "'%s' is no unit of %s that is known here",
				    text, what));
	return NULL;
}

#define UNITS(table) table, sizeof(table) / sizeof *(table)

/* How an energy column is to be read; its unit has no default. */
static enum usage_unit read_energy(struct map_reader *reader, const struct node *node)
{
	static const char *const kinds[] = {"energy", "power", "counter"};
	const struct node *kind = node_get(node, "kind"), *range = node_get(node, "range");
	const struct named_unit *unit;
	size_t chosen = 0;

	reader->energy = node;
	while (kind && chosen < 3 && !text_same(scalar(reader, kind, "kind"), kinds[chosen]))
		chosen++;
	if (chosen == 3) {
		refuse(reader, DIAG_VALUE_CHOICE, kind->place, "energy, power or counter",
		       "the kind of an energy column is none of those there are");
		return USAGE_PLAIN;
	}
	reader->map->kind = (enum map_kind)chosen;
	if (range && (!text_number(range->text, strlen(range->text), &reader->map->range) ||
		      !(reader->map->range > 0)))
		refuse(reader, DIAG_VALUE_CHOICE, range->place, "a number above 0",
		       "the range of a counter is where it begins at 0 again");
	unit = chosen == MAP_POWER
		   ? find_unit(reader, node_get(node, "unit"), UNITS(power_units), "power")
		   : find_unit(reader, node_get(node, "unit"), UNITS(energy_units), "energy");
	if (!unit)
		return USAGE_PLAIN;
	reader->map->joules = unit->scale;
	return unit->unit;
}

static enum usage_unit read_unit(struct map_reader *reader, const struct map_key *key,
				 const struct node *node)
{
	const struct node *text = node->kind == NODE_MAP ? node_get(node, "unit") : NULL;
	const struct named_unit *unit;

	if (key->role == USAGE_ENERGY)
		return read_energy(reader, node);
	if (key->role == USAGE_TIME || key->role == USAGE_END) {
		unit = text ? find_unit(reader, text, UNITS(time_units), "time") : NULL;
		return unit ? unit->unit : USAGE_PLAIN;
	}
	if (key->role == USAGE_LATENCY) {
		unit = find_unit(reader, text, UNITS(time_units), "time");
		return unit ? unit->unit : USAGE_SECONDS;
	}
	if (text && text_same(key->name, "utilization")) {
		unit = find_unit(reader, text, UNITS(share_units), "utilization");
		reader->map->busy = unit ? unit->scale : 0;
		return USAGE_PLAIN;
	}
	if (text)
		refuse(reader, DIAG_KEY_UNKNOWN, text->place, "leave it out",
		       arena_printf(reader->arena, "'%s' has no unit", key->name));
	return USAGE_PLAIN;
}

static void keep_column(struct import_map *map, const struct map_key *key, const char *name)
{
	if (text_same(key->name, "device"))
		map->device = name;
	else if (text_same(key->name, "host"))
		map->host = name;
	else if (text_same(key->name, "utilization"))
		map->utilization = name;
	else if (key->role == USAGE_ENERGY)
		map->energy = name;
}

static void read_column(struct map_reader *reader, const struct map_key *key,
			const struct node *node)
{
	static const char *const parts[] = {"name", "unit", "kind", "range"};
	bool is_energy = key->role == USAGE_ENERGY;
	struct import_map *map = reader->map;
	const char *name;
	enum usage_unit unit;

	if (node->kind == NODE_MAP)
		check_keys(reader, node, parts, is_energy ? 4 : 2);
	name =
	    scalar(reader, node->kind == NODE_MAP ? node_get(node, "name") : node, key->name);
	unit = read_unit(reader, key, node);
	keep_column(map, key, name);
	map->has_requests |= key->counts_requests;
	if (key->role < USAGE_ROLES)
		reader->names[map->plan.count++] =
		    (struct usage_name){(enum usage_role)key->role, name, unit};
}

static void read_columns(struct map_reader *reader, const struct node *node)
{
	const char *names[KEY_COUNT];

	for (size_t i = 0; i < KEY_COUNT; i++)
		names[i] = keys[i].name;
	if (!node || node->kind != NODE_MAP || node->count == 0) {
		refuse(reader, DIAG_VALUE_MISSING, node ? node->place : reader->map->place,
		       "write columns: {time: ..., energy: {name: ..., unit: W, kind: power}}",
		       "a column map needs a mapping 'columns'");
		return;
	}
	check_keys(reader, node, names, KEY_COUNT);
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct node *column = node_get(node, keys[i].name);

		if (column)
			read_column(reader, &keys[i], column);
	}
}

/* "names": the columns of a table without a header. */
static void read_names(struct map_reader *reader, const struct node *node)
{
	const char **names;

	if (!node)
		return;
	if (node->kind != NODE_LIST) {
		refuse(reader, DIAG_VALUE_MISSING, node->place, "write names: [time, power]",
		       "'names' is a list: the columns of a table without a header line");
		return;
	}
	names = arena_alloc(reader->arena, (node->count + 1) * sizeof *names);
	for (size_t i = 0; i < node->count; i++)
		names[i] = scalar(reader, node->items[i], "names");
	names[node->count] = NULL;
	reader->map->names = names;
}

static void read_separator(struct map_reader *reader, const struct node *node)
{
	const char *text;

	if (!node)
		return;
	text = scalar(reader, node, "separator");
	if (text_same(text, "tab"))
		reader->map->separator = '\t';
	else if (strlen(text) == 1 && strchr(",;|\t ", text[0]))
		reader->map->separator = text[0];
	else
		refuse(reader, DIAG_VALUE_CHOICE, node->place,
		       "write ',', ';', '|', ' ' or tab", "this cannot separate columns");
}

static void read_decimal(struct map_reader *reader, const struct node *node)
{
	const char *text;

	if (!node)
		return;
	text = scalar(reader, node, "decimal");
	if (strlen(text) == 1 && strchr(",.", text[0]))
		reader->map->decimal = text[0];
	else
		refuse(reader, DIAG_VALUE_CHOICE, node->place, "write decimal: ',' or '.'",
		       "this is no decimal mark");
}

static void read_metered(struct map_reader *reader, const struct node *node)
{
	const char *text;

	if (!node)
		return;
	text = scalar(reader, node, "metered_at");
	for (int i = METERED_ACCELERATOR; i <= METERED_FACILITY; i++)
		if (text_same(text, metered_name((enum metered_at)i)))
			reader->map->metered_at = (enum metered_at)i;
	if (reader->map->metered_at == METERED_UNSET)
		refuse(reader, DIAG_VALUE_CHOICE, node->place,
		       "accelerator, components, node or facility",
		       "this is no place on the power path");
}

static bool has_role(const struct import_map *map, enum usage_role role)
{
	for (size_t i = 0; i < map->plan.count; i++)
		if (map->plan.names[i].role == role)
			return true;
	return false;
}

/* A rising counter must not be taken for the energies of rows. */
static bool lacks_kind(const struct map_reader *reader)
{
	return !reader->map->has_requests && reader->energy &&
	       !node_get(reader->energy, "kind");
}

/* What the columns cannot give together. */
static void check_map(struct map_reader *reader)
{
	const struct import_map *map = reader->map;
	struct place place = map->place;

	if (!map->has_requests && !map->energy)
		refuse(reader, DIAG_VALUE_MISSING, place, "map energy, or a column of tokens",
		       "the column map names neither an energy nor requests");
	else if (lacks_kind(reader))
		refuse(reader, DIAG_VALUE_MISSING, reader->energy->place,
		       "write kind: power, kind: counter, or kind: energy (of each row)",
		       "the column map does not say what kind of column the energy is");
	else if (map->has_requests && map->energy && map->kind != MAP_ENERGY)
		refuse(reader, DIAG_VALUE_CHOICE, place, "map them as two items",
		       "a row of requests cannot hold a power or a counter");
	else if (!map->has_requests && map->kind != MAP_ENERGY && !has_role(map, USAGE_TIME))
		refuse(reader, DIAG_VALUE_MISSING, place, "map time, too",
		       "a power or a counter needs the time of its readings");
	else if (map->has_requests && map->energy && map->joules > 0 &&
		 !(map->joules >= 1e-3 && map->joules <= 3.6e6))
		refuse(reader, DIAG_VALUE_CHOICE, place, "mJ, J, kJ, mWh, Wh or kWh",
		       "an energy of a request is not in this unit");
}

const struct import_map *import_map_read(struct arena *arena, const struct node *node,
					 const char *path, struct diags *diags)
{
	static const char *const blocks[] = {"columns", "names", "separator", "decimal",
					     "metered_at"};
	struct import_map *map = arena_alloc(arena, sizeof *map);
	struct usage_name *names = arena_alloc(arena, KEY_COUNT * sizeof *names);
	struct map_reader reader = {.arena = arena,
				    .diags = diags,
				    .path = path,
				    .map = map,
				    .names = names,
				    .good = true};

	*map = (struct import_map){.place = node->place,
				   .separator = CSV_ANY,
				   .busy = share_units[0].scale,
				   .plan = {.names = names, .needs_no_tokens = true}};
	if (node->kind != NODE_MAP) {
		refuse(&reader, DIAG_VALUE_MISSING, node->place, "write columns: {...}",
		       "a column map is a mapping");
		return NULL;
	}
	check_keys(&reader, node, blocks, sizeof blocks / sizeof *blocks);
	read_columns(&reader, node_get(node, "columns"));
	read_names(&reader, node_get(node, "names"));
	read_separator(&reader, node_get(node, "separator"));
	read_decimal(&reader, node_get(node, "decimal"));
	read_metered(&reader, node_get(node, "metered_at"));
	if (reader.good)
		check_map(&reader);
	return reader.good ? map : NULL;
}
