/* Reads the values of the options of a schedule. */
#include "cli/reader.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/timestamp.h"

/* A century: longer than any job or series. */
static const double most_hours = 876600;
static const char one_time[] =
    "one time without a range, above 0 and a century at most, such as '20 h'";

/* "20 h", "3 d"; a number alone is hours where bare. */
static bool read_hours(struct reader *r, const char *text, bool bare, double *hours)
{
	const struct quantity_rule rule = {.unit = "h", .bare = bare, .nonnegative = true};
	struct quantity quantity;

	if (!quantity_parse(r->arena, text, &rule, options_place(r->options), "", "",
			    diags_new(r->arena), &quantity) ||
	    quantity.dist.kind != DIST_EXACT || !(quantity.dist.a > 0) ||
	    quantity.dist.a > most_hours)
		return false;
	*hours = quantity.dist.a;
	return true;
}

void reader_item(struct reader *r, const char *text)
{
	r->options->schedule.item = text;
	reader_record_last(r, OPTION_ITEM, text);
}

void reader_length(struct reader *r, const char *text)
{
	if (!read_hours(r, text, true, &r->options->schedule.length))
		reader_refuse(r, OPTION_LENGTH, one_time, text);
	reader_record_last(r, OPTION_LENGTH, text);
}

void reader_start(struct reader *r, const char *text)
{
	struct schedule_request *schedule = &r->options->schedule;

	schedule->from_stated = timestamp_parse(text, strlen(text), &schedule->from, NULL);
	if (!schedule->from_stated)
		reader_refuse(r, OPTION_START,
			      "a time (UTC where it says no zone), such as 2026-03-02T09:00",
			      text);
	reader_record_last(r, OPTION_START, text);
}

void reader_deadline(struct reader *r, const char *text)
{
	struct schedule_request *schedule = &r->options->schedule;

	if (timestamp_parse(text, strlen(text), &schedule->deadline, NULL))
		schedule->end = SCHEDULE_END_TIME;
	else if (read_hours(r, text, false, &schedule->span))
		schedule->end = SCHEDULE_END_SPAN;
	else
		reader_refuse(
		    r, OPTION_DEADLINE,
		    "a time such as 2026-03-06T18:00, or a span above 0 and a century at "
		    "most, such as '3 d'",
		    text);
	reader_record_last(r, OPTION_DEADLINE, text);
}

void reader_pause(struct reader *r, const char *text)
{
	if (!r->options->schedule.pauses)
		reader_record(r, OPTION_PAUSE, text);
	r->options->schedule.pauses = true;
}

void reader_at_least(struct reader *r, const char *text)
{
	if (!read_hours(r, text, true, &r->options->schedule.stretch))
		reader_refuse(r, OPTION_AT_LEAST, one_time, text);
	reader_record_last(r, OPTION_AT_LEAST, text);
}

/* With a range, as in a scenario. */
void reader_idle_power(struct reader *r, const char *text)
{
	const struct quantity_rule rule = {.unit = "kW", .nonnegative = true};
	struct quantity *power = arena_alloc(r->arena, sizeof *power);

	if (quantity_parse(r->arena, text, &rule, options_place(r->options), "--idle-power",
			   "--idle-power", diags_new(r->arena), power))
		r->options->schedule.idle = power;
	else
		reader_refuse(r, OPTION_IDLE_POWER,
			      "a power, such as '600 W' or '600 W ± 20 %'", text);
	reader_record_last(r, OPTION_IDLE_POWER, text);
}
