/* The job list of Jean Zay's users: sacct's jobs joined with the GPUs of each kind, between
 * bars and without a header. Layout by the script that wrote it, jobs_info.py of
 * bigscience-workshop/carbon-footprint; some lists have the account as a column more. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/import_slurm.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* Jobs that are watched for being given again. */
enum { MOST_SEEN = 200000 };
/* No CPU thread draws more. */
#define MOST_WATTS_OF_CPU 1000
enum zay_column {
	ZAY_JOB,
	ZAY_GPUS,
	ZAY_LAST_GPUS = ZAY_GPUS + 3,
	ZAY_CPUS,
	ZAY_MEMORY,
	ZAY_ENERGY,
	ZAY_PARTITION,
	ZAY_GROUP,
	ZAY_ELAPSED,
	ZAY_QOS,
	ZAY_NAME,
	ZAY_START,
	ZAY_END,
	ZAY_FOLDER,
	ZAY_ACCOUNT,
	ZAY_COLUMNS
};
enum { GPU_KINDS = ZAY_LAST_GPUS - ZAY_GPUS + 1 };

static const char *const names[ZAY_COLUMNS + 1] = {
    "JobID",   "V100_32GB", "V100_16GB", "A100_40GB", "A100_80GB", "CPUs",
    "RAM",     "Energy",    "Partition", "Group",     "Elapsed",   "QoS",
    "JobName", "Start",	    "End",	 "Workdir",   "Account",   NULL};

static const char *const kinds[GPU_KINDS] = {"V100 32GB", "V100 16GB", "A100 40GB",
					     "A100 80GB"};

struct zay_job {
	double gpus[GPU_KINDS], all_gpus, cpus, seconds;
	double joules; /* NaN: none */
};

struct jean_zay {
	struct text_set seen;
	uint64_t repeated, repeated_line;
	uint64_t jobs, jobs_with_energy;
	struct sum gpu_hours[GPU_KINDS];
	double most_gpus;
	struct sum gpu_joules, gpu_seconds; /* of GPU jobs with an energy */
	struct sum gpu_time, gpu_time_covered, cpu_time, cpu_time_covered, seconds;
};

/* The field between the given bars of the first line. */
static struct csv_field field_at(const char *text, size_t length, size_t index)
{
	size_t start = 0, end;

	for (; index > 0 && start < length; start++)
		index -= text[start] == '|';
	for (end = start; end < length && text[end] != '|'; end++)
		;
	return (struct csv_field){.text = text + start, .length = end - start};
}

static bool claims_text(const char *text, size_t length)
{
	size_t line = 0, bars = 0;
	struct csv_field start, end, elapsed;
	double seconds;
	int64_t time;

	for (; line < length && text[line] != '\n' && text[line] != '\r'; line++)
		bars += text[line] == '|';
	if (bars + 1 != ZAY_COLUMNS && bars + 2 != ZAY_COLUMNS)
		return false;
	start = field_at(text, line, ZAY_START);
	end = field_at(text, line, ZAY_END);
	elapsed = field_at(text, line, ZAY_ELAPSED);
	return timestamp_parse(start.text, start.length, &time, NULL) &&
	       timestamp_parse(end.text, end.length, &time, NULL) &&
	       duration_parse(elapsed.text, elapsed.length, &seconds);
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	(void)intake;
	(void)header;
}

/* The reason why a row cannot be used, or NULL. */
static const char *read_job(const struct csv_row *row, struct zay_job *job)
{
	*job = (struct zay_job){.joules = NAN};
	if (row->count != ZAY_COLUMNS && row->count + 1 != ZAY_COLUMNS)
		return "more or fewer fields than a job has";
	for (size_t i = 0; i < GPU_KINDS; i++) {
		uint64_t count = 0;

		if (field_count(row_field(row, ZAY_GPUS + i), &count) != READING_NUMBER)
			return "a number of GPUs is none";
		job->gpus[i] = (double)count;
		job->all_gpus += job->gpus[i];
	}
	if (slurm_seconds(row_field(row, ZAY_ELAPSED), &job->seconds) != READING_NUMBER ||
	    job->seconds > LONGEST_JOB_S)
		return "the elapsed time is none";
	if (field_number(row_field(row, ZAY_CPUS), &job->cpus) != READING_NUMBER)
		job->cpus = 0;
	if (slurm_energy(row_field(row, ZAY_ENERGY), &job->joules) == READING_BAD ||
	    job->joules < 0)
		return "the energy is not a number of joules";
	if (!(job->joules > 0))
		job->joules = NAN;
	return NULL;
}

