/* Exact means and standard deviations beside those of the samples, and one held against the
 * other. */

#include "lca/base/arena.h"
#include "lca/engine/exact.h"
#include "models/freeze.h"

/* An impact with the name a reader knows it by. */
struct named {
	struct impact *impact;
	const char *name;
	size_t criterion;
};

struct gathered {
	struct freeze *freeze;
	struct named *list;
	size_t count;
};

static void gather(struct gathered *gathered, struct impact *impacts, const char *name)
{
	struct arena *arena = gathered->freeze->build->arena;

	for (size_t c = 0; impacts && c < gathered->freeze->result->criterion_count; c++) {
		if (impacts[c].status != IMPACT_COUNTED)
			continue;
		gathered->list =
		    arena_grow(arena, gathered->list, gathered->count, sizeof *gathered->list);
		gathered->list[gathered->count++] = (struct named){&impacts[c], name, c};
	}
}

static void gather_all(struct gathered *gathered)
{
	const struct assessment *result = gathered->freeze->result;
	struct arena *arena = gathered->freeze->build->arena;

	for (size_t i = 0; i < result->item_count; i++)
		gather(gathered, result->items[i].impacts, result->items[i].id);
	gather(gathered, result->totals, "the total");
	for (size_t i = 0; i < result->stage_count; i++)
		gather(gathered, result->stages[i].impacts,
		       arena_printf(arena, "stage %s", result->stages[i].stage));
	for (enum phase phase = PHASE_CREATION; phase <= PHASE_USE; phase++)
		gather(gathered, result->phases[phase],
		       arena_printf(arena, "phase %s", phase_name(phase)));
	gather(gathered, result->credits, "credits");
	for (size_t i = 0; i < result->per_count; i++) {
		gather(gathered, result->per[i].use,
		       arena_printf(arena, "use per %s", result->per[i].unit));
		gather(gathered, result->per[i].creation,
		       arena_printf(arena, "creation per %s", result->per[i].unit));
	}
}

static void warn(const struct freeze *freeze, const struct named *named)
{
	const struct impact *impact = named->impact;
	const struct criterion *criterion = freeze->result->criteria[named->criterion];

	diag_add(
	    freeze->build->diags, DIAG_SAMPLING_CHECK,
	    (struct place){.file = freeze->build->scenario->file}, NULL,
	    "use another --seed or more --samples; where it stays, report it as a bug",
	    "%s of %s: the mean of %llu samples is %.6g %s, its exact value %.6g: more than "
	    "six standard errors apart",
	    criterion->id, named->name, (unsigned long long)freeze->result->record.samples,
	    impact->statistics.mean, criterion->symbol, impact->exact.mean);
}

/* What cancels is rounded like what it is made of, which is looked at where it matters. */
static bool is_off(const struct freeze *freeze, const struct named *named, uint64_t samples)
{
	struct impact *impact = named->impact;

	if (!impact->statistics.finite ||
	    exact_agrees(&impact->exact, impact->statistics.mean, samples))
		return false;
	impact->exact.magnitude = exact_magnitude(freeze->build->sheet, impact->cell) /
				  freeze->result->criteria[named->criterion]->unit.scale;
	return !exact_agrees(&impact->exact, impact->statistics.mean, samples);
}

/* A sum of one item is not told again. */
static void check(const struct gathered *gathered)
{
	uint64_t samples = gathered->freeze->result->record.samples;
	size_t j;

	for (size_t i = 0; i < gathered->count; i++) {
		const struct named *named = &gathered->list[i];

		if (!is_off(gathered->freeze, named, samples))
			continue;
		for (j = 0; j < i; j++)
			if (gathered->list[j].criterion == named->criterion &&
			    gathered->list[j].impact->statistics.mean ==
				named->impact->statistics.mean)
				break;
		if (j == i)
			warn(gathered->freeze, named);
	}
}

void freeze_exact(struct freeze *freeze)
{
	struct gathered gathered = {.freeze = freeze};
	struct arena *arena = freeze->build->arena;
	struct exact *exact;
	cell *outputs;

	gather_all(&gathered);
	outputs = arena_alloc(arena, (gathered.count + 1) * sizeof *outputs);
	exact = arena_alloc(arena, (gathered.count + 1) * sizeof *exact);
	for (size_t i = 0; i < gathered.count; i++)
		outputs[i] = gathered.list[i].impact->cell;
	exact_moments(freeze->build->sheet, outputs, gathered.count, exact);
	for (size_t i = 0; i < gathered.count; i++) {
		const struct named *named = &gathered.list[i];
		double scale = freeze->result->criteria[named->criterion]->unit.scale;

		named->impact->exact = exact[i];
		named->impact->exact.mean /= scale;
		named->impact->exact.sd /= scale;
	}
	check(&gathered);
	for (size_t i = 0; i < gathered.count; i++)
		freeze_drop_moments(gathered.list[i].impact);
}
