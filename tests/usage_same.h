#ifndef TESTS_USAGE_SAME_H
#define TESTS_USAGE_SAME_H

/*
 * Reads a table of requests by one path of the engine and writes down all that came out of it,
 * so that the outcomes of two paths can be compared byte by byte.
 */

#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/source.h"
#include "lca/base/text.h"
#include "models/usage_engine.h"
#include "models/usage_scan.h"

extern const struct importer import_usage_log;

static inline void same_write_latency(struct buffer *out, const struct import_latency *latency)
{
	buffer_printf(out, " latency %d %d %llu %.17g %.17g %.17g", latency->known,
		      latency->exact, (unsigned long long)latency->count, latency->total_s,
		      latency->p50_s, latency->p95_s);
}

static inline void same_write_usage(struct buffer *out, const struct import_usage *usage)
{
	buffer_printf(
	    out, "usage %llu %llu %llu %llu %llu %llu %llu, %d %d %d %d %d",
	    (unsigned long long)usage->requests, (unsigned long long)usage->failed_requests,
	    (unsigned long long)usage->input_tokens, (unsigned long long)usage->cached_tokens,
	    (unsigned long long)usage->output_tokens,
	    (unsigned long long)usage->reasoning_tokens, (unsigned long long)usage->images,
	    usage->has_tokens, usage->has_cached, usage->has_failed, usage->has_reasoning,
	    usage->has_images);
	buffer_printf(out, " untold %d %d", usage->input_untold, usage->output_untold);
	same_write_latency(out, &usage->latency);
	buffer_printf(out, " spread %.17g %.17g %.17g %.17g\n", usage->input_spread.mean,
		      usage->input_spread.sd, usage->output_spread.mean,
		      usage->output_spread.sd);
}

static inline void same_write_groups(struct buffer *out, const struct import *import)
{
	for (size_t i = 0; i < import->group_count; i++) {
		const struct import_group *group = &import->groups[i];

		buffer_printf(out, "group '%s' '%s' '%s' '%s' %llu %llu %llu %llu %llu %.17g",
			      group->model, group->region, group->hour, group->status,
			      (unsigned long long)group->requests,
			      (unsigned long long)group->failed_requests,
			      (unsigned long long)group->input_tokens,
			      (unsigned long long)group->cached_tokens,
			      (unsigned long long)group->output_tokens, group->energy_kwh);
		same_write_latency(out, &group->latency);
		buffer_text(out, "\n");
	}
}

static inline void same_write_skips(struct buffer *out, const struct import *import)
{
	for (size_t i = 0; i < import->skip_count; i++) {
		const struct import_skip *skip = &import->skips[i];

		buffer_printf(out, "skip '%s' %d %llu:", skip->reason, skip->fault,
			      (unsigned long long)skip->count);
		for (size_t k = 0; k < 5; k++)
			buffer_printf(out, " %llu", (unsigned long long)skip->lines[k]);
		buffer_text(out, "\n");
	}
}

static inline void same_write(struct buffer *out, const struct intake *intake)
{
	const struct import *import = intake->import;

	for (size_t i = 0; i < import->assumption_count; i++)
		buffer_printf(out, "assumes '%s'\n", import->assumptions[i]);
	buffer_printf(out, "rows %llu %llu %llu time %d %lld %lld %d\n",
		      (unsigned long long)import->rows_read,
		      (unsigned long long)import->rows_used,
		      (unsigned long long)intake->total.rows, intake->has_time,
		      (long long)intake->first, (long long)intake->last, intake->unzoned);
	buffer_printf(out, "groups by %d %d %d\n", import->span, import->joins_statuses,
		      import->joins_regions);
	buffer_printf(out, "energy %d %.17g\n", intake->total.has_energy,
		      sum_value(&intake->total.energy_kwh));
	same_write_usage(out, &intake->total.usage);
	same_write_skips(out, import);
	same_write_groups(out, import);
	for (size_t i = 0; i < import->assumption_count; i++)
		buffer_printf(out, "assume %s\n", import->assumptions[i]);
}

/* scanner NULL: the careful path. The caller frees what it is given in out. */
static inline void same_read(const char *text, size_t length,
			     const struct usage_scanner *scanner, unsigned threads,
			     struct buffer *out)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct import_options options = {.threads = threads, .no_digest = true};
	struct source_options how = {.no_digest = true};
	struct source *source = source_open_text("log.csv", text, length, &how, diags);
	struct import *import = arena_alloc(arena, sizeof *import);
	struct intake intake = {.arena = arena,
				.diags = diags,
				.name = "log.csv",
				.options = &options,
				.import = import,
				.split_column = SIZE_MAX};
	bool good = source != NULL;
	struct usage_engine *engine;
	size_t shown;
	const char *head;
	char separator;

	buffer_text(out, "");
	if (source && (head = source_peek(source, &shown))) {
		separator = csv_separator(head, shown, true);
		import->files = arena_alloc(arena, sizeof *import->files);
		import->file_count = 1;
		engine = usage_engine_of(&intake, &import_usage_log);
		good = scanner ? usage_read_blocks(&intake, engine, source, separator, scanner)
			       : usage_read_table(&intake, engine, source, separator);
	}
	if (good && !intake.failed) {
		usage_finish(&intake, &import_usage_log);
		same_write(out, &intake);
	} else {
		buffer_text(out, "failed\n");
	}
	for (size_t i = 0; i < diags_count(diags); i++)
		buffer_printf(out, "diag %d line %u\n", (int)diags_at(diags, i)->code,
			      diags_at(diags, i)->place.line);
	usage_end(&intake);
	source_close(source);
	arena_free(arena);
}

#endif
