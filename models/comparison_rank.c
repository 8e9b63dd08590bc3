/* The ranking: who is the lowest how often, and who can be told apart from whom. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

static const struct impact *ranked_by(const struct comparing *comparing,
				      const struct contender *contender)
{
	return &contender->row.totals[comparing->result->by];
}

static bool is_hole(const struct line *line, size_t criterion)
{
	return line->impacts[criterion].status == IMPACT_MISSING && !line_is_credit(line);
}

const char *hole_reason(struct arena *arena, const struct build *build, size_t criterion,
			const struct impact *total)
{
	const char *id = build->criteria[criterion].id;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];
		const char *reason = line->impacts[criterion].reason;

		if (!is_hole(line, criterion))
			continue;
		return arena_printf(arena, "%s of %s is not known: %s%s", id, line->id,
				    reason ? reason : "no factor",
				    total->missing > 1 ? ", and so on" : "");
	}
	return arena_printf(arena, "%s is not known: %s", id,
			    total->reason ? total->reason : "no factor");
}

static bool draws_electricity(const struct line *line)
{
	return line->flow_count > 0 || line->lost_of;
}

bool lacks_electricity(const struct build *build, size_t criterion)
{
	for (size_t i = 0; i < build->line_count; i++) {
		if (is_hole(build->lines[i], criterion) && draws_electricity(build->lines[i]))
			return true;
	}
	return false;
}

/* The items whose total lacks them, one below the other; NULL where one of them draws
 * electricity, which goes with the place. */
static const char *holes_of(struct arena *arena, const struct build *build, size_t criterion)
{
	const char *names = "";

	if (lacks_electricity(build, criterion))
		return NULL;
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		if (!is_hole(line, criterion))
			continue;
		names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", line->id);
	}
	return names;
}

/* What no row knows of hardware and other goods is left out of all of them alike: the ranking
 * is of the rest. "": nothing, or not the same in all rows. */
static const char *common_holes(const struct comparing *comparing)
{
	size_t criterion = comparing->criteria[comparing->result->by];
	const char *common = NULL;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct contender *contender = &comparing->contenders[i];
		const char *holes;

		if (!contender->freeze ||
		    ranked_by(comparing, contender)->status != IMPACT_COUNTED)
			continue;
		holes = holes_of(comparing->arena, contender->freeze->build, criterion);
		if (!holes)
			continue;
		if (common && !text_same(common, holes))
			return "";
		common = holes;
	}
	return common ? common : "";
}

static bool lacks_more(const struct comparing *comparing, const struct contender *contender,
		       const char *common)
{
	const char *holes = holes_of(comparing->arena, contender->freeze->build,
				     comparing->criteria[comparing->result->by]);

	return !holes || !text_same(holes, common);
}

/* As it stands in its own sheet, not in that of all sides. */
static cell own_total(const struct comparing *comparing, const struct contender *contender)
{
	return freeze_total_of(contender->freeze->build,
			       comparing->criteria[comparing->result->by])
	    .cell;
}

/* Why a side with figures is not ranked, or NULL. */
static const char *reason_of(const struct comparing *comparing,
			     const struct contender *contender, const char *common)
{
	const struct impact *total = ranked_by(comparing, contender);
	size_t criterion = comparing->criteria[comparing->result->by];

	if (total->status != IMPACT_COUNTED || lacks_more(comparing, contender, common))
		return hole_reason(comparing->arena, contender->freeze->build, criterion,
				   total);
	if (basis_doubt(contender->freeze->build, own_total(comparing, contender)))
		return basis_doubt(contender->freeze->build, own_total(comparing, contender));
	if (!contender->added)
		return "its inputs are correlated in another way than those of the other rows: "
		       "the "
		       "same samples cannot serve both";
	return NULL;
}

void comparing_settle(struct comparing *comparing)
{
	comparing->common = common_holes(comparing);
	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		contender->row.reason = reason_of(comparing, contender, comparing->common);
		contender->competes = !contender->row.reason;
	}
}

/* What the run has shown to be no figure. Returns how many. */
static size_t drop_infinite(struct comparing *comparing)
{
	size_t dropped = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->competes || ranked_by(comparing, contender)->statistics.finite)
			continue;
		contender->competes = false;
		contender->row.reason =
		    arena_printf(comparing->arena, "%s is not finite in some samples",
				 comparing->result->criteria[comparing->result->by]->id);
		dropped++;
	}
	return dropped;
}

/* Without those that were dropped. */
static void contest_again(struct comparing *comparing)
{
	size_t ranked = comparing->result->ranked;
	cell *cells = arena_alloc(comparing->arena, ranked * sizeof *cells);

	for (size_t i = 0; i < ranked; i++) {
		cells[i] = ranked_by(comparing, comparing->ranked[i])->cell;
		comparing->ranked[i]->number = i;
	}
	contest_free(comparing->contest);
	comparing->contest =
	    contest_run(comparing->sheet, cells, ranked, &comparing->assess.run);
}

struct standing {
	double median;
	struct contender *contender;
};

static int by_median(const void *a, const void *b)
{
	const struct standing *one = a, *other = b;

	if (one->median != other->median)
		return one->median < other->median ? -1 : 1;
	return one->contender < other->contender ? -1 : one->contender > other->contender;
}

