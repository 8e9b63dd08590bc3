/* Clauses of SCI for AI, and of the AI Act on resources. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/clauses.h"
#include "reports/export_sci.h"
#include "reports/facts.h"
#include "reports/number.h"

enum fact { FACT_HOURS, FACT_ACCELERATOR_HOURS, FACT_FLOP };

static double fact_of(const struct facts_item *item, enum fact fact)
{
	switch (fact) {
	case FACT_HOURS:
		return item->hours;
	case FACT_ACCELERATOR_HOURS:
		return item->accelerator_hours;
	case FACT_FLOP:
		break;
	}
	return item->flop;
}

static bool is_training(const struct facts_item *fact)
{
	return text_same(fact->item->stage, "training") && !fact->item->losses_of &&
	       !fact->item->credit;
}

/* Items of training of which a fact is known, of all. */
static size_t count_training(const struct dossier *d, enum fact fact, size_t *of)
{
	size_t known = 0;

	*of = 0;
	for (size_t i = 0; i < d->assessment->item_count; i++) {
		const struct facts_item *item = &d->facts->items[i];

		if (!is_training(item))
			continue;
		*of += 1;
		known += isfinite(fact_of(item, fact)) ? 1 : 0;
	}
	return known;
}

struct verdict clause_consumer_boundary(const struct dossier *d)
{
	if (!clause_has_phase(d, PHASE_USE))
		return clause_not_applicable("no use is counted");
	return clause_partly(
	    "serving is counted; scaling, monitoring, storage and clients as far "
	    "as they are items");
}

struct verdict clause_consumer_unit(const struct dossier *d)
{
	static const char *const units[] = {"*token*", "*image*", "*page*", "*second*"};
	bool other = false;

	if (!clause_has_phase(d, PHASE_USE))
		return clause_not_applicable("no use is counted");
	for (size_t i = 0; i < d->assessment->per_count; i++) {
		const char *unit = d->assessment->per[i].unit;

		for (size_t k = 0; k < sizeof units / sizeof *units; k++)
			if (text_match(units[k], unit))
				return clause_met(arena_printf(d->arena, "per %s", unit));
		other = true;
	}
	return other
		   ? clause_partly("per request: a unit of classical models; a language model "
				   "is counted per token")
		   : clause_not_met("state per, such as 1000 output token");
}

/* Items say what drew electricity, not for what work of their makers it was. */
struct verdict clause_provider_work(const struct dossier *d)
{
	if (!clause_has_phase(d, PHASE_CREATION))
		return clause_not_applicable("no creation is counted");
	return clause_unknown("no stage stands for it; items of training or other may hold it");
}

struct verdict clause_provider_training(const struct dossier *d)
{
	if (!clause_has_phase(d, PHASE_CREATION))
		return clause_not_applicable("no creation is counted");
	if (!clause_has_stage(d, "training"))
		return clause_not_met("no training is counted");
	return clause_partly(
	    clause_has_stage(d, "embodied")
		? "compute with its hardware; storage, network and evaluation as far as they "
		  "are items"
		: "compute alone; its hardware is not counted");
}

/* What becomes of the model, not of the hardware that it ran on. */
struct verdict clause_provider_end_of_life(const struct dossier *d)
{
	if (!clause_has_phase(d, PHASE_CREATION))
		return clause_not_applicable("no creation is counted");
	if (clause_has_stage(d, "other"))
		return clause_unknown(
		    "no stage stands for it; items of stage other may hold it");
	return clause_not_met("no item is of it");
}

/* Scores that are known, and those of them that hold embodied emissions. */
static size_t known_scores(const struct sci_score *scores, size_t count, size_t *embodied)
{
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(dossier_score(&scores[i])))
			continue;
		known++;
		*embodied += isfinite(scores[i].terms.embodied) ? 1 : 0;
	}
	return known;
}

struct verdict clause_provider_unit(const struct dossier *d)
{
	const char *units = NULL;

	if (!clause_has_phase(d, PHASE_CREATION))
		return clause_not_applicable("no creation is counted");
	for (size_t i = 0; i < d->provider_count; i++)
		if (isfinite(dossier_score(&d->provider[i])))
			units =
			    units ? arena_printf(d->arena, "%s, %s", units, d->provider[i].unit)
				  : arena_printf(d->arena, "per %s", d->provider[i].unit);
	return units ? clause_met(units)
		     : clause_not_met(
			   "state about.parameters, or parameters and tokens of the run");
}

struct verdict clause_two_scores(const struct dossier *d)
{
	size_t embodied = 0;
	bool consumer = known_scores(d->consumer, d->consumer_count, &embodied) > 0;
	bool provider = known_scores(d->provider, d->provider_count, &embodied) > 0;

	if (consumer && provider)
		return clause_met("both are computed, apart (--format sci)");
	if (consumer || provider)
		return clause_partly(consumer ? "the consumer score alone"
					      : "the provider score alone");
	return clause_not_met("neither has a unit of the specification");
}

/* Whether the hardware that was reserved and waited is counted; if not, why. */
static const char *idle_left_out(const struct dossier *d)
{
	for (size_t i = 0; i < d->assessment->completeness_count; i++) {
		const struct completeness_row *row = &d->assessment->completeness[i];

		if (!text_same(row->stage, "idle") || row->status == COVERED)
			continue;
		return row->status == EXCLUDED
			   ? "hardware that was reserved and idle is excluded"
			   : "hardware that was reserved and idle is neither counted nor "
			     "excluded";
	}
	return NULL;
}

struct verdict clause_sci_energy(const struct dossier *d)
{
	size_t drawn = 0, left = 0, holes = 0;
	const char *idle = idle_left_out(d);

