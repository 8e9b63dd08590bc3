/* What has changed behind an output: digests first, then what they leave. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* Digits of a digest that are shown, unless more are needed to tell it from the other. */
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
	size_t shown = 0;

	while (then[shown] && then[shown] == now[shown])
		shown++;
	shown = shown + 1 > SHORT ? shown + 1 : SHORT;
	return arena_printf(arena, "sha256 %.*s -> %.*s", (int)shown, then, (int)shown, now);
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

/* Of a comparison of several all are named. */
static void trace_scenario(struct tracing *t)
{
	static const char path[] = "scenario.sha256";

	if (json_tree_first(json_tree_at(t->stated, "scenarios")) &&
	    json_tree_first(json_tree_at(t->computed, "scenarios")))
		trace_files(t, "scenarios", CAUSE_SCENARIO);
	else if (is_apart(t, path))
		add_cause(t, CAUSE_SCENARIO,
			  arena_printf(t->arena, "%s has changed since (%s)",
				       text_at(t->stated, "scenario.file"),
				       digests(t->arena, text_at(t->stated, path),
					       text_at(t->computed, path))));
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

static bool lists_digests(const struct cJSON *record, const char *path)
{
	const struct cJSON *it = json_tree_first(json_tree_at(record, path));

	for (; it; it = json_tree_next(it))
		if (!*text_at(it, "sha256"))
			return false;
	return true;
}

/* The record has a digest of everything behind the report. Versions that kept that of the first
 * scenario alone wrote others, and lca import --no-digest does. */
static bool names_all(const struct tracing *t)
{
	static const char *const lists[] = {"inputs", "files", "scenarios", "factors.files"};
	const struct verify_record *record = t->v->record;
	size_t scenarios = 0;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (!lists_digests(t->stated, lists[i]))
			return false;
	for (size_t i = 0; i < record->argument_count; i++)
		scenarios += !text_starts(record->arguments[i], "--");
	return !text_same(record->command, "compare") || scenarios < 2 ||
	       json_tree_first(json_tree_at(t->stated, "scenarios"));
}

static void trace_seed(struct tracing *t)
{
	const struct verify_record *record = t->v->record;

	if (t->v->cause_count || !verify_is_resampled(t->v))
		return;
	add_cause(
	    t, CAUSE_SEED,
	    arena_printf(t->arena,
			 "seed %s and %s samples, as the record has them, do not give these "
			 "ranges: every central value meets, what was sampled does not",
			 text_double(t->arena, record->seed),
			 text_double(t->arena, record->samples)));
}

/* The report is said to be edited where nothing behind it has changed, or where it contradicts
 * itself. Else an edit cannot be told from what has changed. */
static void trace_report(struct tracing *t, const struct verify_side *stated,
			 const struct verify_side *computed)
{
	struct verification *v = t->v;
	struct verify_cause edited = {.kind = CAUSE_REPORT, .moved = NAN}, *cause;
	size_t others = v->cause_count;

	if (verify_find_cause(v, CAUSE_SEED))
		return;
	verify_contradictions(t->arena, &edited, stated, computed);
	if (stated->text)
		(void)verify_printed(t->arena, &edited, v->record, stated->text);
	v->edit_untold = others > 0 && !edited.detail_count;
	if (v->edit_untold)
		return;
	if (!others && !names_all(t) && !edited.detail_count) {
		add_cause(t, CAUSE_UNKNOWN,
			  "nothing that its record names has changed, and the record does not "
			  "name every file behind it");
		return;
	}
	cause =
	    add_cause(t, CAUSE_REPORT,
		      others ? "the report itself was edited as well: its own figures do "
			       "not agree"
			     : "nothing behind it has changed: the report itself was edited");
	cause->details = edited.details;
	cause->detail_count = edited.detail_count;
}

/* A scenario that moves no total moves few figures of a document. */
static void trace_unmoved(struct tracing *t, const struct verify_side *stated)
{
	struct verify_cause *scenario = verify_find_cause(t->v, CAUSE_SCENARIO);
	bool moved = !t->v->total_count, figures = false;

	for (size_t i = 0; i < t->v->difference_count; i++) {
		moved = moved || text_starts(t->v->differences[i].path, "totals.");
		figures = figures || !t->v->differences[i].words;
	}
	if (stated->text && scenario && figures && !moved)
		verify_detail(
		    t->arena, scenario,
		    "it moves no total, and figures that differ may have been edited");
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
		else
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
	trace_report(&t, stated, computed);
	trace_unmoved(&t, stated);
	add_moved(v);
	if (v->cause_count)
		qsort(v->causes, v->cause_count, sizeof *v->causes, by_moved);
}
