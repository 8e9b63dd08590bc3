/* Rows of power logs that hold the rows beside them: totals, whole machines. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/import_power_log.h"

/* Sums of readings as they stand agree to their last digits; this is for the sum of doubles. */
#define SUM_TOLERANCE 1e-9

enum power_subject power_log_whole(const struct power_log *log, const struct csv_row *row)
{
	for (size_t i = 0; i < log->id_count; i++) {
		enum power_subject whole = power_name_whole(row_field(row, log->ids[i]));

		if (whole != SUBJECT_UNKNOWN)
			return whole;
	}
	return SUBJECT_UNKNOWN;
}

static void close_sweep(struct power_log *log)
{
	struct power_sweep *sweep = &log->sweep;

	if (fabs(sweep->wholes - sweep->others) >
	    sweep->rounding + SUM_TOLERANCE * sweep->others) {
		if (!log->sweeps_differ)
			log->sweep_line = sweep->line;
		log->sweeps_differ = true;
	} else if (sweep->wholes > 0) {
		log->sweeps_agree = true;
	}
	*sweep = (struct power_sweep){.line = 0};
}

void power_log_sweep(struct power_log *log, const struct power_cell_read *cells, int64_t time,
		     uint64_t line)
{
	struct power_sweep *sweep = &log->sweep;
	bool whole = log->whole != SUBJECT_UNKNOWN;

	if (sweep->line > 0 && sweep->time != time)
		close_sweep(log);
	sweep->time = time;
	sweep->line = line;
	for (size_t i = 0; i < log->count; i++) {
		if (cells[i].reading != READING_NUMBER)
			continue;
		*(whole ? &sweep->wholes : &sweep->others) += cells[i].watts;
		sweep->rounding += cells[i].rounding;
	}
}

/* A whole machine beside others of its kind holds none of them; a total holds all. */
static bool find_whole(const struct power_log *log, size_t *whole, size_t *other)
{
	*whole = *other = SIZE_MAX;
	for (size_t i = 0; i < log->device_count; i++)
		if (log->device_whole[i] == SUBJECT_UNKNOWN)
			*other = *other == SIZE_MAX ? i : *other;
		else
			*whole = *whole == SIZE_MAX ? i : *whole;
	return *whole != SIZE_MAX && *other != SIZE_MAX;
}

static void leave_out(struct power_log *log, bool wholes)
{
	for (size_t i = 0; i < log->device_count; i++)
		if ((log->device_whole[i] != SUBJECT_UNKNOWN) == wholes)
			log->device_out[i] = true;
}

bool power_log_settle_rows(struct intake *intake, struct power_log *log)
{
	size_t whole, other;
	const char *name;

	if (log->sweep.line > 0)
		close_sweep(log);
	if (!find_whole(log, &whole, &other))
		return true;
	name = log->device_name[whole];
	if (log->sweeps_agree && !log->sweeps_differ) {
		leave_out(log, true);
		intake_assume(
		    intake,
		    "rows of '%s' are the sum of the others at every time and are not "
		    "added to them",
		    name);
		return true;
	}
	switch (intake->options->overlap) {
	case OVERLAP_SUM:
		intake_assume(intake, "rows of '%s' are counted beside the others", name);
		return true;
	case OVERLAP_MAX:
		leave_out(log, false);
		intake_assume(intake, "rows of '%s' are counted alone", name);
		return true;
	case OVERLAP_REFUSE:
	case OVERLAP_DEDUPE:
		break;
	}
	intake_fail(
	    intake, DIAG_IMPORT_OVERLAP, log->sweep_line,
	    "--where COLUMN=VALUE keeps what is to be counted; by --overlap (overlap: in "
	    "a scenario), max counts these rows alone, sum all",
	    "rows of '%s' may hold those of '%s' but are not always the sum of the "
	    "others: adding them would count energy twice",
	    name, log->device_name[other]);
	return false;
}
