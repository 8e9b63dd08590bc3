/* Runs of a CodeCarbon file: cumulative series, and when they ran. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/import_codecarbon.h"
#include "models/plausible.h"
#include "models/timestamp.h"

/* Runs are kept until the end of the log, since their rows may stand anywhere. */
enum { MOST_RUNS = 500000 };

bool codecarbon_is_fallback(double watts)
{
	/* CodeCarbon's power of an unknown CPU: 85 W, or the half of it that it counts at; the
	 * first releases wrote kW (issue 286 of CodeCarbon). */
	return watts == 85 || watts == 42.5 || watts == 0.085 || watts == 0.0425;
}

/* The CPU energy of a row; fallback: only where it is a constant that stands for any CPU. */
static double modelled_cpu(const struct figures *figures, bool fallback)
{
	double energy = figures->component[COMPONENT_CPU];

	if (isnan(energy) ||
	    (fallback && !codecarbon_is_fallback(figures->power[COMPONENT_CPU])))
		return 0;
	return energy;
}

/* Widens the time of a sum by that of a row, whose timestamp is its end. */
static void amounts_time(struct amounts *sum, const struct figures *figures)
{
	int64_t start;

	if (!figures->has_time || !(figures->duration >= 0) ||
	    !(figures->duration < LONGEST_RUN_S)) {
		sum->untimed = true;
		return;
	}
	start = figures->time - (int64_t)(figures->duration * (double)TIMESTAMP_SECOND);
	if (!sum->timed || start < sum->start)
		sum->start = start;
	if (!sum->timed || figures->time > sum->end)
		sum->end = figures->time;
	sum->timed = true;
}

static void amounts_add(struct amounts *sum, const struct figures *figures)
{
	double duration = isnan(figures->duration) ? 0 : figures->duration;

	sum->rows++;
	sum->energy += figures->energy;
	sum->energy_it += figures->energy / figures->pue;
	sum->cpu_it += modelled_cpu(figures, false) / figures->pue;
	sum->fallback_it += modelled_cpu(figures, true) / figures->pue;
	if (!isnan(figures->component[COMPONENT_RAM]))
		sum->ram_it += figures->component[COMPONENT_RAM] / figures->pue;
	sum->duration += duration;
	amounts_time(sum, figures);
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

/* Of a run of loose rows, series mean nothing. */
static void close_series(struct intake *intake, struct run *run)
{
	struct codecarbon *log = intake->state;

	if (run->deltas || run->moved)
		return;
	log->closed =
	    arena_grow(intake->arena, log->closed, log->closed_count, sizeof *log->closed);
	log->closed[log->closed_count] =
	    (struct closed_series){.last = run->last, .part = run->part, .before = run->closed};
	run->closed = ++log->closed_count;
	if (log->closed_count == MOST_RUNS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, run->last.line, "give the log in pieces",
			    "trackers began anew more than %d times", MOST_RUNS);
}

void codecarbon_extend_run(struct intake *intake, size_t number, const struct figures *row,
			   size_t part)
{
	struct codecarbon *log = intake->state;
	struct run *run = &log->runs[number];
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
		close_series(intake, run);
	} else if (!first) {
		run->moved |= begins_elsewhere(&run->last, row);
	}
	run->last = *row;
	run->part = part;
}

/* What of the energy is modelled: the RAM always is, the CPU where it is a constant. */
static double doubt_of(const struct codecarbon *log, const struct amounts *amounts)
{
	double cpu = codecarbon_constant_cpu(log) ? amounts->cpu_it : amounts->fallback_it;

	return fmin(cpu + amounts->ram_it, amounts->energy_it);
}

/* Timestamps are whole seconds: no more is known of when a run began. */
static int64_t whole_second(int64_t time)
{
	int64_t later = time + TIMESTAMP_SECOND / 2;
	int64_t fraction = (later % TIMESTAMP_SECOND + TIMESTAMP_SECOND) % TIMESTAMP_SECOND;

	return later - fraction;
}

