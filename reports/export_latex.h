#ifndef REPORTS_EXPORT_LATEX_H
#define REPORTS_EXPORT_LATEX_H

/*
 * A fragment for \input: a table, the method in sentences, BibTeX entries.
 *
 * Whatever a user or the database wrote goes through latex_escape: the result is ASCII in which
 * no command, group, argument, comment or environment of theirs survives, and braces pair, as
 * BibTeX wants it. It holds in captions, cells, arguments and verbatim files of entries.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct assessment;
struct buffer;
struct export_request;
struct method_text;

/* Untrusted text as LaTeX; CO2 gets its subscript. NULL gives "". */
const char *latex_escape(struct arena *arena, const char *text);
/* The same with places where a line may end, for names in narrow columns. */
const char *latex_breakable(struct arena *arena, const char *text);
/* An address, which may break behind slashes and dots. */
const char *latex_address(struct arena *arena, const char *text);
/* A name of letters, digits and '-' for labels, keys and files; "model" where nothing is left.
 */
const char *latex_name(struct arena *arena, const char *text);

/* Stages, items, the total, functional units (export_latex_table.c). */
void latex_table(const struct export_request *request, struct arena *arena, struct buffer *out);
/* Works that texts cite, each once, in order of first use (latex_work.c). */
struct latex_works;
struct latex_works *latex_works(struct arena *arena, const struct assessment *assessment,
				const struct method_text *const *texts, size_t count);
/* The sentences with \cite. brief: of what a user states as the place in a work, its first
 * words (export_latex_cite.c). */
void latex_method(const struct latex_works *works, const struct method_text *text, bool brief,
		  struct arena *arena, struct buffer *out);
/* The entries of BibTeX; name: of the file. Nothing where nothing is cited. */
void latex_entries(const struct latex_works *works, const char *name, struct arena *arena,
		   struct buffer *out);

#endif
