/* Functional units: "request", "1000 output token", "EFLOP", "day". */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/study.h"

static const struct {
	const char *text, *kind;
} kinds[] = {
    {"request", "request"},
    {"query", "request"},
    {"successful request", "successful request"},
    {"answered request", "successful request"},
    {"token", "token"},
    {"input token", "input token"},
    {"prompt token", "input token"},
    {"output token", "output token"},
    {"generated token", "output token"},
    {"cached token", "cached token"},
    {"cached input token", "cached token"},
    {"image", "image"},
    {"day", "day"},
};

/* The kind of a text such as "output tokens", or NULL. */
static const char *kind_of(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		size_t wanted = strlen(kinds[i].text);

		if (text_same(text, kinds[i].text))
			return kinds[i].kind;
		if (length == wanted + 1 && text[wanted] == 's' &&
		    strncmp(text, kinds[i].text, wanted) == 0)
			return kinds[i].kind;
	}
	return text_same(text, "queries") ? "request" : NULL;
}

/* Kinds that are reached through a unit: ktoken, EFLOP, images. */
static const char *kind_of_unit(const struct unit *unit)
{
	static const struct {
		enum dimension dimension;
		const char *kind;
	} table[] = {
	    {DIMENSION_REQUEST, "request"},
	    {DIMENSION_TOKEN, "token"},
	    {DIMENSION_IMAGE, "image"},
	    {DIMENSION_FLOP, "FLOP"},
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct dimensions wanted = {{0}};

		wanted.exponent[table[i].dimension] = 1;
		if (dimensions_equal(unit->dimensions, wanted))
			return table[i].kind;
	}
	return NULL;
}

bool functional_unit_read(struct arena *arena, const char *text, struct place place,
			  const char *path, struct diags *diags, struct functional_unit *unit)
{
	const char *word = text;
	struct unit_error error;
	struct unit parsed;

	*unit = (struct functional_unit){.text = text, .count = 1, .scale = 1, .place = place};
	while (*word && *word != ' ')
		word++;
	if (isdigit((unsigned char)text[0]) &&
	    text_number(text, (size_t)(word - text), &unit->count)) {
		while (*word == ' ')
			word++;
	} else {
		unit->count = 1;
		word = text;
	}
	unit->kind = kind_of(word);
	if (!unit->kind && unit_parse(arena, word, strlen(word), &parsed, &error)) {
		unit->kind = kind_of_unit(&parsed);
		unit->scale = parsed.scale;
	}
	if (unit->kind && unit->count > 0)
		return true;
	diag_add(diags, DIAG_FUNCTIONAL_UNIT, place, path,
		 "write request, successful request, 1000 output token, image, EFLOP or day",
		 "'%s' is not a functional unit", text);
	return false;
}
