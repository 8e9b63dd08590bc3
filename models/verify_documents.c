/* Two documents line by line, for formats that are no tree. */

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/verify_parts.h"

/* Bytes shown on each side of where two lines part. */
enum { AROUND = 24 };
/* Lines looked ahead for one that both have. */
enum { AHEAD = 64 };
/* Ranges of lines that are told. */
enum { MOST_RANGES = 4 };

/* Lines that say something; the same number for the same line of either side. */
struct lines {
	char **items;
	size_t *ids, *places; /* places: in the file, from 1 */
	size_t count;
};

struct comparing {
	struct arena *arena;
	struct verification *v;
	struct text_set set;
	struct lines stated, computed;
};

/* Without what tools change: returns of line ends, blanks behind a line, a byte order mark. */
static struct lines split(struct comparing *c, const char *text)
{
	struct lines lines = {0};
	size_t room = 1, place = 0;

	for (const char *at = text; *at; at++)
		room += *at == '\n';
	lines.items = arena_alloc(c->arena, room * sizeof *lines.items);
	lines.ids = arena_alloc(c->arena, room * sizeof *lines.ids);
	lines.places = arena_alloc(c->arena, room * sizeof *lines.places);
	text += text_starts(text, "\xef\xbb\xbf") ? 3 : 0;
	while (*text) {
		size_t length = strcspn(text, "\n"), said = length;

		place++;
		while (said > 0 && strchr(" \t\r", text[said - 1]))
			said--;
		if (said > 0) {
			lines.items[lines.count] = arena_copy(c->arena, text, said);
			lines.ids[lines.count] = text_set_add(c->arena, &c->set, text, said);
			lines.places[lines.count++] = place;
		}
		text += length + (text[length] == '\n');
	}
	return lines;
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

/* A remark in a list of remarks. */
static bool is_prose(const struct lines *lines, size_t i)
{
	static const char *const titles[] = {"## Notes", ">Notes<", "## Warnings",
					     ">Warnings<"};

	assert(lines->items && lines->items[i]);
	if (!text_starts(lines->items[i], "- ") && !text_starts(lines->items[i], "<li>"))
		return false;
	while (i > 0 && !text_starts(lines->items[i], "## ") &&
	       !text_starts(lines->items[i], "<h2"))
		i--;
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++)
		if (strstr(lines->items[i], titles[k]))
			return true;
	return false;
}

static void differ(struct comparing *c, size_t i, size_t k, bool stated, bool computed)
{
	const char *one = stated ? c->stated.items[i] : NULL,
		   *other = computed ? c->computed.items[k] : NULL;
	struct verify_difference *difference;
	size_t at = 0;

	while (one && other && one[at] && one[at] == other[at])
		at++;
	verify_differs(
	    c->arena, c->v,
	    stated ? arena_printf(c->arena, "line %zu", c->stated.places[i])
		   : arena_printf(c->arena, "line %zu of the new one", c->computed.places[k]),
	    one ? excerpt(c->arena, one, at) : NULL,
	    other ? excerpt(c->arena, other, at) : NULL, NAN);
	difference = &c->v->differences[c->v->difference_count - 1];
	difference->words = verify_same_figures(one, other);
	difference->place = verify_same_but_places(one, other);
	difference->prose =
	    stated && computed && is_prose(&c->stated, i) && is_prose(&c->computed, k);
}

/* How many lines of each lie before the next one that both have; all that are looked at where
 * there is none. */
static void next_shared(const struct comparing *c, size_t i, size_t last, size_t k,
			size_t *skip, size_t *skip_new)
{
	size_t left = last - i, left_new = c->computed.count - k;

	for (size_t sum = 1; sum < (size_t)2 * AHEAD; sum++)
		for (size_t a = 0; a <= sum; a++)
			if (a < left && sum - a < left_new && a < AHEAD && sum - a < AHEAD &&
			    c->stated.ids[i + a] == c->computed.ids[k + sum - a]) {
				*skip = a;
				*skip_new = sum - a;
				return;
			}
	*skip = left < AHEAD ? left : AHEAD;
	*skip_new = left_new < AHEAD ? left_new : AHEAD;
}

