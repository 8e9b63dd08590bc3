/* A streaming reader of separated values. */

#include "lca/base/csv.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "lca/base/heap.h"
#include "lca/base/source.h"
#include "lca/base/text.h"

#define READ_SIZE    ((size_t)256 * 1024)
#define LONGEST_ROW  ((size_t)1024 * 1024)
#define LONGEST_HEAD ((size_t)64 * 1024)
#define MOST_FIELDS  4096
#define FIRST_FIELDS 32
#define WORD	     sizeof(uint64_t) /* bytes looked at in one step, up to so many behind the end */
#define IN_EACH	     UINT64_C(0x0101010101010101) /* times a byte: that byte WORD times */
#define CONTROLS     ('\r' + 1)			  /* line ends and NUL are below */

/* ROW_NONE: nothing more, or half a row where the source was cut. */
enum outcome { ROW_FOUND, ROW_BLANK, ROW_UNFINISHED, ROW_NONE, ROW_BAD };

struct csv {
	struct source *source;
	bool owns_source;
	struct diags *diags;
	bool ends_field[256]; /* separator, line ends, NUL */
	char separator;
	bool at_end; /* no more bytes will come into the buffer */
	bool done;
	bool failed;
	char *buffer; /* buffer[start..end) is not yet given out, buffer[end] = 0 */
	size_t capacity;
	size_t start;
	size_t end;
	uint64_t line; /* of buffer[start] */
	struct csv_field *fields;
	size_t count;
	size_t room;
	bool has_quotes; /* in the row at hand */
};

struct csv *csv_open_source(struct source *source, char separator, struct diags *diags)
{
	struct csv *csv = heap_grow(NULL, sizeof *csv);

	*csv = (struct csv){.source = source,
			    .diags = diags,
			    .separator = separator,
			    .line = 1,
			    .room = FIRST_FIELDS};
	if (separator != CSV_ANY)
		csv->ends_field[(unsigned char)separator] = true;
	csv->ends_field['\n'] = csv->ends_field['\r'] = csv->ends_field['\0'] = true;
	csv->capacity = 2 * READ_SIZE;
	csv->buffer = heap_grow(NULL, csv->capacity + WORD);
	csv->buffer[0] = '\0';
	csv->fields = heap_grow(NULL, csv->room * sizeof *csv->fields);
	return csv;
}

static struct csv *open_own(struct source *source, char separator, struct diags *diags)
{
	struct csv *csv = source ? csv_open_source(source, separator, diags) : NULL;

	if (csv)
		csv->owns_source = true;
	return csv;
}

struct csv *csv_open(const char *path, char separator, struct diags *diags)
{
	return open_own(source_open(path, NULL, diags), separator, diags);
}

struct csv *csv_open_text(const char *name, const char *text, size_t length, char separator,
			  struct diags *diags)
{
	return open_own(source_open_text(name, text, length, NULL, diags), separator, diags);
}

void csv_close(struct csv *csv)
{
	if (!csv)
		return;
	if (csv->owns_source)
		source_close(csv->source);
	free(csv->fields);
	free(csv->buffer);
	free(csv);
}

static bool fail(struct csv *csv)
{
	csv->failed = true;
	csv->done = true;
	return false;
}

/* Reports a bad row; line counts from the row's start. */
static enum outcome report(struct csv *csv, enum diag_code code, uint64_t line,
			   const char *hint, const char *message)
{
	uint64_t at = csv->line + line;
	struct place place = {source_name(csv->source),
			      at > UINT32_MAX ? UINT32_MAX : (uint32_t)at, 0};

	diag_add(csv->diags, code, place, NULL, hint, "%s", message);
	return ROW_BAD;
}

/* Moves the unfinished row to the front of the buffer and reads on behind it. */
static bool read_more(struct csv *csv)
{
	size_t pending = csv->end - csv->start;
	ssize_t count;

	memmove(csv->buffer, csv->buffer + csv->start, pending);
	csv->start = 0;
	csv->end = pending;
	if (csv->capacity - pending < READ_SIZE) {
		csv->capacity *= 2;
		csv->buffer = heap_grow(csv->buffer, csv->capacity + WORD);
	}
	count = source_read(csv->source, csv->buffer + pending, READ_SIZE);
	if (count < 0)
		return fail(csv);
	csv->end += (size_t)count;
	csv->buffer[csv->end] = '\0';
	csv->at_end = count == 0;
	return true;
}

