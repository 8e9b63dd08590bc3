#ifndef MODELS_IMPORT_SLURM_H
#define MODELS_IMPORT_SLURM_H

/*
 * Shared by the files of the sacct importer: the cells of a line, the job at hand, the log.
 *
 * A job is its own line and the lines of its steps, which follow it. Its energy is taken from
 * its own line, else from its steps, never from both.
 */

#include <stdbool.h>

#include "models/intake.h"

/* Joules of "18200000" or "18.2M" (K, M, G, T, P of 1000); what sacct prints for "no value" is
 * missing. */
enum reading slurm_energy(struct csv_field field, double *joules);

/* Seconds of a whole number, or of [DD-]HH:MM:SS. */
enum reading slurm_seconds(struct csv_field field, double *seconds);

/* GPUs of "billing=32,cpu=32,gres/gpu=1,mem=250G,node=1": the untyped count, else the sum of
 * the typed ones; NaN where the list is empty. type: of the first typed entry, empty without
 * one. */
double slurm_gpus(struct csv_field tres, struct csv_field *type);

/* GB (of 1000 MB) of "6760Mc" (for each CPU), "250Gn" (for each node) and "250G" (for the job);
 * missing for "", and where the number of CPUs or nodes is not known. */
enum reading slurm_memory(struct csv_field field, double cpus, double nodes, double *gb);

/* No job runs for 30 years. */
#define LONGEST_JOB_S 1e9

/* Is it what sacct prints for "no value"? */
bool slurm_is_sentinel(double number);

/* The amount of one resource of the list ("cpu", "node"); NaN where it is not there. */
double slurm_resource(struct csv_field tres, const char *name);

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
	COLUMN_MEMORY,
	COLUMN_USAGE,
	COLUMNS
};

/* What a line says; NaN where it says nothing. */
struct line {
	uint64_t number;
	double joules, elapsed, cpu_time, nodes, gpus, memory_gb;
	bool has_start, has_end;
	int64_t start, end;
};

/* The job at hand, with its steps. */
struct job {
	bool open, wanted, has_line;
	bool unfinished; /* PENDING or RUNNING */
	char id[128];
	size_t part;
	uint64_t rows;
	struct line own;	 /* the job's own line; else what the steps say at most */
	struct line cover;	 /* the step with the most energy */
	double numbered_joules;	 /* of steps 0, 1, ... */
	double numbered_seconds; /* node seconds of those */
	uint64_t numbered;
};

struct first {
	const char *file;
	uint64_t line;
	bool steps; /* without the line of their job */
};

struct slurm {
	size_t column[COLUMNS];
	size_t width;
	struct job job;
	struct csv_field *seen_fields; /* [seen_width]: the row as `where` sees it */
	size_t seen_width;
	struct sum untimed; /* seconds of jobs with an energy whose time is not known */
	struct text_set states;
	uint64_t *state_counts;
	uint64_t jobs, jobs_with_energy, from_steps;
	struct sum cpu_time, cpu_time_covered, elapsed, elapsed_covered;
	uint64_t exclusive;
	uint64_t implausible, implausible_line;
	struct text_set seen; /* counted jobs, with their start and alone */
	struct first *first;  /* of each of these: where it stands */
	uint64_t repeated, repeated_line;
	double gpus, most_memory_gb; /* most of one job */
	struct sum memory_gb_hours;
	/* of jobs with an energy and a time */
	struct sum timed_joules, node_seconds, gpu_joules, gpu_seconds;
	const char *gpu_type, *other_type;
};

/* Sets what `where` and `split` make of the job at hand, by one of its rows. */
void slurm_select_job(struct intake *intake, const struct csv_row *row);
void slurm_count_state(struct intake *intake, const struct csv_row *row);
/* Takes in the line of a step; numbered: step 0, 1, ..., not batch or extern. */
void slurm_add_step(struct job *job, const struct line *line, bool numbered);
/* Warns where the energy of GPU jobs cannot hold that of the GPUs; true where it did. */
bool slurm_warn_gpus(struct intake *intake, double joules, double gpu_seconds);
/* Warnings, assumptions and texts at the end. */
void slurm_conclude(struct intake *intake);
/* Counts the job at hand and closes it. */
void slurm_settle(struct intake *intake);

#endif
