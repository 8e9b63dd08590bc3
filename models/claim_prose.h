#ifndef MODELS_CLAIM_PROSE_H
#define MODELS_CLAIM_PROSE_H

/*
 * Sentences as claims: what the files of the prose reader share.
 *
 *   claim_prose_words.c    words with the marks between them, parts of sentences
 *   claim_prose_numbers.c  numbers with their units, "per query", "a year"
 *   claim_prose_items.c    what a number is: a likeness, a comparison
 *   claim_prose_figures.c  or a figure
 *   claim_prose_hardware.c which words are hardware, "8xA100"
 *   claim_prose_collect.c  all of a sentence
 *   claim_prose_mixture.c  parameters of mixtures of experts
 *   claim_prose_moves.c    comparisons of places
 *   claim_prose_scope.c    what a figure holds: "with the hardware", "from dynamic power"
 *   claim_prose_names.c    names of models
 *   claim_prose_subject.c  what it is said of: model, stage, region, hardware, a person
 *   claim_prose.c          claims out of these
 *   claim_prose_file.c     a file of them
 *
 * A number that is not understood is never dropped in silence: it becomes a remark.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/claim_reader.h"

struct prose_word {
	size_t start, end;     /* bytes of the text, without marks around it */
	uint32_t line, column; /* from 1, within the text */
	const char *lower;     /* in lower case */
	char mark;  /* the strongest mark before it: 0 , ( ) ; or . which ends a sentence */
	bool taken; /* a part of a name */
};

/* The name of a model in words [from, to). */
struct prose_name {
	size_t from, to;
	const char *model;
};

struct prose_text {
	struct arena *arena;
	const char *text;
	struct place place; /* of its first byte */
	bool located;	    /* places within it can be told: it is a file */
	struct prose_word *words;
	size_t count;
	struct prose_name *names;
	size_t name_count;
};

struct prose_text prose_words(struct arena *arena, const char *words, struct place place,
			      bool located);
struct place prose_place(const struct prose_text *text, size_t word);
/* Words [from, to) as they stand, one blank for any run of blanks. */
const char *prose_slice(const struct prose_text *text, size_t from, size_t to);
/* From a word to the end of its sentence, which ';' is not; of a long one the beginning. */
const char *prose_sentence(const struct prose_text *text, size_t from);
/* True where the word is one of those in a list parted by blanks; false at the end. */
bool prose_is(const struct prose_text *text, size_t word, size_t end, const char *list);
/* The first of [from, to) that is in the list, or `to`. */
size_t prose_seek(const struct prose_text *text, size_t from, size_t to, const char *list);

/* What stands behind "per", or before "a year". */
enum prose_rate { RATE_NONE, RATE_UNIT, RATE_TIME, RATE_OTHER };

struct prose_number {
	struct printed printed;
	size_t first,
	    next;	  /* words: with "about" before, with unit, "of CO2" and rate behind */
	size_t digits;	  /* the word its digits stand in, or begin in */
	size_t unit_next; /* the word behind its unit */
	enum prose_rate rate;
	const char *per; /* "year", "person", or NULL */
	bool of_word;	 /* the number is a word: "five", "a million" */
};

/* The next number in words [from, to), or false. */
bool prose_number(const struct prose_text *text, size_t from, size_t to,
		  struct prose_number *number);
/* Four digits that may be those of a year; which tell when something was so: "PUE and WUE,
 * 2026", "PUE (2024) of 1.2", "the PUE in 2025". */
bool prose_may_be_year(const struct prose_text *text, const struct prose_number *number);
bool prose_is_date(const struct prose_text *text, const struct prose_number *number,
		   size_t from);

/* "4x8": four machines of eight, of which the first number was read. */
void prose_multiply(struct printed *count, const char *lower);
/* So many times the count, which is exact. */
void prose_scale(struct printed *count, double times);
/* "A100", "8xA100", "GPUs", "TPU": hardware, or a part of its name. (claim_prose_hardware.c) */
bool prose_is_hardware(const struct prose_text *text, size_t word, size_t to);
bool prose_near_before(const struct prose_text *text, size_t from, size_t word, size_t most,
		       const char *list);
bool prose_near_behind(const struct prose_text *text, size_t word, size_t to, size_t most,
		       const char *list);

enum prose_kind { PROSE_FIGURE, PROSE_LIKE, PROSE_RATIO, PROSE_YEAR, PROSE_UNREAD };