/* Line ends (CR, LF or CRLF) in text[0..length). */
static uint64_t count_lines(const char *text, size_t length)
{
	uint64_t lines = 0;
	size_t i;

	for (i = 0; i < length; i++)
		lines += text[i] == '\n' ||
			 (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
	return lines;
}

/* From behind an opening quote to behind the closing one; NULL where the buffer ends before. */
static char *skip_quoted(const struct csv *csv, char *at)
{
	char *end = csv->buffer + csv->end;

	for (;;) {
		at = memchr(at, '"', (size_t)(end - at));
		if (!at || (++at == end && !csv->at_end))
			return NULL;
		if (*at != '"')
			return at;
		at++;
	}
}

/* Bytes as a word whose lowest byte is the first; compilers make it one load. */
static uint64_t load_word(const char *text)
{
	uint64_t word = 0;
	size_t i;

	for (i = 0; i < WORD; i++)
		word |= (uint64_t)(unsigned char)text[i] << 8 * i;
	return word;
}

/* Of each byte of a word the high bit, set in the first that is a control character or
 * separator. Borrows may set it wrongly in bytes behind that one, never before. */
static uint64_t mark_ends(uint64_t word, char separator)
{
	uint64_t other = word ^ IN_EACH * (unsigned char)separator;
	uint64_t controls = (word - IN_EACH * CONTROLS) & ~word;
	uint64_t separators = (other - IN_EACH) & ~other;

	return (controls | separators) & IN_EACH << 7;
}

/* The first byte from at on that ends a field. */
static char *find_end(const struct csv *csv, char *at)
{
	for (;; at++) {
		uint64_t marks;

		while (!(marks = mark_ends(load_word(at), csv->separator)))
			at += WORD;
		at += __builtin_ctzll(marks) / 8;
		if (csv->ends_field[(unsigned char)*at])
			return at;
	}
}

static void add_field(struct csv *csv, const char *text, size_t length, bool quoted)
{
	if (csv->count == csv->room) {
		csv->room *= 2;
		csv->fields = heap_grow(csv->fields, csv->room * sizeof *csv->fields);
	}
	csv->fields[csv->count++] = (struct csv_field){text, length, quoted};
	csv->has_quotes |= quoted;
}

static enum outcome report_nul(struct csv *csv, const char *at)
{
	const char *row = csv->buffer + csv->start;

	return report(csv, DIAG_CSV_NUL, count_lines(row, (size_t)(at - row)),
		      "give a text file in UTF-8", "a NUL byte: binary, damaged or UTF-16");
}

/* The row's bytes ran out at at, before its end. */
static enum outcome unfinished(struct csv *csv, const char *at, bool in_quotes)
{
	const char *row = csv->buffer + csv->start;
	uint64_t line = count_lines(row, (size_t)(at - row));

	if (!csv->at_end && csv->end - csv->start <= LONGEST_ROW + 1)
		return ROW_UNFINISHED;
	if (csv->at_end && source_cut(csv->source))
		return ROW_NONE;
	if (in_quotes)
		return report(
		    csv, DIAG_CSV_QUOTE, line, "close it with \", or write \"\" for a quote",
		    csv->at_end ? "a quote that opens here never closes"
				: "a quote that opens here does not close within 1 MiB");
	return report(csv, DIAG_CSV_ROW_TOO_LONG, 0, NULL, "a row longer than 1 MiB");
}

/* Finds the fields of the row at buffer[start] as raw slices; *row_end: the line end or end of
 * bytes. */
static enum outcome scan_row(struct csv *csv, char **row_end)
{
	char *end = csv->buffer + csv->end;
	char *at = csv->buffer + csv->start;

	csv->count = 0;
	csv->has_quotes = false;
	for (;; at++) {
		char *field = at;
		bool quoted = *at == '"';

		if (quoted && !(at = skip_quoted(csv, at + 1)))
			return unfinished(csv, field, true);
		at = find_end(csv, at);
		if (*at == csv->separator && csv->count < MOST_FIELDS) {
			add_field(csv, field, (size_t)(at - field), quoted);
			continue;
		}
		if (*at == '\0' && at < end)
			return report_nul(csv, at);
		if (at == end && (!csv->at_end || source_cut(csv->source)))
			return unfinished(csv, field, false);
		if (*at == '\r' && at + 1 == end && !csv->at_end)
			return unfinished(csv, field, false);
		if (csv->count == MOST_FIELDS)
			return report(csv, DIAG_CSV_ROW_TOO_LONG, 0, NULL,
				      "a row of more than 4096 fields");
		add_field(csv, field, (size_t)(at - field), quoted);
		*row_end = at;
		return ROW_FOUND;
	}
}

/* Takes off the quotes of a raw slice; what stands behind the closing quote is kept as it is.
 */
static void unquote(struct csv_field *field, char *text)
{
	size_t length = field->length - 1;
	bool inside = true;
	size_t kept = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if (inside && text[i] == '"') {
			inside = i + 1 < length && text[i + 1] == '"';
			if (!inside)
				continue;
			i++;
		}
		text[kept++] = text[i];
	}
	field->text = text;
	field->length = kept;
}

