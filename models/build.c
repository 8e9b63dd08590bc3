/* The build: values as cells, lines, the order in which items are built. */

#include "models/build.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"

static stage_function *const stage_functions[] = {
#define STAGE(id, name, phase, title) stage_##name,
#include "models/stages.def"
#undef STAGE
};

void build_note(struct build *build, const char *text)
{
	text_set_add(build->arena, &build->notes, text, strlen(text));
}

cell build_value(struct build *build, const struct value *value)
{
	if (value->failed)
		return CELL_BAD;
	return sheet_input(build->sheet, &value->quantity);
}

bool value_is_zero(const struct value *value)
{
	return value && !value->failed && value->quantity.dist.kind == DIST_EXACT &&
	       value->quantity.dist.a == 0;
}

static struct maybe as_cell(struct build *build, const struct value *value)
{
	if (!value)
		return (struct maybe){.known = false, .cell = CELL_BAD};
	sheet_at(build->sheet, place_of(value), value->path);
	return (struct maybe){.known = true, .cell = build_value(build, value)};
}

struct maybe build_get(struct build *build, const struct item *item, enum key key)
{
	return as_cell(build, item_value(item, key));
}

struct maybe build_own(struct build *build, const struct item *item, enum key key)
{
	return as_cell(build, item_own(item, key));
}

cell build_row_input(struct build *build, const struct factor *factor,
		     const struct quantity *quantity)
{
	const struct quantity *const factors[] = {factor->off_place, factor->off_year,
						  factor->method};
	cell value = sheet_input(build->sheet, quantity);

	for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
		if (factors[i])
			value = sheet_multiply(build->sheet, value,
					       sheet_input(build->sheet, factors[i]));
	return value;
}

/* A row of a region has a key of its own and the draw of the property. */
static cell default_input(struct build *build, const struct factor *factor, const char *owner,
			  const char *property)
{
	const char *name = arena_printf(build->arena, "%s.%s", owner, property);
	struct quantity quantity = factor->quantity;

	if (!build_row_fits_key(build, factor, property))
		return CELL_BAD;

	quantity.origin.kind = ORIGIN_DEFAULT;
	quantity.origin.key = name;
	quantity.origin.draw = NULL;
	if (*factor->region) {
		quantity.origin.key = arena_printf(build->arena, "%s %s", name, factor->region);
		quantity.origin.draw = name;
	}
	return build_row_input(build, factor, &quantity);
}

cell build_default_row(struct build *build, const char *activity, const char *criterion,
		       const char *owner, const char *property, struct place place,
		       const char *path)
{
	const struct factor *factor =
	    factors_find(build->factors, activity, "", 0, criterion, place, path, build->diags);

	if (factor)
		return default_input(build, factor, owner, property);
	diag_add(build->diags, DIAG_DEFAULT_MISSING, place, path,
		 "state the value in the scenario", "the factor database has no %s '%s'",
		 activity, criterion);
	return CELL_BAD;
}

cell build_default(struct build *build, const char *name, const char *owner,
		   const char *property, struct place place, const char *path)
{
	return build_default_row(build, "default", name, owner, property, place, path);
}

cell build_default_of(struct build *build, const char *operator, const char * name,
		      const char *owner, const char *property, struct place place,
		      const char *path)
{
	const struct factor *factor = factors_find(build->factors, "default", operator, 0, name,
						   place, path, build->diags);

	if (factor)
		return default_input(build, factor, owner, property);
	return build_default(build, name, owner, property, place, path);
}

const struct item *build_id_owner(const struct build *build, const struct item *item,
				  const char *id)
{
	const struct scenario *scenario = build->scenario;

	for (size_t i = 0; i < scenario->item_count; i++) {
		if (&scenario->items[i] != item && text_same(scenario->items[i].id, id))
			return &scenario->items[i];
	}
	for (size_t i = 0; i < build->line_count; i++) {
		if (build->lines[i]->item != item && text_same(build->lines[i]->id, id))
			return build->lines[i]->item;
	}
	return NULL;
}

cell build_logged(struct build *build, const struct item *item, const struct import *log,
		  const char *what, const char *part, double value, const char *unit)
{
	const char *key = key_spec(log == item->requests ? KEY_REQUESTS_LOG : KEY_LOG)->name;
	const struct unit parsed = unit_of(unit);
	struct quantity quantity = {
	    .dist = dist_exact(value * parsed.scale),
	    .unit = parsed,
	    .origin = {.kind = ORIGIN_LOG, .place = {.file = log->file}, .source = log->format},
	};

	if (part &&
	    build_id_owner(build, item, arena_printf(build->arena, "%s/%s", item->id, part)))
		return CELL_BAD;
	quantity.origin.key =
	    part ? arena_printf(build->arena, "%s/%s.%s %s", item->id, part, key, what)
		 : arena_printf(build->arena, "%s.%s %s", item->id, key, what);
	return sheet_input(build->sheet, &quantity);
}

double build_number(struct build *build, const struct factor *row)
{
	build->numbers_read = arena_grow(build->arena, build->numbers_read, build->number_count,
					 sizeof *build->numbers_read);
	build->numbers_read[build->number_count++] = row;
	return dist_central(&row->quantity.dist);
}

cell build_derived(struct build *build, const struct item *item, const char *property,
		   struct dist dist, const struct factor *row, const char *note,
		   enum origin_kind kind)
{
	struct quantity quantity;

