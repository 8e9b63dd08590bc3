/* Text: a growing buffer, forgiving comparisons, nearest names. */

#include "lca/base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"

#define FIRST_CAPACITY	128
#define LONGEST_NAME	((size_t)256)
#define SHORTEST_PREFIX 3
#define SHORT_WORD	4

/* Makes room for length more bytes and a NUL. */
static void reserve(struct buffer *buffer, size_t length)
{
	size_t capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
	char *text;

	if (length > SIZE_MAX / 4 - buffer->length)
		abort();
	while (capacity < buffer->length + length + 1)
		capacity *= 2;
	if (buffer->text && capacity == buffer->capacity)
		return;
	text = realloc(buffer->text, capacity);
	if (!text)
		abort();
	buffer->text = text;
	buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, const char *text, size_t length)
{
	reserve(buffer, length);
	if (length)
		memcpy(buffer->text + buffer->length, text, length);
	buffer->length += length;
	buffer->text[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

static void add_formatted(struct buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		abort();
	reserve(buffer, (size_t)length);
	vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
	buffer->length += (size_t)length;
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add_formatted(buffer, format, arguments);
	va_end(arguments);
}

void buffer_shell(struct buffer *buffer, const char *text)
{
	if (*text && !text[strcspn(text, " \t\n'\"\\[](){}<>|&;*?$`!#~")]) {
		buffer_text(buffer, text);
		return;
	}
	buffer_text(buffer, "'");
	for (; *text; text++)
		buffer_printf(buffer, *text == '\'' ? "'\\''" : "%c", *text);
	buffer_text(buffer, "'");
}

void buffer_pad(struct buffer *buffer, char fill, size_t count)
{
	reserve(buffer, count);
	memset(buffer->text + buffer->length, fill, count);
	buffer->length += count;
	buffer->text[buffer->length] = '\0';
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->text);
	*buffer = (struct buffer){0};
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

bool text_same(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0;
}

bool text_same_nocase(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
	size_t length = strlen(text);
	size_t tail = strlen(suffix);

	return length >= tail && memcmp(text + length - tail, suffix, tail) == 0;
}

/* Where a part of the pattern does not fit, the last star takes one more character: linear
 * memory. */
bool text_match(const char *pattern, const char *text)
{
	const char *star = NULL;
	const char *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			retry = text;
		} else if (*pattern && (*pattern == '?' || lower(*pattern) == lower(*text))) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* rows[0] is the row to fill for a[i], rows[1] and rows[2] those of one and two characters
 * before. */
static void fill_row(const char *a, size_t i, const char *b, size_t width, size_t *rows[3])
{
	size_t j;

	rows[0][0] = i + 1;
	for (j = 0; j < width; j++) {
		size_t replaced = rows[1][j] + (lower(a[i]) != lower(b[j]));

		rows[0][j + 1] = least(replaced, least(rows[1][j + 1], rows[0][j]) + 1);
		if (i > 0 && j > 0 && lower(a[i]) == lower(b[j - 1]) &&
		    lower(a[i - 1]) == lower(b[j]))
			rows[0][j + 1] = least(rows[0][j + 1], rows[2][j - 1] + 1);
	}
}

size_t text_distance(const char *a, const char *b)
{
	size_t height = strlen(a);
	size_t width = strlen(b);
	size_t *cells = calloc(3 * (width + 1), sizeof *cells);
	size_t *rows[3];
	size_t distance;
	size_t i;

	if (!cells)
		abort();
	for (i = 0; i < 3; i++)
		rows[i] = cells + i * (width + 1);
	for (i = 0; i <= width; i++)
		rows[1][i] = i;
	for (i = 0; i < height; i++) {
		size_t *oldest = rows[2];

		fill_row(a, i, b, width, rows);
		rows[2] = rows[1];
		rows[1] = rows[0];
		rows[0] = oldest;
	}
	distance = rows[1][width];
	free(cells);
	return distance;
}

static size_t shared_prefix(const char *a, const char *b)
{
	size_t length = 0;

	while (a[length] && lower(a[length]) == lower(b[length]))
		length++;
	return length;
}

/* How far name is from what word may mean; SIZE_MAX: too far. One or two slips come first, then
 * a name that was cut short or run on, then what has more slips; a common beginning decides
 * between equals. In a short word two slips say little. */
static size_t remoteness(const char *word, const char *name)
{
	size_t length = strlen(word);
	size_t other = strlen(name);
	size_t common = shared_prefix(word, name);
	size_t excess = length > other ? length - other : other - length;
	size_t worst = 1 + length / 4;
	size_t score = SIZE_MAX;
	size_t distance;

	if (length > LONGEST_NAME || other > LONGEST_NAME)
		return SIZE_MAX;
	if (common >= SHORTEST_PREFIX && common == least(length, other))
		score = (length <= SHORT_WORD ? 3 : 5) * LONGEST_NAME + excess;
	if (excess > worst)
		return score;
	distance = text_distance(word, name);
	if (distance <= worst && (distance < length || distance == 0))
		score = least(score, 2 * LONGEST_NAME * distance + LONGEST_NAME - common);
	return score;
}

const char *text_nearest(const char *word, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	size_t best = SIZE_MAX;
	size_t i;

	for (i = 0; i < count; i++) {
		size_t score = remoteness(word, names[i]);

		if (score < best) {
			best = score;
			nearest = names[i];
		}
	}
	return nearest;
}

size_t text_width(const char *text)
{
	size_t width = 0;

	for (; *text; text++)
		width += ((unsigned char)*text & 0xC0) != 0x80;
	return width;
}

static bool in_slug(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

char *text_slug(struct arena *arena, const char *text)
{
	char *slug = arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	for (; *text; text++) {
		char c = lower(*text);

		if (in_slug(c))
			slug[length++] = c;
		else if (length && slug[length - 1] != '-')
			slug[length++] = '-';
	}
	if (length && slug[length - 1] == '-')
		slug[--length] = '\0';
	return slug;
}