static void sort_ranked(struct comparing *comparing)
{
	struct standing *standings =
	    arena_alloc(comparing->arena, (comparing->count + 1) * sizeof *standings);
	size_t count = 0;

	comparing->ranked =
	    arena_alloc(comparing->arena, (comparing->count + 1) * sizeof *comparing->ranked);
	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		contender->row.status =
		    contender->row.reason ? COMPARED_UNRANKED : COMPARED_RANKED;
		if (!contender->row.reason)
			standings[count++] = (struct standing){
			    ranked_by(comparing, contender)->statistics.median, contender};
	}
	qsort(standings, count, sizeof *standings, by_median);
	for (size_t i = 0; i < count; i++)
		comparing->ranked[i] = standings[i].contender;
	comparing->result->ranked = count;
}

/* At the interval: 95 % leave 2.5 % on either side. */
static bool is_told(const struct comparing *comparing, double below)
{
	double least = 1 - (1 - comparing->assess.run.interval) / 2;

	return below >= least || 1 - below >= least;
}

static bool is_certain(const struct comparing *comparing, const struct contender *contender)
{
	const struct statistics *total = &ranked_by(comparing, contender)->statistics;

	return total->high <= total->low;
}

/* Samples of which less than one lies beyond the interval tell nothing apart at it; two figures
 * without a range need none. */
static bool can_be_told(const struct comparing *comparing, const struct contender *a,
			const struct contender *b)
{
	double beyond = (1 - comparing->assess.run.interval) / 2;

	return (double)comparing->result->pair_samples * beyond >= 1 ||
	       (is_certain(comparing, a) && is_certain(comparing, b));
}

/* A row belongs to its leader while it cannot be told apart from it. */
static void set_groups(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	struct contender **ranked = comparing->ranked;
	size_t leader = 0;

	for (size_t i = 0; i < result->ranked; i++) {
		if (i == 0 ||
		    (can_be_told(comparing, ranked[i], ranked[leader]) &&
		     is_told(comparing, contest_pair(comparing->contest, ranked[i]->number,
						     ranked[leader]->number)
					    .a_or_tie))) {
			result->groups++;
			leader = i;
		}
		ranked[i]->row.group = result->groups;
	}
}

/* A difference of what has no mean or no sd has none, nor has its ratio. */
static void drop_moments(const struct comparing *comparing, struct compared_row *row,
			 const struct compared_row *first)
{
	size_t by = comparing->result->by;

	if (isfinite(row->totals[by].statistics.sd) &&
	    isfinite(first->totals[by].statistics.sd))
		return;
	row->ratio.mean = row->ratio.sd = NAN;
	row->difference.mean = row->difference.sd = NAN;
}

/* Where the lowest is 0 or less in some samples, how many times as much another has means
 * nothing. */
static void drop_ratios(struct comparing *comparing)
{
	for (size_t i = 1; i < comparing->result->ranked; i++)
		comparing->ranked[i]->row.ratio.finite = false;
	if (comparing->result->ranked > 1)
		comparing_note(
		    comparing,
		    arena_printf(comparing->arena,
				 "no ratio is told: %s is 0 or less in some samples, "
				 "and nothing is a multiple of that; csv and json "
				 "have the differences",
				 comparing->ranked[0]->row.label));
}

/* All rows against the first, in the unit of the criterion. */
static void set_pairs(struct comparing *comparing)
{
	const struct comparison *result = comparing->result;
	const struct contest *contest = comparing->contest;
	const struct contender *first = comparing->ranked[0];
	double scale = result->criteria[result->by]->unit.scale;
	size_t count = result->ranked;
	struct contest_pair *pairs = arena_alloc(comparing->arena, count * sizeof *pairs);
	struct statistics *ratios = arena_alloc(comparing->arena, count * sizeof *ratios);
	struct statistics *differences =
	    arena_alloc(comparing->arena, count * sizeof *differences);

	contest_against(contest, first->number, pairs, ratios, differences);
	for (size_t i = 0; i < count; i++) {
		size_t number = comparing->ranked[i]->number;
		struct compared_row *row = &comparing->ranked[i]->row;

		row->lowest = contest_lowest(contest, number);
		row->exact_tie =
		    cell_same(row->totals[result->by].cell, ranked_by(comparing, first)->cell);
		row->below_first = pairs[number].a_or_tie;
		row->told_from_first = can_be_told(comparing, comparing->ranked[i], first) &&
				       is_told(comparing, row->below_first);
		row->ratio = ratios[number];
		row->difference = differences[number];
		statistics_scale(&row->difference, 1 / scale);
		drop_moments(comparing, row, &first->row);
	}
	if (!(contest_least(contest, first->number) > 0))
		drop_ratios(comparing);
}

static void set_gain(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	const struct contender *const *ranked =
	    (const struct contender *const *)comparing->ranked;

	result->paired_sd = result->unpaired_sd = NAN;
	if (result->ranked < 2)
		return;
	result->paired_sd = ranked[1]->row.difference.sd;
	result->unpaired_sd = hypot(ranked_by(comparing, ranked[0])->statistics.sd,
				    ranked_by(comparing, ranked[1])->statistics.sd);
}

void comparing_rank(struct comparing *comparing)
{
	struct comparison *result = comparing->result;
	size_t dropped = drop_infinite(comparing);

	sort_ranked(comparing);
	if (dropped && result->ranked)
		contest_again(comparing);
	if (result->ranked) {
		result->pair_samples = contest_kept(comparing->contest);
		set_pairs(comparing);
		set_groups(comparing);
		set_gain(comparing);
		basis_note(comparing);
		comparing_sources(comparing);
	}
	contest_free(comparing->contest);
	comparing->contest = NULL;
	if (result->ranked && *comparing->common)
		comparing_note(comparing,
			       arena_printf(comparing->arena,
					    "%s is not known of %s in any row: the ranking is "
					    "of the rest, and ratios are not those of wholes",
					    result->criteria[result->by]->id,
					    comparing->common));
}
