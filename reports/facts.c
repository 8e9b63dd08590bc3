/* What publications ask of an assessment, gathered once. */

#include "reports/facts.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/about.h"
#include "reports/facts_inner.h"

double facts_value(const double *values, cell c)
{
	return cell_is_bad(c) ? NAN : values[c.index];
}

double facts_plus(double sum, double part)
{
	if (isnan(part))
		return sum;
	return isnan(sum) ? part : sum + part;
}

/* Electricity that an item states as an impact of its own. */
static double stated_electricity(const struct assessment *assessment,
				 const struct item_result *item)
{
	for (size_t c = 0; c < assessment->criterion_count; c++)
		if (text_same(assessment->criteria[c]->id, "electricity") &&
		    item->impacts[c].status == IMPACT_COUNTED)
			return item->impacts[c].statistics.central;
	return NAN;
}

/* Hours, count and accelerator hours: any two give the third. */
static void complete_hours(struct facts_item *fact)
{
	if (isnan(fact->hours) && fact->accelerators > 0)
		fact->hours = fact->accelerator_hours / fact->accelerators;
	if (isnan(fact->accelerators) && fact->hours > 0)
		fact->accelerators = fact->accelerator_hours / fact->hours;
}

static const char *flop_how(struct arena *arena, const struct ran_on *ran_on)
{
	return arena_printf(arena, "%.6g x %.6g parameters x %.6g tokens",
			    ran_on->flop_per_parameter_token, ran_on->parameters,
			    ran_on->tokens);
}

/* What is known of IT energy alone holds where all of the item's electricity has it. */
static void add_energy(struct facts_item *fact, const struct item_result *item,
		       const double *values)
{
	double it = 0, gwp = 0;

	for (size_t i = 0; i < item->supply_count; i++) {
		const struct supply *supply = &item->supplies[i];

		fact->facility_kwh =
		    facts_plus(fact->facility_kwh, facts_value(values, supply->facility));
		it += facts_value(values, supply->it);
		gwp += facts_value(values, supply->gwp);
		if (!fact->provider)
			fact->provider = supply->provider;
	}
	if (!item->supply_count)
		return;
	fact->it_kwh = it;
	if (fact->facility_kwh > 0)
		fact->intensity = gwp / fact->facility_kwh;
}

static struct facts_item gather(struct arena *arena, const struct assessment *assessment,
				const struct item_result *item, const double *values)
{
	const struct ran_on *ran_on = &item->ran_on;
	struct facts_item fact = {
	    .item = item,
	    .accelerator = ran_on->accelerator,
	    .accelerator_name = ran_on->accelerator_name,
	    .accelerators = ran_on->accelerators,
	    .accelerator_hours = facts_value(values, ran_on->accelerator_hours),
	    .hours = ran_on->hours,
	    .it_kwh = NAN,
	    .facility_kwh = NAN,
	    .intensity = NAN,
	    .flop = facts_value(values, ran_on->flop),
	};

	complete_hours(&fact);
	if (!isnan(fact.flop))
		fact.flop_how = flop_how(arena, ran_on);
	add_energy(&fact, item, values);
	if (!item->supply_count && !item->losses_of)
		fact.facility_kwh = stated_electricity(assessment, item);
	return fact;
}

static void add_phases(struct facts *facts)
{
	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct facts_item *fact = &facts->items[i];
		enum phase phase = fact->item->phase;

		if (fact->item->credit)
			continue;
		facts->phase_kwh[phase] =
		    facts_plus(facts->phase_kwh[phase], fact->facility_kwh);
		facts->phase_flop[phase] = facts_plus(facts->phase_flop[phase], fact->flop);
	}
}

/* A scenario without a name has that of its file: "models/tiny.yaml" is tiny. */
static const char *model_of(struct arena *arena, const struct assessment *assessment)
{
	const char *name = assessment->name, *slash;
	size_t length;

	if (assessment->about->model)
		return assessment->about->model;
	if (name && !text_same(name, assessment->record.scenario_file))
		return name;
	slash = name ? strrchr(name, '/') : NULL;
	name = slash ? slash + 1 : name;
	length = name ? strcspn(name, ".") : 0;
	return length && !text_same(name, "-") ? arena_copy(arena, name, length) : "model";
}

const struct facts *facts_of(struct arena *arena, const struct assessment *assessment)
{
	const struct about *about = assessment->about;
	struct facts *facts = arena_alloc(arena, sizeof *facts);
	double *values =
	    arena_alloc(arena, (sheet_size(assessment->sheet) + 1) * sizeof *values);

	sheet_central(assessment->sheet, values);
	*facts = (struct facts){
	    .assessment = assessment, .phase_kwh = {NAN, NAN}, .phase_flop = {NAN, NAN}};
	facts->model = model_of(arena, assessment);
	facts->training_type = about->training_type ? about->training_type
			       : about->base_model  ? "fine-tuning"
						    : NULL;
	facts->items = arena_alloc(arena, (assessment->item_count + 1) * sizeof *facts->items);
	for (size_t i = 0; i < assessment->item_count; i++)
		facts->items[i] = gather(arena, assessment, &assessment->items[i], values);
	add_phases(facts);
	facts_places(arena, facts, values);
	facts_devices(arena, facts);
	facts_words(arena, facts);
	return facts;
}
