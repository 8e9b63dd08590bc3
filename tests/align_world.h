#ifndef TESTS_ALIGN_WORLD_H
#define TESTS_ALIGN_WORLD_H

/* Claims written as in a claim file, aligned by the built-in database. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align.h"
#include "tests/near.h"

#define A100 "accelerator: nvidia-a100-sxm4-80gb"

struct world {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static inline struct world world_open(void)
{
	struct world world = {.arena = arena_new()};

	world.diags = diags_new(world.arena);
	world.factors =
	    factors_open(world.arena, &(struct factors_options){.count = 0}, world.diags);
	assert_non_null(world.factors);
	return world;
}

static inline void world_close(struct world *world)
{
	factors_close(world->factors);
	arena_free(world->arena);
}

static inline const struct claims *claims_of(struct world *world, const char *text)
{
	char path[] = "/tmp/lca-align-XXXXXX";
	const char *paths[] = {path};
	const char *whole = arena_printf(world->arena, "audit: 1\nclaims:\n%s", text);
	size_t length = strlen(whole);
	int file = mkstemp(path);
	const struct claims *claims;

	assert_true(file >= 0);
	assert_int_equal(write(file, whole, length), (ssize_t)length);
	close(file);
	claims = claims_read(world->arena, paths, 1, world->factors, world->diags);
	unlink(path);
	if (!claims)
		fail_msg("%s", diags_at(world->diags, 0)->message);
	return claims;
}

static inline const struct alignment *aligned_to(struct world *world, const char *text,
						 enum align_step to)
{
	const struct align_options options = {
	    .samples = 2000, .seed = 1, .interval = 0.95, .threads = 1, .to = to};
	const struct alignment *alignment = align_claims(
	    world->arena, claims_of(world, text), world->factors, &options, world->diags);

	assert_non_null(alignment);
	return alignment;
}

static inline double usual(struct world *world, const char *id)
{
	const struct factor *row = factors_by_id(world->factors, id);

	assert_non_null(row);
	return factors_central(row);
}

#endif
