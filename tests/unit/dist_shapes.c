/* Moments, cuts and words of the shapes beyond the first six, and of distributions given by
 * their values. Figures without a formula were computed with 40 digits (mpmath: quadrature of
 * the density). */

#include <math.h>
#include <stdio.h>

#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const double values[] = {1, 2, 4}, ranks[] = {0.25, 0.75, 1};
static const struct dist_points weighted = {COUNT(values), values, ranks};
static const double readings[] = {1, 2, 2, 5};
static const struct dist_points measured = {COUNT(readings), readings, NULL};

static const struct dist beta = {.kind = DIST_BETA, .a = -1, .b = 2, .c = 3, .d = 6};
static const struct dist gamma_of_3 = {.kind = DIST_GAMMA, .a = 2, .b = 3, .c = 1};
static const struct dist weibull = {.kind = DIST_WEIBULL, .a = 100, .b = 5, .c = 10};
static const struct dist student = {.kind = DIST_STUDENT, .a = 3, .b = 2, .d = 4};
static const struct dist arcsine = {.kind = DIST_ARCSINE, .a = -1, .c = 3};
static const struct dist trapezoid = {.kind = DIST_TRAPEZOID, .a = -1, .b = 0.5, .c = 1};
static const struct dist discrete = {.kind = DIST_DISCRETE, .a = 1, .points = &weighted};
static const struct dist empirical = {.kind = DIST_EMPIRICAL, .a = 1, .points = &measured};

static const struct {
	const char *name;
	const struct dist *dist;
} all[] = {
    {"beta", &beta},	     {"gamma", &gamma_of_3},	{"Weibull", &weibull},
    {"Student", &student},   {"arcsine", &arcsine},	{"trapezoid", &trapezoid},
    {"discrete", &discrete}, {"empirical", &empirical},
};

static void has_the_moments_of_its_formulas(void **state)
{
	const struct {
		struct dist dist;
		double mean, sd;
	} cases[] = {
	    /* Beta(2, 6): mean 1 / 4, variance 12 / (64 9). */
	    {beta, 0, 4 * sqrt(12. / 576)},
	    {gamma_of_3, 7, 2 * sqrt(3)},
	    {weibull, 10 + 91.8168742399760611, 21.0309243693940688},
	    {{.kind = DIST_WEIBULL, .a = 1, .b = 0.3},
	     9.26052826812554891,
	     50.0780270295244657},
	    {{.kind = DIST_WEIBULL, .a = 1, .b = 1000},
	     0.999423772484595466,
	     0.00128087574787135035},
	    {student, 3, 2 * sqrt(2)},
	    {arcsine, 1, sqrt(2)},
	    /* JCGM 101:2008, 6.4.3.3: (b - a)^2 / 12 + d^2 / 9. */
	    {trapezoid, 0, sqrt(4. / 12 + 0.25 / 9)},
	    {discrete, 2.25, sqrt(0.25 + 2 + 4 - 2.25 * 2.25)},
	    /* Three uniform parts: 1 .. 2, 2 and 2 .. 5. */
	    {empirical, 7. / 3, sqrt((7. / 3 + 4 + 13) / 3 - 49. / 9)},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		char name[32];

		snprintf(name, sizeof name, "case %zu", i);
		assert_near(dist_mean(&cases[i].dist), cases[i].mean, 1e-14, name);
		assert_near(dist_sd(&cases[i].dist), cases[i].sd, 1e-13, name);
	}
}

static void has_no_moment_where_there_is_none(void **state)
{
	struct dist dist = {.kind = DIST_STUDENT, .b = 1, .d = 1};

	(void)state;
	assert_true(isnan(dist_mean(&dist)));
	assert_true(dist_sd(&dist) == INFINITY);
	dist.d = 2;
	assert_near(dist_mean(&dist), 0, 0, "two degrees");
	assert_true(dist_sd(&dist) == INFINITY);
	dist.cut = true;
	dist.low = 0;
	dist.high = INFINITY;
	assert_true(isfinite(dist_mean(&dist)));
	assert_true(dist_sd(&dist) == INFINITY);
	dist.d = 1;
	assert_true(dist_mean(&dist) == INFINITY);
	dist.high = 10;
	assert_true(isfinite(dist_mean(&dist)) && isfinite(dist_sd(&dist)));
}

