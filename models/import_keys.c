/* Open addressing with linear probing, at most half full. */

#include "models/import_keys.h"

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
static size_t find(const struct import_keys *keys, const char *text, size_t length)
{
	size_t slot = (size_t)hash(text, length) & (keys->slot_count - 1);

	for (; keys->slots[slot] != 0; slot = (slot + 1) & (keys->slot_count - 1)) {
		const char *known = keys->texts[keys->slots[slot] - 1];

		if (strlen(known) == length && memcmp(known, text, length) == 0)
			break;
	}
	return slot;
}

static void enlarge(struct arena *arena, struct import_keys *keys)
{
	keys->slot_count = keys->slot_count == 0 ? FIRST_SLOTS : 2 * keys->slot_count;
	keys->slots = arena_alloc(arena, keys->slot_count * sizeof *keys->slots);
	for (size_t i = 0; i < keys->count; i++)
		keys->slots[find(keys, keys->texts[i], strlen(keys->texts[i]))] = i + 1;
}

size_t import_keys_add(struct arena *arena, struct import_keys *keys, const char *text,
		       size_t length)
{
	size_t slot;

	if (2 * keys->count >= keys->slot_count)
		enlarge(arena, keys);
	slot = find(keys, text, length);
	if (keys->slots[slot] != 0)
		return keys->slots[slot] - 1;
	keys->texts = arena_grow(arena, keys->texts, keys->count, sizeof *keys->texts);
	keys->texts[keys->count] = arena_copy(arena, text, length);
	keys->slots[slot] = keys->count + 1;
	return keys->count++;
}
