/* The bytes of JSON as they come, with their lines; where to go on behind a broken record. */

#include <stdlib.h>

#include "lca/base/json_parts.h"
#include "lca/base/source.h"

#define READ_SIZE ((size_t)256 * 1024)

static struct json_reader *reader_new(struct source *source, struct diags *diags, size_t size)
{
	struct json_reader *reader = calloc(1, sizeof *reader);

	if (!reader)
		abort();
	reader->source = source;
	reader->diags = diags;
	reader->line = 1;
	reader->capacity = size;
	reader->buffer = malloc(size);
	if (!reader->buffer)
		abort();
	return reader;
}

struct json_reader *json_open(struct source *source, struct diags *diags)
{
	return reader_new(source, diags, 2 * READ_SIZE);
}

struct json_reader *json_open_head(const char *text, size_t length)
{
	struct json_reader *reader = reader_new(NULL, NULL, length + 1);

	memcpy(reader->buffer, text, length);
	reader->end = length;
	reader->at_end = true;
	return reader;
}

void json_close(struct json_reader *reader)
{
	if (!reader)
		return;
	free(reader->buffer);
	free(reader);
}

bool json_fail(struct json_reader *reader)
{
	reader->failed = reader->done = true;
	return false;
}

/* Fills the buffer behind what is not yet given out, twice as large where that takes half of
 * it; false at the end of the file and where reading fails. */
bool json_read_more(struct json_reader *reader)
{
	size_t pending = reader->end - reader->start;
	ssize_t count = 1;

	if (reader->at_end)
		return false;
	memmove(reader->buffer, reader->buffer + reader->start, pending);
	reader->start = 0;
	reader->end = pending;
	if (pending > reader->capacity / 2) {
		reader->capacity *= 2;
		reader->buffer = realloc(reader->buffer, reader->capacity);
		if (!reader->buffer)
			abort();
	}
	while (count > 0 && reader->end < reader->capacity) {
		count = source_read(reader->source, reader->buffer + reader->end,
				    reader->capacity - reader->end);
		reader->end += count > 0 ? (size_t)count : 0;
	}
	reader->at_end = count <= 0;
	if (count < 0)
		return json_fail(reader);
	return reader->end > pending;
}

/* Moves to to, counting lines and keeping the margin. */
void json_move_to(struct json_reader *reader, size_t to)
{
	const char *at = reader->buffer + reader->start;
	const char *end = reader->buffer + to;
	const char *line;

	while ((line = memchr(at, '\n', (size_t)(end - at)))) {
		reader->line++;
		reader->margin = 0;
		at = line + 1;
	}
	if (reader->margin != SIZE_MAX)
		reader->margin = json_skip_blanks(at, end) == end
				     ? reader->margin + (size_t)(end - at)
				     : SIZE_MAX;
	reader->start = to;
}

/* Moves over blanks and spare commas; false at the end of the file. */
bool json_skip_between(struct json_reader *reader)
{
	do {
		const char *end = reader->buffer + reader->end;
		const char *at = json_skip_blanks(reader->buffer + reader->start, end);

		while (at < end && *at == ',' && reader->layout != LAYOUT_LINES)
			at = json_skip_blanks(at + 1, end);
		json_move_to(reader, (size_t)(at - reader->buffer));
		if (at < end)
			return true;
	} while (json_read_more(reader));
	return false;
}

/* Does a record start here, as far from the margin as the broken one did? */
static bool starts_at(struct json_reader *reader, size_t margin)
{
	const char *line;
	size_t i;

	while (reader->end - reader->start <= margin && json_read_more(reader))
		;
	line = reader->buffer + reader->start;
	if (reader->end - reader->start <= margin)
		return false;
	for (i = 0; i < margin; i++)
		if (line[i] != ' ' && line[i] != '\t')
			return false;
	return line[margin] == '{';
}

/* From a broken record to the next line on which one may start, or to the end of the file. */
void json_recover(struct json_reader *reader)
{
	bool is_known = reader->margin <= JSON_WIDEST_MARGIN;
	size_t margin = is_known ? reader->margin : 0;

	reader->broken = false;
	if (!is_known && reader->layout == LAYOUT_ARRAY) /* the end of the file cut it */
		json_move_to(reader, reader->end);
	do {
		const char *start = reader->buffer + reader->start;
		const char *line = memchr(start, '\n', reader->end - reader->start);

		json_move_to(reader, line ? (size_t)(line + 1 - reader->buffer) : reader->end);
		if (line && starts_at(reader, margin))
			return;
	} while (reader->start < reader->end || json_read_more(reader));
}
