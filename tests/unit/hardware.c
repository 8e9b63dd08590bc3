/* Hardware of the database: names as machines print them, and figures of each table. */

#include "factors/factors.h"
#include "tests/unit/factors_fixture.h"

static struct factors *open_factors(struct folder *folder)
{
	const struct factors_options options = {.count = 0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);

	assert_non_null(factors);
	return factors;
}

/* As printed by /proc/cpuinfo, lscpu or the consoles of cloud providers. */
static const struct {
	const char *name, *kind, *slug;
} names[] = {
    {"Intel(R) Xeon(R) Platinum 8358 CPU @ 2.60GHz", "cpu", "intel-xeon-platinum-8358"},
    {"Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", "cpu", "intel-xeon-e5-2680-v4"},
    {"Intel(R) Xeon(R) CPU E5-2680 0 @ 2.70GHz", "cpu", "intel-xeon-e5-2680"},
    {"Intel(R) Xeon(R) CPU           X5660  @ 2.80GHz", "cpu", "intel-xeon-x5660"},
    {"Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz", "cpu", "intel-xeon-silver-4210r"},
    {"INTEL(R) XEON(R) PLATINUM 8480+", "cpu", "intel-xeon-platinum-8480+"},
    {"Intel(R) Xeon(R) CPU Max 9480", "cpu", "intel-xeon-max-9480"},
    {"Intel(R) Xeon(R) W-2255 CPU @ 3.70GHz", "cpu", "intel-xeon-w-2255"},
    {"Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz", "cpu", "intel-core-i7-8700k"},
    {"Intel(R) Core(TM) i9-10980XE CPU @ 3.00GHz", "cpu", "intel-core-i9-10980xe"},
    {"12th Gen Intel(R) Core(TM) i7-12700K", "cpu", "intel-core-i7-12700k"},
    {"Intel(R) Core(TM)2 Quad CPU    Q6600  @ 2.40GHz", "cpu", "intel-core-2-quad-q6600"},
    {"AMD EPYC 7763 64-Core Processor", "cpu", "amd-epyc-7763"},
    {"AMD EPYC 9654 96-Core Processor", NULL, "amd-epyc-9654"},
    {"AMD Ryzen 9 5950X 16-Core Processor", "cpu", "amd-ryzen-9-5950x"},
    {"AMD Ryzen Threadripper PRO 5995WX 64-Cores", "cpu", "amd-ryzen-threadripper-pro-5995wx"},
    {"AMD Ryzen 7 PRO 4750U with Radeon Graphics", "cpu", "amd-ryzen-7-pro-4750u"},
    {"AMD Ryzen AI 9 HX 370 w/ Radeon 890M", "cpu", "amd-ryzen-ai-9-hx-370"},
    {"AMD Opteron(tm) Processor 6276", "cpu", "amd-opteron-6276"},
    {"Dual Core AMD Opteron(tm) Processor 170", "cpu", "amd-opteron-dual-core-170"},
    {"AMD Opteron X2 170", "cpu", "amd-opteron-dual-core-170"},
    {"AMD Opteron X2170", "cpu", "amd-opteron-x2170"},
    {"AMD FX(tm)-8350 Eight-Core Processor", "cpu", "amd-fx-8350"},
    {"AMD A10-7850K APU with Radeon(TM) R7 Graphics", "cpu", "amd-a10-7850k"},
    {"AMD A6-9225 RADEON R4, 5 COMPUTE CORES 2C+3G", "cpu", "amd-a6-9225"},
    {"Xeon E5-2650 v2", "cpu", "intel-xeon-e5-2650-v2"},
    {"epyc 7763", NULL, "amd-epyc-7763"},
    {"p4d.24xlarge", "instance", "aws-p4d.24xlarge"},
    {"aws p5.48xlarge", NULL, "aws-p5.48xlarge"},
    {"Standard_NC24s_v3", "instance", "azure-nc24s-v3"},
    {"a2-highgpu-8g", NULL, "gcp-a2-highgpu-8g"},
    {"GeForce RTX 4090", "accelerator", "nvidia-rtx-4090-24gb"},
    {"AMD EPYC 7763 64-Core Processor", "accelerator", NULL},
    {"NVIDIA A100-SXM4-80GB 64-Core Processor", NULL, NULL},
    {"Intel(R) Xeon(R) Processor @ 2.80GHz", "cpu", NULL},
    {"@", "cpu", NULL},
    {"CPU", "cpu", NULL},
};

