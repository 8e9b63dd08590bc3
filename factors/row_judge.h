#ifndef FACTORS_ROW_JUDGE_H
#define FACTORS_ROW_JUDGE_H

/*
 * Judges a factor row, be it of a CSV table or of a user's database: its words, its unit and
 * its value (rules.h).
 *
 * A variant is of small letters, digits and .-=,_ ; one named direct or lifecycle stands on
 * that basis. Market-based and marginal figures are not under gwp, where they would become the
 * headline without a word.
 */

#include "factors/row_store.h"
#include "lca/base/diag.h"

struct arena;

struct finding {
	enum diag_code code;
	enum column_index column;
	const char *message;
	const char *hint; /* or NULL */
};

enum { MOST_FINDINGS = 16 };

struct findings {
	struct finding items[MOST_FINDINGS];
	size_t count;
};

/* Each adds what is wrong. The second needs a unit and a distribution that could be read. */
void row_judge_words(struct arena *arena, const struct row *row, struct findings *findings);
void row_judge_limits(const struct layer *layers, size_t count, struct arena *arena,
		      const struct row *row, struct findings *findings);

#endif
