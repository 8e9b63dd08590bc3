/* Readings from a column of a file of separated values. */

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

/* A distribution is not known better by more of them. */
enum { MOST_READINGS = 1000000 };

static const char *const keys[] = {"file", "column", "unit"};
static const char how[] = "write {file: readings.csv, column: power_w, unit: W}";

struct table {
	struct quantity_reader *reader;
	const struct node *node;
	const char *file, *column; /* as written; column: NULL where it is not */
	const char *path;	   /* as opened */
	struct number unit;	   /* one of it */
	size_t at;		   /* the column, from 0 */
	double *values;
	uint64_t *lines;
	size_t count;
	uint64_t bad;
};

static bool check_keys(struct quantity_reader *reader, const struct node *node)
{
	size_t count = sizeof keys / sizeof *keys;
	bool known = true;

	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = node->entries + i;
		const char *hint;
		size_t k = 0;

		while (k < count && !text_same(entry->key, keys[k]))
			k++;
		if (k < count)
			continue;
		known = false;
		hint = diag_suggest(reader->diags, entry->key, keys, count);
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, reader->path,
			 hint ? hint : how, "'%s' is not a key of a file of readings",
			 entry->key);
	}
	return known;
}

/* The text of a key, NULL where it is not there; false where it is no text. */
static bool read_key(struct quantity_reader *reader, const struct node *node, const char *key,
		     const char **text)
{
	const struct node *value = node_get(node, key);

	*text = NULL;
	if (!value)
		return true;
	if (value->kind == NODE_SCALAR && *value->text) {
		*text = value->text;
		return true;
	}
	diag_add(reader->diags, DIAG_NODE_KIND, value->place, reader->path, how,
		 "'%s' of the readings of '%s' is a text", key, reader->name);
	return false;
}

/* Settled aside: what is wrong is a unit, not a number and its unit. */
static bool settle_unit(struct quantity_reader *reader, struct number *one)
{
	struct quantity_reader aside = *reader;

	aside.diags = diags_new(reader->arena);
	if (quantity_settle(&aside, one, 1))
		return true;
	diag_add(reader->diags, DIAG_QUANTITY_DIMENSION, one->place, reader->path,
		 arena_printf(reader->arena, "write 'unit: %s', or name another column",
			      reader->rule->unit),
		 "the readings of '%s' are %s, expected %s", reader->name,
		 dimensions_describe(reader->arena, one->unit.dimensions),
		 dimensions_describe(reader->arena, reader->expected.dimensions));
	return false;
}

/* One of the unit, as if "1 W" stood there. */
static bool read_unit(struct quantity_reader *reader, const struct node *node,
		      struct number *one)
{
	const struct node *value = node_get(node, "unit");
	const struct quantity_rule *rule = reader->rule;
	const char *text;
	struct piece piece;

	if (!read_key(reader, node, "unit", &text))
		return false;
	if (!text && rule->unit && !rule->bare &&
	    !dimensions_none(reader->expected.dimensions)) {
		diag_add(
		    reader->diags, DIAG_UNIT_MISSING, node->place, reader->path,
		    arena_printf(reader->arena, "write 'unit: %s' beside the file", rule->unit),
		    "the readings of '%s' need a unit", reader->name);
		return false;
	}
	text = text ? arena_printf(reader->arena, "1 %s", text) : "1";
	piece = (struct piece){
	    .text = text, .length = strlen(text), .place = value ? value->place : node->place};
	return quantity_number(reader, piece, one) && settle_unit(reader, one);
}

static bool is_pipe(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISFIFO(about.st_mode);
}

/* Nobody may ever write into it. */
static bool refuse_pipe(struct table *table, struct place place)
{
	diag_add(table->reader->diags, DIAG_FILE_OPEN, place, table->reader->path,
		 "write the readings to a file", "cannot read '%s': it is a pipe", table->file);
	return false;
}

