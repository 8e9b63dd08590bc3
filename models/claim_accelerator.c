/* Accelerators as publications write them: "8 x A100 SXM4 80 GB". */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim.h"
#include "models/printed_parts.h"

#define DIGITS "0123456789"

enum { LONGEST = 200 };

/* "8 x", "8x", "64 " before the name; 0 where no count stands there. */
static size_t take_count(struct arena *arena, const char *text, double *how_many)
{
	struct printed_decimal decimal;
	const char *at;

	if (!printed_decimal_read(arena, text, &decimal) || !decimal.whole || decimal.negative)
		return 0;
	at = printed_skip(text + decimal.length);
	if (text_starts(at, "×"))
		at += strlen("×");
	else if ((*at == 'x' || *at == 'X' || *at == '*'))
		at++;
	else if (at == text + decimal.length)
		return 0;
	*how_many = printed_decimal_value(arena, &decimal);
	at = printed_skip(at);
	/* "4x8 H100": four machines of eight. */
	if (printed_decimal_read(arena, at, &decimal) && decimal.whole && !decimal.negative &&
	    printed_blank(at + decimal.length)) {
		*how_many *= printed_decimal_value(arena, &decimal);
		at = printed_skip(at + decimal.length);
	}
	return (size_t)(at - text);
}

/* "TPU v3-8" is a slice of 8 cores, two of which are a chip. Returns how many cores stand
 * there, 0: it is none; *at is the '-'. */
static unsigned slice_cores(const char *text, const char **at)
{
	static const char *const versions[] = {"v2", "v3", "v4", "v5p"};
	unsigned cores = 0;

	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		for (const char *found = text; (found = strstr(found, versions[i])); found++) {
			const char *dash = found + strlen(versions[i]), *digit = dash + 1;

			if (*dash != '-' || found == text ||
			    digit + strspn(digit, DIGITS) > digit + 4)
				continue;
			for (cores = 0; *digit >= '0' && *digit <= '9'; digit++)
				cores = cores * 10 + (unsigned)(*digit - '0');
			*at = dash;
			if (cores >= 2 && cores % 2 == 0 && !(*digit >= 'a' && *digit <= 'z'))
				return cores;
		}
	return 0;
}

const char *claim_accelerator_slice(struct arena *arena, const char *text)
{
	const char *dash;
	unsigned cores = slice_cores(text, &dash);

	return cores
		   ? arena_printf(
			 arena, "'%s' is read as a slice of %u cores, two to a chip: %u chip%s",
			 text, cores, cores / 2, cores > 2 ? "s" : "")
		   : NULL;
}

/* Cuts the size of a slice off the name; the chips in it, or 0. */
static double cut_slice(char *name)
{
	enum { CORES_IN_CHIP = 2 };
	const char *dash, *from;
	unsigned cores = slice_cores(name, &dash), chips = cores / CORES_IN_CHIP;

	if (!cores)
		return 0;
	from = dash + 1 + strspn(dash + 1, DIGITS);
	memmove(name + (dash - name), from, strlen(from) + 1);
	return chips;
}

/* "A100 for 30 hours": what it was used for is no part of the name. */
static const char *without_use(struct arena *arena, const char *text)
{
	static const char *const words[] = {" for ", " during ", " over "};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *at = strstr(text, words[i]);

		if (at)
			text = arena_copy(arena, text, (size_t)(at - text));
	}
	return text;
}

/* "A100 x 8", "A100 (8x)": the count behind the name, which is cut off. */
static void cut_count(struct arena *arena, char *text, double *how_many)
{
	char *at = strpbrk(text, "(*");
	struct printed_decimal decimal;
	const char *number;

	if (!at) {
		for (at = strstr(text, " x"); at && !strchr(" 0123456789", at[2]);)
			at = strstr(at + 1, " x");
		at = at ? at : strstr(text, "×");
	}
	if (!at)
		return;
	number = at + strspn(at, " (x*\xC3\x97");
	if (printed_decimal_read(arena, number, &decimal) && decimal.whole) {
		const char *behind = printed_skip(number + decimal.length);

		behind += strspn(behind, "x)\xC3\x97 ");
		if (*behind)
			return;
		*how_many = printed_decimal_value(arena, &decimal);
		*at = '\0';
	}
}

/* Words that name no accelerator: "GPUs" of "V100 GPUs". */
static bool is_noise(const char *word, size_t length)
{
	static const char *const words[] = {
	    "gpu",	    "gpus",   "card",  "cards", "accelerator",
	    "accelerators", "nvidia", "tesla", "amd",	"chips",
	    "chip",	    "units",  "x"};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (length == strlen(words[i]) && printed_word(word, words[i]))
			return true;
	return false;
}

