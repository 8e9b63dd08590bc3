/* Prometheus metrics of exporters and servers: what counts, what is counted once. */

#include "tests/unit/metrics_fixture.h"

static void adds_energy(void **state)
{
	static const struct {
		const char *what, *text;
		double joules;
		uint64_t used;
	} cases[] = {
	    {"power of a GPU",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 200 @10\n",
	     1500, 2},
	    {"two GPUs",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-b\"} 50 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-b\"} 50 @10\n",
	     1500, 4},
	    {"GPUs without UUIDs",
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n1\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n2\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n1\"} 100 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",Hostname=\"n2\"} 100 @10\n",
	     2000, 4},
	    {"a GPU whose pod changes",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"b\"} 100 @20\n",
	     2000, 3},
	    {"instances that show the whole GPU",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"1\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"2\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"1\"} 100 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"2\"} 100 @10\n",
	     1000, 2},
	    {"a counter in mJ",
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 5000000 @0\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 6500000 @10\n",
	     1500, 2},
	    {"the counter before the power",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 5000000 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 6500000 @10\n",
	     1500, 4},
	    {"power where the counter stands still",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 0 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 0 @10\n",
	     1000, 4},
	    {"sentinels",
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 5000000 @0\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 9223372036854775794 @10\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 6500000 @20\n",
	     1500, 2},
	    {"a sentinel of doubles",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 140737488355330 @5\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 200 @10\n",
	     1500, 2},
	    {"NaN",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} NaN @5\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 200 @10\n",
	     1500, 2},
	    {"OpenMetrics",
	     "# TYPE DCGM_FI_DEV_POWER_USAGE gauge\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 1772445600.0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 200 1772445610.0\n"
	     "# EOF\n",
	     1500, 2},
	    {"scaphandre, microwatts",
	     "scaph_host_power_microwatts 100000000 @0\n"
	     "scaph_host_power_microwatts 200000000 @10\n",
	     1500, 2},
	    {"scaphandre, microjoules",
	     "scaph_host_energy_microjoules 7000000000 @0\n"
	     "scaph_host_energy_microjoules 8500000000 @10\n",
	     1500, 2},
	    {"scaphandre's counter wraps: that step is not known",
	     "scaph_host_energy_microjoules 7000000000 @0\n"
	     "scaph_host_energy_microjoules 8500000000 @10\n"
	     "scaph_host_energy_microjoules 3000000000 @20\n"
	     "scaph_host_energy_microjoules 4000000000 @30\n",
	     2500, 4},
	    {"scaphandre, both: power",
	     "scaph_host_power_microwatts 100000000 @0\n"
	     "scaph_host_energy_microjoules 7000000000 @0\n"
	     "scaph_host_power_microwatts 100000000 @10\n"
	     "scaph_host_energy_microjoules 8500000000 @10\n",
	     1000, 4},
	    {"Kepler up to 0.9: package and dram, not core; idle and dynamic add up",
	     "kepler_node_package_joules_total{instance=\"n\",mode=\"idle\"} 100 @0\n"
	     "kepler_node_package_joules_total{instance=\"n\",mode=\"dynamic\"} 10 @0\n"
	     "kepler_node_core_joules_total{instance=\"n\",mode=\"idle\"} 10 @0\n"
	     "kepler_node_dram_joules_total{instance=\"n\",mode=\"idle\"} 5 @0\n"
	     "kepler_node_package_joules_total{instance=\"n\",mode=\"idle\"} 600 @10\n"
	     "kepler_node_package_joules_total{instance=\"n\",mode=\"dynamic\"} 310 @10\n"
	     "kepler_node_core_joules_total{instance=\"n\",mode=\"idle\"} 400 @10\n"
	     "kepler_node_dram_joules_total{instance=\"n\",mode=\"idle\"} 45 @10\n",
	     840, 8},
	    {"Kepler's platform holds the rest of its node",
	     "kepler_node_platform_joules_total{instance=\"n\"} 0 @0\n"
	     "kepler_node_package_joules_total{instance=\"n\"} 0 @0\n"
	     "kepler_node_package_joules_total{instance=\"m\"} 0 @0\n"
	     "kepler_node_platform_joules_total{instance=\"n\"} 3000 @10\n"
	     "kepler_node_package_joules_total{instance=\"n\"} 1000 @10\n"
	     "kepler_node_package_joules_total{instance=\"m\"} 500 @10\n",
	     3500, 6},
	    {"Kepler from 0.10: zones",
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"package\",path=\"a\"} 0 @0\n"
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"core\",path=\"b\"} 0 @0\n"
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"dram\",path=\"c\"} 0 @0\n"
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"package\",path=\"a\"} 900 "
	     "@10\n"
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"core\",path=\"b\"} 500 @10\n"
	     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"dram\",path=\"c\"} 50 @10\n",
	     950, 6},
	    {"Kepler's GPUs, which DCGM measures, too",
	     "kepler_node_gpu_joules_total{node_name=\"n\",gpu=\"0\"} 0 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "kepler_node_gpu_joules_total{node_name=\"n\",gpu=\"0\"} 1000 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n",
	     1000, 4},
	    {"a range",
	     "{\"data\":{\"resultType\":\"matrix\",\"result\":[\n"
	     "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"a\"},\n"
	     "\"values\":[[1772445600,\"100\"],[1772445610,\"200\"]]}\n"
	     "]}}",
	     1500, 2},
	    {"a range with the same GPU under two pods",
	     "{\"data\":{\"resultType\":\"matrix\",\"result\":[\n"
	     "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"a\",\"pod\":"
	     "\"x\"},\n"
	     "\"values\":[[1772445600.5,\"100\"],[1772445610.5,\"200\"]]}\n"
	     ",{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"a\",\"pod\":"
	     "\"y\"},\n"
	     "\"values\":[[1772445600.5,\"100\"],[1772445610.5,\"200\"]]}\n"
	     "]}}",
	     1500, 2},
	    {"a VictoriaMetrics export",
	     "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"a\"},\"values\":"
	     "[100,200],\"timestamps\":[1772445600000,1772445610000]}\n",
	     1500, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good_log(cases[i].text, NULL, cases[i].what);

		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-9,
			    cases[i].what);
		if (reading.import->rows_used != cases[i].used)
			fail_msg("%s: %llu rows used", cases[i].what,
				 (unsigned long long)reading.import->rows_used);
		reading_free(&reading);
	}
}

