/* What an amount of CO2e is like: the table of equivalences. */

#include <sqlite3.h>
#include <string.h>

#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum column_index {
	ID,
	NAME,
	VALUE,
	UNIT,
	VINTAGE,
	REGION,
	STATUS,
	PREFERRED,
	PUBLISHED,
	SOURCE,
	LOCATOR,
	NOTE,
	FILE_NAME,
	LINE
};

static const char select_rows[] =
    "SELECT id, name, value, unit, vintage, region, status, preferred, published, source, "
    "locator, note, file, line"
    " FROM equivalence"
    " ORDER BY id, published DESC, vintage DESC, source";

struct list {
	struct equivalence *rows;
	size_t count;
};

/* True where nothing was known of it on that day: "2024-05" is after "2023", not after "2024".
 */
static bool is_after(const char *published, const char *day)
{
	size_t length = strlen(published);

	if (!day)
		return false;
	return strncmp(published, day, length < strlen(day) ? length : strlen(day)) > 0;
}

static const char *text(struct factors *factors, sqlite3_stmt *statement, int column)
{
	return layer_column(factors->arena, statement, column);
}

/* False where the row is broken, as it may be in a user's database. */
static bool read_row(struct factors *factors, sqlite3_stmt *statement, struct equivalence *row)
{
	const char *unit = text(factors, statement, UNIT), *slash = strchr(unit, '/');
	double value = sqlite3_column_double(statement, VALUE);
	struct unit_error error;

	*row = (struct equivalence){
	    .id = text(factors, statement, ID),
	    .name = text(factors, statement, NAME),
	    .counted = slash ? slash + 1 : "",
	    .vintage = text(factors, statement, VINTAGE),
	    .region = text(factors, statement, REGION),
	    .status = text(factors, statement, STATUS),
	    .preferred = *text(factors, statement, PREFERRED) != '\0',
	    .published = text(factors, statement, PUBLISHED),
	    .source = text(factors, statement, SOURCE),
	    .locator = text(factors, statement, LOCATOR),
	    .note = text(factors, statement, NOTE),
	};
	if (!slash || !(value > 0) ||
	    !unit_parse(factors->arena, unit, (size_t)(slash - unit), &row->one.unit, &error) ||
	    !dimensions_equal(row->one.unit.dimensions, unit_of("kgCO2e").dimensions))
		return false;
	row->one.dist = dist_exact(unit_to_base(&row->one.unit, value));
	row->one.origin = (struct origin){
	    .kind = ORIGIN_FACTOR,
	    .place = {text(factors, statement, FILE_NAME),
		      (uint32_t)sqlite3_column_int64(statement, LINE), 1},
	    .key = arena_printf(factors->arena, "equivalence/%s/%s", row->id, row->vintage),
	    .source = row->source};
	return true;
}

static struct list read_layer(struct factors *factors, size_t layer)
{
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], select_rows, 0, NULL);
	struct list list = {0};
	struct equivalence row;
	const char *unseen = ""; /* whose preferred figure was not known yet */

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		if (!read_row(factors, statement, &row))
			continue;
		if (is_after(row.published, factors->as_of)) {
			if (row.preferred)
				unseen = row.id;
			continue;
		}
		/* The newest of those that were known takes its place. */
		if (text_same(row.id, unseen)) {
			row.preferred = true;
			unseen = "";
		}
		list.rows =
		    arena_grow(factors->arena, list.rows, list.count, sizeof *list.rows);
		list.rows[list.count++] = row;
	}
	sqlite3_finalize(statement);
	return list;
}

const struct equivalence *factors_equivalences(struct factors *factors, size_t *count)
{
	struct list list = {0};
	size_t layer;

	for (layer = factors->layer_count; layer > 0 && list.count == 0; layer--)
		list = read_layer(factors, layer - 1);
	*count = list.count;
	return list.rows;
}
