/* Rules between the keys of an item: one way of saying how much, what it needs and forbids. */

#include <assert.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"

/* Keys that each name a way of giving the energy by themselves. */
static const struct {
	enum key key;
	enum way way;
} signals[] = {
    {KEY_IMPACTS, WAY_IMPACTS},
    {KEY_ENERGY, WAY_ENERGY},
    {KEY_TOTAL_POWER, WAY_TOTAL_POWER},
    {KEY_PARAMETERS, WAY_PARAMETERS},
    {KEY_SHARE_OF, WAY_SHARE_OF},
    {KEY_ENERGY_PER_REQUEST, WAY_PER_UNIT},
    {KEY_ENERGY_PER_INPUT_TOKEN, WAY_PER_UNIT},
    {KEY_ENERGY_PER_CACHED_TOKEN, WAY_PER_UNIT},
    {KEY_ENERGY_PER_OUTPUT_TOKEN, WAY_PER_UNIT},
    {KEY_ENERGY_PER_IMAGE, WAY_PER_UNIT},
    {KEY_MODEL, WAY_MODEL},
    {KEY_ACTIVE_PARAMETERS, WAY_ACTIVE_PARAMETERS},
};

bool way_is_per_unit(enum way way)
{
	return way == WAY_PER_UNIT || way == WAY_MODEL || way == WAY_ACTIVE_PARAMETERS;
}

void rule_two_ways(struct reader *reader, const struct value *first, const struct value *second)
{
	diag_add(reader->diags, DIAG_TWO_WAYS, second->entry->place, second->path,
		 "delete one of them", "'%s' and '%s' (line %u) say the same thing twice",
		 second->entry->key, first->entry->key, first->entry->place.line);
}

void rule_missing(struct reader *reader, const struct item *item, const char *hint,
		  const char *what)
{
	if (item->unknown == 0)
		diag_add(reader->diags, DIAG_NO_ACTIVITY, item->place, item->path, hint, "%s",
			 what);
}

/* The key that `value` cannot do without. */
bool rule_needs(struct reader *reader, const struct item *item, enum key key,
		const struct value *value, const char *hint)
{
	if (item->unknown > 0 || item_value(item, key))
		return true;
	assert(value);
	diag_add(reader->diags, DIAG_VALUE_MISSING, value->entry->place, value->path, hint,
		 "'%s' is given without '%s'", value->entry->key, key_spec(key)->name);
	return false;
}

/* A log that could not be read counts as energy only where nothing else does. */
static bool log_is_energy(const struct item *item, bool otherwise)
{
	if (!item_own(item, KEY_LOG))
		return false;
	return item->log ? item->log->total.has_energy : !otherwise;
}

/* The size of a model stands in for its measurements: beside them it is no second way, and
 * where it does so, 'parameters' are part of it. In training it is the other way round. */
static bool is_signal(const struct item *item, enum key key)
{
	if (item->stage == STAGE_TRAINING)
		return key != KEY_ACTIVE_PARAMETERS;
	if (key == KEY_PARAMETERS)
		return !item_own(item, KEY_ACTIVE_PARAMETERS);
	return key != KEY_ACTIVE_PARAMETERS || !item_own(item, KEY_MODEL);
}

/* The way an energy item is given; every second way is reported. */
static enum way find_way(struct reader *reader, const struct item *item)
{
	const struct value *first = NULL;
	const struct value *power = item_own(item, KEY_POWER);
	enum way way = WAY_NONE;

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		const struct value *value = item_own(item, signals[i].key);

		if (!value || !is_signal(item, signals[i].key))
			continue;
		if (first && way != signals[i].way)
			rule_two_ways(reader, first, value);
		if (!first) {
			first = value;
			way = signals[i].way;
		}
	}
	if (log_is_energy(item, first || power || item_own(item, KEY_ACCELERATOR_HOURS))) {
		if (first)
			rule_two_ways(reader, first, item->values[KEY_LOG]);
		first = item->values[KEY_LOG];
		way = WAY_LOG;
	}
	if (power && first && way != WAY_PARAMETERS)
		rule_two_ways(reader, first, power);
	if (first)
		return way;
	if (item->stage == STAGE_IDLE)
		return power ? WAY_POWER : WAY_NONE;
	if (item_own(item, KEY_ACCELERATOR_HOURS) || item_own(item, KEY_ACCELERATORS))
		return WAY_ACCELERATORS;
	return WAY_NONE;
}

