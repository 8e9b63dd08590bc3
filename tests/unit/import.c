/* What every importer shares: detection, header, filters, parts, refusals; and the Azure trace.
 */

#include "lca/base/digest.h"
#include "tests/unit/import_fixture.h"

#define AZURE "TIMESTAMP,ContextTokens,GeneratedTokens\n"
#define TRACE                                                                                  \
	AZURE "2023-11-16 18:59:59.9999999,4808,10\n"                                          \
	      "2023-11-16 18:17:03.9799600,3180,8\n"                                           \
	      "2023-11-16 19:00:00.0000000,110,27\n"
#define CODECARBON "timestamp,duration,emissions,energy_consumed\n"
#define SLURM	   "JobID|State|Partition|Elapsed|ConsumedEnergyRaw\n"
#define JOBS                                                                                   \
	SLURM "1|COMPLETED|a|01:00:00|3600000\n"                                               \
	      "2|FAILED|b|01:00:00|7200000\n"                                                  \
	      "3|COMPLETED|b|01:00:00|10800000\n"

static void finds_the_importer_by_the_header(void **state)
{
	static const struct {
		const char *text, *format;
	} cases[] = {
	    {TRACE, "azure-llm"},
	    {"\xEF\xBB\xBF" TRACE, "azure-llm"},
	    {"TIMESTAMP;ContextTokens;GeneratedTokens\n2023-11-16 18:17:03;1;2\n", "azure-llm"},
	    {"GeneratedTokens,NumImages,timestamp,contexttokens\r\n2,0,2025-01-01 "
	     "00:00:00,1\r\n",
	     "azure-llm"},
	    {"\"TIMESTAMP\",\"ContextTokens\",\"GeneratedTokens\"\n\"2023-11-16 "
	     "18:17:03\",\"1\",\"2.0\"",
	     "azure-llm"},
	    {CODECARBON "2024-01-01T00:00:00,1000,2,3\n", "codecarbon"},
	    {"timestamp, power.draw [W]\n2026/01/01 00:00:00.0, 50 W\n2026/01/01 00:00:01.0, "
	     "50 W\n",
	     "nvidia-smi"},
	    {JOBS, "slurm"},
	    {"JobID,State,Elapsed,ConsumedEnergy\n1,COMPLETED,01:00:00,3.6M\n", "slurm"},
	    {"ConsumedEnergyRaw\n3600\n", "slurm"},
	    {"slurm_load: a warning\n" JOBS, "slurm"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].text);

		assert_string_equal(reading.import->format, cases[i].format);
		reading_free(&reading);
	}
}

