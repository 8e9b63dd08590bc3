/* CycloneDX bills of materials: what model cards in them state of energy and CO2. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_table.h"
#include "models/json_tree.h"

enum { HEAD = 1024 * 1024, MOST_CELLS = 8 };

struct bom {
	struct claim_reader *reader;
	const char *at; /* the text behind the last activityEnergyCost that was met */
	uint32_t line;	/* there */
};

bool claim_bom_claims(const struct claim_reader *reader)
{
	const char *text = reader->text + strspn(reader->text, " \t\r\n");
	const char *format = *text == '{' ? strstr(text, "\"bomFormat\"") : NULL;

	if (*text == '{' && !format)
		format = strstr(text, "\"environmentalConsiderations\"");
	return format && format - text < HEAD;
}

/* Where the next consumption stands: the walk goes in the order of the text. */
static struct place next_place(struct bom *bom)
{
	const char *found = strstr(bom->at, "\"activityEnergyCost\"");

	for (; found && bom->at < found; bom->at++)
		bom->line += *bom->at == '\n';
	bom->at += found ? 1 : strlen(bom->at);
	return (struct place){.file = bom->reader->file, .line = bom->line};
}

/* A measure {value, unit} under key as a cell; false: there is none. */
static bool measure(struct bom *bom, const struct cJSON *object, const char *key,
		    enum claim_figure figure, struct place place, struct claim_cell *cell)
{
	const struct cJSON *item = json_tree_member(object, key);
	double value = json_tree_number(item, "value");
	struct arena *arena = bom->reader->arena;

	if (!isfinite(value))
		return false;
	*cell = claim_cell_figure(figure, key, NULL,
				  arena_printf(arena, "%s %s", text_double(arena, value),
					       json_tree_text(item, "unit")),
				  place);
	return true;
}

/* Providers as rows, where there are several, or one that gives another energy. */
static void read_providers(struct bom *bom, const struct cJSON *providers, size_t total,
			   double energy, struct place place)
{
	struct claim_reader *reader = bom->reader;
	struct arena *arena = reader->arena;
	const char *id = reader->claims[total].id, **ids = NULL;
	const struct cJSON *first = json_tree_first(providers);
	size_t count = 0, number = 0;

	if (first && !json_tree_next(first) &&
	    json_tree_number(json_tree_member(first, "energyProvided"), "value") == energy)
		return;
	for (const struct cJSON *item = first; item; item = json_tree_next(item)) {
		const char *row = arena_printf(arena, "%s, provider %zu", id, ++number);
		struct claim_cell cell;

		if (!measure(bom, item, "energyProvided", CLAIM_ENERGY, place, &cell) ||
		    !claim_cells_add(reader, row, &cell, 1, place))
			continue;
		ids = arena_grow(arena, ids, count, sizeof *ids);
		ids[count++] = row;
	}
	reader->claims[total].total_of = ids;
	reader->claims[total].total_count = count;
}

static void read_consumption(struct bom *bom, const struct cJSON *item, const char *name)
{
	struct claim_reader *reader = bom->reader;
	struct arena *arena = reader->arena;
	bool costed = json_tree_member(item, "activityEnergyCost") != NULL;
	struct place place =
	    costed ? next_place(bom) : (struct place){.file = reader->file, .line = bom->line};
	const char *activity = arena_text(arena, json_tree_text(item, "activity"));
	const struct cJSON *providers = json_tree_member(item, "energyProviders");
	const struct cJSON *address =
	    json_tree_at(json_tree_first(providers), "organization.address");
	struct claim_cell cells[MOST_CELLS];
	size_t count = 0;

	count += measure(bom, item, "activityEnergyCost", CLAIM_ENERGY, place, &cells[count]);
	count += measure(bom, item, "co2CostEquivalent", CLAIM_EMISSIONS, place, &cells[count]);
	count += measure(bom, item, "co2CostOffset", CLAIM_OFFSETS, place, &cells[count]);
	if (*name)
		cells[count++] = claim_cell_word(WORD_MODEL, name, place);
	if (*activity)
		cells[count++] = claim_cell_word(WORD_STAGE, activity, place);
	if (*json_tree_text(address, "country"))
		cells[count++] = claim_cell_word(
		    WORD_REGION, arena_text(arena, json_tree_text(address, "country")), place);
	if (!claim_cells_add(reader, "component", cells, count, place))
		return;
	reader->claims[reader->count - 1].id = arena_printf(
	    arena, "%s%s%s", *name ? name : "component", *activity ? "/" : "", activity);
	read_providers(bom, providers, reader->count - 1,
		       json_tree_number(json_tree_member(item, "activityEnergyCost"), "value"),
		       place);
}

/* name: of the component that holds it. */
static void walk(struct bom *bom, const struct cJSON *node, const char *name)
{
	const struct cJSON *consumptions = json_tree_member(node, "energyConsumptions");

	if (json_tree_member(node, "modelCard") && *json_tree_text(node, "name"))
		name = arena_text(bom->reader->arena, json_tree_text(node, "name"));
	for (const struct cJSON *item = json_tree_first(node); item;
	     item = json_tree_next(item)) {
		if (item != consumptions) {
			walk(bom, item, name);
			continue;
		}
		for (const struct cJSON *one = json_tree_first(item); one;
		     one = json_tree_next(one))
			read_consumption(bom, one, name);
	}
}

void claim_bom_read(struct claim_reader *reader)
{
	struct bom bom = {reader, reader->text, 1};
	struct cJSON *json = json_tree_read(reader->text, reader->length);
	size_t first = reader->count;

	walk(&bom, json, "");
	json_tree_free(json);
	if (reader->count == first && !claim_json_broken(reader)) {
		diag_add(
		    reader->diags, DIAG_CLAIM_FILE, (struct place){.file = reader->file}, NULL,
		    "state energyConsumptions in the environmentalConsiderations of a model "
		    "card",
		    json ? "expected a bill of materials that states energy, found none in it"
			 : "expected a bill of materials in JSON, found a text that is none");
		reader->failed = true;
	}
	claim_ids_settle(reader);
}
