/* Two JSON results, member by member. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

struct walk {
	struct arena *arena;
	struct verification *v;
};

/* What names an element of a list, in this order; NULL where nothing does. */
static const char *name_of(const struct cJSON *item)
{
	static const char *const keys[] = {"id", "key", "draw", "criterion", "label", "file"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *name = json_tree_string(json_tree_member(item, keys[i]));

		if (name)
			return name;
	}
	return NULL;
}

static bool same_key(const struct cJSON *a, const struct cJSON *b)
{
	return text_same(json_tree_key(a), json_tree_key(b));
}

/* The partner of an element: of its name and number among those of that name, or of its place.
 * Lists mostly agree, so the one behind the last partner is tried first. */
static const struct cJSON *element_like(const struct cJSON *list, const struct cJSON *item,
					const struct cJSON *guess, size_t nth, size_t place)
{
	const char *name = name_of(item);
	size_t at = 0;

	if (name && guess && nth == 0 && text_same(name_of(guess), name))
		return guess;
	for (const struct cJSON *it = json_tree_first(list); it; it = json_tree_next(it)) {
		if (name && text_same(name_of(it), name) && nth-- == 0)
			return it;
		if (!name && at++ == place)
			return it;
	}
	return NULL;
}

/* How many elements before this one have its name. */
static size_t nth_of(const struct cJSON *list, const struct cJSON *item)
{
	const char *name = name_of(item);
	size_t nth = 0;

	if (!name)
		return 0;
	for (const struct cJSON *it = json_tree_first(list); it != item;
	     it = json_tree_next(it))
		nth += text_same(name_of(it), name);
	return nth;
}

static const char *path_of(struct walk *walk, const char *above, const struct cJSON *list,
			   const struct cJSON *item, size_t place)
{
	const char *name = name_of(item);

	if (!json_tree_is_array(list))
		return arena_printf(walk->arena, "%s%s%s", above, *above ? "." : "",
				    json_tree_key(item));
	if (name)
		return arena_printf(walk->arena, "%s[%s]", above, name);
	return arena_printf(walk->arena, "%s[%zu]", above, place + 1);
}

/* Texts for people; all others say what a number is. */
static bool is_prose(const char *path)
{
	return text_starts(path, "notes") || text_starts(path, "warnings") ||
	       text_starts(path, "sources");
}

static void note_leaf(struct walk *walk, const char *path, const struct cJSON *stated,
		      const struct cJSON *computed)
{
	double then = json_tree_value(stated), now = json_tree_value(computed);
	double change = NAN;

	if (isfinite(then) && isfinite(now))
		change = then != 0 ? (now - then) / fabs(then) : INFINITY;
	verify_differs(walk->arena, walk->v, path,
		       stated ? json_tree_line(walk->arena, stated) : NULL,
		       computed ? json_tree_line(walk->arena, computed) : NULL, change);
	walk->v->differences[walk->v->difference_count - 1].prose = is_prose(path);
	walk->v->differences[walk->v->difference_count - 1].words =
	    verify_same_figures(json_tree_string(stated), json_tree_string(computed));
}

/* Records are compared on their own. */
static bool holds_record(const char *a, const char *b)
{
	return text_starts(a, "lca-record:") && text_starts(b, "lca-record:");
}

static bool same_leaf(struct walk *walk, const struct cJSON *a, const struct cJSON *b)
{
	double then = json_tree_value(a), now = json_tree_value(b);

	if (isfinite(then)) {
		walk->v->number_count++;
		return !verify_is_apart(then, now);
	}
	if (json_tree_string(a) && json_tree_string(b))
		return text_same(json_tree_string(a), json_tree_string(b)) ||
		       holds_record(json_tree_string(a), json_tree_string(b));
	return text_same(json_tree_line(walk->arena, a), json_tree_line(walk->arena, b));
}

static bool is_branch(const struct cJSON *item)
{
	return json_tree_is_object(item) || json_tree_is_array(item);
}

static void compare(struct walk *walk, const char *path, const struct cJSON *stated,
		    const struct cJSON *computed);

