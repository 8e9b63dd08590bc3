/* Slurm sacct -P: jobs and their steps; energy is taken from the job's own line or from its
 * steps, never from both. */

#include "models/import_slurm.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"

#define JOULES_PER_KWH 3.6e6
/* No CPU draws more: an energy beyond it contradicts the CPU time. */
#define MOST_WATTS_PER_CPU 1000

enum column {
	COLUMN_ID_RAW,
	COLUMN_ID,
	COLUMN_ENERGY_RAW,
	COLUMN_ENERGY,
	COLUMN_ELAPSED_RAW,
	COLUMN_ELAPSED,
	COLUMN_CPU_TIME_RAW,
	COLUMN_CPU_TIME,
	COLUMN_CPUS,
	COLUMN_ALLOCATED_CPUS,
	COLUMN_NODES,
	COLUMN_ALLOCATED_NODES,
	COLUMN_RESOURCES,
	COLUMN_STATE,
	COLUMN_START,
	COLUMN_END,
	COLUMN_SUBMIT,
	COLUMN_EXCLUSIVE,
	COLUMNS
};

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
};

/* What a line says; NaN where it says nothing. */
struct line {
	uint64_t number;
	double joules, elapsed, cpu_time, nodes, gpus;
	bool has_start, has_end;
	int64_t start, end;
};

/* The job at hand, with its steps. */
struct job {
	bool open, wanted, has_line;
	char id[128];
	size_t part;
	uint64_t rows;
	struct line own;	 /* the job's own line; else what the steps say at most */
	struct line cover;	 /* the step with the most energy */
	double numbered_joules;	 /* of steps 0, 1, ... */
	double numbered_seconds; /* node seconds of those */
	uint64_t numbered;
};

struct slurm {
	size_t column[COLUMNS];
	size_t width;
	struct job job;
	struct import_keys states;
	uint64_t *state_counts;
	uint64_t jobs, jobs_with_energy, from_steps;
	struct sum cpu_time, cpu_time_covered, elapsed, elapsed_covered;
	uint64_t exclusive;
	uint64_t implausible, implausible_line;
	double gpus; /* most of one job */
	const char *gpu_type, *other_type;
};

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

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct slurm *log = intake->state;

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

static double first_count(const struct slurm *log, const struct csv_row *row,
			  enum column column, enum column other, const char *resource)
{
	double count;

	if (field_number(field_of(log, row, column), &count) == READING_NUMBER ||
	    field_number(field_of(log, row, other), &count) == READING_NUMBER)
		return count;
	return slurm_resource(field_of(log, row, COLUMN_RESOURCES), resource);
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
	if (reading == READING_BAD || (reading == READING_NUMBER && joules < 0)) {
		intake_skip(intake, "the energy is not a number of joules", true, row->line);
		return false;
	}
	*line = (struct line){
	    .number = row->line,
	    .joules = reading == READING_NUMBER ? joules : NAN,
	    .elapsed = first_seconds(log, row, COLUMN_ELAPSED_RAW, COLUMN_ELAPSED),
	    .cpu_time = first_seconds(log, row, COLUMN_CPU_TIME_RAW, COLUMN_CPU_TIME),
	    .nodes = first_count(log, row, COLUMN_NODES, COLUMN_ALLOCATED_NODES, "node"),
	    .gpus = slurm_gpus(field_of(log, row, COLUMN_RESOURCES), &type),
	};
	if (isnan(line->cpu_time))
		line->cpu_time = line->elapsed * first_count(log, row, COLUMN_CPUS,
							     COLUMN_ALLOCATED_CPUS, "cpu");
	return true;
}

static void read_times(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	bool found = false;
	int64_t time;

	if (intake_timestamp(intake, field_of(log, row, COLUMN_START), &time)) {
		intake_time(intake, time);
		found = true;
	}
	if (intake_timestamp(intake, field_of(log, row, COLUMN_END), &time)) {
		intake_time(intake, time);
		found = true;
	}
	if (!found && intake_timestamp(intake, field_of(log, row, COLUMN_SUBMIT), &time))
		intake_time(intake, time);
}

