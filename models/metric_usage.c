/* Differences of counters, kept by hour until it is known which metrics the log has. */

#include "models/metric_usage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text_set.h"
#include "models/timestamp.h"

enum { MOST_CELLS = 1000000 };
/* Counters are doubles: whole numbers up to here. */
#define LARGEST_COUNT 9007199254740992.0
/* A longer step has no hours that could be told. */
#define LONGEST_STEP (32 * 24 * TIMESTAMP_HOUR)

/* The last value of a series. */
struct counter {
	bool known;
	size_t served; /* its part, tool and model never change */
	int64_t time;
	double value;
};

/* Of one part, tool and model: the metrics that were seen. */
struct served {
	size_t part;
	const char *model;
	bool has[METRIC_ROLES][METRIC_RANKS];
};

/* One UTC hour of it. */
struct cell {
	size_t served;
	int64_t hour;
	double counts[METRIC_ROLES][METRIC_RANKS];
};

struct metric_usage {
	struct intake *intake;
	struct counter *counters;
	size_t counter_count;
	struct text_set served_keys, cell_keys, group_keys;
	struct served *served;
	struct cell *cells;
	uint64_t resets, long_steps, spans;
	bool over_cached;
};

struct metric_usage *metric_usage_new(struct intake *intake)
{
	struct metric_usage *usage = arena_alloc(intake->arena, sizeof *usage);

	usage->intake = intake;
	return usage;
}

static size_t find_served(struct metric_usage *usage, const struct metric *metric, size_t part,
			  const char *model)
{
	struct arena *arena = usage->intake->arena;
	size_t known = usage->served_keys.count, index;
	char *key = arena_printf(arena, "%zu %s %s", part, metric->tool, model);

	index = text_set_add(arena, &usage->served_keys, key, strlen(key));
	if (index == known) {
		usage->served = arena_grow(arena, usage->served, known, sizeof *usage->served);
		usage->served[index] =
		    (struct served){.part = part, .model = arena_text(arena, model)};
	}
	return index;
}

static struct cell *find_cell(struct metric_usage *usage, size_t served, int64_t hour)
{
	struct arena *arena = usage->intake->arena;
	size_t known = usage->cell_keys.count, index;
	char key[48];
	int length = snprintf(key, sizeof key, "%zu %lld", served, (long long)hour);

	index = text_set_add(arena, &usage->cell_keys, key, (size_t)length);
	if (index == known) {
		usage->cells = arena_grow(arena, usage->cells, known, sizeof *usage->cells);
		usage->cells[index] = (struct cell){.served = served, .hour = hour};
	}
	if (known == MOST_CELLS && !usage->intake->failed)
		intake_fail(usage->intake, DIAG_IMPORT_LIMIT, 0, NULL,
			    "counters of more than %d hours and models", MOST_CELLS);
	return &usage->cells[index];
}

/* More of a count between two times. */
struct step {
	size_t served;
	enum metric_role role;
	size_t rank;
	int64_t from, to;
	double more;
};

/* Whole counts, so that the hours add up to the step. */
static void add_step(struct metric_usage *usage, const struct step *step)
{
	int64_t last = timestamp_hour(step->to), hour = timestamp_hour(step->from);
	double told = 0, length = (double)(step->to - step->from);

	if (last > hour && last * TIMESTAMP_HOUR == step->to)
		last--;
	if (step->to - step->from > LONGEST_STEP) {
		usage->long_steps++;
		hour = last;
	}
	for (; hour < last; hour++) {
		double share = (double)((hour + 1) * TIMESTAMP_HOUR - step->from) / length;
		double until = round(step->more * share);

		find_cell(usage, step->served, hour)->counts[step->role][step->rank] +=
		    until - told;
		told = until;
	}
	find_cell(usage, step->served, last)->counts[step->role][step->rank] +=
	    step->more - told;
}

static struct counter *find_counter(struct metric_usage *usage, size_t series)
{
	while (usage->counter_count <= series) {
		usage->counters = arena_grow(usage->intake->arena, usage->counters,
					     usage->counter_count, sizeof *usage->counters);
		usage->counters[usage->counter_count++] = (struct counter){0};
	}
	return &usage->counters[series];
}

const char *metric_usage_add(struct metric_usage *usage, size_t series,
			     const struct metric *metric, enum metric_role role, size_t part,
			     const char *model, int64_t time, double value)
{
	struct counter *counter = find_counter(usage, series);
	size_t served;

	if (!(value >= 0 && value <= LARGEST_COUNT) || value != floor(value))
		return "a counter that is no whole number";
	if (counter->known && time == counter->time)
		return "the time of the sample before (same series)";
	if (counter->known && time < counter->time)
		return "the time of a series goes back";
	served = counter->known ? counter->served : find_served(usage, metric, part, model);
	usage->served[served].has[role][metric->rank] = true;
	if (counter->known) {
		bool fell = value < counter->value;

		usage->resets += fell;
		usage->spans++;
		add_step(usage, &(struct step){served, role, metric->rank, counter->time, time,
					       fell ? value : value - counter->value});
	}
	*counter = (struct counter){true, served, time, value};
	return NULL;
}

bool metric_usage_spans(const struct metric_usage *usage)
{
	return usage->spans > 0;
}

/* The best way in which a model's role is told; false: none. */
static bool best_rank(const struct served *served, enum metric_role role, size_t *rank)
{
	for (*rank = 0; *rank < METRIC_RANKS; ++*rank)
		if (served->has[role][*rank])
			return true;
	return false;
}

