/* What is said of likenesses: vintages that fit, and what explains that none does. */

#include "models/audit_like.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { SHOWN = 4 };

/* "1.24e-05 t" is hard to read: g, kg or t, whichever is a plain number. */
const char *like_mass(struct arena *arena, double kg)
{
	if (kg < 1)
		return arena_printf(arena, "%s g", audit_plain(arena, kg * 1000, 4));
	if (kg < 1000)
		return arena_printf(arena, "%s kg", audit_plain(arena, kg, 4));
	return arena_printf(arena, "%s t", audit_plain(arena, kg / 1000, 4));
}

/* Three digits, as "10.3 million". */
static const char *amount(struct arena *arena, double count)
{
	static const struct {
		double size;
		const char *name;
	} names[] = {{1e9, " billion"}, {1e6, " million"}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (count >= names[i].size)
			return arena_printf(arena, "%s%s",
					    audit_plain(arena, count / names[i].size, 3),
					    names[i].name);
	return audit_plain(arena, count, 3);
}

static const char *told(struct arena *arena, const struct like_vintage *vintage)
{
	return arena_printf(arena, "%s at %s (%s, %s)", amount(arena, vintage->count),
			    like_mass(arena, vintage->one), vintage->row->source,
			    vintage->row->vintage);
}

/* Those that fit, the nearest first: "103 at 825 g (..., 2021), 101 at ...". */
static const char *told_fitting(const struct like_comparison *comparison)
{
	struct arena *arena = comparison->run->arena;
	bool done[LIKE_VINTAGES] = {false};
	const char *text = "";

	for (size_t shown = 0; shown < SHOWN; shown++) {
		size_t best = LIKE_VINTAGES;

		for (size_t i = 0; i < comparison->vintage_count; i++)
			if (comparison->vintages[i].fits && !done[i] &&
			    (best == LIKE_VINTAGES ||
			     like_off(comparison, &comparison->vintages[i]) <
				 like_off(comparison, &comparison->vintages[best])))
				best = i;
		if (best == LIKE_VINTAGES)
			break;
		done[best] = true;
		text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "",
				    told(arena, &comparison->vintages[best]));
	}
	return text;
}

const char *like_citation(const struct like_comparison *comparison,
			  const struct like_vintage *vintage)
{
	const struct source *source =
	    factors_source(comparison->run->factors, vintage->row->source);

	return source ? arena_printf(comparison->run->arena, "%s (%s, %s): %s", source->title,
				     source->authors, source->year, vintage->row->locator)
		      : vintage->row->source;
}

/* "100 acres of forest for a year" */
static const char *plain(const struct like_comparison *comparison)
{
	const struct claim_equivalent *e = comparison->equivalent;
	const char *count =
	    e->count.digits && *e->count.digits ? e->count.digits : e->count.text;

	return e->count.exact.low == e->count.exact.high
		   ? e->thing
		   : arena_printf(comparison->run->arena, "%s %s", count ? count : "",
				  e->thing);
}

const char *like_stated(const struct like_comparison *comparison)
{
	return arena_printf(comparison->run->arena, "'%s'", plain(comparison));
}

/* A check that others show with its terms: emissions = count x one of them. */
static void add_check(const struct like_comparison *comparison,
		      const struct like_vintage *vintage, enum audit_outcome outcome)
{
	struct arena *arena = comparison->run->arena;
	struct audited *audited = &comparison->run->audited[comparison->claim];
	const struct printed *count = &comparison->equivalent->count;
	struct audit_term *terms = arena_alloc(arena, 2 * sizeof *terms);
	struct audit_check *checks =
	    arena_alloc(arena, (audited->check_count + 1) * sizeof *checks);

	/* "85 000 kg lies within count 100 acres x emissions of one 850 kg" */
	terms[0] = (struct audit_term){.kind = TERM_STATED,
				       .operation = '*',
				       .name = "count",
				       .value = count->value,
				       .exact = count->exact,
				       .loose = comparison->count,
				       .unit = unit_of(""),
				       .text = plain(comparison),
				       .place = count->place};
	terms[1] = (struct audit_term){.kind = TERM_LOOKED_UP,
				       .operation = '*',
				       .name = "emissions of one",
				       .value = vintage->one,
				       .exact = interval_of(vintage->one),
				       .loose = interval_of(vintage->one),
				       .unit = vintage->row->one.unit,
				       .text = like_mass(arena, vintage->one),
				       .place = vintage->row->one.origin.place,
				       .source = like_citation(comparison, vintage)};
	if (audited->check_count)
		memcpy(checks, audited->checks, audited->check_count * sizeof *checks);
	checks[audited->check_count] = (struct audit_check){
	    .id = "emissions-from-equivalent",
	    .result = CLAIM_EMISSIONS,
	    .terms = terms,
	    .term_count = 2,
	    .value = count->value * vintage->one,
	    .exact = interval_scale(count->exact, vintage->one),
	    .loose = interval_scale(comparison->count, vintage->one),
	    .stated = comparison->emissions->value,
	    .stated_exact = comparison->emissions->exact,
	    .stated_loose = comparison->emissions->loose,
	    .unit = comparison->emissions->unit,
	    .ratio = interval_divide(comparison->emissions->loose,
				     interval_scale(comparison->count, vintage->one)),
	    .outcome = outcome};
	audited->checks = checks;
	audited->check_count++;
}

