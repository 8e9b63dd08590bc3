/* What a power log's readings were, row by row and in the end. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/power_inner.h"

static const char *outcome_text(const struct power_series *series, enum power_outcome outcome)
{
	static const char *const texts[POWER_OUTCOMES] = {
	    [POWER_TAKEN] = "",
	    [POWER_MISSING] = "no power reading",
	    [POWER_BAD] = "the power is not a number of watts",
	    [POWER_ZERO] = "a power of 0 W, a lost reading",
	    [POWER_NEGATIVE] = "negative power",
	    [POWER_SENTINEL] = "a number that stands for no value",
	    [POWER_SAME_TIME] = "the time of the row before (same device)",
	    [POWER_AGAIN] = "a time of the device that was read before",
	};

	if (outcome == POWER_TOO_HIGH)
		return series->passed ? series->passed->too_high : series->rules->too_high;
	return texts[outcome];
}

void power_count_row(struct power_series *series, enum power_outcome outcome,
		     const struct power_sample *sample)
{
	static const struct amount reading = {
	    .rows = 1,
	    .energy_kwh = NAN,
	    .energy_it_kwh = NAN,
	    .emissions_kg = NAN,
	    .device_hours = NAN,
	};
	struct intake *intake = series->intake;
	const char *text = outcome_text(series, outcome);

	series->outcomes[outcome]++;
	switch (outcome) {
	case POWER_TAKEN:
		intake_add(intake, sample->part, &reading);
		if (!series->undated)
			intake_time(intake, sample->time);
		intake->import->rows_used++;
		break;
	case POWER_MISSING:
	case POWER_ZERO:
	case POWER_SENTINEL:
	case POWER_SAME_TIME:
		intake_missing(intake, text, sample->line);
		break;
	case POWER_AGAIN:
		intake_skip(intake, text, false, sample->line);
		break;
	case POWER_BAD:
	case POWER_NEGATIVE:
	case POWER_TOO_HIGH:
	case POWER_OUTCOMES:
		intake_skip_cell(intake, text, sample->cell, sample->line);
		break;
	}
}

void power_drop_rows(struct power_series *series, size_t part, uint64_t line, uint64_t count)
{
	struct intake *intake = series->intake;
	struct tally *tally = intake_tally(intake, part);

	/* Of rows with readings of several devices some stay in use. */
	if (series->taken != series->outcomes[POWER_TAKEN])
		return;
	intake->import->rows_used -= count;
	intake->total.rows -= count;
	if (tally)
		tally->rows -= count;
	intake_skip_rows(intake, "overlaps more energy of the same device", false, line, count);
}

void power_count_cell(struct power_series *series, enum power_outcome outcome, const char *name,
		      uint64_t line)
{
	struct arena *arena = series->intake->arena;
	size_t place = 0;

	while (place < series->cell_count_count &&
	       (series->cell_counts[place].outcome != outcome ||
		!text_same(series->cell_counts[place].name, name)))
		place++;
	if (place == series->cell_count_count) {
		series->cell_counts =
		    arena_grow(arena, series->cell_counts, place, sizeof *series->cell_counts);
		series->cell_counts[series->cell_count_count++] =
		    (struct power_cell_count){.outcome = outcome,
					      .text = outcome_text(series, outcome),
					      .name = arena_text(arena, name),
					      .line = line};
	}
	series->cell_counts[place].count++;
}

void power_forget_cells(struct power_series *series, const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < series->cell_count_count; i++)
		if (!text_same(series->cell_counts[i].name, name))
			series->cell_counts[kept++] = series->cell_counts[i];
	series->cell_count_count = kept;
}

