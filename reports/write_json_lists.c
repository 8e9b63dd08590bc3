/* JSON results of the lists: factors, units, keys. */

#include <cJSON.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/unit.h"
#include "models/scenario.h"
#include "reports/write_json.h"

static void add_factor(struct arena *arena, struct cJSON *object, const struct factor *factor)
{
	const struct quantity *quantity = &factor->quantity;
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;

	json_text(arena, object, "id", factor->id);
	json_text(arena, object, "activity", factor->activity);
	json_text(arena, object, "region", factor->region);
	json_text(arena, object, "criterion", factor->criterion);
	json_number(arena, object, "value", dist_central(&quantity->dist) / scale);
	json_text(arena, object, "unit", quantity->unit.text);
	json_distribution(arena, object, "distribution", &quantity->dist, scale);
	if (quantity->dist.kind != DIST_EXACT) {
		json_number(arena, object, "low",
			    dist_quantile(&quantity->dist, 0.025) / scale);
		json_number(arena, object, "high",
			    dist_quantile(&quantity->dist, 0.975) / scale);
	}
	if (factor->method)
		json_distribution(arena, object, "method_distribution", &factor->method->dist,
				  1);
	else
		json_null(object, "method_distribution");
	json_text(arena, object, "source", factor->source);
	json_factor(arena, object, factor);
	json_text(arena, object, "note", factor->note);
	json_place(arena, object, "place", quantity->origin.place);
}

void json_factors(const struct factor *const *rows, size_t count, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list = json_array(root, "factors");

	for (size_t i = 0; i < count; i++)
		add_factor(arena, json_object(list, NULL), rows[i]);
	json_end(root, out);
	arena_free(arena);
}

void json_units(struct buffer *out)
{
	size_t count;
	const struct unit_row *rows = unit_rows(&count);
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list = json_array(root, "units");

	for (size_t i = 0; i < count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "name", rows[i].name);
		json_text(arena, object, "definition", rows[i].definition);
		json_text(arena, object, "meaning", rows[i].meaning);
	}
	json_end(root, out);
	arena_free(arena);
}

void json_keys(struct buffer *out)
{
	size_t count;
	struct arena *arena = arena_new();
	const struct key_row *rows = scenario_keys(arena, &count);
	struct cJSON *root = json_new(), *list = json_array(root, "keys");

	for (size_t i = 0; i < count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "block", rows[i].block);
		json_text(arena, object, "key", rows[i].key);
		json_text(arena, object, "value", rows[i].value);
		json_text(arena, object, "meaning", rows[i].meaning);
	}
	json_end(root, out);
	arena_free(arena);
}
