/* Calendar arithmetic on the proleptic Gregorian calendar: one strict scanner, one printer. */

#include "models/timestamp.h"

#include "lca/base/arena.h"

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, DAYS_TO_1970 = 719468 };
enum { FIRST_YEAR = 1900, LAST_YEAR = 2190, FRACTION_DIGITS = 9 };

/* What is left to read of a text. */
struct scanner {
	const char *at, *end;
};

struct date {
	int64_t year;
	int64_t month, day;
};

static bool take(struct scanner *scanner, char want)
{
	if (scanner->at == scanner->end || *scanner->at != want)
		return false;
	scanner->at++;
	return true;
}

static bool is_digit(const struct scanner *scanner)
{
	return scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9';
}

/* Exactly count digits, as a number of at most high. */
static bool take_digits(struct scanner *scanner, int count, int64_t high, int64_t *number)
{
	*number = 0;
	for (int i = 0; i < count; i++) {
		if (!is_digit(scanner))
			return false;
		*number = 10 * *number + (*scanner->at++ - '0');
	}
	return *number <= high;
}

/* A fraction of a second in nanoseconds: ".123" or ",123"; none is 0. */
static bool take_fraction(struct scanner *scanner, int64_t *nanoseconds)
{
	int digits = 0;

	*nanoseconds = 0;
	if (!take(scanner, '.') && !take(scanner, ','))
		return true;
	for (; is_digit(scanner) && digits < FRACTION_DIGITS; digits++)
		*nanoseconds = 10 * *nanoseconds + (*scanner->at++ - '0');
	if (digits == 0 || is_digit(scanner))
		return false;
	for (; digits < FRACTION_DIGITS; digits++)
		*nanoseconds *= 10;
	return true;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t days_in_month(int64_t year, int64_t month)
{
	static const int64_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01. Years are counted from March, so that the leap day is the last of its
 * year. */
static int64_t date_to_days(struct date date)
{
	int64_t year = date.month > 2 ? date.year : date.year - 1;
	int64_t era = year / YEARS_PER_ERA, of_era = year % YEARS_PER_ERA;
	int64_t month = (date.month + 9) % 12;
	int64_t day = (153 * month + 2) / 5 + date.day - 1;

	return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + day -
	       DAYS_TO_1970;
}

static struct date days_to_date(int64_t days)
{
	int64_t since = days + DAYS_TO_1970;
	int64_t era = since / DAYS_PER_ERA, day = since % DAYS_PER_ERA;
	int64_t of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
	int64_t month = (5 * of_year + 2) / 153;
	struct date date = {.year = era * YEARS_PER_ERA + of_era + (month >= 10),
			    .month = month < 10 ? month + 3 : month - 9,
			    .day = of_year - (153 * month + 2) / 5 + 1};

	return date;
}

static bool take_date(struct scanner *scanner, struct date *date)
{
	char separator;

	if (!take_digits(scanner, 4, LAST_YEAR, &date->year) || date->year < FIRST_YEAR ||
	    scanner->at == scanner->end)
		return false;
	separator = *scanner->at++;
	if (separator != '-' && separator != '/')
		return false;
	if (!take_digits(scanner, 2, 12, &date->month) || date->month == 0 ||
	    !take(scanner, separator))
		return false;
	return take_digits(scanner, 2, 31, &date->day) && date->day > 0 &&
	       date->day <= days_in_month(date->year, date->month);
}

/* Time of day: HH:MM[:SS[.f]]. */
static bool take_clock(struct scanner *scanner, int64_t *nanoseconds)
{
	int64_t hour, minute, second = 0, fraction = 0;

	if (!take_digits(scanner, 2, 23, &hour) || !take(scanner, ':') ||
	    !take_digits(scanner, 2, 59, &minute))
		return false;
	if (take(scanner, ':') &&
	    (!take_digits(scanner, 2, 59, &second) || !take_fraction(scanner, &fraction)))
		return false;
	*nanoseconds = (hour * 3600 + minute * 60 + second) * TIMESTAMP_SECOND + fraction;
	return true;
}

/* A zone, or the end of the text. offset: what the zone is ahead of UTC. */
static bool take_zone(struct scanner *scanner, int64_t *offset, bool *zoned)
{
	int64_t hour, minute = 0;
	bool west;

	*offset = 0;
	*zoned = scanner->at != scanner->end;
	if (!*zoned)
		return true;
	take(scanner, ' ');
	if (take(scanner, 'Z'))
		return true;
	if (take(scanner, 'U'))
		return take(scanner, 'T') && take(scanner, 'C');
	west = take(scanner, '-');
	if ((!west && !take(scanner, '+')) || !take_digits(scanner, 2, 23, &hour))
		return false;
	if ((take(scanner, ':') || is_digit(scanner)) && !take_digits(scanner, 2, 59, &minute))
		return false;
	*offset = (west ? -1 : 1) * (hour * 60 + minute) * 60 * TIMESTAMP_SECOND;
	return true;
}

bool timestamp_parse(const char *text, size_t length, int64_t *time, bool *zoned)
{
	struct scanner scanner = {.at = text, .end = text + length};
	int64_t clock = 0, offset = 0;
	bool has_zone = false;
	struct date date;

	if (!take_date(&scanner, &date))
		return false;
	if (scanner.at != scanner.end) {
		if (!take(&scanner, 'T') && !take(&scanner, ' '))
			return false;
		if (!take_clock(&scanner, &clock) || !take_zone(&scanner, &offset, &has_zone))
			return false;
	}
	if (scanner.at != scanner.end)
		return false;
	*time = date_to_days(date) * 24 * TIMESTAMP_HOUR + clock - offset;
	if (zoned)
		*zoned = has_zone;
	return true;
}

int64_t timestamp_hour(int64_t time)
{
	int64_t hour = time / TIMESTAMP_HOUR;

	return time % TIMESTAMP_HOUR < 0 ? hour - 1 : hour;
}

int timestamp_year(int64_t time)
{
	int64_t hour = timestamp_hour(time);
	int64_t of_day = ((hour % 24) + 24) % 24;

	return (int)days_to_date((hour - of_day) / 24).year;
}

int timestamp_day(int64_t time)
{
	int64_t hour = timestamp_hour(time);
	int64_t of_day = ((hour % 24) + 24) % 24;

	return (int)days_to_date((hour - of_day) / 24).day;
}

char *timestamp_hour_text(struct arena *arena, int64_t time)
{
	int64_t hour = timestamp_hour(time);
	int64_t of_day = (hour % 24 + 24) % 24;
	struct date date = days_to_date((hour - of_day) / 24);

	return arena_printf(arena, "%04d-%02d-%02dT%02d", (int)date.year, (int)date.month,
			    (int)date.day, (int)of_day);
}

char *timestamp_text(struct arena *arena, int64_t time)
{
	int64_t of_hour = time - timestamp_hour(time) * TIMESTAMP_HOUR;
	int64_t fraction = of_hour % TIMESTAMP_SECOND, seconds = of_hour / TIMESTAMP_SECOND;
	const char *hour = timestamp_hour_text(arena, time);
	int digits = FRACTION_DIGITS;

	if (fraction == 0)
		return arena_printf(arena, "%s:%02d:%02dZ", hour, (int)(seconds / 60),
				    (int)(seconds % 60));
	for (; fraction % 10 == 0; digits--)
		fraction /= 10;
	return arena_printf(arena, "%s:%02d:%02d.%0*lldZ", hour, (int)(seconds / 60),
			    (int)(seconds % 60), digits, (long long)fraction);
}

/* One or more digits, so few that nothing overflows. */
static bool take_count(struct scanner *scanner, int64_t *number)
{
	int digits = 0;

	*number = 0;
	for (; is_digit(scanner) && digits < FRACTION_DIGITS; digits++)
		*number = 10 * *number + (*scanner->at++ - '0');
	return digits > 0 && !is_digit(scanner);
}

bool duration_parse(const char *text, size_t length, double *seconds)
{
	struct scanner scanner = {.at = text, .end = text + length};
	int64_t days = 0, parts[3] = {0}, fraction;
	size_t count = 1;
	bool has_days;

	if (!take_count(&scanner, &parts[0]))
		return false;
	has_days = take(&scanner, '-');
	if (has_days) {
		days = parts[0];
		if (!take_count(&scanner, &parts[0]))
			return false;
	}
	for (; count < 3 && take(&scanner, ':'); count++)
		if (!take_digits(&scanner, 2, 59, &parts[count]))
			return false;
	/* With days the text counts from hours, DD-HH:MM:SS; without, MM:SS counts from
	 * minutes. */
	if (count < (has_days ? 3u : 2u) || !take_fraction(&scanner, &fraction) ||
	    scanner.at != scanner.end)
		return false;
	if (count == 2) {
		parts[2] = parts[1];
		parts[1] = parts[0];
		parts[0] = 0;
	}
	*seconds = (double)(((days * 24 + parts[0]) * 60 + parts[1]) * 60 + parts[2]) +
		   (double)fraction / (double)TIMESTAMP_SECOND;
	return true;
}
