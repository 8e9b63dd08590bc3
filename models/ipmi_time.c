/* Calendar texts to ISO 8601. */

#include "models/ipmi_time.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { CENTURY = 2000, MONTHS = 12, NOON = 12 };

static const char months[MONTHS][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
				       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct calendar {
	int year, month, day, hour, minute, second;
};

/* "Thu Feb 15 08:36:01 2024" */
static bool read_words(const char *text, struct calendar *at)
{
	char day[4], month[4];
	int end = 0;

	if (sscanf(text, "%3s %3s %2d %2d:%2d:%2d %4d%n", day, month, &at->day, &at->hour,
		   &at->minute, &at->second, &at->year, &end) != 7 ||
	    end == 0)
		return false;
	for (at->month = 1; at->month <= MONTHS; at->month++)
		if (strcmp(month, months[at->month - 1]) == 0)
			return true;
	return false;
}

/* 12-hour clock: the hour of the day; false where it is none. */
static bool read_half(const char **text, struct calendar *at)
{
	bool after = strncmp(*text, "PM", 2) == 0;

	if (!after && strncmp(*text, "AM", 2) != 0)
		return true;
	if (at->hour < 1 || at->hour > NOON)
		return false;
	at->hour = at->hour % NOON + (after ? NOON : 0);
	*text += 2;
	return true;
}

/* "03/06/2025 07:40:35 UTC" */
static bool read_slashes(const char *text, struct calendar *at, const char **zone)
{
	int date = 0, clock = 0;

	*zone = "";
	if (sscanf(text, "%2d/%2d/%4d%n", &at->month, &at->day, &at->year, &date) != 3)
		return false;
	text += date;
	text += strspn(text, " -");
	if (sscanf(text, "%2d:%2d:%2d%n", &at->hour, &at->minute, &at->second, &clock) != 3)
		return false;
	text += clock;
	text += strspn(text, " ");
	if (!read_half(&text, at))
		return false;
	text += strspn(text, " ");
	if (strncmp(text, "UTC", 3) == 0 || strncmp(text, "GMT", 3) == 0)
		*zone = " UTC";
	if (at->year < 100)
		at->year += CENTURY;
	return true;
}

bool ipmi_time(const char *text, char iso[IPMI_ISO], bool *by_slash)
{
	struct calendar at;
	const char *zone = "";
	int length;

	text += strspn(text, " \t");
	*by_slash = !read_words(text, &at);
	if (*by_slash && !read_slashes(text, &at, &zone))
		return false;
	if (at.year < 0 || at.month < 1 || at.month > MONTHS || at.day < 0 || at.hour < 0 ||
	    at.minute < 0 || at.second < 0)
		return false;
	length = snprintf(iso, IPMI_ISO, "%04d-%02d-%02dT%02d:%02d:%02d%s", at.year, at.month,
			  at.day, at.hour, at.minute, at.second, zone);
	return length > 0 && length < IPMI_ISO;
}
