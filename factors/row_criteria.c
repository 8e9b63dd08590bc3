/* The criteria that an activity may have. */

#include "factors/row_criteria.h"

#include <sqlite3.h>
#include <string.h>

#include "factors/names.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { MOST = 20, FEW = 5, SHORT = 4, SLIP = 2 };

/* The first that fits counts. impacts: those of the criterion tables as well. */
static const struct {
	const char *activity; /* a glob */
	const char *criteria[MOST];
	bool impacts;
} activities[] = {
    {"electricity", {"gwp_marginal"}, true},
    {"electricity-upstream", {"gwp"}, false},
    {"losses", {"ratio"}, false},
    {"pue", {"ratio"}, false},
    {"wue", {"water"}, false},
    {"default", {NULL}, false},
    {"*@*",
     {"energy-per-request", "energy-per-output-token", "energy-per-input-token",
      "energy-per-cached-token", "energy-per-image"},
     false},
    {"*",
     {"tdp", "memory", "peak-fp32", "peak-tf32", "peak-fp16", "peak-fp8", "peak-fp4",
      "die-area", "process-node", "host-share", "vcpus", "accelerators", "power", "power-idle",
      "power-full", "power-per-capacity", "energy-per-data", "replication"},
     true},
};

struct names {
	struct arena *arena;
	const char **list;
	size_t count;
};

static void add(struct names *names, const char *name)
{
	names->list = arena_grow(names->arena, names->list, names->count, sizeof *names->list);
	names->list[names->count++] = name;
}

static void add_rows(struct names *names, const struct layer *layer, const char *sql)
{
	sqlite3_stmt *statement = layer_kept(layer, sql, 0, NULL);

	while (statement && sqlite3_step(statement) == SQLITE_ROW)
		add(names, layer_column(names->arena, statement, 0));
	layer_release(statement);
}

static size_t index_of(const char *activity)
{
	size_t i = 0;

	while (!text_match(activities[i].activity, activity))
		i++;
	return i;
}

static struct names names_of(const struct layer *layers, size_t count, struct arena *arena,
			     const char *activity)
{
	struct names names = {.arena = arena};
	size_t i = index_of(activity), k;

	if (strcmp(activity, "default") == 0)
		add_rows(&names, &layers[0],
			 "SELECT DISTINCT criterion"
			 " FROM factor"
			 " WHERE activity = 'default'"
			 " ORDER BY criterion");
	for (k = count; k > 0 && activities[i].impacts; k--)
		add_rows(&names, &layers[k - 1],
			 "SELECT id"
			 " FROM criterion"
			 " ORDER BY rank");
	for (k = 0; k < MOST && activities[i].criteria[k]; k++)
		add(&names, activities[i].criteria[k]);
	return names;
}

static bool has(const struct layer *layer, struct arena *arena, const char *sql,
		const char *criterion)
{
	return layer_text(layer, arena, sql, 1, &criterion) != NULL;
}

bool row_criterion_known(const struct layer *layers, size_t count, struct arena *arena,
			 const char *activity, const char *criterion)
{
	static const char is_default[] = "SELECT 1"
					 " FROM factor"
					 " WHERE activity = 'default' AND criterion = ?1";
	static const char is_impact[] = "SELECT 1"
					" FROM criterion"
					" WHERE id = ?1";
	size_t i = index_of(activity), k;

	if (strcmp(activity, "default") == 0)
		return count == 1 || has(&layers[0], arena, is_default, criterion);
	for (k = 0; k < MOST && activities[i].criteria[k]; k++)
		if (strcmp(activities[i].criteria[k], criterion) == 0)
			return true;
	for (k = count; k > 0 && activities[i].impacts; k--)
		if (has(&layers[k - 1], arena, is_impact, criterion))
			return true;
	return false;
}

const char *row_criterion_hint(const struct layer *layers, size_t count, struct arena *arena,
			       const char *activity, const char *criterion)
{
	struct names names = names_of(layers, count, arena, activity);
	const char *near = NULL;

	if (names.count == 0)
		return NULL;
	if (strlen(criterion) <= 64)
		near = text_nearest(criterion, names.list, names.count);
	if (near)
		return arena_printf(arena, "did you mean '%s'?", near);
	if (names.count > FEW)
		return arena_printf(arena, "see 'lca factors list \"%s/*\"'", activity);
	return arena_printf(arena, "write %s", name_list(arena, names.list, names.count));
}

const char *row_activity_meant(const char *activity)
{
	size_t i;

	/* Of a short name anything is a slip. */
	for (i = 0; i < sizeof activities / sizeof *activities; i++)
		if (strlen(activities[i].activity) > SHORT &&
		    text_distance(activity, activities[i].activity) <= SLIP)
			return activities[i].activity;
	return NULL;
}
