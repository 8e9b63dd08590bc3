/* Pairs of a contest, by the samples that it has kept. */

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "lca/base/heap.h"
#include "lca/engine/contest_private.h"
#include "lca/engine/parallel.h"

size_t contest_parts(const struct contest *contest)
{
	return contest->job.sampler == SAMPLER_PLAIN ? 1 : REPLICATES;
}

/* Its error is that of independent samples, or by the spread of the replicates. */
struct contest_share contest_share_of(const uint64_t *parts, size_t count, uint64_t whole,
				      uint64_t samples)
{
	struct contest_share share = {0};
	double all = (double)whole, squares = 0, part;
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += parts[i];
	share.share = (double)sum / all;
	if (count == 1) {
		share.error = sqrt(fmax(0, share.share * (1 - share.share)) / (double)samples);
		return share;
	}
	for (i = 0; i < count; i++) {
		part = (double)parts[i] * (double)count / all - share.share;
		squares += part * part;
	}
	share.error = sqrt(squares / (double)(count - 1) / (double)count);
	return share;
}

static const double *values_of(const struct contest *contest, size_t index)
{
	assert(index < contest->count);
	return contest->values + index * contest->padded;
}

static void count_pair(const double *a, const double *b, size_t count, uint64_t *lower,
		       uint64_t *equal)
{
	uint32_t less, same;
	size_t i, end;

	for (i = 0; i < count; i = end) {
		less = same = 0;
		for (end = i; end < count && end < i + KERNEL_BLOCK; end++) {
			less += a[end] < b[end];
			same += a[end] == b[end];
		}
		*lower += less;
		*equal += same;
	}
}

struct contest_pair contest_pair(const struct contest *contest, size_t a, size_t b)
{
	size_t parts = contest_parts(contest), each = contest->padded / parts, p;
	uint64_t kept = contest->job.samples, lower[REPLICATES] = {0}, equal = 0;
	const double *x = values_of(contest, a), *y = values_of(contest, b);
	struct contest_pair pair;

	if (parts == 1)
		each = (size_t)kept;
	for (p = 0; p < parts; p++)
		count_pair(x + p * each, y + p * each, each, &lower[p], &equal);
	pair.lower = contest_share_of(lower, parts, kept, kept);
	pair.equal = (double)equal / (double)kept;
	pair.a_or_tie = pair.lower.share + pair.equal / 2;
	return pair;
}

double contest_least(const struct contest *contest, size_t index)
{
	const double *values = values_of(contest, index);
	size_t end =
	    contest_parts(contest) == 1 ? (size_t)contest->job.samples : contest->padded;
	double least = values[0];

	for (size_t i = 1; i < end; i++)
		least = values[i] < least ? values[i] : least;
	return least;
}

void contest_statistics(const struct contest *contest, size_t a, size_t b,
			struct statistics *ratio, struct statistics *difference)
{
	const double *x = values_of(contest, a), *y = values_of(contest, b);
	double *values = heap_grow(NULL, contest->padded * sizeof *values);
	size_t i;

	if (difference) {
		for (i = 0; i < contest->padded; i++)
			values[i] = x[i] - y[i];
		*difference =
		    (struct statistics){.central = contest->central[a] - contest->central[b]};
		run_kept_statistics(&contest->job, values, difference);
	}
	if (ratio) {
		for (i = 0; i < contest->padded; i++)
			values[i] = x[i] / y[i];
		*ratio =
		    (struct statistics){.central = contest->central[a] / contest->central[b]};
		run_kept_statistics(&contest->job, values, ratio);
	}
	free(values);
}

struct against {
	const struct contest *contest;
	size_t b;
	struct contest_pair *pairs;
	struct statistics *ratios, *differences;
};

static void compare_one(void *context, unsigned worker, size_t index)
{
	const struct against *against = context;

	(void)worker;
	if (against->pairs)
		against->pairs[index] = contest_pair(against->contest, index, against->b);
	if (against->ratios || against->differences)
		contest_statistics(against->contest, index, against->b,
				   against->ratios ? &against->ratios[index] : NULL,
				   against->differences ? &against->differences[index] : NULL);
}

void contest_against(const struct contest *contest, size_t b, struct contest_pair *pairs,
		     struct statistics *ratios, struct statistics *differences)
{
	struct against against = {contest, b, pairs, ratios, differences};
	const struct parallel parallel = {.task = compare_one, .context = &against};

	parallel_run(contest->job.threads, contest->count, &parallel);
}