/* A file that is not there is told where it is named. */
static bool find_file(struct table *table)
{
	struct quantity_reader *reader = table->reader;
	const struct node *file = node_get(table->node, "file");

	if (!file || !table->file) {
		diag_add(reader->diags, DIAG_VALUE_MISSING, table->node->place, reader->path,
			 how, "the readings of '%s' name no file", reader->name);
		return false;
	}
	if (!reader->files) {
		diag_add(reader->diags, DIAG_QUANTITY_FORM, file->place, reader->path,
			 "write the readings themselves", "no file can be read for '%s' here",
			 reader->name);
		return false;
	}
	table->path = *table->file == '/'
			  ? table->file
			  : arena_printf(reader->arena, "%s%s",
					 quantity_files_folder(reader->files), table->file);
	if (access(table->path, R_OK) == 0)
		return !is_pipe(table->path) || refuse_pipe(table, file->place);
	diag_add(reader->diags, DIAG_FILE_OPEN, file->place, reader->path,
		 "a file of readings is named relative to the scenario file",
		 "cannot open '%s': %s", table->file, strerror(errno));
	return false;
}

static struct csv_field cell_at(const struct csv_row *row, size_t column)
{
	struct csv_field cell =
	    column < row->count ? row->fields[column] : (struct csv_field){.text = ""};

	while (cell.length && strchr(" \t", *cell.text)) {
		cell.text++;
		cell.length--;
	}
	while (cell.length && strchr(" \t", cell.text[cell.length - 1]))
		cell.length--;
	return cell;
}

static struct place place_at(const struct table *table, uint64_t line)
{
	return (struct place){.file = table->path,
			      .line = line < UINT32_MAX ? (uint32_t)line : 0};
}

static bool refuse_column(struct table *table, const struct csv_row *header, bool is_twice,
			  const char *message)
{
	struct quantity_reader *reader = table->reader;
	const char **names = arena_alloc(reader->arena, header->count * sizeof *names);
	const char *list = "", *hint = NULL;

	for (size_t i = 0; i < header->count; i++) {
		struct csv_field cell = cell_at(header, i);

		names[i] = arena_copy(reader->arena, cell.text, cell.length);
		list = arena_printf(reader->arena, "%s%s%s", list, i ? ", " : "", names[i]);
	}
	if (table->column && !is_twice)
		hint = diag_suggest(reader->diags, table->column, names, header->count);
	diag_add(reader->diags, DIAG_QUANTITY_READINGS, table->node->place, reader->path,
		 hint ? hint : arena_printf(reader->arena, "its columns are %s", list), "%s",
		 message);
	return false;
}

/* The column by its name; without one, the only column. */
static bool find_column(struct table *table, const struct csv_row *header)
{
	struct arena *arena = table->reader->arena;
	size_t found = 0;

	table->at = 0;
	if (!table->column)
		return header->count == 1 ||
		       refuse_column(table, header, false,
				     arena_printf(arena, "'%s' has %zu columns, name one",
						  table->file, header->count));
	for (size_t i = 0; i < header->count; i++) {
		struct csv_field cell = cell_at(header, i);

		if (!text_same_nocase(arena_copy(arena, cell.text, cell.length), table->column))
			continue;
		if (found++ == 0)
			table->at = i;
	}
	return found == 1 || refuse_column(table, header, found > 1,
					   arena_printf(arena,
							found ? "'%s' has several columns '%s'"
							      : "'%s' has no column '%s'",
							table->file, table->column));
}

static void take_row(struct table *table, const struct csv_row *row)
{
	struct quantity_reader *reader = table->reader;
	struct csv_field cell = cell_at(row, table->at);
	struct number number = table->unit;

	number.place = place_at(table, row->line);
	if (!text_number(cell.text, cell.length, &number.value)) {
		table->bad++;
		diag_add(reader->diags, DIAG_QUANTITY_READINGS, number.place, reader->path,
			 "write a number with a '.', or delete the row",
			 cell.length ? "a reading of '%s' is a number, found '%.*s'"
				     : "a reading of '%s' is a number, found an empty cell%.*s",
			 reader->name, (int)(cell.length < 40 ? cell.length : 40), cell.text);
		return;
	}
	number.typed = arena_copy(reader->arena, cell.text, cell.length);
	if (!quantity_within_range(reader, &number)) {
		table->bad++;
		return;
	}
	table->values =
	    arena_grow(reader->arena, table->values, table->count, sizeof *table->values);
	table->lines =
	    arena_grow(reader->arena, table->lines, table->count, sizeof *table->lines);
	table->lines[table->count] = row->line;
	table->values[table->count++] = quantity_base(&number);
}

