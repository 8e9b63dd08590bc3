/* Devices and their readings: what becomes of each, and the step from the one before. */

#include "models/power_series.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/power_inner.h"
#include "models/timestamp.h"

enum { MOST_DEVICES = 4096, MOST_SHARES = 8192, MOST_RUNS = 4096, MOST_KEY = 1200 };
/* Readings further apart than 32 days are never joined: what happened between is unknown. */
#define LONGEST_STEP (32 * 24 * TIMESTAMP_HOUR)

const struct power_rules power_of_accelerator = {1e4, "a power over 10 kW", true};
const struct power_rules power_of_component = {1e3, "a power over 1 kW", false};
const struct power_rules power_of_node = {1e5, "a power over 100 kW", false};

struct power_series *power_series_new(struct intake *intake, const struct power_rules *rules)
{
	struct power_series *series = arena_alloc(intake->arena, sizeof *series);

	series->intake = intake;
	series->rules = rules;
	return series;
}

static struct power_account *new_account(struct power_series *series)
{
	struct arena *arena = series->intake->arena;
	struct power_account *account = arena_alloc(arena, sizeof *account);

	account->number = series->account_count;
	account->cell = SIZE_MAX;
	series->accounts = arena_grow(arena, series->accounts, series->account_count,
				      sizeof(struct power_account *));
	series->accounts[series->account_count++] = account;
	return account;
}

/* "n1.csv: 0"; of long names the end. */
static size_t key_of_file(const char *name, const char *key, size_t length, char own[MOST_KEY])
{
	size_t named = strlen(name), most = MOST_KEY / 2 - 2;

	if (named > most)
		name += named - most;
	snprintf(own, MOST_KEY, "%s: %.*s", name, (int)(length < most ? length : most), key);
	return strlen(own);
}

/* The key with its file, where files tell devices apart. */
static struct csv_field whole_key(const struct power_series *series, const char *key,
				  size_t length, char own[MOST_KEY])
{
	if (intake_splits_files(series->intake)) {
		length = key_of_file(series->intake->name, key, length, own);
		key = own;
	}
	return (struct csv_field){key, length, false};
}

void power_miss_key(struct power_series *series, const char *key, size_t length)
{
	char own[MOST_KEY], text[MOST_KEY];
	struct csv_field whole = whole_key(series, key, length, own);
	size_t device;

	snprintf(text, sizeof text, "%.*s", (int)whole.length, whole.text);
	device = text_set_find(&series->keys, text);
	if (device != SIZE_MAX)
		power_miss(series, device);
}

size_t power_device_ruled(struct power_series *series, const char *key, size_t length,
			  uint64_t line, const struct power_rules *rules)
{
	struct arena *arena = series->intake->arena;
	size_t known = series->keys.count, device;
	char own[MOST_KEY];
	struct csv_field whole = whole_key(series, key, length, own);

	device = text_set_add(arena, &series->keys, whole.text, whole.length);
	if (device < known)
		return device;
	series->devices =
	    arena_grow(arena, series->devices, known, sizeof(struct power_device *));
	series->devices[device] = arena_alloc(arena, sizeof **series->devices);
	series->devices[device]->rules = rules;
	series->devices[device]->account = new_account(series);
	if (known < MOST_DEVICES)
		return device;
	intake_fail(series->intake, DIAG_IMPORT_LIMIT, line, NULL, "more than %d devices",
		    MOST_DEVICES);
	return SIZE_MAX;
}

size_t power_device(struct power_series *series, const char *key, size_t length, uint64_t line)
{
	return power_device_ruled(series, key, length, line, series->rules);
}

size_t power_device_count(const struct power_series *series)
{
	return series->keys.count;
}

void power_series_undated(struct power_series *series)
{
	series->undated = true;
}

void power_leave_out(struct power_series *series, size_t device)
{
	series->devices[device]->left_out = true;
}

double power_device_joules(const struct power_series *series, size_t device)
{
	const struct power_device *asked = series->devices[device];

	return power_account_joules(asked->account) + power_kept_joules(asked);
}

void power_join(struct power_series *series, struct power_device *device,
		const struct power_step *step)
{
	if (series->intake->options->overlap == OVERLAP_MAX)
		power_keep_step(series, device, step);
	else
		power_account_for(series, device, step);
}

void power_account_for(struct power_series *series, struct power_device *device,
		       const struct power_step *step)
{
	struct intake *intake = series->intake;
	size_t known = device->account->share_count;

	if (!power_account_step(intake->arena, &series->cells, device->account, step))
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "give the log in pieces",
			    "the log has too many hours, devices and parts");
	series->share_count += device->account->share_count - known;
	if (series->share_count > MOST_SHARES && !intake->failed)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "split by a column with fewer values",
			    "more than %d pairs of a device and a part", MOST_SHARES);
}

void power_leave_apart(struct power_device *device, int64_t start, int64_t end)
{
	assert(start < end);
	device->account->apart++;
	sum_add(&device->account->apart_s, power_seconds(start, end));
}

