/* Look-ups in a small database: geography, zones, years, the basis and the day. */

#include "factors/estimate.h"
#include "factors/factors.h"
#include "lca/base/text.h"
#include "tests/unit/factors_small.h"

static const struct factor *find(struct folder *folder, struct factors *factors,
				 const char *region, int year, const char *criterion)
{
	return factors_find(factors, "electricity", region, year, criterion,
			    (struct place){"x.yaml", 1, 1}, "p", folder->diags);
}

/* Both NULL, or text holds the part. */
static bool holds(const char *text, const char *part)
{
	return text && part ? strstr(text, part) != NULL : text == part;
}

static const struct {
	const char *region;
	int year;
	const char *id; /* without "electricity/" */
	const char *steps, *remark;
	/* times ln(1.1)^2, ln(1.3)^2, ln(1.5)^2, ln(1.33)^2, ln(1.1)^2 */
	double age, any, zed, method, zone;
} steps[] = {
    {"ZZ", 2020, "ZZ/2020/gwp", NULL, NULL, 0, 0, 0, 0, 0},
    /* the nearest year, the older of two */
    {"ZZ", 2015, "ZZ/2010/gwp", "2015 not in the table, 2010 used", NULL, 5, 0, 0, 0, 0},
    {"ZZ", 2016, "ZZ/2020/gwp", "2020 used", NULL, 4, 0, 0, 0, 0},
    /* the zone is the place's own geography, and the place one part of it */
    {"cl:a", 2020, "zz:north/2020/gwp", NULL, "grid zone zz:north; widened by a GSD of 1.1", 0,
     0, 0, 0, 1},
    {"cl:a", 2021, "zz:north/2020/gwp",
     "2021 not in the table, 2020 used; widened by a GSD of 1.1",
     "grid zone zz:north; widened by a GSD of 1.1", 1, 0, 0, 0, 1},
    /* who asks for the zone, or a state that it feeds, asks for its figure */
    {"zz:north", 2020, "zz:north/2020/gwp", NULL, NULL, 0, 0, 0, 0, 0},
    {"ZZ-B", 2020, "zz:north/2020/gwp", NULL, "grid zone zz:north", 0, 0, 0, 0, 0},
    /* the row of the site's cloud region is the site's own */
    {"site:b", 2011, "cl:b/2011/gwp", NULL, "grid zone cl:b", 0, 0, 0, 0, 0},
    /* nothing of its own, the zone 9 years off: its parent's row of the year */
    {"cl:a", 2011, "ZZ-A/2011/gwp", "no row for cl:a, ZZ-A used", NULL, 0, 1, 0, 0, 0},
    /* the parent's nearer year before the zone's, the parent of its parent being far */
    {"cl:a", 2005, "ZZ-A/2011/gwp",
     "no row for cl:a, ZZ-A used; 2005 not in the table, 2011 used", NULL, 6, 1, 0, 0, 0},
    /* own rows of another year before the zone's of another method: 2 ln(1.1)^2 < ln(1.33)^2 */
    {"cl:b", 2013, "cl:b/2011/gwp", "2011 used", NULL, 2, 0, 0, 0, 0},
    /* own rows farther off than a change of method and the step to the zone: the zone's */
    {"cl:b", 2022, "zz:north/2022/gwp", "figures of another method; widened by a GSD of 1.33",
     "grid zone zz:north; widened by a GSD of 1.1", 0, 0, 0, 1, 1},
    /* a parent's zone of another method just before the parent's row 9 years off */
    {"cl:c", 2020, "zz:north/2020/gwp", "no row for cl:c, grid zone zz:north used", NULL, 0, 1,
     0, 1, 0},
    /* own rows before those of a country whose parts lie far apart, in the year itself too */
    {"ZZ-A", 2020, "ZZ-A/2011/gwp", "2011 used", NULL, 9, 0, 0, 0, 0},
    {"ZZ-A", 2021, "ZZ-A/2011/gwp", "2011 used", NULL, 10, 0, 0, 0, 0},
};

