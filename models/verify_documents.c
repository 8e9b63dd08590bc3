/* Two documents line by line, for formats that are no tree. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/verify_parts.h"

/* Bytes shown on each side of where two lines part. */
enum { AROUND = 24 };

struct lines {
	char **items;
	size_t count;
};

/* Without the returns of line ends, which tools change. */
static const char *normal(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text), *to = copy;

	for (const char *at = copy; *at; at++)
		if (!(*at == '\r' && (at[1] == '\n' || !at[1])))
			*to++ = *at;
	*to = '\0';
	return copy;
}

static struct lines split(struct arena *arena, const char *text)
{
	struct lines lines = {0};

	while (*text) {
		size_t length = strcspn(text, "\n");

		lines.items = arena_grow(arena, lines.items, lines.count, sizeof *lines.items);
		lines.items[lines.count++] = arena_copy(arena, text, length);
		text += length + (text[length] == '\n');
	}
	return lines;
}

/* A line that both have, or that is the record itself, is no difference. */
static bool is_shared(struct text_set *set, const char *line)
{
	return strstr(line, "lca-record") || text_set_find(set, line) != SIZE_MAX;
}

static struct text_set set_of(struct arena *arena, const struct lines *lines)
{
	struct text_set set = {0};

	for (size_t i = 0; i < lines->count; i++)
		text_set_add(arena, &set, lines->items[i], strlen(lines->items[i]));
	return set;
}

/* Code points stay whole. */
static size_t back(const char *line, size_t at, size_t by)
{
	size_t from = at > by ? at - by : 0;

	while (from > 0 && ((unsigned char)line[from] & 0xc0) == 0x80)
		from--;
	return from;
}

static size_t forth(const char *line, size_t at, size_t by)
{
	size_t length = strlen(line), to = at + by < length ? at + by : length;

	while (to < length && ((unsigned char)line[to] & 0xc0) == 0x80)
		to++;
	return to;
}

static const char *excerpt(struct arena *arena, const char *line, size_t at)
{
	size_t from = back(line, at, AROUND), to = forth(line, at, AROUND);

	return arena_printf(arena, "%s%s%s", from > 0 ? "..." : "",
			    arena_copy(arena, line + from, to - from), line[to] ? "..." : "");
}

static void note_pair(struct arena *arena, struct verification *v, const char *path,
		      const char *stated, const char *computed)
{
	size_t at = 0;

	while (stated && computed && stated[at] && stated[at] == computed[at])
		at++;
	verify_differs(arena, v, path, stated ? excerpt(arena, stated, at) : NULL,
		       computed ? excerpt(arena, computed, at) : NULL, NAN);
	v->differences[v->difference_count - 1].words = verify_same_digits(stated, computed);
}

/* The next line from i on that only this one has. */
static size_t next_own(const struct lines *lines, struct text_set *other, size_t i)
{
	while (i < lines->count && is_shared(other, lines->items[i]))
		i++;
	return i;
}

/* Around a document that was put into another one only what lies between its first and its last
 * line is of it. */
static size_t first_shared(const struct lines *lines, struct text_set *other)
{
	size_t i = 0;

	while (i < lines->count && !(*lines->items[i] && is_shared(other, lines->items[i])))
		i++;
	return i < lines->count ? i : 0;
}

static size_t last_shared(const struct lines *lines, struct text_set *other)
{
	size_t i = lines->count;

	while (i > 0 && !(*lines->items[i - 1] && is_shared(other, lines->items[i - 1])))
		i--;
	return i > 0 ? i : lines->count;
}

/* Lines that say something, in their order. */
static size_t next_said(const struct lines *lines, size_t i, size_t last)
{
	while (i < last && (!lines->items[i][strspn(lines->items[i], " ")] ||
			    strstr(lines->items[i], "lca-record")))
		i++;
	return i;
}

/* The same lines may stand in another order, or more than once. */
static void compare_order(struct arena *arena, struct verification *v,
			  const struct lines *stated, size_t from, size_t last,
			  const struct lines *computed)
{
	size_t i = next_said(stated, from, last), k = next_said(computed, 0, computed->count);

	while (i < last && k < computed->count &&
	       text_same(stated->items[i], computed->items[k])) {
		i = next_said(stated, i + 1, last);
		k = next_said(computed, k + 1, computed->count);
	}
	if (i < last || k < computed->count)
		note_pair(arena, v, arena_printf(arena, "line %zu", i + 1),
			  i < last ? stated->items[i] : NULL,
			  k < computed->count ? computed->items[k] : NULL);
}

static void compare_lines(struct arena *arena, struct verification *v, const char *text,
			  const char *again, bool whole)
{
	struct lines stated = split(arena, text), computed = split(arena, again);
	struct text_set of_stated = set_of(arena, &stated),
			of_computed = set_of(arena, &computed);
	size_t i = whole ? 0 : first_shared(&stated, &of_computed), k = 0;
	size_t last = whole ? stated.count : last_shared(&stated, &of_computed);
	size_t first = i, known = v->difference_count;

	for (;;) {
		const char *path;

		i = next_own(&stated, &of_computed, i);
		k = next_own(&computed, &of_stated, k);
		if (i >= last && k >= computed.count)
			break;
		path = i < last ? arena_printf(arena, "line %zu", i + 1)
				: arena_printf(arena, "line %zu of the new one", k + 1);
		note_pair(arena, v, path, i < last ? stated.items[i] : NULL,
			  k < computed.count ? computed.items[k] : NULL);
		i += i < last;
		k += k < computed.count;
	}
	if (v->difference_count == known)
		compare_order(arena, v, &stated, first, last, &computed);
}

/* The page of a card is made again with all that stands around it; a section alone is not. */
static bool is_page(const struct verification *v, const char *again)
{
	return text_same(v->record->command, "card") && strstr(again, "<!-- lca:begin");
}

bool verify_documents(struct arena *arena, struct verification *v, const char *text,
		      const char *again)
{
	const char *stated = normal(arena, text), *computed = normal(arena, again);

	if (strstr(stated, computed)) {
		v->embedded = strlen(stated) != strlen(computed);
		return true;
	}
	compare_lines(arena, v, stated, computed, is_page(v, computed));
	return v->embedded;
}
