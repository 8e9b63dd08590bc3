/* Reads factor tables and checks every row. */

#include "factors/rows.h"

#include <math.h>
#include <string.h>

#include "factors/date.h"
#include "factors/kinds.h"
#include "factors/names.h"
#include "factors/row_store.h"
#include "factors/rules.h"
#include "factors/spread.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"

static const struct column columns[] = {
    [ACTIVITY] = {"activity", true},
    [REGION] = {"region", false},
    [YEAR] = {"year", false},
    [CRITERION] = {"criterion", true},
    [VARIANT] = {"variant", false},
    [VALUE] = {"value", true},
    [UNIT] = {"unit", true},
    [SPREAD] = {"spread", false},
    [METHOD] = {"method", false},
    [METHOD_GSD] = {"method_gsd", false},
    [BOUNDARY] = {"boundary", false},
    [ACCOUNTING] = {"accounting", false},
    [DELIVERY] = {"delivery", false},
    [GAS_SCOPE] = {"gas_scope", false},
    [GWP_SET] = {"gwp_set", false},
    [STATUS] = {"status", false},
    [PUBLISHED] = {"published", false},
    [SOURCE] = {"source", false},
    [LOCATOR] = {"locator", false},
    [NOTE] = {"note", false},
};

/* One file being read. */
struct reader {
	struct table table;
	const struct layer *layers;
	size_t count;
	enum rows_origin origin;
	const char *file;
};

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

/* The slug of a thing; counted in *found where it is not exactly one. */
static const char *thing_of(struct reader *reader, const char *text, const char *ids[2],
			    size_t *found)
{
	*found = name_find(reader->layers, reader->count, reader->table.arena, NAME_THING, text,
			   NULL, ids, 2);
	return *found == 1 ? ids[0] : NULL;
}

/* MODEL@ACCELERATOR: a model as it runs on an accelerator; both are things. */
static const char *pair_of(struct reader *reader, const char *text, const char *ids[2],
			   size_t *found)
{
	struct arena *arena = reader->table.arena;
	const char *at = strchr(text, '@'), *left, *right;

	left = thing_of(reader, arena_copy(arena, text, (size_t)(at - text)), ids, found);
	right = left ? thing_of(reader, at + 1, ids, found) : NULL;
	return right ? arena_printf(arena, "%s@%s", left, right) : NULL;
}

static bool read_activity(struct reader *reader, struct row *row)
{
	struct arena *arena = reader->table.arena;
	const char *ids[2], *text = row->cell[ACTIVITY], *slug;
	size_t found;

	if (!*text) {
		table_error(&reader->table, ACTIVITY, DIAG_FACTOR_VALUE, NULL,
			    "expected an activity, found nothing");
		return false;
	}
	slug = strchr(text, '@') ? pair_of(reader, text, ids, &found)
				 : thing_of(reader, text, ids, &found);
	if (slug) {
		row->cell[ACTIVITY] = slug;
		return true;
	}
	if (found == 0 && reader->origin == ROWS_USER)
		return true;
	table_error(
	    &reader->table, ACTIVITY, found ? DIAG_THING_AMBIGUOUS : DIAG_THING_UNKNOWN,
	    found ? arena_printf(arena, "write '%s' or '%s'", ids[0], ids[1])
		  : name_nearest(reader->layers, reader->count, arena, NAME_THING, text, NULL),
	    found ? "'%s' may be several things" : "unknown thing '%s'", text);
	return false;
}

/* pue and wue are properties of operators, of single sites and of kinds of building as well. */
static bool is_site(const char *activity, const char *text)
{
	if (strcmp(activity, "pue") != 0 && strcmp(activity, "wue") != 0)
		return false;
	return text_starts(text, "kind:") || !strchr(text, ':');
}

static bool read_region(struct reader *reader, struct row *row)
{
	const char *ids[1], *text = row->cell[REGION];

	if (!*text)
		return true;
	if (name_find(reader->layers, reader->count, reader->table.arena, NAME_REGION, text,
		      NULL, ids, 1)) {
		row->cell[REGION] = ids[0];
		return true;
	}
	if (is_site(row->cell[ACTIVITY], text))
		return true;
	table_error(&reader->table, REGION, DIAG_REGION_UNKNOWN,
		    name_nearest(reader->layers, reader->count, reader->table.arena,
				 NAME_REGION, text, NULL),
		    "unknown region '%s'", text);
	return false;
}

static bool read_year(struct reader *reader, struct row *row)
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

static const char variant_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-=,_";

static bool read_variant(struct reader *reader, const struct row *row)
{
	const char *text = row->cell[VARIANT];

	if (strspn(text, variant_letters) == strlen(text))
		return true;
	table_error(&reader->table, VARIANT, DIAG_FACTOR_VALUE, "write it like 'ccf-2024'",
		    "expected small letters, digits and '.-=,_', found '%s'", text);
	return false;
}

