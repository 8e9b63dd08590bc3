/* Counts which regions and things have factors of what. */

#include "factors/coverage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* A heading and the rows that count for it. */
struct heading {
	const char *title, *activity, *criterion; /* activity NULL: that of the thing */
};

static const struct heading region_headings[] = {
    {"gwp", "electricity", "gwp"},
    {"market-based", "electricity", "gwp_market"},
    {"marginal", "electricity", "gwp_marginal"},
    {"pe", "electricity", "pe"},
    {"adpe", "electricity", "adpe"},
    {"water", "electricity", "water"},
    {"upstream", "electricity-upstream", "gwp"},
    {"losses", "losses", "ratio"},
    {"PUE", "pue", "ratio"},
    {"WUE", "wue", "water"},
};

static const struct heading device_headings[] = {
    {"tdp", NULL, "tdp"},
    {"memory", NULL, "memory"},
    {"peak-fp16", NULL, "peak-fp16"},
    {"peak-fp8", NULL, "peak-fp8"},
    {"die-area", NULL, "die-area"},
    {"gwp", NULL, "gwp"},
    {"adpe", NULL, "adpe"},
    {"pe", NULL, "pe"},
    {"water", NULL, "water"},
};

static const struct heading instance_headings[] = {
    {"accelerators", NULL, "accelerators"},
    {"vcpus", NULL, "vcpus"},
    {"memory", NULL, "memory"},
    {"power-idle", NULL, "power-idle"},
    {"power-full", NULL, "power-full"},
    {"gwp", NULL, "gwp"},
};

/* A region or thing, in which group it is, and which headings it has. */
struct member {
	const char *id, *group;
	unsigned has;
	int first_year, last_year; /* of the first heading */
};

struct members {
	struct arena *arena;
	struct member *items;
	size_t count;
	const struct heading *headings;
	size_t heading_count;
};

static void add_member(struct members *members, const char *id, const char *group)
{
	members->items =
	    arena_grow(members->arena, members->items, members->count, sizeof *members->items);
	members->items[members->count++] = (struct member){.id = id, .group = group};
}

static int by_id(const void *key, const void *element)
{
	return strcmp(key, ((const struct member *)element)->id);
}

static void mark(struct members *members, const struct factor *row, const char *id)
{
	struct member *member = members->count ? bsearch(id, members->items, members->count,
							 sizeof *members->items, by_id)
					       : NULL;

	for (size_t i = 0; member && i < members->heading_count; i++) {
		const struct heading *heading = &members->headings[i];

		if (!text_same(row->criterion, heading->criterion) ||
		    (heading->activity && !text_same(row->activity, heading->activity)))
			continue;
		member->has |= 1u << i;
		if (i > 0 || row->year == 0)
			continue;
		if (!member->first_year || row->year < member->first_year)
			member->first_year = row->year;
		if (row->year > member->last_year)
			member->last_year = row->year;
	}
}

static struct cross_row *row_of(struct arena *arena, struct cross_row **rows, size_t *count,
				const char *label)
{
	for (size_t i = 0; i < *count; i++)
		if (text_same((*rows)[i].label, label))
			return &(*rows)[i];
	*rows = arena_grow(arena, *rows, *count, sizeof **rows);
	(*rows)[*count] = (struct cross_row){.label = label};
	return &(*rows)[(*count)++];
}

static int by_label(const void *a, const void *b)
{
	return strcmp(((const struct cross_row *)a)->label,
		      ((const struct cross_row *)b)->label);
}

static void count_member(const struct members *members, const struct member *member,
			 struct cross_row *row)
{
	row->members++;
	for (size_t i = 0; i < members->heading_count; i++)
		row->counts[i] += (member->has >> i) & 1u;
	if (!member->first_year)
		return;
	if (!row->first_year || member->first_year < row->first_year)
		row->first_year = member->first_year;
	if (member->last_year > row->last_year)
		row->last_year = member->last_year;
}

static struct cross cross_of(const struct members *members, const char *title,
			     const char *label)
{
	struct cross cross = {
	    .title = title, .label = label, .heading_count = members->heading_count};
	struct cross_row *rows = NULL;
	size_t count = 0;

	assert(members->heading_count <= MOST_HEADINGS);
	for (size_t i = 0; i < members->heading_count; i++)
		cross.headings[i] = members->headings[i].title;
	for (size_t i = 0; i < members->count; i++)
		count_member(members, &members->items[i],
			     row_of(members->arena, &rows, &count, members->items[i].group));
	if (count > 0)
		qsort(rows, count, sizeof *rows, by_label);
	cross.rows = rows;
	cross.row_count = count;
	return cross;
}

/* "countries", "parts of US", "grid zones: egrid", "cloud: google" */
static const char *region_group(struct arena *arena, const struct region_entry *region)
{
	size_t prefix = strcspn(region->code, ":");

	if (text_same(region->kind, "country"))
		return "countries";
	if (text_same(region->kind, "subdivision"))
		return arena_printf(arena, "parts of %s", region->parent);
	if (text_same(region->kind, "cloud"))
		return arena_printf(arena, "cloud regions: %s", region->provider);
	if (region->code[prefix] && strncmp(region->code, region->kind, prefix) != 0)
		return arena_printf(arena, "%ss: %.*s", region->kind, (int)prefix,
				    region->code);
	return text_same(region->kind, "world") ? "world"
						: arena_printf(arena, "%ss", region->kind);
}

