/* CodeCarbon emissions.csv: rows are runs, or cumulative flushes of runs; columns move, so they
 * are found by name. */

#include "models/import_codecarbon.h"

#include <math.h>

#include "lca/base/arena.h"
#include "models/timestamp.h"

/* Each is kept until the end of the log, since its rows may stand anywhere. */
enum { MOST_RUNS = 500000 };

static const char *const names[CODECARBON_COLUMNS] = {
#define COLUMN(code, name) [COLUMN_##code] = name,
    CODECARBON_COLUMN_LIST
#undef COLUMN
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "duration") != SIZE_MAX &&
	       csv_column(header, "emissions") != SIZE_MAX &&
	       csv_column(header, "energy_consumed") != SIZE_MAX;
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct codecarbon *log = intake->state;

	if (log->width == 0)
		log->pue = NAN;
	log->width = header->count;
	for (size_t i = 0; i < CODECARBON_COLUMNS; i++)
		log->column[i] = csv_column(header, names[i]);
	/* Before there was a run_id, every run had its own experiment_id. The rows of a task
	 * file share the run_id of their tracker and are no flushes. */
	log->key = log->column[COLUMN_RUN_ID];
	if (log->key == SIZE_MAX)
		log->key = log->column[COLUMN_EXPERIMENT_ID];
	if (log->column[COLUMN_TASK_NAME] != SIZE_MAX)
		log->key = SIZE_MAX;
}

/* The row with the fields that may be trusted. A row shorter than the header lost empty fields
 * from `region` on; a longer one has columns of a newer version from behind energy_consumed on.
 */
static struct csv_row trusted(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct csv_row kept = *row;
	size_t limit = log->column[COLUMN_ENERGY] + 1;

	if (row->count == log->width)
		return kept;
	if (row->count < log->width && log->column[COLUMN_REGION] != SIZE_MAX)
		limit = log->column[COLUMN_REGION];
	if (log->ragged.rows++ == 0) {
		log->ragged.line = row->line;
		log->ragged.got = (double)row->count;
		log->ragged_from = limit < log->width ? intake->columns[limit] : "the last one";
	}
	if (limit < kept.count)
		kept.count = limit;
	return kept;
}

static double number_of(const struct codecarbon *log, const struct csv_row *row, size_t column)
{
	double number;

	if (field_number(row_field(row, log->column[column]), &number) != READING_NUMBER)
		return NAN;
	return number;
}

/* A PUE below 1 is none. */
static double read_pue(struct codecarbon *log, const struct csv_row *row)
{
	double pue = number_of(log, row, COLUMN_PUE);

	if (!(pue >= 1)) {
		log->without_pue++;
		return isnan(log->pue) ? 1 : log->pue;
	}
	if (isnan(log->pue))
		log->pue_low = log->pue_high = pue;
	log->pue_low = fmin(log->pue_low, pue);
	log->pue_high = fmax(log->pue_high, pue);
	log->pue = pue;
	return pue;
}

static struct figures read_figures(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct figures figures = {
	    .line = row->line,
	    .duration = number_of(log, row, COLUMN_DURATION),
	    .energy = number_of(log, row, COLUMN_ENERGY),
	    .emissions = number_of(log, row, COLUMN_EMISSIONS),
	    .gpu_count = number_of(log, row, COLUMN_GPU_COUNT),
	    .pue = read_pue(log, row),
	};

	for (size_t i = 0; i < COMPONENTS; i++) {
		figures.power[i] = number_of(log, row, COLUMN_CPU_POWER + i);
		figures.component[i] = number_of(log, row, COLUMN_CPU_ENERGY + i);
	}
	figures.has_time = intake_timestamp(
	    intake, row_field(row, log->column[COLUMN_TIMESTAMP]), &figures.time);
	return figures;
}

/* A row without a usable energy is left out. */
static bool is_usable(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	double energy = 0, duration = 0;
	enum reading reading =
	    field_number(row_field(row, log->column[COLUMN_ENERGY]), &energy);
	const char *fault = NULL;

	if (reading == READING_MISSING)
		fault = "no energy_consumed";
	else if (reading == READING_BAD)
		fault = "energy_consumed is not a number";
	else if (energy < 0)
		fault = "energy_consumed is negative";
	else if (field_number(row_field(row, log->column[COLUMN_DURATION]), &duration) ==
		     READING_BAD ||
		 duration < 0)
		fault = "duration is not a number of seconds";
	if (fault)
		intake_skip(intake, fault, true, row->line);
	return !fault;
}

static void amounts_add(struct amounts *sum, const struct figures *figures)
{
	double duration = isnan(figures->duration) ? 0 : figures->duration;

	sum->rows++;
	sum->energy += figures->energy;
	sum->energy_it += figures->energy / figures->pue;
	sum->duration += duration;
	if (!isnan(figures->gpu_count))
		sum->device_seconds += duration * figures->gpu_count;
	if (isnan(figures->emissions))
		return;
	sum->emissions += figures->emissions;
	sum->has_emissions = true;
}

