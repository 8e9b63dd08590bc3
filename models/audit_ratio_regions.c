/*
 * The ratio of the grids of two regions.
 *
 * It is taken in pairs of one year and one vintage of a table. Where the words leave open which
 * of several regions is meant ("europe-west"), every one is looked at and the one that fits is
 * named.
 */

#include "models/audit_ratio_regions.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

static const struct factor **grid_rows(struct held *held, const char *code, size_t *count)
{
	struct arena *arena = held->run->arena;
	const struct factor **rows, **kept;
	size_t all = factors_list(held->run->factors,
				  arena_printf(arena, "electricity/%s/*", code), &rows);

	kept = arena_alloc(arena, (all + 1) * sizeof *kept);
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (text_same(rows[i]->criterion, "gwp") && text_same(rows[i]->region, code))
			kept[(*count)++] = rows[i];
	return kept;
}

static struct interval spread_of(const struct factor *row)
{
	static const double low = 0.025, high = 0.975;

	return (struct interval){dist_quantile(&row->quantity.dist, low),
				 dist_quantile(&row->quantity.dist, high)};
}

/* The PUE of one place over that of the other, where both have one of their own; else 1. */
static double pue_ratio(struct held *held, const char *here, const char *there)
{
	struct factors *factors = held->run->factors;
	const struct place place = held->run->audited[held->claim].claim->place;
	const struct factor *a, *b;

	if (!factors_has_own(factors, "pue", here, 0, "ratio") ||
	    !factors_has_own(factors, "pue", there, 0, "ratio"))
		return 1;
	a = factors_find(factors, "pue", here, 0, "ratio", place, NULL, held->run->diags);
	b = factors_find(factors, "pue", there, 0, "ratio", place, NULL, held->run->diags);
	return a && b ? factors_central(a) / factors_central(b) : 1;
}

static void add_pair(struct held *held, struct candidate *candidate, const struct factor *here,
		     const struct factor *there, double pue)
{
	double ratio =
	    dist_central(&here->quantity.dist) / dist_central(&there->quantity.dist) * pue;
	const struct printed *times = &held->ratio->times;
	struct pair pair = {
	    .ratio = ratio,
	    .range = interval_scale(interval_divide(spread_of(here), spread_of(there)), pue),
	    .here = here,
	    .there = there};

	if (!isfinite(ratio) || ratio <= 0)
		return;
	if (!candidate->nearest.here || fabs(log(ratio / times->value)) <
					    fabs(log(candidate->nearest.ratio / times->value)))
		candidate->nearest = pair;
	candidate->pairs++;
	candidate->ratios = interval_hull(candidate->ratios, interval_of(ratio));
	candidate->digits |= interval_holds(times->loose, ratio);
	candidate->range |= interval_meets(times->loose, pair.range);
}

static bool same_vintage(const struct factor *a, const struct factor *b)
{
	return a->year == b->year && text_same(a->variant, b->variant);
}

/* The row of a grid that look-ups use, of the latest year. */
static const struct factor *latest(const struct factor **rows, size_t count)
{
	const struct factor *row = NULL;

	for (size_t i = 0; i < count; i++)
		if (!*rows[i]->variant && (!row || rows[i]->year > row->year))
			row = rows[i];
	return row;
}

static void add_latest(struct held *held, struct candidate *candidate,
		       const struct factor **ours, size_t our_count,
		       const struct factor **theirs, size_t their_count, double pue)
{
	const struct factor *here = latest(ours, our_count);
	const struct factor *there = latest(theirs, their_count);

	if (here && there)
		add_pair(held, candidate, here, there, pue);
}

/* "europe-west6 (Zürich)" of "Google Cloud europe-west6 (Zürich)". */
static const char *name_of(const struct region *region)
{
	const char *colon = strchr(region->code, ':');
	const char *tail = colon ? strstr(region->name, colon + 1) : NULL;

	return tail ? tail : region->name;
}

static void add_candidate(struct held *held, const struct region *here, const char *code)
{
	struct candidate candidate = {.code = code, .ratios = interval_empty()};
	const struct region *region = factors_region_known(held->run->factors, code);
	size_t here_count, there_count;
	const struct factor **ours = grid_rows(held, here->code, &here_count);
	const struct factor **theirs = grid_rows(held, code, &there_count);
	double pue = pue_ratio(held, here->code, code);

	if (held->count == REGIONS || !region)
		return;
	candidate.name = name_of(region);
	for (size_t i = 0; i < here_count; i++)
		for (size_t k = 0; k < there_count; k++)
			if (same_vintage(ours[i], theirs[k]) &&
			    (!held->year || ours[i]->year == held->year))
				add_pair(held, &candidate, ours[i], theirs[k], pue);
	if (candidate.pairs < 2 && !held->year)
		add_latest(held, &candidate, ours, here_count, theirs, there_count, pue);
	if (candidate.nearest.here)
		held->candidates[held->count++] = candidate;
}

static bool is_known(const struct held *held, const char *code)
{
	for (size_t i = 0; i < held->count; i++)
		if (text_same(held->candidates[i].code, code))
			return true;
	return false;
}

/* All regions of a provider whose names begin with the word: europe-west1, europe-west2, ... */
static void add_family(struct held *held, const struct region *here, const char *prefix,
		       const char *word)
{
	const struct factor **rows;
	size_t count = factors_list(
	    held->run->factors,
	    arena_printf(held->run->arena, "electricity/%s:%s*", prefix, word), &rows);

	for (size_t i = 0; i < count; i++)
		if (text_same(rows[i]->criterion, "gwp") && !is_known(held, rows[i]->region) &&
		    !text_same(rows[i]->region, here->code))
			add_candidate(held, here, rows[i]->region);
}

/* "the cleanest region europe-west" as "europe-west": the word that looks like a region. */
static const char *region_word(struct arena *arena, const char *than)
{
	const char *word = than, *best = NULL;

	while (*word) {
		size_t length = strcspn(word, " ");

		if (memchr(word, '-', length) && (!best || length > strlen(best)))
			best = text_slug(arena, arena_copy(arena, word, length));
		word += length;
		word += strspn(word, " ");
	}
	return best ? best : text_slug(arena, than);
}

/* The region, or the next one around it whose grid has rows: Switzerland for Zürich. */
static const struct region *with_rows(struct held *held, const struct region *region)
{
	const struct region *one = region;
	size_t count;

	while (one && (grid_rows(held, one->code, &count), count == 0))
		one =
		    one->parent ? factors_region_known(held->run->factors, one->parent) : NULL;
	return one ? one : region;
}

void ratio_find_candidates(struct held *held, const struct region *here)
{
	static const char *const providers[] = {"gcp", "aws", "azure"};
	struct arena *arena = held->run->arena;
	const char *than = held->ratio->than, *colon = strchr(than, ':');
	const char *word = region_word(arena, colon ? colon + 1 : than);
	const struct region *there = factors_region_known(held->run->factors, than);

	if (!there)
		there = claim_region(arena, held->run->factors, than);
	if (!there)
		there = claim_city(arena, held->run->factors, than);
	if (there) {
		add_candidate(held, with_rows(held, here), with_rows(held, there)->code);
		return;
	}
	if (strlen(word) < 2)
		return;
	if (strchr(here->code, ':'))
		add_family(held, here, arena_copy(arena, here->code, strcspn(here->code, ":")),
			   word);
	for (size_t i = 0; i < sizeof providers / sizeof *providers && held->count == 0; i++)
		add_family(held, here, providers[i], word);
}
