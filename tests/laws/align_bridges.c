/* Whatever is stated: what the bridges of a row add is its total, a bridge that is inside adds
 * nothing, no end of a range lies on the wrong side, and no figure is of less than nothing. */

#include <math.h>
#include <stdint.h>

#include "tests/align_world.h"

enum { FILES = 150, CLAIMS = 6, PERCENT = 100 };

static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*state >> 33) % below;
}

/* One of the words, or nothing. */
static const char *some(struct arena *arena, uint64_t *state, const char *key,
			const char *const *words, uint32_t count)
{
	uint32_t which = draw(state, count + 1);

	return which < count ? arena_printf(arena, ", %s: %s", key, words[which]) : "";
}

#define SOME(key, ...)                                                                         \
	some(arena, state, key, (const char *const[]){__VA_ARGS__},                            \
	     sizeof(const char *const[]){__VA_ARGS__} / sizeof(const char *))

static const char *random_claim(struct arena *arena, uint64_t *state, size_t number)
{
	const char *text = arena_printf(arena, "- {id: c%zu", number);
	const char *const parts[] = {
	    SOME("model", "A", "B", "C"),
	    SOME("stage", "training", "training", "idle", "rnd", "embodied", "total",
		 "inference"),
	    SOME("emissions", "25 t", "8.4 t", "3 t", "12 t", "110 kg"),
	    SOME("energy", "60 MWh", "433196 kWh", "9 MWh"),
	    SOME("metered_at", "accelerator", "node", "facility"),
	    SOME("accelerator", "nvidia-a100-sxm4-80gb", "nvidia-h100-sxm5-80gb"),
	    SOME("accelerator_hours", "1.08M h", "5000 h"),
	    SOME("power", "400 W", "330 W"),
	    SOME("pue", "1", "1.2", "1.58"),
	    SOME("intensity", "57 g/kWh", "0.4 kg/kWh"),
	    SOME("region", "FR", "US", "\"gcp:us-central1\""),
	    SOME("accounting", "market", "location"),
	    SOME("embodied", "1 t", "40 kg"),
	    SOME("host_factor", "1.3"),
	    SOME("scope", "[training]", "[training, idle]", "[embodied, PUE]",
		 "[training without idle or embodied]", "[rnd, losses]"),
	};
	size_t i;

	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		text = arena_printf(arena, "%s%s", text, parts[i]);
	if (draw(state, PERCENT) < 15)
		text = arena_printf(arena, "%s, per: 1000 request", text);
	return arena_printf(arena, "%s}\n", text);
}

static void holds_for(const struct aligned *row, const char *text)
{
	double sum = 0, last = 0;
	bool ordered = true;
	int step;

	for (step = 0; step < ALIGN_STEPS; step++) {
		const struct align_bridge *bridge = &row->bridges[step];
		bool adds = bridge->status == ALIGN_CROSSED || bridge->status == ALIGN_APART;

		if (adds) {
			sum += bridge->adds.central;
			ordered &= bridge->after.low <= bridge->after.high;
		}
		if (!adds && bridge->status != ALIGN_INSIDE)
			continue;
		last = bridge->after.central;
		if (last < 0)
			fail_msg("%s: less than nothing\n%s", row->id, text);
		if (!(fabs(sum - last) <= 1e-9 * fabs(last)))
			fail_msg("%s, %s: the bridges add up to %.12g, not %.12g\n%s", row->id,
				 align_step_name((enum align_step)step), sum, last, text);
	}
	if (!ordered ||
	    (row->complete && !(fabs(row->total.central - last) <= 1e-9 * fabs(last))))
		fail_msg("%s: a total of %.12g after %.12g\n%s", row->id, row->total.central,
			 last, text);
	if (row->has_without && !(row->without.central <= row->total.central * (1 + 1e-9)))
		fail_msg("%s: more without experiments than with them\n%s", row->id, text);
}

static void bridges_add_up_to_the_total(void **unused)
{
	struct world world = world_open();
	uint64_t seed = 20260;
	size_t file, i, rows = 0, complete = 0;

	(void)unused;
	for (file = 0; file < FILES; file++) {
		const char *text = "";
		const struct alignment *alignment;
		enum align_step to;

		for (i = 0; i < CLAIMS; i++)
			text = arena_printf(world.arena, "%s%s", text,
					    random_claim(world.arena, &seed, i));
		to = (enum align_step)(ALIGN_HOST + draw(&seed, ALIGN_STEPS - ALIGN_HOST));
		alignment = aligned_to(&world, text, to);
		for (i = 0; i < alignment->count; i++) {
			holds_for(&alignment->rows[i], text);
			rows++;
			complete += alignment->rows[i].complete;
		}
	}
	assert_true(complete * 3 > rows && rows > FILES);
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bridges_add_up_to_the_total),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
