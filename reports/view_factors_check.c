/* What the database holds: a page for a terminal, or everything for the manual. */

#include "factors/catalog.h"
#include "factors/survey.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_factors.h"

/* Discrepancies on a page; MOST_TOLD in the manual. */
enum { FEW_TOLD = 10, MOST_TOLD = 60 };

static const char *number(struct arena *arena, size_t count)
{
	return number_fixed(arena, (double)count, 0);
}

static void counts(struct doc *doc, const char *title, const char *name, const char *count)
{
	doc_add(doc, DOC_SECTION, "%s", title);
	doc_table(
	    doc, (struct doc_column[]){{.title = name}, {.title = count, .align = ALIGN_RIGHT}},
	    2);
}

static void count_row(struct doc *doc, const char *name, size_t count)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_number(doc, number(doc->arena, count));
}

static void view_kinds(struct doc *doc, const struct survey *survey)
{
	counts(doc, "Rows by kind", "kind", "rows");
	for (size_t i = 0; i < survey->kind_count; i++)
		count_row(doc, survey->kinds[i].kind, survey->kinds[i].rows);
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, "all");
	doc_number(doc, number(doc->arena, survey->rows));
	doc_add(doc, DOC_TEXT,
		"Apart from them: %s of emissions (lca run --equiv); %s that claims are held "
		"against, and %s of what is plausible (lca audit).",
		view_count(doc->arena, survey->equivalence_count, "equivalent"),
		view_count(doc->arena, survey->figure_count, "published figure"),
		view_count(doc->arena, survey->bound_count, "bound"));
}

static void view_names(struct doc *doc, const struct survey *survey)
{
	counts(doc, "Names", "regions and things", "number");
	for (size_t i = 0; i < survey->region_count; i++)
		count_row(doc, arena_printf(doc->arena, "region: %s", survey->regions[i].name),
			  survey->regions[i].count);
	for (size_t i = 0; i < survey->thing_count; i++)
		count_row(doc, arena_printf(doc->arena, "thing: %s", survey->things[i].name),
			  survey->things[i].count);
}

static void view_licences(struct doc *doc, const struct survey *survey)
{
	doc_add(doc, DOC_SECTION, "Licences");
	doc_table(doc,
		  (struct doc_column[]){{.title = "licence"},
					{.title = "sources", .align = ALIGN_RIGHT},
					{.title = "rows", .align = ALIGN_RIGHT}},
		  3);
	for (size_t i = 0; i < survey->licence_count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, survey->licences[i].licence);
		doc_number(doc, number(doc->arena, survey->licences[i].sources));
		doc_number(doc, number(doc->arena, survey->licences[i].rows));
	}
}

/* "Ember (2026): Yearly electricity data. https://..." */
static const char *work_of(struct arena *arena, const struct source *source)
{
	return arena_printf(arena, "%s%s%s%s%s%s%s%s", source->authors,
			    *source->year ? " (" : "", source->year, *source->year ? ")" : "",
			    *source->authors || *source->year ? ": " : "", source->title,
			    *source->url ? ". " : "", source->url);
}

static void view_sources(struct doc *doc, const struct survey *survey)
{
	doc_add(doc, DOC_SECTION, "Sources and attributions");
	doc_table(doc,
		  (struct doc_column[]){{.title = "source"},
					{.title = "work", .wraps = true},
					{.title = "licence"},
					{.title = "rows", .align = ALIGN_RIGHT}},
		  4);
	for (size_t i = 0; i < survey->source_count; i++) {
		const struct cited *cited = &survey->sources[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, cited->id);
		doc_cell(doc, cited->source ? work_of(doc->arena, cited->source) : "");
		doc_cell(doc, cited->source ? cited->source->licence : "not stated");
		doc_number(doc, number(doc->arena, cited->rows));
	}
}

static bool any_year(const struct cross *cross)
{
	for (size_t i = 0; i < cross->row_count; i++)
		if (cross->rows[i].first_year)
			return true;
	return false;
}

static const char *years_of(struct arena *arena, const struct cross_row *row)
{
	if (!row->first_year)
		return "";
	return row->first_year == row->last_year
		   ? arena_printf(arena, "%d", row->first_year)
		   : arena_printf(arena, "%d-%d", row->first_year, row->last_year);
}

static void cross_row(struct doc *doc, const struct cross *cross, const struct cross_row *row,
		      bool years)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, row->label);
	doc_number(doc, number(doc->arena, row->members));
	for (size_t i = 0; i < cross->heading_count; i++)
		doc_number(doc, row->counts[i] ? number(doc->arena, row->counts[i]) : "");
	if (years)
		doc_cell(doc, years_of(doc->arena, row));
}

static void view_cross(struct doc *doc, const struct cross *cross)
{
	struct doc_column columns[MOST_HEADINGS + 3] = {
	    {.title = cross->label}, {.title = "number", .align = ALIGN_RIGHT}};
	bool years = any_year(cross);
	size_t count = 2;

	for (size_t i = 0; i < cross->heading_count; i++)
		columns[count++] =
		    (struct doc_column){.title = cross->headings[i], .align = ALIGN_RIGHT};
	if (years)
		columns[count++] = (struct doc_column){
		    .title = arena_printf(doc->arena, "years of %s", cross->headings[0])};
	doc_add(doc, DOC_SECTION, "%s", cross->title);
	doc_table(doc, columns, count);
	for (size_t i = 0; i < cross->row_count; i++)
		cross_row(doc, cross, &cross->rows[i], years);
}