static void has_the_moments_of_what_a_cut_leaves(void **state)
{
	const struct {
		struct dist dist;
		double mean, sd, mass;
	} cases[] = {
	    {{.kind = DIST_NORMAL, .b = 1, .low = -1, .high = 2},
	     0.229637179091328969,
	     0.720945586859045789,
	     0.181405385879636259},
	    {{.kind = DIST_NORMAL, .b = 1, .low = 1, .high = INFINITY},
	     1.52513527616098121,
	     0.446203614474769569,
	     0.841344746068542949},
	    {{.kind = DIST_LOGNORMAL, .a = 1, .b = 2, .low = -INFINITY, .high = 3},
	     1.09666633034232274,
	     0.633053749613222872,
	     0.0564874272672474424},
	    {{.kind = DIST_GAMMA, .a = 2, .b = 3, .c = 1, .low = 2, .high = INFINITY},
	     7.07692307692307692,
	     3.42976873993968515,
	     0.0143876779669706866},
	    {{.kind = DIST_BETA, .a = 0, .b = 2, .c = 1, .d = 5, .low = 0.2, .high = INFINITY},
	     0.371428571428571436,
	     0.127775312999987981,
	     0.344640000000000027},
	    {{.kind = DIST_STUDENT, .b = 1, .d = 1, .low = -5, .high = 10},
	     0.238532327387108617,
	     2.05338357549513938,
	     0.0945584756195547533},
	    {{.kind = DIST_STUDENT, .b = 1, .d = 3, .low = -1, .high = INFINITY},
	     0.513980412450273634,
	     1.30685244412554064,
	     0.195501109477885321},
	    {{.kind = DIST_TRIANGULAR, .a = 1, .b = 3, .c = 4, .low = 1.5, .high = 3.5},
	     2.63492063492063492,
	     0.511427733931703699,
	     0.125},
	    {{.kind = DIST_TRAPEZOID, .a = -1, .b = 0.5, .c = 1, .low = -1.2, .high = 0.9},
	     -0.0608908598043246449,
	     0.51839146345054402,
	     0.0862423385167783384},
	    {{.kind = DIST_WEIBULL, .a = 1, .b = 5, .low = 0.8, .high = 1.1},
	     0.950281036172716741,
	     0.0837918617351719451,
	     0.479192124624803573},
	    /* The ends of a cut belong to it: 2 and 4 are left, with weights 2 and 1. */
	    {{.kind = DIST_DISCRETE, .a = 1, .points = &weighted, .low = 2, .high = 4},
	     8. / 3,
	     0.94280904158206336587,
	     0.25},
	    /* Half of the part 1 .. 2, the value 2, a third of 2 .. 5. */
	    {{.kind = DIST_EMPIRICAL, .a = 1, .points = &measured, .low = 1.5, .high = 3},
	     (0.5 * 1.75 + 2 + 2.5 / 3) / (0.5 + 1 + 1. / 3),
	     sqrt((0.5 * 9.25 / 3 + 4 + 19. / 9) / (11. / 6) - 1980.25 / 484),
	     (3 - 0.5 - 1 - 1. / 3) / 3},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct dist dist = cases[i].dist;
		char name[32];

		dist.cut = true;
		snprintf(name, sizeof name, "case %zu", i);
		assert_near(dist_mean(&dist), cases[i].mean, 1e-13, name);
		assert_near(dist_sd(&dist), cases[i].sd, 1e-13, name);
		assert_near(dist_cut_mass(&dist), cases[i].mass, 1e-14, name);
	}
}

