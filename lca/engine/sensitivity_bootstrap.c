/* Intervals of sampled shares: bootstrap over groups of rows. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/rng.h"
#include "lca/engine/sensitivity_private.h"
#include "lca/engine/stats.h"

static const double interval_ends[2] = {0.025, 0.975};

/* Streams 0 and 1 are those of the matrices; this one no draw uses. */
enum { STREAM_RESAMPLING = 2 };

static size_t chosen(double u, size_t groups)
{
	size_t group = (size_t)(u * (double)groups);

	return group < groups ? group : groups - 1;
}

void resampling_make(struct resampling *resampling, struct arena *arena, uint64_t seed,
		     size_t groups)
{
	const struct kernels *kernels = kernels_choose();
	double *times = arena_alloc(arena, (groups * RESAMPLES + 1) * sizeof *times);
	struct rng_key key = {
	    .seed = seed, .name = rng_hash("bootstrap"), .stream = STREAM_RESAMPLING};
	double u[KERNEL_BLOCK];
	size_t i;

	memset(times, 0, groups * RESAMPLES * sizeof *times);
	for (i = 0; i < groups * RESAMPLES; i++) {
		if (i % KERNEL_BLOCK == 0) {
			key.block = i / KERNEL_BLOCK;
			kernels->random(&key, u);
		}
		times[chosen(u[i % KERNEL_BLOCK], groups) * RESAMPLES + i / groups]++;
	}
	*resampling = (struct resampling){.groups = groups, .times = times};
}

void resampling_sums(const struct resampling *resampling, const double *values, double *sums)
{
	const double *restrict times = resampling->times;
	double *restrict to = sums;
	size_t group, i;

	for (i = 0; i < RESAMPLES; i++)
		to[i] = 0;
	for (group = 0; group < resampling->groups; group++, times += RESAMPLES) {
		double value = values[group];

		for (i = 0; i < RESAMPLES; i++)
			to[i] += times[i] * value;
	}
}

void resampling_interval(double *shares, double *low, double *high)
{
	double ends[2];

	stats_quantiles(shares, RESAMPLES, interval_ends, 2, ends, NULL);
	*low = ends[0];
	*high = ends[1];
}
