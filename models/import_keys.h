#ifndef MODELS_IMPORT_KEYS_H
#define MODELS_IMPORT_KEYS_H

/*
 * A set of texts numbered in the order they were first seen: run ids, devices, values of a
 * column.
 *
 * Start with {0}. Texts are copied into the arena once each, so memory grows with distinct
 * texts, never with rows.
 */

#include <stddef.h>

struct arena;

struct import_keys {
	const char **texts; /* [0..count) */
	size_t count;
	size_t *slots; /* open addressing: number + 1 of a text, 0 = free; slot_count is a power
			  of two */
	size_t slot_count;
};

/* The number of text[0..length); a new text gets the number that count was. */
size_t import_keys_add(struct arena *arena, struct import_keys *keys, const char *text,
		       size_t length);

#endif