static void check_accelerators(struct reader *reader, const struct item *item)
{
	const struct value *product = item_own(item, KEY_ACCELERATOR_HOURS);
	const struct value *count = item_own(item, KEY_ACCELERATORS);
	const struct value *hours = item_own(item, KEY_HOURS);

	if (product && count && hours)
		rule_two_ways(reader, product, count);
	if (!product && !hours)
		rule_needs(reader, item, KEY_HOURS, count, "write hours: 312 h");
	if (!item->unknown && !item_value(item, KEY_POWER) &&
	    !item_value(item, KEY_ACCELERATOR))
		diag_add(reader->diags, DIAG_VALUE_MISSING,
			 (product ? product : count)->entry->place, item->path,
			 "write power: 350 W, or accelerator: nvidia-a100-sxm4-80gb",
			 "accelerator hours are given without 'power' or 'accelerator'");
}

static void check_nothing(struct reader *reader, const struct item *item)
{
	/* What it says may be in there. */
	if (item_lacks_log(item))
		return;
	if (item->log && !item->log->total.has_energy)
		diag_add(reader->diags, DIAG_NO_ACTIVITY, place_of(item->values[KEY_LOG]),
			 item->path,
			 "add energy:, hours, or energy_per_output_token:; or name the log of "
			 "the energy in log:, and this one in requests_log:",
			 "the log holds requests and tokens but no energy");
	else
		rule_missing(
		    reader, item,
		    "write energy: 1200 kWh, log: FILE, or accelerator_hours: with power:",
		    "the item says nothing that an energy could be computed from");
}

static void check_parameters(struct reader *reader, const struct item *item)
{
	const struct value *parameters = item_own(item, KEY_PARAMETERS);

	rule_needs(reader, item, KEY_TOKENS, parameters, "write tokens: 2e12");
	if (!item_value(item, KEY_PEAK))
		rule_needs(reader, item, KEY_ACCELERATOR, parameters,
			   "write accelerator: nvidia-h100-sxm5-80gb, or peak: 989 TFLOP/s "
			   "with power:");
	else if (!item_value(item, KEY_POWER))
		rule_needs(reader, item, KEY_ACCELERATOR, parameters,
			   "write accelerator: nvidia-h100-sxm5-80gb, or power: 310 W");
}

/* What each way cannot do without. */
static void check_way(struct reader *reader, const struct item *item)
{
	static const struct {
		enum way way;
		enum key key, needed;
		const char *hint;
	} table[] = {
	    {WAY_TOTAL_POWER, KEY_TOTAL_POWER, KEY_HOURS, "write hours: 312 h"},
	    {WAY_POWER, KEY_POWER, KEY_HOURS, "write hours: 312 h"},
	    {WAY_MODEL, KEY_MODEL, KEY_ACCELERATOR, "write accelerator: nvidia-h100-sxm5-80gb"},
	};
	const struct value *size = item_own(item, KEY_ACTIVE_PARAMETERS);

	if (size && item->stage == STAGE_TRAINING)
		rule_needs(reader, item, KEY_PARAMETERS, size,
			   "write parameters: 671e9 (all of them) and tokens: 14.8e12");
	else if (item->way == WAY_NONE)
		check_nothing(reader, item);
	if (item->way == WAY_PARAMETERS)
		check_parameters(reader, item);
	if (item->way == WAY_ACCELERATORS)
		check_accelerators(reader, item);
	if (item->way == WAY_ACTIVE_PARAMETERS && !item_own(item, KEY_ACCELERATORS_PER_COPY))
		rule_needs(reader, item, KEY_ACCELERATOR, size,
			   "write accelerator: nvidia-h100-sxm5-80gb, or "
			   "accelerators_per_copy: 8");
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		if (table[i].way == item->way)
			rule_needs(reader, item, table[i].needed, item_own(item, table[i].key),
				   table[i].hint);
	}
}

