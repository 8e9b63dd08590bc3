/* What is told of the ratio of two regions' grids. */

#include "models/audit_ratio_regions.h"

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

static const char *told_ratios(struct arena *arena, const struct candidate *candidate)
{
	const char *low = ratio_times(arena, candidate->ratios.low);
	const char *high = ratio_times(arena, candidate->ratios.high);

	return text_same(low, high) ? low : arena_printf(arena, "%s to %s", low, high);
}

static const char *told(struct arena *arena, const struct candidate *candidate)
{
	return arena_printf(arena, "%s %s", candidate->name, told_ratios(arena, candidate));
}

static const char *told_row(struct arena *arena, const struct factor *row)
{
	const struct unit *unit = &row->quantity.unit;

	return arena_printf(arena, "%.4g %s", dist_central(&row->quantity.dist) / unit->scale,
			    unit->text);
}

static const char *told_pair(struct arena *arena, const struct pair *pair)
{
	return arena_printf(arena, "%s (%s, %d: %s over %s)", ratio_times(arena, pair->ratio),
			    pair->here->source, pair->here->year, told_row(arena, pair->here),
			    told_row(arena, pair->there));
}

static int by_ratio(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;

	return (left->ratios.high < right->ratios.high) -
	       (left->ratios.high > right->ratios.high);
}

static const char *told_all(struct held *held)
{
	struct arena *arena = held->run->arena;
	const char *text = "";

	qsort(held->candidates, held->count, sizeof *held->candidates, by_ratio);
	for (size_t i = 0; i < held->count && i < SHOWN; i++)
		text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "",
				    told(arena, &held->candidates[i]));
	return text;
}

static const struct candidate *nearest(const struct held *held)
{
	const struct candidate *best = &held->candidates[0];
	double times = held->ratio->times.value;

	for (size_t i = 1; i < held->count; i++) {
		const struct candidate *one = &held->candidates[i];

		if (fabs(log(one->nearest.ratio / times)) <
		    fabs(log(best->nearest.ratio / times)))
			best = one;
	}
	return best;
}

static struct audit_finding *find(struct held *held, enum verdict verdict, const char *message,
				  const struct pair *pair)
{
	struct audit_finding *finding =
	    audit_find(held->run, held->claim, AUDIT_RATIO, verdict, "%s", message);

	finding->explains = true;
	finding->has_value = true;
	finding->value = pair->ratio;
	finding->place = held->ratio->times.place;
	finding->source = pair->there->citation;
	return finding;
}

static const char *fitting(struct held *held, bool digits)
{
	struct arena *arena = held->run->arena;
	const char *text = "";

	for (size_t i = 0; i < held->count; i++)
		if (digits ? held->candidates[i].digits : held->candidates[i].range)
			text = arena_printf(arena, "%s%s%s", text, *text ? " or " : "",
					    held->candidates[i].name);
	return text;
}

/* Direct emissions alone set grids further apart than their life cycles do: a ratio between
 * them and 1 may be of the latter. */
static bool may_be_of_life_cycles(const struct candidate *one, double times)
{
	const struct pair *pair = &one->nearest;
	double apart = log(pair->ratio);

	return text_same(pair->here->boundary, "direct") &&
	       text_same(pair->there->boundary, "direct") && log(times) * apart > 0 &&
	       fabs(log(times)) < fabs(apart);
}

/* One region is meant for certain. */
static void tell_one(struct held *held)
{
	struct arena *arena = held->run->arena;
	const struct candidate *one = &held->candidates[0];
	const char *stated = ratio_stated(held->said);
	double times = held->ratio->times.value;
	const char *how = one->digits || interval_holds(one->ratios, times) ? "within"
			  : one->range					    ? "near"
									    : "not";
	enum verdict verdict = VERDICT_INCONSISTENT;
	const char *grids = "the grids give", *rest = "";

	if (one->digits || one->range) {
		verdict = VERDICT_CONSISTENT;
	} else if (may_be_of_life_cycles(one, times)) {
		verdict = VERDICT_CONDITIONAL;
		grids = "the direct emissions of the grids give";
		rest = "; consistent if emissions upstream of the plants are counted";
	}
	find(held, verdict,
	     arena_printf(arena, "%s is %s what %s: %s; nearest is %s%s", stated, how, grids,
			  told_ratios(arena, one), told_pair(arena, &one->nearest), rest),
	     &one->nearest);
}

static void tell_regions(struct held *held)
{
	struct arena *arena = held->run->arena;
	const char *all = told_all(held);
	const struct pair *pair = &nearest(held)->nearest;
	const char *near = told_pair(arena, pair), *stated = ratio_stated(held->said);
	bool digits = *fitting(held, true) != '\0', range = *fitting(held, false) != '\0';
	const char *fits = fitting(held, digits);

	if (!digits && !range)
		find(held, VERDICT_INCONSISTENT,
		     arena_printf(arena, "%s is not what the grids give; nearest is %s", stated,
				  near),
		     pair);
	else
		find(held, VERDICT_CONDITIONAL,
		     arena_printf(arena, "%s is %s only if %s is meant: %s", stated,
				  digits ? "right" : "near what the grids give", fits, near),
		     pair);
	audit_find(held->run, held->claim, AUDIT_RATIO, VERDICT_UNCHECKABLE,
		   "over years and tables, what runs in %s emits so many times what it does in "
		   "what '%s' may be: %s",
		   held->run->audited[held->claim].claim->region->code, held->ratio->than, all);
}

bool ratio_hold_regions(const struct ratio_held *said)
{
	const struct claim *claim = said->run->audited[said->claim].claim;
	struct held held = {
	    .said = said, .run = said->run, .claim = said->claim, .ratio = said->ratio};

	if (!claim->region)
		return false;
	held.year = claim->year;
	ratio_find_candidates(&held, claim->region);
	if (!held.count && held.year) {
		held.year = 0;
		ratio_find_candidates(&held, claim->region);
	}
	if (held.count == 1)
		tell_one(&held);
	else if (held.count)
		tell_regions(&held);
	return held.count > 0;
}
