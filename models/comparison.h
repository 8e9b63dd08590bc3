#ifndef MODELS_COMPARISON_H
#define MODELS_COMPARISON_H

/*
 * The comparison: scenarios, or variations of one, run on common random numbers and ranked.
 *
 * Rows are ranked by the median of the total of one criterion. A row whose total has a hole, or
 * rests on a published 0 that is a rounded figure (suspect), or whose inputs are correlated in
 * another way than those of the others, is not ranked: it is listed with its reason, never
 * dropped. What is a hole in all rows alike, and draws no
 * electricity (the water of making hardware), is left out of all of them, and a note says so.
 * Electricity that is looked up is on one basis in all rows; whether an intensity that is
 * stated in some of them is on it is not known, and a note says so. All statistics are in the
 * unit of their criterion, as in the assessment, and are those that lca run gives for the row
 * alone (but by the Sobol' sequence, whose dimensions follow the draws of all rows).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/contest.h"
#include "models/assess.h"
#include "models/variation.h"

struct arena;
struct diags;
struct factors;

enum compared_status {
	COMPARED_RANKED,
	COMPARED_UNRANKED, /* has figures, but with a hole or correlations of its own */
	COMPARED_MISSING   /* has none: it cannot be computed */
};
enum { PLACE_SAMPLES_MOST = 20000 };

const char *compared_status_name(enum compared_status status); /* ranked | unranked | missing */

/* Where a row draws electricity: the site of its largest flow. Factors may be NULL: stated. */
struct compared_place {
	const char *region, *name;	 /* canonical code; of the region */
	double kwh;			 /* central, at the facility */
	size_t others;			 /* other places that the row draws at */
	const struct factor *grid;	 /* row of the database for gwp, or NULL */
	const struct factor *market;	 /* for gwp_market, or NULL */
	double market_intensity;	 /* kgCO2e/kWh, central */
	const struct factor *pue_factor; /* or NULL */
	/* Central, low and high alone, of PLACE_SAMPLES_MOST samples at most. */
	struct statistics intensity; /* kgCO2e/kWh */
	struct statistics pue;
	/* Lost before the meter, of what is generated; central. Known where it is counted with
	 * the intensity; held where the grid factor is per kWh delivered and has them in it. */
	double losses;
	const struct factor *losses_factor; /* or NULL */
	bool losses_held;
	bool intensity_known, market_known, pue_known, losses_known;
	/* By the scenario. */
	bool intensity_stated, market_stated, pue_stated, losses_stated;
};

/* One row against the lowest by the accounting choice in hand. */
struct compared_row {
	const char *label;
	const struct varied_value *values; /* of --vary */
	size_t value_count;
	const char *file, *name; /* of the scenario */
	const char *sha256;
	bool as_stated; /* the scenario as it stands is this row */
	enum compared_status status;
	const char *reason;	 /* why it is not ranked, or NULL */
	struct impact *totals;	 /* [criterion of the comparison]; a criterion that the row does
				    not have is MISSING */
	struct impact *embodied; /* [criterion] of the stage embodied */
	bool *lacks_electricity; /* [criterion] an item that draws electricity has no figure:
				    what is known is of the rest */
	struct compared_place place;
	/* Of ranked rows, by the criterion ranked by, against the first row. */
	struct statistics ratio, difference;
	struct contest_share lowest; /* how often it is the lowest of all ranked */
	double below_first;	     /* P(this < first) + P(equal) / 2; 0.5 for the first */
	bool told_from_first;	     /* at the interval */
	size_t group;		     /* 1 .. groups */
	bool exact_tie;		     /* its total is the very cell of the first row's */
	const struct source *const *sources; /* of its inputs, by id */
	size_t source_count;
};

/* What rows say, each text once. Texts of one kind differ in names, numbers and details. */
struct compared_note {
	const struct diag *diag; /* that says it; NULL: a note */
	const char *text;
	const size_t *rows; /* [row_count] indices, ascending; 0: it is of the comparison */
	size_t row_count;
	size_t kind;
};

