/* Header, filters, parts, tallies and the list of what was left out. */

#include "models/intake.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { MOST_PARTS = 10000, MOST_SHOWN = 40 };
/* split_column: each file is a part. */
#define BY_FILE (SIZE_MAX - 1)

void sum_add(struct sum *sum, double value)
{
	double total = sum->total + value;

	if (fabs(sum->total) >= fabs(value))
		sum->lost += (sum->total - total) + value;
	else
		sum->lost += (value - total) + sum->total;
	sum->total = total;
}

double sum_value(const struct sum *sum)
{
	return sum->total + sum->lost;
}

bool count_add(uint64_t *a, uint64_t b)
{
	if (b > UINT64_MAX - *a)
		return false;
	*a += b;
	return true;
}

struct place intake_place(const struct intake *intake, uint64_t line)
{
	return (struct place){.file = intake->name,
			      .line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line};
}

void intake_fail(struct intake *intake, enum diag_code code, uint64_t line, const char *hint,
		 const char *format, ...)
{
	va_list arguments;
	const char *message;

	va_start(arguments, format);
	message = arena_vprintf(intake->arena, format, arguments);
	va_end(arguments);
	diag_add(intake->diags, code, intake_place(intake, line), NULL, hint, "%s", message);
	intake->failed = true;
}

void intake_fail_header(struct intake *intake)
{
	intake_fail(intake, DIAG_IMPORT_EMPTY, 0,
		    intake->options->max_bytes ? "allow more of them: --max-bytes" : NULL,
		    "the log ends within its header");
}

/* "a, b, c" of the header, shortened. */
static const char *column_list(const struct intake *intake)
{
	const char *list = "";

	for (size_t i = 0; i < intake->column_count && strlen(list) < 400; i++)
		list = arena_printf(intake->arena, "%s%s%s", list, i ? ", " : "",
				    intake->columns[i]);
	return list;
}

static size_t find_column(struct intake *intake, const struct csv_row *header, const char *key,
			  const char *column)
{
	size_t index = csv_column(header, column);

	if (index != SIZE_MAX)
		return index;
	intake_fail(intake, DIAG_IMPORT_COLUMN, header->line,
		    diag_suggest(intake->diags, column, intake->columns, intake->column_count),
		    "'%s' names the column '%s', which the log does not have; it has: %s", key,
		    column, column_list(intake));
	return SIZE_MAX;
}

bool intake_header(struct intake *intake, const struct csv_row *header)
{
	const struct import_options *options = intake->options;

	intake->column_count = header->count;
	intake->columns = arena_alloc(intake->arena, header->count * sizeof *intake->columns);
	for (size_t i = 0; i < header->count; i++) {
		struct csv_field field = row_field(header, i);

		intake->columns[i] = arena_copy(intake->arena, field.text, field.length);
	}
	if (!intake->filter_columns) {
		intake->filter_columns =
		    arena_alloc(intake->arena, options->filter_count * sizeof(size_t));
		intake->seen =
		    arena_alloc(intake->arena, options->filter_count * sizeof *intake->seen);
	}
	for (size_t i = 0; i < options->filter_count; i++)
		intake->filter_columns[i] =
		    find_column(intake, header, "where", options->filters[i].column);
	intake->split_column = SIZE_MAX;
	if (options->split && csv_column(header, options->split) == SIZE_MAX &&
	    text_same(options->split, "file"))
		intake->split_column = BY_FILE;
	else if (options->split)
		intake->split_column = find_column(intake, header, "split", options->split);
	return !intake->failed;
}

static bool field_is(struct csv_field field, const char *text)
{
	return strlen(text) == field.length && memcmp(field.text, text, field.length) == 0;
}

