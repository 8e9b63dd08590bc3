/* What figure a number in a sentence is. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim_prose.h"

enum { NEAR = 6 };

bool prose_near_before(const struct prose_text *text, size_t from, size_t word, size_t most,
		       const char *list)
{
	for (size_t i = word; i > from && word - i < most; i--)
		if (prose_is(text, i - 1, word, list))
			return true;
	return false;
}

bool prose_near_behind(const struct prose_text *text, size_t word, size_t to, size_t most,
		       const char *list)
{
	size_t end = word + most < to ? word + most : to;

	return prose_seek(text, word, end, list) < end;
}

static bool same(struct dimensions d, const char *unit)
{
	return dimensions_equal(d, unit_of(unit).dimensions);
}

/* Hours behind the name of what they are of: "1.08M A100 GPU hours". */
static size_t named_hours(const struct prose_text *text, size_t from, size_t to)
{
	bool hardware = false;

	for (size_t i = from; i < to && i < from + 5 && !(i > from && text->words[i].mark);
	     i++) {
		const char *lower = text->words[i].lower;

		if (isdigit((unsigned char)*lower))
			break;
		hardware |= prose_is_hardware(text, i, to);
		if (hardware && (text_same(lower, "hours") || text_ends(lower, "-hours") ||
				 text_ends(lower, "-hour")))
			return i + 1;
	}
	return 0;
}

static struct prose_item figure(const struct prose_number *number, enum claim_figure which)
{
	return (struct prose_item){.kind = PROSE_FIGURE,
				   .figure = which,
				   .printed = number->printed,
				   .first = number->first,
				   .next = number->next};
}

static struct prose_item unread(const struct prose_number *number)
{
	struct prose_item item = figure(number, CLAIM_EMISSIONS);

	item.kind = PROSE_UNREAD;
	return item;
}

/* A mass of something else: "5 kg of steel"; of CO2 the unit holds it already. */
static bool of_something(const struct prose_text *text, const struct prose_number *number,
			 size_t to)
{
	return prose_is(text, number->unit_next, to, "of") &&
	       !prose_is(text, number->unit_next + 1, to, "which") &&
	       !prose_near_behind(text, number->unit_next + 1, to, 3,
				  "co2 co2e co2eq co\xe2\x82\x82 carbon emissions emission "
				  "greenhouse ghg pollution "
				  "gases dioxide planet-warming heat-trapping climate warming");
}

/* "The market-based emissions were 0 t", "11 t location-based, market-based 0 t": of the words
 * for the two ways the next behind, before a mark, else the nearest before. */
static bool is_market(const struct prose_text *text, const struct prose_number *number,
		      size_t from, size_t to)
{
	enum { BEHIND = 3 };

	for (size_t i = number->next; i < to && i < number->next + BEHIND; i++) {
		char mark = text->words[i].mark;

		if (mark && !(i == number->next && mark == '('))
			break;
		if (prose_is(text, i, to, "and while but"))
			break;
		if (prose_is(text, i, to, "market-based"))
			return true;
		if (prose_is(text, i, to, "location-based"))
			return false;
	}
	for (size_t i = number->first; i > from; i--) {
		if (prose_is(text, i - 1, to, "market-based"))
			return true;
		if (prose_is(text, i - 1, to, "location-based"))
			return false;
	}
	return false;
}

