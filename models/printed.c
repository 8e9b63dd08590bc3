/* Figures as printed: a number or two, a unit, and what rounding may have taken. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/printed_parts.h"

enum { WORDS_OF_UNIT = 6, SHOWN = 60 };

static bool is_percent(const char *text, size_t length)
{
	return length == 1 && *text == '%';
}

/* "57 g/kWh ± 10 %", and "57 ± 10 %" of anything but a share. */
static bool is_relative(const struct printed_reading *reading)
{
	return reading->between == BETWEEN_DEVIATION &&
	       is_percent(reading->second_unit, reading->second_length) &&
	       (reading->unit == reading->second_unit
		    ? *reading->rule->unit != '\0'
		    : !is_percent(reading->unit, reading->unit_length));
}

/* The second number is in the unit of the first, or in one of its own. */
static enum printed_status read_second_unit(struct printed_reading *reading,
					    struct unit *second, const char **message)
{
	enum printed_status status;

	*second = reading->printed->unit;
	if (reading->second_unit == reading->unit || !reading->second_length)
		return PRINTED_READ;
	status = printed_unit_judge(reading, reading->second_unit, reading->second_length,
				    second, message);
	if (status == PRINTED_READ &&
	    !dimensions_equal(second->dimensions, reading->printed->unit.dimensions)) {
		*message = "two numbers of different dimensions";
		return PRINTED_OTHER_UNIT;
	}
	return status;
}

static unsigned comma_of(const struct printed_decimal *decimal)
{
	return decimal->comma		? PRINTED_COMMA
	       : decimal->decimal_comma ? PRINTED_DECIMAL_COMMA
					: 0U;
}

static enum printed_status set(struct printed_reading *reading, const char **message)
{
	bool relative = is_relative(reading);
	size_t length =
	    relative && reading->unit == reading->second_unit ? 0 : reading->unit_length;
	enum printed_status status = printed_unit_judge(reading, reading->unit, length,
							&reading->printed->unit, message);
	struct unit second;

	if (status != PRINTED_READ)
		return status;
	reading->printed->doubts |= comma_of(&reading->first);
	if (reading->between == BETWEEN_NOTHING) {
		printed_set_one(reading);
		return PRINTED_READ;
	}
	if (relative) {
		second = unit_of("%");
		printed_set_deviation(reading, &second, true);
		return PRINTED_READ;
	}
	status = read_second_unit(reading, &second, message);
	if (status != PRINTED_READ)
		return status;
	if (reading->between == BETWEEN_DEVIATION) {
		printed_set_deviation(reading, &second, false);
		return PRINTED_READ;
	}
	if (printed_set_ends(reading, &second))
		return PRINTED_READ;
	*message = "a range whose first end is the larger one";
	return PRINTED_BAD_UNIT;
}

/* What calculations bear, and more than anybody has measured. */
static bool is_within_reach(double value)
{
	static const double most = 1e30, least = 1e-30;

	return value == 0 || (fabs(value) <= most && fabs(value) >= least);
}

static const char *shortened(struct arena *arena, const char *text)
{
	size_t length = 0;

	while (text[length] && (length < SHOWN || ((unsigned char)text[length] & 0xC0) == 0x80))
		length++;
	return text[length] ? arena_printf(arena, "%.*s...", (int)length, text) : text;
}

/* The text without the mark of a footnote, and without what stands in parentheses at its end:
 * "400 W (TDP)"; NULL where it has neither. */
static const char *without_remark(struct arena *arena, const char *text)
{
	static const char *const marks[] = {"*", "†", "‡", "."};
	size_t length = strlen(text);
	const char *open = strrchr(text, '(');
	size_t i;

	if (length && text[length - 1] == ')' && open && open > text)
		return arena_copy(arena, text, printed_trimmed(text, (size_t)(open - text)));
	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		if (length > strlen(marks[i]) && text_ends(text, marks[i]))
			return arena_copy(arena, text, length - strlen(marks[i]));
	return NULL;
}