static void knows_hardware_as_machines_print_it(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_factors(folder);
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		const struct thing *thing =
		    factors_thing(factors, names[i].name, names[i].kind, (struct place){0},
				  NULL, folder->diags);

		if (!thing != !names[i].slug)
			fail_msg("%s: %s", names[i].name,
				 thing ? thing->slug : folder_reports(folder));
		if (thing && strcmp(thing->slug, names[i].slug) != 0)
			fail_msg("%s: %s", names[i].name, thing->slug);
	}
	factors_close(factors);
}

/* One figure of each kind, as its source prints it, in base units. */
static const struct {
	const char *id;
	double value;
} figures[] = {
    {"intel-xeon-platinum-8358/-/-/tdp", 0.250},
    {"intel-core-i3-10320/-/-/tdp/green-algorithms-2024", 0.091},
    {"cpu-microarchitecture-skylake/-/-/power-idle", 0.0006129888539040325},
    {"cpu-microarchitecture-skylake/-/-/power-full/ccf-gcp", 0.0038679459262938636},
    {"nvidia-h100-sxm5-80gb/-/-/peak-fp8", 1978.9e12 * 3600},
    {"nvidia-h100-sxm5-80gb/-/-/die-area", 814e-6},
    {"nvidia-h100-sxm5-80gb/-/-/process-node", 5e-9},
    {"nvidia-v100-pcie-16gb/-/-/tdp/mlco2-2024", 0.300},
    {"amd-mi355x-288gb/-/-/peak-fp8/epoch-2026", 4.6e15 * 3600},
    {"nvidia-a100-sxm4-40gb/-/-/gwp", 127.6},
    {"nvidia-a100-sxm4-40gb/-/-/gwp/ademe-2026", 111.33},
    {"nvidia-h100-sxm5-80gb/-/-/gwp", 164},
    {"google-tpu-v4/-/-/gwp", 693},
    {"google-tpu-v4/-/-/gwp/manufacturing", 513},
    {"component-cpu-die/-/-/gwp", 19700},
    {"dram/-/-/power-per-capacity", 0.000375e-9},
    {"ssd/-/-/gwp", 0.16e-9},
    {"ssd-western-digital/-/2019/gwp", 0.0107e-9},
    {"network-fixed-line/-/2015/energy-per-data", 0.06e-9},
    {"aws-s3/-/-/replication", 6},
    {"aws-p4d.24xlarge/-/-/accelerators", 8},
    {"aws-p4d.24xlarge/-/-/gwp/server", 4676.79},
    {"aws-a1.medium/-/-/gwp", 63.89},
    {"aws-a1.medium/-/-/power-full", 0.0042},
    {"gcp-e2-standard-2/-/-/gwp/server,cpu=epyc-2nd-gen", 1155.46},
};

static void has_a_figure_of_each_kind(void **state)
{
	struct folder *folder = *state;
	struct factors *factors = open_factors(folder);
	size_t i;

	for (i = 0; i < sizeof figures / sizeof *figures; i++) {
		const struct factor *factor = factors_by_id(factors, figures[i].id);

		if (!factor)
			fail_msg("%s is not there", figures[i].id);
		assert_near(dist_median(&factor->quantity.dist) / figures[i].value, 1, 1e-12,
			    figures[i].id);
	}
	factors_close(factors);
}

static void leaves_out_what_nobody_settled(void **state)
{
	static const char *const ids[] = {"google-tpu-v5p/-/-/gwp*", "gcp-c4*/gwp",
					  "cpu-microarchitecture-epyc-5th-gen*",
					  "azure-e16-4as-v4/-/-/gwp*"};
	struct folder *folder = *state;
	struct factors *factors = open_factors(folder);
	const struct factor **found;
	size_t i;

	for (i = 0; i < sizeof ids / sizeof *ids; i++)
		if (factors_list(factors, ids[i], &found))
			fail_msg("%s is there", found[0]->id);
	factors_close(factors);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(knows_hardware_as_machines_print_it),
	    CASE(has_a_figure_of_each_kind),
	    CASE(leaves_out_what_nobody_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
