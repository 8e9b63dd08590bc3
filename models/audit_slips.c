/* The slips that a claim allows, from the rows of slips.def. */

#include "models/audit_slips.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

static const struct slip_row rows[] = {
#define SLIP(kind, code, figure, by, other, cost, text)                                        \
	{SLIP_##kind, AUDIT_##code, CLAIM_##figure, by, CLAIM_##other, cost, text},
#include "models/slips.def"
};

/* What a claim says of its own makes a slip likelier: a number without a unit, a 'ton'. */
static const double hinted = 0.8;

const struct slip_row *slip_rows(size_t *count)
{
	*count = sizeof rows / sizeof *rows;
	return rows;
}

static const struct audit_value *stated(const struct audit_case *audit_case,
					enum claim_figure figure)
{
	const struct audit_value *value = &audit_case->figures[figure];

	return value->stated && value->value > 0 ? value : NULL;
}

/* A pure number, or a quotient of two: "1000", "44/12". */
static double number_of(const char *text)
{
	char *end;
	double number = strtod(text, &end);

	return *end == '/' ? number / strtod(end + 1, NULL) : number;
}

static bool scale(struct slip *slip, struct interval factor, double nominal)
{
	slip->scales = true;
	slip->factor = factor;
	slip->nominal = nominal;
	return isfinite(nominal) && nominal > 0 && fabs(log(nominal)) > 1e-9;
}

/* Pounds are taken for kilograms or tonnes, hardly for grams. */
static bool is_near(double factor)
{
	const double near = 10;

	return factor < near;
}

/* Hours are taken for days, and days for weeks; a unit that was written out is no slip. */
static bool is_time_taken(const struct slip *slip, const struct audit_value *value)
{
	static const struct {
		const char *meant, *printed;
	} times[] = {{"d", "h"}, {"week", "d"}};
	size_t i;

	for (i = 0; i < sizeof times / sizeof *times; i++)
		if (text_same(slip->row->by, times[i].meant) &&
		    unit_of(times[i].printed).scale != value->unit.scale)
			return false;
	return true;
}

static bool by_unit(struct slip *slip, const struct audit_value *value)
{
	struct unit meant = unit_of(slip->row->by);
	unsigned doubts = value->printed ? value->printed->doubts : 0;
	double factor = meant.scale / value->unit.scale;

	/* That a mass of carbon is one of CO2 is a slip of its own. */
	if ((doubts & PRINTED_CARBON) || !is_time_taken(slip, value))
		return false;
	if (text_starts(slip->row->by, "lb") && !is_near(factor))
		slip->cost += hinted;
	if ((doubts & PRINTED_NO_UNIT) ||
	    ((doubts & PRINTED_TON) && slip->row->code == AUDIT_UNIT_MASS))
		slip->cost -= hinted;
	return scale(slip, interval_of(factor), factor);
}

static bool by_number(struct slip *slip, double number)
{
	return scale(slip, interval_of(number), number);
}

/* How many accelerators a machine has, stated or following from what is. */
static bool per_node(const struct audit_case *audit_case, struct audit_value *value)
{
	const struct audit_value *all = stated(audit_case, CLAIM_ACCELERATORS);
	const struct audit_value *nodes = stated(audit_case, CLAIM_NODES);

	if (stated(audit_case, CLAIM_PER_NODE)) {
		*value = audit_case->figures[CLAIM_PER_NODE];
		return true;
	}
	if (!all || !nodes)
		return false;
	*value = *all;
	value->printed = NULL;
	value->value = round(all->value / nodes->value);
	value->exact = value->loose = interval_of(value->value);
	return true;
}

/* A power that no accelerator or machine has and one may have then is likelier to be the slip
 * than the figures beside it. */
static bool mends_power(const struct slip *slip, const struct audit_case *audit_case)
{
	const struct audit_value *power = &audit_case->figures[CLAIM_POWER];
	const double thousandth = 0.001 * (1 + 1e-9); /* a unit, not a digit */
	bool unit = slip->row->kind == SLIP_UNIT || slip->row->kind == SLIP_NUMBER;
	double most = audit_case->any_tdp.loose.high;
	struct audit_value each;

	if (!unit || slip->row->figure != CLAIM_POWER || !audit_case->any_tdp.stated ||
	    slip->nominal > thousandth || audit_case->power_of == POWER_ALL)
		return false;
	if (audit_case->power_of != POWER_ACCELERATOR && per_node(audit_case, &each))
		most *= each.value;
	return power->loose.low > most && power->value * slip->nominal <= most;
}

static bool other_of(const struct audit_case *audit_case, enum claim_figure figure,
		     struct audit_value *other)
{
	if (figure == CLAIM_PER_NODE)
		return per_node(audit_case, other);
	if (!stated(audit_case, figure))
		return false;
	*other = audit_case->figures[figure];
	return true;
}

/* So many accelerators to a machine, where the claim leaves room for that. */
static bool by_count(struct slip *slip, const struct audit_case *audit_case)
{
	const struct audit_value *all = stated(audit_case, CLAIM_ACCELERATORS);
	double number = number_of(slip->row->by);
	double count = number < 1 ? 1 / number : number;

	return !stated(audit_case, CLAIM_PER_NODE) && !(all && all->value <= count) &&
	       by_number(slip, number);
}

/* Whole things were counted, not rounded. */
static struct interval counted(const struct audit_value *value)
{
	bool whole = value->value == round(value->value) && value->exact.low > value->value - 1;

	return whole ? interval_of(value->value) : value->exact;
}

static bool by_figure(struct slip *slip, const struct audit_case *audit_case)
{
	struct audit_value other;
	bool over = slip->row->kind == SLIP_OVER;

	struct interval factor;
	double nominal;

	if (!other_of(audit_case, slip->row->other, &other) ||
	    (other.value < 2 && slip->row->other != CLAIM_UTILIZATION))
		return false;
	factor = counted(&other);
	nominal = other.value;
	if (text_same(slip->row->by, "squared")) {
		nominal *= nominal;
		factor = interval_of(nominal);
	}
	if (over)
		return scale(slip, interval_divide(interval_of(1), factor), 1 / nominal);
	return scale(slip, factor, nominal);
}

static bool by_machine(struct slip *slip, const struct audit_case *audit_case)
{
	if (!stated(audit_case, CLAIM_POWER))
		return false;
	if (!*slip->row->by)
		return by_figure(slip, audit_case);
	return !stated(audit_case, CLAIM_PER_NODE) && !stated(audit_case, CLAIM_ACCELERATORS) &&
	       by_number(slip, number_of(slip->row->by));
}

static bool by_sum(struct slip *slip, const struct audit_case *audit_case)
{
	const struct audit_value *figure = &audit_case->figures[slip->row->figure];
	const struct audit_value *other = stated(audit_case, slip->row->other);
	struct audit_value sum = *figure;

	if (!other)
		return false;
	sum.printed = NULL;
	if (slip->row->kind == SLIP_PLUS) {
		sum.value += other->value;
		sum.exact = interval_add(figure->exact, other->exact);
		sum.loose = interval_add(figure->loose, other->loose);
	} else {
		sum.value -= other->value;
		sum.exact = interval_subtract(figure->exact, other->exact);
		sum.loose = interval_subtract(figure->loose, other->loose);
	}
	slip->value = sum;
	return sum.loose.low > 0;
}

static bool by_twist(struct slip *slip, const struct audit_value *value)
{
	static const struct {
		const char *name;
		unsigned twist;
	} twists[] = {
	    {"left-out", TWIST_PUE_LEFT_OUT},	{"left-out-of-energy", TWIST_PUE_LEFT_OUT},
	    {"twice", TWIST_PUE_TWICE},		{"count-left-out", TWIST_COUNT_LEFT_OUT},
	    {"count-twice", TWIST_COUNT_TWICE},
	};
	size_t i;

	for (i = 0; i < sizeof twists / sizeof *twists; i++)
		if (text_same(twists[i].name, slip->row->by))
			slip->twists = twists[i].twist;
	if (slip->twists & (TWIST_COUNT_LEFT_OUT | TWIST_COUNT_TWICE))
		return value->value >= 2;
	return value->value != 1;
}

static const struct audit_value *clock(const struct audit_case *audit_case)
{
	const struct audit_value *hours = stated(audit_case, CLAIM_HOURS);

	return hours ? hours : stated(audit_case, CLAIM_NODE_HOURS);
}

/* The number is a power that lasted for the hours stated; an energy that was spent in them. */
static bool by_hours(struct slip *slip, const struct audit_case *audit_case, bool power)
{
	const struct audit_value *hours = clock(audit_case);

	if (!hours)
		return false;
	if (power)
		return scale(slip, hours->loose, hours->value);
	return scale(slip, interval_divide(interval_of(1), hours->loose), 1 / hours->value);
}

static bool by_one_machine(struct slip *slip, const struct audit_case *audit_case)
{
	const struct audit_value *all = &audit_case->figures[slip->row->figure];

	return per_node(audit_case, &slip->value) && slip->value.value < all->value;
}

static bool by_shape(struct slip *slip, const struct audit_case *audit_case)
{
	const struct audit_value *value = &audit_case->figures[slip->row->figure];
	const char *shape = slip->row->by;
	double reciprocal = 1 / value->value;

	if (text_same(shape, "machine"))
		return by_one_machine(slip, audit_case);
	if (text_same(shape, "power") || text_same(shape, "energy"))
		return by_hours(slip, audit_case, text_same(shape, "power"));
	slip->value = *value;
	slip->value.printed = NULL;
	if (text_same(shape, "one")) {
		slip->value.value = 1;
		slip->value.exact = slip->value.loose = interval_of(1);
		return value->value != 1;
	}
	slip->value.value = reciprocal;
	slip->value.exact = interval_divide(interval_of(1), value->exact);
	slip->value.loose = interval_divide(interval_of(1), value->loose);
	return slip->row->figure == CLAIM_PUE ? value->exact.high < 1 : value->value != 1;
}

/* Whether the printed unit is one of the figure's kind: a plain mass is one for emissions. */
static bool is_of_its_kind(const struct audit_value *value, enum claim_figure figure)
{
	struct dimensions expected = unit_of(claim_figure_unit(figure)).dimensions;

	return value->unit.dimensions.exponent[DIMENSION_TIME] ==
	       expected.exponent[DIMENSION_TIME];
}

static bool fits_claim(struct slip *slip, const struct audit_case *audit_case,
		       const struct audit_outcomes *base)
{
	const struct slip_row *row = slip->row;
	const struct audit_value *value = &audit_case->figures[row->figure];

	switch (row->kind) {
	case SLIP_UNIT:
		return by_unit(slip, value);
	case SLIP_RATIO:
		return by_number(slip, unit_of(row->by).scale);
	case SLIP_NUMBER:
		return by_number(slip, number_of(row->by));
	case SLIP_COUNTED:
		return by_count(slip, audit_case);
	case SLIP_TIMES:
	case SLIP_OVER:
		return by_figure(slip, audit_case);
	case SLIP_PLUS:
	case SLIP_MINUS:
		return by_sum(slip, audit_case);
	case SLIP_MACHINE:
		return by_machine(slip, audit_case);
	case SLIP_TWIST:
		return by_twist(slip, value);
	case SLIP_SHAPE:
		return by_shape(slip, audit_case);
	case SLIP_FREE:
		return slip_whatever(slip, audit_case, base);
	case SLIP_DIGITS:
	case SLIP_DESIGN:
		break;
	}
	return false;
}

size_t slips_of(struct arena *arena, const struct audit_case *audit_case,
		const struct audit_outcomes *base, const struct slip **slips)
{
	struct slip *list = NULL;
	bool usable[CLAIM_FIGURES];
	size_t count = 0;
	size_t i;

	for (i = 0; i < CLAIM_FIGURES; i++)
		usable[i] = stated(audit_case, (enum claim_figure)i) &&
			    is_of_its_kind(&audit_case->figures[i], (enum claim_figure)i);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct slip slip = {.row = &rows[i], .cost = rows[i].cost};

		if (!usable[rows[i].figure])
			continue;

		if (rows[i].kind == SLIP_DIGITS) {
			slip_digits(arena, &rows[i], audit_case, &list, &count);
			continue;
		}
		if (rows[i].kind == SLIP_DESIGN) {
			slip_designs(arena, &rows[i], audit_case, &list, &count);
			continue;
		}
		if (!fits_claim(&slip, audit_case, base))
			continue;
		if (mends_power(&slip, audit_case))
			slip.cost -= hinted;
		list = arena_grow(arena, list, count, sizeof *list);
		list[count++] = slip;
	}
	*slips = list;
	return count;
}
