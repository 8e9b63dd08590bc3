/* The lists behind the factor tables, and the database made of a folder of them. */

#include "factors/assemble.h"
#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

#define GRID	 "activity,region,year,criterion,value,unit\n"
#define SOURCES	 "id,title,authors,year,url,licence,retrieved,note\n"
#define CRITERIA "order,id,name,unit,symbol,description,source\n"
#define REGIONS	 "code,alpha3,name,parent,kind,provider,aliases,zone\n"
#define THINGS	 "slug,name,kind,maker,aliases,contains\n"

static const char *const lists[][2] = {
    {"VERSION", "test\n"},
    {"sources.csv",
     "id,title,authors,year,url,licence,retrieved,note\nme,Mine,A. Body,2024,,CC0-1.0,,\n"},
    {"criteria.csv",
     "order,id,name,unit,symbol,description,source\n1,gwp,climate,kgCO2e,kgCO2e,,me\n"},
    {"regions.csv", "code,alpha3,name,parent,kind,provider,aliases\n"
		    "A-B,,Part,Q,subdivision,,\n"
		    "A-C,,Other part,Q,subdivision,,\n"
		    "Q,QQQ,Aland,,country,,Alandia; Land of A\n"},
    {"things.csv", "slug,name,kind,maker,aliases\nelectricity,electricity,activity,,\n"},
};

static void write_lists(struct folder *folder)
{
	size_t i;

	for (i = 0; i < sizeof lists / sizeof *lists; i++)
		folder_write(folder, lists[i][0], lists[i][1]);
}

static void refuses_bad_lists(void **state)
{
	static const struct {
		const char *file, *text;
		enum diag_code code;
		unsigned line;
	} cases[] = {
	    {"sources.csv", SOURCES "me,Mine,,2024,,MIT,,\nme,Mine,,2024,,MIT,,\n",
	     DIAG_FACTOR_DUPLICATE, 3},
	    {"sources.csv", SOURCES "me,Mine,,2024,,MIT,,\n,Mine,,2024,,MIT,,\n",
	     DIAG_FACTOR_VALUE, 3},
	    {"sources.csv", SOURCES "me,Mine,,2024,,ODbL-1.0,,\n", DIAG_FACTOR_VALUE, 2},
	    {"sources.csv", SOURCES "me,Mine,,2024,,,,\n", DIAG_FACTOR_VALUE, 2},
	    {"sources.csv", SOURCES "me,Mine,,,,MIT,,\n", DIAG_FACTOR_VALUE, 2},
	    {"sources.csv", SOURCES "me,Mine,,2024,https://x.org/,MIT,,\n", DIAG_FACTOR_VALUE,
	     2},
	    {"sources.csv", SOURCES "me,Mine,,2024,,MIT,today,\n", DIAG_FACTOR_VALUE, 2},
	    {"criteria.csv", CRITERIA "1,gwp,climate,kgCO2x,,,me\n", DIAG_FACTOR_UNIT, 2},
	    {"criteria.csv", CRITERIA "1,gwp,climate,kgCO2e,,,you\n", DIAG_FACTOR_VALUE, 2},
	    {"regions.csv", REGIONS "A,,Aland,B,country,,,\n", DIAG_FACTOR_VALUE, 2},
	    {"regions.csv", REGIONS "A,,Aland,,country,,,b:north\n", DIAG_FACTOR_VALUE, 2},
	    {"regions.csv", REGIONS "A,,Aland,,continent,,,\n", DIAG_FACTOR_VALUE, 2},
	    /* no name means two places, whatever sort of name it is */
	    {"regions.csv", REGIONS "A,,Aland,,country,,,\nB,,Bland,,country,,aland,\n",
	     DIAG_FACTOR_DUPLICATE, 2},
	    {"regions.csv", REGIONS "A,,Aland,,country,,,\nB,,Bland,,country,,x; A,\n",
	     DIAG_FACTOR_DUPLICATE, 3},
	    {"things.csv", "slug,name,kind,maker\n", DIAG_FACTOR_TABLE, 1},
	    {"things.csv", THINGS "card,Card,gadget,,,\n", DIAG_FACTOR_VALUE, 2},
	    {"things.csv", THINGS "card,Card,accelerator,,,\nbox,Box,instance,,,8 cards\n",
	     DIAG_THING_UNKNOWN, 3},
	    {"things.csv", THINGS "card,Card,accelerator,,,\nbox,Box,instance,,,card\n",
	     DIAG_FACTOR_VALUE, 3},
	    {"things.csv", THINGS "card,Card,accelerator,,,\nbox,Box,instance,,,0 card\n",
	     DIAG_FACTOR_VALUE, 3},
	    {"grid.csv", GRID "steam,Q,2020,gwp,1,kgCO2e/kWh\n", DIAG_THING_UNKNOWN, 2},
	    {"grid.csv",
	     "activity,criterion,value,unit,source\nelectricity,gwp,1,kgCO2e/kWh,you\n",
	     DIAG_FACTOR_SOURCE, 2},
	};
	struct folder *folder = *state;
	struct layer layer;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path;

		write_lists(folder);
		path = folder_write(folder, cases[i].file, cases[i].text);
		folder->diags = diags_new(folder->arena);
		if (assemble_folder(&layer, folder->arena, folder->path, folder->diags))
			fail_msg("case %zu: accepted", i);
		if (diags_count(folder->diags) < 1 ||
		    diags_at(folder->diags, 0)->code != cases[i].code ||
		    diags_at(folder->diags, 0)->place.line != cases[i].line)
			fail_msg("case %zu: %s", i, folder_reports(folder));
		remove(path);
	}
}

