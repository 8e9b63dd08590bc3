/* Selection of order statistics and moments in a fixed order. */

#include "lca/engine/stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "lca/engine/kernel.h"

enum { SELECT_SMALL = 16, QUANTILES_MOST = 8, PILOT = 4096 };

/* The distance of few order statistics is noisy: by 40 % where two errors hold the three values
 * that are the least there are. */
static const double gap_times = 2;

/* Standard errors to each side of a pilot's quantile. */
static const double pilot_errors = 5.0;

/* A sum that carries the digits lost by each addition (Neumaier 1974). */
struct total {
	double sum;
	double lost;
};

struct stats_rank stats_rank(uint64_t count, double p)
{
	double position = (double)(count - 1) * p;
	double whole = floor(position);

	return (struct stats_rank){(uint64_t)whole, position - whole};
}

struct stats_reach stats_reach_of(uint64_t count, double p, double ratio)
{
	double last = (double)(count - 1), d = ratio * sqrt(p * (1 - p) / (double)count);

	return (struct stats_reach){fmax(0, last * (p - d)), fmin(last, last * (p + d)),
				    last * d};
}

struct stats_reach stats_reach(uint64_t count, double p)
{
	return stats_reach_of(count, p, 1);
}

static void swap(double *a, double *b)
{
	double held = *a;

	*a = *b;
	*b = held;
}

static void sort_small(double *values, size_t count)
{
	double held;
	size_t i, j;

	for (i = 1; i < count; i++) {
		held = values[i];
		for (j = i; j > 0 && held < values[j - 1]; j--)
			values[j] = values[j - 1];
		values[j] = held;
	}
}

static double median_of_three(double a, double b, double c)
{
	if (a < b)
		return b < c ? b : a < c ? c : a;
	return a < c ? a : b < c ? c : b;
}

/* Moves the values below pivot (or equal to it) to the front, without branches; returns how
 * many. */
static size_t move_below(double *values, size_t count, double pivot)
{
	size_t below = 0, i;
	double held;

	for (i = 0; i < count; i++) {
		held = values[i];
		values[i] = values[below];
		values[below] = held;
		below += held < pivot;
	}
	return below;
}

static size_t move_equal(double *values, size_t count, double pivot)
{
	size_t equal = 0, i;

	for (i = 0; i < count; i++)
		if (values[i] == pivot)
			swap(&values[i], &values[equal++]);
	return equal;
}

/* Splits values[0..count) so that [0..*left) < pivot <= [*right..count) and what lies between
 * equals it; something does, or both sides hold something. */
static void split(double *values, size_t count, size_t *left, size_t *right)
{
	double pivot = median_of_three(values[0], values[count / 2], values[count - 1]);

	*left = move_below(values, count, pivot);
	*right = *left ? *left : move_equal(values, count, pivot);
}

static void select_from(double *values, size_t count, size_t base, const size_t *ranks,
			size_t rank_count)
{
	size_t left, right, low, high;

	while (rank_count && count > SELECT_SMALL) {
		split(values, count, &left, &right);
		for (low = 0; low < rank_count && ranks[low] - base < left; low++)
			;
		for (high = low; high < rank_count && ranks[high] - base < right; high++)
			;
		select_from(values, left, base, ranks, low);
		values += right;
		base += right;
		count -= right;
		ranks += high;
		rank_count -= high;
	}
	if (rank_count)
		sort_small(values, count);
}

void stats_select(double *values, size_t count, const size_t *ranks, size_t rank_count)
{
	size_t ascending[2 * QUANTILES_MOST] = {0}, i, j;

	assert(rank_count <= 2 * QUANTILES_MOST);
	for (i = 0; i < rank_count; i++) {
		for (j = i; j > 0 && ranks[i] < ascending[j - 1]; j--)
			ascending[j] = ascending[j - 1];
		ascending[j] = ranks[i];
	}
	select_from(values, count, 0, ascending, rank_count);
}

static size_t pilot_rank(double share, size_t count)
{
	double rank = share * (double)(count - 1);

	return rank <= 0 ? 0 : rank >= (double)(count - 1) ? count - 1 : (size_t)rank;
}

