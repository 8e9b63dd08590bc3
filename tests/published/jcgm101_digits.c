/* The digits that an adaptive run gives are right (JCGM 101:2008, 7.9): cases of its section 9
 * and a product of lognormals, whose figures are known, from several seeds and with every
 * sampler. */

#include "lca/engine/adapt.h"
#include "tests/engine.h"
#include "tests/near.h"

enum { SEEDS = 5 };

struct figures {
	double mean, sd, low, high;
};

static cell sum_of_four(struct bench *b, struct dist x, struct dist last)
{
	cell terms[4] = {input(b, "X1", x), input(b, "X2", x), input(b, "X3", x),
			 input(b, "X4", last)};

	return sheet_sum(b->sheet, terms, 4);
}

static cell normals(struct bench *b)
{
	return sum_of_four(b, normal(0, 1), normal(0, 1));
}

static cell rectangles(struct bench *b)
{
	return sum_of_four(b, uniform(-sqrt(3), sqrt(3)), uniform(-sqrt(3), sqrt(3)));
}

static cell one_wide_rectangle(struct bench *b)
{
	return sum_of_four(b, uniform(-sqrt(3), sqrt(3)), uniform(-sqrt(300), sqrt(300)));
}

/* 9.3: deviation from 100 g in mg. */
static cell mass(struct bench *b)
{
	struct sheet *sheet = b->sheet;
	cell one = sheet_constant(sheet, 1);
	cell masses = sheet_add(sheet, input(b, "mR", normal(100000, 0.050)),
				input(b, "dmR", normal(1.234, 0.020)));
	cell air = sheet_subtract(sheet, input(b, "ra", uniform(1.1, 1.3)),
				  sheet_constant(sheet, 1.2));
	cell weight = sheet_divide(sheet, one, input(b, "rW", uniform(7000, 9000)));
	cell reference = sheet_divide(sheet, one, input(b, "rR", uniform(7950, 8050)));
	cell buoyancy = sheet_multiply(sheet, air, sheet_subtract(sheet, weight, reference));
	cell whole = sheet_multiply(sheet, masses, sheet_add(sheet, one, buoyancy));

	return sheet_subtract(sheet, whole, sheet_constant(sheet, 100000));
}

/* 9.4 with x1 = 0: exponential with mean 50. */
static cell loss(struct bench *b)
{
	cell x1 = input(b, "X1", normal(0, 5)), x2 = input(b, "X2", normal(0, 5));

	return sheet_add(b->sheet, sheet_multiply(b->sheet, x1, x1),
			 sheet_multiply(b->sheet, x2, x2));
}

static cell product(struct bench *b)
{
	return sheet_multiply(b->sheet, input(b, "a", lognormal(2, 1.3)),
			      input(b, "b", lognormal(3, 1.5)));
}

static const struct {
	const char *name;
	cell (*build)(struct bench *b);
	struct figures right;
} cases[] = {
    {"9.2.2", normals, {0, 2, -3.919928, 3.919928}},
    {"9.2.3", rectangles, {0, 2, -3.879407, 3.879407}},
    {"9.2.4", one_wide_rectangle, {0, 10.148892, -17.015814, 17.015814}},
    {"9.3", mass, {1.2340, 0.0754797, 1.08446, 1.38356}},
    {"9.4", loss, {50, 50, 1.265890, 184.443973}},
    {"lognormals", product, {6.742143829, 3.455509205, 2.328449172, 15.460934440}},
};

/* Units of the last place between two figures as rounded to it. */
static double places_apart(double a, double b, double unit)
{
	return fabs(round(a / unit) - round(b / unit));
}

static void check(size_t i, const struct run_options *options, unsigned digits, double *worst)
{
	static const size_t wanted = 0;
	const struct adapt_goal goal = {.digits = digits};
	const struct figures *right = &cases[i].right;
	struct bench b = bench_new();
	cell y = cases[i].build(&b);
	struct statistics s;
	struct adapt_result result = run_until(b.sheet, &y, 1, &wanted, 1, options, &goal, &s);
	double unit = 2 * adapt_half_unit(s.sd, digits);
	double apart = fmax(
	    fmax(places_apart(s.mean, right->mean, unit), places_apart(s.sd, right->sd, unit)),
	    fmax(places_apart(s.low, right->low, unit),
		 places_apart(s.high, right->high, unit)));

	assert_true(result.met);
	if (apart > 1)
		fail_msg("%s, %u digits, seed %d: %g %g %g %g by %g", cases[i].name, digits,
			 (int)options->seed, s.mean, s.sd, s.low, s.high, unit);
	*worst = fmax(*worst, apart);
	bench_free(&b);
}

/* A rounded figure may fall to the other side of a boundary, so one unit is allowed. */
static void digits_are_right(void **state)
{
	double worst = 0;

	(void)state;
	for (enum sampler sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++) {
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			for (uint64_t seed = 1; seed <= SEEDS; seed++) {
				struct run_options options = options_of(50000000);

				options.seed = seed;
				options.sampler = sampler;
				check(i, &options, 1, &worst);
				check(i, &options, 2, &worst);
			}
		}
	}
	/* With so many runs some must meet a boundary: the comparison does compare. */
	assert_true(worst > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(digits_are_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
