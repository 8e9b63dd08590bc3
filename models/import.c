/* The driver of the importers: opens the files of a log, finds who knows them, streams their
 * rows, freezes the sums. */

#include "models/import.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/import_detect.h"
#include "models/import_read.h"
#include "models/intake.h"
#include "models/plausible.h"
#include "models/timestamp.h"
#include "models/usage.h"

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

bool import_counts_requests(const struct import_usage *usage)
{
	return usage->known &&
	       (usage->requests > 0 || (usage->input_tokens == 0 && usage->output_tokens == 0));
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
	    .doubt_kwh = sum_value(&tally->doubt_kwh),
	    .has_idle = tally->has_idle,
	    .idle_kwh = sum_value(&tally->idle_kwh),
	    .dynamic_kwh = sum_value(&tally->dynamic_kwh),
	    .idle_device_hours = sum_value(&tally->idle_device_hours),
	    .usage = tally->usage,
	};
}

static int compare_parts(const void *a, const void *b)
{
	const struct import_part *left = a, *right = b;

	return strcmp(left->value, right->value);
}

static void tell_zone(struct intake *intake)
{
	intake->import->unzoned = intake->unzoned;
	if (intake->unzoned)
		intake_assume(intake, "times without a zone are UTC");
	if (intake->zone && intake->local)
		intake_assume(intake, "times without a zone are those of %s",
			      zone_name(intake->zone));
	if (intake->twice > intake->again)
		intake_assume(intake,
			      "%llu times were shown twice by the clocks of %s: the earlier "
			      "one is taken",
			      (unsigned long long)(intake->twice - intake->again),
			      zone_name(intake->zone));
	if (intake->again > 0)
		intake_assume(intake,
			      "%llu times were shown twice by the clocks of %s: the later one "
			      "is taken, as they stand behind later times",
			      (unsigned long long)intake->again, zone_name(intake->zone));
	if (intake->nowhen > 0)
		intake_assume(intake, "%llu times were never shown by the clocks of %s",
			      (unsigned long long)intake->nowhen, zone_name(intake->zone));
}

/* Half a number is a number. */
static void tell_ends(struct intake *intake)
{
	if (intake->open_ends == 1)
		intake_assume(intake,
			      "the last row, which has no line end, was not cut in the middle");
	else if (intake->open_ends > 1)
		intake_assume(intake,
			      "the last rows of %llu files, which have no line end, were not "
			      "cut in the middle",
			      (unsigned long long)intake->open_ends);
}

/* Logs of one tool and device share the error of its meter, and so do items of one log; where
 * the tool is not known, those of one file do. */
static const char *spread_key(const struct intake *intake, const struct importer *importer)
{
	const struct import *import = intake->import;
	const char *of = metered_name(import->metered_at);

	if (importer->plan || intake->options->map)
		of = import->file;
	else if (import->accelerator && import->metered_at != METERED_NODE)
		of = import->accelerator;
	return arena_printf(intake->arena, "%s/%s", import->format, of);
}

static void freeze(struct intake *intake)
{
	struct import *import = intake->import;

	import->total = freeze_part(intake, &intake->total, NULL);
	import->total.hours = intake_hours(intake, SIZE_MAX, &import->total.hour_count);
	import->part_count = intake->part_values.count;
	import->parts = arena_alloc(intake->arena, import->part_count * sizeof *import->parts);
	for (size_t i = 0; i < import->part_count; i++) {
		import->parts[i] =
		    freeze_part(intake, &intake->parts[i], intake->part_values.texts[i]);
		import->parts[i].hours = intake_hours(intake, i, &import->parts[i].hour_count);
	}
	if (import->part_count > 1)
		qsort(import->parts, import->part_count, sizeof *import->parts, compare_parts);
	if (intake->has_time) {
		import->first = timestamp_text(intake->arena, intake->first);
		import->last = timestamp_text(intake->arena, intake->last);
	}
	tell_zone(intake);
	tell_ends(intake);
}

static struct source_options source_options_of(const struct import_options *options)
{
	return (struct source_options){.max_bytes = options->max_bytes,
				       .no_digest = options->no_digest,
				       .progress = options->progress,
				       .progress_of = options->progress_of};
}

/* A state that fits the importer. */
static void start(struct intake *intake, const struct importer *importer)
{
	intake->state = arena_alloc(intake->arena, importer->state_size + 1);
	intake->import->format = importer->name;
}

static struct import_file *add_file(struct intake *intake, const char *name)
{
	struct import *import = intake->import;

	import->files =
	    arena_grow(intake->arena, import->files, import->file_count, sizeof *import->files);
	import->files[import->file_count] = (struct import_file){.name = name};
	return &import->files[import->file_count++];
}

/* The same bytes twice are the same energy twice. */
static void compare_files(struct intake *intake, const struct import_file *file)
{
	const struct import *import = intake->import;

	for (size_t i = 0; i + 1 < import->file_count; i++) {
		if (file->content[0] == '\0' || file->rows_read == 0 ||
		    !text_same(import->files[i].content, file->content) ||
		    intake->options->overlap == OVERLAP_SUM)
			continue;
		intake_fail(intake, DIAG_IMPORT_OVERLAP, 0,
			    "name it once; --overlap sum (overlap: in a scenario) counts both",
			    "the file holds the same bytes as '%s'", import->files[i].name);
		return;
	}
}

/* Reads an open file as the next of the log. */
static void read_source(struct intake *intake, const struct importer **importer,
			struct source *source)
{
	uint64_t used = intake->import->rows_used;
	struct detected detected;
	struct import_file *file;
	const char *head;
	size_t length;

