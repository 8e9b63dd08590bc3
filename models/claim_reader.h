#ifndef MODELS_CLAIM_READER_H
#define MODELS_CLAIM_READER_H

/* What the readers of claims share (claim_readers.def). */

#include "models/claim.h"

struct buffer;

struct claim_reader {
	struct arena *arena;
	struct factors *factors;
	struct diags *diags;
	const char *file; /* as typed, for places */
	const char *text; /* the whole file, NUL-terminated, UTF-8, a BOM removed */
	size_t length;
	struct claim *claims; /* grown by claim_new; copied at its end */
	size_t count, capacity;
	size_t first; /* where the claims of this file begin */
	bool failed;  /* an error was reported */
	/* Names of published models, once they were looked up. (claim_prose_names.c) */
	const struct model_names *names;
	bool several; /* files are read: one that states nothing is passed over */
};

/* A new blank claim at the end; valid until the next. */
struct claim *claim_new(struct claim_reader *reader, const char *id, struct place place);

#define CLAIM_READER(id, name, title)                                                          \
	bool claim_##name##_claims(const struct claim_reader *reader);                         \
	void claim_##name##_read(struct claim_reader *reader);
#include "models/claim_readers.def"
#undef CLAIM_READER

/* Figures, equivalents, ratios, models, regions out of sentences: added to the claim (a figure
 * that is stated already becomes an `also`), further ones to new claims. */
void claim_prose_add(struct claim_reader *reader, size_t claim, const char *text,
		     struct place place);

/* Reports where a text that begins as JSON is none; false where it does not, or is. (claims.c)
 */
bool claim_json_broken(struct claim_reader *reader);

#endif
