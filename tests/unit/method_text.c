/* The method in sentences: figures, sources and gaps of the run. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/method_text.h"
#include "tests/unit/export_fixture.h"

static void tells(struct published *study, const char *const *wanted, size_t count)
{
	const char *text = method_plain(study->arena, study->request.facts);

	for (size_t i = 0; i < count; i++)
		if (!strstr(text, wanted[i]))
			fail_msg("'%s' does not stand in\n%s", wanted[i], text);
}

static void tells_how_bloom_was_counted(void **state)
{
	static const char *const wanted[] = {
	    "of BLOOM 176B were estimated with lca 0.1.0",
	    "Counted are training (final run), idle (infrastructure and idle nodes) and "
	    "embodied "
	    "(servers, GPUs).",
	    "network (network and storage hardware were not part of the study)",
	    "Electricity at the facility is 689.8 MWh (37.2 % measured, 62.8 % modelled)",
	    "accelerator hours (1,082,990 h) (arXiv:2211.02001, Table 1; 0.6 % below the "
	    "wall-clock time) and power (400 W)",
	    "57 gCO2e/kWh as stated for jean-zay, FR",
	    "2500 kgCO2e a piece for servers",
	    "a lifetime of 6 yr",
	    "a utilization of 85 %",
	    "Of 12 inputs 8 carry a distribution",
	    "(1000 samples, seed 1)",
	    "95 % intervals",
	    "No offsets are deducted.",
	};
	struct published study = published_shipped("bloom-176b");

	(void)state;
	tells(&study, wanted, sizeof wanted / sizeof *wanted);
	assert_true(text_starts(method_headline(study.arena, study.request.facts),
				"The creation of BLOOM 176B, as far as it is counted, emitted "
				"50.5 t CO2e (95 % interval: "));
	published_free(&study);
}

static void tells_logs_defaults_and_sources(void **state)
{
	static const char *const wanted[] = {
	    "one request (320 of them) and 1000 output token",
	    "training/fine-tune measured from a log (",
	    "read as codecarbon), taken at the components",
	    "inference/morning modelled from accelerators (1), hours (3.507 h), power (45 W)",
	    "PUE of 1.68 (a default, office, FR) (Uptime Institute 2025, "
	    "https://uptimeinstitute.com/)",
	    "16.3 gCO2e/kWh in gcp:europe-west9 (2024) (Google 2025",
	    "upstream of generation, FR (2023)",
	    "What the grid loses before the meter is a line of its own.",
	    "The market-based total is at least ",
	};
	struct published study = published_shipped("serving");

	(void)state;
	tells(&study, wanted, sizeof wanted / sizeof *wanted);
	published_free(&study);
}

static void tells_holes_and_offsets(void **state)
{
	static const char *const wanted[] = {
	    "goal of the study: to try",
	    "no functional unit divides it",
	    "The total is a lower bound: emissions are not known of training/at sea.",
	    "Offsets of 2 t CO2e are reported by the operator; they are not deducted.",
	    "No input of the total is stated with an uncertainty",
	};
	struct published study =
	    published_typed("lca: 1\n"
			    "name: hole\n"
			    "about: {goal: to try, offsets: 2 tCO2e}\n"
			    "sites:\n"
			    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
			    "stages:\n"
			    "  training:\n"
			    "    - {item: here, site: s, energy: 300 kWh}\n"
			    "    - {item: at sea, region: AQ, pue: 1, energy: 10 kWh}\n");

	(void)state;
	tells(&study, wanted, sizeof wanted / sizeof *wanted);
	assert_non_null(strstr(method_headline(study.arena, study.request.facts),
			       "emitted at least 15.0 kg CO2e (without a range)"));
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_how_bloom_was_counted),
	    cmocka_unit_test(tells_logs_defaults_and_sources),
	    cmocka_unit_test(tells_holes_and_offsets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
