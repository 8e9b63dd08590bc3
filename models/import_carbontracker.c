/* carbontracker: the lines of its standard and output logs. */

#include "models/import_carbontracker.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/plausible.h"
#include "models/timestamp.h"

enum { TIME_LENGTH = sizeof "2026-01-05 09:00:01" - 1 };
/* Runs are kept until the end, since the two logs of one may stand anywhere in the list. */
enum { MOST_RUNS = 100000 };
/* Some 30 years: a duration above tells no time. */
#define LONGEST_EPOCH_S 1e9

static bool contains(const char *text, size_t length, const char *words)
{
	size_t wanted = strlen(words);

	for (size_t i = 0; i + wanted <= length; i++)
		if (memcmp(text + i, words, wanted) == 0)
			return true;
	return false;
}

static bool claims_text(const char *text, size_t length)
{
	return contains(text, length, "carbontracker version ") ||
	       contains(text, length, " - CarbonTracker:") ||
	       contains(text, length, "CarbonTracker: The following components were found") ||
	       contains(text, length, "CarbonTracker: \nActual consumption for ") ||
	       contains(text, length, "Average power usage (W) for ");
}

/* The logs of one run differ in "_output" only. */
static const char *run_key(struct intake *intake)
{
	char *key = arena_text(intake->arena, intake->name);
	char *output = strstr(key, "_output");

	if (output)
		memmove(output, output + strlen("_output"),
			strlen(output + strlen("_output")) + 1);
	return key;
}

static void open_file(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	const char *key = run_key(intake);
	size_t known = log->keys.count, number;

	number = text_set_add(intake->arena, &log->keys, key, strlen(key));
	if (number == known) {
		log->runs = arena_grow(intake->arena, log->runs, known, sizeof *log->runs);
		log->runs[number] = (struct carbon_run){.file = intake->name, .pue = NAN};
	}
	if (known == MOST_RUNS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "give the logs in pieces",
			    "more than %d runs", MOST_RUNS);
	log->run = &log->runs[number];
	log->file = intake->name;
	log->has_time = log->in_epoch = false;
	log->block = (struct carbon_block){0};
	log->powers = (struct carbon_powers){0};
	if (!log->wants)
		intake_wants(intake, 0, NULL, NULL);
	log->wants = true;
}

/* A console has the tracker's name without a time; editors take blanks from ends of lines. */
static const char *skip_name(const char *text)
{
	static const char name[] = "CarbonTracker:";

	if (!text_starts(text, name))
		return text;
	text += strlen(name);
	return *text == ' ' ? text + 1 : text;
}

/* What stands behind "2026-01-05 09:00:01 - " and, in the first releases, a thread and a level.
 * Lines of a block have no time of their own. */
static const char *split_line(struct intake *intake, const struct log_line *line)
{
	struct carbontracker *log = intake->state;
	const char *text = line->text, *dash = strstr(text, " - ");
	struct csv_field field = {.text = text, .length = dash ? (size_t)(dash - text) : 0};

	if (field.length < TIME_LENGTH || !intake_timestamp(intake, field, &log->time))
		return skip_name(text);
	log->has_time = true;
	intake_time(intake, log->time);
	text = dash + 3;
	if (strstr(text, " - INFO - "))
		text = strstr(text, " - INFO - ") + strlen(" - INFO - ");
	return skip_name(text);
}

/* What follows words in text, or NULL. */
static const char *after(const char *text, const char *words)
{
	const char *at = strstr(text, words);

	return at ? at + strlen(words) : NULL;
}

static void widen_time(struct carbon_run *run, int64_t start, int64_t end)
{
	if (!run->has_time || start < run->start)
		run->start = start;
	if (!run->has_time || end > run->end)
		run->end = end;
	run->has_time = true;
}

/* Versions that print one figure for several devices print their mean, and count it once: the
 * readings of all devices stand in one list, of which they take the mean. Apple's GPU and
 * neural engine are one reading. */
static double devices_behind(const struct carbontracker *log)
{
	size_t devices = log->run->devices[log->component];

	return log->powers.list || devices < 2 ? 1 : (double)devices;
}

