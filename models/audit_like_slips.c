/* Other units of mass in which a figure is what it is said to be like. */

#include "models/audit_like.h"

#include <math.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_units.h"

static struct printed slipped(const struct printed *emissions, const struct audit_unit *unit)
{
	return printed_in_unit(emissions, unit_of(unit->unit));
}

static const char *digits(const struct printed *printed)
{
	return printed->digits && *printed->digits ? printed->digits : printed->text;
}

/* Claims of one statement are numbered: "press", "press/2". */
static bool is_beside(const struct claim *a, const struct claim *b)
{
	size_t length = strcspn(a->id, "/");

	return length == strcspn(b->id, "/") && strncmp(a->id, b->id, length) == 0;
}

/* The claims of the same sentence that are in the same unit share what is wrong with it. */
static void tell_beside(struct audit_run *run, size_t claim, const struct audit_unit *unit)
{
	const struct claim *said = run->audited[claim].claim;
	const struct printed *first = said->figures[CLAIM_EMISSIONS];

	for (size_t i = 0; i < run->claims->count; i++) {
		const struct claim *other = run->audited[i].claim;
		const struct printed *emissions = other->figures[CLAIM_EMISSIONS];
		struct audit_finding *finding;
		struct printed then;
		bool known = false;

		if (i == claim || !emissions || !other->statement || !said->statement ||
		    !text_same(other->place.file, said->place.file) ||
		    !is_beside(said, other) ||
		    !text_same(emissions->unit.text, first->unit.text))
			continue;
		for (size_t k = 0; k < run->audited[i].finding_count; k++)
			known |= run->audited[i].findings[k].code == AUDIT_UNIT_MASS &&
				 run->audited[i].findings[k].explains;
		if (known)
			continue;
		then = slipped(emissions, unit);
		finding =
		    audit_find(run, i, AUDIT_UNIT_MASS, VERDICT_CONDITIONAL,
			       "if the '%s' of '%s' beside it are %s, so may be these %s: %s",
			       first->unit.text, first->text, unit->words, digits(emissions),
			       like_mass(run->arena, then.value));
		finding->has_value = true;
		finding->value = then.value / unit_of("tCO2e").scale;
		finding->unit = "tCO2e";
	}
}

static void tell_slip(const struct like_comparison *then, const struct audit_unit *unit,
		      const struct printed *emissions, const struct like_vintage *vintage)
{
	struct arena *arena = then->run->arena;
	struct audit_finding *finding =
	    audit_find(then->run, then->claim, AUDIT_UNIT_MASS, VERDICT_CONDITIONAL,
		       "matches if the %s are %s: %s for %s; one is published as %s (%s, %s)",
		       digits(emissions), unit->words, like_mass(arena, then->emissions->value),
		       like_stated(then), like_mass(arena, vintage->one), vintage->row->source,
		       vintage->row->vintage);

	finding->has_value = true;
	finding->value = then->emissions->value / unit_of("tCO2e").scale;
	finding->unit = "tCO2e";
	finding->place = emissions->place;
	finding->source = like_citation(then, vintage);
}

/* False where no other unit brings it to a vintage. */
bool like_explained(struct audit_run *run, size_t claim,
		    const struct claim_equivalent *equivalent, const struct printed *emissions)
{
	struct audit_units units = audit_units_of(CLAIM_EMISSIONS);

	for (size_t i = 0; i < units.count; i++) {
		struct printed other = slipped(emissions, &units.rows[i]);
		struct like_comparison then = like_compare(run, claim, equivalent, &other);
		const struct like_vintage *vintage = like_nearest(&then, false);

		if (!vintage || !vintage->fits ||
		    fabs(other.value / emissions->value - 1) < 1e-6)
			continue;
		tell_slip(&then, &units.rows[i], emissions, vintage);
		tell_beside(run, claim, &units.rows[i]);
		return true;
	}
	return false;
}

/* Whether it is what a person somewhere emits in a year. */
static bool is_of_a_person(const struct like_comparison *comparison)
{
	const struct like_vintage *any = &comparison->vintages[0];
	const struct bound *bound = factors_bound(comparison->run->factors, "person-year");
	double one = comparison->emissions->value / comparison->equivalent->count.value;

	return bound && text_starts(any->row->id, "person-year") && one >= bound->low &&
	       one <= bound->high;
}

bool like_within_bounds(const struct like_comparison *comparison)
{
	return !*comparison->vintages[0].row->region && is_of_a_person(comparison);
}

/* Units in which the figure is what a person may emit in a year. */
void like_tell_plausible(const struct like_comparison *comparison)
{
	struct audit_units units = audit_units_of(CLAIM_EMISSIONS);
	struct like_comparison then = *comparison;
	struct arena *arena = comparison->run->arena;

	for (size_t i = 0; i < units.count; i++) {
		struct printed other = slipped(comparison->emissions, &units.rows[i]);
		struct audit_finding *finding;

		then.emissions = &other;
		if (!is_of_a_person(&then))
			continue;
		finding = audit_find(comparison->run, comparison->claim, units.code,
				     VERDICT_INCONSISTENT,
				     "would be plausible of a person if the %s are %s: %s",
				     digits(comparison->emissions), units.rows[i].words,
				     like_mass(arena, other.value));
		finding->has_value = true;
		finding->value = other.value / unit_of("tCO2e").scale;
		finding->unit = "tCO2e";
		finding->place = comparison->emissions->place;
	}
}
