/* One number or two, with the words around them. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/printed_parts.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_number(const char *text)
{
	if (*text == '-' || *text == '+')
		text++;
	return is_digit(*text) || (*text == '.' && is_digit(text[1]));
}

/* Passes "about" and its like. */
static const char *skip_words(const char *at, enum printed_before *before)
{
	static const struct {
		const char *written;
		enum printed_before meaning;
	} words[] = {
#define BEFORE(written, meaning) {written, BEFORE_##meaning},
#include "models/printed_before.def"
#undef BEFORE
	};
	size_t length = 1;
	size_t i;

	while (length) {
		at = printed_skip(at);
		if (is_digit(*at))
			return at;
		length = 0;
		for (i = 0; i < sizeof words / sizeof *words && !length; i++) {
			length = is_letter(*words[i].written)
				     ? printed_word(at, words[i].written)
				     : printed_starts(at, words[i].written);
			/* "up to about 40" is a bound. */
			if (length && words[i].meaning > *before)
				*before = words[i].meaning;
		}
		at += length;
	}
	return at;
}

/* The bytes of what joins two numbers at text, blanks around it included; 0 where nothing does.
 */
static size_t read_between(const char *text, bool pair, enum printed_between *between)
{
	static const char *const deviations[] = {"±", "+/-", "+-"};
	static const char *const dots[] = {"...", "..", "…"};
	static const char *const dashes[] = {"-", "–", "—", "−"};
	const char *at = printed_skip(text);
	bool blank = at > text;
	size_t length = 0;
	size_t i;

	*between = BETWEEN_DEVIATION;
	for (i = 0; i < sizeof deviations / sizeof *deviations && !length; i++)
		length = printed_starts(at, deviations[i]);
	if (!length)
		*between = BETWEEN_ENDS;
	for (i = 0; i < sizeof dots / sizeof *dots && !length; i++)
		length = printed_starts(at, dots[i]);
	if (!length && blank)
		length = printed_word(at, pair ? "and" : "to");
	for (i = 0; i < sizeof dashes / sizeof *dashes && !length; i++)
		if (blank == (printed_blank(at + printed_starts(at, dashes[i])) > 0))
			length = printed_starts(at, dashes[i]);
	at = printed_skip(at + length);
	if (!length || !is_number(at)) {
		*between = BETWEEN_NOTHING;
		return 0;
	}
	return (size_t)(at - text);
}

/* The end of the first unit: where two ends or a deviation follow it, or the end of text. */
static const char *end_of_unit(const char *text, bool pair)
{
	enum printed_between between;
	const char *at;

	for (at = text; *at; at++) {
		const char *next = printed_skip(at);

		/* "kgCO2-eq" and "m-2" hold dashes: only blanks and signs separate. */
		if ((next > at || text_starts(at, "±") || *at == '+' || *at == '.') &&
		    read_between(at, pair, &between))
			return at;
	}
	return at;
}

/* "1-2 million": the first end is in millions too. */
static void share_suffix(struct printed_reading *reading)
{
	struct printed_decimal *first = &reading->first;
	struct printed_decimal as_second = *first;

	if (first->suffix || !reading->second.suffix || reading->between != BETWEEN_ENDS)
		return;
	as_second.suffix = reading->second.suffix;
	as_second.exponent += as_second.suffix;
	if (printed_decimal_value(reading->arena, &as_second) <=
	    printed_decimal_value(reading->arena, &reading->second))
		*first = as_second;
}

/* "40 T" of a mass are tonnes. */
static void give_back_tonnes(struct printed_reading *reading, const char *text,
			     struct printed_decimal *decimal)
{
	struct dimensions d = unit_of(reading->rule ? reading->rule->unit : "").dimensions;

	if (!decimal->suffix || text[decimal->length - 1] != 'T' ||
	    !dimensions_equal(d, unit_of("tCO2e").dimensions))
		return;
	decimal->length--;
	decimal->exponent -= decimal->suffix;
	decimal->suffix = 0;
	reading->printed->doubts |= PRINTED_TON;
}

/* The second number, where one follows. */
static void read_second(struct printed_reading *reading)
{
	size_t length = read_between(reading->at, reading->pair, &reading->between);

	if (!length)
		return;
	if (!printed_decimal_read(reading->arena, reading->at + length, &reading->second)) {
		reading->between = BETWEEN_NOTHING;
		return;
	}
	give_back_tonnes(reading, reading->at + length, &reading->second);
	reading->at += length + reading->second.length;
	share_suffix(reading);
}

/* A number, or two; leaves at behind them. */
bool printed_numbers_read(struct printed_reading *reading, const char *text)
{
	const char *at = skip_words(text, &reading->before);
	size_t word = printed_word(at, "between");

	reading->pair = word > 0;
	if (!word)
		word = printed_word(at, "from");
	at = skip_words(at + word, &reading->before);
	if (!printed_decimal_read(reading->arena, at, &reading->first))
		return false;
	give_back_tonnes(reading, at, &reading->first);
	reading->at = at + reading->first.length;
	if (*reading->at == '+' && !is_digit(reading->at[1]) &&
	    (!reading->at[1] || printed_blank(reading->at + 1))) {
		reading->at++;
		reading->before = BEFORE_LEAST;
	}
	read_second(reading);
	reading->printed->digits = arena_copy(reading->arena, at, (size_t)(reading->at - at));
	reading->printed->doubts |= reading->before != BEFORE_NOTHING ? PRINTED_ABOUT : 0U;
	return true;
}

size_t printed_trimmed(const char *text, size_t length)
{
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\t' ||
			  text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	return length;
}

/* The units behind the numbers: "12 kWh to 14 kWh", "57 g/kWh ± 10 %". */
bool printed_units_find(struct printed_reading *reading)
{
	const char *end;
	size_t length;

	reading->at = printed_skip(reading->at);
	reading->unit = reading->second_unit = reading->at;
	if (reading->between != BETWEEN_NOTHING) {
		reading->unit_length = printed_trimmed(reading->at, strlen(reading->at));
		reading->second_length = reading->unit_length;
		return true;
	}
	end = end_of_unit(reading->at, reading->pair);
	reading->unit_length = printed_trimmed(reading->at, (size_t)(end - reading->at));
	if (!*end)
		return true;
	length = read_between(end, reading->pair, &reading->between);
	if (!printed_decimal_read(reading->arena, end + length, &reading->second))
		return false;
	reading->second_unit = printed_skip(end + length + reading->second.length);
	reading->second_length =
	    printed_trimmed(reading->second_unit, strlen(reading->second_unit));
	reading->printed->digits = reading->printed->text;
	return true;
}
