/* A comparison: what is not ranked, what it means, and its record. */

#include "reports/view_comparison.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

static const struct shown_unit plain_number = {.text = "", .size = 1};

enum { SHORT_DIGEST = 12, EXACT_DIGITS = 4, CHANCE_DIGITS = 3 };

bool comparison_is_varied(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++)
		if (comparison->rows[i].value_count > 0)
			return true;
	return false;
}

bool comparison_is_reference(const struct comparison *comparison, size_t row)
{
	return comparison->rows[row].as_stated && comparison_is_varied(comparison);
}

bool comparison_shows(const struct comparison_view *view, size_t row)
{
	return view->top == 0 || row < view->top ||
	       comparison_is_reference(view->comparison, row);
}

bool comparison_of_one_file(const struct comparison *comparison)
{
	for (size_t i = 1; i < comparison->row_count; i++)
		if (!text_same(comparison->rows[i].file, comparison->rows[0].file))
			return false;
	return true;
}

/* "region", or "region, year" of several keys. */
static const char *keys(struct arena *arena, const struct comparison *comparison)
{
	const struct compared_row *row = comparison->rows;
	struct buffer text = {0};
	const char *result;

	while (row->value_count == 0)
		row++;
	for (size_t i = 0; i < row->value_count; i++)
		buffer_printf(&text, "%s%s", i ? ", " : "", row->values[i].key);
	result = arena_text(arena, text.text);
	buffer_free(&text);
	return result;
}

const char *comparison_label_title(struct arena *arena, const struct comparison *comparison)
{
	if (!comparison_is_varied(comparison))
		return "scenario";
	return comparison_of_one_file(comparison) ? keys(arena, comparison) : "variant";
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct shown_unit comparison_unit(struct arena *arena, const struct comparison *comparison,
				  size_t criterion, bool embodied)
{
	double *values = arena_alloc(arena, (comparison->row_count + 1) * sizeof *values);
	double middle = 1;
	size_t count = 0;

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];
		const struct impact *impacts = embodied ? row->embodied : row->totals;

		if (impacts && impacts[criterion].status == IMPACT_COUNTED &&
		    (embodied || !row->lacks_electricity[criterion]) &&
		    impacts[criterion].statistics.central != 0)
			values[count++] = fabs(impacts[criterion].statistics.central);
	}
	if (count > 0) {
		qsort(values, count, sizeof *values, by_size);
		middle = values[count / 2];
	}
	return number_unit(comparison->criteria[criterion]->symbol, middle);
}

const char *comparison_chance(struct arena *arena, double share, double error, bool sampled)
{
	static const double least = 0.1;

	if (!sampled)
		return number_share(arena, share);
	if (share < 0.0005)
		return "< 0.1 %";
	if (share > 0.9995)
		return "> 99.9 %";
	return arena_printf(
	    arena, "%s %%",
	    number_known(arena, 100 * share, fmax(100 * error, least), CHANCE_DIGITS));
}

const char *comparison_ratio(struct arena *arena, const struct statistics *ratio)
{
	if (!ratio->finite)
		return "-";
	return number_has_spread(ratio) ? number_median(arena, ratio, plain_number)
					: number_plain(arena, ratio->median, EXACT_DIGITS);
}

bool comparison_is_sampled(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->ranked; i++) {
		const struct compared_row *row = &comparison->rows[i];

		if (number_has_spread(row->ratio.finite ? &row->ratio : &row->difference))
			return true;
	}
	return false;
}

const char *comparison_basis(const struct comparison *comparison)
{
	return comparison->record.basis == FACTORS_DIRECT ? "direct" : "lifecycle";
}

const char *comparison_interval(struct arena *arena, const struct comparison *comparison)
{
	return view_percent(arena, comparison->record.interval);
}

static bool same_reason(const struct compared_row *a, const struct compared_row *b)
{
	return a->status == b->status && text_same(a->reason ? a->reason : "no reason given",
						   b->reason ? b->reason : "no reason given");
}

/* One line for all rows that are not ranked for the same reason; written at the first. */
static void unranked_line(const struct comparison_view *view, size_t first)
{
	const struct comparison *comparison = view->comparison;
	const struct compared_row *row = &comparison->rows[first];
	struct buffer names = {0};

	for (size_t i = comparison->ranked; i < first; i++)
		if (same_reason(&comparison->rows[i], row))
			return;
	for (size_t i = first; i < comparison->row_count; i++)
		if (same_reason(&comparison->rows[i], row))
			buffer_printf(&names, "%s%s",
				      i > first ? comparison_separator(comparison) : "",
				      comparison->rows[i].label);
	doc_line(view->doc, 0, "%s: %s%s", names.text,
		 row->status == COMPARED_MISSING ? "missing: " : "",
		 row->reason ? row->reason : "no reason given");
	buffer_free(&names);
}