/* stated[i..last) against all that is computed: every line, in its order. */
static void compare_lines(struct comparing *c, size_t i, size_t last)
{
	size_t k = 0, skip, skip_new;

	while (i < last || k < c->computed.count) {
		if (i < last && k < c->computed.count &&
		    c->stated.ids[i] == c->computed.ids[k]) {
			i++;
			k++;
			continue;
		}
		next_shared(c, i, last, k, &skip, &skip_new);
		for (size_t n = 0; n < skip || n < skip_new; n++)
			differ(c, i + n, k + n, n < skip, n < skip_new);
		i += skip;
		k += skip_new;
	}
}

/* Where a part of a page begins and ends, around its record: [from, to) of the lines. */
static void find_part(const struct comparing *c, size_t *from, size_t *to)
{
	const struct lines *lines = &c->stated, *new = &c->computed;
	size_t record = c->v->record->line;

	*from = 0;
	*to = lines->count;
	if (!new->count)
		return;
	for (size_t i = 0; i < lines->count && lines->places[i] <= record; i++)
		if (lines->ids[i] == new->ids[0])
			*from = i;
	for (size_t i = lines->count; i > 0 && lines->places[i - 1] >= record; i--)
		if (lines->ids[i - 1] == new->ids[new->count - 1])
			*to = i;
}

/* Of a page that was made again with all that stands around: what lies between the markers. */
static void find_marked(const struct comparing *c, size_t *from, size_t *to)
{
	const struct lines *lines = &c->stated;
	size_t record = c->v->record->line;

	*from = 0;
	*to = lines->count;
	for (size_t i = 0; i < lines->count && lines->places[i] <= record; i++)
		if (strstr(lines->items[i], "lca:begin"))
			*from = i;
	for (size_t i = lines->count; i > 0 && lines->places[i - 1] >= record; i--)
		if (strstr(lines->items[i - 1], "lca:end"))
			*to = i;
}

/* Lines of a front matter: its fences, and the emissions with what is indented below them. */
static bool is_front(const struct lines *lines, size_t i)
{
	if (!lines->count || !text_same(lines->items[0], "---"))
		return false;
	for (size_t n = 1; n < i; n++)
		if (text_same(lines->items[n], "---"))
			return false;
	while (i > 0 && strchr(" \t#", *lines->items[i]))
		i--;
	return text_same(lines->items[i], "---") ||
	       text_starts(lines->items[i], "co2_eq_emissions:");
}

/* Lines of the file that are not of the report. */
static void tell_unchecked(struct comparing *c, size_t from, size_t to, bool page)
{
	const struct lines *lines = &c->stated;
	const char *text = "";
	size_t ranges = 0, first = 0, last = 0;

	for (size_t i = 0; i <= lines->count; i++) {
		bool unchecked =
		    i < lines->count && (i < from || i >= to) && !(page && is_front(lines, i));

		c->v->unchecked += unchecked;
		if (unchecked) {
			first = first ? first : lines->places[i];
			last = lines->places[i];
			continue;
		}
		if (first && ranges++ < MOST_RANGES)
			text = first == last ? arena_printf(c->arena, "%s%s%zu", text,
							    *text ? ", " : "", first)
					     : arena_printf(c->arena, "%s%s%zu-%zu", text,
							    *text ? ", " : "", first, last);
		first = 0;
	}
	if (ranges)
		verify_note(c->arena, c->v,
			    arena_printf(c->arena,
					 "of the file, lines %s%s are not of this report and "
					 "were not checked",
					 text, ranges > MOST_RANGES ? " and others" : ""));
}

void verify_documents(struct arena *arena, struct verification *v, const char *text,
		      const char *again)
{
	struct comparing c = {.arena = arena, .v = v};
	bool card = text_same(v->record->command, "card"),
	     page = card && strstr(again, "<!-- lca:begin"),
	     part = card || text_same(v->record->format, "latex");
	size_t from = 0, to;

	c.stated = split(&c, text);
	c.computed = split(&c, again);
	to = c.stated.count;
	if (part && !page)
		find_part(&c, &from, &to);
	compare_lines(&c, from, to);
	if (page)
		find_marked(&c, &from, &to);
	if (part)
		tell_unchecked(&c, from, to, page);
	v->embedded = v->unchecked > 0;
}

void verify_tell_around(struct arena *arena, struct verification *v, const char *text,
			const char *again)
{
	if (text_same(v->record->command, "card"))
		verify_documents(arena, v, text, again);
}
