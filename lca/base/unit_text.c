/* The strict reader of unit texts. */

#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/numeral.h"
#include "lca/base/text.h"
#include "lca/base/unit_names.h"
#include "lca/base/unit_text.h"

enum { DEEPEST = 8, LONGEST = 200, LARGEST_EXPONENT = 9 };

struct reader {
	struct arena *arena;
	const char *start;
	const char *at;
	const char *end;
	struct buffer *out;
	struct unit_error *error; /* NULL: not told */
	int depth;
};

static bool refuse(struct reader *reader, const char *at, const char *message, const char *hint)
{
	if (reader->error)
		*reader->error = (struct unit_error){
		    .offset = (size_t)(at - reader->start), .message = message, .hint = hint};
	return false;
}

static size_t left(const struct reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

static bool skip_blanks(struct reader *reader)
{
	const char *start = reader->at;

	while (left(reader) && (*reader->at == ' ' || *reader->at == '\t'))
		reader->at++;
	return reader->at > start;
}

static bool is_next(const struct reader *reader, char c)
{
	return left(reader) && *reader->at == c;
}

static bool takes(struct reader *reader, const char *sign)
{
	size_t length = strlen(sign);

	if (left(reader) < length || memcmp(reader->at, sign, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static bool is_digit_next(const struct reader *reader)
{
	return left(reader) && *reader->at >= '0' && *reader->at <= '9';
}

static bool is_fraction(const char *at, const char *end)
{
	return end - at >= 2 && at[0] == '.' && at[1] >= '0' && at[1] <= '9';
}

/* One digit after '^' and an optional sign, or right after a name, or raised. */
static bool read_exponent(struct reader *reader)
{
	static const char *const raised[][2] = {
	    {"²", "^2"}, {"³", "^3"}, {"⁻¹", "^-1"}, {"⁻²", "^-2"}};
	const char *start = reader->at;
	bool negative = false;
	size_t i;

	for (i = 0; i < sizeof(raised) / sizeof(*raised); i++)
		if (takes(reader, raised[i][0])) {
			buffer_text(reader->out, raised[i][1]);
			return true;
		}
	if (takes(reader, "^"))
		negative = takes(reader, "-");
	else if (!is_digit_next(reader))
		return true;
	if (!is_digit_next(reader) || *reader->at == '0' ||
	    unit_word_length(reader->at, left(reader)) != 1 ||
	    is_fraction(reader->at + 1, reader->end))
		return refuse(reader, start,
			      "an exponent is a whole number from 1 to 9, or -1 to -9",
			      "write 'm^2' or 'h^-1'");
	buffer_printf(reader->out, "^%s%c", negative ? "-" : "", *reader->at++);
	return true;
}

static bool refuse_word(struct reader *reader)
{
	size_t length = unit_word_length(reader->at, left(reader));
	const char *word = arena_copy(reader->arena, reader->at, length);
	const char *hint;

	if (!left(reader))
		return refuse(reader, reader->at, "a unit is missing at the end", NULL);
	if (is_digit_next(reader))
		return refuse(reader, reader->at, "a second number",
			      "write one number with one unit, such as '1.5 h'");
	if (!length)
		return refuse(
		    reader, reader->at,
		    arena_printf(reader->arena, "'%c' cannot stand here", *reader->at),
		    "a unit is names joined by '/', '.' or a blank: 'gCO2e/kWh'");
	hint = unit_name_hint(reader->arena, word);
	return refuse(reader, reader->at,
		      arena_printf(reader->arena, "unknown unit '%s'", word),
		      hint ? hint : "'lca units' lists what may be typed");
}

/* After a counted thing: whether blanks or one '-' lead to what it is counted with ("GPU-h").
 */
static bool joins(struct reader *reader)
{
	const char *start = reader->at;
	bool joined = skip_blanks(reader);

	joined |= takes(reader, "-");
	if (joined && unit_word_length(reader->at, left(reader)) && !is_digit_next(reader))
		return true;
	reader->at = start;
	return false;
}

static bool read_name(struct reader *reader)
{
	const struct unit_name *name;
	size_t length;

	do {
		name = unit_name_match(reader->at, left(reader), &length);
		if (!name)
			return reader->error && refuse_word(reader);
		if (name->kind == UNIT_NAME_REFUSED)
			return refuse(reader, reader->at, name->symbol, name->hint);
		reader->at += length;
	} while (name->kind == UNIT_NAME_COUNTED && joins(reader));
	buffer_text(reader->out, name->kind == UNIT_NAME_COUNTED ? "1" : name->symbol);
	return read_exponent(reader);
}

/* The number of "/1000 token". */
static bool read_number(struct reader *reader)
{
	size_t length;
	double number;

	if (numeral_read(reader->at, left(reader), true, &number, &length) != NUMERAL_READ ||
	    number <= 0)
		return refuse(reader, reader->at, "expected a number above 0", "write '1000'");
	reader->at += length;
	skip_blanks(reader);
	buffer_printf(reader->out, "(%.17g ", number);
	if (!read_name(reader))
		return false;
	buffer_text(reader->out, ")");
	return true;
}

static bool read_unit(struct reader *reader, bool per);

static bool read_group(struct reader *reader, bool per)
{
	const char *start = reader->at;

	if (++reader->depth > DEEPEST)
		return refuse(reader, start, "too many parentheses", NULL);
	reader->at++;
	buffer_text(reader->out, "(");
	if (!read_unit(reader, per))
		return false;
	if (!takes(reader, ")"))
		return refuse(reader, start, "this '(' is never closed", NULL);
	reader->depth--;
	buffer_text(reader->out, ")");
	return read_exponent(reader);
}

static bool read_term(struct reader *reader, bool per)
{
	skip_blanks(reader);
	if (is_next(reader, '('))
		return read_group(reader, per);
	if (per && is_digit_next(reader))
		return read_number(reader);
	return read_name(reader);
}

/* The sign between two terms: '/', '.' for a product, or 0 at the end of the unit. */
static char read_sign(struct reader *reader)
{
	bool blank = skip_blanks(reader);

	if (!left(reader) || is_next(reader, ')'))
		return 0;
	if (takes(reader, "/"))
		return '/';
	if (takes(reader, ".") || takes(reader, "*") || takes(reader, "·"))
		return '.';
	if (blank && !is_next(reader, '-'))
		return '.';
	if (is_next(reader, '('))
		return '.';
	return '?';
}

/* "1/h": the one number that may begin a unit. */
static bool reads_one(struct reader *reader)
{
	const char *start = reader->at;

	skip_blanks(reader);
	if (takes(reader, "1")) {
		skip_blanks(reader);
		if (is_next(reader, '/')) {
			buffer_text(reader->out, "1");
			return true;
		}
	}
	reader->at = start;
	return false;
}

/* per: the unit stands after a '/', so a number may begin it. */
static bool read_unit(struct reader *reader, bool per)
{
	bool divided = false;

	if (!reads_one(reader) && !read_term(reader, per))
		return false;
	for (;;) {
		const char *start = reader->at;
		char sign = read_sign(reader);

		if (!sign)
			return true;
		if (sign == '?')
			return reader->error && refuse_word(reader);
		if (divided && sign == '.' && !is_digit_next(reader))
			return refuse(reader, start, "what follows '/' can be read in two ways",
				      "write '/(a.b)' or another '/'");
		divided |= sign == '/';
		buffer_add(reader->out, &sign, 1);
		if (!read_term(reader, sign == '/'))
			return false;
	}
}

/* A percent sign is a unit of its own, or stands before '/': "5 kWh %" is a slip. */
static const char *misplaced_percent(const char *text, const char *end)
{
	const char *sign = memchr(text, '%', (size_t)(end - text));
	const char *at = text;

	if (!sign)
		return NULL;
	while (at < sign && (*at == ' ' || *at == '\t'))
		at++;
	if (at < sign)
		return sign;
	do
		at++;
	while (at < end && (*at == ' ' || *at == '\t'));
	if (at < end && *at != '/')
		return at;
	return memchr(at, '%', (size_t)(end - at));
}

bool unit_text_read(struct arena *arena, const char *text, size_t length, struct buffer *out,
		    struct unit_error *error)
{
	struct reader reader = {.arena = arena,
				.start = text,
				.at = text,
				.end = text + length,
				.out = out,
				.error = error};
	const char *percent;

	if (length > LONGEST)
		return refuse(&reader, text + LONGEST, "a unit has at most 200 characters",
			      NULL);
	if (memchr(text, '\0', length))
		return refuse(&reader, text, "a unit cannot hold a NUL byte", NULL);
	if (!read_unit(&reader, false))
		return false;
	if (reader.at < reader.end)
		return refuse(&reader, reader.at, "this ')' was never opened", NULL);
	percent = misplaced_percent(text, text + length);
	if (percent)
		return refuse(&reader, percent, "a percentage has no other unit",
			      "write the share in a key of its own, or '5 %/yr'");
	return true;
}
