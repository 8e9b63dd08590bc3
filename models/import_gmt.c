/* Green Metrics Tool: lines of a UNIX time in microseconds, an energy, and what it is of. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/power_clock.h"
#include "models/power_series.h"
#include "models/timestamp.h"

enum { MOST_WORDS = 4, TIME_DIGITS = 16, MICROSECOND_DIGITS = 6, MOST_SOURCES = 64 };

/* The providers of RAPL printed millijoules per interval, later versions microjoules; a log
 * does not say which. It shows where one of the two is no power of such a chip: a package draws
 * between 0.1 W and 1 kW, memory between 0.01 W and 1 kW. */
#define MICRO	      1e-6
#define MILLI	      1e-3
#define MOST_WATTS    1e3
#define LEAST_PACKAGE 0.1
#define LEAST_MEMORY  0.01

/* What a line is of: Package_0, DRAM_0, PSYS_0. */
struct gmt_source {
	bool started, joined; /* one line was seen; two */
	bool is_memory, is_platform;
	size_t device;
	int64_t time;
	/* The first line, until the second tells its interval. */
	double first;
	struct power_sample first_sample;
};

struct gmt {
	struct power_series *series;
	struct text_set names;
	struct gmt_source sources[MOST_SOURCES];
	double joules; /* per count; 0: not known yet */
};

