#ifndef LCA_ENGINE_EXACT_TAIL_H
#define LCA_ENGINE_EXACT_TAIL_H

/* Which moments an output has, and how rare what it is made of can be. Internal to exact*.c. */

#include "lca/engine/exact_term.h"

/* Of each draw of a sheet, by its inputs. */
struct exact_tails {
	const struct sheet *sheet;
	enum exact_tail *tails;
	double *rarest; /* least probability of a value; 0 where none is discrete */
	bool any;	/* a draw whose tail is not light */
};

void exact_tails_start(struct exact_tails *tails, struct arena *arena,
		       const struct sheet *sheet);

/* The heaviest of its terms: products of independent factors have the moments that all of them
 * have. */
enum exact_tail exact_tail_of_list(struct exact_book *book, struct exact_list list);
/* Of a formula that is no such list: the heaviest of its inputs. */
enum exact_tail exact_tail_of_inputs(const struct exact_tails *tails, cell output);
double exact_rarest(const struct exact_tails *tails, struct exact_list list);

#endif