/* At most so many bytes, of UTF-8 whole characters. */
static size_t cut_characters(const char *text, size_t length)
{
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

/* Keeps the first few values that a filter left out, for the message when nothing is left. */
static void remember(struct intake *intake, struct seen *seen, struct csv_field field)
{
	if (seen->count == SEEN_VALUES)
		return;
	if (field.length > MOST_SHOWN)
		field.length = cut_characters(field.text, MOST_SHOWN);
	for (size_t i = 0; i < seen->count; i++)
		if (field_is(field, seen->values[i]))
			return;
	seen->values[seen->count++] = arena_copy(intake->arena, field.text, field.length);
}

static bool filter_holds(const struct import_filter *filter, struct csv_field field)
{
	for (size_t i = 0; i < filter->count; i++)
		if (field_is(field, filter->values[i]))
			return true;
	return false;
}

bool intake_selects(struct intake *intake, const struct csv_row *row)
{
	bool wanted = true;

	for (size_t i = 0; i < intake->options->filter_count; i++) {
		struct csv_field field = row_field(row, intake->filter_columns[i]);

		if (filter_holds(&intake->options->filters[i], field)) {
			intake->seen[i].held = true;
			continue;
		}
		remember(intake, &intake->seen[i], field);
		wanted = false;
	}
	return wanted;
}

static size_t part_of_value(struct intake *intake, struct csv_field field, uint64_t line)
{
	size_t known = intake->part_values.count, part;

	part = text_set_add(intake->arena, &intake->part_values, field.text, field.length);
	if (part < known)
		return part;
	intake->parts = arena_grow(intake->arena, intake->parts, known, sizeof *intake->parts);
	intake->parts[part] = (struct tally){0};
	if (part == MOST_PARTS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, line,
			    "split by a column with fewer values",
			    "the column '%s' has more than %d values", intake->options->split,
			    MOST_PARTS);
	return part;
}

bool intake_splits_files(const struct intake *intake)
{
	return intake->split_column == BY_FILE;
}

static struct csv_field file_field(const struct intake *intake)
{
	return (struct csv_field){intake->name, strlen(intake->name), false};
}

size_t intake_part(struct intake *intake, const struct csv_row *row)
{
	if (!intake->options->split)
		return 0;
	if (intake_splits_files(intake))
		return part_of_value(intake, file_field(intake), row->line);
	return part_of_value(intake, row_field(row, intake->split_column), row->line);
}

/* The value of a name; an error where there is no such name. */
static struct csv_field named_value(struct intake *intake, const char *key, const char *name,
				    size_t count, const char *const *names,
				    const struct csv_field *values)
{
	for (size_t i = 0; i < count; i++)
		if (text_same_nocase(names[i], name))
			return values[i];
	intake_fail(intake, DIAG_IMPORT_COLUMN, 0,
		    diag_suggest(intake->diags, name, names, count),
		    "'%s' names the column '%s', which this format does not have", key, name);
	return (struct csv_field){.text = ""};
}

static bool is_named(const char *name, size_t count, const char *const *names)
{
	for (size_t i = 0; i < count; i++)
		if (text_same_nocase(names[i], name))
			return true;
	return false;
}

bool intake_wants(struct intake *intake, size_t count, const char *const *names,
		  const struct csv_field *values)
{
	const struct import_options *options = intake->options;
	bool wanted = true;

	if (!intake->seen)
		intake->seen =
		    arena_alloc(intake->arena, options->filter_count * sizeof *intake->seen);
	for (size_t i = 0; i < options->filter_count && !intake->failed; i++) {
		struct csv_field value = named_value(
		    intake, "where", options->filters[i].column, count, names, values);

		if (filter_holds(&options->filters[i], value)) {
			intake->seen[i].held = true;
			continue;
		}
		remember(intake, &intake->seen[i], value);
		wanted = false;
	}
	return wanted;
}

size_t intake_part_of(struct intake *intake, size_t count, const char *const *names,
		      const struct csv_field *values, uint64_t line)
{
	struct csv_field value;

	if (!intake->options->split)
		return 0;
	if (!is_named(intake->options->split, count, names) &&
	    text_same(intake->options->split, "file"))
		intake->split_column = BY_FILE;
	value =
	    intake_splits_files(intake)
		? file_field(intake)
		: named_value(intake, "split", intake->options->split, count, names, values);
	return part_of_value(intake, value, line);
}

struct tally *intake_tally(struct intake *intake, size_t part)
{
	if (!intake->options->split)
		return NULL;
	if (part < intake->part_values.count)
		return &intake->parts[part];
	if (!intake->failed)
		intake_fail(intake, DIAG_IMPORT_COLUMN, 0, NULL,
			    "'split' names the column '%s', which this format does not have",
			    intake->options->split);
	return NULL;
}

static bool usage_add(struct import_usage *usage, const struct usage_count *count)
{
	usage->known = true;
	usage->has_tokens = true;
	return count_add(&usage->requests, count->requests) &&
	       count_add(&usage->failed_requests, count->failed_requests) &&
	       count_add(&usage->input_tokens, count->input_tokens) &&
	       count_add(&usage->cached_tokens, count->cached_tokens) &&
	       count_add(&usage->output_tokens, count->output_tokens);
}

bool intake_add_usage(struct intake *intake, size_t part, const struct usage_count *count)
{
	struct tally *tally = intake_tally(intake, part);
	bool fits = usage_add(&intake->total.usage, count);

	if (tally)
		fits = usage_add(&tally->usage, count) && fits;
	if (!fits)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "give the log in pieces",
			    "the sum of its tokens does not fit in 64 bits");
	return fits;
}