static void tell_gaps(struct power_series *series)
{
	struct intake *intake = series->intake;
	const struct import_gaps *gaps = &intake->import->gaps;
	uint64_t left_out = gaps->count - gaps->bridged;

	if (gaps->bridged > 0)
		intake_assume(
		    intake,
		    "%llu %s of at most 10 s %s bridged by the trapezoid: %.1f s, %.6f kWh",
		    (unsigned long long)gaps->bridged, gaps->bridged == 1 ? "gap" : "gaps",
		    gaps->bridged == 1 ? "is" : "are", gaps->bridged_s, gaps->bridged_kwh);
	if (series->missed_kwh > 0)
		intake_assume(
		    intake,
		    "missing readings between others are bridged by the trapezoid, and "
		    "that energy is in doubt: %.6f kWh",
		    series->missed_kwh);
	if (gaps->left_out_s > 0)
		diag_add(intake->diags, DIAG_IMPORT_GAPS, intake_place(intake, 0), NULL,
			 intake->unzoned && series->forward > 0
			     ? "where clocks were set forward, name their zone: --timezone "
			       "Europe/Berlin (timezone: in a scenario)"
			     : NULL,
			 "%llu %s of more than 10 s, %.0f s of device time in all, %s not "
			 "covered: %s energy is not counted",
			 (unsigned long long)left_out, left_out == 1 ? "gap" : "gaps",
			 gaps->left_out_s, left_out == 1 ? "is" : "are",
			 left_out == 1 ? "its" : "their");
	if (series->back > 0)
		diag_add(intake->diags, DIAG_IMPORT_GAPS, series->back_place, NULL,
			 "check that no readings stand in the log twice",
			 "the time of a device goes back %llu %s: nothing is counted across",
			 (unsigned long long)series->back,
			 series->back == 1 ? "time" : "times");
}

static void tell_counters(struct power_series *series)
{
	struct intake *intake = series->intake;

	if (series->wraps > 0)
		intake_assume(intake, "wrap-arounds of counters, taken out: %llu",
			      (unsigned long long)series->wraps);
	if (series->resets > 0)
		intake_assume(intake,
			      "counters that began anew: %llu; what they counted up to their "
			      "next reading is added",
			      (unsigned long long)series->resets);
	if (series->jumps > 0)
		intake_assume(intake,
			      "counters that jumped by more than the device can draw: %llu; "
			      "nothing is counted across",
			      (unsigned long long)series->jumps);
	if (series->long_wraps > 0)
		diag_add(intake->diags, DIAG_IMPORT_GAPS, intake_place(intake, 0), NULL,
			 "log the counter more often",
			 "%llu steps are so long that a counter may have wrapped around more "
			 "than once, which would not show",
			 (unsigned long long)series->long_wraps);
}

static void tell_overlap(struct power_series *series)
{
	if (!series->overlapped && series->outcomes[POWER_AGAIN] == 0) {
		if (series->intake->options->overlap != OVERLAP_REFUSE)
			intake_assume(series->intake,
				      "no readings of a device overlap in time: what 'overlap' "
				      "says of them settled nothing");
		return;
	}
	switch (series->intake->options->overlap) {
	case OVERLAP_SUM:
		intake_assume(series->intake,
			      "readings of a device that overlap in time are all counted");
		break;
	case OVERLAP_MAX:
		intake_assume(series->intake,
			      "where runs of readings of a device overlap in time, the one "
			      "with more energy in that time is counted: %llu readings are not",
			      (unsigned long long)series->dropped);
		break;
	case OVERLAP_DEDUPE:
		intake_assume(series->intake,
			      "readings of a device at times that were read before are left "
			      "out");
		break;
	case OVERLAP_REFUSE:
		break;
	}
}

static void tell_cells(struct power_series *series)
{
	struct buffer text = {0};

	if (series->cell_count_count == 0)
		return;
	for (size_t i = 0; i < series->cell_count_count; i++) {
		const struct power_cell_count *count = &series->cell_counts[i];

		buffer_printf(&text, "%s%s: %s (%llu, first on line %llu)", i ? "; " : "",
			      count->name, count->text, (unsigned long long)count->count,
			      (unsigned long long)count->line);
	}
	diag_add(series->intake->diags, DIAG_IMPORT_SKIPPED, intake_place(series->intake, 0),
		 NULL, NULL, "readings left out of rows that are used: %s", text.text);
	buffer_free(&text);
}

void power_tell(struct power_series *series)
{
	tell_gaps(series);
	tell_counters(series);
	tell_overlap(series);
	tell_cells(series);
}
