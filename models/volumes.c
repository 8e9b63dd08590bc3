/* Functional units that a line counts: stated ones, and those of its log. */

#include <math.h>
#include <string.h>

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
	line->volumes[volume] =
	    (struct maybe){true, build_logged(build, line->item, item_usage(line->item), what,
					      part, (double)count, unit)};
}

/* Whole days against elapsed hours and a log that began late differ by less than this; a sample
 * of a longer time by more. */
#define LEAST_COVER 0.75

static bool are_near(double a, double b)
{
	return a > LEAST_COVER * b && LEAST_COVER * a < b;
}

/* The hours of the energy as far as the item states them; NaN. */
static double stated_hours(struct build *build, const struct item *item)
{
	const struct value *hours = item_own(item, KEY_HOURS);
	const struct value *stated = item_own(item, KEY_PERIOD);
	double wanted = NAN;

	if (hours && !hours->failed)
		wanted = dist_central(&hours->quantity.dist);
	if (stated && !stated->failed && !(wanted > 0)) {
		struct period period = item_period(build, item);

		wanted = period.known ? 24 * period_days(&period) : NAN;
	}
	return wanted;
}

/* Hours that both logs lie in, from their first to their last row; NaN where one does not say
 * when it was. */
static double common_hours(const struct import *a, const struct import *b)
{
	struct period mine, others;
	int64_t from, to;

	if (!log_period(a, &mine) || !log_period(b, &others))
		return NAN;
	from = mine.start_s > others.start_s ? mine.start_s : others.start_s;
	to = mine.end_s < others.end_s ? mine.end_s : others.end_s;
	return to > from ? (double)(to - from) / SECONDS_PER_HOUR : 0;
}

static void tell_cover(struct build *build, const struct item *item, const char *message)
{
	const struct value *log = item_own(item, item->requests ? KEY_REQUESTS_LOG : KEY_LOG);
	const char *told = arena_printf(build->arena, "volumes %s", item->id);
	size_t known = build->warned.count;

	if (text_set_add(build->arena, &build->warned, told, strlen(told)) == known)
		diag_add(build->diags, DIAG_VOLUME_COVERAGE, place_of(log), log->path,
			 "state served: (the volume over the model's life), or a log of the "
			 "whole time",
			 "%s: it is not divided by them", message);
}

/* Whether the requests were logged while the energy was, within a quarter. */
static bool logs_meet(struct build *build, const struct item *item)
{
	const struct import *requests = item->requests, *energy = item->log;
	double counted = requests->covered_s / SECONDS_PER_HOUR;
	double metered = energy->covered_s / SECONDS_PER_HOUR;
	double common = common_hours(requests, energy);

	if (counted > 0 && metered > 0 && !are_near(counted, metered)) {
		tell_cover(build, item,
			   arena_printf(build->arena,
					"'%s' counts requests over %.4g h, '%s' energy over "
					"%.4g h",
					requests->file, counted, energy->file, metered));
		return false;
	}
	if (!(common < LEAST_COVER * fmin(counted, metered)))
		return true;
	tell_cover(build, item,
		   arena_printf(build->arena,
				"'%s' counts requests from %s to %s, '%s' energy from %s to %s",
				requests->file, requests->first, requests->last, energy->file,
				energy->first, energy->last));
	return false;
}

/* Whether the time of the requests is that of the energy: of its log, or hours or period beside
 * it. Nothing stated: taken as is. */
static bool covers(struct build *build, const struct item *item)
{
	double logged = item_usage(item)->covered_s / SECONDS_PER_HOUR, wanted;

	if (item->requests && item->log && item->log->total.has_energy)
		return logs_meet(build, item);
	wanted = stated_hours(build, item);
	if (!(wanted > 0) || !(logged > 0) || are_near(logged, wanted))
		return true;
	tell_cover(
	    build, item,
	    arena_printf(build->arena,
			 "the log counts requests over %.4g h, the energy is that of %.4g h",
			 logged, wanted));
	return false;
}

/* Where the requests of a line were counted: in its part of the log; of a log of requests in
 * the part of the same value, or, where that is not split, in all of it on the first line. */
static const struct import_part *requests_of(const struct build *build, const struct line *line,
					     const struct import_part *part)
{
	const struct import *requests = line->item->requests;

	if (!requests)
		return part && part->usage.known ? part : NULL;
	if (!requests->part_count)
		return is_first(build, line) ? &requests->total : NULL;
	for (size_t i = 0; part && i < requests->part_count; i++)
		if (text_same(requests->parts[i].value, part->value))
			return &requests->parts[i];
	return NULL;
}

static void logged_tokens(struct build *build, struct line *line,
			  const struct import_usage *usage, const char *value)
{
	if (!usage->input_untold)
		logged_volume(build, line, VOLUME_INPUT_TOKEN, "input tokens", value,
			      usage->input_tokens, "token");
	if (!usage->output_untold)
		logged_volume(build, line, VOLUME_OUTPUT_TOKEN, "output tokens", value,
			      usage->output_tokens, "token");
	if (usage->has_cached && !usage->input_untold)
		logged_volume(build, line, VOLUME_CACHED_TOKEN, "cached tokens", value,
			      usage->cached_tokens, "token");
}

void line_logged_volumes(struct build *build, struct line *line, const struct import_part *part)
{
	const struct import_part *requests = requests_of(build, line, part);
	const struct import_usage *usage;
	const char *value;

	if (!requests)
		return;
	usage = &requests->usage;
	value = requests->value;
	if (import_counts_requests(usage))
		logged_volume(build, line, VOLUME_REQUEST, "requests", value, usage->requests,
			      "request");
	if (import_counts_requests(usage) && usage->has_failed)
		logged_volume(build, line, VOLUME_SUCCESSFUL_REQUEST, "answered requests",
			      value, usage->requests - usage->failed_requests, "request");
	if (usage->has_tokens)
		logged_tokens(build, line, usage, value);
	if (usage->has_images)
		logged_volume(build, line, VOLUME_IMAGE, "images", value, usage->images,
			      "image");
	line->volumes_apart = (line->item->requests || !requests->has_energy) &&
			      !way_is_per_unit(line->item->way) && !covers(build, line->item);
}
