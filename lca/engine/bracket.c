/* Bins around three quantiles. */

#include "lca/engine/bracket.h"

#include <float.h>
#include <math.h>

#include "lca/engine/kernel.h"
#include "lca/engine/stats.h"

/* As a share of the interval, and of the quantile itself where its bracket lies on one side of
 * 0: the lower end of a long-tailed output is a small part of the interval and a figure all the
 * same. */
static const double widest_bin = 1e-4;
static const double widest_part = 1e-3;

/* Standard errors of a quantile to each side of it that a narrowed bracket keeps. */
static const double narrow_errors = 5;

/* A place between two counted values: order statistic whole lies at or above low, whole + 1 at
 * or below high. */
struct zone {
	double low, high;
};

/* A quarter of the bins goes to the brackets evenly, the rest by their widths. */
static void share_bins(struct brackets *brackets)
{
	const double *edges = brackets->edges;
	double widths[BRACKET_QUANTILES], total = 0;
	uint32_t bins, left = BRACKET_BINS - BRACKET_QUANTILES;
	int j;

	for (j = 0; j < BRACKET_QUANTILES; j++) {
		widths[j] = edges[2 * j + 1] - edges[2 * j];
		brackets->origin[j] = edges[2 * j];
		total += widths[j];
	}
	for (j = 0; j < BRACKET_QUANTILES; j++) {
		bins = widths[j] > 0 ? 1 + left / (4 * BRACKET_QUANTILES) +
					   (uint32_t)(0.75 * left * (widths[j] / total))
				     : 1;
		brackets->first[j + 1] = brackets->first[j] + bins;
		brackets->scale[j] = (double)bins / widths[j];
		if (!isfinite(brackets->scale[j]))
			brackets->scale[j] = 0;
	}
	brackets->apart = edges[1] < edges[2] && edges[3] < edges[4];
}

void brackets_place(struct brackets *brackets, double *pilot, size_t count,
		    const double p[BRACKET_QUANTILES])
{
	*brackets = (struct brackets){0};
	stats_brackets(pilot, count, p, BRACKET_QUANTILES, brackets->edges);
	share_bins(brackets);
}

static uint32_t bin_of(const struct brackets *brackets, int j, double x)
{
	uint32_t last = brackets->first[j + 1] - 1;
	double offset = (x - brackets->origin[j]) * brackets->scale[j];
	uint32_t bin = brackets->first[j] + (uint32_t)offset;

	return bin < last ? bin : last;
}

static void count_apart(const struct brackets *brackets, const double *x,
			const uint16_t *inside, size_t found, struct bracket_counts *counts)
{
	const double first_end = brackets->edges[1], second_end = brackets->edges[3];
	double value;
	size_t i;

	for (i = 0; i < found; i++) {
		value = x[inside[i]];
		counts->bins[bin_of(brackets, (value > first_end) + (value > second_end),
				    value)]++;
	}
}

static void count_overlapping(const struct brackets *brackets, const double *x,
			      const uint16_t *inside, size_t found,
			      struct bracket_counts *counts)
{
	double value;
	size_t i;
	int j;

	for (i = 0; i < found; i++) {
		value = x[inside[i]];
		for (j = 0; j < BRACKET_QUANTILES; j++)
			if (value >= brackets->edges[2 * j] &&
			    value <= brackets->edges[2 * j + 1])
				counts->bins[bin_of(brackets, j, value)]++;
	}
}

void brackets_count(const struct brackets *brackets, const struct kernels *kernels,
		    const double *x, size_t count, struct bracket_counts *counts)
{
	uint16_t inside[KERNEL_LISTED];
	double padded[KERNEL_BLOCK];
	size_t found, i;

	if (count < KERNEL_BLOCK) { /* by what lies below no edge */
		for (i = 0; i < KERNEL_BLOCK; i++)
			padded[i] = i < count ? x[i] : INFINITY;
		x = padded;
	}
	found = kernels->classify(x, brackets->edges, counts->below, inside);

	if (brackets->apart)
		count_apart(brackets, x, inside, found, counts);
	else
		count_overlapping(brackets, x, inside, found, counts);
}

void brackets_merge(struct bracket_counts *into, const struct bracket_counts *from)
{
	size_t i;

	for (i = 0; i < 2 * BRACKET_QUANTILES; i++)
		into->below[i] += from->below[i];
	for (i = 0; i < BRACKET_BINS; i++)
		into->bins[i] += from->bins[i];
}

