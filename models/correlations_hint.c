/* Names of inputs that are nearly right. */

#include "models/correlations_hint.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"

enum { MOST_NAMED = 5 };

/* Inputs, once each; with exact ones or, what a correlation may name, without. */
struct names {
	const char **of;
	size_t count;
};

static void add_once(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_same(names->of[i], name))
			return;
	names->of[names->count++] = name;
}

static struct names find_names(struct arena *arena, const struct sheet *sheet, bool exact)
{
	struct names names = {0};
	size_t draw, count = 0;
	cell input;

	names.of = sheet_names(arena, sheet, &count);
	for (size_t i = 0; i < count; i++)
		if (sheet_find_input(sheet, names.of[i], &input) &&
		    (exact || sheet_input_draw(sheet, input, &draw)))
			add_once(&names, names.of[i]);
	return names;
}

/* The key behind "stages.training[final run].power": "training/final run.power", and
 * "sites/home.pue" behind "sites.home.pue"; NULL: the name is no such path. */
static const char *key_of_path(struct arena *arena, const char *name)
{
	const char *open, *close, *from = name, *dot;

	if (text_starts(from, "stages."))
		from += strlen("stages.");
	open = strchr(from, '[');
	close = open ? strchr(open, ']') : NULL;
	if (close)
		return arena_printf(arena, "%.*s/%.*s%s", (int)(open - from), from,
				    (int)(close - open - 1), open + 1, close + 1);
	dot = strchr(from, '.');
	if (!dot || !strchr(dot + 1, '.'))
		return NULL;
	return arena_printf(arena, "%.*s/%s", (int)(dot - from), from, dot + 1);
}

/* Keys of a scenario that take the place of a factor that would be looked up. */
static const char *stated_for(const char *name)
{
	static const struct {
		const char *pattern, *tail;
	} stated[] = {{"electricity/*", ".intensity"},
		      {"step/electricity/*", ".intensity"},
		      {"method/*", ".intensity"},
		      {"*/tdp", ".power"},
		      {"*.load", ".power"},
		      {"*pue*", ".pue"},
		      {"*lifetime*", ".lifetime"},
		      {"*utilization*", ".utilization"}};

	for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
		if (text_match(stated[i].pattern, name))
			return stated[i].tail;
	return NULL;
}

/* "'a', 'b' and 3 more" */
static const char *listed(struct arena *arena, struct names names)
{
	const char *list = "";

	for (size_t i = 0; i < names.count && i < MOST_NAMED; i++)
		list = arena_printf(arena, "%s%s'%s'", list, i ? ", " : "", names.of[i]);
	if (names.count > MOST_NAMED)
		list = arena_printf(arena, "%s and %zu more", list, names.count - MOST_NAMED);
	return list;
}

/* Those that end so, behind a '/' or a '.' or with one of their own. */
static struct names ending(struct arena *arena, struct names all, const char *tail)
{
	struct names found = {arena_alloc(arena, (all.count + 1) * sizeof *found.of), 0};
	size_t length = strlen(tail);

	for (size_t i = 0; length && i < all.count; i++) {
		size_t whole = strlen(all.of[i]);

		if (whole > length && text_ends(all.of[i], tail) &&
		    (tail[0] == '.' || strchr("/.", all.of[i][whole - length - 1])))
			found.of[found.count++] = all.of[i];
	}
	return found;
}

static const char *write_one(struct arena *arena, struct names names)
{
	return names.count == 1 ? arena_printf(arena, "write '%s'", names.of[0])
				: arena_printf(arena, "write one of %s", listed(arena, names));
}

const char *correlations_hint(struct arena *arena, const struct sheet *sheet, const char *name)
{
	const char *key = key_of_path(arena, name), *tail = stated_for(name), *nearest;
	const char *dot = strrchr(name, '.');
	struct names all = find_names(arena, sheet, false), found;
	cell input;

	if (key && sheet_find_input(sheet, key, &input))
		return arena_printf(arena, "write '%s'", key);
	found = ending(arena, all, name);
	if (!found.count && tail)
		found = ending(arena, all, tail);
	if (!found.count && tail)
		found = ending(arena, find_names(arena, sheet, true), tail);
	if (found.count)
		return write_one(arena, found);
	nearest = text_nearest(key ? key : name, all.of, all.count);
	if (nearest)
		return arena_printf(arena, "write '%s'", nearest);
	found = ending(arena, all, dot ? dot : "");
	if (found.count)
		return write_one(arena, found);
	if (!all.count)
		return "no input of the scenario has a distribution";
	return arena_printf(arena, "inputs with a distribution are %s", listed(arena, all));
}
