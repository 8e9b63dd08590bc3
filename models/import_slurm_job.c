/* One job of sacct: which of its lines hold its energy, and what is added for it. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/import_slurm.h"

/* Jobs that are watched for being given again. */
enum { MOST_SEEN = 200000 };

/* No CPU draws more: an energy beyond it contradicts the CPU time. */
#define MOST_WATTS_PER_CPU 1000

/* The larger of two, where NaN is less than anything. */
static double larger(double a, double b)
{
	return isnan(a) || b > a ? b : a;
}

/* From the first start to the last end. */
static void widen_time(struct line *own, const struct line *line)
{
	if (line->has_start && (!own->has_start || line->start < own->start))
		own->start = line->start;
	if (line->has_end && (!own->has_end || line->end > own->end))
		own->end = line->end;
	own->has_start |= line->has_start;
	own->has_end |= line->has_end;
}

void slurm_add_step(struct job *job, const struct line *line, bool numbered)
{
	if (!job->has_line) {
		job->own.number = job->own.number ? job->own.number : line->number;
		job->own.elapsed = larger(job->own.elapsed, line->elapsed);
		job->own.cpu_time = larger(job->own.cpu_time, line->cpu_time);
		job->own.nodes = larger(job->own.nodes, line->nodes);
		job->own.gpus = larger(job->own.gpus, line->gpus);
		widen_time(&job->own, line);
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

/* Times are whole seconds: a job of 0 s may have taken almost one. */
static void note_power(struct slurm *log, const struct job *job, double joules)
{
	double nodes = isnan(job->own.nodes) ? 1 : job->own.nodes;

	if (isnan(job->own.elapsed))
		return;
	sum_add(&log->timed_joules, joules);
	sum_add(&log->node_seconds, (job->own.elapsed + 1) * nodes);
	if (!(job->own.gpus > 0))
		return;
	sum_add(&log->gpu_joules, joules);
	sum_add(&log->gpu_seconds, job->own.gpus * job->own.elapsed);
}

static void note_memory(struct slurm *log, const struct job *job)
{
	if (isnan(job->own.memory_gb))
		return;
	log->most_memory_gb = fmax(log->most_memory_gb, job->own.memory_gb);
	if (!isnan(job->own.elapsed))
		sum_add(&log->memory_gb_hours,
			job->own.memory_gb * job->own.elapsed / SECONDS_PER_HOUR);
}

/* Why a job is not counted at all. */
static const char *no_energy(const struct job *job, double joules)
{
	return joules == 0 || job->own.joules == 0 ? "an energy of 0 J, not collected"
						   : "no energy";
}

/* Of the job, or of the one step that its energy is of. */
static void tell_time(const struct job *job, bool of_step, struct amount *amount)
{
	const struct line *line = &job->own;

	if (of_step && !(line->has_start && line->has_end))
		line = &job->cover;
	amount->timed = line->has_start && line->has_end && line->end >= line->start;
	amount->start = line->start;
	amount->end = line->end;
}

/* What stood there first under this key; NULL where nothing did: then the job does. */
static const struct first *find_first(struct intake *intake, const char *key,
				      const struct job *job)
{
	struct slurm *log = intake->state;
	size_t known = log->seen.count;
	size_t number = text_set_add(intake->arena, &log->seen, key, strlen(key));

	if (number < known)
		return &log->first[number];
	log->first = arena_grow(intake->arena, log->first, known, sizeof *log->first);
	log->first[number] = (struct first){intake->name, job->own.number, !job->has_line};
	return NULL;
}

/* Logs joined to one file may overlap; a job that was requeued has another start. Steps that
 * stand apart from the line of their job are of any start. */
static const struct first *find_repeated(struct intake *intake, const struct job *job)
{
	struct slurm *log = intake->state;
	const struct first *same_start, *same_id;
	const char *key;

	if (log->seen.count >= MOST_SEEN || job->id[0] == '\0')
		return NULL;
	key = arena_printf(intake->arena, "%s %lld", job->id,
			   job->own.has_start ? (long long)job->own.start : 0);
	same_start = find_first(intake, key, job);
	same_id = find_first(intake, job->id, job);
	return !job->has_line || (same_id && same_id->steps) ? same_id : same_start;
}

/* False where the job is not counted: its energy is already. */
static bool settle_repeated(struct intake *intake, const struct job *job)
{
	struct slurm *log = intake->state;
	const struct first *first = find_repeated(intake, job);

	if (!first)
		return true;
	switch (intake->options->overlap) {
	case OVERLAP_SUM:
		if (log->repeated++ == 0)
			log->repeated_line = job->own.number;
		return true;
	case OVERLAP_MAX:
	case OVERLAP_DEDUPE:
		intake_skip_rows(intake, "a job that is counted already", false,
				 job->own.number, job->rows);
		return false;
	case OVERLAP_REFUSE:
		break;
	}
	intake_fail(intake, DIAG_IMPORT_OVERLAP, job->own.number,
		    "give each job once: sort -u the parts that were joined; or by --overlap "
		    "(overlap: in a scenario), dedupe counts the first, sum each",
		    "job '%s' stands in the log again, with the same start (%s:%llu): the same "
		    "energy twice",
		    job->id, first->file, (unsigned long long)first->line);
	return false;
}

static void count_job(struct intake *intake)
{
	struct slurm *log = intake->state;
	struct job *job = &log->job;
	uint64_t rows = 1;
	bool own = job->own.joules > 0;
	double joules = own ? job->own.joules : steps_joules(job, &rows);
	struct amount amount = {.energy_kwh = NAN, .energy_it_kwh = NAN, .emissions_kg = NAN};

	if (job->unfinished && !(joules > 0)) {
		intake_skip_rows(intake, "a job that had not ended: no energy yet", false,
				 job->own.number, job->rows);
		return;
	}
	if ((joules > 0 || job->own.gpus * job->own.elapsed > 0) &&
	    !settle_repeated(intake, job))
		return;
	log->jobs++;
	cover(log, job, joules > 0);
	log->gpus = fmax(log->gpus, job->own.gpus);
	amount.device_hours = job->own.gpus * job->own.elapsed / SECONDS_PER_HOUR;
	tell_time(job, rows == 1 && !own, &amount);
	note_memory(log, job);
	if (joules > 0) {
		amount.energy_kwh = amount.energy_it_kwh = joules / JOULES_PER_KWH;
		log->jobs_with_energy++;
		if (amount.timed)
			intake_cover(intake, amount.start, amount.end);
		else if (!isnan(job->own.elapsed))
			sum_add(&log->untimed, job->own.elapsed);
		log->from_steps += !own;
		check_power(log, job, joules);
		note_power(log, job, joules);
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

void slurm_settle(struct intake *intake)
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
