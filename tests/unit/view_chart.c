/* The charts of a run draw the numbers of its assessment, and no other document has any. */

#include "tests/near.h"

#include "lca/base/arena.h"
#include "reports/view.h"
#include "reports/view_chart.h"
#include "tests/unit/chart_fixture.h"
#include "tests/unit/sample_assessment.h"

static struct doc *draw(const struct assessment *assessment)
{
	struct doc *doc = doc_new();

	doc->draws = true;
	view_itemized(doc, assessment, NULL);
	return doc;
}

static const struct chart_mark *mark_of(const struct chart *chart, const char *label)
{
	for (size_t i = 0; i < chart->mark_count; i++)
		if (text_same(chart->marks[i].label, label))
			return &chart->marks[i];
	fail_msg("no mark %s in %s", label, chart->id);
	return NULL;
}

/* Of an impact: its value and range, or nothing at all where it is a hole. */
static void assert_drawn(const struct chart_mark *mark, const struct impact *impact)
{
	bool counted = impact->status == IMPACT_COUNTED;
	bool ranged = counted && impact->statistics.finite;

	assert_same(mark->value, counted ? impact->statistics.central : NAN, mark->label);
	assert_same(mark->low, ranged ? impact->statistics.low : NAN, mark->label);
	assert_same(mark->high, ranged ? impact->statistics.high : NAN, mark->label);
	assert_int_equal(mark->open, !counted || impact->missing > 0);
	assert_text(mark->text, counted ? "exactly " : "missing, not 0");
}

static void draws_the_stages(void **state)
{
	struct sample sample = sample_new(0.3);
	const struct assessment *assessment = sample.assessment;
	const struct chart_mark *credits;
	const struct chart *chart;
	struct doc *doc;

	(void)state;
	/* A stage of which an item is missing is a lower bound. */
	assessment->stages[1].impacts[SAMPLE_GWP].missing = 1;
	doc = draw(assessment);
	chart = need(doc, "chart-stages");
	credits = mark_of(chart, "credits, not part of the total");
	assert_int_equal(chart->kind, CHART_STACK);
	assert_string_equal(chart->unit, "kgCO2e");
	assert_string_equal(chart->shown, "t CO2e");
	assert_string_equal(chart->interval, "95 %");
	assert_int_equal(chart->mark_count, 5);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(chart->marks[i].label, assessment->stages[i].stage);
		assert_string_equal(chart->marks[i].group, assessment->stages[i].stage);
		assert_drawn(&chart->marks[i], &assessment->stages[i].impacts[SAMPLE_GWP]);
	}
	assert_drawn(credits, &assessment->credits[SAMPLE_GWP]);
	assert_same(chart->centre, assessment->totals[SAMPLE_GWP].statistics.central, "total");
	assert_string_equal(chart->centre_label, "total, at least");
	assert_string_equal(chart->words,
			    "Of at least 50.5 t CO2e, training is 48.9 %, idle 28.9 %, "
			    "embodied 22.2 %.");
	assert_text(chart->marks[0].text,
		    "training: 24.7 t CO2e (95 %: 17.3 to 32.1); exactly 24692.172 kgCO2e (");
	assert_string_equal(chart->marks[1].brief, ">= 14.6 t");
	assert_text(chart->marks[1].text, "idle: at least 14.6 t CO2e (");
	assert_text(chart->marks[0].text, "), 48.9 % of the total");
	doc_free(doc);
	sample_free(&sample);
}

static void draws_the_items(void **state)
{
	struct sample sample = sample_new(0.3);
	const struct assessment *assessment = sample.assessment;
	struct doc *doc = draw(assessment);
	const struct chart *chart = need(doc, "chart-items");

	(void)state;
	assert_int_equal(chart->kind, CHART_INTERVALS);
	assert_int_equal(chart->mark_count, assessment->item_count);
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];
		const struct chart_mark *mark =
		    mark_of(chart, item->credit ? "heat (credit)" : item->item);

		assert_drawn(mark, &item->impacts[SAMPLE_GWP]);
		assert_string_equal(mark->group, item->credit ? "credits" : item->stage);
	}
	for (size_t i = 1; i < chart->mark_count; i++)
		assert_false(chart->marks[i - 1].value < chart->marks[i].value);
	assert_true(isnan(chart->marks[chart->mark_count - 1].value));
	assert_false(chart->logarithmic);
	assert_text(chart->words, "The largest of 6 items is final run: 24.69 t (95 %: "
				  "17.3 - 32.1).");
	doc_free(doc);
	sample_free(&sample);
}

