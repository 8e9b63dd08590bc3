#ifndef LCA_BASE_TEXT_H
#define LCA_BASE_TEXT_H

/*
 * Text: a growing buffer, comparisons that forgive case, and nearest names for hints.
 * Texts are UTF-8; widths count code points.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A heap buffer; start with {0}, end with buffer_free. text is NUL-terminated once non-NULL. */
struct buffer {
	char *text;
	size_t length;
	size_t capacity;
};

void buffer_add(struct buffer *buffer, const char *text, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* As one word of a shell: in single quotes where it needs them. */
void buffer_shell(struct buffer *buffer, const char *text);
void buffer_pad(struct buffer *buffer, char fill, size_t count);
void buffer_free(struct buffer *buffer);

bool text_same(const char *a, const char *b);	     /* equal bytes; both may be NULL */
bool text_same_nocase(const char *a, const char *b); /* equal but for ASCII case */
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);
bool text_match(const char *pattern,
		const char *text); /* glob with * and ?, ASCII case ignored */

/* Number of edits (insert, delete, replace, swap of neighbours) from a to b, case ignored. */
size_t text_distance(const char *a, const char *b);
/* The name nearest to word if near enough to be meant: at most 1 + length / 4 edits away, or
 * cut short or run on behind three characters; else NULL. Neither is longer than 256 bytes. */
const char *text_nearest(const char *word, const char *const *names, size_t count);

/* Code points in text: the columns it takes in a terminal, for the Latin texts we print. */
size_t text_width(const char *text);
/* Lower case, every run of other characters than a-z 0-9 . turned into one '-', none at the
 * ends. */
char *text_slug(struct arena *arena, const char *text);

/* Parses a finite decimal number that must fill text[0..length): digits, '.', exponent, sign,
 * '_' between digits. Independent of the locale. */
bool text_number(const char *text, size_t length, double *number);
/* Shortest decimal that reads back as the same double ("57", "0.1", "1e-09"); never
 * locale-bound. */
char *text_double(struct arena *arena, double number);

#endif
