/* Changes from the command line: --set 'stages.training[final run].pue=1.1'. */

#include "models/scenario_set.h"

#include <assert.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"
#include "models/scenario.h"
#include "models/scenario_path.h"
#include "models/scenario_texts.h"
#include "models/variation_parts.h"

struct node *node_own(struct arena *arena, const struct node *node)
{
	struct node *copy = arena_alloc(arena, sizeof *copy);

	*copy = *node;
	copy->items = arena_alloc(arena, (node->count + 1) * sizeof *copy->items);
	copy->entries = arena_alloc(arena, (node->count + 1) * sizeof *copy->entries);
	if (node->count && node->kind == NODE_LIST)
		memcpy(copy->items, node->items, node->count * sizeof *copy->items);
	if (node->count && node->kind == NODE_MAP)
		memcpy(copy->entries, node->entries, node->count * sizeof *copy->entries);
	return copy;
}

void node_put(struct arena *arena, struct node *map, const char *key, struct node *value)
{
	struct entry *entries;

	assert(map->count == 0 || map->entries);
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

bool node_drop(struct node *map, const char *key)
{
	for (size_t i = 0; i < map->count; i++) {
		if (!text_same(map->entries[i].key, key))
			continue;
		memmove(&map->entries[i], &map->entries[i + 1],
			(map->count - i - 1) * sizeof *map->entries);
		map->count--;
		return true;
	}
	return false;
}

/* The place of the item of that name, as it stands or as the report calls it ("training 2");
 * NULL where there is none. */
static struct node **item_of_list(struct arena *arena, struct node *list, const char *stage,
				  const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct node *item = node_get(list->items[i], "item");
		const char *called = item && item->kind == NODE_SCALAR && item->text[0]
					 ? item->text
					 : arena_printf(arena, "%s %zu", stage, i + 1);

		if (text_same(called, name))
			return &list->items[i];
	}
	return NULL;
}

static struct node **child(struct node *map, const char *name)
{
	const struct entry *entry = node_entry(map, name);

	return entry ? &map->entries[entry - map->entries].value : NULL;
}

/* Names told in a hint. */
enum { NAMES_MOST = 4 };

static const char *add_name(struct arena *arena, const char *list, const char *name,
			    size_t number)
{
	if (number > NAMES_MOST)
		return list;
	if (number == NAMES_MOST)
		return arena_printf(arena, "%s, ...", list);
	return arena_printf(arena, "%s%s%s", list, number ? ", " : "", name);
}

/* What there is in place of the name that is not: the sites, the hardware, the items of a
 * stage; NULL: neither. */
static const char *names_there(struct arena *arena, const struct node_path *path,
			       const struct node *node, const char *rest)
{
	const char *list = "", *what = "items";
	bool items = node->kind == NODE_LIST;
	size_t depth = (size_t)(rest - path->text) - (*rest != '[');

	if (!items && depth == strlen("sites") && text_starts(path->text, "sites"))
		what = "sites";
	else if (!items && depth == strlen("hardware") && text_starts(path->text, "hardware"))
		what = "hardware";
	else if (!items)
		return NULL;
	if (items ? !node->items : !node->entries)
		return NULL; /* an empty one */
	for (size_t i = 0; i < node->count; i++) {
		const struct node *name = items ? node_get(node->items[i], "item") : NULL;

		list = add_name(arena, list,
				!items ? node->entries[i].key
				: name ? name->text
				       : arena_printf(arena, "%zu", i + 1),
				i);
	}
	return node->count ? arena_printf(arena, "the %s here: %s", what, list) : NULL;
}

static bool not_found(struct diags *diags, const struct node_path *path, const char *name,
		      const char *hint)
{
	diag_add(diags, DIAG_PATH_UNKNOWN, path->place, path->text,
		 hint ? hint
		      : "write stages.training[item name].key, sites.name.key or "
			"hardware.name.key",
		 "the scenario has nothing named '%s' there", name);
	return false;
}

