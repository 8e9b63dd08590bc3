/* Column headers of grid series in words. */

#include "models/grid_series_words.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* A column header in words: "gCO₂_per_kWh (direct)" is gCO2 / kWh direct. */
struct words {
	const char **texts;
	size_t count;
};

enum { MOST_UNIT_WORDS = 5 };
#define SUBSCRIPT_TWO "\xe2\x82\x82"

const char *header_folded(struct arena *arena, const char *text)
{
	char *out = arena_copy(arena, text, strlen(text)), *end = out;

	while (*text) {
		if (text_starts(text, SUBSCRIPT_TWO)) {
			*end++ = '2';
			text += strlen(SUBSCRIPT_TWO);
			continue;
		}
		if (!strchr(" _-", *text))
			*end++ =
			    *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
		text++;
	}
	*end = '\0';
	return out;
}

static struct words words_of(struct arena *arena, const char *text)
{
	struct words words = {NULL, 0};

	while (*text) {
		size_t length = strcspn(text, " _()[],;:");
		const char *word = arena_copy(arena, text, length);
		const char *two = strstr(word, SUBSCRIPT_TWO);

		if (two)
			word = arena_printf(arena, "%.*s2%s", (int)(two - word), word,
					    two + strlen(SUBSCRIPT_TWO));
		if (text_same_nocase(word, "per"))
			word = "/";
		if (*word) {
			words.texts =
			    arena_grow(arena, words.texts, words.count, sizeof *words.texts);
			words.texts[words.count++] = word;
		}
		text += length + (text[length] != '\0');
	}
	return words;
}

bool header_read_unit(struct arena *arena, const char *text, struct unit *unit)
{
	struct dimensions intensity = unit_of("kgCO2e/kWh").dimensions;
	struct unit_error error;

	if (!unit_parse(arena, text, strlen(text), unit, &error))
		return false;
	if (dimensions_equal(unit->dimensions, unit_of("kg/kWh").dimensions))
		unit->dimensions = intensity;
	return dimensions_equal(unit->dimensions, intensity);
}

bool header_unit(struct arena *arena, const char *header, struct unit *unit)
{
	struct words words = words_of(arena, header);

	for (size_t length = MOST_UNIT_WORDS; length > 0; length--) {
		for (size_t i = 0; i + length <= words.count; i++) {
			struct buffer joined = {0};
			bool found;

			for (size_t k = 0; k < length; k++)
				buffer_text(&joined, words.texts[i + k]);
			found = strchr(joined.text, '/') &&
				header_read_unit(arena, arena_text(arena, joined.text), unit);
			buffer_free(&joined);
			if (found)
				return true;
		}
	}
	return false;
}

bool header_has_word(struct arena *arena, const char *header, const char *word)
{
	struct words words = words_of(arena, header);

	for (size_t i = 0; i < words.count; i++) {
		if (text_same_nocase(words.texts[i], word))
			return true;
	}
	return false;
}

bool header_is_marginal(struct arena *arena, const char *header)
{
	const char *fold = header_folded(arena, header);

	return strstr(fold, "marginal") || strstr(fold, "moer");
}

enum grid_boundary header_boundary(struct arena *arena, const char *header)
{
	const char *fold = header_folded(arena, header);

	if (strstr(fold, "lifecycle") || header_has_word(arena, header, "lca"))
		return GRID_LIFECYCLE;
	return header_has_word(arena, header, "direct") ||
		       header_has_word(arena, header, "operational")
		   ? GRID_DIRECT
		   : GRID_BOUNDARY_UNKNOWN;
}
