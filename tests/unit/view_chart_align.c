/* The charts of aligned claims: steps add up to the total, what cannot be crossed is open. */

#include "reports/reports.h"
#include "reports/view_align.h"
#include "reports/view_chart.h"
#include "tests/align_world.h"
#include "tests/unit/chart_fixture.h"

static const char two[] =
    "  - {id: a, emissions: 25 t, energy: 60 MWh, metered_at: node, region: FR, " A100 "}\n"
    "  - {id: b, emissions: 25 t, energy: 60 MWh}\n"
    "  - {id: c, emissions: 50 t, energy: 99 MWh, metered_at: node, region: DE, " A100 "}\n";

static struct doc *draw(struct world *world, const struct alignment **alignment)
{
	struct doc *doc = doc_new();
	struct align_report report = {
	    .samples = 2000, .seed = 1, .interval = 0.95, .version = "0"};

	*alignment = aligned_to(world, two, ALIGN_LOSSES);
	report.alignment = *alignment;
	doc->draws = true;
	view_align(doc, &report, NULL);
	return doc;
}

static const struct aligned *row_of(const struct alignment *alignment, const char *id,
				    size_t *number)
{
	for (size_t k = 0; k < alignment->count; k++) {
		*number = k + 1;
		if (text_same(alignment->rows[alignment->order[k]].id, id))
			return &alignment->rows[alignment->order[k]];
	}
	fail_msg("no row %s", id);
	return NULL;
}

static void steps_add_up_to_the_total(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment;
	struct doc *doc = draw(&world, &alignment);
	size_t number = 0;
	const struct aligned *row = row_of(alignment, "a", &number);
	const struct chart *chart =
	    need(doc, arena_printf(world.arena, "chart-waterfall-%zu", number));
	const struct chart_mark *last = &chart->marks[chart->mark_count - 1];
	double sum = 0;

	(void)state;
	assert_int_equal(chart->kind, CHART_WATERFALL);
	assert_true(chart->marks[0].whole && last->whole);
	assert_same(chart->marks[0].value, row->bridges[ALIGN_STATED].adds.central, "stated");
	for (size_t i = 0; i + 1 < chart->mark_count; i++)
		sum += chart->marks[i].value;
	assert_near(sum, row->total.central, 1e-9, "sum of the steps");
	assert_same(last->value, row->total.central, "total");
	assert_same(last->low, row->total.low, "low");
	assert_same(last->high, row->total.high, "high");
	assert_false(last->open);
	/* Host and PUE: one is a step, what is inside is none. */
	assert_null(strstr(chart->words, "so far"));
	assert_text(chart->words, "Inside what was published: host");
	doc_free(doc);
	world_close(&world);
}

static void ends_open_before_what_is_not_known(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment;
	struct doc *doc = draw(&world, &alignment);
	size_t number = 0;
	const struct aligned *row = row_of(alignment, "b", &number);
	const struct chart *chart =
	    need(doc, arena_printf(world.arena, "chart-waterfall-%zu", number));
	const struct chart_mark *last = &chart->marks[chart->mark_count - 1];
	const struct chart_mark *unknown = last - 1;

	(void)state;
	assert_false(row->complete);
	assert_true(last->open && unknown->open);
	assert_true(isnan(unknown->value));
	assert_text(unknown->text, "cannot be crossed: ");
	assert_same(last->value, row->bridges[ALIGN_EXPERIMENTS].after.central, "so far");
	doc_free(doc);
	world_close(&world);
}

static void draws_where_all_of_a_kind_end(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment;
	struct doc *doc = draw(&world, &alignment);
	const struct chart *chart = need(doc, "chart-aligned-1");
	size_t number = 0;

	(void)state;
	assert_int_equal(chart->kind, CHART_INTERVALS);
	assert_int_equal(chart->mark_count, 3);
	for (size_t i = 0; i < chart->mark_count; i++) {
		const struct chart_mark *mark = &chart->marks[i];
		const struct aligned *row = row_of(alignment, mark->label, &number);

		assert_same(mark->value, row->complete ? row->total.central : NAN, "total");
		assert_int_equal(mark->open, !row->complete);
	}
	doc_free(doc);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steps_add_up_to_the_total),
	    cmocka_unit_test(ends_open_before_what_is_not_known),
	    cmocka_unit_test(draws_where_all_of_a_kind_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
