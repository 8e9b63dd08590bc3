#ifndef MODELS_USAGE_JSONL_H
#define MODELS_USAGE_JSONL_H

/*
 * Lines of JSONL, fast: a line is held against the templates of lines before it.
 *
 * Gateways write line after line with the same keys in the same order. A template is what stood
 * around the values of a line (usage_template.h). A line that has these bytes again is read by
 * looking at its values alone; any other line, and any line with a value that is not plain,
 * goes to json_select. Its word is the last on every line: templates save time and change
 * nothing. One for each thread.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"

struct usage_jsonl;
struct usage_walker;

/* So many bytes behind the end of the text may be read; what they hold is of no account. */
enum { USAGE_JSONL_SLACK = 64 };

/* Templates at hand at a time. */
enum { USAGE_TEMPLATES = 8 };

enum usage_line {
	USAGE_LINE_NONE,      /* the text is at its end */
	USAGE_LINE_PREDICTED, /* a record; its fields may be read from USAGE_JSONL_SLACK bytes
			       * before to as many behind */
	USAGE_LINE_SELECTED,  /* a record; json_select's fields, perhaps not in the text */
	USAGE_LINE_BLANK,
	USAGE_LINE_BAD /* not an object of JSON; fields are undefined */
};

/* paths: as of json_paths_new, kept by the caller. walker: NULL for the fastest. */
struct usage_jsonl *usage_jsonl_new(const char *const *paths, size_t count,
				    const struct usage_walker *walker);
void usage_jsonl_free(struct usage_jsonl *jsonl);

/* text[0..end) is read from now on, and stays as it is meanwhile. end[-1] is LF. */
void usage_jsonl_open(struct usage_jsonl *jsonl, const char *text, const char *end);
/* Reads the next line. *fields: [count] as json_select gives them, valid until the next call
 * and no longer than the text. */
enum usage_line usage_jsonl_next(struct usage_jsonl *jsonl, const struct csv_field **fields);
/* Are all fields of a PREDICTED line slices of the text? */
bool usage_jsonl_in_text(const struct usage_jsonl *jsonl);
/* What is still to be read. */
const char *usage_jsonl_rest(const struct usage_jsonl *jsonl);

/* Which fields the line read last may have, as rising indices; all the others are empty. */
const size_t *usage_jsonl_present(const struct usage_jsonl *jsonl, size_t *count);

/* The template that the line read last was PREDICTED by, < USAGE_TEMPLATES, and which in the
 * order of those made it is, from 1 on. */
size_t usage_jsonl_template(const struct usage_jsonl *jsonl, uint64_t *made);

/* Lines that a template has read. */
uint64_t usage_jsonl_predicted(const struct usage_jsonl *jsonl);

#endif
