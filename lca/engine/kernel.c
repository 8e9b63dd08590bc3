/* The inner loops, compiled once for each instruction set: KERNEL_NAME names the table. */

#include "lca/engine/kernel.h"

#include <math.h>

#include "lca/engine/kernel_quantile.h"
#include "lca/engine/math.h"
#include "lca/engine/normal.h"
#include "lca/engine/strata_block.h"

#ifndef KERNEL_NAME
#define KERNEL_NAME  kernels_plain
#define KERNEL_LABEL "plain"
#endif

enum { TAIL_STEP = 16, LIST_STEP = 4 };

static void random_block(const struct rng_key *key, double *restrict u)
{
	uint64_t state[4][RNG_LANES], bits[RNG_STEPS][RNG_LANES];
	int i, step, lane;

	rng_seed(key, state);
	for (i = 0; i < KERNEL_BLOCK; i += RNG_STEPS * RNG_LANES) {
		rng_steps(state, bits);
		for (step = 0; step < RNG_STEPS; step++)
			for (lane = 0; lane < RNG_LANES; lane++)
				u[i + step * RNG_LANES + lane] = rng_uniform(bits[step][lane]);
	}
}

/* The stratum is the first bits of a number, random ones follow. */
static void stratified(const struct strata *strata, const struct rng_key *key,
		       double *restrict u)
{
	uint32_t stratum[KERNEL_BLOCK];
	const unsigned bits = strata->bits;
	uint64_t state[4][RNG_LANES], random[RNG_STEPS][RNG_LANES];
	int i, step, lane;

	strata_block(strata, key, stratum);
	rng_seed(key, state);
	for (i = 0; i < KERNEL_BLOCK; i += RNG_STEPS * RNG_LANES) {
		rng_steps(state, random);
		for (step = 0; step < RNG_STEPS; step++)
			for (lane = 0; lane < RNG_LANES; lane++) {
				int at = i + step * RNG_LANES + lane;

				u[at] = rng_uniform((uint64_t)stratum[at] << (64 - bits) |
						    random[step][lane] >> bits);
			}
	}
}

/* The samples whose mark is 1 and not 0, four marks at a time, without branches: list has room
 * for KERNEL_LISTED. */
static size_t list_marked(const uint8_t *restrict marks, uint16_t *restrict list)
{
	/* Where the bits of 0 .. 15 are set, and how many. */
	static const uint16_t places[1 << LIST_STEP][LIST_STEP] = {
	    {0}, {0},	 {1},	 {0, 1},    {2},    {0, 2},    {1, 2},	  {0, 1, 2},
	    {3}, {0, 3}, {1, 3}, {0, 1, 3}, {2, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3}};
	static const uint8_t lengths[1 << LIST_STEP] = {0, 1, 1, 2, 1, 2, 2, 3,
							1, 2, 2, 3, 2, 3, 3, 4};
	size_t count = 0;
	int i, k;

	for (i = 0; i < KERNEL_BLOCK; i += LIST_STEP) {
		uint32_t four = (uint32_t)marks[i] | (uint32_t)marks[i + 1] << 8 |
				(uint32_t)marks[i + 2] << 16 | (uint32_t)marks[i + 3] << 24;
		/* The product puts mark k at bit 24 + k. */
		uint32_t set = four * UINT32_C(0x01020408) >> 24 & 15;

		for (k = 0; k < LIST_STEP; k++)
			list[count + (size_t)k] = (uint16_t)(places[set][k] + i);
		count += lengths[set];
	}
	return count;
}

/* The list of samples in the tails, |u - 1/2| > 0.425. */
static size_t gather_tails(const double *restrict u, uint16_t *restrict index)
{
	uint8_t marks[KERNEL_BLOCK];
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		marks[i] = fabs(u[i] - 0.5) > 0.425;
	return list_marked(marks, index);
}

static void far_tails(const double *root, size_t count, double *z)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (root[i] > 5.0)
			z[i] = normal_far_tail(root[i]);
}

