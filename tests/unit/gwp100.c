/* Global warming potentials: names of gases, and the figure of each assessment. */

#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

/* As printed in tables of the assessment reports; 0: the report has none. */
static const struct {
	const char *name, *slug;
	double ar6, ar5, ar4;
} gases[] = {
    {"CO2", "carbon-dioxide", 1, 0, 0},
    {"CH4", "methane", 27.9, 28, 25},
    {"fossil methane", "methane-fossil", 29.8, 0, 0},
    {"biogenic methane", "methane-non-fossil", 27, 0, 0},
    {"laughing gas", "nitrous-oxide", 273, 265, 298},
    {"SF6", "sulfur-hexafluoride", 25200, 23500, 22800},
    {"sulphur hexafluoride", "sulfur-hexafluoride", 25200, 23500, 22800},
    {"NF3", "nitrogen-trifluoride", 17400, 16100, 17200},
    {"CF4", "pfc-14", 7380, 6630, 7390},
    {"Hexafluoroethane", "pfc-116", 12400, 11100, 12200},
    {"HFC134a", "hfc-134a", 1530, 1300, 1430},
    {"R-32", "hfc-32", 771, 677, 675},
    {"r-22", "hcfc-22", 1960, 1760, 1810},
    {"CFC-11", "cfc-11", 6230, 4660, 4750},
    {"HG-10", "hfe-236ca12", 6060, 5350, 2800},
    {"CHBrF2", "halon-1201", 380, 376, 0},
    {"cC3F6", "pfc-c-216", 0, 9200, 0},
    {"HFE-7100", "hfe-449s1", 460, 0, 0},
};

static void holds(struct factors *factors, const char *slug, const char *variant, double value)
{
	char id[128];
	const struct factor *factor;

	snprintf(id, sizeof id, "%s/-/-/gwp%s", slug, variant);
	factor = factors_by_id(factors, id);
	if (!factor != (value == 0))
		fail_msg("%s: %s", id, factor ? "is there" : "is not there");
	if (factor)
		assert_near(dist_central(&factor->quantity.dist), value, 1e-12, id);
}

static void gases_have_the_figures_of_each_assessment(void **state)
{
	struct folder *folder = *state;
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	size_t i;

	assert_non_null(factors);
	for (i = 0; i < sizeof gases / sizeof *gases; i++) {
		const struct thing *thing =
		    factors_thing(factors, gases[i].name, "substance", (struct place){0}, NULL,
				  folder->diags);

		if (!thing)
			fail_msg("%s: %s", gases[i].name, folder_reports(folder));
		assert_string_equal(thing->slug, gases[i].slug);
		holds(factors, gases[i].slug, "", gases[i].ar6);
		holds(factors, gases[i].slug, "/ar5", gases[i].ar5);
		holds(factors, gases[i].slug, "/ar4", gases[i].ar4);
	}
	factors_close(factors);
}

static void look_ups_give_the_sixth_assessment_alone(void **state)
{
	struct folder *folder = *state;
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	const struct factor *methane = factors_find(factors, "methane", "FR", 2010, "gwp",
						    (struct place){0}, NULL, folder->diags);

	assert_non_null(methane);
	assert_string_equal(methane->id, "methane/-/-/gwp");
	assert_string_equal(methane->gwp_set, "AR6");
	assert_non_null(methane->method);
	assert_null(factors_find(factors, "pfc-c-216", "", 2020, "gwp", (struct place){0}, NULL,
				 folder->diags));
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(gases_have_the_figures_of_each_assessment),
	    CASE(look_ups_give_the_sixth_assessment_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
