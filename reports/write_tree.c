/* Draws the branches of a tree before its lines. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"

enum { BRANCH = 3, LEAST_ROOM = 24 };

/* True when another line of this depth follows before the branch ends. */
static bool goes_on(const struct doc_block *block, size_t at, unsigned depth)
{
	for (size_t i = at + 1; i < block->line_count; i++) {
		if (block->lines[i].depth < depth)
			return false;
		if (block->lines[i].depth == depth)
			return true;
	}
	return false;
}

static bool has_children(const struct doc_block *block, size_t at)
{
	return at + 1 < block->line_count &&
	       block->lines[at + 1].depth > block->lines[at].depth;
}

/* What stands before line `at`; first is false for the lines it wraps to. */
static void add_branches(const struct doc_block *block, size_t at, bool first,
			 struct buffer *out)
{
	unsigned depth = block->lines[at].depth;

	for (unsigned level = 1; level <= depth; level++) {
		bool more = goes_on(block, at, level);

		if (level == depth && first)
			buffer_text(out, more ? "├─ " : "└─ ");
		else
			buffer_text(out, more ? "│  " : "   ");
	}
	if (!first)
		buffer_text(out, has_children(block, at) ? "│  " : "   ");
}

static void add_line(struct arena *arena, const struct doc_block *block, size_t at,
		     size_t width, struct buffer *out)
{
	char *text = display_plain(arena, block->lines[at].text), **lines;
	size_t used = BRANCH * (block->lines[at].depth + 1u);
	size_t room = width > used + LEAST_ROOM ? width - used : LEAST_ROOM;
	size_t count = display_wrap(arena, text, width > 0 ? room : SIZE_MAX, &lines);

	for (size_t i = 0; i < count; i++) {
		add_branches(block, at, i == 0, out);
		buffer_text(out, lines[i]);
		buffer_text(out, "\n");
	}
}

void write_tree(const struct doc_block *block, size_t width, struct buffer *out)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < block->line_count; i++)
		add_line(arena, block, i, width, out);
	arena_free(arena);
}