/* "CANCELLED by 1001" is CANCELLED. */
static void count_state(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_field state = field_of(log, row, COLUMN_STATE);
	const char *blank = memchr(state.text, ' ', state.length);
	size_t known = log->states.count, number;

	if (state.length == 0)
		return;
	if (blank)
		state.length = (size_t)(blank - state.text);
	number = import_keys_add(intake->arena, &log->states, state.text, state.length);
	if (number == known) {
		log->state_counts = arena_grow(intake->arena, log->state_counts, known,
					       sizeof *log->state_counts);
		log->state_counts[number] = 0;
	}
	log->state_counts[number]++;
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

/* The larger of two, where NaN is less than anything. */
static double larger(double a, double b)
{
	return isnan(a) || b > a ? b : a;
}

static void add_step(struct job *job, const struct line *line, bool numbered)
{
	if (!job->has_line) {
		job->own.number = job->own.number ? job->own.number : line->number;
		job->own.elapsed = larger(job->own.elapsed, line->elapsed);
		job->own.cpu_time = larger(job->own.cpu_time, line->cpu_time);
		job->own.nodes = larger(job->own.nodes, line->nodes);
		job->own.gpus = larger(job->own.gpus, line->gpus);
	}
	if (isnan(line->joules))
		return;
	if (!(job->cover.joules >= line->joules))
		job->cover = *line;
	if (!numbered)
		return;
	job->numbered++;
	job->numbered_joules += line->joules;
	job->numbered_seconds += line->elapsed * (isnan(line->nodes) ? 1 : line->nodes);
}

/* Steps that ran one after the other add up; steps that ran side by side on the same nodes each
 * hold all of their energy. */
static double steps_joules(const struct job *job, uint64_t *rows)
{
	double nodes = isnan(job->own.nodes) ? 1 : job->own.nodes;

	*rows = 1;
	if (job->numbered > 1 && job->numbered_joules > job->cover.joules &&
	    job->numbered_seconds <= job->own.elapsed * nodes * 1.01 + 1) {
		*rows = job->numbered;
		return job->numbered_joules;
	}
	return job->cover.joules;
}

static void cover(struct slurm *log, const struct job *job, bool covered)
{
	if (!isnan(job->own.cpu_time)) {
		sum_add(&log->cpu_time, job->own.cpu_time);
		if (covered)
			sum_add(&log->cpu_time_covered, job->own.cpu_time);
	}
	if (isnan(job->own.elapsed))
		return;
	sum_add(&log->elapsed, job->own.elapsed);
	if (covered)
		sum_add(&log->elapsed_covered, job->own.elapsed);
}

static void check_power(struct slurm *log, const struct job *job, double joules)
{
	if (job->own.gpus > 0 || !(joules > MOST_WATTS_PER_CPU * job->own.cpu_time) ||
	    job->own.cpu_time == 0)
		return;
	if (log->implausible++ == 0)
		log->implausible_line = job->own.number;
}

/* Why a job is not counted at all. */
static const char *no_energy(const struct job *job, double joules)
{
	return joules == 0 || job->own.joules == 0 ? "an energy of 0 J, not collected"
						   : "no energy";
}

static void count_job(struct intake *intake)
{
	struct slurm *log = intake->state;
	struct job *job = &log->job;
	uint64_t rows = 1;
	bool own = job->own.joules > 0;
	double joules = own ? job->own.joules : steps_joules(job, &rows);
	struct amount amount = {.energy_kwh = NAN, .energy_it_kwh = NAN, .emissions_kg = NAN};

	log->jobs++;
	cover(log, job, joules > 0);
	log->gpus = fmax(log->gpus, job->own.gpus);
	amount.device_hours = job->own.gpus * job->own.elapsed / 3600;
	if (joules > 0) {
		amount.energy_kwh = amount.energy_it_kwh = joules / JOULES_PER_KWH;
		log->jobs_with_energy++;
		log->from_steps += !own;
		check_power(log, job, joules);
	} else if (!(amount.device_hours > 0)) {
		intake_skip_rows(intake, no_energy(job, joules), false, job->own.number,
				 job->rows);
		return;
	}
	if (job->rows > rows)
		intake_skip_rows(intake, "other lines of a job that is counted", false,
				 job->own.number + own, job->rows - rows);
	amount.rows = rows;
	intake->import->rows_used += rows;
	intake_add(intake, job->part, &amount);
}

/* Counts the job at hand and closes it. */
static void settle(struct intake *intake)
{
	struct slurm *log = intake->state;
	struct job *job = &log->job;

	if (job->open && job->wanted)
		count_job(intake);
	else if (job->open)
		intake_skip_rows(intake, "left out by 'where'", false, job->own.number,
				 job->rows);
	job->open = false;
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

	settle(intake);
	log->job = (struct job){
	    .open = true,
	    .wanted = intake_selects(intake, row),
	    .own = {.joules = NAN, .elapsed = NAN, .cpu_time = NAN, .nodes = NAN, .gpus = NAN},
	    .cover = {.joules = NAN},
	};
	snprintf(log->job.id, sizeof log->job.id, "%.*s",
		 (int)(id.length < 120 ? id.length : 120), id.text);
	if (log->job.wanted)
		log->job.part = intake_part(intake, row);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct slurm *log = intake->state;
	struct csv_field id = field_of(log, row, COLUMN_ID_RAW);
	bool step, numbered;
	struct line line;

	if (id.length == 0)
		id = field_of(log, row, COLUMN_ID);
	if (row->count != log->width) {
		intake_skip(intake, "more or fewer fields than the header", true, row->line);
		return;
	}
	if (!read_line(intake, row, &line))
		return;
	step = split_id(&id, &numbered);
	if (!step || !log->job.open || !field_same(id, log->job.id))
		open_job(intake, row, id);
	log->job.rows++;
	if (!log->job.wanted) {
		log->job.own.number = log->job.own.number ? log->job.own.number : row->line;
		return;
	}
	note_type(intake, row);
	if (step) {
		add_step(&log->job, &line, numbered);
		return;
	}
	log->job.has_line = true;
	log->job.own = line;
	count_state(intake, row);
	read_times(intake, row);
	log->exclusive += says_yes(field_of(log, row, COLUMN_EXCLUSIVE));
}

static void tell_coverage(struct intake *intake)
{
	struct slurm *log = intake->state;
	double cpu = sum_value(&log->cpu_time), elapsed = sum_value(&log->elapsed);
	const char *what = cpu > 0 ? "CPU time" : "elapsed time";

	if (cpu > 0)
		intake->import->coverage = sum_value(&log->cpu_time_covered) / cpu;
	else if (elapsed > 0)
		intake->import->coverage = sum_value(&log->elapsed_covered) / elapsed;
	if (elapsed > 0)
		intake->import->covered_s = sum_value(&log->elapsed_covered);
	if (intake->import->coverage < 1)
		diag_add(intake->diags, DIAG_IMPORT_COVERAGE, intake_place(intake, 0), NULL,
			 "add the energy of the others as an item of its own",
			 "%.3g %% of the %s has no energy: %llu of %llu jobs",
			 100 * (1 - intake->import->coverage), what,
			 (unsigned long long)(log->jobs - log->jobs_with_energy),
			 (unsigned long long)log->jobs);
}

static void warn(struct intake *intake)
{
	struct slurm *log = intake->state;

	if (log->jobs_with_energy > 0 && log->exclusive < log->jobs)
		diag_add(intake->diags, DIAG_IMPORT_SHARED, intake_place(intake, 0), NULL,
			 "where nodes were shared, give 'share' with its 'allocation'",
			 "sacct gives a job the energy of its whole nodes, which is its own "
			 "only where it had them "
			 "alone; the log does not say that it did");
	if (log->implausible > 0)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH,
			 intake_place(intake, log->implausible_line), NULL, NULL,
			 "%llu jobs have an energy of over 1 kW per CPU: it is used as logged",
			 (unsigned long long)log->implausible);
}

