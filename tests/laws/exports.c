/* What other programs and standards are given is what lca run says: CycloneDX and BoAmps. */

#include "tests/harness.h"

#define KG_PER_TONNE 1000
#define CONSUMPTIONS                                                                           \
	"components.[0].modelCard.considerations.environmentalConsiderations."                 \
	"energyConsumptions"
#define PROPERTIES                                                                             \
	"components.[0].modelCard.considerations.environmentalConsiderations.properties"

static const char *const shipped[] = {"bloom-176b.yaml",	 "bloom-176b-api.yaml",
				      "bloom-176b-metered.yaml", "measured-run.yaml",
				      "press-asia-south1.yaml",	 "serving.yaml",
				      "when-to-run.yaml"};

/* A hole, a credit, offsets, a fine-tuning, names that would do harm. */
static const char odd[] =
    "lca: 1\n"
    "name: odd\n"
    "about:\n"
    "  model: \"a \\\"b\\\" \\\\ c\\nd\"\n"
    "  training_type: fine-tuning\n"
    "  date: 2024-05-31\n"
    "  organisation: ACME\n"
    "  provider: Own Hall\n"
    "  parameters: 7.5 billion\n"
    "  energy_source: hydropower\n"
    "  offsets: 20 kgCO2e\n"
    "sites:\n"
    "  ship: {region: AQ, year: 2024, pue: 1.1}\n"
    "  home: {region: FR, year: 2024, pue: 1.1}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: \"at \\\"home\\\" {x=1}\", site: home, energy: 100 kWh .. 140 kWh}\n"
    "    - {item: at sea, site: ship, energy: 300 kWh}\n"
    "  other:\n"
    "    - {item: heat, amount: 10 kWh, factor: 57 gCO2e/kWh, credit: true}\n"
    "    - {item: travel, impacts: {gwp: 2 kgCO2e}}\n"
    "excluded: [{stage: embodied, reason: \"another | study\"}]\n";

static const char *run(struct harness *h, const char *file, const char *format)
{
	struct outcome outcome =
	    harness_run(h, "run", file, "-n", "1000", "--format", format, NULL);

	if (outcome.status != 0)
		fail_msg("%s of %s: status %d\n%s", format, file, outcome.status, outcome.err);
	return outcome.out;
}

static const cJSON *parse(struct harness *h, const char *text)
{
	cJSON *json = cJSON_Parse(text);

	if (!json)
		fail_msg("not JSON: %.200s", text);
	h->documents = arena_grow(h->arena, h->documents, h->document_count, sizeof(cJSON *));
	h->documents[h->document_count++] = json;
	return json;
}

/* The value of a property, or NULL. */
static const char *property(const cJSON *list, const char *name)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
	{
		if (text_same(harness_text(one, "name"), name))
			return harness_text(one, "value");
	}
	return NULL;
}

static double property_number(const cJSON *list, const char *name)
{
	const char *text = property(list, name);
	double number = NAN;

	if (!text || !text_number(text, strlen(text), &number))
		fail_msg("property %s is %s", name, text ? text : "missing");
	return number;
}

static const cJSON *item_of(const cJSON *result, const char *id)
{
	const cJSON *item = harness_element(harness_find(result, "items"), id, strlen(id));

	if (!item)
		fail_msg("the run has no item %s", id);
	return item;
}

static bool is_counted(const cJSON *item)
{
	return text_same(harness_text(item, "impacts.gwp.status"), "counted") &&
	       !cJSON_IsTrue(harness_find(item, "credit"));
}

