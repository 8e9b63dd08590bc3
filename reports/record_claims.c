/* What an audit, an alignment or an import was made from, as a record. */

#include "reports/record_claims.h"

#include "lca/base/arena.h"
#include "models/align.h"
#include "models/audit.h"
#include "models/import.h"

static void add_files(struct arena *arena, struct record *record, const struct claims *claims)
{
	record->inputs = arena_alloc(arena, (claims->file_count + 1) * sizeof *record->inputs);
	record->input_count = claims->file_count;
	for (size_t i = 0; i < claims->file_count; i++)
		record->inputs[i] = (struct input_file){.file = claims->files[i].path,
							.format = claims->files[i].reader,
							.sha256 = claims->files[i].sha256};
}

struct record audit_record(struct arena *arena, const struct audit_report *report)
{
	struct record record = {
	    .version = report->version,
	    .factors_version = report->audit->factors_version,
	    .factors_sha256 = report->audit->factors_digest,
	    .basis = report->basis,
	    .as_of = report->as_of,
	    .command = report->arguments ? "audit" : NULL,
	    .arguments = report->arguments,
	    .argument_count = report->argument_count,
	};

	add_files(arena, &record, report->audit->claims);
	return record;
}

struct record align_record(struct arena *arena, const struct align_report *report)
{
	struct record record = {
	    .version = report->version,
	    .factors_version = report->alignment->factors_version,
	    .factors_sha256 = report->alignment->factors_digest,
	    .seed = report->seed,
	    .samples = report->samples,
	    .interval = report->interval,
	    .command = report->arguments ? "align" : NULL,
	    .arguments = report->arguments,
	    .argument_count = report->argument_count,
	};

	add_files(arena, &record, report->alignment->claims);
	return record;
}

/* The files of the log, then the map of its columns. */
struct record import_record(struct arena *arena, const struct import_report *report)
{
	const struct import *import = report->import;
	struct record record = {
	    .version = report->version,
	    .command = report->arguments ? "import" : NULL,
	    .arguments = report->arguments,
	    .argument_count = report->argument_count,
	};

	record.inputs = arena_alloc(arena, (import->file_count + 1) * sizeof *record.inputs);
	for (size_t i = 0; i < import->file_count; i++) {
		const struct import_file *file = &import->files[i];

		record.inputs[record.input_count++] = (struct input_file){
		    .file = file->name, .sha256 = *file->sha256 ? file->sha256 : NULL};
	}
	if (report->map)
		record.inputs[record.input_count++] =
		    (struct input_file){.file = report->map, .sha256 = report->map_sha256};
	return record;
}
