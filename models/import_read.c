/* Tables, JSON records and lines, from a source to an importer. */

#include "models/import_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/base/json.h"
#include "lca/base/lines.h"
#include "lca/base/source.h"
#include "models/json_tree.h"
#include "models/usage.h"
#include "models/usage_row.h"

static void count_row(struct intake *intake)
{
	struct import *import = intake->import;

	import->rows_read++;
	import->files[import->file_count - 1].rows_read++;
}

static void take_row(struct intake *intake, const struct importer *importer,
		     const struct csv_row *row)
{
	if (importer->selects || intake_selects(intake, row))
		importer->row(intake, row);
	else
		intake_skip(intake, "left out by 'where'", false, row->line);
}

/* A header line in the middle of a log: its first column names itself. */
static bool repeats_header(const struct intake *intake, const struct importer *importer,
			   const struct csv_row *row)
{
	return field_same(row_field(row, 0), intake->columns[0]) &&
	       (!importer->claims || importer->claims(row));
}

/* Columns that rows must reach, and may not pass: a separator at the end of a line makes one
 * without a name, or without a value. */
static bool is_shifted(const struct intake *intake, const struct csv_row *row)
{
	for (size_t i = row->count; i < intake->column_count; i++)
		if (intake->columns[i][0] != '\0')
			return true;
	for (size_t i = intake->column_count; i < row->count; i++)
		if (row_field(row, i).length > 0)
			return true;
	return false;
}

static void table_row(struct intake *intake, const struct detected *detected,
		      const struct csv_row *row)
{
	const struct importer *importer = detected->importer;

	if (detected->shape == SHAPE_TABLE && repeats_header(intake, importer, row)) {
		intake_skip(intake, "repeated header line", false, row->line);
		if (intake_header(intake, row))
			importer->columns(intake, row);
		return;
	}
	take_row(intake, importer, row);
}

/* The names of a table without a header, or the paths of JSON, as a header. */
static struct csv_row named_columns(struct intake *intake, const char *const *names,
				    bool with_options)
{
	const struct import_options *options = intake->options;
	size_t count = 0, extra = with_options ? options->filter_count + 1 : 0;
	struct csv_field *fields;

	while (names && names[count])
		count++;
	fields = arena_alloc(intake->arena, (count + extra) * sizeof *fields);
	for (size_t i = 0; i < count; i++)
		fields[i] = (struct csv_field){names[i], strlen(names[i]), false};
	for (size_t i = 0; with_options && i < options->filter_count; i++) {
		const char *column = options->filters[i].column;

		fields[count++] = (struct csv_field){column, strlen(column), false};
	}
	if (with_options && options->split)
		fields[count++] =
		    (struct csv_field){options->split, strlen(options->split), false};
	return (struct csv_row){0, count, fields};
}

static bool take_header(struct intake *intake, const struct importer *importer,
			const struct csv_row *header)
{
	if (!intake_header(intake, header))
		return false;
	if (importer->columns)
		importer->columns(intake, header);
	return !intake->failed;
}

/* Rows before the header are no data. */
static bool read_header(struct intake *intake, const struct detected *detected, struct csv *csv)
{
	struct csv_row row;

	if (detected->shape == SHAPE_BARE_TABLE) {
		row = named_columns(intake, detected->importer->names, false);
		return take_header(intake, detected->importer, &row);
	}
	for (size_t i = 0; csv_next(csv, &row); i++) {
		if (i == detected->header_row)
			return take_header(intake, detected->importer, &row);
		count_row(intake);
		intake_skip(intake, "line before the header", false, row.line);
	}
	if (!csv_failed(csv))
		intake_fail_header(intake);
	return false;
}

/* The row that stands on line has not as many fields as the header; cut: it is the last one and
 * has no line end. 0: there is none. Its text was handed out. */
static void skip_torn(struct intake *intake, uint64_t line, bool cut)
{
	intake->row_at_hand = NULL;
	if (line > 0 && cut)
		intake_missing(intake, "cut in the middle of the row", line);
	else if (line > 0)
		intake_skip(intake, usage_reasons[VERDICT_RAGGED].text, true, line);
}

/* A field too many or too few may have moved all others. */
static bool is_torn(struct intake *intake, const struct detected *detected,
		    const struct csv_row *row)
{
	const struct importer *importer = detected->importer;

	return detected->shape == SHAPE_TABLE && is_shifted(intake, row) &&
	       !(importer->fits && importer->fits(intake, row)) &&
	       !repeats_header(intake, importer, row);
}

static void read_rows(struct intake *intake, const struct detected *detected, struct csv *csv,
		      const struct source *source)
{
	uint64_t torn = 0; /* line of the row before, where it is */
	struct csv_row row;

	while (!intake->failed && csv_next(csv, &row)) {
		count_row(intake);
		skip_torn(intake, torn, false);
		intake->row_at_hand = &row;
		torn = is_torn(intake, detected, &row) ? row.line : 0;
		if (torn > 0)
			intake_reject(intake);
		else
			table_row(intake, detected, &row);
	}
	skip_torn(intake, torn, !source_ends_line(source));
}

