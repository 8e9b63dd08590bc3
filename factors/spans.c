/* Groups countries by the years that their electricity is known for. */

#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "factors/coverage.h"
#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { FIRST_YEAR = 1980, YEARS = 128 };

struct country {
	const char *code;
	bool years[YEARS];
};

/* "2000-2023, 2025" */
static const char *describe(struct arena *arena, const bool *years)
{
	const char *text = "";

	for (int first = 0, next; first < YEARS; first = next) {
		next = first + 1;
		if (!years[first])
			continue;
		while (next < YEARS && years[next])
			next++;
		text =
		    arena_printf(arena, "%s%s%d", text, *text ? ", " : "", FIRST_YEAR + first);
		if (next - first > 1)
			text = arena_printf(arena, "%s-%d", text, FIRST_YEAR + next - 1);
	}
	return text;
}

static void add(struct arena *arena, struct span **spans, size_t *count, const char *years,
		const char *code)
{
	struct span *span = NULL;

	for (size_t i = 0; i < *count && !span; i++)
		if (text_same((*spans)[i].years, years))
			span = &(*spans)[i];
	if (!span) {
		*spans = arena_grow(arena, *spans, *count, sizeof **spans);
		span = &(*spans)[(*count)++];
		*span = (struct span){.years = years, .regions = ""};
	}
	span->regions =
	    arena_printf(arena, "%s%s%s", span->regions, *span->regions ? ", " : "", code);
	span->count++;
}

static int by_count(const void *a, const void *b)
{
	const struct span *left = a, *right = b;
	int order = (left->count < right->count) - (left->count > right->count);

	return order ? order : strcmp(left->years, right->years);
}

static int by_code(const void *key, const void *element)
{
	return strcmp(key, ((const struct country *)element)->code);
}

static size_t list_countries(struct factors *factors, struct country **countries)
{
	struct region_entry *regions;
	size_t count = catalog_regions(factors, &regions), listed = 0;

	*countries = arena_alloc(factors->arena, (count + 1) * sizeof **countries);
	for (size_t i = 0; i < count; i++)
		if (text_same(regions[i].kind, "country"))
			(*countries)[listed++].code = regions[i].code;
	return listed;
}

size_t spans_of(struct factors *factors, const struct factor *const *rows, size_t count,
		const struct span **found)
{
	struct country *countries;
	size_t country_count = list_countries(factors, &countries), span_count = 0;
	struct span *spans = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct factor *row = rows[i];
		struct country *country;

		if (!text_same(row->activity, "electricity") ||
		    !text_same(row->criterion, "gwp") || *row->variant ||
		    row->year < FIRST_YEAR || row->year >= FIRST_YEAR + YEARS)
			continue;
		country =
		    bsearch(row->region, countries, country_count, sizeof *countries, by_code);
		if (country)
			country->years[row->year - FIRST_YEAR] = true;
	}
	for (size_t i = 0; i < country_count; i++) {
		const char *years = describe(factors->arena, countries[i].years);

		add(factors->arena, &spans, &span_count, *years ? years : "none",
		    countries[i].code);
	}
	if (span_count > 0)
		qsort(spans, span_count, sizeof *spans, by_count);
	*found = spans;
	return span_count;
}