static bool read_unit(struct reader *reader, struct row *row)
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

static bool read_value(struct reader *reader, struct row *row)
{
	const char *text = row->cell[VALUE], *expected;
	double value;

	if (!*text || !text_number(text, strlen(text), &value)) {
		table_error(
		    &reader->table, VALUE, DIAG_FACTOR_VALUE,
		    "write a plain decimal such as 55.3",
		    *text ? "'%s' is not a number" : "expected a value, found nothing%s", text);
		return false;
	}
	if (value == 0 && *row->cell[SPREAD]) {
		table_error(&reader->table, SPREAD, DIAG_FACTOR_VALUE,
			    "leave the spread of a 0 empty",
			    "a value of 0 cannot have the spread '%s'", row->cell[SPREAD]);
		return false;
	}
	if (!spread_parse(row->cell[SPREAD], value, &row->dist, &expected)) {
		table_error(&reader->table, SPREAD, DIAG_FACTOR_VALUE, NULL,
			    "expected %s, found '%s'", expected, row->cell[SPREAD]);
		return false;
	}
	return true;
}

static bool read_method(struct reader *reader, struct row *row)
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

/* Market-based and marginal figures have criteria of their own: under gwp they would become the
 * headline without a word. */
static bool read_accounting(struct reader *reader, struct row *row)
{
	const char *accounting = row->cell[ACCOUNTING];
	bool apart = text_same(accounting, "market") || text_same(accounting, "marginal");

	if (!apart || !text_same(row->cell[CRITERION], "gwp"))
		return true;
	table_error(&reader->table, ACCOUNTING, DIAG_FACTOR_VALUE,
		    "give it the criterion gwp_market", "gwp is location-based, found '%s'",
		    accounting);
	return false;
}

static bool read_words(struct reader *reader, struct row *row)
{
	static const struct {
		enum column_index column;
		enum word_kind kind;
	} texts[] = {
	    {BOUNDARY, WORD_BOUNDARY},	 {ACCOUNTING, WORD_ACCOUNTING},
	    {GAS_SCOPE, WORD_GAS_SCOPE}, {GWP_SET, WORD_GWP_SET},
	    {STATUS, WORD_STATUS},	 {DELIVERY, WORD_DELIVERY},
	};
	bool ok = true;
	size_t i;

	if (!*row->cell[STATUS])
		row->cell[STATUS] = "unverified";
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (rules_word(texts[i].kind, row->cell[texts[i].column]))
			continue;
		table_error(&reader->table, texts[i].column, DIAG_FACTOR_VALUE,
			    rules_words(reader->table.arena, texts[i].kind), "unknown %s '%s'",
			    columns[texts[i].column].name, row->cell[texts[i].column]);
		ok = false;
	}
	return read_accounting(reader, row) && ok;
}

static bool read_source(struct reader *reader, struct row *row)
{
	static const char sql[] = "SELECT id"
				  " FROM source"
				  " WHERE id = ?1";
	size_t i;

	if (reader->origin == ROWS_USER) {
		if (!*row->cell[SOURCE])
			row->cell[SOURCE] = reader->file;
		return true;
	}
	for (i = 0; i < reader->count; i++)
		if (layer_text(&reader->layers[i], reader->table.arena, sql, 1,
			       &row->cell[SOURCE]))
			return true;
	table_error(&reader->table, SOURCE, DIAG_FACTOR_SOURCE, "add it to sources.csv",
		    "unknown source '%s'", row->cell[SOURCE]);
	return false;
}

/* Yearly statistics come out the year after; other rows with their source. A user's row was
 * always known unless it says otherwise. */
static bool read_published(struct reader *reader, struct row *row)
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
	if (*text || reader->origin == ROWS_USER)
		return true;
	text_number(row->cell[YEAR], strlen(row->cell[YEAR]), &year);
	if (year > 0)
		text = arena_printf(arena, "%.0f", year + 1);
	else
		text = layer_text(&reader->layers[0], arena, sql, 1, &row->cell[SOURCE]);
	row->cell[PUBLISHED] = text && date_is_sound(text) ? text : "";
	return true;
}

