/* Model cards become claims: front matter of every shape, bullets, tables, lines of JSON. */

#include "tests/unit/claim_fixture.h"

static void check(void **state, const char *file, const struct claim_case *cases, size_t count)
{
	claim_check(*state, file, cases, count, claim_card_claims, claim_card_read);
}

static void reads_emissions_of_every_shape_as_grams(void **state)
{
	static const struct claim_case cases[] = {
	    {"bare", "co2_eq_emissions: 354.2174\n", "c: emissions 0.354217 [N]\n"},
	    {"map", "co2_eq_emissions:\n  emissions: 25.5\n", "c: emissions 0.0255 [N]\n"},
	    {"six blanks", "co2_eq_emissions:\n      emissions: 17\n",
	     "c: emissions 0.017 [N]\n"},
	    {"underscores", "co2_eq_emissions: {emissions: 24_700_000}\n",
	     "c: emissions 24700 [N]\n"},
	    {"quoted", "co2_eq_emissions: '12.5'\n", "c: emissions 0.0125 [N]\n"},
	    {"exponent", "co2_eq_emissions: {emissions: 4.2e5}\n", "c: emissions 420 [N]\n"},
	    {"words", "co2_eq_emissions: {emissions: \"0.21 in grams of CO2\"}\n",
	     "c: emissions 0.00021\n"},
	    {"kilograms", "co2_eq_emissions: {emissions: \"421 kg\"}\n", "c: emissions 421\n"},
	    {"tonnes", "co2_eq_emissions: {emissions: 3 tCO2eq}\n", "c: emissions 3000\n"},
	    {"decimal comma", "co2_eq_emissions: {emissions: \"0,21\"}\n",
	     "c: emissions 0.00021 [N]\n"},
	    {"decimal comma, words", "co2_eq_emissions: {emissions: \"12,5 g CO2eq\"}\n",
	     "c: emissions 0.0125\n"},
	    {"zero", "co2_eq_emissions: {emissions: 0}\n", "c: emissions 0 [N]\n"},
	    {"list of maps", "co2_eq_emissions:\n- emissions: 1\n- emissions: 2\n",
	     "c: emissions 0.001 [N]\nc #2: emissions 0.002 [N]\n"},
	    {"list of numbers", "co2_eq_emissions: [1, 2]\n",
	     "c: emissions 0.001 [N]\nc #2: emissions 0.002 [N]\n"},
	    {"list within", "co2_eq_emissions: {emissions: [1, 2], source: x}\n",
	     "c: emissions 0.001 [N]\nc #2: emissions 0.002 [N]\n"},
	    {"a unit beside it", "co2_eq_emissions: {emissions: 12, unit: kg}\n",
	     "c: emissions 12 [N]\n"},
	    {"a unit within", "co2_eq_emissions: {emissions: {value: 12, unit: kg CO2eq}}\n",
	     "c: emissions 12\n"},
	    {"about", "co2_eq_emissions: {emissions: ~12}\n", "c: emissions 0.012 [N]\n"},
	    {"another key", "co2_eq_emissions: 1\nco2_emissions: 2\n",
	     "c: emissions 0.001 [N]\nc #2: emissions 0.002 [N]\n"},
	};

	check(state, "c.yaml", cases, CLAIM_COUNT(cases));
}

static void names_fields_without_a_number(void **state)
{
	static const struct claim_case cases[] = {
	    {"to be decided",
	     "co2_eq_emissions:\n  emissions: TBD\n  source: CarbonTracker\n"
	     "  training_type: pre-training\n  geographic_location: Denmark\n",
	     "c:; DK, training [X]\n"},
	    {"template",
	     "co2_eq_emissions:\n  emissions: number (in grams of CO2)\n"
	     "  training_type: \"pre-training or fine-tuning\"\n"
	     "  geographical_location: \"as granular as possible, for instance Quebec\"\n",
	     "c: [X]\n"},
	    {"null", "co2_eq_emissions: {emissions: null, hardware_used: P100}\n", "c: [XU]\n"},
	    {"nothing at all", "co2_eq_emissions:\n", "error"},
	};

	check(state, "c.yaml", cases, CLAIM_COUNT(cases));
}

