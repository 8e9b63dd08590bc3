/* Amounts of energy: for the whole log, for its parts, and for the UTC hours they lie in. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "models/intake.h"
#include "models/timestamp.h"

/* Hours of all parts together. */
enum { MOST_HOURS = 4000000, FIRST_SLOTS = 256 };
/* An amount over more hours (some 20 years) has no time that could be told. */
enum { MOST_HOURS_OF_AMOUNT = 175000 };

struct hour_sum {
	int64_t hour;
	size_t part; /* SIZE_MAX: the whole log */
	struct sum kwh;
};

/* Open addressing; slots hold an index + 1 into sums. */
struct hour_table {
	struct hour_sum *sums;
	size_t count;
	size_t *slots;
	size_t slot_count; /* a power of two */
	size_t last;	   /* found last */
	bool sorted;
};

static size_t hash(int64_t hour, size_t part)
{
	uint64_t mixed = (uint64_t)hour * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)part;

	mixed ^= mixed >> 29;
	mixed *= UINT64_C(0xBF58476D1CE4E5B9);
	return (size_t)(mixed ^ mixed >> 32);
}

static size_t find_slot(const struct hour_table *table, int64_t hour, size_t part)
{
	size_t slot = hash(hour, part) & (table->slot_count - 1);

	while (table->slots[slot]) {
		const struct hour_sum *sum = &table->sums[table->slots[slot] - 1];

		if (sum->hour == hour && sum->part == part)
			break;
		slot = (slot + 1) & (table->slot_count - 1);
	}
	return slot;
}

static void grow_slots(struct arena *arena, struct hour_table *table)
{
	table->slot_count = table->slot_count ? 2 * table->slot_count : FIRST_SLOTS;
	table->slots = arena_alloc(arena, table->slot_count * sizeof *table->slots);
	for (size_t i = 0; i < table->count; i++)
		table->slots[find_slot(table, table->sums[i].hour, table->sums[i].part)] =
		    i + 1;
}

static struct hour_sum *find_hour(struct intake *intake, int64_t hour, size_t part)
{
	struct hour_table *table = intake->hours;
	size_t slot;

	if (!table)
		table = intake->hours = arena_alloc(intake->arena, sizeof *table);
	if (table->last < table->count && table->sums[table->last].hour == hour &&
	    table->sums[table->last].part == part)
		return &table->sums[table->last];
	if (2 * (table->count + 1) > table->slot_count)
		grow_slots(intake->arena, table);
	slot = find_slot(table, hour, part);
	if (!table->slots[slot]) {
		table->sums =
		    arena_grow(intake->arena, table->sums, table->count, sizeof *table->sums);
		table->sums[table->count] = (struct hour_sum){.hour = hour, .part = part};
		table->slots[slot] = ++table->count;
	}
	table->last = table->slots[slot] - 1;
	if (table->count == MOST_HOURS && !intake->failed)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "split by a column with fewer values",
			    "the log has energy in more than %d hours of its parts",
			    MOST_HOURS);
	return &table->sums[table->last];
}

void intake_hour(struct intake *intake, size_t part, int64_t hour, double it_kwh)
{
	sum_add(&find_hour(intake, hour, SIZE_MAX)->kwh, it_kwh);
	if (intake->options->split)
		sum_add(&find_hour(intake, hour, part)->kwh, it_kwh);
}

/* Evenly over the hours it lies in. Each takes what the energy until its end is more than that
 * until its begin, so that none is negative and the sum is kept. */
static void spread_amount(struct intake *intake, size_t part, const struct amount *amount)
{
	int64_t first = timestamp_hour(amount->start), last = timestamp_hour(amount->end);
	double length, before = 0;

	/* An end on the hour is that of the hour before. */
	if (last > first && last * TIMESTAMP_HOUR == amount->end)
		last--;
	if (amount->end < amount->start || last - first > MOST_HOURS_OF_AMOUNT)
		return;
	length = (double)(amount->end - amount->start);
	for (int64_t hour = first; hour < last; hour++) {
		double time = (double)((hour + 1) * TIMESTAMP_HOUR - amount->start);
		double until = time / length * amount->energy_it_kwh;

		intake_hour(intake, part, hour, until - before);
		before = until;
	}
	intake_hour(intake, part, last, amount->energy_it_kwh - before);
}

static void tally_add(struct tally *tally, const struct amount *amount)
{
	tally->rows += amount->rows;
	if (!isnan(amount->energy_kwh)) {
		tally->has_energy = true;
		sum_add(&tally->energy_kwh, amount->energy_kwh);
		sum_add(&tally->energy_it_kwh, amount->energy_it_kwh);
	}
	if (!isnan(amount->emissions_kg)) {
		tally->has_emissions = true;
		sum_add(&tally->emissions_kg, amount->emissions_kg);
	}
	if (!isnan(amount->device_hours))
		sum_add(&tally->device_hours, amount->device_hours);
}

void intake_add(struct intake *intake, size_t part, const struct amount *amount)
{
	struct tally *tally = intake_tally(intake, part);

	tally_add(&intake->total, amount);
	if (tally)
		tally_add(tally, amount);
	if (amount->timed && !isnan(amount->energy_it_kwh))
		spread_amount(intake, part, amount);
}

void intake_doubt(struct intake *intake, size_t part, double kwh)
{
	struct tally *tally = intake_tally(intake, part);

	sum_add(&intake->total.doubt_kwh, kwh);
	if (tally)
		sum_add(&tally->doubt_kwh, kwh);
}

static void tally_idle(struct tally *tally, double idle, double dynamic, double hours)
{
	tally->has_idle = true;
	sum_add(&tally->idle_kwh, idle);
	sum_add(&tally->dynamic_kwh, dynamic);
	sum_add(&tally->idle_device_hours, hours);
}

void intake_idle(struct intake *intake, size_t part, double idle_kwh, double dynamic_kwh,
		 double idle_device_hours)
{
	struct tally *tally = intake_tally(intake, part);

	tally_idle(&intake->total, idle_kwh, dynamic_kwh, idle_device_hours);
	if (tally)
		tally_idle(tally, idle_kwh, dynamic_kwh, idle_device_hours);
}

static int compare_sums(const void *a, const void *b)
{
	const struct hour_sum *left = a, *right = b;

	if (left->part != right->part)
		return left->part < right->part ? -1 : 1;
	return (left->hour > right->hour) - (left->hour < right->hour);
}

/* Puts the sums in order; nothing can be added from here on. */
static void sort_sums(struct hour_table *table)
{
	if (table->count > 1)
		qsort(table->sums, table->count, sizeof *table->sums, compare_sums);
	table->sorted = true;
}

/* The first sum of a part, or of one behind it. */
static size_t first_of(const struct hour_table *table, size_t part)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->sums[middle].part < part)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct import_hour *intake_hours(struct intake *intake, size_t part, size_t *count)
{
	struct hour_table *table = intake->hours;
	struct import_hour *hours;
	size_t first, end;

	*count = 0;
	if (!table)
		return NULL;
	if (!table->sorted)
		sort_sums(table);
	first = end = first_of(table, part);
	while (end < table->count && table->sums[end].part == part)
		end++;
	*count = end - first;
	hours = arena_alloc(intake->arena, (*count + 1) * sizeof *hours);
	for (size_t i = first; i < end; i++)
		hours[i - first] =
		    (struct import_hour){table->sums[i].hour, sum_value(&table->sums[i].kwh)};
	return hours;
}
