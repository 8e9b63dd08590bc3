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
	    {"aws:eu-central-1", 2012, "electricity/DE/2012/gwp", "widened by a GSD of 1.12"},
	    /* one place is no nearer to its country than to its zone, a state is: 1.39 */
	    {"aws:us-west-2", 2010, "electricity/US/2010/gwp", "widened by a GSD of 1.83"},
	    {"US-NV", 2010, "electricity/US/2010/gwp", "widened by a GSD of 1.39"},
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
		assert_near(factors_whole(factor).b,
			    exp(sqrt((1 + cases[i].years) * pow(log(1.1), 2) +
				     pow(log(cases[i].gsd), 2))),
			    1e-12, cases[i].id);
	}
	factors_close(factors);
}

/* Whatever its shape: the median stays, the 95 % interval grows. */
static void widens_every_shape(void **state)
{
	static const char table[] = "activity,region,year,criterion,value,unit,spread,source\n"
				    "electricity,YY,2019,pe,8,MJ_pe/kWh,+/- 5 %,you\n"
				    "electricity,ZZ,2050,pe,8,MJ_pe/kWh,uniform 7 9,you\n"
				    "electricity,ZZ,2060,pe,8,MJ_pe/kWh,triangular 7 8 9,you\n"
				    "electricity,ZZ,2070,pe,8,MJ_pe/kWh,pert 7 8 9,you\n"
				    "electricity,ZZ,2080,pe,0,MJ_pe/kWh,,you\n";
	static const struct {
		const char *region;
		int year;
		const char *id;
		double low, high; /* of the row itself, 95 % */
	} cases[] = {
	    {"cl:y", 2018, "electricity/YY/2019/pe", 7.6, 8.4},
	    {"ZZ", 2049, "electricity/ZZ/2050/pe", 7.05, 8.95},
	    {"ZZ", 2059, "electricity/ZZ/2060/pe", 7.22, 8.78},
	    {"ZZ", 2069, "electricity/ZZ/2070/pe", 7.3, 8.7},
	};
	struct folder *folder = *state;
	const char *user[] = {small_build(folder), folder_write(folder, "mine.csv", table)};
	const struct factors_options options = {.user = user, .count = 2};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	assert_non_null(factors);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factor *factor =
		    find(folder, factors, cases[i].region, cases[i].year, "pe");
		const struct dist whole = factors_whole(factor), *dist = &whole;

		assert_string_equal(factor->id, cases[i].id);
		assert_non_null(strstr(factor->steps, "widened by a GSD of"));
		assert_null(factor->spread_text);
		assert_near(dist_median(dist), 8, 1e-9, cases[i].id);
		assert_true(dist_quantile(dist, 0.025) < cases[i].low - 0.1);
		assert_true(dist_quantile(dist, 0.975) > cases[i].high + 0.1);
	}
	assert_int_equal(find(folder, factors, "ZZ", 2079, "pe")->quantity.dist.kind,
			 DIST_EXACT);
	factors_close(factors);
}

/* What a PUE adds to the energy is widened: it never falls below 1. */
static void widens_what_a_pue_adds(void **state)
{
	static const char table[] = "activity,region,year,criterion,value,unit,spread,source\n"
				    "pue,idris,2030,ratio,1.2,1,uniform 1.1 1.3,you\n"
				    "pue,bsc,2030,ratio,1.2,1,,you\n";
	static const char *const operators[] = {"idris", "bsc"};
	struct folder *folder = *state;
	const char *user[] = {folder_write(folder, "mine.csv", table)};
	const struct factors_options options = {.user = user, .count = 1};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	assert_non_null(factors);
	for (size_t i = 0; i < 2; i++) {
		const struct dist *dist =
		    &factors_find(factors, "pue", operators[i], 2036, "ratio",
				  (struct place){"x.yaml", 1, 1}, "p", folder->diags)
			 ->quantity.dist;

		assert_near(dist_median(dist), 1.2, 1e-9, operators[i]);
		assert_true(dist_quantile(dist, 0.0001) > 1);
		assert_true(dist_quantile(dist, 0.975) > 1.35);
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

/* A figure on the basis asked for needs no row beside it. */
static void finds_variants_without_a_row(void **state)
{
	static const char table[] =
	    "activity,region,year,criterion,variant,value,unit,boundary,published,source\n"
	    "electricity,ZZ,2024,gwp,direct,12,gCO2e/kWh,direct,,you\n"
	    "electricity,ZZ,2026,gwp,lifecycle,13,gCO2e/kWh,lifecycle,,you\n"
	    "electricity,ZZ,2027,gwp,other-2027,14,gCO2e/kWh,direct,,you\n"
	    "electricity,ZZ,2028,gwp,direct,15,gCO2e/kWh,direct,2030,you\n"
	    "electricity,ZZ-A,2024,gwp,direct,16,gCO2e/kWh,direct,,you\n";
	static const struct {
		enum factors_basis basis;
		const char *region;
		int year;
		const char *id;
	} cases[] = {
	    {FACTORS_DIRECT, "ZZ", 2024, "electricity/ZZ/2024/gwp/direct"},
	    {FACTORS_DIRECT, "ZZ", 2027, "electricity/ZZ/2024/gwp/direct"},
	    {FACTORS_DIRECT, "ZZ", 2021, "electricity/ZZ/2021/gwp/direct"},
	    {FACTORS_DIRECT, "ZZ-A", 2024, "electricity/ZZ-A/2024/gwp/direct"},
	    {FACTORS_LIFECYCLE, "ZZ", 2024, "electricity/ZZ/2022/gwp"},
	    {FACTORS_LIFECYCLE, "ZZ", 2026, "electricity/ZZ/2026/gwp/lifecycle"},
	};
	struct folder *folder = *state;
	const char *user[] = {small_build(folder), folder_write(folder, "mine.csv", table)};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factors_options options = {
		    .user = user, .count = 2, .basis = cases[i].basis, .as_of = "2029"};
		struct factors *factors = factors_open(folder->arena, &options, folder->diags);
		const struct factor *factor =
		    find(folder, factors, cases[i].region, cases[i].year, "gwp");

		if (!factor || strcmp(factor->id, cases[i].id) != 0)
			fail_msg("%s: %s", cases[i].id, factor ? factor->id : "nothing");
		factors_close(factors);
	}
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
	    CASE(widens_every_shape),
	    CASE(widens_what_a_pue_adds),
	    CASE(takes_the_mix_of_the_nearest_place),
	    CASE(finds_variants_without_a_row),
	    CASE(tells_what_a_row_leaves_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
