/* The plain readers of an inference log: numbers as text to whole numbers, and words. */

#include <string.h>

#include "models/intake.h"
#include "models/timestamp.h"
#include "models/usage_row.h"

/* A unit in nanojoules, microseconds or nanoseconds (of a clock): factor x 10^power; exact by
 * definition (1 Wh = 3600 J). */
struct scale {
	uint64_t factor;
	int power;
};

/* digits x 10^power. */
struct decimal {
	uint64_t digits;
	int power;
};

enum { MOST_DIGITS = 17, MOST_POWER = 19, LARGEST_EXPONENT = 400 };

static const uint64_t tens[MOST_POWER + 1] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

static struct scale scale_of(enum usage_unit unit)
{
	switch (unit) {
	case USAGE_NANOSECONDS:
		return (struct scale){1, -3};
	case USAGE_MICROSECONDS:
		return (struct scale){1, 0};
	case USAGE_MILLISECONDS:
		return (struct scale){1, 3};
	case USAGE_PLAIN:
	case USAGE_SECONDS:
		return (struct scale){1, 6};
	case USAGE_MINUTES:
		return (struct scale){6, 7};
	case USAGE_MILLIJOULES:
		return (struct scale){1, 6};
	case USAGE_JOULES:
		return (struct scale){1, 9};
	case USAGE_KILOJOULES:
		return (struct scale){1, 12};
	case USAGE_MILLIWATT_HOURS:
		return (struct scale){36, 8};
	case USAGE_WATT_HOURS:
		return (struct scale){36, 11};
	case USAGE_TRUTH:
		break;
	case USAGE_KILOWATT_HOURS:
		return (struct scale){36, 14};
	}
	return (struct scale){1, 0};
}

