#ifndef REPORTS_METHOD_TEXT_H
#define REPORTS_METHOD_TEXT_H

/*
 * The method in sentences, as a paper or a card has to tell it: what was counted, on which
 * basis, with which factors, how uncertainty was propagated, what was left out. Plain text with
 * places for citations; every number in it is of the assessment.
 */

#include <stddef.h>

struct arena;
struct facts;

/* A part of a sentence: words, or the source that they rest on. */
struct method_part {
	const char *text;	     /* words; NULL where it is a citation */
	const struct source *source; /* of the database, or NULL: stated in the scenario */
	const char *stated;	     /* the user's own source */
};

struct method_text {
	struct method_part *parts;
	size_t count;
};

/* For the text of a paper, in a few sentences; or every input and item, for its appendix. */
enum method_length { METHOD_SHORT, METHOD_FULL };

const struct method_text *method_text(struct arena *arena, const struct facts *facts,
				      enum method_length length);
/* As Markdown or plain text: citations as "(Ember 2025)" with the address where known. */
const char *method_plain(struct arena *arena, const struct facts *facts);
const char *method_plain_full(struct arena *arena, const struct facts *facts);
/* One sentence: "Within the system boundary, creating X emitted 50.5 t CO2e (...)." */
const char *method_headline(struct arena *arena, const struct facts *facts);

#endif