/* kg and kWh of an entry are those of its item, its range too. */
static double check_entry(const cJSON *entry, const cJSON *result)
{
	const cJSON *list = harness_find(entry, "properties");
	const cJSON *item = item_of(result, property(list, "lca:item"));
	const char *name = harness_text(item, "id");
	double kwh = harness_number(entry, "activityEnergyCost.value");

	if (kwh != harness_number(item, "activity.value"))
		fail_msg("%s has %.17g kWh", name, kwh);
	if (!is_counted(item)) {
		assert_null(harness_find(entry, "co2CostEquivalent"));
		assert_non_null(strstr(property(list, "lca:co2eq"), "missing: "));
		return 0;
	}
	assert_near(harness_number(entry, "co2CostEquivalent.value") * KG_PER_TONNE,
		    harness_number(item, "impacts.gwp.central"), 1e-14, "kg");
	assert_near(property_number(list, "lca:co2eq:low") * KG_PER_TONNE,
		    harness_number(item, "impacts.gwp.low"), 1e-14, "low end in kg");
	assert_near(property_number(list, "lca:co2eq:high") * KG_PER_TONNE,
		    harness_number(item, "impacts.gwp.high"), 1e-14, "high end in kg");
	assert_true(property_number(list, "lca:energy:low") ==
		    harness_number(item, "activity.low"));
	return harness_number(entry, "co2CostEquivalent.value");
}

/* Entries, and the items that are none, add up to the total. */
static void check_bill(const cJSON *bill, const cJSON *result)
{
	const cJSON *list = harness_find(bill, PROPERTIES), *one;
	double total = harness_number(result, "totals.gwp.central") / KG_PER_TONNE;
	double entries = 0, rest = 0;

	cJSON_ArrayForEach(one, harness_find(bill, CONSUMPTIONS))
	{
		entries += check_entry(one, result);
	}
	cJSON_ArrayForEach(one, list)
	{
		const char *name = harness_text(one, "name");

		if (text_starts(name, "lca:co2eq:item:") && !text_ends(name, ":low") &&
		    !text_ends(name, ":high"))
			rest += property_number(list, name);
	}
	assert_near(entries + rest, total, 1e-12, "entries and the rest");
	assert_near(property_number(list, "lca:co2eq:energyConsumptions"), entries, 1e-12,
		    "sum of the entries");
	assert_near(property_number(list, "lca:co2eq:total"), total, 1e-14, "total");
	assert_near(property_number(list, "lca:energy:total"),
		    harness_number(result, "totals.electricity.central"), 1e-14, "electricity");
}

static void a_bill_of_materials_holds_the_items_of_the_run(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(shipped); i++) {
		const char *file =
		    arena_printf(h->arena, "%s/scenarios/%s", LCA_ROOT, shipped[i]);
		const cJSON *result = harness_json(h, "run", file, "-n", "1000", NULL);
		const char *text = run(h, file, "cyclonedx");

		check_bill(parse(h, text), result);
	}
}

static void a_bill_of_materials_passes_its_own_audit(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(shipped); i++) {
		const char *file =
		    arena_printf(h->arena, "%s/scenarios/%s", LCA_ROOT, shipped[i]);
		const char *bill =
		    harness_write(h, "model.cdx.json", run(h, file, "cyclonedx"));
		struct outcome audit = harness_run(h, "audit", bill, NULL);

		if (audit.status != 0)
			fail_msg("%s: status %d\n%s%s", shipped[i], audit.status, audit.out,
				 audit.err);
	}
}

static void a_bill_of_materials_tells_holes_credits_and_offsets(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(h, "odd.yaml", odd);
	const cJSON *result = harness_json(h, "run", file, "-n", "1000", NULL);
	const cJSON *bill = parse(h, run(h, file, "cyclonedx"));
	const cJSON *entries = harness_find(bill, CONSUMPTIONS),
		    *list = harness_find(bill, PROPERTIES), *one;
	size_t offsets = 0;

	check_bill(bill, result);
	cJSON_ArrayForEach(one, entries)
	{
		assert_string_equal(harness_text(one, "activity"), "fine-tuning");
		assert_string_equal(harness_text(one, "energyProviders.[0].energySource"),
				    "hydropower");
		assert_string_equal(harness_text(one, "energyProviders.[0].organization.name"),
				    "Own Hall");
		if (harness_find(one, "co2CostOffset")) {
			assert_near(harness_number(one, "co2CostOffset.value"), 0.02, 1e-14,
				    "offset");
			offsets++;
		}
	}
	assert_int_equal(offsets, 1);
	assert_non_null(strstr(property(list, "lca:co2eq:total:bound"), "at least"));
	assert_non_null(property(list, "lca:co2eq:credit:other/heat"));
	assert_null(property(list, "lca:co2eq:item:other/heat"));
	assert_string_equal(property(list, "lca:hole"),
			    "gwp of training/at sea: no row for AQ");
	assert_string_equal(property(list, "lca:excluded"), "embodied: another | study");
	assert_string_equal(harness_text(bill, "components.[0].name"), "a \"b\" \\ c\nd");
}

