/* Slurm sacct -P: jobs and their steps; energy is taken from the job's own line or from its
 * steps, never from both. */

#include "models/import_slurm.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"

static const char *const names[COLUMNS] = {
    [COLUMN_ID_RAW] = "JobIDRaw",
    [COLUMN_ID] = "JobID",
    [COLUMN_ENERGY_RAW] = "ConsumedEnergyRaw",
    [COLUMN_ENERGY] = "ConsumedEnergy",
    [COLUMN_ELAPSED_RAW] = "ElapsedRaw",
    [COLUMN_ELAPSED] = "Elapsed",
    [COLUMN_CPU_TIME_RAW] = "CPUTimeRAW",
    [COLUMN_CPU_TIME] = "CPUTime",
    [COLUMN_CPUS] = "NCPUS",
    [COLUMN_ALLOCATED_CPUS] = "AllocCPUS",
    [COLUMN_NODES] = "NNodes",
    [COLUMN_ALLOCATED_NODES] = "AllocNodes",
    [COLUMN_RESOURCES] = "AllocTRES",
    [COLUMN_STATE] = "State",
    [COLUMN_START] = "Start",
    [COLUMN_END] = "End",
    [COLUMN_SUBMIT] = "Submit",
    [COLUMN_EXCLUSIVE] = "Exclusive",
    [COLUMN_MEMORY] = "ReqMem",
    [COLUMN_USAGE] = "TRESUsageInTot",
};

/* Of the table that is not read. */
static const char *const padded_names[] = {"sacct", NULL};

static bool has(const struct csv_row *header, enum column column)
{
	return csv_column(header, names[column]) != SIZE_MAX;
}

static bool claims(const struct csv_row *header)
{
	if (has(header, COLUMN_ENERGY_RAW) || has(header, COLUMN_ENERGY))
		return true;
	return (has(header, COLUMN_ID_RAW) || has(header, COLUMN_ID)) &&
	       (has(header, COLUMN_ELAPSED_RAW) || has(header, COLUMN_ELAPSED)) &&
	       (has(header, COLUMN_STATE) || has(header, COLUMN_RESOURCES));
}

static bool contains(const char *text, size_t length, const char *word)
{
	for (size_t i = 0; i + strlen(word) <= length; i++)
		if (memcmp(text + i, word, strlen(word)) == 0)
			return true;
	return false;
}

/* The columns of sacct without -P: padded, with a line of dashes below their names. */
static bool claims_text(const char *text, size_t length)
{
	const char *line = memchr(text, '\n', length), *end = text + length;

	if (!line || memchr(text, '|', (size_t)(line - text)) ||
	    !(contains(text, (size_t)(line - text), "JobID") ||
	      contains(text, (size_t)(line - text), "ConsumedEnergy")))
		return false;
	for (text = line + 1; text < end && *text != '\n' && *text != '\r'; text++)
		if (*text != '-' && *text != ' ')
			return false;
	return text > line + 1 && line[1] == '-';
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct slurm *log = intake->state;

	if (!claims(header)) {
		intake_fail(intake, DIAG_IMPORT_FORMAT, 1,
			    "log with sacct -P, and ConsumedEnergyRaw among its --format",
			    "columns of sacct that are padded and cut off, energies rounded");
		return;
	}
	log->width = header->count;
	for (size_t i = 0; i < COLUMNS; i++)
		log->column[i] = csv_column(header, names[i]);
	if (log->column[COLUMN_EXCLUSIVE] == SIZE_MAX)
		log->column[COLUMN_EXCLUSIVE] = csv_column(header, "Exclusive?");
}

static struct csv_field field_of(const struct slurm *log, const struct csv_row *row,
				 enum column column)
{
	return row_field(row, log->column[column]);
}

static double first_seconds(const struct slurm *log, const struct csv_row *row, enum column raw,
			    enum column text)
{
	double seconds;

	if (slurm_seconds(field_of(log, row, raw), &seconds) == READING_NUMBER ||
	    slurm_seconds(field_of(log, row, text), &seconds) == READING_NUMBER)
		return seconds;
	return NAN;
}

