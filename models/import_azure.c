/* Azure LLM inference traces: one row per request with its time and token counts. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "models/intake.h"
#include "models/timestamp.h"

struct hour {
	int64_t hour;
	struct usage_count count;
};

struct azure {
	size_t time, input, output;
	struct text_set keys; /* number of an hour, as text */
	struct hour *hours;   /* in order of first sight */
	size_t hour_count;
	size_t at; /* hour of the row before */
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "TIMESTAMP") != SIZE_MAX &&
	       csv_column(header, "ContextTokens") != SIZE_MAX &&
	       csv_column(header, "GeneratedTokens") != SIZE_MAX;
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct azure *azure = intake->state;

	azure->time = csv_column(header, "TIMESTAMP");
	azure->input = csv_column(header, "ContextTokens");
	azure->output = csv_column(header, "GeneratedTokens");
}

/* The counter of an hour; logs are mostly in order, so that of the row before is looked at
 * first. */
static struct usage_count *find_hour(struct intake *intake, struct azure *azure, int64_t hour)
{
	char text[24];
	int length;

	if (azure->hour_count > 0 && azure->hours[azure->at].hour == hour)
		return &azure->hours[azure->at].count;
	length = snprintf(text, sizeof text, "%lld", (long long)hour);
	azure->at = text_set_add(intake->arena, &azure->keys, text, (size_t)length);
	if (azure->at == azure->hour_count) {
		azure->hours = arena_grow(intake->arena, azure->hours, azure->hour_count,
					  sizeof *azure->hours);
		azure->hours[azure->hour_count++] = (struct hour){.hour = hour};
	}
	return &azure->hours[azure->at].count;
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	static const struct amount nothing = {1, NAN, NAN, NAN, NAN};
	struct azure *azure = intake->state;
	struct usage_count count = {.requests = 1}, *hour;
	size_t part;
	int64_t time;

	if (!intake_timestamp(intake, row_field(row, azure->time), &time)) {
		intake_skip(intake, "TIMESTAMP is not a time", true, row->line);
		return;
	}
	if (field_count(row_field(row, azure->input), &count.input_tokens) != READING_NUMBER ||
	    field_count(row_field(row, azure->output), &count.output_tokens) !=
		READING_NUMBER) {
		intake_skip(intake, "a token count is not a whole number", true, row->line);
		return;
	}
	part = intake_part(intake, row);
	if (!intake_add_usage(intake, part, &count))
		return;
	intake_add(intake, part, &nothing);
	intake->import->rows_used++;
	intake_time(intake, time);
	/* No hour can pass what the total did not pass. */
	hour = find_hour(intake, azure, timestamp_hour(time));
	hour->requests++;
	hour->input_tokens += count.input_tokens;
	hour->output_tokens += count.output_tokens;
}

static int compare_hours(const void *a, const void *b)
{
	const struct hour *left = a, *right = b;

	return (left->hour > right->hour) - (left->hour < right->hour);
}

static void finish(struct intake *intake)
{
	struct azure *azure = intake->state;
	struct import *import = intake->import;

	if (azure->hour_count > 1)
		qsort(azure->hours, azure->hour_count, sizeof *azure->hours, compare_hours);
	import->group_count = azure->hour_count;
	import->groups = arena_alloc(intake->arena, azure->hour_count * sizeof *import->groups);
	for (size_t i = 0; i < azure->hour_count; i++) {
		const struct usage_count *count = &azure->hours[i].count;
		int64_t time = azure->hours[i].hour * TIMESTAMP_HOUR;

		import->groups[i] = (struct import_group){
		    .model = "",
		    .region = "",
		    .hour = timestamp_hour_text(intake->arena, time),
		    .requests = count->requests,
		    .input_tokens = count->input_tokens,
		    .output_tokens = count->output_tokens,
		};
	}
	if (intake->has_time)
		import->covered_s =
		    (double)(intake->last - intake->first) / (double)TIMESTAMP_SECOND;
	intake_assume(intake, "every row is one answered request");
}

const struct importer import_azure = {
    .name = "azure-llm",
    .needs = "the columns TIMESTAMP, ContextTokens and GeneratedTokens",
    .state_size = sizeof(struct azure),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
