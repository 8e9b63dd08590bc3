/* Plans with pauses: any hours, by a heap of the cheapest so far; stretches of a least length,
 * or with power drawn between them, step by step over hours and hours done. */

#include <stdlib.h>
#include <string.h>

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

/* The last hour of the cheapest plan; count where there is none. */
static size_t best_last(const struct whole_hours *whole)
{
	struct cheapest heap = {.room = whole->needed - 1};
	int64_t least = WHOLE_GAP;
	size_t last = whole->count;

	heap.values = heap_zeroed(heap.room, sizeof *heap.values);
	for (size_t hour = 0; hour < whole->count; hour++) {
		if (heap.count == heap.room && whole->last[hour] != WHOLE_GAP &&
		    heap.sum + whole->last[hour] < least) {
			least = heap.sum + whole->last[hour];
			last = hour;
		}
		offer(&heap, whole->run[hour]);
	}
	free(heap.values);
	return last;
}

struct priced {
	int64_t value;
	size_t hour;
};

static int by_value(const void *a, const void *b)
{
	const struct priced *left = a, *right = b;

	if (left->value != right->value)
		return left->value < right->value ? -1 : 1;
	return left->hour < right->hour ? -1 : left->hour > right->hour;
}

static int by_hour(const void *a, const void *b)
{
	size_t left = *(const size_t *)a, right = *(const size_t *)b;

	return left < right ? -1 : left > right;
}

bool pause_any(const struct whole_hours *whole, size_t *hours)
{
	size_t last = best_last(whole), before = whole->needed - 1;
	struct priced *priced;

	if (last == whole->count)
		return false;
	priced = heap_zeroed(last, sizeof *priced);
	for (size_t i = 0; i < last; i++)
		priced[i] = (struct priced){whole->run[i], i};
	qsort(priced, last, sizeof *priced, by_value);
	for (size_t i = 0; i < before; i++)
		hours[i] = priced[i].hour;
	free(priced);
	qsort(hours, before, sizeof *hours, by_hour);
	hours[before] = last;
	return true;
}

/* Least sums with `done` hours behind it, at each hour: where the hour before ran, in a stretch
 * that is long enough; and where it waits. A ring of rows by `done` holds those that are still
 * needed; where a sum came from stays, for all of them. */
enum { CAME_ON = 1, CAME_IN = 2, CAME_OUT = 4 };

struct table {
	const struct whole_hours *whole;
	size_t stretch, width, rows;
	int64_t *ran, *waits; /* [done % rows][hour] */
	unsigned char *came;  /* [done][hour] */
};

static int64_t plus(int64_t a, int64_t b)
{
	return a == WHOLE_GAP || b == WHOLE_GAP ? WHOLE_GAP : a + b;
}

static size_t row_of(const struct table *table, size_t done)
{
	return done % table->rows * table->width;
}

/* The stretch's hours up to `hour`, exclusive; the last of the job counts by its part. */
static int64_t stretch_sum(const struct table *table, size_t done, size_t hour)
{
	const struct whole_hours *whole = table->whole;
	size_t first = hour - table->stretch;

	if (done < whole->needed)
		return whole_sum(whole, first, hour);
	return plus(whole_sum(whole, first, hour - 1), whole->last[hour - 1]);
}

static void fill_ran(struct table *table, size_t done, size_t hour)
{
	const struct whole_hours *whole = table->whole;
	size_t at = row_of(table, done) + hour;
	unsigned char *came = &table->came[done * table->width + hour];
	int64_t on = WHOLE_GAP, in = WHOLE_GAP;

	if (hour > 0 && done > 0)
		on = plus(table->ran[row_of(table, done - 1) + hour - 1],
			  done < whole->needed ? whole->run[hour - 1] : whole->last[hour - 1]);
	if (hour >= table->stretch && done >= table->stretch)
		in = plus(
		    table->waits[row_of(table, done - table->stretch) + hour - table->stretch],
		    stretch_sum(table, done, hour));
	table->ran[at] = in < on ? in : on;
	*came |= in < on ? CAME_IN : CAME_ON;
}

/* Before its first hour a job costs nothing. */
static void fill_waits(struct table *table, size_t done, size_t hour)
{
	size_t at = row_of(table, done) + hour;
	int64_t stayed = WHOLE_GAP;

	if (done == 0) {
		table->waits[at] = 0;
		return;
	}
	if (hour > 0)
		stayed = plus(table->waits[at - 1], table->whole->idle[hour - 1]);
	table->waits[at] = stayed < table->ran[at] ? stayed : table->ran[at];
	if (stayed >= table->ran[at])
		table->came[done * table->width + hour] |= CAME_OUT;
}

static void trace(const struct table *table, size_t hour, size_t *hours)
{
	size_t done = table->whole->needed;
	bool ran = true;

	while (done > 0) {
		unsigned char came = table->came[done * table->width + hour];

		if (!ran && !(came & CAME_OUT)) {
			hour--;
			continue;
		}
		if (came & CAME_ON) {
			hours[--done] = --hour;
			ran = true;
			continue;
		}
		for (size_t i = 0; i < table->stretch; i++)
			hours[--done] = --hour;
		ran = false;
	}
}

bool pause_stretches(const struct whole_hours *whole, size_t stretch, size_t *hours)
{
	struct table table = {
	    .whole = whole, .stretch = stretch, .width = whole->count + 1, .rows = stretch + 1};
	size_t cells = table.rows * table.width, best = 0;
	int64_t least = WHOLE_GAP;

	table.ran = heap_zeroed(cells, sizeof *table.ran);
	table.waits = heap_zeroed(cells, sizeof *table.waits);
	table.came = heap_zeroed((whole->needed + 1) * table.width, 1);
	for (size_t done = 0; done <= whole->needed; done++) {
		for (size_t hour = 0; hour < table.width; hour++) {
			fill_ran(&table, done, hour);
			fill_waits(&table, done, hour);
		}
	}
	for (size_t hour = 0; hour < table.width; hour++) {
		if (table.ran[row_of(&table, whole->needed) + hour] >= least)
			continue;
		least = table.ran[row_of(&table, whole->needed) + hour];
		best = hour;
	}
	if (least < WHOLE_GAP)
		trace(&table, best, hours);
	free(table.ran);
	free(table.waits);
	free(table.came);
	return least < WHOLE_GAP;
}
