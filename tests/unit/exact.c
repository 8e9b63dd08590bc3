/* Moments without sampling: closed forms, published cases, and what must stay unknown. */

#include "lca/engine/exact.h"

#include <math.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct exact moments_of(const struct bench *b, cell output)
{
	struct exact exact;

	exact_moments(b->sheet, &output, 1, &exact);
	return exact;
}

static void assert_moments(const struct bench *b, cell output, double mean, double sd,
			   double tolerance, const char *what)
{
	struct exact exact = moments_of(b, output);

	if (!exact.known || !exact.finite_variance)
		fail_msg("%s: not known", what);
	assert_near(exact.mean, mean, tolerance, what);
	assert_near(exact.sd, sd, tolerance, what);
}

static cell number(struct bench *b, double value)
{
	return sheet_constant(b->sheet, value);
}

static cell plus(struct bench *b, cell x, cell y)
{
	return sheet_add(b->sheet, x, y);
}

static cell less(struct bench *b, cell x, cell y)
{
	return sheet_subtract(b->sheet, x, y);
}

static cell times(struct bench *b, cell x, cell y)
{
	return sheet_multiply(b->sheet, x, y);
}

static cell over(struct bench *b, cell x, cell y)
{
	return sheet_divide(b->sheet, x, y);
}

static struct dist shaped(enum dist_kind kind, double a, double b, double c, double d)
{
	return (struct dist){.kind = kind, .a = a, .b = b, .c = c, .d = d};
}

static struct dist cut(struct dist dist, double low, double high)
{
	dist.cut = true;
	dist.low = low;
	dist.high = high;
	return dist;
}

/* median = prod m_i^e_i, s^2 = sum (e_i ln gsd_i)^2, whatever the spread. */
static void products_of_lognormals_meet_their_closed_form(void **state)
{
	static const double gsds[] = {1.02, 1.5, 4, 30};
	size_t i, n;

	(void)state;
	for (n = 1; n <= COUNT(gsds); n++) {
		struct bench b = bench_new();
		cell product = number(&b, 3);
		double variance = 0, mean = 3;

		for (i = 0; i < n; i++) {
			double s = log(gsds[i]), median = 2 + (double)i;
			cell x = input(&b, arena_printf(b.arena, "x%zu", i),
				       lognormal(median, gsds[i]));

			product = i % 2 ? over(&b, product, x) : times(&b, product, x);
			variance += s * s;
			mean *= (i % 2 ? 1 / median : median) * exp(s * s / 2);
		}
		assert_moments(&b, product, mean, mean * sqrt(expm1(variance)), 1e-12,
			       "product");
		bench_free(&b);
	}
}

/* Two lognormals that share a draw: exp((s + t) z). */
static void inputs_of_one_draw_move_together(void **state)
{
	struct bench b = bench_new();
	struct quantity quantity = {.unit = unit_of(""), .origin = {.draw = "both"}};
	double s = log(1.3), t = log(2), mean = 2 * 5 * exp((s + t) * (s + t) / 2);
	cell x, y;

	(void)state;
	quantity.origin.key = "x";
	quantity.dist = lognormal(2, 1.3);
	x = sheet_input(b.sheet, &quantity);
	quantity.origin.key = "y";
	quantity.dist = lognormal(5, 2);
	y = sheet_input(b.sheet, &quantity);
	assert_moments(&b, times(&b, x, y), mean, mean * sqrt(expm1((s + t) * (s + t))), 1e-12,
		       "x y");
	/* Of the same shape, shifted and scaled. */
	quantity.origin.draw = "uniform";
	quantity.origin.key = "p";
	quantity.dist = uniform(0, 1);
	x = sheet_input(b.sheet, &quantity);
	quantity.origin.key = "q";
	quantity.dist = uniform(2, 5);
	y = sheet_input(b.sheet, &quantity);
	/* u (2 + 3 u): mean 1 + 1, square 4/3 + 12/4 + 9/5. */
	assert_moments(&b, times(&b, x, y), 2, sqrt(4.0 / 3 + 3 + 9.0 / 5 - 4), 1e-13, "u q");
	bench_free(&b);
}