	head = source_peek(source, &length);
	if (!head) {
		intake->failed = true;
		return;
	}
	detected = import_detect(intake, head, length, *importer);
	if (!detected.importer)
		return;
	if (!*importer || !intake->state)
		start(intake, detected.importer);
	*importer = detected.importer;
	add_file(intake, intake->name);
	if (!import_read_source(intake, &detected, source))
		intake->failed = true;
	file = &intake->import->files[intake->import->file_count - 1];
	file->rows_used = intake->import->rows_used - used;
	file->cut = source_cut(source);
	if (intake->failed)
		return;
	intake->open_ends += detected.shape != SHAPE_JSON && !file->cut &&
			     file->rows_read > 0 && !source_ends_line(source);
	if (!intake->options->no_digest)
		source_digest(source, file->sha256);
	source_content_digest(source, file->content);
	compare_files(intake, file);
	if (file->cut)
		diag_add(intake->diags, DIAG_IMPORT_CUT, intake_place(intake, 0), NULL, NULL,
			 "only the first %llu bytes of the log were read",
			 (unsigned long long)intake->options->max_bytes);
}

/* Some rows are counted, or taken back, when all files have been read: those of one file are
 * then the log's, of several nobody knows whose. */
static void settle_rows(struct import *import)
{
	uint64_t sum = 0;
	size_t i;

	if (import->file_count == 1)
		import->files[0].rows_used = import->rows_used;
	for (i = 0; i < import->file_count; i++)
		sum += import->files[i].rows_used;
	for (i = 0; i < import->file_count; i++)
		import->files[i].rows_together = sum != import->rows_used;
}

static void conclude(struct intake *intake, const struct importer *importer)
{
	struct import *import = intake->import;

	assert(importer);
	if (importer->plan)
		usage_finish(intake, importer);
	if (importer->finish && !intake->failed)
		importer->finish(intake);
	if (!intake->failed)
		intake_settle_intervals(intake);
	intake->name = import->file;
	if (!intake->failed)
		intake_check(intake);
	if (intake->failed)
		return;
	settle_rows(import);
	if (import->total.spread && !import->total.energy_key)
		import->total.energy_key = spread_key(intake, importer);
	freeze(intake);
	plausible_tell_means(intake);
	memcpy(import->sha256, import->files[0].sha256, sizeof import->sha256);
}

static struct import *new_import(struct arena *arena, const char *name)
{
	struct import *import = arena_alloc(arena, sizeof *import);

	*import = (struct import){.file = name,
				  .covered_s = NAN,
				  .mean_watts = NAN,
				  .device_watts = NAN,
				  .pue = NAN,
				  .coverage = NAN};
	return import;
}

static const struct import_options no_options;

static struct intake new_intake(struct arena *arena, const char *name,
				const struct import_options *options, struct diags *diags)
{
	return (struct intake){.arena = arena,
			       .diags = diags,
			       .name = name,
			       .options = options ? options : &no_options,
			       .import = new_import(arena, name),
			       .split_column = SIZE_MAX};
}

/* The importer that --from names, and the time zone; false where there is none (reported). */
static bool prepare(struct intake *intake, const struct importer **importer)
{
	const char *from = intake->options->from, *timezone = intake->options->timezone;

	if (timezone) {
		intake->zone =
		    zone_open(intake->arena, timezone, intake_place(intake, 0), intake->diags);
		if (!intake->zone)
			return false;
	}
	*importer = from ? import_find(intake, from) : NULL;
	return !from || *importer;
}

struct import *import_read_files(struct arena *arena, const struct import_path *paths,
				 size_t count, const struct import_options *options,
				 struct diags *diags)
{
	struct intake intake = new_intake(arena, paths[0].name, options, diags);
	struct source_options how = source_options_of(intake.options);
	const struct importer *importer;

	/* Of several files the digests tell which are the same. */
	how.no_digest = how.no_digest && (count == 1 || intake.options->overlap == OVERLAP_SUM);
	if (!prepare(&intake, &importer))
		return NULL;
	for (size_t i = 0; i < count && !intake.failed; i++) {
		struct source *source = source_open(paths[i].path, &how, diags);

		if (!source) {
			usage_end(&intake);
			return NULL;
		}
		intake.name = paths[i].name;
		intake.path = paths[i].path;
		read_source(&intake, &importer, source);
		source_close(source);
	}
	if (!intake.failed)
		conclude(&intake, importer);
	usage_end(&intake);
	return intake.failed ? NULL : intake.import;
}

struct import *import_read(struct arena *arena, const char *path, const char *name,
			   const struct import_options *options, struct diags *diags)
{
	const struct import_path file = {path, name};

	return import_read_files(arena, &file, 1, options, diags);
}

struct import *import_read_text(struct arena *arena, const char *name, const char *text,
				size_t length, const struct import_options *options,
				struct diags *diags)
{
	struct intake intake = new_intake(arena, name, options, diags);
	struct source_options how = source_options_of(intake.options);
	const struct importer *importer;
	struct source *source;

	if (!prepare(&intake, &importer))
		return NULL;
	source = source_open_text(name, text, length, &how, diags);
	if (!source)
		return NULL;
	read_source(&intake, &importer, source);
	source_close(source);
	if (!intake.failed)
		conclude(&intake, importer);
	usage_end(&intake);
	return intake.failed ? NULL : intake.import;
}
