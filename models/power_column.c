/* Columns of power: names with a unit in brackets, cells with or without a unit. */

#include "models/power_column.h"

#include <math.h>
#include <string.h>

size_t power_find_column(const struct csv_row *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++) {
		struct csv_field field = row_field(header, i);
		const char *bracket = memchr(field.text, '[', field.length);

		if (bracket)
			field.length = (size_t)(bracket - field.text);
		while (field.length > 0 && field.text[field.length - 1] == ' ')
			field.length--;
		if (field_same(field, name))
			return i;
	}
	return SIZE_MAX;
}

/* Watts of a unit; NaN where it is none of power. */
static double watts_of(const char *unit, size_t length)
{
	struct csv_field field = {.text = unit, .length = length};

	if (length == 0 || field_same(field, "W"))
		return 1;
	if (length == 2 && unit[0] == 'm' && unit[1] == 'W')
		return 1 / 1000.0;
	return field_same(field, "kW") ? 1000 : NAN;
}

double power_header_scale(const struct csv_row *header, size_t column)
{
	struct csv_field field = row_field(header, column);
	const char *open = memchr(field.text, '[', field.length);
	const char *close = memchr(field.text, ']', field.length);
	double scale =
	    open && close && close > open ? watts_of(open + 1, (size_t)(close - open - 1)) : 1;

	return isnan(scale) ? 1 : scale;
}

enum reading power_read(struct csv_field field, double scale, double *watts)
{
	const char *blank = memchr(field.text, ' ', field.length);
	enum reading reading;

	if (blank && field.text[0] != '[') {
		size_t length = (size_t)(blank - field.text);

		scale = watts_of(blank + 1, field.length - length - 1);
		field.length = length;
	}
	reading = field_decimal(field, watts);
	if (reading == READING_NUMBER && isnan(scale))
		return READING_BAD;
	*watts *= scale;
	return reading;
}
