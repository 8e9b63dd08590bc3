/* Marks of Markdown and HTML: text without them, and tables. */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_card.h"

enum { LONGEST_MARK = 1000 };

struct entity {
	const char *name, *text;
};

/* The blank, or the character, that "&nbsp;" and the like stand for; *size: bytes of it. */
static const char *entity_at(const char *text, size_t *size)
{
	static const struct entity entities[] = {
	    {"&nbsp;", " "},  {"&amp;", "&"},	{"&lt;", "<"},	   {"&gt;", ">"},
	    {"&quot;", "\""}, {"&#39;", "'"},	{"&times;", "x"},  {"&#8322;", "2"},
	    {"&ndash;", "-"}, {"&mdash;", "-"}, {"&thinsp;", " "}, {"&#160;", " "},
	};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (text_starts(text, entities[i].name)) {
			*size = strlen(entities[i].name);
			return entities[i].text;
		}
	return NULL;
}

/* Where the comment that starts at text ends. */
static size_t comment_at(const char *text, const char *end)
{
	for (const char *at = text; end - at >= 3; at++) {
		at = memchr(at, '-', (size_t)(end - at - 2));
		if (!at)
			break;
		if (text_starts(at, "-->"))
			return (size_t)(at + 3 - text);
	}
	return (size_t)(end - text);
}

/* The next of some character: looked for once, however often it is asked for before it. */
struct closer {
	char mark;
	const char *at; /* NULL: not looked for yet; the text's end where there is none */
};

static const char *close_at(struct closer *closer, const char *text, const char *end)
{
	if (!closer->at || closer->at < text) {
		const char *found = memchr(text, closer->mark, (size_t)(end - text));

		closer->at = found ? found : end;
	}
	return closer->at < end ? closer->at : NULL;
}

/* The bytes of a tag "<sub>", of a comment, of the target of a link "](...)", of a footnote
 * "[^1]"; 0: none stands here. */
static size_t mark_at(struct closer closers[3], const char *text, const char *end)
{
	const char *close = NULL;

	if (text_starts(text, "<!--"))
		return comment_at(text, end);
	if (*text == '<' && (isalpha((unsigned char)text[1]) || text[1] == '/'))
		close = close_at(&closers[0], text, end);
	else if (text_starts(text, "]("))
		close = close_at(&closers[1], text, end);
	else if (text_starts(text, "[^"))
		close = close_at(&closers[2], text, end);
	return close && close - text < LONGEST_MARK ? (size_t)(close + 1 - text) : 0;
}

/* "Energy [MWh]": behind a word, and no link "[text](target)". */
static bool is_bracket(struct closer closers[3], const char *text, const char *start,
		       const char *end)
{
	const char *close = close_at(&closers[2], text, end), *before = text;

	while (before > start && (before[-1] == ' ' || before[-1] == '*'))
		before--;
	return close && close - text < LONGEST_MARK && before > start && before[-1] != ':' &&
	       (close + 1 == end || !strchr("([", close[1]));
}

static bool is_emphasis(const char *text, const char *start)
{
	if (*text == '*' || *text == '`')
		return true;
	/* An underscore within a word belongs to it. */
	return *text == '_' && (text == start || !isalnum((unsigned char)text[-1]) ||
				!isalnum((unsigned char)text[1]));
}

char *card_plain(struct arena *arena, const char *text, size_t length)
{
	char *plain = arena_alloc(arena, length + 1), *to = plain;
	const char *start = text, *end = text + length;
	struct closer closers[3] = {{'>', NULL}, {')', NULL}, {']', NULL}};

	while (text < end) {
		size_t size = mark_at(closers, text, end);
		const char *entity = size || *text != '&' ? NULL : entity_at(text, &size);

		if (entity) {
			*to++ = *entity;
		} else if (!size && *text == '\\' && text + 1 < end &&
			   ispunct((unsigned char)text[1])) {
			*to++ = text[1];
			size = 2;
		} else if (!size && !is_emphasis(text, start) &&
			   (*text != '[' || is_bracket(closers, text, start, end))) {
			*to++ = *text == '\t' || *text == '\r' || *text == '\n' ? ' ' : *text;
		}
		text += size ? size : 1;
	}
	while (to > plain && (to[-1] == ' ' || to[-1] == '*'))
		to--;
	*to = '\0';
	return plain + strspn(plain, " ");
}

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
	text += line_length(text);
	return *text ? text + 1 : text;
}