static void add_powers(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct carbon_run *run = log->run;
	const struct carbon_powers *powers = &log->powers;
	double devices = devices_behind(log);
	double kwh = powers->watts * log->duration / JOULES_PER_KWH;
	struct amount amount = {.rows = 1,
				.energy_kwh = devices * kwh,
				.energy_it_kwh = devices * kwh,
				.emissions_kg = NAN,
				.device_hours = NAN,
				.timed = log->epoch_has_time,
				.end = log->epoch_end};

	log->known_seconds += devices * (double)powers->known * log->duration;
	log->missing_seconds += (double)powers->missing * log->duration;
	if (devices > 1 && log->multiplied++ == 0)
		log->multiplied_line = log->powers_line;
	amount.start = log->epoch_end - (int64_t)(log->duration * (double)TIMESTAMP_SECOND);
	if (log->component == CARBON_GPU)
		amount.device_hours =
		    devices * (double)powers->known * log->duration / SECONDS_PER_HOUR;
	if (amount.timed)
		widen_time(run, amount.start, amount.end);
	run->it_kwh += amount.energy_kwh;
	run->logged_kwh += kwh;
	intake->import->rows_used++;
	intake_add(intake, 0, &amount);
}

/* "None" stands for all devices of the component. */
static double missing_devices(const struct carbontracker *log)
{
	size_t devices = log->run->devices[log->component];

	return (double)(devices > log->powers.missing ? devices : log->powers.missing);
}

/* A list is whole: it is used, or said to be missing. */
static void end_powers(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct carbon_powers powers = log->powers;

	if (powers.highest > MOST_WATTS_OF_GPU) {
		intake_fail(intake, DIAG_IMPORT_IMPLAUSIBLE, log->powers_line, NULL,
			    "%.6g W of one device, which none draws", powers.highest);
	} else if (!log->in_epoch) {
		intake_skip(intake, "a power outside any epoch", true, log->powers_line);
	} else if (powers.bad || powers.open) {
		intake_skip(intake, "the power is not a list of watts", true, log->powers_line);
	} else if (powers.known == 0) {
		log->missing_seconds += log->duration * missing_devices(log);
		intake_missing(intake, "a component without a reading in an epoch",
			       log->powers_line);
	} else {
		add_powers(intake);
	}
	log->powers = (struct carbon_powers){0};
}

static void read_powers(struct intake *intake, const char *text, uint64_t line)
{
	struct carbontracker *log = intake->state;

	log->component = text_starts(text, "gpu") ? CARBON_GPU : CARBON_CPU;
	log->powers = (struct carbon_powers){0};
	log->powers_line = line;
	text = after(text, ":");
	if (text)
		carbon_read_powers(text, &log->powers);
	log->powers.bad |= !text || log->powers.known + log->powers.missing == 0;
	if (!log->powers.open)
		end_powers(intake);
}

static void read_epoch_duration(struct intake *intake, const char *text)
{
	struct carbontracker *log = intake->state;

	log->in_epoch =
	    carbon_read_duration(text, &log->duration) && log->duration < LONGEST_EPOCH_S;
	if (!log->in_epoch)
		return;
	log->epoch_has_time = log->has_time;
	log->epoch_end = log->time;
	log->run->epochs++;
	log->run->seconds += log->duration;
	sum_add(&log->covered, log->duration);
}

static void read_components(struct intake *intake, const char *text)
{
	struct carbon_run *run = ((struct carbontracker *)intake->state)->run;
	const char *first;
	size_t length;

	for (int i = 0; i < CARBON_COMPONENTS; i++) {
		run->devices[i] =
		    carbon_count_devices(text, (enum carbon_component)i, &first, &length);
		if (i == CARBON_GPU && length > 0)
			run->gpu = arena_copy(intake->arena, first, length);
	}
	if (run->gpu && text_same(run->gpu, "GPU"))
		run->devices[CARBON_GPU] = 1;
}

