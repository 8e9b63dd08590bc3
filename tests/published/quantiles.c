/* Every distribution against quantiles computed with 50 digits (quantiles.py): the reference
 * quantile function, and what a run evaluates, for each instruction set. */

#include "tests/quantiles.h"
#include "lca/engine/plan.h"
#include "tests/engine.h"

/* Errors count against |x| or, where that is less, the row's scale. */
static int judge(const char *what, const struct quantiles_table *table,
		 const struct quantiles_row *row, size_t i, double got, double tolerance)
{
	double want = row->x[i], slack = tolerance * fmax(fabs(want), row->scale);

	if (fabs(got - want) <= slack)
		return 0;
	print_error("%s: %s: p %g: %.17g, not %.17g: error %.2g, allowed %.2g\n", what,
		    row->name, table->p[i] <= 0.5 ? table->p[i] : table->p[i] - 1, got, want,
		    fabs(got - want), slack);
	return 1;
}

static void reference_quantiles_are_right_to_1e_12(void **state)
{
	struct arena *arena = arena_new();
	struct quantiles_table table = quantiles_read(arena);
	int wrong = 0;
	size_t r, i;

	(void)state;
	for (r = 0; r < table.count; r++)
		for (i = 0; i < QUANTILES; i++)
			wrong += judge("dist", &table, &table.rows[r], i,
				       dist_quantile(&table.rows[r].dist, table.p[i]), 1e-12);
	assert_int_equal(wrong, 0);
	arena_free(arena);
}

static bool is_tabulated(enum dist_kind kind)
{
	return kind == DIST_PERT || kind == DIST_BETA || kind == DIST_GAMMA ||
	       kind == DIST_STUDENT || kind == DIST_TRAPEZOID;
}

/* The steps of a plan for one input, with u in place of its random numbers. */
static void evaluate(const struct quantiles_row *row, const struct kernels *kernels,
		     const double *u, double *x)
{
	struct bench b = bench_new();
	cell output = input(&b, "x", row->dist);
	struct plan plan;
	double **columns;
	size_t i;

	plan_make(&plan, b.arena, b.sheet, &output, 1, false);
	columns = arena_alloc(b.arena, plan.columns * sizeof *columns);
	for (i = 0; i < plan.columns; i++)
		columns[i] = arena_alloc(b.arena, KERNEL_BLOCK * sizeof **columns);
	for (i = 0; i < plan.count; i++) {
		if (plan.steps[i].kind == STEP_RANDOM)
			memcpy(columns[plan.steps[i].target], u, KERNEL_BLOCK * sizeof *u);
		else
			plan_step(&plan.steps[i], kernels, (struct rng_key){0}, columns);
	}
	assert_true(plan.outputs[0].varies);
	memcpy(x, columns[plan.outputs[0].column], KERNEL_BLOCK * sizeof *x);
	bench_free(&b);
}

/* A cut is a shorter stretch of the uniform numbers of the whole, which it rounds: what they
 * give within 2^-52 of p is right, too. Only far up an open tail this is more than the rest. */
static bool within_rounding(const struct quantiles_row *row, double p, double got)
{
	double below = p - 0x1p-52, above = p + 0x1p-52;

	return row->dist.cut && (below <= 0 || got >= dist_quantile(&row->dist, below)) &&
	       (above >= 1 || got <= dist_quantile(&row->dist, above));
}

static void runs_evaluate_quantiles_to_1e_12_or_by_tables_to_1e_9(void **state)
{
	struct arena *arena = arena_new();
	struct quantiles_table table = quantiles_read(arena);
	const struct kernels *list[3];
	size_t levels = kernels_all(list), r, k, i;
	double u[KERNEL_BLOCK], x[KERNEL_BLOCK];
	int wrong = 0;

	(void)state;
	for (i = 0; i < KERNEL_BLOCK; i++)
		u[i] = table.p[i % QUANTILES];
	for (r = 0; r < table.count; r++)
		for (k = 0; k < levels; k++) {
			const struct quantiles_row *row = &table.rows[r];
			double tolerance = is_tabulated(row->dist.kind) ? 1e-9 : 1e-12;

			evaluate(row, list[k], u, x);
			for (i = 0; i < QUANTILES; i++)
				if (!within_rounding(row, u[i], x[i]))
					wrong += judge(list[k]->name, &table, row, i, x[i],
						       tolerance);
			for (; i < KERNEL_BLOCK; i++)
				assert_true(x[i] == x[i % QUANTILES]);
		}
	assert_int_equal(wrong, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reference_quantiles_are_right_to_1e_12),
	    cmocka_unit_test(runs_evaluate_quantiles_to_1e_12_or_by_tables_to_1e_9),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