enum metered_at item_metered_at(const struct item *item)
{
	switch (item->way) {
	case WAY_NONE:
	case WAY_IMPACTS:
	case WAY_SHARE_OF:
	case WAY_DEVICES:
		return METERED_UNSET;
	case WAY_LOG:
		if (item->metered_at != METERED_UNSET || !item->log)
			return item->metered_at;
		return item->log->metered_at;
	case WAY_ENERGY:
	case WAY_TOTAL_POWER:
	case WAY_PER_UNIT:
	case WAY_AMOUNT:
		return item->metered_at != METERED_UNSET ? item->metered_at : METERED_NODE;
	case WAY_MODEL:
	case WAY_ACTIVE_PARAMETERS:
	case WAY_PARAMETERS:
	case WAY_ACCELERATORS:
		return item->metered_at != METERED_UNSET ? item->metered_at
							 : METERED_ACCELERATOR;
	case WAY_POWER:
		return item->metered_at != METERED_UNSET ? item->metered_at : METERED_FACILITY;
	}
	return METERED_UNSET;
}

void rule_metered(struct diags *diags, const struct item *item, enum metered_at metered)
{
	static const enum key host[] = {KEY_HOST_FACTOR, KEY_HOST_POWER};
	const struct value *pue = item_own(item, KEY_PUE);

	if (metered != METERED_NODE && metered != METERED_FACILITY)
		return;
	for (size_t i = 0; i < 2; i++) {
		const struct value *value = item_own(item, host[i]);

		if (value)
			diag_add(diags, DIAG_METERED, value->entry->place, value->path,
				 "delete it, or write metered_at: accelerator (or components)",
				 "'%s' does not apply: the energy was metered at the %s, host "
				 "included",
				 value->entry->key, metered_name(metered));
	}
	if (pue && metered == METERED_FACILITY)
		diag_add(diags, DIAG_METERED, pue->entry->place, pue->path,
			 "delete it, or write metered_at: node",
			 "'pue' does not apply: the energy was metered at the facility, "
			 "cooling included");
}

void rule_pair(struct reader *reader, const struct item *item, enum key first, enum key second)
{
	const struct value *a = item_own(item, first);
	const struct value *b = item_own(item, second);

	if (a && b)
		rule_two_ways(reader, a, b);
}

/* A part is not larger than its whole: fresh tokens are the rest. */
static void check_parts(struct reader *reader, const struct item *item)
{
	static const struct {
		enum key part, whole;
	} table[] = {
	    {KEY_CACHED_TOKENS, KEY_INPUT_TOKENS},
	    {KEY_SUCCESSFUL_REQUESTS, KEY_REQUESTS},
	    {KEY_ACTIVE_PARAMETERS, KEY_PARAMETERS},
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct value *part = item_own(item, table[i].part);
		const struct value *whole = item_own(item, table[i].whole);

		if (part && whole && !part->failed && !whole->failed &&
		    dist_central(&part->quantity.dist) > dist_central(&whole->quantity.dist))
			diag_add(reader->diags, DIAG_PART, part->entry->place, part->path,
				 "the whole counts its parts in",
				 "'%s' is more than '%s' (line %u)", part->entry->key,
				 whole->entry->key, whole->entry->place.line);
	}
}

