/* Prometheus metrics of exporters and servers: what counts, what is counted once. */

#include "tests/unit/import_fixture.h"

#define AT(second)		     "17724456" #second "000\n" /* of 2026-03-02T10:00:00Z to 10:01:39Z */
#define POWER(labels, value, second) "DCGM_FI_DEV_POWER_USAGE{" labels "} " value " " AT(second)
#define ENERGY(labels, value, second)                                                          \
	"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{" labels "} " value " " AT(second)
#define GPU "UUID=\"GPU-a\""
#define RANGE(name, labels, values)                                                            \
	"{\"metric\":{\"__name__\":\"" name "\"" labels "},\"values\":[" values "]}"
#define MATRIX(series)                                                                         \
	"{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" series "]}" \
											  "}"

static void adds_energy(void **state)
{
	static const struct {
		const char *what, *text;
		double joules;
		uint64_t used;
	} cases
	    [] =
		{
		    {"power of a GPU", POWER(GPU, "100", 00) POWER(GPU, "200", 10), 1500, 2},
		    {"two GPUs",
		     POWER(GPU, "100", 00) POWER("UUID=\"GPU-b\"", "50", 00)
			 POWER(GPU, "100", 10) POWER("UUID=\"GPU-b\"", "50", 10),
		     1500, 4},
		    {"GPUs without UUIDs",
		     POWER("gpu=\"0\",Hostname=\"n1\"", "100", 00)
			 POWER("gpu=\"0\",Hostname=\"n2\"", "100", 00)
			     POWER("gpu=\"0\",Hostname=\"n1\"", "100", 10)
				 POWER("gpu=\"0\",Hostname=\"n2\"", "100", 10),
		     2000, 4},
		    {"a GPU whose pod changes",
		     POWER(GPU ",pod=\"a\"", "100", 00) POWER(GPU ",pod=\"a\"", "100", 10)
			 POWER(GPU ",pod=\"b\"", "100", 20),
		     2000, 3},
		    {"instances that show the whole GPU",
		     POWER(GPU ",GPU_I_ID=\"1\"", "100", 00)
			 POWER(GPU ",GPU_I_ID=\"2\"", "100", 00)
			     POWER(GPU ",GPU_I_ID=\"1\"", "100", 10)
				 POWER(GPU ",GPU_I_ID=\"2\"", "100", 10),
		     1000, 2},
		    {"a counter in mJ", ENERGY(GPU, "5000000", 00) ENERGY(GPU, "6500000", 10),
		     1500, 2},
		    {"the counter before the power",
		     POWER(GPU, "100", 00) ENERGY(GPU, "5000000", 00) POWER(GPU, "100", 10)
			 ENERGY(GPU, "6500000", 10),
		     1500, 4},
		    {"power where the counter stands still",
		     POWER(GPU, "100", 00) ENERGY(GPU, "0", 00) POWER(GPU, "100", 10)
			 ENERGY(GPU, "0", 10),
		     1000, 4},
		    {"sentinels",
		     ENERGY(GPU, "5000000", 00) ENERGY(GPU, "9223372036854775794", 10)
			 ENERGY(GPU, "6500000", 20),
		     1500, 2},
		    {"a sentinel of doubles",
		     POWER(GPU, "100", 00) POWER(GPU, "140737488355330", 05)
			 POWER(GPU, "200", 10),
		     1500, 2},
		    {"NaN", POWER(GPU, "100", 00) POWER(GPU, "NaN", 05) POWER(GPU, "200", 10),
		     1500, 2},
		    {"OpenMetrics",
		     "# TYPE DCGM_FI_DEV_POWER_USAGE gauge\n"
		     "DCGM_FI_DEV_POWER_USAGE{" GPU "} 100 1772445600.0\n"
		     "DCGM_FI_DEV_POWER_USAGE{" GPU "} 200 1772445610.0\n# EOF\n",
		     1500, 2},
		    {"scaphandre, microwatts",
		     "scaph_host_power_microwatts 100000000 " AT(
			 00) "scaph_host_power_microwatts 200000000 " AT(10),
		     1500, 2},
		    {"scaphandre, microjoules",
		     "scaph_host_energy_microjoules 7000000000 " AT(
			 00) "scaph_host_energy_microjoules 8500000000 " AT(10),
		     1500, 2},
		    {"scaphandre's counter wraps: that step is not known",
		     "scaph_host_energy_microjoules 7000000000 " AT(
			 00) "scaph_host_energy_microjoules 8500000000 " AT(10) "scaph_host_"
										"energy_"
										"microjoules "
										"3000000000"
										" " AT(20) "sca"
											   "ph_"
											   "hos"
											   "t_"
											   "ene"
											   "rgy"
											   "_mi"
											   "cro"
											   "jou"
											   "les"
											   " 40"
											   "000"
											   "000"
											   "00"
											   " " AT(30),
		     2500, 4},
		    {"scaphandre, both: power",
		     "scaph_host_power_microwatts 100000000 " AT(00) "scaph_host_energy_"
								     "microjoules "
								     "7000000000 " AT(00) "scap"
											  "h_"
											  "host"
											  "_pow"
											  "er_"
											  "micr"
											  "owat"
											  "ts "
											  "1000"
											  "0000"
											  "0"
											  " " AT(10) "scaph_host_energy_microjoules 8500000000 " AT(
											      10),
		     1000, 4},
		    {"Kepler up to 0.9: package and dram, not core; idle and dynamic add up",
		     "kepler_node_package_joules_total{instance=\"n\",mode=\"idle\"} 100 " AT(00) "kepler_node_package_joules_total{instance=\"n\",mode=\"dynamic\"} 10 " AT(00) "kepler_node_core_joules_total{instance=\"n\",mode=\"idle\"} 10 " AT(
			 00) "kepler_node_dram_joules_total{instance=\"n\",mode=\"idle\"} "
			     "5 " AT(00) "kepler_node_package_joules_total{instance=\"n\",mode="
					 "\"idle\"} 600 " AT(10) "kepler_node_package_joules_"
								 "total{instance=\"n\",mode="
								 "\"dynamic\"} 310 " AT(10) "ke"
											    "pl"
											    "er"
											    "_n"
											    "od"
											    "e_"
											    "co"
											    "re"
											    "_j"
											    "ou"
											    "le"
											    "s_"
											    "to"
											    "ta"
											    "l{"
											    "in"
											    "st"
											    "an"
											    "ce"
											    "="
											    "\""
											    "n"
											    "\""
											    ",m"
											    "od"
											    "e="
											    "\""
											    "id"
											    "le"
											    "\""
											    "} "
											    "40"
											    "0"
											    " " AT(10) "kepler_node_dram_joules_total{instance=\"n\",mode=\"idle\"} 45 " AT(10),
		     840, 8},
		    {"Kepler's platform holds the rest of its node",
		     "kepler_node_platform_joules_total{instance=\"n\"} 0 " AT(00) "kepler_"
										   "node_"
										   "package_"
										   "joules_"
										   "total{"
										   "instance="
										   "\"n\"} "
										   "0 " AT(00) "kepler_node_package_joules_total{instance=\"m\"} 0 " AT(00) "kepler_node_platform_joules_total{instance=\"n\"} 3000 " AT(
										       10) "kep"
											   "ler"
											   "_no"
											   "de_"
											   "pac"
											   "kag"
											   "e_"
											   "jou"
											   "les"
											   "_to"
											   "tal"
											   "{in"
											   "sta"
											   "nce"
											   "=\""
											   "n\""
											   "} "
											   "100"
											   "0"
											   " " AT(10) "kepler_node_package_joules_total{instance=\"m\"} 500 " AT(10),
		     3500, 6},
		    {"Kepler from 0.10: zones",
		     "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"package\",path=\"a\"}"
		     " 0 " AT(00) "kepler_node_cpu_joules_total{node_name=\"n\",zone=\"core\","
				  "path=\"b\"} 0 " AT(00) "kepler_node_cpu_joules_total{node_"
							  "name=\"n\",zone=\"dram\",path=\"c\"}"
							  " 0 " AT(00) "kepler_node_cpu_joules_"
								       "total{node_name=\"n\","
								       "zone=\"package\",path="
								       "\"a\"} 900 " AT(
									   10) "kepler_node_"
									       "cpu_joules_"
									       "total{node_"
									       "name=\"n\","
									       "zone=\"core\","
									       "path=\"b\"} "
									       "500 " AT(10) "k"
											     "e"
											     "p"
											     "l"
											     "e"
											     "r"
											     "_"
											     "n"
											     "o"
											     "d"
											     "e"
											     "_"
											     "c"
											     "p"
											     "u"
											     "_"
											     "j"
											     "o"
											     "u"
											     "l"
											     "e"
											     "s"
											     "_"
											     "t"
											     "o"
											     "t"
											     "a"
											     "l"
											     "{"
											     "n"
											     "o"
											     "d"
											     "e"
											     "_"
											     "n"
											     "a"
											     "m"
											     "e"
											     "="
											     "\"n\",zone=\"dram\",path=\"c\"} 50 " AT(10),
		     950, 6},
		    {"Kepler's GPUs, which DCGM measures, too",
		     "kepler_node_gpu_joules_total{node_name=\"n\",gpu=\"0\"} 0 " AT(00)
			 POWER(GPU, "100", 00) "kepler_node_gpu_joules_total{node_name=\"n\","
					       "gpu=\"0\"} 1000 " AT(10) POWER(GPU, "100", 10),
		     1000, 4},
		    {"a range",
		     MATRIX(RANGE("DCGM_FI_DEV_POWER_USAGE", ",\"UUID\":\"a\"",
				  "[1772445600,\"100\"],[1772445610,\"200\"]")),
		     1500, 2},
		    {"a range with the same GPU under two pods",
		     MATRIX(RANGE(
			 "DCGM_FI_DEV_POWER_USAGE", ",\"UUID\":\"a\",\"pod\":\"x\"",
			 "[1772445600.5,\"100\"],[1772445610.5,\"200\"]") "," RANGE("DCGM_FI_"
										    "DEV_POWER_"
										    "USAGE",
										    ",\"UUID\":"
										    "\"a\","
										    "\"pod\":"
										    "\"y\"",
										    "[177244560"
										    "0.5,"
										    "\"100\"],["
										    "1772445610"
										    ".5,"
										    "\"200\""
										    "]")),
		     1500, 2},
		    {"a VictoriaMetrics export",
		     "{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"UUID\":\"a\"},"
		     "\"values\":[100,200],\"timestamps\":[1772445600000,1772445610000]}\n",
		     1500, 2},
		};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

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
	    {"GPUs", POWER(GPU, "100", 00) POWER(GPU, "100", 10), METERED_ACCELERATOR, 1,
	     10 / 3600.0},
	    {"sockets",
	     "scaph_host_power_microwatts 100000000 " AT(
		 00) "scaph_host_power_microwatts 200000000 " AT(10),
	     METERED_COMPONENTS, 0, 0},
	    {"a platform",
	     "kepler_platform_watts{node_name=\"n\"} 500 " AT(
		 00) "kepler_platform_watts{node_name=\"n\"} 500 " AT(10),
	     METERED_NODE, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);
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

#define VLLM(name, labels, value, second)                                                      \
	"vllm:" name "{model_name=\"m\"" labels "} " value " " AT(second)

static void counts_tokens_and_requests(void **state)
{
	static const struct {
		const char *what, *text;
		uint64_t requests, failed, input, cached, output;
	} cases[] = {
	    {"vLLM",
	     VLLM("prompt_tokens_total", "", "1000.0",
		  00) VLLM("generation_tokens_total", "", "500.0",
			   00) VLLM("prefix_cache_hits_total", "", "100.0", 00)
		 VLLM("request_success_total", ",finished_reason=\"stop\"", "10", 00)
		     VLLM("request_success_total", ",finished_reason=\"abort\"", "1", 00)
			 VLLM("prompt_tokens_total", "", "4.0e3", 10)
			     VLLM("generation_tokens_total", "", "900.0", 10)
				 VLLM("prefix_cache_hits_total", "", "600.0", 10)
				     VLLM("request_success_total", ",finished_reason=\"stop\"",
					  "15", 10) VLLM("request_success_total",
							 ",finished_reason=\"abort\"", "3", 10),
	     7, 2, 3000, 500, 400},
	    {"two engines",
	     VLLM("prompt_tokens_total", ",engine=\"0\"", "0", 00)
		 VLLM("prompt_tokens_total", ",engine=\"1\"", "0", 00)
		     VLLM("prompt_tokens_total", ",engine=\"0\"", "10", 10)
			 VLLM("prompt_tokens_total", ",engine=\"1\"", "20", 10),
	     0, 0, 30, 0, 0},
	    {"the server begins again",
	     VLLM("prompt_tokens_total", "", "1000", 00)
		 VLLM("prompt_tokens_total", "", "1500", 10)
		     VLLM("prompt_tokens_total", "", "200", 20)
			 VLLM("prompt_tokens_total", "", "300", 30),
	     0, 0, 800, 0, 0},
	    {"cached tokens told in two ways",
	     VLLM("prompt_tokens_total", "", "0", 00)
		 VLLM("prompt_tokens_cached_total", "", "0", 00)
		     VLLM("prefix_cache_hits_total", "", "0", 00)
			 VLLM("prompt_tokens_total", "", "100", 10)
			     VLLM("prompt_tokens_cached_total", "", "60", 10)
				 VLLM("prefix_cache_hits_total", "", "70", 10),
	     0, 0, 100, 60, 0},
	    {"requests by a histogram",
	     VLLM("e2e_request_latency_seconds_count", "", "3", 00)
		 VLLM("e2e_request_latency_seconds_count", "", "8", 10),
	     5, 0, 0, 0, 0},
	    {"TGI",
	     "tgi_request_count 10 " AT(00) "tgi_request_success 9 " AT(00) "tgi_request_"
									    "failure{err="
									    "\"validation\"} "
									    "0 " AT(00) "tgi_"
											"reques"
											"t_"
											"input_"
											"length"
											"_sum "
											"900"
											" " AT(00) "tgi_request_generated_tokens_sum 90 " AT(00) "tgi_request_count 20 " AT(10) "tgi_request_success 17 " AT(10) "tgi_request_failure{err=\"validation\"} 1 " AT(
											    10) "tgi_request_input_length_sum 1800 " AT(10) "tgi_request_generated_tokens_sum 190 " AT(10),
	     9, 1, 900, 0, 100},
	    {"TGI without successes",
	     "tgi_request_count 10 " AT(00) "tgi_request_count 20 " AT(10), 10, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);
		const struct import_usage *usage = &reading.import->total.usage;

		if (usage->requests != cases[i].requests ||
		    usage->failed_requests != cases[i].failed ||
		    usage->input_tokens != cases[i].input ||
		    usage->cached_tokens != cases[i].cached ||
		    usage->output_tokens != cases[i].output)
			fail_msg("%s: %llu requests, %llu failed, tokens %llu, %llu, %llu",
				 cases[i].what, (unsigned long long)usage->requests,
				 (unsigned long long)usage->failed_requests,
				 (unsigned long long)usage->input_tokens,
				 (unsigned long long)usage->cached_tokens,
				 (unsigned long long)usage->output_tokens);
		reading_free(&reading);
	}
}

/* From half past ten to half past twelve: a quarter, a half, a quarter of the tokens. */
static void spreads_counts_over_hours(void **state)
{
	static const uint64_t tokens[] = {250, 501, 250};
	struct log_read reading = read_good("vllm:prompt_tokens_total{model_name=\"m\"} 7 "
					    "1772447400000\n"
					    "vllm:prompt_tokens_total{model_name=\"m\"} 1008 "
					    "1772454600000\n",
					    NULL, "hours");

	(void)state;
	assert_int_equal(reading.import->group_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(reading.import->groups[i].model, "m");
		assert_int_equal(reading.import->groups[i].input_tokens, tokens[i]);
	}
	assert_string_equal(reading.import->groups[0].hour, "2026-03-02T10");
	assert_string_equal(reading.import->groups[2].hour, "2026-03-02T12");
	reading_free(&reading);
}

static void reads_both_energy_and_tokens(void **state)
{
	struct log_read reading =
	    read_good(POWER(GPU, "100", 00) VLLM("prompt_tokens_total", "", "0", 00)
			  POWER(GPU, "100", 10) VLLM("prompt_tokens_total", "", "7", 10),
		      NULL, "both");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 1000, 1e-9, "energy");
	assert_int_equal(reading.import->total.usage.input_tokens, 7);
	assert_int_equal(reading.import->rows_used, 4);
	reading_free(&reading);
}

