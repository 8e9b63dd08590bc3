/* Reads claims out of sentences. */

#include "models/claim_reader.h"

bool claim_prose_claims(const struct claim_reader *reader)
{
	(void)reader;
	return false;
}

void claim_prose_read(struct claim_reader *reader)
{
	(void)reader;
}

void claim_prose_add(struct claim_reader *reader, size_t claim, const char *text,
		     struct place place)
{
	claim_remark(reader->arena, &reader->claims[claim], REMARK_NOTE, "statement", place,
		     "the sentence was not read for figures: %s", text);
}
