/* Which columns of a grid series are read, and what they are in. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/grid_series.h"
#include "models/grid_series_words.h"
#include "models/timestamp.h"

/* What a look at a table needs. */
struct finder {
	struct arena *arena;
	const char *file;
	const struct grid_series_options *options;
	struct diags *diags;
	const char **names; /* of the columns, without outer blanks */
	size_t count;
	const struct csv_row *first;
};

const char *grid_boundary_name(enum grid_boundary boundary)
{
	static const char *const names[] = {"boundary not stated", "direct", "life-cycle"};

	return names[boundary];
}

static bool all_digits(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return length > 0;
}

/* Times since 1970: seconds have 9 or 10 digits, milliseconds three more, from 1973 to 2190. */
static bool unix_time(const char *text, size_t length, int64_t *time)
{
	bool milliseconds = length == 12 || length == 13;
	int64_t count = 0;

	if (!all_digits(text, length) || (length != 9 && length != 10 && !milliseconds))
		return false;
	for (size_t i = 0; i < length; i++)
		count = 10 * count + (text[i] - '0');
	if (count / (milliseconds ? 1000 : 1) > INT64_C(6900000000))
		return false;
	*time = count * (milliseconds ? TIMESTAMP_SECOND / 1000 : TIMESTAMP_SECOND);
	return true;
}

bool grid_time(const char *text, size_t length, int64_t *time, bool *zoned)
{
	*zoned = true;
	return unix_time(text, length, time) || timestamp_parse(text, length, time, zoned);
}

bool grid_number(const struct csv_field *cell, double *number)
{
	size_t length = cell->length;
	const char *comma =
	    length < 40 && !cell->quoted ? memchr(cell->text, ',', length) : NULL;
	char plain[40];

	if (text_number(cell->text, length, number))
		return true;
	if (!comma || cell->text + length - comma == 4 || memchr(cell->text, '.', length))
		return false;
	memcpy(plain, cell->text, length);
	plain[comma - cell->text] = '.';
	return text_number(plain, length, number);
}

static bool first_is_time(const struct finder *finder, size_t column, bool named)
{
	const struct csv_field *cell;
	static const char *const clocks[] = {"time", "timestamp", "datetime", "date",
					     "unix", "epoch",	  "ts",	      "from"};
	bool zoned;
	int64_t time;

	if (column >= finder->first->count)
		return false;
	cell = &finder->first->fields[column];
	if (!grid_time(cell->text, cell->length, &time, &zoned))
		return false;
	if (named || !all_digits(cell->text, cell->length))
		return true;
	/* A number is a time where its header says so. */
	for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
		if (header_has_word(finder->arena, finder->names[column], clocks[i]))
			return true;
	}
	return false;
}

static const char *list_names(const struct finder *finder, bool numeric)
{
	struct buffer list = {0};
	const char *text;
	double number;

	for (size_t i = 0; i < finder->count; i++) {
		const struct csv_field *cell =
		    i < finder->first->count ? &finder->first->fields[i] : NULL;

		if (numeric && (!cell || !grid_number(cell, &number)))
			continue;
		buffer_printf(&list, "%s'%s'", list.length ? ", " : "", finder->names[i]);
	}
	text = arena_text(finder->arena, list.text ? list.text : "none");
	buffer_free(&list);
	return text;
}

/* The column of that name: as it is spelled, else the one that differs in case or blanks. */
static bool find_named(const struct finder *finder, const char *name, bool numeric,
		       size_t *column)
{
	const char *fold = header_folded(finder->arena, name);
	size_t exact = 0, like = 0;

	for (size_t i = 0; i < finder->count; i++) {
		bool same = text_same(finder->names[i], name);

		if (same && exact++ == 0)
			*column = i;
		if (!exact && !same &&
		    text_same(header_folded(finder->arena, finder->names[i]), fold) &&
		    like++ == 0)
			*column = i;
	}
	if (exact == 1 || (exact == 0 && like == 1))
		return true;
	diag_add(finder->diags, DIAG_GRID_COLUMN, finder->options->place, finder->options->path,
		 diag_suggest(finder->diags, name, finder->names, finder->count),
		 "'%s' has %s column '%s'; its columns%s: %s", finder->file,
		 exact + like ? "more than one" : "no", name, numeric ? " of numbers" : "",
		 list_names(finder, numeric));
	return false;
}

