/* Tries changes of a scenario and keeps those that lower its total most. */

#include "models/advice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/engine/compare.h"
#include "models/scenario_path.h"

/* Changes told; a trial has at most so many samples. Less than 1 % of the total is no reason to
 * change anything. */
enum { MOST_TOLD = 5, MOST_SAMPLES = 20000 };
static const double least_part = 0.01;

struct candidate *candidate_add(struct candidates *candidates, const char *path,
				const char *value)
{
	struct candidate *added;

	if (candidates->count == CANDIDATES_MOST)
		return NULL;
	added = &candidates->list[candidates->count++];
	*added = (struct candidate){.advice = {.from = "", .to = value}};
	candidate_change(candidates, added, path, value);
	return added;
}

void candidate_change(struct candidates *candidates, struct candidate *candidate,
		      const char *path, const char *value)
{
	struct arena *arena = candidates->freeze->build->arena;

	candidate->changes = arena_grow(arena, candidate->changes, candidate->change_count,
					sizeof *candidate->changes);
	candidate->changes[candidate->change_count++] = (struct scenario_change){path, value};
}

const char *candidate_item_path(struct candidates *candidates, const struct item *item,
				const char *key)
{
	struct arena *arena = candidates->freeze->build->arena;

	return arena_printf(arena, "%s.%s",
			    path_item(arena, stage_name(item->stage), item->name), key);
}

bool advice_takes_hours(const struct item *embodied, const struct item *item)
{
	for (size_t i = 0; i < embodied->from_count; i++)
		if (item != embodied && (text_same(embodied->from[i], item->id) ||
					 text_same(embodied->from[i], stage_name(item->stage))))
			return true;
	return false;
}

/* The scenario with further changes, compiled for the first criterion; NULL where it cannot be.
 */
static struct freeze *compile_with(const struct freeze *freeze,
				   const struct scenario_change *changes, size_t count)
{
	struct arena *arena = freeze->build->arena;
	struct diags *diags = diags_new(arena);
	struct assess_options *options = arena_alloc(arena, sizeof *options);
	const char **criteria = arena_alloc(arena, sizeof *criteria);
	size_t stated = freeze->options->change_count;
	struct scenario_change *all = arena_alloc(arena, (stated + count + 1) * sizeof *all);

	if (stated)
		memcpy(all, freeze->options->changes, stated * sizeof *all);
	if (count)
		memcpy(all + stated, changes, count * sizeof *all);
	*options = *freeze->options;
	criteria[0] = freeze->result->criteria[0]->id;
	options->criteria = criteria;
	options->criterion_count = 1;
	options->source = NULL;
	return assess_compile(
	    arena, scenario_read_from(freeze->options->source, all, stated + count, diags),
	    freeze->build->factors, options, diags);
}

static struct statistics negated(const struct statistics *s)
{
	struct statistics result = *s;

	result.central = -s->central;
	result.mean = -s->mean;
	result.median = -s->median;
	result.low = -s->high;
	result.high = -s->low;
	result.error.low = s->error.high;
	result.error.high = s->error.low;
	return result;
}

/* The total that a change is to lower: over the life of the model, where that is known. */
static const struct impact *lowered(const struct assessment *result)
{
	return result->life ? &result->life->total : &result->totals[0];
}

/* What the changes save. False where the total then is not known as well as it is now. */
static bool try_changes(const struct freeze *freeze, const struct scenario_change *changes,
			size_t count, struct advice *advice)
{
	const struct impact *now = &freeze->result->totals[0], *then;
	const struct freeze *changed = compile_with(freeze, changes, count);
	struct run_options options = freeze->options->run;
	double scale = freeze->result->criteria[0]->unit.scale;
	struct paired trial;

	if (!changed || changed->result->criterion_count == 0)
		return false;
	then = &changed->result->totals[0];
	if (then->status != IMPACT_COUNTED || then->missing != now->missing ||
	    !changed->result->life != !freeze->result->life)
		return false;
	if (options.samples > MOST_SAMPLES)
		options.samples = MOST_SAMPLES;
	options.progress = NULL;
	trial = run_compare(changed->build->sheet, lowered(changed->result)->cell,
			    freeze->build->sheet, lowered(freeze->result)->cell, &options);
	advice->saves = negated(&trial.difference);
	statistics_scale(&advice->saves, 1 / scale);
	advice->then = trial.ratio;
	advice->saving = trial.lower;
	advice->commands = changes;
	advice->command_count = count;
	return true;
}

static bool is_worthwhile(const struct freeze *freeze, const struct advice *advice)
{
	double total = lowered(freeze->result)->statistics.central;

	return advice->saves.finite && advice->saves.central >= least_part * total;
}

static int by_saving(const void *left, const void *right)
{
	const struct advice *a = left, *b = right;

	return a->saves.central > b->saves.central ? -1 : a->saves.central < b->saves.central;
}

/* All changes told at once: they share what they save. */
static void try_together(const struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;
	struct advice *together = arena_alloc(arena, sizeof *together);
	struct scenario_change *changes = NULL;
	size_t count = 0;

	for (size_t i = 0; i < result->advice_count; i++)
		for (size_t k = 0; k < result->advice[i].command_count; k++) {
			changes = arena_grow(arena, changes, count, sizeof *changes);
			changes[count++] = result->advice[i].commands[k];
		}
	if (try_changes(freeze, changes, count, together))
		result->advice_together = together;
}

void advice_find(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct candidates candidates = {.freeze = freeze};

	if (result->criterion_count == 0 || result->totals[0].status != IMPACT_COUNTED ||
	    !(result->totals[0].statistics.central > 0))
		return;
	advice_regions(&candidates);
	advice_accelerators(&candidates);
	advice_answers(&candidates);
	advice_inputs(&candidates);
	advice_less(&candidates);
	result->advice =
	    arena_alloc(freeze->build->arena, (candidates.count + 1) * sizeof *result->advice);
	for (size_t i = 0; i < candidates.count; i++) {
		struct candidate *candidate = &candidates.list[i];

		if (try_changes(freeze, candidate->changes, candidate->change_count,
				&candidate->advice) &&
		    is_worthwhile(freeze, &candidate->advice))
			result->advice[result->advice_count++] = candidate->advice;
	}
	qsort(result->advice, result->advice_count, sizeof *result->advice, by_saving);
	if (result->advice_count > MOST_TOLD)
		result->advice_count = MOST_TOLD;
	if (result->advice_count > 1)
		try_together(freeze);
}
