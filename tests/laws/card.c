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

/* Cards that are audited together: a run reads the tables once. */
struct batch {
	const char *arguments[HARNESS_ARGUMENTS];
	size_t count, cards;
};

static void audit_batch(struct harness *harness, struct batch *batch)
{
	struct outcome outcome;

	if (!batch->count)
		return;
	batch->arguments[batch->count] = NULL;
	outcome = harness_run_list(harness, batch->arguments);
	if (outcome.status != 0)
		fail_msg("status %d\n%s%s", outcome.status, outcome.out, outcome.err);
	batch->count = 0;
}

/* The card is named after its scenario. */
static void add_card(struct harness *harness, struct batch *batch, const char *scenario,
		     const char *card)
{
	const char *name = scenario + strlen(LCA_ROOT "/tests/");
	const char *path =
	    harness_write(harness, arena_printf(harness->arena, "%s.md", name), card);
	struct outcome outcome;

	batch->cards++;
	if (is_off_grid(scenario)) {
		outcome = harness_run(harness, "audit", path, NULL);
		if (outcome.status != 1 || strstr(outcome.out, "TEXT-vs-TABLE: ") ||
		    !(strstr(outcome.out, "IMPLIED-CI: ") || strstr(outcome.out, "MARKET-vs")))
			fail_msg("%s: status %d\n%s%s", scenario, outcome.status, outcome.out,
				 outcome.err);
		return;
	}
	if (!batch->count)
		batch->arguments[batch->count++] = "audit";
	batch->arguments[batch->count++] = path;
	if (batch->count == HARNESS_ARGUMENTS - 1)
		audit_batch(harness, batch);
}

/* Of whatever scenario there is that a card can be made of. */
static void passes_our_own_audit_of_all_scenarios(void **state)
{
	static const char *const patterns[] = {LCA_ROOT "/tests/golden/*/*.yaml",
					       LCA_ROOT "/tests/exam/*.yaml"};
	enum { LEAST = 100 };
	struct harness *harness = *state;
	struct batch batch = {0};

	for (size_t p = 0; p < COUNT(patterns); p++) {
		glob_t found;

		assert_int_equal(glob(patterns[p], 0, NULL, &found), 0);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			struct outcome outcome =
			    harness_run(harness, "card", found.gl_pathv[i], "-n", "200", NULL);

			if (outcome.status == 0 && *outcome.out)
				add_card(harness, &batch, found.gl_pathv[i], outcome.out);
		}
		globfree(&found);
	}
	audit_batch(harness, &batch);
	assert_true(batch.cards > LEAST);
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

/* Readers of YAML 1.1 take an exponent for a text, and people read none in a range. */
static void writes_no_exponents(void **state)
{
	static const struct {
		const char *energy, *emissions, *range;
	} cases[] = {
	    {"98765.4321 GWh", "emissions: 49382716050000\n", " - 70,000,000,000,000 g"},
	    {"0.00002 Wh", "emissions: 0.00001\n", "0.000007 - "},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = harness_write(
		    harness, "size.yaml",
		    arena_printf(harness->arena,
				 "lca: 1\nname: size\nstages:\n  training:\n    - {item: t, "
				 "intensity: 500 gCO2e/kWh x/ 1.2, energy: %s, pue: 1}\n",
				 cases[i].energy));
		const char *card = card_of(harness, path, "1");

		if (!strstr(card, cases[i].emissions) || !strstr(card, cases[i].range))
			fail_msg("%s: no %s or %s in\n%s", cases[i].energy, cases[i].emissions,
				 cases[i].range, card);
	}
}

/* In a unit of its own as in that of the table. */
static void shows_no_range_where_there_is_none(void **state)
{
	static const char scenario[] = "lca: 1\nname: small and large\nstages:\n  training:\n"
				       "    - {item: large, impacts: {gwp: 4 tCO2e ± 10 %}}\n"
				       "    - {item: small, impacts: {gwp: 566 mgCO2e}}\n";
	struct harness *harness = *state;
	const char *path = harness_write(harness, "sizes.yaml", scenario);
	const char *const outputs[] = {
	    card_of(harness, path, "1"),
	    harness_run(harness, "run", path, NULL).out,
	    harness_run(harness, "run", path, "-f", "markdown", NULL).out,
	};

	for (size_t i = 0; i < COUNT(outputs); i++) {
		assert_non_null(strstr(outputs[i], "566"));
		assert_null(strstr(outputs[i], "-  mg"));
		assert_null(strstr(outputs[i], "- mg"));
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
	    HARNESS_TEST(writes_no_exponents),
	    HARNESS_TEST(shows_no_range_where_there_is_none),
	    HARNESS_TEST(shows_hostile_texts_as_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
