#ifndef LCA_BASE_TREE_H
#define LCA_BASE_TREE_H

/*
 * A YAML document as a tree of nodes with places.
 *
 * Read from libyaml events (tree_yaml.c): depth <= 64, file <= 4 MiB, nodes reached through
 * aliases
 * <= 100 000, one document, duplicate keys refused, `<<` merged with explicit keys winning,
 * CRLF and BOM accepted, scalars kept as text (NO is Norway). An alias is the very same node:
 * node->shared is then set. All problems of a file are reported at once; NULL only where
 * nothing could be read.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/diag.h"

struct arena;

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct entry {
	const char *key;
	struct place place; /* of the key */
	struct node *value;
};

struct node {
	enum node_kind kind;
	struct place place;
	bool shared;	  /* reached through an alias as well */
	bool quoted;	  /* a scalar in quotes or a block scalar */
	const char *text; /* scalar; "" for an empty plain one */
	size_t count;	  /* list items or map entries */
	struct node **items;
	struct entry *entries; /* in file order */
};

/* name: as the user typed it (shown in places). text is copied and registered with
 * diags_source. */
struct node *tree_read(struct arena *arena, const char *name, const char *text, size_t length,
		       struct diags *diags);
/* Reads a whole file ("-" is standard input); *text and *length give its bytes (in arena) for
 * hashing. */
struct node *tree_read_file(struct arena *arena, const char *path, struct diags *diags,
			    const char **text, size_t *length);

/* Text as a scalar of a block, on one line: plain, or in quotes where it must be. What is read
 * of it is the text; bytes that are not UTF-8 are replaced. */
const char *tree_scalar(struct arena *arena, const char *text);
/* The same, always in quotes: fit for {a mapping on one line}, too. */
const char *tree_quoted(struct arena *arena, const char *text);
/* No control character, line separator or byte that is not UTF-8: fit for a comment. */
bool tree_is_one_line(const char *text);

/* The value of a key in a map, or NULL (also where node is not a map). */
const struct node *node_get(const struct node *node, const char *key);
const struct entry *node_entry(const struct node *node, const char *key);
bool node_is_null(const struct node *node); /* empty plain, ~, null */
/* The same texts in the same order and nesting; a NULL is the same as a NULL alone. */
bool node_same(const struct node *a, const struct node *b);
/* "write source: 'staff, interview'" where the key at index is the end of a text with a comma
 * that lacks its quotes, {source: staff, interview}; else NULL. */
const char *node_text_tail(struct arena *arena, const struct node *map, size_t index);

#endif
