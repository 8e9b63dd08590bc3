/* Widths of the columns of a table. */

#include "reports/layout.h"

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "reports/display.h"
#include "reports/doc.h"

enum { GAP = LAYOUT_GAP, LEAST_COLUMN = 10, LEAST_TEXT = 24 };
/* Columns of a table that is as wide as it needs, and of texts never wrapped. */
enum { MOST_WRAPPED = 40, MOST_WHOLE = 60 };

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

const char *layout_dash(const struct layout *layout, size_t column)
{
	return doc_dash(&layout->block->columns[column]);
}

size_t layout_range_width(const struct layout *layout, size_t column)
{
	size_t both = layout->lows[column] + layout->highs[column];

	return both > 0 ? both + strlen(layout_dash(layout, column)) : 0;
}

static void measure_cell(struct arena *arena, struct layout *layout, const struct doc_row *row,
			 size_t i)
{
	const struct doc_cell *content = &row->cells[i];
	size_t width = display_width(display_plain(arena, content->text));

	if (content->high) {
		layout->lows[i] = larger(layout->lows[i], width);
		layout->highs[i] = larger(layout->highs[i],
					  display_width(display_plain(arena, content->high)));
	} else {
		layout->widths[i] =
		    larger(layout->widths[i], width + (i == 0 ? 2 * row->depth : 0));
	}
}

/* Nobody reads it at once: it is filtered, or scrolled. */
static bool is_unbounded(const struct doc_block *block, bool terminal)
{
	for (size_t i = 0; i < block->column_count; i++)
		if (block->columns[i].whole)
			return !terminal;
	return false;
}

/* A text that is not wrapped pushes the rest of its row to the right where it is longer than
 * most are. */
static void bound(const struct layout *layout, bool unbounded)
{
	for (size_t i = 0; i < layout->block->column_count; i++) {
		const struct doc_column *column = &layout->block->columns[i];

		if (column->whole && layout->widths[i] > MOST_WHOLE)
			layout->widths[i] = MOST_WHOLE;
		if (column->wraps && unbounded && layout->widths[i] > MOST_WRAPPED)
			layout->widths[i] = MOST_WRAPPED;
	}
}

size_t layout_width(const struct layout *layout)
{
	size_t total = 0;

	for (size_t i = 0; i < layout->block->column_count; i++)
		total += layout->widths[i] + (i > 0 ? GAP : 0);
	return total;
}

/* What a column may be narrowed to; in this order, until the table fits. */
enum shrink {
	SHRINK_TEXTS, /* to what reads well beside keys */
	SHRINK_TITLES,
	SHRINK_KEYS,
	SHRINK_WORDS, /* texts again */
	SHRINK_ANY,   /* but keys, which are searched for */
	SHRINK_CUT,
	SHRINK_COUNT
};

static bool has_keys(const struct doc_block *block)
{
	for (size_t k = 0; k < block->column_count; k++)
		if (block->columns[k].key)
			return true;
	return false;
}

static size_t least_text(const struct layout *layout, enum shrink how)
{
	return how == SHRINK_TEXTS && has_keys(layout->block) ? LEAST_TEXT : LEAST_COLUMN;
}

static size_t least_width(const struct layout *layout, size_t i, enum shrink how)
{
	const struct doc_column *column = &layout->block->columns[i];
	bool number = column->whole || column->align == ALIGN_RANGE;

	switch (how) {
	case SHRINK_TITLES:
		return column->key || column->wraps ? SIZE_MAX : layout->leasts[i];
	case SHRINK_TEXTS:
	case SHRINK_WORDS:
		return column->wraps && !column->key && !number ? least_text(layout, how)
								: SIZE_MAX;
	case SHRINK_KEYS:
		return column->key ? layout->leasts[i] : SIZE_MAX;
	case SHRINK_ANY:
		return number || column->key ? SIZE_MAX : LEAST_COLUMN;
	case SHRINK_CUT:
	case SHRINK_COUNT:
		break;
	}
	return number ? SIZE_MAX : LEAST_COLUMN;
}

/* Narrows the widest column that may be, until the table fits or every such column is at its
 * least. */
static void shrink(struct layout *layout, size_t width, enum shrink how)
{
	while (layout_width(layout) > width) {
		size_t widest = SIZE_MAX;

		for (size_t i = 0; i < layout->block->column_count; i++) {
			if (layout->widths[i] <= least_width(layout, i, how))
				continue;
			if (widest == SIZE_MAX || layout->widths[i] > layout->widths[widest])
				widest = i;
		}
		if (widest == SIZE_MAX)
			return;
		layout->widths[widest]--;
	}
}

/* Before titles count: a key needs its longest part, other columns all of their contents. */
static void find_leasts(struct arena *arena, struct layout *layout)
{
	const struct doc_block *block = layout->block;
	bool keys = has_keys(block);

	for (size_t k = 0; k < block->column_count; k++) {
		size_t least = larger(layout->widths[k], layout_range_width(layout, k));

		if (block->columns[k].key)
			least = 0;
		for (size_t i = 0; block->columns[k].key && i < block->row_count; i++)
			least = larger(
			    least,
			    display_widest(display_plain(arena, block->rows[i].cells[k].text),
					   true));
		least =
		    larger(least, display_widest(display_plain(arena, block->columns[k].title),
						 false));
		layout->leasts[k] = keys ? least : SIZE_MAX;
	}
}

void layout_measure(struct layout *layout, struct arena *arena, const struct doc_block *block,
		    size_t width, bool terminal)
{
	size_t size = block->column_count * sizeof *layout->widths;
	bool unbounded = is_unbounded(block, terminal);

	layout->block = block;
	layout->widths = arena_alloc(arena, size);
	layout->lows = arena_alloc(arena, size);
	layout->highs = arena_alloc(arena, size);
	layout->leasts = arena_alloc(arena, size);
	for (size_t i = 0; i < block->row_count; i++)
		for (size_t k = 0; k < block->column_count; k++)
			measure_cell(arena, layout, &block->rows[i], k);
	find_leasts(arena, layout);
	for (size_t k = 0; k < block->column_count; k++) {
		size_t title = display_width(display_plain(arena, block->columns[k].title));

		layout->widths[k] =
		    larger(layout->widths[k], larger(title, layout_range_width(layout, k)));
	}
	bound(layout, unbounded);
	if (unbounded)
		return;
	for (enum shrink how = SHRINK_TEXTS; how < SHRINK_COUNT; how++)
		shrink(layout, width, how);
}
