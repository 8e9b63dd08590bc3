/* What is known of a region, a thing or a part of the ids: vintages and sources side by side.
 */

#include "factors/profile.h"

#include "factors/estimate.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_factors.h"

/* Properties of a thing with this many rows share one table; longer ones and those of regions
 * stand alone. Beyond MOST_ROWS there is a line for each of the vintages. */
enum { FEW_ROWS = 3, MOST_ROWS = 600 };

/* The columns of a table that hold anything. */
enum part {
	MARK,
	OF,
	WHERE,
	YEAR,
	VALUE,
	UNIT,
	RANGE,
	BOUNDARY,
	ACCOUNTING,
	STATUS,
	SOURCE,
	PARTS
};

static const struct doc_column all_parts[PARTS] = {
    [MARK] = {.title = ""},
    [OF] = {.title = "of", .wraps = true},
    [WHERE] = {.title = "region"},
    [YEAR] = {.title = "year"},
    [VALUE] = {.title = "value", .align = ALIGN_RIGHT},
    [UNIT] = {.title = "unit"},
    [RANGE] = {.title = "95 % range", .align = ALIGN_RANGE},
    [BOUNDARY] = {.title = "boundary"},
    [ACCOUNTING] = {.title = "accounting"},
    [STATUS] = {.title = "status"},
    [SOURCE] = {.title = "source (variant)", .wraps = true},
};

struct table {
	struct doc *doc;
	const struct profile *profile;
	bool has[PARTS];
};

static const char *what_of(const struct table *table, const struct vintages *vintages)
{
	const struct thing_entry *thing = table->profile->thing;

	if (thing && text_same(thing->slug, vintages->activity))
		return vintages->criterion;
	return arena_printf(table->doc->arena, "%s %s", vintages->activity,
			    vintages->criterion);
}

/* Rows of one dimension are shown in the unit of the row in use, or of the first. */
static const struct unit *unit_for(const struct vintages *vintages, const struct factor *row)
{
	const struct factor *leader = vintages->used ? vintages->used : vintages->rows[0];

	return vintages->comparable ? &leader->quantity.unit : &row->quantity.unit;
}

static void find_parts(struct table *table, const struct vintages *vintages)
{
	for (size_t i = 0; i < vintages->count; i++) {
		const struct factor *row = vintages->rows[i];

		table->has[MARK] |= vintages->used != NULL;
		table->has[WHERE] |= *row->region && !table->profile->region;
		table->has[YEAR] |= row->year != 0;
		table->has[BOUNDARY] |= *row->boundary != '\0';
		table->has[ACCOUNTING] |= *row->accounting != '\0';
	}
	table->has[VALUE] = table->has[RANGE] = table->has[STATUS] = table->has[SOURCE] = true;
}

static void begin_table(const struct table *table)
{
	struct doc_column columns[PARTS];
	size_t count = 0;

	for (size_t i = 0; i < PARTS; i++)
		if (table->has[i])
			columns[count++] = all_parts[i];
	doc_table(table->doc, columns, count);
}

static void add_cell(const struct table *table, enum part part, const char *text)
{
	if (table->has[part])
		doc_cell(table->doc, text);
}

static void add_row(const struct table *table, const struct vintages *vintages,
		    const struct factor *row)
{
	const struct unit unit = factor_shown_unit(unit_for(vintages, row));
	struct arena *arena = table->doc->arena;

	doc_row(table->doc, ROW_PLAIN, 0);
	add_cell(table, MARK, row == vintages->used ? "*" : "");
	add_cell(table, OF, what_of(table, vintages));
	add_cell(table, WHERE, row->region);
	add_cell(table, YEAR, row->year ? arena_printf(arena, "%d", row->year) : "");
	doc_number(table->doc, factor_number(arena, row, &unit));
	add_cell(table, UNIT, unit.text);
	factor_range(table->doc, row, &unit);
	add_cell(table, BOUNDARY, row->boundary);
	add_cell(table, ACCOUNTING, row->accounting);
	add_cell(table, STATUS, row->status);
	add_cell(table, SOURCE, factor_source(arena, row));
}

