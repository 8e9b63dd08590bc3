/* A file of sentences. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/claim_prose.h"

enum { LEAST_WORDS = 3, LARGEST = 512 * 1024 };

/* Sentences: words with blanks between, and a digit or a number in words among them. */
bool claim_prose_claims(const struct claim_reader *reader)
{
	size_t words = 0;

	if (memchr(reader->text, '\0', reader->length))
		return false;
	if (strchr("{[<%", reader->text[strspn(reader->text, " \t\r\n")]))
		return false;
	for (const char *c = reader->text; *c && words < LEAST_WORDS; c++)
		words += isalpha((unsigned char)*c) && !isalpha((unsigned char)c[1]);
	return words >= LEAST_WORDS && strchr(reader->text, ' ');
}

void claim_prose_read(struct claim_reader *reader)
{
	struct place place = {reader->file, 1, 1};
	bool cut = reader->length > LARGEST;
	size_t before = reader->count;

	prose_read(reader, SIZE_MAX,
		   cut ? arena_copy(reader->arena, reader->text, LARGEST) : reader->text, place,
		   true);
	if (reader->count == before)
		claim_remark(reader->arena, claim_new(reader, "text", place), REMARK_UNREAD,
			     "text", place, "no figure was found in these words");
	if (cut)
		claim_remark(reader->arena, &reader->claims[reader->count - 1], REMARK_UNREAD,
			     "text", place, "the text was read up to its byte %d", LARGEST);
}
