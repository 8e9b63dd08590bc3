/* The names of unit_table.def, matched in a text. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit_names.h"

#define NAMES_CO2E(mass, symbol)                                                               \
	{UNIT_NAME, mass "CO2e", symbol, NULL}, {UNIT_NAME, mass "CO2eq", symbol, NULL},       \
	    {UNIT_NAME, mass "CO2", symbol, NULL}, {UNIT_NAME, mass " CO2e", symbol, NULL},    \
	    {UNIT_NAME, mass " CO2eq", symbol, NULL}, {UNIT_NAME, mass " CO2", symbol, NULL},  \
	    {UNIT_NAME, mass "CO2 e", symbol, NULL}, {UNIT_NAME, mass "CO2 eq", symbol, NULL}, \
	    {UNIT_NAME, mass " CO2 e", symbol, NULL},                                          \
	    {UNIT_NAME, mass " CO2 eq", symbol, NULL},

static const struct unit_name names[] = {
#define BASE(symbol, meaning)		  {UNIT_NAME, symbol, symbol, NULL},
#define UNIT(symbol, definition, meaning) {UNIT_NAME, symbol, symbol, NULL},
#define ALIAS(spelling, symbol)		  {UNIT_NAME, spelling, symbol, NULL},
#define CO2E(mass, symbol)		  NAMES_CO2E(mass, symbol)
#define COUNTED(spelling)		  {UNIT_NAME_COUNTED, spelling, NULL, NULL},
#define REFUSED(spelling, message, hint)  {UNIT_NAME_REFUSED, spelling, message, hint},
#include "lca/base/unit_table.def"
};

enum { NAME_COUNT = sizeof(names) / sizeof(*names), HINTS = 3 };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '%' || (unsigned char)c >= 0x80;
}

static bool starts(const char *text, const char *end, const char *prefix)
{
	size_t length = strlen(prefix);

	return (size_t)(end - text) >= length && !memcmp(text, prefix, length);
}

/* Signs that are not ASCII yet part of no name. */
static bool ends_word(const char *text, const char *end)
{
	static const char *const signs[] = {"·", "²", "³", "⁻"};
	size_t i;

	if (text == end || !is_word(*text))
		return true;
	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (starts(text, end, signs[i]))
			return true;
	return false;
}

size_t unit_word_length(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && !ends_word(text + at, text + length))
		at++;
	return at;
}

/* Bytes of text that stand for one character of a spelling; 0 where they differ. */
static size_t match_one(char want, const char *text, const char *end)
{
	size_t length = 0;

	if (want == ' ') {
		while (text + length < end && strchr(" \t-_", text[length]))
			length++;
		return length;
	}
	if (text < end && *text == want)
		return 1;
	if (want == '2' && starts(text, end, "₂"))
		return strlen("₂");
	if (want == 'u' && (starts(text, end, "µ") || starts(text, end, "μ")))
		return strlen("µ");
	return 0;
}

static size_t match(const char *spelling, const char *text, const char *end)
{
	const char *at = text;
	bool digit;

	for (; *spelling; spelling++) {
		size_t length = match_one(*spelling, at, end);

		if (!length)
			return 0;
		at += length;
	}
	if (ends_word(at, end))
		return (size_t)(at - text);
	digit = *at >= '2' && *at <= '9' && !(spelling[-1] >= '0' && spelling[-1] <= '9');
	return digit && ends_word(at + 1, end) ? (size_t)(at - text) : 0;
}

const struct unit_name *unit_name_match(const char *text, size_t length, size_t *matched)
{
	const struct unit_name *best = NULL;
	size_t i;

	*matched = 0;
	for (i = 0; i < NAME_COUNT; i++) {
		size_t here = 0;

		/* Of ASCII only the letter itself begins a name. */
		if (length && (names[i].spelling[0] == *text || (unsigned char)*text >= 0x80))
			here = match(names[i].spelling, text, text + length);
		if (here > *matched) {
			*matched = here;
			best = names + i;
		}
	}
	return best;
}

/* The table lists a base unit of CO2e by its symbol and again among its spellings. */
static bool is_repeated(size_t position)
{
	for (size_t i = 0; i < position; i++)
		if (text_same(names[i].spelling, names[position].spelling))
			return true;
	return false;
}

static const char *same_but_for_case(struct arena *arena, const char *word)
{
	char *hint = NULL;
	size_t found = 0;
	size_t i;

	for (i = 0; i < NAME_COUNT && found < HINTS; i++) {
		if (names[i].kind == UNIT_NAME_REFUSED ||
		    !text_same_nocase(names[i].spelling, word) || is_repeated(i))
			continue;
		hint = found++ ? arena_printf(arena, "%s or '%s'", hint, names[i].spelling)
			       : arena_printf(arena, "did you mean '%s'", names[i].spelling);
	}
	return found ? arena_printf(arena, "%s?", hint) : NULL;
}

const char *unit_name_hint(struct arena *arena, const char *word)
{
	const char *hint = same_but_for_case(arena, word);
	const char *known[NAME_COUNT];
	const char *nearest;
	size_t count = 0;
	size_t i;

	if (hint || strlen(word) < 3)
		return hint;
	for (i = 0; i < NAME_COUNT; i++)
		if (names[i].kind != UNIT_NAME_REFUSED)
			known[count++] = names[i].spelling;
	nearest = text_nearest(word, known, count);
	return nearest ? arena_printf(arena, "did you mean '%s'?", nearest) : NULL;
}
