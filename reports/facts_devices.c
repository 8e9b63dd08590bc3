/* The accelerators that training and answering ran on. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/facts_inner.h"

static struct facts_device *device_of(struct facts *facts, const struct facts_item *fact)
{
	struct facts_device *device;

	for (size_t i = 0; i < facts->device_count; i++) {
		device = &facts->devices[i];
		if (device->phase == fact->item->phase &&
		    text_same(device->id, fact->accelerator) &&
		    text_same(device->name, fact->accelerator_name))
			return device;
	}
	device = &facts->devices[facts->device_count++];
	*device = (struct facts_device){.id = fact->accelerator,
					.name = fact->accelerator_name,
					.count = NAN,
					.hours = NAN,
					.phase = fact->item->phase};
	return device;
}

/* Idle nodes wait, and what other stages hold did not compute. */
static bool computes(const struct facts_item *fact)
{
	return !fact->item->credit && !isnan(fact->accelerator_hours) &&
	       (text_same(fact->item->stage, "training") ||
		text_same(fact->item->stage, "inference"));
}

void facts_devices(struct arena *arena, struct facts *facts)
{
	size_t count = facts->assessment->item_count;

	facts->devices = arena_alloc(arena, (count + 1) * sizeof *facts->devices);
	for (size_t i = 0; i < count; i++) {
		const struct facts_item *fact = &facts->items[i];
		struct facts_device *device;

		if (!computes(fact) && !fact->accelerator_name)
			continue;
		device = device_of(facts, fact);
		device->hours = facts_plus(device->hours, fact->accelerator_hours);
		if (isnan(device->count) || fact->accelerators > device->count)
			device->count = fact->accelerators;
	}
}