static void reads_the_other_fields_of_the_block(void **state)
{
	static const struct claim_case cases[] = {
	    {"five keys",
	     "co2_eq_emissions:\n  emissions: 3690\n  source: CodeCarbon\n"
	     "  training_type: pre-training\n  geographical_location: Germany\n"
	     "  hardware_used: NVIDIA A100-SXM4-80GB\n",
	     "c: emissions 3.69; DE, nvidia-a100-sxm4-80gb, training [N]\n"},
	    {"colons and an address in quotes, hardware by its count",
	     "co2_eq_emissions:\n  emissions: 24_700_000\n"
	     "  source: \"Estimating the Footprint, a 176B Model. https://arxiv.org/abs/1: "
	     "x\"\n"
	     "  geographical_location: \"Orsay, France\"\n"
	     "  hardware_used: \"384 A100 80GB GPUs\"\n",
	     "c: accelerators 384, emissions 24700; FR [UN]\n"},
	    {"energy in kWh, time in seconds, a folded text, a processor that is no "
	     "accelerator",
	     "co2_eq_emissions:\n  emissions: 0.0901\n  power_consumption: 0.000518\n"
	     "  hardware_used: 12 x 13th Gen Intel(R) Core(TM) i7-1355U (CPU)\n"
	     "  training_time: 107.9\n  optimization_techniques: boosting; others rejected\n"
	     "    because of their energy\n",
	     "c: hours 0.0299722, energy 0.000518, emissions 9.01e-05 [UNNN]\n"},
	    {"hours in the words for the hardware",
	     "co2_eq_emissions:\n  emissions: 210\n  hardware_used: P100 for about 1.5 hours\n",
	     "c: hours 1.5, emissions 0.21 [UNN]\n"},
	    {"minutes in the source",
	     "co2_eq_emissions:\n  emissions: 0\n  source: Colab T4 free tier \xe2\x80\x94 17 "
	     "minutes "
	     "training\n  hardware_used: NVIDIA T4\n",
	     "c: hours 0.283333, emissions 0; nvidia-t4-16gb [NN]\n"},
	    {"a machine is no accelerator",
	     "co2_eq_emissions: {emissions: 17, hardware_used: 1 TPU v3-8 VM}\n",
	     "c: emissions 0.017 [UN]\n"},
	    {"no YAML: tabs, two colons",
	     "---\nlicense: mit\nkey: a: b\nco2_eq_emissions:\n\temissions: 421\n"
	     "\tsource: Code: Carbon\ntags: x\n---\n",
	     "c: emissions 0.421 [NN]\n"},
	    {"a field of the text",
	     "# Model Card for X\n## Environmental Impact\n"
	     "- **Hardware Type:** [More Information Needed]\n- **Carbon Emitted:** TBD\n",
	     "X: [X]\n"},
	    {"two places",
	     "---\nco2_eq_emissions:\n  emissions: 12\n"
	     "  geographical_location: Paris, France\n---\n# X\n## Environmental Impact\n"
	     "- **Compute Region:** europe-west4\n",
	     "X: emissions 0.012; FR [NN]\n"},
	    {"the closer place",
	     "---\nco2_eq_emissions:\n  emissions: 12\n"
	     "  geographical_location: USA\n---\n# X\n## Environmental Impact\n"
	     "- **Compute Region:** us-central1\n",
	     "X: emissions 0.012; gcp:us-central1 [NN]\n"},
	    {"the same place",
	     "---\nco2_eq_emissions:\n  emissions: 12\n"
	     "  geographical_location: us-central1\n---\n# X\n## Environmental Impact\n"
	     "- **Compute Region:** USA\n",
	     "X: emissions 0.012; gcp:us-central1 [N]\n"},
	    {"two devices",
	     "---\nco2_eq_emissions:\n  emissions: 12\n"
	     "  hardware_used: NVIDIA A100-SXM4-80GB\n---\n# X\n## Environmental Impact\n"
	     "- **Hardware Type:** V100\n",
	     "X: emissions 0.012; nvidia-a100-sxm4-80gb [NN]\n"},
	    {"the same device",
	     "---\nco2_eq_emissions:\n  emissions: 12\n"
	     "  hardware_used: NVIDIA A100-SXM4-80GB\n---\n# X\n## Environmental Impact\n"
	     "- **Hardware Type:** A100\n",
	     "X: emissions 0.012; nvidia-a100-sxm4-80gb [N]\n"},
	    {"never closed", "---\nco2_eq_emissions: 12\nlicense: mit\n\n# Title\n",
	     "Title: emissions 0.012 [NN]\n"},
	};

	check(state, "c.md", cases, CLAIM_COUNT(cases));
}

