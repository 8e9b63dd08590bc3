/* Reads and compares dates of publication. */

#include "factors/date.h"

#include <string.h>

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7, DAY_LENGTH = 10 };

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
	return true;
}

bool date_is_by(const char *date, const char *day)
{
	size_t length = strlen(date), other = strlen(day);

	return strncmp(date, day, length < other ? length : other) <= 0;
}
