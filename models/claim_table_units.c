/* Units as publications spell them: "grams of CO2", "kg_per_kwh", "tons CO2eq", "1k queries".
 */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"
#include "models/claim_table.h"

/* A spelling without blanks, in lower case, and the unit it is. */
struct spelling {
	const char *word, *unit;
};

static const struct spelling spellings[] = {
    {"wh", "Wh"},
    {"kwh", "kWh"},
    {"kwhr", "kWh"},
    {"kwhrs", "kWh"},
    {"kwhs", "kWh"},
    {"mwh", "MWh"},
    {"gwh", "GWh"},
    {"twh", "TWh"},
    {"watthour", "Wh"},
    {"watthours", "Wh"},
    {"kilowatthour", "kWh"},
    {"kilowatthours", "kWh"},
    {"megawatthour", "MWh"},
    {"megawatthours", "MWh"},
    {"gigawatthours", "GWh"},
    {"j", "J"},
    {"joule", "J"},
    {"joules", "J"},
    {"kj", "kJ"},
    {"mj", "MJ"},
    {"gj", "GJ"},
    {"w", "W"},
    {"watt", "W"},
    {"watts", "W"},
    {"kw", "kW"},
    {"kilowatt", "kW"},
    {"kilowatts", "kW"},
    {"mw", "MW"},
    {"megawatt", "MW"},
    {"megawatts", "MW"},
    {"mg", "mg"},
    {"g", "g"},
    {"gr", "g"},
    {"gram", "g"},
    {"grams", "g"},
    {"kg", "kg"},
    {"kgs", "kg"},
    {"kilo", "kg"},
    {"kilos", "kg"},
    {"kilogram", "kg"},
    {"kilograms", "kg"},
    {"t", "t"},
    {"mt", "t"}, /* metric tons: no model emits megatonnes */
    {"tonne", "t"},
    {"tonnes", "t"},
    {"metricton", "t"},
    {"metrictons", "t"},
    {"metrictonne", "t"},
    {"metrictonnes", "t"},
    {"ton", "tons"},
    {"tons", "tons"},
    {"shortton", "short_ton"},
    {"shorttons", "short_ton"},
    {"kt", "kt"},
    {"kilotonnes", "kt"},
    {"lb", "lb"},
    {"lbs", "lb"},
    {"pound", "lb"},
    {"pounds", "lb"},
    {"h", "h"},
    {"hr", "h"},
    {"hrs", "h"},
    {"hour", "h"},
    {"hours", "h"},
    {"s", "s"},
    {"sec", "s"},
    {"secs", "s"},
    {"second", "s"},
    {"seconds", "s"},
    {"min", "min"},
    {"mins", "min"},
    {"minute", "min"},
    {"minutes", "min"},
    {"day", "d"},
    {"days", "d"},
    {"week", "week"},
    {"weeks", "week"},
    {"year", "yr"},
    {"years", "yr"},
    {"yr", "yr"},
    {"yrs", "yr"},
    {"l", "L"},
    {"litre", "L"},
    {"litres", "L"},
    {"liter", "L"},
    {"liters", "L"},
    {"ml", "mL"},
    {"kl", "kL"},
    {"m3", "m^3"},
    {"gal", "gal"},
    {"gallon", "gal"},
    {"gallons", "gal"},
    {"token", "token"},
    {"tokens", "token"},
    {"request", "request"},
    {"requests", "request"},
    {"req", "request"},
    {"query", "request"},
    {"queries", "request"},
    {"prompt", "request"},
    {"prompts", "request"},
    {"inference", "request"},
    {"inferences", "request"},
    {"response", "request"},
    {"responses", "request"},
    {"answer", "request"},
    {"answers", "request"},
    {"call", "request"},
    {"calls", "request"},
    {"message", "request"},
    {"messages", "request"},
    {"image", "image"},
    {"images", "image"},
    {"flop", "FLOP"},
    {"flops", "FLOP"},
    {"pflop", "PFLOP"},
    {"eflop", "EFLOP"},
    {"zflop", "ZFLOP"},
};

