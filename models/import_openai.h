#ifndef MODELS_IMPORT_OPENAI_H
#define MODELS_IMPORT_OPENAI_H

/* What logs of OpenAI's answers and of streams of them share; openai_names.def has the fields.
 */

#include <stdbool.h>
#include <stddef.h>

extern const char import_openai_chunk[];	 /* "object" of a chunk of a stream */
extern const char *const import_openai_pieces[]; /* of struct usage_plan */

/* Is the head of a file one of these logs? stream: with chunks of streams, else without. */
bool import_openai_claims(const char *text, size_t length, bool stream);

#endif
