/* A set of texts: open addressing with linear probing, at most half full. */

#include "lca/base/text_set.h"

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"

enum { FIRST_SLOTS = 16 };

/* FNV-1a, 64 bits. */
static uint64_t hash(const char *text, size_t length)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < length; i++)
		value = (value ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return value ^ value >> 32;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t find(const struct text_set *set, const char *text, size_t length)
{
	size_t slot = (size_t)hash(text, length) & (set->slot_count - 1);

	for (; set->slots[slot] != 0; slot = (slot + 1) & (set->slot_count - 1)) {
		const char *known = set->texts[set->slots[slot] - 1];

		if (strlen(known) == length && memcmp(known, text, length) == 0)
			break;
	}
	return slot;
}

static void enlarge(struct arena *arena, struct text_set *set)
{
	set->slot_count = set->slot_count == 0 ? FIRST_SLOTS : 2 * set->slot_count;
	set->slots = arena_alloc(arena, set->slot_count * sizeof *set->slots);
	for (size_t i = 0; i < set->count; i++)
		set->slots[find(set, set->texts[i], strlen(set->texts[i]))] = i + 1;
}

size_t text_set_add(struct arena *arena, struct text_set *set, const char *text, size_t length)
{
	size_t slot;

	if (2 * set->count >= set->slot_count)
		enlarge(arena, set);
	slot = find(set, text, length);
	if (set->slots[slot] != 0)
		return set->slots[slot] - 1;
	set->texts = arena_grow(arena, set->texts, set->count, sizeof *set->texts);
	set->texts[set->count] = arena_copy(arena, text, length);
	set->slots[slot] = set->count + 1;
	return set->count++;
}

size_t text_set_find(const struct text_set *set, const char *text)
{
	size_t number = set->count ? set->slots[find(set, text, strlen(text))] : 0;

	return number ? number - 1 : SIZE_MAX;
}
