/* Holds an output against the same output made again. */

#include "models/verify.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

const char *verify_verdict_name(enum verify_verdict verdict)
{
	static const char *const names[] = {"same", "meets", "unverified", "differs"};

	return names[verdict];
}

const char *verify_cause_name(enum verify_cause_kind kind)
{
	static const char *const names[CAUSE_KINDS] = {"scenario",    "log",	 "factors",
						       "own factors", "program", "seed",
						       "report",      "unknown"};

	return names[kind];
}

void verify_refuse(struct arena *arena, struct verification *v, const char *why)
{
	v->causes = arena_grow(arena, v->causes, v->cause_count, sizeof *v->causes);
	v->causes[v->cause_count++] =
	    (struct verify_cause){.kind = CAUSE_REPORT, .what = why, .moved = NAN};
	v->verdict = VERIFIED_DIFFERS;
}

void verify_note(struct arena *arena, struct verification *v, const char *note)
{
	v->notes = arena_grow(arena, v->notes, v->note_count, sizeof *v->notes);
	v->notes[v->note_count++] = note;
}

void verify_differs(struct arena *arena, struct verification *v, const char *path,
		    const char *stated, const char *computed, double change)
{
	v->differences =
	    arena_grow(arena, v->differences, v->difference_count, sizeof *v->differences);
	v->differences[v->difference_count++] = (struct verify_difference){
	    .path = path, .stated = stated, .computed = computed, .change = change};
}

bool verify_is_apart(double stated, double computed)
{
	if (!isfinite(stated) || !isfinite(computed))
		return isfinite(stated) != isfinite(computed);
	return fabs(stated - computed) > VERIFY_TOLERANCE * fmax(fabs(stated), fabs(computed));
}

static struct verify_side side_of(const struct verify_record *record)
{
	if (!record)
		return (struct verify_side){0};
	return (struct verify_side){.result = record->whole ? record->owner : NULL,
				    .record = record->json};
}

static const char *unit_of(struct arena *arena, const struct cJSON *result,
			   const struct cJSON *total)
{
	const struct cJSON *it = json_tree_first(json_tree_member(result, "criteria"));
	const char *unit = json_tree_text(total, "unit");

	while (it && !text_same(json_tree_text(it, "id"), json_tree_key(total)))
		it = json_tree_next(it);
	return arena_text(arena, *unit ? unit : json_tree_text(it, "unit"));
}

/* Of a record line its own, of a JSON result those of the whole. */
static const struct cJSON *totals_of(const struct verify_side *side)
{
	return json_tree_member(side->result ? side->result : side->record, "totals");
}

static void add_totals(struct arena *arena, struct verification *v,
		       const struct verify_side *stated, const struct verify_side *computed)
{
	static const char *const keys[] = {"central", "low", "high"};
	const struct cJSON *now = totals_of(computed);
	const struct cJSON *it = json_tree_first(totals_of(stated));

	for (; it; it = json_tree_next(it)) {
		const struct cJSON *other = json_tree_member(now, json_tree_key(it));
		struct verify_total total = {
		    .criterion = arena_text(arena, json_tree_key(it)),
		    .unit = unit_of(arena, stated->result, it),
		};

		for (size_t i = 0; i < 3; i++) {
			total.stated[i] = json_tree_number(it, keys[i]);
			total.computed[i] = json_tree_number(other, keys[i]);
		}
		v->totals = arena_grow(arena, v->totals, v->total_count, sizeof *v->totals);
		v->totals[v->total_count++] = total;
	}
}

/* What people look at first: totals, other values, then what was sampled of them, then how well
 * that is known, lists that follow from all of it, and what is no number. */
static int rank_of(const struct verify_difference *difference)
{
	const char *path = difference->path;

	if (verify_is_sampled_list(path))
		return 4;
	if (isnan(difference->change))
		return 5;
	if (text_starts(path, "totals."))
		return text_ends(path, ".central") ? 0 : 2;
	if (text_ends(path, ".central") || text_ends(path, ".value"))
		return 1;
	return strstr(path, ".error.") ? 3 : 2;
}

