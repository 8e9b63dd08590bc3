/* The fast path of tables: blocks of whole rows, fields found by masks, several threads. Rows
 * are decoded column by column; what is out of the ordinary is read row by row. */

#include <stdlib.h>
#include <string.h>

#include "models/usage_csv.h"

enum { MOST_FIELDS = 4096 };

/* Fields of the row that starts with these marks. */
static inline size_t count_fields(const struct usage_csv_block *block, const uint32_t *marks)
{
	size_t count = 1;

	while (block->text[marks[count - 1]] != '\n')
		count++;
	return count;
}

static bool is_blank_row(const struct usage_csv_block *block, const struct usage_csv_row *row)
{
	size_t length = row->marks[0] - row->start;

	return row->count == 1 && (length == 0 || (length == 1 && !block->plain &&
						   block->text[row->start] == '\r'));
}

static bool is_too_long(struct usage_csv_worker *worker, struct usage_csv_block *block,
			const struct usage_csv_row *row)
{
	bool fields = row->count > MOST_FIELDS;

	if (!fields && row->marks[row->count - 1] - row->start <= USAGE_LONGEST_ROW + 1)
		return false;
	usage_csv_trouble(worker, usage_csv_spot(block, row), DIAG_CSV_ROW_TOO_LONG, NULL,
			  fields ? "a row of more than 4096 fields"
				 : "a row longer than 1 MiB");
	return true;
}

/* A row that the decoder found strange. */
static void take_decoded(struct usage_csv_worker *worker, struct usage_csv_block *block,
			 const uint32_t *marks)
{
	struct usage_csv_row row = {(uint32_t)(marks[-1] + 1), marks,
				    worker->table->columns.count};

	if (row.count > 1 || !is_blank_row(block, &row))
		usage_csv_take_row(worker, block, &row);
}

static void take_strange(struct usage_csv_worker *worker, struct usage_csv_block *block,
			 const uint32_t *marks)
{
	const struct usage_rows *rows = &worker->decoder.rows;

	for (size_t i = 0; i < rows->count && !worker->trouble.met; i++)
		if (rows->strange[i])
			take_decoded(worker, block, marks + i * worker->table->columns.count);
}

/* Rows that all have as many fields as the header. */
static void decode_rows(struct usage_csv_worker *worker, struct usage_csv_block *block)
{
	const struct usage_csv_table *table = worker->table;
	struct usage_decoder *decoder = &worker->decoder;
	size_t fields = table->columns.count, count = worker->marks.count / fields;

	decoder->quoted = !block->plain;
	for (size_t row = 0; row < count && !worker->trouble.met; row += DECODE_ROWS) {
		size_t left = count - row < DECODE_ROWS ? count - row : DECODE_ROWS;
		const uint32_t *marks = worker->marks.at + row * fields;

		table->scanner->decode(decoder, block->text, marks, left);
		usage_batch_add_rows(&worker->batch, &table->engine->table, &decoder->rows);
		worker->rows += left - decoder->rows.strange_count;
		worker->rows_used += left - decoder->rows.strange_count;
		if (decoder->rows.strange_count > 0)
			take_strange(worker, block, marks);
	}
}

static void take_rows(struct usage_csv_worker *worker, struct usage_csv_block *block)
{
	const struct usage_marks *marks = &worker->marks;
	size_t fields = worker->table->columns.count, start = 0;

	for (size_t at = 0; at < marks->count && !worker->trouble.met;) {
		struct usage_csv_row row = {start, marks->at + at, fields};

		if (!block->uniform) {
			row.count = count_fields(block, row.marks);
			if (is_too_long(worker, block, &row))
				return;
		}
		at += row.count;
		start = row.marks[row.count - 1] + 1u;
		if (row.count > 1 || !is_blank_row(block, &row))
			usage_csv_take_row(worker, block, &row);
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
	if (length + 17 <= worker->room)
		return;
	worker->room = length + 17;
	free(worker->mark_room);
	worker->mark_room = malloc(worker->room * sizeof *worker->mark_room);
	if (!worker->mark_room)
		abort();
	/* Behind it, at 0, the first field begins. */
	worker->mark_room[0] = UINT32_MAX;
	worker->marks.at = worker->mark_room + 1;
}

/* Blocks behind one with quotes will have them, too. */
static void find_marks(struct usage_csv_worker *worker, const char *text, size_t length)
{
	const struct usage_csv_table *table = worker->table;
	struct usage_marks *marks = &worker->marks;

	if (!worker->quoted) {
		table->scanner->plain(text, length, table->separator, marks);
		worker->quoted = marks->quotes || marks->returns;
	}
	if (worker->quoted && !marks->odd)
		table->scanner->quoted(text, length, table->separator, marks);
}

uint32_t usage_csv_take(void *context, size_t number, const char *text, const char *end)
{
	struct usage_csv_worker *worker = context;
	struct usage_csv_block block = {.number = number, .text = text};
	size_t length = (size_t)(end - text);

	reserve_marks(worker, length);
	find_marks(worker, text, length);
	block.plain = !worker->quoted;
	/* A block ends without LF where CRs end its rows. */
	if (worker->marks.odd || end[-1] != '\n')
		return usage_csv_odd_block(worker, number, text, length);
	block.uniform = is_uniform(worker, text, length);
	if (block.uniform && worker->decodes)
		decode_rows(worker, &block);
	else
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
