/* Cells of power logs: units, decimal commas, and rows that these tore apart. */

#include <math.h>
#include <string.h>

#include "models/import_power_log.h"
#include "models/power_column.h"

enum { MOST_NUMBER = 64, MOST_DECIMALS = 9 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_digits(struct csv_field field)
{
	for (size_t i = 0; i < field.length; i++)
		if (!is_digit(field.text[i]))
			return false;
	return field.length > 0;
}

/* Half a unit of the last decimal behind `mark`. */
static double rounding_of(struct csv_field field, char mark, double scale)
{
	const char *point = memchr(field.text, mark, field.length);
	double half = scale / 2;

	if (!point)
		return half;
	for (point++; point < field.text + field.length && is_digit(*point); point++)
		half /= 10;
	return half;
}

/* A cell with one comma and no point: "30,3". */
static bool has_decimal_comma(struct csv_field field)
{
	const char *comma = memchr(field.text, ',', field.length);

	return comma && !memchr(field.text, '.', field.length) &&
	       !memchr(comma + 1, ',', field.length - (size_t)(comma + 1 - field.text));
}

/* Three digits behind every comma of a log may be thousands. */
static void note_comma(struct power_log *log, struct csv_field field, uint64_t line)
{
	const char *end = (const char *)memchr(field.text, ',', field.length) + 1;
	size_t digits = 0;

	while (end + digits < field.text + field.length && is_digit(end[digits]))
		digits++;
	if (log->commas++ == 0)
		log->comma_line = line;
	log->commas_of_three += digits == 3;
}

static struct power_cell_read read_cell(struct power_log *log, struct csv_field field,
					double scale, uint64_t line)
{
	struct power_cell_read cell = {.rounding = rounding_of(field, '.', scale)};
	char text[MOST_NUMBER];

	if (has_decimal_comma(field) && field.length < sizeof text) {
		cell.rounding = rounding_of(field, ',', scale);
		note_comma(log, field, line);
		memcpy(text, field.text, field.length);
		text[field.length] = '\0';
		*strchr(text, ',') = '.';
		field.text = text;
	}
	cell.reading = power_read(field, scale, &cell.watts);
	return cell;
}

/* "30" and "3" are 30.3. */
static struct power_cell_read read_pair(struct csv_field whole, struct csv_field decimals,
					double scale)
{
	struct power_cell_read cell = {.reading = READING_BAD, .rounding = scale / 2};
	double number, fraction = 0, unit = 1;
	bool negative = whole.length > 0 && whole.text[0] == '-';

	if (!all_digits(decimals) || decimals.length > MOST_DECIMALS)
		return cell;
	if (field_number(whole, &number) != READING_NUMBER || number != floor(number))
		return cell;
	for (size_t i = 0; i < decimals.length; i++) {
		fraction = 10 * fraction + (decimals.text[i] - '0');
		unit *= 10;
	}
	cell.watts = (number + (negative ? -fraction : fraction) / unit) * scale;
	cell.rounding = scale / 2 / unit;
	cell.reading = READING_NUMBER;
	return cell;
}

bool power_log_cells(struct intake *intake, struct power_log *log, const struct csv_row *row,
		     struct power_cell_read *cells)
{
	bool pairs = log->last && row->count == log->width + log->present;
	size_t seen = 0;

	(void)intake;
	if (row->count > log->width && !pairs)
		return false;
	log->pairs += pairs;
	for (size_t i = 0; i < log->count; i++) {
		struct power_source *source = &log->sources[i];
		double scale = source->means.scale;

		cells[i] = (struct power_cell_read){.reading = READING_MISSING};
		if (source->column == SIZE_MAX)
			continue;
		seen = source->column - (log->width - log->present);
		cells[i] =
		    pairs ? read_pair(row_field(row, source->column + seen),
				      row_field(row, source->column + seen + 1), scale)
			  : read_cell(log, row_field(row, source->column), scale, row->line);
	}
	return true;
}
