/* Figures as printed: a number or two, a unit, and what rounding may have taken. */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/printed_parts.h"

enum { WORDS_OF_UNIT = 6, SHOWN = 60 };

/* What stands between two ends, or before a deviation. */
enum between { BETWEEN_NOTHING, BETWEEN_ENDS, BETWEEN_DEVIATION };

struct reading {
	struct arena *arena;
	const struct printed_rule *rule;
	const char *at;
	struct printed_decimal first, second;
	enum between between;
	bool pair; /* "between" was passed: "and" joins the ends */
	const char *unit, *second_unit;
	size_t unit_length, second_length;
	struct printed *printed;
	struct unit_error error;
};

static size_t starts(const char *text, const char *prefix)
{
	return text_starts(text, prefix) ? strlen(prefix) : 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_number(const char *text)
{
	if (*text == '-' || *text == '+')
		text++;
	return is_digit(*text) || (*text == '.' && is_digit(text[1]));
}

/* Passes "about" and its like. */
static const char *skip_about(const char *at, bool *about)
{
	static const char *const signs[] = {"~", "≈", "∼", "≃", "<", ">", "≤", "≥", "≲", "≳"};
	static const char *const words[] = {
	    "about",	    "roughly",	  "approximately", "approx.",
	    "approx",	    "circa",	  "ca.",	   "ca",
	    "nearly",	    "almost",	  "over",	   "more than",
	    "up to",	    "around",	  "some",	   "an estimated",
	    "estimated",    "less than",  "fewer than",	   "under",
	    "below",	    "at least",	  "at most",	   "close to",
	    "as much as",   "just under", "just over",	   "well over",
	    "an average of"};
	size_t length = 1;
	size_t i;

	while (length) {
		at = printed_skip(at);
		length = 0;
		for (i = 0; i < sizeof signs / sizeof *signs && !length; i++)
			length = starts(at, signs[i]);
		for (i = 0; i < sizeof words / sizeof *words && !length; i++)
			length = printed_word(at, words[i]);
		at += length;
		*about |= length > 0;
	}
	return at;
}

/* The bytes of what joins two numbers at text, blanks around it included; 0 where nothing does.
 */
static size_t read_between(const char *text, bool pair, enum between *between)
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
		length = starts(at, deviations[i]);
	if (!length)
		*between = BETWEEN_ENDS;
	for (i = 0; i < sizeof dots / sizeof *dots && !length; i++)
		length = starts(at, dots[i]);
	if (!length && blank)
		length = printed_word(at, pair ? "and" : "to");
	for (i = 0; i < sizeof dashes / sizeof *dashes && !length; i++)
		if (blank == (printed_blank(at + starts(at, dashes[i])) > 0))
			length = starts(at, dashes[i]);
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
	enum between between;
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
static void share_suffix(struct reading *reading)
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

/* The second number, where one follows. */
static void read_second(struct reading *reading)
{
	size_t length = read_between(reading->at, reading->pair, &reading->between);

	if (!length)
		return;
	if (!printed_decimal_read(reading->arena, reading->at + length, &reading->second)) {
		reading->between = BETWEEN_NOTHING;
		return;
	}
	reading->at += length + reading->second.length;
	share_suffix(reading);
}

/* A number, or two; leaves at behind them. */
static bool read_numbers(struct reading *reading, const char *text)
{
	bool about = false;
	const char *at = skip_about(text, &about);
	size_t word = printed_word(at, "between");

	reading->pair = word > 0;
	if (!word)
		word = printed_word(at, "from");
	at = skip_about(at + word, &about);
	if (!printed_decimal_read(reading->arena, at, &reading->first))
		return false;
	reading->at = at + reading->first.length;
	if (*reading->at == '+' && !is_digit(reading->at[1]) &&
	    (!reading->at[1] || printed_blank(reading->at + 1))) {
		reading->at++;
		about = true;
	}
	read_second(reading);
	reading->printed->digits = arena_copy(reading->arena, at, (size_t)(reading->at - at));
	reading->printed->doubts |= about ? PRINTED_ABOUT : 0U;
	return true;
}

static size_t trimmed(const char *text, size_t length)
{
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\t' ||
			  text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	return length;
}

/* The units behind the numbers: "12 kWh to 14 kWh", "57 g/kWh ± 10 %". */
static bool find_units(struct reading *reading)
{
	const char *end;
	size_t length;

	reading->at = printed_skip(reading->at);
	reading->unit = reading->second_unit = reading->at;
	if (reading->between != BETWEEN_NOTHING) {
		reading->unit_length = trimmed(reading->at, strlen(reading->at));
		reading->second_length = reading->unit_length;
		return true;
	}
	end = end_of_unit(reading->at, reading->pair);
	reading->unit_length = trimmed(reading->at, (size_t)(end - reading->at));
	if (!*end)
		return true;
	length = read_between(end, reading->pair, &reading->between);
	if (!printed_decimal_read(reading->arena, end + length, &reading->second))
		return false;
	reading->second_unit = printed_skip(end + length + reading->second.length);
	reading->second_length = trimmed(reading->second_unit, strlen(reading->second_unit));
	reading->printed->digits = reading->printed->text;
	return true;
}

static struct dimensions mass_as_co2e(struct dimensions d)
{
	d.exponent[DIMENSION_CO2E] =
	    (int8_t)(d.exponent[DIMENSION_CO2E] + d.exponent[DIMENSION_MASS]);
	d.exponent[DIMENSION_MASS] = 0;
	return d;
}

/* d, with what is served another way than wanted says. */
static bool fits_any(struct dimensions d, struct dimensions wanted)
{
	static const enum dimension served[] = {DIMENSION_REQUEST, DIMENSION_TOKEN,
						DIMENSION_IMAGE, DIMENSION_FLOP};
	size_t i;

	for (i = 0; i < sizeof served / sizeof *served; i++) {
		struct dimensions other = wanted;

		other.exponent[DIMENSION_REQUEST] = 0;
		other.exponent[served[i]] = wanted.exponent[DIMENSION_REQUEST];
		if (dimensions_equal(d, other))
			return true;
	}
	return false;
}

static bool fits(const struct printed_rule *rule, struct dimensions d, struct dimensions wanted)
{
	return dimensions_equal(d, wanted) || (rule->per_any && fits_any(d, wanted));
}

/* Makes unit one that the rule takes, with what had to be assumed; false: it takes none such.
 */
static bool judge(const struct printed_rule *rule, struct unit *unit, const struct unit *wanted,
		  unsigned *doubts)
{
	struct dimensions mass = mass_as_co2e(unit->dimensions);
	struct dimensions each = wanted->dimensions;

	if (fits(rule, unit->dimensions, wanted->dimensions))
		return true;
	if (fits(rule, mass, wanted->dimensions)) {
		unit->dimensions = mass;
		*doubts |= PRINTED_MASS;
		return true;
	}
	each.exponent[DIMENSION_REQUEST] = 0;
	if (rule->per_any && (dimensions_equal(unit->dimensions, each) ||
			      (dimensions_equal(mass, each) && !dimensions_none(each)))) {
		unit->dimensions = wanted->dimensions;
		*doubts |= PRINTED_NO_UNIT;
		return true;
	}
	return rule->also && dimensions_equal(unit->dimensions, unit_of(rule->also).dimensions);
}

static struct unit parsed(struct arena *arena, const char *text)
{
	struct unit_error error;
	struct unit unit;
	bool read = unit_parse(arena, text, strlen(text), &unit, &error);

	assert(read);
	(void)read;
	return unit;
}

static enum printed_status read_unit(struct reading *reading, const char *text, size_t length,
				     struct unit *unit, const char **message)
{
	struct unit wanted = parsed(reading->arena, reading->rule->unit);
	unsigned *doubts = &reading->printed->doubts;

	if (!length) {
		*unit = wanted;
		*doubts |= *reading->rule->unit ? PRINTED_NO_UNIT : 0U;
		return PRINTED_READ;
	}
	if (!printed_unit_read(reading->arena, text, length, unit, doubts, &reading->error)) {
		*message = reading->error.message;
		return PRINTED_BAD_UNIT;
	}
	if (judge(reading->rule, unit, &wanted, doubts))
		return PRINTED_READ;
	*message = arena_printf(reading->arena, "%s, expected %s",
				dimensions_describe(reading->arena, unit->dimensions),
				dimensions_describe(reading->arena, wanted.dimensions));
	return PRINTED_OTHER_UNIT;
}

/* From value - step/2 to value + step/2, in base units. */
static struct interval rounded(struct arena *arena, const struct printed_decimal *decimal,
			       const struct unit *unit, bool loose, bool about)
{
	double value = printed_decimal_value(arena, decimal);
	double half = printed_decimal_step(arena, decimal, loose, about) / 2;
	struct interval a = {unit_to_base(unit, value - half),
			     unit_to_base(unit, value + half)};

	return interval_scale(a, 1);
}

static void set_one(struct reading *reading)
{
	struct printed *printed = reading->printed;
	bool about = (printed->doubts & PRINTED_ABOUT) != 0;

	printed->value = unit_to_base(&printed->unit,
				      printed_decimal_value(reading->arena, &reading->first));
	printed->exact = rounded(reading->arena, &reading->first, &printed->unit, false, false);
	printed->loose = rounded(reading->arena, &reading->first, &printed->unit, true, about);
}

static bool set_ends(struct reading *reading, const struct unit *second)
{
	struct printed *printed = reading->printed;
	struct arena *arena = reading->arena;
	double low =
	    unit_to_base(&printed->unit, printed_decimal_value(arena, &reading->first));
	double high = unit_to_base(second, printed_decimal_value(arena, &reading->second));

	if (low > high)
		return false;
	printed->value = (low + high) / 2;
	printed->exact = (struct interval){low, high};
	printed->loose =
	    interval_hull(rounded(arena, &reading->first, &printed->unit, true, false),
			  rounded(arena, &reading->second, second, true, false));
	printed->doubts |= PRINTED_RANGE;
	return true;
}

static void set_deviation(struct reading *reading, const struct unit *second, bool relative)
{
	struct printed *printed = reading->printed;
	double deviation =
	    fabs(unit_to_base(second, printed_decimal_value(reading->arena, &reading->second)));

	set_one(reading);
	if (relative)
		deviation *= fabs(printed->value);
	printed->exact =
	    (struct interval){printed->value - deviation, printed->value + deviation};
	printed->loose = interval_hull(printed->loose, printed->exact);
	printed->doubts |= PRINTED_RANGE;
}

static bool is_percent(const char *text, size_t length)
{
	return length == 1 && *text == '%';
}

/* "57 g/kWh ± 10 %", and "57 ± 10 %" of anything but a share. */
static bool is_relative(const struct reading *reading)
{
	return reading->between == BETWEEN_DEVIATION &&
	       is_percent(reading->second_unit, reading->second_length) &&
	       (reading->unit == reading->second_unit
		    ? *reading->rule->unit != '\0'
		    : !is_percent(reading->unit, reading->unit_length));
}

/* The second number is in the unit of the first, or in one of its own. */
static enum printed_status read_second_unit(struct reading *reading, struct unit *second,
					    const char **message)
{
	enum printed_status status;

	*second = reading->printed->unit;
	if (reading->second_unit == reading->unit || !reading->second_length)
		return PRINTED_READ;
	status =
	    read_unit(reading, reading->second_unit, reading->second_length, second, message);
	if (status == PRINTED_READ &&
	    !dimensions_equal(second->dimensions, reading->printed->unit.dimensions)) {
		*message = "two numbers of different dimensions";
		return PRINTED_OTHER_UNIT;
	}
	return status;
}

static enum printed_status set(struct reading *reading, const char **message)
{
	bool relative = is_relative(reading);
	size_t length =
	    relative && reading->unit == reading->second_unit ? 0 : reading->unit_length;
	enum printed_status status =
	    read_unit(reading, reading->unit, length, &reading->printed->unit, message);
	struct unit second;

	if (status != PRINTED_READ)
		return status;
	reading->printed->doubts |= reading->first.comma ? PRINTED_COMMA : 0U;
	if (reading->between == BETWEEN_NOTHING) {
		set_one(reading);
		return PRINTED_READ;
	}
	if (relative) {
		second = unit_of("%");
		set_deviation(reading, &second, true);
		return PRINTED_READ;
	}
	status = read_second_unit(reading, &second, message);
	if (status != PRINTED_READ)
		return status;
	if (reading->between == BETWEEN_DEVIATION) {
		set_deviation(reading, &second, false);
		return PRINTED_READ;
	}
	if (set_ends(reading, &second))
		return PRINTED_READ;
	*message = "a range whose first end is the larger one";
	return PRINTED_BAD_UNIT;
}

static bool states_nothing(const char *text)
{
	static const char *const words[] = {"",
					    "-",
					    "–",
					    "—",
					    "--",
					    "---",
					    "?",
					    "??",
					    "...",
					    "…",
					    "~",
					    ".",
					    "/",
					    "\\",
					    "na",
					    "n/a",
					    "n.a.",
					    "nan",
					    "none",
					    "null",
					    "nil",
					    "nr",
					    "n/r",
					    "n/d",
					    "nd",
					    "n.d.",
					    "tbd",
					    "tba",
					    "t.b.d.",
					    "tbc",
					    "todo",
					    "to do",
					    "xx",
					    "xxx",
					    "unknown",
					    "undisclosed",
					    "not disclosed",
					    "not reported",
					    "not stated",
					    "not available",
					    "not known",
					    "not applicable",
					    "not provided",
					    "not measured",
					    "not recorded",
					    "not calculated",
					    "not specified",
					    "unspecified",
					    "n.k.",
					    "to be determined",
					    "to be decided",
					    "to be announced",
					    "to be added",
					    "pending",
					    "[more information needed]",
					    "more information needed"};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(text, words[i]))
			return true;
	return false;
}

