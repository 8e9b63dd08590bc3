/* What a scenario says beside its quantities, then and now. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

struct saying {
	struct verify_telling *telling;
	struct verify_cause *cause;
};

/* "null" of what is not there. */
static const char *word_of(struct arena *arena, const struct cJSON *object, const char *key)
{
	const struct cJSON *item = json_tree_member(object, key);
	const char *text = json_tree_string(item);

	if (text)
		return text;
	return item && !text_same(json_tree_line(arena, item), "null")
		   ? json_tree_line(arena, item)
		   : NULL;
}

static void say(struct saying *saying, const char *of, const char *key, const char *then,
		const char *now)
{
	struct arena *arena = saying->telling->arena;

	verify_tell(saying->telling, saying->cause,
		    arena_printf(arena, "%s%s%s: %s in the report, %s now", of, *of ? " " : "",
				 key, then ? then : "nothing", now ? now : "nothing"));
}

static void say_members(struct saying *saying, const char *of, const struct cJSON *then,
			const struct cJSON *now, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *a = word_of(saying->telling->arena, then, keys[i]),
			   *b = word_of(saying->telling->arena, now, keys[i]);

		if (!text_same(a ? a : "", b ? b : ""))
			say(saying, of, keys[i], a, b);
	}
}

static const struct cJSON *named(const struct cJSON *list, const char *key, const char *name)
{
	const struct cJSON *it = json_tree_first(list);

	while (it && !text_same(json_tree_text(it, key), name))
		it = json_tree_next(it);
	return it;
}

/* A row of a factor has its own source: that is no word of the scenario. */
static void say_sources(struct saying *saying, const struct cJSON *then,
			const struct cJSON *now)
{
	static const char *const keys[] = {"source"};
	const struct cJSON *it = json_tree_first(json_tree_member(then, "inputs"));

	for (; it; it = json_tree_next(it)) {
		const char *key = json_tree_text(it, "key");
		const struct cJSON *other = named(json_tree_member(now, "inputs"), "key", key);

		if (other && !*json_tree_text(json_tree_member(other, "origin"), "factor"))
			say_members(saying, key, json_tree_member(it, "origin"),
				    json_tree_member(other, "origin"), keys, 1);
	}
}

static void say_items(struct saying *saying, const struct cJSON *then, const struct cJSON *now)
{
	static const char *const keys[] = {"region", "period", "phase", "metered_at",
					   "credit", "note",   "source"};

	for (const struct cJSON *it = json_tree_first(then); it; it = json_tree_next(it)) {
		const char *id = json_tree_text(it, "id");
		const struct cJSON *other = named(now, "id", id);

		if (!other)
			continue;
		say_members(saying, id, it, other, keys, sizeof keys / sizeof *keys);
		say_sources(saying, it, other);
	}
}

static void say_completeness(struct saying *saying, const struct cJSON *then,
			     const struct cJSON *now)
{
	static const char *const keys[] = {"status", "reason"};

	for (const struct cJSON *it = json_tree_first(then); it; it = json_tree_next(it)) {
		const char *stage = json_tree_text(it, "stage");
		const struct cJSON *other = named(now, "stage", stage);

		if (other)
			say_members(saying, stage, it, other, keys, sizeof keys / sizeof *keys);
	}
}

/* "per request": there, or not. */
static void say_per(struct saying *saying, const struct cJSON *one, const struct cJSON *other,
		    bool gone)
{
	struct arena *arena = saying->telling->arena;

	for (const struct cJSON *it = json_tree_first(one); it; it = json_tree_next(it)) {
		const char *unit = json_tree_text(it, "unit");

		if (!named(other, "unit", unit))
			verify_tell(saying->telling, saying->cause,
				    arena_printf(arena, "per %s: %s", unit,
						 gone ? "in the report, gone now"
						      : "not in the report"));
	}
}

void verify_words(struct verify_telling *telling, const struct cJSON *stated,
		  const struct cJSON *computed)
{
	static const char *const keys[] = {"name", "description"};
	struct saying saying = {telling, verify_find_cause(telling->v, CAUSE_SCENARIO)};

	if (!saying.cause)
		return;
	say_items(&saying, json_tree_member(stated, "items"),
		  json_tree_member(computed, "items"));
	say_completeness(&saying, json_tree_member(stated, "completeness"),
			 json_tree_member(computed, "completeness"));
	say_per(&saying, json_tree_member(stated, "per"), json_tree_member(computed, "per"),
		true);
	say_per(&saying, json_tree_member(computed, "per"), json_tree_member(stated, "per"),
		false);
	say_members(&saying, "", json_tree_member(stated, "scenario"),
		    json_tree_member(computed, "scenario"), keys, sizeof keys / sizeof *keys);
	if (!saying.cause->detail_count && telling->v->cause_count == 1 &&
	    json_tree_member(stated, "quantities"))
		verify_detail(telling->arena, saying.cause,
			      "no quantity that the report lists has another value");
}
