/* Eco2AI emission.csv: energies in kWh under the name of a power, with the PUE of the tracker.
 */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* Each is kept until the end of the log, since it may stand there again. */
enum { MOST_ROWS = 500000 };
/* A duration above (some 30 years) tells no time. */
#define LONGEST_RUN_S 1e9

enum eco2ai_column {
	ECO_ID,
	ECO_EPOCH,
	ECO_START,
	ECO_DURATION,
	ECO_ENERGY,
	ECO_EMISSIONS,
	ECO_GPU,
	ECO_REGION,
	ECO_COLUMNS
};

/* Spellings over the releases, the newest first. */
static const char *const names[ECO_COLUMNS][3] = {
    [ECO_ID] = {"id"},
    [ECO_EPOCH] = {"epoch"},
    [ECO_START] = {"start_time", "start_time(s)"},
    [ECO_DURATION] = {"duration(s)", "time(s)"},
    [ECO_ENERGY] = {"power_consumption(kWh)", "power_consumption(kWTh)"},
    [ECO_EMISSIONS] = {"CO2_emissions(kg)"},
    [ECO_GPU] = {"GPU_name"},
    [ECO_REGION] = {"region/country", "country"},
};

/* A run, or an epoch of one. */
struct eco2ai_row {
	size_t part;
	uint64_t line;
	struct amount amount;
	double seconds;
};

struct eco2ai {
	size_t column[ECO_COLUMNS];
	struct text_set keys;
	struct eco2ai_row *rows; /* [row_count] */
	size_t *row_of_key;	 /* [keys.count] */
	size_t row_count;
	const char *gpu, *other_gpu, *region, *other_region;
	double gpus; /* most in one row */
	uint64_t epochs;
};

static size_t find_column(const struct csv_row *header, enum eco2ai_column column)
{
	for (size_t i = 0; i < 3 && names[column][i]; i++) {
		size_t found = csv_column(header, names[column][i]);

		if (found != SIZE_MAX)
			return found;
	}
	return SIZE_MAX;
}

static bool claims(const struct csv_row *header)
{
	return find_column(header, ECO_ENERGY) != SIZE_MAX &&
	       find_column(header, ECO_DURATION) != SIZE_MAX;
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct eco2ai *log = intake->state;

	for (size_t i = 0; i < ECO_COLUMNS; i++)
		log->column[i] = find_column(header, (enum eco2ai_column)i);
}

static struct csv_field field_of(const struct eco2ai *log, const struct csv_row *row,
				 enum eco2ai_column column)
{
	return row_field(row, log->column[column]);
}

/* The option encode_file writes the same table with its characters exchanged. */
static bool is_encoded(const struct intake *intake, const struct csv_row *row)
{
	const struct eco2ai *log = intake->state;
	struct csv_field start = field_of(log, row, ECO_START);
	double number;
	int64_t time;

	return field_number(field_of(log, row, ECO_ENERGY), &number) == READING_BAD &&
	       field_number(field_of(log, row, ECO_DURATION), &number) == READING_BAD &&
	       !timestamp_parse(start.text, start.length, &time, NULL);
}

/* "NVIDIA A100-SXM4-40GB 2 device(s)": name and number; false without a GPU. */
static bool read_gpus(struct csv_field cell, struct csv_field *name, double *count)
{
	static const char words[] = " device(s)";
	size_t end = 0, digits;

	*count = 0;
	while (end + sizeof words - 1 <= cell.length &&
	       memcmp(cell.text + end, words, sizeof words - 1) != 0)
		end++;
	if (end + sizeof words - 1 > cell.length)
		return false;
	for (digits = end; digits > 0 && cell.text[digits - 1] != ' '; digits--)
		;
	if (!text_number(cell.text + digits, end - digits, count) || !(*count > 0) ||
	    *count > 1e6 || digits == 0)
		return false;
	*name = (struct csv_field){.text = cell.text, .length = digits - 1};
	return true;
}

