/* The chart of an audit: every figure that was recomputed, those that are apart first. */

#include "reports/reports.h"
#include "reports/view_audit.h"
#include "tests/align_world.h"
#include "tests/unit/chart_fixture.h"

static struct doc *draw(struct world *world, const char *text, const struct audit **audit)
{
	struct doc *doc = doc_new();
	struct audit_report report = {.version = "0"};

	*audit =
	    audit_claims(world->arena, claims_of(world, text), world->factors, world->diags);
	assert_non_null(*audit);
	report.audit = *audit;
	doc->draws = true;
	view_audit(doc, &report, NULL, true);
	return doc;
}

static void check_mark(const struct chart *chart, size_t at, const struct audited *audited,
		       const struct audit_check *check)
{
	const struct chart_mark *mark = &chart->marks[at];

	assert_true(at < chart->mark_count);
	assert_true(text_starts(mark->label, audited->claim->id));
	assert_string_equal(mark->group, audit_outcome_name(check->outcome));
	assert_same(mark->low, check->ratio.low, "low");
	assert_same(mark->high, check->ratio.high, "high");
	assert_same(mark->value, check->stated / check->value, "ratio");
	assert_int_equal(check->outcome == OUTCOME_APART, mark->low > 1 || mark->high < 1);
}

static void draws_what_is_apart_first(void **state)
{
	struct world world = world_open();
	const struct audit *audit;
	struct doc *doc = draw(&world,
			       "  - {id: sound, emissions: 24.69 t, energy: 433196 kWh, "
			       "intensity: 57 g/kWh, pue: 1, metered_at: facility}\n"
			       "  - {id: pounds, emissions: 626155 t, energy: 656347 kWh, "
			       "intensity: 0.4327 kg/kWh, pue: 1, metered_at: facility}\n",
			       &audit);
	const struct chart *chart = need(doc, "chart-audit");
	size_t at = 0;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < 2; i++) {
			const struct audited *audited = &audit->audited[i];

			for (size_t c = 0; c < audited->check_count; c++)
				if (audit_has_middle(&audited->checks[c]) &&
				    audited->checks[c].outcome != OUTCOME_SET_ASIDE &&
				    (audited->checks[c].outcome == OUTCOME_APART) ==
					(turn == 0))
					check_mark(chart, at++, audited, &audited->checks[c]);
		}
	}
	assert_int_equal(chart->mark_count, at);
	assert_text(chart->marks[0].label, "pounds: ");
	assert_same(chart->centre, 1, "centre");
	assert_text(chart->words, "1 of 2 figures that others give is apart from it");
	doc_free(doc);
	world_close(&world);
}

static void draws_nothing_where_nothing_follows(void **state)
{
	struct world world = world_open();
	const struct audit *audit;
	struct doc *doc = draw(&world, "  - {id: alone, parameters: 7e9}\n", &audit);

	(void)state;
	assert_null(find(doc, "chart-audit"));
	doc_free(doc);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(draws_what_is_apart_first),
	    cmocka_unit_test(draws_nothing_where_nothing_follows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
