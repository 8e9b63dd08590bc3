/* Words of likeness: which figures they mean. */

#include "models/likeness.h"
#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "tests/unit/factors_fixture.h"

static const struct {
	const char *words, *ids; /* parted by blanks */
} cases[] = {
    {"phone charges", "phone-charge"},
    {"smartphones (charging)", "phone-charge"},
    {"smartphones_charged", "phone-charge"},
    {"acres of forest for a year", "forest-acre-year-us"},
    {"acres of U.S. forests in one year", "forest-acre-year-us"},
    {"miles driven by an average gasoline-powered passenger vehicle", "car-mile-us"},
    {"miles in an average new car", "car-new-mile-us"},
    {"km by car", "car-km-eu car-km-us"},
    {"kilometres driven by a new European car", "car-new-km-eu"},
    {"cars in their lifetimes", "car-lifetime-us"},
    {"times the lifetime emissions of a car", "car-lifetime-us"},
    {"passenger vehicles driven for one year", "car-year-us"},
    {"electric cars for a year", "car-electric-year-us"},
    {"cars", "car-lifetime-us car-year-us"},
    {"flights between London and New York", "flight-london-new-york"},
    {"transatlantic flights", "flight-london-new-york"},
    {"a trans-American flight", "flight-nyc-san-francisco"},
    {"round trips from New York to San Francisco", "flight-nyc-san-francisco"},
    {"passengers on the NY-SF flight", "flight-nyc-san-francisco"},
    {"flights", "flight-london-new-york flight-nyc-san-francisco"},
    {"homes for a year", "home-electricity-year-us home-energy-year-us"},
    {"homes' electricity use for one year", "home-electricity-year-us"},
    {"homes' energy use for one year", "home-energy-year-us"},
    {"an average American a year", "person-year-us"},
    {"the average US citizen annually", "person-year-us"},
    {"a person's year", "person-year-world"},
    {"a human life, one year", "person-year-world"},
    {"tree seedlings grown for 10 years", "tree-seedling-10-years"},
    {"tree-months", "tree-month"},
    {"tree-years", "tree-month"},
    {"gallons of gasoline", "fuel-gasoline-gallon"},
    {"gallons of diesel", "fuel-diesel-gallon"},
    {"barrels of oil", "fuel-oil-barrel"},
    {"pounds of coal burned", "fuel-coal-pound"},
    {"tanker trucks", "fuel-gasoline-tanker"},
    {"hours of video streaming", "video-hour"},
    {"elephants", ""},
    {"carbon", ""},
    {"homework", ""},
    {"the model", ""},
};

static size_t print_failed(const char *words, const char *expected, const char *found)
{
	print_error("%s: expected '%s', found '%s'\n", words, expected, found);
	return 1;
}

static void knows_what_words_mean(void **state)
{
	struct arena *arena = arena_new();
	size_t failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct likeness likeness = likeness_find(arena, cases[i].words);
		const char *ids = "";

		for (size_t k = 0; k < likeness.count; k++)
			ids = arena_printf(arena, "%s%s%s", ids, *ids ? " " : "",
					   likeness.ids[k]);
		if (!text_same(ids, cases[i].ids))
			failed += print_failed(cases[i].words, cases[i].ids, ids);
	}
	assert_int_equal(failed, 0);
	arena_free(arena);
}

/* Every row of the table means a figure that there is. */
static void means_figures_that_there_are(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct factors *factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, diags);
	static const char *const ids[] = {
#define LIKENESS(id, words, times) id,
#include "models/likeness.def"
	};
	size_t count = 0;
	const struct equivalence *rows;

	(void)state;
	assert_non_null(factors);
	rows = factors_equivalences(factors, &count);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		bool known = false;

		for (size_t k = 0; k < count; k++)
			known |= text_same(rows[k].id, ids[i]);
		if (!known)
			fail_msg("no figure of '%s'", ids[i]);
	}
	factors_close(factors);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_what_words_mean),
	    cmocka_unit_test(means_figures_that_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
