#ifndef MODELS_PRECISION_H
#define MODELS_PRECISION_H

/* Number formats that models are trained and served in. Several words are in use for one of
 * them. */

struct arena;

struct precision {
	const char *word; /* as typed, in lower case: "bf16" */
	const char *name; /* of the format: "bfloat16" */
	int bits;	  /* of a number, without what a block of them shares */
};

/* NULL for a word that is none. ASCII case is ignored. */
const struct precision *precision_find(struct arena *arena, const char *text);
/* The name of the format; of an unknown one the text in lower case. */
const char *precision_name(struct arena *arena, const char *text);
/* "fp64, fp32, ...": every word. */
const char *precision_words(struct arena *arena);

#endif
