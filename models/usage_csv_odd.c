/* Rows of a table as lca/base/csv.h reads them: headers, and blocks that are out of the
 * ordinary, which are read as the careful path reads them. */

#include <strings.h>

#include "lca/base/arena.h"
#include "models/usage_csv.h"

void usage_csv_trouble(struct usage_csv_worker *worker, struct usage_spot spot,
		       enum diag_code code, const char *hint, const char *message)
{
	if (!worker->trouble.met)
		worker->trouble = (struct usage_csv_trouble){true, spot, code, hint, message};
}

bool usage_csv_same_name(struct csv_field a, struct csv_field b)
{
	return a.length == b.length && strncasecmp(a.text, b.text, a.length) == 0;
}

static bool same_header(const struct csv_row *header, const struct csv_row *row)
{
	if (row->count != header->count)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!usage_csv_same_name(row_field(header, i), row_field(row, i)))
			return false;
	return true;
}

bool usage_csv_header(struct usage_csv_worker *worker, const struct csv_row *row,
		      struct usage_spot spot)
{
	const struct usage_csv_table *table = worker->table;
	bool (*claims)(const struct csv_row *) = table->engine->importer->claims;

	if (!usage_csv_same_name(row_field(row, 0), row_field(table->header, 0)) ||
	    !(claims ? claims(row) : same_header(table->header, row)))
		return false;
	if (same_header(table->header, row))
		usage_skips_add(&worker->skips, VERDICT_HEADER, spot);
	else
		usage_csv_trouble(worker, spot, DIAG_IMPORT_COLUMN, usage_header_hint,
				  usage_header_message);
	return true;
}

/* The plain readers look no further than a field. */
static void take_odd_row(struct usage_csv_worker *worker, const struct csv_row *row,
			 struct usage_spot spot)
{
	struct usage_field fields[USAGE_ROLES];
	enum usage_verdict verdict;
	struct usage_row usage;

	worker->rows++;
	if (usage_csv_header(worker, row, spot))
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

uint32_t usage_csv_lines(const char *text, size_t length)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < length; i++)
		lines += text[i] == '\n' ||
			 (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
	return lines;
}

/* The line end before the block is given to the reader, too, so that a mark of UTF-8 in the
 * middle of a log is no mark. */
uint32_t usage_csv_odd_block(struct usage_csv_worker *worker, size_t block, const char *text,
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

		usage_csv_trouble(worker, (struct usage_spot){block, diag->place.line - 2},
				  diag->code, arena_text(worker->arena, diag->hint),
				  arena_text(worker->arena, diag->message));
	}
	csv_close(csv);
	return usage_csv_lines(text, length);
}
