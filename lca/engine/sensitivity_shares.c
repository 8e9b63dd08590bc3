/* Shares of variance of the sums of a design, and their intervals. */

#include <string.h>

#include "lca/engine/sensitivity_design.h"
#include "lca/engine/stats.h"

double sensitivity_share(double part, double variance)
{
	double s = part / variance;

	return s > 0 ? s < 1 ? s : 1 : 0;
}

static double variance_of(const struct design *design, size_t output)
{
	struct stats_part parts[2 * CHUNKS_MOST];
	double mean, sd;
	size_t i;

	for (i = 0; i < 2 * design->chunks; i++)
		parts[i] = stats_sums_end(design->sums + i * design->count + output);
	stats_moments(parts, 2 * design->chunks, 1, 2 * design->study->rows,
		      design->shift[output], &mean, &sd);
	return sd * sd;
}

static void fill_shares(const struct design *design, size_t output, size_t mover,
			double variance, struct sensitivity *row)
{
	double first = 0, total = 0, n = (double)design->study->rows;
	const struct pair_sums *pair;
	size_t chunk, lane;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		pair = pairs_of(design, chunk, mover, output);
		for (lane = 0; lane < KERNEL_LANES; lane++) {
			first += pair->first[lane];
			total += pair->total[lane];
		}
	}
	row->first = sensitivity_share(first / n, variance);
	row->total = sensitivity_share(total / (2 * n), variance);
	row->first_low = row->first_high = row->first;
	row->total_low = row->total_high = row->total;
}

/* variances[RESAMPLES] of both matrices. */
static void resample_variances(const struct design *design, const struct resampling *resampling,
			       size_t output, double *variances)
{
	double sums[RESAMPLES], squares[RESAMPLES], n = 2 * (double)design->study->rows;
	double both[2][CHUNKS_MOST * KERNEL_LANES];
	size_t chunk, lane, i;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		const struct kernel_sums *a = sums_of(design, chunk, STREAM_A) + output;
		const struct kernel_sums *b = sums_of(design, chunk, STREAM_B) + output;

		for (lane = 0; lane < KERNEL_LANES; lane++) {
			i = chunk * KERNEL_LANES + lane;
			both[0][i] = a->sum[lane] + b->sum[lane];
			both[1][i] = a->squares[lane] + b->squares[lane];
		}
	}
	resampling_sums(resampling, both[0], sums);
	resampling_sums(resampling, both[1], squares);
	for (i = 0; i < RESAMPLES; i++)
		variances[i] = (squares[i] - sums[i] * (sums[i] / n)) / n;
}

/* Resamples of a skewed figure may all but miss it. */
static void hold(double share, double *low, double *high)
{
	if (*low > share)
		*low = share;
	if (*high < share)
		*high = share;
}

static void fill_intervals(const struct design *design, const struct resampling *resampling,
			   size_t output, size_t mover, const double *variances,
			   struct sensitivity *row)
{
	double first[RESAMPLES], total[RESAMPLES], n = (double)design->study->rows;
	double groups[2][CHUNKS_MOST * KERNEL_LANES];
	const struct pair_sums *pair;
	size_t chunk, i;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		pair = pairs_of(design, chunk, mover, output);
		memcpy(groups[0] + chunk * KERNEL_LANES, pair->first, sizeof pair->first);
		memcpy(groups[1] + chunk * KERNEL_LANES, pair->total, sizeof pair->total);
	}
	resampling_sums(resampling, groups[0], first);
	resampling_sums(resampling, groups[1], total);
	for (i = 0; i < RESAMPLES; i++) {
		first[i] = sensitivity_share(first[i] / n, variances[i]);
		total[i] = sensitivity_share(total[i] / (2 * n), variances[i]);
	}
	resampling_interval(first, &row->first_low, &row->first_high);
	resampling_interval(total, &row->total_low, &row->total_high);
	hold(row->first, &row->first_low, &row->first_high);
	hold(row->total, &row->total_low, &row->total_high);
}

void design_shares(const struct design *design, const struct resampling *resampling,
		   size_t output)
{
	const struct sensitivity_study *study = design->study;
	cell c = study->outputs[design->which[output]];
	struct sensitivity *rows = study->table + design->which[output] * study->movers.count;
	double variances[RESAMPLES], variance = variance_of(design, output);
	size_t mover;

	if (resampling)
		resample_variances(design, resampling, output, variances);
	for (mover = 0; mover < study->movers.count; mover++) {
		if (!mover_moves(&study->movers, mover, c))
			continue;
		fill_shares(design, output, mover, variance, &rows[mover]);
		if (resampling)
			fill_intervals(design, resampling, output, mover, variances,
				       &rows[mover]);
	}
}
