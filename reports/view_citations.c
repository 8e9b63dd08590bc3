/* The sources that a report cites, and where in them its rows stand. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/attribution.h"
#include "reports/view.h"
#include "reports/view_factors.h"

enum { LONGEST_LOCATOR = 100, LONGEST_REASON = 200 };

static bool cites(const struct assessment *assessment, size_t i, const struct source *source)
{
	const struct factor *factor = assessment->factors[i].factor;

	return *factor->locator && text_same(factor->source, source->id);
}

/* A derivation that is longer is told by lca factors show. */
static void locator(struct buffer *line, const char *text)
{
	size_t length = strlen(text);

	if (length > LONGEST_LOCATOR) {
		length = LONGEST_LOCATOR;
		while (length > 0 && text[length] != ' ')
			length--;
	}
	buffer_add(line, text, length);
	if (text[length])
		buffer_text(line, " ...");
}

/* An estimate rests on more than the place cited. */
static void estimated(struct arena *arena, struct buffer *line, const struct factor *factor)
{
	const char *reason = factor_reason(arena, factor, LONGEST_REASON);

	if (reason)
		buffer_printf(line, " (%s)", reason);
}

/* Where in the source its rows stand, each place once: "; at: table 2, row France". */
static void locators(struct arena *arena, struct buffer *line,
		     const struct assessment *assessment, const struct source *source)
{
	const char *lead = "; at: ";

	for (size_t i = 0; i < assessment->factor_count; i++) {
		const char *text = assessment->factors[i].factor->locator;
		size_t k = 0;

		if (!cites(assessment, i, source))
			continue;
		while (k < i && !(cites(assessment, k, source) &&
				  text_same(assessment->factors[k].factor->locator, text)))
			k++;
		if (k < i)
			continue;
		buffer_text(line, lead);
		locator(line, text);
		estimated(arena, line, assessment->factors[i].factor);
		lead = "; ";
	}
}

/* Authors, title, year, address; then what its licence asks for, or the licence alone; then
 * where in it. */
static void source_line(struct doc *doc, const struct assessment *assessment,
			const struct source *source)
{
	const char *asked = attribution(doc->arena, source);
	bool named = source->title && *source->title && !text_same(source->title, source->id);
	struct buffer line = {0};

	buffer_text(&line, source->id);
	if (source->authors && *source->authors)
		buffer_printf(&line, "%s%s", named ? ": " : ", ", source->authors);
	if (named)
		buffer_printf(&line, "%s%s", source->authors && *source->authors ? ", " : ": ",
			      source->title);
	if (source->year && *source->year)
		buffer_printf(&line, ", %s", source->year);
	if (source->url && *source->url)
		buffer_printf(&line, ", %s", source->url);
	if (asked)
		buffer_printf(&line, " [%s]", asked);
	else if (source->licence && *source->licence)
		buffer_printf(&line, " [%s]", source->licence);
	locators(doc->arena, &line, assessment, source);
	doc_line(doc, 0, "%s", line.text);
	buffer_free(&line);
}

void view_citations(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_NUMBERED, "Sources");
	for (size_t i = 0; i < assessment->source_count; i++)
		source_line(doc, assessment, assessment->sources[i]);
	doc_drop_empty(doc);
}
