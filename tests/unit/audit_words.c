/* Numbers of the audit as people write them. */

#include "tests/near.h"

#include <math.h>

#include "lca/base/arena.h"
#include "models/audit_parts.h"

static void writes_numbers_as_people_do(void **state)
{
	static const struct {
		double value;
		int digits;
		const char *text;
	} rows[] = {
	    {24801.6, 4, "24,800"},
	    {1190, 3, "1190"},
	    {2204.7, 4, "2205"},
	    {0.385, 4, "0.385"},
	    {100, 4, "100"},
	    {99.996, 4, "100"},
	    {0.8581, 4, "0.8581"},
	    {0, 4, "0"},
	    {1234567.8, 10, "1,234,567.8"},
	    {0.02, 10, "0.02"},
	    {-24801.6, 4, "-24,800"},
	    {1.5e-7, 3, "1.5e-07"},
	    {78.55, 4, "78.55"},
	    {9.9999, 3, "10"},
	    {INFINITY, 3, "not finite"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(audit_plain(arena, rows[i].value, rows[i].digits),
				    rows[i].text);
	arena_free(arena);
}

static void writes_nothing_as_0(void **state)
{
	const struct unit unit = {.text = "t", .scale = 1000};
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(audit_number(arena, 0, (struct interval){0, 0}, &unit), "0 t");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_numbers_as_people_do),
	    cmocka_unit_test(writes_nothing_as_0),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