static void refuses_what_it_cannot_read(void **state)
{
	static const char *const bogus[] = {"bogus"};
	static const struct import_filter no_row = {"State", bogus, 1};
	static const struct import_filter no_column = {"Stat", bogus, 1};
	static const struct {
		const char *text;
		struct import_options options;
		enum diag_code code;
		const char *message; /* words of it */
	} cases[] = {
	    {"", {0}, DIAG_IMPORT_EMPTY, "the log is empty"},
	    {"\n\n", {0}, DIAG_IMPORT_EMPTY, "the log is empty"},
	    {AZURE, {0}, DIAG_IMPORT_EMPTY, "no row"},
	    {"a,b\n1,2\n", {0}, DIAG_IMPORT_UNKNOWN, "a,b"},
	    {"\x7f\x01\xff,\n", {0}, DIAG_IMPORT_UNKNOWN, "???,"},
	    {"when,who\n2026-05-06T00:13:39,0\n", {0}, DIAG_IMPORT_UNKNOWN, "when,who"},
	    {"TIMESTAMP,ContextTokens,GeneratedTokens,duration,emissions,energy_consumed\n1,2,"
	     "3,4,5,6\n",
	     {0},
	     DIAG_IMPORT_AMBIGUOUS,
	     "'codecarbon' and 'azure-llm'"},
	    {TRACE, {.from = "codecarbn"}, DIAG_IMPORT_FORMAT, "codecarbn"},
	    {TRACE, {.from = "codecarbon"}, DIAG_IMPORT_FORMAT, "energy_consumed"},
	    {"1|COMPLETED|01:00:00|3600\n",
	     {.from = "slurm"},
	     DIAG_IMPORT_FORMAT,
	     "ConsumedEnergyRaw"},
	    {JOBS, {.filters = &no_column, .filter_count = 1}, DIAG_IMPORT_COLUMN, "'Stat'"},
	    {JOBS, {.split = "Particion"}, DIAG_IMPORT_COLUMN, "Partition"},
	    {JOBS,
	     {.filters = &no_row, .filter_count = 1},
	     DIAG_IMPORT_FILTER,
	     "'COMPLETED', 'FAILED'"},
	    {AZURE "x,1,2\n", {0}, DIAG_IMPORT_UNUSABLE, "not a time"},
	    {AZURE "2023-11-16 18:17:03,9999999999999999999,0\n2023-11-16 "
		   "18:17:03,9999999999999999999,0\n",
	     {0},
	     DIAG_IMPORT_LIMIT,
	     "64 bits"},
	    {AZURE "2023-11-16 18:17:03,1,\"2\n", {0}, DIAG_CSV_QUOTE, "quote"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_text_with(cases[i].text, &cases[i].options);
		const struct diag *diag = find_diag(&reading, cases[i].code);

		if (reading.import || !diag || !strstr(diag->message, cases[i].message))
			fail_msg("case %zu: %s", i, diag ? diag->message : "no such error");
		assert_string_equal(diag->place.file, "log.csv");
		reading_free(&reading);
	}
}

static void suggests_the_column_that_was_meant(void **state)
{
	struct import_options options = {.split = "particion"};
	struct log_read reading = read_text_with(JOBS, &options);

	(void)state;
	assert_string_equal(find_diag(&reading, DIAG_IMPORT_COLUMN)->hint,
			    "did you mean 'Partition'?");
	reading_free(&reading);
}

static void force_decides_between_importers(void **state)
{
	struct import_options options = {.from = "codecarbon"};
	struct log_read reading = read_good(
	    "TIMESTAMP,ContextTokens,GeneratedTokens,duration,emissions,energy_consumed\n"
	    "2024-01-01T00:00:00,2,3,4000,5,6\n",
	    &options, "forced");

	(void)state;
	assert_string_equal(reading.import->format, "codecarbon");
	assert_near(reading.import->total.energy_kwh, 6, 0, "energy");
	reading_free(&reading);
}

static void a_file_that_is_none_is_an_environment_error(void **state)
{
	static const char *const paths[] = {".", "does-not-exist.csv"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct log_read reading = {.arena = arena_new()};

		reading.diags = diags_new(reading.arena);
		reading.import =
		    import_read(reading.arena, paths[i], paths[i], NULL, reading.diags);
		assert_null(reading.import);
		assert_int_equal(diags_status(reading.diags), 3);
		reading_free(&reading);
	}
}

static void counts_tokens_by_utc_hour(void **state)
{
	struct log_read reading = read_good(TRACE, NULL, "trace");
	const struct import *import = reading.import;

	(void)state;
	assert_int_equal(import->total.usage.requests, 3);
	assert_int_equal(import->total.usage.input_tokens, 8098);
	assert_int_equal(import->total.usage.output_tokens, 45);
	assert_true(import->total.usage.known);
	assert_false(import->total.has_energy);
	assert_int_equal(import->group_count, 2);
	assert_string_equal(import->groups[0].hour, "2023-11-16T18");
	assert_int_equal(import->groups[0].input_tokens, 7988);
	assert_string_equal(import->groups[1].hour, "2023-11-16T19");
	assert_int_equal(import->groups[1].output_tokens, 27);
	assert_near(import->covered_s, 2576.02004, 1e-12, "covered");
	assert_string_equal(import->first, "2023-11-16T18:17:03.97996Z");
	assert_string_equal(import->last, "2023-11-16T19:00:00Z");
	assert_true(assumes(import, "UTC"));
	reading_free(&reading);
}

static void broken_rows_are_counted_by_reason(void **state)
{
	struct log_read reading =
	    read_good(TRACE "2023-11-16 18:17:03,-1,2\n"
			    "yesterday,1,2\n"
			    "2023-11-16 18:17:03,1\n"
			    "2023-11-16 18:17:03,1.5,2\n" AZURE "2023-11-16 20:00:00,1,2\n",
		      NULL, "broken");
	const struct import *import = reading.import;

	(void)state;
	assert_int_equal(import->rows_read, 9);
	assert_int_equal(import->rows_used, 4);
	assert_int_equal(skipped_for(import, "a token count is not a whole number"), 2);
	assert_int_equal(skipped_for(import, "not as many fields as the header"), 1);
	assert_int_equal(skipped_for(import, "its time is not a time"), 1);
	assert_int_equal(skipped_for(import, "repeated header line"), 1);
	assert_int_equal(import->skips[0].lines[0], 5);
	assert_int_equal(import->skips[0].lines[1], 8);
	assert_true(import->skips[0].fault);
	assert_non_null(
	    strstr(find_diag(&reading, DIAG_IMPORT_SKIPPED)->message, "4 of 9 rows"));
	reading_free(&reading);
}

static void parts_are_sorted_and_add_up(void **state)
{
	struct import_options options = {.split = "partition"};
	struct log_read reading = read_good(SLURM "1|COMPLETED|b|01:00:00|3600000\n"
						  "2|FAILED|a|01:00:00|7200000\n"
						  "3|COMPLETED|b|01:00:00|10800000\n",
					    &options, "split");
	const struct import *import = reading.import;

	(void)state;
	assert_int_equal(import->part_count, 2);
	assert_string_equal(import->parts[0].value, "a");
	assert_near(import->parts[0].energy_kwh, 2, 1e-15, "a");
	assert_string_equal(import->parts[1].value, "b");
	assert_near(import->parts[1].energy_kwh, 4, 1e-15, "b");
	assert_int_equal(import->parts[1].rows, 2);
	assert_near(import->total.energy_kwh, 6, 1e-15, "total");
	assert_string_equal(import->parts[0].spread, import->total.spread);
	reading_free(&reading);
}

static void filters_hold_together(void **state)
{
	static const char *const completed[] = {"COMPLETED"}, *const both[] = {"a", "b"},
				 *const b[] = {"b"};
	static const struct {
		struct import_filter filters[2];
		size_t count;
		double energy;
		uint64_t left_out;
	} cases[] = {
	    {{{"State", completed, 1}}, 1, 4, 1},
	    {{{"State", completed, 1}, {"Partition", both, 2}}, 2, 4, 1},
	    {{{"State", completed, 1}, {"Partition", b, 1}}, 2, 3, 2},
	    {{{"Partition", both, 2}}, 1, 6, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.filters = cases[i].filters,
						 .filter_count = cases[i].count};
		struct log_read reading = read_good(JOBS, &options, "filters");

		assert_near(reading.import->total.energy_kwh, cases[i].energy, 1e-15, "energy");
		assert_int_equal(skipped_for(reading.import, "left out by 'where'"),
				 cases[i].left_out);
		reading_free(&reading);
	}
}

static void the_digest_is_that_of_the_bytes(void **state)
{
	struct log_read reading = read_good(TRACE, NULL, "trace");
	char hex[65];

	(void)state;
	digest_bytes(TRACE, strlen(TRACE), hex);
	assert_string_equal(reading.import->sha256, hex);
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_importer_by_the_header),
	    cmocka_unit_test(refuses_what_it_cannot_read),
	    cmocka_unit_test(suggests_the_column_that_was_meant),
	    cmocka_unit_test(force_decides_between_importers),
	    cmocka_unit_test(a_file_that_is_none_is_an_environment_error),
	    cmocka_unit_test(counts_tokens_by_utc_hour),
	    cmocka_unit_test(broken_rows_are_counted_by_reason),
	    cmocka_unit_test(parts_are_sorted_and_add_up),
	    cmocka_unit_test(filters_hold_together),
	    cmocka_unit_test(the_digest_is_that_of_the_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
