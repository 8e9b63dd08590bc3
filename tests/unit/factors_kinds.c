/* What is known of regions and things, and of what kinds the rows are. */

#include "factors/factors.h"
#include "tests/unit/factors_small.h"

static void tells_all_of_regions_and_things(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct region *cloud =
	    factors_region(factors, "Cloud B", (struct place){0}, NULL, folder->diags);
	const struct region *zed =
	    factors_region(factors, "zed", (struct place){0}, NULL, folder->diags);
	const struct thing *box = factors_thing(factors, "Box of cards", "instance",
						(struct place){0}, NULL, folder->diags);
	const struct thing *card = factors_thing(factors, "card", "accelerator",
						 (struct place){0}, NULL, folder->diags);

	assert_string_equal(cloud->code, "cl:b");
	assert_string_equal(cloud->kind, "cloud");
	assert_string_equal(cloud->zone, "zz:north");
	assert_string_equal(cloud->provider, "cl");
	assert_null(zed->zone);
	assert_string_equal(zed->kind, "country");
	assert_int_equal(box->contains_count, 8);
	assert_string_equal(box->contains, "zz-card");
	assert_null(box->maker);
	assert_int_equal(card->contains_count, 0);
	assert_null(card->contains);
	assert_string_equal(card->maker, "Zed");
	factors_close(factors);
}

static void sorts_rows_into_kinds(void **state)
{
	static const char *const kinds[][2] = {
	    {"electricity/ZZ/2020/gwp", "grid-country"},
	    {"electricity/ZZ/2021/gwp/direct", "grid-country"},
	    {"electricity/ZZ/2020/gwp_market", "grid-market"},
	    {"electricity/ZZ/2020/pe", "electricity-resource"},
	    {"electricity/ZZ-A/2011/gwp", "grid-subnational"},
	    {"electricity/zz:north/2020/gwp", "grid-zone"},
	    {"electricity/cl:b/2011/gwp", "grid-cloud"},
	    {"electricity/cl:b/2011/gwp/other-2012", "grid-vintage"},
	    {"electricity/WORLD/2090/gwp", "grid-world"},
	    {"electricity-upstream/ZZ/2020/gwp", "upstream"},
	    {"default/-/-/gsd-world", "default"},
	    {"zz-card/-/-/tdp", "accelerator"},
	    {"zz-card/-/-/gwp", "embodied"},
	};
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct factor *factor = factors_by_id(factors, kinds[i][0]);

		if (!factor || strcmp(factor->kind, kinds[i][1]) != 0)
			fail_msg("%s: %s", kinds[i][0], factor ? factor->kind : "no row");
	}
	factors_close(factors);
}

/* A user's row that hides one of the built-in layer counts once. */
static void counts_what_is_seen(void **state)
{
	struct folder *folder = *state;
	const char *path = folder_write(folder, "mine.csv",
					"activity,region,year,criterion,value,unit\n"
					"electricity,FR,2022,gwp,50,gCO2e/kWh\n"
					"losses,FR,1950,ratio,0.1,1\n");
	const struct factors_options with = {.user = &path, .count = 1};
	const struct factors_options none = {.count = 0};
	struct factors *mine = factors_open(folder->arena, &with, folder->diags);
	struct factors *plain = factors_open(folder->arena, &none, folder->diags);
	const struct factor_count *a, *b;
	size_t count = factors_counts(plain, &a), i;
	size_t sum = 0;
	const struct factor **all;

	assert_int_equal(factors_counts(mine, &b), count);
	for (i = 0; i < count; i++) {
		assert_string_equal(a[i].kind, b[i].kind);
		assert_int_equal(b[i].rows - a[i].rows, strcmp(a[i].kind, "losses") == 0);
		sum += a[i].rows;
	}
	assert_int_equal(sum, factors_list(plain, NULL, &all));
	factors_close(mine);
	factors_close(plain);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(tells_all_of_regions_and_things),
	    CASE(sorts_rows_into_kinds),
	    CASE(counts_what_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
