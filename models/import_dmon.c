/* nvidia-smi dmon: columns parted by blanks under lines of names that begin with #. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/power_series.h"
#include "models/timestamp.h"

enum { MOST_COLUMNS = 64, PERCENT = 100, HALF_DAY = 12 * 3600 };

struct dmon {
	struct power_series *series;
	const char *names[MOST_COLUMNS];
	size_t count;
	size_t date, time, gpu, power, busy;
	bool named;
	bool undated, untimed; /* no date; neither */
	double of_day;	       /* of the row before, where there is no date */
	int64_t days;	       /* since the start of the log */
	int64_t sweep;	       /* rounds over the devices, where there is no time */
	char first_gpu[16];    /* that begins a round */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Words of a line, '#' left out. */
static size_t split(const char *text, size_t length, struct csv_field *words)
{
	size_t count = 0, i = 0;

	while (i < length && (is_blank(text[i]) || text[i] == '#'))
		i++;
	while (i < length && count < MOST_COLUMNS) {
		size_t start = i;

		while (i < length && !is_blank(text[i]))
			i++;
		words[count++] = (struct csv_field){text + start, i - start, false};
		while (i < length && is_blank(text[i]))
			i++;
	}
	return count;
}

static bool claims_text(const char *text, size_t length)
{
	struct csv_field words[MOST_COLUMNS];
	bool gpu = false, power = false;
	size_t start = 0, end, count;

	while (start < length &&
	       (is_blank(text[start]) || text[start] == '\n' || text[start] == '\r'))
		start++;
	for (end = start; end < length && text[end] != '\n' && text[end] != '\r'; end++)
		;
	if (start == length || text[start] != '#')
		return false;
	count = split(text + start, end - start, words);
	for (size_t i = 0; i < count; i++) {
		gpu |= field_same(words[i], "gpu");
		power |= field_same(words[i], "pwr");
	}
	return gpu && power;
}

static size_t find(const struct dmon *log, const char *name)
{
	for (size_t i = 0; i < log->count; i++)
		if (text_same_nocase(log->names[i], name))
			return i;
	return SIZE_MAX;
}

static bool has_word(const struct csv_field *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (field_same(words[i], word))
			return true;
	return false;
}

static bool same_names(const struct dmon *log, const struct csv_field *words, size_t count)
{
	for (size_t i = 0; i < count && count == log->count; i++)
		if (!field_same(words[i], log->names[i]))
			return false;
	return count == log->count;
}

/* Names stand on one line, their units on the next; both come again on each page. */
static void read_names(struct intake *intake, const struct log_line *line)
{
	struct dmon *log = intake->state;
	struct csv_field words[MOST_COLUMNS];
	size_t count = split(line->text, line->length, words);

	intake_not_data(intake);
	if (!has_word(words, count, "gpu")) {
		if (log->power < count && !field_same(words[log->power], "W"))
			intake_fail(intake, DIAG_IMPORT_UNUSABLE, line->line, NULL,
				    "the power is in '%.*s', not in W",
				    (int)words[log->power].length, words[log->power].text);
		return;
	}
	if (same_names(log, words, count))
		return;
	log->count = count;
	for (size_t i = 0; i < count; i++)
		log->names[i] = arena_copy(intake->arena, words[i].text, words[i].length);
	log->date = find(log, "date");
	log->time = find(log, "time");
	log->gpu = find(log, "gpu");
	log->power = find(log, "pwr");
	log->busy = find(log, "sm");
}

static struct csv_field word_at(const struct csv_field *words, size_t count, size_t column)
{
	return column < count ? words[column] : (struct csv_field){.text = ""};
}

/* "20260302" and "10:00:00". */
static bool read_dated(struct intake *intake, struct csv_field date, struct csv_field time,
		       int64_t *result)
{
	char text[32];

	if (date.length != 8 || time.length > 18 || strspn(date.text, "0123456789") != 8)
		return false;
	memcpy(text, date.text, 4);
	text[4] = '-';
	memcpy(text + 5, date.text + 4, 2);
	text[7] = '-';
	memcpy(text + 8, date.text + 6, 2);
	text[10] = ' ';
	memcpy(text + 11, time.text, time.length);
	text[11 + time.length] = '\0';
	return intake_timestamp(intake, (struct csv_field){text, 11 + time.length, false},
				result);
}