static void read_pue(struct intake *intake, const char *text)
{
	struct carbon_run *run = ((struct carbontracker *)intake->state)->run;
	struct csv_field field = {.text = text, .length = strcspn(text, " ")};
	double pue;

	if (field_number(field, &pue) == READING_NUMBER && pue >= 1)
		run->pue = pue;
}

/* The number at the begin of text, or NaN. */
static double number_of(const char *text)
{
	struct csv_field field = {.text = text + strspn(text, " \t")};
	double number;

	field.length = strcspn(field.text, " \t\r");
	return field_number(field, &number) == READING_NUMBER ? number : NAN;
}

/* "Time:", "Energy:" and "CO2eq:" of a block; true where the line is one of them. */
static bool read_block(struct intake *intake, const char *text, uint64_t line)
{
	struct carbontracker *log = intake->state;
	struct carbon_block *sums = &log->run->actual;
	const char *value;
	double number;

	if ((value = after(text, "Time:"))) {
		value += strspn(value, " \t");
		log->block.seconds = NAN;
		if (carbon_read_duration(value, &number))
			log->block.seconds = number;
	} else if ((value = after(text, "Energy:"))) {
		log->block.kwh = number_of(value);
		log->block.line = line;
	} else if ((value = after(text, "CO2eq:"))) {
		if (!log->block.predicted)
			sums->grams += number_of(value);
		log->block.open = false;
	}
	return value != NULL;
}

/* The energy of a block: a row. */
static void take_block(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct carbon_run *run = log->run;
	const struct carbon_block *block = &log->block;

	if (block->predicted) {
		log->forecasts++;
		intake_skip(intake, "predicted consumption: a forecast, not counted", false,
			    block->line);
		return;
	}
	if (!(block->kwh > 0)) {
		intake_skip(intake, "the energy is not a number above 0", true, block->line);
		return;
	}
	if (run->blocks++ == 0)
		run->block_line = block->line;
	run->output_file = intake->name;
	run->actual.kwh += block->kwh;
	run->actual.seconds += block->seconds;
	if (log->has_time && block->seconds >= 0 && block->seconds < LONGEST_EPOCH_S)
		widen_time(run,
			   log->time - (int64_t)(block->seconds * (double)TIMESTAMP_SECOND),
			   log->time);
}

/* Title lines; false where the line is none of them. */
static bool read_title(struct intake *intake, const char *text)
{
	struct carbontracker *log = intake->state;
	const char *value;

	if ((value = after(text, "Duration: ")))
		read_epoch_duration(intake, value);
	else if ((value = after(text, "The following components were found:")))
		read_components(intake, value);
	else if ((value = after(text, "a PUE coefficient of ")))
		read_pue(intake, value);
	else if (strstr(text, "Training was interrupted"))
		log->interrupted = true;
	else if (strstr(text, "Actual consumption"))
		log->block = (struct carbon_block){.open = true};
	else if (strstr(text, "Predicted consumption"))
		log->block = (struct carbon_block){.open = true, .predicted = true};
	else if (text_starts(text, "Epoch "))
		log->in_epoch = false;
	else
		return false;
	return true;
}

static void read_line(struct intake *intake, const struct log_line *line)
{
	struct carbontracker *log = intake->state;
	const char *text, *value;
	bool data = false;

	if (!log->file || strcmp(log->file, intake->name) != 0)
		open_file(intake);
	if (intake->failed)
		return;
	text = split_line(intake, line);
	if (log->powers.open && text == line->text) {
		carbon_read_powers(text, &log->powers);
		if (!log->powers.open)
			end_powers(intake);
	} else if ((value = after(text, "Average power usage (W) for "))) {
		data = true;
		read_powers(intake, value, line->line);
	} else if (log->block.open && read_block(intake, text, line->line)) {
		data = strstr(text, "Energy:") != NULL;
		if (data)
			take_block(intake);
	} else {
		read_title(intake, text);
	}
	if (!data)
		intake_not_data(intake);
}

const struct importer import_carbontracker = {
    .name = "carbontracker",
    .needs = "lines of its standard log or its output log",
    .state_size = sizeof(struct carbontracker),
    .claims_text = claims_text,
    .line = read_line,
    .finish = carbon_settle,
};
