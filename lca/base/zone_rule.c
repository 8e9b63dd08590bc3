/* Rules of daylight saving time in the form of POSIX's TZ. */

#include "lca/base/zone_rule.h"

#define MINUTE	     60
#define HOUR	     (60 * MINUTE)
#define DAY	     (24 * HOUR)
#define LONGEST_TIME 167 /* hours: a week less one, RFC 8536 */
#define DEFAULT_TIME (2 * HOUR)
#define EPOCH_YEAR   1970
#define EPOCH_DAY    4 /* 1970-01-01 was a Thursday */

struct scanner {
	const char *at, *end;
};

static bool take(struct scanner *scanner, char c)
{
	if (scanner->at == scanner->end || *scanner->at != c)
		return false;
	scanner->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A whole number from least to most, of at most three digits. */
static bool take_number(struct scanner *scanner, int least, int most, int *number)
{
	int digits;

	*number = 0;
	for (digits = 0; digits < 3 && scanner->at < scanner->end && is_digit(*scanner->at);
	     digits++)
		*number = *number * 10 + (*scanner->at++ - '0');
	return digits > 0 && *number >= least && *number <= most;
}

/* An abbreviation, "CET" or "<+0330>". */
static bool take_name(struct scanner *scanner)
{
	const char *start = scanner->at;

	if (take(scanner, '<')) {
		while (scanner->at < scanner->end && *scanner->at != '>')
			scanner->at++;
		return take(scanner, '>');
	}
	while (scanner->at < scanner->end && is_letter(*scanner->at))
		scanner->at++;
	return scanner->at - start >= 3;
}

/* [+-]h[:m[:s]] */
static bool take_time(struct scanner *scanner, int64_t *time)
{
	bool negative = take(scanner, '-');
	int hours;
	int minutes = 0;
	int seconds = 0;

	if (!negative)
		take(scanner, '+');
	if (!take_number(scanner, 0, LONGEST_TIME, &hours))
		return false;
	if (take(scanner, ':')) {
		if (!take_number(scanner, 0, 59, &minutes))
			return false;
		if (take(scanner, ':') && !take_number(scanner, 0, 59, &seconds))
			return false;
	}
	*time = (int64_t)hours * HOUR + minutes * MINUTE + seconds;
	*time = negative ? -*time : *time;
	return true;
}

/* An offset as POSIX writes it, positive west of Greenwich; ours is positive east. */
static bool take_offset(struct scanner *scanner, int64_t *offset)
{
	if (!take_time(scanner, offset))
		return false;
	*offset = -*offset;
	return true;
}

static bool take_month_day(struct scanner *scanner, struct zone_change *change)
{
	change->kind = ZONE_DAY_OF_MONTH;
	return take_number(scanner, 1, 12, &change->month) && take(scanner, '.') &&
	       take_number(scanner, 1, 5, &change->week) && take(scanner, '.') &&
	       take_number(scanner, 0, 6, &change->day);
}

static bool take_day(struct scanner *scanner, struct zone_change *change)
{
	if (take(scanner, 'M'))
		return take_month_day(scanner, change);
	if (take(scanner, 'J')) {
		change->kind = ZONE_DAY_JULIAN;
		return take_number(scanner, 1, 365, &change->day);
	}
	change->kind = ZONE_DAY_OF_YEAR;
	return take_number(scanner, 0, 365, &change->day);
}

static bool take_change(struct scanner *scanner, struct zone_change *change)
{
	change->time = DEFAULT_TIME;
	if (!take(scanner, ',') || !take_day(scanner, change))
		return false;
	return !take(scanner, '/') || take_time(scanner, &change->time);
}

bool zone_rule_parse(const char *text, size_t length, struct zone_rule *rule)
{
	struct scanner scanner = {text, text + length};

	*rule = (struct zone_rule){0};
	if (!take_name(&scanner) || !take_offset(&scanner, &rule->standard))
		return false;
	rule->has_saving = scanner.at < scanner.end;
	if (!rule->has_saving)
		return true;
	rule->saving = rule->standard + HOUR;
	if (!take_name(&scanner) || scanner.at == scanner.end)
		return false;
	if (*scanner.at != ',' && !take_offset(&scanner, &rule->saving))
		return false;
	return take_change(&scanner, &rule->start) && take_change(&scanner, &rule->end) &&
	       scanner.at == scanner.end;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Leap years from year 1 to year. */
static int64_t count_leaps(int year)
{
	return year / 4 - year / 100 + year / 400;
}

/* From 1970-01-01 to 1 January of a year. */
static int64_t days_to_year(int year)
{
	return (int64_t)365 * (year - EPOCH_YEAR) + count_leaps(year - 1) -
	       count_leaps(EPOCH_YEAR - 1);
}

/* From 1 January to the first of a month, 13 being that of the next year. */
static int days_to_month(int month, bool leap)
{
	static const int days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

	return days[month - 1] + (leap && month > 2);
}

/* Behind 1 January. */
static int day_of_month(const struct zone_change *change, int year)
{
	int first = days_to_month(change->month, is_leap(year));
	int next = days_to_month(change->month + 1, is_leap(year));
	int64_t since = days_to_year(year) + first + EPOCH_DAY;
	int weekday = (int)((since % 7 + 7) % 7);
	int day = first + (change->day - weekday + 7) % 7 + 7 * (change->week - 1);

	return day < next ? day : day - 7;
}

static int day_of_year(const struct zone_change *change, int year)
{
	switch (change->kind) {
	case ZONE_DAY_JULIAN:
		return change->day - 1 +
		       (is_leap(year) && change->day > days_to_month(3, false));
	case ZONE_DAY_OF_YEAR:
		return change->day;
	case ZONE_DAY_OF_MONTH:
		return day_of_month(change, year);
	}
	return 0;
}

int64_t zone_rule_time(const struct zone_change *change, int year)
{
	return (days_to_year(year) + day_of_year(change, year)) * DAY + change->time;
}

int zone_rule_year(int64_t time)
{
	/* 400 years have 146097 days: the guess is off by one at most. */
	int year = EPOCH_YEAR + (int)((double)time / DAY / 146097 * 400);

	while (days_to_year(year) * DAY > time)
		year--;
	while (days_to_year(year + 1) * DAY <= time)
		year++;
	return year;
}
