/* Names of models in a text. */

#include <ctype.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

enum { NAME_WORDS = 6, MODEL_COLUMN = 1, LEAST_NAME = 3 };

/* Letters and digits alone, in lower case. */
static const char *squash(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_copy(arena, text, length), *to = copy;

	for (const char *c = copy; *c; c++)
		if (isalnum((unsigned char)*c))
			*to++ = (char)tolower((unsigned char)*c);
	*to = '\0';
	return copy;
}

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* "7B", "560M", "1.5T": the size of a model. */
static bool is_size(const char *word)
{
	size_t digits = strspn(word, "0123456789.x");

	return digits && (word[digits] == 'b' || word[digits] == 'm' || word[digits] == 't') &&
	       !word[digits + 1];
}

/* Families whose names a version follows: "GPT-4", "Claude 3.5", "Llama 3". */
static const char families[] =
    "gpt chatgpt claude gemini llama mistral mixtral falcon qwen phi gemma bloom palm opt "
    "bert t5 deepseek olmo grok command lamda megatron gopher chinchilla starcoder codex "
    "imagen whisper midjourney sora cohere yi vicuna alpaca";

struct model_name {
	const char *squashed, *exact; /* exact: in its own case, where it has no digit */
};

struct model_names {
	struct model_name *names;
	size_t count;
	bool starts[256][256]; /* by the first two letters: most words begin no name */
};

static void add_name(struct arena *arena, struct model_names *names, const char *text,
		     size_t length)
{
	const char *squashed = squash(arena, text, length);

	if (strlen(squashed) < LEAST_NAME)
		return;
	names->starts[(unsigned char)squashed[0]][(unsigned char)squashed[1]] = true;
	names->names = arena_grow(arena, names->names, names->count, sizeof *names->names);
	names->names[names->count++] = (struct model_name){
	    squashed, has_digit(squashed) ? NULL : arena_copy(arena, text, length)};
}

/* "GPT-3 175B (2020 estimate)" as "GPT-3 175B" and "GPT-3". */
static void add_forms(struct arena *arena, struct model_names *names, const char *name)
{
	size_t length = strcspn(name, "(,"), cut;

	while (length && name[length - 1] == ' ')
		length--;
	add_name(arena, names, name, length);
	for (cut = length; cut > 0 && name[cut - 1] != ' ' && name[cut - 1] != '-';)
		cut--;
	if (cut > 1 && is_size(squash(arena, name + cut, length - cut)))
		add_name(arena, names, name, cut - 1);
}

static const struct model_names *published_names(struct arena *arena, struct factors *factors)
{
	struct model_names *names = arena_alloc(arena, sizeof *names);
	size_t count = 0;
	const struct published *figures = factors_figures(factors, &count);

	for (size_t i = 0; i < count; i++)
		add_forms(arena, names, figures[i].cells[MODEL_COLUMN]);
	add_name(arena, names, "BERT", 4);
	return names;
}

/* Whether a name may begin with the word; a short word goes on in the next. */
static bool may_start(const struct model_names *names, const char *lower)
{
	unsigned char first = (unsigned char)lower[0], second = (unsigned char)lower[1];

	return !second || !isalnum(second) || names->starts[first][second];
}

static bool is_name(const struct model_names *names, const char *squashed, const char *slice)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_same(names->names[i].squashed, squashed) &&
		    (!names->names[i].exact || text_same(names->names[i].exact, slice)))
			return true;
	return false;
}

/* "BLOOM" of "BLOOM's". */
static const char *bare(struct arena *arena, const char *name)
{
	static const char *const ends[] = {"'s", "\xe2\x80\x99s"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(name, ends[i]))
			return arena_copy(arena, name, strlen(name) - strlen(ends[i]));
	return name;
}

/* The end of a published name that begins at word, the longest; 0: there is none. */
static size_t published_end(const struct prose_text *text, const struct model_names *names,
			    size_t word)
{
	size_t most = word + NAME_WORDS < text->count ? word + NAME_WORDS : text->count;

	for (size_t end = word + 1; end < most; end++)
		if (text->words[end].mark == '.' || text->words[end].mark == ';')
			most = end;
	for (size_t end = most; end > word; end--) {
		const char *slice = bare(text->arena, prose_slice(text, word, end));

		if (is_name(names, squash(text->arena, slice, strlen(slice)), slice))
			return end;
	}
	return 0;
}

static bool is_capital(const struct prose_text *text, size_t word)
{
	return isupper((unsigned char)text->text[text->words[word].start]) != 0;
}

/* "Falcon-40B", "Falcon 40B", "GPT-4", "Claude 3.5 Sonnet". */
static size_t typical_end(const struct prose_text *text, size_t word)
{
	const char *lower = text->words[word].lower, *dash = strrchr(lower, '-');
	size_t next = word + 1, family = strcspn(lower, "-0123456789");
	bool follows = next < text->count && !text->words[next].mark;
	char *head = arena_copy(text->arena, lower, family);
	bool known = family &&
		     prose_is(&(struct prose_text){.words = &(struct prose_word){.lower = head},
						   .count = 1},
			      0, 1, families);

	if (known && !is_capital(text, word) && !dash)
		return 0;
	if (known && follows && isdigit((unsigned char)*text->words[next].lower) &&
	    strlen(text->words[next].lower) < 4) {
		next++;
		if (next < text->count && !text->words[next].mark &&
		    is_size(text->words[next].lower))
			next++;
		return next;
	}
	if (known)
		return next;
	if (!is_capital(text, word) ||
	    prose_is(text, word, text->count, "the a an our this its their in on with for"))
		return 0;
	if (dash && is_size(dash + 1))
		return next;
	return follows && is_size(text->words[next].lower) &&
		       isupper((unsigned char)text->text[text->words[next].end - 1]) &&
		       next + 1 < text->count &&
		       !prose_is(text, next + 1, text->count,
				 "tokens parameters params token weights")
		   ? next + 1
		   : 0;
}

static size_t search_end(const struct prose_text *text, size_t word)
{
	if (prose_is(text, word, text->count, "architecture") &&
	    prose_is(text, word + 1, text->count, "search searches"))
		return word + 2;
	return text->words[word].end - text->words[word].start == 3 &&
		       strncmp(text->text + text->words[word].start, "NAS", 3) == 0
		   ? word + 1
		   : 0;
}

void prose_names(struct prose_text *text, struct claim_reader *reader)
{
	const struct model_names *names;

	if (!reader->names)
		reader->names = published_names(reader->arena, reader->factors);
	names = reader->names;
	for (size_t word = 0; word < text->count; word++) {
		size_t end = search_end(text, word);

		if (!end && isalpha((unsigned char)*text->words[word].lower) &&
		    may_start(names, text->words[word].lower))
			end = published_end(text, names, word);
		if (!end)
			end = typical_end(text, word);
		if (!end)
			continue;
		text->names =
		    arena_grow(text->arena, text->names, text->name_count, sizeof *text->names);
		text->names[text->name_count++] = (struct prose_name){
		    word, end, bare(text->arena, prose_slice(text, word, end))};
		for (size_t i = word; i < end; i++)
			text->words[i].taken = true;
		word = end - 1;
	}
}

bool prose_differ(struct arena *arena, const char *a, const char *b)
{
	const char *left, *right;

	if (!a || !b)
		return false;
	left = squash(arena, a, strlen(a));
	right = squash(arena, b, strlen(b));
	return !strstr(left, right) && !strstr(right, left);
}
