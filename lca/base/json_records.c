/* Records out of a stream of JSON. */

#include "lca/base/json_parts.h"
#include "lca/base/source.h"

#define WRAPPER_HEAD ((size_t)1024 * 1024)

enum scan { SCAN_WHOLE, SCAN_BAD, SCAN_CUT, SCAN_WRAPPED, SCAN_LONG, SCAN_FAILED };

static void report(struct json_reader *reader, enum diag_code code, const char *message)
{
	struct place place = {.line = reader->line > UINT32_MAX ? UINT32_MAX
								: (uint32_t)reader->line};

	if (!reader->source)
		return;
	place.file = source_name(reader->source);
	diag_add(reader->diags, code, place, NULL, NULL, "%s", message);
}

/* Gives buffer[start..end) and moves behind it. */
static enum json_next give(struct json_reader *reader, struct json_record *record, size_t end,
			   enum json_next kind)
{
	size_t start = reader->start;

	*record = (struct json_record){reader->buffer + start, end - start, reader->line};
	json_move_to(reader, end);
	return kind;
}

/* Gives what is no record, as far as its line goes; in a head what the end cuts as a whole. The
 * reader stays before it until it looks for the next one. */
static enum json_next give_bad(struct json_reader *reader, struct json_record *record, bool cut)
{
	const char *start = reader->buffer + reader->start;
	size_t left = reader->end - reader->start;
	const char *line = cut && !reader->source ? NULL : memchr(start, '\n', left);

	*record =
	    (struct json_record){start, line ? (size_t)(line - start) : left, reader->line};
	reader->broken = true;
	return JSON_BAD;
}

/* The end of the file, within an array or not. */
static enum json_next end_reading(struct json_reader *reader)
{
	bool inside = reader->layout == LAYOUT_ARRAY || reader->layout == LAYOUT_CLOSING;

	reader->done = true;
	if (reader->failed)
		return JSON_FAILED;
	if (inside && reader->source && !source_cut(reader->source))
		report(reader, DIAG_JSON_CUT,
		       "the file ends before its JSON does: what is whole "
		       "was read");
	return JSON_END;
}

static enum json_next refuse(struct json_reader *reader, enum diag_code code,
			     const char *message)
{
	report(reader, code, message);
	json_fail(reader);
	return JSON_FAILED;
}

/* An array of records within the first MiB of the object at start, which is size bytes long. */
static const char *find_array(struct json_reader *reader, size_t size, unsigned *closers)
{
	const char *start = reader->buffer + reader->start;

	return json_wrapped(start, start + (size < WRAPPER_HEAD ? size : WRAPPER_HEAD),
			    closers);
}

static void enter_array(struct json_reader *reader, const char *bracket, unsigned closers)
{
	reader->outer = closers ? LAYOUT_OBJECTS : LAYOUT_UNKNOWN;
	reader->layout = LAYOUT_ARRAY;
	reader->closers = closers;
	json_move_to(reader, (size_t)(bracket + 1 - reader->buffer));
}

/* Is there an array of records in the object at start? Then the reader stands in it. */
static bool unwrap(struct json_reader *reader, size_t size)
{
	unsigned closers = 0;
	const char *bracket = find_array(reader, size, &closers);

	if (bracket)
		enter_array(reader, bracket, closers);
	return bracket;
}

/* Finds the end of the value at start, reading on as far as it takes. */
static enum scan scan_value(struct json_reader *reader, size_t *end)
{
	bool may_wrap = reader->layout != LAYOUT_ARRAY && reader->buffer[reader->start] == '{';

