/* A hash table with open addressing. */

#include "lca/engine/exact_memory.h"

#include "lca/base/arena.h"
#include "lca/engine/math.h"

enum { FIRST_SLOTS = 256 };

void exact_memories_start(struct exact_memories *memories, struct arena *arena)
{
	*memories = (struct exact_memories){.arena = arena, .capacity = FIRST_SLOTS};
	memories->slots = arena_alloc(arena, FIRST_SLOTS * sizeof *memories->slots);
}

static size_t slot_of(const struct exact_memories *memories, const struct exact_memory *key)
{
	uint64_t bits = math_bits(key->number), hash;

	hash = (((uint64_t)key->left << 32 | key->right) ^ bits) + key->operation;
	hash = (hash ^ hash >> 31) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 20) & (memories->capacity - 1);
}

static bool is_same(const struct exact_memory *a, const struct exact_memory *b)
{
	return a->operation == b->operation && a->left == b->left && a->right == b->right &&
	       math_bits(a->number) == math_bits(b->number);
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct exact_memory *slot_for(const struct exact_memories *memories,
				     const struct exact_memory *key)
{
	size_t slot = slot_of(memories, key);

	while (memories->slots[slot].operation && !is_same(&memories->slots[slot], key))
		slot = (slot + 1) & (memories->capacity - 1);
	return &memories->slots[slot];
}

static void widen(struct exact_memories *memories)
{
	struct exact_memory *old = memories->slots;
	size_t count = memories->capacity, i;

	memories->capacity *= 2;
	memories->slots =
	    arena_alloc(memories->arena, memories->capacity * sizeof *memories->slots);
	for (i = 0; i < count; i++)
		if (old[i].operation)
			*slot_for(memories, &old[i]) = old[i];
}

struct exact_memory *exact_recall(struct exact_memories *memories,
				  const struct exact_memory *key, bool *fresh)
{
	struct exact_memory *slot;

	if (2 * memories->used >= memories->capacity)
		widen(memories);
	slot = slot_for(memories, key);
	*fresh = !slot->operation;
	if (*fresh) {
		*slot = *key;
		memories->used++;
	}
	return slot;
}

struct exact_memory *exact_remember(struct exact_memories *memories,
				    const struct exact_memory *key, bool known,
				    struct exact_scaled result)
{
	struct exact_memory *slot = slot_for(memories, key);

	slot->known = known;
	slot->result = result;
	return slot;
}