/* "COMPLETED 12, FAILED 3" */
static const char *state_list(struct intake *intake)
{
	struct slurm *log = intake->state;
	const char *list = "";

	for (size_t i = 0; i < log->states.count && i < 16; i++)
		list = arena_printf(intake->arena, "%s%s%s %llu", list, i ? ", " : "",
				    log->states.texts[i],
				    (unsigned long long)log->state_counts[i]);
	return list;
}

static void finish(struct intake *intake)
{
	struct slurm *log = intake->state;
	struct import *import = intake->import;

	settle(intake);
	if (log->jobs == 0)
		return;
	tell_coverage(intake);
	warn(intake);
	if (log->states.count > 0)
		intake_assume(intake, "jobs of every state are counted: %s",
			      state_list(intake));
	if (log->from_steps > 0)
		intake_assume(intake,
			      "%llu jobs have their energy from their steps: steps one after "
			      "the other add up, else "
			      "the one with the most counts",
			      (unsigned long long)log->from_steps);
	if (log->other_type)
		intake_assume(intake, "several GPU types: %s, %s", log->gpu_type,
			      log->other_type);
	import->metered_at = METERED_NODE;
	import->accelerator = log->other_type ? NULL : log->gpu_type;
	import->accelerators = log->gpus < 1e6 ? (unsigned)log->gpus : 0;
	import->total.spread = "gsd-meter";
}

const struct importer import_slurm = {
    .name = "slurm",
    .needs = "the column ConsumedEnergyRaw or ConsumedEnergy, or JobID, Elapsed and AllocTRES",
    .state_size = sizeof(struct slurm),
    .selects = true,
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
