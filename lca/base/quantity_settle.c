/* Numbers get their units. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity_reader.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

/* Beyond this nothing is meant, and squares and means would overflow. */
#define LARGEST 1e100

double quantity_base(const struct number *number)
{
	return unit_to_base(&number->unit, number->value);
}

/* No hardware serves so many years: such a number counts hours. */
enum { MOST_YEARS = 100 };

/* Whether the number would be a possible value if it were in this unit. */
static bool is_possible_in(struct quantity_reader *reader, const struct number *number,
			   const char *text)
{
	const struct quantity_rule *rule = reader->rule;
	struct unit_error error;
	struct unit unit;
	double base;

	if (!unit_parse(reader->arena, text, strlen(text), &unit, &error))
		return false;
	base = unit_to_base(&unit, number->value);
	return base >= rule->low && base <= rule->high;
}

/* "write '57 gCO2e/kWh'": of a unit and a thousandth of it, those in which the number is
 * possible. What is below 1 is seldom meant in the smaller one. */
static const char *scale_hint(struct quantity_reader *reader, const struct number *number)
{
	const char *unit = reader->rule->unit, *small = unit + 1, *typed = number->typed;
	bool as_is = is_possible_in(reader, number, unit);
	bool as_small = number->value >= 1 && is_possible_in(reader, number, small);

	if (as_is && as_small)
		return arena_printf(reader->arena, "write '%s %s' or '%s %s'", typed, small,
				    typed, unit);
	if (!as_is && !as_small)
		return arena_printf(reader->arena, "write its unit: %s or %s", small, unit);
	return arena_printf(reader->arena, "write '%s %s'", typed, as_is ? unit : small);
}

/* Where nothing tells which unit is meant, each that may be. */
static const char *missing_hint(struct quantity_reader *reader, const struct number *number)
{
	const struct quantity_rule *rule = reader->rule;
	const char *unit = rule->unit, *typed = number->typed;
	const char *of_one = text_starts(unit, "kWh/") ? unit + strlen("kWh") : NULL;

	if (text_same(unit, "yr") && fabs(number->value) > MOST_YEARS)
		unit = "h";
	if (rule->high > rule->low && *unit == 'k')
		return scale_hint(reader, number);
	if (of_one)
		return arena_printf(reader->arena, "write '%s J%s', '%s Wh%s' or '%s kWh%s'",
				    typed, of_one, typed, of_one, typed, of_one);
	return arena_printf(reader->arena, "write '%s %s'", typed, unit);
}

