/* sacct: jobs and steps, what has no energy. */

#include "tests/unit/import_fixture.h"

#define HEAD "JobID|State|ElapsedRaw|NNodes|NCPUS|AllocTRES|ConsumedEnergyRaw\n"
#define GPUS "billing=64,cpu=64,gres/gpu:a100=4,mem=400G,node=1,energy=18200000"

static void takes_the_job_or_its_steps(void **state)
{
	static const struct {
		const char *what, *rows;
		double joules;
		uint64_t used;
	} cases[] = {
	    {"a job", "1|COMPLETED|100|1|4||3600\n", 3600, 1},
	    {"two jobs", "1|COMPLETED|100|1|4||3600\n2|COMPLETED|100|1|4||400\n", 4000, 2},
	    {"job before steps",
	     "1|COMPLETED|100|1|4||3600\n1.batch|COMPLETED|100|1|4||3600\n1.0|COMPLETED|90|1|4|"
	     "|3000\n",
	     3600, 1},
	    {"the step that covers most",
	     "1|COMPLETED|100|1|4||\n1.batch|COMPLETED|100|1|4||3600\n1.extern|COMPLETED|100|1|"
	     "4||3700\n"
	     "1.0|COMPLETED|90|1|4||3000\n",
	     3700, 1},
	    {"steps after each other",
	     "1|COMPLETED|100|1|4||\n1.batch|COMPLETED|100|1|4||\n1.0|COMPLETED|40|1|4||1000\n"
	     "1.1|COMPLETED|50|1|4||2000\n",
	     3000, 2},
	    {"steps side by side",
	     "1|COMPLETED|100|1|4||\n1.0|COMPLETED|90|1|4||1000\n1.1|COMPLETED|90|1|4||2000\n",
	     2000, 1},
	    {"steps side by side on two nodes",
	     "1|COMPLETED|100|2|8||\n1.0|COMPLETED|90|1|4||1000\n1.1|COMPLETED|90|1|4||2000\n",
	     3000, 2},
	    {"a job at 0", "1|COMPLETED|100|1|4||0\n1.0|COMPLETED|90|1|4||1000\n", 1000, 1},
	    {"a sentinel",
	     "1|COMPLETED|100|1|4||18446744073709551614\n1.0|COMPLETED|90|1|4||1000\n", 1000,
	     1},
	    {"an old sentinel", "1|COMPLETED|100|1|4||4294967294\n1.0|COMPLETED|90|1|4||1000\n",
	     1000, 1},
	    {"steps alone", "1.batch|COMPLETED|100|1|4||3600\n1.0|COMPLETED|90|1|4||3000\n",
	     3600, 1},
	    {"arrays",
	     "1_1|COMPLETED|100|1|4||100\n1_1.0|COMPLETED|90|1|4||90\n1_2|COMPLETED|100|1|4||"
	     "200\n1_2.0|COMPLETED|90|1|4||190\n",
	     300, 2},
	    {"a row cut short", "1|COMPLETED|100|1|4||3600\n2|COMPL", 3600, 1},
	    {"a row with a bar in its name", "1|COMPLETED|100|1|4||3600\n2|a|b|100|1|4||1000\n",
	     3600, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[1024];
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s", HEAD, cases[i].rows);
		reading = read_good(text, NULL, cases[i].what);
		assert_near(reading.import->total.energy_kwh, cases[i].joules / 3.6e6, 1e-14,
			    cases[i].what);
		if (reading.import->rows_used != cases[i].used)
			fail_msg("%s: %d rows used", cases[i].what,
				 (int)reading.import->rows_used);
		reading_free(&reading);
	}
}

static void says_what_has_no_energy(void **state)
{
	struct log_read reading = read_good(HEAD "1|COMPLETED|100|1|6||3600\n"
						 "2|FAILED|100|1|3||\n"
						 "3|CANCELLED by 1001|100|1|1||0\n",
					    NULL, "coverage");
	const struct import *import = reading.import;

	(void)state;
	assert_near(import->coverage, 0.6, 1e-15, "coverage");
	assert_near(import->covered_s, 100, 1e-15, "covered");
	assert_int_equal(skipped_for(import, "no energy"), 1);
	assert_int_equal(skipped_for(import, "an energy of 0 J, not collected"), 1);
	assert_non_null(
	    strstr(find_diag(&reading, DIAG_IMPORT_COVERAGE)->message, "40 % of the CPU time"));
	assert_non_null(find_diag(&reading, DIAG_IMPORT_SHARED));
	assert_true(assumes(import, "COMPLETED 1, FAILED 1, CANCELLED 1"));
	assert_int_equal(import->metered_at, METERED_NODE);
	assert_string_equal(import->total.spread, "gsd-meter");
	assert_string_equal(import->total.energy_key, "slurm/node");
	reading_free(&reading);
}

/* CPU time: CPUTimeRAW, else CPUTime, else elapsed time x CPUs. */
static void weighs_coverage_by_cpu_time(void **state)
{
	static const struct {
		const char *text;
		double coverage;
	} cases[] = {
	    {"ConsumedEnergyRaw|CPUTimeRAW\n3600|300\n|100\n", 0.75},
	    {"ConsumedEnergyRaw|CPUTime\n3600|4-00:16:00\n|346560\n", 0.5},
	    {"ConsumedEnergyRaw|Elapsed|AllocCPUS\n3600|00:05:00|2\n|00:10:00|1\n", 0.5},
	    {"ConsumedEnergyRaw|Elapsed|AllocTRES\n3600|00:05:00|cpu=3\n|00:05:00|cpu=1\n",
	     0.75},
	    {"ConsumedEnergyRaw|Elapsed\n3600|00:05:00\n|00:15:00\n", 0.25},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].text);

		assert_near(reading.import->coverage, cases[i].coverage, 1e-15, cases[i].text);
		reading_free(&reading);
	}
}

