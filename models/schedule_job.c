/* What is to be scheduled: the item, its series, how long it takes, from when, until when. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/reader.h"
#include "models/schedule_parts.h"
#include "models/timestamp.h"

static bool has_series(const struct item *item)
{
	const struct value *intensity = item_value(item, KEY_INTENSITY);

	return intensity && intensity->series && item->way != WAY_SHARE_OF &&
	       item->way != WAY_NONE && item->way != WAY_IMPACTS && item->way != WAY_DEVICES;
}

/* A series that cannot be read was reported. */
static void no_series(struct arena *arena, const struct scenario *scenario,
		      const struct item *item, struct diags *diags)
{
	const struct site *site = item ? item->site : NULL;
	struct place place = site   ? site->place
			     : item ? item->place
				    : (struct place){.file = scenario->file};

	if (!diags_has_error(diags))
		diag_add(diags, DIAG_NO_SERIES, place,
			 site	? site->path
			 : item ? item->path
				: NULL,
			 "write intensity: {series: grid.csv, column: NAME}, a table of hours "
			 "(docs/grid-series.md)",
			 "%s an hourly series of its grid, so nothing tells its hours apart",
			 item ? arena_printf(arena, "'%s' does not have", item->id)
			      : "no item that draws electricity has");
}

/* Names of the items that may be scheduled, with commas. */
static const char *names_of(struct arena *arena, const struct scenario *scenario)
{
	const char *names = "";

	for (size_t i = 0; i < scenario->item_count; i++)
		if (has_series(&scenario->items[i]))
			names = arena_printf(arena, "%s%s'%s'", names, *names ? ", " : "",
					     scenario->items[i].id);
	return names;
}

/* What is a share of another item has no hours of its own. */
static void follows(const struct item *item, const struct schedule_request *request,
		    struct diags *diags)
{
	diag_add(diags, DIAG_NO_SERIES, request->place, NULL,
		 "name the item that it is a share of: --item STAGE/ITEM",
		 "'%s' is a share of another item and moves with it", item->id);
}

/* By id or by name alone. */
static const struct item *named(struct arena *arena, const struct scenario *scenario,
				const struct schedule_request *request, struct diags *diags)
{
	const char **ids = arena_alloc(arena, (scenario->item_count + 1) * sizeof *ids);
	const char *nearest;

	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *item = &scenario->items[i];

		ids[i] = item->id;
		if (!text_same(item->id, request->item) &&
		    !text_same(item->name, request->item))
			continue;
		if (has_series(item))
			return item;
		if (item->way == WAY_SHARE_OF) {
			follows(item, request, diags);
			return NULL;
		}
		no_series(arena, scenario, item, diags);
		return NULL;
	}
	nearest = text_nearest(request->item, ids, scenario->item_count);
	if (!nearest && scenario->item_count)
		nearest = ids[0];
	diag_add(diags, DIAG_ITEM_UNKNOWN, request->place, NULL,
		 nearest ? arena_printf(arena, "--item '%s'", nearest) : NULL,
		 "there is no item '%s'", request->item);
	return NULL;
}

const struct item *schedule_job(struct arena *arena, const struct scenario *scenario,
				const struct schedule_request *request, struct diags *diags)
{
	const struct item *found = NULL;
	size_t count = 0;

	if (request->item)
		return named(arena, scenario, request, diags);
	for (size_t i = 0; i < scenario->item_count; i++) {
		if (!has_series(&scenario->items[i]))
			continue;
		found = &scenario->items[i];
		count++;
	}
	if (count == 1)
		return found;
	if (count == 0)
		no_series(arena, scenario, NULL, diags);
	else
		diag_add(diags, DIAG_USAGE, request->place, NULL,
			 arena_printf(arena, "--item '%s'", found->id),
			 "several items could be scheduled: %s", names_of(arena, scenario));
	return NULL;
}

/* Hours that the item itself says it takes. What was shared out or repeated is no longer those
 * of one run. */
static struct maybe length_cell(const struct scheduler *s)
{
	struct build *build = s->freeze->build;
	const struct item *item = s->job;
	const struct item_lines *own = &build->items[item - build->scenario->items];
	struct maybe hours = build_own(build, item, KEY_HOURS);
	struct maybe product = build_own(build, item, KEY_ACCELERATOR_HOURS);
	struct maybe count = build_own(build, item, KEY_ACCELERATORS);
	bool repeated = item_own(item, KEY_REPEAT) || item_own(item, KEY_SHARE);