static void takes_labels_as_columns(void **state)
{
	static const char log[] = POWER(GPU ",pod=\"a\"", "100", 00)
	    POWER("UUID=\"GPU-b\",pod=\"b\"", "50", 00) VLLM("prompt_tokens_total", "", "0", 00)
		POWER(GPU ",pod=\"a\"", "100", 10) POWER("UUID=\"GPU-b\",pod=\"b\"", "50", 10)
		    VLLM("prompt_tokens_total", "", "7", 10);
	static const char *const values[] = {"b"};
	struct import_filter filter = {"pod", values, 1};
	struct import_options where = {.filters = &filter, .filter_count = 1};
	struct import_options split = {.split = "pod"};
	struct log_read reading = read_good(log, &where, "where");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 500, 1e-9, "pod b");
	assert_int_equal(skipped_for(reading.import, "left out by 'where'"), 4);
	reading_free(&reading);
	reading = read_good(log, &split, "split");
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
	    {"one scrape", POWER(GPU, "100", 00) ENERGY(GPU, "1", 00), "a single scrape",
	     DIAG_IMPORT_UNUSABLE},
	    {"no times", "DCGM_FI_DEV_POWER_USAGE{" GPU "} 100\n", "no sample has a time",
	     DIAG_IMPORT_UNUSABLE},
	    {"an instant",
	     "{\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":"
	     "\"DCGM_FI_DEV_POWER_USAGE\"},\"value\":[1772445600,\"1\"]}]}}",
	     "an instant query", DIAG_IMPORT_UNUSABLE},
	    {"a node and its GPUs",
	     "kepler_platform_watts{node_name=\"n\"} 500 " AT(00)
		 POWER(GPU, "100", 00) "kepler_platform_watts{node_name=\"n\"} 500 " AT(10)
		     POWER(GPU, "100", 10),
	     "whole nodes", DIAG_IMPORT_OVERLAP},
	    {"all 0 W", POWER(GPU, "0", 00) POWER(GPU, "0", 10), "", DIAG_IMPORT_UNUSABLE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_text_with(cases[i].text, NULL);
		const struct diag *diag = find_diag(&reading, cases[i].code);

		if (reading.import || !diag || !strstr(diag->message, cases[i].message))
			fail_msg("%s: %s", cases[i].what,
				 diag ? diag->message : "no such diagnostic");
		reading_free(&reading);
	}
}

