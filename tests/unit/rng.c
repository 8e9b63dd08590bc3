/* The generators against their published vectors, and the draws built from them. */

#include <string.h>

#include "lca/engine/kernel.h"
#include "lca/engine/rng.h"
#include "tests/near.h"

/* Random123's known answers for philox4x32-10: counter, key, result. */
static const struct {
	uint32_t counter[4], key[2], result[4];
} philox_cases[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

/* The first numbers of the reference implementation of xoshiro256+ from the state 1, 2, 3, 4,
 * as rand_xoshiro publishes them, too. */
static const uint64_t xoshiro_numbers[] = {
    5,
    211106232532999,
    211106635186183,
    UINT64_C(9223759065350669058),
    UINT64_C(9250833439874351877),
    UINT64_C(13862484359527728515),
    UINT64_C(2346507365006083650),
    UINT64_C(1168864526675804870),
    UINT64_C(34095955243042024),
    UINT64_C(3466914240207415127),
};

/* FNV-1a over whole words. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
	return (hash ^ word) * UINT64_C(0x100000001b3);
}

static void philox_gives_the_published_numbers(void **state)
{
	uint32_t counter[4][RNG_LANES];
	size_t i, lane, w;

	(void)state;
	for (i = 0; i < sizeof philox_cases / sizeof *philox_cases; i++) {
		for (w = 0; w < 4; w++)
			for (lane = 0; lane < RNG_LANES; lane++)
				counter[w][lane] = philox_cases[i].counter[w];
		rng_philox(counter,
			   (uint64_t)philox_cases[i].key[1] << 32 | philox_cases[i].key[0]);
		for (w = 0; w < 4; w++)
			for (lane = 0; lane < RNG_LANES; lane++)
				assert_int_equal(counter[w][lane], philox_cases[i].result[w]);
	}
}

/* 65 536 counters, eight of one key at a time, against the digest of what Random123 1.14.0
 * gives for them. */
static void philox_gives_the_numbers_of_random123(void **state)
{
	uint64_t hash = rng_hash("");
	uint32_t i, lane, w;

	(void)state;
	for (i = 0; i < 8192; i++) {
		uint32_t counter[4][RNG_LANES];

		for (lane = 0; lane < RNG_LANES; lane++) {
			counter[0][lane] = i * UINT32_C(0x9e3779b9) + lane;
			counter[1][lane] = i;
			counter[2][lane] = ~i;
			counter[3][lane] = i << 13 ^ lane;
		}
		rng_philox(counter, (uint64_t)~i << 32 | (uint32_t)(i * UINT32_C(0xbb67ae85)));
		for (lane = 0; lane < RNG_LANES; lane++)
			for (w = 0; w < 4; w++)
				hash = mix(hash, counter[w][lane]);
	}
	assert_int_equal(hash, UINT64_C(0x9e4e9706c3a5d2a7));
}

static void xoshiro_gives_the_published_numbers(void **state)
{
	uint64_t words[4][RNG_LANES], out[RNG_STEPS][RNG_LANES];
	size_t i, lane;

	(void)state;
	for (lane = 0; lane < RNG_LANES; lane++)
		for (i = 0; i < 4; i++)
			words[i][lane] = i + 1;
	for (i = 0; i < sizeof xoshiro_numbers / sizeof *xoshiro_numbers; i++) {
		if (i % RNG_STEPS == 0)
			rng_steps(words, out);
		for (lane = 0; lane < RNG_LANES; lane++)
			assert_int_equal(out[i % RNG_STEPS][lane], xoshiro_numbers[i]);
	}
}

/* A thousand numbers of each of eight lanes with states of their own, against the digest of
 * eight generators that were written apart from this one and give the published numbers. */
static void xoshiro_keeps_its_lanes_apart(void **state)
{
	uint64_t words[4][RNG_LANES], out[RNG_STEPS][RNG_LANES], hash = rng_hash("");
	uint64_t lane, step;
	size_t i;

	(void)state;
	for (lane = 0; lane < RNG_LANES; lane++) {
		for (i = 0; i < 4; i++)
			words[i][lane] = lane + i + 1;
		words[3][lane] += lane * lane;
	}
	for (i = 0; i < 1000 / RNG_STEPS; i++) {
		rng_steps(words, out);
		for (step = 0; step < RNG_STEPS; step++)
			for (lane = 0; lane < RNG_LANES; lane++)
				hash = mix(hash, out[step][lane]);
	}
	assert_int_equal(hash, UINT64_C(0xace1f36d989cf516));
}

static void uniforms_are_open(void **state)
{
	(void)state;
	assert_true(rng_uniform(0) == 0x1p-53);
	assert_true(rng_uniform(UINT64_MAX) == 1 - 0x1p-53);
	assert_true(rng_uniform(UINT64_C(1) << 63) == 0.5 + 0x1p-53);
}

static void hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_int_equal(rng_hash(""), UINT64_C(0xcbf29ce484222325));
	assert_int_equal(rng_hash("a"), UINT64_C(0xaf63dc4c8601ec8c));
	assert_int_equal(rng_hash("foobar"), UINT64_C(0x85944171f73967e8));
}

