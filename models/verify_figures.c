/* The figures of a text: numbers with their sign, point, exponent and what they are of. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/verify_parts.h"

struct part {
	const char *text;
	size_t length;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters, digits and what units are written with; bytes of other characters, too. */
static bool is_of_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	       (c && strchr("%/_^*$\\", c));
}

/* A sign stands before a digit and behind no word: "1-2" has none. */
static bool is_signed(const char *start, const char *at)
{
	return at > start && strchr("+-", at[-1]) &&
	       (at - 1 == start || !isalnum((unsigned char)at[-2]));
}

static const char *end_of_number(const char *at)
{
	while (is_digit(*at) || ((*at == '.' || *at == ',') && is_digit(at[1])))
		at++;
	if ((*at == 'e' || *at == 'E') &&
	    (is_digit(at[1]) || (at[1] && strchr("+-", at[1]) && is_digit(at[2])))) {
		at += 2;
		while (is_digit(*at))
			at++;
	}
	return at;
}

/* The next number from *at on with the word behind it, which is mostly its unit. */
static struct part next_figure(const char *start, const char **at)
{
	const char *from = *at + strcspn(*at, "0123456789"), *to, *word;

	if (!*from)
		return (struct part){0};
	to = end_of_number(from);
	word = to + strspn(to, " ~");
	while (is_of_word(*word) && !is_digit(*word))
		to = ++word;
	*at = to;
	if (from > start && from[-1] == '.')
		from--;
	if (is_signed(start, from))
		from--;
	return (struct part){from, (size_t)(to - from)};
}

bool verify_same_figures(const char *a, const char *b)
{
	const char *at_a = a, *at_b = b;

	if (!a || !b)
		return false;
	for (;;) {
		struct part one = next_figure(a, &at_a), other = next_figure(b, &at_b);

		if (one.length != other.length)
			return false;
		if (!one.length || !one.text || !other.text)
			return true;
		if (memcmp(one.text, other.text, one.length) != 0)
			return false;
	}
}

/* Where a number is a line of a scenario: "line 8", "model.yaml:8:40". */
static bool is_place(const char *start, const char *at)
{
	static const char *const before[] = {"line ", ".yaml:", ".yml:"};

	for (int colons = 0; colons < 2; colons++) {
		for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
			size_t length = strlen(before[i]);

			if ((size_t)(at - start) >= length &&
			    memcmp(at - length, before[i], length) == 0)
				return true;
		}
		if (at == start || at[-1] != ':')
			return false;
		at--;
		while (at > start && is_digit(at[-1]))
			at--;
	}
	return false;
}

bool verify_same_but_places(const char *a, const char *b)
{
	const char *at = a, *other = b;

	if (!a || !b)
		return false;
	while (*at || *other) {
		if (is_digit(*at) && is_digit(*other) && is_place(a, at) &&
		    is_place(b, other)) {
			at += strspn(at, "0123456789");
			other += strspn(other, "0123456789");
		} else if (*at++ != *other++) {
			return false;
		}
	}
	return true;
}

static bool are_words(const struct verification *v)
{
	for (size_t i = 0; i < v->difference_count; i++)
		if (!v->differences[i].words)
			return false;
	return true;
}

/* Notes that are told one by one; the rest is counted. */
enum { MOST_TOLD = 5 };

void verify_forgive_prose(struct arena *arena, struct verification *v)
{
	size_t kept = 0, forgiven = 0;

	for (size_t i = 0; i < v->difference_count; i++) {
		const struct verify_difference *d = &v->differences[i];

		if (!d->words || !d->prose) {
			v->differences[kept++] = *d;
			continue;
		}
		if (forgiven++ < MOST_TOLD)
			verify_note(arena, v,
				    arena_printf(arena,
						 "%s is worded in another way: '%s' in the "
						 "report, '%s' now",
						 d->path, d->stated, d->computed));
	}
	v->difference_count = kept;
	if (forgiven > MOST_TOLD)
		verify_note(arena, v,
			    arena_printf(arena, "and %zu more notes are worded in another way",
					 forgiven - MOST_TOLD));
}

void verify_tell_version(struct arena *arena, struct verification *v)
{
	struct verify_cause *cause = verify_find_cause(v, CAUSE_PROGRAM);

	if (cause && v->difference_count)
		verify_detail(arena, cause,
			      are_words(v)
				  ? "its figures meet, its words do not: that version may have "
				    "worded them so, or they were edited"
				  : "it says other things than this version: that version may "
				    "have said so, or they were edited");
}
