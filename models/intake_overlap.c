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
/* So many intervals before one may reach into it by what is tolerated. */
enum { MOST_TOLERATED = 8 };

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
	bool same = a->amount.start == b->amount.start && a->amount.end == b->amount.end;
	int64_t both, shorter;

	if (a->amount.end <= b->amount.start)
		return 0;
	both = smaller(a->amount.end, b->amount.end) - b->amount.start;
	shorter = smaller(a->amount.end - a->amount.start, b->amount.end - b->amount.start);
	if (same && both > 0)
		return both;
	return both > TOLERATED && both > shorter / TOLERATED_SHARE ? both : 0;
}

/* An energy that is more than that of the whole is no part of it; the last digits may differ.
 */
static bool is_within(const struct interval *outer, const struct interval *inner)
{
	return inner->amount.start >= outer->amount.start - TOLERATED &&
	       inner->amount.end <= outer->amount.end + TOLERATED &&
	       inner->amount.energy_it_kwh <= outer->amount.energy_it_kwh * (1 + 1e-6);
}

static void refuse(struct intake *intake, const struct interval *a, const struct interval *b,
		   int64_t both)
{
	const char *device = intake->intervals->devices.texts[a->device];

	intake->name = b->file;
	intake_fail(intake, DIAG_IMPORT_OVERLAP, b->line,
		    "settle it by --overlap (overlap: in a scenario): max keeps the largest of "
		    "those that overlap, dedupe drops what another holds, sum counts all",
		    "%.6g kWh of '%s' overlap %.6g kWh of the same (%s:%llu) by %.0f s: the "
		    "same energy twice?",
		    b->amount.energy_kwh, device, a->amount.energy_kwh, a->file,
		    (unsigned long long)a->line, (double)both / (double)TIMESTAMP_SECOND);
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
	if (policy == OVERLAP_DEDUPE && is_within(a, b)) {
		b->dropped = true;
		return a;
	}
	if (policy == OVERLAP_DEDUPE && is_within(b, a)) {
		a->dropped = true;
		return b;
	}
	refuse(intake, a, b, both);
	return further;
}

/* The largest first; of equal ones the earlier. */
static int compare_energies(const void *a, const void *b)
{
	const struct interval *left = *(struct interval *const *)a;
	const struct interval *right = *(struct interval *const *)b;

	if (left->amount.energy_it_kwh != right->amount.energy_it_kwh)
		return left->amount.energy_it_kwh > right->amount.energy_it_kwh ? -1 : 1;
	return compare_order(left, right);
}

/* Does an interval overlap one of kept, which are by begin and do not overlap each other but by
 * what is tolerated? place: where it would stand among them. */
static bool overlaps_kept(struct interval *const *kept, size_t count, size_t place,
			  const struct interval *interval)
{
	for (size_t i = place; i > 0 && place - i < MOST_TOLERATED; i--)
		if (overlap_of(kept[i - 1], interval))
			return true;
	for (size_t i = place; i < count && kept[i]->amount.start < interval->amount.end; i++)
		if (overlap_of(interval, kept[i]))
			return true;
	return false;
}

static size_t place_of(struct interval *const *kept, size_t count,
		       const struct interval *interval)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (kept[middle]->amount.start <= interval->amount.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of the intervals of one device, keeps the largest, then the largest that does not overlap it,
 * and so on. */
static void keep_largest(struct intake *intake, struct interval *intervals, size_t count)
{
	struct interval **by_energy = arena_alloc(intake->arena, count * sizeof(void *));
	struct interval **kept = arena_alloc(intake->arena, count * sizeof(void *));
	size_t kept_count = 0;

	for (size_t i = 0; i < count; i++)
		by_energy[i] = &intervals[i];
	qsort(by_energy, count, sizeof *by_energy, compare_energies);
	for (size_t i = 0; i < count; i++) {
		size_t place = place_of(kept, kept_count, by_energy[i]);

		if (overlaps_kept(kept, kept_count, place, by_energy[i])) {
			by_energy[i]->dropped = true;
			continue;
		}
		memmove(kept + place + 1, kept + place, (kept_count++ - place) * sizeof *kept);
		kept[place] = by_energy[i];
	}
}

static void settle_largest(struct intake *intake)
{
	struct interval_list *list = intake->intervals;
	size_t end;

	for (size_t i = 0; i < list->count; i = end) {
		for (end = i + 1; end < list->count; end++)
			if (list->intervals[end].device != list->intervals[i].device)
				break;
		if (list->intervals[i].device != SIZE_MAX)
			keep_largest(intake, &list->intervals[i], end - i);
	}
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

static void add(struct intake *intake, const struct interval *interval)
{
	uint64_t rows = interval->amount.rows;

	if (!interval->dropped) {
		intake_add(intake, interval->part, &interval->amount);
		return;
	}
	if (rows == 0)
		return;
	intake->import->rows_used -= rows;
	intake_skip_rows(intake, "overlaps another of the same device", false, interval->line,
			 rows);
}

void intake_settle_intervals(struct intake *intake)
{
	struct interval_list *list = intake->intervals;

	if (!list)
		return;
	qsort(list->intervals, list->count, sizeof *list->intervals, compare);
	if (intake->options->overlap == OVERLAP_MAX)
		settle_largest(intake);
	else
		settle(intake);
	qsort(list->intervals, list->count, sizeof *list->intervals, compare_order);
	for (size_t i = 0; i < list->count && !intake->failed; i++)
		add(intake, &list->intervals[i]);
	if (list->summed > 0)
		intake_assume(intake,
			      "%llu intervals overlap another of the same device and are "
			      "counted all the same (overlap: sum)",
			      (unsigned long long)list->summed);
}
