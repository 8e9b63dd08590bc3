#ifndef TESTS_ENGINE_H
#define TESTS_ENGINE_H

/* A sheet with its arena, and inputs without ceremony, for the tests of the engine. */

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/engine/run.h"

struct bench {
	struct arena *arena;
	struct diags *diags;
	struct sheet *sheet;
};

static inline struct bench bench_new(void)
{
	struct bench bench = {.arena = arena_new()};

	bench.diags = diags_new(bench.arena);
	bench.sheet = sheet_new(bench.arena, bench.diags);
	return bench;
}

static inline void bench_free(struct bench *bench)
{
	arena_free(bench->arena);
}

static inline cell input_in(struct bench *bench, const char *key, const char *unit,
			    struct dist dist)
{
	struct quantity quantity = {
	    .dist = dist, .unit = unit_of(unit), .origin = {.key = key}};

	return sheet_input(bench->sheet, &quantity);
}

static inline cell input(struct bench *bench, const char *key, struct dist dist)
{
	return input_in(bench, key, "", dist);
}

static inline struct dist normal(double mean, double sd)
{
	return (struct dist){.kind = DIST_NORMAL, .a = mean, .b = sd};
}

static inline struct dist lognormal(double median, double gsd)
{
	return (struct dist){.kind = DIST_LOGNORMAL, .a = median, .b = gsd};
}

static inline struct dist uniform(double low, double high)
{
	return (struct dist){.kind = DIST_UNIFORM, .a = low, .c = high};
}

static inline struct dist triangular(double low, double mode, double high)
{
	return (struct dist){.kind = DIST_TRIANGULAR, .a = low, .b = mode, .c = high};
}

static inline struct dist pert(double low, double mode, double high)
{
	return (struct dist){.kind = DIST_PERT, .a = low, .b = mode, .c = high};
}

static inline struct run_options options_of(uint64_t samples)
{
	return (struct run_options){
	    .samples = samples, .seed = 1, .interval = 0.95, .threads = 1};
}

#endif
