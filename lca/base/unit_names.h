#ifndef LCA_BASE_UNIT_NAMES_H
#define LCA_BASE_UNIT_NAMES_H

/* The names of unit_table.def, matched in a text (for unit_text.c alone). */

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum unit_name_kind { UNIT_NAME, UNIT_NAME_COUNTED, UNIT_NAME_REFUSED };

struct unit_name {
	enum unit_name_kind kind;
	const char *spelling;
	const char *symbol; /* of a base unit or unit; of a refused name the message */
	const char *hint;   /* of a refused name */
};

/* The longest name that text[0..length) starts with and that ends there, or before one digit
 * that is an exponent; NULL where there is none. */
const struct unit_name *unit_name_match(const char *text, size_t length, size_t *matched);

/* Bytes of the word at the start of a text: letters, digits, '_', '%' and what is not ASCII. */
size_t unit_word_length(const char *text, size_t length);

/* "did you mean 'kWh'?" for an unknown word, or NULL. */
const char *unit_name_hint(struct arena *arena, const char *word);

#endif
