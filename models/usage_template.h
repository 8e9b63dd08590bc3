#ifndef MODELS_USAGE_TEMPLATE_H
#define MODELS_USAGE_TEMPLATE_H

/*
 * The template of a line of JSONL: its keys and punctuation, byte by byte, and slots for
 * values.
 *
 *     {"model":"a","usage":{"input":12}}   is   {"model":  value  ,"usage":{"input":  value  }}
 * LF
 *
 * A slot takes any value: a string, number, word, array, or an object that no wanted path leads
 * into. Which wanted field a slot fills is settled when the template is made; where a path is
 * spelled twice, its last value counts. There is no template of a line whose keys hold escapes
 * or repeat within an object.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"

enum { TEMPLATE_LITERAL = 64, TEMPLATE_SLOTS = 128 };

enum template_kind {
	TEMPLATE_PIECE, /* of a literal longer than TEMPLATE_LITERAL: no value follows */
	TEMPLATE_VALUE,
	TEMPLATE_END /* the literal ends the line, LF included */
};

/* Wanted strings of a line without their escapes. json_select has those that are too long or
 * hold a \u. */
enum { TEMPLATE_ROOM = 4096, TEMPLATE_PADDING = 64 };
struct template_room {
	size_t used;
	char bytes[TEMPLATE_ROOM]; /* TEMPLATE_PADDING before and behind each */
};

/* A literal, and what follows it. */
struct template_slot {
	char literal[TEMPLATE_LITERAL];
	uint64_t mask;	 /* bit i: byte i is part of the literal */
	uint32_t length; /* 1 <= length <= TEMPLATE_LITERAL */
	uint32_t marks;	 /* of the literal, see usage_walker.marks */
	uint32_t gap;	 /* bytes before the first mark of the literal behind the value, or
			  * TEMPLATE_LITERAL */
	uint32_t field;	 /* that the value fills; count where no path wants it */
	enum template_kind kind;
	bool wanted;
	bool leads; /* a wanted path leads into an object that stood here */
};

struct line_template {
	struct csv_field *fields; /* [count + 1]; those without a slot are empty; of equal paths
				   * the first one has the slot */
	size_t *present;	  /* those whose path has a slot, rising */
	size_t present_count;
	struct template_room *room;
	struct template_slot slots[TEMPLATE_SLOTS];
};

/* The marks of a text: where its quotes, backslashes and control characters are. */
struct text_marks {
	const char *text;
	const uint16_t *next; /* of those that are not behind us, as distances from text */
};
enum { TEXT_MARKS_MOST = UINT16_MAX, TEXT_MARKS_SLACK = 64 };

/* The inner loops (usage_walk.c), compiled once for each instruction set; all give the same. */
struct usage_walker {
	const char *name;
	/* Reads a line that has the template: fills shape->fields, returns what follows its
	 * LF. NULL where it deviates, has no room for what it unescapes, or is not JSON. */
	const char *(*line)(const struct line_template *shape, const char *text);
	/* The same, knowing the marks from text on to the LF of the line or further; moves on
	 * among them if it returns what follows. NULL: there is no such way. */
	const char *(*marked_line)(const struct line_template *shape, const char *text,
				   struct text_marks *marks);
	/* Finds the marks of text[0..length), length <= TEXT_MARKS_MOST; returns how many.
	 * Writes up to TEXT_MARKS_SLACK more. */
	size_t (*marks)(const char *text, size_t length, uint16_t *marks);
	/* What follows the value at text; NULL where it is not JSON or deeply nested. */
	const char *(*value)(const char *text);
};

/* The fastest that this processor runs. */
const struct usage_walker *usage_walker_choose(void);
/* All that this processor runs, the plain one first; returns how many. */
enum { USAGE_WALKERS = 3 };
size_t usage_walkers(const struct usage_walker *list[USAGE_WALKERS]);

/* Makes the template of a line that json_select has accepted and that LF ends, in place of what
 * shape held; its fields stand ready. False: there is none, and shape is of no use. */
bool usage_template_learn(struct line_template *shape, const char *line,
			  const char *const *paths, size_t count,
			  const struct usage_walker *walker);

#endif