static struct import_skip *find_skip(struct intake *intake, const char *reason, bool fault,
				     bool bad)
{
	struct import *import = intake->import;

	for (size_t i = 0; i < import->skip_count; i++)
		if (import->skips[i].fault == fault && import->skips[i].bad == bad &&
		    text_same(import->skips[i].reason, reason))
			return &import->skips[i];
	import->skips =
	    arena_grow(intake->arena, import->skips, import->skip_count, sizeof *import->skips);
	import->skips[import->skip_count] =
	    (struct import_skip){.reason = reason, .fault = fault, .bad = bad};
	return &import->skips[import->skip_count++];
}

static void skip_rows(struct import_skip *skip, uint64_t line, uint64_t count)
{
	for (size_t i = 0; i < sizeof skip->lines / sizeof *skip->lines; i++) {
		if (skip->lines[i] == 0) {
			skip->lines[i] = line;
			break;
		}
	}
	skip->count += count;
}

void intake_skip_rows(struct intake *intake, const char *reason, bool fault, uint64_t line,
		      uint64_t count)
{
	skip_rows(find_skip(intake, reason, fault, fault), line, count);
	if (fault && count == 1)
		intake_reject(intake);
}

void intake_skip(struct intake *intake, const char *reason, bool fault, uint64_t line)
{
	intake_skip_rows(intake, reason, fault, line, 1);
}

void intake_skip_cell(struct intake *intake, const char *reason, struct csv_field cell,
		      uint64_t line)
{
	struct import_skip *skip = find_skip(intake, reason, true, true);

	if (!skip->text && cell.length > 0 && cell.length <= MOST_SHOWN)
		skip->text = arena_copy(intake->arena, cell.text, cell.length);
	intake_skip(intake, reason, true, line);
}

void intake_missing(struct intake *intake, const char *reason, uint64_t line)
{
	skip_rows(find_skip(intake, reason, true, false), line, 1);
}

void intake_not_data(struct intake *intake)
{
	struct import *import = intake->import;

	import->rows_read--;
	import->files[import->file_count - 1].rows_read--;
}

void intake_assume(struct intake *intake, const char *format, ...)
{
	struct import *import = intake->import;
	va_list arguments;

	import->assumptions = arena_grow(intake->arena, import->assumptions,
					 import->assumption_count, sizeof *import->assumptions);
	va_start(arguments, format);
	import->assumptions[import->assumption_count++] =
	    arena_vprintf(intake->arena, format, arguments);
	va_end(arguments);
}
