/* Numbers with units, and the shorthand of quantities. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/numeral.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum sign { SIGN_NONE, SIGN_RANGE, SIGN_INTERVAL, SIGN_FACTOR };

static const struct {
	const char *text;
	enum sign sign;
} signs[] = {
    {"..", SIGN_RANGE},	   {"…", SIGN_RANGE},	{"±", SIGN_INTERVAL}, {"+/-", SIGN_INTERVAL},
    {"+-", SIGN_INTERVAL}, {"x/", SIGN_FACTOR}, {"×/", SIGN_FACTOR},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct piece piece_of_node(const struct node *node)
{
	return (struct piece){.text = node->text,
			      .length = strlen(node->text),
			      .place = node->place,
			      .counted = !node->quoted && node->place.column};
}

static size_t code_points(const char *text, size_t length)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static struct piece cut(struct piece piece, size_t from, size_t to)
{
	while (from < to && is_blank(piece.text[from]))
		from++;
	while (to > from && is_blank(piece.text[to - 1]))
		to--;
	if (piece.counted)
		piece.place.column += (uint32_t)code_points(piece.text, from);
	piece.text += from;
	piece.length = to - from;
	return piece;
}

static struct place place_at(struct piece piece, size_t offset)
{
	return cut(piece, offset, piece.length).place;
}

static bool refuse_number(struct quantity_reader *reader, struct piece piece)
{
	const char *unit = reader->rule->unit ? reader->rule->unit : "kWh";
	const char *hint =
	    arena_printf(reader->arena, "write a number and its unit, such as '%s%s%s'",
			 *unit ? "12" : "1.2", *unit ? " " : "", unit);

	if (!piece.length)
		diag_add(reader->diags, DIAG_QUANTITY_FORM, piece.place, reader->path, hint,
			 "'%s' lacks a number here", reader->name);
	else
		diag_add(reader->diags, DIAG_QUANTITY_FORM, piece.place, reader->path, hint,
			 "'%s' begins with a number, found '%.*s'", reader->name,
			 (int)(piece.length < 40 ? piece.length : 40), piece.text);
	return false;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number without one of ',' and '.', and with a point for the other. */
static const char *respelled(struct arena *arena, const char *text, size_t length, char dropped)
{
	char *plain = arena_alloc(arena, length + 1);
	size_t count = 0;

	for (size_t at = 0; at < length; at++)
		if (text[at] != dropped)
			plain[count++] = text[at] == ',' ? '.' : text[at];
	return plain;
}

static bool is_thousands(const char *text, size_t length, size_t comma)
{
	return comma + 3 < length && is_digit(text[comma + 1]) && is_digit(text[comma + 2]) &&
	       is_digit(text[comma + 3]) && (comma + 4 == length || !is_digit(text[comma + 4]));
}

/* "1,000" and "1,000.5" may have commas of thousands, "1.000,5" has points of them. */
static bool refuse_comma(struct quantity_reader *reader, struct piece piece, size_t comma)
{
	const char *point, *plain;
	bool thousands = true;
	size_t commas = 0, points = 0, length = 0;

	for (; length < piece.length &&
	       (is_digit(piece.text[length]) || strchr(",.", piece.text[length]));
	     length++) {
		points += piece.text[length] == '.';
		commas += piece.text[length] == ',';
		if (piece.text[length] == ',')
			thousands &= is_thousands(piece.text, piece.length, length);
	}
	plain = respelled(reader->arena, piece.text, length, ',');
	point = respelled(reader->arena, piece.text, length, '.');
	if (memchr(piece.text, '.', comma))
		thousands = false;
	diag_add(reader->diags, DIAG_QUANTITY_COMMA, place_at(piece, comma), reader->path,
		 !thousands && commas > 1 ? "write digits with one '.' at most"
		 : !thousands		  ? arena_printf(reader->arena, "write '%s'", point)
		 : commas + points > 1
		     ? arena_printf(reader->arena, "write '%s'", plain)
		     : arena_printf(reader->arena, "write '%s' or '%s'", plain, point),
		 "a comma within the number of '%s' can be read in two ways", reader->name);
	return false;
}

static bool read_digits(struct quantity_reader *reader, struct piece piece,
			struct number *number, size_t *length)
{
	bool bytes = reader->rule->unit && reader->expected.dimensions.exponent[DIMENSION_BYTE];

	switch (numeral_read(piece.text, piece.length, bytes, &number->value, length)) {
	case NUMERAL_READ:
		return true;
	case NUMERAL_COMMA:
		return refuse_comma(reader, piece, *length);
	case NUMERAL_NOT_FINITE:
		diag_add(reader->diags, DIAG_QUANTITY_NOT_FINITE, piece.place, reader->path,
			 "write a finite number, or leave the key out", "'%s' must be finite",
			 reader->name);
		return false;
	case NUMERAL_BAD:
	case NUMERAL_NONE:
		break;
	}
	return refuse_number(reader, piece);
}

