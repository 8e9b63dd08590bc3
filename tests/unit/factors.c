/* The embedded factor database: look-ups, steps back, regions and things. */

#include "factors/factors.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "tests/near.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static const struct place here = {"train.yaml", 7, 3};

static int open_on(void **state, enum factors_basis basis)
{
	struct arena *arena = arena_new();
	struct fixture *fixture = arena_alloc(arena, sizeof *fixture);

	*fixture = (struct fixture){.arena = arena, .diags = diags_new(arena)};
	fixture->factors =
	    factors_open(arena, &(struct factors_options){.basis = basis}, fixture->diags);
	*state = fixture;
	return fixture->factors ? 0 : -1;
}

static int open_database(void **state)
{
	return open_on(state, FACTORS_LIFECYCLE);
}

static int open_direct(void **state)
{
	return open_on(state, FACTORS_DIRECT);
}

static int close_database(void **state)
{
	struct fixture *fixture = *state;

	factors_close(fixture->factors);
	arena_free(fixture->arena);
	return 0;
}

static const struct factor *find(struct fixture *fixture, const char *activity,
				 const char *region, int year, const char *criterion)
{
	return factors_find(fixture->factors, activity, region, year, criterion, here,
			    "sites.x", fixture->diags);
}

/* How many diagnostics of a code there are; the last one in *last where last is given. */
static size_t count_of(const struct fixture *fixture, enum diag_code code,
		       const struct diag **last)
{
	size_t count = 0, i;

	for (i = 0; i < diags_count(fixture->diags); i++) {
		if (diags_at(fixture->diags, i)->code != code)
			continue;
		count++;
		if (last)
			*last = diags_at(fixture->diags, i);
	}
	return count;
}

