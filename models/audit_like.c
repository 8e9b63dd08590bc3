/*
 * Holds what a figure is said to be like against every vintage of that equivalence.
 *
 * A count of things is what its digits may have been rounded from: "10 million" is 9.5 to 15
 * million, as a publication that has 6.9 million prints 7. A vintage fits where the emissions
 * over its figure lie there.
 */

#include "models/audit_like.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* From half a unit below to half a unit above; below a power of ten the unit is a tenth. */
static struct interval count_interval(const struct printed *count)
{
	struct interval loose = count->loose;
	double half = loose.high - count->value;
	double power = pow(10, floor(log10(count->value) + 1e-12));

	if (count->value > 0 && !(count->doubts & PRINTED_RANGE) &&
	    fabs(count->value / power - 1) < 1e-9 && half > power / 4)
		loose.low = count->value - half / 10;
	return loose;
}

static bool is_named(const struct equivalence *row, const char *thing)
{
	return text_same_nocase(row->id, thing) || text_same_nocase(row->name, thing) ||
	       text_same_nocase(row->counted, thing);
}

static double times_of(const struct like_comparison *comparison, const struct equivalence *row)
{
	if (is_named(row, comparison->equivalent->thing))
		return 1;
	for (size_t i = 0; i < comparison->likeness.count; i++)
		if (text_same(comparison->likeness.ids[i], row->id))
			return comparison->likeness.times[i];
	return 0;
}

static void add_vintage(struct like_comparison *comparison, const struct equivalence *row,
			double times)
{
	double one = dist_central(&row->one.dist) * times;
	const struct printed *emissions = comparison->emissions;
	struct like_vintage *vintage;

	if (comparison->vintage_count == LIKE_VINTAGES)
		return;
	vintage = &comparison->vintages[comparison->vintage_count++];
	*vintage = (struct like_vintage){
	    .row = row,
	    .one = one,
	    .count = emissions->value / one,
	    .counts = interval_scale(emissions->loose, 1 / one),
	};
	vintage->fits = interval_meets(vintage->counts, comparison->count);
}

/* Today's is the preferred one of its thing, or the newest: rows are the newest first. */
static void mark_today(struct like_comparison *comparison)
{
	for (size_t i = 0; i < comparison->vintage_count; i++) {
		struct like_vintage *vintage = &comparison->vintages[i];
		bool first = i == 0 || !text_same(vintage->row->id, vintage[-1].row->id);
		bool preferred = false;

		for (size_t k = i; first && k < comparison->vintage_count &&
				   text_same(comparison->vintages[k].row->id, vintage->row->id);
		     k++)
			preferred |= comparison->vintages[k].today =
			    comparison->vintages[k].row->preferred;
		if (first && !preferred)
			vintage->today = true;
	}
}

static void find_vintages(struct like_comparison *comparison)
{
	size_t count = 0;
	const struct equivalence *rows = factors_equivalences(comparison->run->factors, &count);

	comparison->likeness =
	    likeness_find(comparison->run->arena, comparison->equivalent->thing);
	for (size_t i = 0; i < count; i++) {
		double times = times_of(comparison, &rows[i]);

		if (times > 0)
			add_vintage(comparison, &rows[i], times);
	}
	mark_today(comparison);
}

double like_off(const struct like_comparison *comparison, const struct like_vintage *vintage)
{
	return fabs(log(vintage->count / comparison->equivalent->count.value));
}

/* The nearest vintage; of today's alone where asked. */
const struct like_vintage *like_nearest(const struct like_comparison *comparison, bool today)
{
	const struct like_vintage *best = NULL;

	for (size_t i = 0; i < comparison->vintage_count; i++) {
		const struct like_vintage *vintage = &comparison->vintages[i];

		if ((!today || vintage->today) &&
		    (!best || like_off(comparison, vintage) < like_off(comparison, best)))
			best = vintage;
	}
	return best;
}

