/* Cells of sacct: energies with suffixes and sentinels, resources, memory. */

#include "tests/unit/import_fixture.h"

#include "models/import_slurm.h"

#define GPUS "billing=64,cpu=64,gres/gpu:a100=4,mem=400G,node=1,energy=18200000"

static struct csv_field field(const char *text)
{
	return (struct csv_field){.text = text, .length = strlen(text)};
}

static void reads_energies_with_suffixes(void **state)
{
	static const struct {
		const char *text;
		enum reading reading;
		double joules;
	} cases[] = {
	    {"18200000", READING_NUMBER, 18200000},
	    {"18.2M", READING_NUMBER, 18.2e6},
	    {"1.5K", READING_NUMBER, 1500},
	    {"2G", READING_NUMBER, 2e9},
	    {"0.5T", READING_NUMBER, 5e11},
	    {"0", READING_NUMBER, 0},
	    {"", READING_MISSING, 0},
	    {"18446744073709551614", READING_MISSING, 0},
	    {"18446744073709.55M", READING_MISSING, 0},
	    {"4294967295", READING_MISSING, 0},
	    {"K", READING_BAD, 0},
	    {"12 J", READING_BAD, 0},
	    {"1.5KM", READING_BAD, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double joules = NAN;

		if (slurm_energy(field(cases[i].text), &joules) != cases[i].reading)
			fail_msg("'%s'", cases[i].text);
		if (cases[i].reading == READING_NUMBER)
			assert_near(joules, cases[i].joules, 1e-12, cases[i].text);
	}
}

static void counts_gpus_once(void **state)
{
	static const struct {
		const char *text;
		double gpus;
		const char *type;
	} cases[] = {
	    {"billing=32,cpu=32,gres/gpu=1,mem=250G,node=1", 1, ""},
	    {GPUS, 4, "a100"},
	    {"cpu=8,gres/gpu=4,gres/gpu:a100=4", 4, "a100"},
	    {"gres/gpu:a100=4,gres/gpu:v100=2", 6, "a100"},
	    {"cpu=8,gres/gpumem=40G,gres/gpuutil=97", 0, ""},
	    {"cpu=8", 0, ""},
	};
	struct csv_field type;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_near(slurm_gpus(field(cases[i].text), &type), cases[i].gpus, 0,
			    cases[i].text);
		assert_int_equal(type.length, strlen(cases[i].type));
		assert_memory_equal(type.text, cases[i].type, type.length);
	}
	assert_true(isnan(slurm_gpus(field(""), &type)));
	assert_near(slurm_resource(field(GPUS), "cpu"), 64, 0, "cpu");
	assert_near(slurm_resource(field(GPUS), "node"), 1, 0, "node");
}

static void reads_the_memory_asked_for(void **state)
{
	static const struct {
		const char *text;
		double cpus, nodes;
		enum reading reading;
		double gb;
	} cases[] = {
	    {"6760Mc", 1, 1, READING_NUMBER, 6.76},
	    {"6760Mc", 4, 1, READING_NUMBER, 27.04},
	    {"250Gn", 8, 1, READING_NUMBER, 250},
	    {"250Gn", 8, 2, READING_NUMBER, 500},
	    {"250G", 8, 2, READING_NUMBER, 250},
	    {"1.5T", 8, 2, READING_NUMBER, 1500},
	    {"154264K", 1, 1, READING_NUMBER, 0.154264},
	    {"100", 1, 1, READING_NUMBER, 0.1},
	    {"0n", 1, 1, READING_NUMBER, 0},
	    {"", 1, 1, READING_MISSING, 0},
	    {"6760Mc", NAN, 1, READING_MISSING, 0},
	    {"18446744073709551614", 1, 1, READING_MISSING, 0},
	    {"lots", 1, 1, READING_BAD, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double gb = NAN;
		enum reading reading =
		    slurm_memory(field(cases[i].text), cases[i].cpus, cases[i].nodes, &gb);

		if (reading != cases[i].reading)
			fail_msg("%s: %d", cases[i].text, (int)reading);
		if (reading == READING_NUMBER)
			assert_near(gb, cases[i].gb, 1e-12, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_energies_with_suffixes),
	    cmocka_unit_test(counts_gpus_once),
	    cmocka_unit_test(reads_the_memory_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
