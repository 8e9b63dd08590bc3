/* Claim files: what each key states, and every mistake at its place. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct world {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static struct world world_open(void)
{
	struct world world = {.arena = arena_new()};

	world.diags = diags_new(world.arena);
	world.factors =
	    factors_open(world.arena, &(struct factors_options){.count = 0}, world.diags);
	assert_non_null(world.factors);
	return world;
}

static void world_close(struct world *world)
{
	factors_close(world->factors);
	arena_free(world->arena);
}

static const struct claims *read_bytes(struct world *world, const char *text, size_t length)
{
	char path[] = "/tmp/lca-claims-XXXXXX";
	const char *name, *paths[1];
	const struct claims *claims;
	int file = mkstemp(path);
	FILE *out;

	assert_true(file >= 0);
	name = arena_printf(world->arena, "%s.yaml", path);
	out = fopen(name, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(text, 1, length, out), length);
	fclose(out);
	paths[0] = name;
	claims = claims_read(world->arena, paths, 1, world->factors, world->diags);
	unlink(name);
	close(file);
	unlink(path);
	return claims;
}

/* The claims of a file; fails where it is refused. */
static const struct claims *read_text(struct world *world, const char *text)
{
	const struct claims *claims = read_bytes(world, text, strlen(text));

	if (!claims)
		fail_msg("%s", diags_at(world->diags, 0)->message);
	return claims;
}

static double figure(const struct claim *claim, enum claim_figure figure)
{
	return claim->figures[figure] ? claim->figures[figure]->value : NAN;
}

static void reads_every_figure(void **state)
{
	static const struct {
		const char *line;
		enum claim_figure figure;
		double value;
	} cases[] = {
	    {"parameters: 176B", CLAIM_PARAMETERS, 176e9},
	    {"tokens: 366 billion tokens", CLAIM_TOKENS, 366e9},
	    {"compute: 3.14e23 FLOP", CLAIM_COMPUTE, 3.14e23},
	    {"mfu: 46 %", CLAIM_MFU, 0.46},
	    {"accelerators: 384", CLAIM_ACCELERATORS, 384},
	    {"nodes: 48", CLAIM_NODES, 48},
	    {"accelerators_per_node: 8", CLAIM_PER_NODE, 8},
	    {"hours: 118 days", CLAIM_HOURS, 2832},
	    {"accelerator_hours: 1.08M h", CLAIM_ACCELERATOR_HOURS, 1.08e6},
	    {"accelerator_hours: 1_082_990", CLAIM_ACCELERATOR_HOURS, 1082990},
	    {"node_hours: 135374", CLAIM_NODE_HOURS, 135374},
	    {"power: 400 W", CLAIM_POWER, 0.4},
	    {"power: 400", CLAIM_POWER, 0.4},
	    {"tdp: 400 W", CLAIM_TDP, 0.4},
	    {"host_factor: 1.5", CLAIM_HOST_FACTOR, 1.5},
	    {"energy: ~190 MWh", CLAIM_ENERGY, 190e3},
	    {"energy: 27 kW", CLAIM_ENERGY, 27},
	    {"pue: 110 %", CLAIM_PUE, 1.1},
	    {"intensity: 57 gCO2e/kWh", CLAIM_INTENSITY, 0.057},
	    {"intensity: 0.385", CLAIM_INTENSITY, 0.385},
	    {"emissions: 85,000 kg", CLAIM_EMISSIONS, 85e3},
	    {"emissions: 626,155 lb", CLAIM_EMISSIONS, 626155 * 0.45359237},
	    {"emissions: 36 000 tons", CLAIM_EMISSIONS, 36e6},
	    {"emissions: \u22123 t", CLAIM_EMISSIONS, -3e3},
	    {"market_emissions: 0 t", CLAIM_MARKET_EMISSIONS, 0},
	    {"offsets: 10 t", CLAIM_OFFSETS, 10e3},
	    {"embodied: 11.2 t", CLAIM_EMBODIED, 11.2e3},
	    {"device_impact: 150 kgCO2e", CLAIM_DEVICE_IMPACT, 150},
	    {"device_hours: 1082990", CLAIM_DEVICE_HOURS, 1082990},
	    {"lifetime: 6 yr", CLAIM_LIFETIME, 6 * 8760.},
	    {"utilization: 85 %", CLAIM_UTILIZATION, 0.85},
	    {"water: 281,000 m3", CLAIM_WATER, 281e6},
	    {"wue: 1.8 L/kWh", CLAIM_WUE, 1.8},
	    {"volume: 230,768 requests", CLAIM_VOLUME, 230768},
	    {"energy_per_unit: 0.24 Wh/request", CLAIM_ENERGY_PER_UNIT, 0.24e-3},
	    {"emissions_per_unit: 0.03 g/request", CLAIM_EMISSIONS_PER_UNIT, 0.03e-3},
	    {"water_per_unit: 0.26 mL/request", CLAIM_WATER_PER_UNIT, 0.26e-3},
	    {"requests: 230768", CLAIM_VOLUME, 230768},
	    {"tokens_served: 10M", CLAIM_VOLUME, 1e7},
	    {"total_power: 12,041.51 W", CLAIM_POWER, 12.04151},
	    {"node_power: 2 kW", CLAIM_POWER, 2},
	    {"energy_it: 1170 MWh", CLAIM_ENERGY, 1170e3},
	    {"energy_facility: 1287 MWh", CLAIM_ENERGY, 1287e3},
	    {"co2: 5 kg", CLAIM_EMISSIONS, 5},
	    {"co2e: 5 kg", CLAIM_EMISSIONS, 5},
	};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *text = arena_printf(
		    world.arena, "audit: 1\nclaims:\n  - id: a\n    %s\n", cases[i].line);
		const struct claims *claims = read_text(&world, text);
		const struct claim *claim = &claims->claims[0];

		assert_int_equal(claims->count, 1);
		assert_near(figure(claim, cases[i].figure), cases[i].value, 1e-12,
			    cases[i].line);
		assert_int_equal(claim->figures[cases[i].figure]->place.line, 4);
	}
	world_close(&world);
}