static const struct cJSON *partner(const struct cJSON *other, const struct cJSON *item,
				   const struct cJSON *guess, const struct cJSON *list,
				   size_t place)
{
	const struct cJSON *it;

	if (json_tree_is_array(list))
		return element_like(
		    other, item, guess,
		    guess && text_same(name_of(guess), name_of(item)) ? 0 : nth_of(list, item),
		    place);
	if (guess && same_key(guess, item))
		return guess;
	it = json_tree_first(other);
	while (it && !same_key(it, item))
		it = json_tree_next(it);
	return it;
}

/* Members of one without a partner in the other; those with one are compared where down. A key
 * that stands twice is compared twice. */
static void compare_members(struct walk *walk, const char *path, const struct cJSON *one,
			    const struct cJSON *other, bool down)
{
	const struct cJSON *guess = json_tree_first(other), *found;
	size_t place = 0;

	for (const struct cJSON *it = json_tree_first(one); it; it = json_tree_next(it)) {
		bool record = !*path && text_same(json_tree_key(it), "record");

		found = record ? NULL : partner(other, it, guess, one, place);
		if (!record && down && found)
			compare(walk, path_of(walk, path, one, it, place), it, found);
		else if (!record && !found)
			note_leaf(walk, path_of(walk, path, one, it, place), down ? it : NULL,
				  down ? NULL : it);
		guess = json_tree_next(found ? found : guess);
		place++;
	}
}

/* A range by sampling: wider than nothing. */
static void count_range(struct walk *walk, const char *path, const struct cJSON *stated,
			const struct cJSON *computed)
{
	double low = json_tree_number(computed, "low"),
	       high = json_tree_number(computed, "high");

	if (!(low < high) || verify_is_sampled_list(path) || text_ends(path, ".error"))
		return;
	walk->v->range_count++;
	walk->v->range_moved += verify_is_apart(json_tree_number(stated, "low"), low) &&
				verify_is_apart(json_tree_number(stated, "high"), high);
}

static void compare(struct walk *walk, const char *path, const struct cJSON *stated,
		    const struct cJSON *computed)
{
	bool branches = is_branch(stated) && is_branch(computed) &&
			json_tree_is_array(stated) == json_tree_is_array(computed);

	if (branches) {
		count_range(walk, path, stated, computed);
		compare_members(walk, path, stated, computed, true);
		compare_members(walk, path, computed, stated, false);
	} else if (is_branch(stated) || is_branch(computed) ||
		   !same_leaf(walk, stated, computed)) {
		note_leaf(walk, path, stated, computed);
	}
}

static bool is_within(const char *path, const char *const *starts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_starts(path, starts[i]))
			return true;
	return false;
}

/* What verify_causes tells of, and the figures of totals, which are compared on their own. What
 * one side lacks is a difference, unless it is a file. */
static bool is_traced(const struct verify_difference *difference)
{
	static const char *const digests[] = {"record.scenario.sha256", "record.factors.sha256",
					      "record.factors.version", "record.version",
					      "record.lca"};
	static const char *const files[] = {"record.factors.files", "record.inputs",
					    "record.files", "record.scenarios"};
	static const char *const totals[] = {"record.totals."};
	const char *path = difference->path;

	if (is_within(path, files, sizeof files / sizeof *files))
		return !strrchr(path, ']') || path[strlen(path) - 1] == ']' ||
		       (difference->stated && difference->computed);
	if (is_within(path, totals, 1))
		return text_ends(path, ".central") || text_ends(path, ".low") ||
		       text_ends(path, ".high");
	return is_within(path, digests, sizeof digests / sizeof *digests) &&
	       difference->stated && difference->computed;
}

void verify_terms(struct arena *arena, struct verification *v, const struct cJSON *stated,
		  const struct cJSON *computed)
{
	struct walk walk = {.arena = arena, .v = v};
	size_t kept = v->difference_count, first = kept;

	compare(&walk, "record", stated, computed);
	for (size_t i = first; i < v->difference_count; i++)
		if (!is_traced(&v->differences[i]))
			v->differences[kept++] = v->differences[i];
	v->difference_count = kept;
}

void verify_trees(struct arena *arena, struct verification *v, const struct cJSON *stated,
		  const struct cJSON *computed)
{
	struct walk walk = {.arena = arena, .v = v};

	compare(&walk, "", stated, computed);
}
