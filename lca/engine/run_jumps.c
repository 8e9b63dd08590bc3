/*
 * What samples cannot tell of values that jump.
 *
 * A discrete input jumps at a rank t. Of n points of which each has a stratum of its own, n t
 * rounded down or up lie below it, up with the probability phi = n t - floor(n t): a variance
 * of phi (1 - phi) / n^2 of the share, which replicates that are all rounded alike do not show.
 * So errors by samples are at least those that each such draw causes alone, everything else at
 * its central value.
 */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/run_private.h"
#include "lca/engine/sheet_private.h"

enum { SIDES_MOST = 1 << 20 };

/* The ranks at which the discrete inputs of a draw jump, and what an output is on both sides of
 * each; of several outputs one after another. */
struct jumps {
	size_t count;
	double *ranks; /* ascending, within (0, 1) */
	double *before, *after;
};

struct study {
	const struct run_job *job;
	const struct sheet *sheet;
	struct arena *arena;
	const double *central; /* [cell] */
	double *values;	       /* [cell]; central but while a draw is looked at */
	uint32_t *moved;       /* cells that depend on that draw, in order */
	size_t moved_count;
};

/* Variances of the means of x and of (x - mean)^2. */
struct rounding {
	double mean, square;
};

static bool is_discrete(const struct sheet_cell *c)
{
	return c->kind == CELL_INPUT && c->draw != SHEET_NO_DRAW &&
	       c->quantity->dist.kind == DIST_DISCRETE;
}

/* The share of the probability below a rank of the points that a cut leaves. */
static double rank_within(const struct dist *dist, double rank)
{
	double below = 0, within = 1;

	if (!dist->cut)
		return rank;
	for (size_t i = 0; i < dist->points->count; i++) {
		double x = dist->a * dist->points->x[i];

		if (x < dist->low)
			below = dist->points->p[i];
		if (x <= dist->high)
			within = dist->points->p[i];
	}
	return (rank - below) / (within - below);
}

