/* The method in sentences: electricity, how it came about and what a kWh of it emits. */

#include <math.h>

#include "lca/base/arena.h"
#include "reports/method_parts.h"
#include "reports/number.h"
#include "reports/view.h"

enum { NAMED_ITEMS = 4, NAMED_GRIDS = 6 };

/* Inputs of one item that make its energy, each once. */
struct listing {
	struct method *method;
	const struct quantity **quantities;
	size_t count;
};

static bool has_energy(const struct method *method, size_t i)
{
	const struct facts_item *item = &method->facts->items[i];

	return !item->item->credit && !item->item->losses_of && isfinite(item->facility_kwh);
}

static void list_input(void *context, cell input)
{
	struct listing *listing = context;
	struct arena *arena = listing->method->arena;
	const struct quantity *quantity =
	    sheet_view(listing->method->assessment->sheet, input).quantity;

	for (size_t i = 0; i < listing->method->input_count; i++) {
		const struct method_input *known = &listing->method->inputs[i];
		enum method_role role = method_role(known);

		if (known->quantity != quantity || (role != ROLE_ACTIVITY && role != ROLE_HOST))
			continue;
		listing->quantities = arena_grow(arena, listing->quantities, listing->count,
						 sizeof *listing->quantities);
		listing->quantities[listing->count++] = quantity;
	}
}

/* "accelerator hours (1,082,990 h) [1] and power (400 W) [2]". */
static void say_inputs(struct method *method, const struct item_result *item)
{
	struct listing listing = {.method = method};

	if (method->assessment->sheet && item->impacts[method->gwp].status == IMPACT_COUNTED)
		sheet_inputs(method->assessment->sheet, item->impacts[method->gwp].cell,
			     list_input, &listing);
	for (size_t i = 0; i < listing.count; i++) {
		const struct quantity *quantity = listing.quantities[i];
		const char *word = method_input_word(method->arena, quantity);

		if (!*word)
			continue;
		method_say(method, "%s%s (%s%s)",
			   i == 0 ? " from " : method_joint(i, listing.count), word,
			   method_value(method, quantity),
			   method_is_default(quantity) ? ", a default" : "");
		method_cite(method, quantity);
	}
}

/* "measured at component level (GPU, CPU, RAM)". */
static const char *level(enum metered_at metered)
{
	switch (metered) {
	case METERED_UNSET:
		return "";
	case METERED_ACCELERATOR:
		return " at accelerator level";
	case METERED_COMPONENTS:
		return " at component level (GPU, CPU, RAM)";
	case METERED_NODE:
		return " at node level";
	case METERED_FACILITY:
		return " at the facility";
	}
	return "";
}

void method_cite_tool(struct method *method, const struct import *import)
{
	const struct assessment *assessment = method->assessment;

	for (size_t i = 0; i < assessment->source_count; i++)
		if (text_same(assessment->sources[i]->id, import->format))
			method_cite_source(method, assessment->sources[i]);
}

static void say_item(struct method *method, const struct facts_item *facts)
{
	const struct item_result *item = facts->item;

	method_say(method, "%s %s%s", method_item(method, item),
		   item->basis == BASIS_DEFAULT ? "modelled by defaults"
						: basis_name(item->basis),
		   level(item->metered_at));
	if (!item->import || !item->import->total.has_energy) {
		say_inputs(method, item);
	} else {
		method_say(method, " from a log (%s) of %s", item->import->file,
			   item->import->format);
		method_cite_tool(method, item->import);
		if (facts->modelled)
			method_say(method, ", whose figures for %s are modelled",
				   facts->modelled);
	}
	method_cite_stated(method, item->source);
}

/* "37.2 % measured, 62.8 % modelled". */
static void say_shares(struct method *method, double whole)
{
	const double *kwh = method->facts->basis_kwh;
	const char *lead = "";

	for (enum basis basis = BASIS_MEASURED; basis <= BASIS_DEFAULT; basis++) {
		if (!(kwh[basis] > 0) || !(whole > 0))
			continue;
		method_say(method, "%s%s %s", lead,
			   number_share(method->arena, kwh[basis] / whole),
			   basis == BASIS_DEFAULT ? "by defaults" : basis_name(basis));
		lead = ", ";
	}
}