	for (size_t i = 0; i < d->assessment->item_count; i++) {
		if (!clause_draws(&d->facts->items[i]))
			continue;
		drawn++;
		holes += d->facts->items[i].is_hole;
		left += d->assessment->items[i].not_counted_count;
	}
	if (drawn == 0)
		return clause_not_met("no electricity is counted");
	if (holes > 0)
		return clause_by_count(drawn - holes, drawn,
				       "the energy of some items is not known");
	if (left > 0)
		return clause_partly("not all of the machines' energy is counted (section 9)");
	return idle ? clause_partly(idle) : clause_met(NULL);
}

struct verdict clause_sci_intensity(const struct dossier *d)
{
	if (d->facts->place_count == 0)
		return clause_not_met("no electricity is counted");
	for (size_t i = 0; i < d->facts->place_count; i++)
		if (!isfinite(d->facts->places[i].gwp_kg))
			return clause_partly("the intensity of a grid is not known");
	return clause_met("the headline is location-based; market-based is no part of it");
}

struct verdict clause_sci_embodied(const struct dossier *d)
{
	size_t embodied = 0, of = 0, counted = 0;
	size_t scores = known_scores(d->consumer, d->consumer_count, &embodied) +
			known_scores(d->provider, d->provider_count, &embodied);

	for (size_t i = 0; i < d->assessment->item_count; i++) {
		const struct item_result *item = &d->assessment->items[i];

		if (item->credit || !text_same(item->stage, "embodied"))
			continue;
		of++;
		counted += item->impacts[d->gwp].status == IMPACT_COUNTED;
	}
	if (of == 0)
		return clause_not_met("no hardware is counted; add items of stage embodied");
	if (embodied < scores)
		return clause_partly("the hardware of one phase is not counted");
	return clause_by_count(counted, of,
			       counted < of ? "the making of some hardware is not known"
					    : "by hours over lifetime and utilization");
}

struct verdict clause_sci_report(const struct dossier *d)
{
	struct verdict scores = clause_two_scores(d);

	if (scores.status == CLAUSE_NOT_MET)
		return clause_partly("boundary and method are told; there is no score");
	return clause_met("scores with boundary and method (--format sci)");
}

struct verdict clause_training_operations(const struct dossier *d)
{
	const char *flop =
	    number_significant(d->arena, d->facts->phase_flop[PHASE_CREATION], 3);
	size_t of, known = count_training(d, FACT_FLOP, &of);

	if (of == 0)
		return clause_not_met("no training is counted");
	if (known == of)
		return clause_met(arena_printf(d->arena, "%s FLOP", flop));
	if (known > 0)
		return clause_partly(
		    arena_printf(d->arena, "%s FLOP, of %zu of %zu items", flop, known, of));
	for (size_t i = 0; i < d->facts->device_count; i++)
		if (d->facts->devices[i].phase == PHASE_CREATION)
			return clause_partly(
			    "accelerator hours; operations need parameters and "
			    "tokens");
	return clause_not_met("state accelerator and hours, or parameters and tokens");
}

struct verdict clause_training_time(const struct dossier *d)
{
	size_t of, machine = count_training(d, FACT_ACCELERATOR_HOURS, &of);
	size_t wall = count_training(d, FACT_HOURS, &of);

	if (of == 0)
		return clause_not_met("no training is counted");
	if (wall == of)
		return clause_met(NULL);
	if (machine > 0 || wall > 0)
		return clause_partly(
		    "accelerator hours; state accelerators and hours for the time "
		    "by the clock");
	return clause_not_met("state accelerators and hours");
}

static bool has_place(const struct item_result *item)
{
	for (size_t i = 0; i < item->supply_count; i++)
		if (!item->supplies[i].region)
			return false;
	return item->region || item->supply_count > 0;
}

struct verdict clause_training_details(const struct dossier *d)
{
	size_t items = 0, devices = 0, places = 0;

	for (size_t i = 0; i < d->assessment->item_count; i++) {
		const struct facts_item *fact = &d->facts->items[i];

		if (!is_training(fact))
			continue;
		items++;
		devices += fact->accelerator_name != NULL;
		places += has_place(fact->item);
	}
	if (items == 0)
		return clause_not_met("no training is counted");
	return clause_by_count(devices + places, 2 * items,
			       devices < items && places < items
				   ? "state accelerator and region"
			       : devices < items ? "state accelerator"
			       : places < items	 ? "state region"
						 : NULL);
}

static struct verdict energy_of(const struct dossier *d, enum phase phase, const char *none)
{
	double kwh = d->facts->phase_kwh[phase];
	const char *text;

	if (!(kwh > 0))
		return clause_not_met(none);
	text = number_significant(d->arena, kwh / 1000, 4);
	if (d->facts->phase_holes[phase] > 0)
		return clause_partly(arena_printf(
		    d->arena, "at least %s MWh: the energy of some items is not known", text));
	return clause_met(arena_printf(d->arena, "%s MWh", text));
}

struct verdict clause_training_energy(const struct dossier *d)
{
	return energy_of(d, PHASE_CREATION, "no energy of its creation is counted");
}

struct verdict clause_use_energy(const struct dossier *d)
{
	return energy_of(d, PHASE_USE, "no energy of its use is counted");
}

struct verdict clause_energy_basis(const struct dossier *d)
{
	double measured = facts_measured(d->facts);
	const char *modelled = facts_modelled(d->arena, d->facts);

	if (isnan(measured))
		return clause_not_met("no energy is counted");
	return clause_met(arena_printf(d->arena, "%s of the energy is measured%s%s%s",
				       number_share(d->arena, measured), modelled ? " (" : "",
				       modelled ? modelled : "", modelled ? " modelled)" : ""));
}
