/* Bins of steps: pages 0 and 1 are linear in milliseconds, each further page is an octave. */

#include "models/import_steps.h"

#include "lca/base/arena.h"

/* Gaps of up to 10 s are bridged by the trapezoid; longer ones are left out. */
enum { LONGEST_BRIDGE_MS = 10000, GAP_MEDIANS = 3 };
enum { NANOSECONDS_PER_MS = 1000000, LINEAR_BINS = 2 * STEP_PAGE_BINS };

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

void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules)
{
	size_t page, bin;

	find_bin(nanoseconds, &page, &bin);
	if (!steps->pages[page])
		steps->pages[page] =
		    arena_alloc(arena, STEP_PAGE_BINS * sizeof *steps->pages[page]);
	steps->count++;
	steps->pages[page][bin].count++;
	sum_add(&steps->pages[page][bin].seconds, (double)nanoseconds / 1e9);
	sum_add(&steps->pages[page][bin].joules, joules);
}

uint64_t steps_quantile(const struct steps *steps, double share)
{
	double wanted = share * (double)steps->count;
	uint64_t seen = 0;

	for (size_t page = 0; page < STEP_PAGES; page++) {
		for (size_t bin = 0; steps->pages[page] && bin < STEP_PAGE_BINS; bin++) {
			seen += steps->pages[page][bin].count;
			if (seen > 0 && (double)seen >= wanted)
				return bin_ms(page, bin);
		}
	}
	return 0;
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
		}
	}
	sums->seconds += sum_value(&seconds);
	sums->joules += sum_value(&joules);
}