struct prose_item {
	enum prose_kind kind;
	enum claim_figure figure;
	struct printed printed; /* the figure, the count, or how many times */
	const char *words;	/* the thing, what it is compared with, or NULL */
	const char *remark;	/* how it was read, or NULL */
	size_t first, next;	/* words */
	size_t than_first;	/* of a comparison: the words of what it is held against */
	int year;
	enum claim_power_of power_of; /* of a power */
	const struct region *here;    /* of a comparison of places, or NULL */
	const char *here_words;
};

/* Reads what stands at a number in words [from, to). */
struct prose_item prose_item(const struct prose_text *text, const struct prose_number *number,
			     size_t from, size_t to);
/* By what it is measured in: never a likeness or a comparison. (claim_prose_figures.c) */
struct prose_item prose_figure(const struct prose_text *text, const struct prose_number *number,
			       size_t from, size_t to);
/* Comparisons without digits: "twice as much as", "half of". False: there is none at `word`. */
bool prose_word_ratio(const struct prose_text *text, size_t word, size_t to,
		      struct prose_item *item);

/* Sentences into a claim that is there, or into new ones (SIZE_MAX). (claim_prose.c) */
void prose_read(struct claim_reader *reader, size_t claim, const char *words,
		struct place place, bool located);

/* What the numbers in words [from, *end) say, in their order; where there are more than
 * PROSE_ITEMS, *end becomes the first word that was not looked at. (claim_prose_collect.c) */
enum { PROSE_ITEMS = 64 };
size_t prose_collect(const struct prose_text *text, size_t from, size_t *end,
		     struct prose_item items[PROSE_ITEMS]);
/* "Questions", "chats": what a plain number counts as requests. */
bool prose_counts_requests(const struct prose_text *text, size_t word, size_t to);
/* A figure of all becomes one of each, where that is what the words are about. */
void prose_make_each(const struct prose_text *text, const struct prose_number *number,
		     size_t from, struct prose_item *item);

/* What the words at a figure, of [from, to), say that it holds: 0 where they say nothing. Two
 * figures of different scope are two, never one stated twice. (claim_prose_scope.c) */
enum prose_scope_bits {
	PROSE_LIFE = 1, /* the life cycle, with the hardware */
	PROSE_TOTAL = 2,
	PROSE_PART = 4,
	PROSE_ACCOUNT = 8 /* location-based or market-based */
};
unsigned prose_scope(const struct prose_text *text, const struct prose_item *item, size_t from,
		     size_t to);

/* Of all figures of words [from, to) that may hold more or less. */
unsigned prose_scopes(const struct prose_text *text, const struct prose_item *items,
		      size_t count, size_t from, size_t to);
/* A part of what a number before it in words [from, to) is all of. */
bool prose_is_share(const struct prose_text *text, const struct prose_number *number,
		    size_t from, size_t to);
/* A figure of which parts may be stated. */
bool prose_is_sum(enum claim_figure figure);
/* "284 t (626,155 lb)": the second figure of a kind is the first once more. */
bool prose_conversion(const struct prose_text *text, const struct prose_item *first,
		      const struct prose_item *second, size_t from, size_t to);
/* Where the words of the second of two figures of a kind begin, in [from, to]: behind a mark or
 * a word that sets them against each other. */
size_t prose_parting(const struct prose_text *text, size_t from, size_t to);

/* "20 times", "90 %" of words that tell two places becomes a comparison of these. Does nothing
 * where there are none. (claim_prose_moves.c) */
void prose_moves(const struct prose_text *text, struct factors *factors, size_t from, size_t to,
		 struct prose_item *items, size_t count);

/* Of a mixture of experts the active parameters are taken. (claim_prose_mixture.c) */
void prose_mixture(const struct prose_text *text, size_t from, size_t to,
		   struct prose_item *items, size_t count);

struct prose_subject {
	const char *model, *stage; /* or NULL */
	bool use_phase;		   /* by these words: no part of what was told of before */
	const char *like;	   /* "an average American a year", or NULL */
	const struct region *region;
	const char *region_text;
	const struct thing *accelerator;
	const char *hardware_text;
	bool one_accelerator; /* "on an A100" */
	double chips;	      /* in one of "TPU v3-8", or 0 */
};

/* Names in all of the text: marks their words as taken, so that no number is read in them. */
void prose_names(struct prose_text *text, struct claim_reader *reader);
/* Names of two models; one that holds the other may be of the same. */
bool prose_differ(struct arena *arena, const char *a, const char *b);
/* What words [from, to) are about; items of them tell where names do not count. */
struct prose_subject prose_subject(const struct prose_text *text, struct factors *factors,
				   size_t from, size_t to, const struct prose_item *items,
				   size_t count);

#endif
