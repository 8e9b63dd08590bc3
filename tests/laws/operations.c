/* Laws of hours by operations: 6 x parameters x tokens over peak x MFU. */

#include <math.h>

#include "tests/harness.h"

static const char head[] = "lca: 1\n"
			   "sites:\n  s: {region: FR, pue: 1, intensity: 1 kgCO2e/kWh}\n"
			   "stages:\n  training:\n    - {item: run, site: s, power: 1 kW, "
			   "host_factor: 1, tokens: 1e12, ";

static double energy(struct harness *harness, const char *rest)
{
	const cJSON *json =
	    harness_json(harness, "run", "-n", "1000", "--no-sensitivity",
			 harness_write(harness, "a.yaml",
				       arena_printf(harness->arena, "%s%s}\n", head, rest)),
			 NULL);

	return harness_number(json, "items[training/run].impacts.gwp.central");
}

static double row(struct harness *harness, const char *id)
{
	return harness_number(
	    harness_json(harness, "factors", "show", id, "--format", "json", NULL),
	    "factors[0].median");
}

static void takes_the_peak_and_the_mfu_of_the_format(void **state)
{
	struct harness *harness = *state;
	static const struct {
		const char *format, *rest, *peak, *mfu;
		double parameters;
	} cases[] = {
	    {"left out", "", "fp16", "mfu", 70e9},
	    {"at the limit", "", "fp16", "mfu", 5e9},
	    {"bf16", "precision: bf16", "fp16", "mfu", 70e9},
	    {"fp16", "precision: FP16", "fp16", "mfu", 70e9},
	    {"fp8", "precision: fp8", "fp8", "mfu-fp8", 70e9},
	    {"e4m3", "precision: e4m3", "fp8", "mfu-fp8", 70e9},
	    {"fp32", "precision: fp32", "fp32", "mfu-any", 70e9},
	    {"mixture", "active_parameters: 3e9", "fp16", "mfu-moe", 3e9},
	    {"mixture in fp8", "active_parameters: 3e9, precision: fp8", "fp8", "mfu-fp8-moe",
	     3e9},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *peak = arena_printf(
		    harness->arena, "nvidia-h100-sxm5-80gb/-/-/peak-%s", cases[i].peak);
		const char *mfu = arena_printf(harness->arena, "default/-/-/%s", cases[i].mfu);
		double kwh = energy(
		    harness,
		    arena_printf(harness->arena,
				 "accelerator: nvidia-h100-sxm5-80gb, "
				 "parameters: %g%s%s",
				 strstr(cases[i].rest, "active") ? 7e9 : cases[i].parameters,
				 *cases[i].rest ? ", " : "", cases[i].rest));
		double hours = 6 * cases[i].parameters * 1e12 /
			       (row(harness, peak) * row(harness, mfu) * 3600);

		assert_near(kwh / hours, 1, 1e-9, cases[i].format);
	}
}

/* Central value and both ends of what a run of so many parameters takes. */
struct hours {
	double central, low, high;
};

static struct hours hours_of(struct harness *harness, double parameters)
{
	const char *rest = arena_printf(harness->arena,
					"accelerator: nvidia-a100-sxm4-80gb, "
					"parameters: %.17g}\n",
					parameters);
	const cJSON *json = harness_json(
	    harness, "run", "-n", "5000", "--no-sensitivity",
	    harness_write(harness, "a.yaml", arena_printf(harness->arena, "%s%s", head, rest)),
	    NULL);

	return (struct hours){
	    harness_number(json, "items[training/run].impacts.gwp.central"),
	    harness_number(json, "items[training/run].impacts.gwp.low"),
	    harness_number(json, "items[training/run].impacts.gwp.high"),
	};
}

/* More parameters take more hours for the same tokens, by each end of the range as well, with
 * no step where small models begin. */