static void steps_up_the_geographies(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct diag *warning;
	size_t i, warnings = 0;

	for (i = 0; i < sizeof steps / sizeof *steps; i++) {
		const struct factor *factor =
		    find(folder, factors, steps[i].region, steps[i].year, "gwp");
		const double variance =
		    pow(log(1.1), 2) * (1 + steps[i].age) + steps[i].any * pow(log(1.3), 2) +
		    steps[i].zed * pow(log(1.5), 2) + steps[i].method * pow(log(1.33), 2) +
		    steps[i].zone * pow(log(1.1), 2);

		if (!factor || !text_ends(factor->id, steps[i].id) ||
		    strcmp(factor->quantity.origin.key, factor->id) != 0)
			fail_msg("%s %d: %s", steps[i].region, steps[i].year,
				 factor ? factor->quantity.origin.key
					: factors_reason(factors));
		if (!holds(factor->steps, steps[i].steps) ||
		    !holds(factor->remark, steps[i].remark))
			fail_msg("%s: '%s', '%s'", factor->quantity.origin.key,
				 factor->steps ? factor->steps : "no steps",
				 factor->remark ? factor->remark : "no remark");
		assert_near(factor->quantity.dist.b, 1.1, 1e-12, factor->id);
		assert_near(factors_whole(factor).b, exp(sqrt(variance)), 1e-12, factor->id);
		assert_int_equal(factor->off_year != NULL, steps[i].age > 0);
		assert_int_equal(factor->off_place != NULL,
				 steps[i].any + steps[i].zed + steps[i].method + steps[i].zone >
				     0);
		warnings += steps[i].steps != NULL;
		/* told once */
		assert_ptr_equal(find(folder, factors, steps[i].region, steps[i].year, "gwp"),
				 factor);
		assert_int_equal(diags_count(folder->diags), warnings);
		assert_string_equal(factor->quantity.origin.draw ? factor->quantity.origin.draw
								 : factor->id,
				    factor->id);
		assert_string_equal(factors_reason(factors), "");
	}
	warning = diags_at(folder->diags, 0);
	assert_int_equal(warning->code, DIAG_FACTOR_STEP);
	assert_string_equal(warning->place.file, "x.yaml");
	assert_string_equal(warning->path, "p");
	factors_close(factors);
}

/* What a place is off by is drawn for the place, whatever the year; what a year is off by for
 * the year and the place of the row. */
static void draws_each_step_apart(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor *early = find(folder, factors, "cl:a", 2005, "gwp");
	const struct factor *late = find(folder, factors, "cl:a", 2011, "gwp");
	const struct factor *other = find(folder, factors, "ZZ-A", 2005, "gwp");

	assert_string_equal(early->quantity.origin.draw, "electricity/ZZ-A/2011/gwp");
	assert_string_equal(early->off_place->origin.key, "electricity/ZZ-A/2011/gwp for cl:a");
	assert_string_equal(early->off_place->origin.draw, "step/electricity/cl:a/-/gwp");
	assert_string_equal(early->off_place->origin.note,
			    "no row for cl:a, ZZ-A used; widened by a GSD of 1.3");
	assert_string_equal(late->off_place->origin.draw, early->off_place->origin.draw);
	assert_null(late->off_year);
	assert_string_equal(early->off_year->origin.key, "electricity/ZZ-A/2011/gwp in 2005");
	assert_string_equal(early->off_year->origin.draw, "step/electricity/ZZ-A/2005/gwp");
	assert_string_equal(other->off_year->origin.draw, early->off_year->origin.draw);
	assert_null(other->off_place);
	assert_true(factors_is_step(&early->off_place->origin));
	assert_false(factors_is_row(&early->off_year->origin));
	assert_true(factors_is_row(&early->quantity.origin));
	assert_ptr_equal(early->off_place->origin.factor, early);
	/* what both have cancels */
	assert_near(factor_contrast(early, other).spread, log(1.3), 1e-9, "one place");
	assert_near(factor_contrast(early, late).spread, sqrt(6) * log(1.1), 1e-9, "years");
	factors_close(factors);
}