/* Times are whole seconds: a job of 0 s may have taken almost one. */
static bool is_plausible(const struct zay_job *job)
{
	double watts =
	    job->all_gpus * MOST_WATTS_OF_GPU + fmax(job->cpus, 1) * MOST_WATTS_OF_CPU;

	return !(job->joules > watts * (job->seconds + 1));
}

/* Jobs of arrays share nothing but a part of their number; one that was queued again has
 * another start. */
static bool is_repeated(struct intake *intake, const struct csv_row *row)
{
	struct jean_zay *log = intake->state;
	struct csv_field id = row_field(row, ZAY_JOB), start = row_field(row, ZAY_START);
	size_t known = log->seen.count;
	const char *key;

	if (known == MOST_SEEN)
		return false;
	key = arena_printf(intake->arena, "%.*s %.*s", (int)(id.length < 80 ? id.length : 80),
			   id.text, (int)(start.length < 40 ? start.length : 40), start.text);
	return text_set_add(intake->arena, &log->seen, key, strlen(key)) != known;
}

/* False where the job is not counted: its energy is already. */
static bool settle_repeated(struct intake *intake, const struct csv_row *row)
{
	struct jean_zay *log = intake->state;

	if (!is_repeated(intake, row))
		return true;
	if (intake->options->overlap == OVERLAP_SUM) {
		if (log->repeated++ == 0)
			log->repeated_line = row->line;
		return true;
	}
	if (intake->options->overlap == OVERLAP_REFUSE)
		intake_fail(
		    intake, DIAG_IMPORT_OVERLAP, row->line,
		    "give each job once: sort -u the parts that were joined; or by "
		    "--overlap (overlap: in a scenario), dedupe counts the first, sum each",
		    "a job stands in the log again, with the same start: the same "
		    "energy twice");
	else
		intake_skip(intake, "a job that is counted already", false, row->line);
	return false;
}

static void read_times(struct intake *intake, const struct csv_row *row, struct amount *amount)
{
	bool start = intake_timestamp(intake, row_field(row, ZAY_START), &amount->start);
	bool end = intake_timestamp(intake, row_field(row, ZAY_END), &amount->end);

	if (start)
		intake_time(intake, amount->start);
	if (end)
		intake_time(intake, amount->end);
	amount->timed = start && end && amount->end >= amount->start;
}

static void cover(struct jean_zay *log, const struct zay_job *job)
{
	double gpu_time = job->all_gpus * job->seconds, cpu_time = job->cpus * job->seconds;

	for (size_t i = 0; i < GPU_KINDS; i++)
		sum_add(&log->gpu_hours[i], job->gpus[i] * job->seconds / SECONDS_PER_HOUR);
	log->most_gpus = fmax(log->most_gpus, job->all_gpus);
	sum_add(&log->gpu_time, gpu_time);
	sum_add(&log->cpu_time, cpu_time);
	sum_add(&log->seconds, job->seconds);
	log->jobs++;
	if (isnan(job->joules))
		return;
	log->jobs_with_energy++;
	sum_add(&log->gpu_time_covered, gpu_time);
	sum_add(&log->cpu_time_covered, cpu_time);
	if (job->all_gpus > 0) {
		sum_add(&log->gpu_joules, job->joules);
		sum_add(&log->gpu_seconds, gpu_time);
	}
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct jean_zay *log = intake->state;
	struct zay_job job;
	const char *fault = read_job(row, &job);
	struct amount amount = {.rows = 1, .emissions_kg = NAN};

	if (fault) {
		intake_skip(intake, fault, true, row->line);
		return;
	}
	if (isnan(job.joules) && !(job.all_gpus * job.seconds > 0)) {
		intake_skip(intake, "no energy and no GPU time", false, row->line);
		return;
	}
	if (!is_plausible(&job)) {
		intake_missing(intake, "an energy that no such job takes", row->line);
		job.joules = NAN;
	}
	if (!settle_repeated(intake, row))
		return;
	cover(log, &job);
	amount.energy_kwh = amount.energy_it_kwh = job.joules / JOULES_PER_KWH;
	amount.device_hours = job.all_gpus * job.seconds / SECONDS_PER_HOUR;
	read_times(intake, row, &amount);
	intake->import->rows_used++;
	intake_add(intake, intake_part(intake, row), &amount);
}

