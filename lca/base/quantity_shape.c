/* Numbers get their units and become distributions. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"

/* Beyond these nothing is meant, and squares and means would overflow. */
#define LARGEST	    1e100
#define LARGEST_GSD 1e6

double quantity_base(const struct number *number)
{
	return unit_to_base(&number->unit, number->value);
}

static bool refuse_missing(struct quantity_reader *reader, const struct number *number,
			   const char *unit)
{
	diag_add(reader->diags, DIAG_UNIT_MISSING, number->place, reader->path,
		 arena_printf(reader->arena, "write '%s %s'", number->typed, unit),
		 "'%s' needs a unit, found the plain number %s", reader->name, number->typed);
	return false;
}

/* A number without unit: that of its neighbour, of the rule, or none. */
static bool lend_unit(struct quantity_reader *reader, struct number *number,
		      const struct number *last)
{
	const struct quantity_rule *rule = reader->rule;

	if (number != last && last->united) {
		number->unit = last->unit;
		return true;
	}
	if (!rule->unit)
		return true;
	if (!rule->bare && !dimensions_none(reader->expected.dimensions))
		return refuse_missing(reader, number, rule->unit);
	number->unit = reader->expected;
	return true;
}

static int exponent(struct dimensions d, enum dimension dimension)
{
	return d.exponent[dimension];
}

/* d with every `from` turned into `into`, as often as the expected dimensions ask for. */
static struct dimensions swap(struct dimensions d, struct dimensions expected,
			      enum dimension from, enum dimension into)
{
	int times = exponent(expected, into);

	d.exponent[from] = (int8_t)(exponent(d, from) - times);
	d.exponent[into] = (int8_t)(exponent(d, into) + times);
	return d;
}

/* A key of primary energy says what its plain energy is: 1 kWh is 3.6 MJ_pe. */
static bool is_primary(struct quantity_reader *reader, struct number *number)
{
	struct dimensions expected = reader->expected.dimensions;
	struct dimensions swapped =
	    swap(number->unit.dimensions, expected, DIMENSION_ENERGY, DIMENSION_PRIMARY);

	if (!exponent(expected, DIMENSION_PRIMARY) || !dimensions_equal(swapped, expected) ||
	    !strpbrk(number->unit.text, "WJ"))
		return false;
	number->unit.scale *=
	    pow(unit_of("kWh_pe").scale, exponent(expected, DIMENSION_PRIMARY));
	number->unit.dimensions = expected;
	return true;
}

/* "24.69 tCO2e" for "24.69 t", where a plain mass stands for one of a substance. */
static const char *mass_hint(struct quantity_reader *reader, const struct number *number,
			     enum dimension dimension, const char *substance)
{
	struct dimensions expected = reader->expected.dimensions;
	const char *text = number->unit.text;
	size_t length = strcspn(text, "/.*^(");

	if (!exponent(expected, dimension) ||
	    !dimensions_equal(
		swap(number->unit.dimensions, expected, DIMENSION_MASS, dimension), expected))
		return NULL;
	while (length && text[length - 1] == ' ')
		length--;
	return arena_printf(reader->arena, "write '%s %.*s%s%s'", number->typed, (int)length,
			    text, substance, text + length);
}

/* A power typed for an energy, or the reverse: the number is right, the key or its unit is not.
 */
static const char *power_hint(struct quantity_reader *reader, const struct number *number)
{
	struct dimensions expected = reader->expected.dimensions;
	struct dimensions found = number->unit.dimensions;
	struct dimensions energy = unit_of("kWh").dimensions;
	struct dimensions power = unit_of("kW").dimensions;

	if (dimensions_equal(expected, power) && dimensions_equal(found, energy))
		return arena_printf(
		    reader->arena,
		    "write '%s %s', or give 'energy' instead of '%s' and 'hours'",
		    number->typed, reader->rule->unit, reader->name);
	if (dimensions_equal(expected, energy) && dimensions_equal(found, power))
		return arena_printf(
		    reader->arena,
		    "write '%s %s', or give the power and 'hours' instead of '%s'",
		    number->typed, reader->rule->unit, reader->name);
	return NULL;
}

static bool refuse_dimension(struct quantity_reader *reader, const struct number *number)
{
	const char *found = dimensions_describe(reader->arena, number->unit.dimensions);
	const char *wanted = dimensions_describe(reader->arena, reader->expected.dimensions);
	const char *hint = mass_hint(reader, number, DIMENSION_CO2E, "CO2e");

	if (!hint)
		hint = mass_hint(reader, number, DIMENSION_SBE, "Sbe");
	if (!hint)
		hint = power_hint(reader, number);
	if (!hint)
		hint = arena_printf(reader->arena, "write '%s%s%s'", number->typed,
				    *reader->rule->unit ? " " : "", reader->rule->unit);
	diag_add(reader->diags, DIAG_QUANTITY_DIMENSION, number->place, reader->path, hint,
		 "'%s' is %s, expected %s", reader->name, found, wanted);
	return false;
}

static bool refuse_mixed(struct quantity_reader *reader, const struct number *number,
			 const struct number *last)
{
	diag_add(reader->diags, DIAG_QUANTITY_DIMENSION, number->place, reader->path,
		 "give all numbers of one quantity in the same unit", "'%s' mixes %s and %s",
		 reader->name, dimensions_describe(reader->arena, number->unit.dimensions),
		 dimensions_describe(reader->arena, last->unit.dimensions));
	return false;
}

