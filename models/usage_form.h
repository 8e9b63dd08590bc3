#ifndef MODELS_USAGE_FORM_H
#define MODELS_USAGE_FORM_H

/*
 * Lines of JSONL that have one template: which of their fields play which role.
 *
 * Where the roles are those of a plain table of requests, rows are kept until they are many,
 * and then decoded column by column (usage_decode.h); the rows that are strange to the decoder,
 * and those of other forms, are for usage_take_quick. A form is used by one thread.
 */

#include "models/usage_blocks.h"
#include "models/usage_decode.h"
#include "models/usage_scan.h"

enum { FORM_ROWS = 128 };

struct usage_form {
	uint64_t made; /* usage_jsonl_made of the template; 0: there is no form yet */
	bool plain;    /* a role has one field at most */
	bool seen;     /* the reader has seen all of the roles */
	size_t count;
	struct {
		size_t field;
		enum usage_role role;
	} from[USAGE_ROLES];
	struct usage_field roles[USAGE_ROLES]; /* of the row at hand; empty where no field is */

	/* Rows that wait for the decoder. Of each the start of its line and those of its
	 * fields, all - 1, and the ends of these. */
	bool may_decode, decodes;
	size_t rows_met, row_count;
	const struct usage_scanner *scanner;
	size_t status,
	    total;	 /* from[] of these; SIZE_MAX: nowhere, or total is not looked at */
	uint32_t *marks; /* [FORM_ROWS * (1 + 2 * count) + 1] */
	uint32_t *lines; /* [FORM_ROWS] */
	struct usage_decoder decoder;
};

/* Starts a form anew. names: of the plan; present[0..count): the fields that it has. */
void usage_form_start(struct usage_form *form, uint64_t made, const struct usage_reader *reader,
		      const size_t *present, size_t count);
void usage_form_end(struct usage_form *form);

/* Fills the roles; false where a field has outer blanks, or a role several fields. */
bool usage_form_fill(struct usage_form *form, const struct csv_field *fields);
/* Notes whether the reader has seen all roles. */
void usage_form_note_seen(struct usage_form *form, const struct usage_reader *reader);

/* Keeps a row of the block at text for the decoder; false: it is to be taken at once. line: its
 * first byte. number: of the line in the block. There must be room for it. */
bool usage_form_keep(struct usage_form *form, struct usage_reader *reader, const char *text,
		     const char *line, uint32_t number, const struct csv_field *fields);
/* Decodes what is kept into decoder.rows. */
void usage_form_decode(struct usage_form *form, const char *text);
/* Fills the roles of a row that was kept. */
void usage_form_refill(struct usage_form *form, const char *text, size_t row);

#endif
