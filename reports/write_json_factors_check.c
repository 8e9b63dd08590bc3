/* The JSON result of lca factors check. */

#include <cJSON.h>

#include "factors/factors.h"
#include "factors/survey.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_json.h"

static void add_kinds(struct arena *arena, struct cJSON *root, const struct survey *survey)
{
	struct cJSON *kinds = json_object(root, "kinds");

	for (size_t i = 0; i < survey->kind_count; i++)
		json_count(arena, kinds, survey->kinds[i].kind, survey->kinds[i].rows);
}

static void add_tallies(struct arena *arena, struct cJSON *root, const char *key,
			const struct tally *tallies, size_t count)
{
	struct cJSON *object = json_object(root, key);

	for (size_t i = 0; i < count; i++)
		json_count(arena, object, *tallies[i].name ? tallies[i].name : "-",
			   tallies[i].count);
}

static void add_sources(struct arena *arena, struct cJSON *root, const struct survey *survey)
{
	struct cJSON *list = json_array(root, "sources"), *object;

	for (size_t i = 0; i < survey->source_count; i++) {
		const struct source *source = survey->sources[i].source;

		object = json_object(list, NULL);
		json_text(arena, object, "id", survey->sources[i].id);
		json_count(arena, object, "rows", survey->sources[i].rows);
		json_text(arena, object, "title", source ? source->title : NULL);
		json_text(arena, object, "authors", source ? source->authors : NULL);
		json_text(arena, object, "year", source ? source->year : NULL);
		json_text(arena, object, "url", source ? source->url : NULL);
		json_text(arena, object, "licence", source ? source->licence : NULL);
		json_text(arena, object, "retrieved", source ? source->retrieved : NULL);
	}
	list = json_array(root, "licences");
	for (size_t i = 0; i < survey->licence_count; i++) {
		object = json_object(list, NULL);
		json_text(arena, object, "licence", survey->licences[i].licence);
		json_count(arena, object, "sources", survey->licences[i].sources);
		json_count(arena, object, "rows", survey->licences[i].rows);
	}
}

static void add_cross(struct arena *arena, struct cJSON *list, const struct cross *cross)
{
	struct cJSON *object = json_object(list, NULL), *rows;

	json_text(arena, object, "title", cross->title);
	rows = json_array(object, "rows");
	for (size_t i = 0; i < cross->row_count; i++) {
		const struct cross_row *row = &cross->rows[i];
		struct cJSON *line = json_object(rows, NULL), *counts;

		json_text(arena, line, "label", row->label);
		json_count(arena, line, "number", row->members);
		counts = json_object(line, "with");
		for (size_t k = 0; k < cross->heading_count; k++)
			json_count(arena, counts, cross->headings[k], row->counts[k]);
		if (!row->first_year)
			continue;
		json_number(arena, line, "first_year", row->first_year);
		json_number(arena, line, "last_year", row->last_year);
	}
}

static void add_coverage(struct arena *arena, struct cJSON *root,
			 const struct coverage *coverage)
{
	struct cJSON *list = json_array(root, "coverage");

	for (size_t i = 0; i < coverage->table_count; i++)
		add_cross(arena, list, &coverage->tables[i]);
	list = json_array(root, "countries");
	for (size_t i = 0; i < coverage->span_count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "years", coverage->spans[i].years);
		json_count(arena, object, "number", coverage->spans[i].count);
		json_text(arena, object, "regions", coverage->spans[i].regions);
	}
}

static void add_discrepancies(struct arena *arena, struct cJSON *root, const char *key,
			      const struct discrepancy *discrepancies, size_t count)
{
	struct cJSON *list = json_array(root, key);

	for (size_t i = 0; i < count; i++) {
		const struct discrepancy *discrepancy = &discrepancies[i];
		const struct unit *unit = &discrepancy->a->quantity.unit;
		struct cJSON *object = json_object(list, NULL), *side;

		side = json_object(object, "lowest");
		json_text(arena, side, "id", discrepancy->a->id);
		json_text(arena, side, "source", discrepancy->a->source);
		json_estimate(arena, side, discrepancy->a, unit);
		side = json_object(object, "highest");
		json_text(arena, side, "id", discrepancy->b->id);
		json_text(arena, side, "source", discrepancy->b->source);
		json_estimate(arena, side, discrepancy->b, unit);
		json_number(arena, object, "ratio", discrepancy->contrast.ratio);
		json_number(arena, object, "deviations", discrepancy->contrast.distance);
		json_count(arena, object, "rows", discrepancy->variants);
	}
}

void json_survey(const struct survey *survey, const struct diags *diags, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new();

	json_text(arena, root, "version", survey->version);
	json_text(arena, root, "sha256", survey->digest);
	json_count(arena, root, "rows", survey->rows);
	json_count(arena, root, "equivalences", survey->equivalence_count);
	json_count(arena, root, "figures", survey->figure_count);
	json_count(arena, root, "bounds", survey->bound_count);
	add_kinds(arena, root, survey);
	add_tallies(arena, root, "regions", survey->regions, survey->region_count);
	add_tallies(arena, root, "things", survey->things, survey->thing_count);
	add_sources(arena, root, survey);
	add_coverage(arena, root, &survey->coverage);
	add_discrepancies(arena, root, "discrepancies", survey->discrepancies,
			  survey->discrepancy_count);
	add_discrepancies(arena, root, "direct_above_lifecycle", survey->inversions,
			  survey->inversion_count);
	json_warnings(arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(arena);
}
