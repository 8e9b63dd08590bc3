/* Clauses of data, results and their uncertainty. */

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/clauses.h"
#include "reports/facts.h"

static size_t holes(const struct dossier *d)
{
	size_t count = 0;

	for (size_t i = 0; i < d->assessment->item_count; i++)
		count += !d->assessment->items[i].credit &&
			 d->assessment->items[i].impacts[d->gwp].status == IMPACT_MISSING;
	return count;
}

struct verdict clause_processes(const struct dossier *d)
{
	return d->assessment->item_count > 0 ? clause_met(NULL)
					     : clause_not_met("no item is counted");
}

struct verdict clause_flows(const struct dossier *d)
{
	if (d->assessment->criterion_count < 2)
		return clause_not_met("emissions alone, as a sum in CO2e");
	return clause_partly(
	    "emissions, electricity and other criteria as sums; single substances "
	    "stay in the sources");
}

struct verdict clause_sources(const struct dossier *d)
{
	size_t sourced = 0;

	for (size_t i = 0; i < d->datum_count; i++)
		sourced += datum_is_sourced(&d->data[i]);
	return clause_by_count(sourced, d->datum_count,
			       arena_printf(d->arena, "%zu of %zu figures cite a source%s",
					    sourced, d->datum_count,
					    sourced < d->datum_count ? "; state source" : ""));
}

/* What a factor of emissions says of its gases. */
struct gas_count {
	size_t figures, told, sets, stated;
};

static bool is_emission(const struct quantity *quantity)
{
	return quantity->unit.dimensions.exponent[DIMENSION_CO2E] > 0;
}

static struct gas_count count_gases(const struct dossier *d)
{
	struct gas_count count = {0};

	for (size_t i = 0; i < d->datum_count; i++) {
		const struct factor *row = d->data[i].quantity->origin.factor;

		if (!is_emission(d->data[i].quantity))
			continue;
		count.figures++;
		count.stated += !row;
		count.told += row && text_same(row->gas_scope, "CO2e");
		count.sets += row && *row->gwp_set;
	}
	return count;
}

struct verdict clause_gases(const struct dossier *d)
{
	struct gas_count count = count_gases(d);

	if (count.figures == 0)
		return clause_not_met("no figure of emissions is used");
	return clause_partly(
	    arena_printf(d->arena,
			 "CO2e as the sources give it, not gas by gas; %zu of %zu say "
			 "that all gases are in",
			 count.told, count.figures));
}

struct verdict clause_potentials(const struct dossier *d)
{
	struct gas_count count = count_gases(d);

	if (count.figures == 0)
		return clause_not_met("no figure of emissions is used");
	return clause_by_count(
	    count.sets, count.figures,
	    arena_printf(d->arena, "%zu of %zu figures of emissions name their potentials",
			 count.sets, count.figures));
}

struct verdict clause_biogenic(const struct dossier *d)
{
	(void)d;
	return clause_not_met("sources give one figure in CO2e");
}

struct verdict clause_land_use(const struct dossier *d)
{
	(void)d;
	return clause_not_met("sources do not tell it apart");
}

struct verdict clause_aircraft(const struct dossier *d)
{
	for (size_t i = 0; i < d->assessment->item_count; i++)
		if (text_same(d->assessment->items[i].stage, "other"))
			return clause_not_met(
			    "items of stage other do not tell means of transport apart");
	return clause_not_applicable("no item is transport; that of hardware is in its figure");
}

struct verdict clause_quality(const struct dossier *d)
{
	size_t all, found = dossier_assessed(d, &all);

	return clause_by_count(found, all,
			       arena_printf(d->arena, "%zu of %zu scores are known%s", found,
					    all, found < all ? "; pedigree states them" : ""));
}

struct verdict clause_uncertainty(const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	if (a->drivers && a->drivers[d->gwp] && a->driver_counts[d->gwp] > 0)
		return clause_met(NULL);
	return clause_not_met("no input that matters is stated as uncertain");
}

/* Items that draw from a grid, and those of them that have a line of its losses. */
static size_t count_losses(const struct dossier *d, size_t *drawn)
{
	const struct assessment *a = d->assessment;
	size_t lost = 0;

	*drawn = 0;
	for (size_t i = 0; i < a->item_count; i++)
		*drawn += !a->items[i].credit && !a->items[i].losses_of &&
			  a->items[i].supply_count > 0;
	for (size_t i = 0; i < a->item_count; i++)
		lost += !a->items[i].credit && a->items[i].losses_of != NULL;
	return lost;
}

