/*
 * Holds "46 times larger than ..." against what the data gives for the pair: two claims, by the
 * ratio of their figures through their rounding; two regions, by their grids.
 */

#include "models/audit_ratio.h"

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/known.h"

enum { LEAST_NAME = 4 };

/* "46 times that of europe-west" */
const char *ratio_stated(const struct ratio_held *held)
{
	return arena_printf(held->run->arena, "'%s times' that of '%s'",
			    held->ratio->times.digits && *held->ratio->times.digits
				? held->ratio->times.digits
				: held->ratio->times.text,
			    held->ratio->than);
}

const char *ratio_times(struct arena *arena, double ratio)
{
	enum { DIGITS = 3, MORE = 4 };

	return audit_plain(arena, ratio, ratio >= 1000 ? MORE : DIGITS);
}

/* A figure that both claims state. */
static bool common_figure(const struct claim *a, const struct claim *b,
			  enum claim_figure *figure)
{
	static const enum claim_figure order[] = {CLAIM_EMISSIONS, CLAIM_EMISSIONS_PER_UNIT,
						  CLAIM_ENERGY,	   CLAIM_ENERGY_PER_UNIT,
						  CLAIM_INTENSITY, CLAIM_WATER,
						  CLAIM_POWER};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (a->figures[order[i]] && b->figures[order[i]] &&
		    b->figures[order[i]]->value > 0 &&
		    dimensions_equal(a->figures[order[i]]->unit.dimensions,
				     b->figures[order[i]]->unit.dimensions)) {
			*figure = order[i];
			return true;
		}
	return false;
}

static const char *key_of(struct arena *arena, const char *text)
{
	return text ? text_slug(arena, text) : "";
}

static const struct claim *claim_named(const struct ratio_held *held)
{
	struct arena *arena = held->run->arena;
	const char *than = key_of(arena, held->ratio->than);

	for (size_t i = 0; i < held->run->claims->count; i++) {
		const struct claim *claim = held->run->audited[i].claim;

		if (i != held->claim && (text_same(claim->id, held->ratio->than) ||
					 text_same(key_of(arena, claim->id), than) ||
					 text_same(key_of(arena, claim->model), than)))
			return claim;
	}
	return NULL;
}

static void tell_claims(struct ratio_held *held, const struct claim *other)
{
	struct arena *arena = held->run->arena;
	const struct claim *claim = held->run->audited[held->claim].claim;
	const struct printed *a, *b, *times = &held->ratio->times;
	struct audit_finding *finding;
	enum claim_figure figure;
	struct interval loose;
	bool meets;

	if (!common_figure(claim, other, &figure)) {
		audit_find(held->run, held->claim, AUDIT_NOT_STATED, VERDICT_UNCHECKABLE,
			   "%s cannot be checked: no figure stands in both claims",
			   ratio_stated(held));
		return;
	}
	a = claim->figures[figure];
	b = other->figures[figure];
	loose = interval_divide(a->loose, b->loose);
	meets = interval_meets(loose, times->loose);
	finding =
	    audit_find(held->run, held->claim, AUDIT_RATIO,
		       meets ? VERDICT_CONSISTENT : VERDICT_INCONSISTENT,
		       "%s %s: %s over %s is %s (%s to %s)", ratio_stated(held),
		       meets ? "follows from the figures" : "does not follow from the figures",
		       a->text, b->text, ratio_times(arena, a->value / b->value),
		       ratio_times(arena, loose.low), ratio_times(arena, loose.high));
	finding->explains = true;
	finding->has_value = true;
	finding->value = a->value / b->value;
	finding->place = times->place;
}

static const char *squash(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_copy(arena, text, length), *to = copy;

	for (const char *c = copy; *c; c++)
		if (isalnum((unsigned char)*c))
			*to++ = (char)tolower((unsigned char)*c);
	*to = '\0';
	return copy;
}

/* Whether words name the model of a published row: "a Google search" of "Google search (2009)".
 */
static bool names(struct arena *arena, const char *words, const char *model)
{
	const char *name = squash(arena, model, strcspn(model, "("));

	return strlen(name) >= LEAST_NAME &&
	       strstr(squash(arena, words, strlen(words)), name) != NULL;
}

/* A figure that the claim and a published row state. */
static bool common_known(const struct claim *claim, const struct known *row,
			 enum claim_figure *figure)
{
	for (size_t i = 0; i < CLAIM_FIGURES; i++)
		if (claim->figures[i] && row->figures[i] && row->figures[i]->value > 0 &&
		    dimensions_equal(claim->figures[i]->unit.dimensions,
				     row->figures[i]->unit.dimensions)) {
			*figure = (enum claim_figure)i;
			return true;
		}
	return false;
}

/* Published figures of what the words name, as the ratio of the claim's figure to them. */
static struct interval published_ratios(const struct ratio_held *held, const char **told)
{
	struct arena *arena = held->run->arena;
	const struct claim *claim = held->run->audited[held->claim].claim;
	struct interval ratios = interval_empty();
	const struct knowns *knowns = audit_knowns(held->run);

	for (size_t i = 0; i < knowns->count; i++) {
		const struct known *row = &knowns->rows[i];
		enum claim_figure figure;

		if (!names(arena, held->ratio->than, row->model) ||
		    !common_known(claim, row, &figure))
			continue;
		ratios = interval_hull(ratios, interval_divide(claim->figures[figure]->loose,
							       row->figures[figure]->loose));
		*told = arena_printf(arena, "%s%s%s of %s (%s)", *told, **told ? ", " : "",
				     known_number(arena, figure, row->figures[figure]),
				     row->model, row->cited);
	}
	return ratios;
}

/* Publications differ in what they count: this is said, and never a verdict. */
static bool tell_published(const struct ratio_held *held)
{
	const char *told = "";
	struct interval ratios = published_ratios(held, &told);
	struct arena *arena = held->run->arena;
	struct audit_finding *finding;
	bool meets;

	if (interval_is_empty(ratios))
		return false;
	meets = interval_meets(ratios, held->ratio->times.loose);
	finding =
	    audit_find(held->run, held->claim, AUDIT_RATIO,
		       meets ? VERDICT_CONSISTENT : VERDICT_UNCHECKABLE,
		       "%s: published are %s, which is %s to %s times", ratio_stated(held),
		       told, ratio_times(arena, ratios.low), ratio_times(arena, ratios.high));
	finding->explains = meets;
	finding->place = held->ratio->times.place;
	return true;
}

static void hold(struct audit_run *run, size_t claim, const struct claim_ratio *ratio)
{
	struct ratio_held held = {.run = run, .claim = claim, .ratio = ratio};
	const struct claim *other;

	if (!ratio->than || !(ratio->times.value > 0))
		return;
	other = claim_named(&held);
	if (other) {
		tell_claims(&held, other);
		return;
	}
	if (!tell_published(&held) && !ratio_hold_regions(&held))
		audit_find(run, claim, AUDIT_NOT_STATED, VERDICT_UNCHECKABLE,
			   "%s cannot be checked: it is not known what that is, or where this "
			   "ran",
			   ratio_stated(&held));
}

void audit_ratio(struct audit_run *run)
{
	for (size_t i = 0; i < run->claims->count; i++)
		for (size_t k = 0; k < run->audited[i].claim->ratio_count; k++)
			hold(run, i, &run->audited[i].claim->ratios[k]);
}
