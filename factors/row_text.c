/* Writes factor rows as lines of a table. */

#include "factors/row_text.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static const char *const names[COLUMN_COUNT] = {
    [ACTIVITY] = "activity",   [REGION] = "region",
    [YEAR] = "year",	       [CRITERION] = "criterion",
    [VARIANT] = "variant",     [VALUE] = "value",
    [UNIT] = "unit",	       [SPREAD] = "spread",
    [METHOD] = "method",       [METHOD_GSD] = "method_gsd",
    [BOUNDARY] = "boundary",   [ACCOUNTING] = "accounting",
    [DELIVERY] = "delivery",   [GAS_SCOPE] = "gas_scope",
    [GWP_SET] = "gwp_set",     [STATUS] = "status",
    [PUBLISHED] = "published", [SOURCE] = "source",
    [LOCATOR] = "locator",     [NOTE] = "note",
};

const char *row_column(enum column_index column)
{
	return names[column];
}

/* The decimal in a unit of this scale that reads back as base, or within a rounding of it: a
 * number typed in another unit of the same size was rounded another way. */
static const char *in_unit(struct arena *arena, double base, double scale)
{
	enum { FEWEST = 15, MOST = 17 };
	char *text = NULL;

	for (int digits = FEWEST; digits <= MOST; digits++) {
		double number;

		text = arena_printf(arena, "%.*g", digits, base / scale);
		number = strtod(text, NULL);
		text = text_double(arena, number);
		if (fabs(number * scale - base) <= DBL_EPSILON * fabs(base))
			break;
	}
	return text;
}

void row_quantity(struct arena *arena, const struct quantity *quantity, const char **cells)
{
	const struct dist *dist = &quantity->dist;
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;
	const char *a = in_unit(arena, dist->a, scale), *c = in_unit(arena, dist->c, scale);
	const char *b = dist->kind == DIST_LOGNORMAL ? text_double(arena, dist->b)
						     : in_unit(arena, dist->b, scale);

	cells[UNIT] = *quantity->unit.text ? quantity->unit.text : "1";
	cells[VALUE] = a;
	switch (dist->kind) {
	case DIST_EXACT:
		cells[SPREAD] = "";
		return;
	case DIST_NORMAL:
		cells[SPREAD] = arena_printf(arena, "normal %s %s", a, b);
		return;
	case DIST_LOGNORMAL:
		cells[VALUE] = in_unit(arena, dist->a + dist->c, scale);
		cells[SPREAD] = dist->c == 0
				    ? arena_printf(arena, "x/ %s", b)
				    : arena_printf(arena, "lognormal %s %s shift %s", a, b, c);
		return;
	case DIST_UNIFORM:
		cells[VALUE] = in_unit(arena, dist_median(dist), scale);
		cells[SPREAD] = arena_printf(arena, "uniform %s %s", a, c);
		return;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		cells[VALUE] = b;
		cells[SPREAD] =
		    arena_printf(arena, "%s %s %s %s",
				 dist->kind == DIST_PERT ? "pert" : "triangular", a, b, c);
		return;
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_STUDENT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	assert(false && "a factor row has none of these shapes");
}

/* The draw of a method is its name behind "method/". */
static void add_method(struct arena *arena, const struct factor *factor, const char **cells)
{
	const char *draw = factor->method ? factor->method->origin.draw : NULL;
	const char *slash = draw ? strchr(draw, '/') : NULL;

	cells[METHOD] = slash ? slash + 1 : "";
	cells[METHOD_GSD] = slash ? text_double(arena, factor->method->dist.b) : "";
}

void row_cells(struct arena *arena, const struct factor *factor, const char **cells)
{
	struct quantity whole = factor->quantity;

	whole.dist = factors_whole(factor);
	cells[ACTIVITY] = factor->activity;
	cells[REGION] = factor->region;
	cells[YEAR] = factor->year ? arena_printf(arena, "%d", factor->year) : "";
	cells[CRITERION] = factor->criterion;
	cells[VARIANT] = factor->variant;
	row_quantity(arena, &whole, cells);
	if (factor->spread_text) {
		cells[VALUE] = factor->value_text;
		cells[SPREAD] = factor->spread_text;
	}
	add_method(arena, factor, cells);
	cells[BOUNDARY] = factor->boundary;
	cells[ACCOUNTING] = factor->accounting;
	cells[DELIVERY] = factor->delivery;
	cells[GAS_SCOPE] = factor->gas_scope;
	cells[GWP_SET] = factor->gwp_set;
	cells[STATUS] = factor->status;
	cells[PUBLISHED] = factor->published;
	cells[SOURCE] = factor->source;
	cells[LOCATOR] = factor->locator;
	cells[NOTE] = factor->note;
}

static void add_cell(const char *text, struct buffer *out)
{
	bool quoted = strpbrk(text, ",\"\r\n") || *text == ' ' || text_ends(text, " ");

	if (!quoted) {
		buffer_text(out, text);
		return;
	}
	buffer_text(out, "\"");
	for (; *text; text++) {
		if (*text == '"')
			buffer_text(out, "\"");
		buffer_add(out, text, 1);
	}
	buffer_text(out, "\"");
}

void row_line(const char *const *cells, size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_text(out, ",");
		add_cell(cells[i], out);
	}
	buffer_text(out, "\n");
}

void row_header(struct buffer *out)
{
	row_line(names, COLUMN_COUNT, out);
}
