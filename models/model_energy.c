/* Energy of answers, from measurements of the model. */

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
	const struct factor *first;  /* row of the sum: the others stand where it does */
	const struct factor *passed; /* of requests, or NULL: passed over for a fit to tokens */
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

/* The row of a criterion where the line counts its volume; without one else. */
static struct configuration row_of(struct priced *priced, const char *criterion,
				   enum volume volume)
{
	if (!priced->line->volumes[volume].known)
		return (struct configuration){.row = NULL};
	return configuration_find(priced->build, priced->line->item, priced->activity,
				  criterion);
}

static void add(struct priced *priced, const struct configuration *configuration, cell volume)
{
	struct build *build = priced->build;
	const struct item *item = priced->line->item;
	const struct factor *row = configuration->row;
	cell product = sheet_multiply(build->sheet, volume, build_factor(build, row));

	if (configuration->effect.known)
		product = sheet_multiply(build->sheet, product, configuration->effect.cell);

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

/* Tokens of the prompt, where they have a row of their own. */
static bool add_prompt(struct priced *priced)
{
	struct line *line = priced->line;
	struct configuration input =
	    row_of(priced, "energy-per-input-token", VOLUME_INPUT_TOKEN);
	struct configuration cached =
	    row_of(priced, "energy-per-cached-token", VOLUME_CACHED_TOKEN);

	if (input.row)
		add(priced, &input,
		    cached.row ? line_fresh_tokens(priced->build, line)
			       : line->volumes[VOLUME_INPUT_TOKEN].cell);
	if (cached.row)
		add(priced, &cached, line->volumes[VOLUME_CACHED_TOKEN].cell);
	return input.row || cached.row;
}

static bool add_answers(struct priced *priced)
{
	struct configuration answer =
	    row_of(priced, "energy-per-output-token", VOLUME_OUTPUT_TOKEN);

	if (!answer.row)
		return false;
	add(priced, &answer, priced->line->volumes[VOLUME_OUTPUT_TOKEN].cell);
	if (!add_prompt(priced))
		model_told_prompt(priced->build, priced->line, answer.row);
	return true;
}

static bool add_whole(struct priced *priced, const struct configuration *whole,
		      enum volume volume)
{
	if (whole->row)
		add(priced, whole, priced->line->volumes[volume].cell);
	return whole->row != NULL;
}

/* A request is its tokens or images: of the ways to count one energy the finer one is taken,
 * and a fit that counts tokens before a measurement that does not. */
static void price(struct priced *priced, const char *model)
{
	const struct line *line = priced->line;
	bool fits = item_own(line->item, KEY_ACTIVE_PARAMETERS) &&
		    line->volumes[VOLUME_OUTPUT_TOKEN].known;
	struct configuration whole;

	if (add_answers(priced))
		return;
	if (fits) {
		priced->passed = factors_find(priced->build->factors, priced->activity, "", 0,
					      "energy-per-request", line->item->place,
					      line->item->path, priced->build->diags);
		return;
	}
	whole = row_of(priced, "energy-per-image", VOLUME_IMAGE);
	if (add_whole(priced, &whole, VOLUME_IMAGE))
		return;
	whole = row_of(priced, "energy-per-request", VOLUME_REQUEST);
	if (add_whole(priced, &whole, VOLUME_REQUEST))
		model_told_requests(priced->build, line, model, whole.row);
	else
		add_prompt(priced);
}

/* A model or a task of the database by any of its names; a user's table may know others. NULL
 * for a name of several (reported). */
static const char *model_name(struct build *build, const struct value *model)
{
	static const char *const kinds[] = {"model", "task"};

	for (size_t i = 0; i < 2; i++) {
		const struct thing *thing;

		if (!build_thing_of_kind(build, model->text, kinds[i]))
			continue;
		thing = factors_thing(build->factors, model->text, kinds[i], place_of(model),
				      model->path, build->diags);
		return thing ? thing->slug : NULL;
	}
	return model->text;
}

static cell from_size(struct priced *priced, struct metered_energy *metered)
{
	struct build *build = priced->build;
	const char *why = NULL;

	if (priced->passed)
		why = arena_printf(build->arena,
				   "this model was measured per request alone (%s%s%s)",
				   priced->passed->id, *priced->passed->note ? ": " : "",
				   priced->passed->note);
	return regression_energy(build, priced->line, metered, why);
}

cell model_energy(struct build *build, struct line *line, struct metered_energy *metered)
{
	const struct item *item = line->item;
	const struct value *model = item_own(item, KEY_MODEL);
	struct priced priced = {.build = build, .line = line};
	const char *slug, *name;

	if (item->way == WAY_ACTIVE_PARAMETERS)
		return from_size(&priced, metered);
	slug = accelerator_slug(build, item);
	name = slug && model->text ? model_name(build, model) : NULL;
	if (!name)
		return CELL_BAD;
	priced.activity = measured_activity(build, name, slug);
	price(&priced, name);
	if (!priced.energy.known && item_own(item, KEY_ACTIVE_PARAMETERS))
		return from_size(&priced, metered);
	if (!priced.energy.known) {
		model_told_missing(build, line, name, slug);
		return CELL_BAD;
	}
	if (item->metered_at == METERED_UNSET)
		metered->metered_at = metered_of(priced.first);
	line->metered_at = metered->metered_at;
	metered->default_host = metered->metered_at == METERED_ACCELERATOR;
	rule_metered(build->diags, item, metered->metered_at);
	return priced.energy.cell;
}