static void reads_words(void **state)
{
	static const char text[] =
	    "audit: 1\nsource: a paper\nclaims:\n"
	    "  - id: x\n    model: BLOOM\n    organisation: BigScience\n    stage: training\n"
	    "    accelerator: nvidia-a100-sxm4-80gb\n    region: France\n    year: 2022\n"
	    "    accounting: market\n    metered_at: components\n    power_of: node\n"
	    "    scope: [training, idle]\n    note: see below\n    per: 1000 request\n"
	    "    energy: 1 MWh\n";
	struct world world = world_open();
	const struct claim *claim = &read_text(&world, text)->claims[0];

	(void)state;
	assert_string_equal(claim->model, "BLOOM");
	assert_string_equal(claim->organisation, "BigScience");
	assert_string_equal(claim->stage, "training");
	assert_string_equal(claim->source, "a paper");
	assert_string_equal(claim->note, "see below");
	assert_string_equal(claim->per, "1000 request");
	assert_string_equal(claim->accelerator->slug, "nvidia-a100-sxm4-80gb");
	assert_string_equal(claim->region->code, "FR");
	assert_int_equal(claim->year, 2022);
	assert_int_equal(claim->accounting, ACCOUNTING_MARKET);
	assert_int_equal(claim->metered, METERED_COMPONENTS);
	assert_int_equal(claim->power_of, POWER_NODE);
	assert_int_equal(claim->scope_count, 2);
	assert_string_equal(claim->scope[1], "idle");
	world_close(&world);
}

static void reads_what_keys_say_beside_numbers(void **state)
{
	struct world world = world_open();
	const struct claims *claims = read_text(
	    &world, "audit: 1\nclaims:\n- {id: a, energy_facility: 3 kWh, total_power: 3 W}\n"
		    "- {id: b, energy_it: 3 kWh, accelerator: 8 x nvidia-a100-sxm4-80gb}\n"
		    "- {id: c, energy: TBD, accelerator: A100}\n");
	const struct claim *c = &claims->claims[2];

	(void)state;
	assert_int_equal(claims->claims[0].metered, METERED_FACILITY);
	assert_int_equal(claims->claims[0].power_of, POWER_ALL);
	assert_int_equal(claims->claims[1].metered, METERED_NODE);
	assert_near(figure(&claims->claims[1], CLAIM_ACCELERATORS), 8, 0, "8 x");
	assert_null(c->figures[CLAIM_ENERGY]);
	assert_null(c->accelerator);
	assert_string_equal(c->hardware_text, "A100");
	assert_int_equal(c->remark_count, 2);
	assert_int_equal(c->remarks[0].kind, REMARK_NOT_A_NUMBER);
	assert_int_equal(c->remarks[1].kind, REMARK_UNREAD);
	assert_non_null(strstr(c->remarks[1].text, "'nvidia-a100-"));
	world_close(&world);
}

