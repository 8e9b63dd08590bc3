/* The two logs of a run: the same energy, counted once. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_carbontracker.h"
#include "models/plausible.h"

/* Energies of both logs agree within: powers and times are rounded, short epochs borrow the
 * readings of others. */
#define SAME_ENERGY 0.02

/* What carbontracker's releases multiply with, from the surveys of the Uptime Institute of 2018
 * to 2023: the newest first. An output log does not say which it was. */
static const double pues[] = {1.58, 1.55, 1.57, 1.59, 1.67};

static bool near(double a, double b)
{
	return fabs(a - b) <= SAME_ENERGY * fmax(a, b);
}

/* How far the PUEs of releases lie apart, as a share of the newest. */
static double pue_doubt(void)
{
	double low = pues[0], high = pues[0];

	for (size_t i = 1; i < sizeof pues / sizeof *pues; i++) {
		low = fmin(low, pues[i]);
		high = fmax(high, pues[i]);
	}
	return (high - low) / pues[0];
}

static bool has_powers(const struct carbon_run *run)
{
	return run->it_kwh > 0;
}

static bool has_output(const struct carbon_run *run)
{
	return run->blocks > 0;
}

static bool overlap(const struct carbon_run *a, const struct carbon_run *b)
{
	return a->has_time && b->has_time && a->start < b->end && b->start < a->end;
}

/* The output log is held against the powers, and not counted. */
static void check_output(struct intake *intake, const struct carbon_run *powers,
			 const struct carbon_run *output)
{
	double pue = isnan(powers->pue) ? output->actual.kwh / powers->logged_kwh : powers->pue;
	double it = output->actual.kwh / pue;
	struct amount amount = {.energy_kwh = NAN,
				.energy_it_kwh = NAN,
				.device_hours = NAN,
				.emissions_kg = output->actual.grams / 1000};

	intake_skip_rows(intake, "the energy of a run whose powers are counted", false,
			 output->block_line, output->blocks);
	intake_add(intake, 0, &amount);
	if (!near(it, powers->logged_kwh))
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH,
			 intake_place(intake, output->block_line), NULL, NULL,
			 "the output log tells %.6g kWh without its PUE where powers times "
			 "time are %.6g kWh: the powers are used",
			 it, powers->logged_kwh);
}

static void count_output(struct intake *intake, struct carbon_run *run)
{
	bool told = !isnan(run->pue);
	double pue = told ? run->pue : pues[0];
	struct amount amount = {.rows = run->blocks,
				.energy_kwh = run->actual.kwh,
				.energy_it_kwh = run->actual.kwh / pue,
				.emissions_kg = run->actual.grams / 1000,
				.device_hours = (double)run->devices[CARBON_GPU] *
						run->actual.seconds / SECONDS_PER_HOUR,
				.timed = run->has_time && run->blocks == 1,
				.start = run->start,
				.end = run->end};
	struct carbontracker *log = intake->state;

	if (!plausible_energy(intake, run->output_file, run->actual.kwh, run->actual.seconds,
			      MOST_WATTS_OF_MACHINE, run->block_line))
		return;
	intake->import->pue = pue;
	intake->import->rows_used += run->blocks;
	intake_add(intake, 0, &amount);
	if (run->has_time)
		intake_time(intake, run->start);
	sum_add(&log->covered, run->actual.seconds);
	if (!told) {
		intake_doubt(intake, 0, amount.energy_it_kwh * pue_doubt());
		intake_assume(intake,
			      "%s holds a PUE that it does not tell: %g, of the newest "
			      "release (others took 1.55 to 1.67); give the standard log too",
			      run->output_file, pue);
	}
	if (run->devices[CARBON_GPU] > 1)
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH,
			 intake_place(intake, run->block_line), NULL,
			 "give the standard log of the run too",
			 "%zu GPUs are listed: newer releases take the mean of the "
			 "devices for their sum, so that the energy may be that of one",
			 run->devices[CARBON_GPU]);
}

/* The run whose powers tell the energy of an output log of another name. */
static struct carbon_run *find_powers(struct carbontracker *log,
				      const struct carbon_run *output)
{
	for (size_t i = 0; i < log->keys.count; i++) {
		struct carbon_run *run = &log->runs[i];
		double pue = isnan(run->pue) ? pues[0] : run->pue;

		if (has_powers(run) && !has_output(run) && !run->settled &&
		    near(run->logged_kwh, output->actual.kwh / pue))
			return run;
	}
	return NULL;
}

