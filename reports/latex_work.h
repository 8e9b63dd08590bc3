#ifndef REPORTS_LATEX_WORK_H
#define REPORTS_LATEX_WORK_H

/*
 * What a citation is of: an arXiv number, a DOI, a row of the sources, or only what the user
 * wrote. Several places in one work are one work.
 */

#include "reports/method_text.h"

struct assessment;
struct source;

struct latex_work {
	const char *arxiv, *doi;     /* or NULL */
	const struct source *source; /* of the database, or NULL */
	const char *stated;	     /* where it is none of these */
	const char *key;
};

struct latex_works {
	const struct assessment *assessment;
	struct latex_work *works;
	size_t count;
};

/* An arXiv number or a DOI at the start of a text, as itself or in an address; what follows it,
 * without the comma, is its place. NULL fields: there is none. */
struct latex_place {
	const char *arxiv, *doi, *rest;
};
struct latex_place latex_place(struct arena *arena, const char *text);
/* "Table 1" of "Table 1; 0.6 % below the wall-clock time", "section 4.2" of "section 4.2 takes
 * the TDP as the draw": words up to the first that has a number, or to a stop. */
const char *latex_first_words(struct arena *arena, const char *place);
/* The work of a citation that latex_works was given. */
const struct latex_work *latex_work(const struct latex_works *works,
				    const struct method_part *part, struct arena *arena);
/* Authors as BibTeX parts them: persons by name, organisations in braces. */
const char *latex_authors(struct arena *arena, const struct source *source);

#endif