static void the_world_is_as_wide_as_its_parts(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor *factor = find(folder, factors, "WORLD", 2090, "gwp");
	const double own = pow(log(1.05), 2), world = pow(log(2.4), 2);

	assert_near(factor->quantity.dist.b, exp(sqrt(own + world)), 1e-12, "2090");
	assert_string_equal(factor->remark, "world average; widened by a GSD of 2.4");
	assert_null(factor->steps);
	assert_string_equal(factor->quantity.origin.key, "electricity/WORLD/2090/gwp@WORLD");
	assert_int_equal(diags_count(folder->diags), 0);

	factor = find(folder, factors, "WORLD", 2091, "gwp");
	assert_near(factors_whole(factor).b, exp(sqrt(own + world + pow(log(1.1), 2))), 1e-12,
		    "2091");
	assert_string_equal(factor->quantity.origin.key, "electricity/WORLD/2090/gwp@WORLD");
	assert_string_equal(factor->off_year->origin.draw, "step/electricity/WORLD/2091/gwp");
	assert_non_null(factor->steps);

	factor = find(folder, factors, "WORLD", 2090, "pe");
	assert_near(factor->quantity.dist.b, 1.05, 1e-12, "pe");
	assert_null(factor->remark);
	factors_close(factors);
}

static const struct {
	enum factors_basis basis;
	const char *region;
	int year;
	const char *criterion;
	const char *id; /* without "electricity/"; NULL: none */
	double central; /* gCO2e/kWh, or base units */
	double gsd;	/* of the factor of the bridge, or 0 where there is none */
	bool addend;
	const char *text; /* a part of the bridge's text, or of the reason; NULL: no bridge */
} bases[] = {
    {FACTORS_LIFECYCLE, "ZZ", 2020, "gwp", "ZZ/2020/gwp", 100, 0, false, NULL},
    {FACTORS_LIFECYCLE, "ZZ", 2021, "gwp", "ZZ/2021/gwp", 110, 0, false, NULL},
    {FACTORS_LIFECYCLE, "zz:north", 2022, "gwp", "zz:north/2022/gwp", 70, 0, true,
     "direct to life-cycle: + 20 gCO2e/kWh upstream of generation (mix of ZZ 2020); "
     "production mix: imports are within the spread of the method (x/ 1.2)"},
    {FACTORS_LIFECYCLE, "ZZ", 2020, "gwp_market", "ZZ/2020/gwp_market", 100, 0, true,
     "+ 20 gCO2e/kWh"},
    {FACTORS_LIFECYCLE, "cl:b", 2011, "gwp", "cl:b/2011/gwp", 221, 1, true,
     "(mix of ZZ 2020); CO2 to CO2e: x 1.005"},
    {FACTORS_LIFECYCLE, "YY", 2020, "gwp", NULL, 0, 0, false,
     "no factor on the life-cycle basis: no fuel mix of YY"},
    {FACTORS_LIFECYCLE, "cl:y", 2020, "gwp", NULL, 0, 0, false, "no fuel mix of YY"},
    /* a row that does not say its boundary stays as it is, its gases too */
    {FACTORS_LIFECYCLE, "YY", 2021, "gwp", "YY/2021/gwp", 91, 0, false, NULL},
    {FACTORS_LIFECYCLE, "YY", 2022, "gwp", "YY/2022/gwp", 92.46, 1, false,
     "CO2 to CO2e: x 1.005"},
    {FACTORS_LIFECYCLE, "ZZ", 2020, "pe", "ZZ/2020/pe", 8, 0, false, NULL},
    {FACTORS_DIRECT, "ZZ", 2020, "pe", "ZZ/2020/pe", 8, 0, false, NULL},
    /* GSD of the upstream 1.5, carried over to the rest: 1.5^(20/80) */
    {FACTORS_DIRECT, "ZZ", 2020, "gwp", "ZZ/2020/gwp", 80, 1.1066819197003215, false,
     "life-cycle to direct: x 0.8, less 20 gCO2e/kWh upstream of generation (mix of ZZ 2020)"},
    {FACTORS_DIRECT, "ZZ", 2021, "gwp", "ZZ/2021/gwp/direct", 70, 0, false, NULL},
    {FACTORS_DIRECT, "ZZ", 2020, "gwp_market", "ZZ/2020/gwp_market", 80, 0, false, NULL},
    {FACTORS_DIRECT, "ZZ", 2022, "gwp", NULL, 0, 0, false,
     "no factor on the direct basis: 20 gCO2e/kWh upstream of generation (mix of ZZ 2020) "
     "leave less than 10 % of 21 gCO2e/kWh"},
    {FACTORS_DIRECT, "cl:a", 2020, "gwp", "zz:north/2020/gwp", 40, 1.2247448713915890, false,
     "x 0.667"},
    {FACTORS_DIRECT, "zz:north", 2022, "gwp", "zz:north/2022/gwp", 50, 0, false, NULL},
};

