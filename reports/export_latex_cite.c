/* The method as LaTeX: sentences that cite, and the entries that they cite. */

#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/attribution.h"
#include "reports/export_latex.h"
#include "reports/method_text.h"

static bool same_citation(const struct method_part *left, const struct method_part *right)
{
	return !left->text && !right->text && left->source == right->source &&
	       text_same(left->stated, right->stated);
}

/* The first part that cites the same. */
static size_t first_citation(const struct method_text *text, size_t part)
{
	for (size_t i = 0; i < part; i++)
		if (same_citation(&text->parts[i], &text->parts[part]))
			return i;
	return part;
}

/* "lca-owid-ember"; "lca-stated-2" for what the user cites, numbered in order. */
static const char *cite_key(const struct method_text *text, size_t part, struct arena *arena)
{
	const struct source *source = text->parts[part].source;
	size_t first = first_citation(text, part), number = 1;

	if (source)
		return arena_printf(arena, "lca-%s", latex_name(arena, source->id));
	for (size_t i = 0; i < first; i++)
		number += !text->parts[i].text && !text->parts[i].source &&
			  first_citation(text, i) == i;
	return arena_printf(arena, "lca-stated-%zu", number);
}

void latex_method(const struct method_text *text, struct arena *arena, struct buffer *out)
{
	for (size_t i = 0; i < text->count; i++) {
		bool first = i == 0 || text->parts[i - 1].text;
		bool last = i + 1 == text->count || text->parts[i + 1].text;

		if (text->parts[i].text) {
			buffer_text(out, latex_escape(arena, text->parts[i].text));
			continue;
		}
		buffer_printf(out, "%s%s%s", first ? "~\\cite{" : ",", cite_key(text, i, arena),
			      last ? "}" : "");
	}
}

static void add_field(struct buffer *out, const char *field, const char *value)
{
	if (value && *value)
		buffer_printf(out, "  %s = {%s},\n", field, value);
}

static void add_source(const struct source *source, struct arena *arena, struct buffer *out)
{
	const char *asked = attribution(arena, source);

	if (source->authors && *source->authors)
		add_field(out, "author",
			  arena_printf(arena, "{%s}", latex_escape(arena, source->authors)));
	add_field(
	    out, "title",
	    arena_printf(arena, "{%s}",
			 latex_escape(arena, source->title && *source->title ? source->title
									     : source->id)));
	add_field(out, "year", latex_escape(arena, source->year));
	if (source->url && *source->url)
		add_field(out, "howpublished", latex_address(arena, source->url));
	if (asked)
		add_field(out, "note", latex_escape(arena, asked));
}

void latex_entries(const struct method_text *text, const char *name, struct arena *arena,
		   struct buffer *out)
{
	bool any = false;

	for (size_t i = 0; i < text->count; i++) {
		const struct method_part *part = &text->parts[i];

		if (part->text || first_citation(text, i) < i)
			continue;
		if (!any)
			buffer_printf(out, "\\begin{filecontents*}[overwrite]{lca-%s.bib}\n",
				      name);
		any = true;
		buffer_printf(out, "@misc{%s,\n", cite_key(text, i, arena));
		if (!part->source || !part->source->authors || !*part->source->authors)
			add_field(out, "key", cite_key(text, i, arena));
		if (part->source)
			add_source(part->source, arena, out);
		else
			add_field(
			    out, "title",
			    arena_printf(arena, "{%s}", latex_escape(arena, part->stated)));
		buffer_text(out, "}\n");
	}
	if (any)
		buffer_text(out, "\\end{filecontents*}\n");
}
