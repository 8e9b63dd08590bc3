/* The JSON result of lca schedule. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/zone.h"
#include "models/schedule.h"
#include "reports/view_schedule.h"
#include "reports/write_json.h"

struct writer {
	struct arena *arena;
	const struct schedule *schedule;
};

static struct cJSON *add_statistics(const struct writer *w, struct cJSON *parent,
				    const char *key, const struct statistics *s,
				    const char *unit)
{
	struct cJSON *object;

	if (!s) {
		json_null(parent, key);
		return NULL;
	}
	object = json_object(parent, key);
	json_statistics(w->arena, object, s);
	json_text(w->arena, object, "unit", unit);
	return object;
}

static void add_intensity(const struct writer *w, struct cJSON *object, const char *key,
			  double intensity)
{
	struct cJSON *value = json_object(object, key);

	json_number(w->arena, value, "value", schedule_grams(intensity));
	json_text(w->arena, value, "unit", "gCO2e/kWh");
}

/* As the boundary of a factor is written. */
static const char *boundary_word(enum grid_boundary boundary)
{
	if (boundary == GRID_BOUNDARY_UNKNOWN)
		return NULL;
	return boundary == GRID_DIRECT ? "direct" : "lifecycle";
}

static void add_series(const struct writer *w, struct cJSON *parent, const char *key,
		       const struct grid_series *series)
{
	struct cJSON *object;

	if (!series) {
		json_null(parent, key);
		return;
	}
	object = json_object(parent, key);
	json_text(w->arena, object, "file", series->file);
	json_text(w->arena, object, "column", series->column);
	json_text(w->arena, object, "kind", series->marginal ? "marginal" : "average");
	json_text(w->arena, object, "boundary", boundary_word(series->boundary));
	json_text(w->arena, object, "sha256", series->sha256);
}

static void add_job(const struct writer *w, struct cJSON *root)
{
	const struct schedule *schedule = w->schedule;
	struct cJSON *object = json_object(root, "job"), *list;

	json_text(w->arena, object, "item", schedule->item);
	list = json_array(object, "moves_with");
	for (size_t i = 0; i < schedule->follower_count; i++)
		json_text(w->arena, list, NULL, schedule->followers[i]);
	json_number(w->arena, object, "hours", schedule->length);
	json_text(w->arena, object, "hours_from", schedule->length_from);
	add_statistics(w, object, "hours_range",
		       schedule->length_range.central > 0 ? &schedule->length_range : NULL,
		       "h");
	json_text(w->arena, object, "from", schedule_iso(w->arena, schedule->from, 0));
	json_text(w->arena, object, "from_where", schedule->from_where);
	json_text(w->arena, object, "deadline",
		  schedule_iso(w->arena, schedule->from, schedule->horizon));
	json_text(w->arena, object, "deadline_where", schedule->deadline_where);
	json_bool(object, "pauses", schedule->pauses);
	json_number(w->arena, object, "at_least_hours", schedule->stretch);
	add_statistics(w, object, "energy", &schedule->energy, "kWh");
	add_statistics(w, object, "idle_power", schedule->idle_counted ? &schedule->idle : NULL,
		       "kW");
	add_series(w, object, "series", schedule->series);
	add_series(w, object, "market_series", schedule->market);
	json_text(w->arena, object, "zone", schedule->zone ? zone_name(schedule->zone) : "UTC");
	json_count(w->arena, object, "starts", schedule->starts);
	json_count(w->arena, object, "starts_at_gaps", schedule->gap_starts);
	json_count(w->arena, object, "hours_without_value", schedule->missing);
}