/* The PUEs that it was multiplied by. */
static void say_pue(struct method *method)
{
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->input_count; i++)
		count += method_is_first(method, i, ROLE_PUE);
	if (!count)
		return;
	method_say(method, " The energy of the equipment is multiplied by a PUE of ");
	for (size_t i = 0; i < method->input_count && told < NAMED_GRIDS; i++) {
		const struct method_input *input = &method->inputs[i];

		if (!method_is_first(method, i, ROLE_PUE))
			continue;
		method_say(method, "%s%s (%s%s)", method_joint(told++, count),
			   method_value(method, input->quantity),
			   method_is_default(input->quantity) ? "a default, " : "",
			   method_place(method, input) ? method_place(method, input)
						       : input->item->item);
		method_cite(method, input->quantity);
	}
	method_say(method, "%s.", told < count ? ", ..." : "");
}

static const char *at_least(const struct method *method)
{
	return method->facts->phase_holes[PHASE_CREATION] +
		       method->facts->phase_holes[PHASE_USE]
		   ? "at least "
		   : "";
}

static double sum(const double *values, size_t count)
{
	double total = 0;

	for (size_t i = 0; i < count; i++)
		total += isfinite(values[i]) ? values[i] : 0;
	return total;
}

void method_say_energy(struct method *method)
{
	const double whole = sum(method->facts->basis_kwh, 3);
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->assessment->item_count; i++)
		count += has_energy(method, i);
	if (!count)
		return;
	method_say(method, " Electricity at the facility is %s%s (", at_least(method),
		   method_energy(method->arena, whole));
	say_shares(method, whole);
	method_say(method, ")");
	for (size_t i = 0; count <= NAMED_ITEMS && i < method->assessment->item_count; i++) {
		if (!has_energy(method, i))
			continue;
		method_say(method, "%s", told++ ? "; " : ": ");
		say_item(method, &method->facts->items[i]);
	}
	if (count > NAMED_ITEMS)
		method_say(method, ", drawn by %zu items", count);
	method_say(method, ".");
	if (count > NAMED_ITEMS)
		method_say_logs(method);
	say_pue(method);
}

/* A log before this item's was read as the same format. */
static bool is_format_told(const struct method *method, size_t item)
{
	const struct import *own = method->assessment->items[item].import;

	for (size_t i = 0; i < item; i++)
		if (has_energy(method, i) && method->assessment->items[i].import &&
		    method->assessment->items[i].import->total.has_energy &&
		    text_same(method->assessment->items[i].import->format, own->format))
			return true;
	return false;
}

void method_say_logs(struct method *method)
{
	const char *lead = " Energy was logged by ";

	for (size_t i = 0; i < method->assessment->item_count; i++) {
		const struct import *import = method->assessment->items[i].import;

		if (!import || !import->total.has_energy || !has_energy(method, i) ||
		    is_format_told(method, i))
			continue;
		method_say(method, "%s%s", lead, import->format);
		method_cite_tool(method, import);
		if (method->facts->items[i].modelled)
			method_say(method, ", whose figures for %s are modelled",
				   method->facts->items[i].modelled);
		lead = ", by ";
	}
	if (*lead == ',')
		method_say(method, ".");
}

/* "690 MWh (37.2 % measured, 62.8 % modelled)": the sentence of a paper. */
void method_say_energy_short(struct method *method)
{
	const double whole = sum(method->facts->basis_kwh, 3);
	size_t count = 0, told = 0;

	if (!(whole > 0))
		return;
	method_say(method, " The electricity drawn at the facility is %s%s (", at_least(method),
		   method_energy(method->arena, whole));
	say_shares(method, whole);
	method_say(method, ")");
	for (size_t i = 0; i < method->input_count; i++)
		count += method_is_first(method, i, ROLE_PUE);
	if (count > NAMED_ITEMS)
		method_say(method, ", with %zu values of PUE", count);
	for (size_t i = 0; count <= NAMED_ITEMS && i < method->input_count; i++) {
		const struct method_input *input = &method->inputs[i];

		if (!method_is_first(method, i, ROLE_PUE))
			continue;
		method_say(method, "%s%s%s",
			   told ? method_joint(told, count)
				: (count > 1 ? ", with PUEs of " : ", with a PUE of "),
			   method_value(method, input->quantity),
			   method_is_default(input->quantity) ? " (a default)" : "");
		told++;
		method_cite(method, input->quantity);
	}
	method_say(method, ".");
	method_say_logs(method);
}

