/* What a difference is put down to: a table of changes behind a report and in it. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/verify.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Energy 5 kWh at 2 kgCO2e/kWh, and an item of 30 kgCO2e. */
static const char result[] =
    "{\"record\":{\"version\":\"1\","
    "\"scenario\":{\"file\":\"s.yaml\",\"sha256\":\"aaaaaaaaaaaaaaaa\"},"
    "\"factors\":{\"version\":\"1\",\"sha256\":\"ffffffffffffffff\","
    "\"files\":[{\"file\":\"own.csv\",\"sha256\":\"cccccccccccccccc\"}]},"
    "\"inputs\":[{\"file\":\"log.csv\",\"sha256\":\"bbbbbbbbbbbbbbbb\",\"rows_used\":7}],"
    "\"seed\":1,\"samples\":500,\"interval\":0.95,\"command\":\"run\","
    "\"arguments\":[\"s.yaml\",\"--factors=own.csv\"]},"
    "\"criteria\":[{\"id\":\"gwp\",\"unit\":\"kgCO2e\"}],"
    "\"items\":[{\"id\":\"training/a\",\"stage\":\"training\",\"metered_at\":\"facility\","
    "\"credit\":false,\"impacts\":{\"gwp\":{\"status\":\"counted\",\"central\":10,"
    "\"low\":8.0,\"high\":12.0}},\"inputs\":["
    "{\"key\":\"training/a.log energy\",\"value\":5},"
    "{\"key\":\"electricity/FR/2022/gwp\",\"value\":2}]},"
    "{\"id\":\"embodied/b\",\"stage\":\"embodied\",\"metered_at\":null,\"credit\":false,"
    "\"impacts\":{\"gwp\":{\"status\":\"counted\",\"central\":30,\"low\":20.0,"
    "\"high\":45.0}},\"inputs\":[{\"key\":\"embodied/b.impact\",\"value\":30,\"origin\":"
    "{\"source\":\"a paper\"}}]}],"
    "\"stages\":{\"training\":{\"gwp\":{\"status\":\"counted\",\"central\":10,\"low\":8.0,"
    "\"high\":12.0}},\"embodied\":{\"gwp\":{\"status\":\"counted\",\"central\":30,"
    "\"low\":20.0,\"high\":45.0}}},"
    "\"totals\":{\"gwp\":{\"status\":\"counted\",\"central\":40,\"low\":31.0,"
    "\"high\":54.0}},"
    "\"completeness\":[{\"stage\":\"idle\",\"status\":\"excluded\",\"reason\":\"rented\"}],"
    "\"per\":[{\"unit\":\"request\"}],"
    "\"measure_next\":[{\"key\":\"embodied/b.impact\",\"cut\":0.5}],"
    "\"quantities\":["
    "{\"key\":\"training/a.log energy\",\"value\":5,\"unit\":\"kWh\",\"distribution\":"
    "\"exact\",\"place\":\"log.csv\",\"factor\":null},"
    "{\"key\":\"electricity/FR/2022/gwp\",\"value\":2,\"unit\":\"kgCO2e/kWh\","
    "\"distribution\":\"exact\",\"place\":\"own.csv:2:1\","
    "\"factor\":\"electricity/FR/2022/gwp\"},"
    "{\"key\":\"embodied/b.impact\",\"value\":30,\"unit\":\"kgCO2e\",\"distribution\":"
    "\"exact\",\"place\":\"s.yaml:9:5\",\"factor\":null},"
    "{\"key\":\"60\",\"value\":60,\"unit\":\"\",\"distribution\":\"exact\",\"place\":null,"
    "\"factor\":null}]}\n";

/* Of two scenarios, and as it was written when the record named the first alone. */
static const char compared[] =
    "{\"record\":{\"version\":\"1\","
    "\"scenario\":{\"file\":\"a.yaml\",\"sha256\":\"aaaaaaaaaaaaaaaa\"},"
    "\"scenarios\":[{\"file\":\"a.yaml\",\"sha256\":\"aaaaaaaaaaaaaaaa\"},"
    "{\"file\":\"b.yaml\",\"sha256\":\"bbbbbbbbbbbbbbbb\"}],"
    "\"factors\":{\"version\":\"1\",\"sha256\":\"ffffffffffffffff\"},\"inputs\":[],"
    "\"seed\":1,\"samples\":500,\"interval\":0.95,\"command\":\"compare\","
    "\"arguments\":[\"a.yaml\",\"b.yaml\"]},"
    "\"comparison\":[{\"label\":\"a.yaml\",\"central\":10},"
    "{\"label\":\"b.yaml\",\"central\":20}]}\n";
