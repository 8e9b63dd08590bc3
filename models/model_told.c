/* What is told of the energy of a model: what there is in place of a measurement that fits, and
 * what a measurement leaves out. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/intake.h"
#include "models/reader.h"

/* Ways to count answers: a volume, the row that takes it, and what to type. */
static const struct {
	const char *criterion, *count, *energy;
	enum volume volume;
} counted[] = {
    {"energy-per-output-token", "output_tokens:", "energy_per_output_token: VALUE J/token",
     VOLUME_OUTPUT_TOKEN},
    {"energy-per-request", "requests:", "energy_per_request: VALUE Wh/request", VOLUME_REQUEST},
    {"energy-per-image", "images:", "energy_per_image: VALUE J/image", VOLUME_IMAGE},
    {"energy-per-input-token", "input_tokens:", "energy_per_input_token: VALUE J/token",
     VOLUME_INPUT_TOKEN},
};

enum { COUNTED = sizeof counted / sizeof counted[0] };

static const char *listed(struct arena *arena, const char *list, const char *separator,
			  const char *more)
{
	return list ? arena_printf(arena, "%s%s%s", list, separator, more) : more;
}

/* The part of "MODEL@ACCELERATOR" that is wanted of each of these rows, each once. */
static const char *activities(struct build *build, const char *beginning, const char *glob,
			      bool models)
{
	struct arena *arena = build->arena;
	const struct factor **rows;
	size_t count = build_rows(build, beginning, glob, &rows);
	const char *list = NULL, *last = "";

	for (size_t i = 0; i < count; i++) {
		const char *activity = rows[i]->activity, *at = activity;

		if (*rows[i]->variant || text_same(last, activity))
			continue;
		last = activity;
		while (*at && *at != '@')
			at++;
		list = listed(arena, list, ", ",
			      models ? arena_copy(arena, activity, (size_t)(at - activity))
				     : at + 1);
	}
	return list;
}

/* "requests:": what the rows of the model on this accelerator could be multiplied by. */
static const char *countable(struct build *build, const char *activity)
{
	const char *list = NULL;

	for (size_t i = 0; i < COUNTED; i++) {
		if (factors_by_id(build->factors, arena_printf(build->arena, "%s/-/-/%s",
							       activity, counted[i].criterion)))
			list = listed(build->arena, list, " or ", counted[i].count);
	}
	return list;
}

static bool is_known(struct build *build, const struct value *model)
{
	return build_thing_of_kind(build, model->text, "model") ||
	       build_thing_of_kind(build, model->text, "task");
}

/* "did you mean 'a', 'b' or 'c'?" */
static const char *near(struct build *build, const struct value *model)
{
	struct diags *apart = diags_new(build->arena);

	factors_thing(build->factors, model->text, "model", place_of(model), model->path,
		      apart);
	return diags_count(apart) ? diags_at(apart, 0)->hint : NULL;
}

/* Models of the same family that were measured per token, as those that were trained to answer.
 */
static const char *family(struct build *build, const struct line *line, const char *model,
			  const char *accelerator)
{
	if (!line->volumes[VOLUME_OUTPUT_TOKEN].known ||
	    !is_known(build, item_own(line->item, KEY_MODEL)))
		return NULL;
	return activities(
	    build, model,
	    arena_printf(build->arena, "*@%s/-/-/energy-per-output-token", accelerator), true);
}

/* "energy_per_output_token: VALUE J/token with its source, or active_parameters: N ..." */
static const char *typed(struct build *build, const struct line *line)
{
	const char *text = NULL;

	for (size_t i = 0; i < COUNTED && !text; i++) {
		if (line->volumes[counted[i].volume].known)
			text =
			    arena_printf(build->arena, "%s with its source", counted[i].energy);
	}
	if (!line->volumes[VOLUME_OUTPUT_TOKEN].known)
		return text;
	return arena_printf(build->arena,
			    "%s, or active_parameters: N (those that take part in each token) "
			    "for a fit to its size",
			    text);
}

static const char *instead(struct build *build, const struct line *line, const char *model,
			   const char *accelerator)
{
	const char *others = family(build, line, model, accelerator);

	if (!others)
		return arena_printf(build->arena, "write %s", typed(build, line));
	return arena_printf(build->arena, "write model: %s (measured per token), or %s", others,
			    typed(build, line));
}

