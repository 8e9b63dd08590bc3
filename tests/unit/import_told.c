/* What energy logs do not tell by themselves: whose readings rows are, what a comma means,
 * what was not read, and a unit that cannot be. */

#include "tests/unit/import_fixture.h"

#include <math.h>
#include <stdlib.h>

#include "lca/base/tree.h"
#include "models/import_map.h"

#define SMI "timestamp, index, power.draw [W]\n"

/* A file of a folder of its own. */
struct written {
	char folder[64], paths[2][96];
};

static void write_files(struct written *written, const char *first, const char *second)
{
	const char *const texts[] = {first, second};

	strcpy(written->folder, "/tmp/lca-told-XXXXXX");
	assert_non_null(mkdtemp(written->folder));
	for (size_t i = 0; i < 2; i++) {
		FILE *file;

		snprintf(written->paths[i], sizeof written->paths[i], "%s/n%zu.csv",
			 written->folder, i + 1);
		file = fopen(written->paths[i], "w");
		assert_non_null(file);
		fputs(texts[i], file);
		fclose(file);
	}
}

static void remove_files(const struct written *written)
{
	for (size_t i = 0; i < 2; i++)
		remove(written->paths[i]);
	remove(written->folder);
}

/* GPU 0 of two hosts, in a file each: refused, unless each file is a host. */
static void keeps_hosts_of_files_apart(void **state)
{
	struct import_options options = {.most_bad = 1};
	struct log_read reading = {.arena = arena_new()};
	struct import_path paths[2];
	struct written written;

	(void)state;
	write_files(&written,
		    SMI "2026/03/02 10:00:00, 0, 100 W\n2026/03/02 10:00:30, 0, 100 W\n",
		    SMI "2026/03/02 10:00:00, 0, 200 W\n2026/03/02 10:00:30, 0, 200 W\n");
	for (size_t i = 0; i < 2; i++)
		paths[i] = (struct import_path){written.paths[i], i ? "n2.csv" : "n1.csv"};
	reading.diags = diags_new(reading.arena);
	assert_null(import_read_files(reading.arena, paths, 2, &options, reading.diags));
	assert_non_null(strstr(find_diag(&reading, DIAG_IMPORT_OVERLAP)->hint, "--split file"));
	options.split = "file";
	reading.import = import_read_files(reading.arena, paths, 2, &options, reading.diags);
	assert_non_null(reading.import);
	assert_near(reading.import->total.energy_kwh * 3.6e6, 9000, 1e-12, "energy");
	assert_near(reading.import->covered_s, 30, 1e-12, "time covered");
	assert_int_equal(reading.import->accelerators, 2);
	assert_int_equal(reading.import->part_count, 2);
	assert_string_equal(reading.import->parts[1].value, "n2.csv");
	assert_near(reading.import->parts[1].energy_kwh * 3.6e6, 6000, 1e-12, "second");
	remove_files(&written);
	reading_free(&reading);
}

/* A missing reading that the trapezoid bridges is energy in doubt, however short the step. */
static void doubts_what_was_not_read(void **state)
{
	static const struct {
		const char *what, *third;
		double joules, doubt;
	} cases[] = {
	    {"read", "100 W", 4000, 0},
	    {"missing", "[N/A]", 4000, 2000},
	    {"a lost reading", "0 W", 4000, 2000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[512];
		struct log_read reading;

		snprintf(text, sizeof text,
			 SMI "2026/03/02 10:00:00, 0, 100 W\n2026/03/02 10:00:10, 0, 100 W\n"
			     "2026/03/02 10:00:20, 0, %s\n2026/03/02 10:00:30, 0, 100 W\n"
			     "2026/03/02 10:00:40, 0, 100 W\n",
			 cases[i].third);
		reading = read_good(text, NULL, cases[i].what);
		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-12,
			    cases[i].what);
		assert_near(reading.import->total.doubt_kwh * 3.6e6, cases[i].doubt, 1e-12,
			    cases[i].what);
		reading_free(&reading);
	}
}