static const char *build(struct folder *folder, const char *name)
{
	const char *path = arena_printf(folder->arena, "%s/%s", folder->path, name);
	struct layer layer;

	if (!assemble_folder(&layer, folder->arena, folder->path, folder->diags))
		fail_msg("%s", folder_reports(folder));
	assert_true(assemble_write(&layer, folder->arena, path, folder->diags));
	layer_close(&layer);
	return path;
}

static const char *bytes_of(struct folder *folder, const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	char *bytes = arena_alloc(folder->arena, 1 << 20);

	assert_non_null(file);
	*length = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

static void builds_the_same_bytes_twice_and_serves_them(void **state)
{
	static const char *const names[] = {"q", "QQQ", "aland", "land of a", " Alandia "};
	struct folder *folder = *state;
	const char *first, *second, *a, *b;
	const struct factor *factor;
	struct factors *factors;
	size_t length, other, i;

	write_lists(folder);
	folder_write(folder, "grid.csv",
		     "activity,region,year,criterion,value,unit,source\nelectricity,Q,2020,gwp,"
		     "1,kgCO2e/kWh,me\n");
	first = build(folder, "one.db");
	second = build(folder, "two.db");
	a = bytes_of(folder, first, &length);
	b = bytes_of(folder, second, &other);
	assert_int_equal(length, other);
	assert_memory_equal(a, b, length);

	factors =
	    factors_open(folder->arena, &(struct factors_options){.user = &first, .count = 1},
			 folder->diags);
	assert_non_null(factors);
	factor = factors_find(factors, "electricity", "A-B", 2020, "gwp", (struct place){0},
			      NULL, folder->diags);
	assert_non_null(factor);
	assert_string_equal(factor->layer, first);
	assert_string_equal(factor->citation, "A. Body (2024): Mine");
	assert_string_equal(factor->quantity.origin.place.file, "grid.csv");
	for (i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(
		    factors_region(factors, names[i], (struct place){0}, NULL, folder->diags)
			->code,
		    "Q");
	factors_close(factors);
}

static void refuses_other_databases(void **state)
{
	static const char *const files[][2] = {
	    {"text.db", "no database"},
	    {"empty.db", ""},
	    {"short.sqlite", "SQLite format 3"},
	};
	struct folder *folder = *state;
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++) {
		const char *path = folder_write(folder, files[i][0], files[i][1]);

		folder->diags = diags_new(folder->arena);
		assert_null(factors_open(folder->arena,
					 &(struct factors_options){.user = &path, .count = 1},
					 folder->diags));
		if (diags_count(folder->diags) != 1 ||
		    diags_at(folder->diags, 0)->code != DIAG_FACTOR_DATABASE)
			fail_msg("%s: %s", files[i][0], folder_reports(folder));
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(refuses_bad_lists),
	    CASE(builds_the_same_bytes_twice_and_serves_them),
	    CASE(refuses_other_databases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
