/* The JSON result of lca quick: that of lca run, and the assumptions that matter most. */

#include <cJSON.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "models/quick.h"
#include "reports/view_quick.h"
#include "reports/write_json.h"

static void add_draws(struct arena *arena, struct cJSON *object,
		      const struct assumption *assumption)
{
	struct cJSON *list = json_array(object, "keys");

	for (size_t i = 0; i < assumption->draw_count; i++)
		json_text(arena, list, NULL, assumption->draws[i]);
}

static void add_assumption(struct arena *arena, struct cJSON *list,
			   const struct assumption *assumption)
{
	struct cJSON *object = json_object(list, NULL);
	const struct quantity *quantity = assumption->quantity;

	json_text(arena, object, "what", assumption->what);
	if (quantity) {
		struct statistics value = quick_value(assumption);

		json_number(arena, object, "value", value.central);
		json_number(arena, object, "low", value.low);
		json_number(arena, object, "high", value.high);
	} else {
		json_null(object, "value");
		json_null(object, "low");
		json_null(object, "high");
	}
	json_text(arena, object, "unit", quantity ? quantity->unit.text : NULL);
	json_number(arena, object, "share", assumption->share);
	json_text(arena, object, "state", quick_state(arena, assumption));
	add_draws(arena, object, assumption);
	json_text(arena, object, "factor", assumption->factor ? assumption->factor->id : NULL);
	json_text(arena, object, "source",
		  assumption->factor ? assumption->factor->citation : NULL);
}

void json_quick(const struct quick_report *report, const struct diags *diags,
		struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list;

	json_assessment(arena, root, report->assessment, diags);
	list = json_array(root, "assumptions");
	for (size_t i = 0; i < report->assumption_count; i++)
		add_assumption(arena, list, &report->assumptions[i]);
	json_end(root, out);
	arena_free(arena);
}
