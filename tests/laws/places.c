/* One grid by several names: its figures agree on one basis, cannot be told apart, and each
 * report names the row, its source and its bridge. */

#include "lca/base/diag.h"
#include "models/build.h"
#include "models/scenario.h"
#include "tests/harness.h"

static const struct {
	const char *region;
	const char *work, *bridge; /* as the report cites them; NULL: the row needs no bridge */
} places[] = {
    {"FR", "owid-ember: Ember", NULL},
    {"gcp:europe-west9", "google-region-carbon: Google", "direct to life-cycle: + 27.7"},
    {"aws:eu-west-3", "owid-ember: Ember", NULL},
    {"azure:francecentral", "owid-ember: Ember", NULL},
};
enum { PLACES = sizeof places / sizeof *places };

static const int years[] = {2022, 2023, 2024};

/* One item at each place. */
static const char *scenario_of(struct arena *arena, int year)
{
	const char *text = "lca: 1\nstages:\n  training:\n";

	for (size_t i = 0; i < PLACES; i++)
		text = arena_printf(arena,
				    "%s    - {item: \"%s\", region: \"%s\", year: %d, "
				    "metered_at: facility, energy: 100 MWh}\n",
				    text, places[i].region, places[i].region, year);
	return text;
}

static struct build *build(struct arena *arena, struct diags *diags, int year)
{
	const struct factors_options none = {.count = 0};
	const char *text = scenario_of(arena, year);
	struct factors *factors = factors_open(arena, &none, diags);

	return build_scenario(
	    arena, scenario_read_text(arena, "places.yaml", text, strlen(text), diags), factors,
	    NULL, diags);
}

/* gwp of a place's item and of what the grid loses on the way to it. */
static cell gwp_of(struct build *built, size_t place)
{
	const struct line *line = built->items[place].lines[0];
	size_t gwp = 0;

	assert_true(build_criterion(built, "gwp", &gwp));
	assert_int_equal(line->impacts[gwp].status, IMPACT_COUNTED);
	assert_non_null(line->losses);
	return sheet_add(built->sheet, line->impacts[gwp].cell,
			 line->losses->impacts[gwp].cell);
}

/* 5 % < P(a > b) < 95 %: 0 lies within the 90 % interval of the difference, or there is none.
 */
static void hold_pair(struct build *built, size_t a, size_t b, const char *what)
{
	const struct run_options options = {
	    .samples = 20000, .seed = 1, .interval = 0.9, .threads = 1};
	const cell of_a = gwp_of(built, a), of_b = gwp_of(built, b);
	const cell outputs[] = {of_a, of_b, sheet_subtract(built->sheet, of_a, of_b)};
	struct statistics s[COUNT(outputs)];

	run_sheet(built->sheet, outputs, COUNT(outputs), &options, s);
	if (s[0].central > 1.3 * s[1].central || s[1].central > 1.3 * s[0].central)
		fail_msg("%s: %g and %g kg are further apart than 1.3", what, s[0].central,
			 s[1].central);
	if ((s[2].low < 0 && s[2].high > 0) || (s[2].low == 0 && s[2].high == 0))
		return;
	fail_msg("%s: told apart, the difference is %g .. %g kg", what, s[2].low, s[2].high);
}

static void agrees_by_any_name(void **state)
{
	struct arena *arena = ((struct harness *)*state)->arena;

	for (size_t y = 0; y < COUNT(years); y++) {
		struct diags *diags = diags_new(arena);
		struct build *built = build(arena, diags, years[y]);

		assert_false(diags_has_error(diags));
		for (size_t a = 0; a < PLACES; a++)
			for (size_t b = a + 1; b < PLACES; b++)
				hold_pair(built, a, b,
					  arena_printf(arena, "%s and %s in %d",
						       places[a].region, places[b].region,
						       years[y]));
		factors_close(built->factors);
	}
}

static struct outcome report(struct harness *harness, const char *region, int year)
{
	const char *text = arena_printf(
	    harness->arena,
	    "lca: 1\nstages:\n  training:\n    - {item: run, region: \"%s\", year: %d, "
	    "metered_at: facility, energy: 100 MWh}\n",
	    region, year);
	struct outcome outcome =
	    harness_run(harness, "run", harness_write(harness, "a.yaml", text), "--format",
			"markdown", "-n", "1000", "--criteria", "gwp", NULL);

	if (outcome.status != 0)
		fail_msg("%s\n%s", region, outcome.err);
	return outcome;
}

static void holds(const char *report, const char *wanted)
{
	if (!strstr(report, wanted))
		fail_msg("the report does not say '%s':\n%s", wanted, report);
}

static void says_its_source_and_its_bridge(void **state)
{
	static const char *const rows[PLACES] = {
	    "| electricity/FR/2022/gwp | 78.55 gCO2e/kWh |",
	    "| electricity/gcp:europe-west9/2022/gwp | 71 gCO2e/kWh | 98.7 |",
	    "| electricity/FR/2022/gwp | 78.55 gCO2e/kWh |",
	    "| electricity/FR/2022/gwp | 78.55 gCO2e/kWh |",
	};

	for (size_t i = 0; i < PLACES; i++) {
		const char *text = report(*state, places[i].region, 2022).out;

		holds(text, rows[i]);
		holds(text, places[i].work);
		if (places[i].bridge)
			holds(text, places[i].bridge);
		else if (strstr(text, "direct to life-cycle"))
			fail_msg("%s is bridged:\n%s", places[i].region, text);
	}
}

/* high / low of the total. */
static double relative_range(struct harness *harness, int year)
{
	const char *text = arena_printf(
	    harness->arena,
	    "lca: 1\nstages:\n  training:\n    - {item: run, region: FR, year: %d, "
	    "metered_at: facility, energy: 100 MWh}\n",
	    year);
	const cJSON *json = harness_json(harness, "run", "-n", "100000", "--no-sensitivity",
					 harness_write(harness, "b.yaml", text), NULL);

	return harness_number(json, "totals.gwp.high") / harness_number(json, "totals.gwp.low");
}

/* A year that is not out yet is the latest one, with a warning and a wider range. */
static void widens_a_year_to_come(void **state)
{
	const char *latest = report(*state, "FR", 2026).out;

	holds(latest, "| electricity/FR/2025/gwp | 41.45 gCO2e/kWh |");
	holds(latest, "factor-step: ");
	holds(latest, "2026 not in the table, 2025 used; widened by a GSD of 1.15");
	assert_null(strstr(report(*state, "FR", 2025).out, "2025 used"));
	assert_true(relative_range(*state, 2026) > 1.05 * relative_range(*state, 2025));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(agrees_by_any_name),
	    HARNESS_TEST(says_its_source_and_its_bridge),
	    HARNESS_TEST(widens_a_year_to_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