	if (hours.known)
		return hours;
	if (!product.known && own->count == 1 && !repeated)
		product = own->lines[0]->device_hours;
	if (!product.known || !count.known)
		return (struct maybe){false, CELL_BAD};
	return (struct maybe){true, sheet_divide(build->sheet, product.cell, count.cell)};
}

static double central_of(const struct scheduler *s, cell c)
{
	const struct sheet *sheet = s->freeze->build->sheet;
	double *values = arena_alloc(s->arena, sheet_size(sheet) * sizeof *values);

	sheet_central(sheet, values);
	return values[c.index];
}

/* Lengths that differ by no more than rounding are the same. */
#define SAME_LENGTH 1e-9

static bool find_length(struct scheduler *s)
{
	struct maybe found = length_cell(s);
	double stated = found.known ? central_of(s, found.cell) : NAN;
	double asked = s->request->length;
	struct schedule *result = s->result;

	result->length = asked > 0 ? asked : stated;
	if (fabs(result->length - round(result->length)) <= SAME_LENGTH)
		result->length = round(result->length);
	result->length_from = asked > 0 ? "--length" : "as the item says";
	if (found.known)
		schedule_output(s, found.cell, &result->length_range);
	if (asked > 0 && !isnan(stated) && fabs(asked - stated) > SAME_LENGTH * stated) {
		diag_add(
		    s->diags, DIAG_SCHEDULE_LENGTH, s->request->place, NULL,
		    arena_printf(s->arena,
				 "leave --length out, or change the item: --set '%s.hours=%g "
				 "h'",
				 s->job->path, asked),
		    "--length says that the job takes %g h, '%s' that it takes %g h", asked,
		    s->job->id, stated);
		return false;
	}
	if (result->length > 0)
		return true;
	diag_add(s->diags, DIAG_SCHEDULE_LENGTH, s->job->place, s->job->path,
		 "write --length '20 h'; or, on the item, hours:, or accelerators: beside its "
		 "accelerator hours",
		 isnan(stated) ? "nothing says how long '%s' takes"
			       : "'%s' takes no time at all",
		 s->job->id);
	return false;
}

static int64_t ceil_hour(int64_t time)
{
	return timestamp_hour(time + TIMESTAMP_HOUR - 1);
}

/* Hour from which the job may start: as asked, else that of the item's period, else the first
 * of the series. */
static void find_from(struct scheduler *s, const struct period *period)
{
	struct schedule *result = s->result;

	if (s->request->from_stated) {
		result->from = ceil_hour(s->request->from);
		result->from_where = "--from";
	} else if (period) {
		result->from = ceil_hour(period->start_s * TIMESTAMP_SECOND);
		result->from_where = "the start of the item's period";
	} else {
		result->from = result->series->hours[0].hour;
		result->from_where = "the first hour of the series";
	}
}

/* Hours that a job waits where nothing says how long it may: a week has every hour of the day
 * and of the week. */
enum { WAIT = 168 };

static void find_deadline(struct scheduler *s, const struct period *period)
{
	struct schedule *result = s->result;
	const struct grid_series *series = result->series;
	double from = (double)result->from;
	double last = series->hours[series->hour_count - 1].hour + 1.0 - from;

	switch (s->request->end) {
	case SCHEDULE_END_TIME:
		result->horizon = (double)s->request->deadline / (double)TIMESTAMP_HOUR - from;
		result->deadline_where = "--deadline";
		break;
	case SCHEDULE_END_SPAN:
		result->horizon = s->request->span;
		result->deadline_where = "--deadline";
		break;
	case SCHEDULE_END_UNSET:
		result->horizon = result->length + WAIT;
		result->deadline_where = "a week of waiting, as no deadline is stated";
		if (period) {
			result->horizon =
			    (double)period->end_s * TIMESTAMP_SECOND / (double)TIMESTAMP_HOUR -
			    from;
			result->deadline_where = "the end of the item's period";
		}
		break;
	}
	if (result->horizon <= last)
		return;
	result->deadline_where =
	    s->request->end == SCHEDULE_END_UNSET && !period
		? "the end of the series"
		: arena_printf(s->arena, "the end of the series, which is before %s",
			       result->deadline_where);
	result->horizon = last;
}

static const char *hour_text(struct arena *arena, int64_t hour)
{
	return arena_printf(arena, "%s:00Z", timestamp_hour_text(arena, hour * TIMESTAMP_HOUR));
}

