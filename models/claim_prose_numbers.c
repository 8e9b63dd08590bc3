/* Numbers in sentences. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

enum { ABOUT_WORDS = 3, REACH = 16 };

static const char times[] = "day week month year hour decade";

/* Words that stand in no unit; before a number they may join two ends of a range. */
static const char no_unit[] =
    "and or the was were is are than for in on with by that which from "
    "at as it but its into over when while during to";

/* Numbers as words, that is, those that publications write so. */
static const struct {
	const char *word, *digits;
} words[] = {
    {"two", "2"},     {"three", "3"},  {"four", "4"},	  {"five", "5"},     {"six", "6"},
    {"seven", "7"},   {"eight", "8"},  {"nine", "9"},	  {"ten", "10"},     {"eleven", "11"},
    {"twelve", "12"}, {"dozen", "12"}, {"fifteen", "15"}, {"twenty", "20"},  {"thirty", "30"},
    {"forty", "40"},  {"fifty", "50"}, {"sixty", "60"},	  {"seventy", "70"}, {"eighty", "80"},
    {"ninety", "90"},
};

static const char *word_digits(const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same(words[i].word, word))
			return words[i].digits;
	return NULL;
}

/* "4th", "24/7", "3d": no numbers. */
static bool is_number(const struct prose_text *text, size_t word)
{
	const struct prose_word *w = &text->words[word];
	const char *at = w->lower;
	size_t digits = strspn(at, "0123456789");

	if (w->taken || !isdigit((unsigned char)*at))
		return false;
	at += digits;
	if (text_same(at, "st") || text_same(at, "nd") || text_same(at, "rd") ||
	    text_same(at, "th") || text_same(at, "d") || *at == '/')
		return false;
	return true;
}

/* Where a number ends that is followed by "a year" or "per day": its unit is before that. */
static size_t rate_word(const struct prose_text *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (prose_is(text, i, to, "daily annually yearly hourly monthly weekly"))
			return i;
		if (prose_is(text, i, to, "per a an each every in") &&
		    prose_is(text, i + 1, to, times))
			return i;
		if (prose_is(text, i, to, "per each every") &&
		    prose_is(text, i + 1, to, "person capita american human head"))
			return i;
	}
	return to;
}

/* The number in text[0..) read as it stands, but for the digits that a word stands for. */
struct span {
	const char *prefix; /* instead of the bytes before `from` */
	size_t from, to;    /* bytes */
};

static bool read(const struct prose_text *text, struct span span, struct place place,
		 struct prose_number *number, size_t *end)
{
	const char *copy = arena_printf(text->arena, "%s%.*s", span.prefix,
					(int)(span.to - span.from), text->text + span.from);
	size_t length = 0, prefix = strlen(span.prefix);

	if (!printed_prefix(text->arena, copy, place, &number->printed, &length))
		return false;
	*end = length > prefix ? span.from + length - prefix : span.from;
	return true;
}

/* "~", "<" stand right before the word. */
static size_t with_signs(const char *text, size_t start)
{
	static const char *const signs[] = {"~", "\xe2\x89\x88", "<", ">"};
	size_t at = start;

	while (at > 0 && text[at - 1] == ' ')
		at--;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t length = strlen(signs[i]);

		if (at >= length && strncmp(text + at - length, signs[i], length) == 0)
			return at - length;
	}
	return start;
}

static size_t word_at(const struct prose_text *text, size_t from, size_t byte)
{
	while (from < text->count && text->words[from].start < byte)
		from++;
	return from;
}

/* Whether a word may stand in a number or its unit, behind others. */
static bool may_follow(const struct prose_text *text, size_t word, size_t to)
{
	const char *lower = text->words[word].lower;
	bool group = strlen(lower) == 3 && strspn(lower, "0123456789") == 3;

	if (isdigit((unsigned char)*lower))
		return group || prose_is(text, word - 1, to, "per every each to and or of x /");
	return !prose_is(text, word, to, no_unit) ||
	       (word + 1 < to && isdigit((unsigned char)*text->words[word + 1].lower));
}

/* Where the words of one number may reach: up to a strong mark. */
static size_t reach(const struct prose_text *text, size_t word, size_t to)
{
	size_t end = word + 1;

	while (end < to && end < word + REACH && !text->words[end].mark &&
	       may_follow(text, end, to))
		end++;
	return rate_word(text, word + 1, end);
}

