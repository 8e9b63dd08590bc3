/* Regions as publications write them: "GCP us-central1", "Eemshaven, Netherlands". */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim.h"
#include "models/printed_parts.h"

enum { MOST_PARTS = 16, LONGEST = 200, SHORTEST_WORD = 4, DEEPEST = 8 };

struct provider {
	const char *word, *prefix;
};

static const struct provider providers[] = {
    {"gcp", "gcp:"},	      {"google cloud platform", "gcp:"},
    {"google cloud", "gcp:"}, {"google", "gcp:"},
    {"aws", "aws:"},	      {"amazon web services", "aws:"},
    {"amazon", "aws:"},	      {"microsoft azure", "azure:"},
    {"azure", "azure:"},      {"microsoft", "azure:"}};

enum { PROVIDERS = sizeof providers / sizeof *providers };

struct search {
	struct arena *arena;
	struct factors *factors;
	const char *prefix; /* of the provider that the text names, or NULL */
};

/* "us-central1" of a provider that is not named is one region where one provider has it. */
static const struct region *find_named(const struct search *search, const char *name)
{
	static const char *const prefixes[] = {"gcp:", "aws:", "azure:"};
	const struct region *found = NULL;
	size_t i;

	if (search->prefix)
		return factors_region_known(
		    search->factors, arena_printf(search->arena, "%s%s", search->prefix, name));
	for (i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const struct region *region = factors_region_known(
		    search->factors, arena_printf(search->arena, "%s%s", prefixes[i], name));

		if (region && found)
			return NULL;
		found = region ? region : found;
	}
	return found;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A zone is named by its region and a letter: "europe-west4-a", "us-east-1a". */
static const struct region *find_cloud(const struct search *search, const char *name)
{
	size_t length = strlen(name);
	const struct region *region;

	if (!search->prefix && !strpbrk(name, "-0123456789"))
		return NULL;
	region = find_named(search, name);
	if (region || length < 4 || name[length - 1] < 'a' || name[length - 1] > 'f')
		return region;
	length--;
	length -= name[length - 1] == '-';
	return is_digit(name[length - 1])
		   ? find_named(search, arena_copy(search->arena, name, length))
		   : NULL;
}

/* "Quebec" of "Québec": letters of Latin-1 without their marks. */
static const char *without_accents(struct arena *arena, const char *name)
{
	static const char letters[] =
	    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
	char *plain = arena_text(arena, name), *to = plain;

	for (const char *from = plain; *from; from++)
		if (*from == '\xC3' && (unsigned char)from[1] >= 0x80)
			*to++ = letters[(unsigned char)*++from - 0x80U];
		else
			*to++ = *from;
	*to = '\0';
	return plain;
}

/* "the Netherlands", "Quebec region", "West Europe" of Azure as "westeurope". */
static const struct region *find(const struct search *search, const char *name)
{
	const struct region *region = NULL;
	size_t the = printed_word(name, "the ");
	char *joined;
	size_t i, count = 0;

	name += the;
	if (!*name || strlen(name) > LONGEST)
		return NULL;
	if (search->prefix) {
		joined = arena_text(search->arena, name);
		for (i = 0; joined[i]; i++)
			if (joined[i] != ' ')
				joined[count++] = joined[i];
		joined[count] = '\0';
		region = find_cloud(search, name);
		if (!region)
			region = find_cloud(search, joined);
	}
	if (!region)
		region = factors_region_known(search->factors, name);
	if (!region && strchr(name, '\xC3'))
		region =
		    factors_region_known(search->factors, without_accents(search->arena, name));
	return region || search->prefix ? region : find_cloud(search, name);
}

/* Whether a lies in b, or is b. */
static bool lies_in(const struct search *search, const struct region *a, const struct region *b)
{
	int depth;

	for (depth = 0; a && depth < DEEPEST; depth++) {
		if (text_same(a->code, b->code))
			return true;
		a = a->parent ? factors_region_known(search->factors, a->parent) : NULL;
	}
	return false;
}

/* "Georgia" in the United States is not the country. */
static const struct region *part_of(const struct search *search, const char *name,
				    const struct region *whole)
{
	const struct region *region = factors_region_known(
	    search->factors, arena_printf(search->arena, "%s (%s)", name, whole->code));

	return region && lies_in(search, region, whole) ? region : NULL;
}

/* "GA" of "GA" and "G.A.", "" where it is no code of two letters. */
static const char *code_of(struct arena *arena, const char *part)
{
	char code[3] = "";
	size_t count = 0;

	for (; *part; part++) {
		if (*part == '.')
			continue;
		if (*part < 'A' || *part > 'Z' || count == 2)
			return "";
		code[count++] = *part;
	}
	return count == 2 ? arena_copy(arena, code, count) : "";
}

/* The state of that code in the countries whose addresses name states so. */
static const struct region *find_state(const struct search *search, const char *code)
{
	static const char *const countries[] = {"US", "CA"};
	const struct region *state = NULL;
	size_t i;

	for (i = 0; i < sizeof countries / sizeof *countries && !state; i++)
		state = factors_region_known(
		    search->factors, arena_printf(search->arena, "%s-%s", countries[i], code));
	return state;
}

/* A part of several: two letters may be a country or a state ("San Jose, CA"), which only the
 * parts behind it can tell. */
static const struct region *find_part(const struct search *search, const char *part,
				      const struct region *whole)
{
	const char *code = code_of(search->arena, part);
	const struct region *region, *state;

	if (!*code)
		return find(search, part);
	region = find(search, code);
	state = find_state(search, code);
	if (!state || (whole && region && lies_in(search, region, whole)))
		return region;
	if (!region || (whole && lies_in(search, state, whole)))
		return state;
	return NULL;
}

/* The one that lies in all others; NULL where two places are named. */
static const struct region *innermost(const struct search *search, const char *const *parts,
				      size_t count)
{
	const struct region *found = NULL;
	size_t i;

	for (i = count; i > 0; i--) {
		const struct region *region = count > 1 ? find_part(search, parts[i - 1], found)
							: find(search, parts[i - 1]);

		if (!region)
			continue;
		if (found && !lies_in(search, region, found)) {
			const struct region *part = part_of(search, parts[i - 1], found);

			if (!part && !lies_in(search, found, region))
				return NULL;
			region = part ? part : found;
		}
		found = region;
	}
	return found;
}

/* Cuts text at signs, in place; empty parts are left out. */
static size_t cut(char *text, const char *signs, const char **parts)
{
	size_t count = 0;
	char *at = text;

	while (*at && count < MOST_PARTS) {
		char *start = at + strspn(at, signs);
		size_t length;

		start += strspn(start, " \t");
		length = strcspn(start, signs);
		at = start + length + (start[length] != '\0');
		while (length && strchr(" \t", start[length - 1]))
			length--;
		start[length] = '\0';
		if (length)
			parts[count++] = start;
	}
	return count;
}

static bool is_upper(const char *word)
{
	for (; *word; word++)
		if (*word < 'A' || *word > 'Z')
			return false;
	return true;
}

/* Codes that are words among others: "our IT department". */
static bool is_english(const char *word)
{
	static const char *const words[] = {"IT", "IN", "OR", "ME", "IS", "NO", "AM", "AI",
					    "ID", "MS", "TV", "HR", "IO", "PC", "OK", "HI",
					    "MY", "DO", "SO", "TO", "BE", "BY", "AS", "AT"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same(word, words[i]))
			return true;
	return false;
}

/* Runs of words that are a name: "Montreal Canada", "US West". Short ones are code by chance.
 */
static const struct region *find_in_words(const struct search *search, const char *text)
{
	const char *words[MOST_PARTS], *names[MOST_PARTS];
	size_t count = cut(arena_text(search->arena, text), " ", words);
	size_t found = 0, i;

	for (i = 0; i < count; i++) {
		const char *pair =
		    i + 1 < count ? arena_printf(search->arena, "%s %s", words[i], words[i + 1])
				  : NULL;

		if (pair && find(search, pair)) {
			names[found++] = pair;
			i++;
		} else if (strlen(words[i]) >= SHORTEST_WORD && find(search, words[i])) {
			names[found++] = words[i];
		} else if (is_upper(words[i]) && !is_english(words[i]) &&
			   find_part(search, words[i], NULL)) {
			names[found++] = find_part(search, words[i], NULL)->code;
		}
	}
	return innermost(search, names, found);
}

/* Takes the provider out of the text: "us-central1" of "GCP us-central1". */
static char *take_provider(struct search *search, const char *text)
{
	char *rest = arena_text(search->arena, text);
	size_t i;

	for (i = 0; i < PROVIDERS; i++) {
		char *at;

		for (at = rest; *at; at++) {
			size_t length = printed_word(at, providers[i].word);

			if (!length || (at > rest && !strchr(" ,(/:", at[-1])) ||
			    at[length] == ':')
				continue;
			memset(at, ' ', length);
			search->prefix = providers[i].prefix;
			return rest;
		}
	}
	return rest;
}

const struct region *claim_region(struct arena *arena, struct factors *factors,
				  const char *text)
{
	struct search search = {.arena = arena, .factors = factors};
	static const char signs[] = ",()/;|";
	const struct region *region;
	const char *parts[MOST_PARTS];
	char *rest, *words;
	size_t count, i;

	text = printed_skip(text);
	if (!*text || strlen(text) > LONGEST)
		return NULL;
	region = factors_region_known(factors, text);
	if (region)
		return region;
	rest = take_provider(&search, text);
	words = arena_text(arena, rest);
	for (i = 0; words[i]; i++)
		if (strchr(signs, words[i]))
			words[i] = ' ';
	count = cut(rest, signs, parts);
	for (i = 0; i < count; i++)
		if (find(&search, parts[i]) ||
		    (count > 1 && find_part(&search, parts[i], NULL)))
			return innermost(&search, parts, count);
	return find_in_words(&search, words);
}