/* What may stand behind a mass, blanks left out; the longer one first. */
static const char *const of_co2[] = {
    "co2equivalents",
    "co2equivalent",
    "carbondioxideequivalents",
    "carbondioxideequivalent",
    "carbondioxide",
    "co2eqemissions",
    "co2emissions",
    "co2emitted",
    "co2equiv",
    "co2eqs",
    "co2eq",
    "co2es",
    "co2e",
    "co2",
};

static const char *spelled(const char *word)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (strcmp(spellings[i].word, word) == 0)
			return spellings[i].unit;
	return NULL;
}

/* Lower case, without blanks, hyphens, underscores and dots; the small two is a two. */
static char *squeezed(struct arena *arena, const char *text, size_t length)
{
	char *word = arena_alloc(arena, length + 1), *end = word;
	size_t i = 0;

	while (i < length) {
		if (length - i >= 3 && memcmp(text + i, "\xe2\x82\x82", 3) == 0) {
			*end++ = '2';
			i += 3;
			continue;
		}
		if (!strchr(" \t_-.~^", text[i]))
			*end++ = (char)tolower((unsigned char)text[i]);
		i++;
	}
	*end = '\0';
	return word;
}

static bool cut_end(char *word, const char *end)
{
	size_t length = strlen(word), tail = strlen(end);

	if (length <= tail || strcmp(word + length - tail, end) != 0)
		return false;
	word[length - tail] = '\0';
	return true;
}

/* A unit without a fraction. */
static const char *simple(struct arena *arena, const char *text, size_t length)
{
	char *word = squeezed(arena, text, length);
	const char *unit;
	bool co2 = false;

	if (strncmp(word, "in", 2) == 0 && !spelled(word))
		word += 2;
	for (size_t i = 0; !co2 && i < sizeof of_co2 / sizeof *of_co2; i++)
		co2 = cut_end(word, of_co2[i]);
	if (co2 && !cut_end(word, "of"))
		cut_end(word, "eq");
	unit = spelled(word);
	if (!unit || !co2)
		return unit;
	return strcmp(unit, "tons") == 0 ? "tons CO2e" : arena_printf(arena, "%sCO2e", unit);
}

/* "1000 queries", "1k tokens", "million tokens", "kWh": what something is per. */
static const char *denominator(struct arena *arena, const char *text, size_t length)
{
	static const struct spelling counts[] = {
	    {"1000000", "1000000 "},
	    {"1m", "1000000 "},
	    {"1million", "1000000 "},
	    {"million", "1000000 "},
	    {"100000", "100000 "},
	    {"10000", "10000 "},
	    {"1000", "1000 "},
	    {"1k", "1000 "},
	    {"1thousand", "1000 "},
	    {"thousand", "1000 "},
	    {"100", "100 "},
	    {"1", ""},
	    {"one", ""},
	    {"a", ""},
	    {"single", ""},
	};
	char *word = squeezed(arena, text, length), *comma;
	const char *unit = spelled(word);

	while ((comma = strchr(word, ',')))
		memmove(comma, comma + 1, strlen(comma));
	for (size_t i = 0; !unit && i < sizeof counts / sizeof *counts; i++)
		if (text_starts(word, counts[i].word)) {
			unit = spelled(word + strlen(counts[i].word));
			if (unit)
				unit = arena_printf(arena, "%s%s", counts[i].unit, unit);
		}
	return unit;
}

/* The place of a stroke or of the word "per", and of what follows it. */
static const char *fraction(const char *text, const char **after)
{
	for (const char *at = text; *at; at++) {
		if (*at == '/') {
			*after = at + 1;
			return at;
		}
		if (at > text && strchr(" _-", at[-1]) && strncmp(at, "per", 3) == 0 && at[3] &&
		    strchr(" _-", at[3])) {
			*after = at + 4;
			return at;
		}
	}
	return NULL;
}

