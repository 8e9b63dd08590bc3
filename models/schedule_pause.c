/* Plans with pauses: any hours, by a heap of the cheapest so far; stretches of a least length,
 * or with power drawn between them, step by step over hours and hours done. */

#include <stdlib.h>

#include "lca/base/heap.h"
#include "models/schedule_whole.h"

/* The largest of the cheapest hours is on top. */
struct cheapest {
	int64_t *values;
	size_t count, room;
	int64_t sum;
};

static void swap(int64_t *a, int64_t *b)
{
	int64_t kept = *a;

	*a = *b;
	*b = kept;
}

static void sift_up(struct cheapest *heap, size_t i)
{
	for (; i && heap->values[(i - 1) / 2] < heap->values[i]; i = (i - 1) / 2)
		swap(&heap->values[i], &heap->values[(i - 1) / 2]);
}

static void sift_down(struct cheapest *heap)
{
	size_t i = 0, child;

	while ((child = 2 * i + 1) < heap->count) {
		if (child + 1 < heap->count && heap->values[child + 1] > heap->values[child])
			child++;
		if (heap->values[i] >= heap->values[child])
			return;
		swap(&heap->values[i], &heap->values[child]);
		i = child;
	}
}

/* Keeps the `room` cheapest of all that were offered. */
static void offer(struct cheapest *heap, int64_t value)
{
	if (heap->room == 0 || value == WHOLE_GAP)
		return;
	if (heap->count < heap->room) {
		heap->values[heap->count] = value;
		heap->sum += value;
		sift_up(heap, heap->count++);
	} else if (value < heap->values[0]) {
		heap->sum += value - heap->values[0];
		heap->values[0] = value;
		sift_down(heap);
	}
}

/* How the cheapest plan ends: its last hour, count where there is none; the dearest of the
 * hours that it takes before those that end it. */
struct ending {
	size_t last;
	int64_t dearest;
};

static struct ending best_ending(const struct whole_hours *whole, size_t end)
{
	struct cheapest heap = {.room = whole->needed - end};
	struct ending best = {.last = whole->count, .dearest = WHOLE_GAP};
	int64_t least = WHOLE_GAP;

	heap.values = heap_zeroed(heap.room, sizeof *heap.values);
	for (size_t hour = end - 1; hour < whole->count; hour++) {
		int64_t sum = whole_end(whole, end, hour);

		if (heap.count == heap.room && sum != WHOLE_GAP && heap.sum + sum < least) {
			least = heap.sum + sum;
			best.last = hour;
			best.dearest = heap.room ? heap.values[0] : WHOLE_GAP;
		}
		offer(&heap, whole->run[hour + 1 - end]);
	}
	free(heap.values);
	return best;
}

/* Of hours as dear as the dearest the first are taken. */
bool pause_any(const struct whole_hours *whole, size_t end, size_t *hours)
{
	struct ending best = best_ending(whole, end);
	size_t before = whole->needed - end, as_dear = before, taken = 0, hour;

	if (best.last == whole->count)
		return false;
	for (hour = 0; hour + end <= best.last; hour++)
		as_dear -= whole->run[hour] < best.dearest;
	for (hour = 0; taken < before; hour++) {
		if (whole->run[hour] > best.dearest ||
		    (whole->run[hour] == best.dearest && as_dear == 0))
			continue;
		as_dear -= whole->run[hour] == best.dearest;
		hours[taken++] = hour;
	}
	for (size_t i = 0; i < end; i++)
		hours[taken++] = best.last + 1 - end + i;
	return true;
}

/* Least sums with `done` hours behind it, at each hour: where the hour before ran, in a stretch
 * that is long enough; and where it waits. Rings of rows by `done` hold those that are still
 * needed; where a sum came from stays, for all of them. */
enum { CAME_ON = 1, CAME_IN = 2, CAME_OUT = 4 };

enum { RAN_ROWS = 2 };

struct table {
	const struct whole_hours *whole;
	struct whole_stretch stretch;
	size_t width, rows;
	int64_t *ran;	     /* [done % RAN_ROWS][hour] */
	int64_t *waits;	     /* [done % rows][hour] */
	unsigned char *came; /* [done][hour] */
};