/* The bin of the order statistic of this rank, which bracket j holds; *value within the bin. */
static uint32_t find_bin(const struct brackets *brackets, const struct bracket_counts *counts,
			 int j, uint64_t rank, double *value)
{
	uint64_t left = rank - counts->below[2 * j];
	uint32_t bin = brackets->first[j];
	double offset;

	for (; counts->bins[bin] <= left; bin++)
		left -= counts->bins[bin];
	offset = (double)(bin - brackets->first[j]) +
		 ((double)left + 0.5) / (double)counts->bins[bin];
	*value = brackets->origin[j];
	if (brackets->scale[j] > 0)
		*value = fmin(*value + offset / brackets->scale[j], brackets->edges[2 * j + 1]);
	return bin;
}

/* The least value whose bin is at least this one; the bracket begins in an earlier bin and ends
 * in this one or later. */
static double bin_begin(const struct brackets *brackets, int j, uint32_t bin)
{
	double width = 1 / brackets->scale[j];
	double about = brackets->origin[j] + (double)(bin - brackets->first[j]) * width;
	double before = fmax(brackets->edges[2 * j], about - width);
	double in = fmin(brackets->edges[2 * j + 1], about + width);
	double middle = before + (in - before) / 2;

	while (middle > before && middle < in) {
		if (bin_of(brackets, j, middle) < bin)
			before = middle;
		else
			in = middle;
		middle = before + (in - before) / 2;
	}
	return in;
}

static bool is_held(const struct bracket_counts *counts, int j, double rank)
{
	return rank >= (double)counts->below[2 * j] && rank < (double)counts->below[2 * j + 1];
}

static void drop_bins_below(struct brackets *brackets, struct bracket_counts *counts, int j,
			    uint64_t rank)
{
	double unused;
	uint32_t end, bin;

	end = find_bin(brackets, counts, j, rank, &unused);
	if (end == brackets->first[j])
		return;
	brackets->edges[2 * j] = bin_begin(brackets, j, end);
	for (bin = brackets->first[j]; bin < end; bin++) {
		counts->below[2 * j] += counts->bins[bin];
		counts->bins[bin] = 0;
	}
}

static void drop_bins_above(struct brackets *brackets, struct bracket_counts *counts, int j,
			    uint64_t rank)
{
	double unused;
	uint32_t bin = 1 + find_bin(brackets, counts, j, rank, &unused);

	if (bin == brackets->first[j + 1])
		return;
	brackets->edges[2 * j + 1] = nextafter(bin_begin(brackets, j, bin), -INFINITY);
	for (; bin < brackets->first[j + 1]; bin++) {
		counts->below[2 * j + 1] -= counts->bins[bin];
		counts->bins[bin] = 0;
	}
}

/* A side of which the bracket does not hold enough stays. */
void brackets_narrow(struct brackets *brackets, struct bracket_counts *counts, uint64_t count,
		     const double p[BRACKET_QUANTILES])
{
	double rank, reach;
	int j;

	for (j = 0; j < BRACKET_QUANTILES; j++) {
		if (brackets->scale[j] == 0)
			continue;
		rank = (double)(count - 1) * p[j];
		reach = narrow_errors * stats_reach(count, p[j]).ranks;
		if (is_held(counts, j, rank - reach))
			drop_bins_below(brackets, counts, j, (uint64_t)(rank - reach));
		if (is_held(counts, j, rank + reach))
			drop_bins_above(brackets, counts, j, (uint64_t)(rank + reach));
	}
	brackets->apart =
	    brackets->edges[1] < brackets->edges[2] && brackets->edges[3] < brackets->edges[4];
}

/* The narrowest place that the edges allow for order statistics first and last. */
static struct zone zone_of(const struct brackets *brackets, const struct bracket_counts *counts,
			   uint64_t first, uint64_t last, double least, double greatest)
{
	struct zone zone = {least, greatest};
	double edge;
	int e;

	for (e = 0; e < 2 * BRACKET_QUANTILES; e++) {
		edge = brackets->edges[e];
		if (counts->below[e] <= first)
			zone.low = fmax(zone.low, edge);
		if (counts->below[e] > last)
			zone.high = fmin(zone.high, edge);
	}
	return zone;
}

/* One quantile; *zone is where to look next; *bin the width of its bin, negative where the
 * bracket missed it. */
