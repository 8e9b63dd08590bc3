/* Entry points of everything about factors: a value, its view, the writer of the format. */

#include "factors/profile.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "reports/reports.h"
#include "reports/view.h"
#include "reports/write_json.h"

void report_factors(const struct factor *const *rows, size_t count, enum format format,
		    const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_factors(rows, count, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_factors_flat(doc, rows, count);
	else
		view_factors(doc, rows, count);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_found(const struct found *found, enum format format,
		  const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_found(found, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_factors_flat(doc, found->rows, found->row_count);
	else
		view_found(doc, found);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

/* Every row of every profile, for a table. */
static const struct factor **all_rows(struct arena *arena, const struct profile *profiles,
				      size_t count, size_t *row_count)
{
	const struct factor **rows = NULL;

	*row_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct profile *profile = &profiles[i];

		if (profile->row) {
			rows = arena_grow(arena, rows, *row_count, sizeof *rows);
			rows[(*row_count)++] = profile->row;
		}
		for (size_t k = 0; k < profile->count; k++)
			for (size_t r = 0; r < profile->vintages[k].count; r++) {
				rows = arena_grow(arena, rows, *row_count, sizeof *rows);
				rows[(*row_count)++] = profile->vintages[k].rows[r];
			}
	}
	return rows;
}

void report_profiles(const struct profile *profiles, size_t count, enum format format,
		     const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_profiles(profiles, count, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV) {
		size_t row_count;
		const struct factor **rows = all_rows(doc->arena, profiles, count, &row_count);

		view_factors_flat(doc, rows, row_count);
	} else {
		view_profiles(doc, profiles, count);
	}
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_difference(const struct difference *difference, const struct diags *diags,
		       enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_difference(difference, diags, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_difference_flat(doc, difference);
	else
		view_difference(doc, difference, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_added(const struct factor *row, const struct factor *hidden, enum format format,
		  const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON || format == FORMAT_CSV) {
		report_factors(&row, 1, format, style, out);
		return;
	}
	doc = doc_new();
	view_added(doc, row, hidden);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

static size_t count_warnings(const struct diags *diags)
{
	size_t count = 0;

	for (size_t i = 0; i < diags_count(diags); i++)
		count += diag_severity(diags_at(diags, i)->code) == DIAG_SEVERITY_WARNING;
	return count;
}

void report_survey(const struct survey *survey, const struct diags *diags, enum format format,
		   const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_survey(survey, diags, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_survey_flat(doc, survey);
	else if (format == FORMAT_MARKDOWN || format == FORMAT_HTML)
		view_survey_whole(doc, survey);
	else
		view_survey(doc, survey, count_warnings(diags));
	doc_write(doc, format, style, out);
	doc_free(doc);
}
