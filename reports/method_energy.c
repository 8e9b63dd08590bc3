/* The method in sentences: electricity, how it came about and what a kWh of it emits. */

#include <math.h>

#include "lca/base/arena.h"
#include "reports/method_parts.h"
#include "reports/number.h"
#include "reports/view.h"

enum { NAMED_ITEMS = 4, NAMED_GRIDS = 6, ENERGY_DIGITS = 4 };

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

static void say_item(struct method *method, const struct facts_item *facts)
{
	const struct item_result *item = facts->item;

	method_say(method, "%s %s", item->id,
		   item->basis == BASIS_DEFAULT ? "modelled by defaults"
						: basis_name(item->basis));
	if (item->import && item->import->total.has_energy)
		method_say(method, " from a log (%s, read as %s)", item->import->file,
			   item->import->format);
	else
		say_inputs(method, item);
	if (item->metered_at != METERED_UNSET)
		method_say(method, ", taken at the %s", metered_name(item->metered_at));
	method_cite_stated(method, item->source);
}

/* "37 % measured, 63 % modelled". */
static void say_shares(struct method *method, double whole)
{
	double kwh[3] = {0};
	const char *lead = "";

	for (size_t i = 0; i < method->assessment->item_count; i++) {
		const struct facts_item *facts = &method->facts->items[i];
		double added = facts->item->default_share;

		if (!has_energy(method, i))
			continue;
		kwh[facts->item->basis] += facts->facility_kwh * (1 - added);
		kwh[BASIS_DEFAULT] += facts->facility_kwh * added;
	}
	for (enum basis basis = BASIS_MEASURED; basis <= BASIS_DEFAULT; basis++) {
		if (!(kwh[basis] > 0) || !(whole > 0))
			continue;
		method_say(method, "%s%s %s", lead,
			   number_share(method->arena, kwh[basis] / whole),
			   basis == BASIS_DEFAULT ? "by defaults" : basis_name(basis));
		lead = ", ";
	}
}

static bool is_pue(const struct method *method, size_t input)
{
	return method_role(&method->inputs[input]) == ROLE_PUE &&
	       !method_is_repeated(method, input);
}

static const char *energy_text(struct method *method, double kwh)
{
	struct shown_unit unit = number_unit("kWh", kwh);

	return arena_printf(method->arena, "%s %s",
			    number_plain(method->arena, kwh / unit.size, ENERGY_DIGITS),
			    unit.text);
}

/* The PUEs that it was multiplied by. */
static void say_pue(struct method *method)
{
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->input_count; i++)
		count += is_pue(method, i);
	if (!count)
		return;
	method_say(method, " Energy of the equipment is multiplied by a PUE of ");
	for (size_t i = 0; i < method->input_count && told < NAMED_GRIDS; i++) {
		const struct method_input *input = &method->inputs[i];

		if (!is_pue(method, i))
			continue;
		method_say(method, "%s%s (%s%s)", method_joint(told++, count),
			   method_value(method, input->quantity),
			   method_is_default(input->quantity) ? "a default, " : "",
			   method_place(method, input) ? method_place(method, input)
						       : input->item->id);
		method_cite(method, input->quantity);
	}
	method_say(method, "%s.", told < count ? ", ..." : "");
}

void method_say_energy(struct method *method)
{
	size_t count = 0, told = 0;
	double whole = 0;

	for (size_t i = 0; i < method->assessment->item_count; i++) {
		if (!has_energy(method, i))
			continue;
		whole += method->facts->items[i].facility_kwh;
		count++;
	}
	if (!count)
		return;
	method_say(method, " Electricity at the facility is %s (", energy_text(method, whole));
	say_shares(method, whole);
	method_say(method, ")");
	for (size_t i = 0; count <= NAMED_ITEMS && i < method->assessment->item_count; i++) {
		if (!has_energy(method, i))
			continue;
		method_say(method, "%s", told++ ? "; " : ": ");
		say_item(method, &method->facts->items[i]);
	}
	method_say(method, count <= NAMED_ITEMS ? "." : " of %zu items.", count);
	say_pue(method);
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
		method_say(method, "%s for %s (%s)", value, input->item->id,
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

void method_say_grid(struct method *method)
{
	size_t count = 0, told = 0;

	for (size_t i = 0; i < method->input_count; i++)
		count += is_grid(&method->inputs[i]);
	if (!count)
		return;
	method_say(method, " Emissions of electricity are location-based%s: ",
		   method->assessment->record.basis == FACTORS_DIRECT
		       ? ", direct emissions of the power stations where looked up"
		       : "");
	for (size_t i = 0; i < method->input_count && told < NAMED_GRIDS; i++) {
		if (!is_grid(&method->inputs[i]))
			continue;
		method_say(method, "%s", method_joint(told++, count));
		say_intensity(method, &method->inputs[i]);
	}
	method_say(method, "%s.%s", told < count ? ", ..." : "",
		   has_losses(method->assessment, method->gwp)
		       ? " What the grid loses before the meter is a line of its own."
		       : "");
	say_market(method);
}