/* A shift is a term of its own, however large the spread. */
static void shifted_lognormals_keep_their_closed_form(void **state)
{
	static const double gsds[] = {1.05, 2, 10, 100};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(gsds); i++) {
		struct bench b = bench_new();
		double s = log(gsds[i]), e1 = exp(s * s / 2), q = exp(s * s);
		cell x = input(&b, "x", shaped(DIST_LOGNORMAL, 5, gsds[i], 2, 0));
		cell y = input(&b, "y", lognormal(3, gsds[i]));
		double mean = 2 + 5 * e1, ey = 3 * e1;
		double variance = 25 * q * (q - 1), vy = 9 * q * (q - 1);

		assert_moments(&b, x, mean, sqrt(variance), 1e-12, "x");
		assert_moments(&b, times(&b, x, y), mean * ey,
			       sqrt(variance * vy + mean * mean * vy + ey * ey * variance),
			       1e-12, "x y");
		assert_moments(&b, times(&b, plus(&b, x, number(&b, 1)), number(&b, 2)),
			       2 * mean + 2, 2 * sqrt(variance), 1e-12, "2 (x + 1)");
		bench_free(&b);
	}
}

/* 1 / X, against 25-digit quadrature apart from the engine (mpmath). */
static void reciprocals_of_every_shape_meet_quadrature(void **state)
{
	const struct {
		const char *name;
		struct dist dist;
		double mean, sd;
	} cases[] = {
	    {"uniform", uniform(0.6, 0.95), 1.312949512509829, 0.1747842742139094},
	    {"triangular", triangular(2, 5, 6), 0.2415344264238122, 0.05670506533078493},
	    {"triangular, mode at its end", triangular(2, 6, 6), 0.2253469278329726,
	     0.0566741993011055},
	    {"pert", pert(3, 5, 7), 0.2048346610573279, 0.0325172284544688},
	    {"beta, infinite at its end", shaped(DIST_BETA, 0.2, 2.5, 0.9, 0.7),
	     1.408029085951577, 0.3857475850219727},
	    {"beta from 0", shaped(DIST_BETA, 0, 5, 1, 2), 1.5, 0.5},
	    {"gamma from 0", shaped(DIST_GAMMA, 2, 3.5, 0, 0), 0.2, 0.1632993161855452},
	    {"gamma, infinite at its end", shaped(DIST_GAMMA, 2, 0.6, 1, 0), 0.6079818103318628,
	     0.2637421795473839},
	    {"weibull from 0", shaped(DIST_WEIBULL, 2, 3.5, 0, 0), 0.637996337746722,
	     0.3314190770939837},
	    {"weibull, infinite at its end", shaped(DIST_WEIBULL, 2, 0.8, 1, 0),
	     0.4822873841591067, 0.2692534240058214},
	    {"arc sine", shaped(DIST_ARCSINE, 1, 0, 2, 0), 0.7071067811865475,
	     0.1741553498745033},
	    {"trapezoid", shaped(DIST_TRAPEZOID, 1, 0.1, 2, 0), 0.6936406448199691,
	     0.1418435025616622},
	    {"lognormal, shifted", shaped(DIST_LOGNORMAL, 0.12, 1.4, 1, 0), 0.8886232779460333,
	     0.03346340703587184},
	    {"lognormal, wide and shifted", shaped(DIST_LOGNORMAL, 5, 6, 2, 0),
	     0.1778250665606376, 0.1405769676152715},
	    {"normal, cut", cut(normal(10, 1), 9, 11.5), 0.09896625227393802,
	     0.006265365215170233},
	    {"lognormal, cut", cut(lognormal(5, 2), 2, 20), 0.2104616616316088,
	     0.1084468361614493},
	    {"gamma, cut", cut(shaped(DIST_GAMMA, 2, 3, 0, 0), 3, INFINITY), 0.1724137931034483,
	     0.06896551724137931},
	    {"student, cut", cut(shaped(DIST_STUDENT, 10, 1, 0, 3), 5, 20), 0.101685754538496,
	     0.01546312142722362},
	    {"pert, cut", cut(pert(3, 5, 7), 4, 6), 0.2023440643731709, 0.02202282970304463},
	    {"arc sine, cut", cut(shaped(DIST_ARCSINE, 1, 0, 2, 0), 1.25, INFINITY),
	     0.5983122689430375, 0.08976244329475261},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct bench b = bench_new();
		cell x = input(&b, "x", cases[i].dist);

		assert_moments(&b, over(&b, number(&b, 1), x), cases[i].mean, cases[i].sd,
			       1e-12, cases[i].name);
		/* Of a term with others, and back again. */
		assert_moments(&b, over(&b, x, times(&b, x, x)), cases[i].mean, cases[i].sd,
			       1e-12, cases[i].name);
		bench_free(&b);
	}
}

