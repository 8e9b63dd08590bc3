/* The JSON result of lca explain: formula trees. */

#include <cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/explain.h"
#include "reports/number.h"
#include "reports/write_json.h"

static void add_term(struct arena *arena, struct cJSON *object, const struct term *term)
{
	const struct statistics *s = &term->statistics;
	struct cJSON *children;

	json_text(arena, object, "operation", *term->operation ? term->operation : NULL);
	json_text(arena, object, "name", term->name);
	json_number(arena, object, "central", s->central);
	if (number_has_spread(s)) {
		json_number(arena, object, "low", s->low);
		json_number(arena, object, "high", s->high);
	}
	json_text(arena, object, "unit", term->unit);
	json_bool(object, "repeated", term->repeated);
	if (term->view.kind == CELL_INPUT) {
		json_count(arena, object, "shared_with", term->others);
		json_quantity(arena, json_object(object, "input"), term->view.quantity);
		json_term_correlations(arena, object, term);
		return;
	}
	children = json_array(object, "terms");
	for (size_t i = 0; i < term->count; i++)
		add_term(arena, json_object(children, NULL), &term->children[i]);
}

static void add_item(struct arena *arena, struct cJSON *list,
		     const struct assessment *assessment, struct explainer *explainer,
		     const struct item_result *item)
{
	struct term **trees = explain_item(explainer, item);
	struct cJSON *object = json_object(list, NULL), *formulas;

	json_text(arena, object, "id", item->id);
	formulas = json_object(object, "formulas");
	for (size_t c = 0; c < assessment->criterion_count; c++)
		if (trees[c])
			add_term(arena, json_object(formulas, assessment->criteria[c]->id),
				 trees[c]);
}

void json_explain(const struct assessment *assessment, const char *item, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct explainer *explainer = explain_new(arena, assessment);
	struct cJSON *root = json_new(), *list = json_array(root, "items");

	for (size_t i = 0; i < assessment->item_count; i++)
		if (!item || text_same(assessment->items[i].id, item))
			add_item(arena, list, assessment, explainer, &assessment->items[i]);
	json_end(root, out);
	arena_free(arena);
}