static void reads_bullets_below_the_heading(void **state)
{
	static const struct claim_case cases[] = {
	    {"as a hub's template has them",
	     "# Model Card for Parrot\n## Environmental Impact\n"
	     "- **Hardware Type:** 8 x NVIDIA A100-SXM4-80GB\n- **Hours used:** 120\n"
	     "- **Cloud Provider:** Google Cloud Platform\n- **Compute Region:** us-central1\n"
	     "- **Carbon Emitted:** 181.4 kg CO2eq\n",
	     "Parrot: accelerators 8, hours 120, emissions 181.4; gcp:us-central1, "
	     "nvidia-a100-sxm4-80gb\n"},
	    {"not filled in",
	     "# Parrot\n## Environmental Impact\n- **Hardware Type:** [More Information "
	     "Needed]\n"
	     "- **Hours used:** [More Information Needed]\n",
	     "error"},
	    {"seconds, GPU hours, no bold",
	     "# Parrot\n### Carbon Footprint\n* Hours used: 109 s\n* Energy consumed: 0.0013 "
	     "kWh\n"
	     "* Total emissions: 0.23 g CO2eq\n",
	     "Parrot: hours 0.0302778, energy 0.0013, emissions 0.00023\n"},
	    {"hours of all accelerators",
	     "# P\n## CO2 Emissions\n- Training time: 24 GPU hours\n",
	     "P: accelerator_hours 24\n"},
	    {"stated in the front matter and again in the body",
	     "---\nco2_eq_emissions:\n  emissions: 25.447577\n---\n# M\n- Problem type: "
	     "Binary\n"
	     "- CO2 Emissions (in grams): 25.4476\n## Validation Metrics\n- Loss: 0.2\n",
	     "M: emissions 0.0254476 also emissions 0.0254476 [N]\n"},
	    {"a list that states emissions belongs to them whole",
	     "# Tiny\n- **Size:** 468,239,360 parameters\n- **GPU:** 1 NVIDIA A100-SXM4-40GB\n"
	     "- **Training time:** ~ 280 hours\n- **Emissions:** 41.1 KgCO2 (Germany)\n"
	     "- **Total Energy Consumption:** 115.69 kWh\n",
	     "Tiny: accelerators 1, hours 280, energy 115.69, emissions 41.1; "
	     "nvidia-a100-sxm4-40gb\n"},
	    {"brackets behind numbers, decimal commas",
	     "# P\n## Environmental Impact\n* **Hours used**: 72 (3 days)\n"
	     "* **Carbon Emitted**: 0,75 kg eq. CO2 (estimated)\n",
	     "P: hours 72, emissions 0.75\n"},
	    {"a heading in bold, a label with its formula",
	     "# P\n**Environmental Impact**\n\n- **Hours used:** 150000\n- **Carbon Emitted "
	     "(Power "
	     "consumption x Time x Carbon produced based on location of power grid):** 11250 "
	     "kg CO2 "
	     "eq.\n",
	     "P: hours 150000, emissions 11250\n"},
	    {"a table of labels",
	     "# P\n## Environmental impact\n| Item | Value |\n|---|---|\n| Energy | 12 kWh |\n"
	     "| CO2 emitted | 5.1 kg |\n| Location | Germany |\n",
	     "P: energy 12, emissions 5.1; DE\n"},
	    {"other sections are none of ours",
	     "# P\n## Training\n- Hours used: 12\n- Training time: 5 h\n", "error"},
	    {"code is none of ours", "# P\n## Carbon\n```\n- Carbon Emitted: 12 kg\n```\n",
	     "error"},
	};

	check(state, "README.md", cases, CLAIM_COUNT(cases));
}

