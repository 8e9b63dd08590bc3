/* Sets of draws against plain lists of booleans. */

#include "lca/engine/draw_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lca/base/arena.h"

enum { DRAWS = 700, SETS = 60 };

/* Sets of some draws and of two sets before, some within few blocks, some far apart. */
static void joins_hold_what_both_hold(void **state)
{
	struct arena *arena = arena_new();
	struct draw_set sets[SETS];
	bool wanted[SETS][DRAWS] = {0};
	uint64_t random = 12345;
	size_t i, d, a, b;

	(void)state;
	for (i = 0; i < SETS; i++) {
		random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		if (i < SETS / 2) {
			d = (random >> 33) % (i % 3 ? DRAWS : 70);
			sets[i] = draw_set_of(arena, (uint32_t)d);
			wanted[i][d] = true;
		} else {
			a = (random >> 33) % i;
			b = (random >> 20) % i;
			sets[i] = draw_set_join(arena, sets[a], sets[b]);
			for (d = 0; d < DRAWS; d++)
				wanted[i][d] = wanted[a][d] || wanted[b][d];
		}
		for (d = 0; d < DRAWS; d++)
			if (draw_set_has(sets[i], d) != wanted[i][d])
				fail_msg("set %zu, draw %zu", i, d);
	}
	arena_free(arena);
}

static void a_set_that_has_all_is_shared(void **state)
{
	struct arena *arena = arena_new();
	struct draw_set none = {0}, a = draw_set_of(arena, 3), b = draw_set_of(arena, 500);
	struct draw_set both = draw_set_join(arena, a, b);

	(void)state;
	assert_int_equal(both.count, 2);
	assert_ptr_equal(draw_set_join(arena, both, a).blocks, both.blocks);
	assert_ptr_equal(draw_set_join(arena, b, both).blocks, both.blocks);
	assert_ptr_equal(draw_set_join(arena, none, b).blocks, b.blocks);
	assert_ptr_equal(draw_set_join(arena, a, none).blocks, a.blocks);
	assert_int_equal(draw_set_join(arena, none, none).count, 0);
	assert_false(draw_set_has(none, 0));
	assert_int_equal(draw_set_join(arena, draw_set_of(arena, 4), a).count, 1);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joins_hold_what_both_hold),
	    cmocka_unit_test(a_set_that_has_all_is_shared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