#define LISTED                                                                                 \
	"\"scenarios\":[{\"file\":\"a.yaml\",\"sha256\":\"aaaaaaaaaaaaaaaa\"},"                \
	"{\"file\":\"b.yaml\",\"sha256\":\"bbbbbbbbbbbbbbbb\"}],"

/* What stands for what, at the nth place where it stands, from 1; 0: everywhere. */
struct edit {
	const char *from, *to;
	int nth;
};

#define SCENARIO                                                                               \
	{                                                                                      \
		"aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaab", 0                                      \
	}
#define LOG                                                                                    \
	{                                                                                      \
		"bbbbbbbbbbbbbbbb", "dddddddddddddddd", 0                                      \
	}
#define OWN                                                                                    \
	{                                                                                      \
		"cccccccccccccccc", "eeeeeeeeeeeeeeee", 0                                      \
	}

static const struct {
	const char *name, *text;
	struct edit then[6], now[8]; /* of the report, and of what comes out */
	const char *causes;	     /* in their order */
	const char *words;	     /* among what they tell, or NULL */
	bool untold;
} cases[] = {
    {.name = "a quantity of the scenario",
     .text = result,
     .now = {SCENARIO,
	     {"\"value\":30", "\"value\":20", 0},
	     {"\"central\":30", "\"central\":20", 0},
	     {"\"central\":40", "\"central\":30", 0}},
     .causes = "scenario",
     .words = "embodied/b.impact: 30 kgCO2e in the report, 20 kgCO2e in s.yaml:9:5",
     .untold = true},
    {.name = "digests that differ late",
     .text = result,
     .now = {SCENARIO, {"\"central\":30", "\"central\":20", 0}},
     .causes = "scenario",
     .words = "(sha256 aaaaaaaaaaaaaaaa -> aaaaaaaaaaaaaaab)",
     .untold = true},
    {.name = "a place of measurement",
     .text = result,
     .now = {SCENARIO,
	     {"\"facility\"", "\"node\"", 0},
	     {"\"central\":10", "\"central\":12", 0},
	     {"\"central\":40", "\"central\":42", 0}},
     .causes = "scenario",
     .words = "training/a metered_at: facility in the report, node now",
     .untold = true},
    {.name = "a reason",
     .text = result,
     .now = {SCENARIO, {"\"rented\"", "\"borrowed\"", 0}},
     .causes = "scenario",
     .words = "idle reason: rented in the report, borrowed now",
     .untold = true},
    {.name = "a source",
     .text = result,
     .now = {SCENARIO, {"\"a paper\"", "\"a book\"", 0}},
     .causes = "scenario",
     .words = "embodied/b.impact source: a paper in the report, a book now",
     .untold = true},
    {.name = "no functional unit any more",
     .text = result,
     .now = {SCENARIO, {"{\"unit\":\"request\"}", "", 0}},
     .causes = "scenario",
     .words = "per request: in the report, gone now",
     .untold = true},
    {.name = "something that the report does not show",
     .text = result,
     .now = {SCENARIO, {"\"central\":30", "\"central\":20", 0}},
     .causes = "scenario",
     .words = "no quantity that the report lists has another value",
     .untold = true},
    {.name = "a constant of the calculation",
     .text = result,
     .now = {SCENARIO,
	     {"\"key\":\"60\",\"value\":60", "\"key\":\"90\",\"value\":90", 0},
	     {"\"central\":30", "\"central\":20", 0}},
     .causes = "scenario",
     .words = "no quantity that the report lists has another value",
     .untold = true},
    {.name = "the scenario, and a sum of the report that does not hold",
     .text = result,
     .then = {{"\"central\":10", "\"central\":11", 2}},
     .now = {SCENARIO, {"\"rented\"", "\"borrowed\"", 0}},
     .causes = "scenario report",
     .words = "stages.training.gwp.central is 11, and its parts make 10"},
    {.name = "the scenario, and a quantity that has two values in the report",
     .text = result,
     .then = {{"\"value\":30", "\"value\":31", 2}},
     .now = {SCENARIO, {"\"rented\"", "\"borrowed\"", 0}},
     .causes = "scenario report",
     .words = "embodied/b.impact is 31 among the quantities, and 30 at embodied/b"},
    {.name = "nothing behind a number",
     .text = result,
     .then = {{"\"central\":30", "\"central\":3", 0}, {"\"central\":40", "\"central\":13", 0}},
     .causes = "report",
     .words = "nothing behind it has changed"},
    {.name = "one end of one range",
     .text = result,
     .then = {{"\"low\":31.0", "\"low\":30.0", 0}},
     .causes = "report"},
    {.name = "another version",
     .text = result,
     .now = {{"\"version\":\"1\"", "\"version\":\"2\"", 1},
	     {"\"central\":30", "\"central\":20", 0}},
     .causes = "program",
     .words = "written by lca 1, verified by lca 2",
     .untold = true},
    {.name = "a row of the log",
     .text = result,
     .now = {LOG,
	     {"\"rows_used\":7", "\"rows_used\":6", 0},
	     {"\"value\":5", "\"value\":6", 0},
	     {"\"central\":10", "\"central\":12", 0},
	     {"\"central\":40", "\"central\":42", 0}},
     .causes = "log",
     .words = "rows used: 7 in the report, 6 now",
     .untold = true},
    {.name = "a factor of the user",
     .text = result,
     .now = {OWN,
	     {"\"value\":2", "\"value\":3", 0},
	     {"\"central\":10", "\"central\":15", 0},
	     {"\"central\":40", "\"central\":45", 0}},
     .causes = "own factors",
     .words = "electricity/FR/2022/gwp: 2 kgCO2e/kWh in the report, 3 kgCO2e/kWh now",
     .untold = true},
    {.name = "other samples, and a list that is found from them",
     .text = result,
     .now = {{"\"low\":8.0", "\"low\":8.1", 0},
	     {"\"high\":12.0", "\"high\":12.1", 0},
	     {"\"low\":20.0", "\"low\":20.1", 0},
	     {"\"high\":45.0", "\"high\":45.1", 0},
	     {"\"low\":31.0", "\"low\":31.1", 0},
	     {"\"high\":54.0", "\"high\":54.1", 0},
	     {"{\"key\":\"embodied/b.impact\",\"cut\":0.5}", "", 0}},
     .causes = "seed",
     .words = "seed 1 and 500 samples"},
    {.name = "the second scenario of two",
     .text = compared,
     .now = {LOG, {"\"central\":20", "\"central\":21", 0}},
     .causes = "scenario",
     .words = "b.yaml has changed since",
     .untold = true},
    {.name = "two scenarios, of which the record names one",
     .text = compared,
     .then = {{LISTED, "", 0}},
     .now = {{LISTED, "", 0}, {"\"central\":20", "\"central\":21", 0}},
     .causes = "unknown",
     .words = "does not name every file"},
    {.name = "two scenarios that are the same",
     .text = compared,
     .then = {{"\"central\":20", "\"central\":21", 0}},
     .causes = "report"},
    {.name = "an input without a digest",
     .text = result,
     .then = {{"\"bbbbbbbbbbbbbbbb\"", "null", 0}},
     .now = {{"\"bbbbbbbbbbbbbbbb\"", "null", 0}, {"\"central\":30", "\"central\":20", 0}},
     .causes = "unknown"},
};