static void counts_device_hours(void **state)
{
	struct log_read reading = read_good(HEAD "1|COMPLETED|7200|1|64|" GPUS "|18200000\n"
						 "2|COMPLETED|3600|1|64|" GPUS "|\n",
					    NULL, "device hours");
	const struct import *import = reading.import;

	(void)state;
	assert_near(import->total.device_hours, 12, 1e-15, "device hours");
	assert_near(import->total.energy_kwh, 18.2 / 3.6, 1e-14, "energy");
	assert_string_equal(import->accelerator, "a100");
	assert_int_equal(import->accelerators, 4);
	assert_int_equal(import->rows_used, 2);
	reading_free(&reading);
}

/* A job's energy lies in the hours between its start and its end. */
static void tells_when_a_job_ran(void **state)
{
	struct log_read reading = read_good(
	    "JobID|Start|End|ElapsedRaw|NNodes|NCPUS|ReqMem|ConsumedEnergyRaw\n"
	    "1|2026-01-01T00:30:00|2026-01-01T01:30:00|3600|1|2|6760Mc|3600000\n"
	    "1.0|2026-01-01T00:31:00|2026-01-01T01:30:00|3540|1|2||3500000\n"
	    "2||||||250Gn|\n2.0|2026-01-01T01:00:00|2026-01-01T02:00:00|3600|1|2||7200000\n",
	    NULL, "times");
	const struct import_part *total = &reading.import->total;

	(void)state;
	assert_int_equal(total->hour_count, 2);
	assert_near(total->hours[0].energy_it_kwh, 0.5, 1e-12, "00");
	assert_near(total->hours[1].energy_it_kwh, 2.5, 1e-12, "01");
	assert_true(assumes(reading.import, "up to 13.52 GB, 13.52 GB h"));
	reading_free(&reading);
}

static void reads_energies_listed_as_resources(void **state)
{
	struct log_read reading =
	    read_good("JobID|Elapsed|State|AllocTRES\n1|02:00:00|COMPLETED|" GPUS "\n"
		      "2|00:10:00|COMPLETED|cpu=1,energy=0,node=1\n"
		      "3|00:10:00|COMPLETED|cpu=1,energy=18446744073709551614,node=1\n",
		      NULL, "AllocTRES");

	(void)state;
	assert_near(reading.import->total.energy_kwh, 18.2 / 3.6, 1e-14, "energy");
	reading_free(&reading);
}