static void finds_published_values(void **state)
{
	static const struct {
		const char *activity, *region;
		int year;
		const char *criterion;
		double value; /* in the unit of the row */
		const char *unit, *id, *file;
	} cases[] = {
	    {"electricity", "FR", 2023, "gwp", 55.275, "gCO2e/kWh", "electricity/FR/2023/gwp",
	     "grid_country.csv"},
	    {"electricity", "FR", 2023, "electricity", 1, "kWh/kWh",
	     "electricity/-/-/electricity", "definitions.csv"},
	    {"pue", "google", 2021, "ratio", 1.10, "", "pue/google/2021/ratio", "pue.csv"},
	    {"nvidia-a100-sxm4-80gb", "", 0, "tdp", 400, "W", "nvidia-a100-sxm4-80gb/-/-/tdp",
	     "accelerators.csv"},
	    {"default", "", 0, "age-gsd-per-year", 1.15, "", "default/-/-/age-gsd-per-year",
	     "defaults.csv"},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct factor *factor = find(fixture, cases[i].activity, cases[i].region,
						   cases[i].year, cases[i].criterion);

		if (!factor)
			fail_msg("%s: no row", cases[i].id);
		assert_string_equal(factor->id, cases[i].id);
		assert_near(dist_median(&factor->quantity.dist) / factor->quantity.unit.scale,
			    cases[i].value, 1e-3, cases[i].id);
		assert_string_equal(factor->quantity.unit.text, cases[i].unit);
		assert_string_equal(factor->quantity.origin.place.file, cases[i].file);
		assert_true(factor->quantity.origin.place.line > 1);
		assert_string_equal(factor->quantity.origin.key, factor->id);
		assert_ptr_equal(factor->quantity.origin.factor, factor);
		assert_string_equal(factor->layer, "built-in");
		assert_true(strlen(factor->citation) > 0 && strlen(factor->licence) > 0);
		assert_null(factor->steps);
	}
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void finds_direct_values_as_they_stand(void **state)
{
	struct fixture *fixture = *state;
	const struct factor *factor =
	    find(fixture, "electricity", "gcp:us-central1", 2021, "gwp");

	assert_string_equal(factor->id, "electricity/gcp:us-central1/2021/gwp");
	assert_near(factor->quantity.dist.a, 0.394, 1e-12, factor->id);
	assert_null(factor->bridge);
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void finds_nothing_silently(void **state)
{
	static const struct {
		const char *activity, *region, *criterion;
	} cases[] = {
	    {"electricity", "FR", "gwp_market"}, /* never the location-based figure in its place
						  */
	    {"electricity", "AQ", "gwp"},	 /* never the world average */
	    {"electricity", "", "gwp"},		 {"electricity", "nowhere", "gwp"},
	    {"no-such-thing", "FR", "gwp"},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		if (find(fixture, cases[i].activity, cases[i].region, 2023, cases[i].criterion))
			fail_msg("%s/%s/%s: found", cases[i].activity, cases[i].region,
				 cases[i].criterion);
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void gives_the_latest_row_without_a_year(void **state)
{
	struct fixture *fixture = *state;
	const struct factor *factor = find(fixture, "electricity", "FR", 0, "gwp");

	assert_true(factor->year >= 2024);
	assert_null(factor->steps);
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void warns_of_suspect_zeros(void **state)
{
	struct fixture *fixture = *state;
	const struct factor *factor =
	    find(fixture, "electricity", "gcp:northamerica-northeast1", 2021, "gwp");

	assert_int_equal(factor->quantity.dist.kind, DIST_EXACT);
	assert_true(factor->quantity.dist.a == 0);
	assert_int_equal(count_of(fixture, DIAG_FACTOR_SUSPECT, NULL), 1);
	find(fixture, "electricity", "gcp:northamerica-northeast1", 2021, "gwp");
	assert_int_equal(count_of(fixture, DIAG_FACTOR_SUSPECT, NULL), 1);
}

static void shares_the_method_part(void **state)
{
	struct fixture *fixture = *state;
	const struct factor *germany = find(fixture, "electricity", "DE", 2023, "gwp");
	const struct factor *poland = find(fixture, "electricity", "PL", 2020, "gwp");
	const struct factor *france = find(fixture, "electricity", "FR", 2023, "gwp");

	assert_non_null(germany->method);
	/* Each row's part is a cell of its own, traced to the row, and all of them are one
	 * draw. */
	assert_string_equal(poland->method->origin.key, "electricity/PL/2020/gwp method");
	assert_string_equal(poland->method->origin.draw, germany->method->origin.draw);
	assert_string_equal(germany->method->origin.draw, "method/ember");
	assert_string_equal(germany->method->origin.key, "electricity/DE/2023/gwp method");
	assert_near(germany->method->dist.a, 1, 0, "median");
	assert_near(germany->method->dist.b, 1.15, 1e-15, "gsd");
	/* A cleaner grid moves more with the method, in the same direction. */
	assert_string_equal(france->method->origin.key, "electricity/FR/2023/gwp method");
	assert_near(france->method->dist.b, 1.33, 1e-15, "gsd of a clean grid");
	assert_string_equal(france->method->origin.draw, "method/ember");
}

static void tells_defaults_from_factors(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(find(fixture, "default", "", 0, "load-training")->quantity.origin.kind,
			 ORIGIN_DEFAULT);
	assert_int_equal(find(fixture, "pue", "kind:hpc", 0, "ratio")->quantity.origin.kind,
			 ORIGIN_DEFAULT);
	assert_int_equal(find(fixture, "pue", "google", 2021, "ratio")->quantity.origin.kind,
			 ORIGIN_FACTOR);
	assert_int_equal(find(fixture, "electricity", "FR", 2023, "gwp")->quantity.origin.kind,
			 ORIGIN_FACTOR);
}

static void knows_regions_by_every_name(void **state)
{
	static const struct {
		const char *name, *code, *parent, *provider;
	} cases[] = {
	    {"FR", "FR", NULL, NULL},
	    {"fra", "FR", NULL, NULL},
	    {"France", "FR", NULL, NULL},
	    {"NO", "NO", NULL, NULL},
	    {"us-tx", "US-TX", "US", NULL},
	    {"World", "WORLD", NULL, NULL},
	    {"GCP:us-central1", "gcp:us-central1", "US-IA", "google"},
	    {"gcp:europe-west9", "gcp:europe-west9", "FR", "google"},
	    {"aws:us-east-1", "aws:us-east-1", "US-VA", "aws"},
	    {"Georgia", "GE", NULL, NULL},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct region *region = factors_region(
		    fixture->factors, cases[i].name, here, "sites.x.region", fixture->diags);

		if (!region)
			fail_msg("%s: unknown", cases[i].name);
		assert_string_equal(region->code, cases[i].code);
		assert_true(text_same(region->parent, cases[i].parent));
		assert_true(text_same(region->provider, cases[i].provider));
	}
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void hints_at_the_nearest_names(void **state)
{
	static const struct {
		const char *name, *hint;
		enum diag_code code;
		const char *kind; /* of a thing */
	} cases[] = {
	    {"Frence", "'FR'", DIAG_REGION_UNKNOWN, NULL},
	    {"gcp:us-centrl1", "'gcp:us-central1'", DIAG_REGION_UNKNOWN, NULL},
	    {"", "region: WORLD", DIAG_REGION_UNKNOWN, NULL},
	    {"nvidia a100-sxm4-80", "'nvidia-a100-sxm4-80gb'", DIAG_THING_UNKNOWN,
	     "accelerator"},
	    {"electricity", "'", DIAG_THING_UNKNOWN, "accelerator"},
	    {"H1000", "'nvidia-h100", DIAG_THING_UNKNOWN, "accelerator"},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct diag *diag;

		if (cases[i].code == DIAG_REGION_UNKNOWN)
			assert_null(factors_region(fixture->factors, cases[i].name, here, "p",
						   fixture->diags));
		else
			assert_null(factors_thing(fixture->factors, cases[i].name,
						  cases[i].kind, here, "p", fixture->diags));
		assert_int_equal(diags_count(fixture->diags), i + 1);
		diag = diags_at(fixture->diags, i);
		assert_int_equal(diag->code, cases[i].code);
		assert_int_equal(diag->place.line, here.line);
		if (!diag->hint || !strstr(diag->hint, cases[i].hint))
			fail_msg("%s: hint is %s", cases[i].name,
				 diag->hint ? diag->hint : "missing");
	}
}

static void knows_things_by_every_name(void **state)
{
	static const struct {
		const char *name, *kind, *slug;
	} cases[] = {
	    {"nvidia-a100-sxm4-80gb", "accelerator", "nvidia-a100-sxm4-80gb"},
	    {"NVIDIA A100-SXM4-80GB", NULL, "nvidia-a100-sxm4-80gb"},
	    {"nvidia a100 sxm4 80gb", "accelerator", "nvidia-a100-sxm4-80gb"},
	    {"electricity", "activity", "electricity"},
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct thing *thing = factors_thing(
		    fixture->factors, cases[i].name, cases[i].kind, here, "p", fixture->diags);

		if (!thing)
			fail_msg("%s: unknown", cases[i].name);
		assert_string_equal(thing->slug, cases[i].slug);
	}
	assert_int_equal(diags_count(fixture->diags), 0);
}

static void names_the_things_an_alias_may_be(void **state)
{
	struct fixture *fixture = *state;

	assert_null(
	    factors_thing(fixture->factors, "A100", "accelerator", here, "p", fixture->diags));
	assert_int_equal(diags_count(fixture->diags), 1);
	assert_int_equal(diags_at(fixture->diags, 0)->code, DIAG_THING_AMBIGUOUS);
	assert_non_null(strstr(diags_at(fixture->diags, 0)->hint, "'nvidia-a100-sxm4-80gb'"));
	assert_non_null(strstr(diags_at(fixture->diags, 0)->hint, "'nvidia-a100-sxm4-40gb'"));
}

static void lists_and_searches(void **state)
{
	struct fixture *fixture = *state;
	const struct factor **found;
	size_t count = factors_list(fixture->factors, "electricity/FR/20*/gwp", &found), i;

	assert_true(count >= 25);
	for (i = 1; i < count; i++)
		assert_true(strcmp(found[i - 1]->id, found[i]->id) < 0);
	assert_int_equal(factors_list(fixture->factors, "no/such/row", &found), 0);
	assert_true(factors_list(fixture->factors, NULL, &found) > 5000);

	assert_true(factors_search(fixture->factors, "france 2023 gwp", &found) >= 1);
	assert_string_equal(found[0]->id, "electricity/FR/2023/gwp");
	assert_true(factors_search(fixture->factors, "a100 tdp", &found) >= 1);
	assert_string_equal(found[0]->criterion, "tdp");
	assert_int_equal(factors_search(fixture->factors, "", &found), 0);
	assert_int_equal(factors_search(fixture->factors, "zzzzz", &found), 0);
	assert_int_equal(factors_search(fixture->factors, "\" OR * NEAR(", &found), 0);
}

/* The licence asks that what it covers stays a file of its own; a default may cite a figure. */
static void keeps_copyleft_tables_apart(void **state)
{
	struct fixture *fixture = *state;
	const struct factor **all;
	size_t count = factors_list(fixture->factors, NULL, &all), found = 0, i;

	for (i = 0; i < count; i++) {
		if (strcmp(all[i]->licence, "MPL-2.0") != 0 ||
		    strcmp(all[i]->activity, "default") == 0)
			continue;
		found++;
		if (strcmp(all[i]->quantity.origin.place.file, "ecologits.csv") != 0)
			fail_msg("%s is in %s", all[i]->id, all[i]->quantity.origin.place.file);
	}
	assert_true(found > 0);
}

static void has_criteria_sources_and_a_digest(void **state)
{
	struct fixture *fixture = *state;
	size_t count;
	const struct criterion *criteria = factors_criteria(fixture->factors, &count);

	assert_true(count >= 6);
	assert_string_equal(criteria[0].id, "gwp");
	assert_string_equal(criteria[0].symbol, "kgCO2e");
	assert_near(criteria[0].unit.scale, 1, 0, "gwp");
	assert_string_equal(factors_source(fixture->factors, "owid-ember")->licence,
			    "CC-BY-4.0");
	assert_null(factors_source(fixture->factors, "no-such-source"));
	assert_int_equal(strlen(factors_digest(fixture->factors)), 64);
	assert_true(strlen(factors_version(fixture->factors)) > 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_database, close_database)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(finds_published_values),
	    cmocka_unit_test_setup_teardown(finds_direct_values_as_they_stand, open_direct,
					    close_database),
	    CASE(finds_nothing_silently),
	    CASE(gives_the_latest_row_without_a_year),
	    cmocka_unit_test_setup_teardown(warns_of_suspect_zeros, open_direct,
					    close_database),
	    CASE(shares_the_method_part),
	    CASE(tells_defaults_from_factors),
	    CASE(knows_regions_by_every_name),
	    CASE(hints_at_the_nearest_names),
	    CASE(knows_things_by_every_name),
	    CASE(names_the_things_an_alias_may_be),
	    CASE(lists_and_searches),
	    CASE(keeps_copyleft_tables_apart),
	    CASE(has_criteria_sources_and_a_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
