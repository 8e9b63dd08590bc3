/* Rules of the items that are no energy: embodied hardware, and amounts with a factor. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"

/* device_hours: a quantity, or {from: STAGE/ITEM}. */
static void read_device_hours(struct reader *reader, struct item *item)
{
	struct value *value = item->values[KEY_DEVICE_HOURS];
	struct quantity_rule rule = key_rule(KEY_DEVICE_HOURS);
	const struct node *from;
	const char **names;

	if (!value || value->failed)
		return;
	from = node_get(value->node, "from");
	if (!from) {
		value->failed = !reader_quantity(
		    reader->arena, reader->diags, reader->scenario->known, value->node, &rule,
		    value->path, arena_printf(reader->arena, "%s.device_hours", item->id),
		    &value->quantity);
		return;
	}
	item->from_count = from->kind == NODE_LIST ? from->count : 1;
	names = arena_alloc(reader->arena, (item->from_count + 1) * sizeof *names);
	item->from = names;
	for (size_t i = 0; i < item->from_count; i++) {
		names[i] = reader_text(reader, from->kind == NODE_LIST ? from->items[i] : from,
				       value->path);
		value->failed = value->failed || !names[i];
	}
	if (value->failed)
		item->from_count = 0;
	for (size_t i = 0; i < value->node->count; i++) {
		if (!text_same(value->node->entries[i].key, "from"))
			diag_add(reader->diags, DIAG_KEY_UNKNOWN, value->node->entries[i].place,
				 value->path, "write {from: training/final run}",
				 "'%s' is not a key of 'device_hours'",
				 value->node->entries[i].key);
	}
}

void rules_includes(struct reader *reader, const struct value *value)
{
	static const char *const words[] = {"accelerator", "host", "network"};
	enum { WORDS = sizeof words / sizeof words[0] };

	for (size_t i = 0; value && !value->failed && i < value->text_count; i++) {
		const struct node *node = value->entry->value;
		const char *hint;
		size_t k = 0;

		while (k < WORDS && !text_same(value->texts[i], words[k]))
			k++;
		if (k < WORDS)
			continue;
		hint = diag_suggest(reader->diags, value->texts[i], words, WORDS);
		diag_add(reader->diags, DIAG_VALUE_CHOICE,
			 node->kind == NODE_LIST ? node->items[i]->place : node->place,
			 value->path, hint ? hint : "write accelerator, host or network",
			 "'%s' is not one of the words that '%s' takes", value->texts[i],
			 value->entry->key);
	}
}

/* What a unit costs is stated by the hardware, and named by the item as well. */
static void check_hardware(struct reader *reader, const struct item *item)
{
	static const enum key stated[] = {KEY_IMPACT, KEY_IMPACTS};
	const struct value *device = item_own(item, KEY_DEVICE);

	for (size_t i = 0; device && item->hardware && i < 2; i++) {
		const struct value *value = item->hardware->values[stated[i]];

		if (value)
			diag_add(
			    reader->diags, DIAG_TWO_WAYS, device->entry->place, device->path,
			    "delete one of them, or take 'hardware' off the item",
			    "'device' and '%s' (%s, line %u) say the same thing twice",
			    value->path, value->entry->place.file, value->entry->place.line);
	}
}

void rules_embodied(struct reader *reader, struct item *item)
{
	const struct value *hours = item_own(item, KEY_DEVICE_HOURS);
	const struct value *count = item_own(item, KEY_COUNT);
	bool something = item_value(item, KEY_IMPACT) || item_value(item, KEY_IMPACTS) ||
			 item_own(item, KEY_DEVICE) || item_value(item, KEY_ACCELERATOR);

	read_device_hours(reader, item);
	rule_pair(reader, item, KEY_IMPACT, KEY_IMPACTS);
	rule_pair(reader, item, KEY_IMPACT, KEY_DEVICE);
	rule_pair(reader, item, KEY_IMPACTS, KEY_DEVICE);
	check_hardware(reader, item);
	if (!something)
		rule_missing(
		    reader, item,
		    "write impact: 2500 kgCO2e, device: nvidia-h100-sxm5-80gb, or hardware:",
		    "the item does not say what one unit of the hardware costs");
	if (hours && count)
		rule_two_ways(reader, hours, count);
	if (count)
		rule_needs(reader, item, KEY_HOURS, count, "write hours: 2820 h");
	if (!hours && !count && item_own(item, KEY_IMPACTS)) {
		item->way = WAY_IMPACTS;
		return;
	}
	item->way = WAY_DEVICES;
	if (!hours && !count)
		rule_missing(reader, item,
			     "write device_hours: 1000 h or {from: training}; or impacts: "
			     "{gwp: ...} for a total",
			     "the item does not say for how many hours the hardware was used");
}

void rules_other(struct reader *reader, struct item *item)
{
	const struct value *amount = item_own(item, KEY_AMOUNT);
	const struct value *impacts = item_own(item, KEY_IMPACTS);

	rule_pair(reader, item, KEY_FACTOR, KEY_ACTIVITY);
	rule_pair(reader, item, KEY_IMPACTS, KEY_AMOUNT);
	if (impacts) {
		item->way = WAY_IMPACTS;
		return;
	}
	item->way = WAY_AMOUNT;
	if (!amount)
		rule_missing(
		    reader, item,
		    "write amount: 100 GB and factor: 0.001 kWh/GB, or impacts: {gwp: ...}",
		    "the item says nothing that an impact could be computed from");
	else if (!item_own(item, KEY_FACTOR) && !item_own(item, KEY_ACTIVITY))
		rule_needs(
		    reader, item, KEY_FACTOR, amount,
		    "write factor: 0.001 kWh/GB, or activity: an id of lca factors list");
}
