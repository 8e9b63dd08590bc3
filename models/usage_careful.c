/* The careful path of inference logs: row by row, record by record; it is the rule for the
 * others. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/usage_engine.h"
#include "models/usage_lines.h"

enum { HEADER_ROWS = 64 };

struct careful {
	struct intake *intake;
	struct usage_engine *engine;
	struct usage_columns columns;
	struct usage_reader reader;
	struct usage_batch batch;
};

static void count_row(struct intake *intake)
{
	struct import *import = intake->import;

	import->rows_read++;
	import->files[import->file_count - 1].rows_read++;
}

static void start(struct careful *careful, bool record)
{
	usage_engine_widen(careful->engine, &careful->columns, record);
	usage_columns_reader(careful->engine, &careful->columns, record, &careful->reader);
	careful->reader.intake = careful->intake;
	usage_batch_start(&careful->batch, &careful->engine->table);
}

static void end(struct careful *careful)
{
	usage_batch_flush(&careful->batch, &careful->engine->table);
	usage_batch_end(&careful->batch);
	usage_engine_join(careful->engine, &careful->reader);
	usage_reader_end(&careful->reader);
}

static void skip(struct careful *careful, enum usage_verdict verdict, uint64_t line)
{
	intake_skip(careful->intake, usage_reasons[verdict].text, usage_reasons[verdict].fault,
		    line);
}

static void take(struct careful *careful, const struct csv_row *row)
{
	struct usage_field fields[USAGE_ROLES];
	enum usage_verdict verdict;
	struct usage_row usage;
	size_t part;

	if (!intake_selects(careful->intake, row)) {
		skip(careful, VERDICT_FILTER, row->line);
		return;
	}
	part = intake_part(careful->intake, row);
	usage_columns_fields(&careful->columns, row, fields);
	verdict = usage_take(&careful->reader, fields, part, &usage);
	if (verdict != VERDICT_USED) {
		skip(careful, verdict, row->line);
		careful->engine->gateway_hits += verdict == VERDICT_CACHE_HIT;
		return;
	}
	usage_batch_add(&careful->batch, &careful->engine->table, &usage);
	careful->intake->import->rows_used++;
	careful->intake->total.rows++;
	if (careful->intake->options->split)
		careful->intake->parts[part].rows++;
}

/* The columns of a table without a header. */
static struct csv_row names_row(struct intake *intake, const char *const *names)
{
	struct csv_field *fields;
	size_t count = 0;

	while (names[count])
		count++;
	fields = arena_alloc(intake->arena, (count + 1) * sizeof *fields);
	for (size_t i = 0; i < count; i++)
		fields[i] = (struct csv_field){names[i], strlen(names[i]), false};
	return (struct csv_row){0, count, fields};
}

/* The header, behind lines that are none. */
static bool take_header(struct careful *careful, struct csv *csv)
{
	struct intake *intake = careful->intake;
	const struct importer *importer = careful->engine->importer;
	struct csv_row row;

	if (importer->names) {
		row = names_row(intake, importer->names);
		usage_columns_find(intake, careful->engine->plan, &row, false,
				   &careful->columns);
		return intake_header(intake, &row);
	}
	for (size_t i = 0; i < HEADER_ROWS && csv_next(csv, &row); i++) {
		if (!importer->claims || importer->claims(&row)) {
			usage_columns_find(intake, careful->engine->plan, &row, false,
					   &careful->columns);
			return intake_header(intake, &row);
		}
		count_row(intake);
		intake_skip(intake, usage_before_header, false, row.line);
	}
	if (!csv_failed(csv))
		intake_fail_header(intake);
	return false;
}

/* A header in the middle of a log must be the one at its start. */
static bool same_header(const struct intake *intake, const struct csv_row *row)
{
	if (row->count != intake->column_count)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!field_same(row_field(row, i), intake->columns[i]))
			return false;
	return true;
}

static bool repeats_header(const struct careful *careful, const struct csv_row *row)
{
	const struct importer *importer = careful->engine->importer;

	if (!field_same(row_field(row, 0), careful->intake->columns[0]))
		return false;
	return importer->claims ? importer->claims(row) : same_header(careful->intake, row);
}

static void take_row(struct careful *careful, const struct csv_row *row)
{
	struct intake *intake = careful->intake;

	count_row(intake);
	if (repeats_header(careful, row)) {
		if (same_header(intake, row))
			skip(careful, VERDICT_HEADER, row->line);
		else
			intake_fail(intake, DIAG_IMPORT_COLUMN, row->line, usage_header_hint,
				    "%s", usage_header_message);
		return;
	}
	intake->row_at_hand = row;
	if (row->count == careful->columns.count)
		take(careful, row);
	else
		skip(careful, VERDICT_RAGGED, row->line);
	intake->row_at_hand = NULL;
}

