/* Keeps some criteria of an assessment: every array over criteria is picked from. */
#include "cli/select.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* kept[i]: index in the full assessment of the criterion that is i-th here. */
struct choice {
	struct arena *arena;
	const size_t *kept;
	size_t count;
};

static void *pick(const struct choice *choice, const void *array, size_t size)
{
	char *picked;

	if (!array)
		return NULL;
	picked = arena_alloc(choice->arena, (choice->count + 1) * size);
	for (size_t i = 0; i < choice->count; i++)
		memcpy(picked + i * size, (const char *)array + choice->kept[i] * size, size);
	return picked;
}

static struct impact *pick_impacts(const struct choice *choice, const struct impact *impacts)
{
	return pick(choice, impacts, sizeof *impacts);
}

static void *copy(struct arena *arena, const void *array, size_t count, size_t size)
{
	void *copied = arena_alloc(arena, (count + 1) * size);

	if (count)
		memcpy(copied, array, count * size);
	return copied;
}

static void pick_rows(const struct choice *choice, struct assessment *a)
{
	a->items = copy(choice->arena, a->items, a->item_count, sizeof *a->items);
	for (size_t i = 0; i < a->item_count; i++)
		a->items[i].impacts = pick_impacts(choice, a->items[i].impacts);
	a->stages = copy(choice->arena, a->stages, a->stage_count, sizeof *a->stages);
	for (size_t i = 0; i < a->stage_count; i++)
		a->stages[i].impacts = pick_impacts(choice, a->stages[i].impacts);
	a->per = copy(choice->arena, a->per, a->per_count, sizeof *a->per);
	for (size_t i = 0; i < a->per_count; i++) {
		a->per[i].use = pick_impacts(choice, a->per[i].use);
		a->per[i].creation = pick_impacts(choice, a->per[i].creation);
	}
}

static bool is_named(const char *const *names, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(names[i], id))
			return true;
	return false;
}

const struct assessment *assessment_select(struct arena *arena, const struct assessment *full,
					   const char *const *names, size_t count)
{
	struct assessment *a;
	size_t *kept;
	struct choice choice = {.arena = arena};

	if (count == 0)
		return full;
	kept = arena_alloc(arena, (full->criterion_count + 1) * sizeof *kept);
	for (size_t i = 0; i < full->criterion_count; i++)
		if (is_named(names, count, full->criteria[i]->id))
			kept[choice.count++] = i;
	choice.kept = kept;
	a = copy(arena, full, 1, sizeof *full);
	a->criteria = pick(&choice, full->criteria, sizeof *full->criteria);
	a->criterion_count = choice.count;
	pick_rows(&choice, a);
	a->totals = pick_impacts(&choice, full->totals);
	a->credits = pick_impacts(&choice, full->credits);
	for (size_t i = 0; i < sizeof a->phases / sizeof *a->phases; i++)
		a->phases[i] = pick_impacts(&choice, full->phases[i]);
	a->drivers = pick(&choice, full->drivers, sizeof *full->drivers);
	a->driver_counts = pick(&choice, full->driver_counts, sizeof *full->driver_counts);
	return a;
}
