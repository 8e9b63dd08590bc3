/* Notes and sources of a comparison: those of the rows that are shown. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_comparison.h"

void comparison_cautions(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	doc_list(view->doc, DOC_LIST, "Caution");
	for (size_t i = 0; i < comparison->caution_count; i++)
		doc_line(view->doc, 0, "%s", comparison->cautions[i]);
	doc_drop_empty(view->doc);
}

void comparison_notes(const struct comparison_view *view, const struct diags *diags)
{
	const struct comparison *comparison = view->comparison;
	struct arena *arena = view->doc->arena;
	bool *shown = arena_alloc(arena, (comparison->row_count + 1) * sizeof *shown);
	struct compared_line *lines;
	const char **texts;
	size_t count;

	for (size_t i = 0; i < comparison->row_count; i++)
		shown[i] = comparison_shows(view, i);
	count = comparison_lines(arena, comparison, shown, &lines);
	texts = arena_alloc(arena, (count + 1) * sizeof *texts);
	for (size_t i = 0; i < count; i++)
		texts[i] = lines[i].text;
	view_notes(view->doc, texts, count, diags);
}

static bool is_of_shown(const struct comparison_view *view, const struct source *source)
{
	const struct comparison *comparison = view->comparison;

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];

		for (size_t s = 0; s < row->source_count && comparison_shows(view, i); s++)
			if (text_same(row->sources[s]->id, source->id))
				return true;
	}
	return false;
}

void comparison_cite(struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	view->sources = arena_alloc(view->doc->arena,
				    (comparison->source_count + 1) * sizeof *view->sources);
	for (size_t i = 0; i < comparison->source_count; i++)
		if (is_of_shown(view, comparison->sources[i]))
			view->sources[view->source_count++] = comparison->sources[i];
}

const char *comparison_citation(const struct comparison_view *view, const char *source)
{
	for (size_t i = 0; i < view->source_count; i++)
		if (text_same(view->sources[i]->id, source))
			return arena_printf(view->doc->arena, "[%zu]", i + 1);
	return source;
}