void stats_brackets(double *pilot, size_t count, const double *p, size_t p_count, double *edges)
{
	size_t ranks[2 * QUANTILES_MOST], i;
	double reach;

	assert(p_count <= QUANTILES_MOST);
	for (i = 0; i < p_count; i++) {
		reach = pilot_errors * sqrt(p[i] * (1 - p[i]) / (double)count);
		ranks[2 * i] = pilot_rank(p[i] - reach, count);
		ranks[2 * i + 1] = pilot_rank(p[i] + reach, count);
	}
	stats_select(pilot, count, ranks, 2 * p_count);
	for (i = 0; i < 2 * p_count; i++)
		edges[i] = pilot[ranks[i]];
}

/* The value at a position between two order statistics that stand where they belong. */
static double value_at(const double *values, size_t count, double position)
{
	size_t rank = (size_t)position, next = rank + 1 < count ? rank + 1 : rank;

	return values[rank] + (position - (double)rank) * (values[next] - values[rank]);
}

static size_t next_rank(double position, size_t count)
{
	size_t rank = (size_t)position + 1;

	return rank < count ? rank : count - 1;
}

/* One quantile at position and its error, all positions less those below values[0]. */
static double quantile(double *values, size_t count, double position, struct stats_reach reach,
		       double *error)
{
	const double at[] = {reach.low, position, reach.high};
	size_t ranks[6], i;

	for (i = 0; i < 3; i++) {
		ranks[2 * i] = (size_t)at[i];
		ranks[2 * i + 1] = next_rank(at[i], count);
	}
	stats_select(values, count, ranks, 6);
	*error =
	    reach.high > reach.low
		? (value_at(values, count, reach.high) - value_at(values, count, reach.low)) *
		      (reach.ranks / (reach.high - reach.low))
		: 0;
	return value_at(values, count, position);
}

/* Copies the values within an edge and the next to inside; returns how many, and how many lie
 * below. */
static size_t gather(const double *values, size_t count, const double *edges, double *inside,
		     size_t *below)
{
	const double low = edges[0], high = edges[1];
	size_t found = 0, less = 0, i;

	for (i = 0; i < count; i++) {
		inside[found] = values[i];
		found += (size_t)((values[i] >= low) & (values[i] <= high));
		less += values[i] < low;
	}
	*below = less;
	return found;
}

/* A pilot brackets the quantiles, so that few values are left to select from. */
static void quantiles_of_many(double *values, size_t count, const double *p, size_t p_count,
			      const double *ratios, double *quantiles, double *errors)
{
	double edges[2 * QUANTILES_MOST], *inside = heap_zeroed(count + 1, sizeof *inside);
	double position;
	struct stats_reach reach;
	size_t i, found, below;

	memcpy(inside, values, PILOT * sizeof *inside);
	stats_brackets(inside, PILOT, p, p_count, edges);
	for (i = 0; i < p_count; i++) {
		position = (double)(count - 1) * p[i];
		reach = stats_reach_of(count, p[i], ratios[i]);
		found = gather(values, count, edges + 2 * i, inside, &below);
		if (reach.low < (double)below || reach.high + 1 >= (double)(below + found)) {
			quantiles[i] = quantile(values, count, position, reach, &errors[i]);
			continue;
		}
		position -= (double)below;
		reach.low -= (double)below;
		reach.high -= (double)below;
		quantiles[i] = quantile(inside, found, position, reach, &errors[i]);
	}
	free(inside);
}

static void quantiles_of(double *values, size_t count, const double *p, size_t p_count,
			 const double *ratios, double *quantiles, double *errors)
{
	size_t i;

	assert(count >= 1 && p_count <= QUANTILES_MOST);
	if (count > 2 * PILOT) {
		quantiles_of_many(values, count, p, p_count, ratios, quantiles, errors);
		return;
	}
	for (i = 0; i < p_count; i++)
		quantiles[i] = quantile(values, count, (double)(count - 1) * p[i],
					stats_reach_of(count, p[i], ratios[i]), &errors[i]);
}

