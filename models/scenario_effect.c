/* Keys that an item may hold but does not use, and words that it cannot use. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/precision.h"
#include "models/reader.h"

/* What picks a measurement of a model picks nothing without one. */
static void effect_of_choices(struct reader *reader, const struct item *item)
{
	static const enum key measured[] = {KEY_BATCH, KEY_PRECISION,
					    KEY_ACCELERATORS_PER_COPY};

	for (size_t i = 0; i < sizeof measured / sizeof measured[0]; i++) {
		const struct value *value = item_own(item, measured[i]);

		bool computed = measured[i] == KEY_PRECISION &&
				(item->way == WAY_PARAMETERS || item->stage == STAGE_TRAINING);

		if (value && !computed && item->way != WAY_MODEL &&
		    item->way != WAY_ACTIVE_PARAMETERS)
			diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place,
				 value->path, "write model: and accelerator:",
				 "'%s' picks measurements of a model, and none is named",
				 value->entry->key);
	}
}

/* The format of a computation picks its peak and its MFU. */
static void effect_of_precision(struct reader *reader, const struct item *item)
{
	const struct value *value = item_own(item, KEY_PRECISION);

	if (!value)
		return;
	if (item->way == WAY_PARAMETERS && item_value(item, KEY_PEAK) &&
	    item_value(item, KEY_MFU))
		diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place, value->path,
			 "delete it, or leave out 'peak' or 'mfu'",
			 "'precision' picks the peak and the MFU, and both are stated");
	else if (item->way != WAY_PARAMETERS && item->stage == STAGE_TRAINING)
		diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place, value->path,
			 "write parameters: and tokens:",
			 "'precision' picks the peak of a computation, and none is stated");
}

/* Requests are named once, and what an item takes from others was served by them. */
static void effect_of_requests(struct reader *reader, const struct item *item)
{
	const struct value *value = item_own(item, KEY_REQUESTS_LOG);

	if (item->log && !item->log->total.has_energy)
		rule_pair(reader, item, KEY_LOG, KEY_REQUESTS_LOG);
	if (value && item->way == WAY_SHARE_OF)
		diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place, value->path,
			 "name it on the item that served them",
			 "'requests_log' has no effect beside 'share_of'");
}

/* A word of another kind (a method, such as awq) would be read as the default silently. */
static void check_precision(struct reader *reader, const struct item *item)
{
	const struct value *value = item_own(item, KEY_PRECISION);

	if (value && !value->failed && value->text &&
	    !precision_find(reader->arena, value->text))
		diag_add(reader->diags, DIAG_VALUE_CHOICE, place_of(value), value->path,
			 arena_printf(reader->arena, "write one of %s",
				      precision_words(reader->arena)),
			 "'%s' is no number format", value->text);
}

static void effect_of_region(struct reader *reader, const struct item *item)
{
	const struct value *region = item_own(item, KEY_REGION);

	if (region && item->site && item->site->values[KEY_INTENSITY] &&
	    !item_own(item, KEY_INTENSITY))
		diag_add(reader->diags, DIAG_NO_EFFECT, region->entry->place, region->path,
			 "write intensity: on the item too, or leave 'site' out",
			 "'region' does not change the intensity: site '%s' states one",
			 item->site->name);
}

/* Keys that may stand on every item and mean nothing on some: a silent one would be taken for
 * counted. */
