/* Reads the texts and numbers of a factor row. */

#include <math.h>
#include <string.h>

#include "factors/date.h"
#include "factors/row_judge.h"
#include "factors/row_reader.h"
#include "factors/spread.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

static bool read_year(struct row_reader *reader, struct row *row)
{
	const char *text = row->cell[YEAR];
	double year;

	if (!*text) {
		row->cell[YEAR] = "0";
		return true;
	}
	if (text_number(text, strlen(text), &year) && year >= FIRST_YEAR && year <= LAST_YEAR &&
	    floor(year) == year) {
		row->cell[YEAR] = arena_printf(reader->table.arena, "%.0f", year);
		return true;
	}
	table_error(&reader->table, YEAR, DIAG_FACTOR_VALUE, NULL,
		    "expected a year or nothing, found '%s'", text);
	return false;
}

static bool read_unit(struct row_reader *reader, struct row *row)
{
	const char *text = row->cell[UNIT];
	struct unit_error error;

	if (strcmp(text, "1") == 0)
		row->cell[UNIT] = text = "";
	if (unit_parse(reader->table.arena, text, strlen(text), &row->unit, &error))
		return true;
	table_error(&reader->table, UNIT, DIAG_FACTOR_UNIT, error.hint,
		    "'%s' is not a unit: %s", text, error.message);
	return false;
}

static bool read_value(struct row_reader *reader, struct row *row)
{
	const char *text = row->cell[VALUE], *expected;

	if (!*text || !text_number(text, strlen(text), &row->value)) {
		table_error(
		    &reader->table, VALUE, DIAG_FACTOR_VALUE,
		    "write a plain decimal such as 55.3",
		    *text ? "'%s' is not a number" : "expected a value, found nothing%s", text);
		return false;
	}
	if (row->value == 0 && *row->cell[SPREAD]) {
		table_error(&reader->table, SPREAD, DIAG_FACTOR_VALUE,
			    "leave the spread of a 0 empty",
			    "a value of 0 cannot have the spread '%s'", row->cell[SPREAD]);
		return false;
	}
	if (!spread_parse(row->cell[SPREAD], row->value, &row->dist, &expected)) {
		table_error(&reader->table, SPREAD, DIAG_FACTOR_VALUE, NULL,
			    "expected %s, found '%s'", expected, row->cell[SPREAD]);
		return false;
	}
	return true;
}

static bool read_method(struct row_reader *reader, struct row *row)
{
	const char *text = row->cell[METHOD_GSD];

	row->method_gsd = 1;
	if (!*row->cell[METHOD] && !*text)
		return true;
	if (*row->cell[METHOD] && text_number(text, strlen(text), &row->method_gsd) &&
	    row->method_gsd >= 1)
		return true;
	table_error(
	    &reader->table, METHOD_GSD, DIAG_FACTOR_VALUE, NULL,
	    "expected a method and its GSD of at least 1, or neither, found '%s' and '%s'",
	    row->cell[METHOD], text);
	return false;
}

/* What the program assumes and defines is of no day. */
static bool is_assumed(const struct row *row)
{
	return text_same(row->cell[ACTIVITY], "default") ||
	       text_same(row->cell[SOURCE], "definition") ||
	       text_starts(row->cell[REGION], "kind:");
}

/* Yearly statistics come out the year after; other rows with their source. A user's row was
 * always known unless it says otherwise. */
static bool read_published(struct row_reader *reader, struct row *row)
{
	static const char sql[] = "SELECT year"
				  " FROM source"
				  " WHERE id = ?1";
	struct arena *arena = reader->table.arena;
	const char *text = row->cell[PUBLISHED];
	double year = 0;

	if (*text && !date_is_sound(text)) {
		table_error(&reader->table, PUBLISHED, DIAG_FACTOR_VALUE, NULL,
			    "expected a date such as 2024, 2024-05 or 2024-05-31, found '%s'",
			    text);
		return false;
	}
	if (*text || reader->origin == ROWS_USER || is_assumed(row))
		return true;
	text_number(row->cell[YEAR], strlen(row->cell[YEAR]), &year);
	if (year > 0)
		text = arena_printf(arena, "%.0f", year + 1);
	else
		text = layer_text(&reader->layers[0], arena, sql, 1, &row->cell[SOURCE]);
	row->cell[PUBLISHED] = text && date_is_sound(text) ? text : "";
	return true;
}

static bool report(struct row_reader *reader, const struct findings *findings)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		table_error(&reader->table, finding->column, finding->code, finding->hint, "%s",
			    finding->message);
	}
	return findings->count == 0;
}

bool row_read_cells(struct row_reader *reader, struct row *row)
{
	struct arena *arena = reader->table.arena;
	struct findings findings = {.count = 0};
	bool ok = true, number;

	if (!*row->cell[STATUS])
		row->cell[STATUS] = "unverified";
	row_judge_words(arena, row, &findings);
	ok &= read_year(reader, row);
	ok &= read_method(reader, row);
	ok &= read_published(reader, row);
	number = read_value(reader, row);
	number &= read_unit(reader, row);
	/* Limits are judged only where both could be read. */
	if (number)
		row_judge_limits(reader->layers, reader->count, arena, row, &findings);
	return report(reader, &findings) && ok && number;
}