static struct prose_item emissions(const struct prose_text *text,
				   const struct prose_number *number, size_t from, size_t to)
{
	struct prose_item item = figure(number, CLAIM_EMISSIONS);
	struct unit *unit = &item.printed.unit;

	if (unit->dimensions.exponent[DIMENSION_MASS] == 1) {
		if (of_something(text, number, to))
			return unread(number);
		unit->dimensions.exponent[DIMENSION_MASS] = 0;
		unit->dimensions.exponent[DIMENSION_CO2E] = 1;
		item.printed.doubts |= PRINTED_MASS;
	}
	if (!(prose_scope(text, &item, from, to) & PROSE_LIFE) &&
	    (prose_near_before(text, from, number->first, NEAR,
			       "embodied manufacturing embedded") ||
	     prose_near_behind(text, number->next, to, 4, "embodied manufacturing embedded")))
		item.figure = CLAIM_EMBODIED;
	else if (prose_near_before(text, from, number->first, 3, "offset offsets offsetting") ||
		 (prose_is(text, number->next, to, "of in") &&
		  prose_is(text, number->next + 1, to, "offsets credits")))
		item.figure = CLAIM_OFFSETS;
	else if (is_market(text, number, from, to))
		item.figure = CLAIM_MARKET_EMISSIONS;
	if (prose_near_behind(text, number->unit_next, to, 2, "carbon") &&
	    !prose_near_behind(text, number->unit_next, to, 3, "dioxide"))
		item.remark = "'of carbon' is read as CO2e; a mass of carbon would be 44/12 "
			      "of it in CO2";
	return item;
}

/* Hours by the clock, of accelerators, or of nothing that is a figure here. */
static struct prose_item hours(const struct prose_text *text, const struct prose_number *number,
			       size_t from, size_t to)
{
	const char *unit = number->printed.unit.text;
	bool years = number->printed.unit.scale >= unit_of("yr").scale;

	if (strstr(unit, "GPU") || strstr(unit, "TPU") || strstr(unit, "chip") ||
	    strstr(unit, "gpu") || strstr(unit, "device") || strstr(unit, "accelerator"))
		return figure(number, CLAIM_ACCELERATOR_HOURS);
	if (strstr(unit, "node") || strstr(unit, "server"))
		return figure(number, CLAIM_NODE_HOURS);
	for (size_t i = number->digits + 1; i < number->next; i++)
		if (prose_is_hardware(text, i, to))
			return figure(number, CLAIM_ACCELERATOR_HOURS);
	if (prose_is(text, number->next, to, "of") &&
	    prose_is_hardware(text, number->next + 1, to))
		return figure(number, CLAIM_ACCELERATOR_HOURS);
	/* As calculators of emissions write it. */
	if (prose_near_before(text, from, number->first, 3, "cumulative cumulated") ||
	    prose_is(text, number->next, to, "cumulative"))
		return figure(number, CLAIM_ACCELERATOR_HOURS);
	if (number->rate != RATE_NONE ||
	    prose_near_before(text, from, number->first, 2, "every each per lasts live") ||
	    prose_near_before(
		text, from, number->first, NEAR,
		"tv television watching streaming microwave oven grow growing grown "
		"driving bulb lightbulb") ||
	    prose_near_behind(text, number->next, to, 2, "ago old later earlier"))
		return unread(number);
	if (years && !prose_near_before(text, from, number->first, NEAR,
					"train trained training ran running run took"))
		return unread(number);
	if (prose_near_before(
		text, from, number->digits, 4,
		"for took takes taking lasted lasting ran running runs over during "
		"in after within train trained training used uses using") ||
	    prose_is(text, number->next, to, "on of at to"))
		return figure(number, CLAIM_HOURS);
	return unread(number);
}

static struct prose_item machines(const struct prose_text *text,
				  const struct prose_number *number, enum claim_figure which)
{
	struct prose_item item = figure(number, which);

	prose_multiply(&item.printed, text->words[number->digits].lower);
	return item;
}

/* "In 2022", but no "study of 2019", which tells when that was written. */
static struct prose_item year(const struct prose_text *text, const struct prose_number *number,
			      size_t from)
{
	static const char cited[] = "published reported stated announced released estimated "
				    "study paper article survey found written";
	struct prose_item item = unread(number);

	if (prose_may_be_year(text, number) &&
	    prose_near_before(text, from, number->first, 1, "in during") &&
	    !prose_near_before(text, from, number->first - 1, 2, cited)) {
		item.kind = PROSE_YEAR;
		item.year = (int)number->printed.value;
	}
	return item;
}

