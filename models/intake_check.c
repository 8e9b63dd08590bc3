/* Is what was read enough? Says what was left out and why. */

#include <string.h>

#include "lca/base/arena.h"
#include "models/intake.h"

/* "State is 'COMPLETED', 'FAILED'" of the rows that the filters left out. */
static const char *seen_values(struct intake *intake)
{
	const char *list = "";

	for (size_t f = 0; f < intake->options->filter_count; f++) {
		const struct seen *seen = &intake->seen[f];

		for (size_t i = 0; i < seen->count; i++)
			list = arena_printf(intake->arena, "%s%s%s%s", list,
					    i ? ", " : (f ? "; " : ""),
					    i ? "" : intake->options->filters[f].column,
					    arena_printf(intake->arena, i ? "'%s'" : " is '%s'",
							 seen->values[i]));
	}
	return list;
}

/* A filter whose column, a path of JSON, no row has; NULL where each has a value. */
static const char *absent_path(const struct intake *intake)
{
	for (size_t f = 0; f < intake->options->filter_count; f++) {
		const struct seen *seen = &intake->seen[f];

		if (!seen->held && seen->count == 1 && seen->values[0][0] == '\0')
			return intake->options->filters[f].column;
	}
	return NULL;
}

static void refuse_filters(struct intake *intake)
{
	const char *absent = absent_path(intake);

	if (absent)
		intake_fail(intake, DIAG_IMPORT_COLUMN, 0,
			    "in JSON a column is a path, such as metadata.region",
			    "'where' names '%s', which no row has", absent);
	else
		intake_fail(intake, DIAG_IMPORT_FILTER, 0, NULL, "'where' leaves no row: %s",
			    seen_values(intake));
}

/* A log with more broken rows than this is not what it was taken for. */
#define MOST_BAD 0.01

static uint64_t bad_rows(const struct import *import)
{
	uint64_t count = 0;

	for (size_t i = 0; i < import->skip_count; i++)
		if (import->skips[i].bad)
			count += import->skips[i].count;
	return count;
}

static uint64_t skipped(const struct import *import, bool faults_only)
{
	uint64_t count = 0;

	for (size_t i = 0; i < import->skip_count; i++)
		if (!faults_only || import->skips[i].fault)
			count += import->skips[i].count;
	return count;
}

/* " '1.450,5' (a decimal comma?)" */
static const char *cell_text(struct intake *intake, const struct import_skip *skip)
{
	if (!skip->text)
		return "";
	return arena_printf(intake->arena, ": '%s'%s", skip->text,
			    strchr(skip->text, ',') ? ", a decimal comma?" : "");
}

/* "no energy (2: lines 6, 7)" of each reason. */
static const char *skip_list(struct intake *intake, bool faults_only)
{
	const struct import *import = intake->import;
	const char *list = "";

	for (size_t i = 0; i < import->skip_count; i++) {
		const struct import_skip *skip = &import->skips[i];

		if (faults_only && !skip->fault)
			continue;
		list = arena_printf(intake->arena, "%s%s%s%s (%llu, first on line %llu)", list,
				    *list ? "; " : "", skip->reason, cell_text(intake, skip),
				    (unsigned long long)skip->count,
				    (unsigned long long)skip->lines[0]);
	}
	return list;
}

void intake_check(struct intake *intake)
{
	const struct import *import = intake->import;
	uint64_t faults = skipped(import, true), left_out = skipped(import, false);
	uint64_t bad = bad_rows(import);
	double most_bad = intake->options->most_bad > 0 ? intake->options->most_bad : MOST_BAD;

	if (import->rows_read == 0) {
		intake_fail(intake, DIAG_IMPORT_EMPTY, 0, NULL,
			    "the log has a header and no row");
		return;
	}
	if (import->rows_used == 0 && intake->options->filter_count > 0 && faults == 0 &&
	    left_out == import->rows_read) {
		refuse_filters(intake);
		return;
	}
	if (intake->options->split && intake->part_values.count == 1 &&
	    intake->part_values.texts[0][0] == '\0') {
		intake_fail(intake, DIAG_IMPORT_COLUMN, 0,
			    "in JSON a column is a path, such as metadata.region",
			    "'split' names '%s', which no row has", intake->options->split);
		return;
	}
	if (import->rows_used == 0) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0, NULL,
			    "none of %llu rows can be used: %s",
			    (unsigned long long)import->rows_read, skip_list(intake, false));
		return;
	}
	if ((double)bad > most_bad * (double)import->rows_read) {
		intake_fail(intake, DIAG_IMPORT_BAD, 0,
			    "mend them, or allow more: --bad-rows 5%, in a scenario "
			    "bad_rows: 5 %",
			    "%llu of %llu rows are broken, more than %g %%: %s",
			    (unsigned long long)bad, (unsigned long long)import->rows_read,
			    100 * most_bad, skip_list(intake, true));
		return;
	}
	if (faults > 0)
		diag_add(intake->diags, DIAG_IMPORT_SKIPPED, intake_place(intake, 0), NULL,
			 NULL, "%llu of %llu rows left out: %s", (unsigned long long)faults,
			 (unsigned long long)import->rows_read, skip_list(intake, true));
}
