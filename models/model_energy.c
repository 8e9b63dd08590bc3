/* Energy of answers, from measurements of the model. */

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* What was measured of a model on an accelerator, and what of it the line counts. */
struct priced {
	struct build *build;
	struct line *line;
	const char *activity;
	struct maybe energy;
	const struct factor *first; /* row of the sum: the others stand where it does */
};

static const struct {
	const char *boundary;
	enum metered_at metered_at;
} boundaries[] = {
    {"accelerator", METERED_ACCELERATOR},
    {"components", METERED_COMPONENTS},
    {"node", METERED_NODE},
    {"facility", METERED_FACILITY},
};

static enum metered_at metered_of(const struct factor *row)
{
	for (size_t i = 0; i < sizeof boundaries / sizeof boundaries[0]; i++) {
		if (text_same(row->boundary, boundaries[i].boundary))
			return boundaries[i].metered_at;
	}
	return METERED_ACCELERATOR;
}

/* The row of a criterion where the line counts its volume, else NULL. */
static const struct factor *row_of(struct priced *priced, const char *criterion,
				   enum volume volume)
{
	if (!priced->line->volumes[volume].known)
		return NULL;
	return configuration_find(priced->build, priced->line->item, priced->activity,
				  criterion);
}

static void add(struct priced *priced, const struct factor *row, cell volume)
{
	struct build *build = priced->build;
	const struct item *item = priced->line->item;
	cell product = sheet_multiply(build->sheet, volume, build_factor(build, row));

	if (priced->first && metered_of(priced->first) != metered_of(row))
		diag_add(build->diags, DIAG_METERED, item->place, item->path,
			 "state energy_per_output_token and the others, at one point",
			 "'%s' and '%s' were metered at different points (%s, %s)",
			 priced->first->id, row->id, priced->first->boundary, row->boundary);
	priced->first = priced->first ? priced->first : row;
	priced->energy.cell = priced->energy.known
				  ? sheet_add(build->sheet, priced->energy.cell, product)
				  : product;
	priced->energy.known = true;
}

/* Tokens: those of the answer, and those of the prompt where they have a row of their own. */
static void add_prompt(struct priced *priced)
{
	struct line *line = priced->line;
	const struct factor *input =
	    row_of(priced, "energy-per-input-token", VOLUME_INPUT_TOKEN);
	const struct factor *cached =
	    row_of(priced, "energy-per-cached-token", VOLUME_CACHED_TOKEN);

	if (input)
		add(priced, input,
		    cached ? line_fresh_tokens(priced->build, line)
			   : line->volumes[VOLUME_INPUT_TOKEN].cell);
	if (cached)
		add(priced, cached, line->volumes[VOLUME_CACHED_TOKEN].cell);
}

/* A request is its tokens: of the two ways to count one energy the finer one is taken. */
static void price(struct priced *priced)
{
	static const struct {
		const char *criterion;
		enum volume volume;
	} whole[] = {
	    {"energy-per-output-token", VOLUME_OUTPUT_TOKEN},
	    {"energy-per-request", VOLUME_REQUEST},
	    {"energy-per-image", VOLUME_IMAGE},
	};

	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
		const struct factor *row = row_of(priced, whole[i].criterion, whole[i].volume);

		if (!row)
			continue;
		add(priced, row, priced->line->volumes[whole[i].volume].cell);
		if (whole[i].volume == VOLUME_OUTPUT_TOKEN)
			add_prompt(priced);
		return;
	}
	add_prompt(priced);
}

/* A model or a task of the database by any of its names; a user's table may know others. */
static const char *model_name(struct build *build, const struct value *model)
{
	static const char *const kinds[] = {"model", "task"};

	for (size_t i = 0; i < 2; i++) {
		const struct thing *thing = NULL;

		if (build_thing_of_kind(build, model->text, kinds[i]))
			thing = factors_thing(build->factors, model->text, kinds[i],
					      place_of(model), model->path, build->diags);
		if (thing)
			return thing->slug;
	}
	return model->text;
}

/* "nvidia-b200-sxm-180gb, nvidia-h100-sxm5-80gb": what the model was measured on. */
static const char *measured_on(struct build *build, const char *model)
{
	const struct factor **rows;
	size_t count =
	    factors_list(build->factors, arena_printf(build->arena, "%s@*", model), &rows);
	size_t length = text_width(model);
	const char *list = NULL, *last = NULL;

	for (size_t i = 0; i < count; i++) {
		if (*rows[i]->variant || (last && text_same(last, rows[i]->activity)))
			continue;
		last = rows[i]->activity;
		list = list ? arena_printf(build->arena, "%s, %s", list, last + length + 1)
			    : last + length + 1;
	}
	return list;
}

static cell unknown(struct build *build, const struct item *item, const char *model,
		    const char *slug)
{
	const struct value *value = item_own(item, KEY_MODEL);
	const char *others = measured_on(build, model);

	diag_add(build->diags, DIAG_DEFAULT_MISSING, place_of(value), value->path,
		 others ? arena_printf(build->arena, "it was measured on %s", others)
			: "write energy_per_output_token: 0.4 J/token, or active_parameters: "
			  "70e9, or add a row with --factors",
		 "the factor database has no energy of '%s' on %s for the volumes given",
		 value->text, slug);
	return CELL_BAD;
}

cell model_energy(struct build *build, struct line *line, struct metered_energy *metered)
{
	const struct item *item = line->item;
	const struct value *model = item_own(item, KEY_MODEL);
	struct priced priced = {.build = build, .line = line};
	const char *slug, *name;

	if (item->way == WAY_ACTIVE_PARAMETERS)
		return regression_energy(build, line, metered);
	slug = accelerator_slug(build, item);
	if (!slug || !model->text)
		return CELL_BAD;
	name = model_name(build, model);
	priced.activity = arena_printf(build->arena, "%s@%s", name, slug);
	price(&priced);
	if (!priced.energy.known && item_own(item, KEY_ACTIVE_PARAMETERS))
		return regression_energy(build, line, metered);
	if (!priced.energy.known)
		return unknown(build, item, name, slug);
	if (item->metered_at == METERED_UNSET)
		metered->metered_at = metered_of(priced.first);
	line->metered_at = metered->metered_at;
	metered->default_host = metered->metered_at == METERED_ACCELERATOR;
	rule_metered(build->diags, item, metered->metered_at);
	return priced.energy.cell;
}
