/* Equivalences: the table is read whole, and what is refused, where. */

#include "factors/assemble.h"
#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

#define HEADER                                                                                 \
	"id,name,value,unit,vintage,region,status,preferred,published,source,locator,note\n"
#define GOOD "mile,miles driven,0.4,kgCO2e/mile,2020,,verified,,2020,me,table 1,\n"

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
	const char *rows; /* below the header */
	enum diag_code code;
	unsigned line, column;
	const char *message; /* a part of it */
} bad_tables[] = {
    {",miles,0.4,kgCO2e/mile,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 1,
     "text for id"},
    {"mile,,0.4,kgCO2e/mile,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 6, "name"},
    {"mile,miles,some,kgCO2e/mile,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 12,
     "'some'"},
    {"mile,miles,0,kgCO2e/mile,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 12,
     "above 0"},
    {"mile,miles,0.4,kgCO2e,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_UNIT, 2, 16,
     "'kgCO2e'"},
    {"mile,miles,0.4,kWh/mile,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_UNIT, 2, 16,
     "'kWh/mile'"},
    {"mile,miles,0.4,kgCO2e/,2020,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_UNIT, 2, 16,
     "'kgCO2e/'"},
    {"mile,miles,0.4,kgCO2e/mile,,,verified,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 28,
     "vintage"},
    {"mile,miles,0.4,kgCO2e/mile,2020,XX,verified,,2020,me,p. 1,\n", DIAG_REGION_UNKNOWN, 2, 33,
     "'XX'"},
    {"mile,miles,0.4,kgCO2e/mile,2020,US,checked,,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 36,
     "'checked'"},
    {"mile,miles,0.4,kgCO2e/mile,2020,US,verified,1,2020,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 45,
     "'1'"},
    {"mile,miles,0.4,kgCO2e/mile,2020,US,verified,,once,me,p. 1,\n", DIAG_FACTOR_VALUE, 2, 46,
     "'once'"},
    {"mile,miles,0.4,kgCO2e/mile,2020,US,verified,,2020,you,p. 1,\n", DIAG_FACTOR_SOURCE, 2, 51,
     "'you'"},
    {"mile,miles,0.4,kgCO2e/mile,2020,US,verified,,2020,me,,\n", DIAG_FACTOR_VALUE, 2, 54,
     "locator"},
    {GOOD GOOD, DIAG_FACTOR_DUPLICATE, 3, 1, "line 2"},
    {"mile,miles,0.4,kgCO2e/mile,2020,,verified,yes,2020,me,p. 1,\n"
     "mile,miles,0.3,kgCO2e/mile,2021,,verified,yes,2021,me,p. 1,\n",
     DIAG_FACTOR_DUPLICATE, 3, 43, "line 2"},
};

static bool load(struct folder *folder, struct layer *layer, const char *rows)
{
	size_t i;

	for (i = 0; i < sizeof lists / sizeof *lists; i++)
		folder_write(folder, lists[i][0], lists[i][1]);
	folder_write(folder, "equivalences.csv",
		     arena_printf(folder->arena, "%s%s", HEADER, rows));
	folder->diags = diags_new(folder->arena);
	return assemble_folder(layer, folder->arena, folder->path, folder->diags);
}

static void refuses_rows_that_cannot_be_right(void **state)
{
	struct folder *folder = *state;
	struct layer layer;
	size_t i;

	for (i = 0; i < sizeof bad_tables / sizeof *bad_tables; i++) {
		const struct diag *diag;

		if (load(folder, &layer, bad_tables[i].rows))
			fail_msg("%s: accepted", bad_tables[i].rows);
		if (diags_count(folder->diags) != 1)
			fail_msg("%s: %s", bad_tables[i].rows, folder_reports(folder));
		diag = diags_at(folder->diags, 0);
		if (diag->code != bad_tables[i].code ||
		    diag->place.line != bad_tables[i].line ||
		    diag->place.column != bad_tables[i].column ||
		    !strstr(diag->message, bad_tables[i].message) ||
		    !strstr(diag->place.file, "/equivalences.csv"))
			fail_msg("%s: %s", bad_tables[i].rows, folder_reports(folder));
	}
}

static void keeps_vintages_side_by_side(void **state)
{
	static const char rows[] =
	    "mile,miles,0.0003,tCO2e/mile,2021,US,verified,yes,2021-05,me,p. 1,new\n" GOOD;
	struct folder *folder = *state;
	const char *path = arena_printf(folder->arena, "%s/out.db", folder->path);
	struct factors_options options = {.user = &path, .count = 1};
	const struct equivalence *found;
	struct factors *factors;
	struct layer layer;
	size_t count;

	if (!load(folder, &layer, rows))
		fail_msg("%s", folder_reports(folder));
	assert_true(assemble_write(&layer, folder->arena, path, folder->diags));
	layer_close(&layer);
	factors = factors_open(folder->arena, &options, folder->diags);
	assert_non_null(factors);
	found = factors_equivalences(factors, &count);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].vintage, "2021");
	assert_true(found[0].preferred);
	assert_string_equal(found[0].counted, "mile");
	assert_string_equal(found[0].note, "new");
	assert_near(dist_central(&found[0].one.dist), 0.3, 1e-15, "tCO2e");
	assert_int_equal(found[0].one.origin.place.line, 2);
	assert_false(found[1].preferred);
	assert_near(dist_central(&found[1].one.dist), 0.4, 1e-15, "kgCO2e");
	factors_close(factors);

	options.as_of = "2020";
	factors = factors_open(folder->arena, &options, folder->diags);
	assert_non_null(factors);
	found = factors_equivalences(factors, &count);
	assert_int_equal(count, 1);
	assert_string_equal(found[0].vintage, "2020");
	assert_true(found[0].preferred);
	factors_close(factors);
}

static void the_built_in_table_prefers_one_vintage(void **state)
{
	static const char *const things[] = {"car-mile-us", "forest-acre-year-us",
					     "phone-charge", "tree-seedling-10-years"};
	struct folder *folder = *state;
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	size_t count, i, k;
	const struct equivalence *rows = factors_equivalences(factors, &count);

	assert_true(count >= 23);
	for (k = 0; k < sizeof things / sizeof *things; k++) {
		size_t preferred = 0;

		for (i = 0; i < count; i++)
			preferred += rows[i].preferred && strcmp(rows[i].id, things[k]) == 0;
		assert_int_equal(preferred, 1);
	}
	for (i = 0; i < count; i++)
		assert_non_null(factors_source(factors, rows[i].source));
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(refuses_rows_that_cannot_be_right),
	    CASE(keeps_vintages_side_by_side),
	    CASE(the_built_in_table_prefers_one_vintage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
