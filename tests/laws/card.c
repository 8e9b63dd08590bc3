/* Laws of lca card: its figures are those of lca run, our own audit finds nothing wrong with
 * them, and a card that is written into is the one that is printed. */

#include <glob.h>

#include "tests/harness.h"

static const char *const scenarios[] = {"bloom-176b", "bloom-176b-api",	   "bloom-176b-metered",
					"serving",    "press-asia-south1", "measured-run",
					"when-to-run"};

static const char *shipped(struct harness *harness, size_t i)
{
	return arena_printf(harness->arena, LCA_ROOT "/scenarios/%s.yaml", scenarios[i]);
}

static const char *card_of(struct harness *harness, const char *scenario, const char *seed)
{
	struct outcome outcome =
	    harness_run(harness, "card", scenario, "-n", "1000", "--seed", seed, NULL);

	if (outcome.status != 0)
		fail_msg("%s: status %d: %s", scenario, outcome.status, outcome.err);
	return outcome.out;
}

/* The number behind "  emissions: ", or NaN. */
static double emissions_of(const char *card)
{
	const char *found = strstr(card, "\n  emissions: ");

	return found ? strtod(found + strlen("\n  emissions: "), NULL) : NAN;
}

static void states_the_creation_in_grams(void **state)
{
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(scenarios); i++) {
		const char *path = shipped(harness, i);
		const cJSON *json =
		    harness_json(harness, "run", path, "-n", "1000", "--seed", "1", NULL);
		const char *card = card_of(harness, path, "1");
		const cJSON *creation = harness_find(json, "phases.creation.gwp.central");

		if (!cJSON_IsNumber(creation)) {
			assert_true(isnan(emissions_of(card)));
			assert_true(text_starts(card, "<!-- lca:begin -->\n"));
			continue;
		}
		assert_near(emissions_of(card), 1000 * creation->valuedouble, 1e-11,
			    scenarios[i]);
	}
}

static void passes_our_own_audit(void **state)
{
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(scenarios); i++)
		for (unsigned seed = 1; seed <= 3; seed++) {
			const char *card = card_of(harness, shipped(harness, i),
						   arena_printf(harness->arena, "%u", seed));
			const char *path = harness_write(
			    harness, arena_printf(harness->arena, "%s.md", scenarios[i]), card);
			struct outcome outcome = harness_run(harness, "audit", path, NULL);

			if (outcome.status != 0)
				fail_msg("%s, seed %u: status %d\n%s%s", scenarios[i], seed,
					 outcome.status, outcome.out, outcome.err);
		}
}

/* Scenarios that state an intensity their grid does not have, or nothing but what was bought:
 * an audit that knows the region alone has to ask. */
static bool is_off_grid(const char *path)
{
	static const char *const names[] = {
	    "exam/accelerators-of-a-unit", "exam/split-hours",
	    "exam/split-requests",	   "exam/split-waiting",
	    "exam/uncertain-life-cycle",   "golden/log_one_meter/power-one",
	    "log_one_meter/power-two",	   "log_one_meter/requests-one",
	    "log_one_meter/requests-two",  "log_one_meter/sacct-one",
	    "log_one_meter/sacct-two",	   "golden/losses_looked_up/l",
	    "golden/run_set_null/s",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strstr(path, names[i]))
			return true;
	return false;
}

static void hold_card(struct harness *harness, const char *scenario, const char *card)
{
	const char *path = harness_write(harness, "card.md", card);
	struct outcome outcome = harness_run(harness, "audit", path, NULL);
	bool asks = strstr(outcome.out, "IMPLIED-CI: ") || strstr(outcome.out, "MARKET-vs");

	if (is_off_grid(scenario) ? outcome.status != 1 || !asks : outcome.status != 0)
		fail_msg("%s: status %d\n%s%s", scenario, outcome.status, outcome.out,
			 outcome.err);
	if (strstr(outcome.out, "TEXT-vs-TABLE: "))
		fail_msg("%s: its words against its tables\n%s", scenario, outcome.out);
}

/* Of whatever scenario there is that a card can be made of. */
static void passes_our_own_audit_of_all_scenarios(void **state)
{
	static const char *const patterns[] = {LCA_ROOT "/tests/golden/*/*.yaml",
					       LCA_ROOT "/tests/exam/*.yaml"};
	enum { LEAST = 100 };
	struct harness *harness = *state;
	size_t cards = 0;

	for (size_t p = 0; p < COUNT(patterns); p++) {
		glob_t found;

		assert_int_equal(glob(patterns[p], 0, NULL, &found), 0);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			struct outcome outcome =
			    harness_run(harness, "card", found.gl_pathv[i], "-n", "200", NULL);

			if (outcome.status != 0 || !*outcome.out)
				continue;
			cards++;
			hold_card(harness, found.gl_pathv[i], outcome.out);
		}
		globfree(&found);
	}
	assert_true(cards > LEAST);
}

/* Into a file that is empty, or that holds an older card, goes what is printed alone. */
static void writes_what_it_prints(void **state)
{
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(scenarios); i++) {
		const char *printed = card_of(harness, shipped(harness, i), "1");
		const char *files[] = {
		    harness_write(harness, "empty.md", ""),
		    harness_write(harness, "older.md",
				  card_of(harness, shipped(harness, i), "2"))};

		for (size_t k = 0; k < COUNT(files); k++) {
			struct outcome outcome =
			    harness_run(harness, "card", shipped(harness, i), "-n", "1000",
					"--seed", "1", "--into", files[k], NULL);

			assert_int_equal(outcome.status, 0);
			assert_string_equal(outcome.out, "");
			assert_string_equal(harness_read(harness, files[k]), printed);
		}
	}
}

/* What is put into it gets nowhere else, and no text of the user's becomes markup. */
static void shows_hostile_texts_as_they_stand(void **state)
{
	static const char scenario[] =
	    "lca: 1\n"
	    "name: '<script>alert(1)</script> | --> lca:end'\n"
	    "about:\n"
	    "  provider: \"a | b\\n<!-- lca:end -->\\n# H\"\n"
	    "  training_type: \"it's {a: [b, #c\\\"]\\n---\\nlicense: x\"\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: '| [x](javascript:1) `--><!-- lca:end -->', region: FR, year: 2022, "
	    "energy: 5 kWh ± 10 %}\n"
	    "excluded: [{stage: idle, reason: \"<img src=x>\\n```\\n| a |\"}]\n";
	struct harness *harness = *state;
	const char *path = harness_write(harness, "hostile.yaml", scenario);
	const char *card = card_of(harness, path, "1"), *end;
	const char *into = harness_write(harness, "README.md", card);
	struct outcome outcome;

	assert_null(strstr(card, "<script>"));
	assert_null(strstr(card, "<img"));
	assert_null(strstr(card, "[x](java"));
	assert_null(strstr(card, "\n# H"));
	assert_null(strstr(card, "\n```"));
	end = strstr(card, "<!-- lca:end -->");
	assert_non_null(end);
	assert_string_equal(end, "<!-- lca:end -->\n");
	outcome = harness_run(harness, "card", path, "-n", "1000", "--seed", "1", "--into",
			      into, NULL);
	assert_int_equal(outcome.status, 0);
	assert_string_equal(outcome.err, "");
	assert_string_equal(harness_read(harness, into), card);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(states_the_creation_in_grams),
	    HARNESS_TEST(passes_our_own_audit),
	    HARNESS_TEST(passes_our_own_audit_of_all_scenarios),
	    HARNESS_TEST(writes_what_it_prints),
	    HARNESS_TEST(shows_hostile_texts_as_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
