/* What a look-up steps over is drawn apart from the row: places of one country share the figure
 * of the country and no more. */

#include "tests/harness.h"

static const char *at(struct harness *harness, const char *name, const char *region, int year)
{
	return harness_write(
	    harness, name,
	    arena_printf(harness->arena,
			 "lca: 1\nname: %s\nsites:\n  s: {region: \"%s\", year: %d, pue: 1, "
			 "losses: 0}\n"
			 "stages:\n  training:\n    - {item: run, site: s, energy: 1 MWh}\n",
			 name, region, year));
}

static double spread(const cJSON *json, const char *name)
{
	const double width = 2 * 1.959963984540054;
	double low = harness_number(json, name), high;
	char other[100];
	size_t length = strlen(name) - strlen("low");

	(void)snprintf(other, sizeof other, "%.*shigh", (int)length, name);
	high = harness_number(json, other);
	return log(high / low) / width;
}

static const cJSON *compared(struct harness *harness, const char *a, const char *b)
{
	return harness_json(harness, "compare", a, b, "-c", "gwp", "-n", "20000", NULL);
}

/* sigma of ln x that a default adds. */
static double of_default(struct harness *harness, const char *name)
{
	const cJSON *json =
	    harness_json(harness, "factors", "show",
			 arena_printf(harness->arena, "default/-/-/%s", name), NULL);

	return log(harness_number(json, "factors[0].median"));
}

/* Equal in the middle, as far apart as two steps; a country and its part as far as one; a
 * country in two years as far as the years. */
static void steps_alone_lie_between_uses_of_a_row(void **state)
{
	struct harness *harness = *state;
	const double part = of_default(harness, "gsd-parent-geography"),
		     year = of_default(harness, "age-gsd-per-year");
	const struct {
		const char *a, *b;
		int year_a, year_b;
		double sd;
	} cases[] = {
	    {"aws:eu-west-3", "azure:francesouth", 2024, 2024, part * sqrt(2)},
	    {"azure:francesouth", "aws:eu-west-3", 2024, 2024, part * sqrt(2)},
	    {"FR", "aws:eu-west-3", 2024, 2024, part},
	    {"FR", "FR", 2025, 2027, year * sqrt(2)},
	    {"aws:eu-west-3", "azure:francesouth", 2027, 2027, part * sqrt(2)},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    compared(harness, at(harness, "a.yaml", cases[i].a, cases[i].year_a),
			     at(harness, "b.yaml", cases[i].b, cases[i].year_b));

		assert_near(spread(json, "comparison[1].ratio.gwp.low"), cases[i].sd, 0.02,
			    cases[i].b);
	}
}

/* As wide as when the row itself was widened: variances of the logarithm add. */
static void the_interval_is_that_of_the_sum(void **state)
{
	static const struct {
		const char *region;
		int year, years, parents;
	} cases[] = {{"FR", 2025, 0, 0},
		     {"FR", 2028, 3, 0},
		     {"aws:eu-west-3", 2025, 0, 1},
		     {"aws:eu-west-3", 2028, 3, 1}};
	struct harness *harness = *state;
	const double part = of_default(harness, "gsd-parent-geography"),
		     year = of_default(harness, "age-gsd-per-year");
	double own = 0;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json = harness_json(
		    harness, "run", at(harness, "a.yaml", cases[i].region, cases[i].year), "-c",
		    "gwp", "-n", "20000", NULL);
		double got = spread(json, "totals.gwp.low"), sum;

		if (i == 0)
			own = got;
		sum = own * own + cases[i].years * year * year + cases[i].parents * part * part;
		assert_near(got, sqrt(sum), 0.03, cases[i].region);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(steps_alone_lie_between_uses_of_a_row),
	    HARNESS_TEST(the_interval_is_that_of_the_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