static const char *replace(struct arena *arena, const char *text, const struct edit *edit)
{
	const char *at = strstr(text, edit->from), *rest;

	for (int i = 1; at && i < edit->nth; i++)
		at = strstr(at + 1, edit->from);
	if (!at)
		fail_msg("'%s' is not in %s", edit->from, text);
	rest = at + strlen(edit->from);
	if (edit->nth == 0 && strstr(rest, edit->from))
		rest = replace(arena, rest, edit);
	return arena_printf(arena, "%s%s%s", arena_copy(arena, text, (size_t)(at - text)),
			    edit->to, rest);
}

static const char *edited(struct arena *arena, const char *text, const struct edit *edits,
			  size_t count)
{
	for (size_t i = 0; i < count && edits[i].from; i++)
		text = replace(arena, text, &edits[i]);
	return text;
}

/* The record is left open: the arena does not hold its tree. */
static struct verification *verify(struct arena *arena, const char *then, const char *now,
				   struct verify_record **records)
{
	struct diags *diags = diags_new(arena);

	assert_int_equal(verify_records(arena, "r.json", then, strlen(then), records, diags),
			 1);
	return verify_compare(arena, "r.json", *records, then, strlen(then), now, strlen(now));
}

static const char *causes_of(struct arena *arena, const struct verification *v)
{
	const char *text = "";

	for (size_t i = 0; i < v->cause_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "",
				    verify_cause_name(v->causes[i].kind));
	return text;
}

