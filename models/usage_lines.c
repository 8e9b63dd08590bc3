/* JSONL by blocks and threads: the fast path of usage_read_json. */

#include "models/usage_lines.h"

#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/json.h"
#include "lca/engine/parallel.h"
#include "models/usage_blocks.h"
#include "models/usage_engine.h"
#include "models/usage_jsonl.h"

enum { SKIP_LINES = sizeof(((struct import_skip *)0)->lines) / sizeof(uint64_t) };

/* Rows left out for one reason, with the first of them. */
struct left_out {
	uint64_t count;
	struct usage_spot spots[SKIP_LINES];
};

/* The roles of the lines of a template. */
struct shape {
	bool ready;
	bool plain; /* a role has one field at most */
	bool seen;  /* all of them were seen by the reader */
	size_t count;
	struct {
		size_t field;
		enum usage_role role;
	} from[USAGE_ROLES];
	struct usage_field
	    roles[USAGE_ROLES]; /* of the line at hand; empty where no field is */
};

struct worker {
	const struct usage_lines *lines;
	struct usage_jsonl *jsonl;
	struct usage_reader reader;
	struct usage_batch batch;
	struct usage_field roles[USAGE_ROLES];
	const size_t *present; /* the fields that the roles were filled from */
	struct shape shapes[USAGE_TEMPLATES];
	uint64_t rows, rows_used;
	struct left_out left_out[USAGE_VERDICTS];
};

static void leave_out(struct worker *worker, enum usage_verdict verdict, struct usage_spot spot)
{
	struct left_out *left_out = &worker->left_out[verdict];

	if (left_out->count < SKIP_LINES)
		left_out->spots[left_out->count] = spot;
	left_out->count++;
}

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

static void prepare(const struct worker *worker, struct shape *shape)
{
	const struct usage_name *names = worker->lines->engine->plan->names;
	size_t count;
	const size_t *present = usage_jsonl_present(worker->jsonl, &count);
	bool met[USAGE_ROLES] = {false};

	*shape = (struct shape){.ready = true, .plain = true};
	empty_roles(shape->roles);
	for (size_t i = 0; i < count && shape->plain; i++) {
		const struct usage_name *name = &names[present[i]];

		shape->plain = !met[name->role];
		met[name->role] = true;
		if (!shape->plain)
			break;
		shape->roles[name->role].unit = name->unit;
		shape->from[shape->count].field = present[i];
		shape->from[shape->count++].role = name->role;
	}
}

/* As fill_roles; false where that is to do it: a field has outer blanks. */
static bool fill_quickly(struct shape *shape, const struct csv_field *fields)
{
	bool blank = false;

	for (size_t i = 0; i < shape->count; i++) {
		const struct csv_field *field = &fields[shape->from[i].field];
		struct usage_field *role = &shape->roles[shape->from[i].role];

		role->text = field->text;
		role->length = field->length;
		if (field->quoted)
			blank |= ((unsigned char)field->text[0] <= ' ') |
				 ((unsigned char)field->text[field->length - 1] <= ' ');
	}
	return !blank;
}

static void note_seen(const struct usage_reader *reader, struct shape *shape)
{
	shape->seen = true;
	for (size_t i = 0; i < shape->count; i++)
		shape->seen &= reader->seen[shape->from[i].role];
}

static void add_row(struct worker *worker, enum usage_verdict verdict,
		    const struct usage_row *row, struct usage_spot spot)
{
	if (verdict != VERDICT_USED) {
		leave_out(worker, verdict, spot);
		return;
	}
	usage_batch_add(&worker->batch, &worker->lines->engine->table, row);
	worker->rows_used++;
}

static void take_selected(struct worker *worker, const struct csv_field *fields,
			  struct usage_spot spot)
{
	struct csv_row row = {0, worker->lines->path_count, fields};
	struct usage_row usage;

	/* Templates may be others from here on. */
	for (size_t i = 0; i < USAGE_TEMPLATES; i++)
		worker->shapes[i].ready = false;
	fill_roles(worker, &row);
	add_row(worker, usage_take(&worker->reader, worker->roles, 0, &usage), &usage, spot);
}

/* The fields lie in the text, with slack around them. */
static void take_predicted(struct worker *worker, const struct csv_field *fields,
			   struct usage_spot spot)
{
	struct csv_row row = {0, worker->lines->path_count, fields};
	struct shape *shape = &worker->shapes[usage_jsonl_template(worker->jsonl)];
	const struct usage_field *roles = shape->roles;
	struct usage_row usage;