/* Judges value and unit by the rule of the row. */
static bool check_limits(struct reader *reader, const struct row *row)
{
	struct arena *arena = reader->table.arena;
	struct dist dist = dist_scale(row->dist, row->unit.scale);
	double central = dist_median(&dist), value = 0;
	struct rule rule;

	if (!rules_find(reader->layers, reader->count, arena, row->cell[ACTIVITY],
			row->cell[CRITERION], &rule)) {
		table_error(&reader->table, CRITERION, DIAG_FACTOR_VALUE, NULL,
			    "unknown criterion '%s'", row->cell[CRITERION]);
		return false;
	}
	if (!rules_fit(&rule, row->unit.dimensions)) {
		table_error(&reader->table, UNIT, DIAG_FACTOR_UNIT, NULL,
			    "'%s' is %s, expected %s", row->cell[UNIT],
			    dimensions_describe(arena, row->unit.dimensions),
			    dimensions_describe(arena, rule.unit.dimensions));
		return false;
	}
	text_number(row->cell[VALUE], strlen(row->cell[VALUE]), &value);
	value *= row->unit.scale / rule.unit.scale;
	central /= rule.unit.scale;
	if (fmin(value, central) >= rule.low && fmax(value, central) <= rule.high)
		return true;
	table_error(
	    &reader->table, VALUE, DIAG_FACTOR_LIMIT, "check the unit and the decimal point",
	    "'%s %s' is outside the sane range %s .. %s %s", row->cell[VALUE], row->cell[UNIT],
	    text_double(arena, rule.low), text_double(arena, rule.high), rule.unit.text);
	return false;
}

static bool read_row(struct reader *reader, struct row *row)
{
	bool ok = true, number;
	size_t i;

	for (i = 0; i < COLUMN_COUNT; i++)
		row->cell[i] = table_cell(&reader->table, i);
	ok &= read_activity(reader, row);
	ok &= read_region(reader, row);
	ok &= read_year(reader, row);
	ok &= read_variant(reader, row);
	ok &= read_method(reader, row);
	ok &= read_words(reader, row);
	ok &= read_source(reader, row);
	ok &= read_published(reader, row);
	number = read_value(reader, row);
	number &= read_unit(reader, row);
	/* Limits are judged only where both could be read. */
	ok &= number && check_limits(reader, row);
	return ok;
}

static const char *or_dash(const char *text, const char *none)
{
	return strcmp(text, none) == 0 ? "-" : text;
}

static void report_duplicate(struct reader *reader, const struct row *row)
{
	static const char sql[] = "SELECT file || ':' || line"
				  " FROM factor"
				  " WHERE id = ?1";
	const struct layer *layer = &reader->layers[reader->count - 1];
	const char *first = layer_text(layer, reader->table.arena, sql, 1, &row->id);

	table_error(&reader->table, ACTIVITY, DIAG_FACTOR_DUPLICATE, NULL,
		    "'%s' is already in %s", row->id, first ? first : "the layer");
}

/* The text in the highest layer that has one. */
static const char *kind_in(const struct reader *reader, const char *sql, const char *id)
{
	const char *kind = NULL;
	size_t i;

	for (i = reader->count; i > 0 && !kind; i--)
		kind = layer_text(&reader->layers[i - 1], reader->table.arena, sql, 1, &id);
	return kind ? kind : "";
}

static const char *row_kind(const struct reader *reader, const struct row *row)
{
	return kind_of(&(struct row_traits){
	    .activity = row->cell[ACTIVITY],
	    .region = row->cell[REGION],
	    .criterion = row->cell[CRITERION],
	    .variant = row->cell[VARIANT],
	    .thing_kind =
		kind_in(reader, "SELECT kind FROM thing WHERE id = ?1", row->cell[ACTIVITY]),
	    .region_kind =
		kind_in(reader, "SELECT kind FROM region WHERE id = ?1", row->cell[REGION]),
	});
}

static void insert(struct reader *reader, struct row *row)
{
	row->kind = row_kind(reader, row);
	row->id = arena_printf(reader->table.arena, "%s/%s/%s/%s%s%s", row->cell[ACTIVITY],
			       or_dash(row->cell[REGION], ""), or_dash(row->cell[YEAR], "0"),
			       row->cell[CRITERION], *row->cell[VARIANT] ? "/" : "",
			       row->cell[VARIANT]);
	if (!row_store(&reader->layers[reader->count - 1], row, reader->file,
		       reader->table.row.line))
		report_duplicate(reader, row);
}

bool rows_load(const struct layer *layers, size_t count, enum rows_origin origin,
	       struct arena *arena, const struct table_text *text, const char *file,
	       struct diags *diags)
{
	struct reader reader = {
	    .layers = layers, .count = count, .origin = origin, .file = file};
	bool opened = table_open_text(&reader.table, arena, text, columns, COLUMN_COUNT, diags);

	while (opened && table_next(&reader.table)) {
		struct row row = {.method_gsd = 1};

		if (read_row(&reader, &row))
			insert(&reader, &row);
	}
	table_close(&reader.table);
	return opened && !reader.table.failed;
}
