/* Ten million draws of every distribution of tests/published/quantiles.csv, through the engine:
 * a chi-square test over 1000 cells of equal probability, a Kolmogorov-Smirnov test, and counts
 * of the tails. Seeds are fixed, so a test that passed once passes for ever. */

#include <stdlib.h>
#include <unistd.h>

#include "lca/engine/sample.h"
#include "tests/engine.h"
#include "tests/quantiles.h"

enum { DRAWS = 10000000, CELLS = 1000, FINE = 20 * CELLS, TAILS = 6, THREADS_MOST = 64 };

/* What one in a million right samples goes beyond: the normal quantile of 1 - 1e-6, and x of 2
 * exp(-2 x^2) = 1e-6, Kolmogorov's distribution. */
static const double rare = 4.753424, rare_distance = 2.693;

/* Places x with the probability not to be above them, ascending; the last is 1. Places of one
 * value are one place, which has an atom before it. */
struct places {
	double x[FINE + 2 * TAILS];
	double below[FINE + 2 * TAILS];
	size_t count;
	uint64_t *counts; /* [worker][place]: samples in (x[i - 1], x[i]] */
};

static void add_place(struct places *places, double x, double below)
{
	if (places->count > 0 && !(x > places->x[places->count - 1]))
		places->count--;
	places->x[places->count] = x;
	places->below[places->count++] = below;
}

static void add_quantile(struct places *places, const struct dist *dist, double p)
{
	add_place(places, dist_quantile(dist, p), p);
}

/* The fine grid, and 10^-4 .. 10^-6 at both ends. */
static void place_quantiles(struct places *places, const struct dist *dist)
{
	size_t i;

	add_quantile(places, dist, 1e-6);
	add_quantile(places, dist, 1e-5);
	for (i = 1; i < FINE; i++)
		add_quantile(places, dist, (double)i / FINE);
	add_quantile(places, dist, 1 - 1e-5);
	add_quantile(places, dist, 1 - 1e-6);
	add_place(places, INFINITY, 1);
}

static void place_points(struct places *places, const struct dist *dist)
{
	size_t i;

	for (i = 0; i < dist->points->count; i++)
		add_place(places, dist->a * dist->points->x[i], dist->points->p[i]);
	places->x[places->count - 1] = INFINITY;
}

/* The first place that x is not above. */
static size_t place_of(const struct places *places, double x)
{
	const double *base = places->x;
	size_t left = places->count, half;

	while (left > 1) {
		half = left / 2;
		base += base[half - 1] < x ? half : 0;
		left -= half;
	}
	return (size_t)(base - places->x);
}

static void count_block(void *context, const struct sample_view *view)
{
	const struct places *places = context;
	uint64_t *counts = places->counts + view->worker * places->count;
	size_t i;

	for (i = 0; i < view->count; i++)
		counts[place_of(places, view->x[i])]++;
}

/* places->counts[0 .. count) of all workers. */
static void draw(struct places *places, const struct quantiles_row *row)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned threads = processors < 1	       ? 1
			   : processors > THREADS_MOST ? THREADS_MOST
						       : (unsigned)processors;
	struct bench b = bench_new();
	cell output = input(&b, row->name, row->dist);
	struct sample_pass pass = {.kernels = kernels_choose(),
				   .seed = 1,
				   .samples = DRAWS,
				   .threads = threads,
				   .read = count_block,
				   .context = places};
	struct plan plan;
	size_t i;

	plan_make(&plan, b.arena, b.sheet, &output, 1, true);
	pass.plan = &plan;
	places->counts = calloc(threads * places->count, sizeof *places->counts);
	assert_non_null(places->counts);
	sample_run(&pass);
	for (i = places->count; i < threads * places->count; i++)
		places->counts[i % places->count] += places->counts[i];
	bench_free(&b);
}

/* Chi-square of n degrees as a standard normal number (Wilson and Hilferty 1931). */
static double chi_square_score(double chi_square, double n)
{
	return (cbrt(chi_square / n) - 1 + 2 / (9 * n)) / sqrt(2 / (9 * n));
}

/* Places are joined until a cell has a thousandth of the probability. */
static double cells_score(const struct places *places)
{
	double chi_square = 0, start = 0, expected;
	uint64_t found = 0;
	size_t i, cells = 0;

	for (i = 0; i < places->count; i++) {
		found += places->counts[i];
		expected = (places->below[i] - start) * DRAWS;
		if (places->below[i] - start < (1 - 1e-9) / CELLS && i + 1 < places->count)
			continue;
		chi_square += pow((double)found - expected, 2) / expected;
		start = places->below[i];
		found = 0;
		cells++;
	}
	return chi_square_score(chi_square, (double)cells - 1);
}

/* sqrt(n) sup |F_n - F|, from a grid that leaves out less than a fortieth of what is rare. */
static double greatest_distance(const struct places *places)
{
	double greatest = 0;
	uint64_t found = 0;
	size_t i;

	for (i = 0; i < places->count; i++) {
		found += places->counts[i];
		greatest = fmax(greatest, fabs((double)found / DRAWS - places->below[i]));
	}
	return greatest * sqrt(DRAWS);
}

/* A Poisson count as a standard normal number (Anscombe 1948). */
static double poisson_score(double found, double expected)
{
	return 2 * (sqrt(found + 0.375) - sqrt(expected + 0.125));
}

/* The worst score of the samples beyond places of which less than a thousandth lies beyond. */
static double tails_score(const struct places *places)
{
	double worst = 0, below = 0, share;
	size_t i;

	for (i = 0; i + 1 < places->count; i++) {
		share = places->below[i];
		below += (double)places->counts[i];
		if (share <= 1e-3)
			worst = fmax(worst, fabs(poisson_score(below, share * DRAWS)));
		else if (1 - share <= 1e-3)
			worst = fmax(worst,
				     fabs(poisson_score(DRAWS - below, (1 - share) * DRAWS)));
	}
	return worst;
}

/* Returns whether the draws pass. */
static bool passes(const struct quantiles_row *row)
{
	struct places *places = calloc(1, sizeof *places);
	double cells, distance, tails;

	assert_non_null(places);
	if (row->dist.kind == DIST_DISCRETE)
		place_points(places, &row->dist);
	else
		place_quantiles(places, &row->dist);
	draw(places, row);
	cells = cells_score(places);
	distance = greatest_distance(places);
	tails = tails_score(places);
	print_message("%-60s chi-square %5.2f  distance %.2f  tails %.2f\n", row->name, cells,
		      distance, tails);
	free(places->counts);
	free(places);
	return fabs(cells) < rare && distance < rare_distance && tails < rare;
}

static void draws_follow_their_distribution(void **state)
{
	struct arena *arena = arena_new();
	struct quantiles_table table = quantiles_read(arena);
	size_t i, wrong = 0;

	(void)state;
	for (i = 0; i < table.count; i++)
		if (!passes(&table.rows[i])) {
			print_error("^ misses its distribution\n");
			wrong++;
		}
	assert_int_equal(wrong, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_follow_their_distribution),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
