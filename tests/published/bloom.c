/* BLOOM-176B as a reader sees it: the printed figures, and the figure that must never be
 * printed. */

#include "tests/harness.h"

#define SCENARIO   LCA_ROOT "/scenarios/bloom-176b.yaml"
#define EXPERIMENT LCA_ROOT "/scenarios/bloom-176b-api.yaml"

/* The line that starts with label, after blanks. */
static const char *line_of(struct harness *harness, const char *text, const char *label)
{
	while (text && *text) {
		const char *start = text + strspn(text, " ");
		size_t length = strcspn(start, "\n");

		if (text_starts(start, label))
			return arena_copy(harness->arena, start, length);
		text = start[length] ? start + length + 1 : NULL;
	}
	fail_msg("no line starts with '%s'", label);
	return "";
}

/* Whether the text holds the number as a word of its own. */
static bool holds_number(const char *text, const char *number)
{
	const char *at = text;

	while ((at = strstr(at, number))) {
		char before = at == text ? ' ' : at[-1], after = at[strlen(number)];

		if (!strchr("0123456789.,", before) &&
		    (after == '\0' || !strchr("0123456789", after)))
			return true;
		at++;
	}
	return false;
}

static void prints_the_published_figures(void **state)
{
	static const struct {
		const char *label, *number;
	} cases[] = {
	    {"50.5 t CO2e", "50.5"},
	    {"final run", "24.69"},
	    {"training", "24.7"},
	    {"training", "48.9"},
	    {"idle", "14.6"},
	    {"idle", "28.9"},
	    {"embodied", "11.2"},
	    {"embodied", "22.2"},
	    {"total", "50.5"},
	    {"final run", "433,196"},
	    {"infrastructure and idle nodes", "256,646"},
	};
	struct harness *harness = *state;
	struct outcome outcome = harness_run(harness, "run", SCENARIO, NULL);
	size_t i;

	assert_int_equal(outcome.status, 0);
	for (i = 0; i < COUNT(cases); i++) {
		const char *line = line_of(harness, outcome.out, cases[i].label);

		if (!holds_number(line, cases[i].number))
			fail_msg("no %s in: %s", cases[i].number, line);
	}
}

/* The central power is the rated one, far above what such runs draw: the reader is told. */
static void says_where_the_central_power_lies(void **state)
{
	struct harness *harness = *state;
	struct outcome outcome = harness_run(harness, "run", SCENARIO, NULL);

	assert_non_null(strstr(outcome.out, "final run.power"));
	assert_non_null(strstr(outcome.out, "upper end"));
}

static void names_both_kinds_of_day(void **state)
{
	struct harness *harness = *state;
	struct outcome outcome = harness_run(harness, "run", EXPERIMENT, NULL);
	const cJSON *json = harness_json(harness, "run", EXPERIMENT, NULL);

	assert_int_equal(outcome.status, 0);
	assert_non_null(strstr(outcome.out, "18 calendar dates"));
	assert_non_null(strstr(outcome.out, "17.15 days"));
	assert_near(harness_number(json, "per[day].volume"), 18, 0, "calendar dates");
	assert_near(harness_number(json, "per[elapsed day].volume"), 17.152777777777778, 1e-12,
		    "elapsed days");
}

/* Looks through the impacts on the climate for an amount, in kg or g, near one of those that
 * must not be there. */
static void hold_absent(const cJSON *node, bool climate, const double *absent, size_t count)
{
	const cJSON *child;
	size_t i;

	if (text_same(node->string, "share"))
		return;
	climate = climate || text_same(node->string, "gwp");
	for (i = 0; climate && cJSON_IsNumber(node) && i < count; i++) {
		if (fabs(node->valuedouble - absent[i]) < 0.005 * absent[i])
			fail_msg("%s is %g", node->string, node->valuedouble);
	}
	cJSON_ArrayForEach(child, node) hold_absent(child, climate, absent, count);
}

/* 50.5 t over the requests of an 18-day experiment, 219 g, divides a life by a sample of it. */
static void never_divides_the_creation_by_a_sample(void **state)
{
	static const double absent[] = {0.2190, 0.2247, 0.2205, 219.0, 224.7, 220.5};
	struct harness *harness = *state;
	const char *creation = harness_read(harness, SCENARIO),
		   *use = harness_read(harness, EXPERIMENT);
	const char *inference = strstr(use, "  inference:"),
		   *excluded = strstr(use, "\nexcluded:");
	const char *end = strstr(creation, "\nexcluded:");
	const cJSON *apart = harness_json(harness, "run", EXPERIMENT, NULL), *together;
	struct outcome printed;

	assert_non_null(inference);
	assert_non_null(excluded);
	assert_non_null(end);
	harness_write(harness, "life.yaml",
		      arena_printf(harness->arena,
				   "%.*s\n%.*s\nper: [request, successful request, day]\n",
				   (int)(end - creation), creation, (int)(excluded - inference),
				   inference));
	together = harness_json(harness, "run", "life.yaml", NULL);
	printed = harness_run(harness, "run", "life.yaml", NULL);
	assert_near(harness_number(together, "totals.gwp.central"), 50532.450944 + 340.514154,
		    1e-6, "life");
	assert_near(harness_number(together, "per[request].use.gwp.central"), 0.001475569202,
		    1e-6, "use");
	assert_true(cJSON_IsNull(harness_find(together, "per[request].creation")));
	assert_true(cJSON_IsNull(harness_find(together, "per[day].creation")));
	hold_absent(apart, false, absent, COUNT(absent));
	hold_absent(together, false, absent, COUNT(absent));
	assert_null(strstr(printed.out, "219 g"));
	assert_null(strstr(printed.out, "220 g"));
	assert_true(holds_number(line_of(harness, printed.out, "request  "), "1.48"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(prints_the_published_figures),
	    HARNESS_TEST(says_where_the_central_power_lies),
	    HARNESS_TEST(names_both_kinds_of_day),
	    HARNESS_TEST(never_divides_the_creation_by_a_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
