/* What a reader of a ranking must know first: rows that count different things or do different
 * work. And keys that are varied without effect. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

/* Rows named of each side of a difference. */
enum { NAMED_MOST = 2 };

static void caution(struct comparing *comparing, struct diags *diags, enum diag_code code,
		    const char *hint, const char *text)
{
	struct comparison *result = comparing->result;

	diag_add(diags, code, (struct place){.file = "lca compare"}, NULL, hint, "%s", text);
	result->cautions = arena_grow(comparing->arena, result->cautions, result->caution_count,
				      sizeof *result->cautions);
	result->cautions[result->caution_count++] = text;
}

static const struct build *build_of(const struct comparing *comparing, size_t row)
{
	return comparing->ranked[row]->freeze->build;
}

/* Something that rows do or do not count. */
struct counted {
	const char *what; /* "host power (training)", "the stage idle" */
	enum stage_id stage;
	bool *left_out; /* [ranked row] */
};

struct boundary {
	struct comparing *comparing;
	struct text_set known;
	struct counted *list;
	size_t count;
};

static void leave_out(struct boundary *boundary, size_t row, enum stage_id stage,
		      const char *what)
{
	struct arena *arena = boundary->comparing->arena;
	size_t number = text_set_add(arena, &boundary->known, what, strlen(what));

	if (number == boundary->count) {
		boundary->list =
		    arena_grow(arena, boundary->list, boundary->count, sizeof *boundary->list);
		boundary->list[boundary->count++] = (struct counted){
		    what, stage,
		    arena_alloc(arena, (boundary->comparing->result->ranked + 1) *
					   sizeof *boundary->list->left_out)};
	}
	boundary->list[number].left_out[row] = true;
}

static bool covers(const struct comparing *comparing, size_t row, enum stage_id stage)
{
	return build_of(comparing, row)->scenario->stage_given[stage];
}

/* "host power (typically 24 %; state host_factor)": what it is alone. */
static const char *without_advice(struct arena *arena, const char *text)
{
	const char *bracket = strstr(text, " (");

	return bracket ? arena_copy(arena, text, (size_t)(bracket - text)) : text;
}

static void gather(struct boundary *boundary, size_t row)
{
	struct comparing *comparing = boundary->comparing;
	const struct build *build = build_of(comparing, row);

	for (size_t s = 0; s < STAGE_COUNT; s++)
		if (!covers(comparing, row, (enum stage_id)s))
			leave_out(boundary, row, (enum stage_id)s,
				  arena_printf(comparing->arena, "the stage %s",
					       stage_name((enum stage_id)s)));
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		for (size_t n = 0; n < line->not_counted_count; n++)
			leave_out(
			    boundary, row, line->item->stage,
			    arena_printf(comparing->arena, "%s (%s)",
					 without_advice(comparing->arena, line->not_counted[n]),
					 stage_name(line->item->stage)));
	}
}

/* Whether the row counts it; what is part of a stage is no matter where that is not covered. */
enum counts { COUNTS, COUNTS_NOT, NO_MATTER };

static enum counts counts(const struct comparing *comparing, const struct counted *counted,
			  size_t row)
{
	if (counted->left_out[row])
		return COUNTS_NOT;
	return covers(comparing, row, counted->stage) ? COUNTS : NO_MATTER;
}

/* Rows of one side of a difference. */
struct named {
	const char *list; /* "a.yaml, b.yaml and 3 more rows" */
	size_t count;
};

static void name_row(const struct comparing *comparing, struct named *named, size_t row)
{
	if (named->count++ < NAMED_MOST)
		named->list = arena_printf(comparing->arena, "%s%s%s", named->list,
					   *named->list ? comparing_separator(comparing) : "",
					   comparing->ranked[row]->row.label);
}

static const char *list_of(const struct comparing *comparing, const struct named *named)
{
	size_t more = named->count > NAMED_MOST ? named->count - NAMED_MOST : 0;

	return more ? arena_printf(comparing->arena, "%s and %zu more %s", named->list, more,
				   more == 1 ? "row" : "rows")
		    : named->list;
}

