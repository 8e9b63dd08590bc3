#ifndef REPORTS_VIEW_RECORD_H
#define REPORTS_VIEW_RECORD_H

#include <stddef.h>

struct doc;

/* The record of an output as the last row of a flat table: "record" in column `name`, the
 * record line in column `line`, behind it; all other cells are empty. No row where there is
 * none. */
void view_record_row(struct doc *doc, size_t columns, size_t name, size_t line);

#endif
