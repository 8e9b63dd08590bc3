/* The markers between which a section of a card stands. */

#include <ctype.h>
#include <string.h>

#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/card_inner.h"

enum { FENCE_LEAST = 3, INDENT_MOST = 3, DEEPEST = 8 };

enum mark { NO_MARK, MARK_BEGIN, MARK_END };

/* A code block that is open: the marks that it began with. */
struct fence {
	char mark; /* 0: none is open */
	size_t length;
	size_t inside; /* columns that its lines are indented at least: of a list; 0: of none */
};

/* Columns at which the texts of the lists begin that a line may stand in, the innermost last.
 */
struct lists {
	size_t texts[DEEPEST], count;
};

struct marker {
	size_t line, from, next; /* from: of the line */
};

struct search {
	const struct card_file *file;
	struct diags *diags;
	struct marker begins[2], ends[2]; /* the first two, line 0: none */
	size_t section_line, fence_line;
	bool good;
};

static size_t indent_of(const char *text, size_t length)
{
	size_t indent = 0;

	while (indent < length && text[indent] == ' ')
		indent++;
	return indent;
}

/* "<!-- lca:begin -->" alone on its line; blanks do not matter. */
static enum mark mark_of(const char *text, size_t length)
{
	static const char open[] = "<!--", close[] = "-->";
	const size_t least = strlen(open) + strlen(close);
	size_t indent = indent_of(text, length);

	text += indent;
	length -= indent;
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	if (indent > INDENT_MOST || length < least || strncmp(text, open, strlen(open)) != 0 ||
	    strncmp(text + length - strlen(close), close, strlen(close)) != 0)
		return NO_MARK;
	text += strlen(open);
	length -= least;
	while (length > 0 && isspace((unsigned char)*text)) {
		text++;
		length--;
	}
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	if (length == strlen("lca:begin") && strncmp(text, "lca:begin", length) == 0)
		return MARK_BEGIN;
	if (length == strlen("lca:end") && strncmp(text, "lca:end", length) == 0)
		return MARK_END;
	return NO_MARK;
}

/* "- ", "12. " at a column: where the text behind it begins; 0: none is there. */
static size_t text_of_item(const char *text, size_t length, size_t at)
{
	size_t end = at, blanks = 0;

	while (end < length && isdigit((unsigned char)text[end]))
		end++;
	if (end >= length || !strchr(end > at ? ".)" : "-*+", text[end]))
		return 0;
	end++;
	while (end + blanks < length && text[end + blanks] == ' ')
		blanks++;
	if (blanks == 0)
		return 0;
	return end + (blanks > INDENT_MOST + 1 ? 1 : blanks);
}

/* Enters and leaves lists; returns where the text of the line begins within them. */
static size_t follow_lists(struct lists *lists, const char *text, size_t length)
{
	size_t at = indent_of(text, length), next;

	while (lists->count && at < lists->texts[lists->count - 1])
		lists->count--;
	while (lists->count < DEEPEST && (next = text_of_item(text, length, at)) > 0) {
		lists->texts[lists->count++] = at = next;
		at += indent_of(text + at, length - at);
	}
	return lists->count ? lists->texts[lists->count - 1] : 0;
}

/* Opens and closes code blocks; true for a line that is one of their fences. start: where the
 * text of the line begins, within a list. */
static bool follow_fence(struct fence *fence, const char *text, size_t length, size_t start)
{
	size_t indent = start + indent_of(text + start, length - start), run = 0;
	char mark = indent < length ? text[indent] : '\0';

	if (indent - start > INDENT_MOST || (mark != '`' && mark != '~'))
		return false;
	while (indent + run < length && text[indent + run] == mark)
		run++;
	if (run < FENCE_LEAST)
		return false;
	if (!fence->mark) {
		/* `` ```x``` `` is code within a line. */
		if (mark == '`' && memchr(text + indent + run, '`', length - indent - run))
			return false;
		*fence = (struct fence){mark, run, start};
		return true;
	}
	for (size_t i = indent + run; i < length; i++)
		if (!isspace((unsigned char)text[i]))
			return false;
	if (mark != fence->mark || run < fence->length)
		return false;
	fence->mark = '\0';
	return true;
}