static double elapsed_of(const struct slurm *log, const struct csv_row *row)
{
	double seconds = first_seconds(log, row, COLUMN_ELAPSED_RAW, COLUMN_ELAPSED);

	return seconds <= LONGEST_JOB_S ? seconds : NAN;
}

static double first_count(const struct slurm *log, const struct csv_row *row,
			  enum column column, enum column other, const char *resource)
{
	double count;

	if (field_number(field_of(log, row, column), &count) == READING_NUMBER ||
	    field_number(field_of(log, row, other), &count) == READING_NUMBER)
		return count;
	return slurm_resource(field_of(log, row, COLUMN_RESOURCES), resource);
}

/* Energies that stand in a list of resources, in logs without a column for them; 0 there means
 * that none was collected. */
static enum reading listed_energy(const struct slurm *log, const struct csv_row *row,
				  double *joules)
{
	double listed = slurm_resource(field_of(log, row, COLUMN_RESOURCES), "energy");

	if (log->column[COLUMN_ENERGY_RAW] != SIZE_MAX ||
	    log->column[COLUMN_ENERGY] != SIZE_MAX)
		return READING_MISSING;
	if (!(listed > 0))
		listed = slurm_resource(field_of(log, row, COLUMN_USAGE), "energy");
	if (!(listed > 0) || slurm_is_sentinel(listed))
		return READING_MISSING;
	*joules = listed;
	return READING_NUMBER;
}

static void read_memory(const struct slurm *log, const struct csv_row *row, struct line *line)
{
	double cpus = first_count(log, row, COLUMN_CPUS, COLUMN_ALLOCATED_CPUS, "cpu");

	if (slurm_memory(field_of(log, row, COLUMN_MEMORY), cpus, line->nodes,
			 &line->memory_gb) != READING_NUMBER)
		line->memory_gb = NAN;
}

/* False where the energy is no energy: the row is left out. */
static bool read_line(struct intake *intake, const struct csv_row *row, struct line *line)
{
	struct slurm *log = intake->state;
	double joules = NAN;
	enum reading reading = slurm_energy(field_of(log, row, COLUMN_ENERGY_RAW), &joules);
	struct csv_field type;

	if (reading == READING_MISSING)
		reading = slurm_energy(field_of(log, row, COLUMN_ENERGY), &joules);
	if (reading == READING_MISSING)
		reading = listed_energy(log, row, &joules);
	if (reading == READING_BAD || (reading == READING_NUMBER && joules < 0)) {
		intake_skip(intake, "the energy is not a number of joules", true, row->line);
		return false;
	}
	*line = (struct line){
	    .number = row->line,
	    .joules = reading == READING_NUMBER ? joules : NAN,
	    .elapsed = elapsed_of(log, row),
	    .cpu_time = first_seconds(log, row, COLUMN_CPU_TIME_RAW, COLUMN_CPU_TIME),
	    .nodes = first_count(log, row, COLUMN_NODES, COLUMN_ALLOCATED_NODES, "node"),
	    .gpus = slurm_gpus(field_of(log, row, COLUMN_RESOURCES), &type),
	};
	if (isnan(line->cpu_time))
		line->cpu_time = line->elapsed * first_count(log, row, COLUMN_CPUS,
							     COLUMN_ALLOCATED_CPUS, "cpu");
	read_memory(log, row, line);
	line->has_start =
	    intake_timestamp(intake, field_of(log, row, COLUMN_START), &line->start);
	line->has_end = intake_timestamp(intake, field_of(log, row, COLUMN_END), &line->end);
	return true;
}

static void note_times(struct intake *intake, const struct csv_row *row,
		       const struct line *line)
{
	struct slurm *log = intake->state;
	int64_t time;

	if (line->has_start)
		intake_time(intake, line->start);
	if (line->has_end)
		intake_time(intake, line->end);
	if (!line->has_start && !line->has_end &&
	    intake_timestamp(intake, field_of(log, row, COLUMN_SUBMIT), &time))
		intake_time(intake, time);
}