uint64_t usage_step(enum usage_unit unit, unsigned decimals)
{
	struct scale scale = scale_of(unit);

	if (scale.power < (int)decimals)
		return 0;
	return scale.factor * tens[scale.power - (int)decimals];
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* [eE][+-]?digits that fill text[at..length). */
static bool take_exponent(const char *text, size_t at, size_t length, int *exponent)
{
	bool negative = false;
	int value = 0;

	if (at == length)
		return true;
	if (text[at] != 'e' && text[at] != 'E')
		return false;
	at++;
	if (at < length && (text[at] == '+' || text[at] == '-'))
		negative = text[at++] == '-';
	if (at == length)
		return false;
	for (; at < length && is_digit(text[at]); at++)
		if (value < LARGEST_EXPONENT)
			value = 10 * value + (text[at] - '0');
	*exponent += negative ? -value : value;
	return at == length;
}

/* Digits with a '.' among them and an exponent; digits past the 17th are cut off. */
static bool take_decimal(const char *text, size_t length, struct decimal *decimal)
{
	size_t at = text[0] == '+', digits = 0;
	bool behind = false;
	int kept = 0;

	*decimal = (struct decimal){0, 0};
	for (; at < length && (is_digit(text[at]) || (text[at] == '.' && !behind)); at++) {
		if (text[at] == '.') {
			behind = true;
			continue;
		}
		digits++;
		if (kept == MOST_DIGITS) {
			decimal->power += !behind;
			continue;
		}
		decimal->digits = 10 * decimal->digits + (uint64_t)(text[at] - '0');
		kept += decimal->digits > 0;
		decimal->power -= behind;
	}
	return digits > 0 && take_exponent(text, at, length, &decimal->power);
}

/* decimal x scale, rounded half up; false where it does not fit. */
static bool scale_decimal(struct decimal decimal, struct scale scale, uint64_t *number)
{
	uint64_t value = decimal.digits * scale.factor;
	int power = decimal.power + scale.power;

	*number = 0;
	if (value == 0 || power < -MOST_POWER)
		return true;
	if (power > MOST_POWER || (power > 0 && value > UINT64_MAX / tens[power]))
		return false;
	*number = power >= 0 ? value * tens[power] : (value + tens[-power] / 2) / tens[-power];
	return true;
}

static enum usage_reading take_scaled(const char *text, size_t length, struct scale scale,
				      uint64_t *number)
{
	struct csv_field field = {.text = text, .length = length};
	struct decimal decimal;
	double ignored;

	if (field_number(field, &ignored) == READING_MISSING)
		return USAGE_MISSING;
	if (!take_decimal(text, length, &decimal) || !scale_decimal(decimal, scale, number))
		return USAGE_BAD;
	return USAGE_READ;
}

enum usage_reading usage_count(const char *text, size_t length, uint64_t *count)
{
	struct csv_field field = {.text = text, .length = length};

	if (length == 0)
		return USAGE_MISSING;
	switch (field_count(field, count)) {
	case READING_MISSING:
		return USAGE_MISSING;
	case READING_NUMBER:
		return USAGE_READ;
	case READING_BAD:
		break;
	}
	return USAGE_BAD;
}

enum usage_reading usage_energy(const char *text, size_t length, enum usage_unit unit,
				uint64_t *nanojoules)
{
	return take_scaled(text, length, scale_of(unit), nanojoules);
}

enum usage_reading usage_duration(const char *text, size_t length, enum usage_unit unit,
				  uint64_t *microseconds)
{
	return take_scaled(text, length, scale_of(unit), microseconds);
}

/* Which unit a UNIX time without one is in; its size tells, from 1973 to 5138. */
static bool unit_of_unix(struct decimal decimal, enum usage_unit *unit)
{
	uint64_t whole;

	if (!scale_decimal(decimal, (struct scale){1, 0}, &whole) || whole < tens[8])
		return false;
	*unit = whole < tens[11]   ? USAGE_SECONDS
		: whole < tens[14] ? USAGE_MILLISECONDS
		: whole < tens[17] ? USAGE_MICROSECONDS
				   : USAGE_NANOSECONDS;
	return true;
}

bool usage_clock_time(const char *text, size_t length, enum usage_unit unit, int64_t *time)
{
	struct decimal decimal;
	struct scale scale;
	uint64_t number;

	if (length == 0 || !take_decimal(text, length, &decimal) ||
	    (unit == USAGE_PLAIN && !unit_of_unix(decimal, &unit)))
		return false;
	scale = scale_of(unit);
	scale.power += 3; /* from microseconds to nanoseconds */
	if (!scale_decimal(decimal, scale, &number) || number > (uint64_t)INT64_MAX)
		return false;
	*time = (int64_t)number;
	return true;
}

static bool is_among(struct csv_field field, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (field_same(field, words[i]))
			return true;
	return false;
}

enum usage_status usage_status(const struct usage_plan *plan, const char *text, size_t length)
{
	static const char *const successes[] = {
	    "success",	"succeeded", "successful", "ok",   "completed",	 "complete", "done",
	    "finished", "stop",	     "length",	   "true", "incomplete", NULL};
	static const char *const failures[] = {
	    "failure",	 "failed",   "fail",	  "error",    "errored", "timeout",
	    "timed_out", "timedout", "cancelled", "canceled", "aborted", "rejected",
	    "throttled", "denied",   "exception", "false",    "expired", NULL};
	struct csv_field field = {.text = text, .length = length};

	if (length == 0)
		return STATUS_OK;
	if (plan->succeeded)
		return is_among(field, plan->succeeded) ? STATUS_OK : STATUS_FAILED;
	if (length == 3 && is_digit(text[1]) && is_digit(text[2])) {
		if (text[0] >= '1' && text[0] <= '3')
			return STATUS_OK;
		if (text[0] == '4' || text[0] == '5')
			return STATUS_FAILED;
	}
	if (is_among(field, successes))
		return STATUS_OK;
	return is_among(field, failures) ? STATUS_FAILED : STATUS_UNKNOWN;
}

bool usage_is_true(const char *text, size_t length)
{
	static const char *const words[] = {"true", "1", "yes", "hit", NULL};

	return is_among((struct csv_field){.text = text, .length = length}, words);
}