/* A date alone beside a column of dates and times is no time of an hour. */
static bool first_time(const struct finder *finder, bool whole, size_t *column)
{
	enum { DATE = 10 }; /* characters of 2021-01-01 */

	for (size_t i = 0; i < finder->count && i < finder->first->count; i++) {
		const struct csv_field *cell = &finder->first->fields[i];

		if ((!whole || cell->length != DATE || all_digits(cell->text, cell->length)) &&
		    first_is_time(finder, i, false)) {
			*column = i;
			return true;
		}
	}
	return false;
}

static bool find_time(const struct finder *finder, size_t *column)
{
	const char *name = finder->options->time;

	if (name && !find_named(finder, name, false, column))
		return false;
	if (!name && (first_time(finder, true, column) || first_time(finder, false, column)))
		return true;
	if (name && first_is_time(finder, *column, true))
		return true;
	diag_add(finder->diags, DIAG_GRID_COLUMN, finder->options->place, finder->options->path,
		 "name it: time: COLUMN; a time is 2021-01-01T00:00, or seconds since 1970",
		 "no time stands in %s%s%s of the first row of '%s'",
		 name ? "the column '" : "any column", name ? name : "", name ? "'" : "",
		 finder->file);
	return false;
}

/* The one column that says a unit of intensities, else the one that holds numbers. */
static bool find_value(const struct finder *finder, size_t time, size_t *column)
{
	size_t units = 0, numbers = 0, with_unit = 0, with_number = 0;
	struct unit unit;
	double number;

	if (finder->options->column)
		return find_named(finder, finder->options->column, true, column);
	for (size_t i = 0; i < finder->count; i++) {
		const struct csv_field *cell =
		    i < finder->first->count ? &finder->first->fields[i] : NULL;

		if (i == time)
			continue;
		if (header_unit(finder->arena, finder->names[i], &unit) && units++ == 0)
			with_unit = i;
		if (cell && grid_number(cell, &number) && numbers++ == 0)
			with_number = i;
	}
	*column = units ? with_unit : with_number;
	if (units == 1 || (units == 0 && numbers == 1))
		return true;
	diag_add(finder->diags, DIAG_GRID_COLUMN, finder->options->place, finder->options->path,
		 "write column: and its name",
		 "which column of '%s' holds the intensities? its columns of numbers: %s",
		 finder->file, list_names(finder, true));
	return false;
}

static bool find_unit(const struct finder *finder, struct grid_columns *columns)
{
	const char *stated = finder->options->unit;
	struct unit told;
	bool tells = header_unit(finder->arena, columns->name, &told);

	if (!stated && tells) {
		columns->unit = told;
		return true;
	}
	if (!stated) {
		diag_add(finder->diags, DIAG_GRID_UNIT, finder->options->place,
			 finder->options->path, "write unit: gCO2e/kWh, or unit: lb/MWh",
			 "the header '%s' of '%s' says no unit", columns->name, finder->file);
		return false;
	}
	if (!header_read_unit(finder->arena, stated, &columns->unit)) {
		diag_add(finder->diags, DIAG_GRID_UNIT, finder->options->place,
			 finder->options->path, "write unit: gCO2e/kWh, or unit: lb/MWh",
			 "'%s' is no unit of an intensity", stated);
		return false;
	}
	if (tells && told.scale != columns->unit.scale) {
		diag_add(finder->diags, DIAG_GRID_UNIT, finder->options->place,
			 finder->options->path, "leave unit: out",
			 "the header '%s' of '%s' says another unit than '%s'", columns->name,
			 finder->file, stated);
		return false;
	}
	return true;
}

static bool find_boundary(const struct finder *finder, struct grid_columns *columns)
{
	const char *stated = finder->options->boundary;
	enum grid_boundary told = header_boundary(finder->arena, columns->name);

	columns->boundary = told;
	if (!stated)
		return true;
	columns->boundary = text_same(stated, "direct") ? GRID_DIRECT : GRID_LIFECYCLE;
	if (columns->boundary == GRID_LIFECYCLE && !text_same(stated, "lifecycle")) {
		diag_add(finder->diags, DIAG_VALUE_CHOICE, finder->options->place,
			 finder->options->path,
			 "write boundary: direct, or boundary: lifecycle",
			 "'%s' is no boundary of an intensity", stated);
		return false;
	}
	if (told == GRID_BOUNDARY_UNKNOWN || told == columns->boundary)
		return true;
	diag_add(finder->diags, DIAG_GRID_BASIS, finder->options->place, finder->options->path,
		 "leave boundary: out", "the header '%s' of '%s' says %s, not '%s'",
		 columns->name, finder->file, grid_boundary_name(told), stated);
	return false;
}