static bool read_digits(const struct prose_text *text, size_t from, size_t word, size_t to,
			struct prose_number *number)
{
	size_t last = reach(text, word, to) - 1, end = 0, first;
	struct place place = prose_place(text, word);
	size_t stop = text->words[last].end;

	for (first = word < from + ABOUT_WORDS ? from : word - ABOUT_WORDS; first < word;
	     first++)
		if (!text->words[first].taken &&
		    read(text, (struct span){"", text->words[first].start, stop}, place, number,
			 &end) &&
		    end > text->words[word].start)
			break;
	if (first == word &&
	    !read(text,
		  (struct span){"", with_signs(text->text, text->words[word].start), stop},
		  place, number, &end))
		return false;
	number->first = first;
	number->digits = word;
	number->unit_next = number->next = word_at(text, word + 1, end);
	return true;
}

/* "five", "two million", "a million", "half a million" as "5", "2 million", "1 million". */
static bool read_word(const struct prose_text *text, size_t from, size_t word, size_t to,
		      struct prose_number *number)
{
	static const char large[] = "hundred thousand million billion dozen";
	const char *digits = word_digits(text->words[word].lower);
	size_t behind = word + 1, last, end = 0;
	bool about;

	if (prose_is(text, word, to, "a an one") && prose_is(text, behind, to, large)) {
		digits = "1";
		if (prose_is(text, behind, to, "hundred"))
			digits = "100", behind++;
		else if (prose_is(text, behind, to, "dozen"))
			digits = "12", behind++;
	}
	if (!digits || text->words[word].taken)
		return false;
	last = reach(text, word, to) - 1;
	about = word > from &&
		prose_is(text, word - 1, to,
			 "about roughly around nearly almost over than some approximately");
	digits = arena_printf(text->arena, "%s%s", about ? "about " : "", digits);
	if (!read(
		text,
		(struct span){arena_printf(text->arena, "%s ", digits),
			      last < behind ? text->words[last].end : text->words[behind].start,
			      text->words[last].end},
		prose_place(text, word), number, &end))
		return false;
	number->first = about ? word - 1 : word;
	number->digits = word;
	number->of_word = true;
	number->unit_next = number->next = word_at(text, behind, end);
	number->printed.text = prose_slice(text, number->first, number->next);
	return true;
}

/* "a year", "per person", "daily". */
static void read_rate(const struct prose_text *text, size_t to, struct prose_number *number)
{
	size_t at = number->next;

	if (prose_is(text, at, to, "daily annually yearly hourly monthly weekly")) {
		number->rate = RATE_TIME;
		number->per = text->words[at].lower;
		number->next = at + 1;
		return;
	}
	if (!prose_is(text, at, to, "per a an each every in") || text->words[at].mark ||
	    (at + 1 < to && isdigit((unsigned char)*text->words[at + 1].lower)))
		return;
	if (prose_is(text, at + 1, to, times))
		number->rate = RATE_TIME;
	else if (prose_is(text, at, to, "per") && at + 1 < to)
		number->rate = RATE_OTHER;
	else
		return;
	number->per = text->words[at + 1].lower;
	number->next = at + 2;
}

bool prose_number(const struct prose_text *text, size_t from, size_t to,
		  struct prose_number *number)
{
	for (size_t word = from; word < to; word++) {
		*number = (struct prose_number){0};
		if (is_number(text, word) ? read_digits(text, from, word, to, number)
					  : read_word(text, from, word, to, number)) {
			if (number->next <= word)
				number->unit_next = number->next = word + 1;
			read_rate(text, to, number);
			return true;
		}
	}
	return false;
}

bool prose_may_be_year(const struct prose_text *text, const struct prose_number *number)
{
	enum { FIRST_YEAR = 1990, LAST_YEAR = 2040 };
	const char *word = text->words[number->digits].lower;

	return strlen(word) == 4 && strspn(word, "0123456789") == 4 &&
	       number->printed.value >= FIRST_YEAR && number->printed.value <= LAST_YEAR;
}

bool prose_is_date(const struct prose_text *text, const struct prose_number *number,
		   size_t from)
{
	return prose_may_be_year(text, number) &&
	       (text->words[number->first].mark ||
		prose_near_before(text, from, number->first, 1,
				  "in during for since until by"));
}