/* The moments of the input itself, as base/dist.h has them. */
static void inputs_have_the_moments_of_their_distribution(void **state)
{
	static const double x[] = {1, 2, 5, 7}, p[] = {0.25, 0.5, 0.75, 1};
	static const struct dist_points discrete = {4, x, p}, empirical = {4, x, NULL};
	const struct {
		const char *name;
		struct dist dist;
		double mean, sd;
	} cases[] = {
	    {"normal", normal(3, 2), 3, 2},
	    {"gamma", shaped(DIST_GAMMA, 2, 150, 1, 0), 301, 2 * sqrt(150)},
	    {"gamma, far from 0", shaped(DIST_GAMMA, 1, 1e4, 0, 0), 1e4, 100},
	    {"beta, narrow", shaped(DIST_BETA, 0, 3e3, 1, 7e3), 0.3, sqrt(0.21 / 10001)},
	    {"beta, at its end", shaped(DIST_BETA, 0, 1, 1, 1e4), 1.0 / 10001,
	     sqrt(1e4 / 10002) / 10001},
	    {"student of 3", shaped(DIST_STUDENT, 5, 2, 0, 3), 5, 2 * sqrt(3)},
	    {"student of 18", shaped(DIST_STUDENT, 5, 2, 0, 18), 5, 2 * sqrt(18.0 / 16)},
	    {"student of 2.5", shaped(DIST_STUDENT, 5, 2, 0, 2.5), 5, 2 * sqrt(5)},
	    /* x = scale E^(1 / shape): Gamma(1 + 1 / 0.5) = 2, Gamma(5) = 24. */
	    {"weibull", shaped(DIST_WEIBULL, 3, 0.5, 0, 0), 6, 3 * sqrt(20)},
	    {"trapezoid", shaped(DIST_TRAPEZOID, 1, 0.2, 3, 0), 2, sqrt(1.0 / 3 + 0.04 / 9)},
	    {"discrete",
	     {.kind = DIST_DISCRETE, .a = 2, .points = &discrete},
	     7.5,
	     2 * sqrt(79.0 / 4 - 3.75 * 3.75)},
	    /* Thirds of the mass on each gap: means 1.5, 3.5, 6, squares 7/3, 13, 109/3. */
	    {"empirical",
	     {.kind = DIST_EMPIRICAL, .a = 1, .points = &empirical},
	     11.0 / 3,
	     sqrt((7.0 / 3 + 13 + 109.0 / 3) / 3 - 121.0 / 9)},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct bench b = bench_new();

		assert_moments(&b, input(&b, "x", cases[i].dist), cases[i].mean, cases[i].sd,
			       1e-11, cases[i].name);
		bench_free(&b);
	}
}