static void doubts_energies_without_the_gpus(void **state)
{
	struct log_read reading = read_good(
	    HEAD "1|COMPLETED|36000|1|64|cpu=64,gres/gpu=4,node=1|7200000\n", NULL, "GPUs");
	const struct diag *diag = find_diag(&reading, DIAG_IMPORT_MISMATCH);

	(void)state;
	assert_non_null(diag);
	assert_non_null(strstr(diag->message, "50 W for each GPU"));
	reading_free(&reading);
}

static void refuses_what_no_node_draws(void **state)
{
	struct log_read reading =
	    read_text_with(HEAD "1|COMPLETED|59|1|640||60000000000\n", NULL);

	(void)state;
	assert_null(reading.import);
	assert_non_null(
	    strstr(find_diag(&reading, DIAG_IMPORT_IMPLAUSIBLE)->message, "1e+03 MW"));
	reading_free(&reading);
}

/* The steps of a job have no user, partition or account of their own: they follow their job. */
static void steps_follow_the_filter_and_part_of_their_job(void **state)
{
	static const char *const ann[] = {"ann"};
	static const char text[] = "JobID|User|Partition|Elapsed|ConsumedEnergyRaw\n"
				   "1|ann|b|01:00:00|\n1.0||||3600000\n"
				   "2|bob|a|01:00:00|\n2.0||||7200000\n"
				   "3|ann|a|01:00:00|10800000\n3.0||||1\n";
	struct import_filter filter = {"User", ann, 1};
	struct import_options options = {
	    .filters = &filter, .filter_count = 1, .split = "Partition"};
	struct log_read reading = read_good(text, &options, "steps");
	const struct import *import = reading.import;

	(void)state;
	assert_near(import->total.energy_kwh, 4, 1e-15, "total");
	assert_int_equal(import->part_count, 2);
	assert_near(import->parts[0].energy_kwh, 3, 1e-15, "a");
	assert_near(import->parts[1].energy_kwh, 1, 1e-15, "b");
	assert_int_equal(skipped_for(import, "left out by 'where'"), 2);
	reading_free(&reading);
}

static void an_exclusive_job_shares_nothing(void **state)
{
	struct log_read reading =
	    read_good("JobID|Exclusive|Elapsed|ConsumedEnergyRaw\n1|yes|01:00:00|3600\n", NULL,
		      "exclusive");

	(void)state;
	assert_null(find_diag(&reading, DIAG_IMPORT_SHARED));
	reading_free(&reading);
}

static void commas_in_quotes_are_no_separators(void **state)
{
	struct log_read reading =
	    read_good("JobID,Elapsed,AllocTRES,ConsumedEnergyRaw\n1,01:00:"
		      "00,\"cpu=4,gres/gpu=2\",3600000\n",
		      NULL, "commas");

	(void)state;
	assert_near(reading.import->total.energy_kwh, 1, 1e-15, "energy");
	assert_near(reading.import->total.device_hours, 2, 1e-15, "device hours");
	reading_free(&reading);
}

/* The same energy twice: logs that were joined, steps apart from the line of their job. */
static void counts_a_job_once(void **state)
{
	static const char head[] = "JobID|Start|End|ConsumedEnergyRaw\n";
	static const char job[] = "1|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n";
	static const struct {
		const char *what, *rows;
		enum import_overlap overlap;
		double kwh; /* 0: refused */
	} cases[] = {
	    {"refused", "1|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n", OVERLAP_REFUSE,
	     0},
	    {"once", "1|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n", OVERLAP_DEDUPE, 1},
	    {"each", "1|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n", OVERLAP_SUM, 2},
	    {"queued again", "1|2026-03-02T12:00:00|2026-03-02T13:00:00|3600000\n",
	     OVERLAP_REFUSE, 2},
	    {"without energy", "1|2026-03-02T10:00:00|2026-03-02T11:00:00|\n", OVERLAP_REFUSE,
	     1},
	    {"steps apart",
	     "2|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n"
	     "1.0|2026-03-02T10:01:00|2026-03-02T11:00:00|3500000\n",
	     OVERLAP_REFUSE, 0},
	    {"steps apart, once",
	     "2|2026-03-02T10:00:00|2026-03-02T11:00:00|3600000\n"
	     "1.0|2026-03-02T10:01:00|2026-03-02T11:00:00|3500000\n",
	     OVERLAP_DEDUPE, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.overlap = cases[i].overlap};
		char text[1024];
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s%s", head, job, cases[i].rows);
		reading = read_text_with(text, &options);
		if (cases[i].kwh > 0 && !reading.import)
			fail_msg("%s: %s", cases[i].what, diags_at(reading.diags, 0)->message);
		if (cases[i].kwh > 0)
			assert_near(reading.import->total.energy_kwh, cases[i].kwh, 1e-14,
				    cases[i].what);
		else if (reading.import || !find_diag(&reading, DIAG_IMPORT_OVERLAP))
			fail_msg("%s: not refused", cases[i].what);
		reading_free(&reading);
	}
}

