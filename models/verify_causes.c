/* What has changed behind an output: digests first, then what they leave. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* Digits of a digest that are shown. */
#define SHORT 12

struct tracing {
	struct arena *arena;
	struct verification *v;
	const struct cJSON *stated, *computed; /* records */
};

struct verify_cause *verify_find_cause(struct verification *v, enum verify_cause_kind kind)
{
	for (size_t i = 0; i < v->cause_count; i++)
		if (v->causes[i].kind == kind)
			return &v->causes[i];
	return NULL;
}

void verify_detail(struct arena *arena, struct verify_cause *cause, const char *text)
{
	cause->details =
	    arena_grow(arena, cause->details, cause->detail_count, sizeof *cause->details);
	cause->details[cause->detail_count++] = text;
}

static struct verify_cause *add_cause(struct tracing *t, enum verify_cause_kind kind,
				      const char *what)
{
	struct verification *v = t->v;

	v->causes = arena_grow(t->arena, v->causes, v->cause_count, sizeof *v->causes);
	v->causes[v->cause_count] =
	    (struct verify_cause){.kind = kind, .what = what, .moved = NAN};
	return &v->causes[v->cause_count++];
}

static const char *text_at(const struct cJSON *object, const char *path)
{
	const char *text = json_tree_string(json_tree_at(object, path));

	return text ? text : "";
}

/* True where both say something, and not the same. */
static bool is_apart(const struct tracing *t, const char *path)
{
	const char *then = text_at(t->stated, path), *now = text_at(t->computed, path);

	return *then && *now && !text_same(then, now);
}

static const char *digests(struct arena *arena, const char *then, const char *now)
{
	return arena_printf(arena, "sha256 %.*s -> %.*s", SHORT, then, SHORT, now);
}

static void trace_scenario(struct tracing *t)
{
	static const char path[] = "scenario.sha256";

	if (is_apart(t, path))
		add_cause(t, CAUSE_SCENARIO,
			  arena_printf(t->arena, "%s has changed since (%s)",
				       text_at(t->stated, "scenario.file"),
				       digests(t->arena, text_at(t->stated, path),
					       text_at(t->computed, path))));
}

static const struct cJSON *file_like(const struct cJSON *list, const struct cJSON *file)
{
	const struct cJSON *it = json_tree_first(list);

	while (it && !text_same(text_at(it, "file"), text_at(file, "file")))
		it = json_tree_next(it);
	return it;
}

static void trace_rows(struct tracing *t, struct verify_cause *cause, const struct cJSON *then,
		       const struct cJSON *now, const char *key, const char *word)
{
	double a = json_tree_number(then, key), b = json_tree_number(now, key);

	if (isfinite(a) && isfinite(b) && a != b)
		verify_detail(t->arena, cause,
			      arena_printf(t->arena, "rows %s: %s in the report, %s now", word,
					   text_double(t->arena, a), text_double(t->arena, b)));
}

/* The files of a list: changed, gone, new. */
static void trace_files(struct tracing *t, const char *path, enum verify_cause_kind kind)
{
	const struct cJSON *then = json_tree_at(t->stated, path),
			   *now = json_tree_at(t->computed, path);

	for (const struct cJSON *it = json_tree_first(then); it; it = json_tree_next(it)) {
		const struct cJSON *other = file_like(now, it);
		const char *file = text_at(it, "file");
		struct verify_cause *cause;

		if (!other) {
			add_cause(t, kind,
				  arena_printf(t->arena, "%s is not read any more", file));
			continue;
		}
		if (text_same(text_at(it, "sha256"), text_at(other, "sha256")))
			continue;
		cause = add_cause(t, kind,
				  arena_printf(t->arena, "%s has changed since (%s)", file,
					       digests(t->arena, text_at(it, "sha256"),
						       text_at(other, "sha256"))));
		trace_rows(t, cause, it, other, "rows_used", "used");
		trace_rows(t, cause, it, other, "rows_skipped", "skipped");
	}
	for (const struct cJSON *it = json_tree_first(now); it; it = json_tree_next(it))
		if (!file_like(then, it))
			add_cause(t, kind,
				  arena_printf(t->arena, "%s is read now, and was not then",
					       text_at(it, "file")));
}

static void trace_factors(struct tracing *t)
{
	const char *then = text_at(t->stated, "factors.sha256"),
		   *now = text_at(t->computed, "factors.sha256");

	trace_files(t, "factors.files", CAUSE_OWN_FACTORS);
	if (!is_apart(t, "factors.version") &&
	    (!is_apart(t, "factors.sha256") || verify_find_cause(t->v, CAUSE_OWN_FACTORS)))
		return;
	add_cause(t, CAUSE_FACTORS,
		  arena_printf(t->arena,
			       "the factors are not those of the report (version %s -> %s, %s)",
			       text_at(t->stated, "factors.version"),
			       text_at(t->computed, "factors.version"),
			       digests(t->arena, then, now)));
}

