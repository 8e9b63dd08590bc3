/* Advice on how answers are given: the batch and the number format of the measurement of the
 * model, on the same accelerator, that needed the least energy. */

#include <math.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/advice.h"
#include "models/precision.h"

/* Measurements of one model on one accelerator, of one kind of answer. */
struct answers {
	struct build *build;
	const struct item *item;
	const struct factor **rows;
	size_t count;
};

static const char *activity_of(struct build *build, const struct item *item)
{
	static const char *const kinds[] = {"model", "task"};
	const struct value *model = item_own(item, KEY_MODEL);
	const char *slug = accelerator_slug(build, item), *name = model ? model->text : NULL;

	for (size_t i = 0; name && i < 2; i++) {
		const struct thing_entry *entry = build_thing_of_kind(build, name, kinds[i]);

		if (entry)
			name = entry->slug;
	}
	return name && slug ? measured_activity(build, name, slug) : NULL;
}

/* What the variant of a row says of a key of the item: NULL where it says nothing. */
static const char *said(const struct answers *answers, const struct factor *row,
			const char *name)
{
	const char *text = configuration_value(answers->build->arena, row->variant, name);

	return text && text_same(name, "precision")
		   ? precision_name(answers->build->arena, text)
		   : text;
}

static const char *stated_precision(const struct answers *answers)
{
	const struct value *value = item_own(answers->item, KEY_PRECISION);

	return value && value->text ? precision_name(answers->build->arena, value->text) : NULL;
}

/* Whether the row has as many accelerators as the item states. */
static bool has_accelerators(const struct answers *answers, const struct factor *row)
{
	const struct value *value = item_own(answers->item, KEY_ACCELERATORS_PER_COPY);
	const char *text = said(answers, row, "gpus");
	double count;

	if (!value || value->failed)
		return true;
	return text && text_number(text, strlen(text), &count) &&
	       count == dist_central(&value->quantity.dist);
}

/* The row of least energy; same: in the precision stated, else in another one. */
static const struct factor *least(const struct answers *answers, bool same)
{
	const char *stated = stated_precision(answers);
	const struct factor *best = NULL;

	for (size_t i = 0; i < answers->count; i++) {
		const struct factor *row = answers->rows[i];
		const char *precision = said(answers, row, "precision");
		bool equal = !stated || (precision && text_same(precision, stated));

		if (!said(answers, row, "batch") || !has_accelerators(answers, row) ||
		    equal != same || (!same && !precision))
			continue;
		if (!best ||
		    dist_central(&row->quantity.dist) < dist_central(&best->quantity.dist))
			best = row;
	}
	return best;
}

static void add(struct candidates *candidates, const struct answers *answers,
		const struct factor *row, const char *key, const char *from, const char *note)
{
	struct candidate *candidate =
	    candidate_add(candidates, candidate_item_path(candidates, answers->item, key),
			  said(answers, row, key));

	if (!candidate)
		return;
	candidate->advice.change =
	    arena_printf(answers->build->arena, "%s of %s", key, answers->item->id);
	candidate->advice.from = from;
	candidate->advice.reach = row;
	candidate->advice.note = note;
}

static void try_answers(struct candidates *candidates, const struct answers *answers)
{
	const struct value *batch = item_own(answers->item, KEY_BATCH);
	const struct factor *row = least(answers, true);
	double stated = batch && !batch->failed ? dist_central(&batch->quantity.dist) : 0, most;

	if (row &&
	    text_number(said(answers, row, "batch"), strlen(said(answers, row, "batch")),
			&most) &&
	    most > stated)
		add(candidates, answers, row, "batch",
		    stated > 0 ? arena_printf(answers->build->arena, "%.4g", stated)
			       : "not stated",
		    "where so many answers can be given at once; each takes longer");
	row = stated_precision(answers) ? least(answers, false) : NULL;
	if (row)
		add(candidates, answers, row, "precision", stated_precision(answers),
		    "where the answers stay good enough");
}

void advice_answers(struct candidates *candidates)
{
	static const char *const criteria[] = {"energy-per-output-token", "energy-per-request",
					       "energy-per-image"};
	struct build *build = candidates->freeze->build;

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		struct answers answers = {.build = build, .item = &build->scenario->items[i]};
		const char *activity =
		    answers.item->way == WAY_MODEL ? activity_of(build, answers.item) : NULL;

		for (size_t k = 0; activity && answers.count == 0 && k < 3; k++)
			answers.count = build_rows(
			    build,
			    arena_printf(build->arena, "%s/-/-/%s/", activity, criteria[k]),
			    "*", &answers.rows);
		if (answers.count)
			try_answers(candidates, &answers);
	}
}
