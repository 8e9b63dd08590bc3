/* Manifests for the Impact Framework: its products and sums are our total. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lca/base/tree.h"
#include "reports/export_carbon.h"
#include "tests/unit/export_fixture.h"

static double number(const struct node *node, const char *key)
{
	const struct node *value = node_get(node, key);
	double parsed;

	if (!value)
		return NAN;
	assert_true(text_number(value->text, strlen(value->text), &parsed));
	return parsed;
}

static double product(const struct node *input)
{
	double energy = number(input, "energy");
	double embodied = number(input, "carbon-embodied");

	if (!isnan(energy))
		return energy * number(input, "grid/carbon-intensity");
	return isnan(embodied) ? number(input, "carbon-other") : embodied;
}

/* What if-run makes of it: every component computed, groups and the tree summed. */
static double sum_of(const struct node *node, size_t *components)
{
	const struct node *children = node_get(node, "children");
	double sum = 0;

	if (!children) {
		(*components)++;
		return product(node_get(node, "inputs")->items[0]);
	}
	for (size_t i = 0; i < children->count; i++)
		sum += sum_of(children->entries[i].value, components);
	assert_true(sum == number(node_get(node, "aggregated"), "carbon"));
	return sum;
}

static size_t counted(const struct assessment *assessment)
{
	size_t count = 0;

	for (size_t i = 0; i < assessment->item_count; i++)
		count += assessment->items[i].impacts[0].status == IMPACT_COUNTED;
	return count;
}

static const struct node *manifest(struct published *study)
{
	const struct node *root;

	export_impact_framework(&study->request, &study->out);
	assert_true(text_starts(study->out.text, "# lca-record: {}\n"));
	root = tree_read(study->arena, "x.if.yaml", study->out.text, study->out.length,
			 study->diags);
	assert_non_null(root);
	return root;
}

static void sums_up_to_the_total(void **state)
{
	static const char *const names[] = {"bloom-176b-api",	 "bloom-176b-metered",
					    "bloom-176b",	 "measured-run",
					    "press-asia-south1", "serving",
					    "when-to-run"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct published study = published_shipped(names[i]);
		double total = study.request.assessment->totals[0].statistics.central * 1000;
		size_t components = 0;
		double sum = sum_of(node_get(manifest(&study), "tree"), &components);

		if (!(fabs(sum - total) <= 1e-12 * total))
			fail_msg("%s: %.17g g, not %.17g", names[i], sum, total);
		assert_int_equal(components, counted(study.request.assessment));
		published_free(&study);
	}
}

static void leaves_out_holes_and_credits_aloud(void **state)
{
	struct published study = published_typed(
	    "lca: 1\n"
	    "name: 'hole: \"x\" # {y}'\n"
	    "sites:\n"
	    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: __proto__, site: s, energy: 300 kWh}\n"
	    "    - {item: at sea, region: AQ, pue: 1, energy: 10 kWh}\n"
	    "  other:\n"
	    "    - {item: back, amount: 1 kg, factor: 2 kgCO2e/kg, credit: true}\n");
	const struct node *root;
	size_t components = 0;

	(void)state;
	root = manifest(&study);
	assert_true(sum_of(node_get(root, "tree"), &components) == 15000);
	assert_int_equal(components, 1);
	assert_string_equal(node_get(root, "name")->text, "hole: \"x\" # {y}");
	assert_non_null(strstr(node_get(root, "description")->text,
			       "Left out, since it is not known: 1 item"));
	assert_non_null(strstr(node_get(root, "description")->text, "Credits are left out"));
	published_free(&study);
}

/* if-run cannot sum up what is not there. */
static void asks_for_no_sum_of_nothing(void **state)
{
	struct published study =
	    published_typed("lca: 1\n"
			    "name: at sea\n"
			    "stages:\n"
			    "  training:\n"
			    "    - {item: ship, region: AQ, pue: 1, energy: 10 kWh}\n");
	const struct node *root;

	(void)state;
	root = manifest(&study);
	assert_null(node_get(root, "aggregation"));
	assert_int_equal(node_get(node_get(root, "tree"), "children")->count, 0);
	assert_non_null(strstr(node_get(root, "description")->text, "not known"));
	published_free(&study);
}

static void writes_numbers_without_exponents(void **state)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
	    {0, "0"},
	    {57, "57"},
	    {1e-7, "0.0000001"},
	    {1.25e-9, "0.00000000125"},
	    {1e21, "1000000000000000000000"},
	    {-2.5e-7, "-0.00000025"},
	    {24692172.000000004, "24692172.000000004"},
	    {1.5e22, "15000000000000000000000"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(plain_decimal(arena, cases[i].number), cases[i].text);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sums_up_to_the_total),
	    cmocka_unit_test(leaves_out_holes_and_credits_aloud),
	    cmocka_unit_test(asks_for_no_sum_of_nothing),
	    cmocka_unit_test(writes_numbers_without_exponents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