static const char *names(const struct comparing *comparing, const struct counted *counted,
			 enum counts wanted, size_t *count)
{
	struct named named = {.list = ""};

	for (size_t i = 0; i < comparing->result->ranked; i++)
		if (counts(comparing, counted, i) == wanted)
			name_row(comparing, &named, i);
	*count = named.count;
	return list_of(comparing, &named);
}

/* "15.0 % of it", "4.8 to 15.0 % of it": what the grid loses in the rows that count it. */
static const char *share_lost(const struct comparing *comparing)
{
	double least = 1, most = 0;

	for (size_t i = 0; i < comparing->result->ranked; i++) {
		const struct compared_place *place = &comparing->ranked[i]->row.place;

		if (!place->losses_known)
			continue;
		least = place->losses < least ? place->losses : least;
		most = place->losses > most ? place->losses : most;
	}
	if (100 * (most - least) < 0.05)
		return arena_printf(comparing->arena, "%.1f %% of it", 100 * most);
	return arena_printf(comparing->arena, "%.1f to %.1f %% of it", 100 * least, 100 * most);
}

/* Where one row is of the electricity generated for it, another of what it draws alone. A
 * factor per kWh delivered holds the losses. */
static void caution_losses(struct comparing *comparing, struct diags *diags)
{
	const struct comparison *result = comparing->result;
	struct named without = {.list = ""}, with = {.list = ""};

	if (!text_starts(result->criteria[result->by]->id, "gwp"))
		return;
	for (size_t i = 0; i < result->ranked; i++) {
		const struct compared_place *place = &comparing->ranked[i]->row.place;

		if (place->losses_known)
			name_row(comparing, &with, i);
		else if (place->intensity_known && !place->losses_held)
			name_row(comparing, &without, i);
	}
	if (without.count && with.count)
		caution(comparing, diags, DIAG_COMPARE_BOUNDARY,
			"state the losses that a stated intensity leaves out, or losses: 0 "
			"where none are to count",
			arena_printf(comparing->arena,
				     "%s %s no grid losses; %s %s (%s): they are not the same "
				     "boundary",
				     list_of(comparing, &without),
				     without.count == 1 ? "counts" : "count",
				     list_of(comparing, &with), with.count == 1 ? "does" : "do",
				     share_lost(comparing)));
}

static void caution_boundary(struct comparing *comparing, struct diags *diags)
{
	struct boundary boundary = {.comparing = comparing};

	for (size_t i = 0; i < comparing->result->ranked; i++)
		gather(&boundary, i);
	for (size_t i = 0; i < boundary.count; i++) {
		const struct counted *counted = &boundary.list[i];
		size_t without, with;
		const char *those = names(comparing, counted, COUNTS_NOT, &without);
		const char *others = names(comparing, counted, COUNTS, &with);

		if (without && with)
			caution(comparing, diags, DIAG_COMPARE_BOUNDARY,
				"count it in all rows, or in none",
				arena_printf(comparing->arena,
					     "%s %s not count %s, %s %s: they are not the same "
					     "boundary",
					     those, without == 1 ? "does" : "do", counted->what,
					     others, with == 1 ? "does" : "do"));
	}
}

/* Hours that an item states, of the wall or of all accelerators; NULL: its work, or a meter's
 * energy. */
static const struct value *hours_of(const struct item *item)
{
	const struct value *product = item_own(item, KEY_ACCELERATOR_HOURS);

	if (item->way != WAY_ACCELERATORS)
		return NULL;
	return product ? product : item_own(item, KEY_HOURS);
}

static const char *slug_of(const struct build *build, const struct item *item)
{
	const struct value *value = item_value(item, KEY_ACCELERATOR);
	const struct thing_entry *thing;

	if (!value || value->failed || !value->text ||
	    catalog_thing(build->factors, value->text, &thing, 1) != 1)
		return NULL;
	return thing->slug;
}

