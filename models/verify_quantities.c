/* Which quantities and items are not those of the report. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/scenario_path.h"
#include "models/verify_parts.h"

/* Of a cause; the rest is counted. */
enum { MOST_DETAILS = 12 };

static const char *text_of(const struct cJSON *object, const char *key)
{
	const char *text = json_tree_string(json_tree_member(object, key));

	return text ? text : "";
}

bool verify_is_constant(const struct cJSON *quantity)
{
	const char *key = text_of(quantity, "key");
	char *end;

	strtod(key, &end);
	return *key && !*end;
}

static const struct cJSON *named(const struct cJSON *list, const char *key, const char *name,
				 const struct cJSON *guess)
{
	const struct cJSON *it = json_tree_first(list);

	if (guess && text_same(text_of(guess, key), name))
		return guess;
	while (it && !text_same(text_of(it, key), name))
		it = json_tree_next(it);
	return it;
}

static bool is_of_input(const struct verify_telling *t, const char *place)
{
	const struct cJSON *it = json_tree_first(t->inputs);

	for (; it; it = json_tree_next(it)) {
		const char *file = text_of(it, "file"), *slash = strrchr(file, '/');

		if (*file && strstr(place, slash ? slash + 1 : file))
			return true;
	}
	return false;
}

/* The cause that a quantity belongs to, where that is there. */
struct verify_cause *verify_owner(const struct verify_telling *t, const struct cJSON *quantity,
				  bool same_row)
{
	struct verify_cause *factors = verify_find_cause(t->v, CAUSE_OWN_FACTORS), *log;

	if (!factors)
		factors = verify_find_cause(t->v, CAUSE_FACTORS);
	log = verify_find_cause(t->v, CAUSE_LOG);
	if (*text_of(quantity, "factor") && factors &&
	    (same_row || !verify_find_cause(t->v, CAUSE_SCENARIO)))
		return factors;
	if (!*text_of(quantity, "factor") && log && is_of_input(t, text_of(quantity, "place")))
		return log;
	return verify_find_cause(t->v, CAUSE_SCENARIO);
}

void verify_tell(struct verify_telling *t, struct verify_cause *cause, const char *text)
{
	if (!cause)
		return;
	if (cause->detail_count < MOST_DETAILS)
		verify_detail(t->arena, cause, text);
	else
		t->left[cause->kind]++;
}

/* Six digits, or all where six do not tell it from the other value. */
static const char *value_of(struct arena *arena, const struct cJSON *quantity,
			    const struct cJSON *other)
{
	const char *unit = text_of(quantity, "unit");
	double value = json_tree_number(quantity, "value"),
	       than = other ? json_tree_number(other, "value") : NAN;
	const char *digits = arena_printf(arena, "%.6g", value);

	if (text_same(digits, arena_printf(arena, "%.6g", than)) || strchr(digits, 'e'))
		digits = text_double(arena, value);
	return arena_printf(arena, "%s%s%s", digits, *unit ? " " : "", unit);
}

static const char *place_of(struct arena *arena, const struct cJSON *quantity, bool same_row)
{
	const char *place = text_of(quantity, "place"), *factor = text_of(quantity, "factor");

	if (*factor && same_row)
		return "now";
	if (*factor)
		return arena_printf(arena, "by %s", factor);
	return *place ? arena_printf(arena, "in %s", place) : "now";
}

/* "stages.training[final run].power" of "training/final run.power". */
static const char *path_of(struct arena *arena, const char *key)
{
	const char *slash = strchr(key, '/'), *dot = strrchr(key, '.');
	const char *block, *name;

	if (!slash || !dot || dot < slash)
		return NULL;
	block = arena_copy(arena, key, (size_t)(slash - key));
	name = arena_copy(arena, slash + 1, (size_t)(dot - slash) - 1);
	if (text_same(block, "sites") || text_same(block, "hardware"))
		return arena_printf(arena, "%s%s", path_named(arena, block, name), dot);
	return arena_printf(arena, "%s%s", path_item(arena, block, name), dot);
}

static void keep_change(struct verify_telling *t, const struct cJSON *then,
			const struct cJSON *now)
{
	const char *path = path_of(t->arena, text_of(now, "key"));
	struct verification *v = t->v;
	struct verify_change change = {.path = path};

	if (!path || *text_of(then, "factor") || *text_of(now, "factor"))
		return;
	change.value = arena_printf(t->arena, "%s %s",
				    text_double(t->arena, json_tree_number(then, "value")),
				    text_of(then, "unit"));
	v->changes = arena_grow(t->arena, v->changes, v->change_count, sizeof *v->changes);
	v->changes[v->change_count++] = change;
}

