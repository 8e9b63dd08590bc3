/* What was run, where, when and by whom, and what is left out: what a page says first. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts.h"
#include "reports/view.h"

enum { YEAR_DIGITS = 4 };

static const char *join(struct arena *arena, const char *list, const char *one)
{
	if (!one || !*one)
		return list;
	return list ? arena_printf(arena, "%s · %s", list, one) : one;
}

/* The model by name and version, where the title does not say it. */
static const char *model(struct arena *arena, const struct assessment *a)
{
	const struct about *about = a->about;

	if (!about->model && !about->version)
		return NULL;
	if (!about->model)
		return arena_printf(arena, "version %s", about->version);
	if (about->version)
		return arena_printf(arena, "%s %s", about->model, about->version);
	return text_same(about->model, a->name) ? NULL : about->model;
}

static const char *hardware(struct arena *arena, const struct facts *facts)
{
	if (facts->hardware_type && facts->hours_used)
		return arena_printf(arena, "%s, %s", facts->hardware_type, facts->hours_used);
	return facts->hardware_type ? facts->hardware_type : facts->hours_used;
}

/* The year that a text begins with; 0: none. */
static int year_in(const char *text)
{
	for (size_t i = 0; i < YEAR_DIGITS; i++)
		if (!isdigit((unsigned char)text[i]))
			return 0;
	return (int)strtol(text, NULL, 10);
}

/* "2022", "2022 to 2024": the years of the items. */
static const char *years(struct arena *arena, const struct assessment *a)
{
	int first = 0, last = 0;

	for (size_t i = 0; i < a->item_count; i++) {
		const char *period = a->items[i].period, *until;
		int from = period ? year_in(period) : 0, end;

		if (!from || a->items[i].credit)
			continue;
		until = strchr(period, '/');
		end = until ? year_in(until + 1) : from;
		first = first && first < from ? first : from;
		last = last > end ? last : end;
		last = last > from ? last : from;
	}
	if (!first)
		return NULL;
	return first == last ? arena_printf(arena, "%d", first)
			     : arena_printf(arena, "%d to %d", first, last);
}

static const char *who(struct arena *arena, const struct about *about)
{
	const char *author =
	    about->author ? arena_printf(arena, "study by %s", about->author) : NULL;

	return join(arena, about->organisation, author);
}

/* "inference (excluded), network (not covered)"; NULL: nothing of the life is left out. */
static const char *left_out(struct arena *arena, const struct assessment *a)
{
	const char *list = NULL;

	for (size_t i = 0; i < a->completeness_count; i++) {
		const struct completeness_row *row = &a->completeness[i];

		if (row->status != COVERED)
			list = arena_printf(arena, "%s%s%s (%s)", list ? list : "",
					    list ? ", " : "", row->stage,
					    completeness_name(row->status));
	}
	return list;
}

void view_facts(struct doc *doc, const struct assessment *assessment)
{
	struct arena *arena = doc->arena;
	const struct facts *facts;
	const char *line, *out;

	if (!doc->draws || assessment_gwp(assessment) == assessment->criterion_count)
		return;
	facts = facts_of(arena, assessment);
	line = join(arena, NULL, model(arena, assessment));
	line = join(arena, line, facts->training_type);
	line = join(arena, line, hardware(arena, facts));
	line = join(arena, line, facts->cloud_provider);
	line = join(arena, line, facts->compute_region);
	line = join(arena, line, years(arena, assessment));
	line = join(arena, line, who(arena, assessment->about));
	if (line)
		doc_add(doc, DOC_TEXT, "%s", line);
	out = left_out(arena, assessment);
	if (out)
		doc_add(doc, DOC_TEXT, "Not counted: %s.", out);
}
