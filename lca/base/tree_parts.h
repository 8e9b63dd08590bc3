#ifndef LCA_BASE_TREE_PARTS_H
#define LCA_BASE_TREE_PARTS_H

/*
 * The parts of the reader behind tree.h: tree.c checks the bytes, tree_yaml.c builds nodes from
 * events, tree_map.c settles the keys of a mapping, tree_problem.c says what a syntax error
 * means.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/tree.h"

/* Builds the tree of checked text without a byte order mark. NULL: reported. */
struct node *tree_parse(struct arena *arena, const char *file, const char *text, size_t length,
			struct diags *diags);

/* Ends a mapping that holds its explicit entries: adds those of merge (the value of '<<', or
 * NULL) where no explicit key wins, and reports and drops keys that stand twice. */
void tree_finish_map(struct arena *arena, struct node *map, const struct node *merge,
		     struct diags *diags);

/* A syntax error as the parser words it; problem_at and context_at are places in text. */
struct tree_problem {
	const char *problem;
	struct place problem_at;
	const char *context; /* or NULL */
	struct place context_at;
};

void tree_report_problem(struct arena *arena, const struct tree_problem *problem,
			 const char *text, size_t length, struct diags *diags);

#endif
