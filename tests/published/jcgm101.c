/* The cases of JCGM 101:2008, section 9: what the guide prints, and the same figures computed
 * apart from the engine with more digits (jcgm101.py; the interval of 9.2.4 by convolution). */

#include "lca/engine/correlate.h"
#include "lca/engine/shortest.h"
#include "tests/engine.h"
#include "tests/harness.h"

enum { SAMPLES = 400000 };

/* Allowed beside the digits that are printed, in units of u: mean and u, ends of central
 * intervals, ends of shortest ones. */
#define MOMENT	 0.01
#define CENTRAL	 0.02
#define SHORTEST 0.04

struct figures {
	double mean, sd, low, high;
};

/* digit: the unit of the last place printed. */
struct published {
	const char *name;
	bool shortest;
	double share, digit;
	struct figures printed, computed;
};

static cell sum_of_four(struct bench *b, struct dist x, struct dist last)
{
	cell terms[4];
	size_t i;

	for (i = 0; i < 4; i++)
		terms[i] = input(b, arena_printf(b->arena, "X%zu", i + 1), i == 3 ? last : x);
	return sheet_sum(b->sheet, terms, 4);
}

static bool ends_near(const char *name, const char *what, double got, double want, double slack)
{
	if (fabs(got - want) <= slack)
		return true;
	print_error("%s, %s: %.7g, expected %.7g +- %.2g\n", name, what, got, want, slack);
	return false;
}

/* How far got may be from figures that are right to within slack. */
static bool agrees(const struct published *p, const struct figures *want,
		   const struct figures *got, const struct figures *slack)
{
	bool right = ends_near(p->name, "mean", got->mean, want->mean, slack->mean);

	right &= ends_near(p->name, "u", got->sd, want->sd, slack->sd);
	right &= ends_near(p->name, "low", got->low, want->low, slack->low);
	return ends_near(p->name, "high", got->high, want->high, slack->high) && right;
}

/* Against the print: half of its last digit and the tolerances above. Against the figures
 * computed: five standard errors, and those of their own, which the last of 60 million trials
 * have. */
static void check(struct bench *b, cell y, const struct published *p)
{
	struct run_options options = options_of(SAMPLES);
	double ends = p->shortest ? SHORTEST : CENTRAL, half = p->digit / 2;
	struct figures got, printed, computed;
	struct statistics s;
	struct shortest shortest;

	options.interval = p->share;
	run_sheet(b->sheet, &y, 1, &options, &s);
	run_shortest(b->sheet, &y, 1, &options, &shortest);
	got = (struct figures){s.mean, s.sd, p->shortest ? shortest.low : s.low,
			       p->shortest ? shortest.high : s.high};
	printed = (struct figures){half + MOMENT * s.sd, half + MOMENT * s.sd,
				   half + ends * s.sd, half + ends * s.sd};
	computed = (struct figures){5 * s.error.mean, 5 * s.error.sd,
				    5 * (p->shortest ? shortest.error_low : s.error.low),
				    5 * (p->shortest ? shortest.error_high : s.error.high)};
	computed.low += 0.002 * s.sd;
	computed.high += 0.002 * s.sd;
	assert_true(s.error.mean > 0 && s.error.mean < 0.002 * s.sd);
	if (!agrees(p, &p->printed, &got, &printed) ||
	    !agrees(p, &p->computed, &got, &computed))
		fail_msg("%s is missed", p->name);
}

/* 9.2.4's last input has the tenfold standard uncertainty. */
static void additive_models(void **state)
{
	static const struct published cases[] = {
	    {"9.2.2", false, 0.95, 0.01, {0, 2, -3.92, 3.92}, {0, 2, -3.919928, 3.919928}},
	    {"9.2.3", false, 0.95, 0.01, {0, 2, -3.88, 3.88}, {0, 2, -3.879407, 3.879407}},
	    {"9.2.4",
	     false,
	     0.95,
	     0.1,
	     {0, 10.1, -17.0, 17.0},
	     {0, 10.148892, -17.015814, 17.015814}},
	};
	const struct dist narrow = uniform(-sqrt(3), sqrt(3));
	const struct dist wide = uniform(-10 * sqrt(3), 10 * sqrt(3));
	struct bench b;

	(void)state;
	b = bench_new();
	check(&b, sum_of_four(&b, normal(0, 1), normal(0, 1)), &cases[0]);
	bench_free(&b);
	b = bench_new();
	check(&b, sum_of_four(&b, narrow, narrow), &cases[1]);
	bench_free(&b);
	b = bench_new();
	check(&b, sum_of_four(&b, narrow, wide), &cases[2]);
	bench_free(&b);
}