static void effect_in_stage(struct reader *reader, const struct item *item)
{
	static const struct {
		enum key key;
		unsigned stages; /* where it has no effect */
		const char *hint;
	} table[] = {
	    {KEY_IMPACT, IN_TRAINING | IN_IDLE | IN_INFERENCE | IN_OTHER,
	     "hardware is counted by an item of 'embodied'"},
	    {KEY_LIFETIME, IN_TRAINING | IN_IDLE | IN_INFERENCE | IN_OTHER,
	     "hardware is counted by an item of 'embodied'"},
	    {KEY_UTILIZATION, IN_TRAINING | IN_IDLE | IN_INFERENCE | IN_OTHER,
	     "hardware is counted by an item of 'embodied'"},
	    {KEY_INCLUDES, IN_TRAINING | IN_IDLE | IN_INFERENCE | IN_OTHER,
	     "hardware is counted by an item of 'embodied'"},
	    {KEY_ACCELERATOR, IN_IDLE | IN_OTHER, "state power and hours"},
	    {KEY_ACCELERATORS, IN_IDLE | IN_OTHER, "state power and hours"},
	    {KEY_HOST_POWER, IN_IDLE | IN_OTHER | IN_EMBODIED,
	     "state it on the item whose energy it is"},
	    {KEY_POWER, IN_OTHER | IN_EMBODIED,
	     "electricity is counted by an item of 'training', 'idle' or 'inference'"},
	    {KEY_PUE, IN_EMBODIED,
	     "electricity is counted by an item of 'training', 'idle' or 'inference'"},
	    {KEY_INTENSITY, IN_EMBODIED,
	     "electricity is counted by an item of 'training', 'idle' or 'inference'"},
	    {KEY_METERED_AT, IN_EMBODIED,
	     "electricity is counted by an item of 'training', 'idle' or 'inference'"},
	    {KEY_LOG, IN_EMBODIED | IN_OTHER,
	     "a log belongs to an item of 'training', 'idle' or 'inference'"},
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct value *value = item_own(item, table[i].key);
		bool there = (stage_blocks(item->stage) & table[i].stages) != 0;

		/* A log has the accelerator hours that host power stands beside. */
		if (table[i].key == KEY_HOST_POWER && item->way == WAY_LOG)
			continue;
		if (value && there)
			diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place,
				 value->path, table[i].hint, "'%s' has no effect in '%s'",
				 value->entry->key, stage_name(item->stage));
	}
}

void rules_effect(struct reader *reader, const struct item *item)
{
	effect_of_region(reader, item);
	effect_of_choices(reader, item);
	effect_of_precision(reader, item);
	effect_of_requests(reader, item);
	check_precision(reader, item);
	effect_in_stage(reader, item);
}

/* The database has ratios of idle time and of experiments to the work that they went with, and
 * of nothing else. */
static bool has_default_ratio(const struct item *item, const char *reference)
{
	enum stage_id stages[] = {STAGE_TRAINING, STAGE_INFERENCE};
	size_t count = item->stage == STAGE_IDLE ? 2 : item->stage == STAGE_TRAINING ? 1 : 0;

	for (size_t i = 0; i < count; i++) {
		const char *stage = stage_name(stages[i]);
		char end = text_starts(reference, stage) ? reference[strlen(stage)] : 'x';

		if (!end || end == '/')
			return true;
	}
	return false;
}

static void check_ratio(struct reader *reader, const struct item *item)
{
	const struct value *reference = item_own(item, KEY_SHARE_OF);

	if (!reference->failed && reference->text && !has_default_ratio(item, reference->text))
		rule_needs(reader, item, KEY_RATIO, reference, "write ratio: 0.5");
}

/* A share is drawn where the items it names are: site keys of its own say nothing. */
void rules_share(struct reader *reader, const struct item *item)
{
	check_ratio(reader, item);
	for (size_t i = 0; i < KEY_TOTAL; i++) {
		const struct value *value = item_own(item, (enum key)i);
		bool placed = (key_spec((enum key)i)->blocks & (IN_SITE | IN_HARDWARE)) &&
			      !(key_spec((enum key)i)->blocks & IN_ITEM);

		if (value && (placed || i == KEY_SITE || i == KEY_METERED_AT))
			diag_add(reader->diags, DIAG_NO_EFFECT, value->entry->place,
				 value->path,
				 "a share is counted at the site of the items it names",
				 "'%s' has no effect beside 'share_of'", value->entry->key);
	}
}
