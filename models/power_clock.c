/* Times of power logs: texts, UNIX numbers, time since the start. */

#include "models/power_clock.h"

#include <string.h>

#include "lca/base/arena.h"
#include "models/timestamp.h"

enum { SECOND_DIGITS = 9, WHOLE_DIGITS = 19 };

static const char *const time_names[] = {
    "timestamp",
    "time",
    "datetime",
    "date_time",
    "date/time",
    "date time",
    "ts",
    "time_utc",
    "timestamp_utc",
    "datetime_utc",
    "utc",
    "unix_time",
    "unixtime",
    "unix_timestamp",
    "epoch",
    "epoch_s",
    "epoch_ms",
    "time_s",
    "time_ms",
    "time_us",
    "time_ns",
    "timestamp_s",
    "timestamp_ms",
    "timestamp_us",
    "timestamp_ns",
    "time_stamp",
    "time stamp",
    "#timestamp",
    "# timestamp",
    "#time",
    "_time",
    "log_time",
    "sample_time",
    "recorded_at",
    "created_at",
    "measured_at",
    "elapsed",
    "elapsed_s",
    "elapsed_ms",
    "elapsed_time",
    "elapsed time",
    "elapsed_sec",
    "elapsed_seconds",
    "time_sec",
    "time_seconds",
    "timestamp_sec",
    "_timestamp",
    "epoch_seconds",
    "ts_s",
    "ts_sec",
    "ts_ms",
    "time_of_day_seconds",
    "seconds",
    "t",
    "local_time",
    "localtime",
    "date",
};

/* Units that end a name ("time_ms") or stand in brackets behind it ("Time (ms)"). */
static const struct {
	const char *text;
	unsigned digits;
} units[] = {
    {"s", 0}, {"sec", 0}, {"seconds", 0}, {"ms", 3}, {"us", 6}, {"ns", 9},
};

/* "Time" of "Time (ms)"; the unit is given as a field of its own. */
static struct csv_field without_unit(struct csv_field field, struct csv_field *unit)
{
	size_t length = 0;

	*unit = (struct csv_field){.text = ""};
	while (length < field.length && field.text[length] != '(' && field.text[length] != '[')
		length++;
	if (length < field.length && field.length > length + 2)
		*unit = (struct csv_field){field.text + length + 1, field.length - length - 2,
					   false};
	field.length = length;
	while (field.length > 0 && field.text[field.length - 1] == ' ')
		field.length--;
	return field;
}

static size_t find_name(const struct csv_row *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++) {
		struct csv_field unit;

		if (field_same(without_unit(row_field(header, i), &unit), name))
			return i;
	}
	return SIZE_MAX;
}

static bool ends_in(struct csv_field field, const char *unit)
{
	size_t length = strlen(unit);

	if (field.length <= length + 1 || field.text[field.length - length - 1] != '_')
		return false;
	field.text += field.length - length;
	field.length = length;
	return field_same(field, unit);
}

static void find_unit(struct power_clock *clock, struct csv_field header)
{
	struct csv_field unit, name = without_unit(header, &unit);

	clock->digits = 0;
	clock->is_utc =
	    field_same(unit, "UTC") || field_same(name, "UTC") || ends_in(name, "UTC");
	clock->has_unit = field_same(name, "seconds");
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!field_same(unit, units[i].text) && !ends_in(name, units[i].text))
			continue;
		clock->digits = units[i].digits;
		clock->has_unit = true;
	}
}

