/* What a log of Slurm tells once all jobs were read: what it covers, and what to doubt. */

#include "models/import_slurm.h"

#include <math.h>

#include "lca/base/arena.h"
#include "models/plausible.h"

/* A V100 or A100 at work draws 200 to 400 W, and its share of the node comes on top: an energy
 * of GPU jobs below this for each GPU is that of the CPUs, which most of Slurm's plug-ins read.
 */
#define LEAST_WATTS_OF_GPU 100

bool slurm_warn_gpus(struct intake *intake, double joules, double gpu_seconds)
{
	double watts = joules / gpu_seconds;

	if (!(watts < LEAST_WATTS_OF_GPU))
		return false;
	diag_add(
	    intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, 0), NULL,
	    "count the GPUs by their hours: accelerator, accelerator_hours and power in an "
	    "item without a log",
	    "GPU jobs have %.4g W for each GPU, with all that is around it: less than a GPU "
	    "at work draws, so that the energy is probably that of the CPUs alone",
	    watts);
	return true;
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
		intake->import->covered_s = intake_covered(intake) + sum_value(&log->untimed);
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
	if (slurm_warn_gpus(intake, sum_value(&log->gpu_joules), sum_value(&log->gpu_seconds)))
		intake->import->not_counted = "the GPUs, as it seems";
	if (log->repeated > 0)
		diag_add(intake->diags, DIAG_IMPORT_REPEATED,
			 intake_place(intake, log->repeated_line), NULL,
			 "give each job once: sort -u the parts that were joined",
			 "%llu jobs stand in the log again, with the same start: their energy "
			 "is counted each time",
			 (unsigned long long)log->repeated);
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

/* Slurm's energy holds that of the memory; how much was asked for is only shown. */
static void tell_memory(struct intake *intake)
{
	struct slurm *log = intake->state;
	double hours = sum_value(&log->memory_gb_hours);

	if (log->most_memory_gb > 0)
		intake_assume(
		    intake,
		    "memory asked for, which is not used: up to %.6g GB, %.6g GB h in "
		    "all",
		    log->most_memory_gb, hours);
}

void slurm_conclude(struct intake *intake)
{
	struct slurm *log = intake->state;
	struct import *import = intake->import;

	slurm_settle(intake);
	if (log->jobs == 0)
		return;
	if (!plausible_energy(intake, "all jobs",
			      sum_value(&log->timed_joules) / JOULES_PER_KWH,
			      sum_value(&log->node_seconds), MOST_WATTS_OF_MACHINE, 0))
		return;
	tell_coverage(intake);
	warn(intake);
	tell_memory(intake);
	if (log->states.count > 0)
		intake_assume(intake, "jobs of every state are counted: %s",
			      state_list(intake));
	if (log->from_steps > 0)
		intake_assume(intake,
			      "jobs with their energy from their steps: %llu; steps one after "
			      "the other add up, else the one with the most counts",
			      (unsigned long long)log->from_steps);
	if (log->other_type)
		intake_assume(intake, "several GPU types: %s, %s", log->gpu_type,
			      log->other_type);
	import->metered_at = METERED_NODE;
	import->accelerator = log->other_type ? NULL : log->gpu_type;
	import->accelerators = log->gpus < 1e6 ? (unsigned)log->gpus : 0;
	import->total.spread = "gsd-meter";
}
