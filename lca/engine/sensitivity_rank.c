/* Rank correlations of draws with outputs: Spearman's, from the first samples of a run. */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/math.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/sample.h"
#include "lca/engine/sensitivity_private.h"

/* A correlation of 4096 samples is good to 0.016. */
enum { SAMPLES_MOST = 4096, SMALL_STUDY = 1000000, DIGIT_BITS = 11 };

struct ranked {
	double value;
	size_t sample;
};

/* Ranks are less their mean, (n - 1) / 2. */
struct ranking {
	const struct sensitivity_study *study;
	size_t samples, padded; /* in whole blocks; ranks are 0 there */
	double *values;		/* [output][padded]: samples, then their ranks */
	double *squares;	/* [output] sum of squared ranks; 0: all samples are equal */
	double *ranks;		/* [output][mover] */
	const struct tied_draw *ties;
};

static void keep(void *context, const struct sample_view *view)
{
	const struct ranking *ranking = context;

	memcpy(ranking->values + view->output->output * ranking->padded + view->first, view->x,
	       KERNEL_BLOCK * sizeof *view->x);
}

static void sample_outputs(const struct ranking *ranking)
{
	const struct sensitivity_study *study = ranking->study;
	struct plan plan;
	struct sample_pass pass = {.plan = &plan,
				   .kernels = study->kernels,
				   .seed = study->options->seed,
				   .samples = ranking->samples,
				   .threads = 1,
				   .read = keep,
				   .context = (void *)ranking};

	plan_make(&plan, study->arena, study->sheet, study->outputs, study->count, true);
	if (plan.count)
		sample_run(&pass);
}

