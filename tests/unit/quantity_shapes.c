/* The shapes that a mapping may name, what stands beside them, and readings from files. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/quantity_case.h"

static void must_read(struct arena *arena, const char *text, const struct quantity_rule *rule,
		      struct quantity *quantity)
{
	struct diags *diags = diags_new(arena);

	if (!read_case(arena, text, rule, diags, quantity))
		fail_msg("'%s': %s", text, diags_at(diags, 0)->message);
}

static void reads_lists_of_parameters(void **state)
{
	static const struct {
		const char *text;
		const struct quantity_rule *rule;
		struct dist dist; /* in base units */
	} cases[] = {
	    {"{beta: [100, 400 W, 2, 3]}",
	     &power,
	     {DIST_BETA, .a = 0.1, .b = 2, .c = 0.4, .d = 3}},
	    {"{beta: [0, 1, 0.5, 0.5]}",
	     &share,
	     {DIST_BETA, .a = 0, .b = 0.5, .c = 1, .d = 0.5}},
	    {"{gamma: [2, 50 W]}", &power, {DIST_GAMMA, .a = 0.05, .b = 2}},
	    {"{gamma: [2, 50 W], shift: 100}",
	     &power,
	     {DIST_GAMMA, .a = 0.05, .b = 2, .c = 0.1}},
	    {"{weibull: [1.5, 6 yr], shift: 1 yr}",
	     &lifetime,
	     {DIST_WEIBULL, .a = 52560, .b = 1.5, .c = 8760}},
	    {"{student_t: [10, 2 kWh, 8]}", &energy, {DIST_STUDENT, .a = 10, .b = 2, .d = 8}},
	    {"{arcsine: [1.1, 1.3]}", &pue, {DIST_ARCSINE, .a = 1.1, .c = 1.3}},
	    {"{trapezoid: [10 kWh, 20 kWh, 500 Wh]}",
	     &energy,
	     {DIST_TRAPEZOID, .a = 10, .b = 0.5, .c = 20}},
	    {"{lognormal: [0.12, 1.4], shift: 1}",
	     &pue,
	     {DIST_LOGNORMAL, .a = 0.12, .b = 1.4, .c = 1}},
	    {"{lognormal: [0.12], gsd2: 1.96, shift: 1}",
	     &pue,
	     {DIST_LOGNORMAL, .a = 0.12, .b = 1.4, .c = 1}},
	    {"{lognormal: [0.12, 1], shift: 1}", &pue, {DIST_EXACT, .a = 1.12}},
	    {"{rounded: 7.0M h}", &hours, {DIST_UNIFORM, .a = 6.95e6, .c = 7.05e6}},
	    {"{rounded: 7000 h}", &hours, {DIST_UNIFORM, .a = 6999.5, .c = 7000.5}},
	    {"{rounded: 7000 h, to: 100}", &hours, {DIST_UNIFORM, .a = 6950, .c = 7050}},
	    {"{rounded: 7 d, to: 24 h}", &hours, {DIST_UNIFORM, .a = 156, .c = 180}},
	    {"{rounded: 1_082_990 h}", &hours, {DIST_UNIFORM, .a = 1082989.5, .c = 1082990.5}},
	    {"{rounded: 1.30e3 kWh}", &energy, {DIST_UNIFORM, .a = 1295, .c = 1305}},
	    {"{rounded: 85 %}", &share, {DIST_UNIFORM, .a = 0.845, .c = 0.855}},
	    {"{rounded: 1.10}", &pue, {DIST_UNIFORM, .a = 1.095, .c = 1.105}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct quantity got;

		must_read(arena, cases[i].text, cases[i].rule, &got);
		assert_int_equal(got.dist.kind, cases[i].dist.kind);
		assert_near(got.dist.a, cases[i].dist.a, 1e-12, cases[i].text);
		assert_near(got.dist.b, cases[i].dist.b, 1e-12, cases[i].text);
		assert_near(got.dist.c, cases[i].dist.c, 1e-12, cases[i].text);
		assert_near(got.dist.d, cases[i].dist.d, 1e-12, cases[i].text);
		assert_false(got.dist.cut || got.dist.pinned);
		arena_free(arena);
	}
}

