#ifndef MODELS_USAGE_NAMES_H
#define MODELS_USAGE_NAMES_H

/*
 * Models and regions of an inference log by number.
 *
 * struct usage_names is shared by all threads, under its own lock; struct usage_lexicon is a
 * thread's copy of what it has met, looked up without one. Numbers depend on who comes first
 * and never show: results are sorted by text.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/usage_row.h"

struct usage_known {
	uint64_t hash;
	char *text; /* NULL: free */
	uint32_t length, number;
};

size_t usage_names_count(const struct usage_names *names, bool regions);
uint32_t usage_names_add(struct usage_names *names, bool region, const char *text,
			 size_t length);
/* The number of a text; the caller gives its hash. */
uint32_t usage_lexicon_add(struct usage_lexicon *lexicon, struct usage_names *names,
			   bool region, uint64_t hash, const char *text, size_t length);
void usage_lexicon_free(struct usage_lexicon *lexicon);

#endif