static void settles_nodes_against_gpus(void **state)
{
	static const char log[] = "kepler_platform_watts{node_name=\"n\"} 500 " AT(00)
	    POWER(GPU, "100", 00) "kepler_platform_watts{node_name=\"n\"} 500 " AT(10)
		POWER(GPU, "100", 10);
	struct import_options options = {.overlap = OVERLAP_MAX};
	struct log_read reading = read_good(log, &options, "max");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 5000, 1e-9, "max");
	reading_free(&reading);
	options.overlap = OVERLAP_SUM;
	reading = read_good(log, &options, "sum");
	assert_near(reading.import->total.energy_kwh * 3.6e6, 6000, 1e-9, "sum");
	reading_free(&reading);
}

static void names_labels_that_are_not_there(void **state)
{
	static const char *const values[] = {"b"};
	struct import_filter filter = {"pot", values, 1};
	struct import_options where = {.filters = &filter, .filter_count = 1};
	struct log_read reading = read_text_with(
	    POWER(GPU ",pod=\"a\"", "100", 00) POWER(GPU ",pod=\"a\"", "100", 10), &where);
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
	    cmocka_unit_test(counts_tokens_and_requests),
	    cmocka_unit_test(spreads_counts_over_hours),
	    cmocka_unit_test(reads_both_energy_and_tokens),
	    cmocka_unit_test(takes_labels_as_columns),
	    cmocka_unit_test(refuses_what_has_no_span),
	    cmocka_unit_test(settles_nodes_against_gpus),
	    cmocka_unit_test(names_labels_that_are_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
