#ifndef REPORTS_EXPORT_LATEX_H
#define REPORTS_EXPORT_LATEX_H

/*
 * A fragment for \input: a table, the method in sentences, BibTeX entries.
 *
 * Whatever a user or the database wrote goes through latex_escape: the result is ASCII in which
 * no command, group, argument, comment or environment of theirs survives, and braces pair, as
 * BibTeX wants it. It holds in captions, cells, arguments and verbatim files of entries.
 */

#include <stddef.h>

struct arena;
struct buffer;
struct export_request;
struct method_text;

/* Untrusted text as LaTeX; CO2 gets its subscript. NULL gives "". */
const char *latex_escape(struct arena *arena, const char *text);
/* An address, which may break behind slashes and dots. */
const char *latex_address(struct arena *arena, const char *text);
/* A name of letters, digits and '-' for labels, keys and files; "model" where nothing is left.
 */
const char *latex_name(struct arena *arena, const char *text);

/* Stages, items, the total, functional units (export_latex_table.c). */
void latex_table(const struct export_request *request, struct arena *arena, struct buffer *out);
/* The sentences with \cite; the entries they name, in order of first use
 * (export_latex_cite.c). */
void latex_method(const struct method_text *text, struct arena *arena, struct buffer *out);
void latex_entries(const struct method_text *text, const char *name, struct arena *arena,
		   struct buffer *out);

#endif
