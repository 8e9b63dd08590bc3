#ifndef MODELS_LIKENESS_H
#define MODELS_LIKENESS_H

/*
 * What a figure is said to be like: words such as "acres of forest for a year" and the rows of
 * equivalences.csv that they mean (likeness.def).
 *
 * Where the words leave open which of several things is meant ("60 flights"), all are given.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { LIKENESS_MOST = 8 };

struct likeness {
	const char *ids[LIKENESS_MOST]; /* of equivalences */
	double times[LIKENESS_MOST];	/* things of that row in one that the words mean */
	size_t count;			/* 0: they mean nothing known */
	size_t words;			/* how many words spoke for it */
};

/* Texts in any case; punctuation parts words, but for '.' within one. */
struct likeness likeness_find(struct arena *arena, const char *text);

#endif