/* Numbers with a decimal comma, where nothing else can be meant. */
static void reads_decimal_commas(void **state)
{
	static const struct {
		const char *what, *text;
		double joules; /* NaN: refused */
	} cases[] = {
	    {"a unit behind",
	     "timestamp;index;power.draw [W]\n2026/03/02 10:00:00;0;100,5 W\n"
	     "2026/03/02 10:00:10;0;100,5 W\n",
	     1005},
	    {"in quotes",
	     "timestamp,index,power.draw [W]\n2026/03/02 10:00:00,0,\"100,5\"\n"
	     "2026/03/02 10:00:10,0,\"100,5\"\n",
	     1005},
	    {"thousands, in quotes",
	     "timestamp,index,power.draw [W]\n2026/03/02 10:00:00,0,\"1,005\"\n"
	     "2026/03/02 10:00:10,0,\"1,005\"\n",
	     NAN},
	    {"CodeCarbon, as a spreadsheet writes it",
	     "timestamp;run_id;duration;emissions;energy_consumed\n"
	     "2026-03-02T10:00:00;a;60,5;0,001;0,002\n",
	     7200},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_text_with(cases[i].text, NULL);

		if ((reading.import == NULL) != (isnan(cases[i].joules) != 0))
			fail_msg("%s: %s", cases[i].what,
				 reading.import ? "read" : diags_at(reading.diags, 0)->message);
		if (reading.import)
			assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules,
				    1e-12, cases[i].what);
		else
			assert_non_null(strstr(diags_at(reading.diags, 0)->message,
					       "'1,005', a decimal comma?"));
		reading_free(&reading);
	}
}

/* 0.6 W of a GPU are 600 W under the wrong head. */
static void doubts_a_mean_of_next_to_nothing(void **state)
{
	static const struct {
		const char *power;
		bool warned;
		double watts;
	} cases[] = {{"0.6 W", true, 0.6}, {"20 W", false, 20}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[256];
		struct log_read reading;

		snprintf(text, sizeof text,
			 SMI "2026/03/02 10:00:00, 0, %s\n2026/03/02 10:00:10, 0, %s\n"
			     "2026/03/02 10:00:00, 1, %s\n2026/03/02 10:00:10, 1, %s\n",
			 cases[i].power, cases[i].power, cases[i].power, cases[i].power);
		reading = read_good(text, NULL, cases[i].power);
		assert_true((find_diag(&reading, DIAG_IMPORT_MISMATCH) != NULL) ==
			    cases[i].warned);
		assert_near(reading.import->mean_watts, 2 * cases[i].watts, 1e-12, "log");
		assert_near(reading.import->device_watts, cases[i].watts, 1e-12, "device");
		reading_free(&reading);
	}
}

static const struct import_map *read_map(struct log_read *reading, const char *text)
{
	const struct node *node =
	    tree_read(reading->arena, "map.yaml", text, strlen(text), reading->diags);

	assert_non_null(node);
	return import_map_read(reading->arena, node, "import", reading->diags);
}

#define MAP "columns: {time: t, energy: {name: p, unit: W, kind: power}"

#define ROWS "columns: {time: t, end: e, energy: {name: p, unit: kWh, kind: energy}"

static void maps_devices_and_commas(void **state)
{
	static const char two[] = "t;d;p\n1780300000.000;a;100\n1780300000.010;b;50\n"
				  "1780300030.000;a;100\n1780300030.008;b;50\n"
				  "1780300060.003;b;50\n1780300060.010;a;100\n";
	static const char commas[] = "t;p\n1780300000;1,500\n1780300010;1,500\n";
	static const char hosts[] = "t,e,h,p\n1780300000,1780303600,a,1\n"
				    "1780301000,1780304600,b,2\n";
	static const struct {
		const char *what, *map, *text;
		double joules; /* NaN: refused */
	} cases[] = {
	    {"two devices", MAP "}", two, NAN},
	    {"two devices, told", MAP ", device: d}", two, 60.01 * 100 + 59.993 * 50},
	    {"commas", MAP "}", commas, NAN},
	    {"decimal commas", MAP "}\ndecimal: ','", commas, 15},
	    {"rows of hosts", ROWS ", host: h}", hosts, 3 * 3.6e6},
	    {"rows of one device", ROWS "}", hosts, NAN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = {.arena = arena_new()};
		struct import_options options = {.most_bad = 1};

		reading.diags = diags_new(reading.arena);
		options.map = read_map(&reading, cases[i].map);
		assert_non_null(options.map);
		reading.import =
		    import_read_text(reading.arena, "log.csv", cases[i].text,
				     strlen(cases[i].text), &options, reading.diags);
		if ((reading.import == NULL) != (isnan(cases[i].joules) != 0))
			fail_msg("%s: %s", cases[i].what,
				 reading.import ? "read" : diags_at(reading.diags, 0)->message);
		if (reading.import)
			assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules,
				    1e-9, cases[i].what);
		reading_free(&reading);
	}
}

