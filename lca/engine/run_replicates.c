/* Standard errors of a run by independent replicates. */

#include <math.h>

#include "lca/engine/run_private.h"

/* Variance of the mean of one value of each replicate. */
static double variance_of_mean(const double values[REPLICATES])
{
	double mean = 0, squares = 0;
	int i;

	for (i = 0; i < REPLICATES; i++)
		mean += values[i] / REPLICATES;
	for (i = 0; i < REPLICATES; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	return squares / (REPLICATES - 1) / REPLICATES;
}

/*
 * The error of a quantile over that of independent samples. A quantile errs by the share of
 * samples below it over the density there (Bahadur 1966), so it is the ratio of the errors of
 * that share, here at two places around the quantile together. A share is a count over n, so
 * its error is at least that of a number rounded to 1/n, a variance of 1/(12 n^2).
 */
static double share_ratio(const struct replicate *replicates, uint64_t count, int quantile)
{
	const double rounding = 1.0 / 12;
	double shares[REPLICATES], share, seen = 0, plain = 0, n = (double)count;
	int place, i;

	for (place = 2 * quantile; place < 2 * quantile + 2; place++) {
		share = 0;
		for (i = 0; i < REPLICATES; i++) {
			shares[i] = (double)replicates[i].below[place] / n;
			share += shares[i] / REPLICATES;
		}
		seen += variance_of_mean(shares) + rounding / (n * n * REPLICATES);
		plain += share * (1 - share) / (n * REPLICATES);
	}
	return plain > 0 ? sqrt(seen / plain) : 1;
}

void run_replicate_errors(const struct replicate *replicates, uint64_t count, double shift,
			  struct statistics *statistics, double ratios[BRACKET_QUANTILES])
{
	struct sampling_error *error = &statistics->error;
	double means[REPLICATES], squares[REPLICATES], n = (double)count, sum = 0;
	double offset = statistics->mean - shift;
	const struct stats_part *part;
	int i;

	for (i = 0; i < REPLICATES; i++) {
		part = &replicates[i].part;
		means[i] = part->sum / n;
		squares[i] = part->squares / n - 2 * offset * means[i] + offset * offset;
		sum += squares[i] / REPLICATES;
	}
	error->mean = sqrt(variance_of_mean(means));
	statistics->sd = sqrt(fmax(0, sum) + error->mean * error->mean);
	error->sd = 0;
	if (statistics->sd > 0)
		error->sd = sqrt(variance_of_mean(squares)) / (2 * statistics->sd);
	for (i = 0; i < BRACKET_QUANTILES; i++)
		ratios[i] = share_ratio(replicates, count, i);
}
