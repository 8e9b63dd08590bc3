/* Counts what the database holds. */

#include "factors/survey.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "factors/factors_private.h"
#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The source of every row, and of what is apart from them. */
static const char **list_sources(struct factors *factors, const struct factor *const *rows,
				 struct survey *survey, size_t *count)
{
	const struct equivalence *equivalences =
	    factors_equivalences(factors, &survey->equivalence_count);
	const struct published *figures = factors_figures(factors, &survey->figure_count);
	const struct bound *bounds = factors_bounds(factors, &survey->bound_count);
	size_t most = survey->rows + survey->equivalence_count + survey->figure_count +
		      survey->bound_count;
	const char **list = arena_alloc(factors->arena, (most + 1) * sizeof *list);

	*count = 0;
	for (size_t i = 0; i < survey->rows; i++)
		list[(*count)++] = rows[i]->source;
	for (size_t i = 0; i < survey->equivalence_count; i++)
		list[(*count)++] = equivalences[i].source;
	for (size_t i = 0; i < survey->figure_count; i++)
		list[(*count)++] = figure_cell(&figures[i], "source");
	for (size_t i = 0; i < survey->bound_count; i++)
		list[(*count)++] = bounds[i].source;
	return list;
}

static void count_sources(struct factors *factors, const struct factor *const *rows,
			  struct survey *survey)
{
	size_t count;
	const char **ids = list_sources(factors, rows, survey, &count);
	struct cited *list = NULL;

	if (count > 0)
		qsort(ids, count, sizeof *ids, by_text);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !text_same(ids[i], ids[i - 1])) {
			list = arena_grow(factors->arena, list, survey->source_count,
					  sizeof *list);
			list[survey->source_count++] = (struct cited){
			    .id = ids[i], .source = factors_source(factors, ids[i])};
		}
		list[survey->source_count - 1].rows++;
	}
	survey->sources = list;
}

static int by_licence(const void *a, const void *b)
{
	return strcmp(((const struct licence_count *)a)->licence,
		      ((const struct licence_count *)b)->licence);
}

static void count_licences(struct factors *factors, struct survey *survey)
{
	struct licence_count *list = NULL;
	size_t count = 0;

	assert(survey->sources || survey->source_count == 0);
	for (size_t i = 0; i < survey->source_count; i++) {
		const struct cited *cited = &survey->sources[i];
		const char *licence = cited->source ? cited->source->licence : "not stated";
		size_t k = 0;

		while (k < count && !text_same(list[k].licence, licence))
			k++;
		if (k == count) {
			list = arena_grow(factors->arena, list, count, sizeof *list);
			list[count++] = (struct licence_count){.licence = licence};
		}
		list[k].sources++;
		list[k].rows += cited->rows;
	}
	if (count > 0)
		qsort(list, count, sizeof *list, by_licence);
	survey->licences = list;
	survey->licence_count = count;
}

static void tally(struct arena *arena, const struct tally **tallies, size_t *count,
		  const char *name)
{
	struct tally *list = (struct tally *)*tallies;
	size_t k = 0;

	while (k < *count && !text_same(list[k].name, name))
		k++;
	if (k == *count) {
		list = arena_grow(arena, list, *count, sizeof *list);
		list[(*count)++] = (struct tally){.name = name};
		*tallies = list;
	}
	list[k].count++;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->name, ((const struct tally *)b)->name);
}

static void count_names(struct factors *factors, struct survey *survey)
{
	struct region_entry *regions;
	struct thing_entry *things;
	size_t region_count = catalog_regions(factors, &regions);
	size_t thing_count = catalog_things(factors, &things);

	for (size_t i = 0; i < region_count; i++)
		tally(factors->arena, &survey->regions, &survey->region_count, regions[i].kind);
	for (size_t i = 0; i < thing_count; i++)
		tally(factors->arena, &survey->things, &survey->thing_count, things[i].kind);
	if (survey->region_count > 0)
		qsort((struct tally *)survey->regions, survey->region_count,
		      sizeof *survey->regions, by_name);
	if (survey->thing_count > 0)
		qsort((struct tally *)survey->things, survey->thing_count,
		      sizeof *survey->things, by_name);
}

struct survey survey_factors(struct factors *factors)
{
	struct survey survey = {.version = factors_version(factors),
				.digest = factors_digest(factors)};
	const struct factor **rows;

	survey.rows = factors_list(factors, NULL, &rows);
	survey.kind_count = factors_counts(factors, &survey.kinds);
	count_sources(factors, rows, &survey);
	count_licences(factors, &survey);
	count_names(factors, &survey);
	survey.coverage = coverage_of(factors, rows, survey.rows);
	survey.discrepancy_count =
	    discrepancies_of(factors->arena, rows, survey.rows, &survey.discrepancies);
	survey.inversion_count =
	    inversions_of(factors->arena, rows, survey.rows, &survey.inversions);
	return survey;
}
