/* The driver of the importers: opens a log, finds who knows its header, streams its rows,
 * freezes the sums. */

#include "models/import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/timestamp.h"

/* Lines looked at before the header is given up; characters of it that are shown. */
enum { HEADER_ROWS = 10, SHOWN_HEADER = 160 };

#define IMPORTER(id, name, title) extern const struct importer import_##id;
#include "models/importers.def"
#undef IMPORTER

static const struct importer *const importers[] = {
#define IMPORTER(id, name, title) &import_##id,
#include "models/importers.def"
#undef IMPORTER
};

static const struct importer_row rows[] = {
#define IMPORTER(id, name, title) {name, title},
#include "models/importers.def"
#undef IMPORTER
};

enum { IMPORTER_COUNT = sizeof importers / sizeof *importers };

const struct importer_row *import_formats(size_t *count)
{
	*count = IMPORTER_COUNT;
	return rows;
}

const char *metered_name(enum metered_at metered)
{
	switch (metered) {
	case METERED_UNSET:
		return "";
	case METERED_ACCELERATOR:
		return "accelerator";
	case METERED_COMPONENTS:
		return "components";
	case METERED_NODE:
		return "node";
	case METERED_FACILITY:
		return "facility";
	}
	return "";
}

/* "codecarbon (CodeCarbon emissions.csv), ..." */
static const char *known_formats(struct arena *arena)
{
	const char *list = "";

	for (size_t i = 0; i < IMPORTER_COUNT; i++)
		list = arena_printf(arena, "%s%s%s (%s)", list, i ? ", " : "", rows[i].name,
				    rows[i].title);
	return list;
}

/* A row as text for a message: printable, shortened. */
static const char *show_row(struct arena *arena, const struct csv_row *row)
{
	const char *text = "";
	char *shown;
	size_t length = 0;

	for (size_t i = 0; i < row->count && strlen(text) < SHOWN_HEADER; i++)
		text = arena_printf(arena, "%s%s%.*s", text, i ? ", " : "", SHOWN_HEADER,
				    row->fields[i].text);
	shown = arena_text(arena, text);
	for (; shown[length] != '\0' && length < SHOWN_HEADER; length++)
		if (shown[length] < ' ' || shown[length] > '~')
			shown[length] = '?';
	shown[length] = '\0';
	return shown;
}

/* The importer asked for with --from, or NULL (reported). */
static const struct importer *find_importer(struct intake *intake, const char *name)
{
	const char *names[IMPORTER_COUNT];

	for (size_t i = 0; i < IMPORTER_COUNT; i++) {
		names[i] = rows[i].name;
		if (text_same_nocase(name, rows[i].name))
			return importers[i];
	}
	intake_fail(intake, DIAG_IMPORT_FORMAT, 0,
		    diag_suggest(intake->diags, name, names, IMPORTER_COUNT),
		    "no importer is named '%s'; known are %s", name,
		    known_formats(intake->arena));
	return NULL;
}

/* The one importer (of candidates only, where that is not NULL) that claims a row; NULL where
 * none or several do. */
static const struct importer *claim(struct intake *intake, const struct csv_row *row,
				    const struct importer *forced)
{
	const struct importer *found = NULL;

	if (forced)
		return forced->claims(row) ? forced : NULL;
	for (size_t i = 0; i < IMPORTER_COUNT; i++) {
		if (!importers[i]->claims(row))
			continue;
		if (found) {
			intake_fail(intake, DIAG_IMPORT_AMBIGUOUS, row->line,
				    "choose one with --from",
				    "both '%s' and '%s' know this header", found->name,
				    importers[i]->name);
			return NULL;
		}
		found = importers[i];
	}
	return found;
}

static void report_unknown(struct intake *intake, const struct importer *forced,
			   const char *header, uint64_t line)
{
	if (!header)
		intake_fail(intake, DIAG_IMPORT_EMPTY, 0, NULL, "the log is empty");
	else if (forced)
		intake_fail(intake, DIAG_IMPORT_FORMAT, line,
			    "the header line names the columns: log it, too",
			    "'%s' needs %s; the log begins: %s", forced->name, forced->needs,
			    header);
	else
		intake_fail(
		    intake, DIAG_IMPORT_UNKNOWN, line,
		    arena_printf(intake->arena, "known are %s", known_formats(intake->arena)),
		    "no importer knows this header: %s", header);
}

/* Reads up to the header. NULL: reported. */
static const struct importer *find_header(struct intake *intake, struct csv *csv)
{
	const struct importer *forced = NULL, *found;
	const char *first = NULL;
	uint64_t first_line = 0;
	struct csv_row row;

	if (intake->options->from && !(forced = find_importer(intake, intake->options->from)))
		return NULL;
	for (size_t i = 0; i < HEADER_ROWS && csv_next(csv, &row); i++) {
		found = claim(intake, &row, forced);
		if (intake->failed)
			return NULL;
		if (found && intake_header(intake, &row)) {
			found->columns(intake, &row);
			return intake->failed ? NULL : found;
		}
		if (intake->failed)
			return NULL;
		if (!first) {
			first = show_row(intake->arena, &row);
			first_line = row.line;
		}
		intake_skip(intake, "line before the header", true, row.line);
		intake->import->rows_read++;
	}
	if (!csv_failed(csv))
		report_unknown(intake, forced, first, first_line);
	return NULL;
}

