/* The front matter of a model card: co2_eq_emissions in all its shapes. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/claim_card.h"

#define GRAMS " gCO2e"

enum { LONGEST_TEXT = 500, MOST_FIELDS = 64 };

static bool is_block_key(const char *key)
{
	static const char *const keys[] = {"co2_eq_emissions", "co2_eq_emission",
					   "co2eq_emissions", "co2_emissions",
					   "co2_equivalent_emissions"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (text_same_nocase(keys[i], key))
			return true;
	return false;
}

/* What the fields of the block are; the units of bare numbers are those the field is defined
 * with, and what the trackers that fill it write. */
static struct claim_label label_of(struct arena *arena, const struct card_field *field)
{
	static const struct {
		const char *key;
		enum claim_label_kind kind;
		int which;
		const char *unit;
	} fields[] = {
	    {"", LABEL_FIGURE, CLAIM_EMISSIONS, GRAMS},
	    {"emissions", LABEL_FIGURE, CLAIM_EMISSIONS, GRAMS},
	    {"emission", LABEL_FIGURE, CLAIM_EMISSIONS, GRAMS},
	    {"source", LABEL_WORD, WORD_SOURCE, NULL},
	    {"training_type", LABEL_WORD, WORD_STAGE, NULL},
	    {"geographical_location", LABEL_WORD, WORD_REGION, NULL},
	    {"geographic_location", LABEL_WORD, WORD_REGION, NULL},
	    {"location", LABEL_WORD, WORD_REGION, NULL},
	    {"hardware_used", LABEL_WORD, WORD_HARDWARE, NULL},
	    {"hardware", LABEL_WORD, WORD_HARDWARE, NULL},
	    {"power_consumption", LABEL_FIGURE, CLAIM_ENERGY, " kWh"},
	    {"energy_consumption", LABEL_FIGURE, CLAIM_ENERGY, " kWh"},
	    {"energy_consumed", LABEL_FIGURE, CLAIM_ENERGY, " kWh"},
	    {"energy", LABEL_FIGURE, CLAIM_ENERGY, " kWh"},
	    {"training_time", LABEL_FIGURE, CLAIM_HOURS, " s"},
	    {"duration", LABEL_FIGURE, CLAIM_HOURS, " s"},
	};
	struct claim_label label = {.text = *field->key ? field->key : "co2_eq_emissions"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!text_same_nocase(fields[i].key, field->key))
			continue;
		label.kind = fields[i].kind;
		label.unit = fields[i].unit;
		if (label.kind == LABEL_FIGURE)
			label.figure = (enum claim_figure)fields[i].which;
		else
			label.word = (enum claim_word)fields[i].which;
		return label;
	}
	return claim_label_of(arena, field->key, field->text);
}

/* "1,082,990 accelerator hours", "512 GPU hours". */
static bool is_of_devices(const char *unit)
{
	static const char *const devices[] = {"gpu", "tpu", "GPU", "TPU", "accelerator"};

	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		if (strstr(unit, devices[i]))
			return true;
	return false;
}

/* "P100 for about 1.5 hours": the time, where none is stated. */
static void take_time(struct card *card, struct claim *claim, const char *text,
		      struct place place)
{
	struct arena *arena = card->reader->arena;
	struct printed printed;
	size_t length;

	if (!text || strlen(text) > LONGEST_TEXT || claim->figures[CLAIM_HOURS] ||
	    claim->figures[CLAIM_ACCELERATOR_HOURS])
		return;
	for (const char *at = text; *at; at++) {
		enum claim_unit_kind kind;

		if (!isdigit((unsigned char)*at) ||
		    (at > text && isalnum((unsigned char)at[-1])))
			continue;
		if (!printed_prefix(arena, at, place, &printed, &length) || !*printed.unit.text)
			continue;
		if (!claim_unit_of(arena, printed.unit.text, &kind) || kind != KIND_TIME)
			continue;
		if (is_of_devices(printed.unit.text)) {
			claim_state(arena, claim, CLAIM_ACCELERATOR_HOURS, &printed);
			return;
		}
		claim_state(arena, claim, CLAIM_HOURS, &printed);
		claim_remark(arena, claim, REMARK_NOTE, "hours", place,
			     "'%s' in '%s' is taken as the time by the clock", printed.text,
			     text);
		return;
	}
}

/* A bare number in grams, a bare time in seconds: said once. */
static void tell_units(struct card *card, struct claim *claim, const struct claim_cell *cells,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct claim_label *label = &cells[i].label;
		const struct printed *printed =
		    label->kind == LABEL_FIGURE ? claim->figures[label->figure] : NULL;

		if (!printed || !label->unit || printed->place.line != cells[i].place.line ||
		    !text_same(printed->text, arena_printf(card->reader->arena, "%s%s",
							   cells[i].text, label->unit)))
			continue;
		if (label->figure == CLAIM_EMISSIONS && text_same(label->unit, GRAMS))
			claim_remark(card->reader->arena, claim, REMARK_NOTE, "emissions",
				     cells[i].place,
				     "a plain number: grams, as the field is defined");
		else
			claim_remark(card->reader->arena, claim, REMARK_NOTE, label->text,
				     cells[i].place, "a plain number: read as '%s'",
				     printed->text);
	}
}