static void view_spans(struct doc *doc, const struct coverage *coverage)
{
	doc_add(doc, DOC_SECTION, "Countries by years of electricity's gwp");
	doc_table(doc,
		  (struct doc_column[]){{.title = "years", .wraps = true},
					{.title = "number", .align = ALIGN_RIGHT},
					{.title = "countries", .wraps = true}},
		  3);
	for (size_t i = 0; i < coverage->span_count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, coverage->spans[i].years);
		doc_number(doc, number(doc->arena, coverage->spans[i].count));
		doc_cell(doc, coverage->spans[i].regions);
	}
}

/* The key that the rows of a discrepancy share. */
static const char *key_of(struct arena *arena, const struct factor *factor)
{
	return arena_printf(
	    arena, "%s/%s/%s/%s", factor->activity, *factor->region ? factor->region : "-",
	    factor->year ? arena_printf(arena, "%d", factor->year) : "-", factor->criterion);
}

static void discrepancy_row(struct doc *doc, const struct discrepancy *discrepancy)
{
	const struct unit *unit = &discrepancy->a->quantity.unit;
	struct arena *arena = doc->arena;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, key_of(arena, discrepancy->a));
	doc_number(doc, factor_number(arena, discrepancy->a, unit));
	doc_cell(doc, factor_source(arena, discrepancy->a));
	doc_number(doc, factor_number(arena, discrepancy->b, unit));
	doc_cell(doc, factor_source(arena, discrepancy->b));
	doc_cell(doc, unit->text);
	doc_number(doc, factor_ratio(arena, discrepancy->contrast.ratio));
}

/* Two accounts of one grid: a result on one basis is no part of that on the other. */
static void view_inversions(struct doc *doc, const struct survey *survey)
{
	if (survey->inversion_count == 0)
		return;
	doc_list(doc, DOC_LIST, "Direct figures above the life-cycle ones");
	for (size_t i = 0; i < survey->inversion_count; i++) {
		const struct discrepancy *pair = &survey->inversions[i];
		const struct unit *unit = &pair->a->quantity.unit;

		doc_line(doc, 0, "%s: direct %s (%s), life cycle %s (%s) %s",
			 key_of(doc->arena, pair->a), factor_number(doc->arena, pair->b, unit),
			 pair->b->source, factor_number(doc->arena, pair->a, unit),
			 pair->a->source, unit->text);
	}
}

static void view_discrepancies(struct doc *doc, const struct survey *survey, size_t most)
{
	size_t count = survey->discrepancy_count, shown = count < most ? count : most;

	doc_add(doc, DOC_SECTION, "Sources that contradict each other");
	doc_add(doc, DOC_TEXT,
		"Of %s the sources lie further apart than 5 %% and than their spreads, on the "
		"same basis%s",
		view_count(doc->arena, count, "key"),
		shown < count ? arena_printf(doc->arena, "; the largest %zu:", shown)
		: count	      ? ":"
			      : ".");
	if (count == 0)
		return;
	doc_table(doc,
		  (struct doc_column[]){{.title = "key", .wraps = true},
					{.title = "lowest", .align = ALIGN_RIGHT},
					{.title = "by", .wraps = true},
					{.title = "highest", .align = ALIGN_RIGHT},
					{.title = "by", .wraps = true},
					{.title = "unit", .wraps = true},
					{.title = "ratio", .align = ALIGN_RIGHT}},
		  7);
	for (size_t i = 0; i < shown; i++)
		discrepancy_row(doc, &survey->discrepancies[i]);
}

void view_survey(struct doc *doc, const struct survey *survey, size_t warnings)
{
	doc_add(doc, DOC_TITLE, "factors %s: valid, %zu rows, %zu warnings", survey->version,
		survey->rows, warnings);
	doc_add(doc, DOC_HEADLINE, "sha256 %s", survey->digest);
	view_kinds(doc, survey);
	view_names(doc, survey);
	view_licences(doc, survey);
	view_discrepancies(doc, survey, FEW_TOLD);
	view_inversions(doc, survey);
}

void view_survey_whole(struct doc *doc, const struct survey *survey)
{
	view_kinds(doc, survey);
	for (size_t i = 0; i < survey->coverage.table_count; i++)
		view_cross(doc, &survey->coverage.tables[i]);
	view_spans(doc, &survey->coverage);
	view_names(doc, survey);
	view_discrepancies(doc, survey, MOST_TOLD);
	view_inversions(doc, survey);
	view_licences(doc, survey);
	view_sources(doc, survey);
}

void view_survey_flat(struct doc *doc, const struct survey *survey)
{
	doc_table(doc, (struct doc_column[]){{.title = "kind"}, {.title = "rows"}}, 2);
	for (size_t i = 0; i < survey->kind_count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, survey->kinds[i].kind);
		doc_number(doc, arena_printf(doc->arena, "%zu", survey->kinds[i].rows));
	}
}
