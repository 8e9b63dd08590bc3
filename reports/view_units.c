/* What may be typed as a unit. */

#include "lca/base/unit.h"
#include "reports/view.h"

void view_units(struct doc *doc)
{
	size_t count;
	const struct unit_row *rows = unit_rows(&count);

	doc_table(doc,
		  (struct doc_column[]){{.title = "unit"},
					{.title = "is", .wraps = true},
					{.title = "meaning", .wraps = true}},
		  3);
	for (size_t i = 0; i < count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, rows[i].name);
		doc_cell(doc, rows[i].definition);
		doc_cell(doc, rows[i].meaning);
	}
}