static void note_type(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_field type;

	slurm_gpus(field_of(log, row, COLUMN_RESOURCES), &type);
	if (type.length == 0 || log->other_type)
		return;
	if (!log->gpu_type)
		log->gpu_type = arena_copy(intake->arena, type.text, type.length);
	else if (!field_same(type, log->gpu_type))
		log->other_type = arena_copy(intake->arena, type.text, type.length);
}

/* Splits "123_4.batch" at its dot: what the job is, and whether the step has a number. False:
 * the job's own line. */
static bool split_id(struct csv_field *id, bool *numbered)
{
	const char *dot = memchr(id->text, '.', id->length);

	*numbered = false;
	if (!dot)
		return false;
	*numbered = dot + 1 < id->text + id->length && dot[1] >= '0' && dot[1] <= '9';
	id->length = (size_t)(dot - id->text);
	return true;
}

static bool says_yes(struct csv_field field)
{
	return field_same(field, "yes") || field_same(field, "true") ||
	       field_same(field, "1") || field_same(field, "exclusive");
}

static void open_job(struct intake *intake, const struct csv_row *row, struct csv_field id)
{
	struct slurm *log = intake->state;

	slurm_settle(intake);
	log->job = (struct job){
	    .open = true,
	    .own = {.joules = NAN,
		    .elapsed = NAN,
		    .cpu_time = NAN,
		    .nodes = NAN,
		    .gpus = NAN,
		    .memory_gb = NAN},
	    .cover = {.joules = NAN},
	};
	snprintf(log->job.id, sizeof log->job.id, "%.*s",
		 (int)(id.length < 120 ? id.length : 120), id.text);
	slurm_select_job(intake, row);
}

/* "---|-----|---" under the names, as a table for people has it. */
static bool is_rule(const struct csv_row *row)
{
	bool any = false;

	for (size_t i = 0; i < row->count; i++)
		for (size_t j = 0; j < row->fields[i].length; j++) {
			if (row->fields[i].text[j] != '-')
				return false;
			any = true;
		}
	return any;
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_field id = field_of(log, row, COLUMN_ID_RAW);
	bool step, numbered;
	struct line line;

	if (id.length == 0)
		id = field_of(log, row, COLUMN_ID);
	if (is_rule(row)) {
		intake_not_data(intake);
		return;
	}
	if (row->count != log->width) {
		intake_skip(intake, "more or fewer fields than the header", true, row->line);
		return;
	}
	if (!read_line(intake, row, &line))
		return;
	step = split_id(&id, &numbered);
	/* A log sorted the other way gives a job's steps before its own line. */
	if (!log->job.open || !field_same(id, log->job.id) || (!step && log->job.has_line))
		open_job(intake, row, id);
	else if (!step)
		slurm_select_job(intake, row);
	log->job.has_line |= !step;
	log->job.rows++;
	if (!log->job.wanted) {
		log->job.own.number = log->job.own.number ? log->job.own.number : row->line;
		return;
	}
	note_type(intake, row);
	if (step) {
		slurm_add_step(&log->job, &line, numbered);
		return;
	}
	log->job.own = line;
	slurm_count_state(intake, row);
	note_times(intake, row, &line);
	log->exclusive += says_yes(field_of(log, row, COLUMN_EXCLUSIVE));
}

/* add_row() looks at the fields itself. */
static bool fits(const struct intake *intake, const struct csv_row *row)
{
	(void)intake;
	(void)row;
	return true;
}

const struct importer import_slurm = {
    .name = "slurm",
    .needs = "the column ConsumedEnergyRaw or ConsumedEnergy, or JobID, Elapsed and AllocTRES",
    .state_size = sizeof(struct slurm),
    .selects = true,
    .names = padded_names,
    .claims = claims,
    .claims_text = claims_text,
    .columns = columns,
    .row = add_row,
    .fits = fits,
    .finish = slurm_conclude,
};