/* Lists are padded to whole steps; p of the padding is any tail probability. */
static void standard_tails(const double *restrict u, double *restrict z)
{
	uint16_t index[KERNEL_LISTED];
	double p[KERNEL_BLOCK + TAIL_STEP], root[KERNEL_BLOCK + TAIL_STEP];
	size_t count = gather_tails(u, index), i, j;
	double farthest = 0;

	for (i = 0; i < count; i++)
		p[i] = u[index[i]] < 0.5 ? u[index[i]] : 1.0 - u[index[i]];
	for (i = count; i < count + TAIL_STEP; i++)
		p[i] = 0.05;
	for (i = 0; i < count; i += TAIL_STEP)
		for (j = i; j < i + TAIL_STEP; j++)
			root[j] = sqrt(-math_log(p[j]));
	for (i = 0; i < count; i += TAIL_STEP)
		for (j = i; j < i + TAIL_STEP; j++)
			p[j] = normal_tail(root[j]);
	for (i = 0; i < count; i++)
		farthest = root[i] > farthest ? root[i] : farthest;
	if (farthest > 5.0)
		far_tails(root, count, p);
	for (i = 0; i < count; i++)
		z[index[i]] = copysign(p[i], u[index[i]] - 0.5);
}

static void standard_normal(const double *restrict u, double *restrict z)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		z[i] = normal_centre(u[i] - 0.5);
	standard_tails(u, z);
}

static void normal(const double *restrict u, double mean, double sd, double *restrict x)
{
	int i;

	standard_normal(u, x);
	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = mean + sd * x[i];
}

static void normal_scored(const double *restrict z, double mean, double sd, double *restrict x)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = mean + sd * z[i];
}

static void lognormal(const double *restrict u, double mu, double sigma, double shift,
		      double *restrict x)
{
	int i;

	standard_normal(u, x);
	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = shift + math_exp(mu + sigma * x[i]);
}

static void lognormal_scored(const double *restrict z, double mu, double sigma, double shift,
			     double *restrict x)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = shift + math_exp(mu + sigma * z[i]);
}

static void uniform(const double *restrict u, double low, double high, double *restrict x)
{
	double width = high - low;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = low + width * u[i];
}

static void triangular(const double *restrict u, double low, double mode, double high,
		       double *restrict x)
{
	double width = high - low, rise = width * (mode - low), fall = width * (high - mode);
	double split = (mode - low) / width;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		double left = low + sqrt(rise * u[i]);
		double right = high - sqrt(fall * (1.0 - u[i]));

		x[i] = u[i] < split ? left : right;
	}
}

static void below_scores(const double *restrict z, double *restrict u)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		u[i] = normal_below(z[i]);
}

#define OVER_COLUMNS(name, expression)                                                         \
	static void columns_##name(const double *restrict a, const double *restrict b,         \
				   double *restrict x)                                         \
	{                                                                                      \
		int i;                                                                         \
                                                                                               \
		for (i = 0; i < KERNEL_BLOCK; i++)                                             \
			x[i] = expression;                                                     \
	}

#define OVER_NUMBER(name, expression)                                                          \
	static void number_##name(const double *restrict a, double b, double *restrict x)      \
	{                                                                                      \
		int i;                                                                         \
                                                                                               \
		for (i = 0; i < KERNEL_BLOCK; i++)                                             \
			x[i] = expression;                                                     \
	}

OVER_COLUMNS(add, a[i] + b[i])
OVER_COLUMNS(subtract, a[i] - b[i])
OVER_COLUMNS(multiply, a[i] * b[i])
OVER_COLUMNS(divide, a[i] / b[i])
OVER_COLUMNS(minimum, b[i] < a[i] ? b[i] : a[i])
OVER_NUMBER(add, a[i] + b)
OVER_NUMBER(subtract, a[i] - b)
OVER_NUMBER(multiply, a[i] * b)
OVER_NUMBER(divide, a[i] / b)
OVER_NUMBER(minimum, b < a[i] ? b : a[i])
OVER_NUMBER(reverse_subtract, b - a[i])
OVER_NUMBER(reverse_divide, b / a[i])

static inline double lesser(double a, double b)
{
	return a < b ? a : b;
}

static inline double greater(double a, double b)
{
	return a > b ? a : b;
}