static void add_rows(const struct table *table, const struct vintages *vintages)
{
	for (size_t i = 0; i < vintages->count; i++)
		add_row(table, vintages, vintages->rows[i]);
}

static const char *range_of(struct arena *arena, double low, double high,
			    const struct unit *unit)
{
	const char *ratio =
	    low > 0 ? arena_printf(arena, ", ratio %s", factor_ratio(arena, high / low)) : "";

	return arena_printf(arena, "%s .. %s%s%s%s",
			    number_significant(arena, low / unit->scale, 4),
			    number_significant(arena, high / unit->scale, 4),
			    *unit->text ? " " : "", unit->text, ratio);
}

/* "7 rows: 394.0 .. 479.0 gCO2e/kWh, ratio 1.22; 2023 alone, 3 rows: ..." */
static const char *spread_text(struct arena *arena, const struct vintages *vintages)
{
	const struct unit *unit = unit_for(vintages, vintages->rows[0]);
	const char *text = arena_printf(arena, "%zu rows: %s", vintages->count,
					range_of(arena, vintages->low, vintages->high, unit));

	if (!vintages->common_year || vintages->year_count == vintages->count)
		return text;
	return arena_printf(arena, "%s; %d alone, %zu rows: %s", text, vintages->common_year,
			    vintages->year_count,
			    range_of(arena, vintages->year_low, vintages->year_high, unit));
}

/* What a look-up makes of the row marked; NULL where it takes it as it stands. */
static const char *found_text(struct arena *arena, const struct vintages *vintages)
{
	const struct factor *found = vintages->found;
	const struct unit *unit;
	const char *text;

	if (!found)
		return vintages->reason && *vintages->reason
			   ? arena_printf(arena, "a look-up finds nothing: %s",
					  vintages->reason)
			   : NULL;
	if (!found->bridge && !found->steps && !found->remark && vintages->used)
		return NULL;
	unit = &found->quantity.unit;
	if (vintages->comparable &&
	    dimensions_equal(unit->dimensions, vintages->rows[0]->quantity.unit.dimensions))
		unit = unit_for(vintages, vintages->rows[0]);
	text = arena_printf(arena, "%s becomes %s",
			    vintages->used ? "the row marked *" : found->id,
			    factor_text(arena, found, unit));
	if (found->bridge)
		text = arena_printf(arena, "%s; %s", text, found->bridge->text);
	if (found->remark)
		text = arena_printf(arena, "%s; %s", text, found->remark);
	return found->steps ? arena_printf(arena, "%s; %s", text, found->steps) : text;
}

static void add_findings(struct doc *doc, const char *lead, const struct vintages *vintages)
{
	const char *found = found_text(doc->arena, vintages);

	if (vintages->count > 1 && vintages->comparable)
		doc_line(doc, 0, "%s%s", lead, spread_text(doc->arena, vintages));
	if (found)
		doc_line(doc, 0, "%s%s", lead, found);
}

static bool stands_alone(const struct profile *profile, const struct vintages *vintages)
{
	const struct thing_entry *thing = profile->thing;
	bool own = thing && text_same(thing->slug, vintages->activity);

	return vintages->count > FEW_ROWS || (!own && vintages->count > 0);
}

static void view_alone(struct doc *doc, const struct profile *profile,
		       const struct vintages *vintages)
{
	struct table table = {.doc = doc, .profile = profile};
	const char *unit = unit_for(vintages, vintages->rows[0])->text;

	find_parts(&table, vintages);
	table.has[UNIT] = !vintages->comparable;
	doc_add(doc, DOC_SECTION, "%s%s%s%s", what_of(&table, vintages),
		vintages->comparable && *unit ? " (" : "", vintages->comparable ? unit : "",
		vintages->comparable && *unit ? ")" : "");
	begin_table(&table);
	add_rows(&table, vintages);
	doc_list(doc, DOC_LIST, NULL);
	add_findings(doc, "", vintages);
	doc_drop_empty(doc);
}

