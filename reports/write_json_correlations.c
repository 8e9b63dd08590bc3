/* Stated correlations in the JSON of a result and of a formula tree. */

#include <cJSON.h>

#include "models/assess.h"
#include "reports/explain.h"
#include "reports/write_json.h"

void json_correlations(struct arena *arena, struct cJSON *root,
		       const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "correlations");

	for (size_t i = 0; i < assessment->correlation_count; i++) {
		const struct correlation *stated = &assessment->correlations[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "a", stated->inputs[0]);
		json_text(arena, object, "b", stated->inputs[1]);
		json_number(arena, object, "rho", stated->rho);
	}
}

void json_term_correlations(struct arena *arena, struct cJSON *object, const struct term *term)
{
	struct cJSON *list = json_array(object, "correlations");

	for (size_t i = 0; i < term->correlation_count; i++) {
		struct cJSON *row = json_object(list, NULL);

		json_text(arena, row, "with", term->correlations[i].with);
		json_number(arena, row, "rho", term->correlations[i].rho);
	}
}
