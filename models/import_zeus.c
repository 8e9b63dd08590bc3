/* Zeus windows: the energy of each GPU between two marks in a program. Windows may lie in each
 * other, and are the same joules then. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/intake.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* Each is kept until the end of the log, since a window is written when it ends: what lies in
 * it stands before it. */
enum { MOST_WINDOWS = 2000000, MOST_GPUS = 1024 };
/* The clock is read around each window. */
#define TOLERATED	 (TIMESTAMP_SECOND / 1000)
#define LONGEST_WINDOW_S 1e9
/* The year 2096: later times with a window would not fit in nanoseconds. */
#define LATEST_START_S INT64_C(4000000000)
/* A counter of energy is refreshed every 20 to 100 ms; over 10 minutes that is nothing. */
#define LONG_LOG_S 600

struct window {
	size_t file, part;
	uint64_t line;
	int64_t start, end;
	double seconds, joules;
	unsigned gpus;
};

struct zeus {
	size_t start, elapsed;
	size_t gpus[MOST_GPUS]; /* columns gpu0_energy, ... */
	size_t gpu_count;
	struct text_set files;
	size_t file;
	struct window *windows;
	size_t count;
	unsigned most_gpus;
	uint64_t nested, summed, dropped;
	struct sum seconds;
};

/* "gpu0_energy" */
static bool is_gpu(struct csv_field name)
{
	size_t i = 3;

	if (name.length < 11 || memcmp(name.text, "gpu", 3) != 0)
		return false;
	while (i < name.length && name.text[i] >= '0' && name.text[i] <= '9')
		i++;
	name.text += i;
	name.length -= i;
	return i > 3 && field_same(name, "_energy");
}

static bool claims(const struct csv_row *header)
{
	bool gpu = false;

	for (size_t i = 0; i < header->count; i++)
		gpu |= is_gpu(row_field(header, i));
	return gpu && csv_column(header, "start_time") != SIZE_MAX &&
	       csv_column(header, "window_name") != SIZE_MAX &&
	       csv_column(header, "elapsed_time") != SIZE_MAX;
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct zeus *log = intake->state;

	log->start = csv_column(header, "start_time");
	log->elapsed = csv_column(header, "elapsed_time");
	log->gpu_count = 0;
	for (size_t i = 0; i < header->count && log->gpu_count < MOST_GPUS; i++)
		if (is_gpu(row_field(header, i)))
			log->gpus[log->gpu_count++] = i;
	log->file =
	    text_set_add(intake->arena, &log->files, intake->name, strlen(intake->name));
}

/* UNIX seconds with a fraction, in nanoseconds: a double would lose the last digits. */
static bool read_start(struct csv_field field, int64_t *time)
{
	int64_t scale = TIMESTAMP_SECOND;
	size_t i = 0;

	*time = 0;
	for (; i < field.length && i < 10 && field.text[i] >= '0' && field.text[i] <= '9'; i++)
		*time = 10 * *time + (field.text[i] - '0');
	if (i == 0 || *time > LATEST_START_S)
		return false;
	*time *= TIMESTAMP_SECOND;
	if (i == field.length)
		return true;
	if (field.text[i] != '.')
		return false;
	for (i++; i < field.length && field.text[i] >= '0' && field.text[i] <= '9'; i++) {
		scale /= 10;
		*time += scale * (field.text[i] - '0');
	}
	return i == field.length;
}

/* Adds the energies of all GPUs of a row; the reason why they cannot be, or NULL. */
static const char *read_energies(const struct zeus *log, const struct csv_row *row,
				 struct window *window)
{
	for (size_t i = 0; i < log->gpu_count; i++) {
		double joules = 0;
		enum reading reading = field_number(row_field(row, log->gpus[i]), &joules);

		if (reading != READING_NUMBER)
			return "an energy is not a number of joules";
		if (joules < 0)
			return "an energy is negative: its counter began anew";
		window->joules += joules;
		window->gpus += joules > 0;
	}
	return NULL;
}

static const char *read_window(const struct zeus *log, const struct csv_row *row,
			       struct window *window)
{
	*window = (struct window){.line = row->line, .file = log->file};
	if (!read_start(row_field(row, log->start), &window->start))
		return "start_time is not a UNIX time in seconds";
	if (field_number(row_field(row, log->elapsed), &window->seconds) != READING_NUMBER ||
	    window->seconds < 0 || window->seconds > LONGEST_WINDOW_S)
		return "elapsed_time is not a number of seconds";
	window->end = window->start + (int64_t)(window->seconds * (double)TIMESTAMP_SECOND);
	return read_energies(log, row, window);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct zeus *log = intake->state;
	struct window window;
	const char *fault = read_window(log, row, &window);