/* "unit: kg" beside the emissions: what a plain number is in, or NULL. */
static const char *unit_beside(struct arena *arena, const struct card_field *fields,
			       size_t count)
{
	static const char *const keys[] = {"unit", "units", "emissions_unit",
					   "unit_of_emissions"};
	enum claim_unit_kind kind;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			const char *unit = text_same_nocase(fields[i].key, keys[k])
					       ? claim_unit_of(arena, fields[i].text, &kind)
					       : NULL;

			if (unit && kind == KIND_MASS)
				return arena_printf(arena, " %s", unit);
		}
	return NULL;
}

void card_block(struct card *card, const struct card_field *fields, size_t count)
{
	struct claim_reader *reader = card->reader;
	struct claim_cell *cells = arena_alloc(reader->arena, (count + 1) * sizeof *cells);
	const char *unit = unit_beside(reader->arena, fields, count);
	struct claim *claim;

	for (size_t i = 0; i < count; i++) {
		cells[i] = (struct claim_cell){
		    .label = label_of(reader->arena, &fields[i]),
		    .text = card_plain(reader->arena, fields[i].text, strlen(fields[i].text)),
		    .place = fields[i].place,
		};
		if (unit && cells[i].label.kind == LABEL_FIGURE &&
		    cells[i].label.figure == CLAIM_EMISSIONS)
			cells[i].label.unit = unit;
	}
	claim =
	    count ? claim_cells_add(reader, card->name, cells, count, fields[0].place) : NULL;
	if (!claim)
		return;
	claim->model = claim->model ? claim->model : card->name;
	card_own_scope(reader->arena, claim);
	tell_units(card, claim, cells, count);
	take_time(card, claim, claim->hardware_text, claim->place);
	take_time(card, claim, claim->source, claim->place);
}

static struct place place_of(const struct card *card, const struct node *node)
{
	return card_place(card, node->place.line, node->place.column);
}

/* A mapping with one emission: `emission` stands for the list it is in, or NULL. */
static void read_map(struct card *card, const struct node *map, const struct node *emission)
{
	struct card_field *fields =
	    arena_alloc(card->reader->arena, (map->count + 1) * sizeof *fields);
	const struct node *unit;
	size_t count = 0;

	for (size_t i = 0; i < map->count && count < MOST_FIELDS; i++) {
		const struct node *value = map->entries[i].value;

		if (emission && value->kind == NODE_LIST)
			value = emission;
		if (value->kind == NODE_MAP)
			value = node_get(value, "value");
		if (!value || value->kind != NODE_SCALAR)
			continue;
		fields[count++] = (struct card_field){map->entries[i].key, value->text,
						      place_of(card, value)};
		/* emissions: {value: 12, unit: kg} */
		unit = node_get(map->entries[i].value, "unit");
		if (unit && unit->kind == NODE_SCALAR)
			fields[count - 1].text =
			    arena_printf(card->reader->arena, "%s %s", value->text, unit->text);
	}
	card_block(card, fields, count);
}

static void read_value(struct card *card, const struct node *node)
{
	struct card_field bare = {.key = "", .place = place_of(card, node)};
	const struct node *list = NULL;

	switch (node->kind) {
	case NODE_SCALAR:
		bare.text = node->text;
		card_block(card, &bare, 1);
		return;
	case NODE_LIST:
		for (size_t i = 0; i < node->count; i++)
			if (node->items[i]->kind != NODE_LIST)
				read_value(card, node->items[i]);
		return;
	case NODE_MAP:
		break;
	}
	list = node_get(node, "emissions");
	if (!list || list->kind != NODE_LIST) {
		read_map(card, node, NULL);
		return;
	}
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->kind == NODE_SCALAR)
			read_map(card, node, list->items[i]);
}

static void name_card(struct card *card, const struct node *root)
{
	const struct node *index = node_get(root, "model-index");
	const struct node *first =
	    index && index->kind == NODE_LIST && index->count ? index->items[0] : NULL;
	const struct node *name = first ? node_get(first, "name") : NULL;

	name = name ? name : node_get(root, "model_name");
	if (name && name->kind == NODE_SCALAR && *name->text)
		card->name = name->text;
}

void card_front(struct card *card, const char *text, size_t length)
{
	struct claim_reader *reader = card->reader;
	struct diags *silent = diags_new(reader->arena);
	const struct node *root = tree_read(reader->arena, reader->file, text, length, silent);
	size_t before = reader->count;
	bool found = false;

	if (!root || root->kind != NODE_MAP || diags_has_error(silent)) {
		found = card_front_lines(card, text, length);
	} else {
		name_card(card, root);
		for (size_t i = 0; i < root->count; i++)
			if (is_block_key(root->entries[i].key)) {
				read_value(card, root->entries[i].value);
				found = true;
			}
	}
	if (found && reader->count == before + 1)
		card->claim = before;
}