	if (!row)
		return CELL_BAD;
	quantity = row->quantity;
	quantity.dist = dist;
	quantity.unit = unit_of("");
	quantity.origin.kind = kind;
	quantity.origin.key = arena_printf(build->arena, "%s.%s", item->id, property);
	quantity.origin.draw = NULL;
	quantity.origin.note = note;
	return sheet_input(build->sheet, &quantity);
}

const char *build_known_by(const struct build *build)
{
	return build->as_of
		   ? arena_printf(build->arena, " that was published by %s", build->as_of)
		   : "";
}

const char *build_hint(const struct build *build, const char *hint)
{
	return build->as_of ? arena_printf(build->arena, "leave out --as-of, or %s", hint)
			    : hint;
}

/* Brings a factor to the basis asked for. */
static cell bridged(struct build *build, const struct factor *factor, cell value)
{
	const struct bridge *bridge = factor->bridge;

	build_note(build, arena_printf(build->arena, "%s: %s", factor->id, bridge->text));
	if (bridge->factor)
		value = sheet_multiply(build->sheet, value,
				       sheet_input(build->sheet, bridge->factor));
	if (bridge->addend)
		value =
		    sheet_add(build->sheet, value, sheet_input(build->sheet, bridge->addend));
	return sheet_name(build->sheet, value, "factor on the basis asked for");
}

cell build_factor(struct build *build, const struct factor *factor)
{
	cell value = build_row_input(build, factor, &factor->quantity);

	return factor->bridge ? bridged(build, factor, value) : value;
}

cell build_product(struct build *build, cell amount, const char *what,
		   const struct factor *factor, const char *unit, const struct value *at)
{
	cell product = sheet_multiply(build->sheet, amount, build_factor(build, factor));
	struct dimensions dimensions;

	if (cell_is_bad(product))
		return product;
	dimensions = sheet_dimensions(build->sheet, product);
	if (dimensions_equal(dimensions, unit_of(unit).dimensions))
		return product;
	diag_add(build->diags, DIAG_UNIT_MISMATCH, place_of(at), at->path,
		 arena_printf(build->arena, "the row is in %s", factor->quantity.unit.text),
		 "%s times '%s' is %s, expected %s", what, factor->id,
		 dimensions_describe(build->arena, dimensions), unit);
	return CELL_BAD;
}

bool build_criterion(const struct build *build, const char *id, size_t *index)
{
	for (*index = 0; *index < build->criterion_count; (*index)++) {
		if (text_same(build->criteria[*index].id, id))
			return true;
	}
	return false;
}

const struct item_lines *build_item(struct build *build, const struct item *item)
{
	struct item_lines *own = &build->items[item - build->scenario->items];

	if (own->state == BUILDING) {
		diag_add(build->diags, DIAG_CIRCLE, item->place, item->path,
			 "let one of them state its energy or hours",
			 "the item depends on itself through 'share_of' or 'from'");
		return own;
	}
	if (own->state == UNBUILT) {
		own->state = BUILDING;
		sheet_at(build->sheet, item->place, item->path);
		if (item->way != WAY_NONE)
			stage_functions[item->stage](build, item);
		own->state = BUILT;
	}
	return own;
}

/* Lines are built when they are first needed; the report wants them in the order of the
 * scenario. */
static void sort_lines(struct build *build)
{
	build->line_count = 0;
	for (size_t i = 0; i < build->scenario->item_count; i++) {
		for (size_t j = 0; j < build->items[i].count; j++)
			build->lines[build->line_count++] = build->items[i].lines[j];
	}
}

/* The losses of a line stand below it. */
static void place_losses(struct build *build)
{
	struct line **lines =
	    arena_alloc(build->arena, (2 * build->line_count + 1) * sizeof *lines);
	size_t count = 0;

	for (size_t i = 0; i < build->line_count; i++) {
		lines[count++] = build->lines[i];
		if (build->lines[i]->losses)
			lines[count++] = build->lines[i]->losses;
	}
	build->lines = lines;
	build->line_count = count;
}

bool build_is_asked(const struct build *build, size_t criterion)
{
	for (size_t i = 0; i < build->asked_count; i++) {
		if (text_same(build->asked[i], build->criteria[criterion].id))
			return true;
	}
	return !build->asked;
}

struct build *build_scenario(struct arena *arena, const struct scenario *scenario,
			     struct factors *factors, const struct assess_options *options,
			     struct diags *diags)
{
	struct build *build = arena_alloc(arena, sizeof *build);

	*build = (struct build){
	    .arena = arena, .diags = diags, .factors = factors, .scenario = scenario};
	if (options && options->criterion_count) {
		build->asked = options->criteria;
		build->asked_count = options->criterion_count;
	}
	build->basis = options ? options->basis : FACTORS_LIFECYCLE;
	build->marginal = options && options->marginal;
	build->only_checks = !options;
	build->as_of = options ? options->as_of : NULL;
	build->scheduled = options ? options->scheduled : NULL;
	build->sheet = sheet_new(arena, diags);
	build->aside = diags_new(arena);
	build->criteria = factors_criteria(factors, &build->criterion_count);
	build->items = arena_alloc(arena, (scenario->item_count + 1) * sizeof *build->items);
	for (size_t i = 0; i < scenario->item_count; i++)
		build_item(build, &scenario->items[i]);
	sort_lines(build);
	embodied_left_out(build);
	for (size_t i = 0; i < build->line_count; i++)
		inventory_characterise(build, build->lines[i]);
	place_losses(build);
	return build;
}