static const char *shortened(struct arena *arena, const char *text)
{
	size_t length = 0;

	while (text[length] && (length < SHOWN || ((unsigned char)text[length] & 0xC0) == 0x80))
		length++;
	return text[length] ? arena_printf(arena, "%.*s...", (int)length, text) : text;
}

enum printed_status printed_read(struct arena *arena, const char *text,
				 const struct printed_rule *rule, struct place place,
				 struct printed *printed, const char **message)
{
	const char *start = printed_skip(text);
	struct reading reading = {.arena = arena, .rule = rule, .printed = printed};

	*printed = (struct printed){
	    .text = arena_copy(arena, start, trimmed(start, strlen(start))), .place = place};
	*message = "";
	if (states_nothing(printed->text))
		return PRINTED_NOTHING;
	if (!read_numbers(&reading, printed->text)) {
		*message = arena_printf(arena, "expected a number, found '%s'",
					shortened(arena, printed->text));
		return PRINTED_NO_NUMBER;
	}
	if (!find_units(&reading)) {
		*message = "a range with a second end that is no number";
		return PRINTED_BAD_UNIT;
	}
	return set(&reading, message);
}

/* The words behind the number of which most make a unit. */
static size_t unit_length(struct reading *reading, const char *text, struct unit *unit)
{
	size_t ends[WORDS_OF_UNIT], count = 0, at = 0;
	unsigned doubts;

	while (count < WORDS_OF_UNIT && text[at] && !strchr(",;:!?()[]\"|\n", text[at])) {
		while (text[at] && !printed_blank(text + at) &&
		       !strchr(",;:!?()[]\"|\n", text[at]))
			at++;
		ends[count++] = at;
		at += (size_t)(printed_skip(text + at) - (text + at));
	}
	for (; count; count--) {
		size_t length = ends[count - 1];

		while (length && text[length - 1] == '.')
			length--;
		doubts = 0;
		if (!length || (length > 3 && printed_word(text + length - 3, " of")) ||
		    !printed_unit_read(reading->arena, text, length, unit, &doubts,
				       &reading->error))
			continue;
		reading->printed->doubts |= doubts;
		return length;
	}
	return 0;
}

