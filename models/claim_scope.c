/* Whether words of a publication - a scope, a stage - name something as held. */

#include <ctype.h>
#include <string.h>

#include "models/claim.h"
#include "models/claim_scope.h"

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

struct token {
	const char *start;
	size_t length;
	const char *gap; /* what stands before it, up to start */
};

/* What stands behind it is left out; is held again. */
static const char *const denying[] = {
    "without", "excluding", "excludes", "exclude", "excluded", "excl",	"except",   "no",
    "not",     "non",	    "neither",	"nor",	   "before",   "minus", "omitting", "omits"};
static const char *const granting[] = {"including", "includes", "include", "incl",
				       "with",	    "but",	"plus",	   "after"};
/* What stands in front of it is left out; "not" is where one of `taken` follows. */
static const char *const refusing[] = {"excluded", "omitted", "ignored",
				       "missing",  "outside", "out"};
static const char *const taken[] = {"included",	  "counted", "in",     "inside",
				    "considered", "part",    "covered"};

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The next word from `text` on; false at the end. */
static bool next(const char *text, struct token *token)
{
	token->gap = text;
	while (*text && !is_letter(*text))
		text++;
	token->start = text;
	while (is_letter(*text))
		text++;
	token->length = (size_t)(text - token->start);
	return token->length;
}

static bool starts(const struct token *token, const char *word)
{
	size_t i;

	for (i = 0; word[i]; i++)
		if (i == token->length ||
		    tolower((unsigned char)token->start[i]) != (unsigned char)word[i])
			return false;
	return true;
}

/* The word itself, or its plural. */
static bool is_word(const struct token *token, const char *word)
{
	size_t more = strlen(word);

	if (!starts(token, word))
		return false;
	more = token->length - more;
	return !more ||
	       (more == 1 && tolower((unsigned char)token->start[token->length - 1]) == 's');
}

static bool is_any(const struct token *token, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (is_word(token, words[i]))
			return true;
	return false;
}

/* One of the marks stands in front of the word. */
static bool parted(const struct token *token, const char *marks)
{
	return strcspn(token->gap, marks) < (size_t)(token->start - token->gap);
}

/* "w/o" */
static bool is_without(const struct token *token)
{
	return is_any(token, WORDS(denying)) ||
	       (token->length == 1 && starts(token, "w") && token->start[1] == '/' &&
		tolower((unsigned char)token->start[2]) == 'o');
}

/* "PUE not included", "idle and embodied left out" */
static bool refused_behind(const struct token *word)
{
	struct token token = *word, after;

	while (next(token.start + token.length, &token) && !parted(&token, ",;.()") &&
	       !is_any(&token, WORDS(granting))) {
		if (is_any(&token, WORDS(refusing)))
			return true;
		if (is_word(&token, "not") && next(token.start + token.length, &after) &&
		    is_any(&after, WORDS(taken)))
			return true;
	}
	return false;
}

bool scope_names(const char *text, const char *const *words, size_t count)
{
	struct token token = {.start = text};
	bool denied = false;

	if (!text)
		return false;
	while (next(token.start + token.length, &token)) {
		if (parted(&token, ";.()"))
			denied = false;
		if (is_without(&token))
			denied = true;
		else if (is_any(&token, WORDS(granting)))
			denied = false;
		else if (!denied && is_any(&token, words, count) && !refused_behind(&token))
			return true;
	}
	return false;
}

/* One of the words stands in the text, held or not. */
static bool mentions(const char *text, const char *const *words, size_t count)
{
	struct token token = {.start = text};

	while (next(token.start + token.length, &token))
		if (is_any(&token, words, count))
			return true;
	return false;
}

bool scope_holds(const struct claim *claim, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < claim->scope_count; i++)
		if (scope_names(claim->scope[i], words, count))
			return true;
	return false;
}

bool scope_denies(const struct claim *claim, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < claim->scope_count; i++)
		if (mentions(claim->scope[i], words, count) &&
		    !scope_names(claim->scope[i], words, count))
			return true;
	return false;
}