/* The same hours of the item on another accelerator than in the row. */
static bool differs(const struct comparing *comparing, const struct item *item,
		    const char *slug, size_t row)
{
	const struct build *build = build_of(comparing, row);
	const struct item *other = scenario_item(build->scenario, item->id);
	const struct value *hours = hours_of(item), *same = other ? hours_of(other) : NULL;
	const char *another = same ? slug_of(build, other) : NULL;

	return another && !text_same(another, slug) && !hours->failed && !same->failed &&
	       text_same(hours->entry->key, same->entry->key) &&
	       dist_central(&hours->quantity.dist) == dist_central(&same->quantity.dist);
}

static void caution_hours(struct comparing *comparing, struct diags *diags)
{
	const struct build *build = build_of(comparing, 0);

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *item = &build->scenario->items[i];
		const char *slug = hours_of(item) ? slug_of(build, item) : NULL;
		bool found = false;

		for (size_t r = 1; slug && r < comparing->result->ranked && !found; r++)
			found = differs(comparing, item, slug, r);
		if (found)
			caution(comparing, diags, DIAG_COMPARE_WORK,
				"state parameters and tokens in place of the hours, or the "
				"hours that each one needs",
				arena_printf(comparing->arena,
					     "%s states the same hours on different "
					     "accelerators: equal hours are not equal work",
					     item->id));
	}
}

static bool same_totals(const struct comparing *comparing, const struct compared_row *a,
			const struct compared_row *b)
{
	for (size_t c = 0; c < comparing->result->criterion_count; c++) {
		const struct impact *one = &a->totals[c], *other = &b->totals[c];
		const struct statistics *s = &one->statistics, *t = &other->statistics;

		if (one->status != other->status || one->missing != other->missing)
			return false;
		if (one->status == IMPACT_COUNTED &&
		    (s->central != t->central || s->low != t->low || s->high != t->high))
			return false;
	}
	return true;
}

/* All that the row was varied by, but for one key. */
static const char *but_for(struct arena *arena, const struct compared_row *row, size_t key)
{
	const char *text = row->file ? row->file : "";

	for (size_t i = 0; i < row->value_count; i++)
		if (i != key)
			text = arena_printf(arena, "%s\n%s", text, row->values[i].text);
	return text;
}

/* Whether rows that differ in this key alone are equal, and there are any. */
static bool moves_nothing(const struct comparing *comparing, size_t key)
{
	struct arena *arena = comparing->arena;
	const struct compared_row **first =
	    arena_alloc(arena, (comparing->count + 1) * sizeof *first);
	struct text_set groups = {0};
	bool several = false;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct compared_row *row = &comparing->contenders[i].row;
		const char *group;
		size_t number, known = groups.count;

		if (!comparing->contenders[i].freeze || row->value_count <= key)
			continue;
		group = but_for(arena, row, key);
		number = text_set_add(arena, &groups, group, strlen(group));
		if (number == known) {
			first[number] = row;
			continue;
		}
		several = true;
		if (!same_totals(comparing, first[number], row))
			return false;
	}
	return several;
}

static void warn_idle_keys(const struct comparing *comparing, struct diags *diags)
{
	const struct compared_row *row = NULL;

	for (size_t i = 0; i < comparing->count && !row; i++)
		if (comparing->contenders[i].row.value_count)
			row = &comparing->contenders[i].row;
	for (size_t k = 0; row && k < row->value_count; k++)
		if (moves_nothing(comparing, k))
			diag_add(
			    diags, DIAG_NO_EFFECT,
			    (struct place){.file = arena_printf(comparing->arena, "--vary %s",
								row->values[k].key)},
			    NULL,
			    "another key may be used in its place, or the figure concerns "
			    "other criteria; lca explain shows what an item uses",
			    "'%s' moves no total: rows that differ in it alone are equal",
			    row->values[k].key);
}

void comparing_caution(struct comparing *comparing, struct diags *diags)
{
	if (comparing->result->ranked > 1) {
		caution_boundary(comparing, diags);
		caution_losses(comparing, diags);
		caution_hours(comparing, diags);
	}
	warn_idle_keys(comparing, diags);
}