/* Makes the raw slices of a row into fields, each with its NUL. */
static void finish_fields(struct csv *csv)
{
	size_t i;

	for (i = 0; i < csv->count; i++) {
		struct csv_field *field = &csv->fields[i];
		char *text = csv->buffer + (field->text - csv->buffer);

		if (field->quoted)
			unquote(field, ++text);
		text[field->length] = '\0';
	}
}

/* Gives out the row that ends at row_end and moves behind its line end. */
static enum outcome take_row(struct csv *csv, char *row_end, struct csv_row *row)
{
	char *start = csv->buffer + csv->start;
	size_t length = (size_t)(row_end - start);
	uint64_t lines = 1 + (csv->has_quotes ? count_lines(start, length) : 0);
	const char *nul = csv->has_quotes ? memchr(start, '\0', length) : NULL;

	if (nul)
		return report_nul(csv, nul);
	if (length > LONGEST_ROW)
		return report(csv, DIAG_CSV_ROW_TOO_LONG, 0, NULL, "a row longer than 1 MiB");
	if (*row_end == '\r' && row_end[1] == '\n')
		row_end++;
	csv->start = (size_t)(row_end - csv->buffer) + (*row_end != '\0');
	finish_fields(csv);
	*row = (struct csv_row){csv->line, csv->count, csv->fields};
	csv->line += lines;
	return length ? ROW_FOUND : ROW_BLANK;
}

/* The first three bytes may be a mark of UTF-8. */
static bool skip_mark(struct csv *csv)
{
	while (!csv->at_end && csv->end < 3)
		if (!read_more(csv))
			return false;
	if (csv->end >= 3 && memcmp(csv->buffer, "\xEF\xBB\xBF", 3) == 0)
		csv->start = 3;
	return true;
}

/* Where the caller left the separator to us: reads on until the head of the file tells. */
static bool find_separator(struct csv *csv)
{
	while (csv->separator == CSV_ANY) {
		bool whole = csv->at_end || csv->end >= LONGEST_HEAD;

		csv->separator =
		    csv_separator(csv->buffer + csv->start, csv->end - csv->start, whole);
		if (csv->separator == CSV_ANY && !read_more(csv))
			return false;
	}
	csv->ends_field[(unsigned char)csv->separator] = true;
	return true;
}

static bool start_reading(struct csv *csv)
{
	return skip_mark(csv) && find_separator(csv);
}

bool csv_next(struct csv *csv, struct csv_row *row)
{
	char *row_end = NULL;

	if (!csv->done && csv->end == 0 && !csv->at_end && !start_reading(csv))
		return false;
	while (!csv->done) {
		enum outcome outcome = ROW_NONE;

		if (!csv->at_end || csv->start < csv->end)
			outcome = scan_row(csv, &row_end);
		if (outcome == ROW_UNFINISHED && !read_more(csv))
			return false;
		if (outcome == ROW_FOUND)
			outcome = take_row(csv, row_end, row);
		if (outcome == ROW_FOUND)
			return true;
		if (outcome == ROW_BAD)
			return fail(csv);
		csv->done = outcome == ROW_NONE;
	}
	return false;
}

bool csv_failed(const struct csv *csv)
{
	return csv->failed;
}

void csv_digest(const struct csv *csv, char hex[65])
{
	source_digest(csv->source, hex);
}
