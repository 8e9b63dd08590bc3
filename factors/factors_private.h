#ifndef FACTORS_FACTORS_PRIVATE_H
#define FACTORS_FACTORS_PRIVATE_H

/*
 * Inside of struct factors, shared by the files that implement factors.h.
 *
 * layers[0] is built in, layers[layer_count - 1] is on top. What was looked up once is
 * remembered under a key text, so that equal queries give equal pointers and warn once.
 */

#include <stdint.h>

#include "factors/factors.h"
#include "factors/layer.h"

struct memo {
	const char *key;
	const void *value;
	struct memo *next;
};

enum { MEMO_BUCKETS = 1024 };

struct factors {
	struct arena *arena;
	struct layer *layers;
	size_t layer_count;
	struct criterion *criteria;
	size_t criterion_count;
	char digest[65];
	const char *version;
	enum factors_basis basis;
	const char *as_of;			 /* or NULL */
	const char *region_named, *region_meant; /* or NULL */
	const char *reason;			 /* why the last look-up found nothing */
	struct memo *memos[MEMO_BUCKETS];
};

struct query {
	const char *activity, *region, *criterion;
	int year;
};

/* A row where it lies. */
struct candidate {
	int64_t number; /* factor.number in the layer */
	size_t layer;
	int year;
};

/* True where key is remembered; *value may then be NULL. */
bool memo_get(const struct factors *factors, const char *key, const void **value);
void memo_put(struct factors *factors, const char *key, const void *value);

/* The row as it stands; NULL where a user's database holds a broken one. */
const struct factor *factor_row(struct factors *factors, size_t layer, int64_t number);
/* False for what was published after the day the factors are taken of; a date is compared by
 * the shorter of the two texts. */
bool factor_known(const struct factors *factors, const char *published);
/* The row with this id in the highest layer that has it. */
bool factor_place(const struct factors *factors, const char *id, struct candidate *found);
/* The median of a default, or otherwise where the database has none. */
double factor_default(struct factors *factors, const char *region, const char *criterion,
		      double otherwise);

/* Answers a query without a word: widened, not yet bridged; NULL where there is no row. */
const struct factor *lookup_quietly(struct factors *factors, const struct query *query);

#endif
