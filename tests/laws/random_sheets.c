/* Laws over a few hundred sheets made by chance: inputs of every shape, some with a cut, some
 * with one draw, under random operations. Where moments are known without sampling, samples of
 * every sampler must meet them, and shares of variance must add up as shares do. */

#include "lca/engine/exact.h"
#include "tests/engine.h"
#include "tests/near.h"

enum { SHEETS = 300, CELLS = 24, KINDS = DIST_EMPIRICAL + 1, DRAWS = 8 };

/* SplitMix64 (Steele, Lea, Flood 2014). */
struct chance {
	uint64_t state;
};

static uint64_t next(struct chance *chance)
{
	uint64_t z = (chance->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static double between(struct chance *chance, double low, double high)
{
	return low + (high - low) * (double)(next(chance) >> 11) * 0x1p-53;
}

/* Positive, of any size between the two. */
static double of_size(struct chance *chance, double low, double high)
{
	return exp(between(chance, log(low), log(high)));
}

static size_t pick(struct chance *chance, size_t count)
{
	return (size_t)(next(chance) % count);
}

static bool happens(struct chance *chance, double share)
{
	return between(chance, 0, 1) < share;
}

static const struct dist_points *points(struct chance *chance, struct arena *arena,
					bool weighted)
{
	struct dist_points *list = arena_alloc(arena, sizeof *list);
	size_t count = 2 + pick(chance, 6), i;
	double *x = arena_alloc(arena, count * sizeof *x);
	double *p = arena_alloc(arena, count * sizeof *p);
	double at = between(chance, 0.1, 3);

	for (i = 0; i < count; i++) {
		at += between(chance, 0.01, 2);
		x[i] = at;
		p[i] = (i > 0 ? p[i - 1] : 0) + between(chance, 0.1, 1);
	}
	for (i = 0; i < count; i++)
		p[i] = i + 1 < count ? p[i] / p[count - 1] : 1;
	*list = (struct dist_points){count, x, weighted ? p : NULL};
	return list;
}

/* Shapes between two ends, often from 0 on. */
static struct dist bounded(struct chance *chance, enum dist_kind kind)
{
	double low = happens(chance, 0.3) ? 0 : between(chance, -2, 5);
	double wide = of_size(chance, 0.02, 20);
	struct dist dist = {.kind = kind, .a = low, .c = low + wide};

	if (kind == DIST_TRIANGULAR || kind == DIST_PERT)
		dist.b = happens(chance, 0.2) ? low : between(chance, low, dist.c);
	if (kind == DIST_TRAPEZOID)
		dist.b = wide * between(chance, 0.01, 0.49);
	if (kind == DIST_BETA) {
		dist.b = of_size(chance, 0.4, 20);
		dist.d = of_size(chance, 0.4, 20);
	}
	return dist;
}

/* Shapes above a place, often 0. */
static struct dist above(struct chance *chance, enum dist_kind kind)
{
	double shift = happens(chance, 0.5) ? between(chance, 0, 3) : 0;
	double size = of_size(chance, 0.05, 20);
	double form =
	    kind == DIST_LOGNORMAL ? of_size(chance, 1.02, 2) : of_size(chance, 0.7, 20);

	return (struct dist){.kind = kind, .a = size, .b = form, .c = shift};
}

/* Tails as long as moments of samples bear: Student's t from 5 degrees on. */
static struct dist shape(struct chance *chance, struct arena *arena)
{
	enum dist_kind kind = (enum dist_kind)pick(chance, KINDS);

	switch (kind) {
	case DIST_EXACT:
		return dist_exact(between(chance, -3, 5));
	case DIST_NORMAL:
		return normal(between(chance, -3, 10), of_size(chance, 0.02, 3));
	case DIST_LOGNORMAL:
	case DIST_GAMMA:
	case DIST_WEIBULL:
		return above(chance, kind);
	case DIST_STUDENT:
		return (struct dist){.kind = kind,
				     .a = between(chance, -2, 10),
				     .b = of_size(chance, 0.05, 1),
				     .d = of_size(chance, 5, 100)};
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return (struct dist){.kind = kind,
				     .a = 1,
				     .points = points(chance, arena, kind == DIST_DISCRETE)};
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
		break;
	}
	return bounded(chance, kind);
}

static struct dist cut_or_whole(struct chance *chance, struct dist dist)
{
	double low, high;

	if (dist.kind == DIST_EXACT || dist.points || !happens(chance, 0.25))
		return dist;
	low = dist_quantile(&dist, between(chance, 0.01, 0.4));
	high = dist_quantile(&dist, between(chance, 0.6, 0.99));
	dist.cut = true;
	dist.low = happens(chance, 0.7) ? low : -INFINITY;
	dist.high = dist.low < low || happens(chance, 0.7) ? high : INFINITY;
	return dist;
}

static cell operate(struct chance *chance, struct sheet *sheet, cell a, cell b)
{
	switch (pick(chance, 12)) {
	case 0:
	case 1:
	case 2:
		return sheet_add(sheet, a, b);
	case 3:
	case 4:
		return sheet_subtract(sheet, a, b);
	case 5:
		return sheet_minimum(sheet, a, b);
	case 6:
	case 7:
		return sheet_divide(sheet, a, b);
	default:
		return sheet_multiply(sheet, a, b);
	}
}

/* Returns how many cells there are. */
static size_t make(struct chance *chance, struct bench *b, cell cells[CELLS])
{
	size_t inputs = 1 + pick(chance, 7), operations = 1 + pick(chance, 12), count = 0, i;

	for (i = 0; i < inputs; i++) {
		struct quantity quantity = {
		    .dist = cut_or_whole(chance, shape(chance, b->arena)),
		    .unit = unit_of(""),
		    .origin = {.key = arena_printf(b->arena, "x%zu", i)}};

		if (happens(chance, 0.2))
			quantity.origin.draw =
			    arena_printf(b->arena, "shared %zu", pick(chance, 2));
		cells[count++] = sheet_input(b->sheet, &quantity);
	}
	if (happens(chance, 0.3))
		cells[count++] = sheet_constant(b->sheet, between(chance, -2, 3));
	for (i = 0; i < operations; i++) {
		cell left = cells[pick(chance, count)], right = cells[pick(chance, count)];

		cells[count] = operate(chance, b->sheet, left, right);
		count++;
	}
	return count;
}

/* Known, and neither a constant but for rounding nor with a tail that rules the samples. */
static bool is_fair(const struct exact *exact)
{
	return exact->known && exact->finite_variance && exact->sd > 1e-9 * fabs(exact->mean) &&
	       exact->sd < 2 * fabs(exact->mean);
}

struct spread {
	size_t cells, known, fair;
	double worst;
};

/* Scores of the mean against the exact standard deviation, and of the standard deviation where
 * its own error is known well. */
static void check_plain(struct spread *spread, const struct exact *exact,
			const struct statistics *s, uint64_t samples, const char *name)
{
	double score = (s->mean - exact->mean) / (exact->sd / sqrt((double)samples));

	assert_true(exact_agrees(exact, s->mean, samples));
	assert_near(score, 0, 6, name);
	spread->worst = fmax(spread->worst, fabs(score));
	if (s->error.sd > 1e-4 * s->sd && s->error.sd < 0.01 * s->sd)
		assert_near((s->sd - exact->sd) / s->error.sd, 0, 8, name);
}

static void plain_samples_meet_exact_moments(void **state)
{
	static const uint64_t samples[] = {20000, 110000};
	struct spread spread = {0};
	struct statistics s[CELLS];
	struct exact exact[CELLS];
	cell cells[CELLS];
	size_t count, i, n;

	(void)state;
	for (n = 0; n < SHEETS; n++) {
		struct chance chance = {n * 1000003};
		struct bench b = bench_new();
		struct run_options options = options_of(samples[n % 8 == 0]);

		options.seed = n + 1;
		count = make(&chance, &b, cells);
		exact_moments(b.sheet, cells, count, exact);
		run_sheet(b.sheet, cells, count, &options, s);
		spread.cells += count;
		for (i = 0; i < count; i++) {
			spread.known += exact[i].known;
			if (!is_fair(&exact[i]))
				continue;
			spread.fair++;
			assert_true(s[i].finite);
			check_plain(&spread, &exact[i], &s[i], options.samples,
				    arena_printf(b.arena, "sheet %zu, cell %zu", n, i));
		}
		bench_free(&b);
	}
	/* Of so many scores the worst is about 3.5: less would be no noise. */
	assert_true(spread.known > 3 * spread.cells / 4 && spread.fair > spread.cells / 3);
	assert_true(spread.worst > 2.5);
}

static void note_jumps(void *context, cell input)
{
	const struct bench *b = ((void **)context)[0];
	bool *jumps = ((void **)context)[1];

	*jumps |= sheet_view(b->sheet, input).quantity->dist.kind == DIST_DISCRETE;
}

/* Where a jump lies within a stratum, all replicates may fall on one side of it: then their
 * spread does not tell by how much its share is off, which is less than a stratum. */
static double jump_error(struct bench *b, cell c, double sd, double stratum)
{
	bool jumps = false;
	void *context[] = {b, &jumps};

	sheet_inputs(b->sheet, c, note_jumps, context);
	return jumps ? sd * stratum : 0;
}

/* Errors are those of 16 replicates: Student's t of 15 degrees, one in a million beyond 8. */
static void points_of_a_sequence_meet_exact_means(void **state)
{
	static const enum sampler samplers[] = {SAMPLER_SOBOL, SAMPLER_LATIN};
	enum { REPLICATE = 1024 };
	struct statistics s[CELLS];
	struct exact exact[CELLS];
	cell cells[CELLS];
	size_t count, i, n;

	(void)state;
	for (n = 0; n < SHEETS; n++) {
		struct chance chance = {n * 1000003};
		struct bench b = bench_new();
		struct run_options options = options_of(16 * REPLICATE);

		options.seed = n + 1;
		options.sampler = samplers[n % 2];
		count = make(&chance, &b, cells);
		exact_moments(b.sheet, cells, count, exact);
		run_sheet(b.sheet, cells, count, &options, s);
		for (i = 0; i < count; i++) {
			double slack = 1e-8 * exact[i].sd +
				       jump_error(&b, cells[i], exact[i].sd, 1.0 / REPLICATE);

			if (is_fair(&exact[i]) &&
			    !(fabs(s[i].mean - exact[i].mean) <= 8 * s[i].error.mean + slack))
				fail_msg("sheet %zu, cell %zu: mean %.10g +- %.2g, not %.10g",
					 n, i, s[i].mean, s[i].error.mean, exact[i].mean);
		}
		bench_free(&b);
	}
}

static void check_shares(const struct sensitivity *rows, size_t filled)
{
	double first = 0, total = 0;
	size_t i;

	for (i = 0; i < filled; i++) {
		assert_true(rows[i].first >= 0 && rows[i].first <= rows[i].total + 1e-9);
		assert_true(rows[i].total <= 1);
		first += rows[i].first;
		total += rows[i].total;
	}
	assert_true(first <= 1 + 1e-9);
	assert_true(total >= 1 - 1e-9);
}

static void exact_shares_add_up_as_shares_do(void **state)
{
	struct sensitivity rows[DRAWS];
	struct exact exact[CELLS];
	cell cells[CELLS];
	size_t count, filled, i, n, checked = 0;

	(void)state;
	for (n = 0; n < SHEETS; n++) {
		struct chance chance = {n * 1000003};
		struct bench b = bench_new();

		count = make(&chance, &b, cells);
		exact_moments(b.sheet, cells, count, exact);
		for (i = 0; i < count; i++) {
			if (!is_fair(&exact[i]))
				continue;
			assert_true(exact_sensitivity(b.sheet, cells[i], rows, DRAWS, &filled));
			check_shares(rows, filled);
			checked++;
		}
		bench_free(&b);
	}
	assert_true(checked > SHEETS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_samples_meet_exact_moments),
	    cmocka_unit_test(points_of_a_sequence_meet_exact_means),
	    cmocka_unit_test(exact_shares_add_up_as_shares_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
