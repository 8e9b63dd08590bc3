/* The search for the hours of a job: small series by hand, and every plan tried out. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/schedule_search.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
enum { MOST_HOURS = 12 };

static const char *hours_text(struct arena *arena, const struct search_plan *plan)
{
	char *text = arena_printf(arena, "%s", "");

	for (size_t i = 0; plan->hours && i < plan->count; i++)
		text = arena_printf(arena, "%s%s%zu", text, i ? " " : "", plan->hours[i]);
	return text;
}

static const struct {
	const char *name;
	double values[MOST_HOURS];
	size_t count;
	struct search_job job;
	const char *hours;
	double run, idle;
} by_hand[] = {
    {"one go", {5, 1, 2, 4, 1, 1}, 6, {2, 6, false, 0, 0}, "4 5", 2, 0},
    {"ties go to the earliest", {2, 1, 1, 2, 1, 1}, 6, {2, 6, false, 0, 0}, "1 2", 2, 0},
    {"the last hour counts by its part",
     {3, 1, 4, 1, 2},
     5,
     {1.5, 5, false, 0, 0},
     "3 4",
     2,
     0},
    {"a deadline within an hour", {3, 1, 4, 1, 2}, 5, {1.5, 4.25, false, 0, 0}, "1 2", 3, 0},
    {"over no gap", {1, NAN, 1, 9, 2, 3}, 6, {2, 6, false, 0, 0}, "4 5", 5, 0},
    {"cheapest hours", {5, 1, 9, 2, 9, 1}, 6, {3, 6, true, 0, 0}, "1 3 5", 4, 18},
    {"cheapest hours, ending first", {1, 5, 1, 1}, 4, {2, 4, true, 0, 0}, "0 2", 2, 5},
    {"stretches of two", {1, 9, 3, 3, 9, 2, 2}, 7, {4, 7, true, 2, 0}, "2 3 5 6", 10, 9},
    {"waiting costs", {1, 9, 1, 2, 2}, 5, {2, 5, true, 0, 0.5}, "2 3", 3, 0},
    {"waiting costs little", {1, 9, 1, 2, 2}, 5, {2, 5, true, 0, 0.1}, "0 2", 2, 9},
    {"a part of an hour makes no stretch of two",
     {1, 1, 9, 1, 1, 9, 1},
     7,
     {4.25, 7, true, 2, 0},
     "0 1 3 4 5",
     6.25,
     9},
    {"a stretch of two and a part",
     {1, 9, 1, 1, 9, 1, 1, 1},
     8,
     {4.25, 8, true, 2, 0},
     "2 3 5 6 7",
     4.25,
     9},
    {"the end is an hour and a part", {1, 1, 9, 1, 2}, 5, {2.5, 5, true, 1, 0}, "0 3 4", 3, 10},
    {"a stretch within an hour and a part",
     {1, 1, 9, 1, 2},
     5,
     {2.5, 5, true, 1.5, 0},
     "0 1 2",
     6.5,
     0},
    {"too late", {1, 1, 1}, 3, {2, 1.5, false, 0, 0}, "", 0, 0},
    {"gaps leave nothing", {1, NAN, 1, NAN}, 4, {2, 4, true, 2, 0}, "", 0, 0},
    {"a pause over a gap", {1, NAN, 1, 9}, 4, {2, 4, true, 0, 0}, "0 2", 2, NAN},
    {"no wait over a gap", {1, NAN, 1, 9}, 4, {2, 4, true, 0, 0.1}, "2 3", 10, 0},
};

static void finds_the_plans_worked_out_by_hand(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(by_hand); i++) {
		const struct search_job *job = &by_hand[i].job;
		struct search_plan plan =
		    search_best(search_new(arena, by_hand[i].values, by_hand[i].count, job));
		const char *hours = hours_text(arena, &plan);

		if (strcmp(hours, by_hand[i].hours) != 0)
			fail_msg("%s: got hours '%s', want '%s'", by_hand[i].name, hours,
				 by_hand[i].hours);
		if (plan.hours && fabs(plan.mean * job->length - by_hand[i].run) > 1e-12)
			fail_msg("%s: got %g", by_hand[i].name, plan.mean * job->length);
		if (plan.hours && !isnan(by_hand[i].idle) &&
		    fabs(plan.idle - by_hand[i].idle) > 1e-12)
			fail_msg("%s: waits for %g", by_hand[i].name, plan.idle);
	}
	arena_free(arena);
}

/* Whether each stretch of the hours that are the bits of mask runs for as long as it must. */
static bool is_long_enough(size_t count, const struct search_job *job, unsigned mask)
{
	double part = job->length - (double)(search_hours(job->length) - 1), ran = 0;
	double least = !job->pauses || job->stretch > job->length ? job->length : job->stretch;

	for (size_t i = 0; i <= count; i++) {
		if (i < count && mask >> i & 1) {
			ran += mask >> (i + 1) ? 1 : part;
			continue;
		}
		if (ran > 0 && ran < least - 1e-9)
			return false;
		ran = 0;
	}
	return true;
}

/* The sum of the plan whose hours are the bits of mask; NaN where it is none. */
static double cost_of(const double *values, size_t count, const struct search_job *job,
		      unsigned mask)
{
	size_t needed = search_hours(job->length), left = needed;
	double part = job->length - (double)(needed - 1), cost = 0;

	for (size_t i = 0; i < count; i++) {
		if (!(mask >> i & 1)) {
			if (left < needed && left > 0 && job->idle > 0)
				cost += values[i] * job->idle;
			continue;
		}
		if (left-- == 0)
			return NAN;
		cost += values[i] * (left ? 1 : part);
		if (left == 0 && (double)i + part > job->horizon)
			return NAN;
	}
	return left == 0 && is_long_enough(count, job, mask) ? cost : NAN;
}

