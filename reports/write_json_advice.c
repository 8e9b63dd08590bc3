/* Break-even as JSON, and what would lower a total. */

#include <cJSON.h>
#include <math.h>

#include "models/assess.h"
#include "reports/view.h"
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
		json_text(arena, object, "days_of", row->days_of);
		for (size_t c = 0; c < assessment->criterion_count; c++)
			add_figure(arena, object, assessment->criteria[c]->id, row,
				   &row->figures[c]);
	}
}

/* What is saved, as a part of the total as well: 1 - total then / total. */
static void add_saving(struct arena *arena, struct cJSON *object,
		       const struct assessment *assessment, const struct advice *advice)
{
	struct cJSON *saves = json_object(object, "saves"), *part;
	bool known = advice->then.finite;

	json_text(arena, saves, "criterion", assessment->criteria[0]->id);
	json_number(arena, saves, "central", advice->saves.central);
	json_number(arena, saves, "median", advice->saves.median);
	json_number(arena, saves, "low", advice->saves.low);
	json_number(arena, saves, "high", advice->saves.high);
	json_text(arena, saves, "unit", assessment->criteria[0]->symbol);
	part = json_object(object, "share");
	json_number(arena, part, "central", 1 - advice->then.central);
	json_number(arena, part, "low", known ? 1 - advice->then.high : NAN);
	json_number(arena, part, "high", known ? 1 - advice->then.low : NAN);
	json_number(arena, object, "probability", advice->saving);
	json_text(arena, object, "command", view_advice_command(arena, advice));
}

/* The total that advice is a part of: that of the report, or that over the model's life. */
static void add_total_of(struct arena *arena, struct cJSON *root,
			 const struct assessment *assessment)
{
	const struct life_total *life = assessment->life;
	struct cJSON *object;

	if (assessment->advice_count == 0) {
		json_null(root, "advice_of");
		return;
	}
	object = json_object(root, "advice_of");
	json_text(arena, object, "total", life ? "life" : "counted");
	json_number(arena, object, "central",
		    life ? life->total.statistics.central
			 : assessment->totals[0].statistics.central);
	json_text(arena, object, "unit", assessment->criteria[0]->symbol);
}

void json_life(struct arena *arena, struct cJSON *root, const struct assessment *assessment)
{
	const struct life_total *life = assessment->life;
	struct cJSON *object;

	if (!life) {
		json_null(root, "life");
		return;
	}
	object = json_object(root, "life");
	json_text(arena, object, "per", life->per->unit);
	json_number(arena, object, "served", life->per->served);
	json_number(arena, object, "volume_here", life->per->volume);
	json_text(arena, object, "criterion", assessment->criteria[0]->id);
	json_text(arena, object, "unit", assessment->criteria[0]->symbol);
	add_quantiles(arena, object, "total", &life->total.statistics, true);
	json_count(arena, object, "missing_items", life->total.missing);
}

void json_advice(struct arena *arena, struct cJSON *root, const struct assessment *assessment)
{
	struct cJSON *list = json_array(root, "advice");

	add_total_of(arena, root, assessment);
	for (size_t i = 0; i < assessment->advice_count; i++) {
		const struct advice *advice = &assessment->advice[i];
		const struct factor *reach = advice->reach;
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "change", advice->change);
		json_text(arena, object, "from", advice->from);
		json_text(arena, object, "to", advice->to);
		add_saving(arena, object, assessment, advice);
		json_text(arena, object, "factor", reach ? reach->id : NULL);
		json_text(arena, object, "source", reach ? reach->citation : NULL);
		json_text(arena, object, "note", advice->note);
	}
	if (assessment->advice_together)
		add_saving(arena, json_object(root, "advice_together"), assessment,
			   assessment->advice_together);
	else
		json_null(root, "advice_together");
}
