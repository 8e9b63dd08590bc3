#ifndef LCA_ENGINE_EXACT_MEMORY_H
#define LCA_ENGINE_EXACT_MEMORY_H

/* What operations on atoms gave, so that each is done once. Internal to exact_atom.c. */

#include "lca/engine/exact_atom.h"

enum exact_operation {
	EXACT_EXPONENTIAL = 1,
	EXACT_ADD,
	EXACT_MULTIPLY,
	EXACT_INVERT,
	EXACT_COVARIANCE
};

struct exact_memory {
	enum exact_operation operation; /* 0: an empty slot */
	uint32_t left, right;		/* what it was done to */
	double number;
	bool known;
	struct exact_scaled result;
};

struct exact_memories {
	struct arena *arena;
	struct exact_memory *slots;
	size_t capacity, used;
};

void exact_memories_start(struct exact_memories *memories, struct arena *arena);

/* The slot of the key's operation, operands and number; *fresh where it was not there. It stays
 * where it is until the next call. */
struct exact_memory *exact_recall(struct exact_memories *memories,
				  const struct exact_memory *key, bool *fresh);

/* Fills the slot of a key that is there. */
struct exact_memory *exact_remember(struct exact_memories *memories,
				    const struct exact_memory *key, bool known,
				    struct exact_scaled result);

#endif