static double least_cost(const double *values, size_t count, const struct search_job *job)
{
	double least = INFINITY;

	for (unsigned mask = 1; mask < 1u << count; mask++) {
		double cost = cost_of(values, count, job, mask);

		if (cost < least)
			least = cost;
	}
	return least;
}

static double random_of(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (double)(*seed >> 40) / (double)(1 << 24);
}

/* No plan costs less than the one found, and the one found is possible. */
static void finds_the_least_of_all_plans(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct arena *arena = arena_new();
		size_t count = 1 + (size_t)(random_of(&seed) * (MOST_HOURS - 1));
		double values[MOST_HOURS], least, cost = INFINITY;
		struct search_job job = {
		    .length = 0.25 * (1 + floor(random_of(&seed) * 4 * (double)count)),
		    .horizon = (double)count - 0.25 * floor(random_of(&seed) * 4),
		    .pauses = random_of(&seed) < 0.8,
		    .stretch = 0.25 * floor(random_of(&seed) * 17),
		    .idle = random_of(&seed) < 0.5 ? 0 : random_of(&seed)};
		struct search_plan plan;
		unsigned mask = 0;

		for (size_t i = 0; i < count; i++)
			values[i] =
			    random_of(&seed) < 0.1 ? NAN : floor(random_of(&seed) * 20) / 8;
		plan = search_best(search_new(arena, values, count, &job));
		least = least_cost(values, count, &job);
		for (size_t i = 0; plan.hours && i < plan.count; i++)
			mask |= 1u << plan.hours[i];
		if (plan.hours)
			cost =
			    plan.mean * job.length + (job.idle > 0 ? job.idle * plan.idle : 0);
		if (isfinite(least) != isfinite(cost) ||
		    (isfinite(least) && fabs(cost - least) > 1e-9))
			fail_msg("round %d: got %.17g, least is %.17g", round, cost, least);
		if (plan.hours && fabs(cost - cost_of(values, count, &job, mask)) > 1e-9)
			fail_msg("round %d: its hours cost %.17g", round,
				 cost_of(values, count, &job, mask));
		arena_free(arena);
	}
}

static void means_of_every_start(void **state)
{
	static const double values[] = {1, 2, NAN, 3, 4, 5};
	static const double want[] = {2, NAN, NAN, 5, NAN, NAN};
	const struct search_job job = {.length = 1.5, .horizon = 5};
	struct arena *arena = arena_new();
	const struct search *search = search_new(arena, values, 6, &job);
	double means[6], mean = NAN;

	(void)state;
	assert_int_equal(search_starts(search, means, &mean), 2);
	assert_true(fabs(mean * 1.5 - 3.5) < 1e-12);
	for (size_t i = 0; i < 6; i++) {
		struct search_plan plan = search_from(search, i);

		assert_true(isnan(means[i]) == isnan(want[i]));
		assert_true(isnan(want[i]) == (plan.hours == NULL));
		if (!isnan(want[i])) {
			assert_true(fabs(means[i] * 1.5 - want[i]) < 1e-12);
			assert_true(fabs(plan.mean - means[i]) <= 0);
		}
	}
	arena_free(arena);
}

/* A value that no double has, over a length that none has: to the last digit. */
static void leaves_no_rounding_behind(void **state)
{
	enum { HOURS = 150 };
	const struct search_job job = {
	    .length = 20.4, .horizon = HOURS, .pauses = true, .stretch = 3};
	struct arena *arena = arena_new();
	double values[HOURS], means[HOURS], mean = NAN;
	const struct search *search;

	(void)state;
	for (size_t i = 0; i < HOURS; i++)
		values[i] = 0.005;
	search = search_new(arena, values, HOURS, &job);
	assert_int_equal(search_starts(search, means, &mean), 130);
	assert_true(fabs(mean - 0.005) <= 0);
	for (size_t i = 0; i < 130; i++)
		assert_true(fabs(means[i] - 0.005) <= 0);
	assert_true(fabs(search_best(search).mean - 0.005) <= 0);
	/* Every day alike: a day's hours are the same from any start. */
	for (size_t i = 0; i < HOURS; i++)
		values[i] = 0.1 + 0.01 * sqrt((double)(i % 24));
	search = search_new(arena, values, HOURS,
			    &(struct search_job){.length = 24, .horizon = HOURS});
	search_starts(search, means, &mean);
	for (size_t i = 0; i + 24 <= HOURS; i++)
		assert_true(fabs(means[i] - mean) <= 0);
	arena_free(arena);
}

static void applies_a_plan_to_other_hours(void **state)
{
	static const double learnt[] = {5, 1, 9, 1}, tried[] = {1, 2, NAN, 4};
	struct search_job job = {.length = 2, .horizon = 4, .pauses = true};
	struct arena *arena = arena_new();
	struct search_plan plan = search_best(search_new(arena, learnt, 4, &job)), applied;

	(void)state;
	applied = search_apply(search_new(arena, tried, 4, &job), &plan);
	assert_non_null(applied.hours);
	assert_true(fabs(applied.mean * 2 - 6) < 1e-12);
	job.idle = 0.1;
	assert_null(search_apply(search_new(arena, tried, 4, &job), &plan).hours);
	assert_null(search_apply(search_new(arena, tried, 3, &job), &plan).hours);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_plans_worked_out_by_hand),
	    cmocka_unit_test(finds_the_least_of_all_plans),
	    cmocka_unit_test(means_of_every_start),
	    cmocka_unit_test(leaves_no_rounding_behind),
	    cmocka_unit_test(applies_a_plan_to_other_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
