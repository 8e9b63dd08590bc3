/* Memory given out piece by piece and freed at once. */

#include "lca/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first chunk is small: many arenas live for a single text. */
enum {
	FIRST_CHUNK = 2 * 1024,
	CHUNK_SIZE = 64 * 1024,
	LARGE_PIECE = CHUNK_SIZE / 4,
	FIRST_CAPACITY = 4
};

struct chunk {
	struct chunk *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct chunk *chunks; /* small pieces are cut from the first one */
};

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX / 2)
		abort();
	chunk = calloc(1, sizeof *chunk + size);
	if (!chunk)
		abort();
	chunk->size = size;
	return chunk;
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);

	if (!arena)
		abort();
	arena->chunks = chunk_new(FIRST_CHUNK);
	return arena;
}

void arena_free(struct arena *arena)
{
	struct chunk *chunk;

	if (!arena)
		return;
	while ((chunk = arena->chunks)) {
		arena->chunks = chunk->next;
		free(chunk);
	}
	free(arena);
}

/* A large piece gets a chunk of its own, behind the first, whose room stays in use. */
static void *alloc_large(struct arena *arena, size_t size)
{
	struct chunk *chunk = chunk_new(size);

	chunk->used = size;
	chunk->next = arena->chunks->next;
	arena->chunks->next = chunk;
	return chunk->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t step = alignof(max_align_t);
	struct chunk *chunk = arena->chunks;
	void *piece;

	if (size > LARGE_PIECE)
		return alloc_large(arena, size);
	size = size ? (size + step - 1) / step * step : step;
	if (size > chunk->size - chunk->used) {
		chunk = chunk_new(CHUNK_SIZE);
		chunk->next = arena->chunks;
		arena->chunks = chunk;
	}
	piece = chunk->bytes + chunk->used;
	chunk->used += size;
	return piece;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		abort();
	text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	size_t capacity = count ? 2 * count : FIRST_CAPACITY;
	void *moved;

	if (count && (count < FIRST_CAPACITY || (count & (count - 1)) != 0))
		return items;
	if (capacity > SIZE_MAX / 2 / size)
		abort();
	moved = arena_alloc(arena, capacity * size);
	if (count)
		memcpy(moved, items, count * size);
	return moved;
}