static bool is_empty(const struct cross *cross, const struct cross_row *row)
{
	for (size_t i = 0; i < cross->heading_count; i++)
		if (row->counts[i] > 0)
			return false;
	return true;
}

/* Countries whose parts have nothing share one row. */
static void join_empty_parts(struct cross *cross)
{
	struct cross_row *rows = (struct cross_row *)cross->rows;
	struct cross_row rest = {.label = "parts of other countries"};
	size_t kept = 0;

	for (size_t i = 0; i < cross->row_count; i++) {
		if (!text_starts(rows[i].label, "parts of ") || !is_empty(cross, &rows[i]))
			rows[kept++] = rows[i];
		else
			rest.members += rows[i].members;
	}
	if (rest.members > 0)
		rows[kept++] = rest;
	cross->row_count = kept;
}

static struct cross regions_cross(struct factors *factors, const struct factor *const *rows,
				  size_t count)
{
	struct members members = {.arena = factors->arena,
				  .headings = region_headings,
				  .heading_count =
				      sizeof region_headings / sizeof *region_headings};
	struct region_entry *regions;
	size_t region_count = catalog_regions(factors, &regions);
	struct cross cross;

	for (size_t i = 0; i < region_count; i++)
		add_member(&members, regions[i].code,
			   region_group(factors->arena, &regions[i]));
	for (size_t i = 0; i < count; i++)
		mark(&members, rows[i], rows[i]->region);
	cross = cross_of(&members, "Regions that have factors", "regions");
	join_empty_parts(&cross);
	return cross;
}

static const char *thing_group(struct arena *arena, const struct thing_entry *thing)
{
	return arena_printf(arena, "%ss%s%s", thing->kind, *thing->maker ? ": " : "",
			    thing->maker);
}

static bool is_device(const struct thing_entry *thing)
{
	return text_same(thing->kind, "accelerator") || text_same(thing->kind, "cpu") ||
	       text_same(thing->kind, "component") || text_same(thing->kind, "server");
}

static struct cross things_cross(struct factors *factors, const struct factor *const *rows,
				 size_t count, bool instances)
{
	struct members members = {
	    .arena = factors->arena,
	    .headings = instances ? instance_headings : device_headings,
	    .heading_count = instances ? sizeof instance_headings / sizeof *instance_headings
				       : sizeof device_headings / sizeof *device_headings};
	struct thing_entry *things;
	size_t thing_count = catalog_things(factors, &things);

	for (size_t i = 0; i < thing_count; i++)
		if (instances ? text_same(things[i].kind, "instance") : is_device(&things[i]))
			add_member(&members, things[i].slug,
				   thing_group(factors->arena, &things[i]));
	for (size_t i = 0; i < count; i++)
		mark(&members, rows[i], rows[i]->activity);
	return cross_of(&members,
			instances ? "Cloud instances that have factors"
				  : "Devices that have factors",
			instances ? "instances" : "devices");
}

/* Pairs MODEL@ACCELERATOR by accelerator: how many models, how many configurations of each. */
static struct cross measured_cross(struct factors *factors, const struct factor *const *rows,
				   size_t count)
{
	static const char *const criteria[] = {"energy-per-output-token", "energy-per-request",
					       "energy-per-image"};
	enum { CRITERIA = sizeof criteria / sizeof *criteria };
	struct cross cross = {
	    .title = "Measured energy of inference",
	    .label = "models on",
	    .headings = {"per output token", "per request", "per image", "configurations"},
	    .heading_count = CRITERIA + 1};
	struct cross_row *list = NULL;
	const char *last = "";

	for (size_t i = 0; i < count; i++) {
		const char *at = strchr(rows[i]->activity, '@');
		struct cross_row *row;

		if (!at)
			continue;
		row = row_of(factors->arena, &list, &cross.row_count, at + 1);
		row->members += !text_same(rows[i]->activity, last);
		last = rows[i]->activity;
		row->counts[CRITERIA] += *rows[i]->variant != '\0';
		for (size_t k = 0; k < CRITERIA; k++)
			row->counts[k] +=
			    !*rows[i]->variant && text_same(rows[i]->criterion, criteria[k]);
	}
	if (cross.row_count > 0)
		qsort(list, cross.row_count, sizeof *list, by_label);
	cross.rows = list;
	return cross;
}

struct coverage coverage_of(struct factors *factors, const struct factor *const *rows,
			    size_t count)
{
	struct coverage coverage = {.table_count = 4};
	struct cross *tables =
	    arena_alloc(factors->arena, coverage.table_count * sizeof *tables);

	tables[0] = regions_cross(factors, rows, count);
	tables[1] = things_cross(factors, rows, count, false);
	tables[2] = things_cross(factors, rows, count, true);
	tables[3] = measured_cross(factors, rows, count);
	coverage.tables = tables;
	coverage.span_count = spans_of(factors, rows, count, &coverage.spans);
	return coverage;
}
