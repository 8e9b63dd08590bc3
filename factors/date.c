/* Reads and compares dates of publication. */

#include "factors/date.h"

#include <string.h>

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7, DAY_LENGTH = 10 };

static int two_digits(const char *text)
{
	return 10 * (text[0] - '0') + (text[1] - '0');
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* text is of digits where digits belong, and has a month. */
static bool is_of_calendar(const char *text, size_t length)
{
	int year = 100 * two_digits(text) + two_digits(text + 2);
	int month = two_digits(text + YEAR_LENGTH + 1), day;

	if (month < 1 || month > 12)
		return false;
	if (length == MONTH_LENGTH)
		return true;
	day = two_digits(text + MONTH_LENGTH + 1);
	return day >= 1 && day <= days_of(year, month);
}

bool date_is_sound(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t length = strlen(text), i;

	if (length != YEAR_LENGTH && length != MONTH_LENGTH && length != DAY_LENGTH)
		return false;
	for (i = 0; i < length; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (form[i] == 'd' ? !digit : text[i] != '-')
			return false;
	}
	return length == YEAR_LENGTH || is_of_calendar(text, length);
}

bool date_is_by(const char *date, const char *day)
{
	size_t length = strlen(date), other = strlen(day);

	return strncmp(date, day, length < other ? length : other) <= 0;
}
