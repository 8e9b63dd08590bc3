/* Roles of lines of JSONL that have one template; rows of them for the decoder. */

#include "models/usage_form.h"

#include <stdlib.h>

#include "lca/base/heap.h"
#include "models/intake.h"
#include "models/usage_quick.h"

/* A decoder is some work to start. */
enum { ROWS_BEFORE_DECODING = 256 };

/* ---- Roles ---- */

/* Roles that a decoder knows, of lines that have no others. Fresh input is all of it where no
 * tokens are told apart. */
static bool is_decoded(enum usage_role role)
{
	switch (role) {
	case USAGE_TIME:
	case USAGE_MODEL:
	case USAGE_REGION:
	case USAGE_STATUS:
	case USAGE_INPUT:
	case USAGE_FRESH:
	case USAGE_CACHED:
	case USAGE_OUTPUT:
	case USAGE_REASONING:
	case USAGE_TOTAL:
	case USAGE_ENERGY:
	case USAGE_LATENCY:
		return true;
	case USAGE_END:
	case USAGE_REQUESTS:
	case USAGE_FAILED:
	case USAGE_CACHED_APART:
	case USAGE_WRITTEN_APART:
	case USAGE_REASONING_APART:
	case USAGE_IMAGES:
	case USAGE_CACHE_HIT:
	case USAGE_KIND:
	case USAGE_ROLES:
		break;
	}
	return false;
}

static void add_field(struct usage_form *form, const struct usage_name *name, size_t field)
{
	if (name->role == USAGE_STATUS)
		form->status = form->count;
	if (name->role == USAGE_TOTAL)
		form->total = form->count;
	form->may_decode &= is_decoded(name->role);
	form->roles[name->role].unit = name->unit;
	form->from[form->count].field = field;
	form->from[form->count++].role = name->role;
}

void usage_form_start(struct usage_form *form, uint64_t made, const struct usage_reader *reader,
		      const size_t *present, size_t count)
{
	const struct usage_plan *plan = reader->plan;
	bool met[USAGE_ROLES] = {false};

	usage_form_end(form);
	form->made = made;
	form->plain = true;
	form->status = form->total = SIZE_MAX;
	form->may_decode = !(reader->has[USAGE_KIND] && plan->kinds);
	for (size_t i = 0; i < USAGE_ROLES; i++)
		form->roles[i] = (struct usage_field){.text = ""};
	for (size_t i = 0; i < count && form->plain; i++) {
		const struct usage_name *name = &plan->names[present[i]];

		form->plain = !met[name->role];
		met[name->role] = true;
		if (form->plain)
			add_field(form, name, present[i]);
	}
	form->may_decode &=
	    form->plain && met[USAGE_INPUT] != met[USAGE_FRESH] && met[USAGE_OUTPUT];
	if (!plan->total_is_sum)
		form->total = SIZE_MAX;
}

void usage_form_end(struct usage_form *form)
{
	if (form->decodes)
		usage_decoder_end(&form->decoder);
	free(form->marks);
	free(form->lines);
	*form = (struct usage_form){0};
}

bool usage_form_fill(struct usage_form *form, const struct csv_field *fields)
{
	bool blank = !form->plain;

	for (size_t i = 0; i < form->count; i++) {
		const struct csv_field *field = &fields[form->from[i].field];
		struct usage_field *role = &form->roles[form->from[i].role];

		role->text = field->text;
		role->length = field->length;
		if (field->quoted)
			blank |= ((unsigned char)field->text[0] <= ' ') |
				 ((unsigned char)field->text[field->length - 1] <= ' ');
	}
	return !blank;
}

void usage_form_note_seen(struct usage_form *form, const struct usage_reader *reader)
{
	form->seen = form->plain;
	for (size_t i = 0; i < form->count; i++)
		form->seen &= reader->seen[form->from[i].role];
}

/* ---- Rows for the decoder ---- */

static size_t stride(const struct usage_form *form)
{
	return 1 + 2 * form->count;
}

static bool start_decoder(struct usage_form *form, struct usage_reader *reader)
{
	size_t columns[USAGE_ROLES];
	enum usage_unit units[USAGE_ROLES] = {0};

	form->scanner = usage_scanner_choose();
	if (!form->scanner->decode)
		return false;
	for (size_t i = 0; i < USAGE_ROLES; i++)
		columns[i] = SIZE_MAX;
	for (size_t i = 0; i < form->count; i++) {
		columns[form->from[i].role] = 2 * i + 1;
		units[form->from[i].role] = form->roles[form->from[i].role].unit;
	}
	/* It is looked at here. */
	columns[USAGE_TOTAL] = SIZE_MAX;
	if (!usage_decoder_start(&form->decoder, reader, columns, stride(form), '\0', units))
		return false;
	form->marks = heap_zeroed(FORM_ROWS * stride(form) + 1, sizeof *form->marks);
	form->lines = heap_zeroed(FORM_ROWS, sizeof *form->lines);
	return true;
}

