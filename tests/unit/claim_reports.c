/* Bills of materials, reports, manifests and trackers' logs become claims. */

#include "tests/unit/claim_fixture.h"

#define CONSUMPTION(activity, cost, co2, provided)                                             \
	"{\"activity\": \"" activity "\", \"activityEnergyCost\": {\"value\": " cost           \
	", \"unit\": \"kWh\"}, \"co2CostEquivalent\": {\"value\": " co2                        \
	", \"unit\": \"tCO2eq\"}, \"energyProviders\": [" provided "]}"
#define PROVIDER(value)                                                                        \
	"{\"organization\": {\"address\": {\"country\": \"Germany\"}}, \"energySource\": "     \
	"\"wind\", \"energyProvided\": {\"value\": " value ", \"unit\": \"kWh\"}}"
#define BOM(name, consumptions)                                                                \
	"{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"" name                   \
	"\", \"modelCard\": {\"considerations\": {\"environmentalConsiderations\": "           \
	"{\"energyConsumptions\": [" consumptions "]}}}}]}"

static void reads_bills_of_materials(void **state)
{
	static const struct claim_case cases[] = {
	    {"one provider", BOM("M", CONSUMPTION("training", "0.4", "31.22", PROVIDER("0.4"))),
	     "M/training: energy 0.4, emissions 31220; DE, training\n"},
	    {"providers that are held against the sum",
	     BOM("M",
		 CONSUMPTION("fine-tuning", "10", "0.004", PROVIDER("4") "," PROVIDER("5"))),
	     "M/fine-tuning: energy 10, emissions 4; DE, finetune"
	     " = M/fine-tuning, provider 1 + M/fine-tuning, provider 2\n"
	     "M/fine-tuning, provider 1: energy 4\nM/fine-tuning, provider 2: energy 5\n"},
	    {"two activities",
	     BOM("M", CONSUMPTION("training", "1", "2", PROVIDER("1")) "," CONSUMPTION(
			  "inference", "3", "4", PROVIDER("3"))),
	     "M/training: energy 1, emissions 2000; DE, training\n"
	     "M/inference: energy 3, emissions 4000; DE, inference\n"},
	    {"nothing of energy", "{\"bomFormat\": \"CycloneDX\", \"components\": []}",
	     "error"},
	    {"no JSON", "{\"bomFormat\": \"CycloneDX\", ", "error"},
	    {"something else", "{\"name\": 1}", "not mine"},
	};

	claim_check(*state, "bom.json", cases, CLAIM_COUNT(cases), claim_bom_claims,
		    claim_bom_read);
}

static void reads_our_own_reports(void **state)
{
	static const struct claim_case cases[] = {
	    {"items and their total",
	     "{\"record\": {\"factors\": {}}, \"scenario\": {\"name\": \"S\"}, \"items\": ["
	     "{\"id\": \"training/a\", \"stage\": \"training\", \"region\": \"FR\", "
	     "\"period\": "
	     "\"2022\", \"impacts\": {\"gwp\": {\"central\": 57.000000000000004, \"status\": "
	     "\"counted\"}, \"electricity\": {\"central\": 1000}, \"water\": {\"central\": "
	     "3}}},"
	     "{\"id\": \"embodied/b\", \"stage\": \"embodied\", \"impacts\": {\"gwp\": "
	     "{\"central\": 5}, \"electricity\": {\"central\": 0, \"status\": \"none\"}}}],"
	     "\"totals\": {\"gwp\": {\"central\": 62}}}",
	     "training/a: energy 1000, emissions 57, water 3; FR, training, 2022, location, at "
	     "facility\n"
	     "embodied/b: embodied 5; embodied, location, at facility\n"
	     "total: emissions 62; total, location, at facility = training/a + embodied/b\n"},
	    {"rows of a table",
	     "id,stage,item,region,period,criterion,unit,status,basis,phase,central,mean\n"
	     "training/a,training,a,FR,2022,gwp,kgCO2e,counted,modelled,creation,57,50\n"
	     "training/"
	     "a,training,a,FR,2022,electricity,kWh,counted,modelled,creation,1000,990\n"
	     "training/a,training,a,FR,2022,pe,MJ,counted,modelled,creation,1,1\n"
	     "total,total,,,,gwp,kgCO2e,counted,,,57,50\n",
	     "training/a: energy 1000, emissions 57; FR, training, 2022, location, at "
	     "facility\n"
	     "total: emissions 57; total, location, at facility = training/a\n"},
	    {"a comparison",
	     "{\"record\": {\"factors\": {}}, \"comparison\": [{\"label\": \"a.yaml\", "
	     "\"name\": "
	     "\"A\", \"totals\": {\"gwp\": {\"central\": 2}, \"electricity\": {\"central\": "
	     "10}}}]}",
	     "a.yaml: energy 10, emissions 2; total, location, at facility\n"},
	    {"a comparison as a table",
	     "rank,group,label,file,name,gwp_central,electricity_central\n"
	     "1,1,a.yaml,a.yaml,A,2,10\n2,2,b.yaml,b.yaml,B,,20\n",
	     "a.yaml: energy 10, emissions 2; total, location, at facility\n"
	     "b.yaml: energy 20; total, location, at facility\n"},
	    {"another file of JSON", "{\"record\": 1}", "not mine"},
	};

	claim_check(*state, "report", cases, CLAIM_COUNT(cases), claim_result_claims,
		    claim_result_read);
}

