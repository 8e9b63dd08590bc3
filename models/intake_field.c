/* Fields of rows: trimmed, compared, read as numbers. */

#include <math.h>
#include <string.h>

#include "lca/base/text.h"
#include "models/intake.h"

/* No log means a number above; sums of them stay finite. */
#define LARGEST_NUMBER 1e30

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct csv_field row_field(const struct csv_row *row, size_t column)
{
	struct csv_field field = {.text = ""};

	if (column >= row->count)
		return field;
	field = row->fields[column];
	for (; field.length > 0 && is_blank(*field.text); field.length--)
		field.text++;
	while (field.length > 0 && is_blank(field.text[field.length - 1]))
		field.length--;
	return field;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool field_same(struct csv_field field, const char *text)
{
	if (strlen(text) != field.length)
		return false;
	for (size_t i = 0; i < field.length; i++)
		if (lower(field.text[i]) != lower(text[i]))
			return false;
	return true;
}

/* "[N/A]", "[Unknown Error]"; an array of JSON is something else. */
static bool is_remark(struct csv_field field)
{
	char first = field.length > 1 && field.text[0] == '[' ? lower(field.text[1]) : '\0';

	return first >= 'a' && first <= 'z';
}

static bool is_missing(struct csv_field field)
{
	static const char *const words[] = {"nan", "none", "null", "n/a", "na", "-"};

	if (field.length == 0 || is_remark(field))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (field_same(field, words[i]))
			return true;
	return false;
}

enum reading field_number(struct csv_field field, double *number)
{
	if (is_missing(field))
		return READING_MISSING;
	if (!text_number(field.text, field.length, number) || fabs(*number) > LARGEST_NUMBER)
		return READING_BAD;
	return READING_NUMBER;
}

enum { MOST_NUMBER = 64, THOUSANDS = 3 };

static size_t digits_at(const char *text, size_t length)
{
	size_t count = 0;

	while (count < length && text[count] >= '0' && text[count] <= '9')
		count++;
	return count;
}

/* Is the comma of "1,234" one between thousands? Not behind 0, nor behind four digits. */
static bool is_thousands(struct csv_field field, size_t comma)
{
	size_t sign = field.text[0] == '-' || field.text[0] == '+';

	return field.quoted && comma > sign && comma - sign <= THOUSANDS &&
	       field.text[sign] != '0' &&
	       digits_at(field.text + comma + 1, field.length - comma - 1) == THOUSANDS;
}

enum reading field_decimal(struct csv_field field, double *number)
{
	const char *comma = memchr(field.text, ',', field.length);
	size_t place = comma ? (size_t)(comma - field.text) : 0;
	char text[MOST_NUMBER];

	if (!comma || field.length >= sizeof text || memchr(field.text, '.', field.length))
		return field_number(field, number);
	if (is_thousands(field, place))
		return READING_BAD;
	memcpy(text, field.text, field.length);
	text[place] = '.';
	field.text = text;
	return field_number(field, number);
}

enum reading field_count(struct csv_field field, uint64_t *number)
{
	size_t i = 0;

	if (is_missing(field))
		return READING_MISSING;
	*number = 0;
	for (; i < field.length && i < 19 && field.text[i] >= '0' && field.text[i] <= '9'; i++)
		*number = 10 * *number + (uint64_t)(field.text[i] - '0');
	if (i == 0)
		return READING_BAD;
	if (i < field.length && field.text[i] == '.')
		for (i++; i < field.length && field.text[i] == '0'; i++)
			;
	return i == field.length ? READING_NUMBER : READING_BAD;
}
