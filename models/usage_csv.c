/* The fast path of tables: blocks of whole rows, fields found by masks, several threads. What
 * is out of the ordinary in a block goes through lca/base/csv.h, and is read as the careful
 * path reads it. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lca/base/arena.h"
#include "lca/base/source.h"
#include "models/usage_engine.h"
#include "models/usage_scan.h"
#include "models/usage_skips.h"

enum { LONGEST_ROW = 1024 * 1024, MOST_FIELDS = 4096 };

/* A role that the table has. */
struct column {
	enum usage_role role;
	size_t at;
};

/* What all threads share. */
struct table {
	struct intake *intake;
	struct usage_engine *engine;
	const struct usage_scanner *scanner;
	char separator;
	const struct csv_row *header;
	char header_letter; /* of its first name, lower case */
	struct usage_columns columns;
	struct column present[USAGE_ROLES]; /* [present_count] */
	size_t present_count;
};

/* An error that ends the log; the first of the file counts. */
struct trouble {
	bool met;
	struct usage_spot spot;
	enum diag_code code;
	const char *hint, *message; /* kept in the worker's arena */
};

struct worker {
	const struct table *table;
	struct usage_reader reader;
	struct usage_batch batch;
	uint64_t rows, rows_used;
	struct usage_skips skips;
	struct usage_field fields[USAGE_ROLES];
	struct usage_marks marks;
	size_t room; /* of marks.at */
	/* Fields with doubled quotes, without them; of the row at hand. */
	char *unquoted;
	size_t unquoted_length, unquoted_room;
	struct arena *arena;
	struct trouble trouble;
};