static bool same_value(const struct cJSON *a, const struct cJSON *b)
{
	return json_tree_number(a, "value") == json_tree_number(b, "value") &&
	       text_same(text_of(a, "unit"), text_of(b, "unit"));
}

static void tell_pair(struct verify_telling *t, const struct cJSON *then,
		      const struct cJSON *now)
{
	bool same_row = text_same(text_of(then, "factor"), text_of(now, "factor"));
	bool spread = same_value(then, now);
	struct arena *arena = t->arena;
	const char *row = text_of(then, "factor");
	struct verify_cause *owner;

	if (spread && text_same(text_of(then, "distribution"), text_of(now, "distribution")))
		return;
	owner = verify_owner(t, now, same_row);
	if (!spread && owner && owner->kind == CAUSE_SCENARIO)
		keep_change(t, then, now);
	verify_tell(
	    t, owner,
	    arena_printf(arena, "%s: %s in the report%s%s, %s %s", text_of(now, "key"),
			 spread ? text_of(then, "distribution") : value_of(arena, then, now),
			 !same_row && *row ? " by " : "", !same_row ? row : "",
			 spread ? text_of(now, "distribution") : value_of(arena, now, then),
			 place_of(arena, now, same_row)));
}

static void tell_quantities(struct verify_telling *t, const struct cJSON *then,
			    const struct cJSON *now)
{
	const struct cJSON *guess = json_tree_first(now), *it;

	for (it = json_tree_first(then); it; it = json_tree_next(it)) {
		const char *key = text_of(it, "key");
		const struct cJSON *other = named(now, "key", key, guess);

		if (other)
			tell_pair(t, it, other);
		else if (!verify_is_constant(it))
			verify_tell(t, verify_owner(t, it, false),
				    arena_printf(t->arena, "%s: %s in the report, gone now",
						 key, value_of(t->arena, it, NULL)));
		guess = json_tree_next(other ? other : guess);
	}
	guess = json_tree_first(then);
	for (it = json_tree_first(now); it; it = json_tree_next(it)) {
		const struct cJSON *other = named(then, "key", text_of(it, "key"), guess);

		if (!other && !verify_is_constant(it))
			verify_tell(t, verify_owner(t, it, false),
				    arena_printf(t->arena, "%s: not in the report, %s %s",
						 text_of(it, "key"),
						 value_of(t->arena, it, NULL),
						 place_of(t->arena, it, false)));
		guess = json_tree_next(other ? other : guess);
	}
}

static void tell_items(struct verify_telling *t, const struct cJSON *one,
		       const struct cJSON *other, const char *words)
{
	const struct cJSON *guess = json_tree_first(other), *it, *found;

	for (it = json_tree_first(one); it; it = json_tree_next(it)) {
		found = named(other, "id", text_of(it, "id"), guess);
		if (!found)
			verify_tell(t, verify_find_cause(t->v, CAUSE_SCENARIO),
				    arena_printf(t->arena, "%s: %s", text_of(it, "id"), words));
		guess = json_tree_next(found ? found : guess);
	}
}

void verify_quantities(struct arena *arena, struct verification *v,
		       const struct verify_side *stated, const struct verify_side *computed)
{
	struct verify_telling t = {.arena = arena, .v = v};
	const struct cJSON *then = json_tree_member(stated->result, "items"),
			   *now = json_tree_member(computed->result, "items");

	if (!stated->result || !computed->result)
		return;
	t.inputs = json_tree_member(computed->record, "inputs");
	tell_items(&t, then, now, "an item of the report that is gone");
	tell_items(&t, now, then, "an item that the report does not have");
	tell_quantities(&t, json_tree_member(stated->result, "quantities"),
			json_tree_member(computed->result, "quantities"));
	verify_words(&t, stated->result, computed->result);
	verify_shares(&t, stated->result, computed->result);
	for (size_t i = 0; i < v->cause_count; i++)
		if (t.left[v->causes[i].kind])
			verify_detail(
			    arena, &v->causes[i],
			    arena_printf(arena, "and %zu more", t.left[v->causes[i].kind]));
}