static void draws_the_drivers(void **state)
{
	struct sample sample = sample_new(0.3);
	struct doc *doc = draw(sample.assessment);
	const struct chart *chart = need(doc, "chart-drivers");
	const struct driver *drivers = sample.assessment->drivers[SAMPLE_GWP];

	(void)state;
	assert_int_equal(chart->kind, CHART_TORNADO);
	assert_int_equal(chart->mark_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct chart_mark *mark = &chart->marks[i];

		assert_text(mark->label, drivers[i].draw);
		assert_true(isnan(mark->value));
		assert_same(mark->low, drivers[i].low, "low");
		assert_same(mark->high, drivers[i].high, "high");
	}
	assert_text(chart->marks[0].label, drivers[0].draw);
	assert_true(!drivers[0].what || text_starts(chart->marks[0].label, drivers[0].what));
	assert_text(chart->marks[0].text,
		    "intensity of the grid): the total is 39 t CO2e with it low, 67 with it "
		    "high; exactly 39000 and 67000 kgCO2e; 63.0 % of the variance");
	assert_same(chart->centre, sample.assessment->totals[SAMPLE_GWP].statistics.central,
		    "centre");
	doc_free(doc);
	doc = NULL;
	sample_free(&sample);
}

static void draws_creation_and_use_of_a_unit(void **state)
{
	struct sample sample = sample_new(0.3);
	struct doc *doc = draw(sample.assessment);
	const struct chart *chart = need(doc, "chart-per-1");
	const struct per_result *per = &sample.assessment->per[0];

	(void)state;
	assert_int_equal(chart->mark_count, 2);
	assert_drawn(mark_of(chart, "creation"), &per->creation[SAMPLE_GWP]);
	assert_drawn(mark_of(chart, "use"), &per->use[SAMPLE_GWP]);
	assert_string_equal(chart->shown, "g CO2e");
	/* Of the other unit the creation is not divided. */
	assert_null(find(doc, "chart-per-2"));
	doc_free(doc);
	sample_free(&sample);
}

static void draws_what_a_change_saves(void **state)
{
	struct sample sample = sample_new(0.3);
	struct advice advice = {.change = "region of cloud",
				.from = "PL",
				.to = "SE",
				.saves = sample_statistics(&sample, 12000),
				.then = {.central = 0.76, .finite = true},
				.saving = 1};
	const struct chart *chart;
	struct doc *doc;

	(void)state;
	sample.assessment->advice = &advice;
	sample.assessment->advice_count = 1;
	doc = draw(sample.assessment);
	chart = need(doc, "chart-advice");
	assert_int_equal(chart->mark_count, 1);
	assert_string_equal(chart->marks[0].label, "region of cloud: PL -> SE");
	assert_same(chart->marks[0].value, 12000, "saved");
	assert_same(chart->marks[0].low, advice.saves.low, "low");
	assert_same(chart->marks[0].high, advice.saves.high, "high");
	assert_same(chart->centre, 0, "nothing");
	doc_free(doc);
	sample_free(&sample);
}

static void draws_nothing_elsewhere(void **state)
{
	struct sample sample = sample_new(0.3);
	struct doc *doc = doc_new();

	(void)state;
	view_itemized(doc, sample.assessment, NULL);
	for (size_t i = 0; i < doc->count; i++)
		assert_int_not_equal(doc->blocks[i].kind, DOC_CHART);
	doc_free(doc);
	sample_free(&sample);
}

static void has_no_ranges_where_nothing_is_uncertain(void **state)
{
	struct sample sample = sample_new(0);
	struct doc *doc = draw(sample.assessment);

	(void)state;
	assert_null(need(doc, "chart-stages")->interval);
	assert_null(strstr(need(doc, "chart-items")->marks[0].text, "95 %"));
	doc_free(doc);
	sample_free(&sample);
}

static void is_logarithmic_over_three_decades_above_0(void **state)
{
	static const struct {
		double least, most;
		bool logarithmic;
	} cases[] = {
	    {1, 999, false},  {1, 1001, true}, {0, 1e6, false},
	    {-1, 1e6, false}, {NAN, 5, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct chart_mark marks[] = {
		    {.value = 10, .low = cases[i].least, .high = 20},
		    {.value = 20, .low = NAN, .high = cases[i].most},
		    {.value = NAN, .low = NAN, .high = NAN},
		};

		if (view_chart_spans(marks, 3) != cases[i].logarithmic)
			fail_msg("row %zu", i);
	}
}

/* A small value has the unit of the total, a tiny one its own, so that its row reads. */
static void gives_tiny_values_a_unit_of_their_own(void **state)
{
	struct sample sample = sample_new(0);
	struct shown_unit unit = view_unit(sample.assessment, 0);

	(void)state;
	assert_string_equal(unit.text, "t CO2e");
	assert_string_equal(view_chart_unit(sample.assessment, 0).text, "t CO2e");
	assert_string_equal(view_chart_unit(sample.assessment, 1.1).text, "t CO2e");
	assert_string_equal(view_chart_unit(sample.assessment, 0.9).text, "g CO2e");
	assert_string_equal(view_chart_unit(sample.assessment, -0.0009).text, "mg CO2e");
	sample_free(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_the_stages),
	    cmocka_unit_test(draws_the_items),
	    cmocka_unit_test(draws_the_drivers),
	    cmocka_unit_test(draws_creation_and_use_of_a_unit),
	    cmocka_unit_test(draws_what_a_change_saves),
	    cmocka_unit_test(draws_nothing_elsewhere),
	    cmocka_unit_test(has_no_ranges_where_nothing_is_uncertain),
	    cmocka_unit_test(is_logarithmic_over_three_decades_above_0),
	    cmocka_unit_test(gives_tiny_values_a_unit_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
