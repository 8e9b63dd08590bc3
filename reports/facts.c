/* What publications ask of an assessment, gathered once. */

#include "reports/facts.h"

#include <math.h>

#include "lca/base/arena.h"
#include "models/about.h"

const struct facts *facts_of(struct arena *arena, const struct assessment *assessment)
{
	struct facts *facts = arena_alloc(arena, sizeof *facts);

	*facts = (struct facts){
	    .assessment = assessment, .phase_kwh = {NAN, NAN}, .phase_flop = {NAN, NAN}};
	facts->model = assessment->about->model ? assessment->about->model : assessment->name;
	facts->boundary = "";
	facts->items = arena_alloc(arena, (assessment->item_count + 1) * sizeof *facts->items);
	for (size_t i = 0; i < assessment->item_count; i++)
		facts->items[i] = (struct facts_item){.item = &assessment->items[i],
						      .accelerators = NAN,
						      .accelerator_hours = NAN,
						      .hours = NAN,
						      .it_kwh = NAN,
						      .facility_kwh = NAN,
						      .intensity = NAN,
						      .flop = NAN};
	return facts;
}