/* The word that a count of accelerators stands at, or the one behind it. */
static size_t counted_at(const struct prose_text *text, const struct prose_number *number,
			 size_t from, size_t to)
{
	if (prose_is_hardware(text, number->digits, to))
		return number->digits;
	if (number->first >= from + 2 && prose_is(text, number->first - 1, to, "x \xc3\x97") &&
	    prose_is_hardware(text, number->first - 2, to))
		return number->first - 2;
	return number->next + prose_is(text, number->next, to, "x \xc3\x97");
}

static struct prose_item plain(const struct prose_text *text, const struct prose_number *number,
			       size_t from, size_t to)
{
	const char *unit = number->printed.unit.text, *word = text->words[number->digits].lower;
	bool share = number->printed.unit.scale < 1;
	struct prose_item item;
	size_t end, behind;

	if (strstr(unit, "arameter") ||
	    prose_near_behind(text, number->digits, to, 3,
			      "parameter parameters billion-parameter million-parameter params "
			      "weights") ||
	    text_ends(word, "-parameter"))
		return figure(number, CLAIM_PARAMETERS);
	end = named_hours(text, number->unit_next, to);
	if (end) {
		item = figure(number, CLAIM_ACCELERATOR_HOURS);
		item.printed.unit = unit_of("h");
		item.next = end > item.next ? end : item.next;
		return item;
	}
	if (strstr(unit, "node") || strstr(unit, "server"))
		return figure(number, CLAIM_NODES);
	if (prose_near_before(text, from, number->first, 3, "pue effectiveness") &&
	    !prose_is_date(text, number, from))
		return figure(number, CLAIM_PUE);
	behind = counted_at(text, number, from, to);
	if ((*unit && !share) || prose_is_hardware(text, behind, to) ||
	    prose_near_behind(text, behind, to, 2,
			      "gpus tpus accelerators chips cards a100s v100s h100s"))
		return machines(text, number,
				prose_near_behind(text, behind, to, 4, "each") ||
					prose_near_before(text, from, number->first, 3,
							  "nodes machines servers")
				    ? CLAIM_PER_NODE
				    : CLAIM_ACCELERATORS);
	if (prose_counts_requests(text, behind, to)) {
		item = figure(number, CLAIM_VOLUME);
		item.printed.unit = unit_of("request");
		item.next = behind + 1;
		return item;
	}
	if (share && prose_near_behind(text, number->next, to, 4, "mfu flops utilization"))
		return figure(number, CLAIM_MFU);
	return year(text, number, from);
}

/* A power, and what it is said to be of. */
static struct prose_item power(const struct prose_text *text, const struct prose_number *number,
			       size_t from, size_t to)
{
	struct prose_item item = figure(number, CLAIM_POWER);

	if (prose_near_before(text, from, number->first, 4, "tdp design") ||
	    prose_is(text, number->next, to, "tdp"))
		item.figure = CLAIM_TDP;
	else if (strstr(number->printed.unit.text, "GPU") ||
		 text_ends(number->printed.text, " each") ||
		 prose_is(text, number->next, to, "gpu gpus accelerator chip a each") ||
		 prose_is_hardware(text, number->next, to))
		item.power_of = POWER_ACCELERATOR;
	else if (prose_seek(text, from, number->first,
			    "cluster fleet supercomputer datacenter datacentre campus") <
		 number->first)
		item.power_of = POWER_ALL;
	else if (prose_near_before(text, from, number->first, 5, "node server machine"))
		item.power_of = POWER_NODE;
	return item;
}

