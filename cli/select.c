/* Keeps some criteria of an assessment: every array over criteria is picked from. */
#include "cli/select.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* kept[i]: index in the full assessment of the criterion that is i-th here; its criterion_count
 * where it has none. */
struct choice {
	struct arena *arena;
	size_t *kept;
	size_t count;
	size_t full_count;
};

/* absent: what stands for a criterion that the assessment does not have. */
static void *pick(const struct choice *choice, const void *array, const void *absent,
		  size_t size)
{
	char *picked;

	if (!array)
		return NULL;
	picked = arena_alloc(choice->arena, (choice->count + 1) * size);
	for (size_t i = 0; i < choice->count; i++) {
		size_t kept = choice->kept[i];
		memcpy(picked + i * size,
		       kept < choice->full_count ? (const char *)array + kept * size : absent,
		       size);
	}
	return picked;
}

static struct impact *pick_impacts(const struct choice *choice, const struct impact *impacts)
{
	static const struct impact hole = {
	    .status = IMPACT_MISSING,
	    .reason = "no item has a figure for it",
	    .statistics = {NAN, NAN, NAN, NAN, NAN, NAN, false},
	    .cell = {UINT32_MAX},
	};

	return pick(choice, impacts, &hole, sizeof *impacts);
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

static void pick_drivers(const struct choice *choice, struct assessment *a)
{
	static struct driver *const none = NULL;
	static const size_t zero = 0;

	a->drivers = pick(choice, a->drivers, &none, sizeof none);
	a->driver_counts = pick(choice, a->driver_counts, &zero, sizeof zero);
}

static bool is_named(const char *const *names, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(names[i], id))
			return true;
	return false;
}

/* Fills the choice and returns the criteria chosen. */
static const struct criterion **choose(struct choice *choice, const struct assessment *full,
				       const struct factors *factors, const char *const *names,
				       size_t count)
{
	size_t rows;
	const struct criterion *all = factors_criteria(factors, &rows);
	const struct criterion **chosen =
	    arena_alloc(choice->arena, (rows + 1) * sizeof *chosen);

	choice->kept = arena_alloc(choice->arena, (rows + 1) * sizeof *choice->kept);
	choice->full_count = full->criterion_count;
	for (size_t i = 0; i < rows; i++) {
		size_t kept = 0;
		if (!is_named(names, count, all[i].id))
			continue;
		while (kept < full->criterion_count &&
		       !text_same(full->criteria[kept]->id, all[i].id))
			kept++;
		choice->kept[choice->count] = kept;
		chosen[choice->count++] = &all[i];
	}
	return chosen;
}

const struct assessment *assessment_select(struct arena *arena, const struct assessment *full,
					   const struct factors *factors,
					   const char *const *names, size_t count)
{
	struct choice choice = {.arena = arena};
	struct assessment *a;

	if (count == 0)
		return full;
	a = copy(arena, full, 1, sizeof *full);
	a->criteria = choose(&choice, full, factors, names, count);
	a->criterion_count = choice.count;
	pick_rows(&choice, a);
	a->totals = pick_impacts(&choice, full->totals);
	a->credits = pick_impacts(&choice, full->credits);
	for (size_t i = 0; i < sizeof a->phases / sizeof *a->phases; i++)
		a->phases[i] = pick_impacts(&choice, full->phases[i]);
	pick_drivers(&choice, a);
	return a;
}