static int by_value(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

static void add_ranks(struct study *study, struct jumps *jumps, const struct dist *dist)
{
	for (size_t i = 0; i + 1 < dist->points->count; i++) {
		double rank = rank_within(dist, dist->points->p[i]);

		if (!(rank > 0 && rank < 1))
			continue;
		jumps->ranks =
		    arena_grow(study->arena, jumps->ranks, jumps->count, sizeof *jumps->ranks);
		jumps->ranks[jumps->count++] = rank;
	}
}

static struct jumps jumps_of(struct study *study, uint32_t draw)
{
	struct jumps jumps = {0};
	size_t kept = 0, i;

	for (i = 0; i < study->sheet->count; i++)
		if (is_discrete(&study->sheet->cells[i]) && study->sheet->cells[i].draw == draw)
			add_ranks(study, &jumps, &study->sheet->cells[i].quantity->dist);
	if (jumps.count)
		qsort(jumps.ranks, jumps.count, sizeof *jumps.ranks, by_value);
	for (i = 0; i < jumps.count; i++)
		if (!kept || jumps.ranks[i] > jumps.ranks[kept - 1])
			jumps.ranks[kept++] = jumps.ranks[i];
	jumps.count = kept;
	return jumps;
}

static void list_moved(struct study *study, uint32_t draw)
{
	study->moved_count = 0;
	for (uint32_t i = 0; i < study->sheet->count; i++)
		if (sheet_depends(study->sheet, (cell){i}, draw))
			study->moved[study->moved_count++] = i;
}

/* Values with the discrete inputs of the draw at one rank, its others at another. */
static void move_to(struct study *study, double discrete, double other)
{
	double *values = study->values;

	for (size_t i = 0; i < study->moved_count; i++) {
		const struct sheet_cell *c = &study->sheet->cells[study->moved[i]];

		if (c->kind == CELL_INPUT)
			values[study->moved[i]] = dist_quantile(
			    &c->quantity->dist, is_discrete(c) ? discrete : other);
		else
			values[study->moved[i]] = sheet_operate(c->kind, values[c->left.index],
								values[c->right.index]);
	}
}

static void move_back(struct study *study)
{
	for (size_t i = 0; i < study->moved_count; i++)
		study->values[study->moved[i]] = study->central[study->moved[i]];
}

/* sides[output][jump]. */
static void take_sides(const struct study *study, const cell *outputs, size_t count,
		       const struct jumps *jumps, size_t jump, double *sides)
{
	for (size_t k = 0; k < count; k++)
		sides[k * jumps->count + jump] = study->values[outputs[k].index];
}

/* Before and after each jump, of all outputs. */
static void measure(struct study *study, const cell *outputs, size_t count, struct jumps *jumps)
{
	double low = 0, rank, high;

	for (size_t i = 0; i < jumps->count; i++) {
		rank = jumps->ranks[i];
		high = i + 1 < jumps->count ? jumps->ranks[i + 1] : 1;
		move_to(study, (low + rank) / 2, rank);
		take_sides(study, outputs, count, jumps, i, jumps->before);
		move_to(study, (rank + high) / 2, rank);
		take_sides(study, outputs, count, jumps, i, jumps->after);
		low = rank;
	}
	move_back(study);
}

static double off(double x, double mean)
{
	return (x - mean) * (x - mean);
}

/* Ranks within one stratum are rounded together, at worst all the same way. */
static struct rounding of_strata(const struct jumps *jumps, double n, double mean)
{
	struct rounding sum = {0, 0};
	double part, sd, of_mean, of_square;
	size_t i, j;

	for (i = 0; i < jumps->count; i = j) {
		of_mean = of_square = 0;
		for (j = i; j < jumps->count &&
			    floor(n * jumps->ranks[j]) == floor(n * jumps->ranks[i]);
		     j++) {
			part = n * jumps->ranks[j] - floor(n * jumps->ranks[j]);
			sd = sqrt(part * (1 - part)) / n;
			of_mean += sd * fabs(jumps->after[j] - jumps->before[j]);
			of_square +=
			    sd * fabs(off(jumps->after[j], mean) - off(jumps->before[j], mean));
		}
		sum.mean += of_mean * of_mean / REPLICATES;
		sum.square += of_square * of_square / REPLICATES;
	}
	return sum;
}

/* Of independent points: counts below two ranks have the covariance s (1 - t) / n, s < t. */
static struct rounding of_points(const struct jumps *jumps, double n, double mean)
{
	struct rounding sum = {0, 0}, before = {0, 0};

	for (size_t i = 0; i < jumps->count; i++) {
		double t = jumps->ranks[i], x = jumps->after[i] - jumps->before[i];
		double y = off(jumps->after[i], mean) - off(jumps->before[i], mean);

		sum.mean += (1 - t) * x * (t * x + 2 * before.mean) / n;
		sum.square += (1 - t) * y * (t * y + 2 * before.square) / n;
		before.mean += t * x;
		before.square += t * y;
	}
	return sum;
}

/* The first draw of a group and those that are alone have strata of their own. */
static struct rounding rounding_of(const struct study *study, uint32_t draw,
				   const struct jumps *jumps, double mean)
{
	double n = (double)study->job->samples;

	if (study->job->sampler != SAMPLER_PLAIN && !study->sheet->draws[draw].row)
		return of_strata(jumps, n / REPLICATES, mean);
	return of_points(jumps, n, mean);
}

/* An sd of s whose square errs by e errs by e / (2 s), and by sqrt(e) at most. */
static void hold(struct statistics *statistics, struct rounding sum)
{
	double e = sqrt(sum.square), most = sqrt(e);

	if (statistics->sd > 0)
		most = fmin(most, e / (2 * statistics->sd));
	statistics->error.mean = fmax(statistics->error.mean, sqrt(sum.mean));
	statistics->error.sd = fmax(statistics->error.sd, most);
}

static void add_outputs(struct study *study, uint32_t draw, const struct jumps *jumps,
			const cell *outputs, size_t count, const struct statistics *statistics,
			struct rounding *sums)
{
	struct jumps own = *jumps;
	struct rounding one;

	measure(study, outputs, count, &own);
	for (size_t i = 0; i < count; i++, own.before += own.count, own.after += own.count) {
		if (!statistics[i].finite || !sheet_depends(study->sheet, outputs[i], draw))
			continue;
		one = rounding_of(study, draw, &own, statistics[i].mean);
		sums[i].mean += one.mean;
		sums[i].square += one.square;
	}
}

/* As many outputs at a time as SIDES_MOST values allow. */
static void add_draw(struct study *study, uint32_t draw, const cell *outputs, size_t count,
		     const struct statistics *statistics, struct rounding *sums)
{
	struct jumps jumps = jumps_of(study, draw);
	size_t most = jumps.count ? SIDES_MOST / jumps.count : 0, size;

	if (!jumps.count)
		return;
	most = most < 1 ? 1 : most > count ? count : most;
	jumps.before = heap_zeroed(most * jumps.count, sizeof *jumps.before);
	jumps.after = heap_zeroed(most * jumps.count, sizeof *jumps.after);
	list_moved(study, draw);
	for (size_t first = 0; first < count; first += size) {
		size = count - first < most ? count - first : most;
		add_outputs(study, draw, &jumps, outputs + first, size, statistics + first,
			    sums + first);
	}
	free(jumps.before);
	free(jumps.after);
}

static void hold_errors(struct study *study, const cell *outputs, size_t count,
			struct statistics *statistics)
{
	const struct sheet *sheet = study->sheet;
	struct rounding *sums = arena_alloc(study->arena, (count + 1) * sizeof *sums);
	bool *seen = arena_alloc(study->arena, (sheet->draw_count + 1) * sizeof *seen);
	double *central = arena_alloc(study->arena, (sheet->count + 1) * sizeof *central);

	study->values = arena_alloc(study->arena, (sheet->count + 1) * sizeof *study->values);
	study->moved = arena_alloc(study->arena, (sheet->count + 1) * sizeof *study->moved);
	sheet_central(sheet, central);
	sheet_central(sheet, study->values);
	study->central = central;
	for (size_t i = 0; i < sheet->count; i++) {
		uint32_t draw = sheet->cells[i].draw;

		if (!is_discrete(&sheet->cells[i]) || seen[draw])
			continue;
		seen[draw] = true;
		add_draw(study, draw, outputs, count, statistics, sums);
	}
	for (size_t i = 0; i < count; i++)
		if (statistics[i].finite && sums[i].mean > 0)
			hold(&statistics[i], sums[i]);
}

void run_jumps(const struct run_job *job, const struct sheet *sheet, const cell *outputs,
	       size_t count, struct statistics *statistics)
{
	struct study study = {.job = job, .sheet = sheet};
	size_t i = 0;

	while (i < sheet->count && !is_discrete(&sheet->cells[i]))
		i++;
	if (i == sheet->count)
		return;
	study.arena = arena_new();
	hold_errors(&study, outputs, count, statistics);
	arena_free(study.arena);
}
