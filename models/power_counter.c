/* Counters of energy and energies of an interval: what a rise means, and what it adds. */

#include <math.h>

#include "models/power_inner.h"
#include "models/timestamp.h"

/* Joules of a counter from one value to the next; what it means is in the flags. */
struct rise {
	double joules;
	bool reset, wrap, possible;
};

static struct rise rise_of(const struct power_device *device, double before,
			   const struct power_counter *counter, double seconds)
{
	double most = device->rules->most_watts * seconds;
	struct rise rise = {.joules = (counter->value - before) * counter->joules};

	if (rise.joules < 0 && counter->range > before) {
		rise.wrap = true;
		rise.joules = (counter->value + (counter->range - before)) * counter->joules;
	}
	if (rise.joules < 0 || (rise.wrap && rise.joules > most)) {
		rise.reset = true;
		rise.wrap = false;
		rise.joules = counter->value * counter->joules;
	}
	rise.possible = rise.joules <= most;
	return rise;
}

static void count_rise(struct power_series *series, const struct power_device *device,
		       const struct rise *rise, const struct power_counter *counter,
		       double seconds)
{
	series->resets += rise->reset;
	series->wraps += rise->wrap;
	series->long_wraps += counter->range > 0 && device->rules->most_watts * seconds >
							counter->range * counter->joules;
}

/* The step up to a counter's reading. */
static enum power_outcome take_counter(struct power_series *series, struct power_device *device,
				       const struct power_sample *sample,
				       const struct power_counter *counter)
{
	double seconds = power_seconds(device->time, sample->time);
	struct rise rise = rise_of(device, device->counter, counter, seconds);
	struct power_step step = {.start = device->time,
				  .end = sample->time,
				  .part = device->part,
				  .idle = device->idle,
				  .always = true};

	if (!rise.possible && device->has_rejected &&
	    rise_of(device, device->rejected, counter, seconds).possible) {
		series->jumps++;
		power_leave_apart(device, step.start, step.end);
		return POWER_TAKEN;
	}
	if (!rise.possible) {
		device->rejected = counter->value;
		device->has_rejected = true;
		series->passed = device->rules;
		return POWER_TOO_HIGH;
	}
	if (power_is_too_long(step.start, step.end)) {
		power_leave_apart(device, step.start, step.end);
		return POWER_TAKEN;
	}
	count_rise(series, device, &rise, counter, seconds);
	step.watts = step.end_watts = rise.joules / seconds;
	power_join(series, device, &step);
	return POWER_TAKEN;
}

static enum power_outcome judge_counter(const struct power_device *device,
					const struct power_counter *counter)
{
	if (isnan(counter->value))
		return POWER_BAD;
	if (counter->value < 0)
		return POWER_NEGATIVE;
	if (counter->value >= POWER_SENTINEL_LEAST)
		return POWER_SENTINEL;
	/* A counter at 0 after it counted was not read: a reset shows in the next value. */
	return counter->value == 0 && device->run_count > 0 && device->counter > 0
		   ? POWER_ZERO
		   : POWER_TAKEN;
}

enum power_outcome power_add_counter(struct power_series *series, size_t device,
				     const struct power_sample *sample,
				     const struct power_counter *counter)
{
	struct power_device *read = series->devices[device];
	enum power_outcome outcome = judge_counter(read, counter);

	if (outcome != POWER_TAKEN)
		return outcome;
	switch (power_follow(series, read, sample)) {
	case FOLLOW_SAME_TIME:
		return POWER_SAME_TIME;
	case FOLLOW_AGAIN:
		return POWER_AGAIN;
	case FOLLOW_START:
		power_start_run(series, read, sample);
		break;
	case FOLLOW_STEP:
		outcome = take_counter(series, read, sample, counter);
		break;
	}
	if (outcome != POWER_TAKEN)
		return outcome;
	read->counter = counter->value;
	read->has_rejected = false;
	power_note_utilization(read, sample, NAN);
	power_keep(series, read, sample, sample->time);
	return POWER_TAKEN;
}

static enum power_outcome judge_interval(const struct power_device *device, int64_t start,
					 int64_t end, double joules)
{
	if (isnan(joules) || end <= start)
		return POWER_BAD;
	if (joules < 0)
		return POWER_NEGATIVE;
	if (joules == 0)
		return POWER_ZERO;
	return joules > device->rules->most_watts * power_seconds(start, end) ? POWER_TOO_HIGH
									      : POWER_TAKEN;
}

enum power_outcome power_add_interval(struct power_series *series, size_t device,
				      const struct power_sample *sample, int64_t end,
				      double joules)
{
	struct power_device *read = series->devices[device];
	struct power_step step = {.start = sample->time,
				  .end = end,
				  .part = sample->part,
				  .idle = sample->utilization <= 0,
				  .always = true};
	enum power_outcome outcome = judge_interval(read, step.start, end, joules);
	enum follow place;

	if (outcome == POWER_TOO_HIGH)
		series->passed = read->rules;
	if (outcome != POWER_TAKEN)
		return outcome;
	place = power_follow(series, read, sample);
	if (place == FOLLOW_AGAIN)
		return POWER_AGAIN;
	if (place == FOLLOW_START)
		power_start_run(series, read, sample);
	else if (place == FOLLOW_STEP)
		power_leave_apart(read, read->time, sample->time);
	step.watts = step.end_watts = joules / power_seconds(step.start, end);
	power_join(series, read, &step);
	power_note_utilization(read, sample, step.watts);
	power_keep(series, read, sample, end);
	return POWER_TAKEN;
}
