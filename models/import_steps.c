/* Bins of steps: pages 0 and 1 are linear in milliseconds, each further page is an octave. */

#include "models/import_steps.h"

#include "lca/base/arena.h"
#include "models/timestamp.h"

/* Gaps of up to 10 s are bridged by the trapezoid; longer ones are left out. */
enum { LONGEST_BRIDGE_MS = 10000, GAP_MEDIANS = 3 };
enum { NANOSECONDS_PER_MS = 1000000, LINEAR_BINS = 2 * STEP_PAGE_BINS };
enum { CLASS_BINS = STEP_PAGE_BINS / 8, PAGE_CLASSES = STEP_PAGE_BINS / CLASS_BINS };

/* Steps of (low, high] share a bin, hence the - 1. */
static void find_bin(int64_t nanoseconds, size_t *page, size_t *bin)
{
	uint64_t place = ((uint64_t)nanoseconds - 1) / NANOSECONDS_PER_MS;
	size_t octave = 0;

	while (place >= LINEAR_BINS) {
		place >>= 1;
		octave++;
	}
	*page = octave + place / STEP_PAGE_BINS;
	*bin = place % STEP_PAGE_BINS;
}

/* The longest step of a bin in milliseconds. */
static uint64_t bin_ms(size_t page, size_t bin)
{
	size_t octave = page < 2 ? 0 : page - 1;
	size_t base = page == 0 ? 0 : STEP_PAGE_BINS;

	return (uint64_t)(base + bin + 1) << octave;
}

void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules,
	       bool idle)
{
	double seconds = (double)nanoseconds / (double)TIMESTAMP_SECOND;
	struct step_bin *added;
	size_t page, bin;

	find_bin(nanoseconds, &page, &bin);
	if (!steps->pages[page])
		steps->pages[page] =
		    arena_alloc(arena, STEP_PAGE_BINS * sizeof *steps->pages[page]);
	added = &steps->pages[page][bin];
	steps->count++;
	added->count++;
	added->idle_s += idle ? seconds : 0;
	sum_add(&added->seconds, seconds);
	sum_add(&added->joules, joules);
}

static uint64_t bin_count(const struct steps *const *steps, size_t count, size_t page,
			  size_t bin)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += steps[i]->pages[page] ? steps[i]->pages[page][bin].count : 0;
	return sum;
}

uint64_t steps_quantile(const struct steps *const *steps, size_t count, double share)
{
	uint64_t all = 0, seen = 0;
	double wanted;

	for (size_t i = 0; i < count; i++)
		all += steps[i]->count;
	wanted = share * (double)all;
	for (size_t page = 0; page < STEP_PAGES && all > 0; page++) {
		for (size_t bin = 0; bin < STEP_PAGE_BINS; bin++) {
			seen += bin_count(steps, count, page, bin);
			if (seen > 0 && (double)seen >= wanted)
				return bin_ms(page, bin);
		}
	}
	return 0;
}

double steps_joules(const struct steps *steps)
{
	struct sum joules = {0};

	for (size_t page = 0; page < STEP_PAGES; page++)
		for (size_t i = 0; steps->pages[page] && i < STEP_PAGE_BINS; i++)
			sum_add(&joules, sum_value(&steps->pages[page][i].joules));
	return sum_value(&joules);
}

uint32_t steps_class(int64_t nanoseconds)
{
	size_t page, bin;

	find_bin(nanoseconds, &page, &bin);
	if (bin_ms(page, bin) <= LONGEST_BRIDGE_MS)
		return 0;
	return (uint32_t)(1 + page * PAGE_CLASSES + bin / CLASS_BINS);
}

double steps_class_share(const struct steps *steps, uint32_t class, uint64_t median)
{
	size_t page = (class - 1) / PAGE_CLASSES;
	size_t first = (class - 1) % PAGE_CLASSES * CLASS_BINS;
	struct sum all = {0}, counted = {0};

	for (size_t i = first; steps->pages[page] && i < first + CLASS_BINS; i++) {
		const struct step_bin *bin = &steps->pages[page][i];

		if (bin_ms(page, i) <= LONGEST_BRIDGE_MS)
			continue;
		sum_add(&all, sum_value(&bin->joules));
		if (bin_ms(page, i) <= GAP_MEDIANS * median)
			sum_add(&counted, sum_value(&bin->joules));
	}
	return sum_value(&all) > 0 ? sum_value(&counted) / sum_value(&all) : 0;
}

static void add_gap(struct import_gaps *gaps, const struct step_bin *bin, bool bridged)
{
	gaps->count += bin->count;
	if (!bridged) {
		gaps->left_out_s += sum_value(&bin->seconds);
		return;
	}
	gaps->bridged += bin->count;
	gaps->bridged_s += sum_value(&bin->seconds);
	gaps->bridged_kwh += sum_value(&bin->joules) / JOULES_PER_KWH;
}

void steps_sum(const struct steps *steps, uint64_t median, struct step_sums *sums)
{
	struct sum seconds = {0}, joules = {0};

	for (size_t page = 0; page < STEP_PAGES; page++) {
		for (size_t i = 0; steps->pages[page] && i < STEP_PAGE_BINS; i++) {
			const struct step_bin *bin = &steps->pages[page][i];
			bool gap = bin_ms(page, i) > GAP_MEDIANS * median;
			bool bridged = bin_ms(page, i) <= LONGEST_BRIDGE_MS;

			if (bin->count == 0)
				continue;
			if (gap)
				add_gap(&sums->gaps, bin, bridged);
			if (gap && !bridged)
				continue;
			sum_add(&seconds, sum_value(&bin->seconds));
			sum_add(&joules, sum_value(&bin->joules));
			sums->idle_s += bin->idle_s;
		}
	}
	sums->seconds += sum_value(&seconds);
	sums->joules += sum_value(&joules);
}