static double read_one(const struct brackets *brackets, const struct bracket_counts *counts,
		       int j, struct stats_rank rank, uint64_t next, struct zone *zone,
		       double *bin)
{
	double low, high;
	uint32_t from, to;

	*bin = -1;
	if (rank.whole < counts->below[2 * j] || next >= counts->below[2 * j + 1])
		return 0;
	from = find_bin(brackets, counts, j, rank.whole, &low) - brackets->first[j];
	to = find_bin(brackets, counts, j, next, &high) - brackets->first[j];
	*bin = brackets->scale[j] > 0 ? 1 / brackets->scale[j] : 0;
	zone->low = fmax(zone->low, brackets->origin[j] + ((double)from - 1) * *bin);
	zone->high = fmin(zone->high, brackets->origin[j] + ((double)to + 2) * *bin);
	return low + rank.part * (high - low);
}

/* The error of a quantile from the ranks of its reach that the bracket holds; where it holds
 * none, from the place that the quantile lies in. */
static void read_error(const struct brackets *brackets, const struct bracket_counts *counts,
		       int j, struct stats_reach reach, const struct zone *zone,
		       struct bracket_error *error)
{
	uint64_t low = (uint64_t)reach.low, high = (uint64_t)reach.high;
	uint64_t begin = counts->below[2 * j], end = counts->below[2 * j + 1];
	double from, to, held;

	low = low > begin ? low : begin;
	high = high < end ? high : end - 1;
	held = begin < end && low < high ? (double)(high - low) / reach.ranks : 0;
	if (held < error->held)
		return;
	error->held = held;
	error->error = (zone->high - zone->low) / 2;
	if (held <= 0)
		return;
	find_bin(brackets, counts, j, low, &from);
	find_bin(brackets, counts, j, high, &to);
	error->error = (to - from) / held;
}

static void read_errors(struct brackets *brackets, const struct bracket_counts *counts, int j,
			uint64_t count, double p, double ratio, const struct zone *zone)
{
	struct bracket_error *independent = &brackets->independent[j];
	struct bracket_error *nearer = &brackets->nearer[j];

	read_error(brackets, counts, j, stats_reach(count, p), zone, independent);
	read_error(brackets, counts, j, stats_reach_of(count, p, ratio), zone, nearer);
	brackets->errors[j] = stats_quantile_error(ratio * independent->error, nearer->error);
}

/* The bin that the quantile may lie in. */
static double widest(const struct brackets *brackets, int j, double quantile, double width)
{
	double bin = widest_bin * width;

	if (brackets->edges[2 * j] > 0 || brackets->edges[2 * j + 1] < 0)
		bin = fmin(bin, widest_part * fabs(quantile));
	return bin + DBL_EPSILON * fabs(quantile);
}

/* Fine enough, or as narrow as the gap between the two order statistics lets it be. */
static bool settled(const struct brackets *brackets, int j, const struct zone *zone, double bin,
		    double allowed)
{
	double bins = (double)(brackets->first[j + 1] - brackets->first[j]),
	       bracket = bins * bin;

	return bin >= 0 && (bin <= allowed || zone->high - zone->low > bracket / 2);
}

bool brackets_read(struct brackets *brackets, const struct bracket_counts *counts,
		   uint64_t count, double least, double greatest,
		   const double p[BRACKET_QUANTILES], const double ratios[BRACKET_QUANTILES],
		   double quantiles[BRACKET_QUANTILES])
{
	struct zone zones[BRACKET_QUANTILES];
	double bins[BRACKET_QUANTILES], width;
	struct stats_rank rank;
	uint64_t next;
	bool known = true;
	int j;

	for (j = 0; j < BRACKET_QUANTILES; j++) {
		rank = stats_rank(count, p[j]);
		next = rank.whole + 1 < count ? rank.whole + 1 : rank.whole;
		zones[j] = zone_of(brackets, counts, rank.whole, next, least, greatest);
		quantiles[j] = read_one(brackets, counts, j, rank, next, &zones[j], &bins[j]);
		read_errors(brackets, counts, j, count, p[j], ratios[j], &zones[j]);
	}
	width = quantiles[BRACKET_QUANTILES - 1] - quantiles[0];
	for (j = 0; j < BRACKET_QUANTILES; j++)
		known = known && settled(brackets, j, &zones[j], bins[j],
					 widest(brackets, j, quantiles[j], width));
	if (known)
		return true;
	for (j = 0; j < BRACKET_QUANTILES; j++) {
		brackets->edges[2 * j] = zones[j].low;
		brackets->edges[2 * j + 1] = zones[j].high;
	}
	share_bins(brackets);
	return false;
}
