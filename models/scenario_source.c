/* Logs and series behind a scenario, each read once. */

#include "models/scenario_source.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* What was reported while a file was read. */
struct told {
	struct diag *items;
	size_t count;
};

struct known_log {
	struct log_said said;
	struct import *import; /* NULL: could not be read */
	struct told told;
};

struct known_series {
	const char *file;
	struct grid_series_options options;
	const struct grid_series *series; /* NULL: could not be read */
	struct told told;
};

void diags_repeat(struct diags *to, const struct diags *from, size_t first)
{
	for (size_t i = first; i < diags_count(from); i++) {
		const struct diag *diag = diags_at(from, i);

		diag_add(to, diag->code, diag->place, diag->path, diag->hint, "%s",
			 diag->message);
	}
}

/* What the list holds from `first` on. */
static struct told told_since(struct arena *arena, const struct diags *diags, size_t first)
{
	struct told told = {.count = diags_count(diags) - first};

	told.items = arena_alloc(arena, (told.count + 1) * sizeof *told.items);
	for (size_t i = 0; i < told.count; i++)
		told.items[i] = *diags_at(diags, first + i);
	return told;
}

static void tell_again(struct diags *diags, const struct told *told)
{
	for (size_t i = 0; i < told->count; i++) {
		const struct diag *diag = &told->items[i];

		diag_add(diags, diag->code, diag->place, diag->path, diag->hint, "%s",
			 diag->message);
	}
}

static bool same_said(const struct log_said *a, const struct log_said *b)
{
	for (size_t i = 0; i < LOG_NODES; i++)
		if (a->nodes[i] != b->nodes[i])
			return false;
	return a->of_requests == b->of_requests && text_same(a->split, b->split);
}

struct import *scenario_source_log(struct scenario_source *source, const struct log_said *said,
				   const struct import_path *paths, size_t count,
				   const struct import_options *options, struct diags *diags)
{
	size_t before = diags_count(diags);
	struct known_log *log;

	for (size_t i = 0; i < source->log_count; i++) {
		log = &source->logs[i];
		if (same_said(&log->said, said)) {
			tell_again(diags, &log->told);
			return log->import;
		}
	}
	source->logs =
	    arena_grow(source->arena, source->logs, source->log_count, sizeof *source->logs);
	log = &source->logs[source->log_count++];
	log->said = *said;
	log->import = import_read_files(source->arena, paths, count, options, diags);
	log->told = told_since(source->arena, diags, before);
	return log->import;
}

static bool same_options(const struct grid_series_options *a,
			 const struct grid_series_options *b)
{
	return text_same(a->column, b->column) && text_same(a->time, b->time) &&
	       text_same(a->unit, b->unit) && text_same(a->zone, b->zone) &&
	       text_same(a->boundary, b->boundary);
}

const struct grid_series *scenario_source_series(struct scenario_source *source,
						 const char *path, const char *file,
						 const struct grid_series_options *options,
						 struct diags *diags)
{
	size_t before = diags_count(diags);
	struct known_series *known;

	for (size_t i = 0; i < source->series_count; i++) {
		known = &source->series[i];
		if (text_same(known->file, file) && same_options(&known->options, options)) {
			tell_again(diags, &known->told);
			return known->series;
		}
	}
	source->series = arena_grow(source->arena, source->series, source->series_count,
				    sizeof *source->series);
	known = &source->series[source->series_count++];
	*known = (struct known_series){.file = file, .options = *options};
	known->series = grid_series_read(source->arena, path, file, options, diags);
	known->told = told_since(source->arena, diags, before);
	return known->series;
}
