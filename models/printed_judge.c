/* Units of printed figures: what a figure takes, and with which doubt. */

#include <assert.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/printed_parts.h"

static struct dimensions mass_as_co2e(struct dimensions d)
{
	d.exponent[DIMENSION_CO2E] =
	    (int8_t)(d.exponent[DIMENSION_CO2E] + d.exponent[DIMENSION_MASS]);
	d.exponent[DIMENSION_MASS] = 0;
	return d;
}

/* d, with what is served another way than wanted says. */
static bool fits_any(struct dimensions d, struct dimensions wanted)
{
	static const enum dimension served[] = {DIMENSION_REQUEST, DIMENSION_TOKEN,
						DIMENSION_IMAGE, DIMENSION_FLOP};
	size_t i;

	for (i = 0; i < sizeof served / sizeof *served; i++) {
		struct dimensions other = wanted;

		other.exponent[DIMENSION_REQUEST] = 0;
		other.exponent[served[i]] = wanted.exponent[DIMENSION_REQUEST];
		if (dimensions_equal(d, other))
			return true;
	}
	return false;
}

static bool fits(const struct printed_rule *rule, struct dimensions d, struct dimensions wanted)
{
	return dimensions_equal(d, wanted) || (rule->per_any && fits_any(d, wanted));
}

/* Makes unit one that the rule takes, with what had to be assumed; false: it takes none such.
 */
static bool judge(const struct printed_rule *rule, struct unit *unit, const struct unit *wanted,
		  unsigned *doubts)
{
	struct dimensions mass = mass_as_co2e(unit->dimensions);
	struct dimensions each = wanted->dimensions;

	if (fits(rule, unit->dimensions, wanted->dimensions))
		return true;
	if (fits(rule, mass, wanted->dimensions)) {
		unit->dimensions = mass;
		*doubts |= PRINTED_MASS;
		return true;
	}
	each.exponent[DIMENSION_REQUEST] = 0;
	if (rule->per_any && (dimensions_equal(unit->dimensions, each) ||
			      (dimensions_equal(mass, each) && !dimensions_none(each)))) {
		unit->dimensions = wanted->dimensions;
		*doubts |= PRINTED_NO_UNIT;
		return true;
	}
	return rule->also && dimensions_equal(unit->dimensions, unit_of(rule->also).dimensions);
}

static struct unit parsed(struct arena *arena, const char *text)
{
	struct unit_error error;
	struct unit unit;
	bool read = unit_parse(arena, text, strlen(text), &unit, &error);

	assert(read);
	(void)read;
	return unit;
}

enum printed_status printed_unit_judge(struct printed_reading *reading, const char *text,
				       size_t length, struct unit *unit, const char **message)
{
	struct unit wanted = parsed(reading->arena, reading->rule->unit);
	unsigned *doubts = &reading->printed->doubts;

	if (!length) {
		*unit = wanted;
		*doubts |= *reading->rule->unit ? PRINTED_NO_UNIT : 0U;
		return PRINTED_READ;
	}
	if (!printed_unit_read(reading->arena, text, length, unit, doubts, &reading->error)) {
		*message = reading->error.message;
		return PRINTED_BAD_UNIT;
	}
	if (judge(reading->rule, unit, &wanted, doubts))
		return PRINTED_READ;
	*message = arena_printf(reading->arena, "%s, expected %s",
				dimensions_describe(reading->arena, unit->dimensions),
				dimensions_describe(reading->arena, wanted.dimensions));
	return PRINTED_OTHER_UNIT;
}