bool usage_form_keep(struct usage_form *form, struct usage_reader *reader, const char *text,
		     const char *line, uint32_t number, const struct csv_field *fields)
{
	uint32_t *marks;

	if (!form->may_decode)
		return false;
	if (!form->decodes) {
		if (form->rows_met++ < ROWS_BEFORE_DECODING)
			return false;
		form->decodes = form->may_decode = start_decoder(form, reader);
		if (!form->decodes)
			return false;
	}
	/* In a record it is not that of success. */
	if (form->status != SIZE_MAX && fields[form->from[form->status].field].length == 0)
		return false;
	marks = form->marks + form->row_count * stride(form);
	form->lines[form->row_count++] = number;
	*marks++ = (uint32_t)(line - text) - 1;
	for (size_t i = 0; i < form->count; i++) {
		const struct csv_field *field = &fields[form->from[i].field];
		uint32_t at = (uint32_t)(field->text - text);

		*marks++ = at - 1;
		*marks++ = at + (uint32_t)field->length;
	}
	return true;
}

static struct csv_field field_of(const struct usage_form *form, const char *text, size_t row,
				 size_t i)
{
	const uint32_t *marks = form->marks + row * stride(form) + 1 + 2 * i;
	uint32_t start = marks[0] + 1;

	return (struct csv_field){.text = text + start, .length = marks[1] - start};
}

void usage_form_refill(struct usage_form *form, const char *text, size_t row)
{
	for (size_t i = 0; i < form->count; i++) {
		struct csv_field field = field_of(form, text, row, i);
		struct usage_field *role = &form->roles[form->from[i].role];

		field = row_field(&(struct csv_row){0, 1, &field}, 0);
		role->text = field.text;
		role->length = field.length;
	}
}

static bool is_sum(const struct usage_form *form, struct csv_field total, size_t row)
{
	const struct usage_rows *rows = &form->decoder.rows;
	uint64_t number;

	if (total.length == 0)
		return true;
	return total.length <= 8 && quick_eight(total.text, total.length, &number) &&
	       number == (uint64_t)rows->input[row] + rows->output[row];
}

/* Notes the times of rows anew, of which some are strange that were not. */
static void note_times(struct usage_form *form, const struct usage_reader *before)
{
	const struct usage_rows *rows = &form->decoder.rows;
	struct usage_reader *reader = form->decoder.reader;

	reader->has_time = before->has_time;
	reader->first = before->first;
	reader->last = before->last;
	for (size_t i = 0; i < rows->count; i++) {
		int64_t time = rows->times[i];

		if (rows->strange[i] || rows->hours[i] == USAGE_NO_HOUR)
			continue;
		if (!reader->has_time || time < reader->first)
			reader->first = time;
		if (!reader->has_time || time > reader->last)
			reader->last = time;
		reader->has_time = true;
	}
}

static void check_totals(struct usage_form *form, const struct usage_reader *before,
			 const char *text)
{
	struct usage_rows *rows = &form->decoder.rows;
	bool wrong = false;

	for (size_t i = 0; i < rows->count; i++) {
		if (rows->strange[i] || is_sum(form, field_of(form, text, i, form->total), i))
			continue;
		rows->strange[i] = 1;
		rows->strange_count++;
		wrong = true;
	}
	if (wrong)
		note_times(form, before);
}

static void look_for_roles(struct usage_form *form, const char *text)
{
	struct usage_reader *reader = form->decoder.reader;

	for (size_t row = 0; row < form->row_count; row++)
		for (size_t i = 0; i < form->count; i++)
			reader->seen[form->from[i].role] |=
			    field_of(form, text, row, i).length > 0;
	usage_form_note_seen(form, reader);
}

void usage_form_decode(struct usage_form *form, const char *text)
{
	const struct usage_reader *reader = form->decoder.reader;
	struct usage_reader before = {
	    .has_time = reader->has_time, .first = reader->first, .last = reader->last};

	form->scanner->decode(&form->decoder, text, form->marks + 1, form->row_count);
	if (form->total != SIZE_MAX)
		check_totals(form, &before, text);
	if (!form->seen)
		look_for_roles(form, text);
}
