/* Finds the factor for (activity, region, year, criterion). */

#include <sqlite3.h>
#include <string.h>

#include "factors/bridge.h"
#include "factors/discrepancy.h"
#include "factors/factors_private.h"
#include "factors/hit.h"
#include "factors/steps.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* What a look-up ended with. */
struct answer {
	const struct factor *factor;
	const char *reason; /* why there is none */
};

/* The variant on the basis asked for is preferred to bridging the row. */
static const struct factor *on_own_basis(struct factors *factors, const struct hit *hit,
					 const struct factor *row)
{
	const char *variant = bridge_variant(factors, row);
	const struct factor *other;
	struct candidate place;

	if (!variant ||
	    !factor_place(factors, arena_printf(factors->arena, "%s/%s", row->id, variant),
			  &place) ||
	    place.layer < hit->row.layer)
		return row;
	other = factor_row(factors, place.layer, place.number);
	return other && !bridge_variant(factors, other) ? other : row;
}

/* The answer with a remark where what is emitted directly is more than the whole. */
static const struct factor *remarked(struct arena *arena, const struct factor *answer,
				     const struct factor *row, const struct factor *taken)
{
	bool direct = text_same(row->boundary, "lifecycle");
	const struct factor *whole = direct ? row : taken, *part = direct ? taken : row;
	struct factor *copy;

	if (row == taken || !discrepancy_inverted(whole, part))
		return answer;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = *answer;
	copy->remark = arena_printf(arena,
				    "%s%sthe direct figure (%s) is above the life-cycle one of "
				    "another source (%s): they are two accounts, not two parts "
				    "of one",
				    answer->remark ? answer->remark : "",
				    answer->remark ? "; " : "", part->source, whole->source);
	steps_own(arena, copy);
	return copy;
}

const struct factor *lookup_quietly(struct factors *factors, const struct query *query)
{
	struct hit hit = hit_search(factors, query);
	const struct factor *row =
	    hit.found ? factor_row(factors, hit.row.layer, hit.row.number) : NULL;
	const struct factor *taken = row ? on_own_basis(factors, &hit, row) : NULL;

	if (!taken)
		return NULL;
	return remarked(factors->arena, steps_apply(factors, query, &hit, taken), row, taken);
}

static const char *no_row(const struct factors *factors, const struct query *query)
{
	struct arena *arena = factors->arena;
	const char *text =
	    *query->region ? arena_printf(arena, "no row for %s", query->region) : "no row";

	return factors->as_of
		   ? arena_printf(arena, "%s that was published by %s", text, factors->as_of)
		   : text;
}

static void warn(struct factors *factors, const struct query *query,
		 const struct factor *factor, struct place place, const char *path,
		 struct diags *diags)
{
	const char *year = query->year ? arena_printf(factors->arena, "%d", query->year) : "-";

	if (strcmp(factor->status, "suspect") == 0)
		diag_add(diags, DIAG_FACTOR_SUSPECT, place, path,
			 "state the value, or add it with --factors",
			 "the published figure of '%s' is suspect%s%s", factor->id,
			 *factor->note ? ": " : "", factor->note);
	if (factor->steps)
		diag_add(diags, DIAG_FACTOR_STEP, place, path,
			 "state the value, or add it with --factors",
			 "'%s/%s/%s/%s' is not in the database: %s", query->activity,
			 *query->region ? query->region : "-", year, query->criterion,
			 factor->steps);
}

static struct answer find(struct factors *factors, const struct query *query,
			  struct place place, const char *path, struct diags *diags)
{
	struct answer answer = {.reason = ""};
	const struct factor *row = lookup_quietly(factors, query);

	if (!row) {
		answer.reason = no_row(factors, query);
		return answer;
	}
	answer.factor = bridge_apply(factors, row, query->year);
	if (answer.factor)
		warn(factors, query, answer.factor, place, path, diags);
	else
		answer.reason = factors->reason;
	return answer;
}

const struct factor *factors_find(struct factors *factors, const char *activity,
				  const char *region, int year, const char *criterion,
				  struct place place, const char *path, struct diags *diags)
{
	const struct query query = {
	    .activity = activity, .region = region, .criterion = criterion, .year = year};
	const char *key = arena_printf(factors->arena, "find\n%s\n%s\n%d\n%s", activity, region,
				       year, criterion);
	const struct answer *answer;
	struct answer *found;
	const void *value = NULL;

	if (!memo_get(factors, key, &value)) {
		found = arena_alloc(factors->arena, sizeof *found);
		*found = find(factors, &query, place, path, diags);
		value = found;
		memo_put(factors, key, value);
	}
	answer = value;
	factors->reason = answer->reason;
	return answer->factor;
}

bool factors_has_own(struct factors *factors, const char *activity, const char *region,
		     int year, const char *criterion)
{
	const struct query query = {
	    .activity = activity, .region = region, .criterion = criterion, .year = year};
	struct hit hit = hit_search(factors, &query);

	return hit.found && hit.parents == 0 && !hit.zone && strcmp(hit.region, region) == 0;
}

const char *factors_reason(const struct factors *factors)
{
	return factors->reason;
}

const struct factor *factors_on_basis(struct factors *factors, const struct factor *row)
{
	const char *key = arena_printf(factors->arena, "basis\n%s\n%s", row->layer, row->id);
	const void *value = NULL;
	struct answer *answer;

	if (!memo_get(factors, key, &value)) {
		answer = arena_alloc(factors->arena, sizeof *answer);
		*answer = (struct answer){.reason = ""};
		answer->factor = bridge_apply(factors, row, row->year);
		if (!answer->factor)
			answer->reason = factors->reason;
		value = answer;
		memo_put(factors, key, value);
	}
	factors->reason = ((const struct answer *)value)->reason;
	return ((const struct answer *)value)->factor;
}
