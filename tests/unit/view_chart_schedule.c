/* The chart of a schedule: the hours of the grid, and those of each plan, whose mean is told.
 */

#include "tests/near.h"

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/scenario.h"
#include "models/schedule.h"
#include "reports/view_schedule.h"
#include "tests/unit/chart_fixture.h"

struct study {
	struct arena *arena;
	struct factors *factors;
	const struct schedule *schedule;
	struct doc *doc;
};

static struct study study_new(bool pauses)
{
	struct study study = {.arena = arena_new(), .doc = doc_new()};
	struct diags *diags = diags_new(study.arena);
	const struct assess_options options = {
	    .run = {.samples = 200, .seed = 1, .interval = 0.95, .threads = 1}, .version = "0"};
	const struct schedule_request request = {.pauses = pauses, .top = 1};
	struct scenario *scenario;

	study.factors = factors_open(study.arena, &(struct factors_options){0}, diags);
	scenario = scenario_read(
	    study.arena, arena_printf(study.arena, "%s/scenarios/when-to-run.yaml", LCA_ROOT),
	    NULL, 0, diags);
	study.schedule =
	    schedule_find(study.arena, scenario, study.factors, &options, &request, diags);
	assert_non_null(study.schedule);
	study.doc->draws = true;
	view_chart_schedule(study.doc, study.schedule);
	return study;
}

static void study_free(struct study *study)
{
	doc_free(study->doc);
	factors_close(study->factors);
	arena_free(study->arena);
}

static double mean_of(const struct chart *chart, size_t line, size_t *known)
{
	double sum = 0;

	*known = 0;
	for (size_t i = 0; i < chart->point_count; i++) {
		if (isnan(chart->lines[line].values[i]))
			continue;
		(*known)++;
		sum += chart->lines[line].values[i];
	}
	return sum / (double)*known;
}

static void draws_the_hours_of_each_plan(void **state)
{
	static const enum schedule_kind kinds[] = {SCHEDULE_AT_ONCE, SCHEDULE_BEST,
						   SCHEDULE_WORST};
	struct study study = study_new(false);
	const struct chart *chart = need(study.doc, "chart-hours");
	size_t known;

	(void)state;
	assert_int_equal(chart->kind, CHART_SERIES);
	assert_int_equal(chart->start_s, 3600 * study.schedule->from);
	assert_int_equal(chart->step_s, 3600);
	assert_int_equal(chart->point_count, 105);
	assert_int_equal(chart->line_count, 4);
	assert_true(mean_of(chart, 0, &known) > 0);
	assert_int_equal(known, 105);
	for (size_t i = 0; i < 3; i++) {
		const struct schedule_plan *plan = &study.schedule->plans[kinds[i]];

		assert_near(mean_of(chart, i + 1, &known), 1000 * plan->intensity, 1e-9,
			    schedule_kind_name(kinds[i]));
		assert_int_equal(known, 20);
		assert_true(
		    !isnan(chart->lines[i + 1].values[plan->start - study.schedule->from]));
	}
	assert_text(chart->words, "Means of 20 h: at once 208.4, best start 188.1,");
	study_free(&study);
}

static void draws_pauses_as_gaps(void **state)
{
	struct study study = study_new(true);
	const struct chart *chart = need(study.doc, "chart-hours");
	const struct schedule_plan *plan = &study.schedule->plans[SCHEDULE_PAUSED];
	size_t known;

	(void)state;
	assert_true(plan->stretch_count > 1);
	assert_int_equal(chart->line_count, 5);
	assert_near(mean_of(chart, 3, &known), 1000 * plan->intensity, 1e-9, "with pauses");
	assert_int_equal(known, 20);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_the_hours_of_each_plan),
	    cmocka_unit_test(draws_pauses_as_gaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
