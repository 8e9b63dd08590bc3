#ifndef MODELS_KNOWN_NAME_H
#define MODELS_KNOWN_NAME_H

/*
 * Names of models as publications write them, compared loosely: "Llama-2-7b-chat-hf" is
 * "Llama 2 7B", "BERT" is akin to "BERT base", "OLMo 2 13B" a sibling of "OLMo 2 7B".
 *
 * A name is a set of words, of numbers (versions: "3.1") and of sizes ("7b"). What is in
 * brackets, but for sizes where none stand outside, who published it ("meta-llama/"), and words
 * such as "chat" or "training" count for nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { KNOWN_NAME_MOST = 12 };

struct known_name {
	const char *words[KNOWN_NAME_MOST];
	const char *numbers[KNOWN_NAME_MOST];
	double sizes[KNOWN_NAME_MOST]; /* parameters */
	size_t word_count, number_count, size_count;
	uint64_t sieve; /* a bit for each word: names without a common bit share no word */
};

enum kinship {
	KIN_NONE,
	KIN_AKIN,    /* one name holds the other */
	KIN_SIBLING, /* the same but for the size */
	KIN_UNSIZED, /* the same, and one of them has no size */
	KIN_SAME
};

struct known_name known_name_of(struct arena *arena, const char *text); /* NULL: of nothing */
bool known_name_same_size(const struct known_name *a, const struct known_name *b);
enum kinship known_name_kinship(const struct known_name *a, const struct known_name *b);

#endif