static void settle_output(struct intake *intake, struct carbon_run *run)
{
	struct carbontracker *log = intake->state;
	struct carbon_run *powers = has_powers(run) ? run : find_powers(log, run);

	intake->name = run->output_file;
	if (powers) {
		check_output(intake, powers, run);
		powers->settled = true;
		return;
	}
	for (size_t i = 0; i < log->keys.count; i++) {
		const struct carbon_run *other = &log->runs[i];

		if (!has_powers(other) || has_output(other) || other->settled ||
		    !overlap(run, other))
			continue;
		intake_fail(intake, DIAG_IMPORT_OVERLAP, run->block_line,
			    "keep the names that carbontracker gives, or one log of each run",
			    "%s and %s are of the same time, and do not tell the same energy "
			    "(%.6g kWh with a PUE, %.6g kWh without)",
			    run->output_file, other->file, run->actual.kwh, other->it_kwh);
		return;
	}
	count_output(intake, run);
}

static int compare_start(const void *a, const void *b)
{
	const struct carbon_run *left = *(const struct carbon_run *const *)a;
	const struct carbon_run *right = *(const struct carbon_run *const *)b;

	return (left->start > right->start) - (left->start < right->start);
}

/* Each rank tracks all devices of its machine, unless it was told otherwise. */
static void warn_overlap(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct carbon_run **sorted =
	    arena_alloc(intake->arena, log->keys.count * sizeof(struct carbon_run *));
	size_t count = 0;

	for (size_t i = 0; i < log->keys.count; i++)
		if (log->runs[i].has_time && has_powers(&log->runs[i]))
			sorted[count++] = &log->runs[i];
	if (count > 1)
		qsort(sorted, count, sizeof(struct carbon_run *), compare_start);
	for (size_t i = 1; i < count; i++) {
		if (!overlap(sorted[i - 1], sorted[i]) ||
		    !text_same(sorted[i - 1]->gpu, sorted[i]->gpu))
			continue;
		diag_add(intake->diags, DIAG_IMPORT_REPEATED, intake_place(intake, 0), NULL,
			 "give one log for each machine",
			 "%s and %s are of the same time and list the same devices: ranks of "
			 "one machine that each count all of it?",
			 sorted[i - 1]->file, sorted[i]->file);
		return;
	}
}

static void tell_devices(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct import *import = intake->import;
	bool several = false;

	for (size_t i = 0; i < log->keys.count; i++) {
		const struct carbon_run *run = &log->runs[i];

		if (!run->gpu)
			continue;
		several |= import->accelerator && !text_same(import->accelerator, run->gpu);
		import->accelerator = run->gpu;
		if (run->devices[CARBON_GPU] > import->accelerators)
			import->accelerators = (unsigned)run->devices[CARBON_GPU];
	}
	if (several)
		import->accelerator = NULL;
	if (import->accelerator)
		import->total.energy_key =
		    arena_printf(intake->arena, "nvml/%s", import->accelerator);
}

static void tell_coverage(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	double all = log->known_seconds + log->missing_seconds;

	if (!(all > 0))
		return;
	intake->import->coverage = log->known_seconds / all;
	if (log->missing_seconds > 0)
		diag_add(intake->diags, DIAG_IMPORT_COVERAGE, intake_place(intake, 0), NULL,
			 "add the component as an item of its own",
			 "%.3g %% of the time of the components has no power: it is not "
			 "counted",
			 100 * log->missing_seconds / all);
}

static void tell_assumptions(struct intake *intake)
{
	struct carbontracker *log = intake->state;

	if (log->multiplied > 0) {
		intake_assume(intake, "one power for several devices is their mean, and is "
				      "counted for each of them");
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH,
			 intake_place(intake, log->multiplied_line), NULL,
			 "check the power against that of another tool",
			 "%llu powers are one figure for several devices: newer releases "
			 "print the mean and count it once; here it counts for each device",
			 (unsigned long long)log->multiplied);
	}
	if (log->forecasts > 0)
		intake_assume(intake, "predicted consumption is a forecast and is not counted");
	if (log->interrupted)
		intake_assume(intake, "the training was stopped early: the epochs that ended "
				      "are counted");
}

void carbon_settle(struct intake *intake)
{
	struct carbontracker *log = intake->state;
	struct import *import = intake->import;

	for (size_t i = 0; i < log->keys.count && !intake->failed; i++)
		if (has_output(&log->runs[i]))
			settle_output(intake, &log->runs[i]);
	if (intake->failed || import->rows_used == 0)
		return;
	intake->name = import->file;
	warn_overlap(intake);
	tell_devices(intake);
	tell_coverage(intake);
	tell_assumptions(intake);
	import->covered_s = sum_value(&log->covered);
	import->metered_at = METERED_COMPONENTS;
	import->total.spread = "gsd-nvml-polled";
	import->not_counted = "memory, PSU, fans and network of the host, typically 5-40 %";
}