/* Ascends with the value; -0 stands right before 0. */
static uint64_t sort_key(double value)
{
	uint64_t bits = math_bits(value);

	return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

/* One pass by a digit of the keys; false where all have the same. */
static bool sort_by_digit(const struct ranked *from, struct ranked *to, size_t count, int digit)
{
	size_t begin[1 << DIGIT_BITS] = {0}, place = 0, held, i;
	const int shift = digit * DIGIT_BITS;
	const uint64_t most = (1 << DIGIT_BITS) - 1;

	if (!count)
		return false;
	for (i = 0; i < count; i++)
		begin[sort_key(from[i].value) >> shift & most]++;
	if (begin[sort_key(from[0].value) >> shift & most] == count)
		return false;
	for (i = 0; i <= most; i++) {
		held = begin[i];
		begin[i] = place;
		place += held;
	}
	for (i = 0; i < count; i++)
		to[begin[sort_key(from[i].value) >> shift & most]++] = from[i];
	return true;
}

/* Returns what is sorted: all or spare, which has as much room. */
static const struct ranked *sort_by_value(struct ranked *all, struct ranked *spare,
					  size_t count)
{
	struct ranked *held;
	int digit;

	for (digit = 0; digit * DIGIT_BITS < 64; digit++)
		if (sort_by_digit(all, spare, count, digit)) {
			held = all;
			all = spare;
			spare = held;
		}
	return all;
}

/* Equal samples share the mean of their ranks. Returns the sum of the squares. */
static double rank_equal(const struct ranked *all, size_t first, size_t end, size_t samples,
			 double *values)
{
	double rank = ((double)first + (double)end - (double)samples) / 2;
	size_t i;

	for (i = first; i < end; i++)
		values[all[i].sample] = rank;
	return (double)(end - first) * rank * rank;
}

/* An output that is not finite somewhere has no ranks. */
static void rank_output(void *context, unsigned worker, size_t output)
{
	const struct ranking *ranking = context;
	double *values = ranking->values + output * ranking->padded;
	struct ranked *samples = malloc((2 * ranking->samples + 1) * sizeof *samples);
	const struct ranked *all = samples;
	size_t first, end;
	bool finite = true;

	(void)worker;
	if (!samples)
		abort();
	for (first = 0; first < ranking->samples; first++) {
		samples[first] = (struct ranked){values[first], first};
		finite = finite && isfinite(values[first]);
	}
	memset(values, 0, ranking->padded * sizeof *values);
	ranking->squares[output] = 0;
	if (finite)
		all = sort_by_value(samples, samples + ranking->samples, ranking->samples);
	for (first = 0; finite && first < ranking->samples; first = end) {
		for (end = first + 1;
		     end < ranking->samples && all[end].value == all[first].value; end++)
			continue;
		ranking->squares[output] +=
		    rank_equal(all, first, end, ranking->samples, values);
	}
	free(samples);
}

static double dot(const double *restrict a, const double *restrict b)
{
	double sums[KERNEL_LANES] = {0}, sum = 0;
	size_t i, lane;

	for (i = 0; i < KERNEL_BLOCK; i += KERNEL_LANES)
		for (lane = 0; lane < KERNEL_LANES; lane++)
			sums[lane] += a[i + lane] * b[i + lane];
	for (lane = 0; lane < KERNEL_LANES; lane++)
		sum += sums[lane];
	return sum;
}

/* Adds a block of a mover to its products with the ranks of the outputs. */
static void add_block(const struct ranking *ranking, size_t mover, size_t block,
		      const double *u)
{
	const struct sensitivity_study *study = ranking->study;
	size_t i;

	for (i = 0; i < study->count; i++)
		if (mover_moves(&study->movers, mover, study->outputs[i]))
			ranking->ranks[i * study->movers.count + mover] += dot(
			    u, ranking->values + i * ranking->padded + block * KERNEL_BLOCK);
}

/* A block of the ranks of a draw, as parts of 1, less their mean. */
static void draw_ranks(const struct ranking *ranking, size_t draw, const struct rng_key *key,
		       double *u)
{
	const struct tied_draw *tied = &ranking->ties[draw];
	size_t i;

	ranking->study->kernels->random(key, u);
	for (i = 0; tied->count && i < KERNEL_BLOCK; i++)
		u[i] = tied_rank(tied, u[i]);
	for (i = 0; i < KERNEL_BLOCK; i++)
		u[i] -= 0.5;
}

/* Uniforms stand for the ranks of a sample: they are these but for a factor and for what is
 * small beside the noise. */
static void correlate_draw(const struct ranking *ranking, size_t mover)
{
	const struct sensitivity_study *study = ranking->study;
	size_t draw = mover_draw(&study->movers, mover), i;
	struct rng_key key = {.seed = study->options->seed,
			      .name = rng_hash(sheet_draw_name(study->sheet, draw))};
	double u[KERNEL_BLOCK], sum = 0, squares = 0, n = (double)ranking->padded;

	for (; key.block < ranking->padded / KERNEL_BLOCK; key.block++) {
		draw_ranks(ranking, draw, &key, u);
		for (i = 0; i < KERNEL_BLOCK; i++) {
			sum += u[i];
			squares += u[i] * u[i];
		}
		add_block(ranking, mover, key.block, u);
	}
	/* Where no sample has another rank, what is left is rounding. */
	if (squares - sum * (sum / n) < squares * n * DBL_EPSILON)
		squares = INFINITY;
	else
		squares = (squares - sum * (sum / n)) * (double)ranking->samples / n;
	for (i = 0; i < study->count; i++)
		if (ranking->squares[i] > 0)
			ranking->ranks[i * study->movers.count + mover] /=
			    sqrt(squares * ranking->squares[i]);
}

static void correlate_mover(void *context, unsigned worker, size_t mover)
{
	const struct ranking *ranking = context;
	const struct sensitivity_study *study = ranking->study;
	bool is_group = mover_is_group(&study->movers, mover);
	size_t i;

	(void)worker;
	for (i = 0; i < study->count; i++)
		ranking->ranks[i * study->movers.count + mover] = is_group ? NAN : 0;
	if (!is_group)
		correlate_draw(ranking, mover);
}

void sensitivity_rank(const struct sensitivity_study *study, double *ranks)
{
	size_t samples = study->rows < SAMPLES_MOST ? study->rows : SAMPLES_MOST;
	struct ranking ranking = {.study = study,
				  .samples = samples,
				  .ranks = ranks,
				  .ties = sensitivity_ties(study)};
	const struct parallel outputs = {.task = rank_output, .context = &ranking};
	const struct parallel movers = {.task = correlate_mover, .context = &ranking};
	unsigned threads = 1;

	ranking.padded = (samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK * KERNEL_BLOCK;
	ranking.values = calloc(study->count * ranking.padded + 1, sizeof *ranking.values);
	ranking.squares =
	    arena_alloc(study->arena, (study->count + 1) * sizeof *ranking.squares);
	if (!ranking.values)
		abort();
	if (samples * (study->movers.count + study->count) > SMALL_STUDY)
		threads = parallel_threads(study->options->threads, study->movers.count);
	sample_outputs(&ranking);
	parallel_run(threads, study->count, &outputs);
	parallel_run(threads, study->movers.count, &movers);
	free(ranking.values);
}