static size_t split(const char *text, size_t length, struct csv_field *words)
{
	size_t count = 0, i = 0;

	while (i < length && count <= MOST_WORDS) {
		size_t start;

		while (i < length && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r'))
			i++;
		start = i;
		while (i < length && text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
			i++;
		if (i > start && count < MOST_WORDS)
			words[count] = (struct csv_field){text + start, i - start, false};
		count += i > start;
	}
	return count;
}

static bool is_number(struct csv_field field, size_t digits)
{
	for (size_t i = 0; i < field.length; i++)
		if (field.text[i] < '0' || field.text[i] > '9')
			return false;
	return field.length > 0 && (digits == 0 || field.length == digits);
}

static bool is_reading(const struct csv_field *words, size_t count)
{
	return (count == 2 || count == 3) && is_number(words[0], TIME_DIGITS) &&
	       is_number(words[1], 0);
}

static bool claims_text(const char *text, size_t length)
{
	size_t from = 0, seen = 0;

	for (size_t i = 0; i < length && seen < 3; i++) {
		struct csv_field words[MOST_WORDS];
		size_t count;

		if (text[i] != '\n')
			continue;
		count = split(text + from, i - from, words);
		from = i + 1;
		if (count == 0)
			continue;
		if (!is_reading(words, count))
			return false;
		seen++;
	}
	return seen >= 2;
}

/* Of a power in each unit, those that such a chip can draw; 0 where that is not one alone. */
static double find_unit(double counts, double seconds, bool is_memory)
{
	double least = is_memory ? LEAST_MEMORY : LEAST_PACKAGE;
	double micro = counts * MICRO / seconds, milli = counts * MILLI / seconds;
	bool is_micro = micro >= least && micro <= MOST_WATTS;
	bool is_milli = milli >= least && milli <= MOST_WATTS;

	if (is_micro == is_milli)
		return 0;
	return is_micro ? MICRO : MILLI;
}

static void refuse_unit(struct intake *intake, uint64_t line, double counts, double seconds)
{
	intake_fail(intake, DIAG_IMPORT_UNUSABLE, line,
		    "write a table: a line 'time_us,power_w', then rows with the power in W "
		    "(energy of the interval over its length)",
		    "versions of the Green Metrics Tool count in mJ or in uJ, and %g in %g s "
		    "does not show which",
		    counts, seconds);
}

static void refuse_kind(struct intake *intake, const struct log_line *line)
{
	intake_fail(intake, DIAG_IMPORT_UNUSABLE, line->line,
		    "write a table: a line 'time_us,power_w', then rows with the power in W",
		    "lines of a time and a number do not say what they count: of the Green "
		    "Metrics Tool the energy of RAPL (Package_0, DRAM_0, PSYS_0) can be read, "
		    "meters have printed steps of 10 mW, mW, uW, mJ and nJ");
}

static struct gmt_source *find_source(struct intake *intake, struct csv_field name,
				      uint64_t line)
{
	struct gmt *log = intake->state;
	size_t known = log->names.count, number;
	struct gmt_source *source;

	number = text_set_add(intake->arena, &log->names, name.text, name.length);
	if (number >= MOST_SOURCES) {
		intake_fail(intake, DIAG_IMPORT_LIMIT, line, NULL, "more than %d devices",
			    MOST_SOURCES);
		return NULL;
	}
	source = &log->sources[number];
	if (number < known)
		return source;
	source->is_memory = text_starts(log->names.texts[number], "DRAM_");
	source->is_platform = text_starts(log->names.texts[number], "PSYS_");
	source->device =
	    power_device_ruled(log->series, name.text, name.length, line,
			       source->is_platform ? &power_of_node : &power_of_component);
	return source;
}

static bool is_known(struct csv_field name)
{
	return text_starts(name.text, "Package_") || text_starts(name.text, "DRAM_") ||
	       text_starts(name.text, "PSYS_");
}

/* The first line counts for an interval as long as the next. */
static void join_first(struct intake *intake, struct gmt_source *source, int64_t time,
		       double counts)
{
	struct gmt *log = intake->state;
	struct power_sample sample = source->first_sample;
	double seconds = (double)(time - source->time) / TIMESTAMP_SECOND;

	if (!(log->joules > 0))
		log->joules = find_unit(counts, seconds, source->is_memory);
	if (!(log->joules > 0)) {
		refuse_unit(intake, sample.line, counts, seconds);
		return;
	}
	source->joined = true;
	sample.time = source->time - (time - source->time);
	power_count_row(log->series,
			power_add_interval(log->series, source->device, &sample, source->time,
					   source->first * log->joules),
			&sample);
}

static void add_energy(struct intake *intake, struct gmt_source *source,
		       const struct power_sample *read, double counts)
{
	struct gmt *log = intake->state;
	struct power_sample sample = *read;

	if (!source->started) {
		*source = (struct gmt_source){.started = true,
					      .is_memory = source->is_memory,
					      .is_platform = source->is_platform,
					      .device = source->device,
					      .time = sample.time,
					      .first = counts,
					      .first_sample = sample};
		return;
	}
	if (sample.time <= source->time) {
		intake_skip(intake, "the time goes back or stands still", true, sample.line);
		return;
	}
	if (!source->joined)
		join_first(intake, source, sample.time, counts);
	if (intake->failed)
		return;
	sample.time = source->time;
	source->time = read->time;
	power_count_row(log->series,
			power_add_interval(log->series, source->device, &sample, read->time,
					   counts * log->joules),
			&sample);
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	static const char *const names[] = {"detail"};
	struct gmt *log = intake->state;
	struct csv_field words[MOST_WORDS] = {{.text = ""}};
	size_t count = split(line->text, line->length, words);
	struct power_sample sample = {.utilization = NAN, .line = line->line};
	struct gmt_source *source;
	double counts;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_component);
	if (count == 0) {
		intake_not_data(intake);
		return;
	}
	if (!is_reading(words, count) ||
	    !power_unix_time(words[0], MICROSECOND_DIGITS, &sample.time) ||
	    !text_number(words[1].text, words[1].length, &counts)) {
		intake_skip(intake, "no line of a time, an energy and what it is of", true,
			    line->line);
		return;
	}
	if (count == 2 || !is_known(words[2])) {
		refuse_kind(intake, line);
		return;
	}
	if (!intake_wants(intake, 1, names, &words[2])) {
		intake_skip(intake, "left out by 'where'", false, line->line);
		return;
	}
	sample.part = intake_part_of(intake, 1, names, &words[2], line->line);
	source = find_source(intake, words[2], line->line);
	if (source && source->device != SIZE_MAX)
		add_energy(intake, source, &sample, counts);
}

static void finish(struct intake *intake)
{
	struct gmt *log = intake->state;
	struct import *import = intake->import;
	bool platform = false;

	if (!log->series)
		return;
	for (size_t i = 0; i < log->names.count; i++) {
		platform |= log->sources[i].is_platform;
		if (log->sources[i].started && !log->sources[i].joined)
			intake_missing(intake, "an energy of an interval that is not known",
				       log->sources[i].first_sample.line);
	}
	for (size_t i = 0; platform && i < log->names.count; i++)
		if (!log->sources[i].is_platform)
			power_leave_out(log->series, log->sources[i].device);
	if (!power_finish(log->series))
		return;
	import->metered_at = METERED_COMPONENTS;
	import->total.spread = "gsd-nvml-counter";
	import->not_counted = "accelerators, disks, PSU, fans and network of the host";
	if (platform)
		intake_assume(intake, "PSYS holds packages and memory: they are not added");
	intake_assume(intake,
		      "counts are %s: in %s no such chip draws that power; the first line of a "
		      "device counts for an interval as long as the next",
		      log->joules < MILLI ? "uJ" : "mJ", log->joules < MILLI ? "mJ" : "uJ");
}

const struct importer import_gmt = {
    .name = "green-metrics-tool",
    .needs = "lines of a time in microseconds, an energy, and Package_0, DRAM_0 or PSYS_0",
    .state_size = sizeof(struct gmt),
    .selects = true,
    .claims_text = claims_text,
    .line = add_line,
    .finish = finish,
};
