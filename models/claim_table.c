/* Tables of figures: separated values, a claim a row. */

#include "models/claim_table.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"

enum { HEADER_ROWS = 12, LONGEST_LABEL = 80, HEAD = 64 * 1024 };

/* Labels of a row of headers; *figures: how many of them are figures. */
static struct claim_label *labels_of(struct arena *arena, const struct csv_row *row,
				     size_t *known, size_t *figures)
{
	struct claim_label *labels = arena_alloc(arena, (row->count + 1) * sizeof *labels);

	*known = *figures = 0;
	for (size_t i = 0; i < row->count; i++) {
		const struct csv_field *field = &row->fields[i];
		char *text = arena_copy(arena, field->text, field->length);

		labels[i] = (struct claim_label){.text = text};
		if (!*text && i == 0)
			labels[i] = claim_label_of(arena, "model", NULL);
		if (!*text || field->length > LONGEST_LABEL)
			continue;
		labels[i] = claim_label_of(arena, text, NULL);
		*known += labels[i].kind != LABEL_UNKNOWN;
		*figures += labels[i].kind == LABEL_FIGURE;
	}
	return labels;
}

static bool is_comment(const struct csv_row *row)
{
	return row->count && row->fields[0].text[0] == '#';
}

/* The labels of the first row that is a header, or NULL; csv then stands behind it. */
static struct claim_label *find_header(struct arena *arena, struct csv *csv, size_t *count)
{
	struct csv_row row;

	for (size_t rows = 0; rows < HEADER_ROWS && csv_next(csv, &row);) {
		struct claim_label *labels;
		size_t known, figures;

		if (is_comment(&row))
			continue;
		labels = labels_of(arena, &row, &known, &figures);
		if (figures && known >= 2 && 2 * known >= row.count / 2) {
			*count = row.count;
			return labels;
		}
		rows++;
	}
	return NULL;
}

/* Does any of the figures' cells begin with a number? */
static bool has_number(const struct csv_row *row, const struct claim_label *labels,
		       size_t count)
{
	for (size_t i = 0; i < count && i < row->count; i++) {
		const char *text = row->fields[i].text;

		if (labels[i].kind == LABEL_FIGURE && text[strspn(text, " ~<>$+-.")] >= '0' &&
		    text[strspn(text, " ~<>$+-.")] <= '9')
			return true;
	}
	return false;
}

bool claim_table_claims(const struct claim_reader *reader)
{
	struct diags *silent = diags_new(reader->arena);
	struct claim_label *labels;
	struct csv_row row;
	struct csv *csv;
	bool found = false;
	size_t count;

	if (text_ends(reader->file, ".yaml") || text_ends(reader->file, ".yml") ||
	    text_ends(reader->file, ".txt") || text_ends(reader->file, ".md"))
		return false;
	if (text_ends(reader->file, ".csv") || text_ends(reader->file, ".tsv"))
		return true;
	csv = csv_open_text(reader->file, reader->text,
			    reader->length < HEAD ? reader->length : HEAD, CSV_ANY, silent);
	if (!csv)
		return false;
	labels = find_header(reader->arena, csv, &count);
	while (labels && !found && csv_next(csv, &row))
		found = has_number(&row, labels, count);
	csv_close(csv);
	return found;
}

/* Columns that nothing is made of, said once. */
static void tell_unused(struct claim_reader *reader, size_t claim,
			const struct claim_label *labels, size_t count)
{
	struct buffer names = {0};

	for (size_t i = 0; i < count; i++)
		if (labels[i].kind == LABEL_UNKNOWN && *labels[i].text)
			buffer_printf(&names, "%s'%s'", names.length ? ", " : "",
				      labels[i].text);
	if (names.length)
		claim_remark(reader->arena, &reader->claims[claim], REMARK_UNREAD, "columns",
			     reader->claims[claim].place, "columns without a meaning here: %s",
			     names.text);
	buffer_free(&names);
}

/* Whether the figures of the file have decimal commas. */
static bool has_commas(struct claim_reader *reader)
{
	struct diags *silent = diags_new(reader->arena);
	struct csv *csv =
	    csv_open_text(reader->file, reader->text, reader->length, CSV_ANY, silent);
	struct claim_label *labels;
	size_t count = 0;
	bool commas;

	labels = csv ? find_header(reader->arena, csv, &count) : NULL;
	commas = labels && claim_table_decimal_commas(reader, csv, labels, count);
	csv_close(csv);
	return commas;
}

static void read_row(struct claim_reader *reader, const struct csv_row *row,
		     const struct claim_label *labels, struct claim_cell *cells, size_t count,
		     bool commas)
{
	struct place place = {.file = reader->file, .line = (uint32_t)row->line};
	struct claim *claim;
	const char *grouped = NULL;
	size_t used = 0;

	for (size_t i = 0; i < count && i < row->count; i++) {
		const char *text;
		size_t length = row->fields[i].length, start;

		if (labels[i].kind == LABEL_UNKNOWN)
			continue;
		start = strspn(row->fields[i].text, " \t");
		while (length > start && strchr(" \t", row->fields[i].text[length - 1]))
			length--;
		if (length <= start)
			continue;
		text = arena_copy(reader->arena, row->fields[i].text + start, length - start);
		if (commas && labels[i].kind == LABEL_FIGURE) {
			const char *whole = claim_table_without_groups(reader->arena, text);

			grouped = whole == text ? grouped : text;
			text = whole;
		}
		cells[used++] = (struct claim_cell){labels[i], text, place};
	}
	claim = claim_cells_add(
	    reader, arena_printf(reader->arena, "row %llu", (unsigned long long)row->line),
	    cells, used, place);
	if (claim)
		claim->table = true;
	if (claim && grouped)
		claim_remark(reader->arena, claim, REMARK_NOTE, "figures", place,
			     "the dot of %s is read as one between thousands: the file has "
			     "decimal commas",
			     grouped);
}

void claim_table_read(struct claim_reader *reader)
{
	struct csv *csv =
	    csv_open_text(reader->file, reader->text, reader->length, CSV_ANY, reader->diags);
	size_t first = reader->count, count = 0;
	struct claim_label *labels;
	struct claim_cell *cells;
	struct csv_row row;
	bool commas;

	labels = csv ? find_header(reader->arena, csv, &count) : NULL;
	if (!labels) {
		if (csv && !csv_failed(csv))
			diag_add(
			    reader->diags, DIAG_CLAIM_FILE,
			    (struct place){.file = reader->file, .line = 1}, NULL,
			    "name columns as 'lca audit --help' does: energy_kwh, "
			    "emissions_kg, accelerator_hours, region",
			    "expected a row of headers with figures among them, found none");
		reader->failed = true;
		csv_close(csv);
		return;
	}
	cells = arena_alloc(reader->arena, (count + 1) * sizeof *cells);
	commas = has_commas(reader);
	while (csv_next(csv, &row))
		if (!is_comment(&row))
			read_row(reader, &row, labels, cells, count, commas);
	reader->failed |= csv_failed(csv);
	csv_close(csv);
	if (reader->count > first)
		tell_unused(reader, first, labels, count);
	claim_ids_settle(reader);
	claim_table_totals(reader, first, reader->count);
}