static void trace_program(struct tracing *t)
{
	const char *then = t->v->record->version,
		   *now = text_at(t->computed, t->v->record->whole ? "version" : "lca");

	if (then && *now && !text_same(then, now))
		add_cause(
		    t, CAUSE_PROGRAM,
		    arena_printf(t->arena, "written by lca %s, verified by lca %s", then, now));
}

/* Figures by sampling alone are apart. */
static bool only_samples_differ(const struct verification *v)
{
	for (size_t i = 0; i < v->difference_count; i++) {
		const struct verify_difference *d = &v->differences[i];
		const char *name = strrchr(d->path, '.');

		if (!name || text_same(name, ".central") || text_same(name, ".value") ||
		    strstr(d->path, ".exact") || text_starts(d->path, "quantities") ||
		    !isfinite(d->change))
			return false;
	}
	return v->difference_count > 1;
}

static bool totals_differ_in_samples(const struct verification *v)
{
	bool range = false;

	for (size_t i = 0; i < v->total_count; i++) {
		const struct verify_total *total = &v->totals[i];

		if (verify_is_apart(total->stated[0], total->computed[0]))
			return false;
		range = range || verify_is_apart(total->stated[1], total->computed[1]) ||
			verify_is_apart(total->stated[2], total->computed[2]);
	}
	return range;
}

static void trace_seed(struct tracing *t)
{
	const struct verify_record *record = t->v->record;

	if (t->v->cause_count ||
	    !(record->whole ? only_samples_differ(t->v) : totals_differ_in_samples(t->v)))
		return;
	add_cause(
	    t, CAUSE_SEED,
	    arena_printf(t->arena,
			 "seed %s and %s samples, as the record has them, do not give these "
			 "ranges: every central value meets, what was sampled does not",
			 text_double(t->arena, record->seed),
			 text_double(t->arena, record->samples)));
}

/* A scenario that has changed in nothing that is computed with explains nothing. */
static bool is_unexplained(struct verification *v)
{
	const struct verify_cause *scenario = verify_find_cause(v, CAUSE_SCENARIO);

	if (v->cause_count == 0)
		return true;
	if (!v->record->whole || v->cause_count > 1 || !scenario || scenario->detail_count)
		return false;
	for (size_t i = 0; i < v->difference_count; i++)
		if (text_starts(v->differences[i].path, "correlations") ||
		    text_starts(v->differences[i].path, "scenario"))
			return false;
	return true;
}

static void trace_report(struct tracing *t)
{
	if (is_unexplained(t->v))
		add_cause(t, CAUSE_REPORT,
			  t->v->cause_count
			      ? "no quantity has changed: the report itself was edited"
			      : "nothing behind it has changed: the report itself was edited");
}

/* Nothing is apart: what has changed all the same is told, and is no cause. */
static void turn_into_notes(struct tracing *t)
{
	struct verification *v = t->v;

	for (size_t i = 0; i < v->cause_count; i++)
		verify_note(
		    t->arena, v,
		    arena_printf(t->arena, "%s; no number moves with it", v->causes[i].what));
	v->cause_count = 0;
}

/* One cause has moved the total by all of it. */
static void add_moved(struct verification *v)
{
	const struct verify_total *total = v->totals;

	if (v->cause_count == 1 && v->total_count && total->stated[0] != 0)
		v->causes[0].moved =
		    (total->computed[0] - total->stated[0]) / fabs(total->stated[0]);
}

static int by_moved(const void *a, const void *b)
{
	const struct verify_cause *left = a, *right = b;
	double x = isnan(left->moved) ? -1 : fabs(left->moved),
	       y = isnan(right->moved) ? -1 : fabs(right->moved);

	return (x < y) - (x > y);
}

void verify_attribute(struct verification *v, double without)
{
	const struct verify_total *total = v->totals;

	for (size_t i = 0; i < v->cause_count; i++) {
		struct verify_cause *cause = &v->causes[i];

		if (cause->kind == CAUSE_SCENARIO)
			cause->moved = (total->computed[0] - without) / fabs(total->stated[0]);
		else if (v->cause_count == 2)
			cause->moved = (without - total->stated[0]) / fabs(total->stated[0]);
	}
	qsort(v->causes, v->cause_count, sizeof *v->causes, by_moved);
}

void verify_causes(struct arena *arena, struct verification *v,
		   const struct verify_side *stated, const struct verify_side *computed)
{
	struct tracing t = {
	    .arena = arena, .v = v, .stated = stated->record, .computed = computed->record};

	trace_scenario(&t);
	trace_files(&t, "inputs", CAUSE_LOG);
	trace_files(&t, "files", CAUSE_LOG);
	trace_factors(&t);
	trace_program(&t);
	if (!v->difference_count) {
		turn_into_notes(&t);
		return;
	}
	verify_quantities(arena, v, stated, computed);
	trace_seed(&t);
	trace_report(&t);
	add_moved(v);
}