/* Within a rank by how far they have moved, largest first, or as they stand. */
static int by_change(const void *a, const void *b)
{
	const struct verify_difference *left = a, *right = b;
	int rank = rank_of(left) - rank_of(right);
	double x = isnan(left->change) ? -1 : fabs(left->change),
	       y = isnan(right->change) ? -1 : fabs(right->change);

	if (rank)
		return rank;
	if (x != y)
		return x < y ? 1 : -1;
	/* "line 9" before "line 10". */
	if (x < 0 && strlen(left->path) != strlen(right->path))
		return strlen(left->path) < strlen(right->path) ? -1 : 1;
	return strcmp(left->path, right->path);
}

/* Of a text in JSON that ends in 8-4-4-4-12 digits: it is derived from the record. */
static bool is_uuid(const char *text)
{
	static const char form[] = "00000000-0000-0000-0000-000000000000\"";
	size_t length = text ? strlen(text) : 0;

	if (length < sizeof form)
		return false;
	text += length - (sizeof form - 1);
	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? !strchr("0123456789abcdef", text[i]) : text[i] != form[i])
			return false;
	return true;
}

/* A place moves with every line above it, an identifier with every digest, and digests are told
 * as causes: none says anything of a number. */
static void drop_places(struct verification *v)
{
	size_t kept = 0;

	for (size_t i = 0; i < v->difference_count; i++) {
		const struct verify_difference *d = &v->differences[i];

		if (!d->place && !text_ends(d->path, ".place") &&
		    !text_ends(d->path, ".sha256") &&
		    !(is_uuid(d->stated) && is_uuid(d->computed)))
			v->differences[kept++] = *d;
	}
	v->difference_count = kept;
}

static void compare_totals(struct arena *arena, struct verification *v)
{
	static const char *const keys[] = {"central", "low", "high"};

	for (size_t i = 0; i < v->total_count; i++) {
		const struct verify_total *total = &v->totals[i];

		for (size_t k = 0; k < 3; k++) {
			double then = total->stated[k], now = total->computed[k];

			if (verify_is_apart(then, now))
				verify_differs(arena, v,
					       arena_printf(arena, "totals.%s.%s",
							    total->criterion, keys[k]),
					       text_double(arena, then),
					       text_double(arena, now),
					       then != 0 ? (now - then) / fabs(then) : NAN);
		}
	}
}

static void compare_outputs(struct arena *arena, struct verification *v, const char *text,
			    const char *again, const struct verify_side *stated,
			    const struct verify_side *computed)
{
	struct cJSON *one = NULL, *other = NULL;

	if (stated->result && computed->result) {
		verify_trees(arena, v, stated->result, computed->result);
		verify_terms(arena, v, stated->record, computed->record);
		return;
	}
	again = verify_adopt(arena, again, stated, computed);
	if (*text == '{' && *again == '{') {
		one = json_tree_read(text, strlen(text));
		other = json_tree_read(again, strlen(again));
	}
	compare_totals(arena, v);
	verify_terms(arena, v, stated->record, computed->record);
	if (one && other)
		verify_trees(arena, v, one, other);
	else
		verify_documents(arena, v, text, again);
	json_tree_free(one);
	json_tree_free(other);
}

static bool is_other_version(const struct verify_side *stated,
			     const struct verify_side *computed)
{
	const char *key = stated->result ? "version" : "lca";

	return !text_same(json_tree_text(stated->record, key),
			  json_tree_text(computed->record, key));
}

static bool has_changed(const struct verify_side *stated, const struct verify_side *computed,
			const char *path)
{
	return !text_same(json_tree_text(json_tree_at(stated->record, path), "sha256"),
			  json_tree_text(json_tree_at(computed->record, path), "sha256"));
}

static bool lists_differ(struct arena *arena, const struct verify_side *stated,
			 const struct verify_side *computed, const char *key)
{
	const struct cJSON *a = json_tree_member(stated->record, key),
			   *b = json_tree_member(computed->record, key);

	return a && b && !text_same(json_tree_line(arena, a), json_tree_line(arena, b));
}

/* The file without its record, which is compared on its own: the rest of that line is of the
 * report. */
