#ifndef MODELS_CLAIM_CARD_H
#define MODELS_CLAIM_CARD_H

/*
 * Model cards: front matter in YAML (co2_eq_emissions, in grams), then Markdown with bullets,
 * tables and sentences. The parts behind claim_card.c.
 */

#include "models/claim_table.h"

/* Rows of tables in reader->claims, for their totals. */
struct card_table {
	size_t first, end;
};
struct card_tables {
	struct card_table *items;
	size_t count;
};

struct card {
	struct claim_reader *reader;
	const char *name; /* what claims are called where nothing else names them */
	const char *text; /* NUL-terminated */
	uint32_t line; /* of the file, where all of text stands on one; 0: text is the file */
	struct card_tables *tables;
	size_t claim; /* that the body adds to; SIZE_MAX: none yet */
	/* "Carbon Emitted: TBD", the first of such, or NULL */
	const char *unsaid, *unsaid_text;
	struct place unsaid_place;
};

/* A place in card->text, as a place of the file. */
struct place card_place(const struct card *card, uint32_t line, uint32_t column);

/* Reads the front matter: text from the start of the card to where it ends. Sets card->claim
 * where it states one emission. */
void card_front(struct card *card, const char *text, size_t length);
/* The same by lines, where it is no YAML. False: there is no such block. */
bool card_front_lines(struct card *card, const char *text, size_t length);
/* One block of co2_eq_emissions as cells; key "" for a bare number. */
struct card_field {
	const char *key, *text;
	struct place place;
};
void card_block(struct card *card, const struct card_field *fields, size_t count);

/* What a figure holds, where its source is that of a card of lca: more than the stage that it
 * is named after. */
void card_own_scope(struct arena *arena, struct claim *claim);
/* The card without the method that lca card wrote between its markers, beside its record: words
 * about inputs, not claims of the model. Everything else stays in its place. */
const char *card_without_method(struct arena *arena, const char *text);

/* Reads the Markdown below; line: where it starts in the card, from 1. */
void card_body(struct card *card, const char *text, uint32_t line);

/* Text without marks of Markdown and HTML, blanks trimmed. */
char *card_plain(struct arena *arena, const char *text, size_t length);

/* A table of Markdown or HTML. */
struct card_grid {
	size_t rows, columns;
	const char **cells; /* [rows * columns], plain, "" where there is none */
	uint32_t *lines;    /* [rows] */
};
/* The table at *text, which is moved behind it, *line as well; false: there is none. */
bool card_grid_read(struct arena *arena, const char **text, uint32_t *line,
		    struct card_grid *grid);
/* Claims of the table; in_section: it stands below a heading about emissions, named where.
 * False: it is about other things. */
bool card_grid_claims(struct card *card, const struct card_grid *grid, bool in_section,
		      const char *where);

#endif
