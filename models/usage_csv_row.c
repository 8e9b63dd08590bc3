/* One row of a table by the marks around its fields. */

#include <stdlib.h>
#include <string.h>

#include "models/usage_csv.h"

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

struct usage_spot usage_csv_spot(struct usage_csv_block *block, const struct usage_csv_row *row)
{
	block->lines +=
	    usage_csv_lines(block->text + block->counted, row->start - block->counted);
	block->counted = row->start;
	return (struct usage_spot){block->number, block->lines};
}

/* Could the row be a header? Its first letter tells of nearly all that they are not. */
static inline bool may_be_header(const struct usage_csv_worker *worker,
				 const struct usage_csv_block *block,
				 const struct usage_csv_row *row)
{
	const char *text = block->text + row->start;

	if (*text == ' ' || *text == '\t' || *text == '"')
		return true;
	return worker->table->header_letter == '\0' ||
	       (*text | 0x20) == worker->table->header_letter;
}

/* A row that may be a header or has not the fields of one; true: it is dealt with. */
static bool take_strange_row(struct usage_csv_worker *worker, struct usage_csv_block *block,
			     const struct usage_csv_row *row)
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
	done =
	    usage_csv_same_name(row_field(&as_csv, 0), row_field(worker->table->header, 0)) &&
	    usage_csv_header(worker, &as_csv, usage_csv_spot(block, row));
	if (!done && row->count != worker->table->columns.count) {
		usage_skips_add(&worker->skips, VERDICT_RAGGED, usage_csv_spot(block, row));
		done = true;
	}
	free(fields);
	return done;
}

void usage_csv_take_row(struct usage_csv_worker *worker, struct usage_csv_block *block,
			const struct usage_csv_row *row)
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
		usage_skips_add(&worker->skips, verdict, usage_csv_spot(block, row));
		return;
	}
	usage_batch_add(&worker->batch, &table->engine->table, &usage);
	worker->rows_used++;
}