void like_tell_fit(const struct like_comparison *comparison)
{
	struct arena *arena = comparison->run->arena;
	const struct like_vintage *best = like_nearest(comparison, false);
	const struct like_vintage *today = like_nearest(comparison, true);
	struct audit_finding *finding;

	for (size_t i = 0; i < comparison->vintage_count; i++)
		if (comparison->vintages[i].fits && comparison->vintages[i].today)
			today = &comparison->vintages[i];
	add_check(comparison, today->fits ? today : best, OUTCOME_RANGE);
	if (today->fits)
		finding = audit_find(comparison->run, comparison->claim, AUDIT_VINTAGE,
				     VERDICT_CONSISTENT, "%s fits: %s", like_stated(comparison),
				     told_fitting(comparison));
	else
		finding = audit_find(
		    comparison->run, comparison->claim, AUDIT_VINTAGE, VERDICT_CONSISTENT,
		    "%s fits an older figure: %s; today's gives %s", like_stated(comparison),
		    told_fitting(comparison), told(arena, today));
	finding->has_value = true;
	finding->value = today->count;
	finding->source = like_citation(comparison, today->fits ? today : best);
	finding->place = comparison->equivalent->count.place;
}

/* "126 Danish homes" against figures of the United States: a name of somewhere else. */
static bool is_elsewhere(const struct like_comparison *comparison)
{
	static const char here[] = " US U.S United States America American Americans EPA ";
	const char *thing = comparison->equivalent->thing;
	size_t length;

	if (!text_same(comparison->vintages[0].row->region, "US"))
		return false;
	for (; *thing; thing += length + (thing[length] != '\0')) {
		char *word;

		length = strcspn(thing, " ");
		word = arena_printf(comparison->run->arena, " %.*s ", (int)length, thing);
		if (isupper((unsigned char)word[1]) && length > 3 && !strstr(here, word))
			return true;
	}
	return false;
}

/* How many times off nothing in use gives it: one figure of one source is a weak measure of
 * what others say. */
static double apart(const struct like_comparison *comparison)
{
	static const double sure = 2, unsure = 10;

	if (is_elsewhere(comparison))
		return unsure;
	return comparison->vintage_count > 1 ||
		       text_same(comparison->vintages[0].row->status, "verified")
		   ? sure
		   : unsure;
}

/* Whether the stated count lies between those of the vintages. */
static bool is_between(const struct like_comparison *comparison)
{
	struct interval counts = interval_empty();

	for (size_t i = 0; i < comparison->vintage_count; i++)
		counts = interval_hull(counts, comparison->vintages[i].counts);
	return interval_meets(counts, comparison->count);
}

/* The year of a person of a country changes with the years, by less than half of it or twice
 * it. */
static bool is_of_today(const struct like_comparison *comparison)
{
	const struct equivalence *row = comparison->vintages[0].row;

	return *row->region && text_starts(row->id, "person-year") &&
	       like_off(comparison, &comparison->vintages[0]) < log(2);
}

/* No vintage gives the digits: between those there are, near one, or far from all. */
void like_tell_misfit(const struct like_comparison *comparison)
{
	struct arena *arena = comparison->run->arena;
	const struct like_vintage *best = like_nearest(comparison, false);
	const struct like_vintage *today = like_nearest(comparison, true);
	struct interval far = {comparison->equivalent->count.value / apart(comparison),
			       comparison->equivalent->count.value * apart(comparison)};
	bool close = interval_meets(best->counts, far);
	bool near = close || like_within_bounds(comparison);
	struct audit_finding *finding;

	if (!near && like_explained(comparison->run, comparison->claim, comparison->equivalent,
				    comparison->emissions))
		return;
	if (!near || is_between(comparison) || is_of_today(comparison))
		add_check(comparison, best, near ? OUTCOME_RANGE : OUTCOME_APART);
	finding = audit_find(
	    comparison->run, comparison->claim, AUDIT_EQUIVALENCE,
	    near ? VERDICT_CONSISTENT : VERDICT_INCONSISTENT,
	    close  ? "%s is right in size, but no figure in use gives it: %s%s%s"
	    : near ? "%s may be of some country, but no figure in use gives it: %s%s%s"
		   : "%s follows from no figure in use: the nearest gives %s%s%s",
	    like_stated(comparison), told(arena, best), today == best ? "" : "; today's gives ",
	    today == best ? "" : told(arena, today));
	finding->has_value = true;
	finding->value = best->count;
	finding->source = like_citation(comparison, best);
	finding->place = comparison->equivalent->count.place;
	if (!near)
		like_tell_plausible(comparison);
}