/* The state of lane l: Philox of (l | half << 4, block, name), key seed. */
static void block_is_seeded_by_seed_name_block_and_stream(void **state)
{
	const struct rng_key key = {.seed = 7, .name = 11, .block = 13, .stream = 1};
	const struct rng_key others[] = {{8, 11, 13, 1},
					 {7, 12, 13, 1},
					 {7, 11, 14, 1},
					 {7, 11, 13, 0},
					 {7, UINT64_C(11) << 32, 13, 1},
					 {7, 11, UINT64_C(13) | UINT64_C(1) << 32, 1}};
	uint32_t counter[4][RNG_LANES] = {{0}};
	uint64_t words[4][RNG_LANES], other[4][RNG_LANES];
	size_t i;

	(void)state;
	rng_seed(&key, words);
	counter[0][0] = 1 << 8 | 5;
	counter[1][0] = 13;
	counter[2][0] = 11;
	rng_philox(counter, 7);
	assert_int_equal(words[0][5], (uint64_t)counter[1][0] << 32 | counter[0][0]);
	assert_int_equal(words[1][5], (uint64_t)counter[3][0] << 32 | counter[2][0]);
	for (i = 0; i < sizeof others / sizeof *others; i++) {
		rng_seed(&others[i], other);
		assert_memory_not_equal(words, other, sizeof words);
	}
}

static void random_column_is_lanes_side_by_side(void **state)
{
	const struct rng_key key = {.seed = 3, .name = 5, .block = 2};
	const struct kernels *list[3];
	uint64_t words[4][RNG_LANES], out[RNG_STEPS][RNG_LANES];
	size_t count = kernels_all(list), k, i, place;
	double u[RNG_BLOCK];

	(void)state;
	for (k = 0; k < count; k++) {
		list[k]->random(&key, u);
		rng_seed(&key, words);
		for (i = 0; i < RNG_BLOCK; i++) {
			place = i % (RNG_STEPS * RNG_LANES);
			if (place == 0)
				rng_steps(words, out);
			assert_true(u[i] ==
				    rng_uniform(out[place / RNG_LANES][place % RNG_LANES]));
		}
	}
}

/* Mean, variance and lag-1 correlation over many blocks, and of neighbouring lanes, blocks and
 * names. */
static void uniforms_look_independent(void **state)
{
	enum { BLOCKS = 2000 };
	const struct kernels *kernels = kernels_choose();
	double u[RNG_BLOCK], other[RNG_BLOCK], before[RNG_BLOCK] = {0};
	double sum = 0, squares = 0, names = 0, lags = 0, blocks = 0;
	const double n = (double)BLOCKS * RNG_BLOCK;
	struct rng_key key = {.seed = 1};
	size_t i;

	(void)state;
	for (key.block = 0; key.block < BLOCKS; key.block++) {
		key.name = 1;
		kernels->random(&key, u);
		key.name = 2;
		kernels->random(&key, other);
		for (i = 0; i < RNG_BLOCK; i++) {
			sum += u[i] - 0.5;
			squares += (u[i] - 0.5) * (u[i] - 0.5);
			names += (u[i] - 0.5) * (other[i] - 0.5);
			lags += i ? (u[i] - 0.5) * (u[i - 1] - 0.5) : 0;
			blocks += key.block ? (u[i] - 0.5) * (before[i] - 0.5) : 0;
		}
		memcpy(before, u, sizeof before);
	}
	/* Four standard errors; the variance of a product of two is 1 / 144. */
	assert_near(sum / n, 0, 4 * sqrt(1.0 / 12 / n), "mean");
	assert_near(squares / n, 1.0 / 12, 12 * 4 * sqrt(1.0 / 180 / n), "variance");
	assert_near(names / n, 0, 4 / 12.0 / sqrt(n), "two names");
	assert_near(lags / n, 0, 4 / 12.0 / sqrt(n), "neighbours");
	assert_near(blocks / n, 0, 4 / 12.0 / sqrt(n), "two blocks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(philox_gives_the_published_numbers),
	    cmocka_unit_test(philox_gives_the_numbers_of_random123),
	    cmocka_unit_test(xoshiro_gives_the_published_numbers),
	    cmocka_unit_test(xoshiro_keeps_its_lanes_apart),
	    cmocka_unit_test(uniforms_are_open),
	    cmocka_unit_test(hash_is_fnv_1a),
	    cmocka_unit_test(block_is_seeded_by_seed_name_block_and_stream),
	    cmocka_unit_test(random_column_is_lanes_side_by_side),
	    cmocka_unit_test(uniforms_look_independent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
