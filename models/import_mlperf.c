/* MLPerf power: spl.txt of PTDaemon, within the window of the load generator. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_mlperf_window.h"
#include "models/power_series.h"
#include "models/timestamp.h"

enum { MOST_FIELDS = 128 };

struct mlperf {
	struct power_series *series;
	const char *file; /* at hand */
	struct mlperf_window window;
	int64_t begin, end; /* as the readings are written */
	int64_t last;	    /* reading of the file at hand, as written */
	bool has_last, zoned, no_window, window_told;
	const char *bad;
	uint64_t bad_line;
};

struct fields {
	struct csv_field list[MOST_FIELDS];
	size_t count;
};

static bool claims_text(const char *text, size_t length)
{
	static const char start[] = "Time,";
	const char *end = memchr(text, '\n', length);
	size_t first = end ? (size_t)(end - text) : length;

	return first > 40 && memcmp(text, start, sizeof start - 1) == 0 &&
	       memcmp(text + 28, ",Watts,", 7) == 0;
}

static void split(const struct log_line *line, struct fields *fields)
{
	const char *from = line->text, *end = line->text + line->length;

	fields->count = 0;
	while (fields->count < MOST_FIELDS) {
		const char *comma = memchr(from, ',', (size_t)(end - from));
		const char *to = comma ? comma : end;

		fields->list[fields->count++] =
		    (struct csv_field){from, (size_t)(to - from), false};
		if (!comma)
			return;
		from = comma + 1;
	}
}

/* The value behind a name; channels repeat the names of the sum before them. */
static struct csv_field value_of(const struct fields *fields, const char *name)
{
	for (size_t i = 0; i + 1 < fields->count; i++)
		if (field_same(fields->list[i], name))
			return fields->list[i + 1];
	return (struct csv_field){.text = ""};
}

static void begin_file(struct intake *intake, struct mlperf *log, int64_t first)
{
	int64_t shift = 0;

	log->file = intake->name;
	log->has_last = false;
	log->window = mlperf_window_find(intake->arena, intake->path);
	log->begin = INT64_MIN;
	log->end = INT64_MAX;
	log->zoned = log->window.has_server;
	if (!log->window.has_window) {
		log->no_window = true;
		return;
	}
	if (!mlperf_window_shift(&log->window, first, &shift)) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 1,
			    "put the mlperf_log_detail.txt and server.json of the same run "
			    "beside it, or neither",
			    "the readings begin at %s, the test in mlperf_log_detail.txt at %s",
			    timestamp_text(intake->arena, first),
			    timestamp_text(intake->arena, log->window.begin));
		return;
	}
	log->begin = log->window.begin + shift;
	log->end = log->window.end + shift;
	/* Both clocks agree, and that of the system under test is UTC. */
	log->zoned |= shift == 0 && log->window.has_client && log->window.client == 0;
	log->window_told = true;
}

/* Did the readings stop before the test did? */
static void end_file(struct intake *intake, const struct mlperf *log)
{
	if (!log->has_last || log->end == INT64_MAX ||
	    log->last >= log->end - 10 * TIMESTAMP_SECOND)
		return;
	diag_add(
	    intake->diags, DIAG_IMPORT_GAPS, (struct place){.file = log->file}, NULL,
	    "the log was cut: take the whole spl.txt", "the readings end at %s, the test at %s",
	    timestamp_text(intake->arena, log->last), timestamp_text(intake->arena, log->end));
}

/* The time of a reading, from how it is written. */
static bool to_utc(struct intake *intake, const struct mlperf *log, struct csv_field text,
		   int64_t written, int64_t *time)
{
	char turned[MLPERF_TIME];

	*time = written + (log->window.has_server ? log->window.server : 0);
	if (log->zoned)
		return true;
	return mlperf_turn(text.text, text.length, turned) &&
	       intake_timestamp(intake, (struct csv_field){turned, text.length, false}, time);
}

static enum power_outcome add_reading(struct intake *intake, struct mlperf *log,
				      const struct fields *fields, struct power_sample *sample)
{
	static const char *const names[] = {"Mark"};
	struct csv_field mark = value_of(fields, "Mark");
	double watts = NAN;
	enum reading reading = field_number(value_of(fields, "Watts"), &watts);
	size_t device;

	sample->part = intake_part_of(intake, 1, names, &mark, sample->line);
	if (reading != READING_NUMBER)
		return reading == READING_BAD ? POWER_BAD : POWER_MISSING;
	device = power_device(log->series, mark.text, mark.length, sample->line);
	return device == SIZE_MAX ? POWER_BAD
				  : power_add_watts(log->series, device, sample, watts);
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	static const char *const names[] = {"Mark"};
	struct mlperf *log = intake->state;
	struct power_sample sample = {.utilization = NAN, .line = line->line};
	struct fields fields;
	struct csv_field mark, time;
	int64_t written;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_node);
	split(line, &fields);
	time = value_of(&fields, "Time");
	mark = value_of(&fields, "Mark");
	if (!mlperf_time(time.text, time.length, &written)) {
		intake_skip(intake, "no line of readings (Time,MM-DD-YYYY hh:mm:ss,Watts,...)",
			    true, line->line);
		return;
	}
	if (!log->file || !text_same(log->file, intake->name)) {
		end_file(intake, log);
		begin_file(intake, log, written);
	}
	if (intake->failed)
		return;
	log->last = written;
	log->has_last = true;
	if (written < log->begin || written > log->end)
		intake_skip(intake, "outside of power_begin .. power_end", false, line->line);
	else if (!intake_wants(intake, 1, names, &mark))
		intake_skip(intake, "left out by 'where'", false, line->line);
	else if (!to_utc(intake, log, time, written, &sample.time))
		intake_skip(intake, "timestamp is not a time", true, line->line);
	else
		power_count_row(log->series, add_reading(intake, log, &fields, &sample),
				&sample);
}

static void finish(struct intake *intake)
{
	struct mlperf *log = intake->state;
	struct import *import = intake->import;

	if (!log->series)
		return;
	end_file(intake, log);
	if (!power_finish(log->series))
		return;
	import->metered_at = METERED_NODE;
	import->total.spread = "gsd-meter";
	if (log->window_told)
		intake_assume(intake, "readings count from power_begin to power_end of "
				      "mlperf_log_detail.txt");
	if (log->no_window)
		intake_assume(intake, "no power_begin and power_end in an "
				      "mlperf_log_detail.txt beside it: all readings count");
	if (log->zoned && log->window.has_server)
		intake_assume(intake, "times are those of the zone in server.json");
	else if (log->zoned)
		intake_assume(intake, "times are UTC: readings and test agree, and client.json "
				      "has the zone 0");
}

const struct importer import_mlperf = {
    .name = "mlperf-power",
    .needs = "lines as PTDaemon writes them: Time,08-17-2021 05:46:06.815,Watts,704.5,...",
    .state_size = sizeof(struct mlperf),
    .selects = true,
    .claims_text = claims_text,
    .line = add_line,
    .finish = finish,
};
