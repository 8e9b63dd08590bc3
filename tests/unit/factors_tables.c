/* Factor tables: what is refused, where, and what becomes of good ones. */

#include "factors/assemble.h"
#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

#define HEADER                                                                                 \
	"activity,region,year,criterion,value,unit,spread,method,method_gsd,boundary,status,"  \
	"note\n"

#define SOURCES	 "id,title,authors,year,url,licence,retrieved,note\n"
#define CRITERIA "order,id,name,unit,symbol,description,source\n"
#define REGIONS	 "code,alpha3,name,parent,kind,provider,aliases,zone\n"
#define THINGS	 "slug,name,kind,maker,aliases,contains\n"

static const struct {
	const char *row;
	enum diag_code code;
	unsigned column;
	const char *message; /* a part of it */
} bad_rows[] = {
    /* A grid of 402 t/kWh: metric tons with the decimal point lost. */
    {"electricity,DE,2021,gwp,000402,tCO2e/kWh,,,,,,", DIAG_FACTOR_LIMIT, 25,
     "'000402 tCO2e/kWh'"},
    {"electricity,FI,2021,gwp,000077,tCO2e/kWh,,,,,,", DIAG_FACTOR_LIMIT, 25,
     "'000077 tCO2e/kWh'"},
    {"electricity,DE,2021,gwp,1501,gCO2e/kWh,,,,,,", DIAG_FACTOR_LIMIT, 25, "1500"},
    {"electricity,DE,2021,gwp,-1,gCO2e/kWh,,,,,,", DIAG_FACTOR_LIMIT, 25, "0 .. 1500"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,lognormal 4000 1.1,,,,,", DIAG_FACTOR_LIMIT, 25,
     "400"},
    {"pue,aws,2021,ratio,0.9,1,,,,,,", DIAG_FACTOR_LIMIT, 20, "1 .. 3"},
    {"pue,aws,2021,ratio,3.1,1,,,,,,", DIAG_FACTOR_LIMIT, 20, "1 .. 3"},
    {"electricity,DE,2021,gwp,400,gCO2e,,,,,,", DIAG_FACTOR_UNIT, 29, "'gCO2e'"},
    {"electricity,DE,2021,gwp,400,g/kWh,,,,,,", DIAG_FACTOR_UNIT, 29, "'g/kWh'"},
    {"electricity,DE,2021,water,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_UNIT, 31, "'gCO2e/kWh'"},
    {"electricity,DE,2021,gwp,400,gCO2e/blorp,,,,,,", DIAG_FACTOR_UNIT, 29, "blorp"},
    {"nvidia-a100-sxm4-80gb,,,tdp,400,kWh,,,,,,", DIAG_FACTOR_UNIT, 33, "'kWh'"},
    {"nvidia-a100-sxm4-80gb,,,gwp,150,kgCO2e/kWh,,,,,,", DIAG_FACTOR_UNIT, 33, "'kgCO2e/kWh'"},
    {"electricity,DE,2021,gwp,,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 25, "found nothing"},
    {"electricity,DE,2021,gwp,n/a,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 25, "'n/a'"},
    {"electricity,DE,2021,gwp,nan,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 25, "'nan'"},
    {"electricity,DE,2021,gwp,\"4,5\",gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 25, "'4,5'"},
    {"electricity,DE,2021,gwp,0,gCO2e/kWh,x/ 1.1,,,,,", DIAG_FACTOR_VALUE, 37, "a value of 0"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,x/ 0.9,,,,,", DIAG_FACTOR_VALUE, 39, "'x/ 0.9'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,x/,,,,,", DIAG_FACTOR_VALUE, 39, "'x/'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,about 10,,,,,", DIAG_FACTOR_VALUE, 39,
     "'about 10'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,pert 3 2 1,,,,,", DIAG_FACTOR_VALUE, 39,
     "'pert 3 2 1'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,uniform 3 3,,,,,", DIAG_FACTOR_VALUE, 39,
     "'uniform 3 3'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,normal 1 2 3,,,,,", DIAG_FACTOR_VALUE, 39,
     "'normal 1 2 3'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,± 10,,,,,", DIAG_FACTOR_VALUE, 39, "'± 10'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,,ember,,,,", DIAG_FACTOR_VALUE, 46, "'ember'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,,,1.2,,,", DIAG_FACTOR_VALUE, 41, "'1.2'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,,ember,0.9,,,", DIAG_FACTOR_VALUE, 46, "'0.9'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,,,,somewhere,,", DIAG_FACTOR_VALUE, 42,
     "boundary 'somewhere'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh,,,,,checked,", DIAG_FACTOR_VALUE, 43,
     "status 'checked'"},
    {"electricity,DE,21,gwp,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 16, "'21'"},
    {"electricity,DE,2021.5,gwp,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 16, "'2021.5'"},
    {"electricity,DE,2021,gpw,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 21, "'gpw'"},
    {"electricity,XX,2021,gwp,400,gCO2e/kWh,,,,,,", DIAG_REGION_UNKNOWN, 13, "'XX'"},
    {"pue,gcp:nowhere,2021,ratio,1.1,1,,,,,,", DIAG_REGION_UNKNOWN, 5, "'gcp:nowhere'"},
    {",DE,2021,gwp,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 1, "activity"},
    {"A100,,,tdp,400,W,,,,,,", DIAG_THING_AMBIGUOUS, 1, "'A100'"},
    {"electricity,DE,2021,gwp,400,gCO2e/kWh", DIAG_FACTOR_TABLE, 1, "found 6"},
};

static void refuses_rows_that_cannot_be_right(void **state)
{
	struct folder *folder = *state;
	size_t i;

	for (i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
		const char *path = folder_write(
		    folder, "bad.csv",
		    arena_printf(folder->arena, "%s%s\n", HEADER, bad_rows[i].row));
		const struct diag *diag;

		folder->diags = diags_new(folder->arena);
		if (factors_check_files(folder->arena, &path, 1, folder->diags))
			fail_msg("%s: accepted", bad_rows[i].row);
		if (diags_count(folder->diags) != 1)
			fail_msg("%s: %s", bad_rows[i].row, folder_reports(folder));
		diag = diags_at(folder->diags, 0);
		if (diag->code != bad_rows[i].code || diag->place.line != 2 ||
		    diag->place.column != bad_rows[i].column ||
		    !strstr(diag->message, bad_rows[i].message))
			fail_msg("%s: %s", bad_rows[i].row, folder_reports(folder));
		assert_string_equal(diag->place.file, path);
	}
}

static void refuses_bad_headers_and_files(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		size_t count;
	} cases[] = {
	    {"", DIAG_FACTOR_TABLE, 1},
	    {"activity,criterion,value\n", DIAG_FACTOR_TABLE, 1},
	    {"criterion,unit\n", DIAG_FACTOR_TABLE, 2},
	    {"activity,criterion,value,unit,colour\n", DIAG_FACTOR_TABLE, 1},
	    {"activity,criterion,value,unit\n\"electricity", DIAG_CSV_QUOTE, 1},
	};
	struct folder *folder = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = folder_write(folder, "bad.csv", cases[i].text);

		folder->diags = diags_new(folder->arena);
		assert_false(factors_check_files(folder->arena, &path, 1, folder->diags));
		if (diags_count(folder->diags) != cases[i].count ||
		    diags_at(folder->diags, 0)->code != cases[i].code)
			fail_msg("case %zu: %s", i, folder_reports(folder));
	}
}

static void reports_everything_at_once(void **state)
{
	static const char first[] = HEADER "electricity,XX,2021,gwp,4000,gCO2e/kWh,,,,,,\n"
					   "electricity,DE,2021,gwp,400,gCO2e/kWh,,,,,,\n"
					   "electricity,Germany,2021,gwp,401,gCO2e/kWh,,,,,,\n";
	static const char second[] = "unit,value,criterion,activity\nW,,tdp,my-card\n";
	struct folder *folder = *state;
	const char *paths[] = {
	    folder_write(folder, "a.csv", first), folder_write(folder, "b.csv", second),
	    arena_printf(folder->arena, "%s/missing.csv", folder->path), folder->path};

	assert_false(factors_check_files(folder->arena, paths, 4, folder->diags));
	assert_int_equal(diags_count(folder->diags), 6);
	assert_int_equal(diags_at(folder->diags, 0)->code, DIAG_REGION_UNKNOWN);
	assert_int_equal(diags_at(folder->diags, 1)->code, DIAG_FACTOR_LIMIT);
	assert_int_equal(diags_at(folder->diags, 2)->code, DIAG_FACTOR_DUPLICATE);
	assert_int_equal(diags_at(folder->diags, 2)->place.line, 4);
	assert_non_null(strstr(diags_at(folder->diags, 2)->message, "a.csv:3"));
	assert_int_equal(diags_at(folder->diags, 3)->code, DIAG_FACTOR_VALUE);
	assert_int_equal(diags_at(folder->diags, 4)->code, DIAG_FILE_OPEN);
	assert_int_equal(diags_at(folder->diags, 5)->code, DIAG_FILE_OPEN);
}

static const struct {
	const char *spread;
	struct dist dist; /* of a row of 400 W, in kW */
} spreads[] = {
    {"", {.kind = DIST_EXACT, .a = 0.4}},
    {"x/ 1.15", {.kind = DIST_LOGNORMAL, .a = 0.4, .b = 1.15}},
    {"± 10 %", {.kind = DIST_NORMAL, .a = 0.4, .b = 0.04 / 1.959963984540054}},
    {"+/- 10 %", {.kind = DIST_NORMAL, .a = 0.4, .b = 0.04 / 1.959963984540054}},
    {"lognormal 300 1.2", {.kind = DIST_LOGNORMAL, .a = 0.3, .b = 1.2}},
    {"lognormal 300 1.2 shift 100", {.kind = DIST_LOGNORMAL, .a = 0.3, .b = 1.2, .c = 0.1}},
    {"normal 380 20", {.kind = DIST_NORMAL, .a = 0.38, .b = 0.02}},
    {"uniform 300 400", {.kind = DIST_UNIFORM, .a = 0.3, .c = 0.4}},
    {"triangular 300 350 400", {.kind = DIST_TRIANGULAR, .a = 0.3, .b = 0.35, .c = 0.4}},
    {"pert 300 350 400", {.kind = DIST_PERT, .a = 0.3, .b = 0.35, .c = 0.4}},
};

static void reads_every_spread(void **state)
{
	struct folder *folder = *state;
	size_t i;

	for (i = 0; i < sizeof spreads / sizeof *spreads; i++) {
		const char *path = folder_write(
		    folder, "card.csv",
		    arena_printf(folder->arena,
				 "activity,criterion,value,unit,spread\ncard,tdp,400,W,%s\n",
				 spreads[i].spread));
		struct factors *factors = factors_open(
		    folder->arena, &(struct factors_options){.user = &path, .count = 1},
		    folder->diags);
		const struct factor *factor;

		if (!factors)
			fail_msg("%s: %s", spreads[i].spread, folder_reports(folder));
		factor = factors_by_id(factors, "card/-/-/tdp");
		assert_int_equal(factor->quantity.dist.kind, spreads[i].dist.kind);
		assert_near(factor->quantity.dist.a, spreads[i].dist.a, 1e-12,
			    spreads[i].spread);
		assert_near(factor->quantity.dist.b, spreads[i].dist.b, 1e-12,
			    spreads[i].spread);
		assert_near(factor->quantity.dist.c, spreads[i].dist.c, 1e-12,
			    spreads[i].spread);
		factors_close(factors);
	}
}

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
	    {"grid.csv", HEADER "steam,Q,2020,gwp,1,kgCO2e/kWh,,,,,,\n", DIAG_THING_UNKNOWN, 2},
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
	    CASE(refuses_rows_that_cannot_be_right),
	    CASE(refuses_bad_headers_and_files),
	    CASE(reports_everything_at_once),
	    CASE(reads_every_spread),
	    CASE(refuses_bad_lists),
	    CASE(builds_the_same_bytes_twice_and_serves_them),
	    CASE(refuses_other_databases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
