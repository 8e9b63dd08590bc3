/* Prometheus metrics of servers: tokens and requests, by hour. */

#include "tests/unit/metrics_fixture.h"

static void counts_tokens_and_requests(void **state)
{
	static const struct {
		const char *what, *text;
		uint64_t requests, failed, input, cached, output;
	} cases[] = {
	    {"vLLM",
	     "vllm:prompt_tokens_total{model_name=\"m\"} 1000.0 @0\n"
	     "vllm:generation_tokens_total{model_name=\"m\"} 500.0 @0\n"
	     "vllm:prefix_cache_hits_total{model_name=\"m\"} 100.0 @0\n"
	     "vllm:request_success_total{model_name=\"m\",finished_reason=\"stop\"} 10 @0\n"
	     "vllm:request_success_total{model_name=\"m\",finished_reason=\"abort\"} 1 @0\n"
	     "vllm:prompt_tokens_total{model_name=\"m\"} 4.0e3 @10\n"
	     "vllm:generation_tokens_total{model_name=\"m\"} 900.0 @10\n"
	     "vllm:prefix_cache_hits_total{model_name=\"m\"} 600.0 @10\n"
	     "vllm:request_success_total{model_name=\"m\",finished_reason=\"stop\"} 15 @10\n"
	     "vllm:request_success_total{model_name=\"m\",finished_reason=\"abort\"} 3 @10\n",
	     7, 2, 3000, 500, 400},
	    {"two engines",
	     "vllm:prompt_tokens_total{model_name=\"m\",engine=\"0\"} 0 @0\n"
	     "vllm:prompt_tokens_total{model_name=\"m\",engine=\"1\"} 0 @0\n"
	     "vllm:prompt_tokens_total{model_name=\"m\",engine=\"0\"} 10 @10\n"
	     "vllm:prompt_tokens_total{model_name=\"m\",engine=\"1\"} 20 @10\n",
	     0, 0, 30, 0, 0},
	    {"the server begins again",
	     "vllm:prompt_tokens_total{model_name=\"m\"} 1000 @0\n"
	     "vllm:prompt_tokens_total{model_name=\"m\"} 1500 @10\n"
	     "vllm:prompt_tokens_total{model_name=\"m\"} 200 @20\n"
	     "vllm:prompt_tokens_total{model_name=\"m\"} 300 @30\n",
	     0, 0, 800, 0, 0},
	    {"cached tokens told in two ways",
	     "vllm:prompt_tokens_total{model_name=\"m\"} 0 @0\n"
	     "vllm:prompt_tokens_cached_total{model_name=\"m\"} 0 @0\n"
	     "vllm:prefix_cache_hits_total{model_name=\"m\"} 0 @0\n"
	     "vllm:prompt_tokens_total{model_name=\"m\"} 100 @10\n"
	     "vllm:prompt_tokens_cached_total{model_name=\"m\"} 60 @10\n"
	     "vllm:prefix_cache_hits_total{model_name=\"m\"} 70 @10\n",
	     0, 0, 100, 60, 0},
	    {"requests by a histogram",
	     "vllm:e2e_request_latency_seconds_count{model_name=\"m\"} 3 @0\n"
	     "vllm:e2e_request_latency_seconds_count{model_name=\"m\"} 8 @10\n",
	     5, 0, 0, 0, 0},
	    {"TGI",
	     "tgi_request_count 10 @0\n"
	     "tgi_request_success 9 @0\n"
	     "tgi_request_failure{err=\"validation\"} 0 @0\n"
	     "tgi_request_input_length_sum 900 @0\n"
	     "tgi_request_generated_tokens_sum 90 @0\n"
	     "tgi_request_count 20 @10\n"
	     "tgi_request_success 17 @10\n"
	     "tgi_request_failure{err=\"validation\"} 1 @10\n"
	     "tgi_request_input_length_sum 1800 @10\n"
	     "tgi_request_generated_tokens_sum 190 @10\n",
	     9, 1, 900, 0, 100},
	    {"TGI without successes",
	     "tgi_request_count 10 @0\n"
	     "tgi_request_count 20 @10\n",
	     10, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good_log(cases[i].text, NULL, cases[i].what);
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
	struct log_read reading =
	    read_good_log("vllm:prompt_tokens_total{model_name=\"m\"} 7 1772447400000\n"
			  "vllm:prompt_tokens_total{model_name=\"m\"} 1008 1772454600000\n",
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_tokens_and_requests),
	    cmocka_unit_test(spreads_counts_over_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