static int64_t plus(int64_t a, int64_t b)
{
	return a == WHOLE_GAP || b == WHOLE_GAP ? WHOLE_GAP : a + b;
}

static int64_t *ran_at(const struct table *table, size_t done, size_t hour)
{
	return &table->ran[done % RAN_ROWS * table->width + hour];
}

static int64_t *waits_at(const struct table *table, size_t done, size_t hour)
{
	return &table->waits[done % table->rows * table->width + hour];
}

/* Hours of a stretch with which `done` are done, at least. */
static size_t stretch_to(const struct table *table, size_t done)
{
	return done < table->whole->needed ? table->stretch.each : table->stretch.end;
}

/* The stretch's hours up to `hour`, exclusive; the last of the job counts by its part. */
static int64_t stretch_sum(const struct table *table, size_t done, size_t hour)
{
	size_t stretch = stretch_to(table, done);

	if (done < table->whole->needed)
		return whole_sum(table->whole, hour - stretch, hour);
	return whole_end(table->whole, stretch, hour - 1);
}

/* A stretch that is long enough for any but the end is so for the end with an hour more. */
static void fill_ran(struct table *table, size_t done, size_t hour)
{
	const struct whole_hours *whole = table->whole;
	size_t stretch = stretch_to(table, done);
	unsigned char *came = &table->came[done * table->width + hour];
	int64_t on = WHOLE_GAP, in = WHOLE_GAP;

	if (hour > 0 && done > 0)
		on = plus(*ran_at(table, done - 1, hour - 1),
			  done < whole->needed ? whole->run[hour - 1] : whole->last[hour - 1]);
	if (hour >= stretch && done >= stretch)
		in = plus(*waits_at(table, done - stretch, hour - stretch),
			  stretch_sum(table, done, hour));
	*ran_at(table, done, hour) = in < on ? in : on;
	*came |= in < on ? CAME_IN : CAME_ON;
}

/* Before its first hour a job costs nothing. */
static void fill_waits(struct table *table, size_t done, size_t hour)
{
	int64_t ran = *ran_at(table, done, hour), stayed = WHOLE_GAP;

	if (done == 0) {
		*waits_at(table, done, hour) = 0;
		return;
	}
	if (hour > 0)
		stayed = plus(*waits_at(table, done, hour - 1), table->whole->idle[hour - 1]);
	*waits_at(table, done, hour) = stayed < ran ? stayed : ran;
	if (stayed >= ran)
		table->came[done * table->width + hour] |= CAME_OUT;
}

static void trace(const struct table *table, size_t hour, size_t *hours)
{
	size_t done = table->whole->needed;
	bool ran = true;

	while (done > 0) {
		unsigned char came = table->came[done * table->width + hour];
		size_t stretch = stretch_to(table, done);

		if (!ran && !(came & CAME_OUT)) {
			hour--;
			continue;
		}
		if (came & CAME_ON) {
			hours[--done] = --hour;
			ran = true;
			continue;
		}
		for (size_t i = 0; i < stretch; i++)
			hours[--done] = --hour;
		ran = false;
	}
}

bool pause_stretches(const struct whole_hours *whole, const struct whole_stretch *stretch,
		     size_t *hours)
{
	struct table table = {.whole = whole,
			      .stretch = *stretch,
			      .width = whole->count + 1,
			      .rows = stretch->end + 1};
	size_t best = 0;
	int64_t least = WHOLE_GAP;

	table.ran = heap_zeroed(RAN_ROWS * table.width, sizeof *table.ran);
	table.waits = heap_zeroed(table.rows * table.width, sizeof *table.waits);
	table.came = heap_zeroed((whole->needed + 1) * table.width, 1);
	for (size_t done = 0; done <= whole->needed; done++) {
		for (size_t hour = 0; hour < table.width; hour++) {
			fill_ran(&table, done, hour);
			fill_waits(&table, done, hour);
		}
	}
	for (size_t hour = 0; hour < table.width; hour++) {
		if (*ran_at(&table, whole->needed, hour) >= least)
			continue;
		least = *ran_at(&table, whole->needed, hour);
		best = hour;
	}
	if (least < WHOLE_GAP)
		trace(&table, best, hours);
	free(table.ran);
	free(table.waits);
	free(table.came);
	return least < WHOLE_GAP;
}