static void reads_lists_beside_figures(void **state)
{
	static const char text[] =
	    "audit: 1\nclaims:\n  - id: a\n    emissions: 25 t\n"
	    "    also: {emissions: 24.7 t, where: table 4}\n"
	    "    equivalents: {cars for a year: ~5, phone charges: 10 million}\n"
	    "    ratio: {times: 46, than: gcp:europe-west9}\n"
	    "  - id: b\n    emissions: 3 t\n    equivalents: [100 acres of forest]\n"
	    "    ratio: [{times: 2, than: a}, {times: 3, than: FR}]\n";
	struct world world = world_open();
	const struct claims *claims = read_text(&world, text);
	const struct claim *a = &claims->claims[0];
	const struct claim *b = &claims->claims[1];

	(void)state;
	assert_int_equal(a->also_count, 1);
	assert_int_equal(a->also[0].figure, CLAIM_EMISSIONS);
	assert_near(a->also[0].printed.value, 24700, 1e-12, "also");
	assert_string_equal(a->also[0].where, "table 4");
	assert_int_equal(a->equivalent_count, 2);
	assert_string_equal(a->equivalents[0].thing, "cars for a year");
	assert_near(a->equivalents[1].count.value, 1e7, 1e-12, "charges");
	assert_near(a->ratios[0].times.value, 46, 0, "times");
	assert_string_equal(a->ratios[0].than, "gcp:europe-west9");
	assert_string_equal(b->equivalents[0].thing, "acres of forest");
	assert_near(b->equivalents[0].count.value, 100, 0, "acres");
	assert_int_equal(b->ratio_count, 2);
	world_close(&world);
}

static void tells_which_year_is_taken(void **state)
{
	struct world world = world_open();
	const struct claims *claims =
	    read_text(&world, "audit: 1\nclaims:\n- {energy: 1, year: 2019-2020}\n");

	(void)state;
	assert_int_equal(claims->claims[0].year, 2019);
	assert_int_equal(claims->claims[0].remark_count, 1);
	assert_non_null(strstr(claims->claims[0].remarks[0].text, "2019 is taken"));
	world_close(&world);
}

static void names_claims_and_rows(void **state)
{
	static const char text[] =
	    "audit: 1\nclaims:\n  - {model: BERT, energy: 1 kWh}\n  - {model: BERT, energy: 2 "
	    "kWh}\n"
	    "  - {energy: 3 kWh}\n  - id: sum\n    emissions: 94 t\n    rows:\n"
	    "      - {emissions: 31 t}\n      - {id: big, emissions: 62 t}\n";
	static const char *const ids[] = {"BERT", "BERT#2", "claim 3", "sum", "sum/1", "big"};
	struct world world = world_open();
	const struct claims *claims = read_text(&world, text);
	size_t i;

	(void)state;
	assert_int_equal(claims->count, COUNT(ids));
	for (i = 0; i < COUNT(ids); i++)
		assert_string_equal(claims->claims[i].id, ids[i]);
	assert_int_equal(claims->claims[3].total_count, 2);
	assert_string_equal(claims->claims[3].total_of[0], "sum/1");
	assert_string_equal(claims->claims[3].total_of[1], "big");
	assert_true(claims->claims[4].table && claims->claims[5].table);
	assert_false(claims->claims[3].table);
	world_close(&world);
}

static void reads_one_claim_without_a_list(void **state)
{
	struct world world = world_open();

	(void)state;
	assert_int_equal(read_text(&world, "audit: 1\nclaims: {id: a, energy: 1 kWh}\n")->count,
			 1);
	assert_int_equal(read_text(&world, "audit: 1\nid: a\nenergy: 1 kWh\n")->count, 1);
	world_close(&world);
}

