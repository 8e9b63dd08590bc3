/* Where the task of a BoAmps report ran, and on what. */

#include <math.h>

#include "lca/base/text.h"
#include "models/about.h"
#include "reports/export_boamps.h"
#include "reports/number.h"

enum { HOURS_DIGITS = 7 };

/* By its slug; the words of the format are gpu, cpu and whatever else there is. */
static const char *type_of(const char *id)
{
	static const struct {
		const char *pattern, *type;
	} types[] = {{"nvidia-*", "gpu"}, {"amd-instinct*", "gpu"}, {"amd-radeon*", "gpu"},
		     {"*tpu*", "tpu"},	  {"*xeon*", "cpu"},	    {"*epyc*", "cpu"},
		     {"*ryzen*", "cpu"}};

	for (size_t i = 0; id && i < sizeof types / sizeof *types; i++)
		if (text_match(types[i].pattern, id))
			return types[i].type;
	return "accelerator";
}

/* The format wants a number: 1 stands for one that is not known, and the name says so. */
static void add_component(const struct task *task, struct cJSON *list,
			  const struct facts_device *device)
{
	struct cJSON *component = json_object(list, NULL);
	bool counted = device->count >= 1;
	const char *name = device->name ? device->name : "accelerator";

	if (!counted)
		name = isfinite(device->hours)
			   ? arena_printf(
				 task->arena, "%s (number not stated; %s accelerator hours)",
				 name, number_plain(task->arena, device->hours, HOURS_DIGITS))
			   : arena_printf(task->arena, "%s (number not stated)", name);
	json_text(task->arena, component, "componentName", name);
	json_text(task->arena, component, "componentType", type_of(device->id));
	json_number(task->arena, component, "nbComponent", counted ? round(device->count) : 1);
}

/* The place of most of the task's electricity, and the codes of all. */
static const struct facts_place *main_place(const struct task *task, const char **codes)
{
	const struct facts *facts = task->request->facts;
	const struct facts_place *found = NULL;

	*codes = "";
	for (size_t p = 0; p < facts->place_count; p++) {
		const struct facts_place *place = &facts->places[p];
		bool used = false;

		for (size_t i = 0; i < facts->assessment->item_count; i++) {
			const struct item_result *item = facts->items[i].item;

			for (size_t s = 0; s < item->supply_count; s++)
				used |= task_holds(task, &facts->items[i]) &&
					text_same(item->supplies[s].region, place->region);
		}
		if (!used || !place->region)
			continue;
		found = found ? found : place;
		*codes = arena_printf(task->arena, "%s%s%s", *codes, **codes ? ", " : "",
				      place->region);
	}
	return found;
}

void task_infrastructure(const struct task *task, struct cJSON *root)
{
	const struct facts *facts = task->request->facts;
	struct cJSON *infrastructure = json_object(root, "infrastructure"), *list, *unknown;
	const char *codes;
	const struct facts_place *place = main_place(task, &codes);
	size_t count = 0;

	json_text(task->arena, infrastructure, "infraType",
		  place && place->provider ? "publicCloud" : "other");
	if (place && place->provider)
		json_text(task->arena, infrastructure, "cloudProvider",
			  text_same(place->provider, "gcp") ? "google" : place->provider);
	list = json_array(infrastructure, "components");
	for (size_t i = 0; i < facts->device_count; i++) {
		if (facts->devices[i].phase != task->phase)
			continue;
		add_component(task, list, &facts->devices[i]);
		count++;
	}
	if (count)
		return;
	unknown = json_object(list, NULL);
	json_text(task->arena, unknown, "componentName", "not stated");
	json_text(task->arena, unknown, "componentType", "unknown");
	json_number(task->arena, unknown, "nbComponent", 1);
}

/* kgCO2e/kWh over the task's items; NaN where one is not known. */
static double intensity_of(const struct task *task)
{
	double kg = 0, energy = 0;

	for (size_t i = 0; i < task->request->assessment->item_count; i++) {
		const struct facts_item *fact = &task->request->facts->items[i];
		const struct impact *gwp = export_gwp(task->request, fact->item);
		struct statistics kwh;

		if (!task_holds(task, fact))
			continue;
		export_electricity(fact, &kwh);
		kg += gwp->status == IMPACT_COUNTED ? gwp->statistics.central : NAN;
		energy += kwh.central;
	}
	return kg / energy;
}

static const char *power_source(const char *source)
{
	static const struct {
		const char *from, *to;
	} words[] = {{"solar", "solar"},     {"wind", "wind"},
		     {"nuclear", "nuclear"}, {"hydropower", "hydroelectric"},
		     {"natural-gas", "gas"}, {"coal", "coal"},
		     {"oil", "other"},	     {"geothermal", "other"},
		     {"biofuel", "other"},   {"other", "other"}};

	for (size_t i = 0; source && i < sizeof words / sizeof *words; i++)
		if (text_same(source, words[i].from))
			return words[i].to;
	return NULL;
}

void task_environment(const struct task *task, struct cJSON *root)
{
	enum { GRAMS_PER_KG = 1000 };
	const char *codes,
	    *source = power_source(task->request->assessment->about->energy_source);
	const struct facts_place *place = main_place(task, &codes);
	double intensity = intensity_of(task);
	struct cJSON *environment;

	if (!place)
		return;
	environment = json_object(root, "environment");
	json_text(task->arena, environment, "country",
		  place->country ? place->country
		  : place->name	 ? place->name
				 : place->region);
	json_text(task->arena, environment, "location", codes);
	if (source)
		json_text(task->arena, environment, "powerSource", source);
	if (isfinite(intensity))
		json_number(task->arena, environment, "powerSourceCarbonIntensity",
			    intensity * GRAMS_PER_KG);
}