/* False, reported, for a key that stands elsewhere than at the top. */
static bool is_at_top(struct arena *arena, const struct node *root,
		      const struct node_path *path, const char *value, struct diags *diags)
{
	const char **paths, *list = "";
	size_t count = strpbrk(path->text, ".[") || key_find(path->text, IN_TOP) != KEY_TOTAL
			   ? 0
			   : key_places(arena, root, path->text, &paths);

	if (!count)
		return true;
	for (size_t i = 0; i < count; i++)
		list = add_name(arena, list,
				arena_printf(arena, "--set '%s=%s'", paths[i], value), i);
	diag_add(diags, DIAG_PATH_UNKNOWN, path->place, path->text,
		 arena_printf(arena, "write %s", list),
		 "'%s' stands in no place of its own: a change says where", path->text);
	return false;
}

/* Length of the name at the head of the path: to the next dot or bracket, or a later one where
 * the map has a name with dots. */
static size_t name_length(struct arena *arena, struct node *map, const char *rest)
{
	size_t first = strcspn(rest, ".["), length = first;

	while (!child(map, arena_copy(arena, rest, length))) {
		if (rest[length] != '.' || !rest[length + 1])
			return first;
		length += 1 + strcspn(rest + length + 1, ".[");
		if (!rest[length])
			return first;
	}
	return length;
}

/* One step of the path, into a copy; *rest is moved behind it. NULL: reported. */
static struct node *step(struct arena *arena, struct node *node, const struct node_path *path,
			 const char **rest, struct diags *diags)
{
	size_t length = name_length(arena, node, *rest);
	const char *name = arena_copy(arena, *rest, length), *above = name, *behind;
	struct node **next = child(node, name), *holder;

	if (!next) {
		not_found(diags, path, name, names_there(arena, path, node, *rest));
		return NULL;
	}
	*rest += length;
	*next = node_own(arena, *next);
	if (**rest == '[') {
		name = path_bracket(arena, *rest, &behind);
		holder = *next;
		next = !name			   ? NULL
		       : holder->kind == NODE_LIST ? item_of_list(arena, holder, above, name)
						   : child(holder, name);
		if (!next) {
			not_found(diags, path, name ? name : *rest + 1,
				  names_there(arena, path, holder, *rest));
			return NULL;
		}
		*next = node_own(arena, *next);
		*rest = behind;
	}
	if (**rest == '.')
		(*rest)++;
	return *next;
}

/* What publications say may be said on the command line alone. */
static void make_about(struct arena *arena, struct node *root, const struct node_path *path)
{
	static const char block[] = "about";
	struct node *map;

	if (!text_starts(path->text, "about.") || child(root, block))
		return;
	map = arena_alloc(arena, sizeof *map);
	*map = (struct node){.kind = NODE_MAP, .place = path->place, .text = ""};
	node_put(arena, root, block, map);
}

bool node_put_at(struct arena *arena, struct node *root, const struct node_path *path,
		 struct node *value, struct diags *diags)
{
	struct node *node = root;
	const char *rest = path->text;

	if (!node_is_null(value))
		make_about(arena, root, path);
	while (strcspn(rest, ".[") < strlen(rest)) {
		node = step(arena, node, path, &rest, diags);
		if (!node)
			return false;
	}
	if (!rest[0] || node->kind != NODE_MAP)
		return not_found(diags, path, rest, NULL);
	if (!node_is_null(value))
		node_put(arena, node, rest, value);
	else if (!node_drop(node, rest))
		return not_found(diags, path, rest, NULL);
	return true;
}

const struct node *scenario_apply(struct arena *arena, const struct node *root,
				  const struct scenario_change *changes, size_t count,
				  struct diags *diags)
{
	struct node *changed;

	if (count == 0)
		return root;
	changed = node_own(arena, root);
	for (size_t i = 0; i < count; i++) {
		const struct node_path path = {{.file = "--set"}, changes[i].path};
		const char *dot = strrchr(path.text, '.');
		struct node *value =
		    tree_read(arena, arena_printf(arena, "--set %s", path.text),
			      changes[i].value, strlen(changes[i].value), diags);

		if (value)
			scenario_check_texts(value, dot ? dot + 1 : path.text, diags);
		if (value && is_at_top(arena, changed, &path, changes[i].value, diags))
			node_put_at(arena, changed, &path, value, diags);
	}
	return changed;
}
