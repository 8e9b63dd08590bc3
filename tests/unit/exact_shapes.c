/* Moments without sampling: every shape, and published cases. */

#include "tests/exact.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reciprocals_of_every_shape_meet_quadrature),
	    cmocka_unit_test(inputs_have_the_moments_of_their_distribution),
	    cmocka_unit_test(guide_cases_meet_their_moments),
	    cmocka_unit_test(gauge_block_meets_its_moments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
