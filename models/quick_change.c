/* lca quick --set: a number that no option gives, and a file that would not have it. */

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