static void check_basis(struct folder *folder, struct factors *factors, size_t i)
{
	const char *name = arena_printf(folder->arena, "case %zu", i);
	const struct factor *factor =
	    find(folder, factors, bases[i].region, bases[i].year, bases[i].criterion);
	const struct bridge *bridge = factor ? factor->bridge : NULL;
	const double scale = strcmp(bases[i].criterion, "pe") == 0 ? 1 : 1000;

	if ((factor != NULL) != (bases[i].id != NULL) ||
	    (factor && !text_ends(factor->id, bases[i].id)))
		fail_msg("%s: %s", name, factor ? factor->id : factors_reason(factors));
	if (!factor) {
		assert_int_equal(diags_count(folder->diags), 0);
		if (!strstr(factors_reason(factors), bases[i].text))
			fail_msg("%s: %s", name, factors_reason(factors));
		return;
	}
	if (!holds(bridge ? bridge->text : NULL, bases[i].text))
		fail_msg("%s: '%s'", name, bridge ? bridge->text : "no bridge");
	assert_near(factors_central(factor) * scale, bases[i].central, 1e-9, name);
	assert_true((bridge && bridge->factor) == (bases[i].gsd > 0));
	assert_true((bridge && bridge->addend) == bases[i].addend);
	if (bases[i].gsd > 1)
		assert_near(bridge->factor->dist.b, bases[i].gsd, 1e-12, name);
	assert_ptr_equal(factor->quantity.origin.factor, factor);
}

static void brings_rows_to_one_basis(void **state)
{
	struct folder *folder = *state;
	struct factors *factors[2];
	size_t i;

	factors[FACTORS_LIFECYCLE] = open_small(folder, FACTORS_LIFECYCLE, NULL);
	factors[FACTORS_DIRECT] = open_small(folder, FACTORS_DIRECT, NULL);
	for (i = 0; i < sizeof bases / sizeof *bases; i++)
		check_basis(folder, factors[bases[i].basis], i);
	factors_close(factors[FACTORS_LIFECYCLE]);
	factors_close(factors[FACTORS_DIRECT]);
}

static void a_country_has_one_upstream_and_one_share(void **state)
{
	struct folder *folder = *state;
	struct factors *whole = open_small(folder, FACTORS_LIFECYCLE, NULL);
	struct factors *direct = open_small(folder, FACTORS_DIRECT, NULL);
	const struct factor *zone = find(folder, whole, "zz:north", 2022, "gwp");
	const struct factor *cloud = find(folder, whole, "cl:b", 2011, "gwp");
	const struct factor *zed = find(folder, direct, "ZZ", 2020, "gwp");
	const struct factor *part = find(folder, direct, "cl:a", 2020, "gwp");

	assert_string_equal(zone->bridge->addend->origin.draw, "upstream/ZZ");
	assert_string_equal(cloud->bridge->addend->origin.draw, "upstream/ZZ");
	/* the mix is 9 years younger than the one figure, 2 years older than the other */
	assert_string_equal(cloud->bridge->addend->origin.key,
			    "electricity-upstream/ZZ/2020/gwp@2011");
	assert_string_equal(zone->bridge->addend->origin.key,
			    "electricity-upstream/ZZ/2020/gwp@2022");
	assert_near(zone->bridge->addend->dist.b,
		    exp(sqrt(pow(log(1.5), 2) + 2 * pow(log(1.1), 2))), 1e-12, "age");
	assert_string_equal(zed->bridge->factor->origin.draw, "direct-share/ZZ");
	assert_string_equal(part->bridge->factor->origin.draw, "direct-share/ZZ");
	assert_string_not_equal(zed->bridge->factor->origin.key,
				part->bridge->factor->origin.key);
	assert_string_equal(zed->bridge->factor->origin.factor->id,
			    "electricity-upstream/ZZ/2020/gwp");
	factors_close(whole);
	factors_close(direct);
}

