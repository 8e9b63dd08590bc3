#ifndef REPORTS_LAYOUT_H
#define REPORTS_LAYOUT_H

/*
 * How wide the columns of a table are on a page.
 *
 * Columns are as wide as their contents and titles; where the page is narrower, columns that
 * may wrap give way, the widest first. In a table with a column of keys texts give way first,
 * then titles, and keys last. A table with a column of whole texts is as wide as it needs where
 * it is not for a terminal.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct doc_block;

/* Blanks between two columns. */
enum { LAYOUT_GAP = 2 };

/* [column]; the width of a range is that of low, dash and high. */
struct layout {
	const struct doc_block *block;
	size_t *widths, *lows, *highs;
	size_t *leasts; /* of a table with keys: what its contents and the words of its titles
			   need; else SIZE_MAX */
};

/* Lives in the arena. */
void layout_measure(struct layout *layout, struct arena *arena, const struct doc_block *block,
		    size_t width, bool terminal);
/* Of the whole table. */
size_t layout_width(const struct layout *layout);
/* Of the ranges of a column; 0 where it has none. */
size_t layout_range_width(const struct layout *layout, size_t column);
/* What stands between the ends of its ranges. */
const char *layout_dash(const struct layout *layout, size_t column);

#endif
