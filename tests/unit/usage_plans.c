/* Inference logs by their plans: what is counted, what is left out and why, in which groups. */

#include "tests/unit/import_fixture.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define HEADER                                                                                 \
	"timestamp,model,region,input_tokens,cached_tokens,output_tokens,latency_ms,"          \
	"energy_j,status\n"

static const struct import_group *find_group(const struct import *import, const char *model,
					     const char *hour, const char *status)
{
	for (size_t i = 0; i < import->group_count; i++) {
		const struct import_group *group = &import->groups[i];

		if (strcmp(group->model, model) == 0 && strcmp(group->hour, hour) == 0 &&
		    strcmp(group->status, status) == 0)
			return group;
	}
	fail_msg("no group %s %s %s", model, hour, status);
	return NULL;
}

static void a_generic_log_is_added_up(void **state)
{
	struct log_read reading =
	    read_good(HEADER "2025-03-01T00:59:59.999Z,m,r,100,40,10,250,3600000,200\n"
			     "2025-03-01T00:00:00Z,m,r,50,0,20,150.5,,200\n"
			     "2025-03-01T02:30:00+01:00,\"m\",r,1,0,2,\"1000\",1800000,200\n"
			     "2025-03-01T01:00:00Z,m,r,,,,,,500\n",
		      NULL, "generic");
	const struct import *import = reading.import;
	const struct import_usage *usage = &import->total.usage;
	const struct import_group *group = find_group(import, "m", "2025-03-01T00", "ok");

	(void)state;
	assert_string_equal(import->format, "usage-log");
	assert_int_equal(import->rows_used, 4);
	assert_int_equal(usage->requests, 4);
	assert_int_equal(usage->failed_requests, 1);
	assert_int_equal(usage->input_tokens, 151);
	assert_int_equal(usage->cached_tokens, 40);
	assert_int_equal(usage->output_tokens, 32);
	assert_near(import->total.energy_kwh, 1.5, 0, "energy");
	assert_int_equal(group->requests, 2);
	assert_near(group->energy_kwh, 1, 0, "energy of an hour");
	assert_near(group->latency.p50_s, 0.1505, 0, "median");
	assert_near(group->latency.p95_s, 0.25, 0, "95 %");
	assert_near(usage->latency.total_s, 1.4005, 1e-15, "durations");
	assert_int_equal(find_group(import, "m", "2025-03-01T01", "failed")->requests, 1);
	assert_int_equal(import->total.hour_count, 2);
	assert_near(import->total.hours[1].energy_it_kwh, 0.5, 0, "energy of the next hour");
	assert_true(assumes(import, "2 of 4 requests have no energy"));
	reading_free(&reading);
}

static void rows_that_cannot_be_are_left_out(void **state)
{
	static const struct {
		const char *row, *reason;
	} cases[] = {
	    {"2025-03-01T00:00:00Z,m,r,1,2,3,4,5,200\n",
	     "more cached tokens than input tokens"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,3,-4,5,200\n",
	     "its duration is not a number of 0 or more"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,3,4,-5,200\n",
	     "its energy is not a number of 0 or more"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,3,4,1e30,200\n",
	     "its energy is not a number of 0 or more"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,,4,5,200\n", "a token count is missing"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,x,4,5,200\n", "a token count is not a whole number"},
	    {"2025-13-01T00:00:00Z,m,r,1,0,3,4,5,200\n", "its time is not a time"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,3,4,5,maybe\n",
	     "its status tells neither success nor failure"},
	    {"2025-03-01T00:00:00Z,m,r,1,0,3,4,5\n", "not as many fields as the header"},
	};
	struct import_options options = {.most_bad = 1};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[512];
		struct log_read reading;

		(void)snprintf(text, sizeof text,
			       "%s2025-03-01T00:00:00Z,m,r,1,0,2,3,4,200\n%s", HEADER,
			       cases[i].row);
		reading = read_good(text, &options, cases[i].row);
		assert_int_equal(reading.import->rows_used, 1);
		if (skipped_for(reading.import, cases[i].reason) != 1)
			fail_msg("%s is not left out: %s", cases[i].row, cases[i].reason);
		reading_free(&reading);
	}
}