static void rows_by_id_are_bridged_on_request(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_small(folder, FACTORS_LIFECYCLE, NULL);
	const struct factor *row = factors_by_id(factors, "electricity/zz:north/2022/gwp");
	const struct factor *bridged = factors_on_basis(factors, row);

	assert_null(row->bridge);
	assert_near(factors_central(row) * 1000, 50, 1e-9, "as it stands");
	assert_near(factors_central(bridged) * 1000, 70, 1e-9, "bridged");
	assert_ptr_equal(factors_on_basis(factors, row), bridged);
	row = factors_by_id(factors, "electricity/YY/2020/gwp");
	assert_null(factors_on_basis(factors, row));
	assert_non_null(strstr(factors_reason(factors), "no fuel mix of YY"));
	row = factors_by_id(factors, "electricity/ZZ/2020/gwp");
	assert_ptr_equal(factors_on_basis(factors, row), row);
	factors_close(factors);
}

/* Rows without a date were published the year after theirs, timeless ones with their source:
 * the defaults in 2019. */
static const struct {
	const char *as_of, *criterion;
	int year;
	enum factors_basis basis;
	const char *id; /* without "electricity/", or NULL */
} days[] = {
    {NULL, "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2021/gwp"},
    {"2022", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2021/gwp"},
    {"2022-05", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2021/gwp"},
    {"2022-05-11", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2021/gwp"},
    {"2022-05-10", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2020/gwp"},
    {"2022-04", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2020/gwp"},
    {"2021", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2020/gwp"},
    {"2020", "gwp", 2021, FACTORS_LIFECYCLE, "ZZ/2010/gwp"},
    {"2020", "gwp", 0, FACTORS_LIFECYCLE, "ZZ/2010/gwp"},
    {"2011", "gwp", 2010, FACTORS_LIFECYCLE, "ZZ/2010/gwp"},
    {"2010", "gwp", 2010, FACTORS_LIFECYCLE, NULL},
    {"2022", "gwp_market", 2020, FACTORS_DIRECT, "ZZ/2020/gwp_market"},
    {"2022-02", "gwp_market", 2020, FACTORS_DIRECT, NULL},
    /* the variant of another source came later */
    {"2023", "gwp", 2021, FACTORS_DIRECT, "ZZ/2021/gwp/direct"},
    {"2022", "gwp", 2021, FACTORS_DIRECT, "ZZ/2021/gwp"},
};

static void knows_what_was_known(void **state)
{
	struct folder *folder = *state;
	const struct factor **found;
	size_t i;

	for (i = 0; i < sizeof days / sizeof *days; i++) {
		struct factors *factors = open_small(folder, days[i].basis, days[i].as_of);
		const struct factor *factor =
		    find(folder, factors, "ZZ", days[i].year, days[i].criterion);

		if (days[i].id ? !factor || !text_ends(factor->id, days[i].id) : factor != NULL)
			fail_msg("case %zu: %s", i,
				 factor ? factor->id : factors_reason(factors));
		if (!factor)
			assert_non_null(strstr(factors_reason(factors), "published by 20"));
		assert_true((factors_by_id(factors, "electricity/ZZ/2021/gwp") != NULL) ==
			    (factors_list(factors, "electricity/ZZ/2021/gwp", &found) > 0));
		factors_close(factors);
	}
}

static void lists_and_searches_what_was_known(void **state)
{
	struct folder *folder = *state;
	struct factors *now = open_small(folder, FACTORS_LIFECYCLE, NULL);
	struct factors *then = open_small(folder, FACTORS_LIFECYCLE, "2022-04");
	const struct factor **found;

	assert_int_equal(factors_list(now, "electricity/ZZ/2021/gwp*", &found), 2);
	assert_int_equal(factors_list(then, "electricity/ZZ/2021/gwp*", &found), 0);
	assert_int_equal(factors_search(now, "zed zz 2021", &found), 2);
	assert_int_equal(factors_search(then, "zed zz 2021", &found), 0);
	factors_close(now);
	factors_close(then);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(steps_up_the_geographies),
	    CASE(draws_each_step_apart),
	    CASE(the_world_is_as_wide_as_its_parts),
	    CASE(brings_rows_to_one_basis),
	    CASE(a_country_has_one_upstream_and_one_share),
	    CASE(rows_by_id_are_bridged_on_request),
	    CASE(knows_what_was_known),
	    CASE(lists_and_searches_what_was_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