static const char *bare(struct arena *arena, const char *text,
			const struct verify_record *record)
{
	if (!record || record->whole)
		return text;
	return arena_printf(arena, "%.*s%s", (int)record->at, text,
			    text + record->at + record->length);
}

static void judge(struct arena *arena, struct verification *v, const char *text,
		  const char *again, const struct verify_record *made)
{
	struct verify_side sides[] = {side_of(v->record), side_of(made)}, *stated = &sides[0],
			   *computed = &sides[1];

	assert(v->record);
	stated->text = v->record->whole ? NULL : bare(arena, text, v->record);
	add_totals(arena, v, stated, computed);
	compare_outputs(arena, v, bare(arena, text, v->record), bare(arena, again, made),
			stated, computed);
	if (has_changed(stated, computed, "scenario") ||
	    has_changed(stated, computed, "factors") ||
	    lists_differ(arena, stated, computed, "scenarios") ||
	    lists_differ(arena, stated, computed, "inputs"))
		drop_places(v);
	if (is_other_version(stated, computed))
		verify_forgive_prose(arena, v);
	if (v->difference_count)
		qsort(v->differences, v->difference_count, sizeof *v->differences, by_change);
	verify_causes(arena, v, stated, computed);
	verify_tell_version(arena, v);
	v->verdict = v->difference_count ? VERIFIED_DIFFERS : VERIFIED_MEETS;
}

/* The record of this one among those of the output made again; NULL where it has none. */
static const struct verify_record *like(const struct verify_record *records, size_t count,
					const struct verify_record *record)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(records[i].command, record->command) &&
		    text_same(records[i].format, record->format))
			return &records[i];
	return NULL;
}

struct verification *verify_compare(struct arena *arena, const char *file,
				    const struct verify_record *record, const char *text,
				    size_t length, const char *again, size_t again_length)
{
	struct verification *v = arena_alloc(arena, sizeof *v);
	struct verify_record *records = NULL;
	struct diags *unheard = diags_new(arena);
	const struct verify_side stated = side_of(record);
	size_t count = verify_records(arena, file, again, again_length, &records, unheard);

	*v = (struct verification){.file = file, .record = record};
	if (length == again_length && memcmp(text, again, length) == 0) {
		add_totals(arena, v, &stated, &stated);
		verify_tell_around(arena, v, text, again);
		v->verdict = v->embedded ? VERIFIED_MEETS : VERIFIED_SAME;
	} else {
		judge(arena, v, text, again, like(records, count, record));
	}
	verify_records_free(records, count);
	return v;
}

bool verify_gives(struct arena *arena, const struct verify_record *record, const char *text,
		  size_t length, const char *again, size_t again_length)
{
	const struct verification *v =
	    verify_compare(arena, "", record, text, length, again, again_length);

	for (size_t i = 0; i < v->difference_count; i++)
		if (!text_starts(v->differences[i].path, "record.") &&
		    !text_starts(v->differences[i].path, "line "))
			return false;
	return true;
}

struct verification *verify_alone(struct arena *arena, const char *file,
				  const struct verify_record *record, const char *text)
{
	struct verification *v = arena_alloc(arena, sizeof *v);
	struct verify_cause edited = {
	    .kind = CAUSE_REPORT, .what = "its own figures do not agree", .moved = NAN};
	size_t seen = verify_printed(arena, &edited, record, bare(arena, text, record));
	const struct verify_side side = side_of(record);

	verify_contradictions(arena, &edited, &side, NULL);
	*v = (struct verification){.file = file, .record = record, .verdict = VERIFIED_NOT};
	if (edited.detail_count) {
		v->verdict = VERIFIED_DIFFERS;
		v->causes = arena_grow(arena, v->causes, 0, sizeof *v->causes);
		v->causes[v->cause_count++] = edited;
	} else if (seen) {
		verify_note(
		    arena, v,
		    text_same(record->command, "card")
			? "its emissions are the same in text and front matter; nothing "
			  "else can be checked without what is behind it"
			: "the total that it prints is that of its record; nothing else "
			  "can be checked without what is behind it");
	}
	return v;
}