/* Figures of the electricity of a run, by where they come from. */
struct verdict clause_electricity(const struct dossier *d)
{
	size_t rows = 0, stated = 0, drawn, lost = count_losses(d, &drawn);

	if (d->facts->place_count == 0)
		return clause_not_applicable("no electricity is counted");
	for (size_t i = 0; i < d->datum_count; i++) {
		const struct factor *row = d->data[i].quantity->origin.factor;

		rows += row && text_same(row->activity, "electricity") &&
			is_emission(d->data[i].quantity);
		stated += !row && text_same(datum_property(&d->data[i]), "intensity");
	}
	if (d->assessment->record.basis == FACTORS_DIRECT)
		return clause_partly(
		    "direct emissions of power stations alone (--basis direct)");
	if (stated > 0)
		return clause_partly(
		    "a stated intensity does not say whether it is life-cycle, "
		    "nor whether losses are in it");
	if (rows == 0)
		return clause_not_met("emissions of the electricity are not known");
	if (lost >= drawn)
		return clause_met("life-cycle, location-based; losses are lines of their own");
	return clause_partly(arena_printf(d->arena,
					  "life-cycle, location-based; grid losses of %zu of "
					  "%zu items are lines of their own, else in the rows "
					  "or not known",
					  lost, drawn));
}

struct verdict clause_interpretation(const struct dossier *d)
{
	if (d->assessment->totals[d->gwp].status != IMPACT_COUNTED)
		return clause_not_met("there is no total");
	return clause_partly("what matters and limits are told; conclusions are the author's");
}

struct verdict clause_period(const struct dossier *d)
{
	size_t drawn = 0, dated = 0;

	for (size_t i = 0; i < d->assessment->item_count; i++) {
		if (!clause_draws(&d->facts->items[i]))
			continue;
		drawn++;
		dated += d->assessment->items[i].period != NULL;
	}
	if (drawn == 0)
		return clause_not_met("state year or period of the sites");
	return clause_by_count(dated, drawn,
			       dated < drawn
				   ? arena_printf(d->arena,
						  "%zu of %zu items that draw electricity have "
						  "a period; state year or period",
						  dated, drawn)
				   : NULL);
}

struct verdict clause_timing(const struct dossier *d)
{
	if (d->assessment->credits)
		return clause_partly("credits are counted in full, whenever they happen");
	return clause_not_applicable("no removal is counted, and no emission is discounted");
}

struct verdict clause_described(const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	size_t items = 0, noted = 0;

	for (size_t i = 0; i < a->item_count; i++) {
		if (a->items[i].credit || a->items[i].losses_of)
			continue;
		items++;
		noted += a->items[i].note != NULL;
	}
	if (items == 0)
		return clause_not_met("no item is counted");
	if (noted == items)
		return clause_met(NULL);
	return clause_partly(arena_printf(d->arena,
					  "each in numbers; %zu of %zu items have a note that "
					  "describes them",
					  noted, items));
}

struct verdict clause_by_stage(const struct dossier *d)
{
	size_t count = holes(d);

	if (d->assessment->totals[d->gwp].status != IMPACT_COUNTED)
		return clause_not_met("there is no total");
	if (count > 0)
		return clause_partly(
		    arena_printf(d->arena, "%zu item%s missing: the total is a lower bound",
				 count, count == 1 ? " is" : "s are"));
	return clause_met(NULL);
}

struct verdict clause_calculation(const struct dossier *d)
{
	if (d->assessment->item_count == 0)
		return clause_not_met("no item is counted");
	return clause_met("lca explain prints the formula behind each figure");
}

struct verdict clause_holes(const struct dossier *d)
{
	size_t count = holes(d);

	return clause_met(count > 0 ? arena_printf(d->arena,
						   "%zu hole%s, told as such and never counted "
						   "as 0",
						   count, count == 1 ? "" : "s")
				    : "no figure of emissions is missing");
}

struct verdict clause_categories(const struct dossier *d)
{
	struct verdict potentials = clause_potentials(d);
	size_t count = d->assessment->criterion_count;

	return clause_partly(arena_printf(d->arena, "%zu criteri%s; potentials of warming: %s",
					  count, count == 1 ? "on" : "a",
					  clause_status_name(potentials.status)));
}
