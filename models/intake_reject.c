/* Broken rows, handed out as they stand. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/intake.h"

static bool needs_quotes(const char *text)
{
	return strpbrk(text, ",\"\n\r") != NULL;
}

/* A row of a table in commas; fields that need quotes get them. */
static void reject_fields(struct intake *intake, size_t count, const char *const *texts)
{
	const struct import_options *options = intake->options;

	for (size_t i = 0; i < count; i++) {
		bool quoted = needs_quotes(texts[i]);

		if (i > 0)
			options->reject(options->reject_of, ",", 1);
		if (quoted)
			options->reject(options->reject_of, "\"", 1);
		for (const char *c = texts[i]; *c; c++)
			options->reject(options->reject_of, *c == '"' ? "\"\"" : c,
					*c == '"' ? 2 : 1);
		if (quoted)
			options->reject(options->reject_of, "\"", 1);
	}
	options->reject(options->reject_of, "\n", 1);
}

static void reject_row(struct intake *intake, const struct csv_row *row)
{
	const char **texts = arena_alloc(intake->arena, (row->count + 1) * sizeof *texts);

	if (!intake->rejected_any)
		reject_fields(intake, intake->column_count, intake->columns);
	for (size_t i = 0; i < row->count; i++)
		texts[i] = row->fields[i].text;
	reject_fields(intake, row->count, texts);
}

void intake_reject(struct intake *intake)
{
	const struct import_options *options = intake->options;

	if (!options->reject)
		return;
	if (intake->row_at_hand) {
		reject_row(intake, intake->row_at_hand);
	} else if (intake->text_at_hand.text) {
		options->reject(options->reject_of, intake->text_at_hand.text,
				intake->text_at_hand.length);
		options->reject(options->reject_of, "\n", 1);
	} else {
		return;
	}
	intake->rejected_any = true;
}