/* Keeps the first text and the first that differs from it. */
static void note_text(struct intake *intake, const char **first, const char **other,
		      struct csv_field field)
{
	if (field.length == 0 || *other)
		return;
	if (!*first)
		*first = arena_copy(intake->arena, field.text, field.length);
	else if (strlen(*first) != field.length ||
		 memcmp(*first, field.text, field.length) != 0)
		*other = arena_copy(intake->arena, field.text, field.length);
}

static void note_devices(struct intake *intake, const struct csv_row *row, double seconds,
			 struct amount *amount)
{
	struct eco2ai *log = intake->state;
	struct csv_field name;
	double count;

	note_text(intake, &log->region, &log->other_region, field_of(log, row, ECO_REGION));
	amount->device_hours = 0;
	if (!read_gpus(field_of(log, row, ECO_GPU), &name, &count))
		return;
	note_text(intake, &log->gpu, &log->other_gpu, name);
	log->gpus = fmax(log->gpus, count);
	amount->device_hours = count * seconds / SECONDS_PER_HOUR;
}

/* From the start of the run or epoch; the first releases wrote no number of seconds. */
static void read_time(struct intake *intake, const struct csv_row *row,
		      struct eco2ai_row *taken)
{
	struct eco2ai *log = intake->state;
	double *seconds = &taken->seconds;
	struct amount *amount = &taken->amount;

	if (field_number(field_of(log, row, ECO_DURATION), seconds) != READING_NUMBER ||
	    *seconds < 0 || *seconds > LONGEST_RUN_S)
		*seconds = NAN;
	if (!intake_timestamp(intake, field_of(log, row, ECO_START), &amount->start))
		return;
	intake_time(intake, amount->start);
	if (isnan(*seconds))
		return;
	amount->timed = true;
	amount->end = amount->start + (int64_t)(*seconds * (double)TIMESTAMP_SECOND);
	intake_time(intake, amount->end);
}

/* False where the row is left out. */
static bool read_row(struct intake *intake, const struct csv_row *row, struct eco2ai_row *taken)
{
	struct eco2ai *log = intake->state;
	double kwh = 0, kg;
	enum reading reading = field_number(field_of(log, row, ECO_ENERGY), &kwh);

	if (log->row_count == 0 && is_encoded(intake, row)) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, row->line,
			    "give the file without 'encoded_' in its name",
			    "this is Eco2AI's encoded variant, which hides its numbers");
		return false;
	}
	if (reading != READING_NUMBER || kwh < 0) {
		intake_skip(intake, "power_consumption is not a number of kWh", true,
			    row->line);
		return false;
	}
	if (field_number(field_of(log, row, ECO_EMISSIONS), &kg) != READING_NUMBER)
		kg = NAN;
	*taken = (struct eco2ai_row){
	    .line = row->line,
	    .amount = {.rows = 1, .energy_kwh = kwh, .energy_it_kwh = kwh, .emissions_kg = kg}};
	read_time(intake, row, taken);
	note_devices(intake, row, isnan(taken->seconds) ? 0 : taken->seconds, &taken->amount);
	taken->part = intake_part(intake, row);
	return true;
}

static void keep_row(struct intake *intake, const struct eco2ai_row *taken)
{
	struct eco2ai *log = intake->state;

	log->rows = arena_grow(intake->arena, log->rows, log->row_count, sizeof *log->rows);
	log->rows[log->row_count++] = *taken;
	if (log->row_count == MOST_ROWS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, taken->line, "give the log in pieces",
			    "more than %d rows", MOST_ROWS);
}

/* A run has one row, which the tracker writes anew as it goes on; while it trains, one for each
 * epoch, with the energy of that epoch. The same row again, in a copy of the file, is the same
 * energy: the longer one counts. */