static void knows_where_it_was_metered(void **state)
{
	static const struct {
		const char *what, *text;
		enum metered_at metered;
		unsigned accelerators;
		double device_hours;
	} cases[] = {
	    {"GPUs",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n",
	     METERED_ACCELERATOR, 1, 10 / 3600.0},
	    {"sockets",
	     "scaph_host_power_microwatts 100000000 @0\n"
	     "scaph_host_power_microwatts 200000000 @10\n",
	     METERED_COMPONENTS, 0, 0},
	    {"a platform",
	     "kepler_platform_watts{node_name=\"n\"} 500 @0\n"
	     "kepler_platform_watts{node_name=\"n\"} 500 @10\n",
	     METERED_NODE, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good_log(cases[i].text, NULL, cases[i].what);
		const struct import *import = reading.import;

		if (import->metered_at != cases[i].metered ||
		    import->accelerators != cases[i].accelerators)
			fail_msg("%s: %s, %u", cases[i].what, metered_name(import->metered_at),
				 import->accelerators);
		assert_near(import->total.device_hours, cases[i].device_hours, 1e-12,
			    cases[i].what);
		reading_free(&reading);
	}
}

static void reads_both_energy_and_tokens(void **state)
{
	struct log_read reading =
	    read_good_log("DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
			  "vllm:prompt_tokens_total{model_name=\"m\"} 0 @0\n"
			  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n"
			  "vllm:prompt_tokens_total{model_name=\"m\"} 7 @10\n",
			  NULL, "both");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 1000, 1e-9, "energy");
	assert_int_equal(reading.import->total.usage.input_tokens, 7);
	assert_int_equal(reading.import->rows_used, 4);
	reading_free(&reading);
}