/* The name without such words and the plural of a number: "A100s". */
static const char *bare(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	const char *name;

	while (*text) {
		size_t length = strcspn(text, " ()");
		size_t kept = length;

		if (length > 2 && text[length - 1] == 's' && text[length - 2] >= '0' &&
		    text[length - 2] <= '9')
			kept--;
		if (kept && !is_noise(text, length)) {
			if (out.length)
				buffer_text(&out, " ");
			buffer_add(&out, text, kept);
		}
		text += length;
		text += strspn(text, " ()");
	}
	name = arena_copy(arena, out.length ? out.text : "", out.length);
	buffer_free(&out);
	return name;
}

/* meant: NULL, or the first set of candidates that is met. */
static const struct thing *find(struct factors *factors, const char *name, const char **meant)
{
	const char *these = NULL;
	const struct thing *thing =
	    *name ? factors_thing_known(factors, name, "accelerator", &these) : NULL;

	if (!*meant)
		*meant = these;
	return thing;
}

/* The words of a name in lower case, the size of a memory as one: "a100", "80gb". */
static size_t words_of(struct arena *arena, const char *name, const char **words, size_t most)
{
	char *at = text_slug(arena, name);
	size_t count = 0;

	while (*at && count < most) {
		char *word = at;

		at += strcspn(at, "-");
		if (*at)
			*at++ = '\0';
		if (count && text_same(word, "gb") &&
		    strspn(words[count - 1], "0123456789") == strlen(words[count - 1]))
			words[count - 1] = arena_printf(arena, "%sgb", words[count - 1]);
		else
			words[count++] = word;
	}
	return count;
}

/* By its words, where no name is the whole of it: "A100 80GB". One that has them all, or those
 * that do. */
static const struct thing *find_by_words(struct arena *arena, struct factors *factors,
					 const char *name, const char **meant)
{
	enum { WORDS = 6, FEW = 6 };
	const char *words[WORDS];
	const char *list = NULL, *last = NULL;
	size_t count = words_of(arena, name, words, WORDS), found = 0, entries;
	const struct thing_entry *const *things;

	if (!count || !strpbrk(name, "0123456789"))
		return NULL;
	entries = catalog_kind(factors, "accelerator", &things);
	for (size_t i = 0; i < entries && found <= FEW; i++) {
		if (!catalog_thing_has(things[i], words, count))
			continue;
		if (last)
			list = list ? arena_printf(arena, "%s, '%s'", list, last)
				    : arena_printf(arena, "'%s'", last);
		last = things[i]->slug;
		found++;
	}
	if (found == 1)
		return factors_thing_known(factors, last, "accelerator", NULL);
	if (found > 1 && found <= FEW && !*meant)
		*meant = arena_printf(arena, "%s or '%s'", list, last);
	return NULL;
}

static const struct thing *find_as_printed(struct arena *arena, struct factors *factors,
					   const char *text, double *how_many,
					   const char **meant)
{
	const struct thing *thing;
	double counted = 0, chips;
	char *name;

	*how_many = 0;
	*meant = NULL;
	text = printed_skip(text);
	if (!*text || strlen(text) > LONGEST)
		return NULL;
	thing = find(factors, text, meant);
	if (thing)
		return thing;
	name = arena_text(arena, text + take_count(arena, text, &counted));
	if (!(counted > 0))
		cut_count(arena, name, &counted);
	chips = cut_slice(name);
	if (chips > 0)
		counted = chips * (counted > 0 ? counted : 1);
	*how_many = counted;
	thing = find(factors, name, meant);
	if (!thing)
		thing = find(factors, bare(arena, name), meant);
	return thing || *meant ? thing
			       : find_by_words(arena, factors, bare(arena, name), meant);
}

const struct thing *claim_accelerator_named(struct arena *arena, struct factors *factors,
					    const char *text, double *how_many)
{
	const char *meant;

	return find_as_printed(arena, factors, text, how_many, &meant);
}

const struct thing *claim_accelerator(struct arena *arena, struct factors *factors,
				      const char *text, double *how_many)
{
	return claim_accelerator_named(arena, factors, without_use(arena, text), how_many);
}

const char *claim_accelerator_candidates(struct arena *arena, struct factors *factors,
					 const char *text)
{
	const char *meant;
	double how_many;

	return find_as_printed(arena, factors, without_use(arena, text), &how_many, &meant)
		   ? NULL
		   : meant;
}
