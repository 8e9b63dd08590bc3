/* Which row a look-up steps back to, which mix it takes, and what it takes for granted. */

#include "factors/factors.h"
#include "tests/unit/factors_small.h"

static const struct factor *find(struct folder *folder, struct factors *factors,
				 const char *region, int year, const char *criterion)
{
	return factors_find(factors, "electricity", region, year, criterion,
			    (struct place){"x.yaml", 1, 1}, "p", folder->diags);
}

/* A region's own row of another year before that of a country whose parts lie far apart. */
static void steps_back_by_the_least(void **state)
{
	static const struct {
		const char *region;
		int year;
		const char *id, *gsd;
	} cases[] = {
	    {"CA-QC", 2005, "electricity/CA-QC/2024/gwp", "widened by a GSD of 1.84"},
	    {"CA-AB", 2015, "electricity/CA-AB/2024/gwp", "widened by a GSD of 1.52"},
	    /* Germany's parts have no rows of their own, and lie close to it */
	    {"DE-BE", 2012, "electricity/DE/2012/gwp", "widened by a GSD of 1.12"},
	};
	struct folder *folder = *state;
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factor *factor =
		    find(folder, factors, cases[i].region, cases[i].year, "gwp");

		if (!factor || strcmp(factor->id, cases[i].id) != 0 ||
		    !strstr(factor->steps, cases[i].gsd))
			fail_msg("%s %d: %s, %s", cases[i].region, cases[i].year,
				 factor ? factor->id : "nothing", factor ? factor->steps : "");
	}
	factors_close(factors);
}

/* How far the parts of ZZ lie from the whole is known of its emissions alone. */
static void parents_widen_what_is_known_of_them(void **state)
{
	static const struct {
		const char *criterion;
		int year;
		const char *id;
		double gsd;
		int years;
	} cases[] = {
	    {"gwp_market", 2020, "electricity/ZZ/2020/gwp_market", 1.5, 0},
	    {"pe", 2020, "electricity/ZZ/2020/pe", 1.3, 0},
	    /* the nearer of two years within reach */
	    {"pe", 2019, "electricity/ZZ/2020/pe", 1.3, 1},
	    {"pe", 2018, "electricity/ZZ/2016/pe", 1.3, 2},
	};
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factor *factor =
		    find(folder, factors, "cl:a", cases[i].year, cases[i].criterion);

		assert_string_equal(factor->id, cases[i].id);
		assert_near(factor->quantity.dist.b,
			    exp(sqrt((1 + cases[i].years) * pow(log(1.1), 2) +
				     pow(log(cases[i].gsd), 2))),
			    1e-12, cases[i].id);
	}
	factors_close(factors);
}

/* The mix of its part, where the country has one too. */
static void takes_the_mix_of_the_nearest_place(void **state)
{
	static const char table[] =
	    "activity,region,year,criterion,value,unit,spread,boundary,source\n"
	    "electricity,ZZ-A,2020,gwp,10,gCO2e/kWh,x/ 1.1,direct,you\n"
	    "electricity-upstream,ZZ-A,2019,gwp,7,gCO2e/kWh,x/ 1.5,,you\n";
	struct folder *folder = *state;
	const char *user[] = {small_build(folder), folder_write(folder, "mine.csv", table)};
	const struct factors_options options = {.user = user, .count = 2};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	const struct factor *part = find(folder, factors, "ZZ-A", 2020, "gwp");
	const struct factor *country = find(folder, factors, "zz:north", 2022, "gwp");

	assert_near(factors_central(part) * 1000, 17, 1e-9, "part");
	assert_string_equal(part->bridge->addend->origin.draw, "upstream/ZZ-A");
	assert_string_equal(part->bridge->text,
			    "direct to life-cycle: + 7 gCO2e/kWh upstream of "
			    "generation (mix of ZZ-A 2019)");
	assert_string_equal(country->bridge->addend->origin.draw, "upstream/ZZ");
	factors_close(factors);
}

static void tells_what_a_row_leaves_open(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor *open = find(folder, factors, "YY", 2021, "gwp");

	assert_string_equal(open->remark,
			    "its boundary is not stated: taken as life-cycle; nor is "
			    "its delivery: no losses are added unless stated");
	assert_ptr_equal(open->quantity.origin.factor, open);
	assert_null(find(folder, factors, "ZZ", 2020, "gwp")->remark);
	factors_close(factors);
	factors = open_small(folder, FACTORS_DIRECT, NULL);
	open = factors_on_basis(factors, factors_by_id(factors, "electricity/YY/2021/gwp"));
	assert_true(strncmp(open->remark, "its boundary is not stated: taken as direct;", 44) ==
		    0);
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(steps_back_by_the_least),
	    CASE(parents_widen_what_is_known_of_them),
	    CASE(takes_the_mix_of_the_nearest_place),
	    CASE(tells_what_a_row_leaves_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
