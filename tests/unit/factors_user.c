/* Layers of the user above the built-in factors. */

#include "factors/factors.h"
#include "lca/base/text.h"
#include "tests/unit/factors_fixture.h"

static struct factors *open_layers(struct folder *folder, const char *const *texts,
				   size_t count)
{
	const char *paths[4] = {0};
	struct factors *factors;
	size_t i;

	for (i = 0; i < count; i++)
		paths[i] =
		    folder_write(folder, arena_printf(folder->arena, "%zu.csv", i), texts[i]);
	factors = factors_open(folder->arena,
			       &(struct factors_options){.user = paths, .count = count},
			       folder->diags);
	if (!factors)
		fail_msg("%s", folder_reports(folder));
	return factors;
}

static const struct {
	const char *activity, *region;
	int year;
	double value; /* in the unit of the row */
	const char *id;
	bool user, steps;
} searches[] = {
    {"electricity", "FR", 2023, 50, "electricity/FR/2023/gwp", true, false},
    {"electricity", "FR", 2022, 76.23, "electricity/FR/2022/gwp", false, false},
    {"electricity", "FR", 2026, 0, "electricity/FR/2025/gwp", false, true},
    {"electricity", "FR", 2027, 10, "electricity/FR/2028/gwp", true, true},
    {"electricity", "FR", 2029, 10, "electricity/FR/2028/gwp", true, true},
    {"electricity", "FR", 0, 10, "electricity/FR/2028/gwp", true, false},
    {"electricity", "FR-HDF", 2023, 300, "electricity/FR-HDF/2022/gwp", true, true},
    {"electricity", "FR-HDF", 2012, 0, "electricity/FR/2012/gwp", false, true},
    /* a timeless row of the user fits every year */
    {"electricity", "PL", 2020, 100, "electricity/PL/-/gwp", true, false},
    {"electricity", "PL", 0, 100, "electricity/PL/-/gwp", true, false},
    {"nvidia-a100-sxm4-80gb", "", 0, 77, "nvidia-a100-sxm4-80gb/-/-/gwp", true, false},
    {"my-steel", "FR", 2020, 2, "my-steel/-/-/gwp", true, false},
};

static void user_rows_take_part_in_the_search(void **state)
{
	static const char *const texts[] = {
	    /* columns in another order, bare values, names as people type them */
	    "value,unit,criterion,activity,region,year\n"
	    "50,gCO2e/kWh,gwp,electricity,France,2023\n"
	    "10,gCO2e/kWh,gwp,electricity,fra,2028\n"
	    "300,gCO2e/kWh,gwp,Electricity,FR-HDF,2022\n"
	    "100,gCO2e/kWh,gwp,electricity,PL,\n"
	    "77,kgCO2e,gwp,NVIDIA A100-SXM4-80GB,,\n"
	    "2,kgCO2e/kg,gwp,my-steel,,\n",
	};
	struct folder *folder = *state;
	struct factors *factors = open_layers(folder, texts, 1);
	size_t i;

	for (i = 0; i < sizeof searches / sizeof *searches; i++) {
		const struct factor *factor = factors_find(
		    factors, searches[i].activity, searches[i].region, searches[i].year, "gwp",
		    (struct place){0}, NULL, folder->diags);

		if (!factor || strcmp(factor->id, searches[i].id) != 0 ||
		    (factor->steps != NULL) != searches[i].steps ||
		    text_ends(factor->layer, "0.csv") != searches[i].user)
			fail_msg("row %zu: %s of %s, %s", i, factor ? factor->id : "nothing",
				 factor ? factor->layer : "-",
				 factor && factor->steps ? factor->steps : "no steps");
		if (searches[i].user)
			assert_near(dist_median(&factor->quantity.dist) /
					factor->quantity.unit.scale,
				    searches[i].value, 1e-12, factor->id);
		if (searches[i].user)
			assert_string_equal(factor->source, factor->layer);
	}
	factors_close(factors);
}

static void the_last_layer_is_on_top(void **state)
{
	static const char *const texts[] = {
	    "activity,region,year,criterion,value,unit\nelectricity,FR,2023,gwp,50,gCO2e/kWh\n"
	    "electricity,DE,2023,gwp,300,gCO2e/kWh\n",
	    "activity,region,year,criterion,value,unit\nelectricity,FR,2023,gwp,40,gCO2e/kWh\n",
	};
	struct folder *folder = *state;
	struct factors *factors = open_layers(folder, texts, 2);
	const struct factor **found;
	size_t count, i;

	assert_near(factors_by_id(factors, "electricity/FR/2023/gwp")->quantity.dist.a, 0.04,
		    1e-12, "FR");
	assert_near(factors_by_id(factors, "electricity/DE/2023/gwp")->quantity.dist.a, 0.3,
		    1e-12, "DE");
	/* a hidden row is neither listed nor found */
	assert_int_equal(factors_list(factors, "electricity/FR/2023/gwp", &found), 1);
	assert_near(found[0]->quantity.dist.a, 0.04, 1e-12, "listed");
	count = factors_search(factors, "electricity fr 2023 gwp", &found);
	assert_true(count > 1);
	assert_string_equal(found[0]->id, "electricity/FR/2023/gwp");
	assert_near(found[0]->quantity.dist.a, 0.04, 1e-12, "searched");
	for (i = 1; i < count; i++)
		assert_string_not_equal(found[i]->id, "electricity/FR/2023/gwp");
	factors_close(factors);
}

static void layers_change_the_digest(void **state)
{
	static const char *const one[] = {"activity,criterion,value,unit\nmine,gwp,1,kgCO2e\n"};
	static const char *const other[] = {
	    "activity,criterion,value,unit\nmine,gwp,2,kgCO2e\n"};
	struct folder *folder = *state;
	struct factors *plain = open_layers(folder, NULL, 0);
	struct factors *first = open_layers(folder, one, 1),
		       *again = open_layers(folder, one, 1);
	struct factors *second = open_layers(folder, other, 1);

	assert_string_equal(factors_digest(first), factors_digest(again));
	assert_string_not_equal(factors_digest(first), factors_digest(second));
	assert_string_not_equal(factors_digest(first), factors_digest(plain));
	factors_close(plain);
	factors_close(first);
	factors_close(again);
	factors_close(second);
}

static void things_of_the_user_are_things(void **state)
{
	static const char *const texts[] = {
	    "activity,criterion,value,unit\nmy-card,tdp,250,W\n"};
	struct folder *folder = *state;
	struct factors *factors = open_layers(folder, texts, 1);
	const struct thing *thing = factors_thing(factors, "My-Card", "accelerator",
						  (struct place){0}, NULL, folder->diags);

	assert_non_null(thing);
	assert_string_equal(thing->slug, "my-card");
	assert_string_equal(thing->kind, "accelerator");
	factors_close(factors);
}

static void reports_all_layers(void **state)
{
	struct folder *folder = *state;
	const char *paths[] = {"/no/such/file.csv", folder_write(folder, "a.csv", "activity\n"),
			       folder->path};

	assert_null(factors_open(folder->arena,
				 &(struct factors_options){.user = paths, .count = 3},
				 folder->diags));
	assert_int_equal(diags_count(folder->diags), 5);
	assert_int_equal(diags_status(folder->diags), 3);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(user_rows_take_part_in_the_search),
	    CASE(the_last_layer_is_on_top),
	    CASE(layers_change_the_digest),
	    CASE(things_of_the_user_are_things),
	    CASE(reports_all_layers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