static void unranked(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;

	doc_list(view->doc, DOC_LIST, "Not ranked");
	for (size_t i = comparison->ranked; i < comparison->row_count; i++)
		unranked_line(view, i);
	doc_drop_empty(view->doc);
}

static void meaning(struct doc *doc, const struct comparison *comparison)
{
	doc_add(
	    doc, DOC_TEXT,
	    "Average factors attribute what was emitted to those who draw electricity; they "
	    "say nothing of what added demand sets off. This is no comparative assertion "
	    "for the public in the sense of ISO 14044: no third party has reviewed it "
	    "(ISO/TS 14071).%s",
	    comparison_of_one_file(comparison)
		? ""
		: " Whether the scenarios serve the same function is not checked.");
}

/* What common random numbers gained for the first two rows. */
static const char *pairing(struct arena *arena, const struct comparison *comparison)
{
	const struct criterion *criterion = comparison->criteria[comparison->by];
	struct shown_unit unit = number_unit(criterion->symbol, comparison->unpaired_sd);

	if (!isfinite(comparison->paired_sd) || !isfinite(comparison->unpaired_sd) ||
	    comparison->paired_sd > 0.95 * comparison->unpaired_sd)
		return "";
	return arena_printf(
	    arena,
	    " What two have in common moves both alike: the difference of the first two has a "
	    "standard deviation of %s %s, drawn apart it would be %s.",
	    number_significant(arena, comparison->paired_sd / unit.size, 2), unit.text,
	    number_significant(arena, comparison->unpaired_sd / unit.size, 2));
}

/* "sha256 0123456789ab" or nothing. */
static const char *digest(struct arena *arena, const char *hex)
{
	return hex ? arena_printf(arena, " (sha256 %.*s)", SHORT_DIGEST, hex) : "";
}

static void add_files(struct buffer *line, struct arena *arena,
		      const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct compared_row *row = &comparison->rows[i];
		size_t k = 0;

		while (k < i && !text_same(comparison->rows[k].file, row->file))
			k++;
		if (k == i && row->file)
			buffer_printf(line, "; scenario %s%s", row->file,
				      digest(arena, row->sha256));
	}
}

static void footer(struct doc *doc, const struct comparison *comparison)
{
	const struct record *record = &comparison->record;
	struct arena *arena = doc->arena;
	const struct assessment run = {.record = *record};
	const char *kept = "";
	struct buffer line = {0};

	if (comparison->pair_samples < record->samples)
		kept = arena_printf(arena, "; ratios and groups rest on the first %s",
				    number_fixed(arena, (double)comparison->pair_samples, 0));
	doc_add(doc, DOC_FOOTER,
		"Ranges are %s intervals of %s samples%s, seed %" PRIu64 "%s. Ranked by the "
		"median, which is shown throughout; lca run prints the central value.%s",
		comparison_interval(arena, comparison),
		number_fixed(arena, (double)record->samples, 0), view_sampler(arena, &run),
		record->seed, kept, pairing(arena, comparison));
	buffer_printf(&line, "lca %s; factors %s%s", record->version ? record->version : "",
		      record->factors_version ? record->factors_version : "",
		      digest(arena, record->factors_sha256));
	add_files(&line, arena, comparison);
	for (size_t i = 0; i < record->option_count; i++)
		buffer_printf(&line, "; %s", record->options[i]);
	doc_add(doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

static const char *title(struct arena *arena, const struct comparison *comparison)
{
	const struct compared_row *first = &comparison->rows[0];
	const char *name = first->name ? first->name : first->file;

	if (!comparison_of_one_file(comparison))
		return arena_printf(arena, "Comparison of %zu %s", comparison->row_count,
				    comparison_is_varied(comparison) ? "variants of scenarios"
								     : "scenarios");
	if (!comparison_is_varied(comparison))
		return name ? name : "Comparison";
	return arena_printf(arena, "%s, by %s", name ? name : "Comparison",
			    comparison_label_title(arena, comparison));
}

void view_comparison(struct doc *doc, const struct comparison *comparison, size_t top,
		     const struct diags *diags)
{
	struct comparison_view view = {.doc = doc, .comparison = comparison, .top = top};
	struct assessment cited = {.record = comparison->record};

	comparison_cite(&view);
	cited.sources = view.sources;
	cited.source_count = view.source_count;
	doc_add(doc, DOC_TITLE, "%s", title(doc->arena, comparison));
	comparison_headline(&view);
	comparison_cautions(&view);
	view_chart_regions(&view);
	comparison_ranking(&view);
	unranked(&view);
	comparison_side_by_side(&view);
	comparison_places(&view);
	comparison_choices(&view);
	meaning(doc, comparison);
	view_warnings(doc, diags);
	comparison_notes(&view, diags);
	view_inputs(doc, &cited);
	view_citations(doc, &cited);
	footer(doc, comparison);
}