/* JCGM 101:2008, section 9; the figures to more digits by hand. */
static void guide_cases_meet_their_moments(void **state)
{
	static const double offsets[] = {0, 0.010, 0.050};
	struct bench b = bench_new();
	cell x[9], sum;
	size_t i;

	(void)state;
	/* 9.2 */
	for (i = 0; i < 4; i++)
		x[i] = input(&b, arena_printf(b.arena, "n%zu", i), normal(0, 1));
	assert_moments(&b, sheet_sum(b.sheet, x, 4), 0, 2, 1e-13, "9.2.2");
	for (i = 0; i < 3; i++)
		x[i] = input(&b, arena_printf(b.arena, "r%zu", i), uniform(-sqrt(3), sqrt(3)));
	x[3] = input(&b, "r10", uniform(-sqrt(300), sqrt(300)));
	assert_moments(&b, sheet_sum(b.sheet, x, 4), 0, sqrt(103), 1e-13, "9.2.4");
	/* 9.3, in mg: (mR + dmR) (1 + (ra - 1.2) (1/rW - 1/rR)) - 100 000 */
	x[0] = plus(&b, input(&b, "mR", normal(100000, 0.050)),
		    input(&b, "dmR", normal(1.234, 0.020)));
	x[1] = less(&b, input(&b, "ra", uniform(1.10, 1.30)), number(&b, 1.2));
	x[2] = less(&b, over(&b, number(&b, 1), input(&b, "rW", uniform(7000, 9000))),
		    over(&b, number(&b, 1), input(&b, "rR", uniform(7950, 8050))));
	sum = less(&b, times(&b, x[0], plus(&b, number(&b, 1), times(&b, x[1], x[2]))),
		   number(&b, 100000));
	assert_moments(&b, sum, 1.234, 0.075479739955423321, 2e-11, "9.3");
	/* 9.4: X1^2 + X2^2: mean x1^2 + 2 u^2, variance 4 u^4 + 4 x1^2 u^2 */
	for (i = 0; i < COUNT(offsets); i++) {
		double u = 0.005, at = offsets[i];

		x[0] = input(&b, arena_printf(b.arena, "p%zu", i), normal(at, u));
		x[1] = input(&b, arena_printf(b.arena, "q%zu", i), normal(0, u));
		sum = plus(&b, times(&b, x[0], x[0]), times(&b, x[1], x[1]));
		assert_moments(&b, sum, at * at + 2 * u * u, 2 * u * sqrt(u * u + at * at),
			       1e-12, "9.4");
	}
	bench_free(&b);
}

/* JCGM 101:2008, 9.5, in nm: ls + D + d1 + d2 - 5e7 - ls (da (theta0 + Delta) + as dt) */
static void gauge_block_meets_its_moments(void **state)
{
	struct bench b = bench_new();
	cell ls = input(&b, "ls", shaped(DIST_STUDENT, 50000623, 25, 0, 18));
	cell d = input(&b, "D", shaped(DIST_STUDENT, 215, 6, 0, 24));
	cell d1 = input(&b, "d1", shaped(DIST_STUDENT, 0, 4, 0, 5));
	cell d2 = input(&b, "d2", shaped(DIST_STUDENT, 0, 7, 0, 8));
	cell as = input(&b, "as", uniform(9.5e-6, 13.5e-6));
	cell theta = plus(&b, input(&b, "theta0", normal(-0.1, 0.2)),
			  input(&b, "Delta", shaped(DIST_ARCSINE, -0.5, 0, 0.5, 0)));
	cell da = input(&b, "da", shaped(DIST_TRAPEZOID, -1e-6, 0.1e-6, 1e-6, 0));
	cell dt = input(&b, "dt", shaped(DIST_TRAPEZOID, -0.05, 0.025, 0.05, 0));
	const cell terms[] = {ls, d, d1, d2};
	cell sum = less(&b, sheet_sum(b.sheet, terms, 4), number(&b, 5e7));

	(void)state;
	sum = less(&b, sum, times(&b, ls, plus(&b, times(&b, da, theta), times(&b, as, dt))));
	assert_moments(&b, sum, 838, 35.808078603008726, 1e-9, "9.5");
	bench_free(&b);
}

/* sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1; the sine of a uniform angle is arc sine. */
static cell ishigami(struct bench *b)
{
	cell x1 = input(b, "x1", shaped(DIST_ARCSINE, -1, 0, 1, 0));
	cell x2 = input(b, "x2", shaped(DIST_ARCSINE, -1, 0, 1, 0));
	cell x3 = input(b, "x3", uniform(-3.14159265358979323846, 3.14159265358979323846));
	cell square = times(b, x3, x3);
	cell sum = plus(b, x1, times(b, number(b, 7), times(b, x2, x2)));

	return plus(b, sum, times(b, number(b, 0.1), times(b, times(b, square, square), x1)));
}

static struct sensitivity row_of(const struct bench *b, const struct sensitivity *rows,
				 size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(sheet_draw_name(b->sheet, rows[i].draw), name) == 0)
			return rows[i];
	fail_msg("no row for %s", name);
	return (struct sensitivity){0};
}