/* Four rows of lanes at a time, so that the running sums go through memory less often. */
static void sums(const double *restrict x, double shift, struct kernel_sums *restrict all)
{
	enum { ROW = KERNEL_LANES, ROWS = 4 };
	const double *restrict row;
	int i, lane;

	for (i = 0; i < KERNEL_BLOCK; i += ROWS * ROW) {
		row = x + i;
		for (lane = 0; lane < ROW; lane++) {
			double x0 = row[lane], x1 = row[ROW + lane];
			double x2 = row[2 * ROW + lane], x3 = row[3 * ROW + lane];
			double d0 = x0 - shift, d1 = x1 - shift;
			double d2 = x2 - shift, d3 = x3 - shift;

			all->sum[lane] += (d0 + d1) + (d2 + d3);
			all->squares[lane] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
			all->least[lane] =
			    lesser(all->least[lane], lesser(lesser(x0, x1), lesser(x2, x3)));
			all->greatest[lane] = greater(
			    all->greatest[lane], greater(greater(x0, x1), greater(x2, x3)));
		}
	}
}

static size_t classify(const double *restrict x, const double edges[6], uint64_t below[6],
		       uint16_t *restrict inside)
{
	const double e0 = edges[0], e1 = edges[1], e2 = edges[2];
	const double e3 = edges[3], e4 = edges[4], e5 = edges[5];
	uint64_t n[6] = {0};
	uint8_t marks[KERNEL_BLOCK];
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		n[0] += x[i] < e0;
		n[1] += x[i] <= e1;
		n[2] += x[i] < e2;
		n[3] += x[i] <= e3;
		n[4] += x[i] < e4;
		n[5] += x[i] <= e5;
	}
	for (i = 0; i < KERNEL_BLOCK; i++)
		marks[i] =
		    (uint8_t)(((x[i] >= e0) & (x[i] <= e1)) | ((x[i] >= e2) & (x[i] <= e3)) |
			      ((x[i] >= e4) & (x[i] <= e5)));
	for (i = 0; i < 6; i++)
		below[i] += n[i];
	return list_marked(marks, inside);
}

static void pairs(const double *restrict a, const double *restrict b, const double *restrict ab,
		  size_t count, double shift, double first[KERNEL_LANES],
		  double total[KERNEL_LANES])
{
	enum { ROW = KERNEL_LANES, ROWS = 4 };
	double some[ROW] = {0}, whole[ROW] = {0};
	size_t i, lane;

	for (i = 0; i < count; i += ROWS * ROW)
		for (lane = i; lane < i + ROW; lane++) {
			double d0 = ab[lane] - a[lane], d1 = ab[lane + ROW] - a[lane + ROW];
			double d2 = ab[lane + 2 * ROW] - a[lane + 2 * ROW];
			double d3 = ab[lane + 3 * ROW] - a[lane + 3 * ROW];
			double b0 = b[lane] - shift, b1 = b[lane + ROW] - shift;
			double b2 = b[lane + 2 * ROW] - shift, b3 = b[lane + 3 * ROW] - shift;

			some[lane - i] += (b0 * d0 + b1 * d1) + (b2 * d2 + b3 * d3);
			whole[lane - i] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
		}
	for (lane = 0; lane < ROW; lane++) {
		first[lane] += some[lane];
		total[lane] += whole[lane];
	}
}

const struct kernels KERNEL_NAME = {
    .name = KERNEL_LABEL,
    .random = random_block,
    .stratified = stratified,
    .normal = normal,
    .lognormal = lognormal,
    .normal_scored = normal_scored,
    .lognormal_scored = lognormal_scored,
    .uniform = uniform,
    .triangular = triangular,
    .table = table_lookup,
    .weibull = weibull,
    .arcsine = arcsine,
    .trapezoid = trapezoid,
    .discrete = discrete,
    .empirical = empirical,
    .held = held,
    .below = below_scores,
    .columns = {columns_add, columns_subtract, columns_multiply, columns_divide,
		columns_minimum},
    .number = {number_add, number_subtract, number_multiply, number_divide, number_minimum,
	       number_reverse_subtract, number_reverse_divide},
    .sums = sums,
    .classify = classify,
    .pairs = pairs,
};
