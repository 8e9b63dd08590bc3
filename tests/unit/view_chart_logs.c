/* The lines of logs: energy and intensity by hour add up to the item they are of. */

#include "tests/near.h"

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/assess.h"
#include "models/grid_series.h"
#include "models/scenario.h"
#include "reports/view.h"
#include "reports/view_chart.h"
#include "tests/unit/chart_fixture.h"

struct study {
	struct arena *arena;
	struct factors *factors;
	const struct assessment *assessment;
	struct doc *doc;
};

static struct study study_new(const char *file)
{
	struct study study = {.arena = arena_new(), .doc = doc_new()};
	struct diags *diags = diags_new(study.arena);
	struct assess_options options = {
	    .run = {.samples = 200, .seed = 1, .interval = 0.95, .threads = 1},
	    .version = "0.1.0",
	};
	const struct scenario *scenario;

	study.factors = factors_open(study.arena, &(struct factors_options){0}, diags);
	scenario = scenario_read(
	    study.arena, arena_printf(study.arena, "%s/%s", LCA_ROOT, file), NULL, 0, diags);
	study.assessment = assess(study.arena, scenario, study.factors, &options, diags);
	assert_non_null(study.assessment);
	study.doc->draws = true;
	view_chart_logs(study.doc, study.assessment);
	return study;
}

static void study_free(struct study *study)
{
	doc_free(study->doc);
	factors_close(study->factors);
	arena_free(study->arena);
}

static double sum_of(const struct chart *chart, size_t line, size_t *known)
{
	double sum = 0;

	*known = 0;
	for (size_t i = 0; i < chart->point_count; i++) {
		double value = chart->lines[line].values[i];

		if (isnan(value))
			continue;
		(*known)++;
		sum += value;
	}
	return sum;
}

static size_t count_series(const struct doc *doc)
{
	size_t count = 0;

	for (size_t i = 0; i < doc->count; i++)
		count += doc->blocks[i].kind == DOC_CHART &&
			 doc->blocks[i].chart->kind == CHART_SERIES;
	return count;
}

static const struct item_result *item_of(const struct study *study, const char *id)
{
	for (size_t i = 0; i < study->assessment->item_count; i++)
		if (text_same(study->assessment->items[i].id, id))
			return &study->assessment->items[i];
	fail_msg("no item %s", id);
	return NULL;
}

static void joins_a_log_with_the_hours_of_its_grid(void **state)
{
	struct study study = study_new("tests/golden/grid_series_log/s.yaml");
	const struct chart *energy = need(study.doc, "chart-energy-1");
	const struct chart *intensity = need(study.doc, "chart-intensity-1");
	const struct item_result *item = item_of(&study, "training/run");
	const struct import_part *part = &item->import->total;
	size_t known;

	(void)state;
	/* What is typed beside it, over a period, has its grid alone. */
	assert_int_equal(count_series(study.doc), 3);
	assert_int_equal(energy->start_s, 3600 * part->hours[0].hour);
	assert_int_equal(energy->step_s, 3600);
	assert_int_equal(energy->point_count, 2);
	assert_int_equal(energy->line_count, 1);
	assert_string_equal(energy->lines[0].unit, "Wh");
	for (size_t i = 0; i < 2; i++)
		assert_near(energy->lines[0].values[i], 1000 * part->hours[i].energy_it_kwh,
			    1e-12, "Wh");
	assert_int_equal(intensity->line_count, 2);
	assert_string_equal(intensity->lines[0].unit, "gCO2e/kWh");
	for (size_t i = 0; i < 2; i++)
		assert_near(
		    intensity->lines[0].values[i],
		    1000 * grid_series_at(item->supplies[0].series, part->hours[i].hour)->value,
		    1e-12, "intensity");
	assert_string_equal(intensity->lines[1].unit, "mg CO2e");
	assert_near(sum_of(intensity, 1, &known), 1e6 * item->impacts[0].statistics.central,
		    1e-9, "emissions of all hours");
	assert_int_equal(known, 2);
	assert_text(intensity->words, "column 'gCO2eq/kWh (life cycle)'");
	item = item_of(&study, "idle/waiting");
	assert_near(sum_of(need(study.doc, "chart-intensity-2"), 1, &known),
		    1000 * item->impacts[0].statistics.central, 1e-9, "half an hour, and one");
	assert_int_equal(known, 2);
	study_free(&study);
}

