/* Laws of lca quick: its figures are those of the file it saves, and of plain arithmetic. */

#include "tests/harness.h"

enum { MORE = 16 };

/* What every run is told beside its own options. */
static const cJSON *quick(struct harness *harness, const char *const more[MORE])
{
	const char *arguments[HARNESS_ARGUMENTS + 1] = {
	    "quick", "-n", "1000", "--accelerator", "nvidia-a100-sxm4-80gb", "--region", "FR"};
	size_t count = 7;

	for (size_t i = 0; i < MORE && more[i]; i++)
		arguments[count++] = more[i];
	return harness_parse(harness, arguments);
}

/* The bytes of all but what only one of the two commands tells. */
static const char *shared(struct harness *harness, const cJSON *json)
{
	static const char *const keys[] = {"assumptions", "advice", "advice_together"};
	cJSON *copy = cJSON_Duplicate(json, true);
	cJSON *record = cJSON_GetObjectItemCaseSensitive(copy, "record");
	const char *kept;
	char *text;

	for (size_t i = 0; i < COUNT(keys); i++)
		cJSON_DeleteItemFromObjectCaseSensitive(copy, keys[i]);
	cJSON_DeleteItemFromObjectCaseSensitive(record, "command");
	cJSON_DeleteItemFromObjectCaseSensitive(record, "arguments");
	text = cJSON_PrintUnformatted(copy);
	kept = arena_text(harness->arena, text);
	cJSON_free(text);
	cJSON_Delete(copy);
	return kept;
}

static void is_the_run_of_what_it_saves(void **state)
{
	static const char *const cases[][MORE] = {
	    {"--count", "8", "--hours", "100"},
	    {"--count", "8", "--hours", "{normal: [4 d, 6 h]}", "--kind", "office", "--year",
	     "2022", "--power", "200 W .. 300 W"},
	    {"--count", "8", "--hours", "100", "--power", "300 W", "--experiments", "default"},
	    {"--count", "8", "--hours", "100", "--idle", "0.2", "--experiments", "0.5 .. 2"},
	    {"--parameters", "7B", "--tokens", "300e9", "--lifetime", "6 yr", "--utilization",
	     "80 %", "--pue", "1.1", "--intensity", "57 gCO2e/kWh x/ 1.2"},
	    {"--parameters", "1.5 T", "--active-parameters", "32B", "--tokens", "15T", "--mfu",
	     "0.3 .. 0.4", "--host-factor", "1.4"},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *file = arena_printf(harness->arena, "saved-%zu.yaml", i);
		const char *more[MORE] = {"--save", file};
		const cJSON *estimate, *run;

		for (size_t j = 0; j + 2 < MORE && cases[i][j]; j++)
			more[j + 2] = cases[i][j];
		estimate = quick(harness, more);
		run = harness_json(harness, "run", "-n", "1000", "--no-advice", file, NULL);
		if (!text_same(shared(harness, estimate), shared(harness, run)))
			fail_msg("case %zu: lca run of the saved file differs", i);
	}
}

/* All but the name, which tells the change; what is saved has none, so that both at once are
 * refused. */
static void takes_changes_as_a_run_does(void **state)
{
	static const char change[] = "stages.training[final run].pue={normal: [1.3, 0.02]}";
	static const char *const saved[MORE] = {"--count", "8",	     "--hours",
						"100",	   "--save", "a.yaml"};
	static const char *const changed[MORE] = {"--count", "8",     "--hours",
						  "100",     "--set", change};
	struct harness *harness = *state;
	const cJSON *estimate = quick(harness, changed), *run;

	quick(harness, saved);
	run = harness_json(harness, "run", "-n", "1000", "--no-advice", "a.yaml", "--set",
			   change, NULL);
	assert_non_null(strstr(harness_text(estimate, "scenario.name"), change));
	assert_near(harness_number(estimate, "totals.gwp.central"),
		    harness_number(run, "totals.gwp.central"), 0, "central");
	assert_near(harness_number(estimate, "totals.gwp.high"),
		    harness_number(run, "totals.gwp.high"), 0, "high");
	assert_int_equal(harness_run(harness, "quick", "--accelerator", "h100-sxm5-80gb",
				     "--count", "1", "--hours", "1", "--region", "FR", "--save",
				     "b.yaml", "--set", "sites.main.region=DE", NULL)
			     .status,
			 2);
}

/* A user's table may name its devices as it likes: the saved file means the same one. */
static void saves_any_name(void **state)
{
	static const char *const names[] = {"mine #1", "a: b", "- a", "'q'", "{a}", "null",
					    "~",       "&x",   "*x",  "|",   "!a",  "[a, b]"};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *file = arena_printf(harness->arena, "name-%zu.yaml", i);
		const char *table = arena_printf(
		    harness->arena,
		    "activity,region,year,criterion,value,unit,source\n\"%s\",,,tdp,300,W,me\n",
		    names[i]);
		const cJSON *estimate, *run;

		harness_write(harness, "mine.csv", table);
		estimate = harness_json(harness, "quick", "-n", "1000", "--accelerator",
					names[i], "--count", "2", "--hours", "10", "--region",
					"FR", "--factors", "mine.csv", "--save", file, NULL);
		run = harness_json(harness, "run", "-n", "1000", "--no-advice", file,
				   "--factors", "mine.csv", NULL);
		if (!text_same(shared(harness, estimate), shared(harness, run)))
			fail_msg("'%s': lca run of the saved file differs", names[i]);
	}
}