static void ishigami_meets_its_closed_form(void **state)
{
	static const double pi4 = 97.409091034002437236, pi8 = 9488.5310160705740071;
	static const double a = 7, c = 0.1;
	double variance = 0.5 + a * a / 8 + c * pi4 / 5 + c * c * pi8 / 18;
	double alone = 0.5 * (1 + c * pi4 / 5) * (1 + c * pi4 / 5),
	       both = c * c * pi8 * 8 / 225;
	struct bench b = bench_new();
	struct sensitivity rows[3], row;
	cell output = ishigami(&b);
	size_t count = 0;

	(void)state;
	assert_near(variance, 13.8446, 1e-5, "variance");
	assert_moments(&b, output, 3.5, sqrt(variance), 1e-12, "Ishigami");
	assert_true(exact_sensitivity(b.sheet, output, rows, 3, &count));
	assert_int_equal(count, 3);
	row = row_of(&b, rows, count, "x1");
	assert_near(row.first, alone / variance, 1e-12, "x1 first");
	assert_near(row.total, (alone + both) / variance, 1e-12, "x1 total");
	row = row_of(&b, rows, count, "x2");
	assert_near(row.first, a * a / 8 / variance, 1e-12, "x2 first");
	assert_near(row.total, a * a / 8 / variance, 1e-12, "x2 total");
	row = row_of(&b, rows, count, "x3");
	assert_near(row.first, 0, 1e-12, "x3 first");
	assert_near(row.total, both / variance, 1e-12, "x3 total");
	bench_free(&b);
}

/* With q = exp(s^2): first = (q_i - 1) / (Q - 1), total = (Q - Q / q_i) / (Q - 1). */
static void indices_of_a_product_meet_their_closed_form(void **state)
{
	static const double gsds[] = {1.2, 1.35, 3};
	struct bench b = bench_new();
	struct sensitivity rows[3], row;
	double all = 1, q;
	cell product = number(&b, 1);
	size_t i, count = 0;

	(void)state;
	for (i = 0; i < 3; i++) {
		all *= exp(pow(log(gsds[i]), 2));
		product =
		    times(&b, product,
			  input(&b, arena_printf(b.arena, "x%zu", i), lognormal(5, gsds[i])));
	}
	assert_true(exact_sensitivity(b.sheet, product, rows, 3, &count));
	assert_int_equal(count, 3);
	for (i = 0; i < 3; i++) {
		q = exp(pow(log(gsds[i]), 2));
		row = row_of(&b, rows, count, arena_printf(b.arena, "x%zu", i));
		assert_near(row.first, (q - 1) / (all - 1), 1e-12, "first");
		assert_near(row.total, (all - all / q) / (all - 1), 1e-12, "total");
		assert_true(row.exact && row.total_low == row.total);
	}
	bench_free(&b);
}

/* Losses per kWh metered, hours over a life allotted: quotients by one product. */
static void quotients_by_one_product_are_known(void **state)
{
	struct bench b = bench_new();
	cell losses = input(&b, "losses", pert(0.019, 0.0634, 0.0793));
	cell hours = input(&b, "hours", lognormal(100, 1.5));
	cell life = times(&b, input(&b, "lifetime", triangular(2, 5, 6)),
			  input(&b, "utilization", uniform(0.6, 0.95)));
	double s = log(1.5), mean = 100 * exp(s * s / 2), square = mean * mean * exp(s * s);
	double l = 0.2415344264238122, lv = 0.05670506533078493 * 0.05670506533078493;
	double u = 1.312949512509829, uv = 0.1747842742139094 * 0.1747842742139094;

	(void)state;
	assert_moments(&b, over(&b, losses, less(&b, number(&b, 1), losses)),
		       0.062443698055164236, 0.012148430931353661, 1e-12, "L / (1 - L)");
	square *= (l * l + lv) * (u * u + uv);
	mean *= l * u;
	assert_moments(&b, over(&b, hours, life), mean, sqrt(square - mean * mean), 1e-12,
		       "hours / life");
	/* What is divided by again cancels. */
	assert_moments(&b, times(&b, over(&b, hours, life), life), 100 * exp(s * s / 2),
		       100 * exp(s * s / 2) * sqrt(expm1(s * s)), 1e-12, "hours");
	bench_free(&b);
}