static void hours_rise_with_the_size(void **state)
{
	struct harness *harness = *state;
	const double least = 1e8, most = 1e12, size = row(harness, "default/-/-/small-model");
	const double near = 1e-10;
	struct hours before = hours_of(harness, least), below, above;

	for (double parameters = least * 1.5; parameters < most; parameters *= 1.5) {
		struct hours here = hours_of(harness, parameters);

		if (here.central <= before.central || here.low <= before.low ||
		    here.high <= before.high)
			fail_msg("%g parameters: %g (%g .. %g), fewer: %g (%g .. %g)",
				 parameters, here.central, here.low, here.high, before.central,
				 before.low, before.high);
		before = here;
	}
	below = hours_of(harness, size * (1 - near));
	above = hours_of(harness, size);
	assert_true(below.central < above.central);
	assert_near(below.central / above.central, 1, 1e-9, "central");
	assert_near(below.low / above.low, 1, 1e-9, "low end");
	assert_near(below.high / above.high, 1, 1e-9, "high end");
}

/* Below that size the MFU is multiplied by (parameters / size)^exponent. */
static void small_models_reach_less(void **state)
{
	static const double sizes[] = {1.35e8, 1e9, 4.9e9};
	struct harness *harness = *state;
	double peak = row(harness, "nvidia-a100-sxm4-80gb/-/-/peak-fp16");
	double size = row(harness, "default/-/-/small-model");
	double exponent = row(harness, "default/-/-/mfu-size-exponent");
	size_t i;

	for (i = 0; i < COUNT(sizes); i++) {
		double mfu = row(harness, "default/-/-/mfu") * pow(sizes[i] / size, exponent);
		double hours = 6 * sizes[i] * 1e12 / (peak * mfu * 3600);

		assert_near(hours_of(harness, sizes[i]).central / hours, 1, 1e-9, "hours");
	}
}

/* A stated peak is that of the format stated: its MFU alone is looked up. */
static void a_stated_peak_or_mfu_wins(void **state)
{
	struct harness *harness = *state;
	double peak = energy(harness, "parameters: 70e9, precision: fp8, peak: 1 PFLOP/s");
	double mfu = energy(harness, "parameters: 70e9, precision: fp8, mfu: 0.5, "
				     "accelerator: nvidia-h100-sxm5-80gb");
	double work = 6 * 70e9 * 1e12 / 3600;

	assert_near(peak / (work / 1e15 / row(harness, "default/-/-/mfu-fp8")), 1, 1e-9,
		    "peak");
	assert_near(mfu / (work / 0.5 / row(harness, "nvidia-h100-sxm5-80gb/-/-/peak-fp8")), 1,
		    1e-9, "mfu");
}

/* A default that is hardly one is told, and nothing where the MFU is stated. */
static void tells_how_far_small_models_reach(void **state)
{
	static const struct {
		const char *rest;
		bool told;
	} cases[] = {
	    {"parameters: 3e9", true},
	    {"parameters: 5e9", false},
	    {"parameters: 3e9, mfu: 0.4", false},
	    {"parameters: 30e9, active_parameters: 3e9", false},
	    {"parameters: 3e9, precision: fp8", false},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *text =
		    arena_printf(harness->arena,
				 "%s%s, accelerator: nvidia-h100-sxm5-80gb}\nexcluded:\n"
				 "  - {stage: inference, reason: none}\n",
				 head, cases[i].rest);
		struct outcome outcome =
		    harness_run(harness, "run", "-n", "1000", "--no-sensitivity",
				harness_write(harness, "a.yaml", text), NULL);
		bool told = strstr(outcome.out, "models below 5 billion parameters") != NULL;

		assert_int_equal(outcome.status, 0);
		if (told != cases[i].told)
			fail_msg("%s: told %d", cases[i].rest, told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(takes_the_peak_and_the_mfu_of_the_format),
	    HARNESS_TEST(hours_rise_with_the_size),
	    HARNESS_TEST(small_models_reach_less),
	    HARNESS_TEST(a_stated_peak_or_mfu_wins),
	    HARNESS_TEST(tells_how_far_small_models_reach),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