/* Without its report the file is not left behind. */
static void saves_nothing_without_a_report(void **state)
{
	struct harness *harness = *state;
	struct stat status;

	assert_int_equal(harness_run(harness, "quick", "--accelerator", "h100-sxm5-80gb",
				     "--count", "1", "--hours", "1", "--region", "FR", "--save",
				     "c.yaml", "--format", "json", "-o", "none/c.json", NULL)
			     .status,
			 3);
	assert_int_not_equal(
	    stat(arena_printf(harness->arena, "%s/c.yaml", harness->folder), &status), 0);
}

static double total(struct harness *harness, const char *const more[MORE])
{
	return harness_number(quick(harness, more), "totals.electricity.central");
}

/* 100 h x 8 x 250 W is 200 kWh. */
static void multiplies_what_is_stated(void **state)
{
	static const struct {
		const char *more[MORE];
		double kwh;
	} cases[] = {
	    {{"--count", "8", "--hours", "100", "--power", "250 W", "--pue", "1", "--idle", "0",
	      "--host-factor", "1"},
	     200},
	    {{"--count", "8", "--hours", "100", "--power", "250 W", "--pue", "1.2", "--idle",
	      "0.5", "--host-factor", "1.5"},
	     200 * 1.5 * 1.2 * 1.5},
	    {{"--count", "8", "--hours", "100", "--power", "250 W", "--pue", "1", "--idle",
	      "0.5", "--host-factor", "1", "--experiments", "2"},
	     200 * 3 * 1.5},
	    /* 6 x 7e9 x 312e9 / (312e12 x 0.5) s, of 250 W: a seventh of it is active. */
	    {{"--parameters", "7B", "--active-parameters", "1000M", "--tokens", "312e9",
	      "--mfu", "0.5", "--power", "250 W", "--pue", "1", "--idle", "0", "--host-factor",
	      "1"},
	     6 * 1e9 * 312e9 / (312e12 * 0.5) / 3600 * 0.250},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_near(total(harness, cases[i].more), cases[i].kwh, 1e-9,
			    cases[i].more[0]);
}

/* Stating a power leaves the servers in: the default stated gives the default's number. */
static void keeps_the_host_beside_a_stated_power(void **state)
{
	static const char *const looked_up[MORE] = {"--count", "8", "--hours", "100"};
	static const char *const stated[MORE] = {"--count", "8",       "--hours",
						 "100",	    "--power", "400 W"};
	struct harness *harness = *state;
	double load = harness_number(
	    harness_json(harness, "factors", "show", "default/-/-/load-training", NULL),
	    "factors[0].range.value");

	assert_near(total(harness, stated) * load, total(harness, looked_up), 1e-9,
		    "stated power");
}

/* The saved file with the '#' of the lines of a key taken away, run. */
static double with_lines(struct harness *harness, const char *file, const char *const keys[2])
{
	char *text = arena_text(harness->arena,
				harness_read(harness, arena_printf(harness->arena, "%s/%s",
								   harness->folder, file)));

	for (size_t i = 0; i < 2; i++) {
		const char *line = arena_printf(harness->arena, "# %s: ", keys[i]);
		char *at = strstr(text, line);

		assert_non_null(at);
		memmove(at, at + 2, strlen(at + 2) + 1);
	}
	harness_write(harness, "edited.yaml", text);
	return harness_number(
	    harness_json(harness, "run", "-n", "1000", "--no-advice", "edited.yaml", NULL),
	    "totals.electricity.central");
}

/* Whoever uncomments the power of a saved file finds the server beside it: both lines give what
 * --power does. */
static void saves_the_host_beside_the_power(void **state)
{
	static const char *const saved[MORE] = {"--count", "8",	     "--hours",
						"100",	   "--save", "a.yaml"};
	static const char *const stated[MORE] = {"--count", "8",       "--hours",
						 "100",	    "--power", "350 W"};
	static const char *const keys[] = {"power", "host_factor"};
	struct harness *harness = *state;

	quick(harness, saved);
	assert_near(with_lines(harness, "a.yaml", keys), total(harness, stated), 1e-9,
		    "saved, then edited");
}

/* A computer by a desk has no server around it, and waits for nobody; what its making costs is
 * a hole, not zero. */
static void counts_no_server_in_an_office(void **state)
{
	static const char *const more[MORE] = {"--count", "1",	    "--hours",
					       "100",	  "--kind", "office"};
	static const char *const busy[MORE] = {"--count", "1",	    "--hours", "100",
					       "--kind",  "office", "--idle",  "0"};
	const cJSON *estimate = quick(*state, more);

	assert_near(harness_number(estimate, "totals.gwp.missing_items"), 1, 0, "holes");
	assert_near(total(*state, more), total(*state, busy), 1e-9, "idle");
}

/* Shares are of the variance: none is negative, the largest comes first, together at most 1. */
static void tells_the_largest_assumptions_first(void **state)
{
	static const char *const more[MORE] = {"--count", "8", "--hours", "100"};
	const cJSON *list =
	    cJSON_GetObjectItemCaseSensitive(quick(*state, more), "assumptions");
	double before = 1, sum = 0;

	assert_int_equal(cJSON_GetArraySize(list), 3);
	for (int i = 0; i < 3; i++) {
		double share = harness_number(cJSON_GetArrayItem(list, i), "share");

		assert_true(share >= 0 && share <= before);
		before = share;
		sum += share;
	}
	assert_true(sum <= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(is_the_run_of_what_it_saves),
	    HARNESS_TEST(takes_changes_as_a_run_does),
	    HARNESS_TEST(saves_any_name),
	    HARNESS_TEST(saves_nothing_without_a_report),
	    HARNESS_TEST(multiplies_what_is_stated),
	    HARNESS_TEST(keeps_the_host_beside_a_stated_power),
	    HARNESS_TEST(saves_the_host_beside_the_power),
	    HARNESS_TEST(counts_no_server_in_an_office),
	    HARNESS_TEST(tells_the_largest_assumptions_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
