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

struct known {
	const char *code, *years; /* in words */
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

static int by_years(const void *a, const void *b)
{
	const struct known *left = a, *right = b;
	int order = strcmp(left->years, right->years);

	return order ? order : strcmp(left->code, right->code);
}

/* The countries of known[0..count), which have the same years. */
static struct span join(struct arena *arena, const struct known *known, size_t count)
{
	struct buffer codes = {0};
	struct span span = {.years = known[0].years, .count = count};

	for (size_t i = 0; i < count; i++) {
		buffer_text(&codes, i > 0 ? ", " : "");
		buffer_text(&codes, known[i].code);
	}
	span.regions = arena_copy(arena, codes.text, codes.length);
	buffer_free(&codes);
	return span;
}

static size_t group(struct arena *arena, struct known *known, size_t count, struct span **spans)
{
	size_t span_count = 0, next;

	if (count > 0)
		qsort(known, count, sizeof *known, by_years);
	for (size_t first = 0; first < count; first = next) {
		for (next = first + 1;
		     next < count && text_same(known[next].years, known[first].years);)
			next++;
		*spans = arena_grow(arena, *spans, span_count, sizeof **spans);
		(*spans)[span_count++] = join(arena, known + first, next - first);
	}
	return span_count;
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
	size_t country_count = list_countries(factors, &countries), span_count;
	struct span *spans = NULL;
	struct known *known;

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
	known = arena_alloc(factors->arena, (country_count + 1) * sizeof *known);
	for (size_t i = 0; i < country_count; i++) {
		const char *years = describe(factors->arena, countries[i].years);

		known[i] = (struct known){countries[i].code, *years ? years : "none"};
	}
	span_count = group(factors->arena, known, country_count, &spans);
	if (span_count > 0)
		qsort(spans, span_count, sizeof *spans, by_count);
	*found = spans;
	return span_count;
}
