/* Tables of published figures and of bounds: what is refused, where; and what the built-in ones
 * hold. */

#include "factors/figures.h"
#include "factors/assemble.h"
#include "lca/base/text.h"
#include "tests/unit/factors_fixture.h"

#define FIGURES                                                                                \
	"id,model,organisation,year,stage,hardware,n_accelerators,accelerator_hours,power_w,"  \
	"power_kind,energy_kwh,energy_scope,pue,carbon_intensity_kg_per_kwh,grid_or_region,"   \
	"reported_printed,reported_tco2e,accounting,water_l,source,locator,note,confidence,"   \
	"evidence\n"
#define BOUNDS "id,name,low,high,unit,status,source,locator,note\n"

static const char *const lists[][2] = {
    {"VERSION", "test\n"},
    {"sources.csv",
     "id,title,authors,year,url,licence,retrieved,note\nme,Mine,A. Body,2024,,CC0-1.0,,\n"},
    {"criteria.csv",
     "order,id,name,unit,symbol,description,source\n1,gwp,climate,kgCO2e,kgCO2e,,me\n"},
    {"regions.csv",
     "code,alpha3,name,parent,kind,provider,aliases\nUS,USA,America,,country,,\n"},
    {"things.csv", "slug,name,kind,maker,aliases\nelectricity,electricity,activity,,\n"},
};

static const struct {
	const char *file, *head, *rows;
	enum diag_code code;
	unsigned line, column;
	const char *message; /* a part of it */
} bad_tables[] = {
    {"figures.csv", FIGURES, ",m,o,2020,training,,,,,,,,,,,1,,,,me,t 1,,high,primary_text\n",
     DIAG_FACTOR_VALUE, 2, 1, "text for id"},
    {"figures.csv", FIGURES,
     "a,m,o,2020,training,,,some,,,,,,,,1,,,,me,t 1,,high,primary_text\n", DIAG_FACTOR_VALUE, 2,
     23, "'some'"},
    {"figures.csv", FIGURES, "a,m,o,2020,training,,,,,,,,,,,1,,,,you,t 1,,high,primary_text\n",
     DIAG_FACTOR_SOURCE, 2, 36, "'you'"},
    {"figures.csv", FIGURES,
     "a,m,o,2020,training,,,,,,,,,,,1,,,,me,t 1,,high,primary_text\n"
     "a,m,o,2020,training,,,,,,,,,,,2,,,,me,t 1,,high,primary_text\n",
     DIAG_FACTOR_DUPLICATE, 3, 1, "twice"},
    {"bounds.csv", BOUNDS, "b,bound,2,1,kWh,estimate,me,t 1,\n", DIAG_FACTOR_VALUE, 2, 11,
     "more than 2"},
    {"bounds.csv", BOUNDS, "b,bound,1,2,furlongs,estimate,me,t 1,\n", DIAG_FACTOR_UNIT, 2, 13,
     "'furlongs'"},
    {"bounds.csv", BOUNDS, "b,bound,1,2,kWh,checked,me,t 1,\n", DIAG_FACTOR_VALUE, 2, 17,
     "'checked'"},
    {"bounds.csv", BOUNDS, "b,bound,1,2,kWh,estimate,me,,\n", DIAG_FACTOR_VALUE, 2, 29,
     "text for locator"},
};

static void write_lists(struct folder *folder)
{
	size_t i;

	for (i = 0; i < sizeof lists / sizeof *lists; i++)
		folder_write(folder, lists[i][0], lists[i][1]);
}

static void refuses_bad_rows(void **state)
{
	struct folder *folder = *state;
	size_t i;

	write_lists(folder);
	for (i = 0; i < sizeof bad_tables / sizeof *bad_tables; i++) {
		const char *path =
		    folder_write(folder, bad_tables[i].file,
				 arena_printf(folder->arena, "%s%s", bad_tables[i].head,
					      bad_tables[i].rows));
		struct diags *diags = diags_new(folder->arena);
		struct layer layer = {0};
		const struct diag *diag;

		if (assemble_folder(&layer, folder->arena, folder->path, diags) ||
		    diags_count(diags) != 1)
			fail_msg("row %zu: %zu errors", i, diags_count(diags));
		diag = diags_at(diags, 0);
		if (diag->code != bad_tables[i].code ||
		    diag->place.line != bad_tables[i].line ||
		    diag->place.column != bad_tables[i].column ||
		    !strstr(diag->message, bad_tables[i].message))
			fail_msg("row %zu: %u:%u: %s", i, (unsigned)diag->place.line,
				 (unsigned)diag->place.column, diag->message);
		layer_close(&layer);
		remove(path);
	}
}

static void holds_published_figures(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	size_t count, i, found = 0;
	const struct published *rows = factors_figures(factors, &count);

	assert_true(count > 100);
	for (i = 0; i < count; i++) {
		assert_non_null(factors_source(factors, figure_cell(&rows[i], "source")));
		if (!text_same(figure_cell(&rows[i], "id"), "strubell-nas"))
			continue;
		found++;
		assert_string_equal(figure_cell(&rows[i], "reported_printed"), "626,155 lb");
		assert_string_equal(figure_cell(&rows[i], "accelerator_hours"), "2192960");
	}
	assert_int_equal(found, 1);
	factors_close(factors);
}

static void hides_what_was_not_published(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {.as_of = "2020-06"};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	size_t count, i;
	const struct published *rows = factors_figures(factors, &count);

	assert_true(count > 0);
	for (i = 0; i < count; i++)
		assert_true(strcmp(figure_cell(&rows[i], "year"), "2020") <= 0);
	factors_close(factors);
}

static void holds_bounds(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	const struct bound *person = factors_bound(factors, "person-year");
	const struct bound *pue = factors_bound(factors, "pue");

	assert_non_null(person);
	assert_near(person->low, 20, 1e-12, "person-year");
	assert_near(person->high, 50000, 1e-12, "person-year");
	assert_non_null(strstr(person->citation, "Qatar"));
	assert_non_null(pue);
	assert_near(pue->low, 1, 1e-12, "pue");
	assert_near(pue->high, 3, 1e-12, "pue");
	assert_near(factors_bound(factors, "power-over-tdp")->high,
		    1.2 * factors_bound(factors, "host-factor")->high, 1e-9, "draw times host");
	assert_true(factors_bound(factors, "intensity-times-pue")->high >=
		    1.67 * factors_bound(factors, "intensity")->high);
	assert_ptr_equal(pue, factors_bound(factors, "pue"));
	assert_null(factors_bound(factors, "no such bound"));
	factors_close(factors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(refuses_bad_rows, folder_make, folder_remove),
	    cmocka_unit_test_setup_teardown(holds_published_figures, folder_make,
					    folder_remove),
	    cmocka_unit_test_setup_teardown(hides_what_was_not_published, folder_make,
					    folder_remove),
	    cmocka_unit_test_setup_teardown(holds_bounds, folder_make, folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