/* A header line in the middle of a log: its first column names itself. */
static bool repeats_header(const struct intake *intake, const struct importer *importer,
			   const struct csv_row *row)
{
	return field_same(row_field(row, 0), intake->columns[0]) && importer->claims(row);
}

static void read_rows(struct intake *intake, const struct importer *importer, struct csv *csv)
{
	struct csv_row row;

	while (!intake->failed && csv_next(csv, &row)) {
		intake->import->rows_read++;
		if (repeats_header(intake, importer, &row)) {
			intake_skip(intake, "repeated header line", false, row.line);
			if (intake_header(intake, &row))
				importer->columns(intake, &row);
		} else if (importer->selects || intake_selects(intake, &row)) {
			importer->row(intake, &row);
		} else {
			intake_skip(intake, "left out by 'where'", false, row.line);
		}
	}
}

static struct import_part freeze_part(const struct intake *intake, const struct tally *tally,
				      const char *value)
{
	const struct import_part *like = &intake->import->total;

	return (struct import_part){
	    .value = value,
	    .rows = tally->rows,
	    .has_energy = tally->has_energy,
	    .energy_kwh = sum_value(&tally->energy_kwh),
	    .energy_it_kwh = sum_value(&tally->energy_it_kwh),
	    .spread = tally->has_energy ? like->spread : NULL,
	    .energy_key = tally->has_energy ? like->energy_key : NULL,
	    .device_hours = sum_value(&tally->device_hours),
	    .emissions_kg = tally->has_emissions ? sum_value(&tally->emissions_kg) : NAN,
	    .usage = tally->usage,
	};
}

static int compare_parts(const void *a, const void *b)
{
	const struct import_part *left = a, *right = b;

	return strcmp(left->value, right->value);
}

static void freeze(struct intake *intake)
{
	struct import *import = intake->import;

	import->total = freeze_part(intake, &intake->total, NULL);
	import->part_count = intake->part_values.count;
	import->parts = arena_alloc(intake->arena, import->part_count * sizeof *import->parts);
	for (size_t i = 0; i < import->part_count; i++)
		import->parts[i] =
		    freeze_part(intake, &intake->parts[i], intake->part_values.texts[i]);
	if (import->part_count > 1)
		qsort(import->parts, import->part_count, sizeof *import->parts, compare_parts);
	if (intake->has_time) {
		import->first = timestamp_text(intake->arena, intake->first);
		import->last = timestamp_text(intake->arena, intake->last);
	}
	if (intake->unzoned)
		intake_assume(intake, "times without a zone are UTC");
}

static struct import *read_log(struct intake *intake, struct csv *csv)
{
	const struct importer *importer = find_header(intake, csv);

	if (!importer)
		return NULL;
	intake->import->format = importer->name;
	read_rows(intake, importer, csv);
	if (intake->failed || csv_failed(csv))
		return NULL;
	importer->finish(intake);
	if (!intake->failed)
		intake_check(intake);
	if (intake->failed)
		return NULL;
	freeze(intake);
	csv_digest(csv, intake->import->sha256);
	return intake->import;
}

/* A state that fits every importer. */
static void *new_state(struct arena *arena)
{
	size_t size = 1;

	for (size_t i = 0; i < IMPORTER_COUNT; i++)
		size = importers[i]->state_size > size ? importers[i]->state_size : size;
	return arena_alloc(arena, size);
}

/* Reads an open log and closes it; NULL where it could not be opened. */
static struct import *read_open(struct arena *arena, struct csv *csv, const char *name,
				const struct import_options *options, struct diags *diags)
{
	static const struct import_options no_options = {0};
	struct intake intake = {.arena = arena,
				.diags = diags,
				.name = name,
				.options = options ? options : &no_options,
				.split_column = SIZE_MAX};
	struct import *import;

	if (!csv)
		return NULL;
	intake.state = new_state(arena);
	intake.import = arena_alloc(arena, sizeof *intake.import);
	*intake.import =
	    (struct import){.file = name, .covered_s = NAN, .pue = NAN, .coverage = NAN};
	import = read_log(&intake, csv);
	csv_close(csv);
	return import;
}

struct import *import_read(struct arena *arena, const char *path, const char *name,
			   const struct import_options *options, struct diags *diags)
{
	return read_open(arena, csv_open(path, CSV_ANY, diags), name, options, diags);
}

struct import *import_read_text(struct arena *arena, const char *name, const char *text,
				size_t length, const struct import_options *options,
				struct diags *diags)
{
	struct csv *csv = csv_open_text(name, text, length, CSV_ANY, diags);

	return read_open(arena, csv, name, options, diags);
}