/* Did the row's run begin at another time than that of the row before? Timestamps are ends, in
 * whole seconds. */
static bool begins_elsewhere(const struct figures *before, const struct figures *row)
{
	double later, longer = row->duration - before->duration;

	if (!before->has_time || !row->has_time || isnan(longer))
		return false;
	later = (double)(row->time - before->time) / (double)TIMESTAMP_SECOND;
	return fabs(later - longer) > 5 + row->duration / 100;
}

/* Was the row flushed before the one that stands above it? */
static bool is_out_of_order(const struct figures *before, const struct figures *row)
{
	return before->has_time && row->has_time && row->time < before->time &&
	       row->duration <= before->duration && row->energy <= before->energy;
}

static void extend_run(struct run *run, const struct figures *row, size_t part)
{
	bool first = run->all.rows == 0;
	bool energy_falls = !first && row->energy < run->last.energy;
	bool duration_falls = !first && row->duration < run->last.duration;

	amounts_add(&run->all, row);
	if (!first && is_out_of_order(&run->last, row))
		return;
	if (energy_falls || duration_falls) {
		if (run->falls++ == 0)
			run->fall_line = row->line;
		run->deltas |= energy_falls != duration_falls;
		amounts_add(&run->closed, &run->last);
	} else if (!first) {
		run->moved |= begins_elsewhere(&run->last, row);
	}
	run->last = *row;
	run->part = part;
}

static void settle(struct intake *intake, size_t part, const struct amounts *amounts)
{
	struct codecarbon *log = intake->state;
	struct amount amount = {
	    .rows = amounts->rows,
	    .energy_kwh = amounts->energy,
	    .energy_it_kwh = amounts->energy_it,
	    .emissions_kg = amounts->has_emissions ? amounts->emissions : NAN,
	    .device_hours = amounts->device_seconds / SECONDS_PER_HOUR,
	};

	intake_add(intake, part, &amount);
	sum_add(&log->duration, amounts->duration);
	intake->import->rows_used += amounts->rows;
}

/* A run is one cumulative series; or several, where the tracker began anew; or each row stands
 * for itself. */
static void settle_run(struct intake *intake, const struct run *run)
{
	struct codecarbon *log = intake->state;
	bool loose = run->falls > 0 && (run->deltas || run->moved);
	struct amounts amounts = run->closed;

	amounts_add(&amounts, &run->last);
	if (loose)
		amounts = run->all;
	if (run->falls > 0 && (log->series_line == 0 || run->fall_line < log->series_line))
		log->series_line = run->fall_line;
	log->loose += loose;
	if (run->falls == 0 && run->moved && log->moved++ == 0)
		log->moved_line = run->first_line;
	log->restarted += run->falls > 0 && !loose;
	if (run->all.rows > amounts.rows)
		intake_skip_rows(intake, "earlier flush of the same run: its last row is kept",
				 false, run->first_line, run->all.rows - amounts.rows);
	settle(intake, run->part, &amounts);
}

static size_t find_run(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct csv_field key = row_field(row, log->key);
	size_t known = log->keys.count, run;

	if (key.length == 0)
		return SIZE_MAX;
	run = text_set_add(intake->arena, &log->keys, key.text, key.length);
	if (run < known)
		return run;
	log->runs = arena_grow(intake->arena, log->runs, known, sizeof *log->runs);
	log->runs[run] = (struct run){.first_line = row->line};
	if (known == MOST_RUNS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, row->line, "give the log in pieces",
			    "more than %d runs", MOST_RUNS);
	return run;
}

static void add_row(struct intake *intake, const struct csv_row *full)
{
	struct codecarbon *log = intake->state;
	struct csv_row row = trusted(intake, full);
	struct amounts own = {0};
	struct figures figures;
	size_t part, run;

	if (!is_usable(intake, &row))
		return;
	figures = read_figures(intake, &row);
	run = find_run(intake, &row);
	part = intake_part(intake, &row);
	codecarbon_check(intake, &row, &figures, run);
	if (figures.has_time)
		intake_time(intake, figures.time);
	log->rows++;
	if (run != SIZE_MAX) {
		extend_run(&log->runs[run], &figures, part);
		return;
	}
	amounts_add(&own, &figures);
	settle(intake, part, &own);
	log->own_runs++;
}

static void finish(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	for (size_t i = 0; i < log->keys.count; i++)
		settle_run(intake, &log->runs[i]);
	codecarbon_conclude(intake);
}

const struct importer import_codecarbon = {
    .name = "codecarbon",
    .needs = "the columns duration, emissions and energy_consumed",
    .state_size = sizeof(struct codecarbon),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