static bool is_expected(struct quantity_reader *reader, struct number *number,
			const struct number *last)
{
	struct dimensions found = number->unit.dimensions;

	if (!reader->rule->unit)
		return dimensions_equal(found, last->unit.dimensions) ||
		       refuse_mixed(reader, number, last);
	return dimensions_equal(found, reader->expected.dimensions) ||
	       is_primary(reader, number) || refuse_dimension(reader, number);
}

static bool is_within_range(struct quantity_reader *reader, const struct number *number)
{
	if (fabs(quantity_base(number)) <= LARGEST)
		return true;
	diag_add(reader->diags, DIAG_QUANTITY_NOT_FINITE, number->place, reader->path, NULL,
		 "'%s' is too large: %s %s", reader->name, number->typed, number->unit.text);
	return false;
}

bool quantity_settle(struct quantity_reader *reader, struct number *numbers, size_t count)
{
	struct number *last = numbers + count - 1;
	bool settled = true;
	size_t i;

	if (!last->united && !lend_unit(reader, last, last))
		return false;
	for (i = 0; i < count; i++) {
		if (!numbers[i].united && !lend_unit(reader, numbers + i, last))
			settled = false;
		else if (!is_expected(reader, numbers + i, last) ||
			 !is_within_range(reader, numbers + i))
			settled = false;
	}
	return settled;
}

static const char *gsd_hint(struct quantity_reader *reader, double gsd, bool squared)
{
	double other = gsd < 0.5 ? exp(gsd) : 1 / gsd;

	if (!(gsd > 0))
		return "a GSD is a factor: 'x/ 1.2', and 1 is exact";
	other = round(other * (squared ? other : 1) * 1e4) / 1e4;
	return arena_printf(reader->arena, "a GSD is a factor, 1 is exact: write %s",
			    text_double(reader->arena, other));
}

bool quantity_gsd(struct quantity_reader *reader, const struct number *number, bool squared,
		  double *gsd)
{
	const char *what = squared ? "squared GSD" : "GSD";

	if (number->united) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 "a GSD is a factor: 'x/ 1.2'",
			 "the %s of '%s' is a plain number, found %s %s", what, reader->name,
			 number->typed, number->unit.text);
		return false;
	}
	if (!(number->value >= 1)) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 gsd_hint(reader, number->value, squared),
			 "the %s of '%s' is at least 1, found %s", what, reader->name,
			 number->typed);
		return false;
	}
	if (number->value > LARGEST_GSD) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, number->place, reader->path,
			 "a GSD is a factor: 'x/ 1.2'", "the %s of '%s' is too large: %s", what,
			 reader->name, number->typed);
		return false;
	}
	*gsd = squared ? sqrt(number->value) : number->value;
	return true;
}

bool quantity_lognormal(struct quantity_reader *reader, const struct number *median, double gsd,
			struct dist *dist)
{
	double base = quantity_base(median);

	if (base > 0) {
		*dist = dist_lognormal(base, gsd);
		return true;
	}
	diag_add(reader->diags, DIAG_QUANTITY_SPREAD, median->place, reader->path,
		 "give an exact number, or another distribution",
		 "the median of the lognormal '%s' is above 0, found %s", reader->name,
		 median->typed);
	return false;
}

bool quantity_normal(struct quantity_reader *reader, const struct number *mean,
		     const struct number *sd, struct dist *dist)
{
	double spread = quantity_base(sd);

	if (spread < 0) {
		diag_add(reader->diags, DIAG_QUANTITY_SPREAD, sd->place, reader->path,
			 "0 is exact", "the spread of '%s' is at least 0, found %s",
			 reader->name, sd->typed);
		return false;
	}
	*dist = dist_exact(quantity_base(mean));
	if (spread > 0)
		*dist = (struct dist){.kind = DIST_NORMAL, .a = dist->a, .b = spread};
	return true;
}

static bool refuse_order(struct quantity_reader *reader, const struct number *first,
			 const struct number *second, const char *order)
{
	diag_add(reader->diags, DIAG_QUANTITY_ORDER, second->place, reader->path, order,
		 "'%s' puts %s before the smaller %s", reader->name, first->typed,
		 second->typed);
	return false;
}

bool quantity_bounded(struct quantity_reader *reader, enum dist_kind kind,
		      const struct number *numbers, struct dist *dist)
{
	size_t count = kind == DIST_UNIFORM ? 2 : 3;
	double low = quantity_base(numbers);
	double high = quantity_base(numbers + count - 1);
	size_t i;

	for (i = 1; i < count; i++)
		if (quantity_base(numbers + i) < quantity_base(numbers + i - 1))
			return refuse_order(reader, numbers + i - 1, numbers + i,
					    count == 2 ? "write the minimum, then the maximum"
						       : "write minimum, mode, maximum");
	*dist = dist_exact(low);
	if (!(high > low))
		return true;
	*dist = (struct dist){.kind = kind, .a = low, .c = high};
	dist->b = count == 3 ? quantity_base(numbers + 1) : 0;
	return true;
}
