/* Changes from the command line: --set 'stages.training[final run].pue=1.1'. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"
#include "models/scenario.h"

static struct node *item_of_list(struct node *list, const char *name, size_t length)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct node *item = node_get(list->items[i], "item");

		if (item && item->kind == NODE_SCALAR && strlen(item->text) == length &&
		    memcmp(item->text, name, length) == 0)
			return list->items[i];
	}
	return NULL;
}

static struct node *child(struct node *map, const char *name)
{
	const struct entry *entry = node_entry(map, name);

	return entry ? entry->value : NULL;
}

static bool not_found(struct diags *diags, const char *path, const char *name)
{
	diag_add(diags, DIAG_PATH_UNKNOWN, (struct place){.file = "--set"}, path,
		 "write stages.training[item name].key, sites.name.key or hardware.name.key",
		 "the scenario has nothing named '%s' there", name);
	return false;
}

/* Sets an entry of a map, in place of an older one or at its end. */
static void set_entry(struct arena *arena, struct node *map, const char *key,
		      struct node *value)
{
	struct entry *entries;

	for (size_t i = 0; i < map->count; i++) {
		if (text_same(map->entries[i].key, key)) {
			map->entries[i].value = value;
			map->entries[i].place = value->place;
			return;
		}
	}
	entries = arena_alloc(arena, (map->count + 1) * sizeof *entries);
	if (map->count)
		memcpy(entries, map->entries, map->count * sizeof *entries);
	entries[map->count] = (struct entry){key, value->place, value};
	map->entries = entries;
	map->count++;
}

/* One step of the path; *rest is moved behind it. NULL: reported. */
static struct node *step(struct arena *arena, struct node *node, const char *path,
			 const char **rest, struct diags *diags)
{
	size_t length = strcspn(*rest, ".[");
	char *name = arena_copy(arena, *rest, length);
	struct node *next = child(node, name);

	*rest += length;
	if (!next) {
		not_found(diags, path, name);
		return NULL;
	}
	if (**rest == '[') {
		const char *close = strchr(*rest, ']');

		name = arena_copy(arena, *rest + 1,
				  close ? (size_t)(close - *rest) - 1 : strlen(*rest + 1));
		next = close && next->kind == NODE_LIST ? item_of_list(next, name, strlen(name))
							: NULL;
		if (!next) {
			not_found(diags, path, name);
			return NULL;
		}
		*rest = close + 1;
	}
	if (**rest == '.')
		(*rest)++;
	return next;
}

static bool apply(struct arena *arena, struct node *root, const struct scenario_change *change,
		  struct diags *diags)
{
	struct node *node = root;
	const char *rest = change->path;
	struct node *value = tree_read(arena, arena_printf(arena, "--set %s", change->path),
				       change->value, strlen(change->value), diags);

	if (!value)
		return false;
	while (strcspn(rest, ".[") < strlen(rest)) {
		node = step(arena, node, change->path, &rest, diags);
		if (!node)
			return false;
	}
	if (!rest[0] || node->kind != NODE_MAP)
		return not_found(diags, change->path, rest);
	set_entry(arena, node, rest, value);
	return true;
}

bool scenario_apply(struct arena *arena, struct node *root,
		    const struct scenario_change *changes, size_t count, struct diags *diags)
{
	bool good = true;

	for (size_t i = 0; i < count; i++)
		good = apply(arena, root, &changes[i], diags) && good;
	return good;
}
