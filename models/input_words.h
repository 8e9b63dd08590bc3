#ifndef MODELS_INPUT_WORDS_H
#define MODELS_INPUT_WORDS_H

/*
 * What an input is, by the name of its draw, for readers who have never seen the name; and what
 * measures it. Internal to models/.
 */

struct arena;
struct sheet;

/* reach names the row default/-/-/REACH that holds the GSD which measuring it can reach; NULL
 * where nobody can measure it, or nothing published says how well. */
struct input_words {
	const char *pattern; /* glob of draws */
	const char *kind;    /* of the factor row behind it; NULL: any, or none */
	const char *what;
	const char *reach;
	const char *how; /* what measures it: "a meter at the node or the PDU"; without reach
			    why nothing does, and what helps instead */
};

/* kind: of the factor row behind the draw, or NULL. NULL where the name says it all, as that of
 * a user's own factor. */
const struct input_words *input_words(const char *draw, const char *kind);

/* kinds[draw] of a sheet: of the factor row behind the draw, or NULL. */
const char **input_kinds(struct arena *arena, const struct sheet *sheet);

/* rows[draw] of a sheet: the id of the factor row that the draw is of or was stepped to, or
 * NULL; what rows of a method share is of none. */
const char **input_rows(struct arena *arena, const struct sheet *sheet);

/* names[draw] of a sheet, as reports show them: a property of a place (pue, wue, losses) by the
 * key of its input where it is that of one site or item, any other by its own name. */
const char **input_names(struct arena *arena, const struct sheet *sheet);

#endif
