/* Sobol' indices without sampling, and moments of long sums. */

#include <string.h>

#include "tests/exact.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ishigami_meets_its_closed_form),
	    cmocka_unit_test(indices_of_a_product_meet_their_closed_form),
	    cmocka_unit_test(long_sums_meet_their_closed_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
