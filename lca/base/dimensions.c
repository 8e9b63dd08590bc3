/* Dimensions: arithmetic of exponents, their names, and the list of units. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"

/* Names that a message may use, with the unit that values are printed in. */
static const struct named {
	const char *unit;
	const char *name;
} named[] = {
    {"", "a pure number"},
    {"kWh", "an energy"},
    {"W", "a power"},
    {"h", "a time"},
    {"kgCO2e", "a mass of CO2e"},
    {"kgSbe", "a mass of antimony equivalents"},
    {"MJ_pe", "a primary energy"},
    {"L", "a volume of water"},
    {"request", "a count of requests"},
    {"token", "a count of tokens"},
    {"B", "a volume of data"},
    {"FLOP", "a count of operations"},
    {"kg", "a plain mass"},
    {"m", "a length"},
    {"m^2", "an area"},
    {"image", "a count of images"},
    {"USD", "an amount of money"},
    {"kgCO2e/kWh", "an intensity"},
    {"kg/kWh", "a plain mass per energy"},
    {"kgSbe/kWh", "an antimony intensity"},
    {"MJ_pe/kWh", "a primary energy factor"},
    {"L/kWh", "a water intensity"},
    {"kWh/request", "an energy per request"},
    {"kWh/token", "an energy per token"},
    {"kWh/image", "an energy per image"},
    {"kWh/B", "an energy per volume of data"},
    {"kWh/FLOP", "an energy per operation"},
    {"FLOP/kWh", "an efficiency"},
    {"FLOP/s", "a speed of computation"},
    {"kgCO2e/request", "CO2e per request"},
    {"kgCO2e/token", "CO2e per token"},
    {"kgCO2e/h", "CO2e per time"},
    {"kgCO2e/B", "CO2e per volume of data"},
    {"kgCO2e/kg", "CO2e per mass"},
    {"kgCO2e/m", "CO2e per length"},
    {"kgCO2e/m^2", "CO2e per area"},
    {"kgCO2e/USD", "CO2e per money"},
    {"request/h", "a rate of requests"},
    {"token/s", "a rate of tokens"},
    {"token/request", "tokens per request"},
    {"B h", "a volume of data held over a time"},
    {"W/B", "a power per volume of data"},
    {"1/h", "a rate"},
};

static const char *const bases[] = {
#define BASE(symbol, meaning) symbol,
#include "lca/base/unit_table.def"
};

#define REPEATS(symbol) "1 " symbol

static const struct unit_row rows[] = {
#define BASE(symbol, meaning)		  {symbol, "base unit", meaning},
#define UNIT(symbol, definition, meaning) {symbol, definition, meaning},
#define ALIAS(spelling, symbol)		  {spelling, REPEATS(symbol), "spelling"},
#define CO2E(mass, symbol)		  {mass "CO2eq", REPEATS(symbol), "spelling"},
#define COUNTED(spelling)		  {spelling, "1", "counted thing"},
#include "lca/base/unit_table.def"
};

bool dimensions_equal(struct dimensions a, struct dimensions b)
{
	return !memcmp(a.exponent, b.exponent, sizeof(a.exponent));
}

bool dimensions_none(struct dimensions d)
{
	return dimensions_equal(d, (struct dimensions){{0}});
}

struct dimensions dimensions_multiply(struct dimensions a, struct dimensions b)
{
	size_t i;

	for (i = 0; i < DIMENSION_COUNT; i++)
		a.exponent[i] = (int8_t)(a.exponent[i] + b.exponent[i]);
	return a;
}

struct dimensions dimensions_divide(struct dimensions a, struct dimensions b)
{
	size_t i;

	for (i = 0; i < DIMENSION_COUNT; i++)
		a.exponent[i] = (int8_t)(a.exponent[i] - b.exponent[i]);
	return a;
}

static const struct named *find_named(struct dimensions d)
{
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (dimensions_equal(unit_of(named[i].unit).dimensions, d))
			return named + i;
	return NULL;
}

/* The bases with exponents of one sign, "kWh.h^2"; count gives how many. */
static const char *product(struct arena *arena, struct dimensions d, int sign, size_t *count)
{
	const char *text = "";
	size_t i;

	*count = 0;
	for (i = 0; i < DIMENSION_COUNT; i++) {
		int power = d.exponent[i] * sign;

		if (power <= 0)
			continue;
		text = arena_printf(arena, "%s%s%s", text, *count ? "." : "", bases[i]);
		if (power > 1)
			text = arena_printf(arena, "%s^%d", text, power);
		++*count;
	}
	return text;
}

static const char *spell(struct arena *arena, struct dimensions d)
{
	size_t above;
	size_t below;
	const char *top = product(arena, d, 1, &above);
	const char *bottom = product(arena, d, -1, &below);

	if (!below)
		return top;
	return arena_printf(arena, below > 1 ? "%s/(%s)" : "%s/%s", above ? top : "1", bottom);
}

const char *dimensions_describe(struct arena *arena, struct dimensions d)
{
	const struct named *found = find_named(d);

	if (!found)
		return arena_printf(arena, "'%s'", spell(arena, d));
	if (!*found->unit)
		return found->name;
	return arena_printf(arena, "%s (%s)", found->name, found->unit);
}

struct unit dimensions_unit(struct arena *arena, struct dimensions d)
{
	const struct named *found = find_named(d);

	if (found)
		return unit_of(found->unit);
	return (struct unit){.text = spell(arena, d), .scale = 1, .dimensions = d};
}

const struct unit_row *unit_rows(size_t *count)
{
	*count = sizeof(rows) / sizeof(*rows);
	return rows;
}