	for (;;) {
		struct json_walk walk = {.end = reader->buffer + reader->end};
		const char *at = json_value_end(&walk, reader->buffer + reader->start);
		size_t size;

		*end = at ? (size_t)(at - reader->buffer) : reader->end;
		size = *end - reader->start;
		if (may_wrap && (at || (walk.cut && (size > WRAPPER_HEAD || reader->at_end))) &&
		    unwrap(reader, size))
			return SCAN_WRAPPED;
		if (size > JSON_LARGEST_RECORD && (at || walk.cut))
			return SCAN_LONG;
		if (at || !walk.cut)
			return at ? SCAN_WHOLE : SCAN_BAD;
		if (!json_read_more(reader))
			return reader->failed ? SCAN_FAILED : SCAN_CUT;
	}
}

/* Is there nothing but blanks from at to the end of the line, in a record that has no line end?
 */
static bool ends_line(struct json_reader *reader, size_t end)
{
	size_t size = end - reader->start;

	if (memchr(reader->buffer + reader->start, '\n', size))
		return false;
	for (;; size++) {
		if (reader->start + size == reader->end && !json_read_more(reader))
			return true;
		switch (reader->buffer[reader->start + size]) {
		case '\n':
			return true;
		case ' ':
		case '\t':
		case '\r':
			break;
		default:
			return false;
		}
	}
}

/* An object at the top; the first one settles the layout. */
static enum json_next give_object(struct json_reader *reader, struct json_record *record,
				  size_t end)
{
	size_t size = end - reader->start;

	if (reader->layout == LAYOUT_UNKNOWN)
		reader->layout = ends_line(reader, end) ? LAYOUT_LINES : LAYOUT_OBJECTS;
	return give(reader, record, reader->start + size, JSON_RECORD);
}

static enum json_next give_element(struct json_reader *reader, struct json_record *record,
				   size_t end)
{
	bool is_object = reader->buffer[reader->start] == '{';

	return give(reader, record, end, is_object ? JSON_RECORD : JSON_BAD);
}

/* An element that the end of the file cuts, or that hides others behind it. */
static enum json_next give_cut_element(struct json_reader *reader, struct json_record *record)
{
	enum json_next next = give_bad(reader, record, true);

	if (!reader->source)
		return next;
	json_recover(reader); /* at the end of the file nothing moves in the buffer */
	return reader->start < reader->end ? next : end_reading(reader);
}

static enum json_next give_broken(struct json_reader *reader, struct json_record *record,
				  bool cut)
{
	if (cut && reader->source && source_cut(reader->source))
		return end_reading(reader);
	if (cut && reader->layout == LAYOUT_ARRAY)
		return give_cut_element(reader, record);
	if (reader->layout == LAYOUT_ARRAY && reader->margin > JSON_WIDEST_MARGIN)
		return refuse(reader, DIAG_JSON_SYNTAX,
			      "an element of an array is not JSON, and where the next one "
			      "starts cannot be told");
	return give_bad(reader, record, cut);
}

/* The value at start. False: it wraps records, look again. */
static bool next_value(struct json_reader *reader, struct json_record *record,
		       enum json_next *next)
{
	size_t end;

	switch (scan_value(reader, &end)) {
	case SCAN_WRAPPED:
		return false;
	case SCAN_WHOLE:
		*next = reader->layout == LAYOUT_ARRAY ? give_element(reader, record, end)
						       : give_object(reader, record, end);
		return true;
	case SCAN_BAD:
		*next = give_broken(reader, record, false);
		return true;
	case SCAN_CUT:
		*next = give_broken(reader, record, true);
		return true;
	case SCAN_LONG:
		*next = refuse(reader, DIAG_JSON_TOO_LONG, "a record longer than 64 MiB");
		return true;
	case SCAN_FAILED:
		break;
	}
	*next = JSON_FAILED;
	return true;
}

/* Passes over what stands behind an array up to the end of the objects around it; false at the
 * end of the file. */
