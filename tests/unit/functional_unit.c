/* Functional units: what 'per' and 'served' may say. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/study.h"
#include "tests/near.h"

static void reads_counts_and_kinds(void **state)
{
	static const struct {
		const char *text, *kind; /* NULL: refused */
		double count, scale;
	} cases[] = {
	    {"request", "request", 1, 1},
	    {"requests", "request", 1, 1},
	    {"1000 requests", "request", 1000, 1},
	    {"query", "request", 1, 1},
	    {"queries", "request", 1, 1},
	    {"successful request", "successful request", 1, 1},
	    {"answered requests", "successful request", 1, 1},
	    {"token", "token", 1, 1},
	    {"1000 output token", "output token", 1000, 1},
	    {"1_000 output tokens", "output token", 1000, 1},
	    {"1e6 input token", "input token", 1e6, 1},
	    {"prompt token", "input token", 1, 1},
	    {"generated token", "output token", 1, 1},
	    {"cached token", "cached token", 1, 1},
	    {"cached input tokens", "cached token", 1, 1},
	    {"2  image", "image", 2, 1},
	    {"day", "day", 1, 1},
	    {"Mtoken", "token", 1, 1e6},
	    {"2 ktoken", "token", 2, 1e3},
	    {"EFLOP", "FLOP", 1, 1e18},
	    {"0.5 image", "image", 0.5, 1},
	    {"", NULL, 0, 0},
	    {"1000", NULL, 0, 0},
	    {"0 request", NULL, 0, 0},
	    {"-1 request", NULL, 0, 0},
	    {"kWh", NULL, 0, 0},
	    {"kgCO2e", NULL, 0, 0},
	    {"conversation", NULL, 0, 0},
	    {"request/day", NULL, 0, 0},
	    {"output", NULL, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags *diags = diags_new(arena);
		struct functional_unit unit;
		bool read = functional_unit_read(arena, cases[i].text, (struct place){0}, "per",
						 diags, &unit);

		if (read != (cases[i].kind != NULL) || read == diags_has_error(diags))
			fail_msg("'%s' is %s", cases[i].text, read ? "read" : "refused");
		if (read && !text_same(unit.kind, cases[i].kind))
			fail_msg("'%s' counts %s", cases[i].text, unit.kind);
		if (read) {
			assert_near(unit.count, cases[i].count, 0, cases[i].text);
			assert_near(unit.scale, cases[i].scale, 1e-15, cases[i].text);
		}
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads_counts_and_kinds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