static void meets_stated_percentiles(void **state)
{
	static const struct {
		const char *text;
		enum dist_kind kind;
		double p[3], x[3];
		double tolerance;
		double shift; /* NaN: any */
	} cases[] = {
	    {"{p5: 10 kWh, p95: 40 kWh, shape: lognormal}",
	     DIST_LOGNORMAL,
	     {0.05, 0.95, 0.5},
	     {10, 40, 20},
	     1e-12,
	     0},
	    {"{p50: 20, p97.5: 40 kWh, shape: lognormal}",
	     DIST_LOGNORMAL,
	     {0.5, 0.975, 0.025},
	     {20, 40, 10},
	     1e-12,
	     0},
	    {"{p95: 60 kWh, p5: 10 kWh, p50: 20 kWh, shape: lognormal}",
	     DIST_LOGNORMAL,
	     {0.05, 0.5, 0.95},
	     {10, 20, 60},
	     1e-12,
	     20 - 40.0 / 3},
	    {"{p10: -5, p50: 1, p99: 300, shape: lognormal}",
	     DIST_LOGNORMAL,
	     {0.1, 0.5, 0.99},
	     {-5, 1, 300},
	     1e-11,
	     NAN},
	    {"{p5: 10 kWh, p50: 20.1 kWh, p95: 40 kWh, shape: lognormal}",
	     DIST_LOGNORMAL,
	     {0.05, 0.5, 0.95},
	     {10, 20, 40},
	     1e-12,
	     0},
	    {"{p2.5: -1, p97.5: 3, shape: normal}",
	     DIST_NORMAL,
	     {0.025, 0.5, 0.975},
	     {-1, 1, 3},
	     1e-12,
	     0},
	    {"{p5: 10, p50: 25.2, p95: 40, shape: normal}",
	     DIST_NORMAL,
	     {0.05, 0.5, 0.95},
	     {10, 25, 40},
	     1e-12,
	     0},
	    {"{p10: 1, p90: 9, shape: uniform}",
	     DIST_UNIFORM,
	     {0.1, 0.25, 0.9},
	     {1, 2.5, 9},
	     1e-12,
	     10},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_new();
		struct quantity got;

		must_read(arena, cases[i].text, &any, &got);
		assert_int_equal(got.dist.kind, cases[i].kind);
		for (size_t k = 0; k < 3; k++)
			assert_near(dist_quantile(&got.dist, cases[i].p[k]), cases[i].x[k],
				    cases[i].tolerance, cases[i].text);
		if (!isnan(cases[i].shift))
			assert_near(got.dist.c, cases[i].shift, 1e-9, cases[i].text);
		arena_free(arena);
	}
}

/* The headline is what was written, though the shape only comes near. */
static void shows_the_stated_median(void **state)
{
	struct arena *arena = arena_new();
	struct quantity quantity;

	(void)state;
	must_read(arena, "{p5: 10, p50: 20.1, p95: 40 kWh, shape: lognormal}", &energy,
		  &quantity);
	assert_near(dist_central(&quantity.dist), 20.1, 0, "p50");
	must_read(arena, "{p5: 10, p50: 20.1, p95: 40 kWh, shape: lognormal, central: 21}",
		  &energy, &quantity);
	assert_near(dist_central(&quantity.dist), 21, 0, "central");
	must_read(arena, "{p5: 10, p50: 20, p95: 40 kWh, shape: lognormal}", &energy,
		  &quantity);
	assert_false(quantity.dist.pinned);
	arena_free(arena);
}

static void reads_points(void **state)
{
	struct arena *arena = arena_new();
	struct quantity q;

	(void)state;
	must_read(arena, "{discrete: [12, 10, 0.0115 MWh, 10 kWh], weights: [2, 1, 0, 1]}",
		  &energy, &q);
	assert_int_equal(q.dist.kind, DIST_DISCRETE);
	assert_int_equal(q.dist.points->count, 2);
	assert_near(q.dist.points->x[0], 10, 0, "x0");
	assert_near(q.dist.points->x[1], 12, 0, "x1");
	assert_near(q.dist.points->p[0], 0.5, 0, "p0");
	assert_near(q.dist.points->p[1], 1, 0, "p1");
	must_read(arena, "{discrete: [12, 12 kWh]}", &energy, &q);
	assert_int_equal(q.dist.kind, DIST_EXACT);
	must_read(arena, "{empirical: [3, 1, 2 kWh]}", &energy, &q);
	assert_int_equal(q.dist.kind, DIST_EMPIRICAL);
	assert_near(dist_quantile(&q.dist, 0.25), 1.5, 1e-12, "quartile");
	arena_free(arena);
}

/* Readings 10.1, 9.8, 10.4, 10.0: mean 10.075, s = 0.25 (the squares of what they differ by sum
 * to 0.1875). */
static void reads_the_mean_of_readings(void **state)
{
	struct arena *arena = arena_new();
	struct quantity q;

	(void)state;
	must_read(arena, "{mean_of: [10.1, 9.8, 10.4, 10.0 kWh]}", &energy, &q);
	assert_int_equal(q.dist.kind, DIST_STUDENT);
	assert_near(q.dist.a, 10.075, 1e-14, "mean");
	assert_near(q.dist.b, 0.125, 1e-12, "scale");
	assert_near(q.dist.d, 3, 0, "degrees");
	must_read(arena, "{mean_of: [10000000.1, 9999999.9 W]}", &power, &q);
	assert_near(q.dist.b, 1e-4, 1e-6, "scale of readings that hardly differ");
	arena_free(arena);
}