static void check_companions(struct reader *reader, const struct item *item)
{
	static const struct {
		enum key key, other;
		const char *hint;
	} table[] = {
	    {KEY_WHERE, KEY_LOG, "write log: FILE"},
	    {KEY_SPLIT, KEY_LOG, "write log: FILE"},
	    {KEY_IMPORT, KEY_LOG, "write log: FILE"},
	    {KEY_TIMEZONE, KEY_LOG, "write log: FILE"},
	    {KEY_OVERLAP, KEY_LOG, "write log: FILE"},
	    {KEY_BAD_ROWS, KEY_LOG, "write log: FILE"},
	    {KEY_RATIO, KEY_SHARE_OF, "write share_of: training"},
	    {KEY_ALLOCATION, KEY_SHARE, "write share: 50 %"},
	    {KEY_MFU, KEY_PARAMETERS, "write parameters: 7e9 and tokens: 2e12"},
	    {KEY_PEAK, KEY_PARAMETERS, "write parameters: 7e9 and tokens: 2e12"},
	    {KEY_IDLE_POWER, KEY_IDLE_HOURS, "write idle_hours: 200 h"},
	    {KEY_IDLE_HOURS, KEY_IDLE_POWER, "write idle_power: 1.7 kW"},
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct value *value = item_own(item, table[i].key);

		if (value)
			rule_needs(reader, item, table[i].other, value, table[i].hint);
	}
	rule_pair(reader, item, KEY_HOST_FACTOR, KEY_HOST_POWER);
}

/* What recurs with the use phase would be divided by the volume of a whole life, as creation
 * is. */
static void check_phase(struct reader *reader, const struct item *item,
			const struct item **targets, size_t count, const struct value *value)
{
	for (size_t i = 0; i < count; i++) {
		if (targets[i]->phase != PHASE_USE || item->phase != PHASE_CREATION ||
		    item_own(item, KEY_PHASE))
			continue;
		diag_add(reader->diags, DIAG_PHASE_APART, place_of(value), value->path,
			 "write phase: use (or phase: creation, if that is meant)",
			 "'%s' is counted as creation, but follows '%s' of the use phase",
			 item->name, targets[i]->id);
		return;
	}
}

static void check_references(struct reader *reader, const struct item *item,
			     const char *const *references, size_t count,
			     const struct value *value)
{
	for (size_t i = 0; i < count; i++) {
		const struct item **targets;
		size_t found = 0;

		if (!references[i])
			continue;
		targets =
		    scenario_find(reader->arena, reader->scenario, references[i], item, &found);
		if (!found)
			diag_add(reader->diags, DIAG_NAME_UNKNOWN, place_of(value), value->path,
				 "write a stage (training) or STAGE/ITEM (training/final run)",
				 "'%s' names no other item of this file", references[i]);
		else
			check_phase(reader, item, targets, found, value);
	}
}

void reader_check_item(struct reader *reader, struct item *item)
{
	const struct value *share = item->values[KEY_SHARE_OF];

	if (item->stage == STAGE_EMBODIED) {
		rules_embodied(reader, item);
		check_references(reader, item, item->from, item->from_count,
				 item->values[KEY_DEVICE_HOURS]);
	} else if (item->stage == STAGE_OTHER) {
		rules_other(reader, item);
	} else {
		item->way = find_way(reader, item);
		check_way(reader, item);
	}
	if (item->way == WAY_SHARE_OF)
		rules_share(reader, item);
	if (share && share->text)
		check_references(reader, item, &share->text, 1, share);
	check_companions(reader, item);
	check_parts(reader, item);
	rules_effect(reader, item);
	rule_metered(reader->diags, item, item_metered_at(item));
}

const struct item **scenario_find(struct arena *arena, const struct scenario *scenario,
				  const char *reference, const struct item *self, size_t *count)
{
	const struct item *one = scenario_item(scenario, reference);
	const struct item **found = NULL;
	enum stage_id stage;

	*count = 0;
	if (one && one != self) {
		found = arena_alloc(arena, sizeof *found);
		found[(*count)++] = one;
	}
	if (!stage_by_name(reference, &stage))
		return found;
	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *item = &scenario->items[i];

		if (item == self || item->stage != stage ||
		    (self->stage == stage && item_own(item, KEY_SHARE_OF)))
			continue;
		found = arena_grow(arena, found, *count, sizeof *found);
		found[(*count)++] = item;
	}
	return found;
}