static void add_stretches(const struct writer *w, struct cJSON *parent,
			  const struct schedule_stretch *runs, size_t count)
{
	struct cJSON *list = json_array(parent, "runs");

	for (size_t i = 0; i < count; i++) {
		const struct schedule_stretch *run = &runs[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(w->arena, object, "start", schedule_iso(w->arena, run->first, 0));
		json_text(w->arena, object, "end",
			  schedule_iso(w->arena, run->first, run->hours));
		json_number(w->arena, object, "hours", run->hours);
		add_intensity(w, object, "intensity", run->intensity);
	}
}

static void add_plan(const struct writer *w, struct cJSON *list, size_t kind)
{
	const struct schedule_plan *plan = &w->schedule->plans[kind];
	bool dated = kind != SCHEDULE_MEAN, at_once = w->schedule->plans[0].known;
	struct cJSON *object = json_object(list, NULL);

	json_text(w->arena, object, "plan", schedule_kind_name((enum schedule_kind)kind));
	json_bool(object, "known", plan->known);
	if (!plan->known)
		return;
	if (dated) {
		json_text(w->arena, object, "start", schedule_iso(w->arena, plan->start, 0));
		json_text(w->arena, object, "end",
			  schedule_iso(w->arena, plan->start, plan->elapsed));
		json_number(w->arena, object, "waiting_hours", plan->waiting);
		json_count(w->arena, object, "estimated_hours", plan->estimated);
		json_count(w->arena, object, "partial_hours", plan->partial);
	}
	add_intensity(w, object, "intensity", plan->intensity);
	add_statistics(w, object, "gwp", &plan->impact, "kgCO2e");
	add_statistics(w, object, "saved", at_once ? &plan->saving : NULL, "kgCO2e");
	json_number(w->arena, object, "saved_share", plan->share);
	json_number(w->arena, object, "saved_share_of_mean", plan->mean_share);
	json_number(w->arena, object, "probability_saves",
		    at_once && kind != SCHEDULE_AT_ONCE ? plan->probability.saves : NAN);
	add_statistics(w, object, "gwp_market", plan->has_market ? &plan->market : NULL,
		       "kgCO2e");
	add_stretches(w, object, plan->stretches, plan->stretch_count);
}

static void add_days(const struct writer *w, struct cJSON *root)
{
	struct cJSON *list = json_array(root, "days");

	for (size_t i = 0; i < w->schedule->day_count; i++) {
		const struct schedule_day *day = &w->schedule->days[i];
		struct cJSON *object = json_object(list, NULL);

		json_text(w->arena, object, "start", schedule_iso(w->arena, day->start, 0));
		add_intensity(w, object, "intensity", day->intensity);
		add_statistics(w, object, "gwp", &day->impact, "kgCO2e");
		json_number(w->arena, object, "saved_share", day->share);
	}
}

static void add_rule(const struct writer *w, struct cJSON *list,
		     const struct schedule_rule *rule)
{
	struct cJSON *object = json_object(list, NULL);

	json_text(w->arena, object, "rule", rule->name);
	json_text(w->arena, object, "start", schedule_iso(w->arena, rule->start, 0));
	json_count(w->arena, object, "weeks", rule->weeks);
	json_count(w->arena, object, "weeks_left_out", rule->skipped);
	json_count(w->arena, object, "weeks_less_than_at_once", rule->beats);
	json_count(w->arena, object, "weeks_same_as_at_once", rule->ties);
	json_count(w->arena, object, "weeks_less_than_mean", rule->beats_mean);
	add_intensity(w, object, "at_once", rule->at_once);
	add_intensity(w, object, "mean", rule->mean);
	add_intensity(w, object, "by_rule", rule->rule);
	add_intensity(w, object, "hindsight", rule->best);
	json_number(w->arena, object, "saved_share", 1 - rule->rule / rule->at_once);
	json_number(w->arena, object, "saved_share_error", rule->error);
	json_number(w->arena, object, "saved_share_low", rule->low);
	json_number(w->arena, object, "saved_share_high", rule->high);
	add_statistics(w, object, "saved", &rule->saving, "kgCO2e");
	add_stretches(w, object, rule->runs, rule->run_count);
}

static void add_rules(const struct writer *w, struct cJSON *root)
{
	const struct schedule *schedule = w->schedule;
	struct cJSON *object = json_object(root, "rules"), *list;

	json_text(w->arena, object, "none_because",
		  schedule->has_rules ? NULL : schedule->no_rules);
	json_number(w->arena, object, "hours", schedule->rule_horizon);
	list = json_array(object, "tried");
	for (size_t i = 0; schedule->has_rules && i < SCHEDULE_RULES; i++)
		add_rule(w, list, &schedule->rules[i]);
}

void json_schedule(const struct schedule *schedule, const struct diags *diags,
		   struct buffer *out)
{
	struct writer w = {.arena = arena_new(), .schedule = schedule};
	struct cJSON *root = json_new(), *list;

	json_record(w.arena, root, schedule->assessment);
	add_job(&w, root);
	list = json_array(root, "plans");
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		add_plan(&w, list, kind);
	add_days(&w, root);
	add_rules(&w, root);
	list = json_array(root, "notes");
	for (size_t i = 0; i < schedule->assessment->note_count; i++)
		json_text(w.arena, list, NULL, schedule->assessment->notes[i]);
	json_warnings(w.arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(w.arena);
}