/* Figures that their unit alone tells. */
static const struct {
	const char *unit;
	enum claim_figure figure;
} rows[] = {
    {"kWh", CLAIM_ENERGY},
    {"kgCO2e/kWh", CLAIM_INTENSITY},
    {"kg/kWh", CLAIM_INTENSITY},
    {"L", CLAIM_WATER},
    {"L/kWh", CLAIM_WUE},
    {"FLOP", CLAIM_COMPUTE},
    {"request", CLAIM_VOLUME},
    {"image", CLAIM_VOLUME},
    {"kWh/request", CLAIM_ENERGY_PER_UNIT},
    {"kWh/token", CLAIM_ENERGY_PER_UNIT},
    {"kWh/image", CLAIM_ENERGY_PER_UNIT},
    {"kgCO2e/request", CLAIM_EMISSIONS_PER_UNIT},
    {"kgCO2e/token", CLAIM_EMISSIONS_PER_UNIT},
    {"kgCO2e/image", CLAIM_EMISSIONS_PER_UNIT},
    {"kg/request", CLAIM_EMISSIONS_PER_UNIT},
    {"kg/token", CLAIM_EMISSIONS_PER_UNIT},
    {"kg/image", CLAIM_EMISSIONS_PER_UNIT},
    {"L/request", CLAIM_WATER_PER_UNIT},
    {"L/token", CLAIM_WATER_PER_UNIT},
    {"L/image", CLAIM_WATER_PER_UNIT},
};

/* "0.1 kWh of CPU energy": a part of what another number is of. */
static bool is_part(const struct prose_text *text, const struct prose_number *number,
		    size_t from, size_t to)
{
	static const char parts[] = "cpu cpus ram memory dram cooling network networking";
	size_t end = number->next + 2 < to ? number->next + 2 : to;

	if (prose_seek(text, number->digits, end, parts) < end)
		return true;
	return prose_seek(text, number->digits, end, "gpu gpus") < end &&
	       prose_seek(text, from, to, parts) < to;
}

/* By what the number is measured in. */
static struct prose_item measured(const struct prose_text *text,
				  const struct prose_number *number, size_t from, size_t to)
{
	struct dimensions d = number->printed.unit.dimensions;
	struct prose_item item;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (!same(d, rows[i].unit))
			continue;
		if (rows[i].figure == CLAIM_ENERGY && is_part(text, number, from, to))
			return unread(number);
		item = figure(number, rows[i].figure);
		if (d.exponent[DIMENSION_MASS] == 1) {
			item.printed.unit.dimensions.exponent[DIMENSION_MASS] = 0;
			item.printed.unit.dimensions.exponent[DIMENSION_CO2E] = 1;
			item.printed.doubts |= PRINTED_MASS;
		}
		return item;
	}
	if (same(d, "token"))
		return figure(number, prose_near_before(text, from, number->first, 8,
							"train trained training on pretraining")
					  ? CLAIM_TOKENS
					  : CLAIM_VOLUME);
	if (same(d, "W"))
		return power(text, number, from, to);
	return unread(number);
}

struct prose_item prose_figure(const struct prose_text *text, const struct prose_number *number,
			       size_t from, size_t to)
{
	struct dimensions d = number->printed.unit.dimensions;

	struct prose_item item;

	/* Of two figures in time, neither is the claim's for certain. */
	if (prose_near_before(text, from, number->digits, 6,
			      "fell dropped rose grew increased decreased reduced cut falls "
			      "rises up down") &&
	    prose_near_before(text, from, number->digits, 3, "from to by"))
		return unread(number);
	if (same(d, "kgCO2e") || same(d, "kg"))
		item = emissions(text, number, from, to);
	else if (same(d, "h"))
		item = hours(text, number, from, to);
	else if (dimensions_none(d))
		item = plain(text, number, from, to);
	else
		item = measured(text, number, from, to);
	if (prose_is_sum(item.figure) && prose_is_share(text, number, from, to))
		return unread(number);
	prose_make_each(text, number, from, &item);
	if (item.kind == PROSE_FIGURE && number->rate != RATE_NONE && !item.remark)
		item.remark =
		    arena_printf(text->arena,
				 "the figure is %s%s: what is stated beside it is "
				 "taken to be so as well",
				 text_ends(number->per, "ly") ? "" : "per ", number->per);
	return item;
}
