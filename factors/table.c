/* Reads CSV tables by column name. */

#include "factors/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/file.h"
#include "lca/base/text.h"

/* Far above any table, far below memory: a device has no end. */
enum { LARGEST_FILE = 64 << 20 };

const char *table_file(struct arena *arena, const char *path, size_t *length,
		       struct diags *diags)
{
	char chunk[1 << 14];
	struct buffer buffer = {0};
	const char *text = NULL;
	int file = file_open(path);
	ssize_t count = file < 0 ? -1 : 0;

	while (file >= 0 && buffer.length <= LARGEST_FILE &&
	       (count = file_read(file, chunk, sizeof chunk)) > 0)
		buffer_add(&buffer, chunk, (size_t)count);
	if (count > 0) {
		diag_add(diags, DIAG_FACTOR_TABLE, (struct place){path, 0, 0}, NULL, NULL,
			 "larger than 64 MiB, the most that factors may have");
	} else if (count == 0) {
		text = arena_copy(arena, buffer.text ? buffer.text : "", buffer.length);
		*length = buffer.length;
	} else {
		diag_add(diags, DIAG_FILE_OPEN, (struct place){path, 0, 0}, NULL, NULL,
			 "cannot read '%s': %s", path, strerror(errno));
	}
	buffer_free(&buffer);
	if (file >= 0)
		file_close(file);
	return text;
}

static bool is_known(const struct table *table, const struct csv_field *field)
{
	size_t i;

	for (i = 0; i < table->column_count; i++)
		if (text_same_nocase(field->text, table->columns[i].name))
			return true;
	return false;
}

static struct place field_place(const struct table *table, size_t field)
{
	size_t column = 1, i, k;

	/* A quoted field has two quotes more, and each quote inside it was doubled. */
	for (i = 0; i < field && i < table->row.count; i++) {
		column += table->row.fields[i].length + 1;
		if (!table->row.fields[i].quoted)
			continue;
		column += 2;
		for (k = 0; k < table->row.fields[i].length; k++)
			column += table->row.fields[i].text[k] == '"';
	}
	return (struct place){table->path, (uint32_t)table->row.line, (uint32_t)column};
}

static const char *column_names(const struct table *table)
{
	const char *names = NULL;
	size_t i;

	for (i = 0; i < table->column_count; i++)
		names =
		    names ? arena_printf(table->arena, "%s, %s", names, table->columns[i].name)
			  : table->columns[i].name;
	return names;
}

/* Which of two columns of one name counts, nobody could say. */
static void check_repeated(struct table *table, size_t field)
{
	const char *name = table->row.fields[field].text;
	size_t i;

	for (i = 0; i < field; i++) {
		if (!text_same_nocase(table->row.fields[i].text, name))
			continue;
		diag_add(table->diags, DIAG_FACTOR_TABLE, field_place(table, field), NULL, NULL,
			 "the column '%s' is in the header twice", name);
		table->failed = true;
		return;
	}
}

static void check_header(struct table *table)
{
	size_t i;

	for (i = 0; i < table->row.count; i++) {
		if (is_known(table, &table->row.fields[i])) {
			check_repeated(table, i);
			continue;
		}
		diag_add(table->diags, DIAG_FACTOR_TABLE, field_place(table, i), NULL,
			 arena_printf(table->arena, "columns are %s", column_names(table)),
			 "unknown column '%s'", table->row.fields[i].text);
		table->failed = true;
	}
	for (i = 0; i < table->column_count; i++) {
		table->index[i] = csv_column(&table->row, table->columns[i].name);
		if (table->index[i] != SIZE_MAX || !table->columns[i].required)
			continue;
		diag_add(table->diags, DIAG_FACTOR_TABLE, field_place(table, 0), NULL, NULL,
			 "expected a column '%s' in the header", table->columns[i].name);
		table->failed = true;
	}
}

bool table_open_text(struct table *table, struct arena *arena, const struct table_text *text,
		     const struct column *columns, size_t count, struct diags *diags)
{
	const char *path = text->name;

	*table = (struct table){.arena = arena,
				.diags = diags,
				.path = path,
				.text = text->text,
				.length = text->length,
				.columns = columns,
				.column_count = count};
	table->index = arena_alloc(arena, count * sizeof *table->index);
	diags_source(diags, path, table->text, table->length);
	table->csv = csv_open_text(path, table->text, table->length, ',', diags);
	if (!table->csv)
		return false;
	if (!csv_next(table->csv, &table->row)) {
		if (!csv_failed(table->csv))
			diag_add(diags, DIAG_FACTOR_TABLE, (struct place){path, 1, 1}, NULL,
				 NULL, "expected a header row, found an empty file");
		return false;
	}
	table->width = table->row.count;
	check_header(table);
	return !table->failed;
}

bool table_open(struct table *table, struct arena *arena, const char *path,
		const struct column *columns, size_t count, struct diags *diags)
{
	struct table_text text = {.name = path};

	*table = (struct table){.arena = arena};
	text.text = table_file(arena, path, &text.length, diags);
	return text.text && table_open_text(table, arena, &text, columns, count, diags);
}

bool table_next(struct table *table)
{
	while (csv_next(table->csv, &table->row)) {
		if (table->row.count == table->width)
			return true;
		table->failed = true;
		diag_add(table->diags, DIAG_FACTOR_TABLE,
			 (struct place){table->path, (uint32_t)table->row.line, 1}, NULL,
			 "put quotes around a text with a comma",
			 "expected %zu fields as in the header, found %zu", table->width,
			 table->row.count);
	}
	table->failed = table->failed || csv_failed(table->csv);
	return false;
}

void table_close(struct table *table)
{
	if (table->csv)
		csv_close(table->csv);
	table->csv = NULL;
}

const char *table_cell(const struct table *table, size_t column)
{
	size_t index = table->index[column];
	const char *text, *end;

	if (index == SIZE_MAX || index >= table->row.count)
		return "";
	text = table->row.fields[index].text;
	end = text + table->row.fields[index].length;
	while (text < end && (*text == ' ' || *text == '\t'))
		text++;
	while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return arena_copy(table->arena, text, (size_t)(end - text));
}

struct place table_place(const struct table *table, size_t column)
{
	return field_place(table, table->index[column] == SIZE_MAX ? 0 : table->index[column]);
}

void table_error(struct table *table, size_t column, enum diag_code code, const char *hint,
		 const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	diag_add(table->diags, code, table_place(table, column), NULL, hint, "%s",
		 arena_vprintf(table->arena, format, arguments));
	va_end(arguments);
	table->failed = true;
}