bool printed_prefix(struct arena *arena, const char *text, struct place place,
		    struct printed *printed, size_t *length)
{
	static const struct printed_rule any = {.unit = ""};
	struct reading reading = {.arena = arena, .rule = &any, .printed = printed};
	const char *unit;
	size_t taken;

	*printed = (struct printed){.place = place, .unit = unit_of("")};
	*length = 0;
	if (!read_numbers(&reading, text))
		return false;
	unit = printed_skip(reading.at);
	if (*unit == '-' && unit == reading.at)
		unit++;
	taken = unit_length(&reading, unit, &printed->unit);
	*length = taken ? (size_t)(unit - text) + taken : (size_t)(reading.at - text);
	if (!taken)
		printed->unit = unit_of("");
	printed->text = arena_copy(arena, text, *length);
	printed->doubts |= reading.first.comma ? PRINTED_COMMA : 0U;
	if (reading.between == BETWEEN_ENDS && set_ends(&reading, &printed->unit))
		return true;
	if (reading.between == BETWEEN_DEVIATION)
		set_deviation(&reading, &printed->unit, false);
	else
		set_one(&reading);
	return true;
}

struct printed printed_number(struct arena *arena, const char *text, const char *unit,
			      struct place place)
{
	struct printed printed = {
	    .text = text, .digits = text, .place = place, .unit = unit_of(unit)};
	struct reading reading = {.arena = arena, .printed = &printed};

	if (printed_decimal_read(arena, text, &reading.first)) {
		set_one(&reading);
		return printed;
	}
	printed.value = NAN;
	printed.exact = printed.loose = interval_empty();
	return printed;
}
