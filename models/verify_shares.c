/* What each of several causes moved, from the quantities of two results: no file of then is
 * needed. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* An impact is a product of its inputs, but for what it has besides: then the parts of what
 * has changed do not multiply to the whole. */
#define PRODUCT_TOLERANCE 1e-6

struct sharing {
	struct verify_telling *telling;
	const struct cJSON *then, *now; /* results */
	const char *criterion;
	double moved[CAUSE_KINDS];
};

/* Inputs of an item that have another value, by cause: logarithms of now / then. */
struct changes {
	double logarithm[CAUSE_KINDS];
	bool there[CAUSE_KINDS];
	size_t kinds;
	bool other; /* one came or went, or belongs to nothing */
};

static const struct cJSON *named(const struct cJSON *list, const char *key, const char *name)
{
	const struct cJSON *it = json_tree_first(list);

	while (it && !text_same(json_tree_text(it, key), name))
		it = json_tree_next(it);
	return it;
}

static const struct cJSON *quantity_of(const struct cJSON *result, const struct cJSON *input)
{
	return named(json_tree_member(result, "quantities"), "key",
		     json_tree_text(input, "key"));
}

/* A row of another criterion. */
static bool is_beside(const struct sharing *s, const struct cJSON *input)
{
	const struct cJSON *it = json_tree_first(json_tree_member(s->now, "criteria"));
	const char *key = json_tree_text(input, "key");

	for (; it; it = json_tree_next(it)) {
		const char *id = json_tree_text(it, "id"), *slash = strrchr(key, '/');

		if (slash && text_starts(slash + 1, id) && !text_same(id, s->criterion) &&
		    (!slash[1 + strlen(id)] || slash[1 + strlen(id)] == ' '))
			return true;
	}
	return false;
}

static void add_change(struct changes *changes, const struct verify_cause *cause, double ratio)
{
	if (!cause || !(ratio > 0)) {
		changes->other = true;
		return;
	}
	changes->kinds += !changes->there[cause->kind];
	changes->there[cause->kind] = true;
	changes->logarithm[cause->kind] += log(ratio);
}

static void find_changes(const struct sharing *s, const struct cJSON *then,
			 const struct cJSON *now, struct changes *changes)
{
	const struct cJSON *it = json_tree_first(json_tree_member(now, "inputs"));

	for (; it; it = json_tree_next(it)) {
		const struct cJSON *old = named(json_tree_member(then, "inputs"), "key",
						json_tree_text(it, "key")),
				   *quantity = quantity_of(s->now, it),
				   *before = quantity_of(s->then, it);
		double a = json_tree_number(old, "value"), b = json_tree_number(it, "value");

		if (is_beside(s, it) || (old && a == b) || verify_is_constant(it))
			continue;
		if (!old || !quantity || !before)
			changes->other = true;
		else
			add_change(changes,
				   verify_owner(s->telling, quantity,
						text_same(json_tree_text(before, "factor"),
							  json_tree_text(quantity, "factor"))),
				   b / a);
	}
}

static double impact_of(const struct sharing *s, const struct cJSON *item)
{
	return json_tree_number(
	    json_tree_member(json_tree_member(item, "impacts"), s->criterion), "central");
}

/* False where it cannot be told whose the change is. */
static bool share_item(struct sharing *s, const struct cJSON *then, const struct cJSON *now)
{
	double a = impact_of(s, then), b = impact_of(s, now), product = 0;
	struct changes changes = {0};

	if (!isfinite(a) && !isfinite(b))
		return true;
	if (!isfinite(a) || !isfinite(b))
		return false;
	if (!verify_is_apart(a, b))
		return true;
	find_changes(s, then, now, &changes);
	for (size_t i = 0; i < CAUSE_KINDS; i++)
		product += changes.logarithm[i];
	if (changes.other || !changes.kinds)
		return false;
	for (size_t i = 0; changes.kinds == 1 && i < CAUSE_KINDS; i++)
		s->moved[i] += changes.there[i] ? b - a : 0;
	if (changes.kinds == 1)
		return true;
	if (!(b / a > 0) || fabs(exp(product) * a / b - 1) > PRODUCT_TOLERANCE)
		return false;
	for (size_t i = 0; i < CAUSE_KINDS; i++)
		s->moved[i] += (b - a) * changes.logarithm[i] / product;
	return true;
}

static bool share_items(struct sharing *s)
{
	const struct cJSON *then = json_tree_member(s->then, "items"),
			   *now = json_tree_member(s->now, "items"), *it, *other;

	for (it = json_tree_first(now); it; it = json_tree_next(it)) {
		other = named(then, "id", json_tree_text(it, "id"));
		if (!other || (!json_tree_is_true(json_tree_member(it, "credit")) &&
			       !share_item(s, other, it)))
			return false;
	}
	for (it = json_tree_first(then); it; it = json_tree_next(it))
		if (!named(now, "id", json_tree_text(it, "id")))
			return false;
	return true;
}

/* A kind that stands once can have a share. */
static bool stands_once(const struct verification *v, enum verify_cause_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < v->cause_count; i++)
		count += v->causes[i].kind == kind;
	return count == 1;
}

void verify_shares(struct verify_telling *telling, const struct cJSON *stated,
		   const struct cJSON *computed)
{
	struct verification *v = telling->v;
	const struct verify_total *total = v->totals;
	struct sharing s = {.telling = telling, .then = stated, .now = computed};

	if (v->cause_count < 2 || !v->total_count || !(fabs(total->stated[0]) > 0))
		return;
	s.criterion = total->criterion;
	if (!share_items(&s))
		return;
	for (size_t i = 0; i < v->cause_count; i++) {
		struct verify_cause *cause = &v->causes[i];

		if (stands_once(v, cause->kind))
			cause->moved = s.moved[cause->kind] / fabs(total->stated[0]);
	}
}
