/* The method as LaTeX: sentences that cite, and the entries that they cite. */

#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/attribution.h"
#include "reports/display.h"
#include "reports/export_latex.h"
#include "reports/latex_work.h"

/* Where in the work; "" where nothing is said of it. */
static const char *place_of(const struct method_part *part, bool brief, struct arena *arena)
{
	struct latex_place place = {0};

	if (part->source || !part->stated)
		return "";
	place = latex_place(arena, part->stated);
	if (!place.arxiv && !place.doi)
		return "";
	return brief ? latex_first_words(arena, place.rest) : place.rest;
}

/* Citations side by side, those without a place in one pair of braces. */
static size_t add_citations(const struct latex_works *works, const struct method_text *text,
			    size_t part, bool brief, struct arena *arena, struct buffer *out)
{
	bool open = false;

	for (; part < text->count && !text->parts[part].text; part++) {
		const char *key = latex_work(works, &text->parts[part], arena)->key;
		const char *place = place_of(&text->parts[part], brief, arena);

		if (*place) {
			buffer_printf(out, "%s~\\cite[%s]{%s}", open ? "}" : "",
				      latex_escape(arena, place), key);
			open = false;
		} else {
			buffer_printf(out, "%s%s", open ? "," : "~\\cite{", key);
			open = true;
		}
	}
	buffer_text(out, open ? "}" : "");
	return part;
}

void latex_method(const struct latex_works *works, const struct method_text *text, bool brief,
		  struct arena *arena, struct buffer *out)
{
	for (size_t i = 0; i < text->count;) {
		if (text->parts[i].text)
			buffer_text(out, latex_breakable(arena, text->parts[i++].text));
		else
			i = add_citations(works, text, i, brief, arena, out);
	}
}

static void add_field(struct buffer *out, const char *field, const char *value)
{
	if (value && *value)
		buffer_printf(out, "  %s = {%s},\n", field, value);
}

/* Styles that know eprint and doi print a link; the others print what stands in howpublished.
 */
static void add_address(const struct latex_work *work, bool titled, struct arena *arena,
			struct buffer *out)
{
	const char *url = work->source ? work->source->url : NULL;

	if (work->arxiv) {
		if (titled)
			add_field(out, "howpublished",
				  arena_printf(arena, "arXiv:%s", work->arxiv));
		add_field(out, "eprint", work->arxiv);
		add_field(out, "archiveprefix", "arXiv");
		add_field(out, "url",
			  arena_printf(arena, "https://arxiv.org/abs/%s", work->arxiv));
	} else if (work->doi) {
		if (titled)
			add_field(out, "howpublished",
				  arena_printf(arena, "doi:%s", work->doi));
		add_field(out, "doi", work->doi);
		add_field(out, "url", arena_printf(arena, "https://doi.org/%s", work->doi));
	} else if (url && *url) {
		add_field(out, "howpublished", latex_address(arena, url));
	}
}

static const char *title_of(const struct latex_work *work, struct arena *arena)
{
	if (work->source)
		return latex_escape(arena, work->source->title && *work->source->title
					       ? work->source->title
					       : work->source->id);
	if (work->arxiv)
		return arena_printf(arena, "arXiv:%s", work->arxiv);
	if (work->doi)
		return arena_printf(arena, "doi:%s", work->doi);
	return latex_escape(arena, work->stated);
}

/* The first two digits of an arXiv number are those of its year in this century. */
static const char *year_of(const struct latex_work *work, struct arena *arena)
{
	if (work->source)
		return latex_escape(arena, work->source->year);
	return work->arxiv ? arena_printf(arena, "20%.2s", work->arxiv) : NULL;
}

static void add_entry(const struct latex_work *work, struct arena *arena, struct buffer *out)
{
	bool by = work->source && work->source->authors && *work->source->authors;

	buffer_printf(out, "@misc{%s,\n", work->key);
	if (by)
		add_field(out, "author", latex_authors(arena, work->source));
	else
		add_field(out, "key", work->key);
	add_field(out, "title", arena_printf(arena, "{%s}", title_of(work, arena)));
	add_field(out, "year", year_of(work, arena));
	add_address(work, work->source != NULL, arena, out);
	buffer_text(out, "}\n");
}

void latex_entries(const struct latex_works *works, const char *name, struct arena *arena,
		   struct buffer *out)
{
	for (size_t i = 0; i < works->count; i++) {
		const struct source *source = works->works[i].source;
		const char *asked = source ? attribution(arena, source) : NULL;

		if (asked)
			buffer_printf(out, "%% %s: %s\n", works->works[i].key,
				      display_plain(arena, asked));
	}
	if (!works->count)
		return;
	buffer_printf(out, "\\begin{filecontents*}[overwrite]{lca-%s.bib}\n", name);
	for (size_t i = 0; i < works->count; i++)
		add_entry(&works->works[i], arena, out);
	buffer_text(out, "\\end{filecontents*}\n");
}