static void draws_each_part_of_a_log(void **state)
{
	struct study study = study_new("tests/golden/grid_series_split/s.yaml");
	size_t known;

	(void)state;
	for (size_t i = 1; i <= study.assessment->item_count; i++) {
		const struct chart *chart =
		    find(study.doc, arena_printf(study.arena, "chart-intensity-%zu", i));

		if (chart)
			assert_true(sum_of(chart, 1, &known) > 0);
	}
	assert_true(count_series(study.doc) >= 4);
	assert_null(find(study.doc, "chart-energy-9"));
	study_free(&study);
}

static void tells_one_intensity_where_no_series_is_stated(void **state)
{
	struct study study = study_new("scenarios/measured-run.yaml");
	const struct chart *energy = need(study.doc, "chart-energy-1");
	const struct item_result *item = item_of(&study, "training/pre-training");
	size_t of_energy = 0;

	(void)state;
	/* What takes a share of a log has no hours of its own. */
	assert_int_equal(count_series(study.doc), 3);
	assert_text(energy->title, "Energy by hour: pre-training");
	assert_near(sum_of(energy, 0, &of_energy), item->import->total.energy_it_kwh, 1e-12,
		    "kWh");
	/* One figure for every hour is told, not drawn. */
	assert_null(find(study.doc, "chart-intensity-1"));
	assert_true(of_energy > 0);
	assert_text(energy->words, "Every hour is counted with the one mean of its grid FR");
	study_free(&study);
}

static void draws_the_hours_of_a_period_as_if_drawn_evenly(void **state)
{
	struct study study = study_new("scenarios/when-to-run.yaml");
	const struct chart *intensity = need(study.doc, "chart-intensity-1");
	const struct item_result *item = item_of(&study, "training/fine-tune");
	size_t known;

	(void)state;
	assert_int_equal(count_series(study.doc), 1);
	assert_int_equal(intensity->start_s, item->supplies[0].from_s);
	assert_int_equal(intensity->point_count, 105);
	assert_near(sum_of(intensity, 1, &known), 1000 * item->impacts[0].statistics.central,
		    1e-9, "g");
	assert_int_equal(known, 105);
	assert_text(intensity->words, "is their mean, as if drawn evenly.");
	study_free(&study);
}

static void draws_nothing_without_a_log(void **state)
{
	struct study study = study_new("scenarios/bloom-176b.yaml");

	(void)state;
	assert_int_equal(study.doc->count, 0);
	study_free(&study);
}

static void joins_hours_to_days_where_they_are_many(void **state)
{
	static const struct {
		int64_t first, last, from, step;
		size_t count;
	} cases[] = {
	    {100, 100, 100, 1, 1},     {0, 19999, 0, 1, 20000},	  {1, 20001, 0, 24, 834},
	    {-1, 20000, -24, 24, 835}, {5, 600000, 0, 48, 12501},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart_hours hours =
		    view_chart_hours(cases[i].first, cases[i].last, 20000);
		double *values = view_chart_values(arena, &hours);

		view_chart_add(&hours, values, cases[i].first, 1);
		view_chart_add(&hours, values, cases[i].last, 2);
		view_chart_add(&hours, values, cases[i].last, 4);
		if (hours.first != cases[i].from || hours.step != cases[i].step ||
		    hours.count != cases[i].count)
			fail_msg("row %zu: %d %d %zu", i, (int)hours.first, (int)hours.step,
				 hours.count);
		assert_near(values[hours.count - 1], hours.count > 1 ? 6 : 7, 0, "last");
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joins_a_log_with_the_hours_of_its_grid),
	    cmocka_unit_test(draws_each_part_of_a_log),
	    cmocka_unit_test(tells_one_intensity_where_no_series_is_stated),
	    cmocka_unit_test(draws_the_hours_of_a_period_as_if_drawn_evenly),
	    cmocka_unit_test(draws_nothing_without_a_log),
	    cmocka_unit_test(joins_hours_to_days_where_they_are_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
