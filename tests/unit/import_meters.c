/* Logs of meters: scaphandre, IPMI, Redfish; and BoAmps reports. */

#include "tests/unit/import_fixture.h"

#define SCAPHANDRE(watts, seconds)                                                             \
	"{\"host\":{\"consumption\":" watts "e6,\"timestamp\":17724456" seconds                \
	",\"components\":{\"disks\":null}},\"consumers\":[{\"exe\":\"a\",\"cmdline\":\"\","    \
	"\"pid\":7,\"consumption\":9e6,\"timestamp\":1.0}],\"sockets\":[{\"id\":0,"            \
	"\"consumption\":1e9,\"timestamp\":1.0,\"domains\":[]}]}"
#define IPMI(before, watts, time)                                                              \
	before "    Instantaneous power reading:                   " watts " Watts\n" before   \
	       "    Minimum during sampling period:                  1 Watts\n" before         \
	       "    Maximum during sampling period:               9000 Watts\n" before         \
	       "    Average power reading over sample period:      100 Watts\n" before         \
	       "    IPMI timestamp:                           " time "\n" before               \
	       "    Sampling period:                          00000001 Seconds.\n" before      \
	       "    Power reading state is:                   activated\n\n"
#define FREEIPMI(watts, time)                                                                  \
	"Current Power                        : " watts " Watts\n"                             \
	"Minimum Power over sampling duration : 48 watts\n"                                    \
	"Maximum Power over sampling duration : 361 watts\n"                                   \
	"Average Power over sampling duration : 157 watts\n"                                   \
	"Time Stamp                           : " time "\n"                                    \
	"Statistics reporting time period     : 1000 milliseconds\n"                           \
	"Power Measurement                    : Active\n\n"
#define PROPERTY "/redfish/v1/Chassis/1/Power#/PowerControl/0/PowerConsumedWatts"
#define METRIC(value, second, property)                                                        \
	"{\"MetricId\":\"m\",\"MetricValue\":\"" value "\",\"Timestamp\":"                     \
	"\"2026-03-02T10:00:" second "+01:00\",\"MetricProperty\":\"" property "\"}"
#define REPORT(metrics)                                                                        \
	"{\"@odata.type\":\"#MetricReport.v1_4_2.MetricReport\",\"Id\":\"p\","                 \
	"\"MetricValues\":[" metrics "]}"
#define CHASSIS(power, second)                                                                 \
	"{\"@odata.id\":\"/redfish/v1/Chassis/1/"                                              \
	"Power\",\"PowerControl\":[{\"MemberId\":\"0\","                                       \
	"\"Name\":\"Server\"," power "}],\"Timestamp\":\"2026-03-02T10:00:" second "Z\"}\n"
#define ENVIRONMENT(values, second)                                                            \
	"{\"@odata.id\":\"/redfish/v1/Chassis/1/EnvironmentMetrics\"," values                  \
	",\"Timestamp\":\"2026-03-02T10:" second ":00Z\"}\n"
#define BOAMPS(measure, quality)                                                               \
	"{\"task\":{\"taskStage\":\"inference\",\"taskFamily\":\"chatbot\",\"nbRequest\":10,"  \
	"\"dataset\":[{\"dataUsage\":\"input\",\"dataType\":\"token\",\"dataQuantity\":11},"   \
	"{\"dataUsage\":\"output\",\"dataType\":\"token\",\"dataQuantity\":828}]},"            \
	"\"measures\":[" measure "],\"infrastructure\":{\"infraType\":\"onPremise\","          \
	"\"components\":[{\"componentType\":\"gpu\",\"componentName\":\"V100\","               \
	"\"nbComponent\":2}]},\"environment\":{\"country\":\"france\"}" quality "}"

