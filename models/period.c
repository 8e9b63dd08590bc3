/* Periods: a year, a month, or an ISO 8601 interval. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/study.h"
#include "models/timestamp.h"

#define DAY_S INT64_C(86400)
enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

static const char digits[] = "0123456789";

/* "2022-2024": two years and at most a word between them. */
static bool is_span(const char *text)
{
	size_t length = strlen(text), between;

	if (length <= 8 || strspn(text, digits) != 4)
		return false;
	between = strcspn(text + 4, digits);
	return between == length - 8 && between <= 6 && strspn(text + length - 4, digits) == 4;
}

static void refuse_year(const char *text, struct place place, const char *path,
			struct diags *diags)
{
	struct buffer hint = {0};

	buffer_text(&hint, "write year: 2024");
	if (is_span(text))
		buffer_printf(&hint, "; of several: lca compare FILE --vary year=%.4s..%s",
			      text, text + strlen(text) - 4);
	diag_add(diags, DIAG_PERIOD, place, path, hint.text, "'%s' is not a year", text);
	buffer_free(&hint);
}

bool year_read(const char *text, struct place place, const char *path, struct diags *diags,
	       int *year)
{
	size_t length = strlen(text);
	double number;

	if (length == 4 && text_number(text, length, &number) && number >= FIRST_YEAR &&
	    number <= LAST_YEAR) {
		*year = (int)number;
		return true;
	}
	refuse_year(text, place, path, diags);
	return false;
}

/* "2022" and "2022-03" as the interval they name. */
static bool read_short(struct arena *arena, const char *text, size_t length,
		       struct period *period)
{
	int64_t start, end;
	int year = 0, month = 1;
	char *first, *next;

	if ((length != 4 && length != 7) || strspn(text, "0123456789-") != length)
		return false;
	for (size_t i = 0; i < 4; i++)
		year = 10 * year + (text[i] - '0');
	if (length == 7) {
		if (text[4] != '-')
			return false;
		month = 10 * (text[5] - '0') + (text[6] - '0');
	}
	if (month < 1 || month > 12)
		return false;
	first = arena_printf(arena, "%04d-%02d-01", year, month);
	next = length == 4 || month == 12
		   ? arena_printf(arena, "%04d-01-01", year + 1)
		   : arena_printf(arena, "%04d-%02d-01", year, month + 1);
	if (!timestamp_parse(first, strlen(first), &start, NULL) ||
	    !timestamp_parse(next, strlen(next), &end, NULL))
		return false;
	period->start_s = start / TIMESTAMP_SECOND;
	period->end_s = end / TIMESTAMP_SECOND;
	return true;
}

/* The end of an interval: a time, a date (its whole day belongs to the period), or P<n>D. */
static bool read_end(const char *text, size_t length, int64_t start_s, int64_t *end_s)
{
	int64_t end;
	double days;

	if (length > 2 && text[0] == 'P' && text[length - 1] == 'D' &&
	    text_number(text + 1, length - 2, &days) && days > 0 && days < 1e6) {
		*end_s = start_s + (int64_t)(days * (double)DAY_S);
		return true;
	}
	if (!timestamp_parse(text, length, &end, NULL))
		return false;
	*end_s = end / TIMESTAMP_SECOND + (length == 10 ? DAY_S : 0);
	return true;
}

bool period_read(struct arena *arena, const char *text, struct place place, const char *path,
		 struct diags *diags, struct period *period)
{
	size_t length = strlen(text);
	const char *slash = strchr(text, '/');
	int64_t start;
	bool good;

	*period = (struct period){.known = true, .text = text};
	if (!slash) {
		good = read_short(arena, text, length, period);
	} else {
		good = timestamp_parse(text, (size_t)(slash - text), &start, NULL);
		period->start_s = good ? start / TIMESTAMP_SECOND : 0;
		good =
		    good &&
		    read_end(slash + 1, strlen(slash + 1), period->start_s, &period->end_s) &&
		    period->end_s > period->start_s;
	}
	if (good)
		return true;
	*period = (struct period){.text = text};
	diag_add(diags, DIAG_PERIOD, place, path,
		 "write 2022, 2022-03, or 2022-03-11/2022-07-06",
		 "'%s' is not a year or an interval that ends after it starts", text);
	return false;
}

int period_year(const struct period *period)
{
	return timestamp_year((period->start_s + (period->end_s - period->start_s) / 2) *
			      TIMESTAMP_SECOND);
}

int64_t period_dates(const struct period *period)
{
	int64_t first = period->start_s / DAY_S - (period->start_s % DAY_S < 0);
	int64_t end = period->end_s - 1;
	int64_t last = end / DAY_S - (end % DAY_S < 0);

	return last - first + 1;
}

double period_days(const struct period *period)
{
	return (double)(period->end_s - period->start_s) / (double)DAY_S;
}
