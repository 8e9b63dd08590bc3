/* The fast path of tables: blocks of whole rows, fields found by masks, several threads. What
 * is out of the ordinary in a block goes through lca/base/csv.h, and is read as the careful
 * path reads it. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"
#include "models/usage_csv.h"

enum { MOST_FIELDS = 4096 };

static void note_trouble(struct usage_csv_worker *worker, struct usage_spot spot,
			 enum diag_code code, const char *hint, const char *message)
{
	if (!worker->trouble.met)
		worker->trouble = (struct usage_csv_trouble){true, spot, code, hint, message};
}

/* ---- A row as csv_row: headers, odd blocks ---- */

/* But for the case of letters. */
static bool same_name(struct csv_field a, struct csv_field b)
{
	return a.length == b.length && strncasecmp(a.text, b.text, a.length) == 0;
}

static bool same_header(const struct csv_row *header, const struct csv_row *row)
{
	if (row->count != header->count)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!same_name(row_field(header, i), row_field(row, i)))
			return false;
	return true;
}

/* Is the row a header? Then it is the one at the start, or trouble. */
static bool take_header(struct usage_csv_worker *worker, const struct csv_row *row,
			struct usage_spot spot)
{
	const struct usage_csv_table *table = worker->table;
	bool (*claims)(const struct csv_row *) = table->engine->importer->claims;

	if (!same_name(row_field(row, 0), row_field(table->header, 0)) ||
	    !(claims ? claims(row) : same_header(table->header, row)))
		return false;
	if (same_header(table->header, row))
		usage_skips_add(&worker->skips, VERDICT_HEADER, spot);
	else
		note_trouble(worker, spot, DIAG_IMPORT_COLUMN, usage_header_hint,
			     usage_header_message);
	return true;
}

/* The plain readers look no further than a field. */
static void take_odd_row(struct usage_csv_worker *worker, const struct csv_row *row,
			 struct usage_spot spot)
{
	struct usage_field fields[USAGE_ROLES];
	enum usage_verdict verdict;
	struct usage_row usage;

	worker->rows++;
	if (take_header(worker, row, spot))
		return;
	if (row->count != worker->table->columns.count) {
		usage_skips_add(&worker->skips, VERDICT_RAGGED, spot);
		return;
	}
	usage_columns_fields(&worker->table->columns, row, fields);
	verdict = usage_take(&worker->reader, fields, 0, &usage);
	if (verdict != VERDICT_USED) {
		usage_skips_add(&worker->skips, verdict, spot);
		return;
	}
	usage_batch_add(&worker->batch, &worker->table->engine->table, &usage);
	worker->rows_used++;
}

/* LF, and CR without LF. */
uint32_t usage_csv_lines(const char *text, size_t length)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n' ||
			 (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
	return lines;
}

/* The line end before the block is given to the reader, too, so that a mark of UTF-8 in the
 * middle of a log is no mark. */
static uint32_t take_odd_block(struct usage_csv_worker *worker, size_t block, const char *text,
			       size_t length)
{
	struct diags *diags = diags_new(worker->arena);
	struct csv *csv =
	    csv_open_text("", text - 1, length + 1, worker->table->separator, diags);
	struct csv_row row;

	while (!worker->trouble.met && csv_next(csv, &row))
		take_odd_row(worker, &row, (struct usage_spot){block, (uint32_t)row.line - 2});
	if (csv_failed(csv)) {
		const struct diag *diag = diags_at(diags, 0);

		note_trouble(worker, (struct usage_spot){block, diag->place.line - 2},
			     diag->code, arena_text(worker->arena, diag->hint),
			     arena_text(worker->arena, diag->message));
	}
	csv_close(csv);
	return usage_csv_lines(text, length);
}

/* ---- A row by its marks ---- */