static void reads_manifests(void **state)
{
	static const struct claim_case cases[] = {
	    {"outputs of nodes, and their sum",
	     "name: demo\ninitialize: {}\ntree:\n  children:\n    rack:\n      children:\n"
	     "        a:\n          outputs:\n"
	     "            - {timestamp: t1, energy: 0.5, grid/carbon-intensity: 400, "
	     "carbon-operational: 200, carbon-embodied: 20, carbon: 220}\n"
	     "            - {timestamp: t2, energy: 1, grid/carbon-intensity: 400, carbon: "
	     "400}\n"
	     "          aggregated: {carbon: 620}\n",
	     "rack/a t1: energy 0.5, intensity 0.4, emissions 0.22, embodied 0.02\n"
	     "rack/a t2: energy 1, intensity 0.4, emissions 0.4\n"
	     "rack/a, aggregated: emissions 0.62 = rack/a t1 + rack/a t2\n"},
	    {"operational alone, JSON",
	     "{\"tree\": {\"children\": {\"a\": {\"outputs\": [{\"energy\": 0.00035, "
	     "\"carbon-operational\": 0.14}]}}}}",
	     "a: energy 0.00035, emissions 0.00014\n"},
	    {"inputs alone", "tree:\n  children:\n    a: {inputs: [{energy: 1}]}\n",
	     "not mine"},
	    {"a key twice",
	     "initialize: {}\ntree:\n  children:\n    a: {outputs: [{energy: 1, energy: 2}]}\n",
	     "error"},
	    {"outputs of other things",
	     "initialize: {}\ntree:\n  children:\n    a: {outputs: [{cpu: 1}]}\n", "error"},
	};

	claim_check(*state, "if.yaml", cases, CLAIM_COUNT(cases), claim_result_claims,
		    claim_result_read);
}

#define CODECARBON                                                                             \
	"timestamp,project_name,run_id,duration,emissions,cpu_energy,gpu_energy,ram_energy,"   \
	"energy_consumed,country_iso_code,cloud_provider,cloud_region,gpu_count,gpu_model,"    \
	"pue,"                                                                                 \
	"codecarbon_version\n"

static void reads_logs_of_trackers(void **state)
{
	static const struct claim_case cases[] = {
	    {"parts that add up",
	     CODECARBON "2024-05-31T10:39:13,p,r,3600,0.1,0.25,0.5,0.25,1.0,FRA,,,1,NVIDIA "
			"A100-SXM4-80GB,1.0,2.4\n",
	     "line 2: accelerators 1, hours 1, energy 1, pue 1, emissions 0.1; FR, "
	     "nvidia-a100-sxm4-80gb, 2024, at components\n"},
	    {"parts that do not, and a PUE",
	     CODECARBON "2024-05-31T10:39:13,p,r,3600,0.1,0.25,0.5,0.25,1.1,FRA,,,,,1.2,3.0\n",
	     "line 2: hours 1, energy 1.1, pue 1.2, emissions 0.1; FR, 2024, at facility"
	     " = line 2, processor + line 2, accelerators + line 2, memory\n"
	     "line 2, processor: energy 0.25\nline 2, accelerators: energy 0.5\n"
	     "line 2, memory: energy 0.25\n"},
	    {"a cloud",
	     CODECARBON "2024-05-31T10:39:13,p,r,60,0.1,,,,1,USA,gcp,us-central1,,,,\n",
	     "line 2: hours 0.0166667, energy 1, emissions 0.1; gcp:us-central1, 2024, at "
	     "components\n"},
	    {"Eco2AI",
	     "id,project_name,start_time,duration(s),power_consumption(kWh),CO2_emissions(kg),"
	     "CPU_name,GPU_name,OS,country\n1,p,2023-10-23 "
	     "23:12:36,7200,0.5,0.2,x,,Linux,Germany\n",
	     "line 2: hours 2, energy 0.5, emissions 0.2; DE, 2023, at components\n"},
	    {"a header alone", CODECARBON, "error"},
	    {"another table", "model,energy_kwh\nA,1\n", "not mine"},
	};

	claim_check(*state, "emissions.csv", cases, CLAIM_COUNT(cases), claim_tracker_claims,
		    claim_tracker_read);
}

/* 0.5 of a program is 0.5; 0.5 in print may have been 0.45. */
static void takes_computed_numbers_as_they_are(void **state)
{
	static const char text[] =
	    "initialize: {}\ntree:\n  children:\n    a:\n      outputs: [{energy: 0.5, carbon: "
	    "200, carbon-intensity: 400.00000000000006}]\n";
	struct claim_world *world = *state;
	struct claim_reader reader = {.arena = world->arena,
				      .factors = world->factors,
				      .diags = diags_new(world->arena),
				      .file = "if.yaml",
				      .text = text,
				      .length = strlen(text)};
	const struct printed *energy, *carbon, *intensity;

	claim_result_read(&reader);
	assert_int_equal(reader.count, 1);
	energy = reader.claims[0].figures[CLAIM_ENERGY];
	carbon = reader.claims[0].figures[CLAIM_EMISSIONS];
	intensity = reader.claims[0].figures[CLAIM_INTENSITY];
	assert_string_equal(energy->text, "0.5 kWh");
	assert_true(energy->loose.high - energy->loose.low < 1e-8);
	assert_true(carbon->loose.high - carbon->loose.low < 1e-6);
	assert_string_equal(intensity->digits, "400");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_bills_of_materials),
	    cmocka_unit_test(reads_our_own_reports),
	    cmocka_unit_test(reads_manifests),
	    cmocka_unit_test(reads_logs_of_trackers),
	    cmocka_unit_test(takes_computed_numbers_as_they_are),
	};

	return cmocka_run_group_tests(tests, claim_setup, claim_teardown);
}
