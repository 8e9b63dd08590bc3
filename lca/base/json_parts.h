#ifndef LCA_BASE_JSON_PARTS_H
#define LCA_BASE_JSON_PARTS_H

/*
 * What the files of the JSON reader share; nobody else includes it.
 *
 * A scan function takes at, pointing to the first byte of what it reads, and end; it returns
 * the byte behind it. NULL: not JSON, or cut by end; struct json_walk tells the two apart.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/json.h"

/* A key that paths meet in an object: a value of a path (slot), or a way on (child). */
struct json_edge {
	const char *key;
	size_t length;
	size_t slot;		 /* SIZE_MAX: no path ends here */
	struct json_node *child; /* NULL: no path runs through */
};

/* An object that paths run through. */
struct json_node {
	struct json_edge *edges;
	size_t count;
	uint64_t lengths;   /* bit (length % 64) of each key */
	size_t first, last; /* slots in it and below: first <= slot < last */
};

struct json_paths {
	struct json_edge top; /* leads to the record */
	size_t count;
	size_t slot_count;
	/* Slots of path i: slots[begins[i]] .. slots[begins[i + 1] - 1]. */
	const size_t *slots;
	const size_t *begins;
};

/* What was found at one spelling of a path; at: its place in the text, NULL = not there. */
struct json_slot {
	const char *at;
	struct csv_field field;
};

struct json_scratch {
	char *text; /* unescaped strings of the record at hand */
	size_t used, size;
	struct json_slot *slots;
	size_t slot_count;
};

/* A record further from the margin than this is not looked for again. */
#define JSON_WIDEST_MARGIN 4096

/* One pass over a value. */
struct json_walk {
	const char *end;
	bool cut;		      /* the text ended before the value did */
	unsigned depth;		      /* objects and arrays open */
	struct json_scratch *scratch; /* may be NULL where nothing is wanted */
	size_t length;		      /* of the whole text: no string in it is longer */
};

static inline const char *json_skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
		at++;
	return at;
}

/* True where a byte of a string needs a look: a quote, a backslash or a control character. */
static inline bool json_is_special(char c)
{
	return c == '"' || c == '\\' || (unsigned char)c < 0x20;
}

/* The high bit of each byte of eight that is special (and of some behind the first such one).
 */
static inline uint64_t json_special_bits(uint64_t bytes)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t quote = bytes ^ (ones * '"');
	uint64_t slash = bytes ^ (ones * '\\');

	return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
		((bytes - ones * 0x20) & ~bytes)) &
	       highs;
}

/* The first special byte, or end. */
static inline const char *json_skip_plain(const char *at, const char *end)
{
	uint64_t bytes;

	while (end - at >= 8) {
		memcpy(&bytes, at, sizeof bytes);
		if (json_special_bits(bytes))
			break;
		at += 8;
	}
	while (at < end && !json_is_special(*at))
		at++;
	return at;
}

/* From a backslash to behind its escape; a pair of surrogates is one. NULL: none. */
const char *json_skip_escape(const char *at, const char *end);
/* From behind the opening quote to the closing one; *escaped: there was a backslash. */
const char *json_string_end(struct json_walk *walk, const char *at, bool *escaped);
/* Resolves the escapes of a string that json_string_end has passed; returns its length. */
size_t json_unescape(const char *text, size_t length, char *out);
const char *json_number_end(struct json_walk *walk, const char *at);

/* A whole value, at being its first byte: checked, nothing taken. */
const char *json_value_end(struct json_walk *walk, const char *at);

struct json_member {
	const char *key; /* behind its quote, escapes as written */
	size_t length;
	const char *value;
};

/* The member at at, behind a { or a comma; false where there is none or the text is cut before
 * its value. */
bool json_find_member(const char *at, const char *end, struct json_member *member);
/* Behind the comma that follows a value; NULL where none does or the text is cut before. */
const char *json_behind(const char *value, const char *end);

/* Where the array of records begins in an object whose text is at hand up to end: its '[', and
 * in *closers the objects around it, 1 or 2. NULL: the object itself is the record. */
const char *json_wrapped(const char *text, const char *end, unsigned *closers);

enum layout { LAYOUT_UNKNOWN, LAYOUT_LINES, LAYOUT_OBJECTS, LAYOUT_ARRAY, LAYOUT_CLOSING };

struct json_reader {
	struct source *source; /* NULL: a head in memory */
	struct diags *diags;
	char *buffer; /* [start..end) is not yet given out */
	size_t capacity, start, end;
	uint64_t line; /* of buffer[start] */
	size_t margin; /* blanks before buffer[start] on its line; SIZE_MAX: other bytes too */
	bool started, at_end, done, failed;
	bool broken; /* what was given last: goes on at a line with its margin */
	enum layout layout;
	enum layout outer; /* of what is around an array */
	size_t closers;	   /* brackets still to be closed behind an array */
};

/* A reader of a text in memory that says nothing of a cut end. */
struct json_reader *json_open_head(const char *text, size_t length);
/* Fills the buffer behind what is not yet given out, twice as large where that takes half of
 * it; false at the end of the file and where reading fails. */
bool json_read_more(struct json_reader *reader);
/* Moves on to buffer[to], counting lines and keeping the margin. */
void json_move_to(struct json_reader *reader, size_t to);
/* Moves over blanks and, where records are no lines, spare commas; false at the end of the
 * file.
 */
bool json_skip_between(struct json_reader *reader);
/* From a broken record to the next line on which one may start, or to the end of the file. */
void json_recover(struct json_reader *reader);
/* Ends reading on an error; false. */
bool json_fail(struct json_reader *reader);

#endif