static bool refuse_unit(struct quantity_reader *reader, struct piece unit,
			const struct unit_error *error)
{
	diag_add(reader->diags, DIAG_UNIT_UNKNOWN, place_at(unit, error->offset), reader->path,
		 error->hint, "unit of '%s': %s", reader->name, error->message);
	return false;
}

static bool read_unit(struct quantity_reader *reader, struct piece piece, struct number *number)
{
	struct unit_error error;

	number->united = piece.length > 0;
	if (piece.length &&
	    (*piece.text == '-' || !strncmp(piece.text, "–", piece.length < 3 ? 1 : 3))) {
		diag_add(reader->diags, DIAG_QUANTITY_FORM, piece.place, reader->path,
			 "a range is written '10 .. 12 kWh', a date is no quantity",
			 "'%s' has a '-' after its number", reader->name);
		return false;
	}
	if (unit_parse(reader->arena, piece.text, piece.length, &number->unit, &error))
		return true;
	return refuse_unit(reader, piece, &error);
}

/* The first sign of a spread; an 'x' must follow a blank or a digit, for it may end a unit. */
static enum sign find_sign(struct piece piece, size_t from, size_t *at, size_t *size)
{
	size_t i;

	for (*at = from; *at < piece.length; ++*at)
		for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
			*size = strlen(signs[i].text);
			if (*size > piece.length - *at ||
			    memcmp(piece.text + *at, signs[i].text, *size) != 0)
				continue;
			if (piece.text[*at] == 'x' && *at && !is_blank(piece.text[*at - 1]) &&
			    !is_digit(piece.text[*at - 1]))
				continue;
			return signs[i].sign;
		}
	return SIGN_NONE;
}

static bool read_plain(struct quantity_reader *reader, struct piece piece,
		       struct number *number)
{
	size_t length;

	*number = (struct number){.place = piece.place};
	if (!read_digits(reader, piece, number, &length))
		return false;
	number->typed = arena_copy(reader->arena, piece.text, length);
	return read_unit(reader, cut(piece, length, piece.length), number);
}

/* "'300 W x/ 1.05', or " in a lognormal with the interval of a normal; else "". */
static const char *as_factor(const struct quantity_reader *reader, struct piece piece,
			     size_t at, size_t size)
{
	struct quantity_reader quiet = *reader;
	struct number numbers[2];
	const char *hint;

	quiet.diags = diags_new(reader->arena);
	if (!text_same(reader->form->key, "lognormal") ||
	    find_sign(piece, at, &at, &size) != SIGN_INTERVAL ||
	    !read_plain(&quiet, cut(piece, 0, at), &numbers[0]) ||
	    !read_plain(&quiet, cut(piece, at + size, piece.length), &numbers[1]))
		return "";
	hint = quantity_factor_hint(&quiet, &numbers[0], &numbers[1]);
	return hint ? arena_printf(reader->arena, "%s, or ", hint) : "";
}

/* A spread where one number is expected: {lognormal: [300 W ± 10 %]}. */
static bool refuse_spread(struct quantity_reader *reader, struct piece piece, size_t at,
			  size_t size)
{
	const struct form *form = reader->form;
	bool whole = form && form->spread;
	const char *hint = "write one number, without a spread";

	if (whole)
		hint = arena_printf(reader->arena, "write %s'%.*s' alone, without the { }",
				    as_factor(reader, piece, at, size), (int)piece.length,
				    piece.text);
	diag_add(reader->diags, DIAG_QUANTITY_FORM, place_at(piece, at), reader->path, hint,
		 whole ? "the %s '%s' takes one number here, found '%.*s'"
		       : "%s'%s' takes one number here, found '%.*s'",
		 whole ? form->key : "", reader->name, (int)piece.length, piece.text);
	return false;
}

bool quantity_number(struct quantity_reader *reader, struct piece piece, struct number *number)
{
	size_t at, size;

	piece = cut(piece, 0, piece.length);
	if (find_sign(piece, 0, &at, &size) != SIGN_NONE)
		return refuse_spread(reader, piece, at, size);
	return read_plain(reader, piece, number);
}

static bool read_range(struct quantity_reader *reader, struct number *numbers,
		       struct quantity *quantity)
{
	if (!quantity_settle(reader, numbers, 2))
		return false;
	quantity->unit = numbers[1].unit;
	return quantity_bounded(reader, DIST_UNIFORM, numbers, &quantity->dist);
}

