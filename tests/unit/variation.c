/* Variations: which values a request asks for, where they go, what they take away. */

#include "models/variation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/study.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MOST_REQUESTS = 4 };

static const char scenario_text[] =
    "lca: 1\n"
    "name: two sites and an item of its own\n"
    "sites:\n"
    "  home: {region: FR, year: 2022, intensity: 57 gCO2e/kWh, pue: 1.1}\n"
    "  gpt-3.5: {region: \"gcp:us-central1\", period: 2023-01}\n"
    "hardware:\n"
    "  box: {accelerator: nvidia-a100-sxm4-80gb, power: 300 W}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: home, hardware: box, accelerator_hours: 100 h, pue: 1.2}\n"
    "    - {item: other run, site: gpt-3.5, energy: 10 kWh}\n"
    "    - {item: alone, energy: 5 kWh, region: DE}\n"
    "  inference:\n"
    "    - {item: more, share_of: training/run, ratio: 0.1}\n"
    "  embodied:\n"
    "    - {item: boxes, hardware: box, device_hours: {from: training/run}}\n";

struct room {
	struct arena *arena;
	struct factors *factors;
	char path[64];
};

struct expanded {
	struct diags *diags;
	struct variant *variants;
	size_t count;
	bool good;
};

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int room_open(void **state)
{
	static struct room room;
	struct diags *diags;
	int file;

	room.arena = arena_new();
	diags = diags_new(room.arena);
	room.factors = factors_open(room.arena, &(struct factors_options){.count = 0}, diags);
	strcpy(room.path, "/tmp/lca-variation-XXXXXX");
	file = mkstemp(room.path);
	if (file < 0 || !room.factors)
		return -1;
	close(file);
	write_file(room.path, scenario_text);
	*state = &room;
	return 0;
}

static int room_close(void **state)
{
	struct room *room = *state;

	unlink(room->path);
	factors_close(room->factors);
	arena_free(room->arena);
	return 0;
}

/* requests: "region=FR,DE; year=2022". */
static struct expanded expand(struct room *room, const char *requests, const char *keep)
{
	struct expanded expanded = {.diags = diags_new(room->arena)};
	struct variation_request list[MOST_REQUESTS];
	struct variation_options options = {
	    .requests = list, .keep = &keep, .keep_count = keep != NULL};
	char *rest = arena_text(room->arena, requests);

	while (rest && *rest) {
		char *end = strstr(rest, "; "), *equals = strchr(rest, '=');

		if (end)
			*end = 0;
		assert_non_null(equals);
		*equals = 0;
		list[options.request_count++] = (struct variation_request){rest, equals + 1};
		rest = end ? end + 2 : NULL;
	}
	expanded.good = variation_expand(room->arena, room->path, room->factors, &options,
					 (struct place){.file = "lca compare"}, expanded.diags,
					 &expanded.variants, &expanded.count);
	return expanded;
}

static const char *labels(struct room *room, const struct expanded *expanded)
{
	const char *list = "";

	for (size_t i = 0; i < expanded->count; i++)
		list = arena_printf(room->arena, "%s%s%s%s", list, i ? "; " : "",
				    expanded->variants[i].label,
				    expanded->variants[i].as_stated ? "*" : "");
	return list;
}

static const char *changes(struct room *room, const struct variant *variant)
{
	const char *list = "";

	for (size_t i = 0; i < variant->change_count; i++)
		list = arena_printf(room->arena, "%s%s%s=%s", list, i ? "; " : "",
				    variant->changes[i].path, variant->changes[i].value);
	return list;
}

static const char *told(struct room *room, const struct expanded *expanded)
{
	const char *list = "";

	for (size_t i = 0; i < diags_count(expanded->diags); i++) {
		const struct diag *diag = diags_at(expanded->diags, i);

		list = arena_printf(room->arena, "%s%s%s:%u: %s", list, i ? "; " : "",
				    diag->place.file, diag->place.column, diag->message);
	}
	return list;
}

