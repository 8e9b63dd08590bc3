/* Break-even as JSON, and what would lower a total. */

#include <cJSON.h>
#include <math.h>

#include "models/assess.h"
#include "reports/write_json.h"

static const char *const bounds[] = {
    [BOUND_NONE] = NULL, [BOUND_AT_LEAST] = "at least", [BOUND_AT_MOST] = "at most"};

/* Quantiles alone; null where there is no figure. */
static void add_quantiles(struct arena *arena, struct cJSON *parent, const char *key,
			  const struct statistics *s, bool counted)
{
	struct cJSON *object;

	if (!counted) {
		json_null(parent, key);
		return;
	}
	object = json_object(parent, key);
	json_number(arena, object, "central", s->central);
	json_number(arena, object, "median", s->median);
	json_number(arena, object, "low", s->low);
	json_number(arena, object, "high", s->high);
}

static void add_figure(struct arena *arena, struct cJSON *parent, const char *criterion,
		       const struct break_even *row, const struct break_even_figure *figure)
{
	struct cJSON *object = json_object(parent, criterion);
	bool counted = figure->status == IMPACT_COUNTED;

	add_quantiles(arena, object, "volume", &figure->volume, counted);
	json_text(arena, object, "bound", counted ? bounds[figure->bound] : NULL);
	add_quantiles(arena, object, "passed", &figure->passed, counted);
	json_number(arena, object, "days", counted ? row->days / figure->passed.central : NAN);
	json_text(arena, object, "status", impact_status_name(figure->status));
	if (!counted)
		json_text(arena, object, "reason", figure->reason);
}

void json_break_even(struct arena *arena, struct cJSON *root,
		     const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "break_even");

	for (size_t i = 0; i < assessment->break_even_count; i++) {
		const struct break_even *row = &assessment->break_even[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "unit", row->per->unit);
		json_number(arena, object, "volume_here", row->per->volume);
		json_number(arena, object, "days_here", row->days);
		for (size_t c = 0; c < assessment->criterion_count; c++)
			add_figure(arena, object, assessment->criteria[c]->id, row,
				   &row->figures[c]);
	}
}
