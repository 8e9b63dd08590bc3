/* What a report says against itself: this needs nothing that is behind it. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/json_tree.h"
#include "models/verify_parts.h"

/* Contradictions that are told. */
enum { MOST_TOLD = 6 };

enum law { OF_STAGES, OF_TOTALS, OF_QUANTITIES, LAWS };

/* central and mean add up, ends of ranges do not. */
static const char *const added[] = {"central", "mean"};

struct judging {
	struct arena *arena;
	const struct cJSON *result;
	bool skipped[LAWS]; /* of the report made again it does not hold either */
	size_t broken[LAWS];
	struct verify_cause *told; /* NULL: counted alone */
};

static const char *text_of(const struct cJSON *object, const char *key)
{
	const char *text = json_tree_string(json_tree_member(object, key));

	return text ? text : "";
}

static bool is_counted(const struct cJSON *impact)
{
	return text_same(text_of(impact, "status"), "counted");
}

static void find(struct judging *judging, enum law law, const char *text)
{
	if (judging->skipped[law])
		return;
	judging->broken[law]++;
	if (judging->told && judging->told->detail_count < MOST_TOLD)
		verify_detail(judging->arena, judging->told, text);
}

/* Sums are printed with all digits, and added in any order. */
static bool is_sum(double stated, double sum, double size)
{
	return fabs(stated - sum) <= VERIFY_TOLERANCE * fmax(size, fabs(stated));
}

static void judge_sum(struct judging *judging, enum law law, const struct cJSON *whole,
		      const char *path, const char *key, double sum, double size)
{
	double stated = json_tree_number(whole, key);

	if (is_counted(whole) && isfinite(stated) && isfinite(sum) &&
	    !is_sum(stated, sum, size))
		find(judging, law,
		     arena_printf(judging->arena, "%s.%s is %s, and its parts make %s", path,
				  key, text_double(judging->arena, stated),
				  text_double(judging->arena, sum)));
}

/* Of the items of a stage. Credits are in none. */
static double sum_items(const struct cJSON *items, const char *stage, const char *criterion,
			const char *key, double *size)
{
	double sum = 0;

	*size = 0;
	for (const struct cJSON *it = json_tree_first(items); it; it = json_tree_next(it)) {
		const struct cJSON *impact =
		    json_tree_member(json_tree_member(it, "impacts"), criterion);
		double value = json_tree_number(impact, key);

		if (!is_counted(impact) || !text_same(text_of(it, "stage"), stage) ||
		    json_tree_is_true(json_tree_member(it, "credit")))
			continue;
		sum += value;
		*size += fabs(value);
	}
	return sum;
}

/* Every stage against its items. */
static void judge_stages(struct judging *judging)
{
	const struct cJSON *items = json_tree_member(judging->result, "items"), *stage, *impact;

	stage = json_tree_first(json_tree_member(judging->result, "stages"));
	for (; stage; stage = json_tree_next(stage))
		for (impact = json_tree_first(stage); impact; impact = json_tree_next(impact))
			for (size_t k = 0; k < sizeof added / sizeof *added; k++) {
				double size,
				    sum = sum_items(items, json_tree_key(stage),
						    json_tree_key(impact), added[k], &size);

				judge_sum(judging, OF_STAGES, impact,
					  arena_printf(judging->arena, "stages.%s.%s",
						       json_tree_key(stage),
						       json_tree_key(impact)),
					  added[k], sum, size);
			}
}

static double sum_stages(const struct cJSON *stages, const char *criterion, const char *key,
			 double *size)
{
	double sum = 0;

	*size = 0;
	for (const struct cJSON *it = json_tree_first(stages); it; it = json_tree_next(it)) {
		const struct cJSON *impact = json_tree_member(it, criterion);

		if (!is_counted(impact))
			continue;
		sum += json_tree_number(impact, key);
		*size += fabs(json_tree_number(impact, key));
	}
	return sum;
}

/* A total against the stages, and against the phases. */
static void judge_totals(struct judging *judging)
{
	static const char *const parts[] = {"stages", "phases"};
	const struct cJSON *it = json_tree_first(json_tree_member(judging->result, "totals"));

	for (; it; it = json_tree_next(it))
		for (size_t i = 0; i < 2 * sizeof parts / sizeof *parts; i++) {
			double size,
			    sum = sum_stages(json_tree_member(judging->result, parts[i / 2]),
					     json_tree_key(it), added[i % 2], &size);

			judge_sum(judging, OF_TOTALS, it,
				  arena_printf(judging->arena, "totals.%s", json_tree_key(it)),
				  added[i % 2], sum, size);
		}
}

static const struct cJSON *quantity_of(const struct cJSON *result, const char *key)
{
	const struct cJSON *it = json_tree_first(json_tree_member(result, "quantities"));

	while (it && !text_same(text_of(it, "key"), key))
		it = json_tree_next(it);
	return it;
}

/* A quantity stands among all of them, and at the items that it is of. */
static void judge_quantities(struct judging *judging)
{
	const struct cJSON *item = json_tree_first(json_tree_member(judging->result, "items"));

	for (; item; item = json_tree_next(item)) {
		const struct cJSON *it = json_tree_first(json_tree_member(item, "inputs"));

		for (; it; it = json_tree_next(it)) {
			const char *key = text_of(it, "key");
			double here = json_tree_number(it, "value"),
			       there =
				   json_tree_number(quantity_of(judging->result, key), "value");

			if (verify_is_constant(it) || !isfinite(here) || !isfinite(there) ||
			    here == there)
				continue;
			find(judging, OF_QUANTITIES,
			     arena_printf(
				 judging->arena, "%s is %s among the quantities, and %s at %s",
				 key, text_double(judging->arena, there),
				 text_double(judging->arena, here), text_of(item, "id")));
		}
	}
}

static void judge(struct judging *judging)
{
	judge_stages(judging);
	judge_totals(judging);
	judge_quantities(judging);
}

void verify_contradictions(struct arena *arena, struct verify_cause *cause,
			   const struct verify_side *stated, const struct verify_side *computed)
{
	struct judging now = {.arena = arena},
		       then = {.arena = arena, .result = stated->result, .told = cause};

	if (!stated->result || (computed && !computed->result))
		return;
	if (computed) {
		now.result = computed->result;
		judge(&now);
	}
	for (size_t i = 0; i < LAWS; i++)
		then.skipped[i] = now.broken[i] > 0;
	judge(&then);
}