static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct eco2ai *log = intake->state;
	struct csv_field id = field_of(log, row, ECO_ID), epoch = field_of(log, row, ECO_EPOCH);
	struct csv_field start = field_of(log, row, ECO_START);
	struct eco2ai_row taken, *before;
	size_t known = log->keys.count, number;
	const char *key;

	if (!read_row(intake, row, &taken))
		return;
	log->epochs += epoch.length > 5 && memcmp(epoch.text, "epoch", 5) == 0;
	if (id.length == 0) {
		keep_row(intake, &taken);
		return;
	}
	key = arena_printf(intake->arena, "%.*s|%.*s|%.*s",
			   (int)(id.length < 80 ? id.length : 80), id.text,
			   (int)(epoch.length < 80 ? epoch.length : 80), epoch.text,
			   (int)(start.length < 40 ? start.length : 40), start.text);
	number = text_set_add(intake->arena, &log->keys, key, strlen(key));
	if (number == known) {
		log->row_of_key =
		    arena_grow(intake->arena, log->row_of_key, known, sizeof *log->row_of_key);
		log->row_of_key[number] = log->row_count;
		keep_row(intake, &taken);
		return;
	}
	before = &log->rows[log->row_of_key[number]];
	intake_skip(intake, "another state of the same run: the longer one counts", false,
		    taken.amount.energy_kwh > before->amount.energy_kwh ? before->line
									: taken.line);
	if (taken.amount.energy_kwh > before->amount.energy_kwh)
		*before = taken;
}

static void tell(struct intake *intake, double seconds)
{
	struct eco2ai *log = intake->state;
	struct import *import = intake->import;

	intake_assume(intake, "the energy holds the PUE of the tracker, which the file does "
			      "not tell: 1, its default");
	plausible_tell_intensity(intake, sum_value(&intake->total.energy_kwh),
				 sum_value(&intake->total.emissions_kg));
	if (log->epochs > 0)
		intake_assume(intake, "rows of epochs hold the energy of their epoch");
	if (log->other_region)
		intake_assume(intake,
			      "rows name several places (%s, %s, ...): none is taken over",
			      log->region, log->other_region);
	import->covered_s = seconds;
	import->metered_at = METERED_COMPONENTS;
	import->region = log->other_region ? NULL : log->region;
	import->accelerator = log->other_gpu ? NULL : log->gpu;
	import->accelerators = (unsigned)log->gpus;
	import->modelled = "modelled by Eco2AI, not measured: CPU (thermal design power times "
			   "utilisation), RAM (by its size)";
	import->modelled_parts = "CPU and RAM";
	import->not_counted = "PSU, fans and network of the host, typically 5-40 %";
	import->total.spread = "gsd-codecarbon";
	if (import->accelerator)
		import->total.energy_key =
		    arena_printf(intake->arena, "eco2ai/%s", import->accelerator);
}

static void finish(struct intake *intake)
{
	struct eco2ai *log = intake->state;
	struct sum timed_kwh = {0}, seconds = {0};

	for (size_t i = 0; i < log->row_count; i++) {
		const struct eco2ai_row *row = &log->rows[i];

		intake_add(intake, row->part, &row->amount);
		intake->import->rows_used++;
		if (isnan(row->seconds))
			continue;
		sum_add(&timed_kwh, row->amount.energy_kwh);
		sum_add(&seconds, row->seconds);
	}
	if (log->row_count == 0 ||
	    !plausible_energy(intake, "all rows", sum_value(&timed_kwh), sum_value(&seconds),
			      MOST_WATTS_OF_MACHINE, 0))
		return;
	tell(intake, sum_value(&seconds));
}

/* Encoded rows may have commas anywhere. */
static bool fits(const struct intake *intake, const struct csv_row *row)
{
	const struct eco2ai *log = intake->state;

	return log->row_count == 0 && is_encoded(intake, row);
}

const struct importer import_eco2ai = {
    .name = "eco2ai",
    .needs = "the columns duration(s) and power_consumption(kWh)",
    .state_size = sizeof(struct eco2ai),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .fits = fits,
    .finish = finish,
};
