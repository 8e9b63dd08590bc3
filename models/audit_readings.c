/* What a claim leaves open, and how it may be read. */

#include "models/audit_formula.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_scope.h"

enum { MOST = 5 };

struct pue_way {
	int energy, emissions;
};

static bool holds_none(const struct audit_case *audit_case)
{
	return audit_case->metered == METERED_ACCELERATOR ||
	       audit_case->metered == METERED_COMPONENTS || audit_case->metered == METERED_NODE;
}

/* "PUE" among what the figures hold: it is in the emissions, and may be in the energy although
 * that was taken before it. */
static bool holds_pue(const struct audit_case *audit_case)
{
	return scope_holds(audit_case->claim, SCOPE_PUE);
}

/* The PUE is one of the site, stated beside figures that are said to be without it. */
static bool lacks_pue(const struct audit_case *audit_case)
{
	return scope_denies(audit_case->claim, SCOPE_PUE) ||
	       scope_holds(audit_case->claim, SCOPE_WORDS("it"));
}

static size_t ways_of_slips(const struct audit_case *audit_case, struct pue_way ways[MOST])
{
	bool facility = audit_case->metered == METERED_FACILITY;
	bool before = holds_none(audit_case);
	size_t count = 0;

	if (audit_case->twists & TWIST_PUE_LEFT_OUT) {
		ways[count++] = (struct pue_way){0, 0};
		if (!before)
			ways[count++] = (struct pue_way){1, 0};
		if (facility)
			ways[count++] = (struct pue_way){0, 1};
	} else {
		if (!before)
			ways[count++] = (struct pue_way){1, 2};
		if (!facility)
			ways[count++] = (struct pue_way){0, 2};
		if (!before)
			ways[count++] = (struct pue_way){2, 2};
	}
	return count;
}

/* How often the PUE is in the energy and in the emissions. One that is not stated may be in
 * neither. */
static size_t ways_of_pue(const struct audit_case *audit_case, struct pue_way ways[MOST])
{
	bool stated = audit_has(audit_case, CLAIM_PUE);
	bool both = audit_has(audit_case, CLAIM_ENERGY) &&
		    audit_has(audit_case, CLAIM_INTENSITY) &&
		    !(audit_case->twists & (TWIST_INTENSITY_FREE | TWIST_PUE_FREE));
	size_t count = 0;

	if (stated && audit_case->twists & (TWIST_PUE_LEFT_OUT | TWIST_PUE_TWICE))
		return ways_of_slips(audit_case, ways);
	if ((!stated || lacks_pue(audit_case)) && audit_case->metered != METERED_FACILITY)
		ways[count++] = (struct pue_way){0, 0};
	if (count && stated)
		return count;
	if (!holds_none(audit_case) || holds_pue(audit_case))
		ways[count++] = (struct pue_way){1, 1};
	if (audit_case->metered != METERED_FACILITY &&
	    (stated || holds_none(audit_case) || !both))
		ways[count++] = (struct pue_way){0, 1};
	return count;
}

/* Whether the power may be that of one accelerator, by its design power or, where that is not
 * known, the highest there is: it is then taken as what the key says. */
static bool may_be_of_one(const struct audit_case *audit_case)
{
	const struct audit_term *over =
	    audit_case->bounds ? &audit_case->bounds[BOUND_POWER_TDP] : NULL;
	struct interval power = audit_case->figures[CLAIM_POWER].loose;
	struct audit_value tdp =
	    audit_has(audit_case, CLAIM_TDP) ? audit_case->figures[CLAIM_TDP] : audit_case->tdp;

	if (!tdp.stated)
		return audit_case->any_tdp.stated &&
		       power.low <= audit_case->any_tdp.loose.high;
	return over && over->text &&
	       interval_meets(power, interval_multiply(tdp.loose, over->loose));
}

static size_t ways_of_power(const struct audit_case *audit_case, enum claim_power_of ways[MOST])
{
	static const enum claim_power_of any[] = {POWER_ACCELERATOR, POWER_NODE, POWER_ALL};
	size_t i, count = 0;

	if (audit_case->power_of != POWER_UNSAID) {
		ways[0] = audit_case->power_of;
		return 1;
	}
	for (i = 0; i < sizeof any / sizeof *any; i++) {
		struct audit_scene scene = {audit_case, {.power_of = any[i]}};
		struct audit_formula formula;

		formula_start(&formula);
		if (audit_has(audit_case, CLAIM_POWER) && audit_power_hours(&scene, &formula) &&
		    !formula.broken)
			ways[count++] = any[i];
		if (count && any[i] == POWER_ACCELERATOR && may_be_of_one(audit_case))
			break;
	}
	if (!count)
		ways[count++] = POWER_ACCELERATOR;
	return count;
}