static void names_the_variants(void **state)
{
	static const struct {
		const char *requests, *labels;
	} cases[] = {
	    {"region=France, FRA ,FR", "FR"},
	    {"region=DE,FR,us-tx", "DE; FR; US-TX"},
	    {"region=GCP:EUROPE-NORTH*", "gcp:europe-north1; gcp:europe-north2"},
	    {"region='gcp:us-central1'", "gcp:us-central1"},
	    {"year=2020..2022,2019", "2019; 2020; 2021; 2022"},
	    {"region=FR,DE; year=2022,2021",
	     "DE, year 2021; DE, year 2022; FR, year 2021; FR, year 2022"},
	    {"accelerator=nvidia-a100-sxm4-80gb,NVIDIA H100 PCIe",
	     "nvidia-a100-sxm4-80gb*; nvidia-h100-pcie-80gb"},
	    {"site.home.pue=1.1,{uniform: [1.1, 1.3]},\"1.5\"",
	     "1.1*; 1.5; {uniform: [1.1, 1.3]}"},
	    {"sites.home.pue=1.1,1.3", "1.1*; 1.3"},
	    {"site.home.year=2022,2023", "2022*; 2023"},
	    {"stages.training[alone].region=Germany,FR", "DE*; FR"},
	    {"stages.training[run].pue=1.2; hardware.box.power=300 W,200 W",
	     "pue 1.2, power 200 W; pue 1.2, power 300 W*"},
	    {"site.home.region=SE; accelerator=nvidia-h100-pcie-80gb",
	     "SE, nvidia-h100-pcie-80gb"},
	    {"site.home.region=SE; sites.gpt-3.5.region=DE",
	     "site.home.region SE, sites.gpt-3.5.region DE"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded = expand(*state, cases[i].requests, NULL);

		if (!expanded.good)
			fail_msg("%s: %s", cases[i].requests, told(*state, &expanded));
		if (!text_same(labels(*state, &expanded), cases[i].labels))
			fail_msg("%s: %s", cases[i].requests, labels(*state, &expanded));
	}
}

static void sets_and_takes_away(void **state)
{
	static const struct {
		const char *request, *keep, *changes;
	} cases[] = {
	    {"region=SE", NULL,
	     "sites.home.region=SE; sites.gpt-3.5.region=SE; "
	     "stages.training[alone].region=SE; sites.home.intensity=null; "
	     "sites.home.pue=null; stages.training[run].pue=null"},
	    {"region=SE", "pue",
	     "sites.home.region=SE; sites.gpt-3.5.region=SE; "
	     "stages.training[alone].region=SE; sites.home.intensity=null"},
	    {"site.home.region=SE", NULL,
	     "sites.home.region=SE; sites.home.intensity=null; sites.home.pue=null; "
	     "stages.training[run].pue=null"},
	    {"stages.training[alone].region=SE", NULL, "stages.training[alone].region=SE"},
	    {"year=2021", NULL,
	     "sites.home.year=2021; sites.gpt-3.5.year=2021; "
	     "stages.training[alone].year=2021; sites.gpt-3.5.period=null"},
	    {"year=2021", "period",
	     "sites.home.year=2021; sites.gpt-3.5.year=2021; stages.training[alone].year=2021"},
	    {"accelerator=nvidia-l4", NULL, "hardware.box.accelerator=nvidia-l4-24gb"},
	    {"lifetime=3 yr", NULL, "hardware.box.lifetime=3 yr"},
	    {"intensity=1 gCO2e/kWh", NULL, "sites.home.intensity=1 gCO2e/kWh"},
	    {"wue=1 L/kWh", NULL,
	     "sites.home.wue=1 L/kWh; sites.gpt-3.5.wue=1 L/kWh; "
	     "stages.training[alone].wue=1 L/kWh"},
	    {"site.home.pue=null", NULL, "sites.home.pue=null"},
	    {"wue=null", NULL, ""},
	    {"site.home.intensity=1 gCO2e/kWh; site.home.region=SE", "pue",
	     "sites.home.intensity=1 gCO2e/kWh; sites.home.region=SE"},
	    {"hardware=box", NULL,
	     "stages.training[run].hardware=box; stages.embodied[boxes].hardware=box"},
	    {"stages.training[run].site=gpt-3.5", NULL, "stages.training[run].site=gpt-3.5"},
	    {"hardware.box.impacts={gwp: 1 kgCO2e}", NULL,
	     "hardware.box.impacts={gwp: 1 kgCO2e}"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded = expand(*state, cases[i].request, cases[i].keep);

		if (!expanded.good || expanded.count != 1)
			fail_msg("%s: %s", cases[i].request, told(*state, &expanded));
		if (!text_same(changes(*state, expanded.variants), cases[i].changes))
			fail_msg("%s: %s", cases[i].request,
				 changes(*state, expanded.variants));
	}
}

static void refuses(void **state)
{
	static const struct {
		const char *requests, *keep, *told;
	} cases[] = {
	    {"region=gcp", NULL, "--vary region:1: 'gcp' is a provider, not a region"},
	    {"region=FR,google", NULL, "--vary region:4: 'google' is a provider, not a region"},
	    {"region=gpc:*", NULL, "--vary region:1: no region has a code like 'gpc:*'"},
	    {"region=Frence; year=1", NULL,
	     "--vary region:1: unknown region 'Frence'; --vary year:1: '1' is not a year"},
	    {"year=2024..2019", NULL,
	     "--vary year:1: the first year of a range is not after its last"},
	    {"yeer=2019", NULL, "--vary yeer:1: 'yeer' is not a key of a scenario"},
	    {"region=FR,,DE", NULL, "--vary region:4: a value is missing"},
	    {"region=", NULL, "--vary region:1: a value is missing"},
	    {"wue={uniform: [1, 2]", NULL, "--vary wue:1: a bracket or a quote does not close"},
	    {"wue=1 L/kWh; wue=2 L/kWh", NULL, "--vary wue:0: 'wue' is varied twice"},
	    {"region=FR; site.home.region=DE", NULL,
	     "--vary site.home.region:0: 'site.home.region' is varied by 'region' as well"},
	    {"sites.hom.pue=1.1", NULL,
	     "--vary sites.hom.pue:1: the scenario has nothing named 'sites.hom'"},
	    {".pue=1", NULL, "--vary .pue:1: the scenario has nothing named ''"},
	    {"sites.home.mfu=0.4", NULL,
	     "--vary sites.home.mfu:1: 'mfu' is not a key of sites.home"},
	    {"activity=x", NULL,
	     "--vary activity:1: no part of the scenario may hold 'activity'"},
	    {"stages.training[run].site=hom", NULL,
	     "--vary stages.training[run].site:1: there is no site 'hom' in this file"},
	    {"served=1 request", NULL, "--vary served:1: no figure of a comparison depends on"},
	    {"name=x,y", NULL, "--vary name:1: no figure of a comparison depends on 'name'"},
	    {"site.home.pue=1.1,0.5", NULL,
	     "--vary site.home.pue:5: 'pue' must be at least 1, found 0.5"},
	    {"pue=1.2,1.3", NULL,
	     "--vary pue:1: 'pue' has different values in several places, one of which must be "
	     "named: sites.home.pue (1.1), stages.training[run].pue (1.2)"},
	    {"region=*; year=2019..2024", NULL,
	     "lca compare:0: --vary asks for 4986 variants, more than 2000"},
	    {"region=FR", "poo",
	     "lca compare:0: --keep 'poo': a varied region or year takes no such key away"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded = expand(*state, cases[i].requests, cases[i].keep);

		if (expanded.good)
			fail_msg("%s: taken", cases[i].requests);
		if (!text_starts(told(*state, &expanded), cases[i].told))
			fail_msg("%s: %s", cases[i].requests, told(*state, &expanded));
	}
}

static void names_codes_near_a_glob(void **state)
{
	static const struct {
		const char *request, *hint;
	} cases[] = {
	    {"region=gcp:us-wst*", "the nearest codes are 'gcp:us-west1', 'gcp:us-west2', "},
	    {"region=GCP:zz*", "its codes are such as 'gcp:"},
	    {"region=google:us-*", "'gcp:*' are all of that provider"},
	    {"region=*zz*q", "globs match codes, as in 'gcp:*'"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded = expand(*state, cases[i].request, NULL);

		assert_int_equal(diags_count(expanded.diags), 1);
		if (!text_starts(diags_at(expanded.diags, 0)->hint, cases[i].hint))
			fail_msg("%s: %s", cases[i].request, diags_at(expanded.diags, 0)->hint);
	}
}

static void tells_once(void **state)
{
	static const struct {
		const char *request, *told;
	} cases[] = {
	    {"region=SE,DE",
	     "--vary region:0: what is stated of one region is not used for another: "
	     "sites.home.intensity (57 gCO2e/kWh), sites.home.pue (1.1), "
	     "stages.training[run].pue (1.2)"},
	    {"accelerator=nvidia-l4,nvidia-l40s",
	     "--vary accelerator:0: stated figures do not follow the accelerator: "
	     "hardware.box.power (300 W), stages.training[run].accelerator_hours (100 h)"},
	    {"stages.training[alone].region=SE,DE", ""},
	    {"site.home.year=2021,2022",
	     "--vary site.home.year:0: stated figures do not follow the year: "
	     "sites.home.intensity (57 gCO2e/kWh), sites.home.pue (1.1), "
	     "stages.training[run].pue (1.2)"},
	    {"site.home.year=2021; site.home.pue=1.1,1.2",
	     "--vary site.home.year:0: stated figures do not follow the year: "
	     "sites.home.intensity (57 gCO2e/kWh), stages.training[run].pue (1.2)"},
	    {"site.home.region=SE; site.home.year=2021,2022",
	     "--vary site.home.region:0: what is stated of one region is not used for another: "
	     "sites.home.intensity (57 gCO2e/kWh), sites.home.pue (1.1), "
	     "stages.training[run].pue (1.2)"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded = expand(*state, cases[i].request, NULL);

		assert_true(expanded.good);
		assert_int_equal(expanded.count, 2);
		if (!text_same(told(*state, &expanded), cases[i].told))
			fail_msg("%s: %s", cases[i].request, told(*state, &expanded));
	}
}

/* The same words say how many ran, and how many a server holds; a device is another one where
 * it stands twice. */
static const char made_text[] =
    "lca: 1\n"
    "hardware:\n"
    "  h100: {accelerator: NVIDIA H100 80GB HBM3}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, region: FR, accelerator: nvidia-h100-sxm5-80gb, parameters: 7e9, "
    "tokens: 1e12%s}\n"
    "    - {item: tests, region: FR, hardware: h100, accelerator_hours: 10 h}\n"
    "    - {item: more, share_of: training/run, ratio: 0.1}\n"
    "  inference:\n"
    "    - {item: api, region: FR, accelerator: nvidia-l4-24gb, accelerator_hours: 9 h}\n"
    "  embodied:\n"
    "    - {item: gpus, device: nvidia-h100-sxm5-80gb, lifetime: 4 yr, device_hours: {from: "
    "training}}\n"
    "    - {item: own, device: NVIDIA H100 80GB HBM3, lifetime: 4 yr, device_hours: {from: "
    "[training/run, training/more]}}\n"
    "    - {item: both, device: nvidia-h100-sxm5-80gb, lifetime: 4 yr, device_hours: {from: "
    "[training, inference]}}\n"
    "    - {item: boxes, device: server-without-gpus, accelerators: 8, lifetime: 4 yr, "
    "device_hours: {from: training}}\n";

static void asks_which_place_is_meant(void **state)
{
	static const struct {
		const char *more, *request, *told;
	} cases[] = {
	    {", accelerators: 8", "accelerators=64,256",
	     "--vary accelerators:1: 'accelerators' means different things in several places, "
	     "one of which must be named: stages.training[run].accelerators (8, how many ran), "
	     "stages.embodied[boxes].accelerators (8, in one unit of hardware)"},
	    {"", "accelerators=64,256",
	     "--vary accelerators:1: 'accelerators' means different things in several places, "
	     "one of which must be named: stages.training[run].accelerators (how many ran), "
	     "stages.embodied[boxes].accelerators (8, in one unit of hardware)"},
	    {"", "device=server-without-gpus",
	     "--vary device:1: 'device' has different values in several places, one of which "
	     "must be named: stages.embodied[gpus].device (nvidia-h100-sxm5-80gb), "},
	};
	struct room *room = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded;

		write_file(room->path, arena_printf(room->arena, made_text, cases[i].more));
		expanded = expand(room, cases[i].request, NULL);
		write_file(room->path, scenario_text);
		if (expanded.good || !text_starts(told(room, &expanded), cases[i].told))
			fail_msg("%s: %s", cases[i].request, told(room, &expanded));
	}
}

/* Hours of what stays count for no other accelerator. */
static void moves_what_is_made(void **state)
{
	static const struct {
		const char *request, *changes, *told;
	} cases[] = {
	    {"accelerator=nvidia-l4",
	     "hardware.h100.accelerator=nvidia-l4-24gb; "
	     "stages.training[run].accelerator=nvidia-l4-24gb; "
	     "stages.inference[api].accelerator=nvidia-l4-24gb; "
	     "stages.embodied[gpus].device=nvidia-l4-24gb; "
	     "stages.embodied[own].device=nvidia-l4-24gb",
	     "the device that is made follows the accelerator that runs: "
	     "stages.embodied[gpus].device, stages.embodied[own].device; "},
	    {"stages.training[run].accelerator=nvidia-l4",
	     "stages.training[run].accelerator=nvidia-l4-24gb; "
	     "stages.embodied[own].device=nvidia-l4-24gb",
	     "the device that is made follows the accelerator that runs: "
	     "stages.embodied[own].device"},
	    {"stages.training[run].accelerator=nvidia-l4; "
	     "stages.embodied[own].device=server-without-gpus",
	     "stages.training[run].accelerator=nvidia-l4-24gb; "
	     "stages.embodied[own].device=server-without-gpus",
	     ""},
	    {"lifetime=3 yr",
	     "stages.embodied[gpus].lifetime=3 yr; stages.embodied[own].lifetime=3 yr; "
	     "stages.embodied[both].lifetime=3 yr; stages.embodied[boxes].lifetime=3 yr",
	     "'lifetime' is varied wherever it stands: stages.embodied[gpus].lifetime (4 "
	     "yr), "},
	};
	struct room *room = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expanded expanded;

		write_file(room->path, arena_printf(room->arena, made_text, ""));
		expanded = expand(room, cases[i].request, NULL);
		write_file(room->path, scenario_text);
		if (!text_same(changes(room, expanded.variants), cases[i].changes))
			fail_msg("%s: %s", cases[i].request, changes(room, expanded.variants));
		if (!strstr(told(room, &expanded), cases[i].told))
			fail_msg("%s: %s", cases[i].request, told(room, &expanded));
	}
}

static const char *text_at(const struct scenario *scenario, const char *site, enum key key)
{
	const struct value *value = scenario_site(scenario, site)->values[key];

	return value ? value->text : NULL;
}

/* A later variant has nothing of an earlier one, and the file's own tree stays. */
static void keeps_variants_apart(void **state)
{
	struct expanded expanded = expand(*state, "sites.gpt-3.5.region=SE,DE", NULL);

	assert_true(expanded.good);
	assert_string_equal(text_at(expanded.variants[0].scenario, "gpt-3.5", KEY_REGION),
			    "DE");
	assert_string_equal(text_at(expanded.variants[1].scenario, "gpt-3.5", KEY_REGION),
			    "SE");
	assert_string_equal(text_at(expanded.variants[1].scenario, "home", KEY_REGION), "FR");
}

/* What --set would say gives the same: the same keys with the same values. */
static void is_what_set_says(void **state)
{
	struct room *room = *state;
	struct expanded expanded = expand(room, "region=SE; year=2021", NULL);
	struct diags *diags = diags_new(room->arena);
	const struct variant *variant = expanded.variants;
	struct scenario *set = scenario_read(room->arena, room->path, variant->changes,
					     variant->change_count, diags);

	assert_true(expanded.good);
	assert_false(diags_has_error(diags));
	for (size_t s = 0; s < set->site_count; s++)
		for (size_t k = 0; k < KEY_TOTAL; k++) {
			const struct value *a = set->sites[s].values[k];
			const struct value *b = variant->scenario->sites[s].values[k];

			assert_int_equal(a != NULL, b != NULL);
			if (a && a->text)
				assert_string_equal(a->text, b->text);
		}
}

/* A pipe can be read once: a second reading would have no rows. */
static void reads_a_log_once(void **state)
{
	static const char log[] = "timestamp,run_id,duration,emissions,energy_consumed\n"
				  "2024-01-01T00:00:00,a,3600,1,2\n";
	struct room *room = *state;
	const char *file = arena_printf(room->arena, "%s.csv", room->path);
	const char *text = arena_printf(room->arena,
					"lca: 1\nstages:\n  training:\n"
					"    - {item: run, region: FR, log: %s}\n",
					file);
	struct expanded expanded;

	assert_int_equal(mkfifo(file, 0600), 0);
	write_file(room->path, text);
	if (fork() == 0) {
		FILE *pipe;

		alarm(20); /* where nobody reads */
		pipe = fopen(file, "w");

		_exit(!pipe || fputs(log, pipe) < 0 || fclose(pipe) != 0);
	}
	expanded = expand(room, "region=gcp:europe-*", NULL);
	unlink(file);
	write_file(room->path, scenario_text);
	if (!expanded.good)
		fail_msg("%s", told(room, &expanded));
	assert_true(expanded.count > 5);
	for (size_t i = 0; i < expanded.count; i++)
		assert_true(expanded.variants[i].scenario->items[0].log ==
			    expanded.variants[0].scenario->items[0].log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_the_variants),
	    cmocka_unit_test(sets_and_takes_away),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(names_codes_near_a_glob),
	    cmocka_unit_test(tells_once),
	    cmocka_unit_test(asks_which_place_is_meant),
	    cmocka_unit_test(moves_what_is_made),
	    cmocka_unit_test(keeps_variants_apart),
	    cmocka_unit_test(is_what_set_says),
	    cmocka_unit_test(reads_a_log_once),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