static bool read_factor(struct quantity_reader *reader, struct number *numbers,
			struct quantity *quantity)
{
	double gsd;
	bool read = quantity_gsd(reader, numbers + 1, false, &gsd);

	if (!quantity_settle(reader, numbers, 1) || !read)
		return false;
	quantity->unit = numbers[0].unit;
	return quantity_lognormal(reader, numbers, gsd, &quantity->dist);
}

/* "± 10 %" is a share of the value; of a value in % it could be points as well. */
static bool read_relative(struct quantity_reader *reader, struct number *numbers)
{
	if (quantity_is_percent(numbers)) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, numbers[1].place, reader->path,
			 quantity_points_hint(reader, &numbers[0], &numbers[1]),
			 "'± %s %%' of a value in %% may be a share or points",
			 numbers[1].typed);
		return false;
	}
	numbers[1].value =
	    fabs(numbers[0].value) * unit_to_base(&numbers[1].unit, numbers[1].value);
	numbers[1].unit = numbers[0].unit;
	return true;
}

/* The half-width of a 95 % interval becomes a standard deviation. */
static bool read_interval(struct quantity_reader *reader, struct number *numbers,
			  struct quantity *quantity)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	bool relative = quantity_is_percent(numbers + 1);

	if (numbers[1].value < 0)
		return quantity_refuse_negative(reader, numbers + 1);
	if (!quantity_settle(reader, numbers, relative ? 1 : 2) ||
	    (relative && !read_relative(reader, numbers)))
		return false;
	numbers[1].value /= dist_quantile(&standard, 0.975);
	quantity->unit = numbers[0].unit;
	return quantity_normal(reader, numbers, numbers + 1, &quantity->dist);
}

static bool read_exact(struct quantity_reader *reader, struct piece piece,
		       struct quantity *quantity)
{
	struct number number;

	if (!quantity_number(reader, piece, &number) || !quantity_settle(reader, &number, 1))
		return false;
	quantity->unit = number.unit;
	quantity->dist = dist_exact(quantity_base(&number));
	return true;
}

static bool refuse_second_sign(struct quantity_reader *reader, struct piece piece, size_t at)
{
	diag_add(reader->diags, DIAG_QUANTITY_FORM, place_at(piece, at), reader->path,
		 "keep one of '..', '±' and 'x/'", "'%s' has two spreads", reader->name);
	return false;
}

/* Signs that are typed for ours. */
static bool refuse_misspelt(struct quantity_reader *reader, struct piece piece)
{
	static const struct {
		const char *text, *meant, *sign;
	} misspelt[] = {{"-+", "'±' or '+/-'", "±"},
			{"+/\u2212", "'±' or '+/-'", "±"},
			{"*/", "'x/'", "x/"},
			{"/*", "'x/'", "x/"}};

	for (size_t i = 0; i < sizeof misspelt / sizeof *misspelt; i++) {
		const char *text = misspelt[i].text;
		size_t size = strlen(text);

		for (size_t at = 1; at + size < piece.length; at++) {
			struct piece before = cut(piece, 0, at);
			struct piece behind = cut(piece, at + size, piece.length);

			if (memcmp(piece.text + at, text, size) != 0)
				continue;
			diag_add(reader->diags, DIAG_QUANTITY_FORM, place_at(piece, at),
				 reader->path,
				 arena_printf(reader->arena, "write '%.*s %s %.*s'",
					      (int)before.length, before.text, misspelt[i].sign,
					      (int)behind.length, behind.text),
				 "'%s' has '%s', expected %s", reader->name, text,
				 misspelt[i].meant);
			return true;
		}
	}
	return false;
}

bool quantity_shorthand(struct quantity_reader *reader, struct piece piece,
			struct quantity *quantity)
{
	struct number numbers[2];
	size_t at;
	size_t size;
	size_t next;
	size_t ignored;
	enum sign sign = find_sign(piece, 0, &at, &size);
	bool read;

	if (sign == SIGN_NONE && refuse_misspelt(reader, piece))
		return false;
	if (sign == SIGN_NONE)
		return read_exact(reader, piece, quantity);
	if (find_sign(piece, at + size, &next, &ignored) != SIGN_NONE)
		return refuse_second_sign(reader, piece, next);
	read = quantity_number(reader, cut(piece, 0, at), numbers);
	if (!quantity_number(reader, cut(piece, at + size, piece.length), numbers + 1) || !read)
		return false;
	switch (sign) {
	case SIGN_RANGE:
		return read_range(reader, numbers, quantity);
	case SIGN_FACTOR:
		return read_factor(reader, numbers, quantity);
	case SIGN_INTERVAL:
	case SIGN_NONE:
		break;
	}
	return read_interval(reader, numbers, quantity);
}