static void identifiers_are_of_the_run_alone(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(h, "odd.yaml", odd);
	const char *first = run(h, file, "cyclonedx"), *again = run(h, file, "cyclonedx");
	const char *serial = harness_text(parse(h, first), "serialNumber");
	struct outcome other =
	    harness_run(h, "run", file, "-n", "1001", "-f", "cyclonedx", NULL);

	assert_string_equal(first, again);
	assert_string_not_equal(serial, harness_text(parse(h, other.out), "serialNumber"));
	assert_int_equal(strlen(serial),
			 strlen("urn:uuid:00000000-0000-8000-8000-000000000000"));
	assert_int_equal(serial[strlen("urn:uuid:00000000-0000-")], '8');
	assert_non_null(strchr("89ab", serial[strlen("urn:uuid:00000000-0000-8000-")]));
}

/* One measure, so that nobody adds up what may be the same energy; our importer reads it. */
static void a_boamps_report_is_read_back(void **state)
{
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(shipped); i++) {
		const char *file =
		    arena_printf(h->arena, "%s/scenarios/%s", LCA_ROOT, shipped[i]);
		const char *text = run(h, file, "boamps");
		const cJSON *report = parse(h, text), *import;
		const char *path = harness_write(h, "model.boamps.json", text);

		assert_int_equal(cJSON_GetArraySize(harness_find(report, "measures")), 1);
		import = harness_json(h, "import", path, NULL);
		assert_near(harness_number(import, "energy.value"),
			    harness_number(report, "measures.[0].powerConsumption"), 1e-9,
			    "energy");
	}
}

/* What drew nothing is a figure, where no meter is in doubt. */
static void a_boamps_report_of_nothing_is_read_back(void **state)
{
	struct harness *h = *state;
	const char *file =
	    harness_write(h, "nothing.yaml",
			  "lca: 1\nname: nothing\nstages:\n  training:\n"
			  "    - {item: run, region: FR, year: 2022, energy: 0 kWh}\n");
	const char *text = run(h, file, "boamps");
	const char *path = harness_write(h, "nothing.boamps.json", text), *meter;
	struct outcome outcome;

	assert_true(harness_number(harness_json(h, "import", path, NULL), "energy.value") == 0);
	meter = strstr(text, "\"lca, measured\"");
	assert_non_null(meter);
	path = harness_write(h, "meter.boamps.json",
			     arena_printf(h->arena, "%.*s\"a meter\"%s", (int)(meter - text),
					  text, meter + strlen("\"lca, measured\"")));
	outcome = harness_run(h, "import", path, NULL);
	assert_int_equal(outcome.status, 2);
}

static void a_boamps_report_is_of_one_task(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(h, "odd.yaml", odd);
	const cJSON *report = parse(h, run(h, file, "boamps"));
	const cJSON *api =
	    parse(h, run(h, LCA_ROOT "/scenarios/bloom-176b-api.yaml", "boamps"));

	assert_string_equal(harness_text(report, "task.taskStage"), "finetuning");
	assert_string_equal(harness_text(report, "header.reportDatetime"),
			    "2024-05-31 00:00:00");
	assert_string_equal(harness_text(report, "header.publisher.name"), "ACME");
	assert_near(harness_number(report, "task.algorithms.[0].parametersNumber"), 7.5, 1e-14,
		    "billions of parameters");
	assert_string_equal(harness_text(report, "environment.powerSource"), "hydroelectric");
	assert_null(harness_find(report, "environment.powerSourceCarbonIntensity"));
	assert_string_equal(
	    harness_text(report, "lca.items.[training/at sea].gwp_kgCO2e.status"), "missing");
	assert_string_equal(harness_text(api, "task.taskStage"), "inference");
	assert_near(harness_number(api, "task.nbRequest"), 230768, 1e-14, "requests");
	assert_near(harness_number(api, "environment.powerSourceCarbonIntensity"), 394, 1e-12,
		    "intensity");
}

