/* CodeCarbon emissions.csv: rows are runs, or cumulative flushes of runs; columns move, so they
 * are found by name. */

#include "models/import_codecarbon.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"

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

	if (field_decimal(row_field(row, log->column[column]), &number) != READING_NUMBER)
		return NAN;
	return number;
}

static void note_pue(struct codecarbon *log, double pue, uint64_t line)
{
	struct finding *finding = pue > MOST_PUE ? &log->high_pue : &log->low_pue;

	if (pue == 0 || (pue >= 1 && pue <= MOST_PUE) || isnan(pue) || finding->rows++ > 0)
		return;
	finding->line = line;
	finding->got = pue;
}

/* A PUE below 1 is none. */
static double read_pue(struct codecarbon *log, const struct csv_row *row)
{
	double pue = number_of(log, row, COLUMN_PUE);

	note_pue(log, pue, row->line);
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

/* A negative amount tells nothing. */
static double amount_of(const struct codecarbon *log, const struct csv_row *row, size_t column)
{
	double number = number_of(log, row, column);

	return number >= 0 ? number : NAN;
}

static struct figures read_figures(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct figures figures = {
	    .line = row->line,
	    .duration = number_of(log, row, COLUMN_DURATION),
	    .energy = number_of(log, row, COLUMN_ENERGY),
	    .emissions = number_of(log, row, COLUMN_EMISSIONS),
	    .gpu_count = amount_of(log, row, COLUMN_GPU_COUNT),
	    .pue = read_pue(log, row),
	};

	for (size_t i = 0; i < COMPONENTS; i++) {
		figures.power[i] = amount_of(log, row, COLUMN_CPU_POWER + i);
		figures.component[i] = amount_of(log, row, COLUMN_CPU_ENERGY + i);
	}
	figures.has_time = intake_timestamp(
	    intake, row_field(row, log->column[COLUMN_TIMESTAMP]), &figures.time);
	return figures;
}

static const char *fault_of_energy(struct csv_field field)
{
	double energy;

	if (field_decimal(field, &energy) == READING_BAD)
		return "energy_consumed is not a number";
	return energy < 0 ? "energy_consumed is negative" : NULL;
}

static const char *fault_of_duration(struct csv_field field)
{
	double duration = 0;

	if (field_decimal(field, &duration) == READING_BAD || duration < 0)
		return "duration is not a number of seconds";
	return duration > LONGEST_RUN_S ? "duration is more than 30 years" : NULL;
}

/* A row without a usable energy is left out. */
static bool is_usable(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct csv_field cell = row_field(row, log->column[COLUMN_ENERGY]);
	const char *fault;
	double energy;

	if (field_decimal(cell, &energy) == READING_MISSING) {
		intake_missing(intake, "no energy_consumed", row->line);
		return false;
	}
	fault = fault_of_energy(cell);
	if (!fault) {
		cell = row_field(row, log->column[COLUMN_DURATION]);
		fault = fault_of_duration(cell);
	}
	if (fault)
		intake_skip_cell(intake, fault, cell, row->line);
	return !fault;
}

/* The run that a row belongs to, found by its key; a row without one has a run of its own. */
static size_t find_run(struct intake *intake, const struct csv_row *row)
{
	struct codecarbon *log = intake->state;
	struct csv_field key = row_field(row, log->key);
	size_t known = log->keys.count, number;

	if (key.length == 0)
		return codecarbon_new_run(intake, row->line);
	number = text_set_add(intake->arena, &log->keys, key.text, key.length);
	if (number < known)
		return log->run_of_key[number];
	log->run_of_key =
	    arena_grow(intake->arena, log->run_of_key, known, sizeof *log->run_of_key);
	return log->run_of_key[number] = codecarbon_new_run(intake, row->line);
}

/* Without a run_id and an energy of GPUs there is nothing that later rows are compared with. */
static bool is_kept(const struct codecarbon *log, const struct csv_row *row,
		    const struct figures *figures)
{
	return row_field(row, log->key).length > 0 ||
	       (figures->has_time && figures->component[COMPONENT_GPU] > 0);
}

/* What tells machines apart, where the whole of one was tracked: equal ones look the same. */
static size_t find_machine(struct intake *intake, const struct csv_row *row)
{
	static const enum column told[] = {COLUMN_GPU_MODEL,	  COLUMN_GPU_COUNT,
					   COLUMN_CPU_MODEL,	  COLUMN_CPU_COUNT,
					   COLUMN_RAM_TOTAL_SIZE, COLUMN_OS};
	struct codecarbon *log = intake->state;
	char text[1024];
	size_t length = 0;

	if (!field_same(row_field(row, log->column[COLUMN_TRACKING_MODE]), "machine") ||
	    row_field(row, log->column[COLUMN_RAM_TOTAL_SIZE]).length == 0)
		return SIZE_MAX;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct csv_field field = row_field(row, log->column[told[i]]);

		if (length + field.length + 1 > sizeof text)
			return SIZE_MAX;
		memcpy(text + length, field.text, field.length);
		length += field.length;
		text[length++] = '\n';
	}
	return text_set_add(intake->arena, &log->machines, text, length);
}

static void add_row(struct intake *intake, const struct csv_row *full)
{
	struct codecarbon *log = intake->state;
	struct csv_row row = trusted(intake, full);
	struct figures figures;
	size_t part, run;

	if (!is_usable(intake, &row))
		return;
	figures = read_figures(intake, &row);
	part = intake_part(intake, &row);
	codecarbon_check(intake, &row, &figures);
	if (figures.has_time)
		intake_time(intake, figures.time);
	log->rows++;
	log->own_runs += row_field(&row, log->key).length == 0;
	if (!is_kept(log, &row, &figures)) {
		codecarbon_add_row(intake, &figures, part);
		return;
	}
	run = find_run(intake, &row);
	log->runs[run].machine = find_machine(intake, &row);
	codecarbon_extend_run(intake, run, &figures, part);
}

static void finish(struct intake *intake)
{
	codecarbon_settle_runs(intake);
	if (!intake->failed)
		codecarbon_conclude(intake);
}

/* trusted() says how much of such a row is used. */
static bool fits(const struct intake *intake, const struct csv_row *row)
{
	(void)intake;
	(void)row;
	return true;
}

const struct importer import_codecarbon = {
    .name = "codecarbon",
    .needs = "the columns duration, emissions and energy_consumed",
    .state_size = sizeof(struct codecarbon),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .fits = fits,
    .finish = finish,
};
