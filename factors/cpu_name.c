/* Shortens model names of processors. */

#include "factors/cpu_name.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

static const char *const marks[] = {"(r)", "(tm)", "(c)", "®", "™"};
/* From here on it is clock or graphics. */
static const char *const ends[] = {"@", ",", " with ", " w/ ", " radeon "};
/* Words without meaning for the model; the 0 of "E5-2680 0" stands for the first version. */
static const char *const noise[] = {"cpu",    "processor", "apu",  "genuine", "0",
				    "*-core", "*-cores",   "*ghz", "*mhz"};
static const struct {
	const char *first, *second; /* globs of neighbours */
} pairs[] = {{"*th", "gen"}, {"dual", "core"}, {"quad", "core"}};

static void blank(char *text, const char *part)
{
	char *at = text;

	while ((at = strstr(at, part)))
		memset(at, ' ', strlen(part));
}

static char *lower(struct arena *arena, const char *text)
{
	char *low = arena_text(arena, text), *at;

	for (at = low; *at; at++)
		*at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a'
			     : *at == '\t'	      ? ' '
						      : *at);
	return low;
}

static bool is_noise(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof noise / sizeof *noise; i++)
		if (text_match(noise[i], word))
			return true;
	return false;
}

static bool is_pair(const char *first, const char *second)
{
	size_t i;

	for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (text_match(pairs[i].first, first) && text_match(pairs[i].second, second))
			return true;
	return false;
}

/* The next word of *at, which moves behind it; empty at the end. */
static const char *next_word(struct arena *arena, const char **at)
{
	const char *start = *at + strspn(*at, " ");
	size_t length = strcspn(start, " ");

	*at = start + length;
	return arena_copy(arena, start, length);
}

const char *cpu_name_short(struct arena *arena, const char *text)
{
	char *low = lower(arena, text), *end;
	const char *at = low, *word, *next, *name = "";
	size_t i;

	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		blank(low, marks[i]);
	for (i = 0; i < sizeof ends / sizeof *ends; i++)
		if ((end = strstr(low, ends[i])))
			*end = '\0';
	for (word = next_word(arena, &at); *word; word = next) {
		next = next_word(arena, &at);
		if (is_pair(word, next))
			next = next_word(arena, &at);
		else if (!is_noise(word))
			name = arena_printf(arena, "%s%s%s", name, *name ? " " : "", word);
	}
	return name;
}
