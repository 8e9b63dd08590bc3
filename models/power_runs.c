/* Runs of a device that overlap: the same energy, recorded twice. */

#include <stdlib.h>

#include "lca/base/arena.h"
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

static bool refuse(struct power_series *series, const char *key, const struct overlap *overlap)
{
	struct intake *intake = series->intake;
	const struct power_run *first = overlap->first, *second = overlap->second;

	if (first->place.line > second->place.line) {
		first = overlap->second;
		second = overlap->first;
	}
	diag_add(intake->diags, DIAG_IMPORT_OVERLAP, second->place, NULL,
		 "log what tells devices apart (uuid, host), or settle it: --overlap "
		 "sum|max|dedupe",
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

/* Of runs [first, end) that hang together, the one with the most energy counts. */
static void keep_largest(struct power_run *runs, size_t first, size_t end)
{
	size_t best = first;

	for (size_t i = first + 1; i < end; i++)
		if (power_account_joules(runs[i].account) >
		    power_account_joules(runs[best].account))
			best = i;
	for (size_t i = first; i < end; i++)
		runs[i].account->dropped = i != best;
}

static void settle_by_largest(struct power_run *runs, size_t count)
{
	size_t first = 0;
	int64_t end = runs[0].end;

	for (size_t i = 1; i <= count; i++) {
		if (i < count && runs[i].start < end) {
			end = runs[i].end > end ? runs[i].end : end;
			continue;
		}
		keep_largest(runs, first, i);
		first = i;
		end = i < count ? runs[i].end : end;
	}
}

bool power_settle_runs(struct power_series *series, const char *key,
		       struct power_device *device)
{
	struct overlap overlap;

	if (device->run_count < 2)
		return true;
	qsort(device->runs, device->run_count, sizeof *device->runs, compare_runs);
	overlap = find_overlap(device->runs, device->run_count);
	if (!is_twice(&overlap))
		return true;
	series->overlapped = true;
	switch (series->intake->options->overlap) {
	case OVERLAP_SUM:
		return true;
	case OVERLAP_MAX:
		settle_by_largest(device->runs, device->run_count);
		return true;
	case OVERLAP_REFUSE:
	case OVERLAP_DEDUPE:
		break;
	}
	return refuse(series, key, &overlap);
}
