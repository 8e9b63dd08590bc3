#ifndef MODELS_KEYS_H
#define MODELS_KEYS_H

/*
 * The key tables: which keys a scenario may hold, and what each accepts.
 *
 * keys.def is the one list. Validation, hints, `lca keys` and docs/scenario.md come from it. A
 * power is mean power in kW inside; a key of KIND_QUANTITY with unit NULL takes any dimension,
 * with "" a pure number.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/quantity.h"

struct arena;
struct diags;

enum stage_id {
#define STAGE(id, name, phase, title) STAGE_##id,
#include "models/stages.def"
#undef STAGE
	STAGE_COUNT
};

enum block {
	IN_TOP = 1 << 0,
	IN_SITE = 1 << 1,
	IN_HARDWARE = 1 << 2,
	IN_ITEM = 1 << 3,
	IN_TRAINING = 1 << 4,
	IN_IDLE = 1 << 5,
	IN_EMBODIED = 1 << 6,
	IN_INFERENCE = 1 << 7,
	IN_OTHER = 1 << 8,
	IN_REQUESTS_LOG = 1 << 9,
	IN_ABOUT = 1 << 10
};

enum key_kind {
	KIND_QUANTITY,
	KIND_TEXT,
	KIND_YEAR,
	KIND_PERIOD,
	KIND_TEXTS,
	KIND_MAP,
	KIND_LIST,
	KIND_NODE
};

enum key_flag {
	FLAG_BARE = 1,	   /* a number without a unit is read in the key's unit */
	FLAG_POSITIVE = 2, /* must have support away from 0 */
	FLAG_NONNEGATIVE = 4,
	FLAG_DENOMINATOR = 8, /* enters a denominator as 1 - x: a normal is refused */
	FLAG_SERIES = 16 /* or {series: FILE, column: NAME}, hour by hour (grid_series.h) */
};

enum key {
#define KEY(id, name, blocks, kind, unit, flags, low, high, meaning) KEY_##id,
#include "models/keys.def"
#undef KEY
	KEY_TOTAL
};

struct key_spec {
	const char *name;
	unsigned blocks;
	enum key_kind kind;
	const char *unit;
	unsigned flags;
	double low, high;
	const char *meaning;
};

const struct key_spec *key_spec(enum key key);
struct quantity_rule key_rule(enum key key);
/* Blocks whose keys may stand on an item of this stage: item, site, hardware and the stage's
 * own. */
unsigned stage_blocks(enum stage_id stage);
const char *stage_name(enum stage_id stage);
/* False where no stage has that name. */
bool stage_by_name(const char *name, enum stage_id *stage);

/* The key of that name that may stand in one of the blocks; KEY_TOTAL where there is none. */
enum key key_find(const char *name, unsigned blocks);
/* The hint with the nearest name among the blocks' keys, or NULL (diag_suggest). */
const char *key_suggest(const struct diags *diags, const char *name, unsigned blocks);
/* Where a key of that name may be written: "at the top level", "in a site or in an item"; NULL
 * where nowhere. */
const char *key_home(struct arena *arena, const char *name);

#endif
