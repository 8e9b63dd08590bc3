/* Runs of a device that overlap: the same energy, recorded twice. */

#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/power_inner.h"
#include "models/timestamp.h"

/* A clock that is set back overlaps by a little: up to 10 s at a time and 1 % in all are not
 * two recordings. */
#define LONGEST_SLIP (10 * TIMESTAMP_SECOND)
enum { SLIP_SHARE = 100 };

static int compare_runs(const void *a, const void *b)
{
	const struct power_run *left = a, *right = b;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return (left->place.line > right->place.line) - (left->place.line < right->place.line);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* The runs that overlap, and by how much. */
struct overlap {
	const struct power_run *first, *second; /* the pair with the longest overlap */
	double longest_s, total_s, covered_s;
};

/* runs: by start. */
static struct overlap find_overlap(const struct power_run *runs, size_t count)
{
	struct overlap overlap = {0};
	const struct power_run *last = &runs[0]; /* that ends last */

	overlap.covered_s = power_seconds(last->start, last->end);
	for (size_t i = 1; i < count; i++) {
		const struct power_run *run = &runs[i];
		double both = run->start < last->end
				  ? power_seconds(run->start, earlier(run->end, last->end))
				  : 0;

		overlap.total_s += both;
		overlap.covered_s += power_seconds(run->start, run->end) - both;
		if (both > overlap.longest_s) {
			overlap.longest_s = both;
			overlap.first = last;
			overlap.second = run;
		}
		if (run->end > last->end)
			last = run;
	}
	return overlap;
}

static bool is_twice(const struct overlap *overlap)
{
	return overlap->first && overlap->second &&
	       (overlap->longest_s > power_seconds(0, LONGEST_SLIP) ||
		overlap->total_s > overlap->covered_s / SLIP_SHARE);
}

/* Of first and second, the one that begins later begins an hour before the other ends. */
static bool is_clock_change(const struct power_series *series, const struct overlap *overlap)
{
	return series->intake->unzoned &&
	       power_is_clock_change(overlap->second->start, overlap->longest_s);
}

static const char *overlap_hint(const struct power_series *series,
				const struct overlap *overlap)
{
	if (is_clock_change(series, overlap))
		return "where clocks were set back in that hour, name their zone: --timezone "
		       "Europe/Berlin (timezone: in a scenario)";
	if (!text_same(overlap->first->place.file, overlap->second->place.file))
		return "where each file is of a host of its own, keep them apart: --split file "
		       "(split: file in a scenario); else settle it by --overlap (overlap:): "
		       "max counts, while runs overlap, the one with more energy, dedupe "
		       "leaves "
		       "out readings at times read before, sum counts all";
	return "log what tells devices apart (uuid, host); or settle it by --overlap "
	       "(overlap: in a scenario): max counts, while runs overlap, the one with more "
	       "energy, dedupe leaves out readings at times read before, sum counts all";
}

static bool refuse(struct power_series *series, const char *key, const struct overlap *overlap)
{
	struct intake *intake = series->intake;
	const struct power_run *first = overlap->first, *second = overlap->second;

	if (first->place.line > second->place.line) {
		first = overlap->second;
		second = overlap->first;
	}
	diag_add(intake->diags, DIAG_IMPORT_OVERLAP, second->place, NULL,
		 overlap_hint(series, overlap),
		 "readings of %s%s%s from %s to %s overlap those from %s to %s (%s, line %u) "
		 "by %.0f s",
		 *key ? "'" : "the device", key, *key ? "'" : "",
		 timestamp_text(intake->arena, second->start),
		 timestamp_text(intake->arena, second->end),
		 timestamp_text(intake->arena, first->start),
		 timestamp_text(intake->arena, first->end), first->place.file,
		 (unsigned)first->place.line, overlap->longest_s);
	intake->failed = true;
	return false;
}

bool power_settle_runs(struct power_series *series, const char *key,
		       struct power_device *device)
{
	struct overlap overlap = {0};

	if (device->run_count > 1) {
		qsort(device->runs, device->run_count, sizeof *device->runs, compare_runs);
		overlap = find_overlap(device->runs, device->run_count);
	}
	if (!is_twice(&overlap)) {
		power_count_kept(series, device);
		return true;
	}
	series->overlapped = true;
	switch (series->intake->options->overlap) {
	case OVERLAP_SUM:
		return true;
	case OVERLAP_MAX:
		power_count_largest(series, device);
		return true;
	case OVERLAP_REFUSE:
	case OVERLAP_DEDUPE:
		break;
	}
	return refuse(series, key, &overlap);
}
