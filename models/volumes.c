/* Functional units that a line counts: stated ones, and those of its log. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/intake.h"
#include "models/reader.h"

/* Volumes that the item states are counted once, on the first of its lines. */
static bool is_first(const struct build *build, const struct line *line)
{
	return build->items[line->item - build->scenario->items].lines[0] == line;
}

/* Stated volumes win over those of the log. */
void line_stated_volumes(struct build *build, struct line *line)
{
	static const struct {
		enum key key;
		enum volume volume;
	} table[] = {
	    {KEY_REQUESTS, VOLUME_REQUEST},
	    {KEY_SUCCESSFUL_REQUESTS, VOLUME_SUCCESSFUL_REQUEST},
	    {KEY_INPUT_TOKENS, VOLUME_INPUT_TOKEN},
	    {KEY_CACHED_TOKENS, VOLUME_CACHED_TOKEN},
	    {KEY_OUTPUT_TOKENS, VOLUME_OUTPUT_TOKEN},
	    {KEY_IMAGES, VOLUME_IMAGE},
	};

	for (size_t i = 0; is_first(build, line) && i < sizeof table / sizeof table[0]; i++) {
		struct maybe stated = build_own(build, line->item, table[i].key);

		if (stated.known)
			line->volumes[table[i].volume] = stated;
	}
	if (line->item->stage == STAGE_INFERENCE && item_own(line->item, KEY_TOKENS) &&
	    line->item->way != WAY_PARAMETERS && is_first(build, line))
		line->volumes[VOLUME_TOKEN] = build_own(build, line->item, KEY_TOKENS);
	else if (line->volumes[VOLUME_INPUT_TOKEN].known &&
		 line->volumes[VOLUME_OUTPUT_TOKEN].known)
		line->volumes[VOLUME_TOKEN] = (struct maybe){
		    true,
		    sheet_name(build->sheet,
			       sheet_add(build->sheet, line->volumes[VOLUME_INPUT_TOKEN].cell,
					 line->volumes[VOLUME_OUTPUT_TOKEN].cell),
			       "tokens in and out")};
}

/* What happens several times serves as many times the volume. */
void line_repeat_volumes(struct build *build, struct line *line)
{
	struct maybe repeat = build_own(build, line->item, KEY_REPEAT);

	for (size_t i = 0; repeat.known && i < VOLUME_COUNT; i++) {
		struct maybe *volume = &line->volumes[i];

		if (volume->known)
			volume->cell = sheet_multiply(build->sheet, volume->cell, repeat.cell);
	}
}

/* Tokens that were really read: input without the cached ones. */
cell line_fresh_tokens(struct build *build, const struct line *line)
{
	const struct maybe *input = &line->volumes[VOLUME_INPUT_TOKEN];
	const struct maybe *cached = &line->volumes[VOLUME_CACHED_TOKEN];

	if (!cached->known)
		return input->cell;
	return sheet_name(build->sheet, sheet_subtract(build->sheet, input->cell, cached->cell),
			  "fresh input tokens");
}

static void logged_volume(struct build *build, struct line *line, enum volume volume,
			  const char *what, const char *part, uint64_t count, const char *unit)
{
	line->volumes[volume] = (struct maybe){
	    true, build_logged(build, line->item, what, part, (double)count, unit)};
}

/* Whole days against elapsed hours and a log that began late differ by less than this; a sample
 * of a longer time by more. */
#define LEAST_COVER 0.75

/* Whether the log's time is that of the energy: hours or period beside it, within a quarter.
 * Nothing stated: taken as is. */
static bool log_covers(struct build *build, const struct item *item)
{
	const struct value *hours = item_own(item, KEY_HOURS);
	const struct value *stated = item_own(item, KEY_PERIOD);
	double logged = item->log->covered_s / SECONDS_PER_HOUR, wanted = NAN;

	if (hours && !hours->failed)
		wanted = dist_central(&hours->quantity.dist);
	if (stated && !stated->failed && !(wanted > 0)) {
		struct period period = item_period(build, item);

		wanted = period.known ? 24 * period_days(&period) : NAN;
	}
	if (!(wanted > 0) || !(logged > 0) ||
	    (logged > LEAST_COVER * wanted && LEAST_COVER * logged < wanted))
		return true;
	diag_add(build->diags, DIAG_VOLUME_COVERAGE, place_of(item->values[KEY_LOG]),
		 item->values[KEY_LOG]->path,
		 "state served: (the volume over the model's life), or a log of the whole time",
		 "the log counts requests over %.4g h, the energy is that of %.4g h: it is not "
		 "divided by them",
		 logged, wanted);
	return false;
}

void line_logged_volumes(struct build *build, struct line *line, const struct import_part *part)
{
	const struct import_usage *usage = &part->usage;

	if (!usage->known)
		return;
	logged_volume(build, line, VOLUME_REQUEST, "requests", part->value, usage->requests,
		      "request");
	if (usage->has_failed)
		logged_volume(build, line, VOLUME_SUCCESSFUL_REQUEST, "answered requests",
			      part->value, usage->requests - usage->failed_requests, "request");
	logged_volume(build, line, VOLUME_INPUT_TOKEN, "input tokens", part->value,
		      usage->input_tokens, "token");
	logged_volume(build, line, VOLUME_OUTPUT_TOKEN, "output tokens", part->value,
		      usage->output_tokens, "token");
	if (usage->has_cached)
		logged_volume(build, line, VOLUME_CACHED_TOKEN, "cached tokens", part->value,
			      usage->cached_tokens, "token");
	line->volumes_apart = !part->has_energy && !way_is_per_unit(line->item->way) &&
			      !log_covers(build, line->item);
}