static void adds_energy(void **state)
{
	static const struct {
		const char *what, *text, *format;
		double joules;
	} cases[] = {
	    {"scaphandre", "[" SCAPHANDRE("100", "00.5") "," SCAPHANDRE("200", "10.5") "]",
	     "scaphandre", 1500},
	    {"scaphandre, killed",
	     "[" SCAPHANDRE("100", "00.5") "," SCAPHANDRE("200", "10.5") ",{\"host\":{\"con",
	     "scaphandre", 1500},
	    {"ipmitool",
	     IPMI("", "100", "Mon Mar  2 10:00:00 2026")
		 IPMI("", "200", "Mon Mar  2 10:00:10 2026"),
	     "ipmi", 1500},
	    {"ipmitool, newer",
	     IPMI("", "100", "03/02/2026 10:00:00 UTC")
		 IPMI("", "200", "03/02/2026 10:00:10 UTC"),
	     "ipmi", 1500},
	    {"two hosts at once",
	     IPMI("n1:", "100", "Mon Mar  2 10:00:00 2026")
		 IPMI("n2:", "10", "Mon Mar  2 10:00:00 2026")
		     IPMI("n1:", "200", "Mon Mar  2 10:00:10 2026")
			 IPMI("n2:", "10", "Mon Mar  2 10:00:10 2026"),
	     "ipmi", 1600},
	    {"FreeIPMI",
	     FREEIPMI("100", "03/02/2026 - 10:00:00") FREEIPMI("200", "03/02/2026 - 10:00:10"),
	     "ipmi", 1500},
	    {"a metric report",
	     REPORT(METRIC("100", "00", PROPERTY) "," METRIC(
		 "1", "00", "/x/TempCelsius") "," METRIC("200", "10", PROPERTY)),
	     "redfish", 1500},
	    {"PowerControl",
	     CHASSIS("\"PowerConsumedWatts\":100", "00") CHASSIS(
		 "\"PowerConsumedWatts\":200,\"PowerMetrics\":{\"MaxConsumedWatts\":999}",
		 "10"),
	     "redfish", 1500},
	    {"an average where there is no power",
	     CHASSIS("\"PowerMetrics\":{\"AverageConsumedWatts\":100,\"MaxConsumedWatts\":999}",
		     "00") CHASSIS("\"PowerMetrics\":{\"AverageConsumedWatts\":\"100\"}", "10"),
	     "redfish", 1000},
	    {"a counter of kWh",
	     ENVIRONMENT("\"EnergykWh\":{\"Reading\":3638}", "00")
		 ENVIRONMENT("\"EnergykWh\":{\"Reading\":3640}", "30"),
	     "redfish", 7.2e6},
	    {"power before a counter of kWh",
	     ENVIRONMENT("\"PowerWatts\":{\"Reading\":100},\"EnergykWh\":{\"Reading\":3638}",
			 "00")
		 ENVIRONMENT(
		     "\"PowerWatts\":{\"Reading\":100},\"EnergykWh\":{\"Reading\":3639}", "01"),
	     "redfish", 6000},
	    {"BoAmps", BOAMPS("{\"powerConsumption\":2.5,\"measurementDuration\":3600}", ""),
	     "boamps", 9e6},
	    {"BoAmps, older, with a unit",
	     BOAMPS("{\"unit\":\"Wh\",\"powerConsumption\":351,\"measurementDuration\":1500}",
		    ""),
	     "boamps", 351 * 3600},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

		assert_string_equal(reading.import->format, cases[i].format);
		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-9,
			    cases[i].what);
		reading_free(&reading);
	}
}

static void leaves_out_readings_that_are_none(void **state)
{
	static const struct {
		const char *text, *reason;
	} cases[] = {
	    {IPMI("", "100", "Thu Jan  1 00:00:00 1970"), "the time of a block is none"},
	    {IPMI("", "100", "Unspecified"), "the time of a block is none"},
	    {"    Instantaneous power reading:    100 Watts\n", "a block without a time"},
	    {"    Instantaneous power reading:    100 Watts\n"
	     "    IPMI timestamp:  Mon Mar  2 10:00:05 2026\n"
	     "    Power reading state is:  deactivated\n",
	     "the power reading is not active"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[4096];
		struct import_options options = {.most_bad = 1};
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s%s",
			 IPMI("", "100", "Mon Mar  2 10:00:00 2026"), cases[i].text,
			 IPMI("", "200", "Mon Mar  2 10:00:10 2026"));
		reading = read_good(text, &options, cases[i].reason);
		if (skipped_for(reading.import, cases[i].reason) != 1)
			fail_msg("%s: not skipped", cases[i].reason);
		assert_near(reading.import->total.energy_kwh * 3.6e6, 1500, 1e-9,
			    cases[i].reason);
		reading_free(&reading);
	}
}

