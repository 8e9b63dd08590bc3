/* The block of co2_eq_emissions in a front matter that is no YAML, by its lines. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_card.h"

enum { MOST_FIELDS = 32 };

static const char *unquoted(struct arena *arena, const char *text, size_t length)
{
	if (length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text)
		return arena_copy(arena, text + 1, length - 2);
	return arena_copy(arena, text, length);
}

/* "key: value" of text[0..length), leading blanks passed over. */
static bool split(struct arena *arena, const char *text, size_t length,
		  struct card_field *field)
{
	const char *colon = memchr(text, ':', length);
	const char *end = text + length;

	if (!colon)
		return false;
	text += strspn(text, " \t-");
	if (text >= colon)
		return false;
	field->key = arena_copy(arena, text, (size_t)(colon - text));
	for (text = colon + 1; text < end && (*text == ' ' || *text == '\t');)
		text++;
	while (end > text && strchr(" \t\r", end[-1]))
		end--;
	field->text = unquoted(arena, text, (size_t)(end - text));
	return true;
}

bool card_front_lines(struct card *card, const char *text, size_t length)
{
	struct arena *arena = card->reader->arena;
	struct card_field fields[MOST_FIELDS] = {{0}}, field = {0};
	size_t count = 0, before = card->reader->count;
	const char *end = text + length;
	bool inside = false;

	for (uint32_t line = 1; text < end; line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((stop ? stop : end) - text);
		bool indented = size && strchr(" \t", *text);

		field.place = card_place(card, line, (uint32_t)strspn(text, " \t") + 1);
		if (!indented && size && *text != '-' && inside)
			break;
		if (!inside && text_starts(text, "co2_eq_emissions") &&
		    split(arena, text, size, &field)) {
			inside = true;
			field.key = "";
			if (*field.text)
				fields[count++] = field;
		} else if (inside && count < MOST_FIELDS && split(arena, text, size, &field)) {
			fields[count++] = field;
		}
		text += size + (stop != NULL);
	}
	if (!inside)
		return false;
	card_block(card, fields, count);
	if (card->reader->count > before)
		claim_remark(arena, &card->reader->claims[before], REMARK_NOTE,
			     "co2_eq_emissions", card->reader->claims[before].place,
			     "the front matter is no YAML: the block was read line by line");
	return true;
}