/* false, true or both. */
static size_t ways_of_host(const struct audit_case *audit_case, bool ways[2])
{
	bool stated = audit_has(audit_case, CLAIM_HOST_FACTOR);
	size_t count = 0;

	if (stated && (audit_case->metered == METERED_NODE ||
		       audit_case->metered == METERED_COMPONENTS)) {
		ways[count++] = true;
		return count;
	}
	ways[count++] = false;
	if (audit_case->metered != METERED_ACCELERATOR &&
	    (stated || (audit_case->host.stated && audit_case->power_of == POWER_ACCELERATOR &&
			(audit_case->metered == METERED_NODE ||
			 audit_case->metered == METERED_COMPONENTS))))
		ways[count++] = true;
	return count;
}

static size_t ways_of_embodied(const struct audit_case *audit_case, bool ways[2])
{
	const struct claim *claim = audit_case->claim;
	bool named = scope_holds(claim, SCOPE_EMBODIED);
	size_t count = 0;

	if (!audit_has(audit_case, CLAIM_EMBODIED) || !named)
		ways[count++] = false;
	if (audit_has(audit_case, CLAIM_EMBODIED) && (named || !claim->scope_count))
		ways[count++] = true;
	return count;
}

/* A design power that is stated may be what was multiplied with. */
static size_t ways_of_tdp(const struct audit_case *audit_case, bool ways[2])
{
	ways[0] = false;
	ways[1] = true;
	return audit_has(audit_case, CLAIM_TDP) && !audit_has(audit_case, CLAIM_POWER) ? 2 : 1;
}

static size_t ways_of_water(const struct audit_case *audit_case, bool ways[2])
{
	ways[0] = false;
	ways[1] = true;
	return audit_has(audit_case, CLAIM_WUE) && audit_has(audit_case, CLAIM_PUE) ? 2 : 1;
}

size_t audit_readings(const struct audit_case *audit_case,
		      struct audit_reading readings[AUDIT_READINGS])
{
	struct pue_way pue[MOST];
	enum claim_power_of power[MOST];
	bool host[2], embodied[2], tdp[2], water[2];
	size_t pues = ways_of_pue(audit_case, pue);
	size_t powers = ways_of_power(audit_case, power);
	size_t hosts = ways_of_host(audit_case, host);
	size_t embodieds = ways_of_embodied(audit_case, embodied);
	size_t tdps = ways_of_tdp(audit_case, tdp);
	size_t waters = ways_of_water(audit_case, water);
	size_t i, all = pues * powers * hosts * embodieds * tdps * waters;

	for (i = 0; i < all && i < AUDIT_READINGS; i++) {
		size_t rest = i;

		readings[i].energy_pue = pue[rest % pues].energy;
		readings[i].emissions_pue = pue[rest % pues].emissions;
		rest /= pues;
		readings[i].power_of = power[rest % powers];
		rest /= powers;
		readings[i].host = host[rest % hosts];
		rest /= hosts;
		readings[i].embodied = embodied[rest % embodieds];
		rest /= embodieds;
		readings[i].at_tdp = tdp[rest % tdps];
		rest /= tdps;
		readings[i].water_other = water[rest];
	}
	return i;
}

const char *audit_reading_words(struct arena *arena, const struct audit_case *audit_case,
				const struct audit_reading *reading)
{
	const char *pue = NULL, *power = NULL;

	if (audit_case->metered == METERED_UNSET && audit_has(audit_case, CLAIM_ENERGY) &&
	    audit_has(audit_case, CLAIM_PUE))
		pue = reading->energy_pue ? "the energy holds the PUE"
					  : "the energy is before the PUE";
	if (audit_case->power_of == POWER_UNSAID && audit_has(audit_case, CLAIM_POWER))
		power = reading->power_of == POWER_NODE ? "the power is a machine's"
			: reading->power_of == POWER_ALL
			    ? "the power is that of all accelerators"
			    : NULL;
	if (pue && power)
		return arena_printf(arena, "%s; %s", pue, power);
	return pue ? pue : power;
}