static void cuts(void **state)
{
	struct arena *arena = arena_new();
	struct quantity q;
	double low, high;

	(void)state;
	must_read(arena, "{normal: [10, 2 kWh], min: 8, max: 0.011 MWh}", &energy, &q);
	assert_true(q.dist.cut);
	dist_support(&q.dist, &low, &high);
	assert_near(low, 8, 0, "low");
	assert_near(high, 11, 1e-15, "high");
	must_read(arena, "{value: 10 kWh x/ 2, max: 30}", &energy, &q);
	dist_support(&q.dist, &low, &high);
	assert_near(low, 0, 0, "low of one that is cut above");
	assert_near(high, 30, 0, "high");
	must_read(arena, "{normal: [6 yr, 1 yr], min: 3}", &lifetime, &q);
	must_read(arena, "{gamma: [2, 3 yr], shift: 1}", &lifetime, &q);
	must_read(arena, "{beta: [1, 9 yr, 2, 2]}", &lifetime, &q);
	arena_free(arena);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void reads_a_file(const char *folder, const char *text, const char *yaml, bool whole)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	const char *path = arena_printf(arena, "%sr.csv", folder);
	const struct node *root = tree_read(arena, "a.yaml", yaml, strlen(yaml), diags);
	struct quantity q;

	write_file(path, text);
	if (!quantity_read(arena, quantity_files_new(arena, folder), node_get(root, "x"),
			   &power, "x", "x", diags, &q))
		fail_msg("'%s': %s", yaml, diags_at(diags, 0)->message);
	unlink(path);
	assert_string_equal(q.origin.readings->file, "r.csv");
	assert_int_equal(q.origin.readings->rows, 3);
	assert_int_equal(strlen(q.origin.readings->sha256), 64);
	assert_near(q.dist.points->x[0], 0.04, 1e-15, yaml);
	assert_near(q.dist.points->x[2], 0.06, 1e-15, yaml);
	assert_string_equal(
	    quantity_describe(arena, &q),
	    whole
		? "empirical, 3 values, 40 .. 60 W, of 3 readings in r.csv (95 %: 40.5 .. 59.5 "
		  "W)"
		: "empirical, 3 values, 0.04 .. 0.06 kW, of 3 readings in r.csv (95 %: 0.0405 "
		  ".. "
		  "0.0595 kW)");
	arena_free(arena);
}

/* The file is another one when the second quantity is read. */
static void share_a_file(const char *folder)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity_files *files = quantity_files_new(arena, folder);
	static const char yaml[] = "a: {empirical: {file: r.csv, unit: W}}\n"
				   "b: {empirical: {file: r.csv, unit: W}}\n"
				   "c: {empirical: {file: r.csv, unit: kW}}\n";
	const struct node *root = tree_read(arena, "a.yaml", yaml, strlen(yaml), diags);
	const char *path = arena_printf(arena, "%sr.csv", folder);
	struct quantity q[3];

	write_file(path, "40\n50\n60\n");
	assert_true(
	    quantity_read(arena, files, node_get(root, "a"), &power, "a", "a", diags, q));
	write_file(path, "7\n8\n9\n");
	assert_true(
	    quantity_read(arena, files, node_get(root, "b"), &power, "b", "b", diags, q + 1));
	assert_true(
	    quantity_read(arena, files, node_get(root, "c"), &power, "c", "c", diags, q + 2));
	unlink(path);
	assert_ptr_equal(q[0].dist.points->x, q[1].dist.points->x);
	assert_ptr_equal(q[0].origin.readings, q[1].origin.readings);
	assert_near(q[1].dist.points->x[0], 0.04, 1e-15, "kept");
	assert_near(q[2].dist.points->x[0], 7, 1e-12, "another unit");
	arena_free(arena);
}

static void reads_files(void **state)
{
	char folder[] = "/tmp/lca-readings-XXXXXX";
	char path[sizeof folder + 1];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/", folder);
	reads_a_file(path, "t,Power_W \r\n1,60\r\n2,40\r\n\r\n3, 50 \r\n",
		     "x: {empirical: {file: r.csv, column: power_w, unit: W}}", true);
	reads_a_file(path, "60\n40\n50\n", "x: {empirical: {file: r.csv, unit: W}}", true);
	reads_a_file(path, "p\n.06\n4e-2\n0.05\n", "x: {empirical: {file: r.csv, unit: kW}}",
		     false);
	share_a_file(path);
	rmdir(folder);
}

/* Where no scenario is, such as for --set of a table, no file is opened. */
static void opens_no_file_without_a_folder(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct quantity q;

	(void)state;
	assert_false(
	    read_case(arena, "{empirical: {file: /etc/passwd, unit: W}}", &power, diags, &q));
	assert_int_equal(diags_at(diags, 0)->code, DIAG_QUANTITY_FORM);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_lists_of_parameters),
	    cmocka_unit_test(meets_stated_percentiles),
	    cmocka_unit_test(shows_the_stated_median),
	    cmocka_unit_test(reads_points),
	    cmocka_unit_test(reads_the_mean_of_readings),
	    cmocka_unit_test(cuts),
	    cmocka_unit_test(reads_files),
	    cmocka_unit_test(opens_no_file_without_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