/* Deviation from 100 g in mg; masses in mg, densities in kg/m3. */
static void calibration_of_a_mass(void **state)
{
	static const struct published mass = {"9.3",
					      true,
					      0.95,
					      1e-4,
					      {1.2341, 0.0754, 1.0834, 1.3825},
					      {1.2340, 0.0754797, 1.0844333, 1.3835668}};
	struct bench b = bench_new();
	struct sheet *sheet = b.sheet;
	cell one = sheet_constant(sheet, 1);
	cell masses = sheet_add(sheet, input(&b, "mR", normal(100000, 0.050)),
				input(&b, "dmR", normal(1.234, 0.020)));
	cell air = sheet_subtract(sheet, input(&b, "ra", uniform(1.1, 1.3)),
				  sheet_constant(sheet, 1.2));
	cell weight = sheet_divide(sheet, one, input(&b, "rW", uniform(7000, 9000)));
	cell reference = sheet_divide(sheet, one, input(&b, "rR", uniform(7950, 8050)));
	cell buoyancy = sheet_multiply(sheet, air, sheet_subtract(sheet, weight, reference));
	cell whole = sheet_multiply(sheet, masses, sheet_add(sheet, one, buoyancy));

	(void)state;
	check(&b, sheet_subtract(sheet, whole, sheet_constant(sheet, 100000)), &mass);
	bench_free(&b);
}

/* Table 6 of the guide where the inputs are independent, table 7 where their correlation is
 * 0.9; here 1e6 dY of inputs in 1e-3. */
static const struct {
	double x1, r;
	struct published published;
} losses[] = {
    {0, 0, {"9.4 0", true, 0.95, 1, {50, 50, 0, 150}, {50, 50, 0, 149.7866}}},
    {10, 0, {"9.4 0.010", true, 0.95, 1, {150, 112, 0, 367}, {150, 111.8034, 0, 366.0053}}},
    {50,
     0,
     {"9.4 0.050",
      true,
      0.95,
      1,
      {2551, 502, 1590, 3543},
      {2550, 502.4938, 1593.570, 3548.570}}},
    {0, 0.9, {"9.4 0, r", true, 0.95, 1, {50, 67, 0, 185}, {50, 67.26812, 0, 185.0565}}},
    {10,
     0.9,
     {"9.4 0.010, r", true, 0.95, 1, {150, 121, 13, 398}, {150, 120.5197, 12.63641, 397.4635}}},
    {50,
     0.9,
     {"9.4 0.050, r",
      true,
      0.95,
      1,
      {2551, 505, 1628, 3555},
      {2550, 504.5047, 1624.419, 3554.682}}},
};

static void comparison_loss(void **state)
{
	struct correlation_flaw flaw;
	struct bench b;
	cell x[2];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(losses); i++) {
		struct rank_correlation pair = {0, 1, correlate_rank(losses[i].r)};

		b = bench_new();
		x[0] = input(&b, "X1", normal(losses[i].x1, 5));
		x[1] = input(&b, "X2", normal(0, 5));
		if (losses[i].r > 0)
			assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
		check(&b,
		      sheet_add(b.sheet, sheet_multiply(b.sheet, x[0], x[0]),
				sheet_multiply(b.sheet, x[1], x[1])),
		      &losses[i].published);
		bench_free(&b);
	}
}

static struct dist student(double location, double scale, double degrees)
{
	return (struct dist){.kind = DIST_STUDENT, .a = location, .b = scale, .d = degrees};
}

static struct dist trapezoid(double low, double high, double d)
{
	return (struct dist){.kind = DIST_TRAPEZOID, .a = low, .b = d, .c = high};
}

/* Deviation from 50 mm in nm. */
static void calibration_of_a_gauge_block(void **state)
{
	static const struct published block = {
	    "9.5", true, 0.99, 1, {838, 36, 745, 932}, {838, 35.808079, 744.5, 931.8}};
	struct bench b = bench_new();
	struct sheet *sheet = b.sheet;
	cell standard = input(&b, "ls", student(50000623, 25, 18));
	cell observed[] = {input(&b, "D", student(215, 6, 24)),
			   input(&b, "d1", student(0, 4, 5)),
			   input(&b, "d2", student(0, 7, 8))};
	cell temperature = sheet_add(
	    sheet, input(&b, "theta0", normal(-0.1, 0.2)),
	    input(&b, "Delta", (struct dist){.kind = DIST_ARCSINE, .a = -0.5, .c = 0.5}));
	cell expansion = sheet_add(
	    sheet,
	    sheet_multiply(sheet, input(&b, "d_alpha", trapezoid(-1e-6, 1e-6, 0.1e-6)),
			   temperature),
	    sheet_multiply(sheet, input(&b, "alpha_s", uniform(9.5e-6, 13.5e-6)),
			   input(&b, "d_theta", trapezoid(-0.05, 0.05, 0.025))));
	cell length = sheet_add(sheet, standard, sheet_sum(sheet, observed, 3));

	(void)state;
	length = sheet_subtract(sheet, length, sheet_constant(sheet, 50000000));
	check(&b, sheet_subtract(sheet, length, sheet_multiply(sheet, standard, expansion)),
	      &block);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(additive_models),
	    cmocka_unit_test(calibration_of_a_mass),
	    cmocka_unit_test(comparison_loss),
	    cmocka_unit_test(calibration_of_a_gauge_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