/* Times of day that go back by half a day are those of the next day. */
static bool read_of_day(struct dmon *log, struct csv_field field, int64_t *time)
{
	double seconds;

	if (!duration_parse(field.text, field.length, &seconds))
		return false;
	if (seconds < log->of_day - HALF_DAY)
		log->days++;
	log->of_day = seconds;
	log->undated = true;
	*time = log->days * 24 * TIMESTAMP_HOUR + (int64_t)(seconds * TIMESTAMP_SECOND);
	return true;
}

/* Rounds are a second apart. */
static bool read_round(struct dmon *log, struct csv_field gpu, int64_t *time)
{
	if (gpu.length == 0 || gpu.length >= sizeof log->first_gpu)
		return false;
	if (log->first_gpu[0] == '\0') {
		memcpy(log->first_gpu, gpu.text, gpu.length);
		log->first_gpu[gpu.length] = '\0';
	} else if (field_same(gpu, log->first_gpu)) {
		log->sweep++;
	}
	log->untimed = true;
	*time = log->sweep * TIMESTAMP_SECOND;
	return true;
}

static bool read_time(struct intake *intake, const struct csv_field *words, size_t count,
		      int64_t *time)
{
	struct dmon *log = intake->state;
	struct csv_field of_day = word_at(words, count, log->time);
	bool good;

	if (log->date < count)
		return read_dated(intake, word_at(words, count, log->date), of_day, time);
	good = log->time != SIZE_MAX ? read_of_day(log, of_day, time)
				     : read_round(log, word_at(words, count, log->gpu), time);
	power_series_undated(log->series);
	return good;
}

static enum power_outcome add_reading(struct intake *intake, const struct csv_field *words,
				      size_t count, struct power_sample *sample)
{
	struct dmon *log = intake->state;
	struct csv_field gpu = word_at(words, count, log->gpu);
	double watts, percent;
	enum reading reading = field_number(word_at(words, count, log->power), &watts);
	size_t device;

	sample->part = intake_part_of(intake, log->count, log->names, words, sample->line);
	if (field_number(word_at(words, count, log->busy), &percent) == READING_NUMBER)
		sample->utilization = percent / PERCENT;
	if (reading != READING_NUMBER)
		return reading == READING_BAD ? POWER_BAD : POWER_MISSING;
	device = power_device(log->series, gpu.text, gpu.length, sample->line);
	return device == SIZE_MAX ? POWER_BAD
				  : power_add_watts(log->series, device, sample, watts);
}

static void add_row(struct intake *intake, const struct log_line *line)
{
	struct dmon *log = intake->state;
	struct csv_field words[MOST_COLUMNS] = {{.text = ""}};
	size_t count = split(line->text, line->length, words);
	struct power_sample sample = {.utilization = NAN, .line = line->line};

	if (count == 0) {
		intake_not_data(intake);
	} else if (count != log->count) {
		intake_skip(intake, "more or fewer columns than the names above", true,
			    line->line);
	} else if (!read_time(intake, words, count, &sample.time)) {
		intake_skip(intake, "timestamp is not a time", true, line->line);
	} else if (!intake_wants(intake, log->count, log->names, words)) {
		intake_skip(intake, "left out by 'where'", false, line->line);
	} else {
		power_count_row(log->series, add_reading(intake, words, count, &sample),
				&sample);
	}
}

static void add_line(struct intake *intake, const struct log_line *line)
{
	struct dmon *log = intake->state;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_accelerator);
	if (line->text[strspn(line->text, " \t")] == '#')
		read_names(intake, line);
	else
		add_row(intake, line);
}

static void finish(struct intake *intake)
{
	struct dmon *log = intake->state;
	struct import *import = intake->import;

	if (!log->series || !power_finish(log->series))
		return;
	import->metered_at = METERED_ACCELERATOR;
	import->accelerators = (unsigned)power_device_count(log->series);
	import->total.spread = "gsd-nvml-polled";
	import->total.energy_key = "nvml/";
	if (log->untimed)
		intake_assume(intake,
			      "rows of a GPU are 1 s apart, as dmon writes them without "
			      "-d (-o DT logs times)");
	else if (log->undated)
		intake_assume(intake, "times have no date, so that no hour of the day is known "
				      "(-o DT logs both)");
}

const struct importer import_dmon = {
    .name = "nvidia-dmon",
    .needs = "lines of names that begin with # and hold gpu and pwr",
    .state_size = sizeof(struct dmon),
    .selects = true,
    .claims_text = claims_text,
    .line = add_line,
    .finish = finish,
};