/* device: NULL where it is compared with nothing; again: of a group that was told before. */
static void settle(struct intake *intake, size_t part, const struct amounts *amounts,
		   const char *device, bool again, uint64_t line)
{
	struct codecarbon *log = intake->state;
	struct amount amount = {
	    .rows = amounts->rows,
	    .energy_kwh = amounts->energy,
	    .energy_it_kwh = amounts->energy_it,
	    .emissions_kg = amounts->has_emissions ? amounts->emissions : NAN,
	    .device_hours = amounts->device_seconds / SECONDS_PER_HOUR,
	    .timed = amounts->timed && !amounts->untimed,
	    .start = amounts->start,
	    .end = amounts->end,
	};

	if (device && amount.timed)
		intake_interval(intake, device, part, &amount, line);
	else
		intake_add(intake, part, &amount);
	intake->import->rows_used += amounts->rows;
	if (amount.timed) {
		intake_cover(intake, amount.start, amount.end);
		intake_time(intake, whole_second(amount.start));
	}
	if (again && intake->options->overlap != OVERLAP_SUM)
		return;
	intake_doubt(intake, part, doubt_of(log, amounts));
	sum_add(&log->duration, amounts->duration);
	if (!amount.timed)
		sum_add(&log->untimed, amounts->duration);
	sum_add(&log->energy, amounts->energy);
	sum_add(&log->energy_it, amounts->energy_it);
	sum_add(&log->emissions, amounts->emissions);
}

void codecarbon_add_row(struct intake *intake, const struct figures *figures, size_t part)
{
	struct amounts own = {0};

	amounts_add(&own, figures);
	settle(intake, part, &own, NULL, false, figures->line);
}

size_t codecarbon_new_run(struct intake *intake, uint64_t line)
{
	struct codecarbon *log = intake->state;

	log->runs = arena_grow(intake->arena, log->runs, log->run_count, sizeof *log->runs);
	log->runs[log->run_count] = (struct run){
	    .file = intake->name, .first_line = line, .rank_of = SIZE_MAX, .machine = SIZE_MAX};
	if (log->run_count == MOST_RUNS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, line, "give the log in pieces",
			    "more than %d runs", MOST_RUNS);
	return log->run_count++;
}

/* "one machine, whose GPUs took 1.2 kWh" of runs that measured the same; else NULL. */
static const char *device_of(struct intake *intake, const struct run *run)
{
	struct codecarbon *log = intake->state;

	if (run->rank_of == SIZE_MAX)
		return NULL;
	return arena_printf(intake->arena, "one machine, whose GPUs took %.9g kWh",
			    log->runs[run->rank_of].last.component[COMPONENT_GPU]);
}

/* Each series has a time of its own: nothing ran between them. */
static void settle_series(struct intake *intake, size_t number, const char *device)
{
	struct codecarbon *log = intake->state;
	const struct run *run = &log->runs[number];
	bool again = run->rank_of != SIZE_MAX && run->rank_of != number;
	struct amounts own = {0};
	uint64_t count = 1;

	for (size_t i = run->closed; i > 0; i = log->closed[i - 1].before) {
		const struct closed_series *closed = &log->closed[i - 1];
		struct amounts amounts = {0};

		amounts_add(&amounts, &closed->last);
		settle(intake, closed->part, &amounts, device, again, closed->last.line);
		count++;
	}
	amounts_add(&own, &run->last);
	settle(intake, run->part, &own, device, again, run->last.line);
	if (run->all.rows > count)
		intake_skip_rows(intake, "earlier flush of the same run: its last row is kept",
				 false, run->first_line, run->all.rows - count);
}

/* A run is one cumulative series; or several, where the tracker began anew; or each row stands
 * for itself. */
static void settle_run(struct intake *intake, size_t number)
{
	struct codecarbon *log = intake->state;
	const struct run *run = &log->runs[number];
	bool loose = run->falls > 0 && (run->deltas || run->moved);
	const char *device = device_of(intake, run), *last_file = intake->name;

	if (run->falls > 0 && (log->series_line == 0 || run->fall_line < log->series_line))
		log->series_line = run->fall_line;
	log->loose += loose;
	if (run->falls == 0 && run->moved && log->moved++ == 0)
		log->moved_line = run->first_line;
	log->restarted += run->falls > 0 && !loose;
	intake->name = run->file;
	if (loose)
		settle(intake, run->part, &run->all, device,
		       run->rank_of != SIZE_MAX && run->rank_of != number, run->last.line);
	else
		settle_series(intake, number, device);
	intake->name = last_file;
}

void codecarbon_settle_runs(struct intake *intake)
{
	struct codecarbon *log = intake->state;

	codecarbon_find_ranks(intake);
	for (size_t i = 0; i < log->run_count && !intake->failed; i++)
		settle_run(intake, i);
	if (!intake->failed)
		plausible_energy(intake, "all runs", sum_value(&log->energy_it),
				 sum_value(&log->duration), MOST_WATTS_OF_MACHINE, 0);
}
