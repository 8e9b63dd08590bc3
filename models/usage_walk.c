/* The inner loops over a line of JSONL; compiled once for each instruction set. */

#include <string.h>

#include "models/usage_template.h"
#include "models/usage_walk_bytes.h"
#include "models/usage_walk_values.h"

extern const struct usage_walker WALKER_NAME;

/* The character that a backslash and c stand for; NUL: of more than these two. */
static char escaped(char c)
{
	switch (c) {
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'u':
		return '\0';
	default:
		return c;
	}
}

/* Fills a field with the string text[0..length) without its escapes, which are right ones. */
static bool unescape(struct template_room *room, const char *text, size_t length,
		     struct csv_field *field)
{
	char *to = room->bytes + room->used + TEMPLATE_PADDING;
	size_t kept = 0;

	if (room->used + length + 2 * TEMPLATE_PADDING > TEMPLATE_ROOM)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = text[i] == '\\' ? escaped(text[++i]) : text[i];

		if (c == '\0')
			return false;
		to[kept++] = c;
	}
	*field = (struct csv_field){to, kept, true};
	room->used += kept + TEMPLATE_PADDING;
	return true;
}

/* Fills the field of a slot with the value at text; returns what follows it. */
static inline const char *take(const struct line_template *shape,
			       const struct template_slot *slot, const char *text,
			       struct csv_field *field)
{
	const char *end;

	if (*text == '"') {
		uint64_t special = bytes_special(++text);

		end = text + bits_first(special | (uint64_t)1 << (BYTES - 1));
		if (!special || *end != '"') {
			end = long_string_end(text, special);
			if (!end)
				return NULL;
			if (slot->wanted && memchr(text, '\\', (size_t)(end - text)))
				return unescape(shape->room, text, (size_t)(end - text), field)
					   ? end + 1
					   : NULL;
		}
		*field = (struct csv_field){text, (size_t)(end - text), true};
		return end + 1;
	}
	if (is_digit(*text) || *text == '-')
		end = short_number_end(text);
	else if (*text == '[' || (*text == '{' && !slot->leads))
		end = container_end(text);
	else
		end = word_end(text);
	if (!end)
		return NULL;
	*field = (struct csv_field){text, *text == 'n' ? 0 : (size_t)(end - text), false};
	return end;
}

static const char *line(const struct line_template *shape, const char *text)
{
	const struct template_slot *slot;

	for (slot = shape->slots; bytes_same(text, slot); slot++) {
		text += slot->length;
		if (slot->kind == TEMPLATE_VALUE) {
			text = take(shape, slot, text, &shape->fields[slot->field]);
			if (!text)
				return NULL;
		} else if (slot->kind == TEMPLATE_END) {
			return text;
		}
	}
	return NULL;
}

#if defined __AVX512VBMI2__

/* ---- The same by marks: none waits for the end of the value before it ---- */

/* Moves on to the marks from text on. */
static inline void skip_marks(struct text_marks *marks, const char *text)
{
	size_t distance = (size_t)(text - marks->text);

	while (*marks->next < distance)
		marks->next++;
}

/* The closing quote of a string from whose first mark on the marks are; moves behind it. */
static const char *marked_string_end(struct text_marks *marks)
{
	for (;;) {
		const char *at = marks->text + *marks->next;

		if (*at == '"') {
			marks->next++;
			return at;
		}
		at = *at == '\\' ? escape_end(at) : NULL;
		if (!at)
			return NULL;
		skip_marks(marks, at);
	}
}

/* The end of a number that is not negative. length: if it ends where the template goes on. */
static inline const char *marked_number_end(const char *text, size_t length)
{
	uint64_t other;
	unsigned whole;

	if (length - 1 >= BYTES_NUMBER)
		return number_end(text);
	other = (((uint64_t)1 << length) - 1) & ~bytes_digits(text);
	if (other == 0)
		return *text == '0' && length > 1 ? number_end(text) : text + length;
	whole = bits_first(other);
	if (text[whole] != '.' || (other & (other - 1)) || whole == length - 1 ||
	    (*text == '0' && whole > 1))
		return number_end(text);
	return text + length;
}

/* Fills the field of a slot with a value that is no string and does not start with a digit. */
static const char *marked_odd(const struct template_slot *slot, const char *text,
			      struct csv_field *field, struct text_marks *marks)
{
	const char *end;

	if (*text == '-')
		end = number_end(text);
	else if (*text == '[' || (*text == '{' && !slot->leads))
		end = container_end(text);
	else
		end = word_end(text);
	if (!end)
		return NULL;
	skip_marks(marks, end);
	*field = (struct csv_field){text, *text == 'n' ? 0 : (size_t)(end - text), false};
	return end;
}

/* As take; the first mark is at text or behind it. */
static inline const char *marked_take(const struct line_template *shape,
				      const struct template_slot *slot, const char *text,
				      struct csv_field *field, struct text_marks *marks)
{
	const char *end;

	if (*text == '"') {
		end = marks->text + marks->next[1];
		marks->next += 2;
		if (*end != '"') {
			marks->next--;
			end = marked_string_end(marks);
			if (!end)
				return NULL;
			if (slot->wanted)
				return unescape(shape->room, text + 1, (size_t)(end - text - 1),
						field)
					   ? end + 1
					   : NULL;
		}
		text++;
		*field = (struct csv_field){text, (size_t)(end - text), true};
		return end + 1;
	}
	if (!is_digit(*text))
		return marked_odd(slot, text, field, marks);
	end = marked_number_end(text, (size_t)(marks->text + *marks->next - slot->gap - text));
	if (!end)
		return NULL;
	*field = (struct csv_field){text, (size_t)(end - text), false};
	return end;
}

static const char *marked_line(const struct line_template *shape, const char *text,
			       struct text_marks *marks)
{
	const struct template_slot *slot;
	struct text_marks at = *marks;

	for (slot = shape->slots; bytes_same(text, slot); slot++) {
		text += slot->length;
		at.next += slot->marks;
		if (slot->kind == TEMPLATE_VALUE) {
			text = marked_take(shape, slot, text, &shape->fields[slot->field], &at);
			if (!text)
				return NULL;
		} else if (slot->kind == TEMPLATE_END) {
			*marks = at;
			return text;
		}
	}
	return NULL;
}

static size_t marks(const char *text, size_t length, uint16_t *list)
{
	return bytes_marks(text, length, list);
}

const struct usage_walker WALKER_NAME = {.name = WALKER_LABEL,
					 .line = line,
					 .marked_line = marked_line,
					 .marks = marks,
					 .value = value_end};

#else

const struct usage_walker WALKER_NAME = {
    .name = WALKER_LABEL, .line = line, .value = value_end};

#endif
