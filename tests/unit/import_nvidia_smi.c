/* nvidia-smi power logs: trapezoid by device, gaps, readings that are none. */

#include "tests/unit/import_fixture.h"

#define ONE "timestamp, name, power.draw [W]\n"
#define TWO "timestamp, index, uuid, name, power.draw [W]\n"

/* count readings of watts, a second apart, from a second of the minute on. */
static size_t add_rows(char *text, size_t length, size_t size, int from, int count,
		       const char *device, double watts)
{
	for (int i = from; i < from + count; i++)
		length += (size_t)snprintf(text + length, size - length,
					   "2026/01/03 15:%02d:%02d.500, %s%.2f W\n", i / 60,
					   i % 60, device, watts);
	return length;
}

static void integrates_by_trapezoid(void **state)
{
	static const struct {
		const char *what, *text;
		double joules;
		uint64_t used;
	} cases[] = {
	    {"two readings",
	     ONE "2026/01/01 00:00:00.000, A, 100.00 W\n2026/01/01 00:00:02.000, A, 200.00 W\n",
	     300, 2},
	    {"no units in the cells",
	     "timestamp, power.draw [W]\n2026/01/01 00:00:00, 100\n2026/01/01 00:00:02, 200\n",
	     300, 2},
	    {"no unit in the header",
	     "timestamp,power.draw\n2026/01/01 00:00:00,100 W\n2026/01/01 00:00:02,200 W\n",
	     300, 2},
	    {"milliwatts",
	     "timestamp, power.draw [mW]\n2026/01/01 00:00:00, 100000\n2026/01/01 00:00:02, "
	     "200000\n",
	     300, 2},
	    {"ISO times",
	     ONE "2026-01-01T00:00:00Z, A, 100 W\n2026-01-01T01:00:01+01:00, A, 100 W\n", 100,
	     2},
	    {"a reading that is none",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:01, A, [N/A]\n"
		 "2026/01/01 00:00:02, A, 200 W\n",
	     300, 2},
	    {"not supported",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:01, A, [Not Supported]\n"
		 "2026/01/01 00:00:01.5, A, [Unknown Error]\n2026/01/01 00:00:02, A, 200 W\n",
	     300, 2},
	    {"a lost reading",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:01, A, 0.00 W\n"
		 "2026/01/01 00:00:02, A, 200 W\n",
	     300, 2},
	    {"negative power",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:01, A, -13076.2 W\n"
		 "2026/01/01 00:00:02, A, 200 W\n",
	     300, 2},
	    {"absurd power",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:01, A, 4294967.29 W\n"
		 "2026/01/01 00:00:02, A, 200 W\n",
	     300, 2},
	    {"the header again",
	     ONE "2026/01/01 00:00:00, A, 100 W\n" ONE "2026/01/01 00:00:02, A, 200 W\n", 300,
	     2},
	    {"the average first",
	     "timestamp, power.draw [W], power.draw.instant [W], power.draw.average [W]\n"
	     "2026/01/01 00:00:00, 1 W, 2 W, 100 W\n2026/01/01 00:00:02, 200 W, 2 W, [N/A]\n",
	     300, 2},
	    {"devices by uuid",
	     TWO "2026/01/01 00:00:00.001, 0, GPU-a, A, 100 W\n2026/01/01 00:00:00.002, 1, "
		 "GPU-b, A, 200 W\n"
		 "2026/01/01 00:00:01.001, 0, GPU-a, A, 100 W\n2026/01/01 00:00:01.002, 1, "
		 "GPU-b, A, 200 W\n",
	     300, 4},
	    {"devices by index",
	     "timestamp, index, power.draw [W]\n2026/01/01 00:00:00, 0, 100 W\n2026/01/01 "
	     "00:00:00, 1, 200 W\n"
	     "2026/01/01 00:00:01, 0, 100 W\n2026/01/01 00:00:01, 1, 200 W\n",
	     300, 4},
	    {"devices by host and index",
	     "timestamp, hostname, index, power.draw [W]\n2026/01/01 00:00:00, n1, 0, 100 W\n"
	     "2026/01/01 00:00:00, n2, 0, 200 W\n2026/01/01 00:00:01, n1, 0, 100 W\n"
	     "2026/01/01 00:00:01, n2, 0, 200 W\n",
	     300, 4},
	    {"the clock goes back",
	     ONE "2026/01/01 03:00:00, A, 100 W\n2026/01/01 03:00:01, A, 100 W\n"
		 "2026/01/01 02:00:02, A, 100 W\n2026/01/01 02:00:03, A, 100 W\n",
	     200, 4},
	    {"the same time twice",
	     ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:00, A, 900 W\n"
		 "2026/01/01 00:00:02, A, 200 W\n2026/01/01 00:00:03, A, 200 W\n"
		 "2026/01/01 00:00:04, A, 200 W\n",
	     700, 4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

		assert_near(reading.import->total.energy_kwh, cases[i].joules / 3.6e6, 1e-14,
			    cases[i].what);
		if (reading.import->rows_used != cases[i].used)
			fail_msg("%s: %d rows used", cases[i].what,
				 (int)reading.import->rows_used);
		reading_free(&reading);
	}
}

/* Steps of 1 s: 3 s is no gap, 3.001 s is one; up to 10 s it is bridged, beyond it is left out.
 */
static void tells_gaps_from_steps(void **state)
{
	static const struct {
		const char *next; /* reading after 15:00:09.500 */
		double seconds, left_out;
		uint64_t gaps, bridged;
	} cases[] = {
	    {"15:00:12.500", 12, 0, 0, 0},   {"15:00:12.501", 12.001, 0, 1, 1},
	    {"15:00:19.500", 19, 0, 1, 1},   {"15:00:19.501", 9, 10.001, 1, 0},
	    {"16:00:09.500", 9, 3600, 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[2048];
		size_t length = (size_t)snprintf(text, sizeof text, "%s", ONE);
		struct log_read reading;
		const struct import *import;

		length = add_rows(text, length, sizeof text, 0, 10, "A, ", 360);
		snprintf(text + length, sizeof text - length, "2026/01/03 %s, A, 360 W\n",
			 cases[i].next);
		reading = read_good(text, NULL, cases[i].next);
		import = reading.import;
		assert_near(import->covered_s, cases[i].seconds, 1e-12, cases[i].next);
		assert_near(import->total.energy_kwh, cases[i].seconds * 360 / 3.6e6, 1e-12,
			    cases[i].next);
		assert_near(import->gaps.left_out_s, cases[i].left_out, 1e-12, cases[i].next);
		assert_near(import->coverage,
			    cases[i].seconds / (cases[i].seconds + cases[i].left_out), 1e-12,
			    cases[i].next);
		assert_int_equal(import->gaps.count, cases[i].gaps);
		assert_int_equal(import->gaps.bridged, cases[i].bridged);
		if (cases[i].bridged)
			assert_near(import->gaps.bridged_kwh,
				    (cases[i].seconds - 9) * 360 / 3.6e6, 1e-12, "bridged");
		assert_int_equal(find_diag(&reading, DIAG_IMPORT_GAPS) != NULL,
				 cases[i].left_out > 0);
		reading_free(&reading);
	}
}

/* A log every 30 s has no gap at 60 s: the median is the log's own. */
static void slow_logs_have_long_steps(void **state)
{
	struct log_read reading =
	    read_good(ONE "2026/01/01 00:00:00, A, 100 W\n2026/01/01 00:00:30, A, 100 W\n"
			  "2026/01/01 00:01:00, A, 100 W\n2026/01/01 00:02:00, A, 100 W\n",
		      NULL, "slow");

	(void)state;
	assert_near(reading.import->covered_s, 120, 1e-15, "covered");
	assert_int_equal(reading.import->gaps.count, 0);
	reading_free(&reading);
}

static void tells_what_the_log_is_about(void **state)
{
	struct log_read reading =
	    read_good(TWO "2026/01/01 00:00:00, 0, GPU-a, NVIDIA A100, 100 W\n2026/01/01 "
			  "00:00:00, 1, GPU-b, NVIDIA A100, 100 W\n"
			  "2026/01/01 00:00:09, 0, GPU-a, NVIDIA A100, 100 W\n2026/01/01 "
			  "00:00:18, 1, GPU-b, NVIDIA A100, 100 W\n",
		      NULL, "about");
	const struct import *import = reading.import;

	(void)state;
	assert_int_equal(import->metered_at, METERED_ACCELERATOR);
	assert_int_equal(import->accelerators, 2);
	assert_string_equal(import->accelerator, "NVIDIA A100");
	assert_string_equal(import->total.energy_key, "nvml/NVIDIA A100");
	assert_string_equal(import->total.spread, "gsd-nvml-polled");
	assert_near(import->total.device_hours, 27.0 / 3600, 1e-15, "device hours");
	assert_near(import->covered_s, 18, 1e-15, "side by side");
	assert_true(isnan(import->pue));
	assert_true(assumes(import, "UTC"));
	reading_free(&reading);
}

static void splits_by_device(void **state)
{
	struct import_options options = {.split = "uuid"};
	struct log_read reading = read_good(
	    TWO
	    "2026/01/01 00:00:00, 0, GPU-b, X, 100 W\n2026/01/01 00:00:00, 1, GPU-a, Y, 300 W\n"
	    "2026/01/01 00:00:01, 0, GPU-b, X, 100 W\n2026/01/01 00:00:01, 1, GPU-a, Y, 300 "
	    "W\n",
	    &options, "split");
	const struct import *import = reading.import;

	(void)state;
	assert_int_equal(import->part_count, 2);
	assert_string_equal(import->parts[0].value, "GPU-a");
	assert_near(import->parts[0].energy_kwh, 300 / 3.6e6, 1e-14, "GPU-a");
	assert_near(import->parts[1].energy_kwh, 100 / 3.6e6, 1e-14, "GPU-b");
	assert_near(import->total.energy_kwh, 400 / 3.6e6, 1e-14, "total");
	assert_int_equal(import->parts[0].rows, 2);
	assert_null(import->accelerator);
	assert_string_equal(import->total.energy_key, "nvidia-smi/accelerator");
	reading_free(&reading);
}

static void refuses_what_gives_no_energy(void **state)
{
	static const struct {
		const char *what, *text;
		enum diag_code code;
	} cases[] = {
	    {"all zero", ONE "2026/01/01 00:00:00, A, 0.00 W\n2026/01/01 00:00:01, A, 0.00 W\n",
	     DIAG_IMPORT_UNUSABLE},
	    {"thousands without quotes",
	     ONE "2026/01/01 00:00:00, A, 1,300 W\n2026/01/01 00:00:01, A, 1,310 W\n",
	     DIAG_IMPORT_UNUSABLE},
	    {"one reading", ONE "2026/01/01 00:00:00, A, 100 W\n", DIAG_IMPORT_UNUSABLE},
	    {"devices in sweeps",
	     "timestamp, power.draw [W]\n2026/01/01 00:00:00.001, 1 W\n2026/01/01 "
	     "00:00:00.004, 2 W\n"
	     "2026/01/01 00:00:01.001, 1 W\n2026/01/01 00:00:01.004, 2 W\n2026/01/01 "
	     "00:00:02.001, 1 W\n"
	     "2026/01/01 00:00:02.004, 2 W\n",
	     DIAG_IMPORT_DEVICES},
	    {"devices at one time",
	     "timestamp, power.draw [W]\n2026/01/01 00:00:00, 1 W\n2026/01/01 00:00:00, 2 "
	     "W\n2026/01/01 00:00:01, 1 W\n"
	     "2026/01/01 00:00:01, 2 W\n",
	     DIAG_IMPORT_DEVICES},
	    {"a utilisation that is named as a device",
	     "timestamp,gpu,power.draw\n2026-01-01 00:00:00,98,300\n2026-01-01 "
	     "00:00:01,99,300\n2026-01-01 00:00:02,99,300\n2026-01-01 00:00:03,99,300\n"
	     "2026-01-01 00:00:04,99,300\n",
	     DIAG_IMPORT_DEVICES},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_text_with(cases[i].text, NULL);

		if (reading.import || !find_diag(&reading, cases[i].code))
			fail_msg("%s", cases[i].what);
		reading_free(&reading);
	}
}

/* Tables that scripts write: the GPU's number has another name, and "index" may be no index. */
static void tells_devices_apart_by_their_number(void **state)
{
	static const struct {
		const char *what, *text;
		unsigned devices;
		double watt_seconds;
	} cases[] = {
	    {"number",
	     "timestamp,gpu,power.draw\n2026-01-01 00:00:00,0,100\n2026-01-01 00:00:00,1,200\n"
	     "2026-01-01 00:00:01,0,100\n2026-01-01 00:00:01,1,200\n",
	     2, 300},
	    {"number beside an index that never varies",
	     "timestamp,gpu,index,power.draw\n2026-01-01 00:00:00,0,0,100\n2026-01-01 "
	     "00:00:00,1,0,200\n2026-01-01 00:00:01,0,0,100\n2026-01-01 00:00:01,1,0,200\n",
	     2, 300},
	    {"utilisation beside a uuid",
	     "timestamp,gpu,uuid,power.draw\n2026-01-01 00:00:00,98,GPU-a,100\n2026-01-01 "
	     "00:00:01,99,GPU-a,100\n2026-01-01 00:00:02,99,GPU-a,100\n",
	     1, 200},
	    {"utilisation with its unit",
	     "timestamp,gpu,power.draw\n2026-01-01 00:00:00,98 %,100\n2026-01-01 00:00:01,99 "
	     "%,100\n",
	     1, 100},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

		if (reading.import->accelerators != cases[i].devices)
			fail_msg("%s: %u devices", cases[i].what,
				 (unsigned)reading.import->accelerators);
		assert_near(reading.import->total.energy_kwh, cases[i].watt_seconds / 3.6e6,
			    1e-15, cases[i].what);
		reading_free(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(integrates_by_trapezoid),
	    cmocka_unit_test(tells_gaps_from_steps),
	    cmocka_unit_test(slow_logs_have_long_steps),
	    cmocka_unit_test(tells_what_the_log_is_about),
	    cmocka_unit_test(splits_by_device),
	    cmocka_unit_test(tells_devices_apart_by_their_number),
	    cmocka_unit_test(refuses_what_gives_no_energy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
