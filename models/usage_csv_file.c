/* Reads a plain table of requests from a file: its header, then blocks by several threads. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/source.h"
#include "models/usage_csv.h"

static bool start_decoder(struct usage_csv_worker *worker)
{
	const struct usage_csv_table *table = worker->table;
	size_t columns[USAGE_ROLES];
	enum usage_unit units[USAGE_ROLES] = {0};

	if (!table->scanner->decode || table->header_letter == '\0')
		return false;
	for (size_t role = 0; role < USAGE_ROLES; role++) {
		bool present = table->columns.place_counts[role] > 0;

		columns[role] = present ? table->columns.places[role]->column : SIZE_MAX;
		if (present)
			units[role] = table->columns.places[role]->unit;
	}
	return usage_decoder_start(&worker->decoder, &worker->reader, columns,
				   table->columns.count, table->header_letter, units);
}

static void start(struct usage_csv_worker *worker, const struct usage_csv_table *table)
{
	*worker = (struct usage_csv_worker){.table = table, .arena = arena_new()};
	usage_columns_reader(table->engine, &table->columns, false, &worker->reader);
	worker->decodes = start_decoder(worker);
	usage_batch_start(&worker->batch, &table->engine->table);
	for (size_t role = 0; role < USAGE_ROLES; role++) {
		worker->fields[role] = (struct usage_field){.text = ""};
		if (table->columns.place_counts[role] > 0)
			worker->fields[role].unit = table->columns.places[role]->unit;
	}
}

static void end(struct usage_csv_worker *worker, struct intake *intake)
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
	free(worker->mark_room);
	usage_decoder_end(&worker->decoder);
	free(worker->unquoted);
}

static uint64_t line_of(const struct usage_csv_trouble *trouble, const uint64_t *firsts)
{
	return firsts[trouble->spot.block] + trouble->spot.line;
}

/* Of the errors that end the log, the first. */
static void report_trouble(struct intake *intake, const struct usage_csv_worker *workers,
			   unsigned threads, const uint64_t *firsts)
{
	const struct usage_csv_trouble *first = NULL;

	for (unsigned i = 0; i < threads; i++)
		if (workers[i].trouble.met &&
		    (!first || line_of(&workers[i].trouble, firsts) < line_of(first, firsts)))
			first = &workers[i].trouble;
	if (first)
		intake_fail(intake, first->code, line_of(first, firsts),
			    arena_text(intake->arena, first->hint), "%s", first->message);
}

static bool run(struct usage_csv_table *table, struct source *source, struct csv_field at_hand,
		uint64_t first_line)
{
	struct intake *intake = table->intake;
	unsigned threads = usage_engine_threads(intake);
	struct usage_csv_worker *workers =
	    arena_alloc(intake->arena, threads * sizeof *workers);
	const struct usage_skips **skips = arena_alloc(intake->arena, threads * sizeof *skips);
	struct usage_blocks blocks = {
	    .source = source,
	    .at_hand = at_hand,
	    .first_line = first_line,
	    .longest = USAGE_LONGEST_ROW,
	    .rows_end = usage_csv_rows_end,
	    .rows_end_of = table,
	    .threads = threads,
	    .take = usage_csv_take,
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

static void list_present(struct usage_csv_table *table)
{
	for (size_t role = 0; role < USAGE_ROLES; role++)
		if (table->columns.place_counts[role] > 0)
			table->present[table->present_count++] = (struct usage_csv_column){
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

	head->text = malloc(2 * USAGE_LONGEST_ROW);
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
static bool find_header(struct usage_csv_table *table, const struct head *head, struct csv *csv,
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
			line += usage_csv_lines(head->text + at, end);
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
	struct usage_csv_table table = {.intake = intake,
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
		good = !intake->failed && run(&table, source, at_hand, first_line);
	}
	csv_close(csv);
	free(head.text);
	return good && !intake->failed;
}
