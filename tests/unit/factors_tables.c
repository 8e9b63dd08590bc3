/* Factor tables: what is refused, where, and what becomes of good ones. */

#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

#define HEADER                                                                                 \
	"activity,region,year,criterion,value,unit,spread,method,method_gsd,boundary,status,"  \
	"note\n"

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
    {"electricity,DE,2021,GWP,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 21, "'GWP'"},
    {"electricity,DE,2021,gwp-market,400,gCO2e/kWh,,,,,,", DIAG_FACTOR_VALUE, 21,
     "'gwp-market'"},
    {"pue,aws,2021,Ratio,1.1,1,,,,,,", DIAG_FACTOR_VALUE, 14, "'Ratio' of pue"},
    {"nvidia-a100-sxm4-80gb,,,TDP,400,W,,,,,,", DIAG_FACTOR_VALUE, 25, "'TDP'"},
    {"default,,,lifetim,4,yr,,,,,,", DIAG_FACTOR_VALUE, 11, "default 'lifetim'"},
    {"default,,,host-power,300,L,,,,,,", DIAG_FACTOR_UNIT, 26, "'L'"},
    {"default,,,losses,0.6,1,,,,,,", DIAG_FACTOR_LIMIT, 18, "0 .. 0.5"},
    {"default,,,mfu,0,1,,,,,,", DIAG_FACTOR_LIMIT, 15, "'0'"},
    {"default,,,mfu-size-exponent,1.5,1,,,,,,", DIAG_FACTOR_LIMIT, 29, "0 .. 1"},
    {"default,,,small-model,0,1,,,,,,", DIAG_FACTOR_LIMIT, 23, "1 .. inf"},
    {"default,,,co2-to-co2e,0,1,,,,,,", DIAG_FACTOR_LIMIT, 23, "1 .. 2"},
    {"losses,DE,2021,ratio,0.06,1,normal 0.06 0.05,,,,,", DIAG_FACTOR_LIMIT, 29, "0 .. 0.99"},
    {"losses,DE,2021,ratio,0.4,1,x/ 3,,,,,", DIAG_FACTOR_LIMIT, 28, "0 .. 0.99"},
    {"pue,aws,2021,ratio,1.1,1,normal 1.1 0.1,,,,,", DIAG_FACTOR_LIMIT, 26, "1 .. inf"},
    {"pue,aws,2021,ratio,1.5,1,,own,1.5,,,", DIAG_FACTOR_LIMIT, 31, "spread of a method"},
    {"nvidia-a100-sxm4-80gb,,,tdp,400,W,normal 400 400,,,,,", DIAG_FACTOR_LIMIT, 35,
     "0 .. inf"},
    {"electricity,DE,2021,gwp,44,gCO2e/kWh,uniform 500 600,,,,,", DIAG_FACTOR_VALUE, 38,
     "outside its own spread"},
    {"pue,Google,2021,ratio,1.1,1,,,,,,", DIAG_REGION_UNKNOWN, 5, "'Google'"},
    {"wue,googel,2021,water,1.1,L/kWh,,,,,,", DIAG_REGION_UNKNOWN, 5, "'googel'"},
    {"pue,kind:hcp,2021,ratio,1.1,1,,,,,,", DIAG_REGION_UNKNOWN, 5, "'kind:hcp'"},
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

static void refuses_what_the_basis_and_the_day_cannot_be(void **state)
{
	static const struct {
		const char
		    *cells; /* criterion, variant, boundary, accounting, delivery, published */
		unsigned column;
		const char *message;
	} cases[] = {
	    {"gwp,CCF 2024,,,,", 25, "expected small letters"},
	    {"gwp,direct,lifecycle,,,", 32, "the boundary of its variant 'direct'"},
	    {"gwp,direct,,,,", 32, "the boundary of its variant 'direct', found ''"},
	    {"gwp,lifecycle,operational,,,", 35, "the boundary of its variant 'lifecycle'"},
	    {"gwp,,,market,,", 27, "gwp is location-based, found 'market'"},
	    {"gwp,,,marginal,,", 27, "gwp is location-based, found 'marginal'"},
	    {"gwp,,,,sent,", 28, "unknown delivery 'sent'"},
	    {"gwp,,,,,May 2024", 29, "expected a date such as 2024"},
	    {"gwp,,,,,2024-5", 29, "expected a date such as 2024"},
	    {"gwp,,,,,2024-99-99", 29, "expected a date such as 2024"},
	    {"gwp,,,,,2024-00", 29, "expected a date such as 2024"},
	    {"gwp,,,,,2023-02-29", 29, "expected a date such as 2024"},
	};
	struct folder *folder = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = folder_write(
		    folder, "bad.csv",
		    arena_printf(folder->arena,
				 "activity,region,year,criterion,variant,boundary,accounting,"
				 "delivery,published,value,unit\n"
				 "electricity,DE,2021,%s,400,gCO2e/kWh\n",
				 cases[i].cells));
		const struct diag *diag;

		folder->diags = diags_new(folder->arena);
		assert_false(factors_check_files(folder->arena, &path, 1, folder->diags));
		assert_int_equal(diags_count(folder->diags), 1);
		diag = diags_at(folder->diags, 0);
		if (diag->code != DIAG_FACTOR_VALUE || diag->place.column != cases[i].column ||
		    !strstr(diag->message, cases[i].message))
			fail_msg("%s: %s", cases[i].cells, folder_reports(folder));
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
	    {"activity,criterion,value,unit,value\n", DIAG_FACTOR_TABLE, 1},
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(refuses_rows_that_cannot_be_right),
	    CASE(refuses_what_the_basis_and_the_day_cannot_be),
	    CASE(refuses_bad_headers_and_files),
	    CASE(reports_everything_at_once),
	    CASE(reads_every_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
