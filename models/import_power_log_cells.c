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

/* Three digits behind every comma of a log may be thousands: but no thousands are written
 * behind 0, nor behind more than three digits. */
static void note_comma(struct power_log *log, const char *whole, size_t length, size_t decimals,
		       uint64_t line)
{
	if (length > 0 && (*whole == '-' || *whole == '+')) {
		whole++;
		length--;
	}
	if (log->commas++ == 0)
		log->comma_line = line;
	log->commas_of_three += decimals == 3 && length >= 1 && length <= 3 && *whole != '0';
}

static void note_quoted_comma(struct power_log *log, struct csv_field field, uint64_t line)
{
	const char *comma = memchr(field.text, ',', field.length);
	size_t digits = 0;

	while (comma + 1 + digits < field.text + field.length && is_digit(comma[1 + digits]))
		digits++;
	note_comma(log, field.text, (size_t)(comma - field.text), digits, line);
}

static struct power_cell_read read_cell(struct power_log *log, struct csv_field field,
					double scale, uint64_t line)
{
	struct power_cell_read cell = {.rounding = rounding_of(field, '.', scale)};
	char text[MOST_NUMBER];

	if (has_decimal_comma(field) && field.length < sizeof text) {
		cell.rounding = rounding_of(field, ',', scale);
		note_quoted_comma(log, field, line);
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

bool power_log_is_pairs(const struct power_log *log, const struct csv_row *row)
{
	return log->last && row->count == log->width + log->present &&
	       row_field(row, row->count - 1).length > 0;
}

static struct power_cell_read read_torn(struct power_log *log, const struct csv_row *row,
					size_t first, double scale)
{
	struct csv_field whole = row_field(row, first), decimals = row_field(row, first + 1);
	struct power_cell_read cell = read_pair(whole, decimals, scale);

	if (cell.reading == READING_NUMBER)
		note_comma(log, whole.text, whole.length, decimals.length, row->line);
	return cell;
}

void power_log_cells(struct power_log *log, const struct csv_row *row,
		     struct power_cell_read *cells)
{
	bool pairs = power_log_is_pairs(log, row);

	log->pairs += pairs;
	for (size_t i = 0; i < log->count; i++) {
		struct power_source *source = &log->sources[i];
		double scale = source->means.scale;
		size_t before = source->column - (log->width - log->present);

		cells[i] = (struct power_cell_read){.reading = READING_MISSING};
		if (source->column == SIZE_MAX)
			continue;
		cells[i] =
		    pairs ? read_torn(log, row, source->column + before, scale)
			  : read_cell(log, row_field(row, source->column), scale, row->line);
	}
}