static const char *told_of(struct arena *arena, const struct verification *v)
{
	const char *text = "";

	for (size_t i = 0; i < v->cause_count; i++) {
		text = arena_printf(arena, "%s%s\n", text, v->causes[i].what);
		for (size_t k = 0; k < v->causes[i].detail_count; k++)
			text = arena_printf(arena, "%s  %s\n", text, v->causes[i].details[k]);
	}
	return text;
}

static void puts_every_difference_down_to_its_cause(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *then = edited(arena, cases[i].text, cases[i].then, 6),
			   *now = edited(arena, cases[i].text, cases[i].now, 8), *told;
		struct verify_record *records;
		struct verification *v = verify(arena, then, now, &records);

		told = told_of(arena, v);
		if (!text_same(causes_of(arena, v), cases[i].causes))
			fail_msg("%s: '%s', not '%s'\n%s", cases[i].name, causes_of(arena, v),
				 cases[i].causes, told);
		if (cases[i].words && !strstr(told, cases[i].words))
			fail_msg("%s: not '%s' in\n%s", cases[i].name, cases[i].words, told);
		if (v->edit_untold != cases[i].untold)
			fail_msg("%s: an edit is %stold", cases[i].name,
				 v->edit_untold ? "not " : "");
		assert_int_equal(v->verdict, VERIFIED_DIFFERS);
		verify_records_free(records, 1);
	}
	arena_free(arena);
}

/* 5 kWh x 2 are 6 kWh x 3 now: 8 of 40, by their logarithms. */
static void shares_what_two_causes_moved(void **state)
{
	static const struct edit now[] = {LOG,
					  OWN,
					  {"\"value\":5", "\"value\":6", 0},
					  {"\"value\":2", "\"value\":3", 0},
					  {"\"central\":10", "\"central\":18", 0},
					  {"\"central\":40", "\"central\":48", 0}};
	struct arena *arena = arena_new();
	struct verify_record *records;
	struct verification *v =
	    verify(arena, result, edited(arena, result, now, COUNT(now)), &records);

	(void)state;
	assert_string_equal(causes_of(arena, v), "own factors log");
	assert_near(v->causes[0].moved, 0.2 * log(1.5) / log(1.8), 1e-12, "own factors");
	assert_near(v->causes[1].moved, 0.2 * log(1.2) / log(1.8), 1e-12, "log");
	verify_records_free(records, 1);
	arena_free(arena);
}

/* Of an item that is no product of its inputs nothing is said. */
static void shares_nothing_that_is_no_product(void **state)
{
	static const struct edit now[] = {LOG,
					  OWN,
					  {"\"value\":5", "\"value\":6", 0},
					  {"\"value\":2", "\"value\":3", 0},
					  {"\"central\":10", "\"central\":19", 0},
					  {"\"central\":40", "\"central\":49", 0}};
	struct arena *arena = arena_new();
	struct verify_record *records;
	struct verification *v =
	    verify(arena, result, edited(arena, result, now, COUNT(now)), &records);

	(void)state;
	assert_true(isnan(v->causes[0].moved) && isnan(v->causes[1].moved));
	verify_records_free(records, 1);
	arena_free(arena);
}

/* Totals, then other values, then lists that follow from them. */
static void tells_totals_first(void **state)
{
	static const struct edit now[] = {SCENARIO,
					  {"\"cut\":0.5", "\"cut\":5", 0},
					  {"\"value\":30", "\"value\":60", 0},
					  {"\"central\":30", "\"central\":60", 0},
					  {"\"central\":40", "\"central\":70", 0}};
	struct arena *arena = arena_new();
	struct verify_record *records;
	struct verification *v =
	    verify(arena, result, edited(arena, result, now, COUNT(now)), &records);

	(void)state;
	assert_string_equal(v->differences[0].path, "totals.gwp.central");
	assert_string_equal(v->differences[v->difference_count - 1].path,
			    "measure_next[embodied/b.impact].cut");
	verify_records_free(records, 1);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(puts_every_difference_down_to_its_cause),
	    cmocka_unit_test(shares_what_two_causes_moved),
	    cmocka_unit_test(shares_nothing_that_is_no_product),
	    cmocka_unit_test(tells_totals_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
