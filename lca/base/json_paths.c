/* Paths as a tree of the keys that lead to them. */

#include <assert.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/json_parts.h"

static struct json_edge *find_or_add(struct arena *arena, struct json_node *node,
				     const char *key, size_t length)
{
	size_t i;

	for (i = 0; i < node->count; i++)
		if (node->edges[i].length == length &&
		    memcmp(node->edges[i].key, key, length) == 0)
			return &node->edges[i];
	node->edges = arena_grow(arena, node->edges, node->count, sizeof *node->edges);
	node->edges[node->count] = (struct json_edge){key, length, SIZE_MAX, NULL};
	node->lengths |= UINT64_C(1) << (length % 64);
	return &node->edges[node->count++];
}

/* One way to meet a path for each of its dots, and one for none: the rest stands as one key. */
static void add_path(struct arena *arena, struct json_node *node, const char *path)
{
	for (;;) {
		const char *dot = strchr(path, '.');
		struct json_edge *edge = find_or_add(arena, node, path, strlen(path));

		edge->slot = 0; /* numbered later */
		if (!dot)
			return;
		edge = find_or_add(arena, node, path, (size_t)(dot - path));
		if (!edge->child)
			edge->child = arena_alloc(arena, sizeof *edge->child);
		node = edge->child;
		path = dot + 1;
	}
}

/* Numbers slots so that those in and below a node follow each other. */
static size_t number_slots(struct json_node *node, size_t next)
{
	size_t i;

	node->first = next;
	for (i = 0; i < node->count; i++) {
		struct json_edge *edge = &node->edges[i];

		if (edge->slot != SIZE_MAX)
			edge->slot = next++;
		if (edge->child)
			next = number_slots(edge->child, next);
	}
	node->last = next;
	return next;
}

static const struct json_edge *find(const struct json_node *node, const char *key,
				    size_t length)
{
	size_t i;

	assert(node);
	for (i = 0; i < node->count; i++)
		if (node->edges[i].length == length &&
		    memcmp(node->edges[i].key, key, length) == 0)
			break;
	return &node->edges[i];
}

/* The slots of one path, in slots[0..return). */
static size_t list_slots(const struct json_node *node, const char *path, size_t *slots)
{
	size_t count = 0;

	for (;;) {
		const char *dot = strchr(path, '.');

		slots[count++] = find(node, path, strlen(path))->slot;
		if (!dot)
			return count;
		node = find(node, path, (size_t)(dot - path))->child;
		path = dot + 1;
	}
}

static size_t spellings(const char *path)
{
	size_t count = 1;

	for (; *path; path++)
		count += *path == '.';
	return count;
}

struct json_paths *json_paths_new(struct arena *arena, const char *const *paths, size_t count)
{
	struct json_paths *result = arena_alloc(arena, sizeof *result);
	size_t *begins = arena_alloc(arena, (count + 1) * sizeof *begins);
	struct json_node *root = arena_alloc(arena, sizeof *root);
	size_t *slots;
	size_t i;

	for (i = 0; i < count; i++) {
		add_path(arena, root, arena_text(arena, paths[i]));
		begins[i + 1] = begins[i] + spellings(paths[i]);
	}
	slots = arena_alloc(arena, (begins[count] + 1) * sizeof *slots);
	result->slot_count = number_slots(root, 0);
	for (i = 0; i < count; i++)
		list_slots(root, paths[i], slots + begins[i]);
	result->top = (struct json_edge){.slot = SIZE_MAX, .child = root};
	result->count = count;
	result->slots = slots;
	result->begins = begins;
	return result;
}
