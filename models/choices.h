#ifndef MODELS_CHOICES_H
#define MODELS_CHOICES_H

/* The ranked rows of a comparison under other ways of accounting. Internal to models/. */

#include "lca/engine/sheet_union.h"
#include "models/comparison_inner.h"

/* How electricity is counted. Figures of added demand are of the direct boundary alone. */
struct account {
	const char *name, *criterion;
	bool marginal;
};

enum { CHOICES_ACCOUNTS = 3, CHOICES_LIFETIMES = 2 };
extern const struct account choices_accounts[CHOICES_ACCOUNTS];

/* One choice, and the totals of the ranked rows under it. */
struct trial {
	struct accounting_choice choice;
	cell *cells;		    /* [ranked], bad where a row has no figure */
	size_t length;		    /* of the reason told */
	struct contest_share first; /* how often the first row is the lowest */
	double below;		    /* P(the first row is less than the lowest by median) */
	bool again;		    /* rows that took part proved to have no figure */
};

/* Those of one boundary, in a sheet of their own. */
struct trials {
	struct comparing *comparing;
	struct arena *arena;	 /* of what is dropped when all is done */
	struct factors *factors; /* on the boundary; NULL: they cannot be had */
	enum factors_basis basis;
	const struct factor *lifetime; /* another than the one stated, or NULL */
	size_t lifetimes, accounts;    /* of the list */
	/* [account * lifetimes + lifetime] */
	struct trial list[CHOICES_ACCOUNTS * CHOICES_LIFETIMES];
	const struct sheet *sheet;
};

/* Whether the total of any ranked row depends on a lifetime. */
bool choices_have_lifetime(const struct comparing *comparing, struct arena *arena);
/* Compiles the ranked rows for every trial, into one sheet. */
void choices_add_rows(struct trials *trials, struct sheet_union *all);
/* Tells why a row has no figure: that of the first row, else the shortest of all. */
void choices_leave_out(const struct comparing *comparing, struct trial *trial, size_t row,
		       const char *reason);

#endif