/* The power at no utilization is that of all time: all of it is idle, in either unit. */
static void maps_units_of_utilization(void **state)
{
	static const char text[] = "t,p,u\n1780300000,100,0\n1780300010,100,0\n"
				   "1780300020,100,1\n1780300030,100,1\n";
	static const struct {
		const char *map;
		double idle; /* share; NaN: refused */
	} cases[] = {
	    {MAP ", utilization: u}", 1},
	    {MAP ", utilization: {name: u, unit: '%'}}", 1},
	    {MAP ", utilization: {name: u, unit: 1}}", 1},
	    {MAP ", utilization: {name: u, unit: W}}", NAN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = {.arena = arena_new()};
		struct import_options options = {.most_bad = 1};

		reading.diags = diags_new(reading.arena);
		options.map = read_map(&reading, cases[i].map);
		if ((options.map == NULL) != (isnan(cases[i].idle) != 0))
			fail_msg("%s", cases[i].map);
		if (options.map) {
			reading.import =
			    import_read_text(reading.arena, "log.csv", text, strlen(text),
					     &options, reading.diags);
			assert_non_null(reading.import);
			assert_near(reading.import->total.idle_kwh,
				    cases[i].idle * reading.import->total.energy_kwh, 1e-9,
				    cases[i].map);
		}
		reading_free(&reading);
	}
}

static void tells_one_gap(void **state)
{
	static const char text[] = "t,p\n1780300000,100\n1780300001,100\n1780300002,100\n"
				   "1780300003,100\n1780300064,100\n1780300065,100\n";
	struct log_read reading = {.arena = arena_new()};
	struct import_options options = {.most_bad = 1};
	bool told = false;

	(void)state;
	reading.diags = diags_new(reading.arena);
	options.map = read_map(&reading, MAP "}");
	reading.import = import_read_text(reading.arena, "log.csv", text, strlen(text),
					  &options, reading.diags);
	assert_non_null(reading.import);
	for (size_t i = 0; i < diags_count(reading.diags); i++)
		told = told || strstr(diags_at(reading.diags, i)->message,
				      "1 gap of more than 10 s, 61 s of device time in all, "
				      "is not covered: its energy");
	assert_true(told);
	reading_free(&reading);
}

/* Refusals that name the way out. */
static void tells_the_way_out(void **state)
{
	static const struct {
		const char *map, *text, *hint;
	} cases[] = {
	    {"columns: {time: {name: t, unit: s}, energy: {name: p, unit: W, kind: power}}",
	     "t,p\n1780300000001,100\n1780300010001,100\n", "unit: ms"},
	    {NULL,
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} =>\n500.1 @[1780300000]\n505 @[1780300015]\n",
	     "-o json"},
	    {NULL,
	     "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 500\nDCGM_FI_DEV_POWER_USAGE{gpu=\"0\"} 501\n",
	     "date +%s%3N"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = {.arena = arena_new()};
		struct import_options options = {.most_bad = 1};
		const char *hint;

		reading.diags = diags_new(reading.arena);
		options.map = cases[i].map ? read_map(&reading, cases[i].map) : NULL;
		assert_null(import_read_text(reading.arena, "log", cases[i].text,
					     strlen(cases[i].text), &options, reading.diags));
		hint = diags_at(reading.diags, 0)->hint;
		if (!hint || !strstr(hint, cases[i].hint))
			fail_msg("%s: %s", cases[i].hint, diags_at(reading.diags, 0)->message);
		reading_free(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_hosts_of_files_apart),
	    cmocka_unit_test(doubts_what_was_not_read),
	    cmocka_unit_test(reads_decimal_commas),
	    cmocka_unit_test(doubts_a_mean_of_next_to_nothing),
	    cmocka_unit_test(maps_devices_and_commas),
	    cmocka_unit_test(maps_units_of_utilization),
	    cmocka_unit_test(tells_one_gap),
	    cmocka_unit_test(tells_the_way_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
