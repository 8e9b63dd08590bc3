/* The key tables of a scenario, looked up by name and block. */

#include "models/keys.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/scenario.h"

static const struct key_spec specs[] = {
#define KEY(id, name, blocks, kind, unit, flags, low, high, meaning)                           \
	{name, blocks, kind, unit, flags, low, high, meaning},
#include "models/keys.def"
#undef KEY
};

static const struct {
	const char *name;
	unsigned blocks;
} stages[] = {
#define STAGE(id, name, phase, title) {#name, IN_ITEM | IN_SITE | IN_HARDWARE | IN_##id},
#include "models/stages.def"
#undef STAGE
};

static const struct {
	unsigned block;
	const char *name, *place;
} blocks[] = {
    {IN_TOP, "top", "at the top level"},
    {IN_SITE, "site", "in a site or an item"},
    {IN_HARDWARE, "hardware", "in a hardware block or an item"},
    {IN_ITEM, "item", "in an item"},
    {IN_TRAINING, "training", "in an item of training"},
    {IN_IDLE, "idle", "in an item of idle"},
    {IN_EMBODIED, "embodied", "in an item of embodied"},
    {IN_INFERENCE, "inference", "in an item of inference"},
    {IN_OTHER, "other", "in an item of other stages"},
    {IN_REQUESTS_LOG, "requests_log", "in requests_log"},
    {IN_ABOUT, "about", "in about"},
};

const struct key_spec *key_spec(enum key key)
{
	return &specs[key];
}

struct quantity_rule key_rule(enum key key)
{
	const struct key_spec *spec = &specs[key];

	return (struct quantity_rule){
	    .unit = spec->unit,
	    .bare = (spec->flags & FLAG_BARE) != 0,
	    .positive = (spec->flags & FLAG_POSITIVE) != 0,
	    .denominator = (spec->flags & FLAG_DENOMINATOR) != 0,
	    .nonnegative = (spec->flags & FLAG_NONNEGATIVE) != 0,
	    .low = spec->low,
	    .high = spec->high,
	};
}

unsigned stage_blocks(enum stage_id stage)
{
	return stages[stage].blocks;
}

const char *stage_name(enum stage_id stage)
{
	return stages[stage].name;
}

bool stage_by_name(const char *name, enum stage_id *stage)
{
	for (size_t i = 0; i < STAGE_COUNT; i++) {
		if (text_same(name, stages[i].name)) {
			*stage = (enum stage_id)i;
			return true;
		}
	}
	return false;
}

enum key key_find(const char *name, unsigned allowed)
{
	for (size_t i = 0; i < KEY_TOTAL; i++) {
		if ((specs[i].blocks & allowed) && text_same(name, specs[i].name))
			return (enum key)i;
	}
	return KEY_TOTAL;
}

const char *key_suggest(const struct diags *diags, const char *name, unsigned allowed)
{
	const char *names[KEY_TOTAL];
	size_t count = 0;

	for (size_t i = 0; i < KEY_TOTAL; i++) {
		if (specs[i].blocks & allowed)
			names[count++] = specs[i].name;
	}
	return diag_suggest(diags, name, names, count);
}

const char *key_home(struct arena *arena, const char *name)
{
	const char *home = NULL;

	for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++)
		if (key_find(name, blocks[b].block) != KEY_TOTAL)
			home = arena_printf(arena, "%s%s%s", home ? home : "",
					    home ? " or " : "", blocks[b].place);
	return home;
}

static const char *value_text(const struct key_spec *spec)
{
	static const char *const texts[] = {
	    [KIND_QUANTITY] = "a quantity",  [KIND_TEXT] = "text",
	    [KIND_YEAR] = "a year",	     [KIND_PERIOD] = "a period",
	    [KIND_TEXTS] = "text or a list", [KIND_MAP] = "a mapping",
	    [KIND_LIST] = "a list",	     [KIND_NODE] = "a quantity or a mapping",
	};

	if (spec->kind == KIND_NODE && !spec->unit)
		return "text, a list or a mapping";
	if (spec->kind != KIND_QUANTITY || !spec->unit)
		return texts[spec->kind];
	return spec->unit[0] ? spec->unit : "a number";
}

const struct key_row *scenario_keys(struct arena *arena, size_t *count)
{
	struct key_row *rows = NULL;

	*count = 0;
	for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++) {
		for (size_t i = 0; i < KEY_TOTAL; i++) {
			if (!(specs[i].blocks & blocks[b].block))
				continue;
			rows = arena_grow(arena, rows, *count, sizeof *rows);
			rows[(*count)++] =
			    (struct key_row){blocks[b].name, specs[i].name,
					     value_text(&specs[i]), specs[i].meaning};
		}
	}
	return rows;
}