static enum printed_status read_all(struct arena *arena, const char *text,
				    const struct printed_rule *rule, struct printed *printed,
				    const char **message)
{
	struct printed_reading reading = {.arena = arena, .rule = rule, .printed = printed};
	enum printed_status status;

	*message = "";
	if (printed_states_nothing(text))
		return PRINTED_NOTHING;
	if (!printed_numbers_read(&reading, text)) {
		*message = arena_printf(arena, "expected a number, found '%s'",
					shortened(arena, text));
		return PRINTED_NO_NUMBER;
	}
	if (!printed_units_find(&reading)) {
		*message = "a range with a second end that is no number";
		return PRINTED_BAD_UNIT;
	}
	status = set(&reading, message);
	if (status != PRINTED_READ || is_within_reach(printed->value))
		return status;
	*message = "beyond 1e30 or below 1e-30 of its base unit";
	return PRINTED_OUT_OF_REACH;
}

enum printed_status printed_read(struct arena *arena, const char *text,
				 const struct printed_rule *rule, struct place place,
				 struct printed *printed, const char **message)
{
	const char *start = printed_skip(text), *whole, *shorter;
	enum printed_status status;

	whole = arena_copy(arena, start, printed_trimmed(start, strlen(start)));
	*printed = (struct printed){.text = whole, .place = place};
	status = read_all(arena, whole, rule, printed, message);
	if (status != PRINTED_BAD_UNIT && status != PRINTED_NO_NUMBER)
		return status;
	shorter = without_remark(arena, whole);
	if (shorter) {
		struct printed other = {.text = whole, .place = place};
		const char *ignored;
		enum printed_status again = read_all(arena, shorter, rule, &other, &ignored);

		if (again == PRINTED_READ || again == PRINTED_NOTHING) {
			*printed = other;
			return again;
		}
	}
	return status;
}

/* The words behind the number of which most make a unit. */
static size_t unit_length(struct printed_reading *reading, const char *text, struct unit *unit)
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
		    !printed_unit_read(reading->arena, text, length, unit, &doubts, NULL))
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
	struct printed_reading reading = {.arena = arena, .rule = &any, .printed = printed};
	const char *unit;
	size_t taken;

	*printed = (struct printed){.place = place, .unit = unit_of("")};
	*length = 0;
	if (!printed_numbers_read(&reading, text))
		return false;
	unit = printed_skip(reading.at);
	if (*unit == '-' && unit == reading.at)
		unit++;
	taken = unit_length(&reading, unit, &printed->unit);
	*length = taken ? (size_t)(unit - text) + taken : (size_t)(reading.at - text);
	if (!taken)
		printed->unit = unit_of("");
	printed->text = arena_copy(arena, text, *length);
	printed->doubts |= comma_of(&reading.first);
	if (reading.between == BETWEEN_ENDS && printed_set_ends(&reading, &printed->unit))
		return true;
	if (reading.between == BETWEEN_DEVIATION)
		printed_set_deviation(&reading, &printed->unit, false);
	else
		printed_set_one(&reading);
	return is_within_reach(printed->value);
}

struct printed printed_number(struct arena *arena, const char *text, const char *unit,
			      struct place place)
{
	struct printed printed = {
	    .text = text, .digits = text, .place = place, .unit = unit_of(unit)};
	struct printed_reading reading = {.arena = arena, .printed = &printed};

	if (printed_decimal_read(arena, text, &reading.first)) {
		printed_set_one(&reading);
		if (is_within_reach(printed.value))
			return printed;
	}
	printed.value = NAN;
	printed.exact = printed.loose = interval_empty();
	return printed;
}

struct printed printed_times(const struct printed *printed, double factor)
{
	struct printed result = *printed;

	result.value *= factor;
	result.exact = interval_scale(printed->exact, factor);
	result.loose = interval_scale(printed->loose, factor);
	return result;
}

struct printed printed_in_unit(const struct printed *printed, struct unit unit)
{
	struct printed result = printed_times(printed, unit.scale / printed->unit.scale);

	result.unit = unit;
	return result;
}
