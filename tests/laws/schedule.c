/* When to run: a plan is what lca run says of its hours, whatever the order of rows and the
 * unit. */

#include "tests/harness.h"

static const char job[] =
    "lca: 1\n"
    "name: a job\n"
    "sites:\n"
    "  here: {intensity: {series: grid.csv}, pue: 1.1 .. 1.3, losses: 5 % x/ 1.2}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: job, site: here, total_power: 3 kW ± 20 %, hours: 3 h}\n"
    "excluded:\n"
    "  - {stage: idle, reason: x}\n"
    "  - {stage: embodied, reason: x}\n"
    "  - {stage: inference, reason: x}\n";

enum { HOURS = 400 };

static unsigned noise(unsigned hour)
{
	return (hour * 2654435761u >> 16) % 300 + 50;
}

/* The same hours in another order, or in another unit. */
static void write_series(struct harness *h, bool backwards, const char *unit, double scale)
{
	char *text = arena_printf(h->arena, "time (UTC),x %s\n", unit);
	struct buffer rows = {0};

	buffer_text(&rows, text);
	for (unsigned i = 0; i < HOURS; i++) {
		unsigned hour = backwards ? HOURS - 1 - i : i;

		buffer_printf(&rows, "2026-%02u-%02u %02u:00,%.10g\n", 3 + hour / 24 / 28,
			      1 + hour / 24 % 28, hour % 24, noise(hour) * scale);
	}
	harness_write(h, "grid.csv", rows.text);
	buffer_free(&rows);
}

static const cJSON *plan(const cJSON *json, const char *name)
{
	const cJSON *plans = cJSON_GetObjectItem(json, "plans"), *each;

	cJSON_ArrayForEach(each, plans)
	{
		if (strcmp(cJSON_GetObjectItem(each, "plan")->valuestring, name) == 0)
			return each;
	}
	fail_msg("no plan '%s'", name);
	return NULL;
}

static void a_plan_is_what_a_run_in_its_hours_emits(void **state)
{
	static const char *const plans[] = {"at once", "best start", "worst start"};
	static const char *const figures[] = {"central", "mean", "low", "high"};
	struct harness *h = *state;
	const char *path = harness_write(h, "s.yaml", job);
	const cJSON *schedule;

	write_series(h, false, "gCO2e/kWh", 1);
	schedule =
	    harness_json(h, "schedule", path, "--samples", "3000", "--deadline", "5 d", NULL);
	for (size_t i = 0; i < COUNT(plans); i++) {
		const cJSON *found = plan(schedule, plans[i]);
		const char *period =
		    arena_printf(h->arena, "stages.training[job].period=%s/%s",
				 cJSON_GetObjectItem(found, "start")->valuestring,
				 cJSON_GetObjectItem(found, "end")->valuestring);
		const cJSON *run =
		    harness_json(h, "run", path, "--samples", "3000", "--set", period, NULL);

		for (size_t k = 0; k < COUNT(figures); k++)
			assert_near(
			    harness_number(found, arena_printf(h->arena, "gwp.%s", figures[k])),
			    harness_number(run,
					   arena_printf(h->arena, "totals.gwp.%s", figures[k])),
			    1e-12, arena_printf(h->arena, "%s, %s", plans[i], figures[k]));
	}
}

static void savings_are_differences_sample_by_sample(void **state)
{
	struct harness *h = *state;
	const char *path = harness_write(h, "s.yaml", job);
	const cJSON *schedule, *best, *at_once;

	write_series(h, false, "gCO2e/kWh", 1);
	schedule = harness_json(h, "schedule", path, "--samples", "3000", NULL);
	best = plan(schedule, "best start");
	at_once = plan(schedule, "at once");
	assert_near(harness_number(best, "saved.mean"),
		    harness_number(at_once, "gwp.mean") - harness_number(best, "gwp.mean"),
		    1e-12, "mean of the saving");
	/* What is common moves both alike: the difference is as sure as the sum. */
	assert_near(harness_number(best, "saved.sd") / harness_number(best, "saved.mean"),
		    harness_number(best, "gwp.sd") / harness_number(best, "gwp.mean"), 1e-9,
		    "sd of the saving");
}

/* The last row has digests of the files. */
static const char *without_record(struct harness *h, const char *table)
{
	const char *row = strstr(table, "\r\nrecord,");

	assert_non_null(row);
	return arena_copy(h->arena, table, (size_t)(row - table));
}

static void order_of_rows_and_unit_change_nothing(void **state)
{
	struct harness *h = *state;
	const char *path = harness_write(h, "s.yaml", job);
	struct outcome in_order, backwards;
	const cJSON *grams, *tonnes;

	write_series(h, false, "gCO2e/kWh", 1);
	in_order = harness_run(h, "schedule", path, "--format", "csv", "--pause", "--samples",
			       "1000", NULL);
	assert_int_equal(in_order.status, 0);
	write_series(h, true, "gCO2e/kWh", 1);
	backwards = harness_run(h, "schedule", path, "--format", "csv", "--pause", "--samples",
				"1000", NULL);
	assert_string_equal(without_record(h, in_order.out), without_record(h, backwards.out));
	grams = harness_json(h, "schedule", path, "--samples", "1000", NULL);
	write_series(h, false, "tCO2e/kWh", 1e-6);
	tonnes = harness_json(h, "schedule", path, "--samples", "1000", NULL);
	assert_string_equal(harness_text(plan(grams, "best start"), "start"),
			    harness_text(plan(tonnes, "best start"), "start"));
	assert_near(harness_number(plan(tonnes, "best start"), "gwp.central"),
		    harness_number(plan(grams, "best start"), "gwp.central"), 1e-12, "tonnes");
}

/* More freedom never emits more: a later deadline, pauses, shorter stretches, less power while
 * it waits. */
static void freedom_never_costs(void **state)
{
	static const struct {
		const char *name, *deadline, *stretch, *idle;
	} cases[] = {
	    {"a nearer deadline", "1 d", "1 h", "0 W"},
	    {"long stretches", "5 d", "2 h", "0 W"},
	    {"little power while it waits", "5 d", "1 h", "200 W"},
	    {"much power while it waits", "5 d", "1 h", "3 kW"},
	};
	struct harness *h = *state;
	const char *path = harness_write(h, "s.yaml", job);
	const cJSON *free;
	double least;

	write_series(h, false, "gCO2e/kWh", 1);
	free = harness_json(h, "schedule", path, "--samples", "1000", "--deadline", "5 d",
			    "--pause", "--idle-power", "0 W", NULL);
	least = harness_number(plan(free, "best with pauses"), "gwp.central");
	assert_true(least < harness_number(plan(free, "best start"), "gwp.central"));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *bound =
		    harness_json(h, "schedule", path, "--samples", "1000", "--deadline",
				 cases[i].deadline, "--pause", "--at-least", cases[i].stretch,
				 "--idle-power", cases[i].idle, NULL);
		double paused = harness_number(plan(bound, "best with pauses"), "gwp.central");

		if (paused < least ||
		    paused >
			harness_number(plan(bound, "best start"), "gwp.central") * (1 + 1e-12))
			fail_msg("%s: %.17g, free %.17g", cases[i].name, paused, least);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(a_plan_is_what_a_run_in_its_hours_emits),
	    HARNESS_TEST(savings_are_differences_sample_by_sample),
	    HARNESS_TEST(order_of_rows_and_unit_change_nothing),
	    HARNESS_TEST(freedom_never_costs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