static void minimum_is_known_where_it_is_one_operand(void **state)
{
	struct bench b = bench_new();
	cell life = times(&b, input(&b, "lifetime", uniform(3, 5)),
			  input(&b, "utilization", uniform(0.6, 0.95)));
	cell used = over(&b, number(&b, 1), life);
	cell always = sheet_minimum(b.sheet, used, number(&b, 1));
	cell often = sheet_minimum(b.sheet, used, number(&b, 0.4));
	cell x = input(&b, "x", uniform(1, 2)), twice = times(&b, x, number(&b, 2));

	(void)state;
	assert_moments(&b, always, log(5.0 / 3) / 2 * 1.312949512509829,
		       moments_of(&b, used).sd, 1e-12, "1 / life");
	assert_false(moments_of(&b, often).known);
	assert_moments(&b, sheet_minimum(b.sheet, twice, x), 1.5, sqrt(1.0 / 12), 1e-12, "x");
	assert_false(
	    moments_of(&b, sheet_minimum(b.sheet, x, less(&b, number(&b, 3), x))).known);
	bench_free(&b);
}

static void what_has_no_moments_gets_none(void **state)
{
	struct bench b = bench_new();
	cell one = number(&b, 1), x = input(&b, "x", uniform(1, 2));
	cell y = input(&b, "y", uniform(1, 2)), n = input(&b, "n", normal(10, 1));
	const cell unknown[] = {
	    over(&b, one, plus(&b, x, y)),
	    over(&b, one, n),
	    over(&b, one, times(&b, n, n)),
	    over(&b, one, less(&b, x, number(&b, 1.5))),
	    over(&b, one, less(&b, x, one)),
	    over(&b, one, input(&b, "gamma 1", shaped(DIST_GAMMA, 1, 1, 0, 0))),
	    over(&b, one, input(&b, "beta 0.9", shaped(DIST_BETA, 0, 0.9, 1, 2))),
	    input(&b, "student 1", shaped(DIST_STUDENT, 0, 1, 0, 1)),
	    input(&b, "student 2.05", shaped(DIST_STUDENT, 0, 1, 0, 2.05)),
	    over(&b, one, number(&b, 0)),
	    times(&b, number(&b, 1e300), number(&b, 1e300)),
	};
	const struct {
		const char *name;
		cell output;
		double mean;
	} infinite[] = {
	    {"student of 2", input(&b, "student 2", shaped(DIST_STUDENT, 7, 1, 0, 2)), 7},
	    {"student of 1.5", input(&b, "student 1.5", shaped(DIST_STUDENT, 7, 1, 0, 1.5)), 7},
	    {"1 / gamma",
	     over(&b, one, input(&b, "gamma 1.5", shaped(DIST_GAMMA, 2, 1.5, 0, 0))), 1},
	    {"1 / weibull of 2",
	     over(&b, one, input(&b, "weibull 2", shaped(DIST_WEIBULL, 1, 2, 0, 0))),
	     1.7724538509055160},
	};
	struct exact exact;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(unknown); i++)
		if (moments_of(&b, unknown[i]).known)
			fail_msg("%zu of those without moments is known", i);
	for (i = 0; i < COUNT(infinite); i++) {
		exact = moments_of(&b, plus(&b, infinite[i].output, x));
		assert_true(exact.known && !exact.finite_variance && isnan(exact.sd));
		assert_near(exact.mean, infinite[i].mean + 1.5, 1e-9, infinite[i].name);
	}
	bench_free(&b);
}

static void correlated_draws_are_not_known(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", lognormal(2, 1.3)), y = input(&b, "y", lognormal(5, 1.2));
	cell z = input(&b, "z", lognormal(5, 1.2)), sum = plus(&b, x, y);
	const struct rank_correlation pair = {.a = 0, .b = 1, .rho = 0.5};
	struct correlation_flaw flaw;
	struct sensitivity rows[3];
	size_t count;

	(void)state;
	assert_true(moments_of(&b, sum).known);
	assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
	assert_false(moments_of(&b, sum).known);
	assert_false(exact_sensitivity(b.sheet, sum, rows, 3, &count));
	assert_true(moments_of(&b, times(&b, x, z)).known);
	bench_free(&b);
}

/* Items with an energy of their own, one grid factor q m + a: too many terms for every pair.
 * The closed form: energies are independent, E sums to mean M and variance V, F has mean f and
 * variance v. */
