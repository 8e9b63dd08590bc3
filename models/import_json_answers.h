#ifndef MODELS_IMPORT_JSON_ANSWERS_H
#define MODELS_IMPORT_JSON_ANSWERS_H

/*
 * Answers that a log tells of on several lines: pieces of a stream that each have the counts so
 * far, blocks of an answer, copies of earlier lines.
 *
 * An answer counts once, with the highest counts that its lines have: each line adds what it
 * has more than those before it. Every answer is remembered, at about 150 bytes, up to a
 * million.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/text_set.h"

struct cJSON;
struct intake;

enum { ANSWER_COUNTS = 6, MOST_ANSWERS = 1000000 };

struct answer {
	double counts[ANSWER_COUNTS]; /* the highest so far; whole numbers below 2^53 */
};

/* Starts with {0}. */
struct answers {
	struct text_set ids;
	struct answer *items; /* [ids.count] */
};

/* The number of the answer with this id; a new one where the id is "". first: it was not met
 * before. Too many answers are reported. */
size_t answers_find(struct intake *intake, struct answers *answers, const char *id,
		    bool *first);
/* Puts into flat, below prefix and key, what usage has more of each count; keys are paths with
 * dots, at most ANSWER_COUNTS. What is no number is passed on as a text, to be found at fault.
 * True: there is more of something. */
bool answers_add(struct answer *answer, const struct cJSON *usage, const char *prefix,
		 const char *const *keys, size_t count, struct cJSON *flat);

#endif
