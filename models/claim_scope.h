#ifndef MODELS_CLAIM_SCOPE_H
#define MODELS_CLAIM_SCOPE_H

/* What the words of a publication - a stage, a scope - name as held by its figures. */

#include <stdbool.h>
#include <stddef.h>

struct claim;

/* A list of words with its length, for the arguments below. */
#define SCOPE_WORDS(...)                                                                       \
	(const char *const[]){__VA_ARGS__},                                                    \
	    sizeof(const char *const[]){__VA_ARGS__} / sizeof(const char *)
#define SCOPE_TRAINING SCOPE_WORDS("training", "pretraining")
#define SCOPE_IDLE     SCOPE_WORDS("idle", "idling")
#define SCOPE_EXPERIMENTS                                                                      \
	SCOPE_WORDS("rnd", "experiment", "experimentation", "development", "research")
#define SCOPE_EMBODIED                                                                         \
	SCOPE_WORDS("embodied", "manufacturing", "manufacture", "manufactured", "hardware")
#define SCOPE_PUE   SCOPE_WORDS("pue", "cooling", "facility", "overhead")
#define SCOPE_TOTAL SCOPE_WORDS("total")

/* The text, or NULL, names one of the words, whole or in the plural, as held: not in "training
 * without idle", "PUE not included" or, for "use", "warehouse". */
bool scope_names(const char *text, const char *const *words, size_t count);
/* One of the scopes of the claim does. */
bool scope_holds(const struct claim *claim, const char *const *words, size_t count);
/* One of them has such a word and does not name it as held: "before PUE". */
bool scope_denies(const struct claim *claim, const char *const *words, size_t count);

#endif
