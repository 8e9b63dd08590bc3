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

cell build_default_row(struct build *build, const char *activity, const char *criterion,
		       const char *owner, const char *property, struct place place,
		       const char *path)
{
	const struct factor *factor =
	    factors_find(build->factors, activity, "", 0, criterion, place, path, build->diags);
	struct quantity quantity;

	if (!factor) {
		diag_add(build->diags, DIAG_DEFAULT_MISSING, place, path,
			 "state the value in the scenario",
			 "the factor database has no %s '%s'", activity, criterion);
		return CELL_BAD;
	}
	quantity = factor->quantity;
	quantity.origin.kind = ORIGIN_DEFAULT;
	quantity.origin.key = arena_printf(build->arena, "%s.%s", owner, property);
	quantity.origin.draw = NULL;
	return sheet_input(build->sheet, &quantity);
}

cell build_default(struct build *build, const char *name, const char *owner,
		   const char *property, struct place place, const char *path)
{
	return build_default_row(build, "default", name, owner, property, place, path);
}

/* What another item calls by this id, itself or a part of it; NULL where the id is free. */
static const struct item *id_owner(const struct build *build, const struct item *item,
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

cell build_logged(struct build *build, const struct item *item, const char *what,
		  const char *part, double value, const char *unit)
{
	const struct unit parsed = unit_of(unit);
	struct quantity quantity = {
	    .dist = dist_exact(value * parsed.scale),
	    .unit = parsed,
	    .origin = {.kind = ORIGIN_LOG,
		       .place = {.file = item->log->file},
		       .source = item->log->format},
	};

	if (part && id_owner(build, item, arena_printf(build->arena, "%s/%s", item->id, part)))
		return CELL_BAD;
	quantity.origin.key =
	    part ? arena_printf(build->arena, "%s/%s.log %s", item->id, part, what)
		 : arena_printf(build->arena, "%s.log %s", item->id, what);
	return sheet_input(build->sheet, &quantity);
}

cell build_factor(struct build *build, const struct factor *factor)
{
	cell own = sheet_input(build->sheet, &factor->quantity);

	if (!factor->method)
		return own;
	return sheet_multiply(build->sheet, own, sheet_input(build->sheet, factor->method));
}

bool build_criterion(const struct build *build, const char *id, size_t *index)
{
	for (*index = 0; *index < build->criterion_count; (*index)++) {
		if (text_same(build->criteria[*index].id, id))
			return true;
	}
	return false;
}

/* Parts are items of the report, so their ids are as unique as those of items. */
static void hold_unique(struct build *build, const struct line *line)
{
	const struct item *owner = id_owner(build, line->item, line->id);

	if (owner)
		diag_add(build->diags, DIAG_NAME_TWICE, line->item->place, line->item->path,
			 "give one of the two items another name",
			 "a part of this item is named '%s', as is the item (or a part of it) "
			 "of line %u",
			 line->id, owner->place.line);
}

/* What one report holds: far above any study, far below what memory and time would feel. */
enum { MOST_LINES = 20000, MOST_FLOWS = 100000 };

bool build_holds_flow(struct build *build, const struct item *item)
{
	if (build->flow_count++ == MOST_FLOWS)
		diag_add(build->diags, DIAG_TOO_MANY, item->place, item->path,
			 "let 'share_of' name items, not whole stages",
			 "the shares of this scenario make more than %d flows", MOST_FLOWS);
	build->full = build->full || build->flow_count > MOST_FLOWS;
	return build->flow_count <= MOST_FLOWS;
}

static bool holds_line(struct build *build, const struct item *item)
{
	if (build->line_count < MOST_LINES)
		return true;
	if (!build->full)
		diag_add(build->diags, DIAG_TOO_MANY, item->place, item->path,
			 "take the items together, or split the study",
			 "the items and their parts make more than %d lines", MOST_LINES);
	build->full = true;
	return false;
}

struct line *build_line(struct build *build, const struct item *item, const char *suffix)
{
	struct line *line = arena_alloc(build->arena, sizeof *line);
	struct item_lines *own = &build->items[item - build->scenario->items];

	*line = (struct line){
	    .item = item, .id = item->id, .name = item->name, .basis = BASIS_MODELLED};
	if (suffix) {
		line->id = arena_printf(build->arena, "%s/%s", item->id, suffix);
		line->name = arena_printf(build->arena, "%s, %s", item->name, suffix);
		hold_unique(build, line);
	}
	line->metered_at = item_metered_at(item);
	line->impacts =
	    arena_alloc(build->arena, build->criterion_count * sizeof *line->impacts);
	for (size_t i = 0; i < build->criterion_count; i++)
		line->impacts[i] = (struct impact){.status = IMPACT_NONE, .cell = CELL_BAD};
	if (!holds_line(build, item))
		return line;
	own->lines = arena_grow(build->arena, own->lines, own->count, sizeof *own->lines);
	own->lines[own->count++] = line;
	build->lines =
	    arena_grow(build->arena, build->lines, build->line_count, sizeof *build->lines);
	build->lines[build->line_count++] = line;
	return line;
}

void line_not_counted(struct build *build, struct line *line, const char *what)
{
	line->not_counted = arena_grow(build->arena, line->not_counted, line->not_counted_count,
				       sizeof *line->not_counted);
	line->not_counted[line->not_counted_count++] = what;
}

cell line_allocated(struct build *build, const struct line *line, cell amount)
{
	struct maybe share = build_own(build, line->item, KEY_SHARE);
	struct maybe repeat = build_own(build, line->item, KEY_REPEAT);

	if (share.known)
		amount = sheet_multiply(build->sheet, amount, share.cell);
	if (repeat.known)
		amount = sheet_multiply(build->sheet, amount, repeat.cell);
	/* What a credit avoids is an impact below 0. */
	if (item_is_credit(line->item))
		amount = sheet_multiply(build->sheet, amount, sheet_constant(build->sheet, -1));
	return amount;
}

void line_impact(struct build *build, struct line *line, size_t criterion, cell impact)
{
	struct impact *own = &line->impacts[criterion];

	if (own->status == IMPACT_MISSING)
		return;
	own->cell =
	    own->status == IMPACT_COUNTED ? sheet_add(build->sheet, own->cell, impact) : impact;
	own->status = IMPACT_COUNTED;
}

void line_holes(struct build *build, struct line *line, const char *reason)
{
	for (size_t i = 0; i < build->criterion_count; i++) {
		if (line->impacts[i].status == IMPACT_NONE) {
			line->impacts[i].status = IMPACT_MISSING;
			line->impacts[i].reason = reason;
		}
	}
}

void line_holes_apart(struct build *build, struct line *line, const char *reason)
{
	size_t electricity, location, market;

	line_holes(build, line, reason);
	if (build_criterion(build, "electricity", &electricity) &&
	    line->impacts[electricity].status == IMPACT_MISSING)
		line->impacts[electricity] =
		    (struct impact){.status = IMPACT_NONE, .cell = CELL_BAD};
	if (build_criterion(build, "gwp", &location) &&
	    build_criterion(build, "gwp_market", &market) &&
	    line->impacts[location].status == IMPACT_COUNTED &&
	    line->impacts[market].status == IMPACT_MISSING)
		line->impacts[market] = line->impacts[location];
}

static void unknown_criterion(struct build *build, const struct entry *entry, const char *path)
{
	const char **names = arena_alloc(build->arena, build->criterion_count * sizeof *names);
	const char *hint;

	for (size_t i = 0; i < build->criterion_count; i++)
		names[i] = build->criteria[i].id;
	hint = diag_suggest(build->diags, entry->key, names, build->criterion_count);
	diag_add(build->diags, DIAG_KEY_UNKNOWN, entry->place, path,
		 hint ? hint : "the criteria are those of 'lca factors list', gwp first",
		 "'%s' is not a criterion", entry->key);
}

void line_impacts(struct build *build, struct line *line, const struct value *impacts,
		  cell factor)
{
	if (impacts->failed)
		return;
	for (size_t i = 0; i < impacts->node->count; i++) {
		const struct entry *entry = &impacts->node->entries[i];
		const char *path =
		    arena_printf(build->arena, "%s.%s", impacts->path, entry->key);
		struct quantity_rule rule = {.nonnegative = true};
		struct quantity quantity;
		size_t criterion;
		cell impact = CELL_BAD;

		if (!build_criterion(build, entry->key, &criterion)) {
			unknown_criterion(build, entry, path);
			continue;
		}
		rule.unit = build->criteria[criterion].unit.text;
		sheet_at(build->sheet, entry->value->place, path);
		if (reader_quantity(build->arena, build->diags, build->scenario->known,
				    entry->value, &rule, path, path, &quantity))
			impact = sheet_input(build->sheet, &quantity);
		line_impact(build, line, criterion,
			    sheet_multiply(build->sheet, impact, factor));
	}
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
	return build;
}