static void keeps_within_a_cut(void **state)
{
	static const double p[] = {1e-12, 0.01, 0.5, 0.99, 1 - 1e-12};
	const struct dist dist = {
	    .kind = DIST_NORMAL, .b = 1, .cut = true, .low = 1, .high = 3};
	double low, high;
	size_t i;

	(void)state;
	dist_support(&dist, &low, &high);
	assert_near(low, 1, 0, "low");
	assert_near(high, 3, 0, "high");
	for (i = 0; i < COUNT(p); i++) {
		double x = dist_quantile(&dist, p[i]);

		assert_true(x >= 1 && x <= 3);
		/* Less than the ranks that the cut takes away, whose digits are these. */
		assert_true(fabs(dist_below(&dist, x) - p[i]) < 1e-14);
		assert_true(fabs(dist_above(&dist, x) - (1 - p[i])) < 1e-14);
	}
	assert_near(dist_below(&dist, 0.9), 0, 0, "below the cut");
	assert_near(dist_above(&dist, 0.9), 1, 0, "above all of it");
	assert_near(dist_below(&dist, 3.1), 1, 0, "below the end");
	assert_near(dist_median(&dist), dist_quantile(&dist, 0.5), 0, "median");
	assert_near(dist_cut_mass(&gamma_of_3), 0, 0, "no cut");
}

static void gives_points_their_ranks(void **state)
{
	static const struct {
		const struct dist *dist;
		double x, below, above;
	} cases[] = {
	    {&discrete, 0.9, 0, 1},	     {&discrete, 1, 0, 0.75},
	    {&discrete, 1.5, 0.25, 0.75},    {&discrete, 2, 0.25, 0.25},
	    {&discrete, 4, 0.75, 0},	     {&discrete, 5, 1, 0},
	    {&empirical, 1, 0, 1},	     {&empirical, 1.5, 1. / 6, 5. / 6},
	    {&empirical, 2, 1. / 3, 1. / 3}, {&empirical, 3.5, 5. / 6, 1. / 6},
	    {&empirical, 5, 1, 0},	     {&empirical, 6, 1, 0},
	};
	static const struct {
		const struct dist *dist;
		double p, x;
	} quantiles[] = {
	    {&discrete, 0.2, 1},  {&discrete, 0.25, 1},	  {&discrete, 0.26, 2},
	    {&discrete, 0.75, 2}, {&discrete, 0.76, 4},	  {&empirical, 0.25, 1.75},
	    {&empirical, 0.5, 2}, {&empirical, 0.9, 4.1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_near(dist_below(cases[i].dist, cases[i].x), cases[i].below, 1e-15,
			    "below");
		assert_near(dist_above(cases[i].dist, cases[i].x), cases[i].above, 1e-15,
			    "above");
	}
	for (i = 0; i < COUNT(quantiles); i++)
		assert_near(dist_quantile(quantiles[i].dist, quantiles[i].p), quantiles[i].x,
			    1e-15, "quantile");
}

/* Near an end that is not 0 the distance has lost its digits. */
static bool is_near_an_end(const struct dist *dist, double x)
{
	double low, high;

	dist_support(dist, &low, &high);
	return x - low < 1e-3 || high - x < 1e-3;
}

static void inverts_in_both_tails(void **state)
{
	static const double tails[] = {1e-250, 1e-100, 1e-20, 1e-12, 1e-6, 0.1, 0.3, 0.499};
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT(all); i++)
		for (k = 0; !all[i].dist->points && k < COUNT(tails); k++) {
			double low = dist_quantile(all[i].dist, tails[k]), high;

			if (!is_near_an_end(all[i].dist, low))
				assert_near(dist_below(all[i].dist, low), tails[k], 1e-11,
					    all[i].name);
			if (tails[k] < 1e-16)
				continue;
			/* 1 - p has the spacing of doubles near 1. */
			high = dist_quantile(all[i].dist, 1 - tails[k]);
			if (!is_near_an_end(all[i].dist, high))
				assert_near(dist_above(all[i].dist, high), tails[k],
					    1e-11 + 1e-16 / tails[k], all[i].name);
		}
}