static void reports_mistakes_where_they_stand(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		unsigned line, column;
		const char *message, *hint; /* parts of them; NULL: any */
	} cases[] = {
	    {"claims:\n- {energy: 1 kWh}\n", DIAG_VERSION, 1, 1, "audit: 1", NULL},
	    {"audit: 2\nclaims:\n- {energy: 1 kWh}\n", DIAG_VERSION, 1, 8, NULL, "audit: 1"},
	    {"lca: 1\nname: x\n", DIAG_VERSION, 1, 1, "scenario", "lca run"},
	    {"audit: 1\nclaims: []\n", DIAG_VALUE_MISSING, 2, 9, NULL, NULL},
	    {"audit: 1\nclaims:\n- 5\n", DIAG_NODE_KIND, 3, 3, NULL, NULL},
	    {"audit: 1\nclaim:\n- {energy: 1 kWh}\n", DIAG_KEY_UNKNOWN, 2, 1, "'claim'", NULL},
	    {"audit: 1\nenergy: 2\nclaims:\n- {energy: 1 kWh}\n", DIAG_KEY_UNKNOWN, 2, 1,
	     "'energy'", "under a claim"},
	    {"audit: 1\nclaims:\n- {enrgy: 1 kWh}\n", DIAG_KEY_UNKNOWN, 3, 4, "'enrgy'",
	     "'energy'"},
	    {"audit: 1\nclaims:\n- {energy: 300 kg}\n", DIAG_QUANTITY_DIMENSION, 3, 12,
	     "expected an energy (kWh)", "kWh"},
	    {"audit: 1\nclaims:\n- {emissions: 3 g/request}\n", DIAG_QUANTITY_DIMENSION, 3, 15,
	     NULL, "emissions_per_unit"},
	    {"audit: 1\nclaims:\n- {energy: 3 foo}\n", DIAG_UNIT_UNKNOWN, 3, 12, "'foo'", NULL},
	    {"audit: 1\nclaims:\n- {energy: much}\n", DIAG_QUANTITY_FORM, 3, 12, "'much'",
	     NULL},
	    {"audit: 1\nclaims:\n- {energy: [1 kWh]}\n", DIAG_NODE_KIND, 3, 12, "a list", NULL},
	    {"audit: 1\nclaims:\n- id: a\n  energy:\n", DIAG_VALUE_MISSING, 4, 10, "'energy'",
	     NULL},
	    {"audit: 1\nclaims:\n- {power: -3 W}\n", DIAG_QUANTITY_NEGATIVE, 3, 11, "'-3 W'",
	     NULL},
	    {"audit: 1\nclaims:\n- energy: 1 kWh\n  energy_it: 1 kWh\n", DIAG_TWO_WAYS, 4, 3,
	     "(line 3)", NULL},
	    {"audit: 1\nclaims:\n- energy_it: 1 kWh\n  metered_at: node\n", DIAG_TWO_WAYS, 4, 3,
	     "(line 3)", NULL},
	    {"audit: 1\nclaims:\n- power_of: node\n  total_power: 1 kW\n", DIAG_TWO_WAYS, 4, 3,
	     "(line 3)", NULL},
	    {"audit: 1\nclaims:\n- {id: a, energy: 1}\n- {id: a, energy: 2}\n", DIAG_NAME_TWICE,
	     4, 8, "line 3", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, region: Atlantis}\n", DIAG_REGION_UNKNOWN, 3, 23,
	     "'Atlantis'", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, accelerator: A999}\n", DIAG_THING_UNKNOWN, 3, 28,
	     "'A999'", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, year: soon}\n", DIAG_PERIOD, 3, 21, "'soon'",
	     "2022"},
	    {"audit: 1\nclaims:\n- {energy: 1, accounting: green}\n", DIAG_VALUE_CHOICE, 3, 27,
	     "location", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, metered_at: roof}\n", DIAG_VALUE_CHOICE, 3, 27,
	     "facility", NULL},
	    {"audit: 1\nclaims:\n- {id: a, energy: 1, total_of: [b]}\n", DIAG_NAME_UNKNOWN, 3,
	     33, "'b'", NULL},
	    {"audit: 1\nclaims:\n- {id: a, energy: 1, total_of: [a]}\n", DIAG_CIRCLE, 3, 33,
	     "the same claim", NULL},
	    {"audit: 1\nclaims:\n- {id: a, energy: 1, total_of: [b]}\n- {id: b, energy: 1, "
	     "total_of: a}\n",
	     DIAG_CIRCLE, 4, 32, "'a' cannot be a part of 'b'", NULL},
	    {"audit: 1\nclaims:\n- id: a\n  energy: 1\n  rows:\n  - {id: b, energy: 1, "
	     "total_of: "
	     "[a]}\n",
	     DIAG_CIRCLE, 6, 35, "'a' cannot be a part of 'b'", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, rows: [{energy: 1, rows: [{energy: 1, rows: "
	     "[{energy: 1, rows: [{energy: 1, rows: [{energy: 1}]}]}]}]}]}\n",
	     DIAG_NODE_KIND, 3, 97, "at most 4 deep", "total_of"},
	    {"audit: 1\nclaims:\n- {energy: 1, ratio: [1, 2]}\n", DIAG_VALUE_MISSING, 3, 22,
	     "ratio", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, also: 3}\n", DIAG_NODE_KIND, 3, 21, "also",
	     NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, also: {enrgy: 3}}\n", DIAG_KEY_UNKNOWN, 3, 22,
	     "'enrgy'", "'energy'"},
	    {"audit: 1\nclaims:\n- {energy: 1, ratio: {times: 3}}\n", DIAG_VALUE_MISSING, 3, 22,
	     "ratio", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, ratio: {times: 3, than: a, tan: b}}\n",
	     DIAG_KEY_UNKNOWN, 3, 42, "'tan'", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, equivalents: {cars: many}}\n",
	     DIAG_QUANTITY_FORM, 3, 35, "'many'", NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, rows: 3}\n", DIAG_NODE_KIND, 3, 21, "rows",
	     NULL},
	    {"audit: 1\nclaims: [\n", DIAG_YAML_SYNTAX, 0, 0, NULL, NULL},
	    {"audit: 1\nclaims:\n- {energy: 1, energy: 2}\n", DIAG_YAML_DUPLICATE_KEY, 3, 15,
	     NULL, NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct world world = world_open();
		const struct claims *claims =
		    read_bytes(&world, cases[i].text, strlen(cases[i].text));
		const struct diag *diag;

		if (claims || !diags_count(world.diags))
			fail_msg("nothing is wrong with\n%s", cases[i].text);
		diag = diags_at(world.diags, 0);
		if (diag->code != cases[i].code ||
		    (cases[i].line && (diag->place.line != cases[i].line ||
				       diag->place.column != cases[i].column)) ||
		    (cases[i].message && !strstr(diag->message, cases[i].message)) ||
		    (cases[i].hint && (!diag->hint || !strstr(diag->hint, cases[i].hint))))
			fail_msg("%u:%u %s: %s (%s)\n%s", diag->place.line, diag->place.column,
				 diag_slug(diag->code), diag->message,
				 diag->hint ? diag->hint : "", cases[i].text);
		world_close(&world);
	}
}