static void refuses_what_has_no_span_or_counts_twice(void **state)
{
	static const struct {
		const char *what, *text, *message;
		enum diag_code code;
	} cases[] = {
	    {"one block", IPMI("", "100", "Mon Mar  2 10:00:00 2026"), "a single power reading",
	     DIAG_IMPORT_UNUSABLE},
	    {"no time", "{\"@odata.id\":\"/a\",\"PowerControl\":[{\"PowerConsumedWatts\":9}]}",
	     "do not say when", DIAG_IMPORT_UNUSABLE},
	    {"two sensors",
	     REPORT(METRIC("100", "00", PROPERTY) "," METRIC(
		 "50", "00", "/x/PowerWatts") "," METRIC("200", "10",
							 PROPERTY) "," METRIC("50", "10",
									      "/x/PowerWatts")),
	     "2 sensors", DIAG_IMPORT_OVERLAP},
	    {"two measures",
	     BOAMPS("{\"powerConsumption\":2.5},{\"powerConsumption\":2.6}", ""), "2 measures",
	     DIAG_IMPORT_OVERLAP},
	    {"joules under kWh",
	     BOAMPS("{\"powerConsumption\":0.359554063,\"measurementDuration\":4.11198}", ""),
	     "more than 100 kW", DIAG_IMPORT_IMPLAUSIBLE},
	    {"an energy of 0", BOAMPS("{\"powerConsumption\":0}", ""), "",
	     DIAG_IMPORT_UNUSABLE},
	    {"a unit that is not known",
	     BOAMPS("{\"unit\":\"BTU\",\"powerConsumption\":1}", ""), "", DIAG_IMPORT_UNUSABLE},
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

static void chooses_sensors(void **state)
{
	static const char log[] = REPORT(
	    METRIC("100", "00", PROPERTY) "," METRIC("50", "00", "/x/PowerWatts") "," METRIC(
		"200", "10", PROPERTY) "," METRIC("50", "10", "/x/PowerWatts"));
	static const char *const values[] = {"/x/PowerWatts"};
	struct import_filter filter = {"device", values, 1};
	struct import_options where = {.filters = &filter, .filter_count = 1};
	struct import_options sum = {.overlap = OVERLAP_SUM};
	struct log_read reading = read_good(log, &where, "where");

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 500, 1e-9, "where");
	reading_free(&reading);
	reading = read_good(log, &sum, "sum");
	assert_near(reading.import->total.energy_kwh * 3.6e6, 2000, 1e-9, "sum");
	reading_free(&reading);
}

static void takes_what_a_boamps_report_tells(void **state)
{
	struct log_read reading = read_good(
	    BOAMPS(
		"{\"measurementMethod\":\"codecarbon\",\"powerConsumption\":2,"
		"\"measurementDuration\":3600,\"measurementDateTime\":\"2026-03-02 10:00:00\"}",
		",\"quality\":\"low\""),
	    NULL, "report");
	const struct import *import = reading.import;

	(void)state;
	assert_near(import->total.doubt_kwh, 1, 1e-12, "half of it");
	assert_string_equal(import->total.spread, "gsd-meter");
	assert_int_equal(import->total.usage.requests, 10);
	assert_int_equal(import->total.usage.input_tokens, 110);
	assert_int_equal(import->total.usage.output_tokens, 8280);
	assert_near(import->total.device_hours, 2, 1e-12, "device hours");
	assert_string_equal(import->accelerator, "V100");
	assert_string_equal(import->region, "france");
	assert_string_equal(import->first, "2026-03-02T09:00:00Z");
	assert_int_equal(import->total.hour_count, 1);
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_energy),
	    cmocka_unit_test(leaves_out_readings_that_are_none),
	    cmocka_unit_test(refuses_what_has_no_span_or_counts_twice),
	    cmocka_unit_test(chooses_sensors),
	    cmocka_unit_test(takes_what_a_boamps_report_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