static void scales_with_cut_and_points(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(all); i++) {
		struct dist dist = *all[i].dist, scaled;

		dist.cut = true;
		dist.low = 1.5;
		dist.high = INFINITY;
		if (dist.kind == DIST_WEIBULL)
			dist.low = 90;
		if (dist.kind == DIST_TRAPEZOID)
			dist.low = -0.7;
		scaled = dist_scale(dist, 3);
		assert_near(dist_mean(&scaled), 3 * dist_mean(&dist), 1e-12, all[i].name);
		assert_near(dist_sd(&scaled), 3 * dist_sd(&dist), 1e-12, all[i].name);
		assert_near(dist_quantile(&scaled, 0.9), 3 * dist_quantile(&dist, 0.9), 1e-12,
			    all[i].name);
	}
}

static void compares_points_by_content(void **state)
{
	struct arena *arena = arena_new();
	struct dist kept = dist_keep(arena, &discrete), other = kept;
	struct dist cut = kept;

	(void)state;
	assert_ptr_not_equal(kept.points, discrete.points);
	assert_ptr_not_equal(kept.points->x, discrete.points->x);
	assert_true(dist_same(&kept, &discrete));
	other.points = &measured;
	assert_false(dist_same(&kept, &other));
	assert_false(dist_same(&kept, &empirical));
	cut.cut = true;
	assert_false(dist_same(&kept, &cut));
	other = student;
	other.d = 5;
	assert_false(dist_same(&student, &other));
	assert_true(dist_same(&student, &student));
	arena_free(arena);
}

static void describes_every_shape(void **state)
{
	static const struct {
		const struct dist *dist;
		const char *words;
	} cases[] = {
	    {&beta, "beta, -1 .. 3 W, alpha 2, beta 6"},
	    {&gamma_of_3, "gamma above 1 W, shape 3, scale 2 W"},
	    {&weibull, "Weibull above 10 W, shape 5, scale 100 W"},
	    {&student, "Student-t, location 3 W, scale 2 W, degrees 4"},
	    {&arcsine, "arcsine, -1 .. 3 W"},
	    {&trapezoid, "curvilinear trapezoid, -1 .. 1 W, each end ± 0.5 W"},
	    {&discrete, "discrete, 1 W (25 %), 2 W (50 %), 4 W (25 %)"},
	    {&empirical, "empirical, 4 values, 1 .. 5 W"},
	};
	struct arena *arena = arena_new();
	struct dist cut = arcsine;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(dist_describe_in(arena, cases[i].dist, 1, "W"),
				    cases[i].words);
	cut.cut = true;
	cut.low = 0;
	cut.high = 2;
	assert_string_equal(dist_describe(arena, &cut, 1), "arcsine, -1 .. 3, cut to 0 .. 2");
	cut.low = -INFINITY;
	assert_string_equal(dist_describe(arena, &cut, 1), "arcsine, -1 .. 3, at most 2");
	cut.low = 0;
	cut.high = INFINITY;
	assert_string_equal(dist_describe_in(arena, &cut, 1, "W"),
			    "arcsine, -1 .. 3 W, at least 0 W");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_the_moments_of_its_formulas),
	    cmocka_unit_test(has_no_moment_where_there_is_none),
	    cmocka_unit_test(has_the_moments_of_what_a_cut_leaves),
	    cmocka_unit_test(keeps_within_a_cut),
	    cmocka_unit_test(gives_points_their_ranks),
	    cmocka_unit_test(inverts_in_both_tails),
	    cmocka_unit_test(scales_with_cut_and_points),
	    cmocka_unit_test(compares_points_by_content),
	    cmocka_unit_test(describes_every_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
