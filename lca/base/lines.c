/* Lines out of a source. */

#include "lca/base/lines.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "lca/base/source.h"

#define READ_SIZE    ((size_t)128 * 1024)
#define LONGEST_LINE ((size_t)1024 * 1024)

static const char too_long[] = "a line longer than 1 MiB";

struct lines {
	struct source *source;
	struct diags *diags;
	char *buffer; /* buffer[start..end) is not yet given out */
	size_t capacity, start, end;
	uint64_t number; /* of the next line */
	bool at_end, failed, begun;
};

struct lines *lines_open(struct source *source, struct diags *diags)
{
	struct lines *lines = calloc(1, sizeof *lines);

	if (!lines)
		abort();
	lines->source = source;
	lines->diags = diags;
	lines->number = 1;
	lines->capacity = LONGEST_LINE + READ_SIZE + 2;
	lines->buffer = malloc(lines->capacity);
	if (!lines->buffer)
		abort();
	return lines;
}

void lines_close(struct lines *lines)
{
	if (!lines)
		return;
	free(lines->buffer);
	free(lines);
}

static bool fail(struct lines *lines, enum diag_code code, const char *hint,
		 const char *message)
{
	struct place place = {.file = source_name(lines->source),
			      .line = lines->number > UINT32_MAX ? UINT32_MAX
								 : (uint32_t)lines->number};

	diag_add(lines->diags, code, place, NULL, hint, "%s", message);
	lines->failed = true;
	return false;
}

static bool read_more(struct lines *lines)
{
	ssize_t count;

	memmove(lines->buffer, lines->buffer + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	if (lines->end > LONGEST_LINE)
		return fail(lines, DIAG_CSV_ROW_TOO_LONG, NULL, too_long);
	count = source_read(lines->source, lines->buffer + lines->end, READ_SIZE);
	if (count < 0) {
		lines->failed = true;
		return false;
	}
	lines->end += (size_t)count;
	if (!lines->begun && lines->end >= 3) {
		lines->begun = true;
		if (lines->number == 1 && memcmp(lines->buffer, "\xEF\xBB\xBF", 3) == 0)
			lines->start = 3;
	}
	lines->at_end = count == 0;
	return true;
}

/* The line end in text[0..length), or NULL; a CR at the very end may be half of one. */
static char *find_end(const struct lines *lines)
{
	char *text = lines->buffer + lines->start;
	size_t length = lines->end - lines->start;
	char *newline = memchr(text, '\n', length);
	char *carriage = memchr(text, '\r', newline ? (size_t)(newline - text) : length);

	if (carriage && (carriage + 1 < text + length || lines->at_end))
		return carriage;
	return carriage ? NULL : newline;
}

bool lines_next(struct lines *lines, struct text_line *line)
{
	char *text, *end;

	if (lines->failed)
		return false;
	while (!(end = find_end(lines)) && !lines->at_end)
		if (!read_more(lines))
			return false;
	text = lines->buffer + lines->start;
	/* What max_bytes cut off is no line. */
	if (!end && (lines->start == lines->end || source_cut(lines->source)))
		return false;
	if (!end)
		end = lines->buffer + lines->end;
	if ((size_t)(end - text) > LONGEST_LINE)
		return fail(lines, DIAG_CSV_ROW_TOO_LONG, NULL, too_long);
	lines->start = (size_t)(end - lines->buffer);
	if (lines->start < lines->end)
		lines->start +=
		    end[0] == '\r' && lines->start + 1 < lines->end && end[1] == '\n' ? 2 : 1;
	if (memchr(text, '\0', (size_t)(end - text)))
		return fail(lines, DIAG_CSV_NUL, "give a text file in UTF-8",
			    "a NUL byte: binary, damaged or UTF-16");
	*end = '\0';
	*line = (struct text_line){text, (size_t)(end - text), lines->number++};
	return true;
}

bool lines_failed(const struct lines *lines)
{
	return lines->failed;
}
