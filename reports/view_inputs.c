/* The logs and series that a result was read from: each file once, with its rows. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"

enum { SHORT_DIGEST = 12, MOST_FILES = 20 };

/* Two items may read the same rows of a file, for its energy and for its requests. */
static bool is_again(const struct record *record, size_t number)
{
	const struct input_file *file = &record->inputs[number];

	for (size_t i = 0; i < number; i++) {
		const struct input_file *other = &record->inputs[i];

		if (text_same(other->file, file->file) &&
		    text_same(other->format, file->format) &&
		    text_same(other->sha256, file->sha256) &&
		    other->rows_used == file->rows_used)
			return true;
	}
	return false;
}

/* A row counted over several files is none of any one of them. */
static void rows_cell(struct doc *doc, const struct input_file *file, uint64_t rows)
{
	doc_number(doc, file->rows_together ? "not told"
					    : number_fixed(doc->arena, (double)rows, 0));
}

static void input_row(struct doc *doc, const struct input_file *file)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, file->file);
	doc_cell(doc, text_same(file->format, "grid-series") ? "grid series" : file->format);
	rows_cell(doc, file, file->rows_used);
	rows_cell(doc, file, file->rows_skipped);
	doc_cell(doc, arena_printf(doc->arena, "%.*s", SHORT_DIGEST, file->sha256));
}

void view_inputs(struct doc *doc, const struct assessment *assessment)
{
	const struct record *record = &assessment->record;
	size_t shown = 0, more = 0;

	if (record->input_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "Files read");
	doc_table(doc,
		  (struct doc_column[]){{.title = "file", .wraps = true},
					{.title = "format"},
					{.title = "rows used", .align = ALIGN_RIGHT},
					{.title = "skipped", .align = ALIGN_RIGHT},
					{.title = "sha256"}},
		  5);
	for (size_t i = 0; i < record->input_count; i++) {
		if (shown == MOST_FILES) {
			more++;
		} else if (!is_again(record, i)) {
			input_row(doc, &record->inputs[i]);
			shown++;
		}
	}
	if (more > 0)
		doc_add(doc, DOC_TEXT, "... and %zu more (all of them in JSON)", more);
}
