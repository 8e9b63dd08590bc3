/* AI Energy Score: GPU_ENERGY_WH.txt and GPU_ENERGY_SUMMARY.json of a run, the table of all
 * runs. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* The text holds one number and nothing else. */
enum { LONGEST_NUMBER = 32 };
/* Both files of a run are written with two decimals of a Wh. */
#define LAST_DIGIT_WH 0.005
#define WH_PER_KWH    1000
#define LONGEST_RUN_S 1e9

enum score_column {
	SCORE_ENERGY,
	SCORE_TOTAL,
	SCORE_UNITS,
	SCORE_PREPROCESS,
	SCORE_PREFILL,
	SCORE_DECODE,
	SCORE_PROMPTS,
	SCORE_FAILED,
	SCORE_INPUT,
	SCORE_OUTPUT,
	SCORE_DURATION,
	SCORE_EMISSIONS,
	SCORE_TIMESTAMP,
	SCORE_COLUMNS
};

static const char *const names[SCORE_COLUMNS] = {
    [SCORE_ENERGY] = "gpu_energy_wh",
    [SCORE_TOTAL] = "total",
    [SCORE_UNITS] = "units",
    [SCORE_PREPROCESS] = "preprocess_wh",
    [SCORE_PREFILL] = "prefill_wh",
    [SCORE_DECODE] = "decode_wh",
    [SCORE_PROMPTS] = "total_prompts",
    [SCORE_FAILED] = "failed_prompts",
    [SCORE_INPUT] = "total_prompt_tokens",
    [SCORE_OUTPUT] = "total_completion_tokens",
    [SCORE_DURATION] = "total_duration_seconds",
    [SCORE_EMISSIONS] = "co2_emissions_g",
    [SCORE_TIMESTAMP] = "timestamp",
};

static const char *const text_names[] = {"gpu_energy_wh", NULL};
static const char *const json_paths[] = {"units",      "total",	    "preprocess_wh",
					 "prefill_wh", "decode_wh", NULL};

/* A file that holds the energy of one run, and nothing else. */
struct score_file {
	const char *name;
	double wh;
};

struct score {
	size_t column[SCORE_COLUMNS];
	struct score_file *files;
	size_t file_count;
	struct sum timed_kwh, seconds;
};

static bool claims(const struct csv_row *header)
{
	if (csv_column(header, names[SCORE_ENERGY]) != SIZE_MAX)
		return csv_column(header, names[SCORE_PROMPTS]) != SIZE_MAX;
	return csv_column(header, names[SCORE_TOTAL]) != SIZE_MAX &&
	       csv_column(header, names[SCORE_UNITS]) != SIZE_MAX &&
	       csv_column(header, names[SCORE_DECODE]) != SIZE_MAX;
}

static bool claims_text(const char *text, size_t length)
{
	double number;

	while (length > 0 && strchr(" \r\n", text[length - 1]) && text[length - 1])
		length--;
	return length <= LONGEST_NUMBER && memchr(text, '.', length) &&
	       text_number(text, length, &number);
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct score *log = intake->state;

	for (size_t i = 0; i < SCORE_COLUMNS; i++)
		log->column[i] = csv_column(header, names[i]);
}

static double number_of(const struct score *log, const struct csv_row *row,
			enum score_column column)
{
	double number;

	if (field_number(row_field(row, log->column[column]), &number) != READING_NUMBER)
		return NAN;
	return number;
}

/* Do two files lie in one folder? */
static bool are_beside(const char *a, const char *b)
{
	const char *end_a = strrchr(a, '/'), *end_b = strrchr(b, '/');
	size_t length = end_a ? (size_t)(end_a - a) : 0;

	return length == (end_b ? (size_t)(end_b - b) : 0) && strncmp(a, b, length) == 0;
}

/* A run leaves its energy in two files: the same number in the same folder is the same energy.
 */
static bool is_told_before(struct intake *intake, double wh)
{
	struct score *log = intake->state;

	for (size_t i = 0; i < log->file_count; i++)
		if (!text_same(log->files[i].name, intake->name) &&
		    are_beside(log->files[i].name, intake->name) &&
		    fabs(log->files[i].wh - wh) <= LAST_DIGIT_WH)
			return true;
	log->files = arena_grow(intake->arena, log->files, log->file_count, sizeof *log->files);
	log->files[log->file_count++] = (struct score_file){intake->name, wh};
	return false;
}

/* A number alone has no unit but in the name of its file. */
static bool is_named(struct intake *intake, const struct csv_row *row)
{
	if (row->count > 1 || intake->options->from || strstr(intake->name, "GPU_ENERGY_WH"))
		return true;
	intake_fail(intake, DIAG_IMPORT_UNKNOWN, row->line,
		    "--from ai-energy-score, where it is the energy of a run in Wh",
		    "the log holds one number, without a unit");
	return false;
}

/* The summary, in Wh; the sum of its phases is held against the total. */
static bool read_summary(struct intake *intake, const struct csv_row *row, double *wh)
{
	struct score *log = intake->state;
	double phases = number_of(log, row, SCORE_PREPROCESS) +
			number_of(log, row, SCORE_PREFILL) + number_of(log, row, SCORE_DECODE);

	if (!field_same(row_field(row, log->column[SCORE_UNITS]), "Wh")) {
		intake_skip(intake, "the units are not Wh", true, row->line);
		return false;
	}
	*wh = number_of(log, row, SCORE_TOTAL);
	if (fabs(phases - *wh) > 4 * LAST_DIGIT_WH)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, row->line),
			 NULL, NULL,
			 "the phases add up to %.6g Wh where the total is %.6g Wh: the total "
			 "is used",
			 phases, *wh);
	return true;
}