static uint64_t count_of(const struct metric_usage *usage, const struct cell *cell,
			 enum metric_role role)
{
	size_t rank;

	if (!best_rank(&usage->served[cell->served], role, &rank))
		return 0;
	return (uint64_t)cell->counts[role][rank];
}

static bool has_role(const struct metric_usage *usage, enum metric_role role)
{
	size_t rank;

	for (size_t i = 0; i < usage->served_keys.count; i++)
		if (best_rank(&usage->served[i], role, &rank))
			return true;
	return false;
}

/* Failures are counted beside the successes only where the latter are what is counted. */
static struct usage_count count_cell(struct metric_usage *usage, const struct cell *cell)
{
	const struct served *served = &usage->served[cell->served];
	struct usage_count count = {
	    .requests = count_of(usage, cell, ROLE_REQUESTS),
	    .failed_requests = count_of(usage, cell, ROLE_FAILED),
	    .input_tokens = count_of(usage, cell, ROLE_INPUT),
	    .cached_tokens = count_of(usage, cell, ROLE_CACHED),
	    .output_tokens = count_of(usage, cell, ROLE_OUTPUT),
	};
	size_t rank;

	if (!best_rank(served, ROLE_REQUESTS, &rank) || rank == 0)
		count.requests += count.failed_requests;
	/* Cached tokens are a part of what is not told. */
	if (!best_rank(served, ROLE_INPUT, &rank))
		count.cached_tokens = 0;
	if (count.cached_tokens > count.input_tokens) {
		/* One token may be the rounding at an hour's edge. */
		usage->over_cached |= count.cached_tokens > count.input_tokens + 1;
		count.cached_tokens = count.input_tokens;
	}
	return count;
}

/* The group of a model and an hour, over all parts. */
static struct import_group *find_group(struct metric_usage *usage, const struct cell *cell)
{
	struct import *import = usage->intake->import;
	struct arena *arena = usage->intake->arena;
	const char *model = usage->served[cell->served].model;
	char *key = arena_printf(arena, "%lld %s", (long long)cell->hour, model);
	size_t known = usage->group_keys.count;
	size_t index = text_set_add(arena, &usage->group_keys, key, strlen(key));

	if (index == known) {
		import->groups =
		    arena_grow(arena, import->groups, known, sizeof *import->groups);
		import->groups[index] = (struct import_group){
		    .model = model,
		    .region = "",
		    .hour = timestamp_hour_text(arena, cell->hour * TIMESTAMP_HOUR),
		    .status = "",
		};
		import->group_count = known + 1;
	}
	return &import->groups[index];
}

static void add_group(struct metric_usage *usage, const struct cell *cell,
		      const struct usage_count *count)
{
	struct import_group *group = find_group(usage, cell);

	group->requests += count->requests;
	group->failed_requests += count->failed_requests;
	group->input_tokens += count->input_tokens;
	group->cached_tokens += count->cached_tokens;
	group->output_tokens += count->output_tokens;
}

static int compare_groups(const void *a, const void *b)
{
	const struct import_group *left = a, *right = b;
	int order = strcmp(left->model, right->model);

	return order ? order : strcmp(left->hour, right->hour);
}

static void mark(const struct metric_usage *usage, struct import_usage *told)
{
	told->has_cached = has_role(usage, ROLE_CACHED) && has_role(usage, ROLE_INPUT);
	told->has_failed = has_role(usage, ROLE_FAILED);
	told->input_untold = !has_role(usage, ROLE_INPUT);
	told->output_untold = !has_role(usage, ROLE_OUTPUT);
	told->has_tokens = has_role(usage, ROLE_INPUT) || has_role(usage, ROLE_OUTPUT);
}

static void tell(struct metric_usage *usage)
{
	struct intake *intake = usage->intake;

	if (!has_role(usage, ROLE_REQUESTS) && !has_role(usage, ROLE_FAILED))
		intake_assume(intake, "the log has no counter of requests: tokens alone");
	if (usage->resets > 0)
		intake_assume(intake,
			      "%llu times a counter of tokens or requests falls: the server "
			      "began again at 0",
			      (unsigned long long)usage->resets);
	if (usage->long_steps > 0)
		intake_assume(intake,
			      "%llu steps of counters are longer than 32 days: booked in "
			      "their last hour",
			      (unsigned long long)usage->long_steps);
	if (usage->over_cached)
		intake_assume(intake,
			      "more tokens came from the prefix cache than there were input "
			      "tokens: cached tokens are taken as all of them");
}

void metric_usage_finish(struct metric_usage *usage)
{
	struct intake *intake = usage->intake;

	for (size_t i = 0; i < usage->cell_keys.count && !intake->failed; i++) {
		const struct cell *cell = &usage->cells[i];
		struct usage_count count = count_cell(usage, cell);

		if (intake_add_usage(intake, usage->served[cell->served].part, &count))
			add_group(usage, cell, &count);
	}
	if (usage->cell_keys.count == 0 || intake->failed)
		return;
	mark(usage, &intake->total.usage);
	for (size_t i = 0; intake->options->split && i < intake->part_values.count; i++)
		mark(usage, &intake->parts[i].usage);
	qsort(intake->import->groups, intake->import->group_count,
	      sizeof *intake->import->groups, compare_groups);
	tell(usage);
}