static void a_header_may_be_repeated_but_not_change(void **state)
{
	struct log_read reading = read_good(HEADER "2025-03-01T00:00:00Z,m,r,1,0,2,3,4,200\n"
						   "\n" HEADER,
					    NULL, "repeated");
	const struct diag *diag;

	(void)state;
	assert_int_equal(skipped_for(reading.import, "repeated header line"), 1);
	reading_free(&reading);
	reading = read_text_with(HEADER "2025-03-01T00:00:00Z,m,r,1,0,2,3,4,200\n"
					"timestamp,input_tokens,output_tokens\n",
				 NULL);
	assert_null(reading.import);
	diag = find_diag(&reading, DIAG_IMPORT_COLUMN);
	assert_non_null(diag);
	assert_int_equal(diag->place.line, 3);
	reading_free(&reading);
}

static void traces_from_a_start_have_no_hour(void **state)
{
	struct log_read reading =
	    read_good("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
		      "5,ChatGPT,472,18,490,Conversation log\n"
		      "45,GPT-4,1087,0,1087,API log\n",
		      NULL, "burstgpt");
	const struct import *import = reading.import;

	(void)state;
	assert_string_equal(import->format, "burstgpt");
	assert_null(import->first);
	assert_near(import->covered_s, 40, 0, "covered");
	assert_int_equal(import->total.usage.failed_requests, 1);
	assert_int_equal(find_group(import, "GPT-4", "", "failed")->input_tokens, 1087);
	reading_free(&reading);
	reading = read_good("{\"timestamp\": 0, \"input_length\": 7, \"output_length\": 3, "
			    "\"hash_ids\": [1]}\n{\"timestamp\": 2500, \"input_length\": 1, "
			    "\"output_length\": 2, \"hash_ids\": []}\n",
			    NULL, "mooncake");
	assert_string_equal(reading.import->format, "mooncake");
	assert_near(reading.import->covered_s, 2.5, 0, "covered");
	assert_int_equal(reading.import->total.usage.input_tokens, 8);
	reading_free(&reading);
}

static void images_are_counted_with_their_failures(void **state)
{
	struct log_read reading = read_good(
	    "gmt_create,predict_type,predict_status,exec_time_seconds,num_images_per_prompt\n"
	    "2024-11-15 16:57:50,TXT_2_IMG,SUCCEED,32.0,4.0\n"
	    "2024-11-15 16:58:50,TXT_2_IMG,FAILED,3,1\n"
	    "2024-11-15 16:59:50,TXT_2_IMG,PENDING,5,\n",
	    NULL, "images");
	const struct import_usage *usage = &reading.import->total.usage;

	(void)state;
	assert_string_equal(reading.import->format, "image-trace");
	assert_int_equal(usage->requests, 3);
	assert_int_equal(usage->failed_requests, 1);
	assert_int_equal(usage->images, 5);
	assert_near(usage->latency.total_s, 40, 0, "durations");
	assert_false(usage->has_tokens);
	reading_free(&reading);
}

#define SHORT "timestamp,input_tokens,output_tokens"
#define AT    "2025-03-01T00:00:00Z,"