static void tell_kinds(struct intake *intake)
{
	struct jean_zay *log = intake->state;
	const char *list = "", *only = NULL;
	size_t count = 0;

	for (size_t i = 0; i < GPU_KINDS; i++) {
		double hours = sum_value(&log->gpu_hours[i]);

		if (!(hours > 0))
			continue;
		list = arena_printf(intake->arena, "%s%s%s %.6g h", list, *list ? ", " : "",
				    kinds[i], hours);
		only = kinds[i];
		count++;
	}
	if (count == 1)
		intake->import->accelerator = only;
	if (count > 1)
		intake_assume(intake, "GPU hours by kind: %s", list);
}

static void tell_coverage(struct intake *intake)
{
	struct jean_zay *log = intake->state;
	bool gpus = sum_value(&log->gpu_time) > 0;
	const struct sum *all = gpus ? &log->gpu_time : &log->cpu_time;
	const struct sum *covered = gpus ? &log->gpu_time_covered : &log->cpu_time_covered;

	if (!(sum_value(all) > 0))
		return;
	intake->import->coverage = sum_value(covered) / sum_value(all);
	if (log->jobs_with_energy < log->jobs)
		diag_add(intake->diags, DIAG_IMPORT_COVERAGE, intake_place(intake, 0), NULL,
			 "add the energy of the others as an item of its own",
			 "%.3g %% of the %s time has no energy: %llu of %llu jobs",
			 100 * (1 - intake->import->coverage), gpus ? "GPU" : "CPU",
			 (unsigned long long)(log->jobs - log->jobs_with_energy),
			 (unsigned long long)log->jobs);
}

/* The energies of these lists are what Slurm's plug-in reads, on GPU nodes the CPUs' counter.
 */
static void warn(struct intake *intake)
{
	struct jean_zay *log = intake->state;

	if (slurm_warn_gpus(intake, sum_value(&log->gpu_joules), sum_value(&log->gpu_seconds)))
		intake->import->not_counted = "the GPUs, as it seems; PSU, fans and network";
	if (log->repeated > 0)
		diag_add(intake->diags, DIAG_IMPORT_REPEATED,
			 intake_place(intake, log->repeated_line), NULL,
			 "give each job once: sort -u the parts that were joined",
			 "%llu jobs stand in the log again, with the same start: their energy "
			 "is counted each time",
			 (unsigned long long)log->repeated);
	diag_add(intake->diags, DIAG_IMPORT_SHARED, intake_place(intake, 0), NULL,
		 "where nodes were shared, give 'share' with its 'allocation'",
		 "Slurm gives a job the energy of its whole nodes, which is its own only where "
		 "it had them alone; the log does not say that it did");
}

static void finish(struct intake *intake)
{
	struct jean_zay *log = intake->state;
	struct import *import = intake->import;

	if (log->jobs == 0)
		return;
	tell_kinds(intake);
	tell_coverage(intake);
	if (log->jobs_with_energy > 0)
		warn(intake);
	import->covered_s = sum_value(&log->seconds);
	import->metered_at = METERED_NODE;
	import->accelerators = log->most_gpus < 1e6 ? (unsigned)log->most_gpus : 0;
	import->total.spread = "gsd-meter";
}

const struct importer import_jean_zay = {
    .name = "jean-zay",
    .needs = "16 or 17 fields between bars, with GPUs of four kinds behind the job's number",
    .state_size = sizeof(struct jean_zay),
    .separator = '|',
    .names = names,
    .claims_text = claims_text,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