bool usage_read_table(struct intake *intake, struct usage_engine *engine, struct source *source,
		      char separator)
{
	struct csv *csv = csv_open_source(source, separator, intake->diags);
	struct careful careful = {.intake = intake, .engine = engine};
	bool good = take_header(&careful, csv);
	struct csv_row row;

	if (good) {
		start(&careful, false);
		while (!intake->failed && csv_next(csv, &row))
			take_row(&careful, &row);
		end(&careful);
	}
	good = good && !csv_failed(csv) && !intake->failed;
	csv_close(csv);
	return good;
}

/* ---- JSON ---- */

/* The names of a plan, then the columns of where and split, as paths and as a header. */
struct json_columns {
	const char **names;
	struct csv_field *fields;
	struct csv_row header;
};

static void list_paths(const struct intake *intake, const struct usage_plan *plan,
		       struct json_columns *columns)
{
	const struct import_options *options = intake->options;
	size_t count = 0, most = plan->count + options->filter_count + 1;

	columns->names = arena_alloc(intake->arena, most * sizeof *columns->names);
	columns->fields = arena_alloc(intake->arena, most * sizeof *columns->fields);
	for (size_t i = 0; i < plan->count; i++)
		columns->names[count++] = plan->names[i].name;
	for (size_t i = 0; i < options->filter_count; i++)
		columns->names[count++] = options->filters[i].column;
	if (options->split)
		columns->names[count++] = options->split;
	for (size_t i = 0; i < count; i++)
		columns->fields[i] =
		    (struct csv_field){columns->names[i], strlen(columns->names[i]), false};
	columns->header = (struct csv_row){0, count, columns->fields};
}

/* What takes the fields out of one record after the other. */
struct selection {
	struct json_paths *paths;
	struct json_scratch *scratch;
	struct csv_field *fields;
	size_t count;
};

static void take_object(struct careful *careful, const struct selection *selection,
			enum json_next kind, const struct json_record *record)
{
	struct csv_row row = {record->line, selection->count, selection->fields};

	count_row(careful->intake);
	careful->intake->text_at_hand = (struct csv_field){record->text, record->length, false};
	if (kind == JSON_RECORD && json_select(selection->paths, selection->scratch,
					       record->text, record->length, selection->fields))
		take(careful, &row);
	else
		skip(careful, VERDICT_NOT_JSON, record->line);
}

/* A record of several requests, each as a line of its own. */
static void take_expanded(struct careful *careful, const struct selection *selection,
			  const struct json_record *record)
{
	struct cJSON *tree = json_tree_read(record->text, record->length);
	struct json_record object = {.line = record->line};
	struct buffer lines = {0};

	if (!tree || !careful->engine->plan->expand(careful->intake, tree, &lines))
		take_object(careful, selection, JSON_BAD, record);
	for (size_t at = 0; at < lines.length; at += object.length + 1) {
		const char *end = memchr(lines.text + at, '\n', lines.length - at);

		object.text = lines.text + at;
		object.length = (size_t)(end - object.text);
		take_object(careful, selection, JSON_RECORD, &object);
	}
	buffer_free(&lines);
	json_tree_free(tree);
}

/* Takes the rest of a log by the fast path, where that is possible. */
static bool take_lines(struct careful *careful, const struct json_columns *columns,
		       struct json_reader *reader, struct source *source)
{
	struct usage_lines lines = {.engine = careful->engine,
				    .columns = &careful->columns,
				    .paths = columns->names,
				    .path_count = columns->header.count,
				    .source = source};

	if (!usage_is_plain(careful->intake) || careful->engine->plan->expand ||
	    !json_take_lines(reader, &lines.at_hand, &lines.first_line))
		return false;
	(void)usage_read_lines(careful->intake, &lines);
	return true;
}

static void take_records(struct careful *careful, const struct json_columns *columns,
			 struct json_reader *reader, struct source *source)
{
	struct intake *intake = careful->intake;
	struct selection selection = {
	    json_paths_new(intake->arena, columns->names, columns->header.count),
	    json_scratch_new(),
	    arena_alloc(intake->arena, columns->header.count * sizeof *selection.fields),
	    columns->header.count};
	struct json_record record;
	enum json_next next = JSON_END;

	while (!intake->failed &&
	       ((next = json_next(reader, &record)) == JSON_RECORD || next == JSON_BAD)) {
		if (next == JSON_RECORD && careful->engine->plan->expand)
			take_expanded(careful, &selection, &record);
		else
			take_object(careful, &selection, next, &record);
		if (take_lines(careful, columns, reader, source))
			break;
	}
	if (next == JSON_FAILED)
		intake->failed = true;
	intake->text_at_hand = (struct csv_field){NULL, 0, false};
	json_scratch_free(selection.scratch);
}

bool usage_read_json(struct intake *intake, struct usage_engine *engine, struct source *source)
{
	struct json_reader *reader = json_open(source, intake->diags);
	struct careful careful = {.intake = intake, .engine = engine};
	struct json_columns columns;

	list_paths(intake, engine->plan, &columns);
	usage_columns_find(intake, engine->plan, &columns.header, true, &careful.columns);
	if (intake_header(intake, &columns.header)) {
		start(&careful, true);
		take_records(&careful, &columns, reader, source);
		end(&careful);
	}
	json_close(reader);
	return !intake->failed;
}