static void counts_that_no_row_tells_are_not_0(void **state)
{
	static const char embedding[] =
	    "{\"timestamp\": \"2025-03-01\", \"input_tokens\": 7, \"output_tokens\": null}\n";
	struct log_read reading = read_good(SHORT "\n" AT "7,3\n" AT ",3\n", NULL, "half");
	const struct import_usage *usage = &reading.import->total.usage;

	(void)state;
	assert_int_equal(skipped_for(reading.import, "a token count is missing"), 1);
	assert_false(usage->input_untold || usage->output_untold);
	reading_free(&reading);
	reading = read_good(embedding, NULL, "embeddings");
	usage = &reading.import->total.usage;
	assert_true(usage->has_tokens && usage->output_untold && !usage->input_untold);
	assert_false(usage->output_spread.known);
	assert_false(assumes(reading.import, "tell no output"));
	reading_free(&reading);
	reading = read_good(
	    "{\"timestamp\": \"2025-03-01\", \"input_tokens\": 7, \"output_tokens\": 3}\n"
	    "{\"timestamp\": \"2025-03-01\", \"input_tokens\": 7}\n",
	    NULL, "mixed");
	assert_false(reading.import->total.usage.output_untold);
	assert_true(assumes(reading.import, "1 of 2 rows used tell no output tokens"));
	reading_free(&reading);
}

static void names_of_one_role_are_told(void **state)
{
	struct log_read reading = read_text_with(
	    "timestamp,input_tokens,Input_Tokens,output_tokens\n" AT "9,1,3\n", NULL);

	(void)state;
	assert_null(reading.import);
	assert_string_equal(find_diag(&reading, DIAG_IMPORT_COLUMN)->message,
			    "columns 2 and 3 both have the name 'input_tokens'");
	reading_free(&reading);
	reading = read_good("timestamp,tokens_in,input_tokens,output_tokens\n" AT "9,1,3\n",
			    NULL, "two names");
	assert_int_equal(reading.import->total.usage.input_tokens, 1);
	assert_true(assumes(reading.import, "'input_tokens' counts, not 'tokens_in'"));
	reading_free(&reading);
	reading = read_good(SHORT ",prompt_tokens\n" AT "9,3,1\n" AT "1,3,1\n", NULL, "prompt");
	assert_int_equal(reading.import->total.usage.input_tokens, 2);
	assert_true(
	    assumes(reading.import, "1 of 2 rows used tell one input as prompt_tokens"));
	reading_free(&reading);
}

static void reasoning_beside_the_output_is_added(void **state)
{
	struct log_read reading = read_good(SHORT ",reasoning_tokens,total_tokens\n" AT
						  "7,3,20,30\n" AT "7,3,2,10\n" AT "7,3,2,11\n",
					    NULL, "reasoning apart");

	(void)state;
	assert_int_equal(reading.import->rows_used, 2);
	assert_int_equal(reading.import->total.usage.output_tokens, 26);
	assert_int_equal(reading.import->total.usage.reasoning_tokens, 22);
	assert_true(assumes(reading.import, "1 of 2 rows used have reasoning tokens"));
	reading_free(&reading);
}

static void successes_are_words_or_1(void **state)
{
	struct log_read reading = read_good(SHORT ",success\n" AT "7,3,1\n" AT "7,3,0\n" AT
						  "7,3,expired\n" AT "7,3,2\n",
					    NULL, "success");

	(void)state;
	assert_int_equal(reading.import->rows_used, 3);
	assert_int_equal(reading.import->total.usage.failed_requests, 2);
	reading_free(&reading);
	reading = read_good(SHORT ",status\n" AT "7,3,ok\n" AT "7,3,0\n", NULL, "status");
	assert_int_equal(reading.import->rows_used, 1);
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_generic_log_is_added_up),
	    cmocka_unit_test(rows_that_cannot_be_are_left_out),
	    cmocka_unit_test(a_header_may_be_repeated_but_not_change),
	    cmocka_unit_test(traces_from_a_start_have_no_hour),
	    cmocka_unit_test(images_are_counted_with_their_failures),
	    cmocka_unit_test(counts_that_no_row_tells_are_not_0),
	    cmocka_unit_test(names_of_one_role_are_told),
	    cmocka_unit_test(reasoning_beside_the_output_is_added),
	    cmocka_unit_test(successes_are_words_or_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