static bool close_array(struct json_reader *reader)
{
	bool in_string = false, escaped = false;
	size_t at;

	while (reader->closers > 0) {
		if (reader->start == reader->end && !json_read_more(reader))
			return false;
		for (at = reader->start; at < reader->end && reader->closers > 0; at++) {
			char c = reader->buffer[at];

			if (in_string) {
				in_string = c != '"' || escaped;
				escaped = c == '\\' && !escaped;
			} else {
				in_string = c == '"';
				reader->closers += c == '{' || c == '[';
				reader->closers -= c == '}' || c == ']';
			}
		}
		json_move_to(reader, at);
	}
	reader->layout = reader->outer;
	return true;
}

/* The end of the line at start, from offset on; SIZE_MAX where it is too long or not to be
 * read.
 */
static size_t line_end(struct json_reader *reader)
{
	size_t searched = 0;

	for (;;) {
		const char *from = reader->buffer + reader->start + searched;
		const char *end = memchr(from, '\n', reader->end - reader->start - searched);

		searched = reader->end - reader->start;
		if (end)
			return (size_t)(end - reader->buffer);
		if (searched > JSON_LARGEST_RECORD)
			return SIZE_MAX;
		if (!json_read_more(reader))
			return reader->failed ? SIZE_MAX : reader->end;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A line of its own, without outer blanks; the end of max_bytes leaves none that it cut. */
static enum json_next next_line(struct json_reader *reader, struct json_record *record)
{
	size_t end = line_end(reader);
	enum json_next kind;

	if (end == SIZE_MAX || end - reader->start > JSON_LARGEST_RECORD)
		return reader->failed
			   ? JSON_FAILED
			   : refuse(reader, DIAG_JSON_TOO_LONG, "a record longer than 64 MiB");
	if (end == reader->end && reader->source && source_cut(reader->source))
		return end_reading(reader);
	*record = (struct json_record){reader->buffer + reader->start, end - reader->start,
				       reader->line};
	while (is_blank(record->text[record->length - 1]))
		record->length--;
	kind = *record->text == '{' ? JSON_RECORD : JSON_BAD;
	reader->start = end;
	return kind;
}

/* What stands at start, behind blanks. False: look again. */
static bool look(struct json_reader *reader, struct json_record *record, enum json_next *next)
{
	char c = reader->buffer[reader->start];

	if (reader->layout == LAYOUT_ARRAY && c == ']') {
		json_move_to(reader, reader->start + 1);
		reader->layout = reader->closers ? LAYOUT_CLOSING : reader->outer;
		return false;
	}
	if (reader->layout == LAYOUT_UNKNOWN && c == '[') {
		enter_array(reader, reader->buffer + reader->start, 0);
		return false;
	}
	if (reader->layout == LAYOUT_ARRAY || c == '{')
		return next_value(reader, record, next);
	*next = give_broken(reader, record, false);
	return true;
}

/* A mark of UTF-8 may stand first. */
static void start(struct json_reader *reader)
{
	reader->started = true;
	if (reader->start == reader->end)
		(void)json_read_more(reader);
	if (reader->end >= 3 && memcmp(reader->buffer, "\xEF\xBB\xBF", 3) == 0)
		reader->start = 3;
}

enum json_next json_next(struct json_reader *reader, struct json_record *record)
{
	enum json_next next = JSON_END;

	if (!reader->started)
		start(reader);
	if (reader->broken)
		json_recover(reader);
	while (!reader->done) {
		if (reader->layout == LAYOUT_CLOSING && !close_array(reader))
			return end_reading(reader);
		if (!json_skip_between(reader))
			return end_reading(reader);
		if (reader->layout == LAYOUT_LINES)
			return next_line(reader, record);
		if (look(reader, record, &next))
			return next;
	}
	return reader->failed ? JSON_FAILED : JSON_END;
}

bool json_take_lines(struct json_reader *reader, struct csv_field *at_hand, uint64_t *line)
{
	if (reader->layout != LAYOUT_LINES || reader->done)
		return false;
	*at_hand = (struct csv_field){reader->buffer + reader->start,
				      reader->end - reader->start, false};
	*line = reader->line;
	reader->start = reader->end;
	reader->done = true;
	return true;
}