static bool is_grid(const struct method_input *input)
{
	const struct origin *origin = &input->quantity->origin;

	if (method_role(input) != ROLE_INTENSITY)
		return false;
	return !origin->factor || factors_is_row(origin);
}

/* "44.179 gCO2e/kWh in FR (2024)", "27.71 gCO2e/kWh upstream of generation, FR (2023)". */
static void say_intensity(struct method *method, const struct method_input *input)
{
	const struct factor *factor = input->quantity->origin.factor;
	const char *value = method_value(method, input->quantity);
	const char *place = method_place(method, input);

	if (!factor && input->quantity->origin.kind == ORIGIN_LOG) {
		method_say(method, "%s for the %s (%s)", value,
			   method_item(method, input->item),
			   input->quantity->origin.note ? input->quantity->origin.note
							: "by the hour");
	} else if (!factor) {
		method_say(method, "%s as stated%s%s", value, place ? " for " : "",
			   place ? place : "");
	} else {
		method_say(method, "%s %s %s", value,
			   text_starts(factor->activity, "electricity-upstream")
			       ? "upstream of generation,"
			       : "in",
			   *factor->region ? factor->region : "no region");
		if (factor->year)
			method_say(method, " (%d)", factor->year);
	}
	method_cite(method, input->quantity);
}

static bool has_losses(const struct assessment *assessment, size_t gwp)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (assessment->items[i].losses_of &&
		    assessment->items[i].impacts[gwp].status == IMPACT_COUNTED)
			return true;
	return false;
}

/* The market-based total stands beside it, where one is known. */
static void say_market(struct method *method)
{
	const struct assessment *assessment = method->assessment;
	const struct impact *total;
	struct shown_unit unit;

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		total = &assessment->totals[c];
		if (!text_same(assessment->criteria[c]->id, "gwp_market") ||
		    total->status != IMPACT_COUNTED)
			continue;
		unit = view_unit(assessment, c);
		method_say(method, " The market-based total is %s%s %s.",
			   view_holes(assessment, c) ? "at least " : "",
			   number_central(method->arena, &total->statistics, unit, DIGITS_SUM),
			   unit.text);
	}
}

/* Upstream of generation is by country in any case. */
static void say_stand_ins(struct method *method)
{
	for (size_t i = 0; i < method->input_count; i++) {
		const struct method_input *input = &method->inputs[i];
		const struct factor *factor = input->quantity->origin.factor;

		if (!is_grid(input) || !factor || !factor->off_place || !input->item->region ||
		    text_starts(factor->activity, "electricity-upstream"))
			continue;
		method_say(method, " The figure of %s stands in for %s, with a wider range.",
			   *factor->region ? factor->region : "no region", input->item->region);
	}
}

static size_t say_intensities(struct method *method, size_t count, size_t most)
{
	size_t told = 0;

	for (size_t i = 0; i < method->input_count && told < most; i++) {
		if (!is_grid(&method->inputs[i]))
			continue;
		method_say(method, "%s", method_joint(told++, count));
		say_intensity(method, &method->inputs[i]);
	}
	return told;
}

void method_say_grid(struct method *method)
{
	const bool is_short = method->length == METHOD_SHORT;
	size_t count = 0, told;

	for (size_t i = 0; i < method->input_count; i++)
		count += is_grid(&method->inputs[i]);
	if (!count)
		return;
	method_say(method, " Emissions of electricity are location-based%s, at ",
		   method->assessment->record.basis == FACTORS_DIRECT
		       ? " (direct emissions of the power stations where looked up)"
		       : "");
	told = say_intensities(method, count, is_short ? NAMED_ITEMS : NAMED_GRIDS);
	if (told < count)
		method_say(method, ", and %zu more", count - told);
	method_say(method, ".");
	say_stand_ins(method);
	if (is_short)
		return;
	if (has_losses(method->assessment, method->gwp))
		method_say(method,
			   " Transmission and distribution losses are listed separately.");
	say_market(method);
}