static bool refuse_missing(struct quantity_reader *reader, const struct number *number)
{
	diag_add(reader->diags, DIAG_UNIT_MISSING, number->place, reader->path,
		 missing_hint(reader, number), "'%s' needs a unit, found the plain number %s",
		 reader->name, number->typed);
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
		return refuse_missing(reader, number);
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

/* A power typed for an energy, or the reverse: another key may be meant. */
static const char *power_hint(struct quantity_reader *reader, const struct number *number)
{
	struct dimensions expected = reader->expected.dimensions;
	struct dimensions found = number->unit.dimensions;
	struct dimensions energy = unit_of("kWh").dimensions;
	struct dimensions power = unit_of("kW").dimensions;

	if (dimensions_equal(expected, power) && dimensions_equal(found, energy))
		return arena_printf(
		    reader->arena,
		    "give it in %s, or give 'energy' instead of '%s' and 'hours'",
		    reader->rule->unit, reader->name);
	if (dimensions_equal(expected, energy) && dimensions_equal(found, power))
		return arena_printf(
		    reader->arena,
		    "give it in %s, or give the power and 'hours' instead of '%s'",
		    reader->rule->unit, reader->name);
	return NULL;
}

/* "0.4 J/token" for "0.4 J": what is meant is of one of something. */
static const char *denominator_hint(struct quantity_reader *reader, const struct number *number)
{
	const char *unit = reader->rule->unit, *slash = strchr(unit, '/');
	struct unit_error error;
	struct unit above;

	if (!slash ||
	    !unit_parse(reader->arena, unit, (size_t)(slash - unit), &above, &error) ||
	    !dimensions_equal(number->unit.dimensions, above.dimensions))
		return NULL;
	return arena_printf(reader->arena, "write '%s %s%s'", number->typed, number->unit.text,
			    slash);
}

/* The number is one of something else: another unit behind it would be another amount. */
static const char *unit_hint(struct quantity_reader *reader)
{
	const char *unit = reader->rule->unit;

	if (!*unit)
		return "write a plain number, such as '0.85', or a share in %";
	return arena_printf(reader->arena, "give it in %s, such as '12 %s'", unit, unit);
}

static bool refuse_dimension(struct quantity_reader *reader, const struct number *number)
{
	const char *found = dimensions_describe(reader->arena, number->unit.dimensions);
	const char *wanted = dimensions_describe(reader->arena, reader->expected.dimensions);
	const char *hint = mass_hint(reader, number, DIMENSION_CO2E, "CO2e");

	if (!hint)
		hint = mass_hint(reader, number, DIMENSION_SBE, "Sbe");
	if (!hint)
		hint = denominator_hint(reader, number);
	if (!hint)
		hint = power_hint(reader, number);
	if (!hint)
		hint = unit_hint(reader);
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

bool quantity_within_range(struct quantity_reader *reader, const struct number *number)
{
	if (fabs(quantity_base(number)) <= LARGEST)
		return true;
	diag_add(reader->diags, DIAG_QUANTITY_NOT_FINITE, number->place, reader->path, NULL,
		 "'%s' is too large: %s %s", reader->name, number->typed, number->unit.text);
	return false;
}

/* 0.7 beside 90 % is 0.7, or 0.7 %; 70 can be 70 % alone, and 0 is 0. */
static bool is_plain_share(const struct number *number, double largest)
{
	return !number->united && number->value > 0 && number->value < fmax(1, largest);
}

static bool refuse_shares(struct quantity_reader *reader, const struct number *numbers,
			  size_t count)
{
	const struct number *plain = NULL;
	bool percent = false;
	double largest = 0;

	for (size_t i = 0; i < count; i++) {
		if (!numbers[i].united || !quantity_is_percent(numbers + i))
			continue;
		percent = true;
		largest = fmax(largest, quantity_base(numbers + i));
	}
	for (size_t i = 0; i < count && !plain; i++)
		if (is_plain_share(numbers + i, largest))
			plain = numbers + i;
	if (!percent || !plain)
		return false;
	diag_add(reader->diags, DIAG_QUANTITY_DIMENSION, plain->place, reader->path,
		 "write all in %, or all as plain numbers",
		 "'%s' has %s beside a number in %%: %s or %s %%", reader->name, plain->typed,
		 plain->typed, plain->typed);
	return true;
}

bool quantity_settle(struct quantity_reader *reader, struct number *numbers, size_t count)
{
	struct number *last = numbers + count - 1;
	bool settled = true;
	size_t i;

	if (refuse_shares(reader, numbers, count))
		return false;
	if (!last->united && !lend_unit(reader, last, last))
		return false;
	for (i = 0; i < count; i++) {
		if (!numbers[i].united && !lend_unit(reader, numbers + i, last))
			settled = false;
		else if (!is_expected(reader, numbers + i, last) ||
			 !quantity_within_range(reader, numbers + i))
			settled = false;
	}
	return settled;
}

bool quantity_beside(struct quantity_reader *reader, const struct entry *entry,
		     struct unit unit, struct number *number)
{
	const struct node *node = entry->value;
	struct number numbers[2];

	if (node->kind != NODE_SCALAR) {
		diag_add(reader->diags, DIAG_QUANTITY_FORM, node->place, reader->path,
			 arena_printf(reader->arena, "write '%s: 12%s%s'", entry->key,
				      *unit.text ? " " : "", unit.text),
			 "'%s' of '%s' is one number, found %s", entry->key, reader->name,
			 node->kind == NODE_LIST ? "a list" : "a mapping");
		return false;
	}
	if (!quantity_number(reader, piece_of_node(node), numbers))
		return false;
	numbers[1] = (struct number){.unit = unit, .united = true};
	if (!quantity_settle(reader, numbers, 2))
		return false;
	*number = numbers[0];
	return true;
}