/* The same hour of the same weekday, whole weeks off, at which the series has room for the
 * job; INT64_MIN: none. */
static int64_t same_week(const struct scheduler *s)
{
	enum { YEAR = 52 * 168 };
	const struct grid_series *series = s->result->series;
	int64_t first = series->hours[0].hour, from = s->result->from;
	int64_t latest =
	    series->hours[series->hour_count - 1].hour + 1 - (int64_t)ceil(s->result->length);

	if (from > latest)
		from -= (from - latest + YEAR - 1) / YEAR * YEAR;
	else if (from < first)
		from += (first - from + YEAR - 1) / YEAR * YEAR;
	return from >= first && from <= latest ? from : INT64_MIN;
}

/* What is asked for lies before or behind all hours of the series: it is no forecast. */
static void refuse_outside(struct scheduler *s, const char *first, const char *last)
{
	const struct schedule *result = s->result;
	int64_t from = same_week(s);
	const char *hint = "another --from";

	if (from != INT64_MIN)
		hint = arena_printf(s->arena,
				    "take the same week of a year that it covers: --from %.16s",
				    hour_text(s->arena, from));
	if (from != INT64_MIN && s->request->end == SCHEDULE_END_TIME)
		hint = arena_printf(s->arena, "%s, with the --deadline of that week", hint);
	diag_add(s->diags, DIAG_SCHEDULE_FIT, s->request->place, NULL, hint,
		 "'%s' covers %s to %s, and the job may start from %s (%s): the series has "
		 "no hour of that time",
		 result->series->file, first, last, hour_text(s->arena, result->from),
		 result->from_where);
}

static bool fits(struct scheduler *s)
{
	const struct schedule *result = s->result;
	const struct grid_series *series = result->series;
	const char *first = hour_text(s->arena, series->hours[0].hour);
	const char *last = hour_text(s->arena, series->hours[series->hour_count - 1].hour + 1);

	if ((double)result->from + result->horizon <= (double)series->hours[0].hour ||
	    result->from > series->hours[series->hour_count - 1].hour) {
		refuse_outside(s, first, last);
		return false;
	}
	if (result->horizon >= result->length)
		return true;
	diag_add(s->diags, DIAG_SCHEDULE_FIT, s->request->place, NULL,
		 arena_printf(s->arena,
			      "the series goes from %s to %s: another --from, a later "
			      "--deadline or a shorter job",
			      first, last),
		 "the job takes %g h, and from %s (%s) to the deadline (%s) there are %g h",
		 result->length, hour_text(s->arena, result->from), result->from_where,
		 result->deadline_where, fmax(result->horizon, 0));
	return false;
}

/* The zone of the times where it is stated and is not UTC. */
static void find_zone(struct scheduler *s)
{
	const char *text = s->result->series->options.zone;

	if (text && !text_same_nocase(text, "UTC") && !text_same_nocase(text, "Z"))
		s->result->zone = zone_open(s->arena, text, place_of(s->stated), s->diags);
}

double *schedule_values(struct arena *arena, const struct grid_series *series, int64_t first,
			size_t count)
{
	double *values = arena_alloc(arena, (count + 1) * sizeof *values);
	size_t low = 0, high = series->hour_count;

	for (size_t i = 0; i < count; i++)
		values[i] = NAN;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (series->hours[middle].hour < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < series->hour_count && series->hours[low].hour - first < (int64_t)count;
	     low++)
		values[series->hours[low].hour - first] = series->hours[low].value;
	return values;
}

bool schedule_frame(struct scheduler *s)
{
	const struct value *stated = item_value(s->job, KEY_PERIOD);
	const struct period *period = stated && stated->period.known ? &stated->period : NULL;
	struct schedule *result = s->result;

	result->series = s->stated->series;
	result->market = s->market_stated ? s->market_stated->series : NULL;
	result->pauses = s->request->pauses;
	result->stretch = s->request->stretch;
	find_zone(s);
	find_from(s, period);
	if (!find_length(s))
		return false;
	find_deadline(s, period);
	if (!fits(s))
		return false;
	s->count = (size_t)ceil(result->horizon);
	s->values = schedule_values(s->arena, result->series, result->from, s->count);
	for (size_t i = 0; i < s->count; i++)
		result->missing += isnan(s->values[i]) ? 1 : 0;
	s->search = (struct search_job){.length = result->length,
					.horizon = result->horizon,
					.pauses = result->pauses,
					.stretch = result->stretch};
	return true;
}