/* A file of one column may begin with its first reading. */
static bool is_reading(const struct table *table, const struct csv_row *row)
{
	struct csv_field cell = cell_at(row, 0);
	double ignored;

	return !table->column && text_number(cell.text, cell.length, &ignored);
}

static bool refuse_count(struct table *table, const char *message, const char *hint)
{
	struct quantity_reader *reader = table->reader;

	diag_add(reader->diags, DIAG_QUANTITY_READINGS, table->node->place, reader->path, hint,
		 "'%s' %s", table->file, message);
	return false;
}

static bool read_rows(struct table *table, struct csv *csv)
{
	struct csv_row row;

	if (!csv_next(csv, &row))
		return !csv_failed(csv) &&
		       refuse_count(table, "is empty",
				    "a file has a header and a row for each reading");
	if (!find_column(table, &row))
		return false;
	if (is_reading(table, &row))
		take_row(table, &row);
	while (csv_next(csv, &row)) {
		if (table->count == MOST_READINGS)
			return refuse_count(table, "has more than 1000000 readings",
					    "keep some of them, such as every tenth row");
		take_row(table, &row);
	}
	return !csv_failed(csv) && table->bad == 0;
}

static const struct readings *note_file(const struct table *table, const struct csv *csv)
{
	struct readings *readings = arena_alloc(table->reader->arena, sizeof *readings);

	*readings = (struct readings){.file = arena_text(table->reader->arena, table->file),
				      .rows = table->count};
	csv_digest(csv, readings->sha256);
	return readings;
}

static const struct reading_table *read_table(struct table *table)
{
	struct reading_table found = {
	    .path = table->path, .column = table->column, .unit = table->unit.unit};
	struct quantity_reader *reader = table->reader;
	struct csv *csv = csv_open(table->path, CSV_ANY, reader->diags);
	bool read;

	if (!csv)
		return NULL;
	read = read_rows(table, csv);
	found.readings = read ? note_file(table, csv) : NULL;
	csv_close(csv);
	found.values = table->values;
	found.lines = table->lines;
	found.count = table->count;
	return read ? quantity_files_keep(reader->files, &found) : NULL;
}

/* Each row whose reading the key does not allow. */
static bool check_rows(struct table *table, const struct reading_table *readings)
{
	struct quantity_reader *reader = table->reader;
	bool possible = true;

	for (size_t i = 0; i < readings->count; i++)
		if (readings->values[i] <= 0 &&
		    !quantity_possible(
			reader, readings->values[i], place_at(table, readings->lines[i]),
			quantity_round(reader->arena,
				       readings->values[i] / readings->unit.scale, 6)))
			possible = false;
	return possible;
}

const struct reading_table *quantity_file(struct quantity_reader *reader,
					  const struct node *node, struct quantity *quantity)
{
	struct table table = {.reader = reader, .node = node};
	const struct reading_table *found;
	bool read = check_keys(reader, node);

	if (!read_key(reader, node, "file", &table.file))
		return NULL;
	read &= read_key(reader, node, "column", &table.column);
	read &= read_unit(reader, node, &table.unit);
	if (!find_file(&table) || !read)
		return NULL;
	found = quantity_files_find(reader->files, table.path, table.column, &table.unit.unit);
	if (!found)
		found = read_table(&table);
	if (!found || !check_rows(&table, found))
		return NULL;
	quantity->origin.readings = found->readings;
	quantity->unit = table.unit.unit;
	return found;
}