/* A quoted field without its quotes; doubled ones become one. */
static struct csv_field unquote(struct usage_csv_worker *worker, const char *text,
				size_t length)
{
	struct csv_field field = {.text = text + 1, .length = length - 2, .quoted = true};
	char *to;
	size_t kept = 0;

	if (!memchr(field.text, '"', field.length))
		return field;
	to = worker->unquoted + worker->unquoted_length + USAGE_PADDING;
	for (size_t i = 0; i < field.length; i++) {
		to[kept++] = field.text[i];
		i += field.text[i] == '"';
	}
	worker->unquoted_length += kept + 2 * USAGE_PADDING;
	return (struct csv_field){.text = to, .length = kept, .quoted = true};
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline void trim(struct usage_field *field)
{
	for (; field->length > 0 && is_blank(*field->text); field->length--)
		field->text++;
	while (field->length > 0 && is_blank(field->text[field->length - 1]))
		field->length--;
}

/* The text between two marks; of the last field without the CR before the LF. */
static inline struct csv_field field_at(struct usage_csv_worker *worker, const char *text,
					const uint32_t *marks, size_t start, size_t at,
					bool plain)
{
	const char *from = text + (at == 0 ? start : marks[at - 1] + 1u);
	size_t length = (size_t)(text + marks[at] - from);

	if (plain)
		return (struct csv_field){.text = from, .length = length};
	length -= length > 0 && from[length - 1] == '\r' && text[marks[at]] == '\n';
	if (length > 0 && *from == '"')
		return unquote(worker, from, length);
	return (struct csv_field){.text = from, .length = length};
}

/* Room for the fields of a row without their quotes. */
static void reserve_unquoted(struct usage_csv_worker *worker, size_t length, size_t fields)
{
	size_t need = length + 2 * fields * USAGE_PADDING;

	worker->unquoted_length = 0;
	if (need <= worker->unquoted_room)
		return;
	worker->unquoted_room = 2 * need;
	free(worker->unquoted);
	worker->unquoted = calloc(1, worker->unquoted_room);
	if (!worker->unquoted)
		abort();
}

/* A block by its marks. */
struct block {
	size_t number;
	const char *text;
	bool plain;	/* no quote, no CR */
	bool uniform;	/* all rows have as many fields as the header */
	size_t counted; /* lines are counted up to this byte */
	uint32_t lines;
};

/* One of its rows: marks[0..count), the last a line end. */
struct row {
	size_t start;
	const uint32_t *marks;
	size_t count;
};

static struct usage_spot spot_of(struct block *block, const struct row *row)
{
	block->lines +=
	    usage_csv_lines(block->text + block->counted, row->start - block->counted);
	block->counted = row->start;
	return (struct usage_spot){block->number, block->lines};
}

/* Could the row be a header? Its first letter tells of nearly all that they are not. */
static inline bool may_be_header(const struct usage_csv_worker *worker,
				 const struct block *block, const struct row *row)
{
	const char *text = block->text + row->start;

	if (*text == ' ' || *text == '\t' || *text == '"')
		return true;
	return worker->table->header_letter == '\0' ||
	       (*text | 0x20) == worker->table->header_letter;
}

/* A row that may be a header or has not the fields of one; true: it is dealt with. */
static bool take_strange_row(struct usage_csv_worker *worker, struct block *block,
			     const struct row *row)
{
	struct csv_field *fields = calloc(row->count, sizeof *fields);
	struct csv_row as_csv = {1, row->count, fields};
	bool done;

	if (!fields)
		abort();
	for (size_t i = 0; i < row->count; i++)
		fields[i] =
		    field_at(worker, block->text, row->marks, row->start, i, block->plain);
	worker->unquoted_length = 0;
	done = same_name(row_field(&as_csv, 0), row_field(worker->table->header, 0)) &&
	       take_header(worker, &as_csv, spot_of(block, row));
	if (!done && row->count != worker->table->columns.count) {
		usage_skips_add(&worker->skips, VERDICT_RAGGED, spot_of(block, row));
		done = true;
	}
	free(fields);
	return done;
}

static inline void take_row(struct usage_csv_worker *worker, struct block *block,
			    const struct row *row)
{
	const struct usage_csv_table *table = worker->table;
	struct usage_row usage;
	enum usage_verdict verdict;

	worker->rows++;
	if (!block->plain)
		reserve_unquoted(worker, row->marks[row->count - 1] - row->start, row->count);
	if ((row->count != table->columns.count || may_be_header(worker, block, row)) &&
	    take_strange_row(worker, block, row))
		return;
	for (size_t i = 0; i < table->present_count; i++) {
		struct usage_field *field = &worker->fields[table->present[i].role];
		struct csv_field found = field_at(worker, block->text, row->marks, row->start,
						  table->present[i].at, block->plain);

		field->text = found.text;
		field->length = found.length;
		if (found.length > 0 &&
		    (*found.text <= ' ' || found.text[found.length - 1] <= ' '))
			trim(field);
	}
	verdict = usage_take_quick(&worker->reader, worker->fields, 0, &usage);
	if (verdict != VERDICT_USED) {
		usage_skips_add(&worker->skips, verdict, spot_of(block, row));
		return;
	}
	usage_batch_add(&worker->batch, &table->engine->table, &usage);
	worker->rows_used++;
}

/* Fields of the row that starts with these marks. */
static inline size_t count_fields(const struct block *block, const uint32_t *marks)
{
	size_t count = 1;

	while (block->text[marks[count - 1]] != '\n')
		count++;
	return count;
}

static bool is_blank_row(const struct block *block, const struct row *row)
{
	size_t length = row->marks[0] - row->start;

	return row->count == 1 && (length == 0 || (length == 1 && !block->plain &&
						   block->text[row->start] == '\r'));
}

static bool is_too_long(struct usage_csv_worker *worker, struct block *block,
			const struct row *row)
{
	bool fields = row->count > MOST_FIELDS;

	if (!fields && row->marks[row->count - 1] - row->start <= USAGE_LONGEST_ROW + 1)
		return false;
	note_trouble(worker, spot_of(block, row), DIAG_CSV_ROW_TOO_LONG, NULL,
		     fields ? "a row of more than 4096 fields" : "a row longer than 1 MiB");
	return true;
}

static void take_rows(struct usage_csv_worker *worker, struct block *block)
{
	const struct usage_marks *marks = &worker->marks;
	size_t fields = worker->table->columns.count, start = 0;

	for (size_t at = 0; at < marks->count && !worker->trouble.met;) {
		struct row row = {start, marks->at + at, fields};

		if (!block->uniform) {
			row.count = count_fields(block, row.marks);
			if (is_too_long(worker, block, &row))
				return;
		}
		at += row.count;
		start = row.marks[row.count - 1] + 1u;
		if (row.count > 1 || !is_blank_row(block, &row))
			take_row(worker, block, &row);
	}
}

/* As many fields in each row as in the header, so that every so many marks a line ends? */
static bool is_uniform(const struct usage_csv_worker *worker, const char *text, size_t length)
{
	const struct usage_marks *marks = &worker->marks;
	size_t fields = worker->table->columns.count;

	if (marks->line_ends * fields != marks->count || length > USAGE_LONGEST_ROW)
		return false;
	for (size_t i = fields - 1; i < marks->count; i += fields)
		if (text[marks->at[i]] != '\n')
			return false;
	return true;
}

static void reserve_marks(struct usage_csv_worker *worker, size_t length)
{
	if (length + 8 <= worker->room)
		return;
	worker->room = length + 8;
	free(worker->marks.at);
	worker->marks.at = malloc(worker->room * sizeof *worker->marks.at);
	if (!worker->marks.at)
		abort();
}

uint32_t usage_csv_take(void *context, size_t number, const char *text, const char *end)
{
	struct usage_csv_worker *worker = context;
	const struct usage_csv_table *table = worker->table;
	struct block block = {.number = number, .text = text};
	size_t length = (size_t)(end - text);

	reserve_marks(worker, length);
	table->scanner->plain(text, length, table->separator, &worker->marks);
	block.plain = !worker->marks.quotes && !worker->marks.returns;
	if (!block.plain && !worker->marks.odd)
		table->scanner->quoted(text, length, table->separator, &worker->marks);
	/* A block ends without LF where CRs end its rows. */
	if (worker->marks.odd || end[-1] != '\n')
		return take_odd_block(worker, number, text, length);
	block.uniform = is_uniform(worker, text, length);
	take_rows(worker, &block);
	return (uint32_t)worker->marks.lines;
}

size_t usage_csv_rows_end(const void *of, const char *text, size_t length)
{
	const struct usage_csv_table *table = of;
	size_t end = length;

	if (memchr(text, '"', length))
		end = table->scanner->end(text, length, table->separator);
	else
		while (end > 0 && text[end - 1] != '\n')
			end--;
	/* Quotes out of place, or lines that end with CR. */
	if (end == SIZE_MAX || end == 0)
		return usage_rows_end(text, length, table->separator);
	return end;
}
