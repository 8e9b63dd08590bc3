/* What words of likeness mean. */

#include "models/likeness.h"

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

struct row {
	const char *id, *words;
	double times;
};

static const struct row rows[] = {
#define LIKENESS(id, words, times) {id, words, times},
#include "models/likeness.def"
};

struct words {
	const char **texts;
	size_t count;
};

static bool is_inner(char c)
{
	return c == '.' || c == '\'';
}

static struct words split(struct arena *arena, const char *text)
{
	struct words words = {0};
	size_t length;

	while (*text) {
		for (length = 0; isalnum((unsigned char)text[length]) ||
				 (length && is_inner(text[length]) &&
				  isalnum((unsigned char)text[length + 1]));)
			length++;
		if (length) {
			char *word = arena_copy(arena, text, length);

			for (size_t i = 0; i < length; i++)
				word[i] = (char)tolower((unsigned char)word[i]);
			words.texts =
			    arena_grow(arena, words.texts, words.count, sizeof *words.texts);
			words.texts[words.count++] = word;
		}
		text += length ? length : 1;
	}
	return words;
}

/* "car" is car and cars, "charg*" what begins so. */
static bool is_word(const char *word, const char *wanted, size_t length)
{
	if (length && wanted[length - 1] == '*')
		return strncmp(word, wanted, length - 1) == 0;
	return strncmp(word, wanted, length) == 0 &&
	       (!word[length] || text_same(word + length, "s") ||
		text_same(word + length, "'s"));
}

static bool holds_one(const struct words *words, const char *wanted, size_t length)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *one = wanted, *end = wanted + length;

		while (one < end) {
			const char *bar = memchr(one, '|', (size_t)(end - one));
			size_t size = (size_t)((bar ? bar : end) - one);

			if (is_word(words->texts[i], one, size))
				return true;
			one += size + 1;
		}
	}
	return false;
}

/* How many words a row asks for; 0 where one is missing. */
static size_t matched(const struct words *words, const char *wanted)
{
	size_t count = 0;

	while (*wanted) {
		size_t length = strcspn(wanted, " ");

		if (!holds_one(words, wanted, length))
			return 0;
		count++;
		wanted += length;
		wanted += strspn(wanted, " ");
	}
	return count;
}

static void add(struct likeness *likeness, const struct row *row, size_t count)
{
	if (count > likeness->words) {
		likeness->words = count;
		likeness->count = 0;
	}
	for (size_t i = 0; i < likeness->count; i++)
		if (text_same(likeness->ids[i], row->id))
			return;
	if (likeness->count == LIKENESS_MOST)
		return;
	likeness->ids[likeness->count] = row->id;
	likeness->times[likeness->count++] = row->times;
}

struct likeness likeness_find(struct arena *arena, const char *text)
{
	struct words words = split(arena, text);
	struct likeness likeness = {0};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t count = matched(&words, rows[i].words);

		if (count && count >= likeness.words)
			add(&likeness, &rows[i], count);
	}
	return likeness;
}
