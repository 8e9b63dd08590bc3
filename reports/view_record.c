/* The record of a table that is read by programs. */

#include "reports/view_record.h"

#include "reports/doc.h"
#include "reports/record_line.h"

void view_record_row(struct doc *doc, size_t columns, size_t name, size_t line)
{
	if (!doc->record)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	for (size_t i = 0; i < columns; i++) {
		if (i == line)
			doc_cellf(doc, "%s %s", RECORD_MARK, doc->record);
		else
			doc_cell(doc, i == name ? "record" : NULL);
	}
}
