/* The JSON result of lca verify: every difference, for programs that decide by it. */

#include <cJSON.h>

#include "lca/base/arena.h"
#include "models/verify.h"
#include "reports/view_verify.h"
#include "reports/write_json.h"

static void add_causes(struct arena *arena, struct cJSON *object, const struct verification *v)
{
	struct cJSON *list = json_array(object, "causes"), *cause, *details;

	for (size_t i = 0; i < v->cause_count; i++) {
		cause = json_object(list, NULL);
		json_text(arena, cause, "cause", verify_cause_name(v->causes[i].kind));
		json_text(arena, cause, "what", v->causes[i].what);
		details = json_array(cause, "details");
		for (size_t k = 0; k < v->causes[i].detail_count; k++)
			json_text(arena, details, NULL, v->causes[i].details[k]);
		json_number(arena, cause, "moved", v->causes[i].moved);
	}
}

static void add_figures(struct arena *arena, struct cJSON *parent, const char *key,
			const double values[3])
{
	struct cJSON *object = json_object(parent, key);

	json_number(arena, object, "central", values[0]);
	json_number(arena, object, "low", values[1]);
	json_number(arena, object, "high", values[2]);
}

static void add_totals(struct arena *arena, struct cJSON *object, const struct verification *v)
{
	struct cJSON *totals = json_object(object, "totals"), *total;

	for (size_t i = 0; i < v->total_count; i++) {
		total = json_object(totals, v->totals[i].criterion);
		json_text(arena, total, "unit", v->totals[i].unit);
		add_figures(arena, total, "stated", v->totals[i].stated);
		add_figures(arena, total, "recomputed", v->totals[i].computed);
	}
}

static void add_differences(struct arena *arena, struct cJSON *object,
			    const struct verification *v)
{
	struct cJSON *list = json_array(object, "differences"), *difference;

	for (size_t i = 0; i < v->difference_count; i++) {
		difference = json_object(list, NULL);
		json_text(arena, difference, "path", v->differences[i].path);
		json_text(arena, difference, "stated", v->differences[i].stated);
		json_text(arena, difference, "recomputed", v->differences[i].computed);
		json_number(arena, difference, "change", v->differences[i].change);
	}
}

static void add_one(struct arena *arena, struct cJSON *list, const struct verification *v)
{
	struct cJSON *object = json_object(list, NULL), *notes;

	json_text(arena, object, "report", v->file);
	json_text(arena, object, "verdict", verify_verdict_name(v->verdict));
	json_text(arena, object, "text", view_verdict(arena, v));
	json_bool(object, "embedded", v->embedded);
	json_count(arena, object, "unchecked_lines", v->unchecked);
	json_count(arena, object, "numbers", v->number_count);
	add_causes(arena, object, v);
	json_bool(object, "edit_untold", v->edit_untold);
	add_totals(arena, object, v);
	add_differences(arena, object, v);
	notes = json_array(object, "notes");
	for (size_t i = 0; i < v->note_count; i++)
		json_text(arena, notes, NULL, v->notes[i]);
}

void json_verified(const struct verification *const *done, size_t count, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list;
	enum verify_verdict worst = VERIFIED_SAME;

	for (size_t i = 0; i < count; i++)
		if (done[i]->verdict > worst)
			worst = done[i]->verdict;
	json_text(arena, root, "verdict", verify_verdict_name(worst));
	list = json_array(root, "reports");
	for (size_t i = 0; i < count; i++)
		add_one(arena, list, done[i]);
	json_end(root, out);
	arena_free(arena);
}