	if (!shape->ready)
		prepare(worker, shape);
	if (!shape->plain || !fill_quickly(shape, fields)) {
		fill_roles(worker, &row);
		roles = worker->roles;
	}
	worker->reader.all_seen = shape->plain && shape->seen;
	add_row(worker, usage_take_quick(&worker->reader, roles, 0, &usage), &usage, spot);
	worker->reader.all_seen = false;
	if (!shape->seen)
		note_seen(&worker->reader, shape);
}

static uint32_t take_block(void *context, size_t block, const char *text, const char *end)
{
	struct worker *worker = context;
	struct usage_spot spot = {block, 0};
	const struct csv_field *fields;

	usage_jsonl_open(worker->jsonl, text, end);
	for (;; spot.line++) {
		enum usage_line kind = usage_jsonl_next(worker->jsonl, &fields);

		if (kind == USAGE_LINE_NONE)
			return spot.line;
		worker->rows += kind != USAGE_LINE_BLANK;
		if (kind == USAGE_LINE_PREDICTED)
			take_predicted(worker, fields, spot);
		else if (kind == USAGE_LINE_SELECTED)
			take_selected(worker, fields, spot);
		else if (kind == USAGE_LINE_BAD)
			leave_out(worker, VERDICT_NOT_JSON, spot);
	}
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
	import->rows_read += worker->rows;
	import->files[import->file_count - 1].rows_read += worker->rows;
	import->rows_used += worker->rows_used;
	intake->total.rows += worker->rows_used;
	engine->gateway_hits += worker->left_out[VERDICT_CACHE_HIT].count;
}

/* Rows left out for one reason by all workers. */
struct skips {
	enum usage_verdict verdict;
	uint64_t count;
	size_t line_count;
	uint64_t lines[PARALLEL_MOST * SKIP_LINES];
};

static int compare_lines(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

/* Reasons in the order in which the log shows them. */
static int compare_skips(const void *a, const void *b)
{
	const struct skips *left = a, *right = b;

	return compare_lines(&left->lines[0], &right->lines[0]);
}

static void gather(const struct worker *workers, unsigned threads, const uint64_t *firsts,
		   struct skips *skips)
{
	for (unsigned i = 0; i < threads; i++) {
		const struct left_out *left_out = &workers[i].left_out[skips->verdict];

		skips->count += left_out->count;
		for (size_t k = 0; k < SKIP_LINES && k < left_out->count; k++)
			skips->lines[skips->line_count++] =
			    firsts[left_out->spots[k].block] + left_out->spots[k].line;
	}
	qsort(skips->lines, skips->line_count, sizeof *skips->lines, compare_lines);
}

static void report(struct intake *intake, const struct skips *skips)
{
	const struct usage_reason *reason = &usage_reasons[skips->verdict];
	size_t told = skips->count < SKIP_LINES ? (size_t)skips->count : SKIP_LINES;

	for (size_t i = 0; i < told; i++)
		intake_skip(intake, reason->text, reason->fault, skips->lines[i]);
	if (skips->count > told)
		intake_skip_rows(intake, reason->text, reason->fault, skips->lines[told - 1],
				 skips->count - told);
}

static void report_skips(struct intake *intake, const struct worker *workers, unsigned threads,
			 const uint64_t *firsts)
{
	struct skips *skips = arena_alloc(intake->arena, USAGE_VERDICTS * sizeof *skips);
	size_t count = 0;

	for (int i = 0; i < USAGE_VERDICTS; i++) {
		skips[count] = (struct skips){.verdict = (enum usage_verdict)i};
		gather(workers, threads, firsts, &skips[count]);
		count += skips[count].count > 0;
	}
	qsort(skips, count, sizeof *skips, compare_skips);
	for (size_t i = 0; i < count; i++)
		report(intake, &skips[i]);
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
	struct usage_blocks_done done;

	for (unsigned i = 0; i < threads; i++)
		start(&workers[i], lines);
	done = usage_blocks_run(&blocks);
	for (unsigned i = 0; i < threads; i++)
		end(&workers[i], intake);
	report_skips(intake, workers, threads, done.firsts);
	if (done.end == USAGE_BLOCKS_TOO_LONG)
		intake_fail(intake, DIAG_JSON_TOO_LONG, done.firsts[done.count], NULL,
			    "a record longer than 64 MiB");
	intake->failed |= done.end == USAGE_BLOCKS_FAILED;
	free(done.firsts);
	return !intake->failed;
}