static void view_together(struct doc *doc, const struct profile *profile)
{
	struct table table = {.doc = doc, .profile = profile};
	bool any = false;

	for (size_t i = 0; i < profile->count; i++)
		if (profile->vintages[i].count > 0 &&
		    !stands_alone(profile, &profile->vintages[i])) {
			find_parts(&table, &profile->vintages[i]);
			any = true;
		}
	if (!any)
		return;
	table.has[OF] = table.has[UNIT] = true;
	begin_table(&table);
	for (size_t i = 0; i < profile->count; i++)
		if (!stands_alone(profile, &profile->vintages[i]))
			add_rows(&table, &profile->vintages[i]);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < profile->count; i++)
		if (profile->vintages[i].count > 0 &&
		    !stands_alone(profile, &profile->vintages[i]))
			add_findings(doc,
				     arena_printf(doc->arena, "%s: ",
						  what_of(&table, &profile->vintages[i])),
				     &profile->vintages[i]);
	doc_drop_empty(doc);
}

/* What a scenario looks up at this region and finds elsewhere. */
static void view_elsewhere(struct doc *doc, const struct profile *profile)
{
	struct table table = {.doc = doc, .profile = profile};

	doc_list(doc, DOC_LIST, "Found elsewhere");
	for (size_t i = 0; i < profile->count; i++) {
		const struct vintages *vintages = &profile->vintages[i];
		const struct factor *found = vintages->found;

		if (vintages->count > 0 || !found)
			continue;
		doc_line(doc, 0, "%s: %s from %s%s%s%s%s", what_of(&table, vintages),
			 factor_text(doc->arena, found, &found->quantity.unit), found->id,
			 found->steps ? "; " : "", found->steps ? found->steps : "",
			 found->bridge ? "; " : "", found->bridge ? found->bridge->text : "");
	}
	doc_drop_empty(doc);
}

/* A line for each of many vintages. */
static void view_summary(struct doc *doc, const struct profile *profile)
{
	struct table table = {.doc = doc, .profile = profile};

	doc_table(doc,
		  (struct doc_column[]){{.title = "of", .wraps = true},
					{.title = "rows", .align = ALIGN_RIGHT},
					{.title = "unit"},
					{.title = "values", .align = ALIGN_RANGE}},
		  4);
	for (size_t i = 0; i < profile->count; i++) {
		const struct vintages *v = &profile->vintages[i];
		const struct unit *unit;

		if (v->count == 0)
			continue;
		unit = unit_for(v, v->rows[0]);
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, what_of(&table, v));
		doc_number(doc, arena_printf(doc->arena, "%zu", v->count));
		doc_cell(doc, v->comparable ? unit->text : "");
		doc_range(
		    doc,
		    v->comparable ? number_significant(doc->arena, v->low / unit->scale, 4)
				  : "",
		    v->comparable ? number_significant(doc->arena, v->high / unit->scale, 4)
				  : "");
	}
}

static size_t count_rows(const struct profile *profile)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->count; i++)
		count += profile->vintages[i].count;
	return count;
}

static bool any_used(const struct profile *profile)
{
	for (size_t i = 0; i < profile->count; i++)
		if (profile->vintages[i].used)
			return true;
	return false;
}

static void view_profile(struct doc *doc, const struct profile *profile)
{
	view_profile_head(doc, profile);
	if (profile->row)
		return;
	if (count_rows(profile) > MOST_ROWS) {
		view_summary(doc, profile);
		return;
	}
	view_together(doc, profile);
	for (size_t i = 0; i < profile->count; i++)
		if (stands_alone(profile, &profile->vintages[i]))
			view_alone(doc, profile, &profile->vintages[i]);
	view_elsewhere(doc, profile);
	if (any_used(profile))
		doc_add(
		    doc, DOC_FOOTER,
		    "* the row that a look-up finds, the latest where no year is asked for");
}

void view_profiles(struct doc *doc, const struct profile *profiles, size_t count)
{
	for (size_t i = 0; i < count; i++)
		view_profile(doc, &profiles[i]);
}