static void reports_all_mistakes_at_once(void **state)
{
	static const char text[] = "audit: 1\nclaims:\n- {enrgy: 1, power: -1 W}\n- {pue: x}\n";
	struct world world = world_open();

	(void)state;
	assert_null(read_bytes(&world, text, strlen(text)));
	assert_int_equal(diags_count(world.diags), 3);
	world_close(&world);
}

static void warns_of_bytes_that_are_no_text(void **state)
{
	static const char text[] =
	    "audit: 1\nclaims:\n- {id: a, energy: 1 kWh, note: caf\xE9}\n";
	struct world world = world_open();
	const struct claims *claims = read_bytes(&world, text, strlen(text));

	(void)state;
	assert_non_null(claims);
	assert_string_equal(claims->claims[0].note, "caf\uFFFD");
	assert_int_equal(diags_at(world.diags, 0)->code, DIAG_CLAIM_BYTES);
	assert_int_equal(diags_at(world.diags, 0)->place.line, 3);
	world_close(&world);
}

static void refuses_what_is_no_text(void **state)
{
	static const char binary[] = "audit: 1\nclaims:\n- {energy: 1 kWh, note: a\0b}\n";
	struct world world = world_open();

	(void)state;
	assert_null(read_bytes(&world, binary, sizeof binary - 1));
	assert_int_equal(diags_at(world.diags, 0)->code, DIAG_CLAIM_FILE);
	world_close(&world);
}

/* Regions and accelerators as publications write them; NULL: none is meant for certain. */
static void names_regions_as_printed(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {
	    {"FR", "FR"},
	    {"France", "FR"},
	    {"the Netherlands", "NL"},
	    {"GCP us-central1", "gcp:us-central1"},
	    {"us-central1", "gcp:us-central1"},
	    {"us-central1 (GCP)", "gcp:us-central1"},
	    {"Google Cloud, us-central1", "gcp:us-central1"},
	    {"AWS us-east-1", "aws:us-east-1"},
	    {"us-east-1", "aws:us-east-1"},
	    {"Azure West Europe", "azure:westeurope"},
	    {"Microsoft Azure (westeurope)", "azure:westeurope"},
	    {"Somewhere, Netherlands", "NL"},
	    {"Orsay, France", "FR"},
	    {"Montreal Canada", "CA"},
	    {"Atlantis", NULL},
	    {"", NULL},
	    {"in the cloud", NULL},
	    {"France or Germany", NULL},
	    {"France, Germany", NULL},
	    {"Georgia, USA", "US-GA"},
	    {"Atlanta, GA, USA", "US-GA"},
	    {"Austin, TX", "US-TX"},
	    {"San Jose, CA", NULL},
	    {"San Jose, CA, U.S.", "US-CA"},
	    {"Washington, D.C.", NULL},
	    {"europe-west4-a", "gcp:europe-west4"},
	    {"us-east-1a", "aws:us-east-1"},
	    {"Toronto, ON, CA", "CA-ON"},
	    {"Montreal, QC", "CA-QC"},
	    {"Berlin, DE", "DE-BE"},
	    {"The Dalles, Oregon, USA", "US-OR"},
	    {"our IT department", NULL},
	    {"IT", "IT"},
	    {"Brooklyn, NY, USA", "US-NY"},
	    {"Qu\u00e9bec, Canada", "CA-QC"},
	};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const struct region *region =
		    claim_region(world.arena, world.factors, cases[i].text);

		if (!text_same(region ? region->code : NULL, cases[i].code))
			fail_msg("'%s' is taken as %s", cases[i].text,
				 region ? region->code : "nothing");
	}
	world_close(&world);
}