static void note_trouble(struct worker *worker, struct usage_spot spot, enum diag_code code,
			 const char *hint, const char *message)
{
	if (!worker->trouble.met)
		worker->trouble = (struct trouble){true, spot, code, hint, message};
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
static bool take_header(struct worker *worker, const struct csv_row *row,
			struct usage_spot spot)
{
	const struct table *table = worker->table;
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
static void take_odd_row(struct worker *worker, const struct csv_row *row,
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
static uint32_t count_lines(const char *text, size_t length)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n' ||
			 (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
	return lines;
}

/* The line end before the block is given to the reader, too, so that a mark of UTF-8 in the
 * middle of a log is no mark. */
static uint32_t take_odd_block(struct worker *worker, size_t block, const char *text,
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
	return count_lines(text, length);
}

/* ---- A row by its marks ---- */

/* A quoted field without its quotes; doubled ones become one. */
static struct csv_field unquote(struct worker *worker, const char *text, size_t length)
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
static inline struct csv_field field_at(struct worker *worker, const char *text,
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
static void reserve_unquoted(struct worker *worker, size_t length, size_t fields)
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
	block->lines += count_lines(block->text + block->counted, row->start - block->counted);
	block->counted = row->start;
	return (struct usage_spot){block->number, block->lines};
}

/* Could the row be a header? Its first letter tells of nearly all that they are not. */
static inline bool may_be_header(const struct worker *worker, const struct block *block,
				 const struct row *row)
{
	const char *text = block->text + row->start;

	if (*text == ' ' || *text == '\t' || *text == '"')
		return true;
	return worker->table->header_letter == '\0' ||
	       (*text | 0x20) == worker->table->header_letter;
}

/* A row that may be a header or has not the fields of one; true: it is dealt with. */
static bool take_strange_row(struct worker *worker, struct block *block, const struct row *row)
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

static inline void take_row(struct worker *worker, struct block *block, const struct row *row)
{
	const struct table *table = worker->table;
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

static bool is_too_long(struct worker *worker, struct block *block, const struct row *row)
{
	bool fields = row->count > MOST_FIELDS;

	if (!fields && row->marks[row->count - 1] - row->start <= LONGEST_ROW + 1)
		return false;
	note_trouble(worker, spot_of(block, row), DIAG_CSV_ROW_TOO_LONG, NULL,
		     fields ? "a row of more than 4096 fields" : "a row longer than 1 MiB");
	return true;
}

static void take_rows(struct worker *worker, struct block *block)
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
static bool is_uniform(const struct worker *worker, const char *text, size_t length)
{
	const struct usage_marks *marks = &worker->marks;
	size_t fields = worker->table->columns.count;

	if (marks->line_ends * fields != marks->count || length > LONGEST_ROW)
		return false;
	for (size_t i = fields - 1; i < marks->count; i += fields)
		if (text[marks->at[i]] != '\n')
			return false;
	return true;
}

static void reserve_marks(struct worker *worker, size_t length)
{
	if (length + 8 <= worker->room)
		return;
	worker->room = length + 8;
	free(worker->marks.at);
	worker->marks.at = malloc(worker->room * sizeof *worker->marks.at);
	if (!worker->marks.at)
		abort();
}

static uint32_t take_block(void *context, size_t number, const char *text, const char *end)
{
	struct worker *worker = context;
	const struct table *table = worker->table;
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

static size_t rows_end(const void *of, const char *text, size_t length)
{
	const struct table *table = of;
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

/* ---- The whole file ---- */

static void start(struct worker *worker, const struct table *table)
{
	*worker = (struct worker){.table = table, .arena = arena_new()};
	usage_columns_reader(table->engine, &table->columns, false, &worker->reader);
	usage_batch_start(&worker->batch, &table->engine->table);
	for (size_t role = 0; role < USAGE_ROLES; role++) {
		worker->fields[role] = (struct usage_field){.text = ""};
		if (table->columns.place_counts[role] > 0)
			worker->fields[role].unit = table->columns.places[role]->unit;
	}
}

static void end(struct worker *worker, struct intake *intake)
{
	struct usage_engine *engine = worker->table->engine;
	struct import *import = intake->import;

	usage_batch_flush(&worker->batch, &engine->table);
	usage_batch_end(&worker->batch);
	usage_engine_join(engine, &worker->reader);
	usage_reader_end(&worker->reader);
	import->rows_read += worker->rows;
	import->files[import->file_count - 1].rows_read += worker->rows;
	import->rows_used += worker->rows_used;
	intake->total.rows += worker->rows_used;
	engine->gateway_hits += worker->skips.of[VERDICT_CACHE_HIT].count;
	free(worker->marks.at);
	free(worker->unquoted);
}

static uint64_t line_of(const struct trouble *trouble, const uint64_t *firsts)
{
	return firsts[trouble->spot.block] + trouble->spot.line;
}

/* Of the errors that end the log, the first. */
static void report_trouble(struct intake *intake, const struct worker *workers,
			   unsigned threads, const uint64_t *firsts)
{
	const struct trouble *first = NULL;

	for (unsigned i = 0; i < threads; i++)
		if (workers[i].trouble.met &&
		    (!first || line_of(&workers[i].trouble, firsts) < line_of(first, firsts)))
			first = &workers[i].trouble;
	if (first)
		intake_fail(intake, first->code, line_of(first, firsts),
			    arena_text(intake->arena, first->hint), "%s", first->message);
}

static bool run(struct table *table, struct source *source, struct csv_field at_hand,
		uint64_t first_line)
{
	struct intake *intake = table->intake;
	unsigned threads = usage_engine_threads(intake);
	struct worker *workers = arena_alloc(intake->arena, threads * sizeof *workers);
	const struct usage_skips **skips = arena_alloc(intake->arena, threads * sizeof *skips);
	struct usage_blocks blocks = {
	    .source = source,
	    .at_hand = at_hand,
	    .first_line = first_line,
	    .longest = LONGEST_ROW,
	    .rows_end = rows_end,
	    .rows_end_of = table,
	    .threads = threads,
	    .take = take_block,
	    .workers = workers,
	    .worker_size = sizeof *workers,
	};
	struct usage_blocks_done done;

	for (unsigned i = 0; i < threads; i++)
		start(&workers[i], table);
	done = usage_blocks_run(&blocks);
	for (unsigned i = 0; i < threads; i++) {
		end(&workers[i], intake);
		skips[i] = &workers[i].skips;
	}
	report_trouble(intake, workers, threads, done.firsts);
	if (!intake->failed)
		usage_skips_report(intake, skips, threads, done.firsts);
	if (!intake->failed && done.end == USAGE_BLOCKS_TOO_LONG)
		intake_fail(intake, DIAG_CSV_ROW_TOO_LONG, done.firsts[done.count], NULL,
			    "a row longer than 1 MiB");
	intake->failed |= done.end == USAGE_BLOCKS_FAILED;
	for (unsigned i = 0; i < threads; i++)
		arena_free(workers[i].arena);
	free(done.firsts);
	return !intake->failed;
}

static void list_present(struct table *table)
{
	for (size_t role = 0; role < USAGE_ROLES; role++)
		if (table->columns.place_counts[role] > 0)
			table->present[table->present_count++] = (struct column){
			    (enum usage_role)role, table->columns.places[role]->column};
}

/* The first bytes of the file: the header must lie in them. */
struct head {
	char *text;
	size_t length;
};

static bool read_head(struct source *source, struct head *head)
{
	ssize_t count = 1;

	head->text = malloc(2 * LONGEST_ROW);
	if (!head->text)
		abort();
	while (count > 0 && head->length < SOURCE_HEAD) {
		count =
		    source_read(source, head->text + head->length, SOURCE_HEAD - head->length);
		head->length += count > 0 ? (size_t)count : 0;
	}
	return count >= 0;
}

/* Finds the header among the first rows; at_hand: what follows it. */
static bool find_header(struct table *table, const struct head *head, struct csv *csv,
			struct csv_row *header, struct csv_field *at_hand, uint64_t *first_line)
{
	struct intake *intake = table->intake;
	size_t at = head->length >= 3 && memcmp(head->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	uint64_t line = 1;

	while (csv_next(csv, header)) {
		const struct importer *importer = table->engine->importer;
		bool found = !importer->claims || importer->claims(header);

		/* Blank lines are no rows. */
		while (line <= header->line && at < head->length) {
			size_t end =
			    usage_row_end(head->text + at, head->length - at, table->separator);

			end = end ? end : head->length - at;
			line += count_lines(head->text + at, end);
			at += end;
		}
		if (found) {
			*at_hand =
			    (struct csv_field){head->text + at, head->length - at, false};
			*first_line = line;
			return intake_header(intake, header);
		}
		intake->import->rows_read++;
		intake->import->files[intake->import->file_count - 1].rows_read++;
		intake_skip(intake, usage_before_header, false, header->line);
	}
	if (!csv_failed(csv))
		intake_fail_header(intake);
	return false;
}

bool usage_read_blocks(struct intake *intake, struct usage_engine *engine,
		       struct source *source, char separator,
		       const struct usage_scanner *scanner)
{
	struct table table = {.intake = intake,
			      .engine = engine,
			      .scanner = scanner ? scanner : usage_scanner_choose(),
			      .separator = separator};
	struct head head = {0};
	bool good = read_head(source, &head);
	struct csv *csv =
	    csv_open_text(intake->name, head.text, head.length, separator, intake->diags);
	struct csv_field at_hand;
	struct csv_row header;
	uint64_t first_line;

	good = good && find_header(&table, &head, csv, &header, &at_hand, &first_line);
	if (good) {
		struct csv_field name = row_field(&header, 0);

		table.header = &header;
		table.header_letter = name.length > 0 ? *name.text | 0x20 : '\0';
		usage_columns_find(intake, engine->plan, &header, false, &table.columns);
		usage_engine_widen(engine, &table.columns, false);
		list_present(&table);
		good = run(&table, source, at_hand, first_line);
	}
	csv_close(csv);
	free(head.text);
	return good && !intake->failed;
}