static bool only(struct dimensions d, enum dimension over, int over_by, enum dimension under)
{
	for (int i = 0; i < DIMENSION_COUNT; i++) {
		int wanted = i == (int)over ? over_by : i == (int)under ? -1 : 0;

		if (d.exponent[i] != wanted)
			return false;
	}
	return true;
}

static bool one(struct dimensions d, enum dimension dimension)
{
	return only(d, dimension, 1, DIMENSION_COUNT);
}

static bool is_use(struct dimensions d, int sign)
{
	static const enum dimension uses[] = {DIMENSION_REQUEST, DIMENSION_TOKEN,
					      DIMENSION_IMAGE, DIMENSION_FLOP};

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (d.exponent[uses[i]] == sign)
			return true;
	return false;
}

static enum claim_unit_kind kind_of(struct dimensions d)
{
	if (one(d, DIMENSION_TIME))
		return KIND_TIME;
	if (one(d, DIMENSION_ENERGY))
		return KIND_ENERGY;
	if (only(d, DIMENSION_ENERGY, 1, DIMENSION_TIME))
		return KIND_POWER;
	if (one(d, DIMENSION_CO2E) || one(d, DIMENSION_MASS))
		return KIND_MASS;
	if (only(d, DIMENSION_CO2E, 1, DIMENSION_ENERGY) ||
	    only(d, DIMENSION_MASS, 1, DIMENSION_ENERGY))
		return KIND_INTENSITY;
	if (one(d, DIMENSION_WATER))
		return KIND_WATER;
	if (only(d, DIMENSION_WATER, 1, DIMENSION_ENERGY))
		return KIND_WUE;
	if (one(d, DIMENSION_TOKEN))
		return KIND_TOKENS;
	if (one(d, DIMENSION_FLOP))
		return KIND_COMPUTE;
	if (one(d, DIMENSION_REQUEST) || one(d, DIMENSION_IMAGE))
		return KIND_USE;
	if (is_use(d, -1) && d.exponent[DIMENSION_ENERGY] == 1)
		return KIND_ENERGY_PER_USE;
	if (is_use(d, -1) && (d.exponent[DIMENSION_CO2E] == 1 || d.exponent[DIMENSION_MASS]))
		return KIND_MASS_PER_USE;
	if (is_use(d, -1) && d.exponent[DIMENSION_WATER] == 1)
		return KIND_WATER_PER_USE;
	return KIND_OTHER;
}

const char *claim_unit_of(struct arena *arena, const char *text, enum claim_unit_kind *kind)
{
	const char *after = NULL, *stroke, *over, *under, *unit;
	struct unit parsed;

	text += strspn(text, " \t_-");
	stroke = fraction(text, &after);
	over = simple(arena, text, stroke ? (size_t)(stroke - text) : strlen(text));
	under = stroke ? denominator(arena, after, strlen(after)) : NULL;
	/* Over an energy or a use, the doubt about a ton is not worth its own unit. */
	if (under && over && text_starts(over, "tons"))
		over = strchr(over, ' ') ? "tCO2e" : "t";
	unit = !over || (stroke && !under) ? NULL
	       : under			   ? arena_printf(arena, "%s/%s", over, under)
					   : over;
	/* A spelling with capitals of its own, "mWh", is meant as it stands. */
	if (*text && unit_parse(arena, text, strlen(text), &parsed, NULL) &&
	    !dimensions_none(parsed.dimensions))
		unit = arena_text(arena, text);
	if (!unit)
		return NULL;
	if (kind)
		*kind = text_starts(unit, "tons") && !strchr(unit, '/') ? KIND_MASS
			: unit_parse(arena, unit, strlen(unit), &parsed, NULL)
			    ? kind_of(parsed.dimensions)
			    : KIND_OTHER;
	return unit;
}
