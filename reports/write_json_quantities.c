/* Every quantity that a result is computed from, in JSON: what it was, for who compares. */

#include "factors/factors.h"
#include "models/assess.h"
#include "reports/write_json.h"

static void add_quantity(struct arena *arena, struct cJSON *list,
			 const struct quantity *quantity)
{
	const struct origin *origin = &quantity->origin;
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;
	struct cJSON *object = json_object(list, NULL);

	json_text(arena, object, "key", origin->key);
	json_number(arena, object, "value", dist_central(&quantity->dist) / scale);
	json_text(arena, object, "unit", quantity->unit.text ? quantity->unit.text : "");
	json_distribution(arena, object, "distribution", &quantity->dist, scale);
	json_place(arena, object, "place", origin->place);
	json_text(arena, object, "factor", origin->factor ? origin->factor->id : NULL);
}

void json_quantities(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "quantities");
	size_t count = assessment->sheet ? sheet_size(assessment->sheet) : 0;

	for (size_t i = 0; i < count; i++) {
		struct cell_view view =
		    sheet_view(assessment->sheet, (cell){.index = (uint32_t)i});

		if (view.kind == CELL_INPUT && view.quantity && view.quantity->origin.key)
			add_quantity(arena, list, view.quantity);
	}
}