static const char *missing_hint(struct build *build, const struct line *line, const char *model,
				const char *accelerator)
{
	struct arena *arena = build->arena;
	const struct value *value = item_own(line->item, KEY_MODEL);
	const char *near_names = is_known(build, value) ? NULL : near(build, value);
	const char *last = instead(build, line, model, accelerator);
	const char *counts = countable(build, arena_printf(arena, "%s@%s", model, accelerator));
	const char *others = activities(build, arena_printf(arena, "%s@", model), "*", false);

	if (near_names)
		return arena_printf(arena, "%s%s Else %s", near_names,
				    text_ends(near_names, "?") ? "" : ".", last);
	if (counts)
		return arena_printf(arena, "state %s, by which it was measured, or %s", counts,
				    last);
	if (others)
		return arena_printf(arena, "it was measured on %s; else %s", others, last);
	return last;
}

void model_told_missing(struct build *build, const struct line *line, const char *model,
			const char *accelerator)
{
	const struct value *value = item_own(line->item, KEY_MODEL);
	bool counts = false;

	for (size_t i = 0; i < COUNTED; i++)
		counts = counts || line->volumes[counted[i].volume].known;
	if (!counts && item_lacks_log(line->item))
		return;
	if (!counts) {
		diag_add(build->diags, DIAG_VALUE_MISSING, place_of(value), value->path,
			 "write output_tokens:, requests: or images:, or log: FILE",
			 "'model' is given, but not how many tokens, requests or images");
		return;
	}
	diag_add(build->diags, DIAG_DEFAULT_MISSING, place_of(value), value->path,
		 build_hint(build, missing_hint(build, line, model, accelerator)),
		 "the factor database has no energy of '%s' on %s%s for the volumes given",
		 value->text, accelerator, build_known_by(build));
}

static double stated(const struct value *value)
{
	return value && !value->failed ? dist_central(&value->quantity.dist) : NAN;
}

/* What the item states or its log counts, as far as that is known before the run: NaN. */
static double volume_of(const struct item *item, enum key key)
{
	const struct import *log = item_usage(item);
	const struct import_usage *usage = log ? &log->total.usage : NULL;
	double own = stated(item_own(item, key));

	if (!isnan(own) || !usage)
		return own;
	if (key == KEY_REQUESTS)
		return (double)usage->requests;
	return (double)(key == KEY_INPUT_TOKENS ? usage->input_tokens : usage->output_tokens);
}

/* "300 output tokens a request are" */
static const char *tokens_text(struct build *build, const struct item *item)
{
	double tokens = volume_of(item, KEY_OUTPUT_TOKENS);
	double requests = volume_of(item, KEY_REQUESTS);

	if (!(tokens > 0) || !(requests > 0))
		return "tokens are";
	return arena_printf(build->arena, "%.4g output tokens a request are",
			    tokens / requests);
}

/* " (444 of them for each output token)" */
static const char *prompt_text(struct build *build, const struct item *item)
{
	double ratio = volume_of(item, KEY_INPUT_TOKENS) / volume_of(item, KEY_OUTPUT_TOKENS);

	return isfinite(ratio)
		   ? arena_printf(build->arena, " (%.3g of them for each output token)", ratio)
		   : "";
}

static const struct value *tokens_value(const struct item *item)
{
	static const enum key keys[] = {KEY_OUTPUT_TOKENS, KEY_INPUT_TOKENS, KEY_LOG};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (item_own(item, keys[i]))
			return item_own(item, keys[i]);
	}
	return item_own(item, KEY_MODEL);
}

void model_told_requests(struct build *build, const struct line *line, const char *model,
			 const struct factor *row)
{
	const struct item *item = line->item;
	const struct value *value = tokens_value(item);
	const char *note = *row->note ? row->note : "no note says of what length";
	const char *accelerator = accelerator_slug(build, item);

	if (!line->volumes[VOLUME_OUTPUT_TOKEN].known &&
	    !line->volumes[VOLUME_INPUT_TOKEN].known) {
		build_note(build,
			   arena_printf(build->arena,
					"%s: each request counts as one of those measured: %s",
					item->id, note));
		return;
	}
	diag_add(
	    build->diags, DIAG_TOKENS_UNCOUNTED, place_of(value), value->path,
	    instead(build, line, model, accelerator),
	    "%s not counted: %s is the energy of a request as measured, whatever its tokens "
	    "(%s)",
	    tokens_text(build, item), row->id, note);
}

void model_told_prompt(struct build *build, const struct line *line, const struct factor *row)
{
	if (!line->volumes[VOLUME_INPUT_TOKEN].known)
		return;
	build_note(build,
		   arena_printf(
		       build->arena,
		       "%s: input tokens are not counted apart%s: reading the prompt is in %s",
		       line->item->id, prompt_text(build, line->item),
		       row ? arena_printf(build->arena,
					  "what %s takes for an output token, for prompts as "
					  "long as those measured",
					  row->id)
			   : "the measurements of whole answers that the fit was made to"));
}
