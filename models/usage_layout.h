#ifndef MODELS_USAGE_LAYOUT_H
#define MODELS_USAGE_LAYOUT_H

/*
 * The layout of a line of JSONL: its keys and punctuation, byte by byte, and slots for values.
 *
 *     {"model":"a","usage":{"input":12}}   is   {"model":  value  ,"usage":{"input":  value  }}
 * LF
 *
 * A slot takes any value: a string, number, word, array, or an object that no wanted path leads
 * into. Which wanted field a slot fills is settled when the layout is made; where a path is
 * spelled twice, its last value counts. There is no layout of a line whose keys hold escapes or
 * repeat within an object.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"

enum { LAYOUT_LITERAL = 64, LAYOUT_SLOTS = 128 };

enum layout_kind {
	LAYOUT_PIECE, /* of a literal longer than LAYOUT_LITERAL: no value follows */
	LAYOUT_VALUE,
	LAYOUT_END /* the literal ends the line, LF included */
};

/* A literal, and what follows it. */
struct layout_slot {
	char literal[LAYOUT_LITERAL];
	uint64_t mask;	 /* bit i: byte i is part of the literal */
	uint32_t length; /* 1 <= length <= LAYOUT_LITERAL */
	uint32_t field;	 /* that the value fills; count where no path wants it */
	enum layout_kind kind;
	bool wanted;
	bool leads; /* a wanted path leads into an object that stood here */
};

struct layout {
	struct csv_field *fields; /* [count + 1]; those without a slot are empty; of equal paths
				   * the first one has the slot */
	size_t *present;	  /* those whose path has a slot, rising */
	size_t present_count;
	struct layout_slot slots[LAYOUT_SLOTS];
};

/* The inner loops (usage_walk.c), compiled once for each instruction set; all give the same. */
struct usage_walker {
	const char *name;
	/* Reads a line that has the layout: fills layout->fields, returns what follows its LF.
	 * NULL where it deviates, holds a wanted string with escapes, or is not JSON. */
	const char *(*line)(const struct layout *layout, const char *text);
	/* What follows the value at text; NULL where it is not JSON or deeply nested. */
	const char *(*value)(const char *text);
};

/* The fastest that this processor runs. */
const struct usage_walker *usage_walker_choose(void);
/* All that this processor runs, the plain one first; returns how many (at most 2). */
size_t usage_walkers(const struct usage_walker *list[2]);

/* Makes the layout of a line that json_select has accepted and that LF ends, in place of what
 * layout held; its fields stand ready. False: there is none, and layout is of no use. */
bool layout_learn(struct layout *layout, const char *line, const char *const *paths,
		  size_t count, const struct usage_walker *walker);

#endif
