#ifndef LCA_BASE_ARENA_H
#define LCA_BASE_ARENA_H

/*
 * An arena: memory that is given out piece by piece and freed at once.
 *
 * Everything that lives as long as a scenario or a result is built into the arena of its owner;
 * nobody frees a part. Pieces are zeroed and aligned for any type. Running out of memory
 * aborts: no caller checks for NULL.
 */

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);

/* A copy of text[0..length), with a final NUL. */
char *arena_copy(struct arena *arena, const char *text, size_t length);
/* A copy of a NUL-terminated text; NULL gives NULL. */
char *arena_text(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Room for one more element: returns the array `items` of `count` elements of `size` bytes,
 * moved where its capacity (a power of two, implied by count) was used up. Use: list =
 * arena_grow(arena, list, count, sizeof *list); list[count++] = x; */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size);

#endif