struct like_comparison like_compare(struct audit_run *run, size_t claim,
				    const struct claim_equivalent *equivalent,
				    const struct printed *emissions)
{
	struct like_comparison comparison = {.run = run,
					     .claim = claim,
					     .equivalent = equivalent,
					     .count = count_interval(&equivalent->count),
					     .emissions = emissions};

	/* One person, one flight: as exact as what is said of them. */
	if (equivalent->count.exact.low == equivalent->count.exact.high)
		comparison.count = (struct interval){0.95, 1.05};
	find_vintages(&comparison);
	return comparison;
}

/* Vintages that fit, so far: those that fit all likenesses of a claim are named together. */
struct common {
	const char *vintages[LIKE_VINTAGES]; /* "epa-equivalencies of 2021" */
	size_t count, likenesses;
};

static void keep_common(struct common *common, const struct like_comparison *comparison)
{
	struct arena *arena = comparison->run->arena;
	const char *fitting[LIKE_VINTAGES];
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < comparison->vintage_count; i++)
		if (comparison->vintages[i].fits)
			fitting[count++] =
			    arena_printf(arena, "%s of %s", comparison->vintages[i].row->source,
					 comparison->vintages[i].row->vintage);
	for (size_t i = 0; i < count; i++) {
		bool known = common->likenesses == 0;

		for (size_t k = 0; k < common->count && !known; k++)
			known = text_same(common->vintages[k], fitting[i]);
		for (size_t k = 0; k < kept && known; k++)
			known = !text_same(fitting[k], fitting[i]);
		if (known)
			fitting[kept++] = fitting[i];
	}
	for (size_t i = 0; i < kept; i++)
		common->vintages[i] = fitting[i];
	common->count = kept;
	common->likenesses++;
}

static void tell_common(struct audit_run *run, size_t claim, const struct common *common)
{
	const char *text = "";

	if (common->likenesses < 2)
		return;
	for (size_t i = 0; i < common->count; i++)
		text = arena_printf(run->arena, "%s%s%s", text, *text ? " or " : "",
				    common->vintages[i]);
	audit_find(run, claim, AUDIT_VINTAGE, VERDICT_UNCHECKABLE,
		   *text
		       ? "the likenesses fit together with the figures of %s"
		       : "no one vintage fits all the likenesses: they are of different ones%s",
		   text);
}

static void hold(struct audit_run *run, size_t claim, const struct claim_equivalent *equivalent,
		 struct common *common)
{
	const struct printed *emissions = run->audited[claim].claim->figures[CLAIM_EMISSIONS];
	struct like_comparison comparison;
	bool fits = false;

	if (!emissions || !(emissions->value > 0) || !(equivalent->count.value > 0)) {
		audit_find(run, claim, AUDIT_NOT_STATED, VERDICT_UNCHECKABLE,
			   "what is like '%s' cannot be checked: %s", equivalent->thing,
			   emissions ? "it is 0" : "no emissions are stated");
		return;
	}
	comparison = like_compare(run, claim, equivalent, emissions);
	if (!comparison.vintage_count) {
		audit_find(run, claim, AUDIT_NOT_STATED, VERDICT_UNCHECKABLE,
			   "nothing is known of what '%s' emits", equivalent->thing);
		return;
	}
	for (size_t i = 0; i < comparison.vintage_count; i++)
		fits |= comparison.vintages[i].fits;
	if (fits) {
		keep_common(common, &comparison);
		like_tell_fit(&comparison);
	} else {
		like_tell_misfit(&comparison);
	}
}

void audit_like(struct audit_run *run)
{
	for (size_t i = 0; i < run->claims->count; i++) {
		struct common common = {0};

		for (size_t k = 0; k < run->audited[i].claim->equivalent_count; k++)
			hold(run, i, &run->audited[i].claim->equivalents[k], &common);
		tell_common(run, i, &common);
	}
}