void power_start_run(struct power_series *series, struct power_device *device,
		     const struct power_sample *sample)
{
	struct intake *intake = series->intake;

	if (device->run_count == MOST_RUNS) {
		intake_fail(intake, DIAG_IMPORT_OVERLAP, sample->line,
			    "sort each device's rows by time",
			    "the time of a device goes back more than %d times", MOST_RUNS);
		return;
	}
	device->runs =
	    arena_grow(intake->arena, device->runs, device->run_count, sizeof *device->runs);
	device->runs[device->run_count++] =
	    (struct power_run){.start = sample->time,
			       .end = sample->time,
			       .place = intake_place(intake, sample->line)};
	device->apart = false;
}

/* Was the device read at this time before? */
static bool is_covered(const struct power_device *device, int64_t time)
{
	for (size_t i = 0; i < device->run_count; i++)
		if (time >= device->runs[i].start && time <= device->runs[i].end)
			return true;
	return false;
}

enum follow power_follow(struct power_series *series, struct power_device *device,
			 const struct power_sample *sample)
{
	bool dedupe = series->intake->options->overlap == OVERLAP_DEDUPE;

	if (device->run_count == 0)
		return FOLLOW_START;
	if (sample->time == device->time && !device->apart)
		return FOLLOW_SAME_TIME;
	if (dedupe && is_covered(device, sample->time)) {
		device->apart = true;
		return FOLLOW_AGAIN;
	}
	if (sample->time > device->time)
		return device->apart ? FOLLOW_START : FOLLOW_STEP;
	if (series->back++ == 0)
		series->back_place = intake_place(series->intake, sample->line);
	return FOLLOW_START;
}

void power_note_utilization(struct power_device *device, const struct power_sample *sample,
			    double watts)
{
	struct power_account *account = device->account;

	device->idle = sample->utilization <= 0;
	if (isnan(sample->utilization))
		account->untold++;
	else if (device->idle)
		account->idle++;
	else
		account->busy++;
	if (device->idle)
		sum_add(&account->idle_watts, watts);
}

void power_keep(struct power_series *series, struct power_device *device,
		const struct power_sample *sample, int64_t end)
{
	series->taken++;
	device->time = end;
	device->part = sample->part;
	if (end > device->runs[device->run_count - 1].end)
		device->runs[device->run_count - 1].end = end;
}

bool power_is_too_long(int64_t start, int64_t end)
{
	return (uint64_t)end - (uint64_t)start > (uint64_t)LONGEST_STEP;
}

bool power_is_clock_change(int64_t local, double seconds)
{
	enum { SHORTEST = 3300, LONGEST = 3900, DAY = 24, WEEK = 7, THURSDAY = 4, SMALL = 4 };
	int64_t hour = timestamp_hour(local);
	int64_t day = (hour - (hour % DAY + DAY) % DAY) / DAY;

	return seconds > SHORTEST && seconds < LONGEST && hour - day * DAY <= SMALL &&
	       ((day + THURSDAY) % WEEK + WEEK) % WEEK == 0;
}

static enum power_outcome take_watts(struct power_series *series, struct power_device *device,
				     const struct power_sample *sample, double watts)
{
	struct power_step step = {.start = device->time,
				  .end = sample->time,
				  .watts = device->watts,
				  .end_watts = watts,
				  .part = device->part,
				  .idle = device->idle,
				  .doubted = device->missed};

	switch (power_follow(series, device, sample)) {
	case FOLLOW_SAME_TIME:
		return POWER_SAME_TIME;
	case FOLLOW_AGAIN:
		return POWER_AGAIN;
	case FOLLOW_START:
		power_start_run(series, device, sample);
		break;
	case FOLLOW_STEP:
		if (power_is_too_long(step.start, step.end))
			power_leave_apart(device, step.start, step.end);
		else
			power_join(series, device, &step);
		series->forward +=
		    power_is_clock_change(step.start, power_seconds(step.start, step.end));
		break;
	}
	device->watts = watts;
	device->missed = false;
	power_note_utilization(device, sample, watts);
	power_keep(series, device, sample, sample->time);
	return POWER_TAKEN;
}

static enum power_outcome judge_watts(const struct power_device *device, double watts)
{
	if (isnan(watts))
		return POWER_BAD;
	if (watts < 0)
		return POWER_NEGATIVE;
	if (watts == 0)
		return POWER_ZERO;
	if (watts >= POWER_SENTINEL_LEAST)
		return POWER_SENTINEL;
	return watts > device->rules->most_watts ? POWER_TOO_HIGH : POWER_TAKEN;
}

void power_miss(struct power_series *series, size_t device)
{
	series->devices[device]->missed = true;
}

enum power_outcome power_add_watts(struct power_series *series, size_t device,
				   const struct power_sample *sample, double watts)
{
	struct power_device *read = series->devices[device];
	enum power_outcome outcome = judge_watts(read, watts);

	if (outcome == POWER_TAKEN)
		return take_watts(series, read, sample, watts);
	if (outcome == POWER_TOO_HIGH)
		series->passed = read->rules;
	power_miss(series, device);
	return outcome;
}