static bool read_table(struct intake *intake, const struct detected *detected,
		       struct source *source)
{
	char separator =
	    detected->shape == SHAPE_BARE_TABLE ? detected->importer->separator : CSV_ANY;
	struct csv *csv = csv_open_source(source, separator, intake->diags);
	bool good = read_header(intake, detected, csv);

	if (good)
		read_rows(intake, detected, csv, source);
	good = good && !csv_failed(csv) && !intake->failed;
	csv_close(csv);
	return good;
}

/* Records of JSON as rows: the paths of the importer, then the columns of where and split. */
struct json_rows {
	struct csv_row header;
	struct json_paths *paths;
	struct json_scratch *scratch;
	struct csv_field *fields;
	char *text; /* the fields, each with its NUL */
	size_t room;
};

static void open_rows(struct intake *intake, const struct importer *importer,
		      struct json_rows *rows)
{
	const char **names;

	*rows = (struct json_rows){.header = named_columns(intake, importer->paths, true)};
	names = arena_alloc(intake->arena, rows->header.count * sizeof *names);
	for (size_t i = 0; i < rows->header.count; i++)
		names[i] = rows->header.fields[i].text;
	rows->paths = json_paths_new(intake->arena, names, rows->header.count);
	rows->scratch = json_scratch_new();
	rows->fields =
	    arena_alloc(intake->arena, (rows->header.count + 1) * sizeof *rows->fields);
}

/* Gives every field its NUL. A path and a part of it may both be asked for: such a text is
 * there twice. */
static void end_fields(struct json_rows *rows)
{
	size_t at = 0, need = rows->header.count;

	for (size_t i = 0; i < rows->header.count; i++)
		need += rows->fields[i].length;
	if (need > rows->room) {
		rows->room = 2 * need;
		rows->text = heap_grow(rows->text, rows->room);
	}
	for (size_t i = 0; i < rows->header.count; i++) {
		struct csv_field *field = &rows->fields[i];

		assert(rows->text);
		memcpy(rows->text + at, field->length ? field->text : "", field->length);
		field->text = rows->text + at;
		at += field->length;
		rows->text[at++] = '\0';
	}
}

static void take_record(struct intake *intake, const struct importer *importer,
			struct json_rows *rows, const struct json_record *record)
{
	struct cJSON *tree;
	struct csv_row row;

	if (!json_select(rows->paths, rows->scratch, record->text, record->length,
			 rows->fields)) {
		intake_skip(intake, "no JSON", true, record->line);
		return;
	}
	end_fields(rows);
	row = (struct csv_row){record->line, rows->header.count, rows->fields};
	if (importer->row) {
		take_row(intake, importer, &row);
		return;
	}
	tree = json_tree_read(record->text, record->length);
	if (tree)
		importer->record(intake, tree, record->line);
	else
		intake_skip(intake, "JSON nested too deeply", true, record->line);
	json_tree_free(tree);
}

static bool read_records(struct intake *intake, const struct importer *importer,
			 struct source *source)
{
	struct json_reader *reader = json_open(source, intake->diags);
	struct json_record record;
	struct json_rows rows;
	enum json_next next = JSON_FAILED;

	open_rows(intake, importer, &rows);
	if (take_header(intake, importer, &rows.header))
		next = json_next(reader, &record);
	for (; !intake->failed && (next == JSON_RECORD || next == JSON_BAD);
	     next = json_next(reader, &record)) {
		count_row(intake);
		intake->text_at_hand = (struct csv_field){record.text, record.length, false};
		if (next == JSON_RECORD)
			take_record(intake, importer, &rows, &record);
		else
			intake_skip(intake, "no JSON", true, record.line);
	}
	intake->text_at_hand = (struct csv_field){NULL, 0, false};
	free(rows.text);
	json_scratch_free(rows.scratch);
	json_close(reader);
	return next == JSON_END && !intake->failed;
}

static bool read_lines(struct intake *intake, const struct importer *importer,
		       struct source *source)
{
	struct lines *lines = lines_open(source, intake->diags);
	struct text_line line;
	bool good;

	while (!intake->failed && lines_next(lines, &line)) {
		struct log_line given = {line.text, line.length, line.number};

		count_row(intake);
		intake->text_at_hand = (struct csv_field){line.text, line.length, false};
		importer->line(intake, &given);
	}
	intake->text_at_hand = (struct csv_field){NULL, 0, false};
	good = !lines_failed(lines) && !intake->failed;
	lines_close(lines);
	return good;
}

bool import_read_source(struct intake *intake, const struct detected *detected,
			struct source *source)
{
	const struct importer *importer = detected->importer;

	if (importer->plan)
		return usage_read(intake, importer, source,
				  detected->shape == SHAPE_JSON ? USAGE_JSON : USAGE_TABLE,
				  importer->separator);
	switch (detected->shape) {
	case SHAPE_TABLE:
	case SHAPE_BARE_TABLE:
		return read_table(intake, detected, source);
	case SHAPE_JSON:
		return read_records(intake, importer, source);
	case SHAPE_TEXT:
		return read_lines(intake, importer, source);
	}
	return false;
}
