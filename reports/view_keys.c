/* The keys of a file, a section for each block. */

#include "lca/base/text.h"
#include "models/scenario.h"
#include "reports/view.h"

static void start_block(struct doc *doc, const char *block)
{
	doc_add(doc, DOC_SECTION, "%s", block);
	doc_table(doc,
		  (struct doc_column[]){{.title = "key"},
					{.title = "value", .wraps = true},
					{.title = "meaning", .wraps = true}},
		  3);
}

void view_keys(struct doc *doc, const struct key_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !text_same(rows[i].block, rows[i - 1].block))
			start_block(doc, rows[i].block);
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, rows[i].key);
		doc_cell(doc, rows[i].value);
		doc_cell(doc, rows[i].meaning);
	}
}

void view_keys_flat(struct doc *doc, const struct key_row *rows, size_t count)
{
	doc_table(
	    doc,
	    (struct doc_column[]){
		{.title = "block"}, {.title = "key"}, {.title = "value"}, {.title = "meaning"}},
	    4);
	for (size_t i = 0; i < count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, rows[i].block);
		doc_cell(doc, rows[i].key);
		doc_cell(doc, rows[i].value);
		doc_cell(doc, rows[i].meaning);
	}
}
