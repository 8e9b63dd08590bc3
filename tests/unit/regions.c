/* The list of regions: every place has the places it points to, every name means one. */

#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "factors/names.h"
#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "tests/near.h"

enum { ALPHA3 = 1, NAME, PARENT, KIND, PROVIDER, ALIASES, ZONE, COLUMNS, DEEPEST = 8 };

struct place_row {
	const char *cell[COLUMNS];
};

struct world {
	struct arena *arena;
	struct diags *diags;
	struct place_row *rows;
	size_t count;
};

static int world_read(void **state)
{
	struct arena *arena = arena_new();
	struct world *world = arena_alloc(arena, sizeof *world);
	struct csv *csv;
	struct csv_row row;
	size_t i;

	*world = (struct world){.arena = arena, .diags = diags_new(arena)};
	csv = csv_open(LCA_ROOT "/factors/data/regions.csv", ',', world->diags);
	while (csv && csv_next(csv, &row)) {
		struct place_row *place;

		if (row.count != COLUMNS)
			fail_msg("line %zu has %zu cells", (size_t)row.line, row.count);
		world->rows = arena_grow(arena, world->rows, world->count, sizeof *world->rows);
		place = &world->rows[world->count++];
		for (i = 0; i < COLUMNS; i++)
			place->cell[i] = arena_text(arena, row.fields[i].text);
	}
	csv_close(csv);
	*state = world;
	return world->count > 700 ? 0 : -1;
}

static int world_free(void **state)
{
	struct world *world = *state;

	arena_free(world->arena);
	return 0;
}

static const struct place_row *find(const struct world *world, const char *code)
{
	size_t i;

	for (i = 1; i < world->count; i++)
		if (strcmp(world->rows[i].cell[0], code) == 0)
			return &world->rows[i];
	return NULL;
}

static void has_every_parent_and_zone(void **state)
{
	const struct world *world = *state;
	size_t i;

	for (i = 1; i < world->count; i++) {
		const char *const *cell = world->rows[i].cell;

		if (*cell[PARENT] && !find(world, cell[PARENT]))
			fail_msg("%s lies in %s, which is nowhere", cell[0], cell[PARENT]);
		if (*cell[ZONE] && !find(world, cell[ZONE]))
			fail_msg("%s draws from %s, which is nowhere", cell[0], cell[ZONE]);
		if (!*cell[PARENT] &&
		    (strcmp(cell[KIND], "site") == 0 || strcmp(cell[KIND], "zone") == 0))
			fail_msg("%s lies in no country", cell[0]);
	}
}

static void climbs_to_the_top(void **state)
{
	const struct world *world = *state;
	size_t i;

	for (i = 1; i < world->count; i++) {
		const struct place_row *row = &world->rows[i];
		int steps = 0;

		while (row && *row->cell[PARENT] && ++steps < DEEPEST)
			row = find(world, row->cell[PARENT]);
		if (steps == DEEPEST)
			fail_msg("%s lies in itself", world->rows[i].cell[0]);
	}
}

/* What may be typed, as compared, with its place. */
struct name {
	const char *text, *code;
};

static struct name *add_name(const struct world *world, struct name *names, size_t *count,
			     const char *text, const char *code)
{
	if (!*text)
		return names;
	names = arena_grow(world->arena, names, *count, sizeof *names);
	names[(*count)++] = (struct name){name_fold(world->arena, NAME_REGION, text), code};
	return names;
}

static struct name *names_of(const struct world *world, size_t *count)
{
	struct name *names = NULL;
	size_t i, length;

	*count = 0;
	for (i = 1; i < world->count; i++) {
		const char *const *cell = world->rows[i].cell, *alias = cell[ALIASES];

		names = add_name(world, names, count, cell[0], cell[0]);
		names = add_name(world, names, count, cell[ALPHA3], cell[0]);
		names = add_name(world, names, count, cell[NAME], cell[0]);
		for (; *alias; alias += length + (alias[length] == ';')) {
			length = strcspn(alias, ";");
			names = add_name(world, names, count,
					 arena_copy(world->arena, alias, length), cell[0]);
		}
	}
	return names;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

/* A look-up takes the first of several, so no name may mean two places. */
static void names_one_place_each(void **state)
{
	const struct world *world = *state;
	size_t count, i;
	struct name *names = names_of(world, &count);

	qsort(names, count, sizeof *names, by_text);
	for (i = 1; i < count; i++)
		if (by_text(&names[i - 1], &names[i]) == 0 &&
		    strcmp(names[i - 1].code, names[i].code) != 0)
			fail_msg("'%s' may be %s or %s", names[i].text, names[i - 1].code,
				 names[i].code);
}

static const struct {
	const char *typed;
	const char *code; /* NULL: of several providers, or of none */
} spellings[] = {
    {"West Europe", "azure:westeurope"},
    {"westeurope", "azure:westeurope"},
    {"azure France Central", "azure:francecentral"},
    {"aws eu-west-3", "aws:eu-west-3"},
    {"eu-west-3", "aws:eu-west-3"},
    {"Europe (Paris)", "aws:eu-west-3"},
    {"EU (Paris)", "aws:eu-west-3"},
    {"US East (Northern Virginia)", "aws:us-east-1"},
    {"us-east-1", NULL},
    {"eu-central-1", NULL},
    {"us-central1", "gcp:us-central1"},
    {"gcp Paris", "gcp:europe-west9"},
    {"google cloud iowa", "gcp:us-central1"},
    {"oci us-ashburn-1", "oracle:us-ashburn-1"},
    {"GRA11", "ovh:eu-west-gra"},
    {"fr-par-2", "scaleway:fr-par"},
    {"IN-CG", "IN-CT"},
    {"IN-OD", "IN-OR"},
    {"IN-TS", "IN-TG"},
    {"IN-UK", "IN-UT"},
    {"georgia", "GE"},
    {"Google-Dublin", "site:google-dublin"},
};

static void finds_places_as_typed(void **state)
{
	struct world *world = *state;
	struct factors *factors =
	    factors_open(world->arena, &(struct factors_options){.count = 0}, world->diags);
	size_t i;

	assert_non_null(factors);
	for (i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		const struct region *region = factors_region(
		    factors, spellings[i].typed, (struct place){0}, "", world->diags);
		const char *code = region ? region->code : NULL;

		if (!text_same(code, spellings[i].code))
			fail_msg("'%s' is %s", spellings[i].typed, code ? code : "nowhere");
	}
	factors_close(factors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_every_parent_and_zone),
	    cmocka_unit_test(climbs_to_the_top),
	    cmocka_unit_test(names_one_place_each),
	    cmocka_unit_test(finds_places_as_typed),
	};

	return cmocka_run_group_tests(tests, world_read, world_free);
}