struct compared_line {
	const struct compared_note *note; /* the first that it tells */
	const char *text;
};

/* A way of accounting that the ranking was tried under, with 8192 samples at most; the first
 * is that of the ranking itself, with all samples. It is possible where the first row of the
 * ranking and another have a figure under it, tried on the rows that have one, and counted
 * where half of all have. Added demand
 * (marginal) is of the direct boundary, by rows of the user's alone, and told where any ranked
 * row has one. */
struct accounting_choice {
	const char *boundary; /* "life cycle" | "direct" */
	const char *account;  /* "location" | "market" | "marginal" */
	const char *lifetime; /* "as stated" | "3 yr" */
	bool possible, counted;
	const size_t
	    *lacking; /* [without] indices of ranked rows without a figure, ascending */
	size_t without;
	const char *reason; /* "LABEL: REASON" of one of them, of the first row where that lacks
			       it; NULL: every row has a figure */
	size_t lowest;	    /* index of the row that is lowest by median */
	double probability, error; /* that the first row of the ranking is the lowest under it;
				      standard error */
	size_t rank_of_first;	   /* rank of the first row of the ranking under it */
	bool told_from_lowest;	   /* the first row from the lowest, where that is another */
};

struct comparison {
	struct record record; /* of the first scenario; options have --vary and --keep; inputs
 are those of all rows, each once, as opened */
	const struct criterion *const *criteria;
	size_t criterion_count;
	size_t by;		   /* index of the criterion ranked by */
	struct compared_row *rows; /* ranked by median, then unranked, then missing by label */
	size_t row_count, ranked;
	size_t groups;
	uint64_t pair_samples;	       /* that ratios, differences and groups rest on */
	double paired_sd, unpaired_sd; /* of the difference between the first two rows; NaN
					  where there are none: what pairing gained */
	const struct accounting_choice *choices;
	size_t choice_count; /* 0: not asked for */
	size_t choices_possible, choices_counted;
	/* Of those counted: the first row is the lowest, is so with P >= 0.95, is not but
	 * cannot be told apart from the lowest. */
	size_t first_is_lowest, first_is_sure, first_is_alike;
	bool choices_asked; /* though they may not be of what is ranked by */
	/* What a reader must know before the ranking; warnings as well. */
	const char **cautions;
	size_t caution_count;
	const struct compared_note *notes;
	size_t note_count;
	const struct compared_note *warnings; /* of rows, as they stand in diags by kind */
	size_t warning_count;
	const struct source **sources; /* cited by any row */
	size_t source_count;
};

struct comparison_options {
	struct assess_options assess;
	const char *by;			 /* id of the criterion; NULL: the first */
	bool choices;			 /* try the ranking under other ways of accounting: that
					    of gwp, of two rows or more */
	const char *const *factor_files; /* of --factors, to open them on another basis */
	size_t factor_file_count;
};

/* One of several scenarios, or a variant of one. */
struct comparison_side {
	const char *label;
	const struct variant *variant; /* or NULL */
	struct scenario *scenario;     /* NULL: could not be read (reported) */
};

/* NULL where nothing can be ranked (reported). Sides may come in any order: no figure depends
 * on it. */
struct comparison *compare_sides(struct arena *arena, const struct comparison_side *sides,
				 size_t count, struct factors *factors,
				 const struct comparison_options *options, struct diags *diags);

/* What stands between labels in a list: "; " where one of them has a comma, else ", ". */
const char *comparison_separator(const struct comparison *comparison);

/* The notes of the rows that are shown (NULL: all), as lines that name the rows: of a kind of
 * many texts the first, with the number of rows that say the like. Returns how many. */
size_t comparison_lines(struct arena *arena, const struct comparison *comparison,
			const bool *shown, struct compared_line **lines);

#endif
