/* Lines: rows of the report, and the impacts that are stated for them. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* Parts are items of the report, so their ids are as unique as those of items. */
static void hold_unique(struct build *build, const struct line *line)
{
	const struct item *owner = build_id_owner(build, line->item, line->id);

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

struct line *line_new(struct build *build, const struct item *item)
{
	struct line *line = arena_alloc(build->arena, sizeof *line);

	*line = (struct line){
	    .item = item, .id = item->id, .name = item->name, .basis = BASIS_MODELLED};
	line->impacts =
	    arena_alloc(build->arena, build->criterion_count * sizeof *line->impacts);
	for (size_t i = 0; i < build->criterion_count; i++)
		line->impacts[i] = (struct impact){.status = IMPACT_NONE, .cell = CELL_BAD};
	return line;
}

struct line *build_line(struct build *build, const struct item *item, const char *suffix)
{
	struct line *line = line_new(build, item);
	struct item_lines *own = &build->items[item - build->scenario->items];

	if (suffix) {
		line->id = arena_printf(build->arena, "%s/%s", item->id, suffix);
		line->name = arena_printf(build->arena, "%s, %s", item->name, suffix);
		hold_unique(build, line);
	}
	line->metered_at = item_metered_at(item);
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

/* The last guard before cells of one criterion are added up. */
static cell of_criterion(struct build *build, const struct line *line, size_t criterion,
			 cell impact)
{
	const struct criterion *expected = &build->criteria[criterion];
	struct dimensions dimensions;

	if (cell_is_bad(impact))
		return impact;
	dimensions = sheet_dimensions(build->sheet, impact);
	if (dimensions_equal(dimensions, expected->unit.dimensions))
		return impact;
	diag_add(build->diags, DIAG_UNIT_MISMATCH, line->item->place, line->item->path,
		 "look at the units of the rows that --factors brings",
		 "%s of '%s' comes out as %s, expected %s", expected->id, line->id,
		 dimensions_describe(build->arena, dimensions), expected->unit.text);
	return CELL_BAD;
}

void line_impact(struct build *build, struct line *line, size_t criterion, cell impact)
{
	struct impact *own = &line->impacts[criterion];

	if (own->status == IMPACT_MISSING)
		return;
	impact = of_criterion(build, line, criterion, impact);
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
