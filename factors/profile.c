/* Gathers what is known of a region, a thing or a part of the ids. */

#include "factors/profile.h"

#include <sqlite3.h>
#include <string.h>

#include "factors/factors_private.h"
#include "factors/vintages.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

struct rows {
	const struct factor **items;
	size_t count;
};

/* The rows whose id matches and whose activity and region are these; NULL: any. */
static struct rows select_rows(struct factors *factors, const char *pattern,
			       const char *activity, const char *region)
{
	struct rows rows = {0};
	size_t kept = 0;

	rows.count = factors_list(factors, pattern, &rows.items);
	for (size_t i = 0; i < rows.count; i++) {
		const struct factor *row = rows.items[i];

		if ((!activity || text_same(row->activity, activity)) &&
		    (!region || text_same_nocase(row->region, region)))
			rows.items[kept++] = row;
	}
	rows.count = kept;
	return rows;
}

static void set_vintages(struct factors *factors, struct profile *profile, struct rows rows,
			 int year)
{
	profile->vintages = vintages_of(factors, rows.items, rows.count, year, &profile->count);
}

/* The country, or what else stands at the top. */
static const struct region_entry *country_of(struct factors *factors,
					     const struct region_entry *region)
{
	enum { DEEPEST = 8 };
	const struct region_entry *at = region;

	for (int i = 0; i < DEEPEST && *at->parent && !text_same(at->parent, "WORLD"); i++) {
		const struct region_entry *parent = catalog_region(factors, at->parent);

		if (!parent)
			break;
		at = parent;
	}
	return at == region ? NULL : at;
}

struct profile profile_region(struct factors *factors, const struct region_entry *region)
{
	struct profile profile = {
	    .title = region->name, .region = region, .country = country_of(factors, region)};
	struct rows rows = select_rows(
	    factors, arena_printf(factors->arena, "*/%s/*", region->code), NULL, region->code);
	const struct vintages *own =
	    vintages_of(factors, rows.items, rows.count, 0, &profile.count);

	profile.vintages = vintages_elsewhere(factors, region, own, &profile.count);
	return profile;
}

struct profile profile_place(struct factors *factors, const char *place)
{
	struct profile profile = {.title = place};

	set_vintages(
	    factors, &profile,
	    select_rows(factors, arena_printf(factors->arena, "*/%s/*", place), NULL, place),
	    0);
	return profile;
}

/* The year in "electricity/FR/2022" and what follows it; 0 where none is asked for. */
static int year_of(const char *start)
{
	enum { YEAR_LENGTH = 4 };
	const char *at = strchr(start, '/');
	size_t length;
	double year;

	at = at ? strchr(at + 1, '/') : NULL;
	length = at ? strspn(at + 1, "0123456789") : 0;
	if (length != YEAR_LENGTH || (at[1 + length] && at[1 + length] != '/') ||
	    !text_number(at + 1, length, &year))
		return 0;
	return (int)year;
}

struct profile profile_start(struct factors *factors, const char *start)
{
	struct profile profile = {.title = start};

	set_vintages(
	    factors, &profile,
	    select_rows(factors, arena_printf(factors->arena, "%s/*", start), NULL, NULL),
	    year_of(start));
	return profile;
}

static void append(struct arena *arena, const char *const **list, size_t *count,
		   const char *text)
{
	const char **texts = (const char **)*list;

	if (*count > 0 && text_same(texts[*count - 1], text))
		return;
	texts = arena_grow(arena, texts, *count, sizeof *texts);
	texts[(*count)++] = text;
	*list = texts;
}

/* The first column of every layer's answer, cut at `end` where it holds one. */
static void append_all(struct factors *factors, const char *sql, const char *slug,
		       const char *end, const char *const **list, size_t *count)
{
	struct arena *arena = factors->arena;

	for (size_t i = 0; i < factors->layer_count; i++) {
		sqlite3_stmt *statement = layer_query(&factors->layers[i], sql, 1, &slug);

		while (statement && sqlite3_step(statement) == SQLITE_ROW) {
			const char *text = layer_column(arena, statement, 0);

			append(arena, list, count, arena_copy(arena, text, strcspn(text, end)));
		}
		sqlite3_finalize(statement);
	}
}

/* Models that were measured on an accelerator, and cloud instances that hold it. */
static void find_users(struct factors *factors, struct profile *profile, const char *slug)
{
	static const char models[] = "SELECT DISTINCT activity"
				     " FROM factor"
				     " WHERE activity GLOB '*@*' AND"
				     " substr(activity, instr(activity, '@') + 1) = ?1"
				     " ORDER BY activity";
	static const char instances[] = "SELECT id"
					" FROM thing"
					" WHERE contains <> '' AND"
					" substr(contains, instr(contains, ' ') + 1) = ?1"
					" ORDER BY id";

	append_all(factors, models, slug, "@", &profile->models, &profile->model_count);
	append_all(factors, instances, slug, "", &profile->instances, &profile->instance_count);
}

struct profile profile_thing(struct factors *factors, const struct thing_entry *thing)
{
	struct profile profile = {.title = thing->name, .thing = thing};
	struct arena *arena = factors->arena;
	struct rows rows =
	    select_rows(factors, arena_printf(arena, "%s/*", thing->slug), thing->slug, NULL);
	struct rows pairs =
	    select_rows(factors, arena_printf(arena, "%s@*", thing->slug), NULL, NULL);

	for (size_t i = 0; i < pairs.count; i++) {
		rows.items = arena_grow(arena, rows.items, rows.count, sizeof *rows.items);
		rows.items[rows.count++] = pairs.items[i];
	}
	set_vintages(factors, &profile, rows, 0);
	if (text_same(thing->kind, "accelerator"))
		find_users(factors, &profile, thing->slug);
	return profile;
}

struct profile profile_row(struct factors *factors, const struct factor *row)
{
	struct arena *arena = factors->arena;
	const char *year = row->year ? arena_printf(arena, "%d", row->year) : "-";
	const char *key = arena_printf(arena, "%s/%s/%s/%s", row->activity,
				       *row->region ? row->region : "-", year, row->criterion);
	struct rows rows =
	    select_rows(factors, arena_printf(arena, "%s*", key), row->activity, row->region);
	struct profile profile = {.title = row->id, .row = row};
	const struct factor **variants =
	    arena_alloc(arena, (rows.count + 1) * sizeof *variants);

	profile.on_basis = factors_on_basis(factors, row);
	if (!profile.on_basis)
		profile.reason = arena_text(arena, factors_reason(factors));

	for (size_t i = 0; i < rows.count; i++)
		if (rows.items[i] != row && rows.items[i]->year == row->year &&
		    text_same(rows.items[i]->criterion, row->criterion))
			variants[profile.variant_count++] = rows.items[i];
	profile.variants = variants;
	return profile;
}
