/* Names of models, compared loosely. */

#include "models/known_name.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* Of one name: 176B and 175B are told of the same model. */
static const double same_size = 0.02;

static const char *const idle_words[] = {
    "the",	"a",	   "an",	"one",	      "of",	  "for",
    "with",	"its",	   "and",	"model",      "training", "pretraining",
    "pretrain", "trained", "finetuned", "finetuning", "finetune", "inference",
    "final",	"run",	   "series",	"instruct",   "chat",	  "hf",
    "it",	"neural",  "average",	"mean",	      "median",	  "request",
};

static const struct {
	const char *word, *means;
} other_words[] = {
    {"american", "america"}, {"person", "human"},  {"people", "human"},
    {"pre", "pretraining"},  {"query", "request"}, {"prompt", "request"},
    {"queries", "request"},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_idle(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof idle_words / sizeof *idle_words; i++)
		if (text_same(word, idle_words[i]))
			return true;
	return false;
}

static bool has(const char *const *words, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_same(words[i], word))
			return true;
	return false;
}

static const char *settle(struct arena *arena, const char *word)
{
	size_t length = strlen(word), i;

	if (length > 4 && word[length - 1] == 's' && word[length - 2] != 's')
		word = arena_copy(arena, word, length - 1);
	for (i = 0; i < sizeof other_words / sizeof *other_words; i++)
		if (text_same(word, other_words[i].word))
			return other_words[i].means;
	return word;
}

static void add_word(struct arena *arena, struct known_name *name, const char *word)
{
	uint64_t hash = 5381;
	const char *c;

	word = settle(arena, word);
	if (is_idle(word) || name->word_count == KNOWN_NAME_MOST ||
	    has(name->words, name->word_count, word))
		return;
	name->words[name->word_count++] = word;
	for (c = word; *c; c++)
		hash = hash * 33 + (unsigned char)*c;
	name->sieve |= (uint64_t)1 << (hash >> 3) % 64;
}

/* "7b", "1.5t", "560m": parameters; 0 for another text. */
static double size_of(const char *text)
{
	static const char suffixes[] = "kmbt";
	size_t length = strlen(text);
	const char *suffix = length > 1 ? strchr(suffixes, text[length - 1]) : NULL;
	double value;

	if (!suffix || !text_number(text, length - 1, &value))
		return 0;
	return value * pow(1000, (double)(suffix - suffixes + 1));
}

/* "64e": experts, which few names tell. */
static bool is_experts(const char *text)
{
	size_t length = strlen(text);
	double value;

	return length > 1 && text[length - 1] == 'e' && text_number(text, length - 1, &value);
}

/* A word that begins with a digit. A first version is seldom called one. */
static void add_number(struct known_name *name, const char *text)
{
	double size = size_of(text);

	if (size > 0 && name->size_count < KNOWN_NAME_MOST)
		name->sizes[name->size_count++] = size;
	else if (size == 0 && !is_experts(text) && !text_same(text, "1") &&
		 name->number_count < KNOWN_NAME_MOST &&
		 !has(name->numbers, name->number_count, text))
		name->numbers[name->number_count++] = text;
}

/* Letters up to a digit ("gpt" of "gpt3"), or what begins with a digit ("4o", "3.1", "7b"). */
static size_t word_length(const char *text)
{
	size_t length = 0;

	if (is_letter(*text)) {
		while (is_letter(text[length]))
			length++;
		return length;
	}
	while (is_digit(text[length]) || is_letter(text[length]) ||
	       (text[length] == '.' && is_digit(text[length + 1])))
		length++;
	return length;
}

/* Small letters, without what is before a '/' that joins; of what is in brackets, or outside.
 */
static char *plain(struct arena *arena, const char *text, bool inside)
{
	const char *slash = strrchr(text, '/');
	size_t depth = 0, length = 0;
	char *copy;

	if (slash && slash[1] && !strchr(text, ' '))
		text = slash + 1;
	copy = arena_text(arena, text);
	for (; *text; text++) {
		char c = *text;

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if ((depth > 0) == inside)
			copy[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	copy[length] = '\0';
	return copy;
}

/* "architecture search" is what "NAS" stands for. */
static void join_words(struct arena *arena, struct known_name *name)
{
	if (has(name->words, name->word_count, "architecture") &&
	    has(name->words, name->word_count, "search"))
		add_word(arena, name, "nas");
}

static void drop_word(struct known_name *name, const char *word)
{
	size_t i, kept = 0;

	for (i = 0; i < name->word_count; i++)
		if (!text_same(name->words[i], word))
			name->words[kept++] = name->words[i];
	name->word_count = kept;
}

static void read_words(struct arena *arena, struct known_name *name, const char *at, bool sizes)
{
	size_t length;

	for (; *at; at += length ? length : 1) {
		const char *word;

		length = word_length(at);
		word = arena_copy(arena, at, length);
		if (length && is_letter(*at) && !sizes)
			add_word(arena, name, word);
		else if (length && !is_letter(*at) && (!sizes || size_of(word) > 0))
			add_number(name, word);
	}
}

struct known_name known_name_of(struct arena *arena, const char *text)
{
	struct known_name name = {0};

	if (!text)
		return name;
	read_words(arena, &name, plain(arena, text, false), false);
	if (name.size_count == 0)
		read_words(arena, &name, plain(arena, text, true), true);
	join_words(arena, &name);
	if (has(name.words, name.word_count, "nas")) {
		drop_word(&name, "architecture");
		drop_word(&name, "search");
	}
	return name;
}

static size_t shared_words(const struct known_name *a, const struct known_name *b)
{
	size_t i, count = 0;

	for (i = 0; i < a->word_count; i++)
		count += has(b->words, b->word_count, a->words[i]);
	return count;
}

static bool same_numbers(const struct known_name *a, const struct known_name *b)
{
	size_t i;

	if (a->number_count != b->number_count)
		return false;
	for (i = 0; i < a->number_count; i++)
		if (!has(b->numbers, b->number_count, a->numbers[i]))
			return false;
	return true;
}

static bool has_size(const struct known_name *name, double size)
{
	size_t i;

	for (i = 0; i < name->size_count; i++)
		if (fabs(log(name->sizes[i] / size)) <= same_size)
			return true;
	return false;
}

bool known_name_same_size(const struct known_name *a, const struct known_name *b)
{
	size_t i;

	if (a->size_count != b->size_count)
		return false;
	for (i = 0; i < a->size_count; i++)
		if (!has_size(b, a->sizes[i]))
			return false;
	return true;
}

enum kinship known_name_kinship(const struct known_name *a, const struct known_name *b)
{
	size_t shared;
	bool equal;

	if ((a->sieve & b->sieve) == 0 || !same_numbers(a, b))
		return KIN_NONE;
	shared = shared_words(a, b);
	if (shared == 0 || (shared < a->word_count && shared < b->word_count))
		return KIN_NONE;
	equal = shared == a->word_count && shared == b->word_count;
	if (known_name_same_size(a, b))
		return equal ? KIN_SAME : KIN_AKIN;
	if (a->size_count == 0 || b->size_count == 0)
		return equal ? KIN_UNSIZED : KIN_AKIN;
	return equal ? KIN_SIBLING : KIN_NONE;
}
