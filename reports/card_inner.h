#ifndef REPORTS_CARD_INNER_H
#define REPORTS_CARD_INNER_H

/* The parts of a card; internal to card*.c. */

#include "reports/card.h"

struct doc;
struct facts;
struct impact;

/* The block of the front matter, or NULL (card_front.c); the section (card_section.c). */
const char *card_front_block(struct arena *arena, const struct facts *facts);
const char *card_section(struct arena *arena, const struct facts *facts,
			 const struct diags *diags);
/* The table of items, and what stands below it (card_items.c). */
void card_items(const struct facts *facts, struct buffer *out);
/* "50.5 t CO2e (95 %: 31 - 74 t CO2e), at least: 2 items missing" */
const char *card_impact_text(struct arena *arena, const struct assessment *assessment,
			     const struct impact *impact);
/* Prints a document as a part of the section, and frees it. */
void card_add(struct doc *doc, struct buffer *out);

/* A part of a file: text[from, to). */
struct card_span {
	size_t from, to;
};
/* Where the front matter is replaced, and by what (card_head.c). */
struct card_head {
	struct card_span old; /* empty: inserted there */
	const char *text;     /* with "\n" */
	size_t body;	      /* where the Markdown starts */
};
bool card_head_find(struct arena *arena, const struct card *card, const struct card_file *file,
		    struct diags *diags, struct card_head *head);
/* What stands between the markers (card_marks.c). found: there are any. */
struct card_marks {
	bool found;
	struct card_span between;
	size_t section_line; /* of a heading "Environmental Impact" elsewhere; 0: none */
};
bool card_marks_find(const struct card_file *file, size_t body, struct diags *diags,
		     struct card_marks *marks);

/* The line at text[at): its length without its end, and where the next one starts. */
size_t card_line(const struct card_file *file, size_t at, size_t *next);
/* True where the line is "---" (card_head.c). */
bool card_is_fence(const struct card_file *file, size_t at);

#endif
