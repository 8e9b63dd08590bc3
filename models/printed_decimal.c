/* Digits as publications print them, without rounding them. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/printed_parts.h"

enum {
	GROUP = 3,
	LARGEST_EXPONENT = 9999,
	FEWEST_DIGITS = 2 /* of a whole number, however many of its zeros may be rounding */
};

struct scan {
	const char *at;
	char *digits; /* room for all that may follow */
	size_t count;
	struct printed_decimal *decimal;
};

struct suffix {
	const char *word;
	long exponent;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t printed_starts(const char *text, const char *prefix)
{
	return text_starts(text, prefix) ? strlen(prefix) : 0;
}

size_t printed_blank(const char *text)
{
	static const char *const blanks[] = {"\t",     "\n",	 "\r",	   "\u00A0", "\u2007",
					     "\u2008", "\u2009", "\u200A", "\u202F"};
	size_t i;

	if (*text == ' ')
		return 1;
	for (i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (printed_starts(text, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

const char *printed_skip(const char *text)
{
	size_t length;

	while ((length = printed_blank(text)) > 0)
		text += length;
	return text;
}

size_t printed_word(const char *text, const char *word)
{
	size_t i;

	for (i = 0; word[i]; i++)
		if ((text[i] | 0x20) != (word[i] | 0x20))
			return 0;
	return is_letter(text[i]) && is_letter(word[i - 1]) ? 0 : i;
}

/* What may stand between groups of three digits: its bytes, and a letter for its kind. */
static size_t separator(const char *text, char *kind)
{
	size_t length =
	    *text == '\n' || *text == '\r' || *text == '\t' ? 0 : printed_blank(text);

	*kind = length ? ' ' : *text;
	if (length)
		return length;
	if (*text == ',' || *text == '.' || *text == '\'')
		return 1;
	*kind = '\'';
	return printed_starts(text, "\u2019");
}

/* Bytes that hold all digits from text on, and an end. */
static size_t room_for(const char *text)
{
	size_t count = 1, length = 1;
	char kind;

	for (; length; text += length) {
		count += is_digit(*text);
		length = is_digit(*text) || *text == '_' ? 1 : separator(text, &kind);
	}
	return count;
}

static bool is_group(const char *text)
{
	return is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) &&
	       !is_digit(text[3]) && text[3] != '_';
}

static void take(struct scan *scan, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		scan->digits[scan->count++] = *scan->at++;
}

/* Digits with '_' between them; true where there was one. */
static bool take_run(struct scan *scan)
{
	bool joined = false;

	while (is_digit(*scan->at)) {
		take(scan, 1);
		if (*scan->at == '_' && is_digit(scan->at[1])) {
			scan->at++;
			joined = true;
		}
	}
	return joined;
}

/* Whether what follows is a first group: a '.' separates groups only where a second one, or a
 * decimal comma, shows that it is no decimal point. */
static bool begins_groups(const char *text, size_t length, char kind)
{
	const char *behind = text + length + GROUP;

	if (!length || !is_group(text + length))
		return false;
	if (kind != '.')
		return true;
	return (*behind == '.' && is_group(behind + 1)) ||
	       (*behind == ',' && is_digit(behind[1]));
}

/* The kind of separator, 0 where there is none. */
static char take_groups(struct scan *scan)
{
	char kind, next;
	size_t length = separator(scan->at, &kind);
	size_t groups = 0;

	if (scan->count > GROUP || scan->digits[0] == '0' ||
	    !begins_groups(scan->at, length, kind))
		return 0;
	do {
		scan->at += length;
		take(scan, GROUP);
		groups++;
		length = separator(scan->at, &next);
	} while (length && next == kind && is_group(scan->at + length));
	scan->decimal->comma = kind == ',' && groups == 1;
	return kind;
}

static void take_fraction(struct scan *scan, char groups)
{
	size_t before = scan->count;
	bool point = *scan->at == '.' && groups != '.';
	bool comma = *scan->at == ',' && groups != ',';

	if (!(point || comma) || !is_digit(scan->at[1]))
		return;
	scan->at++;
	take_run(scan);
	scan->decimal->whole = false;
	scan->decimal->comma = false;
	scan->decimal->decimal_comma = comma;
	scan->decimal->exponent -= (long)(scan->count - before);
}

static bool take_sign(const char **at)
{
	size_t minus = printed_starts(*at, "\u2212");

	if (**at == '-')
		minus = 1;
	*at += minus ? minus : (size_t)(**at == '+');
	return minus > 0;
}

static long read_exponent(const char **at, bool negative)
{
	long exponent = 0;

	for (; is_digit(**at); ++*at)
		if (exponent < LARGEST_EXPONENT)
			exponent = exponent * 10 + (**at - '0');
	return negative ? -exponent : exponent;
}

/* "⁻⁶" */
static long read_raised(const char **at)
{
	static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	size_t minus = printed_starts(*at, "⁻");
	long exponent = 0;
	size_t i;

	*at += minus;
	for (i = 0; i < sizeof raised / sizeof *raised; i++)
		if (printed_starts(*at, raised[i])) {
			*at += strlen(raised[i]);
			if (exponent < LARGEST_EXPONENT)
				exponent = exponent * 10 + (long)i;
			i = (size_t)-1;
		}
	return minus ? -exponent : exponent;
}

/* The power behind a ten: "^6", "^{-6}", "**6", "⁶"; false where there is none. */
static bool read_power(const char **at, long *exponent)
{
	const char *start = *at;
	size_t mark = **at == '^' ? 1 : printed_starts(*at, "**");
	bool brace, negative;

	if (!mark) {
		*exponent = read_raised(at);
		return *at > start;
	}
	*at += mark;
	brace = **at == '{';
	*at += brace;
	negative = take_sign(at);
	if (!is_digit(**at)) {
		*at = start;
		return false;
	}
	*exponent = read_exponent(at, negative);
	*at += brace && **at == '}';
	return true;
}

/* "e-05" */
static bool take_letter_exponent(struct scan *scan)
{
	const char *at = scan->at;
	bool negative;

	if (*at != 'e' && *at != 'E')
		return false;
	at++;
	negative = take_sign(&at);
	if (!is_digit(*at))
		return false;
	scan->decimal->exponent += read_exponent(&at, negative);
	scan->at = at;
	return true;
}

/* " x 10^6" */
static bool take_times_ten(struct scan *scan)
{
	static const char *const times[] = {"x", "X", "*", "×", "·", "⋅"};
	const char *at = printed_skip(scan->at);
	size_t length = 0;
	long exponent;
	size_t i;

	for (i = 0; i < sizeof times / sizeof *times && !length; i++)
		length = printed_starts(at, times[i]);
	at = printed_skip(at + length);
	if (!length || !text_starts(at, "10"))
		return false;
	at += 2;
	if (!read_power(&at, &exponent))
		return false;
	scan->decimal->exponent += exponent;
	scan->at = at;
	return true;
}

/* "10^25" */
static bool take_power_of_ten(struct scan *scan)
{
	long exponent;

	if (scan->count != 2 || memcmp(scan->digits, "10", 2) != 0 || !scan->decimal->whole ||
	    !read_power(&scan->at, &exponent))
		return false;
	scan->count = 1;
	scan->decimal->exponent = exponent;
	return true;
}

/* A letter is a suffix where nothing of a unit follows it: "1.08M h", not "300 kWh". */
static bool ends_suffix(const char *at)
{
	return !*at || printed_blank(at) || strchr(")-,;/+", *at) ||
	       (*at == '.' && !is_digit(at[1]) && !is_letter(at[1]));
}

static bool take_suffix(struct scan *scan)
{
	static const struct suffix letters[] = {
	    {"k", 3}, {"K", 3}, {"M", 6}, {"B", 9}, {"T", 12}};
	static const struct suffix words[] = {
	    {"thousands", 3}, {"thousand", 3}, {"millions", 6},	  {"million", 6},
	    {"billions", 9},  {"billion", 9},  {"trillions", 12}, {"trillion", 12},
	    {"mn", 6},	      {"mio", 6},      {"bn", 9}};
	const char *at = printed_skip(scan->at);
	size_t i;

	for (i = 0; i < sizeof letters / sizeof *letters; i++)
		if (*at == *letters[i].word && ends_suffix(at + 1)) {
			scan->decimal->suffix = letters[i].exponent;
			scan->at = at + 1;
			return true;
		}
	at += *at == '-';
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (printed_word(at, words[i].word)) {
			scan->decimal->suffix = words[i].exponent;
			scan->at = at + strlen(words[i].word);
			return true;
		}
	return false;
}

static void finish(struct scan *scan)
{
	struct printed_decimal *decimal = scan->decimal;
	size_t zeros = 0;

	while (zeros + 1 < scan->count && scan->digits[zeros] == '0')
		zeros++;
	scan->digits[scan->count] = '\0';
	decimal->digits = scan->digits + zeros;
	decimal->exponent += decimal->suffix;
}

bool printed_decimal_read(struct arena *arena, const char *text,
			  struct printed_decimal *decimal)
{
	struct scan scan = {.at = text, .decimal = decimal};
	char groups = 0;

	*decimal = (struct printed_decimal){.whole = true};
	decimal->negative = take_sign(&scan.at);
	if (!is_digit(*scan.at) && !(*scan.at == '.' && is_digit(scan.at[1])))
		return false;
	scan.digits = arena_alloc(arena, room_for(scan.at));
	if (is_digit(*scan.at) && !take_run(&scan))
		groups = take_groups(&scan);
	take_fraction(&scan, groups);
	if (!take_power_of_ten(&scan) && !take_letter_exponent(&scan))
		take_times_ten(&scan);
	take_suffix(&scan);
	finish(&scan);
	decimal->length = (size_t)(scan.at - text);
	return isfinite(printed_decimal_value(arena, decimal));
}

double printed_decimal_value(struct arena *arena, const struct printed_decimal *decimal)
{
	const char *text = arena_printf(arena, "%s%se%ld", decimal->negative ? "-" : "",
					decimal->digits, decimal->exponent);
	double value;

	return text_number(text, strlen(text), &value) ? value : HUGE_VAL;
}

double printed_decimal_step(struct arena *arena, const struct printed_decimal *decimal,
			    bool loose, bool about)
{
	size_t count = strlen(decimal->digits);
	struct printed_decimal step = {.digits = "1", .exponent = decimal->exponent};

	while (loose && decimal->whole && count > FEWEST_DIGITS &&
	       decimal->digits[count - 1] == '0') {
		count--;
		step.exponent++;
	}
	step.exponent += about && count > 1;
	return printed_decimal_value(arena, &step);
}
