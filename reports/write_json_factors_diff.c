/* The JSON result of lca factors diff. */

#include <cJSON.h>
#include <math.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/compare.h"
#include "models/assess.h"
#include "reports/difference.h"
#include "reports/write_json.h"

/* The row as it stands, and what it is on the basis asked for. */
static void add_side(struct arena *arena, struct cJSON *parent, const char *key,
		     const struct factor *factor, const char *reason)
{
	struct cJSON *object = json_object(parent, key), *basis;
	struct factor row = *factor;

	row.bridge = NULL;
	json_factor_row(arena, object, &row);
	json_text(arena, object, "reason", reason);
	if (reason) {
		json_null(object, "on_basis");
		return;
	}
	basis = json_object(object, "on_basis");
	json_estimate(arena, basis, factor, &factor->quantity.unit);
	json_text(arena, basis, "bridge", factor->bridge ? factor->bridge->text : NULL);
}

static void add_pair(struct arena *arena, struct cJSON *list, const struct factor_pair *pair)
{
	struct cJSON *object = json_object(list, NULL);
	const struct contrast *c = &pair->contrast;

	json_text(arena, object, "of", pair->what);
	add_side(arena, object, "a", pair->a, pair->reason_a);
	add_side(arena, object, "b", pair->b, pair->reason_b);
	json_number(arena, object, "ratio", c->comparable ? c->ratio : NAN);
	json_number(arena, object, "deviations", c->comparable ? c->distance : NAN);
	json_number(arena, object, "probability_b_below_a", c->comparable ? c->below : NAN);
	json_bool(object, "same_method", c->same_method);
	if (c->comparable)
		json_bool(object, "told_apart", c->apart);
	else
		json_null(object, "told_apart");
	json_text(arena, object, "moves", difference_reach(arena, pair->a));
}

static void add_value(struct arena *arena, struct cJSON *parent, const char *key,
		      const struct factor *factor)
{
	struct cJSON *object;

	if (!factor) {
		json_null(parent, key);
		return;
	}
	object = json_object(parent, key);
	json_number(arena, object, "value",
		    dist_central(&factor->quantity.dist) / factor->quantity.unit.scale);
	json_text(arena, object, "unit", factor->quantity.unit.text);
	json_text(arena, object, "source", factor->source);
}

static void add_change(struct arena *arena, struct cJSON *list,
		       const struct factor_change *change)
{
	struct cJSON *object = json_object(list, NULL);
	const char *kind = change->before ? change->after ? "changed" : "removed" : "added";

	json_text(arena, object, "id", change->id);
	json_text(arena, object, "change", kind);
	add_value(arena, object, "a", change->before);
	add_value(arena, object, "b", change->after);
	json_number(arena, object, "ratio", change->ratio > 0 ? change->ratio : NAN);
	json_text(arena, object, "columns", change->fields);
}

static void add_impact(struct arena *arena, struct cJSON *parent, const char *key,
		       const struct impact *impact)
{
	const struct statistics *s = &impact->statistics;
	bool counted = impact->status == IMPACT_COUNTED;
	struct cJSON *object = json_object(parent, key);

	json_text(arena, object, "status", impact_status_name(impact->status));
	json_number(arena, object, "central", counted ? s->central : NAN);
	json_number(arena, object, "low", counted ? s->low : NAN);
	json_number(arena, object, "high", counted ? s->high : NAN);
}

/* Relative: 0.1 is 10 % more with B. */
static double change_of(const struct impact *a, const struct impact *b)
{
	if (a->status != IMPACT_COUNTED || b->status != IMPACT_COUNTED)
		return NAN;
	return b->statistics.central / a->statistics.central - 1;
}

/* B less A, sample by sample. */
static void add_compared(struct arena *arena, struct cJSON *parent,
			 const struct paired *compared)
{
	const struct statistics *s = &compared->difference;
	struct cJSON *object;

	if (compared->samples == 0 || !s->finite) {
		json_null(parent, "b_less_a");
		return;
	}
	object = json_object(parent, "b_less_a");
	json_number(arena, object, "central", s->central);
	json_number(arena, object, "mean", s->mean);
	json_number(arena, object, "sd", s->sd);
	json_number(arena, object, "median", s->median);
	json_number(arena, object, "low", s->low);
	json_number(arena, object, "high", s->high);
	json_number(arena, object, "b_lower", compared->lower);
	json_number(arena, object, "b_lower_error", compared->lower_error);
}

static void add_totals(struct arena *arena, struct cJSON *parent,
		       const struct difference *difference)
{
	struct cJSON *totals = json_object(parent, "totals");
	const struct criterion *criterion;

	for (size_t i = 0; (criterion = difference_criterion(difference, i)) != NULL; i++) {
		const struct impact *a = difference_total(difference->with_a, criterion->id);
		const struct impact *b = difference_total(difference->with_b, criterion->id);
		struct cJSON *object = json_object(totals, criterion->id);

		json_text(arena, object, "unit", criterion->symbol);
		add_impact(arena, object, "a", a);
		add_impact(arena, object, "b", b);
		json_number(arena, object, "change", change_of(a, b));
		add_compared(arena, object, &difference->compared[i]);
	}
}

void json_difference(const struct difference *difference, const struct diags *diags,
		     struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list, *scenario;

	json_text(arena, root, "kind", difference_name(difference->kind));
	json_text(arena, root, "a", difference->a);
	json_text(arena, root, "b", difference->b);
	list = json_array(root, "pairs");
	for (size_t i = 0; i < difference->pair_count; i++)
		add_pair(arena, list, &difference->pairs[i]);
	if (difference->kind == DIFFERENCE_THINGS) {
		json_text(arena, root, "only_a", difference->only_a);
		json_text(arena, root, "only_b", difference->only_b);
	}
	json_count(arena, root, "rows_a", difference->rows_a);
	json_count(arena, root, "rows_b", difference->rows_b);
	list = json_array(root, "changes");
	for (size_t i = 0; i < difference->change_count; i++)
		add_change(arena, list, &difference->changes[i]);
	if (difference->with_a && difference->with_b) {
		scenario = json_object(root, "scenario");
		json_text(arena, scenario, "name", difference->scenario);
		json_count(arena, scenario, "seed", difference->with_a->record.seed);
		json_count(arena, scenario, "samples", difference->with_a->record.samples);
		json_number(arena, scenario, "interval", difference->with_a->record.interval);
		add_totals(arena, scenario, difference);
	} else {
		json_null(root, "scenario");
	}
	json_warnings(arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(arena);
}
