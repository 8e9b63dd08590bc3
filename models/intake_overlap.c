/* Energies of one device whose times overlap: the same joules twice, unless proven otherwise.
 */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/intake.h"
#include "models/timestamp.h"

enum { MOST_INTERVALS = 500000 };
/* Trackers stamp whole seconds: what overlaps by less than this, or by 1 % of the shorter one,
 * does not. */
#define TOLERATED (2 * TIMESTAMP_SECOND)
enum { TOLERATED_SHARE = 100 };

struct interval {
	size_t device; /* SIZE_MAX: compared with nothing */
	size_t part;
	struct amount amount;
	const char *file;
	uint64_t line;
	size_t order; /* as it came */
	bool dropped;
};

struct interval_list {
	struct text_set devices;
	struct interval *intervals;
	size_t count;
	uint64_t summed; /* overlaps that were counted all the same */
};

void intake_interval(struct intake *intake, const char *device, size_t part,
		     const struct amount *amount, uint64_t line)
{
	struct interval_list *list = intake->intervals;
	size_t number = SIZE_MAX;

	if (!list)
		list = intake->intervals = arena_alloc(intake->arena, sizeof *list);
	if (*device)
		number = text_set_add(intake->arena, &list->devices, device, strlen(device));
	list->intervals =
	    arena_grow(intake->arena, list->intervals, list->count, sizeof *list->intervals);
	list->intervals[list->count] = (struct interval){.device = number,
							 .part = part,
							 .amount = *amount,
							 .file = intake->name,
							 .line = line,
							 .order = list->count};
	if (++list->count == MOST_INTERVALS)
		intake_fail(intake, DIAG_IMPORT_LIMIT, line, "give the log in pieces",
			    "more than %d intervals", MOST_INTERVALS);
}

/* By device, begin, and the longer one first. */
static int compare(const void *a, const void *b)
{
	const struct interval *left = a, *right = b;

	if (left->device != right->device)
		return left->device < right->device ? -1 : 1;
	if (left->amount.start != right->amount.start)
		return left->amount.start < right->amount.start ? -1 : 1;
	if (left->amount.end != right->amount.end)
		return left->amount.end > right->amount.end ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

static int compare_order(const void *a, const void *b)
{
	const struct interval *left = a, *right = b;

	return left->order < right->order ? -1 : left->order > right->order;
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* How long b, which does not begin before a, overlaps a; 0 where that is rounding. */
static int64_t overlap_of(const struct interval *a, const struct interval *b)
{
	int64_t both = smaller(a->amount.end, b->amount.end) - b->amount.start;
	int64_t shorter =
	    smaller(a->amount.end - a->amount.start, b->amount.end - b->amount.start);
	bool same = a->amount.start == b->amount.start && a->amount.end == b->amount.end;

	if (same && both > 0)
		return both;
	return both > TOLERATED && both > shorter / TOLERATED_SHARE ? both : 0;
}

static bool is_within(const struct interval *outer, const struct interval *inner)
{
	return inner->amount.end <= outer->amount.end + TOLERATED;
}

static void refuse(struct intake *intake, const struct interval *a, const struct interval *b,
		   int64_t both)
{
	const char *device = intake->intervals->devices.texts[a->device];

	intake->name = b->file;
	intake_fail(intake, DIAG_IMPORT_OVERLAP, b->line,
		    "--overlap max keeps the largest of those that overlap, dedupe drops what "
		    "another holds, sum counts all",
		    "%.6g kWh of '%s' overlap %.6g kWh of the same (%s:%llu) by %.0f s: the "
		    "same energy twice?",
		    b->amount.energy_kwh, device, a->amount.energy_kwh, a->file,
		    (unsigned long long)a->line, (double)both / (double)TIMESTAMP_SECOND);
}

static void drop(struct intake *intake, struct interval *interval)
{
	interval->dropped = true;
	intake->import->rows_used -= interval->amount.rows;
	intake_skip_rows(intake, "overlaps another of the same device", false, interval->line,
			 interval->amount.rows);
}

/* Settles b against the one that reaches furthest; gives the one that does from here on. */
static struct interval *settle_pair(struct intake *intake, struct interval *a,
				    struct interval *b)
{
	int64_t both = overlap_of(a, b);
	enum import_overlap policy = intake->options->overlap;
	struct interval *further = b->amount.end > a->amount.end ? b : a;

	if (both == 0)
		return further;
	if (policy == OVERLAP_SUM) {
		intake->intervals->summed++;
		return further;
	}
	if (policy == OVERLAP_MAX) {
		bool b_is_larger = b->amount.energy_it_kwh > a->amount.energy_it_kwh;

		drop(intake, b_is_larger ? a : b);
		return b_is_larger ? b : a;
	}
	if (policy == OVERLAP_DEDUPE && is_within(a, b)) {
		drop(intake, b);
		return a;
	}
	refuse(intake, a, b, both);
	return further;
}

static void settle(struct intake *intake)
{
	struct interval_list *list = intake->intervals;
	struct interval *a = NULL;

	for (size_t i = 0; i < list->count && !intake->failed; i++) {
		struct interval *b = &list->intervals[i];

		if (b->device == SIZE_MAX)
			break;
		a = a && a->device == b->device ? settle_pair(intake, a, b) : b;
	}
}

void intake_settle_intervals(struct intake *intake)
{
	struct interval_list *list = intake->intervals;

	if (!list)
		return;
	qsort(list->intervals, list->count, sizeof *list->intervals, compare);
	settle(intake);
	qsort(list->intervals, list->count, sizeof *list->intervals, compare_order);
	for (size_t i = 0; i < list->count && !intake->failed; i++)
		if (!list->intervals[i].dropped)
			intake_add(intake, list->intervals[i].part, &list->intervals[i].amount);
	if (list->summed > 0)
		intake_assume(intake,
			      "%llu intervals overlap another of the same device and are "
			      "counted all the same (--overlap sum)",
			      (unsigned long long)list->summed);
}
