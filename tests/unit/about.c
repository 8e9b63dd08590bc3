/* What a scenario says of itself: taken as it stands, and nothing is computed from it. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "models/study.h"

struct reading {
	struct arena *arena;
	struct diags *diags;
	const struct about *about;
};

static struct reading reading_of(const char *about)
{
	struct reading reading = {.arena = arena_new()};
	const char *text;

	reading.diags = diags_new(reading.arena);
	text = arena_printf(reading.arena,
			    "lca: 1\n%sstages:\n  training: [{item: run, region: FR, "
			    "energy: 5 kWh}]\n",
			    about);
	reading.about =
	    scenario_read_text(reading.arena, "typed.yaml", text, strlen(text), reading.diags)
		->about;
	return reading;
}

static void is_empty_where_nothing_is_said(void **state)
{
	static const char *const texts[] = {"", "about: {}\n"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct reading reading = reading_of(texts[i]);

		assert_false(diags_has_error(reading.diags));
		assert_non_null(reading.about);
		assert_null(reading.about->model);
		assert_null(reading.about->base_model);
		assert_null(reading.about->offsets);
		assert_true(isnan(reading.about->offsets_kg));
		assert_false(reading.about->comparative_stated);
		arena_free(reading.arena);
	}
}

static void is_taken_as_it_stands(void **state)
{
	struct reading reading = reading_of(
	    "base_model: B\nabout:\n  model: NO\n  version: 1.10\n  parameters: 7e9\n"
	    "  comparative: false\n  offsets: 2 tCO2e ± 10 %\n  energy_source: wind\n"
	    "  date: 2024-02-29\n  goal: ''\n");
	const struct about *about = reading.about;

	(void)state;
	assert_false(diags_has_error(reading.diags));
	assert_string_equal(about->model, "NO");
	assert_string_equal(about->version, "1.10");
	assert_string_equal(about->parameters, "7e9");
	assert_string_equal(about->base_model, "B");
	assert_true(about->comparative_stated);
	assert_false(about->comparative);
	assert_true(fabs(about->offsets_kg - 2000) < 1e-9);
	assert_string_equal(about->energy_source, "wind");
	assert_string_equal(about->date, "2024-02-29");
	assert_null(about->goal);
	arena_free(reading.arena);
}

static void knows_dates_that_exist(void **state)
{
	static const struct {
		const char *date;
		bool good;
	} cases[] = {
	    {"2024", true},
	    {"2024-05", true},
	    {"2024-12-31", true},
	    {"2024-13", false},
	    {"2023-02-29", false},
	    {"2024/05/31", false},
	    {"31.05.2024", false},
	    {"2024-05-31T00:00Z", false},
	    {"2024-05-01/2024-05-31", false},
	    {"today", false},
	    {"24", false},
	    {"2024-05-3", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_new();
		struct reading reading =
		    reading_of(arena_printf(arena, "about: {date: '%s'}\n", cases[i].date));

		if ((reading.about->date != NULL) != cases[i].good ||
		    diags_has_error(reading.diags) == cases[i].good)
			fail_msg("%s", cases[i].date);
		arena_free(reading.arena);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_empty_where_nothing_is_said),
	    cmocka_unit_test(is_taken_as_it_stands),
	    cmocka_unit_test(knows_dates_that_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
