/* JSONL by blocks and threads: the fast path of usage_read_json. */

#include "models/usage_lines.h"

#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/engine/parallel.h"
#include "models/usage_blocks.h"
#include "models/usage_engine.h"
#include "models/usage_form.h"
#include "models/usage_jsonl.h"
#include "models/usage_skips.h"

struct worker {
	const struct usage_lines *lines;
	struct usage_jsonl *jsonl;
	struct usage_reader reader;
	struct usage_batch batch;
	struct usage_field roles[USAGE_ROLES];
	const size_t *present; /* the fields that the roles were filled from */
	struct usage_form forms[USAGE_TEMPLATES];
	const char *text; /* the block at hand */
	size_t block;
	uint64_t rows, rows_used;
	struct usage_skips skips;
};

static void empty_roles(struct usage_field roles[USAGE_ROLES])
{
	for (size_t i = 0; i < USAGE_ROLES; i++)
		roles[i] = (struct usage_field){.text = ""};
}

/* Fills the roles: of the fields of each the first one that is not empty. */
static void fill_roles(struct worker *worker, const struct csv_row *row)
{
	const struct usage_name *names = worker->lines->engine->plan->names;
	size_t count;
	const size_t *present = usage_jsonl_present(worker->jsonl, &count);

	/* Line after line the same roles are there. */
	if (present != worker->present)
		empty_roles(worker->roles);
	worker->present = present;
	for (size_t i = 0; i < count; i++)
		worker->roles[names[present[i]].role].length = 0;
	for (size_t i = 0; i < count; i++) {
		const struct usage_name *name = &names[present[i]];
		struct usage_field *role = &worker->roles[name->role];
		struct csv_field field = row->fields[present[i]];

		if (role->length > 0 || field.length == 0)
			continue;
		if (*field.text <= ' ' || field.text[field.length - 1] <= ' ')
			field = row_field(row, present[i]);
		*role = (struct usage_field){field.text, field.length, name->unit};
	}
}

static void add_row(struct worker *worker, enum usage_verdict verdict,
		    const struct usage_row *row, uint32_t line)
{
	if (verdict != VERDICT_USED) {
		usage_skips_add(&worker->skips, verdict,
				(struct usage_spot){worker->block, line});
		return;
	}
	usage_batch_add(&worker->batch, &worker->lines->engine->table, row);
	worker->rows_used++;
}

/* Takes the rows that wait for their decoder. */
static void take_kept(struct worker *worker, struct usage_form *form)
{
	const struct usage_rows *rows = &form->decoder.rows;
	struct usage_row usage;

	if (form->row_count == 0)
		return;
	usage_form_decode(form, worker->text);
	usage_batch_add_rows(&worker->batch, &worker->lines->engine->table, rows);
	worker->rows_used += rows->count - rows->strange_count;
	for (size_t i = 0; rows->strange_count > 0 && i < rows->count; i++) {
		if (!rows->strange[i])
			continue;
		usage_form_refill(form, worker->text, i);
		add_row(worker, usage_take_quick(&worker->reader, form->roles, 0, &usage),
			&usage, form->lines[i]);
	}
	form->row_count = 0;
}

/* That of the line read last. */
static struct usage_form *form_of(struct worker *worker)
{
	uint64_t made;
	struct usage_form *form = &worker->forms[usage_jsonl_template(worker->jsonl, &made)];

	if (form->made != made) {
		size_t count;
		const size_t *present = usage_jsonl_present(worker->jsonl, &count);

		take_kept(worker, form);
		usage_form_start(form, made, &worker->reader, present, count);
	}
	return form;
}

static void take_selected(struct worker *worker, const struct csv_field *fields, uint32_t line)
{
	struct csv_row row = {0, worker->lines->path_count, fields};
	struct usage_row usage;

	fill_roles(worker, &row);
	add_row(worker, usage_take(&worker->reader, worker->roles, 0, &usage), &usage, line);
}

