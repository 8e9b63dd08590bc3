/* The method in sentences: figures, sources and gaps of the run. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/method_text.h"
#include "tests/unit/export_fixture.h"

static void tells(const char *text, const char *const *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strstr(text, wanted[i]))
			fail_msg("'%s' does not stand in\n%s", wanted[i], text);
}

static void tells_how_bloom_was_counted(void **state)
{
	static const char *const wanted[] = {
	    "of BLOOM 176B were estimated with lca 0.1.0",
	    "Results are totals, not per functional unit.",
	    "We include training (final run), idle time (infrastructure and idle nodes) and "
	    "the manufacture of hardware (servers, GPUs).",
	    "Excluded: inference (measured in an experiment of its own, ",
	    "network (network and storage hardware were not part of the study)",
	    "Electricity at the facility is 690 MWh (37.2 % measured, 62.8 % modelled): "
	    "final run (training) modelled at accelerator level from ",
	    "accelerator hours (1,082,990 h) (arXiv:2211.02001, Table 1; 0.6 % below the "
	    "wall-clock time) and power (400 W)",
	    "57 g CO2e/kWh as stated for jean-zay, FR",
	    "2500 kg CO2e per piece (servers)",
	    "allocated by device hours with a lifetime of 6 years",
	    "a utilization of 85 %",
	    "Of 12 inputs, 8 carry a distribution",
	    "(1000 samples, seed 1), in which inputs shared by several items are sampled once.",
	    "95 % intervals",
	    "No offsets are deducted.",
	};
	struct published study = published_shipped("bloom-176b");

	(void)state;
	tells(method_plain_full(study.arena, study.request.facts), wanted,
	      sizeof wanted / sizeof *wanted);
	assert_true(text_starts(method_headline(study.arena, study.request.facts),
				"Within the system boundary, creating BLOOM 176B emitted "
				"50.5 t CO2e (95 % interval: "));
	published_free(&study);
}

static void tells_logs_defaults_and_sources(void **state)
{
	static const char *const wanted[] = {
	    "The use phase is divided by its functional units: one request (320 in all) and "
	    "1000 output tokens (48,182 in all).",
	    "fine-tune (training) measured at component level (GPU, CPU, RAM) from a log (",
	    ") of codecarbon (CodeCarbon contributors 2024, "
	    "https://github.com/mlco2/codecarbon), "
	    "whose figures for RAM are modelled",
	    "morning (inference) modelled at accelerator level from accelerators (1), hours "
	    "(3.507 h), power (45 W)",
	    "PUE of 1.68 (a default, office, FR) (Uptime Institute 2025, "
	    "https://uptimeinstitute.com/)",
	    "16.3 g CO2e/kWh in gcp:europe-west9 (2024) (Google 2025",
	    "upstream of generation, FR (2023)",
	    "Transmission and distribution losses are listed separately.",
	    "The market-based total is at least ",
	};
	struct published study = published_shipped("serving");

	(void)state;
	tells(method_plain_full(study.arena, study.request.facts), wanted,
	      sizeof wanted / sizeof *wanted);
	published_free(&study);
}

static void tells_holes_and_offsets(void **state)
{
	static const char *const wanted[] = {
	    "goal of the study: to try",
	    "Results are totals, not per functional unit.",
	    "Electricity at the facility is 310 kWh",
	    "The total is a lower bound, since emissions are not known of at sea (training).",
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
	tells(method_plain_full(study.arena, study.request.facts), wanted,
	      sizeof wanted / sizeof *wanted);
	assert_non_null(strstr(method_headline(study.arena, study.request.facts),
			       "emitted at least 15.0 kg CO2e (without a range)"));
	published_free(&study);
}

static size_t words_of(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == ' ';
	return count;
}

/* What a paper has room for: few words, no list of items, places in a work by a word or two. */
static void tells_it_in_a_few_sentences(void **state)
{
	static const char *const wanted[] = {
	    "we include training, idle time and the manufacture of hardware",
	    "; excluded: inference, network and experiments.",
	    "690 MWh (37.2 % measured, 62.8 % modelled), with a PUE of 1.",
	    "at 57 g CO2e/kWh as stated for jean-zay, FR (arXiv:2211.02001, section 4.2).",
	    "NVIDIA A100 SXM4 80GB (1,082,990 accelerator hours)",
	    "95 % intervals",
	};
	struct published study = published_shipped("bloom-176b");
	const char *text = method_plain(study.arena, study.request.facts);

	(void)state;
	tells(text, wanted, sizeof wanted / sizeof *wanted);
	assert_null(strstr(text, "final run"));
	assert_true(words_of(text) < 150);
	published_free(&study);
}

static void tells_that_another_region_stands_in(void **state)
{
	static const char *const wanted[] = {
	    "with a PUE of 1.35",
	    "The figure of FR stands in for aws:eu-west-3, with a wider range.",
	};
	struct published study = published_typed(
	    "lca: 1\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: run, region: \"aws:eu-west-3\", year: 2024, energy: 2 MWh}\n");

	(void)state;
	tells(method_plain(study.arena, study.request.facts), wanted, 2);
	published_free(&study);
}

/* An item takes no inputs of another whose name begins as its own does. */
static void parts_items_of_similar_names(void **state)
{
	static const char *const wanted[] = {
	    "run 2 (training) modelled at accelerator level from accelerators (1), hours (20 "
	    "h) and power (300 W)",
	    "a PUE of 1.5 (run) and 1.2 (run 2)",
	};
	struct published study =
	    published_typed("lca: 1\n"
			    "stages:\n"
			    "  training:\n"
			    "    - {item: run, region: FR, accelerators: 1, hours: 10 h, "
			    "power: 200 W, pue: 1.5}\n"
			    "    - {item: run 2, region: FR, accelerators: 1, hours: 20 h, "
			    "power: 300 W, pue: 1.2}\n");

	(void)state;
	tells(method_plain_full(study.arena, study.request.facts), wanted, 2);
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_how_bloom_was_counted),
	    cmocka_unit_test(tells_logs_defaults_and_sources),
	    cmocka_unit_test(tells_holes_and_offsets),
	    cmocka_unit_test(tells_it_in_a_few_sentences),
	    cmocka_unit_test(tells_that_another_region_stands_in),
	    cmocka_unit_test(parts_items_of_similar_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