/* Stamped when the run had ended. */
static void read_time(struct intake *intake, const struct csv_row *row, struct amount *amount)
{
	struct score *log = intake->state;
	double seconds = number_of(log, row, SCORE_DURATION);

	if (seconds > 0 && seconds < LONGEST_RUN_S) {
		sum_add(&log->seconds, seconds);
		sum_add(&log->timed_kwh, amount->energy_kwh);
	}
	if (!intake_timestamp(intake, row_field(row, log->column[SCORE_TIMESTAMP]),
			      &amount->end))
		return;
	intake_time(intake, amount->end);
	if (!(seconds >= 0 && seconds < LONGEST_RUN_S))
		return;
	amount->start = amount->end - (int64_t)(seconds * (double)TIMESTAMP_SECOND);
	amount->timed = true;
	intake_time(intake, amount->start);
}

static void tell_usage(struct import_usage *usage)
{
	usage->has_failed = true;
}

static bool add_usage(struct intake *intake, const struct csv_row *row, size_t part)
{
	struct score *log = intake->state;
	struct usage_count count = {0};

	if (log->column[SCORE_PROMPTS] == SIZE_MAX)
		return true;
	if (field_count(row_field(row, log->column[SCORE_PROMPTS]), &count.requests) !=
		READING_NUMBER ||
	    field_count(row_field(row, log->column[SCORE_INPUT]), &count.input_tokens) ==
		READING_BAD ||
	    field_count(row_field(row, log->column[SCORE_OUTPUT]), &count.output_tokens) ==
		READING_BAD ||
	    field_count(row_field(row, log->column[SCORE_FAILED]), &count.failed_requests) ==
		READING_BAD ||
	    count.failed_requests > count.requests) {
		intake_skip(intake, "a count of prompts or tokens is none", true, row->line);
		return false;
	}
	if (!intake_add_usage(intake, part, &count))
		return false;
	tell_usage(&intake->total.usage);
	if (intake->options->split)
		tell_usage(&intake->parts[part].usage);
	return true;
}

/* False where the row is left out. */
static bool read_energy(struct intake *intake, const struct csv_row *row, double *wh)
{
	struct score *log = intake->state;
	bool summary = log->column[SCORE_UNITS] != SIZE_MAX;
	bool table = log->column[SCORE_PROMPTS] != SIZE_MAX;

	*wh = number_of(log, row, SCORE_ENERGY);
	if (summary && !read_summary(intake, row, wh))
		return false;
	if (!summary && !table && !is_named(intake, row))
		return false;
	if (!(*wh >= 0)) {
		intake_skip(intake, "the energy is not a number of Wh", true, row->line);
		return false;
	}
	if (*wh == 0) {
		intake_skip(intake, "a run without energy: it failed", false, row->line);
		return false;
	}
	if (!table && is_told_before(intake, *wh)) {
		intake_skip(intake, "the energy that the other file of the run tells, too",
			    false, row->line);
		return false;
	}
	return true;
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct score *log = intake->state;
	struct amount amount = {.rows = 1, .device_hours = NAN};
	double wh;
	size_t part;

	if (!read_energy(intake, row, &wh))
		return;
	part = intake_part(intake, row);
	if (!add_usage(intake, row, part))
		return;
	amount.energy_kwh = amount.energy_it_kwh = wh / WH_PER_KWH;
	amount.emissions_kg = number_of(log, row, SCORE_EMISSIONS) / 1000;
	read_time(intake, row, &amount);
	intake->import->rows_used++;
	intake_add(intake, part, &amount);
	if (log->column[SCORE_PROMPTS] == SIZE_MAX)
		intake_doubt(intake, part, LAST_DIGIT_WH / WH_PER_KWH);
}

static void finish(struct intake *intake)
{
	struct score *log = intake->state;
	struct import *import = intake->import;
	double seconds = sum_value(&log->seconds);

	if (import->rows_used == 0 ||
	    !plausible_energy(intake, "all runs", sum_value(&log->timed_kwh), seconds,
			      MOST_WATTS_OF_MACHINE, 0))
		return;
	plausible_tell_intensity(intake, sum_value(&intake->total.energy_kwh),
				 sum_value(&intake->total.emissions_kg));
	if (seconds > 0)
		import->covered_s = seconds;
	if (intake->total.usage.known)
		intake_assume(intake, "timestamps are the ends of runs");
	import->metered_at = METERED_ACCELERATOR;
	import->total.spread = "gsd-nvml-polled";
}

const struct importer import_ai_energy_score = {
    .name = "ai-energy-score",
    .needs = "the columns gpu_energy_wh and total_prompts, or the files GPU_ENERGY_WH.txt and "
	     "GPU_ENERGY_SUMMARY.json",
    .state_size = sizeof(struct score),
    .names = text_names,
    .paths = json_paths,
    .claims = claims,
    .claims_text = claims_text,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