/* The fields have slack around them. at: the line. */
static void take_predicted(struct worker *worker, const struct csv_field *fields,
			   const char *at, uint32_t line)
{
	struct csv_row row = {0, worker->lines->path_count, fields};
	struct usage_form *form = form_of(worker);
	const struct usage_field *roles = form->roles;
	struct usage_row usage;

	if (usage_jsonl_in_text(worker->jsonl) &&
	    usage_form_keep(form, &worker->reader, worker->text, at, line, fields)) {
		if (form->row_count == FORM_ROWS)
			take_kept(worker, form);
		return;
	}
	if (!usage_form_fill(form, fields)) {
		fill_roles(worker, &row);
		roles = worker->roles;
	}
	worker->reader.all_seen = form->seen;
	add_row(worker, usage_take_quick(&worker->reader, roles, 0, &usage), &usage, line);
	worker->reader.all_seen = false;
	if (!form->seen)
		usage_form_note_seen(form, &worker->reader);
}

static uint32_t take_lines(struct worker *worker)
{
	const struct csv_field *fields;
	uint32_t line;

	for (line = 0;; line++) {
		const char *at = usage_jsonl_rest(worker->jsonl);
		enum usage_line kind = usage_jsonl_next(worker->jsonl, &fields);

		if (kind == USAGE_LINE_NONE)
			return line;
		worker->rows += kind != USAGE_LINE_BLANK;
		if (kind == USAGE_LINE_PREDICTED)
			take_predicted(worker, fields, at, line);
		else if (kind == USAGE_LINE_SELECTED)
			take_selected(worker, fields, line);
		else if (kind == USAGE_LINE_BAD)
			usage_skips_add(&worker->skips, VERDICT_NOT_JSON,
					(struct usage_spot){worker->block, line});
	}
}

static uint32_t take_block(void *context, size_t block, const char *text, const char *end)
{
	struct worker *worker = context;
	uint32_t lines;

	worker->text = text;
	worker->block = block;
	usage_jsonl_open(worker->jsonl, text, end);
	lines = take_lines(worker);
	for (size_t i = 0; i < USAGE_TEMPLATES; i++)
		take_kept(worker, &worker->forms[i]);
	return lines;
}

static void start(struct worker *worker, const struct usage_lines *lines)
{
	worker->lines = lines;
	worker->jsonl = usage_jsonl_new(lines->paths, lines->path_count, NULL);
	usage_columns_reader(lines->engine, lines->columns, true, &worker->reader);
	usage_batch_start(&worker->batch, &lines->engine->table);
}

static void end(struct worker *worker, struct intake *intake)
{
	struct usage_engine *engine = worker->lines->engine;
	struct import *import = intake->import;

	usage_batch_flush(&worker->batch, &engine->table);
	usage_batch_end(&worker->batch);
	usage_engine_join(engine, &worker->reader);
	usage_reader_end(&worker->reader);
	usage_jsonl_free(worker->jsonl);
	for (size_t i = 0; i < USAGE_TEMPLATES; i++)
		usage_form_end(&worker->forms[i]);
	import->rows_read += worker->rows;
	import->files[import->file_count - 1].rows_read += worker->rows;
	import->rows_used += worker->rows_used;
	intake->total.rows += worker->rows_used;
	engine->gateway_hits += worker->skips.of[VERDICT_CACHE_HIT].count;
}

bool usage_read_lines(struct intake *intake, const struct usage_lines *lines)
{
	unsigned threads = usage_engine_threads(intake);
	struct worker *workers = arena_alloc(intake->arena, threads * sizeof *workers);
	struct usage_blocks blocks = {
	    .source = lines->source,
	    .at_hand = lines->at_hand,
	    .first_line = lines->first_line,
	    .longest = JSON_LARGEST_RECORD,
	    .threads = threads,
	    .take = take_block,
	    .workers = workers,
	    .worker_size = sizeof *workers,
	};
	const struct usage_skips *skips[PARALLEL_MOST];
	struct usage_blocks_done done;

	for (unsigned i = 0; i < threads; i++)
		start(&workers[i], lines);
	done = usage_blocks_run(&blocks);
	for (unsigned i = 0; i < threads; i++) {
		skips[i] = &workers[i].skips;
		end(&workers[i], intake);
	}
	usage_skips_report(intake, skips, threads, done.firsts);
	if (done.end == USAGE_BLOCKS_TOO_LONG)
		intake_fail(intake, DIAG_JSON_TOO_LONG, done.firsts[done.count], NULL,
			    "a record longer than 64 MiB");
	intake->failed |= done.end == USAGE_BLOCKS_FAILED;
	free(done.firsts);
	return !intake->failed;
}
