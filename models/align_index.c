/* Claims by id and by model, so that neither is looked for among all of them. */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text_set.h"
#include "models/align_parts.h"

/* The claims of one model: those of each stage that goes with others, and those that they go
 * with. */
struct align_model {
	struct align_with with;
	struct align_others runs;
};

struct align_index {
	const struct claims *claims;
	struct text_set ids, models;
	struct align_model *of_model;
	const struct claim **total; /* [claim]: the total that it is a row of, or NULL */
	bool *part;		    /* [claim]: in the total of a model, by stages */
};

static const char *lower(struct arena *arena, const char *text)
{
	char *copy = arena_copy(arena, text, strlen(text));

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

enum align_apart align_stage_apart(const struct claim *claim)
{
	if (scope_names(claim->stage, SCOPE_IDLE))
		return APART_IDLE;
	if (scope_names(claim->stage, SCOPE_EXPERIMENTS))
		return APART_EXPERIMENTS;
	if (scope_names(claim->stage, SCOPE_EMBODIED))
		return APART_EMBODIED;
	return APART_NONE;
}

const struct claim *align_claim_named(const struct align_index *index, const char *id)
{
	size_t at = text_set_find(&index->ids, id);

	return at < index->claims->count ? &index->claims->claims[at] : NULL;
}

static struct align_model *model_of(const struct align_build *align, const struct claim *claim)
{
	size_t at;

	if (!claim->model)
		return NULL;
	at = text_set_find(&align->index->models, lower(align->build.arena, claim->model));
	return at == SIZE_MAX ? NULL : &align->index->of_model[at];
}

static void append(struct align_build *align, struct align_others *others,
		   const struct claim *claim)
{
	others->claims = arena_grow(align->build.arena, others->claims, others->count,
				    sizeof *others->claims);
	others->claims[others->count++] = claim;
}

static void add_claim(struct align_build *align, struct align_index *index, size_t i)
{
	const struct claim *claim = &align->claims->claims[i];
	enum align_apart apart = align_stage_apart(claim);
	struct align_model *model;
	const char *name;

	if (!claim->model)
		return;
	name = lower(align->build.arena, claim->model);
	model = &index->of_model[text_set_add(align->build.arena, &index->models, name,
					      strlen(name))];
	if (apart == APART_NONE)
		append(align, &model->runs, claim);
	else if (!index->part[i])
		append(align, &model->with.apart[apart], claim);
}

bool align_is_total(const struct align_index *index, const struct claim *claim)
{
	size_t k;

	if (!claim->total_count)
		return false;
	if (scope_names(claim->stage, SCOPE_TOTAL))
		return true;
	for (k = 0; k < claim->total_count; k++) {
		const struct claim *part = align_claim_named(index, claim->total_of[k]);

		if (part && align_stage_apart(part) != APART_NONE)
			return true;
	}
	return false;
}

static void mark_rows_of(struct align_index *index, const struct claim *total)
{
	bool stages = align_is_total(index, total);
	size_t k;

	for (k = 0; k < total->total_count; k++) {
		const struct claim *part = align_claim_named(index, total->total_of[k]);

		if (!part || part == total)
			continue;
		if (stages)
			index->part[part - index->claims->claims] = true;
		else
			index->total[part - index->claims->claims] = total;
	}
}

void align_index(struct align_build *align)
{
	struct arena *arena = align->build.arena;
	size_t count = align->claims->count, i;
	struct align_index *index = arena_alloc(arena, sizeof *index);

	*index = (struct align_index){
	    .claims = align->claims,
	    .of_model = arena_alloc(arena, (count + 1) * sizeof *index->of_model),
	    .total = arena_alloc(arena, (count + 1) * sizeof *index->total),
	    .part = arena_alloc(arena, (count + 1) * sizeof *index->part)};
	align->index = index;
	for (i = 0; i < count; i++) {
		const char *id = align->claims->claims[i].id;

		index->of_model[i] = (struct align_model){0};
		index->total[i] = NULL;
		index->part[i] = false;
		text_set_add(arena, &index->ids, id, strlen(id));
	}
	for (i = 0; i < count; i++)
		mark_rows_of(index, &align->claims->claims[i]);
	for (i = 0; i < count; i++)
		add_claim(align, index, i);
}

bool align_is_part(const struct align_build *align, const struct claim *claim)
{
	return align->index->part[claim - align->claims->claims];
}

const struct claim *align_total_with(const struct align_build *align, const struct claim *claim)
{
	return align->index->total[claim - align->claims->claims];
}

bool align_is_companion(const struct align_build *align, const struct claim *claim)
{
	const struct align_model *model = model_of(align, claim);

	return align_stage_apart(claim) != APART_NONE && model && model->runs.count;
}

struct align_with align_companions(const struct align_build *align, const struct claim *claim)
{
	const struct align_model *model = model_of(align, claim);

	return model && align_stage_apart(claim) == APART_NONE ? model->with
							       : (struct align_with){0};
}

struct align_others align_runs(const struct align_build *align, const struct claim *claim)
{
	const struct align_model *model = model_of(align, claim);

	return model ? model->runs : (struct align_others){0};
}
