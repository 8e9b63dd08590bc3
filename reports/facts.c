/* What publications ask of an assessment, gathered once. */

#include "reports/facts.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/about.h"
#include "reports/facts_inner.h"

double facts_value(const double *values, cell c)
{
	return cell_is_bad(c) ? NAN : values[c.index];
}

double facts_plus(double sum, double part)
{
	if (isnan(part))
		return sum;
	return isnan(sum) ? part : sum + part;
}

/* Hours, count and accelerator hours: any two give the third. */
static void complete_hours(struct facts_item *fact)
{
	if (isnan(fact->hours) && fact->accelerators > 0)
		fact->hours = fact->accelerator_hours / fact->accelerators;
	if (isnan(fact->accelerators) && fact->hours > 0)
		fact->accelerators = fact->accelerator_hours / fact->hours;
}

static struct facts_item gather(struct arena *arena, const struct assessment *assessment,
				const struct item_result *item, const double *values)
{
	const struct ran_on *ran_on = &item->ran_on;
	struct facts_item fact = {
	    .item = item,
	    .accelerator = ran_on->accelerator,
	    .accelerator_name = ran_on->accelerator_name,
	    .accelerators = ran_on->accelerators,
	    .accelerator_hours = facts_value(values, ran_on->accelerator_hours),
	    .hours = ran_on->hours,
	};

	complete_hours(&fact);
	facts_energy(arena, assessment, &fact, values);
	facts_operations(arena, &fact, values);
	return fact;
}

/* A scenario without a name has that of its file: "models/tiny.yaml" is tiny. */
static const char *model_of(struct arena *arena, const struct assessment *assessment)
{
	const char *name = assessment->name, *slash;
	size_t length;

	if (assessment->about->model)
		return assessment->about->model;
	if (name && !text_same(name, assessment->record.scenario_file))
		return name;
	slash = name ? strrchr(name, '/') : NULL;
	name = slash ? slash + 1 : name;
	length = name ? strcspn(name, ".") : 0;
	return length && !text_same(name, "-") ? arena_copy(arena, name, length) : "model";
}

const struct facts *facts_of(struct arena *arena, const struct assessment *assessment)
{
	const struct about *about = assessment->about;
	struct facts *facts = arena_alloc(arena, sizeof *facts);
	double *values =
	    arena_alloc(arena, (sheet_size(assessment->sheet) + 1) * sizeof *values);

	sheet_central(assessment->sheet, values);
	*facts = (struct facts){.assessment = assessment};
	facts->model = model_of(arena, assessment);
	facts->training_type = about->training_type ? about->training_type
			       : about->base_model  ? "fine-tuning"
						    : NULL;
	facts->items = arena_alloc(arena, (assessment->item_count + 1) * sizeof *facts->items);
	for (size_t i = 0; i < assessment->item_count; i++)
		facts->items[i] = gather(arena, assessment, &assessment->items[i], values);
	facts_sum_energy(facts);
	facts_size(arena, facts);
	facts_places(arena, facts, values);
	facts_devices(arena, facts);
	facts_words(arena, facts);
	return facts;
}
