/* What is found for a place is drawn by the place: one data centre under two names of a site is
 * one, two buildings of one country are two, and reports name the input. */

#include "tests/harness.h"

static const char *at(struct harness *harness, const char *name, const char *site,
		      const char *region)
{
	return harness_write(
	    harness, name,
	    arena_printf(harness->arena,
			 "lca: 1\nname: %s\nsites:\n  %s: {region: \"%s\", year: 2022}\n"
			 "stages:\n  training:\n    - {item: run, site: %s, energy: 1 MWh}\n",
			 name, site, region, site));
}

static const cJSON *compared(struct harness *harness, const char *first, const char *second)
{
	return harness_json(harness, "compare", first, second, "-c", "electricity", "-n",
			    "4000", NULL);
}

/* Standard deviation of the difference between the two rows. */
static double apart(struct harness *harness, const char *first, const char *second)
{
	return harness_number(compared(harness, first, second),
			      "comparison[1].difference.electricity.sd");
}

static void names_of_a_site_are_one_place(void **state)
{
	struct harness *harness = *state;
	static const char *const regions[] = {"gcp:europe-west6", "site:frontier"};

	for (size_t i = 0; i < COUNT(regions); i++)
		assert_near(apart(harness, at(harness, "a.yaml", "home", regions[i]),
				  at(harness, "b.yaml", "away", regions[i])),
			    0, 0, regions[i]);
}

/* The difference of two independent draws has the root of the sum of their variances. */
static void places_are_independent(void **state)
{
	static const struct {
		const char *site, *region;
	} others[] = {{"away", "FR"}, {"home", "DE"}, {"home", "gcp:europe-west6"}};
	struct harness *harness = *state;
	const char *first = at(harness, "a.yaml", "home", "FR");

	for (size_t i = 0; i < COUNT(others); i++) {
		const char *second = at(harness, "b.yaml", others[i].site, others[i].region);
		const cJSON *json = compared(harness, first, second);
		double a = harness_number(json, "comparison[0].totals.electricity.sd");
		double b = harness_number(json, "comparison[1].totals.electricity.sd");

		assert_near(harness_number(json, "comparison[1].difference.electricity.sd"),
			    sqrt(a * a + b * b), 0.06, others[i].region);
	}
}

static void reports_name_the_input(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    harness_json(harness, "run", at(harness, "a.yaml", "home", "gcp:europe-west6"),
			 "-c", "electricity", "-n", "4000", NULL);

	assert_string_equal(harness_text(json, "sensitivity.electricity[0].key"),
			    "sites/home.pue");
	assert_string_equal(harness_text(json, "measure_next[0].key"), "sites/home.pue");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(names_of_a_site_are_one_place),
	    HARNESS_TEST(places_are_independent),
	    HARNESS_TEST(reports_name_the_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