/* Room for one more row of cells. */
static const char **add_row(struct arena *arena, struct card_grid *grid, uint32_t line)
{
	grid->lines = arena_grow(arena, grid->lines, grid->rows, sizeof *grid->lines);
	grid->lines[grid->rows] = line;
	for (size_t i = 0; i < grid->columns; i++) {
		size_t at = grid->rows * grid->columns + i;

		grid->cells = arena_grow(arena, grid->cells, at, sizeof *grid->cells);
		grid->cells[at] = "";
	}
	return grid->cells + grid->rows++ * grid->columns;
}

/* Cells of a line of Markdown; an escaped bar is text. */
static size_t split_bars(struct arena *arena, const char *text, const char **cells, size_t most)
{
	const char *end = text + line_length(text);
	size_t count = 0;

	text += strspn(text, " \t");
	if (*text == '|')
		text++;
	while (text < end) {
		const char *stop = text;

		while (stop < end && (*stop != '|' || stop[-1] == '\\'))
			stop++;
		if (stop == end && strspn(text, " \t\r") >= (size_t)(end - text))
			break;
		if (cells && count < most)
			cells[count] = card_plain(arena, text, (size_t)(stop - text));
		count++;
		text = stop + 1;
	}
	return count;
}

static bool is_rule(const char *text)
{
	size_t length = line_length(text);

	return length && strspn(text, "|:- \t\r") >= length && memchr(text, '-', length) &&
	       memchr(text, '|', length);
}

static bool has_bar(const char *text)
{
	return memchr(text, '|', line_length(text)) != NULL;
}

static bool read_bars(struct arena *arena, const char **text, uint32_t *line,
		      struct card_grid *grid)
{
	const char *at = *text;

	if (!has_bar(at) || !is_rule(next_line(at)))
		return false;
	grid->columns = split_bars(arena, at, NULL, 0);
	if (!grid->columns)
		return false;
	for (bool header = true; *at && has_bar(at); header = false) {
		split_bars(arena, at, add_row(arena, grid, *line), grid->columns);
		at = next_line(at);
		*line += 1;
		if (header) {
			at = next_line(at);
			*line += 1;
		}
	}
	*text = at;
	return true;
}

static bool tag_is(const char *text, const char *name)
{
	size_t length = strlen(name);

	return *text == '<' && strncasecmp(text + 1, name, length) == 0 &&
	       !isalnum((unsigned char)text[1 + length]);
}

/* The first tag of this name, or of the other (NULL: there is none), before end. */
static const char *find_tag(const char *text, const char *end, const char *name,
			    const char *other)
{
	while (text < end && (text = memchr(text, '<', (size_t)(end - text)))) {
		if (tag_is(text, name) || (other && tag_is(text, other)))
			return text;
		text++;
	}
	return NULL;
}

/* The next cell before end: its text; *at is moved to the one behind it. */
static const char *next_cell(const char **at, const char *end, size_t *length)
{
	const char *cell = find_tag(*at, end, "td", "th"), *stop;

	if (cell)
		cell = memchr(cell, '>', (size_t)(end - cell));
	if (!cell)
		return NULL;
	stop = find_tag(++cell, end, "td", "th");
	*at = stop ? stop : end;
	*length = (size_t)(*at - cell);
	return cell;
}

static uint32_t lines_in(const char *from, const char *to)
{
	uint32_t count = 0;

	for (; from < to; from++)
		count += *from == '\n';
	return count;
}

static bool read_html(struct arena *arena, const char **text, uint32_t *line,
		      struct card_grid *grid)
{
	const char *start = *text + strspn(*text, " \t"), *end, *row;
	size_t length;

	if (!tag_is(start, "table"))
		return false;
	end = find_tag(start, start + strlen(start), "/table", NULL);
	if (!end)
		end = start + strlen(start);
	row = find_tag(start, end, "tr", NULL);
	if (row) {
		const char *next = find_tag(row + 1, end, "tr", NULL), *at = row;

		while (next_cell(&at, next ? next : end, &length))
			grid->columns++;
	}
	for (const char *counted = *text; row && grid->columns;) {
		const char *next = find_tag(row + 1, end, "tr", NULL), *at = row, *cell;
		const char **cells;
		size_t count = 0;

		*line += lines_in(counted, row);
		counted = row;
		cells = add_row(arena, grid, *line);
		while (count < grid->columns &&
		       (cell = next_cell(&at, next ? next : end, &length)))
			cells[count++] = card_plain(arena, cell, length);
		if (!next)
			*line += lines_in(counted, end);
		row = next;
	}
	if (!grid->rows)
		*line += lines_in(*text, end);
	*text = end + (*end ? strlen("</table") : 0);
	return grid->rows > 0;
}

bool card_grid_read(struct arena *arena, const char **text, uint32_t *line,
		    struct card_grid *grid)
{
	*grid = (struct card_grid){0};
	return read_bars(arena, text, line, grid) || read_html(arena, text, line, grid);
}