/* By the half-width of its interval. */
static void a_boamps_report_grades_its_energy(void **state)
{
	static const struct {
		const char *energy, *grade;
	} cases[] = {
	    {"{uniform: [95 kWh, 105 kWh]}", "high"},
	    {"{uniform: [80 kWh, 120 kWh]}", "medium"},
	    {"{uniform: [60 kWh, 140 kWh]}", "low"},
	    {"{uniform: [20 kWh, 180 kWh]}", NULL},
	    {"100 kWh", "high"},
	};
	struct harness *h = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *file = harness_write(
		    h, "graded.yaml",
		    arena_printf(h->arena,
				 "lca: 1\nname: graded\n"
				 "sites: {home: {intensity: 57 gCO2e/kWh, pue: 1}}\n"
				 "stages: {training: [{item: run, site: home, energy: %s}]}\n",
				 cases[i].energy));
		const cJSON *grade = harness_find(parse(h, run(h, file, "boamps")), "quality");

		if (!text_same(grade ? grade->valuestring : NULL, cases[i].grade))
			fail_msg("%s is %s", cases[i].energy,
				 grade ? grade->valuestring : "not graded");
	}
}

/* Tokens are those of one request, as the format has them. */
static void a_boamps_report_of_an_inference_counts_its_log(void **state)
{
	struct harness *h = *state;
	const char *log = LCA_ROOT "/scenarios/logs/serving-requests.csv";
	const cJSON *import = harness_json(h, "import", log, NULL);
	const char *file = harness_write(
	    h, "served.yaml",
	    arena_printf(h->arena,
			 "lca: 1\nname: served\n"
			 "sites: {home: {intensity: 57 gCO2e/kWh, pue: 1.2}}\n"
			 "stages:\n  inference:\n    - {item: chat, site: home, accelerator: "
			 "nvidia-l4-24gb, accelerators: 2, hours: 3 h, power: 45 W, log: %s}\n",
			 log));
	const cJSON *report = parse(h, run(h, file, "boamps"));
	double requests = harness_number(import, "requests");

	assert_near(harness_number(report, "task.nbRequest"), requests, 1e-14, "requests");
	assert_near(harness_number(report, "task.dataset.[0].dataQuantity"),
		    harness_number(import, "input_tokens") / requests, 1e-14, "input");
	assert_near(harness_number(report, "task.dataset.[1].dataQuantity"),
		    harness_number(import, "output_tokens") / requests, 1e-14, "output");
	assert_near(harness_number(report, "measures.[0].powerConsumption"), 0.27, 1e-14,
		    "energy of the IT");
	assert_near(harness_number(report, "measures.[0].measurementDuration"), 3 * 3600, 1e-14,
		    "duration");
	assert_near(harness_number(report, "infrastructure.components.[0].nbComponent"), 2,
		    1e-14, "accelerators");
}

static void a_boamps_report_needs_an_energy(void **state)
{
	struct harness *h = *state;
	const char *file = harness_write(h, "travel.yaml",
					 "lca: 1\nname: travel\nstages:\n  other: [{item: "
					 "flights, impacts: {gwp: 2 kgCO2e}}]\n");
	struct outcome outcome = harness_run(h, "run", file, "-f", "boamps", NULL);

	assert_int_equal(outcome.status, 2);
	assert_string_equal(outcome.out, "");
	assert_non_null(strstr(outcome.err, "electricity of training or inference"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(a_bill_of_materials_holds_the_items_of_the_run),
	    HARNESS_TEST(a_bill_of_materials_passes_its_own_audit),
	    HARNESS_TEST(a_bill_of_materials_tells_holes_credits_and_offsets),
	    HARNESS_TEST(identifiers_are_of_the_run_alone),
	    HARNESS_TEST(a_boamps_report_is_read_back),
	    HARNESS_TEST(a_boamps_report_of_nothing_is_read_back),
	    HARNESS_TEST(a_boamps_report_is_of_one_task),
	    HARNESS_TEST(a_boamps_report_grades_its_energy),
	    HARNESS_TEST(a_boamps_report_of_an_inference_counts_its_log),
	    HARNESS_TEST(a_boamps_report_needs_an_energy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
