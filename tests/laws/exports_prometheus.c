/* Prometheus text: its metrics add up to the run, and names cannot break it. */

#include "tests/harness.h"

#define GRAMS_PER_KG   1000
#define JOULES_PER_KWH 3.6e6

static const char *expose(struct harness *h, const char *file)
{
	struct outcome outcome = harness_run(h, "run", file, "-n", "1000", "-f", "prom", NULL);

	if (outcome.status != 0)
		fail_msg("%s: status %d\n%s", file, outcome.status, outcome.err);
	return outcome.out;
}

/* Behind the labels: quotes within them are escaped. */
static const char *after_labels(const char *line)
{
	bool quoted = false;

	for (; *line && *line != '\n'; line++) {
		if (quoted && *line == '\\')
			line++;
		else if (*line == '"')
			quoted = !quoted;
		else if (!quoted && *line == '}')
			return line + 1;
	}
	fail_msg("labels do not end");
	return NULL;
}

/* The sum of a metric's samples, and how many it has; every line of the text is a sample or a
 * comment. */
static double sum_of(const char *text, const char *metric, size_t *count)
{
	double sum = 0;
	size_t length = strlen(metric);

	*count = 0;
	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		const char *value;
		size_t size;
		double number;

		assert_non_null(strchr(line, '\n'));
		if (*line == '#')
			continue;
		assert_true(text_starts(line, "lca_"));
		value = after_labels(line + strcspn(line, "{"));
		size = strcspn(value, "\n");
		if (*value != ' ' || !text_number(value + 1, size - 1, &number))
			fail_msg("no number: %.*s", (int)strcspn(line, "\n"), line);
		if (strncmp(line, metric, length) != 0 || line[length] != '{')
			continue;
		sum += number;
		++*count;
	}
	return sum;
}

static void items_add_up_to_the_total(void **state)
{
	static const char *const files[] = {
	    "bloom-176b.yaml", "bloom-176b-api.yaml", "measured-run.yaml",
	    "serving.yaml",    "when-to-run.yaml",
	};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		const char *file =
		    arena_printf(h->arena, "%s/scenarios/%s", LCA_ROOT, files[i]);
		const cJSON *run = harness_json(h, "run", file, "-n", "1000", NULL);
		const char *text = expose(h, file);
		double kg = harness_number(run, "totals.gwp.central");
		double kwh = harness_number(run, "totals.electricity.central");
		size_t count;

		assert_near(sum_of(text, "lca_item_emissions_grams", &count), kg * GRAMS_PER_KG,
			    1e-12, "items");
		assert_near(sum_of(text, "lca_total_emissions_grams", &count),
			    kg * GRAMS_PER_KG, 1e-14, "total");
		assert_int_equal(count, 1);
		assert_near(sum_of(text, "lca_total_emissions_high_grams", &count),
			    harness_number(run, "totals.gwp.high") * GRAMS_PER_KG, 1e-14,
			    "high end");
		assert_near(sum_of(text, "lca_item_electricity_joules", &count),
			    kwh * JOULES_PER_KWH, 1e-12, "electricity");
	}
}

static void a_hole_has_no_sample_and_is_counted(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(
	    h, "hole.yaml",
	    "lca: 1\nname: hole\nsites:\n  ship: {region: AQ, year: 2024, pue: 1.1}\n"
	    "  home: {region: FR, year: 2024, pue: 1.1}\nabout: {offsets: 3 kgCO2e}\n"
	    "stages:\n  training:\n    - {item: at home, site: home, energy: 100 kWh}\n"
	    "    - {item: at sea, site: ship, energy: 300 kWh}\n"
	    "  other:\n    - {item: heat, amount: 10 kWh, factor: 57 gCO2e/kWh, credit: "
	    "true}\n");
	const char *text = expose(h, file);
	const cJSON *run = harness_json(h, "run", file, "-n", "1000", NULL);
	size_t count;

	assert_near(sum_of(text, "lca_item_emissions_grams", &count),
		    harness_number(run, "totals.gwp.central") * GRAMS_PER_KG, 1e-12, "items");
	assert_int_equal(count, 2); /* losses are the second */
	assert_near(sum_of(text, "lca_credit_emissions_grams", &count), -570, 1e-12, "credit");
	assert_true(sum_of(text, "lca_offsets_grams", &count) == 3000);
	sum_of(text, "lca_item_missing", &count);
	assert_true(count > 0);
	assert_non_null(
	    strstr(text, "lca_total_missing_items{model=\"hole\",criterion=\"gwp\"} 1\n"));
}

static void names_stay_within_their_labels(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(
	    h, "names.yaml",
	    "lca: 1\nname: \"a\\\\\\\"b\\\"} 1\\nlca_evil 1\\n\"\nstages:\n  other:\n"
	    "    - {item: \"x\\\"} 2 # \\\\\", impacts: {gwp: 1 kgCO2e}}\n");
	const char *text = expose(h, file);
	size_t count;

	assert_near(sum_of(text, "lca_item_emissions_grams", &count), GRAMS_PER_KG, 1e-14,
		    "items");
	assert_null(strstr(text, "\nlca_evil"));
	assert_non_null(strstr(text, "item=\"other/x\\\"} 2 # \\\\\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(items_add_up_to_the_total),
	    HARNESS_TEST(a_hole_has_no_sample_and_is_counted),
	    HARNESS_TEST(names_stay_within_their_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
