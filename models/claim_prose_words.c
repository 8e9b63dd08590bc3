/* Words of a text, and the marks between them. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

/* Marks by how strongly they part what stands around them. */
static const char strength[] = ",()-;.";

static size_t rank(char mark)
{
	const char *at = mark ? strchr(strength, mark) : NULL;

	return at ? (size_t)(at - strength) + 1 : 0;
}

/* Blanks, also no-break and thin ones. */
static size_t blank(const char *text)
{
	static const char *const blanks[] = {
	    " ",	   "\t",	   "\r",	   "\n",
	    "\xc2\xa0",	   "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x82",
	    "\xe2\x80\x83"};

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (text_starts(text, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

/* A mark that is not a part of a word, and what it means. */
static size_t mark_of(const char *text, char *mark)
{
	static const struct {
		const char *text;
		char mark;
	} marks[] = {
	    {",", ','},
	    {"(", '('},
	    {")", ')'},
	    {"[", '('},
	    {"]", ')'},
	    {";", ';'},
	    {"!", '.'},
	    {"?", '.'},
	    {":", ','},
	    {"\"", 0},
	    {"*", 0},
	    {"|", ';'},
	    {"=", ','},
	    {"~", 0},
	    {"\xe2\x89\x88", 0},
	    {"\xe2\x80\x93", '-'},
	    {"<", 0},
	    {"\xe2\x80\x94", '-'},
	    {"\xe2\x80\x9c", 0},
	    {"\xe2\x80\x9d", 0},
	    {">", 0},
	    {"\xe2\x80\x98", 0},
	    {"\xe2\x80\xa6", '.'},
	    {"\xe2\x80\xa2", ';'},
	    {"#", 0},
	    {"_", 0},
	    {"`", 0},
	    {"'", 0},
	    {"...", '.'},
	    {"\xe2\x80\x99", 0},
	    {"--", '-'},
	    {"- ", '-'},
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text_starts(text, marks[i].text)) {
			*mark = marks[i].mark;
			return strlen(marks[i].text);
		}
	return 0;
}

/* Equal but for case; the word is in lower case. */
static bool same_lower(const char *text, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (tolower((unsigned char)text[i]) != word[i])
			return false;
	return true;
}

/* A dot behind these ends no sentence. */
static bool is_short(const char *text, size_t start, size_t end)
{
	static const char *const words[] = {"vs",  "ca",  "approx", "u.s", "e.g", "i.e",
					    "al",  "fig", "no",	    "st",  "dr",  "est",
					    "u.k", "cf",  "sec",    "tab", "resp"};

	if (end - start == 1 && isupper((unsigned char)text[start]))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == end - start &&
		    same_lower(text + start, words[i], end - start))
			return true;
	return false;
}

/* The end of a word: a blank, or a mark that a blank, another mark or the end follows; commas
 * and dots between digits are inside. */
static size_t word_end(const char *text, size_t start)
{
	size_t at = start;
	char mark;

	while (text[at] && !blank(text + at)) {
		size_t length = mark_of(text + at, &mark);
		bool inner = at > start && isalnum((unsigned char)text[at - 1]) &&
			     isalnum((unsigned char)text[at + length]);

		if (length &&
		    !(inner && (text[at] == ',' || text[at] == '\'' || text[at] == '_' ||
				text[at] == ':' || text_starts(text + at, "\xe2\x80\x99") ||
				(text_starts(text + at, "\xe2\x80\x93") &&
				 isdigit((unsigned char)text[at - 1])))))
			break;
		if (text[at] == '.' && !isalnum((unsigned char)text[at + 1]))
			break;
		at += length ? length : 1;
	}
	return at;
}

static const char *lower(struct arena *arena, const char *text, size_t start, size_t end)
{
	char *copy = arena_copy(arena, text + start, end - start);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

/* What stands between two words: skipped, with the strongest mark of it. */
static size_t skip(const char *text, size_t at, char *strongest)
{
	size_t lines = 0, length;
	char mark = 0;

	for (; text[at]; at += length) {
		length = blank(text + at);
		lines += text[at] == '\n';
		if (!length) {
			length = mark_of(text + at, &mark);
			if (!length && text[at] == '.' && !isdigit((unsigned char)text[at + 1]))
				length = 1, mark = '.';
			if (!length)
				break;
			if (rank(mark) > rank(*strongest))
				*strongest = mark;
		}
	}
	if (lines > 1)
		*strongest = '.';
	return at;
}

/* Moves a place over text[from..to). */
static void pass(const char *text, size_t from, size_t to, uint32_t *line, uint32_t *column)
{
	for (; from < to; from++) {
		if (text[from] == '\n') {
			(*line)++;
			*column = 0;
		}
		*column += ((unsigned char)text[from] & 0xc0) != 0x80;
	}
}

/* Emphasis of Markdown becomes blanks: "**11,390** tons". */
static const char *unmarked(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);

	for (size_t i = 0; copy[i]; i++)
		if (copy[i] == '`' ||
		    (copy[i] == '*' && !(i > 0 && isdigit((unsigned char)text[i - 1]) &&
					 isdigit((unsigned char)text[i + 1]))))
			copy[i] = ' ';
	return copy;
}

struct prose_text prose_words(struct arena *arena, const char *words, struct place place,
			      bool located)
{
	const char *text = unmarked(arena, words);
	struct prose_text prose = {
	    .arena = arena, .text = text, .place = place, .located = located};
	char mark = 0;
	size_t at = skip(text, 0, &mark), passed = 0;
	uint32_t line = 1, column = 1;

	mark = '.';
	while (text[at]) {
		size_t end = word_end(text, at);

		if (end == at)
			end++;
		pass(text, passed, at, &line, &column);
		passed = at;
		prose.words = arena_grow(arena, prose.words, prose.count, sizeof *prose.words);
		prose.words[prose.count++] =
		    (struct prose_word){.line = line,
					.column = column,
					.start = at,
					.end = end,
					.lower = lower(arena, text, at, end),
					.mark = mark};
		mark = 0;
		if (text[end] == '.' && is_short(text, at, end)) {
			prose.words[prose.count - 1].end = end;
			end++;
		}
		at = skip(text, end, &mark);
	}
	return prose;
}

struct place prose_place(const struct prose_text *text, size_t word)
{
	struct place place = text->place;

	if (!text->located || word >= text->count)
		return place;
	place.line = text->words[word].line;
	place.column = text->words[word].column;
	return place;
}

const char *prose_slice(const struct prose_text *text, size_t from, size_t to)
{
	struct buffer buffer = {0};
	const char *slice, *c, *end;

	if (from >= to || to > text->count)
		return "";
	end = text->text + text->words[to - 1].end;
	for (c = text->text + text->words[from].start; c < end;) {
		size_t length = blank(c);

		if (!length) {
			buffer_add(&buffer, c++, 1);
			continue;
		}
		while (c < end && (length = blank(c)) > 0)
			c += length;
		buffer_text(&buffer, " ");
	}
	slice = arena_copy(text->arena, buffer.text, buffer.length);
	buffer_free(&buffer);
	return slice;
}

const char *prose_sentence(const struct prose_text *text, size_t from)
{
	enum { LONGEST = 400 };
	size_t to = from + 1;

	while (to < text->count && text->words[to].mark != '.' &&
	       text->words[to].end - text->words[from].start < LONGEST)
		to++;
	return to < text->count && text->words[to].mark != '.'
		   ? arena_printf(text->arena, "%s ...", prose_slice(text, from, to))
		   : prose_slice(text, from, to);
}

bool prose_is(const struct prose_text *text, size_t word, size_t end, const char *list)
{
	const char *wanted;
	size_t length;

	if (word >= end || word >= text->count)
		return false;
	for (wanted = list; *wanted; wanted += length + (wanted[length] == ' ')) {
		length = strcspn(wanted, " ");
		if (strlen(text->words[word].lower) == length &&
		    strncmp(text->words[word].lower, wanted, length) == 0)
			return true;
	}
	return false;
}

size_t prose_seek(const struct prose_text *text, size_t from, size_t to, const char *list)
{
	while (from < to && !prose_is(text, from, to, list))
		from++;
	return from;
}