	if (fault) {
		intake_skip(intake, fault, true, row->line);
		return;
	}
	if (!(window.joules > 0)) {
		intake_missing(intake,
			       "a window without energy: shorter than the refresh of "
			       "the counter",
			       row->line);
		return;
	}
	window.part = intake_part(intake, row);
	intake_time(intake, window.start);
	intake_time(intake, window.end);
	log->windows =
	    arena_grow(intake->arena, log->windows, log->count, sizeof *log->windows);
	log->windows[log->count++] = window;
	if (log->count == MOST_WINDOWS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, row->line, "give the log in pieces",
			    "more than %d windows", MOST_WINDOWS);
}

/* By file and begin, the outer one first. */
static int compare(const void *a, const void *b)
{
	const struct window *left = a, *right = b;

	if (left->file != right->file)
		return left->file < right->file ? -1 : 1;
	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	if (left->end != right->end)
		return left->end > right->end ? -1 : 1;
	return (left->line > right->line) - (left->line < right->line);
}

static void count_window(struct intake *intake, const struct window *window)
{
	struct zeus *log = intake->state;
	double kwh = window->joules / JOULES_PER_KWH;
	struct amount amount = {.rows = 1,
				.energy_kwh = kwh,
				.energy_it_kwh = kwh,
				.emissions_kg = NAN,
				.device_hours =
				    window->gpus * window->seconds / SECONDS_PER_HOUR,
				.timed = true,
				.start = window->start,
				.end = window->end};

	if (window->gpus > log->most_gpus)
		log->most_gpus = window->gpus;
	sum_add(&log->seconds, window->seconds);
	intake->import->rows_used++;
	intake_add(intake, window->part, &amount);
}

static void refuse(struct intake *intake, const struct window *a, const struct window *b)
{
	intake->name = ((struct zeus *)intake->state)->files.texts[b->file];
	intake_fail(intake, DIAG_IMPORT_OVERLAP, b->line,
		    "--overlap max keeps the larger one, sum counts both; or choose windows "
		    "by --where window_name=",
		    "the window of line %llu (%.6g J) and this one (%.6g J) overlap in time, "
		    "without one in the other: the same joules twice",
		    (unsigned long long)a->line, a->joules, b->joules);
}

/* Settles a window against the one before it that reaches furthest; gives the one that does
 * from here on. */
static struct window *settle_pair(struct intake *intake, struct window *a, struct window *b)
{
	struct zeus *log = intake->state;
	enum import_overlap policy = intake->options->overlap;
	bool within = b->end <= a->end + TOLERATED;

	if (b->start + TOLERATED >= a->end || policy == OVERLAP_SUM) {
		log->summed += b->start + TOLERATED < a->end;
		return b->end > a->end ? b : a;
	}
	if (within) {
		log->nested++;
		intake_skip(intake, "inside another window: the same joules", false, b->line);
		b->file = SIZE_MAX;
		return a;
	}
	if (policy != OVERLAP_MAX) {
		refuse(intake, a, b);
		return b;
	}
	intake_skip(intake, "overlaps a larger window", false,
		    b->joules > a->joules ? a->line : b->line);
	if (b->joules > a->joules) {
		a->file = SIZE_MAX;
		return b;
	}
	b->file = SIZE_MAX;
	return a;
}

/* What is dropped has no file from here on. */
static void settle(struct intake *intake)
{
	struct zeus *log = intake->state;
	struct window *a = NULL;
	size_t file = SIZE_MAX;

	if (log->count > 1)
		qsort(log->windows, log->count, sizeof *log->windows, compare);
	for (size_t i = 0; i < log->count && !intake->failed; i++) {
		struct window *b = &log->windows[i];
		bool same = a && b->file == file;

		file = b->file;
		a = same ? settle_pair(intake, a, b) : b;
	}
	for (size_t i = 0; i < log->count && !intake->failed; i++)
		if (log->windows[i].file != SIZE_MAX)
			count_window(intake, &log->windows[i]);
}

static void finish(struct intake *intake)
{
	struct zeus *log = intake->state;
	struct import *import = intake->import;
	double seconds;

	settle(intake);
	seconds = sum_value(&log->seconds);
	if (intake->failed || import->rows_used == 0 ||
	    !plausible_energy(intake, "all windows", sum_value(&intake->total.energy_kwh),
			      seconds * log->most_gpus, MOST_WATTS_OF_GPU, 0))
		return;
	if (log->nested > 0)
		intake_assume(intake, "windows inside another are left out: the outermost "
				      "ones hold their energy");
	if (log->summed > 0)
		intake_assume(intake,
			      "%llu windows overlap another and are counted all the "
			      "same (--overlap sum)",
			      (unsigned long long)log->summed);
	import->covered_s = seconds;
	import->metered_at = METERED_ACCELERATOR;
	import->accelerators = log->most_gpus;
	import->total.spread = seconds >= LONG_LOG_S ? "gsd-nvml-counter" : "gsd-nvml-polled";
	import->total.energy_key = "nvml/";
	import->not_counted = "CPU, memory, PSU, fans and network of the host; what ran "
			      "outside the windows";
}

const struct importer import_zeus = {
    .name = "zeus",
    .needs = "the columns start_time, window_name, elapsed_time and gpu0_energy",
    .state_size = sizeof(struct zeus),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
