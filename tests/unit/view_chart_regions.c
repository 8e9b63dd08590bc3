/* The chart of a comparison: medians and ranges of its rows in their order, holes without any.
 */

#include "tests/near.h"

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/comparison.h"
#include "models/scenario.h"
#include "reports/view_chart.h"
#include "reports/view_comparison.h"
#include "tests/unit/chart_fixture.h"

enum { SIDES = 3 };

struct study {
	struct arena *arena;
	struct factors *factors;
	const struct comparison *comparison;
	struct doc *doc;
};

/* A run in two regions, and one whose scenario could not be read. */
static struct study study_new(void)
{
	static const struct {
		const char *label, *region;
	} sides[SIDES] = {{"PL", "PL"}, {"FR", "FR"}, {"gone", NULL}};
	struct study study = {.arena = arena_new(), .doc = doc_new()};
	struct diags *diags = diags_new(study.arena);
	struct comparison_side of[SIDES] = {0};
	const struct comparison_options options = {
	    .assess = {.run = {.samples = 500, .seed = 1, .interval = 0.95, .threads = 1},
		       .version = "0"},
	};

	study.factors = factors_open(study.arena, &(struct factors_options){0}, diags);
	for (size_t i = 0; i < SIDES; i++) {
		const char *text = arena_printf(
		    study.arena,
		    "lca: 1\nstages:\n  training:\n    - {item: run, region: %s, year: "
		    "2022, energy: 1 MWh}\n",
		    sides[i].region ? sides[i].region : "");

		of[i].label = sides[i].label;
		if (sides[i].region)
			of[i].scenario = scenario_read_text(study.arena, sides[i].label, text,
							    strlen(text), diags);
	}
	study.comparison =
	    compare_sides(study.arena, of, SIDES, study.factors, &options, diags);
	if (!study.comparison)
		fail_msg("%s", diags_at(diags, 0)->message);
	study.doc->draws = true;
	view_chart_regions(&(struct comparison_view){study.doc, study.comparison, .top = 1});
	return study;
}

static void study_free(struct study *study)
{
	doc_free(study->doc);
	factors_close(study->factors);
	arena_free(study->arena);
}

static void draws_every_row_in_its_order(void **state)
{
	struct study study = study_new();
	const struct chart *chart = need(study.doc, "chart-regions");
	const struct comparison *comparison = study.comparison;

	(void)state;
	assert_int_equal(chart->kind, CHART_INTERVALS);
	assert_int_equal(comparison->ranked, 2);
	assert_int_equal(chart->mark_count, SIDES);
	assert_string_equal(chart->marks[0].label, "FR");
	for (size_t i = 0; i < comparison->ranked; i++) {
		const struct statistics *statistics =
		    &comparison->rows[i].totals[comparison->by].statistics;

		assert_same(chart->marks[i].value, statistics->median, "median");
		assert_same(chart->marks[i].low, statistics->low, "low");
		assert_same(chart->marks[i].high, statistics->high, "high");
		assert_false(chart->marks[i].open);
		assert_text(chart->marks[i].text, "; exactly ");
	}
	assert_string_equal(chart->marks[0].group, "group 1");
	assert_string_equal(chart->marks[1].group, "group 2");
	assert_text(chart->words, "The lowest of 2 is FR with ");
	assert_text(chart->words, " 1 of 3 are not ranked.");
	study_free(&study);
}

static void draws_no_place_for_what_is_not_ranked(void **state)
{
	struct study study = study_new();
	const struct chart_mark *mark = &need(study.doc, "chart-regions")->marks[2];

	(void)state;
	assert_string_equal(mark->label, "gone");
	assert_true(isnan(mark->value) && isnan(mark->low) && isnan(mark->high));
	assert_true(mark->open);
	assert_text(mark->text, "gone: missing: ");
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_every_row_in_its_order),
	    cmocka_unit_test(draws_no_place_for_what_is_not_ranked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