static void reads_tables_of_models(void **state)
{
	static const struct claim_case cases[] = {
	    {"with a total",
	     "||Time (GPU hours)|Power Consumption (W)|Carbon Emitted(tCO<sub>2</sub>eq)|\n"
	     "|---|---|---|---|\n|A 7B|184320|400|31.22|\n|A 13B|368640|400|62.44|\n"
	     "|Total|3311616||539.00|\n",
	     "A 7B: accelerator_hours 184320, power 0.4, emissions 31220\n"
	     "A 13B: accelerator_hours 368640, power 0.4, emissions 62440\n"
	     "Total: accelerator_hours 3.31162e+06, emissions 539000 = A 7B + A 13B\n"},
	    {"units in square brackets",
	     "|Model|Energy [MWh]|Carbon emissions [t CO2-eq]|\n|-|-|-|\n|A|36|14|\n",
	     "A: energy 36000, emissions 14000\n"},
	    {"square beside round brackets",
	     "|Model|Energy [MWh]|Carbon Emitted (tCO2eq)|\n|-|-|-|\n|A|36|14|\n",
	     "A: energy 36000, emissions 14000\n"},
	    {"words beside the unit",
	     "|Model|Energy (MWh, IT)|CO2 (kg, market)|Power (kW, per GPU)|\n|-|-|-|-|\n"
	     "|A|36|14|0.4|\n",
	     "A: power 0.4, energy 36000, market_emissions 14; at nodes, of a chip\n"},
	    {"a column of energy that is no figure is told",
	     "|Model|Energy (MWh, per GPU)|CO2 (kg)|\n|-|-|-|\n|A|36|14|\n",
	     "A: emissions 14 [U]\n"},
	    {"market-based, words, a second column of hours",
	     "| | Training Time (GPU hours) | Logit Generation Time (GPU Hours) | Training "
	     "Power "
	     "Consumption (W) | Training Location-Based Greenhouse Gas Emissions (tons CO2eq) "
	     "| "
	     "Training Market-Based Greenhouse Gas Emissions (tons CO2eq) |\n"
	     "| :-- | :-: | -- | :-: | :-: | :-: |\n| B 1B | 370k | \\- | 700 | 107 | 0 |\n"
	     "| B 1B Q | 1.7 | 0 | 700 | *Negligible*\\*\\* | 0 |\n",
	     "B 1B: accelerator_hours 370000, power 0.7, emissions 107000, market_emissions 0; "
	     "location\n"
	     "B 1B Q: accelerator_hours 1.7, power 0.7, market_emissions 0 [UX]\n"},
	    {"HTML",
	     "<table>\n <tr>\n  <td>\n  </td>\n  <td><strong>Training Time (GPU "
	     "hours)</strong>\n"
	     "  </td>\n  <td><strong>Emissions</strong>\n<p>\n<strong>(tons CO2eq)</strong>\n  "
	     "</td>\n </tr>\n <tr>\n  <td>C 8B\n  </td>\n  <td>1.46M\n  </td>\n  <td>2,040\n  "
	     "</td>\n </tr>\n</table>\n",
	     "C 8B: accelerator_hours 1.46e+06, emissions 2.04e+06\n"},
	    {"models across",
	     "## Carbon\n| | A | B |\n|-|-|-|\n| Energy (MWh) | 36 | 59 |\n| CO2e (t) | 14 | "
	     "23 |\n",
	     "A: energy 36000, emissions 14000\nB: energy 59000, emissions 23000\n"},
	    {"a row each stage, CO2 with its small two, a blank between thousands",
	     "## Carbon\n| Stage | Hours | Energy (kWh) | CO\xe2\x82\x82"
	     "eq (kg) |\n|:-|-:|-:|-:|\n"
	     "| Pre-training | 312 | 1 248.0 | 421 |\n| Fine-tuning | 5 | 2.5 | 0.84 |\n"
	     "| **Total** | | **1 250.5** | **421.84** |\n",
	     "Pre-training: hours 312, energy 1248, emissions 421; training\n"
	     "Fine-tuning: hours 5, energy 2.5, emissions 0.84; finetune\n"
	     "Total: energy 1250.5, emissions 421.84; total = Pre-training + Fine-tuning\n"},
	    {"other tables are none of ours",
	     "| Model | Params | Tokens |\n|-|-|-|\n| A | 7B | 2T |\n", "error"},
	};

	check(state, "README.md", cases, CLAIM_COUNT(cases));
}

static void reads_cards_as_lines_of_json(void **state)
{
	static const struct claim_case cases[] = {
	    {"blocks of front matter",
	     "{\"repo\": \"a/b\", \"block\": \"co2_eq_emissions:\\n  emissions: 1710\"}\n"
	     "{\"repo\": \"c/d\", \"block\": \"co2_eq_emissions: TBD\"}\n",
	     "a/b: emissions 1.71 [N]\nc/d: [X]\n"},
	    {"what a hub's interface gives",
	     "{\"modelId\": \"a/b\", \"cardData\": {\"co2_eq_emissions\": {\"emissions\": 12, "
	     "\"source\": \"x\"}}}\n",
	     "a/b: emissions 0.012 [N]\n"},
	    {"a claim file is none", "audit: 1\nclaims:\n- {model: co2_eq_emissions}\n",
	     "not mine"},
	};

	check(state, "cards.jsonl", cases, CLAIM_COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_emissions_of_every_shape_as_grams),
	    cmocka_unit_test(names_fields_without_a_number),
	    cmocka_unit_test(reads_the_other_fields_of_the_block),
	    cmocka_unit_test(reads_bullets_below_the_heading),
	    cmocka_unit_test(reads_tables_of_models),
	    cmocka_unit_test(reads_cards_as_lines_of_json),
	};

	return cmocka_run_group_tests(tests, claim_setup, claim_teardown);
}
