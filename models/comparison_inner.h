#ifndef MODELS_COMPARISON_INNER_H
#define MODELS_COMPARISON_INNER_H

/* What the files of the comparison share. Internal to models/. */

#include "lca/base/text_set.h"
#include "models/comparison.h"
#include "models/freeze.h"

/* A side on its way to a row. */
struct contender {
	const struct comparison_side *side;
	struct diags *diags;   /* of this side alone */
	struct freeze *freeze; /* NULL: it cannot be computed */
	bool mistaken;	       /* for an error of its scenario, not for data that are missing */
	struct compared_row row;
	cell intensity, pue; /* of row.place, in its own sheet; CELL_BAD: not known */
	int year;	     /* of row.place, or 0 */
	bool added;	     /* to the union of all sheets */
	bool competes;	     /* in the contest, as number */
	size_t number;
	bool states;   /* the factor of the criterion ranked by, for some electricity */
	bool looks_up; /* the same factor, for some electricity */
};

/* What was said so far (comparison_heard.c). Start with arena and by alone. */
struct hearing {
	struct arena *arena;
	const char *by; /* id of the criterion ranked by, or NULL */
	struct text_set texts, shapes;
	struct compared_note *notes;
	size_t **rows; /* [note], as in the notes */
	size_t count;
};
#define OF_ALL SIZE_MAX

/* Rows that say a text are named up to so many; texts of one kind are told one by one up to so
 * many. */
enum { LABELS_MOST = 3, ERRORS_EACH = 3, WARNINGS_EACH = 1, NOTES_EACH = 3 };

/* Who is told of: rows that are not deaf. */
struct audience {
	const char *const *labels; /* [count] */
	const bool *deaf;	   /* [count] */
	size_t count, voices;
	size_t each; /* texts of a kind that are told one by one */
};

/* Row OF_ALL: it is of the whole comparison. Rows in ascending order. */
void hear(struct hearing *hearing, size_t row, const struct diag *diag, const char *text);
size_t lines_told(struct arena *arena, const struct audience *audience,
		  const struct compared_note *notes, size_t count,
		  struct compared_line **lines);

/* What stands between labels in a list: "; " where one has a comma. */
const char *labels_separator(const char *const *labels, size_t count);

struct comparing {
	struct arena *arena;
	struct factors *factors;
	const struct comparison_options *options;
	struct assess_options assess; /* with the criterion ranked by among those asked for */
	struct contender *contenders; /* by label */
	size_t count;
	struct comparison *result;
	size_t *criteria;	   /* [criterion of the result] = criterion of the database */
	struct contender **ranked; /* by median */
	struct contender **placed; /* [row of the result] */
	struct hearing notes;
	const struct sheet *sheet; /* of all sides */
	struct contest *contest;   /* of the sides that can be ranked */
	const char *common;	   /* items that no side knows: "", or "A, B" */
};

/* Compiles a side; where it fails its row is missing, with the reason. */
void contender_compile(struct comparing *comparing, struct contender *contender);
/* Totals, the embodied stage and the place, as cells of its sheet. */
void contender_sum(struct comparing *comparing, struct contender *contender);
/* The place of the largest flow, and whether the grid factor of the criterion ranked by is
 * stated (comparison_place.c). */
void contender_place(struct contender *contender, const char *by);

/* A figure and its cell. */
struct wanted {
	cell cell;
	struct statistics *to;
	double scale; /* its unit, in base units */
};
/* Runs cells of one sheet, each once, and hands out their statistics. The contest of the first
 * contestants, in the same pass; NULL where there are none. */
struct contest *wanted_run(struct arena *arena, const struct sheet *sheet,
			   const struct run_options *run, const struct wanted *wanted,
			   size_t count, size_t contestants);
/* Runs what all sides need at once; statistics into their rows (comparison_run.c). */
void comparing_run(struct comparing *comparing);
/* Before that: why sides with figures cannot be ranked, as the reasons of their rows. */
void comparing_settle(struct comparing *comparing);
/* Which rows are ranked; their order, shares, pairs and groups (comparison_rank.c). */
void comparing_rank(struct comparing *comparing);

/* What a row rests on (comparison_basis.c): why its total is not to be ranked, or NULL; where
 * the rows differ in stating the intensity, a note says that a stated one says nothing of its
 * boundary, which those of the database do. total is a cell of its own sheet. */
const char *basis_doubt(const struct build *build, cell total);
void basis_note(struct comparing *comparing);

/* A caution where grid figures of the first rows differ in source, mix or year
 * (comparison_sources.c). */
void comparing_sources(struct comparing *comparing);

/* Whether an item that draws electricity has no figure. */
bool lacks_electricity(const struct build *build, size_t criterion);
/* Which item of a total is not known, and why. */
const char *hole_reason(struct arena *arena, const struct build *build, size_t criterion,
			const struct impact *total);

/* What the sides say, each thing once (comparison_told.c): errors alone where nothing can be
 * computed, else warnings, notes and sources. */
void comparing_tell_errors(const struct comparing *comparing, struct diags *diags);
void comparing_tell(struct comparing *comparing, struct diags *diags);
void comparing_note(struct comparing *comparing, const char *text);
/* What stands between labels in a list, before there are rows. */
const char *comparing_separator(const struct comparing *comparing);

/* Rows that count or do different things, keys that move nothing (comparison_caution.c). */
void comparing_caution(struct comparing *comparing, struct diags *diags);
/* The ranking under other ways of accounting (choices.c). */
void comparing_choose(struct comparing *comparing);

#endif
