/* Bins of steps: 4096 linear ones, then 2048 to an octave; pages are an eighth of an octave. */

#include "models/import_steps.h"

#include <assert.h>

#include "lca/base/arena.h"
#include "models/timestamp.h"

/* Gaps of up to 10 s are bridged by the trapezoid; longer ones are left out. */
#define LONGEST_BRIDGE (10 * TIMESTAMP_SECOND)
enum { GAP_MEDIANS = 3 };
/* The width of the first bins: 1/64 ms, of which powers of two divide 10 s into bins. */
enum { FIRST_WIDTH = 15625, LINEAR_BINS = 4096, OCTAVE_BINS = LINEAR_BINS / 2 };
enum { BINS = STEP_PAGES * STEP_PAGE_BINS, FIRST_COARSE = BINS + 1 };

/* Steps of (low, high] share a bin, hence the - 1. */
static size_t find_bin(int64_t nanoseconds)
{
	uint64_t place = ((uint64_t)nanoseconds - 1) / FIRST_WIDTH;
	size_t octave = 0;

	while (place >= LINEAR_BINS) {
		place >>= 1;
		octave++;
	}
	return octave * OCTAVE_BINS + place;
}

static const struct step_bin *bin_at(const struct steps *steps, size_t bin)
{
	const struct step_bin *page = steps->pages[bin / STEP_PAGE_BINS];

	return page && page[bin % STEP_PAGE_BINS].count > 0 ? &page[bin % STEP_PAGE_BINS]
							    : NULL;
}

static bool is_gap(const struct step_bin *bin, int64_t median)
{
	return bin->shortest > GAP_MEDIANS * median;
}

static bool is_short(const struct step_bin *bin)
{
	return bin->longest <= LONGEST_BRIDGE;
}

void steps_add(struct arena *arena, struct steps *steps, int64_t nanoseconds, double joules,
	       bool idle)
{
	double seconds = (double)nanoseconds / (double)TIMESTAMP_SECOND;
	size_t bin = find_bin(nanoseconds), page = bin / STEP_PAGE_BINS;
	struct step_bin *added;

	assert(bin < BINS);
	if (!steps->pages[page])
		steps->pages[page] =
		    arena_alloc(arena, STEP_PAGE_BINS * sizeof *steps->pages[page]);
	added = &steps->pages[page][bin % STEP_PAGE_BINS];
	if (added->count == 0 || nanoseconds < added->shortest)
		added->shortest = nanoseconds;
	if (added->count == 0 || nanoseconds > added->longest)
		added->longest = nanoseconds;
	steps->count++;
	added->count++;
	added->idle_s += idle ? seconds : 0;
	sum_add(&added->seconds, seconds);
	sum_add(&added->joules, joules);
}

/* The steps of all these in a page. */
static uint64_t page_count(const struct steps *const *steps, size_t count, size_t page)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; steps[i]->pages[page] && j < STEP_PAGE_BINS; j++)
			sum += steps[i]->pages[page][j].count;
	return sum;
}

/* The bin of a page where so many steps are passed: its longest step. */
static int64_t find_in_page(const struct steps *const *steps, size_t count, size_t page,
			    uint64_t seen, double wanted)
{
	int64_t longest = 0;

	for (size_t j = 0; j < STEP_PAGE_BINS; j++) {
		for (size_t i = 0; i < count; i++) {
			const struct step_bin *bin =
			    bin_at(steps[i], page * STEP_PAGE_BINS + j);

			seen += bin ? bin->count : 0;
			if (bin && bin->longest > longest)
				longest = bin->longest;
		}
		if (seen > 0 && (double)seen >= wanted)
			break;
	}
	return longest;
}

int64_t steps_quantile(const struct steps *const *steps, size_t count, double share)
{
	uint64_t all = 0, seen = 0;
	double wanted;

	for (size_t i = 0; i < count; i++)
		all += steps[i]->count;
	wanted = share * (double)all;
	for (size_t page = 0; page < STEP_PAGES && all > 0; page++) {
		uint64_t more = page_count(steps, count, page);

		if (more > 0 && (double)(seen + more) >= wanted)
			return find_in_page(steps, count, page, seen, wanted);
		seen += more;
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
	return nanoseconds <= LONGEST_BRIDGE ? 0 : (uint32_t)(1 + find_bin(nanoseconds));
}

uint32_t steps_class_coarse(uint32_t class)
{
	return class == 0 || class >= FIRST_COARSE
		   ? class
		   : FIRST_COARSE + (class - 1) / STEP_PAGE_BINS;
}

double steps_class_share(const struct steps *steps, uint32_t class, int64_t median)
{
	bool coarse = class >= FIRST_COARSE;
	size_t first = coarse ? (size_t)(class - FIRST_COARSE) * STEP_PAGE_BINS : class - 1;
	struct sum all = {0}, counted = {0};

	for (size_t i = first; i < first + (coarse ? STEP_PAGE_BINS : 1); i++) {
		const struct step_bin *bin = bin_at(steps, i);

		if (!bin || is_short(bin))
			continue;
		sum_add(&all, sum_value(&bin->joules));
		if (!is_gap(bin, median))
			sum_add(&counted, sum_value(&bin->joules));
	}
	return sum_value(&all) > 0 ? sum_value(&counted) / sum_value(&all) : 0;
}

static void add_gap(struct import_gaps *gaps, const struct step_bin *bin)
{
	gaps->count += bin->count;
	if (!is_short(bin)) {
		gaps->left_out_s += sum_value(&bin->seconds);
		return;
	}
	gaps->bridged += bin->count;
	gaps->bridged_s += sum_value(&bin->seconds);
	gaps->bridged_kwh += sum_value(&bin->joules) / JOULES_PER_KWH;
}

void steps_sum(const struct steps *steps, int64_t median, struct step_sums *sums)
{
	struct sum seconds = {0}, joules = {0};

	for (size_t i = 0; i < BINS; i++) {
		const struct step_bin *bin = bin_at(steps, i);

		if (!steps->pages[i / STEP_PAGE_BINS])
			i += STEP_PAGE_BINS - 1;
		if (!bin)
			continue;
		if (is_gap(bin, median))
			add_gap(&sums->gaps, bin);
		if (is_gap(bin, median) && !is_short(bin))
			continue;
		sum_add(&seconds, sum_value(&bin->seconds));
		sum_add(&joules, sum_value(&bin->joules));
		sums->idle_s += bin->idle_s;
	}
	sums->seconds += sum_value(&seconds);
	sums->joules += sum_value(&joules);
}