void grid_no_zone(const struct grid_series_options *options, const char *file, uint64_t line,
		  struct diags *diags)
{
	diag_add(diags, DIAG_GRID_ZONE, options->place, options->path,
		 "write zone: UTC if they are, or what is ahead of it: zone: +01:00",
		 "the times of '%s' do not say their zone (line %llu)", file,
		 (unsigned long long)line);
}

/* Whether clocks of the zone show that UTC time. */
static bool shows_utc(const struct zone *zone, int64_t time)
{
	int64_t utc;

	return zone_to_utc(zone, time, &utc) == ZONE_UNIQUE && utc == time;
}

/* Whether the zone that is stated is another one than UTC, which the header says; reported.
 * Zones that are UTC in winter are not in summer. */
static bool contradicts_utc(const struct finder *finder, const struct zone *zone,
			    const char *header, const struct csv_field *cell)
{
	static const int64_t half_year = 26 * 7 * 24 * TIMESTAMP_HOUR;
	const struct grid_series_options *options = finder->options;
	int64_t time;
	bool zoned;

	if (!grid_time(cell->text, cell->length, &time, &zoned) || zoned ||
	    (shows_utc(zone, time) && shows_utc(zone, time - half_year)))
		return false;
	diag_add(finder->diags, DIAG_GRID_ZONE, options->place, options->path,
		 "leave zone: out", "the header '%s' of '%s' says UTC, not '%s'", header,
		 finder->file, options->zone);
	return true;
}

/* "UTC", not "UTC +1". */
static bool header_says_utc(const struct finder *finder, const char *header)
{
	return (header_has_word(finder->arena, header, "UTC") ||
		header_has_word(finder->arena, header, "GMT")) &&
	       !strchr(header, '+') && !strstr(header, " -");
}

/* Where times stand that say no zone themselves. */
static bool find_zone(const struct finder *finder, struct grid_columns *columns)
{
	const struct grid_series_options *options = finder->options;
	const char *header = finder->names[columns->time];
	const struct csv_field *cell = &finder->first->fields[columns->time];
	const char *stated = options->zone;
	bool says_utc = header_says_utc(finder, header);
	int64_t time;
	bool zoned;

	if (stated || says_utc) {
		columns->zone = zone_open(finder->arena, stated ? stated : "UTC",
					  options->place, finder->diags);
		return columns->zone && !(stated && says_utc &&
					  contradicts_utc(finder, columns->zone, header, cell));
	}
	if (grid_time(cell->text, cell->length, &time, &zoned) && zoned)
		return true;
	grid_no_zone(options, finder->file, finder->first->line, finder->diags);
	return false;
}

static void find_estimated(const struct finder *finder, struct grid_columns *columns)
{
	static const char *const names[] = {"dataestimated", "estimated", "isestimated"};

	columns->estimated = SIZE_MAX;
	for (size_t i = 0; i < finder->count; i++) {
		const char *fold = header_folded(finder->arena, finder->names[i]);

		for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
			if (text_same(fold, names[k]))
				columns->estimated = i;
		}
	}
}

bool grid_columns_find(struct arena *arena, const char *file, const struct csv_row *header,
		       const struct csv_row *first, const struct grid_series_options *options,
		       struct diags *diags, struct grid_columns *columns)
{
	struct finder finder = {arena, file, options, diags, NULL, header->count, first};
	bool good;

	*columns = (struct grid_columns){.estimated = SIZE_MAX};
	finder.names = arena_alloc(arena, (header->count + 1) * sizeof *finder.names);
	for (size_t i = 0; i < header->count; i++)
		finder.names[i] = arena_text(arena, header->fields[i].text);
	if (!find_time(&finder, &columns->time) ||
	    !find_value(&finder, columns->time, &columns->value))
		return false;
	columns->name = finder.names[columns->value];
	find_estimated(&finder, columns);
	good = find_unit(&finder, columns);
	good = find_boundary(&finder, columns) && good;
	return find_zone(&finder, columns) && good;
}