static void long_sums_meet_their_closed_form(void **state)
{
	enum { ITEMS = 300 };
	struct bench b = bench_new();
	cell terms[ITEMS], method = input(&b, "method", lognormal(1, 1.33));
	cell factor = plus(&b, times(&b, input(&b, "grid", lognormal(0.06, 1.2)), method),
			   input(&b, "addend", lognormal(0.01, 1.5)));
	struct exact f = moments_of(&b, factor);
	struct sensitivity *rows =
	    arena_alloc(b.arena, (2 * ITEMS + 3) * sizeof(struct sensitivity));
	double mean = 0, variance = 0, v = f.sd * f.sd, total;
	size_t i, count = 0;

	(void)state;
	for (i = 0; i < ITEMS; i++) {
		double s = log(1.1 + 0.002 * (double)i), e1 = (double)(i + 1) * exp(s * s / 2);
		cell e = input(&b, arena_printf(b.arena, "e%zu", i),
			       lognormal((double)(i + 1), exp(s)));
		cell pue = input(&b, arena_printf(b.arena, "pue%zu", i), uniform(1.1, 1.3));
		double p = 1.2, pv = 0.04 / 12, ev = e1 * e1 * expm1(s * s);

		terms[i] = times(&b, times(&b, e, pue), factor);
		mean += e1 * p;
		variance += ev * pv + e1 * e1 * pv + p * p * ev;
	}
	total = variance * v + variance * f.mean * f.mean + v * mean * mean;
	assert_moments(&b, sheet_sum(b.sheet, terms, ITEMS), mean * f.mean, sqrt(total), 1e-12,
		       "sum");
	assert_true(exact_sensitivity(b.sheet, sheet_sum(b.sheet, terms, ITEMS), rows,
				      2 * ITEMS + 3, &count));
	assert_int_equal(count, 2 * ITEMS + 3);
	assert_string_equal(sheet_draw_name(b.sheet, rows[0].draw), "method");
	/* q m + a given the energies: the method's part of q m. */
	{
		double s = log(1.33), t = log(1.2), q = 0.06 * exp(t * t / 2);
		double m = exp(s * s / 2), mv = m * m * expm1(s * s);

		assert_near(rows[0].first, mean * mean * q * q * mv / total, 1e-11, "first");
		assert_near(rows[0].total,
			    (mean * mean + variance) * q * q * exp(t * t) * mv / total, 1e-11,
			    "total");
	}
	bench_free(&b);
}

static void means_of_samples_are_held_against_exact_ones(void **state)
{
	static const struct {
		const char *name;
		struct exact exact;
		double mean;
		bool agrees;
	} cases[] = {
	    {"the same", {true, true, 10, 2}, 10, true},
	    {"5.9 errors above", {true, true, 10, 2}, 10.118, true},
	    {"6.1 errors above", {true, true, 10, 2}, 10.122, false},
	    {"6.1 errors below", {true, true, 10, 2}, 9.878, false},
	    {"of a negative mean", {true, true, -10, 2}, -10.122, false},
	    {"no spread, rounded", {true, true, 10, 0}, 10 + 1e-9, true},
	    {"no spread", {true, true, 10, 0}, 10.001, false},
	    {"not known", {false, true, 10, 2}, 20, true},
	    {"infinite variance", {true, false, 10, NAN}, 20, true},
	    {"twice as wide as its mean", {true, true, 10, 20}, 20, true},
	    {"around 0", {true, true, 0, 1}, 20, true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (exact_agrees(&cases[i].exact, cases[i].mean, 10000) != cases[i].agrees)
			fail_msg("%s", cases[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(products_of_lognormals_meet_their_closed_form),
	    cmocka_unit_test(inputs_of_one_draw_move_together),
	    cmocka_unit_test(shifted_lognormals_keep_their_closed_form),
	    cmocka_unit_test(reciprocals_of_every_shape_meet_quadrature),
	    cmocka_unit_test(inputs_have_the_moments_of_their_distribution),
	    cmocka_unit_test(guide_cases_meet_their_moments),
	    cmocka_unit_test(gauge_block_meets_its_moments),
	    cmocka_unit_test(ishigami_meets_its_closed_form),
	    cmocka_unit_test(indices_of_a_product_meet_their_closed_form),
	    cmocka_unit_test(quotients_by_one_product_are_known),
	    cmocka_unit_test(minimum_is_known_where_it_is_one_operand),
	    cmocka_unit_test(what_has_no_moments_gets_none),
	    cmocka_unit_test(correlated_draws_are_not_known),
	    cmocka_unit_test(long_sums_meet_their_closed_form),
	    cmocka_unit_test(means_of_samples_are_held_against_exact_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