static bool is_section(const char *text, size_t length)
{
	static const char title[] = "environmental impact";
	size_t hashes = 0;

	while (hashes < length && text[hashes] == '#')
		hashes++;
	if (hashes == 0 || hashes == length || text[hashes] != ' ')
		return false;
	text += hashes;
	length -= hashes;
	for (; length > 0 && *text == ' '; text++)
		length--;
	if (length < strlen(title))
		return false;
	for (size_t i = 0; i < strlen(title); i++)
		if (tolower((unsigned char)text[i]) != title[i])
			return false;
	return true;
}

static void complain(struct search *search, const struct marker *marker, const char *hint,
		     const char *what)
{
	diag_add(search->diags, DIAG_CARD_MARKERS,
		 (struct place){search->file->name, (uint32_t)marker->line, 1}, NULL, hint,
		 "%s", what);
	search->good = false;
}

static void add_marker(struct marker *markers, struct marker marker)
{
	markers[markers[0].line ? 1 : 0] = marker;
}

static bool is_blank(const char *text, size_t length)
{
	return indent_of(text, length) == length || strspn(text, " \t\r") >= length;
}

/* True for a fence. A block within a list ends with the list at the latest. */
static bool follow(struct fence *fence, struct lists *lists, const char *text, size_t length)
{
	size_t indent = indent_of(text, length);

	if (is_blank(text, length))
		return false;
	if (fence->mark && indent < fence->inside)
		fence->mark = '\0';
	if (fence->mark)
		return follow_fence(fence, text, length, fence->inside);
	return follow_fence(fence, text, length, follow_lists(lists, text, length));
}

static void scan(struct search *search, size_t body)
{
	const struct card_file *file = search->file;
	struct fence fence = {0};
	struct lists lists = {0};
	size_t line = 1, next;

	for (size_t at = 0; at < file->length; at = next, line++) {
		size_t length = card_line(file, at, &next);
		/* A mark of byte order stands before the first line. */
		size_t skip = at < body && body < next ? body - at : 0;
		const char *text = file->text + at + skip;
		struct marker marker = {line, at, next};
		enum mark mark;

		if (at + skip < body)
			continue;
		length -= skip;
		if (follow(&fence, &lists, text, length)) {
			search->fence_line = fence.mark && !fence.inside ? line : 0;
			continue;
		}
		mark = mark_of(text, length);
		if (mark && !fence.mark)
			add_marker(mark == MARK_BEGIN ? search->begins : search->ends, marker);
		else if (!fence.mark && !search->section_line && is_section(text, length))
			search->section_line = line;
	}
}

/* One begin, then one end; or none of both. */
static void check(struct search *search)
{
	const struct marker *begin = search->begins, *end = search->ends;

	if (begin[1].line)
		complain(search, &begin[1], "keep one pair of markers",
			 CARD_BEGIN " stands more than once");
	if (end[1].line)
		complain(search, &end[1], "keep one pair of markers",
			 CARD_END " stands more than once");
	if (begin->line && !end->line)
		complain(search, begin, "write " CARD_END " below the section",
			 CARD_BEGIN " is never ended");
	if (end->line && !begin->line)
		complain(search, end, "write " CARD_BEGIN " above the section",
			 CARD_END " has no begin");
	if (begin->line && end->line && end->line < begin->line)
		complain(search, end, "write " CARD_BEGIN " first",
			 CARD_END " stands above " CARD_BEGIN);
	if (!begin->line && !end->line && search->fence_line)
		complain(search, &(struct marker){.line = search->fence_line},
			 "close the code block, or write the markers where the section belongs",
			 "a code block is never closed: what is added at the end would be "
			 "part of it");
}

bool card_marks_find(const struct card_file *file, size_t body, struct diags *diags,
		     struct card_marks *marks)
{
	struct search search = {.file = file, .diags = diags, .good = true};

	scan(&search, body);
	check(&search);
	marks->found = search.begins[0].line && search.ends[0].line;
	marks->between = (struct card_span){search.begins[0].next, search.ends[0].from};
	marks->section_line = search.section_line;
	return search.good;
}
