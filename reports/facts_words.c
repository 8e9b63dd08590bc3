/* Facts in the words of a model card. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts_inner.h"
#include "reports/number.h"

const char *facts_join(struct arena *arena, const char *list, const char *one)
{
	if (!one)
		return list;
	return list ? arena_printf(arena, "%s; %s", list, one) : one;
}

static const char *device_name(const struct facts_device *device)
{
	return device->name ? device->name : "accelerators of a kind that is not stated";
}

/* "8 x NVIDIA A100 SXM4 80 GB"; the count where it is known and whole. */
static const char *device_words(struct arena *arena, const struct facts_device *device)
{
	if (device->count >= 1 && fabs(device->count - round(device->count)) < 1e-6)
		return arena_printf(arena, "%s x %s",
				    number_plain(arena, round(device->count), 6),
				    device_name(device));
	return device_name(device);
}

/* Devices of the phase; of the use where nothing was created here. */
static enum phase phase_told(const struct facts *facts)
{
	for (size_t i = 0; i < facts->device_count; i++)
		if (facts->devices[i].phase == PHASE_CREATION)
			return PHASE_CREATION;
	return isnan(facts->phase_kwh[PHASE_CREATION]) ? PHASE_USE : PHASE_CREATION;
}

static const char *hardware_type(struct arena *arena, const struct facts *facts)
{
	enum phase phase = phase_told(facts);
	const char *list = NULL;

	for (size_t i = 0; i < facts->device_count; i++)
		if (facts->devices[i].phase == phase && facts->devices[i].name)
			list = facts_join(arena, list, device_words(arena, &facts->devices[i]));
	return list;
}

/* Hours of the wall clock, of items that say no more. */
static double wall_hours(const struct facts *facts, enum phase phase)
{
	double sum = NAN;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct facts_item *fact = &facts->items[i];

		if (fact->item->phase == phase && !fact->item->credit &&
		    (text_same(fact->item->stage, "training") ||
		     text_same(fact->item->stage, "inference")))
			sum = facts_plus(sum, fact->hours);
	}
	return sum;
}

static const char *hours_used(struct arena *arena, const struct facts *facts)
{
	enum phase phase = phase_told(facts);
	double sum = NAN, wall = wall_hours(facts, phase);

	for (size_t i = 0; i < facts->device_count; i++)
		if (facts->devices[i].phase == phase)
			sum = facts_plus(sum, facts->devices[i].hours);
	if (!isnan(sum))
		return arena_printf(arena, "%s accelerator hours", number_amount(arena, sum));
	if (!isnan(wall))
		return arena_printf(arena, "%s h", number_amount(arena, wall));
	return NULL;
}

/* Named by an earlier place of the phase as well. */
static bool is_named_before(const struct facts *facts, enum phase phase, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (!isnan(facts->places[i].phase_kwh[phase]) &&
		    text_same(facts->places[i].provider_name,
			      facts->places[place].provider_name))
			return true;
	return false;
}

static const char *cloud_provider(struct arena *arena, const struct facts *facts)
{
	enum phase phase = phase_told(facts);
	const char *list = NULL;

	if (facts->assessment->about->provider)
		return facts->assessment->about->provider;
	for (size_t i = 0; i < facts->place_count; i++)
		if (!isnan(facts->places[i].phase_kwh[phase]) &&
		    !is_named_before(facts, phase, i))
			list = facts_join(arena, list, facts->places[i].provider_name);
	return list;
}

static const char *place_words(struct arena *arena, const struct facts_place *place)
{
	const char *name = place->name;

	if (!name)
		return "a place that is not stated";
	if (place->country && !strstr(name, place->country))
		return arena_printf(arena, "%s, %s", name, place->country);
	return name;
}

static const char *compute_region(struct arena *arena, const struct facts *facts)
{
	enum phase phase = phase_told(facts);
	const char *list = NULL;
	bool known = false;

	for (size_t i = 0; i < facts->place_count; i++) {
		const struct facts_place *place = &facts->places[i];

		if (isnan(place->phase_kwh[phase]))
			continue;
		list = facts_join(arena, list, place_words(arena, place));
		known = known || place->name;
	}
	return known ? list : NULL;
}

/* "Counted: training, idle, embodied. Excluded: network (not metered). Not covered: ..." */
static const char *boundary(struct arena *arena, const struct assessment *assessment)
{
	static const char *const heads[] = {"Counted", "Excluded", "Not covered"};
	const char *text = "";

	for (int status = COVERED; status <= NOT_COVERED; status++) {
		const char *list = NULL;

		for (size_t i = 0; i < assessment->completeness_count; i++) {
			const struct completeness_row *row = &assessment->completeness[i];
			const char *one = row->reason ? arena_printf(arena, "%s (%s)",
								     row->stage, row->reason)
						      : row->stage;

			if ((int)row->status == status)
				list = list ? arena_printf(arena, "%s, %s", list, one) : one;
		}
		if (list)
			text = arena_printf(arena, "%s%s%s: %s.", text, *text ? " " : "",
					    heads[status], list);
	}
	return text;
}

const char *facts_modelled(struct arena *arena, const struct facts *facts)
{
	const char *list = NULL;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct facts_item *fact = &facts->items[i];
		const char *one;

		if (fact->item->credit || !fact->modelled)
			continue;
		one = arena_printf(arena, "%s: %s", fact->item->import->format, fact->modelled);
		if (!list || !strstr(list, one))
			list = facts_join(arena, list, one);
	}
	return list;
}

static const char *basis(struct arena *arena, const struct facts *facts)
{
	const double *share = facts->assessment->basis_share;
	const char *modelled = facts_modelled(arena, facts);

	if (!(share[BASIS_MEASURED] + share[BASIS_MODELLED] + share[BASIS_DEFAULT] > 0))
		return NULL;
	return arena_printf(arena, "%s measured%s%s%s, %s modelled, %s default",
			    number_share(arena, share[BASIS_MEASURED]), modelled ? " (" : "",
			    modelled ? modelled : "", modelled ? " modelled)" : "",
			    number_share(arena, share[BASIS_MODELLED]),
			    number_share(arena, share[BASIS_DEFAULT]));
}

void facts_words(struct arena *arena, struct facts *facts)
{
	facts->hardware_type = hardware_type(arena, facts);
	facts->hours_used = hours_used(arena, facts);
	facts->cloud_provider = cloud_provider(arena, facts);
	facts->compute_region = compute_region(arena, facts);
	facts->boundary = boundary(arena, facts->assessment);
	facts->basis = basis(arena, facts);
}
