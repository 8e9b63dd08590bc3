/* Turns a row of a layer into a factor. */

#include <sqlite3.h>
#include <string.h>

#include "factors/date.h"
#include "factors/factors_private.h"
#include "factors/spread.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum column_index {
	ID,
	ACTIVITY,
	REGION,
	YEAR,
	CRITERION,
	VARIANT,
	KIND,
	VALUE,
	UNIT,
	SPREAD,
	SHAPE,
	A,
	B,
	C,
	METHOD,
	METHOD_GSD,
	BOUNDARY,
	ACCOUNTING,
	DELIVERY,
	GAS_SCOPE,
	GWP_SET,
	STATUS,
	PUBLISHED,
	SOURCE,
	LOCATOR,
	NOTE,
	FILE_NAME,
	LINE
};

static const char select_row[] =
    "SELECT id, activity, region, year, criterion, variant, kind, value, unit, "
    "spread, shape, base_a, base_b, base_c, method, method_gsd,"
    " boundary, accounting, delivery, gas_scope, gwp_set, status, "
    "published, source, locator, note, file, line"
    " FROM factor"
    " WHERE number = ?1";

/* Defaults are what the program assumes where nothing is known. */
static enum origin_kind origin_of(const struct factor *factor)
{
	bool assumed =
	    strcmp(factor->activity, "default") == 0 ||
	    (strcmp(factor->activity, "pue") == 0 && text_starts(factor->region, "kind:"));

	return assumed ? ORIGIN_DEFAULT : ORIGIN_FACTOR;
}

/* "Authors (year): title. https://... (table 2)", or the id alone where the source is the
 * user's own text. */
static const char *cite(struct factors *factors, const struct source *source, const char *id,
			const char *locator)
{
	struct arena *arena = factors->arena;
	const char *text = id;

	if (source)
		text = arena_printf(arena, "%s%s%s%s: %s%s%s", source->authors,
				    *source->year ? " (" : "", source->year,
				    *source->year ? ")" : "", source->title,
				    *source->url ? ". " : "", source->url);
	if (source && !*source->authors)
		text = arena_printf(arena, "%s%s%s", source->title, *source->url ? ". " : "",
				    source->url);
	return *locator ? arena_printf(arena, "%s (%s)", text, locator) : text;
}

/* The part of a row's error that it shares with every row of its method: one draw for all of
 * them. */
static const struct quantity *method_of(struct factors *factors, const struct factor *factor,
					const char *method, double gsd)
{
	struct arena *arena = factors->arena;
	struct quantity *quantity;

	if (!*method || !(gsd > 1))
		return NULL;
	quantity = arena_alloc(arena, sizeof *quantity);
	*quantity = (struct quantity){
	    .dist = dist_lognormal(1, gsd),
	    .unit = unit_of(""),
	    .origin = {.kind = ORIGIN_FACTOR,
		       .place = factor->quantity.origin.place,
		       .key = arena_printf(arena, "%s method", factor->quantity.origin.key),
		       .draw = arena_printf(arena, "method/%s", method),
		       .source = factor->source,
		       .note = "the error that all figures of this method share",
		       .factor = factor},
	};
	return quantity;
}

static bool read_quantity(struct arena *arena, sqlite3_stmt *statement,
			  struct quantity *quantity)
{
	const char *unit = layer_column(arena, statement, UNIT);
	int shape = sqlite3_column_int(statement, SHAPE);
	struct unit_error error;

	if (shape < DIST_EXACT || shape > DIST_PERT ||
	    !unit_parse(arena, unit, strlen(unit), &quantity->unit, &error))
		return false;
	quantity->dist = (struct dist){.kind = (enum dist_kind)shape,
				       .a = sqlite3_column_double(statement, A),
				       .b = sqlite3_column_double(statement, B),
				       .c = sqlite3_column_double(statement, C)};
	return spread_sound(&quantity->dist);
}

static struct factor *read_row(struct factors *factors, sqlite3_stmt *statement,
			       const char *layer)
{
	struct arena *arena = factors->arena;
	struct factor *factor = arena_alloc(arena, sizeof *factor);
	const struct source *source;

	*factor = (struct factor){
	    .id = layer_column(arena, statement, ID),
	    .activity = layer_column(arena, statement, ACTIVITY),
	    .region = layer_column(arena, statement, REGION),
	    .criterion = layer_column(arena, statement, CRITERION),
	    .variant = layer_column(arena, statement, VARIANT),
	    .kind = layer_column(arena, statement, KIND),
	    .year = sqlite3_column_int(statement, YEAR),
	    .value_text = layer_column(arena, statement, VALUE),
	    .spread_text = layer_column(arena, statement, SPREAD),
	    .boundary = layer_column(arena, statement, BOUNDARY),
	    .accounting = layer_column(arena, statement, ACCOUNTING),
	    .delivery = layer_column(arena, statement, DELIVERY),
	    .gas_scope = layer_column(arena, statement, GAS_SCOPE),
	    .gwp_set = layer_column(arena, statement, GWP_SET),
	    .status = layer_column(arena, statement, STATUS),
	    .published = layer_column(arena, statement, PUBLISHED),
	    .source = layer_column(arena, statement, SOURCE),
	    .note = layer_column(arena, statement, NOTE),
	    .layer = layer,
	};
	if (!read_quantity(arena, statement, &factor->quantity))
		return NULL;
	text_number(factor->value_text, strlen(factor->value_text), &factor->value);
	source = factors_source(factors, factor->source);
	factor->licence = source ? source->licence : "";
	factor->locator = layer_column(arena, statement, LOCATOR);
	factor->citation = cite(factors, source, factor->source, factor->locator);
	factor->quantity.origin =
	    (struct origin){.kind = origin_of(factor),
			    .place = {layer_column(arena, statement, FILE_NAME),
				      (uint32_t)sqlite3_column_int64(statement, LINE), 1},
			    .key = factor->id,
			    .source = factor->source,
			    .note = *factor->note ? factor->note : NULL,
			    .factor = factor};
	factor->method = method_of(factors, factor, layer_column(arena, statement, METHOD),
				   sqlite3_column_double(statement, METHOD_GSD));
	return factor;
}

bool factor_known(const struct factors *factors, const char *published)
{
	return !factors->as_of || !published || date_is_by(published, factors->as_of);
}

double factor_default(struct factors *factors, const char *region, const char *criterion,
		      double otherwise)
{
	const struct factor *factor = factors_by_id(
	    factors, arena_printf(factors->arena, "default/%s/-/%s", region, criterion));

	return factor ? dist_central(&factor->quantity.dist) : otherwise;
}

const struct factor *factor_row(struct factors *factors, size_t layer, int64_t number)
{
	const char *key =
	    arena_printf(factors->arena, "row\n%zu\n%lld", layer, (long long)number);
	const struct factor *factor = NULL;
	const void *known;
	sqlite3_stmt *statement;

	if (memo_get(factors, key, &known))
		return known;
	statement = layer_kept(&factors->layers[layer], select_row, 0, NULL);
	if (statement && sqlite3_bind_int64(statement, 1, number) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		factor = read_row(factors, statement, factors->layers[layer].name);
	layer_release(statement);
	memo_put(factors, key, factor);
	return factor;
}

static double central(const struct quantity *quantity, double otherwise)
{
	return quantity ? dist_central(&quantity->dist) : otherwise;
}

double factors_central(const struct factor *factor)
{
	double value = central(&factor->quantity, 0) * central(factor->method, 1);

	if (!factor->bridge)
		return value;
	return value * central(factor->bridge->factor, 1) + central(factor->bridge->addend, 0);
}