static void names_cities_by_their_clouds(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {
	    {"Mumbai", "IN"},
	    {"Zurich", "CH"},
	    {"Z\u00fcrich", "CH"},
	    {"San Jose, CA", "US-CA"},
	    {"London, France", NULL},
	    {"Atlantis", NULL},
	    {"", NULL},
	};
	struct world world = world_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct region *region =
		    claim_city(world.arena, world.factors, cases[i].text);

		if (!text_same(region ? region->code : NULL, cases[i].code))
			fail_msg("'%s' is taken as %s", cases[i].text,
				 region ? region->code : "nothing");
	}
	world_close(&world);
}

static void names_accelerators_as_printed(void **state)
{
	static const struct {
		const char *text, *slug;
		double how_many;
	} cases[] = {
	    {"nvidia-a100-sxm4-80gb", "nvidia-a100-sxm4-80gb", 0},
	    {"8 x A100 SXM4 80 GB", "nvidia-a100-sxm4-80gb", 8},
	    {"8x NVIDIA A100-SXM4-80GB GPUs", "nvidia-a100-sxm4-80gb", 8},
	    {"64 A100-SXM4-80GB cards", "nvidia-a100-sxm4-80gb", 64},
	    {"NVIDIA A100 SXM4 80GB x 16", "nvidia-a100-sxm4-80gb", 16},
	    {"NVIDIA A100 SXM4 80GB (16x)", "nvidia-a100-sxm4-80gb", 16},
	    {"A100", NULL, 0},
	    {"8x A100 80GB", NULL, 8},
	    {"8xA100", NULL, 8},
	    {"A100 x 8", NULL, 8},
	    {"4 x NVIDIA A100-SXM4-80GB for 30 hours", "nvidia-a100-sxm4-80gb", 4},
	    {"4x8 A100 SXM4 80GB", "nvidia-a100-sxm4-80gb", 32},
	    {"TPU v3-8", "google-tpu-v3", 4},
	    {"2 x TPU v3-8", "google-tpu-v3", 8},
	    {"TPU v3", "google-tpu-v3", 0},
	    {"toaster", NULL, 0},
	    {"", NULL, 0},
	};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		double how_many;
		const struct thing *thing =
		    claim_accelerator(world.arena, world.factors, cases[i].text, &how_many);

		if (!text_same(thing ? thing->slug : NULL, cases[i].slug))
			fail_msg("'%s' is taken as %s", cases[i].text,
				 thing ? thing->slug : "nothing");
		assert_near(how_many, cases[i].how_many, 0, cases[i].text);
	}
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_every_figure),
	    cmocka_unit_test(reads_words),
	    cmocka_unit_test(reads_what_keys_say_beside_numbers),
	    cmocka_unit_test(reads_lists_beside_figures),
	    cmocka_unit_test(names_claims_and_rows),
	    cmocka_unit_test(tells_which_year_is_taken),
	    cmocka_unit_test(reads_one_claim_without_a_list),
	    cmocka_unit_test(reports_mistakes_where_they_stand),
	    cmocka_unit_test(reports_all_mistakes_at_once),
	    cmocka_unit_test(warns_of_bytes_that_are_no_text),
	    cmocka_unit_test(refuses_what_is_no_text),
	    cmocka_unit_test(names_regions_as_printed),
	    cmocka_unit_test(names_cities_by_their_clouds),
	    cmocka_unit_test(names_accelerators_as_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