void stats_quantiles(double *values, size_t count, const double *p, size_t p_count,
		     double *quantiles, double *errors)
{
	double unused[QUANTILES_MOST], ratios[QUANTILES_MOST];
	size_t i;

	for (i = 0; i < QUANTILES_MOST; i++)
		ratios[i] = 1;
	quantiles_of(values, count, p, p_count, ratios, quantiles, errors ? errors : unused);
}

double stats_quantile_error(double even, double nearer)
{
	return nearer > gap_times * even ? nearer : even;
}

void stats_quantile_errors(double *values, size_t count, const double *p, size_t p_count,
			   const double *ratios, double *errors)
{
	double quantiles[QUANTILES_MOST], nearer[QUANTILES_MOST];
	size_t i;

	quantiles_of(values, count, p, p_count, ratios, quantiles, nearer);
	for (i = 0; i < p_count; i++)
		errors[i] = stats_quantile_error(ratios[i] * errors[i], nearer[i]);
}

struct kernel_sums stats_sums_start(void)
{
	struct kernel_sums sums = {0};
	int lane;

	for (lane = 0; lane < KERNEL_LANES; lane++) {
		sums.least[lane] = INFINITY;
		sums.greatest[lane] = -INFINITY;
	}
	return sums;
}

static double add_lanes(const double lanes[KERNEL_LANES])
{
	return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
	       ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

struct stats_part stats_sums_end(const struct kernel_sums *sums)
{
	struct stats_part part = {add_lanes(sums->sum), add_lanes(sums->squares),
				  sums->least[0], sums->greatest[0]};
	int lane;

	for (lane = 1; lane < KERNEL_LANES; lane++) {
		part.least = fmin(part.least, sums->least[lane]);
		part.greatest = fmax(part.greatest, sums->greatest[lane]);
	}
	return part;
}

static void add(struct total *total, double x)
{
	double sum = total->sum + x;

	if (fabs(total->sum) >= fabs(x))
		total->lost += (total->sum - sum) + x;
	else
		total->lost += (x - sum) + total->sum;
	total->sum = sum;
}

void stats_moments(const struct stats_part *parts, size_t part_count, size_t stride,
		   uint64_t count, double shift, double *mean, double *sd)
{
	struct total sum = {0}, squares = {0};
	double d, n = (double)count;
	size_t i;

	for (i = 0; i < part_count; i++) {
		add(&sum, parts[i * stride].sum);
		add(&squares, parts[i * stride].squares);
	}
	d = (sum.sum + sum.lost) / n;
	*mean = shift + d;
	*sd = count > 1 ? sqrt(fmax(0, squares.sum + squares.lost - n * d * d) / (n - 1)) : 0;
}

/* Of a standard deviation whose square, over sd^2, is a mean of count values of this variance.
 */
static double root_error(double variance, uint64_t count, double sd)
{
	return sd / 2 * sqrt(fmax(0, variance) / (double)count);
}

double stats_sd_error(const double *values, size_t count, double mean, double sd)
{
	double lanes[KERNEL_LANES] = {0}, d, g;
	size_t i, lane;

	for (i = 0; i + KERNEL_LANES <= count; i += KERNEL_LANES)
		for (lane = 0; lane < KERNEL_LANES; lane++) {
			d = (values[i + lane] - mean) / sd;
			g = d * d - 1;
			lanes[lane] += g * g;
		}
	for (lane = 0; i < count; i++, lane++) {
		d = (values[i] - mean) / sd;
		g = d * d - 1;
		lanes[lane] += g * g;
	}
	return root_error(add_lanes(lanes) / (double)count, count, sd);
}

/* The squares about the mean of a part of n values, over sd^2 and less n, are 0 in the mean and
 * vary by n times the variance of one. */
double stats_sd_error_of_parts(const struct stats_part *parts, size_t part_count, size_t stride,
			       const uint64_t *counts, double offset, double sd)
{
	const struct stats_part *part;
	double n, about, squares = 0;
	uint64_t count = 0;
	size_t i;

	assert(part_count >= 2);
	for (i = 0; i < part_count; i++) {
		part = &parts[i * stride];
		n = (double)counts[i];
		about = part->squares - 2 * offset * part->sum + n * offset * offset;
		about = about / sd / sd - n;
		squares += about * about / n;
		count += counts[i];
	}
	return root_error(squares / (double)(part_count - 1), count, sd);
}
