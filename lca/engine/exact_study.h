#ifndef LCA_ENGINE_EXACT_STUDY_H
#define LCA_ENGINE_EXACT_STUDY_H

/* The cells that some outputs of a sheet need, each as a sum of products. Internal to exact*.c.
 */

#include "lca/engine/exact_bounds.h"
#include "lca/engine/exact_term.h"

struct exact_study {
	struct exact_book book; /* its arena is the study's own */
	struct exact_list *cells;
	bool *needed;
	struct exact_bounds *bounds; /* NULL until a minimum asks for them */
	bool correlated;	     /* some draws of the sheet are */
};

void exact_study_start(struct exact_study *study, const struct sheet *sheet,
		       const cell *outputs, size_t count);
void exact_study_end(struct exact_study *study);

/* Not known where the output depends on draws that are correlated with each other. */
struct exact_list exact_study_output(const struct exact_study *study, cell output);

#endif