static void reads_a_table_that_was_drawn(void **state)
{
	struct log_read reading = read_good("|JobID  |ConsumedEnergyRaw|State    |\n"
					    "|-------|-----------------|---------|\n"
					    "|1      |3600000          |COMPLETED|\n"
					    "|1.batch|3500000          |COMPLETED|\n",
					    NULL, "drawn");
	struct log_read padded = read_text_with("JobID        ConsumedEnergy \n"
						"------------ -------------- \n"
						"1                     3.60M \n",
						NULL);

	(void)state;
	assert_near(reading.import->total.energy_kwh, 1, 1e-14, "drawn");
	assert_int_equal(reading.import->rows_read, 2);
	reading_free(&reading);
	assert_null(padded.import);
	assert_non_null(find_diag(&padded, DIAG_IMPORT_FORMAT));
	reading_free(&padded);
}

/* Who cancelled a job is not its state; a job that has not ended is none without energy; jobs
 * side by side cover their time once. */
static void knows_states_and_times(void **state)
{
	static const char text[] =
	    "JobID|State|Start|End|ElapsedRaw|NCPUS|ConsumedEnergyRaw\n"
	    "1|COMPLETED|2026-03-02T10:00:00|2026-03-02T11:00:00|3600|4|3600\n"
	    "2|CANCELLED by 5012|2026-03-02T10:30:00|2026-03-02T11:30:00|3600|4|7200\n"
	    "3|PENDING|Unknown|Unknown|0|4|\n"
	    "4|RUNNING|2026-03-02T11:00:00|Unknown|1800|4|\n";
	static const char *const cancelled[] = {"CANCELLED"};
	const struct import_filter filter = {"State", cancelled, 1};
	struct import_options options = {.filters = &filter, .filter_count = 1};
	struct log_read reading = read_good(text, NULL, "all");

	(void)state;
	assert_near(reading.import->covered_s, 5400, 1e-15, "covered");
	assert_near(reading.import->coverage, 1, 1e-15, "coverage");
	assert_null(find_diag(&reading, DIAG_IMPORT_COVERAGE));
	assert_int_equal(skipped_for(reading.import, "a job that had not ended: no energy yet"),
			 2);
	reading_free(&reading);
	reading = read_good(text, &options, "cancelled");
	assert_near(reading.import->total.energy_kwh * 3.6e6, 7200, 1e-12, "cancelled");
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_states_and_times),
	    cmocka_unit_test(takes_the_job_or_its_steps),
	    cmocka_unit_test(says_what_has_no_energy),
	    cmocka_unit_test(weighs_coverage_by_cpu_time),
	    cmocka_unit_test(counts_device_hours),
	    cmocka_unit_test(tells_when_a_job_ran),
	    cmocka_unit_test(reads_energies_listed_as_resources),
	    cmocka_unit_test(doubts_energies_without_the_gpus),
	    cmocka_unit_test(refuses_what_no_node_draws),
	    cmocka_unit_test(steps_follow_the_filter_and_part_of_their_job),
	    cmocka_unit_test(an_exclusive_job_shares_nothing),
	    cmocka_unit_test(commas_in_quotes_are_no_separators),
	    cmocka_unit_test(counts_a_job_once),
	    cmocka_unit_test(reads_a_table_that_was_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