bool power_clock_find(struct power_clock *clock, const struct csv_row *header)
{
	clock->time = SIZE_MAX;
	clock->date = SIZE_MAX;
	for (size_t i = 0; i < sizeof time_names / sizeof *time_names; i++) {
		clock->time = find_name(header, time_names[i]);
		if (clock->time != SIZE_MAX)
			break;
	}
	if (clock->time == SIZE_MAX)
		return false;
	if (field_same(row_field(header, clock->time), "time"))
		clock->date = find_name(header, "date");
	find_unit(clock, row_field(header, clock->time));
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whole and fraction of "1767600000.123"; at most 19 digits of the whole. */
static bool read_decimal(struct csv_field field, uint64_t *whole, struct csv_field *fraction)
{
	size_t i = 0;

	*whole = 0;
	*fraction = (struct csv_field){.text = ""};
	for (; i < field.length && is_digit(field.text[i]); i++)
		*whole = 10 * *whole + (uint64_t)(field.text[i] - '0');
	if (i == 0 || i > WHOLE_DIGITS)
		return false;
	if (i < field.length && field.text[i] == '.') {
		*fraction = (struct csv_field){field.text + i + 1, field.length - i - 1, false};
		for (i++; i < field.length && is_digit(field.text[i]); i++)
			;
	}
	return i == field.length;
}

bool power_unix_time(struct csv_field field, unsigned digits, int64_t *time)
{
	uint64_t whole, nanoseconds = 0, scale = 1;
	struct csv_field fraction;

	if (!read_decimal(field, &whole, &fraction))
		return false;
	for (unsigned i = digits; i < SECOND_DIGITS; i++)
		scale *= 10;
	if (whole > (uint64_t)INT64_MAX / scale)
		return false;
	whole *= scale;
	for (size_t i = 0; i < fraction.length && scale > 1; i++) {
		scale /= 10;
		nanoseconds += scale * (uint64_t)(fraction.text[i] - '0');
	}
	if (whole > (uint64_t)INT64_MAX - nanoseconds)
		return false;
	*time = (int64_t)(whole + nanoseconds);
	return true;
}

/* UNIX times by their number of whole digits: 1973 to 2286 in each unit. */
static bool unix_digits(uint64_t whole, unsigned *digits)
{
	static const uint64_t least = 100000000; /* seconds */
	uint64_t low = least;

	for (*digits = 0; *digits <= SECOND_DIGITS; *digits += 3) {
		if (whole >= low && whole / 100 < low)
			return true;
		if (low > UINT64_MAX / 1000)
			return false;
		low *= 1000;
	}
	return false;
}

/* What kind of time the first one of a log is. */
static void settle_kind(struct intake *intake, struct power_clock *clock,
			struct csv_field field)
{
	struct csv_field fraction;
	unsigned digits;
	uint64_t whole;

	if (!read_decimal(field, &whole, &fraction)) {
		clock->kind = CLOCK_TEXT;
		return;
	}
	if (unix_digits(whole, &digits) && (!clock->has_unit || clock->digits == digits)) {
		clock->kind = CLOCK_UNIX;
		clock->digits = digits;
		return;
	}
	clock->kind = CLOCK_ELAPSED;
	intake_assume(intake,
		      "times count from the start of the log, in %s%s: no hour of the "
		      "day is known",
		      clock->digits == 0   ? "seconds"
		      : clock->digits == 3 ? "milliseconds"
		      : clock->digits == 6 ? "microseconds"
					   : "nanoseconds",
		      clock->has_unit ? "" : " (the column does not say)");
}

/* Where the column says UTC, a text without a zone has that. */
static bool read_text(struct intake *intake, const struct power_clock *clock,
		      struct csv_field field, int64_t *time)
{
	return clock->is_utc ? timestamp_parse(field.text, field.length, time, NULL)
			     : intake_timestamp(intake, field, time);
}

static bool read_two(struct intake *intake, const struct power_clock *clock,
		     struct csv_field date, struct csv_field time, int64_t *result)
{
	char text[64];

	if (date.length + time.length + 1 >= sizeof text)
		return false;
	memcpy(text, date.text, date.length);
	text[date.length] = ' ';
	memcpy(text + date.length + 1, time.text, time.length);
	text[date.length + 1 + time.length] = '\0';
	return read_text(intake, clock,
			 (struct csv_field){text, date.length + 1 + time.length, false},
			 result);
}

bool power_clock_read(struct intake *intake, struct power_clock *clock,
		      const struct csv_row *row, int64_t *time)
{
	struct csv_field field = row_field(row, clock->time);
	struct csv_field date = row_field(row, clock->date);
	bool good;

	if (clock->kind == CLOCK_UNKNOWN && field.length > 0)
		settle_kind(intake, clock, field);
	if (clock->kind != CLOCK_TEXT)
		good = power_unix_time(field, clock->digits, time);
	else if (date.length > 0)
		good = read_two(intake, clock, date, field, time);
	else
		good = read_text(intake, clock, field, time);
	if (!good && !clock->bad) {
		clock->bad =
		    arena_printf(intake->arena, "%.*s%s%.*s", (int)date.length, date.text,
				 date.length ? " " : "",
				 (int)(field.length < 80 ? field.length : 80), field.text);
		clock->bad_line = row->line;
	}
	return good;
}

/* What to do about a text that is no time: of a number, its digits tell the unit. */
static const char *time_hint(struct intake *intake, const char *text)
{
	static const char *const names[] = {"s", "ms", "us", "ns"};
	struct csv_field field = {text, strlen(text), false}, fraction;
	unsigned digits;
	uint64_t whole;

	if (!read_decimal(field, &whole, &fraction) || !unix_digits(whole, &digits))
		return "write times with the year first: 2026-03-02 10:00:00.101";
	return arena_printf(intake->arena,
			    "as a UNIX time it is in %s: say so in the column's name, or in a "
			    "column map (unit: %s)",
			    names[digits / 3], names[digits / 3]);
}

bool power_clock_refuse(struct intake *intake, const struct power_clock *clock)
{
	if (!clock->bad || intake->import->rows_used > 0)
		return false;
	intake_fail(intake, DIAG_IMPORT_UNUSABLE, clock->bad_line,
		    time_hint(intake, clock->bad), "'%s' is not a time that can be read surely",
		    clock->bad);
	return true;
}
