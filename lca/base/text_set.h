#ifndef LCA_BASE_TEXT_SET_H
#define LCA_BASE_TEXT_SET_H

/*
 * A set of texts numbered in the order they were first seen: run ids, devices, names of items.
 *
 * Start with {0}. Texts are copied into the arena once each, so memory grows with distinct
 * texts, never with how often they are met; looking one up does not grow with their number.
 */

#include <stddef.h>

struct arena;

struct text_set {
	const char **texts; /* [0..count) */
	size_t count;
	size_t *slots; /* open addressing: number + 1 of a text, 0 = free; slot_count is a power
			  of two */
	size_t slot_count;
};

/* The number of text[0..length); a new text gets the number that count was. */
size_t text_set_add(struct arena *arena, struct text_set *set, const char *text, size_t length);
/* The number of a text; SIZE_MAX where the set does not have it. */
size_t text_set_find(const struct text_set *set, const char *text);

#endif
