/* Slips in words. */

#include "models/audit_slips.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* The largest of them that leaves at least one before the point. */
static struct unit largest(const char *const *names, size_t count, double value)
{
	struct unit unit = unit_of(names[0]);
	size_t i;

	for (i = 1; i < count; i++) {
		struct unit next = unit_of(names[i]);

		if (fabs(value) >= next.scale)
			unit = next;
	}
	return unit;
}

struct unit slip_unit(enum claim_figure figure, double value, const struct unit *printed)
{
	static const char *const masses[] = {"gCO2e", "kgCO2e", "tCO2e"};
	static const char *const energies[] = {"Wh", "kWh", "MWh"};
	static const char *const powers[] = {"W", "kW", "MW"};
	enum { STEPS = 3 };

	switch (figure) {
	case CLAIM_EMISSIONS:
	case CLAIM_MARKET_EMISSIONS:
	case CLAIM_OFFSETS:
	case CLAIM_EMBODIED:
	case CLAIM_DEVICE_IMPACT:
		return largest(masses, STEPS, value);
	case CLAIM_ENERGY:
		return largest(energies, STEPS, value);
	case CLAIM_POWER:
	case CLAIM_TDP:
		return largest(powers, STEPS, value);
	case CLAIM_INTENSITY:
		return unit_of("kgCO2e/kWh");
	default:
		return *printed;
	}
}

/* "184,320" of "184,320 h"; the value where a slip or a reader left no text. */
static const char *digits(struct arena *arena, const struct audit_value *value)
{
	if (value->printed && value->printed->digits)
		return value->printed->digits;
	return arena_printf(arena, "%.6g", value->value / value->unit.scale);
}

static const char *with_unit(struct arena *arena, const struct audit_value *value)
{
	const char *unit = value->unit.text;

	if (!*unit)
		return digits(arena, value);
	return arena_printf(arena, "%s %s", digits(arena, value), unit);
}

static const char *other_words(struct arena *arena, const struct slip_row *row,
			       const struct audit_case *stated)
{
	const struct audit_value *other = &stated->figures[row->other];

	if (other->stated)
		return with_unit(arena, other);
	if (row->other == CLAIM_PER_NODE && stated->figures[CLAIM_NODES].value > 0)
		return arena_printf(arena, "%.0f",
				    stated->figures[CLAIM_ACCELERATORS].value /
					stated->figures[CLAIM_NODES].value);
	return "";
}

static const char *filled(struct arena *arena, const char *pattern, const char *const names[4])
{
	static const char marks[] = "ntov";
	struct buffer buffer = {0};
	const char *text;

	for (; *pattern; pattern++) {
		const char *mark =
		    pattern[0] == '{' && pattern[1] ? strchr(marks, pattern[1]) : NULL;

		if (!mark || pattern[2] != '}') {
			buffer_add(&buffer, pattern, 1);
			continue;
		}
		buffer_text(&buffer, names[mark - marks]);
		pattern += strlen("{n}") - 1;
	}
	text = arena_text(arena, buffer.text ? buffer.text : "");
	buffer_free(&buffer);
	return text;
}

struct audit_assumption slip_told(struct arena *arena, const struct slip *slip,
				  const struct audit_case *stated,
				  const struct audit_case *then)
{
	const struct slip_row *row = slip->row;
	const struct audit_value *value = &stated->figures[row->figure];
	const struct audit_value *after = &then->figures[row->figure];
	struct unit unit = slip_unit(row->figure, after->value, &value->unit);
	const char *shown =
	    slip->shown ? slip->shown : audit_number(arena, after->value, after->loose, &unit);
	const char *const names[] = {digits(arena, value), with_unit(arena, value),
				     other_words(arena, row, stated), shown};

	return (struct audit_assumption){
	    .code = row->code,
	    .text = filled(arena, row->text, names),
	    .figure = row->figure,
	    .value = after->value,
	    .unit = unit,
	};
}