static void takes_labels_as_columns(void **state)
{
	static const char log[] = "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @0\n"
				  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-b\",pod=\"b\"} 50 @0\n"
				  "vllm:prompt_tokens_total{model_name=\"m\"} 0 @0\n"
				  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @10\n"
				  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-b\",pod=\"b\"} 50 @10\n"
				  "vllm:prompt_tokens_total{model_name=\"m\"} 7 @10\n";
	static const char *const values[] = {"b"};
	struct import_filter filter = {"pod", values, 1};
	struct import_options where = {.filters = &filter, .filter_count = 1};
	struct import_options split = {.split = "pod"};
	struct log_read reading = read_good_log(log, &where, "where");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 500, 1e-9, "pod b");
	assert_int_equal(skipped_for(reading.import, "left out by 'where'"), 4);
	reading_free(&reading);
	reading = read_good_log(log, &split, "split");
	assert_int_equal(reading.import->part_count, 3);
	assert_near(reading.import->parts[1].energy_kwh * 3.6e6, 1000, 1e-9, "pod a");
	assert_near(reading.import->parts[2].energy_kwh * 3.6e6, 500, 1e-9, "pod b");
	assert_int_equal(reading.import->parts[0].usage.input_tokens, 7);
	reading_free(&reading);
}

static void refuses_what_has_no_span(void **state)
{
	static const struct {
		const char *what, *text, *message;
		enum diag_code code;
	} cases[] = {
	    {"one scrape",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-a\"} 1 @0\n",
	     "a single scrape", DIAG_IMPORT_UNUSABLE},
	    {"no times", "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100\n",
	     "no sample has a time", DIAG_IMPORT_UNUSABLE},
	    {"an instant",
	     "{\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":"
	     "\"DCGM_FI_DEV_POWER_USAGE\"},\"value\":[1772445600,\"1\"]}]}}",
	     "an instant query", DIAG_IMPORT_UNUSABLE},
	    {"a node and its GPUs",
	     "kepler_platform_watts{node_name=\"n\"} 500 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
	     "kepler_platform_watts{node_name=\"n\"} 500 @10\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n",
	     "whole nodes", DIAG_IMPORT_OVERLAP},
	    {"all 0 W",
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 0 @0\n"
	     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 0 @10\n",
	     "", DIAG_IMPORT_UNUSABLE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_log(cases[i].text, NULL);
		const struct diag *diag = find_diag(&reading, cases[i].code);

		if (reading.import || !diag || !strstr(diag->message, cases[i].message))
			fail_msg("%s: %s", cases[i].what,
				 diag ? diag->message : "no such diagnostic");
		reading_free(&reading);
	}
}

static void settles_nodes_against_gpus(void **state)
{
	static const char log[] = "kepler_platform_watts{node_name=\"n\"} 500 @0\n"
				  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @0\n"
				  "kepler_platform_watts{node_name=\"n\"} 500 @10\n"
				  "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 100 @10\n";
	struct import_options options = {.overlap = OVERLAP_MAX};
	struct log_read reading = read_good_log(log, &options, "max");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 5000, 1e-9, "max");
	reading_free(&reading);
	options.overlap = OVERLAP_SUM;
	reading = read_good_log(log, &options, "sum");
	assert_near(reading.import->total.energy_kwh * 3.6e6, 6000, 1e-9, "sum");
	reading_free(&reading);
}

static void names_labels_that_are_not_there(void **state)
{
	static const char *const values[] = {"b"};
	struct import_filter filter = {"pot", values, 1};
	struct import_options where = {.filters = &filter, .filter_count = 1};
	struct log_read reading =
	    read_log("DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @0\n"
		     "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",pod=\"a\"} 100 @10\n",
		     &where);
	const struct diag *diag = find_diag(&reading, DIAG_IMPORT_COLUMN);

	(void)state;
	assert_null(reading.import);
	assert_non_null(diag);
	assert_non_null(strstr(diag->message, "'pot'"));
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_energy),
	    cmocka_unit_test(knows_where_it_was_metered),
	    cmocka_unit_test(reads_both_energy_and_tokens),
	    cmocka_unit_test(takes_labels_as_columns),
	    cmocka_unit_test(refuses_what_has_no_span),
	    cmocka_unit_test(settles_nodes_against_gpus),
	    cmocka_unit_test(names_labels_that_are_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
