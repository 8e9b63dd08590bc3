/* What totals of a claim file name: claims of it, and none that holds the total itself. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/claim_yaml.h"

enum state { UNSEEN, OPEN, DONE };

struct walk {
	struct claim_reader *reader;
	const struct text_set *ids;
	size_t first, count;	    /* claims of the file */
	size_t *of_id;		    /* [ids->count]: claim of an id, less first */
	const struct node **values; /* [count]: of the key total_of, or NULL */
	enum state *states;	    /* [count] */
	size_t *next, *stack;	    /* [count] */
	size_t depth;
};

static const struct claim *claim_at(const struct walk *walk, size_t at)
{
	return &walk->reader->claims[walk->first + at];
}

static struct place place_of(const struct walk *walk, size_t at, size_t item)
{
	const struct node *value = walk->values[at];

	if (!value)
		return claim_at(walk, at)->place;
	return value->kind == NODE_LIST && item < value->count ? value->items[item]->place
							       : value->place;
}

static const char *path_of(const struct walk *walk, size_t at)
{
	return arena_printf(walk->reader->arena, "claims[%s].total_of", claim_at(walk, at)->id);
}

static void refuse_name(struct walk *walk, size_t at, size_t item)
{
	const char *id = claim_at(walk, at)->total_of[item];

	diag_add(walk->reader->diags, DIAG_NAME_UNKNOWN, place_of(walk, at, item),
		 path_of(walk, at),
		 diag_suggest(walk->reader->diags, id, walk->ids->texts, walk->ids->count),
		 "no claim of this file has the id '%s'", id);
	walk->reader->failed = true;
}

static void refuse_circle(struct walk *walk, size_t at, size_t item)
{
	const struct claim *claim = claim_at(walk, at);
	const char *id = claim->total_of[item];

	diag_add(walk->reader->diags, DIAG_CIRCLE, place_of(walk, at, item), path_of(walk, at),
		 "name the parts alone", "'%s' cannot be a part of '%s', which %s", id,
		 claim->id, text_same(id, claim->id) ? "is the same claim" : "is a part of it");
	walk->reader->failed = true;
}

static void enter(struct walk *walk, size_t at)
{
	walk->states[at] = OPEN;
	walk->stack[walk->depth++] = at;
}

/* The next claim that the one on top of the stack names. */
static void step(struct walk *walk, size_t at)
{
	size_t item = walk->next[at]++;
	size_t number = text_set_find(walk->ids, claim_at(walk, at)->total_of[item]);
	size_t named;

	if (number == SIZE_MAX) {
		refuse_name(walk, at, item);
		return;
	}
	named = walk->of_id[number];
	if (walk->states[named] == OPEN)
		refuse_circle(walk, at, item);
	else if (walk->states[named] == UNSEEN)
		enter(walk, named);
}

static void walk_from(struct walk *walk, size_t start)
{
	enter(walk, start);
	while (walk->depth) {
		size_t at = walk->stack[walk->depth - 1];

		if (walk->next[at] < claim_at(walk, at)->total_count) {
			step(walk, at);
		} else {
			walk->states[at] = DONE;
			walk->depth--;
		}
	}
}

void yaml_totals_check(struct claim_reader *reader, const struct text_set *ids, size_t first,
		       const struct yaml_total *totals, size_t count)
{
	struct arena *arena = reader->arena;
	struct walk walk = {
	    .reader = reader, .ids = ids, .first = first, .count = reader->count - first};
	size_t room = walk.count + 1, i;

	if (!count)
		return;
	walk.of_id = arena_alloc(arena, (ids->count + 1) * sizeof *walk.of_id);
	walk.values = arena_alloc(arena, room * sizeof *walk.values);
	walk.states = arena_alloc(arena, room * sizeof *walk.states);
	walk.next = arena_alloc(arena, room * sizeof *walk.next);
	walk.stack = arena_alloc(arena, room * sizeof *walk.stack);
	for (i = walk.count; i > 0; i--) {
		size_t number = text_set_find(ids, claim_at(&walk, i - 1)->id);

		if (number != SIZE_MAX)
			walk.of_id[number] = i - 1;
	}
	for (i = 0; i < count; i++)
		walk.values[totals[i].claim - first] = totals[i].value;
	for (i = 0; i < walk.count; i++)
		if (walk.states[i] == UNSEEN)
			walk_from(&walk, i);
}
