/* A claim's audit in one line. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"

static const struct audit_implied *implied_of(const struct audited *audited, const char *id)
{
	size_t i;

	for (i = 0; i < audited->implied_count; i++)
		if (text_same(audited->implied[i].id, id))
			return &audited->implied[i];
	return NULL;
}

const char *audit_rest_name(enum audit_rest rest)
{
	static const char *const names[AUDIT_RESTS] = {
	    [REST_NOTHING] = "nothing",
	    [REST_BOUNDS] = "bounds",
	    [REST_RANGES] = "ranges",
	    [REST_FIGURES] = "printed figures",
	};

	return names[rest];
}

/* A PUE is taken of all there are: it makes a bound no closer. */
static enum audit_rest rest_of(const struct audit_check *check)
{
	enum audit_rest rest = REST_FIGURES;
	bool anywhere = false;
	size_t i;

	for (i = 0; i < check->term_count; i++) {
		const struct audit_term *term = &check->terms[i];

		if (!(term->exact.low < term->exact.high))
			continue;
		if (term->kind == TERM_LOOKED_UP)
			rest = REST_RANGES;
		anywhere = anywhere || (term->kind == TERM_BOUND &&
					!dimensions_none(term->unit.dimensions));
		if (term->kind == TERM_BOUND && rest == REST_FIGURES)
			rest = REST_BOUNDS;
	}
	return anywhere ? REST_BOUNDS : rest;
}

/* The check that decides a verdict of rounding; else the one that says most: of the emissions,
 * else of the energy, else the first; of those one that follows from what is stated alone. */
static const struct audit_check *main_check(const struct audited *audited)
{
	static const enum claim_figure order[] = {CLAIM_EMISSIONS, CLAIM_EMISSIONS_PER_UNIT,
						  CLAIM_ENERGY};
	const struct audit_check *best = NULL;
	size_t least = 4 * (sizeof order / sizeof *order + 1), i, rank;

	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (check->outcome == OUTCOME_SET_ASIDE || !audit_is_relation(check))
			continue;
		for (rank = 0; rank < sizeof order / sizeof *order; rank++)
			if (check->result == order[rank])
				break;
		rank = 2 * rank + audit_is_ranged(check);
		if (audited->verdict == VERDICT_ROUNDING && check->outcome != OUTCOME_ROUNDING)
			rank += sizeof order / sizeof *order * 2 + 2;
		if (rank < least) {
			best = check;
			least = rank;
		}
	}
	return best;
}

static const char *figure(struct arena *arena, const struct claim *claim,
			  const struct audit_check *check)
{
	const struct printed *printed = claim->figures[check->result];

	return printed && printed->text
		   ? printed->text
		   : audit_number(arena, check->stated, check->stated_exact, &check->unit);
}

/* "31.22 t implies 0.4234 kgCO2e/kWh with the PUE": held against bounds alone, or against what
 * the database has. */
static const char *of_implied(struct arena *arena, const struct audited *audited,
			      const struct audit_check *check)
{
	const struct audit_implied *both = implied_of(audited, "intensity-times-pue");
	const struct audit_implied *one = both ? both : implied_of(audited, "intensity");
	bool bounds = rest_of(check) == REST_BOUNDS;

	if (!one)
		return NULL;
	return arena_printf(arena, "%s%s implies %s%s%s",
			    bounds ? "nothing contradicts it: " : "",
			    figure(arena, audited->claim, check),
			    audit_number(arena, one->value, one->loose, &one->unit),
			    both ? " with the PUE" : "",
			    !bounds ? ", in the range of its grid"
			    : both  ? ", which is plausible; PUE and intensity are not stated"
				    : ", which is plausible; the intensity is not stated");
}

/* What was found where figures were compared, and nothing followed from others. */
static const char *of_comparison(const struct audited *audited)
{
	size_t i;

	for (i = 0; i < audited->finding_count; i++) {
		const struct audit_finding *finding = &audited->findings[i];

		if (finding->verdict == VERDICT_CONSISTENT &&
		    (finding->explains || finding->code == AUDIT_VINTAGE ||
		     finding->code == AUDIT_EQUIVALENCE || finding->code == AUDIT_RATIO))
			return finding->message;
	}
	return "nothing follows from what is stated";
}

/* Where nothing follows: what is odd about the figure, or that it is a published one. */
static const char *of_known(struct arena *arena, const struct audited *audited)
{
	const struct audit_check *check = main_check(audited);
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].code == AUDIT_RANGE)
			return audited->findings[i].message;
	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].code == AUDIT_KNOWN)
			return arena_printf(arena, "%s; nothing else to check",
					    audited->findings[i].message);
	if (check && audit_is_ranged(check) && check->outcome == OUTCOME_RANGE)
		return arena_printf(arena, "%s lies in %s: too wide a range to check anything",
				    figure(arena, audited->claim, check),
				    audit_span(arena, check->loose, &check->unit));
	return "nothing follows from what is stated";
}

enum audit_rest audit_rests_on(const struct audited *audited)
{
	const struct audit_check *check = main_check(audited);

	return check ? rest_of(check) : REST_NOTHING;
}

static const char *of_check(struct arena *arena, const struct audited *audited)
{
	const struct audit_check *check = main_check(audited);
	const char *text = NULL;

	if (!check || text_same(check->id, "emissions-from-equivalent"))
		return of_comparison(audited);
	if (audit_is_ranged(check) &&
	    (check->result == CLAIM_EMISSIONS || check->result == CLAIM_EMISSIONS_PER_UNIT))
		text = of_implied(arena, audited, check);
	if (text)
		return text;
	if (audit_is_ranged(check))
		return arena_printf(arena, "%s lies in what is plausible, %s: no more follows",
				    figure(arena, audited->claim, check),
				    audit_span(arena, check->loose, &check->unit));
	return arena_printf(arena, "%s = %s%s", figure(arena, audited->claim, check),
			    audit_product(arena, check->terms, check->term_count),
			    check->outcome == OUTCOME_ROUNDING ? ", by rounding" : "");
}

const char *audit_summary(struct arena *arena, const struct audited *audited)
{
	size_t i;

	switch (audited->verdict) {
	case VERDICT_UNCHECKABLE:
		return of_known(arena, audited);
	case VERDICT_CONSISTENT:
	case VERDICT_ROUNDING:
		if (!main_check(audited) && audited->finding_count)
			return audited->findings[0].message;
		break;
	case VERDICT_CONDITIONAL:
		if (audited->summary)
			return audited->summary;
		for (i = 0; i < audited->finding_count; i++)
			if (audited->findings[i].verdict == VERDICT_CONDITIONAL &&
			    audited->findings[i].code != AUDIT_DIFFERS)
				return audited->findings[i].message;
		break;
	case VERDICT_INCONSISTENT:
		if (audited->finding_count)
			return audited->findings[0].message;
		break;
	}
	return of_check(arena, audited);
}
