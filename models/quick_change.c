/* lca quick: what the lines of its scenario are by the options that wrote them. --set, a number
 * that no option gives and a file would not have, and places in a file that is not there. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "models/quick.h"
#include "models/scenario.h"

static const struct {
	const char *option, *path;
} rows[QUICK_TOTAL] = {
#define QUICK(id, option, key, way, path, example) [QUICK_##id] = {option, path},
#include "models/quick.def"
#undef QUICK
};

static bool takes_away(const char *value)
{
	return !value[strspn(value, " ")] || text_same(value, "~") ||
	       text_same_nocase(value, "null");
}

/* The option that writes what the change changes. */
static const char *in_its_place(struct arena *arena, const struct scenario_change *change)
{
	struct buffer hint = {0};
	const char *text;
	size_t i = 0;

	while (i < QUICK_TOTAL && !text_same(rows[i].path, change->path))
		i++;
	if (i == QUICK_TOTAL)
		return "--save without --set, then state it in the file, or give --set to lca "
		       "run";
	if (takes_away(change->value))
		return arena_printf(arena, "leave --%s out", rows[i].option);
	buffer_printf(&hint, "--%s ", rows[i].option);
	buffer_shell(&hint, change->value);
	buffer_text(&hint, " in the place of --set");
	text = arena_text(arena, hint.text);
	buffer_free(&hint);
	return text;
}

bool quick_may_save(struct arena *arena, const struct scenario_change *changes, size_t count,
		    struct place place, struct diags *diags)
{
	for (size_t i = 0; i < count; i++)
		diag_add(diags, DIAG_OPTION_VALUE, place, NULL,
			 in_its_place(arena, &changes[i]),
			 "--save writes what the options say, and not --set %s=%s",
			 changes[i].path, changes[i].value);
	return count == 0;
}

const struct scenario_change *quick_changes(struct arena *arena, const struct quick_plan *plan,
					    const struct scenario_change *changes, size_t count)
{
	struct scenario_change *all = arena_alloc(arena, (count + 1) * sizeof *all);
	const char *name = quick_name(arena, plan);

	for (size_t i = 0; i < count; i++) {
		all[i + 1] = changes[i];
		name = arena_printf(arena, "%s, --set %s=%s", name, changes[i].path,
				    changes[i].value);
	}
	all[0] = (struct scenario_change){"name", tree_quoted(arena, name)};
	return all;
}

/* A grid's row is wanted by every item of a site: what it is of is told, not where. */
static const char *option_of(struct arena *arena, const struct diag *diag)
{
	for (size_t i = 0; i < QUICK_TOTAL; i++)
		if (text_same(rows[i].path, diag->path))
			return arena_printf(arena, "--%s", rows[i].option);
	if (diag->code == DIAG_FACTOR_STEP)
		return arena_printf(arena, "--%s", rows[QUICK_REGION].option);
	return "the scenario of lca quick";
}

const struct diags *quick_placed(struct arena *arena, const struct diags *diags,
				 const char *name)
{
	struct diags *placed = diags_new(arena);

	for (size_t i = 0; i < diags_count(diags); i++) {
		const struct diag *diag = diags_at(diags, i);
		struct place place = diag->place;

		if (place.line && text_same(place.file, name))
			place = (struct place){.file = option_of(arena, diag)};
		diag_add(placed, diag->code, place, diag->path, diag->hint, "%s",
			 diag->message);
	}
	return placed;
}
