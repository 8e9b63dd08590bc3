#ifndef TESTS_UNIT_EXPORT_FIXTURE_H
#define TESTS_UNIT_EXPORT_FIXTURE_H

/* Shipped and typed scenarios, assessed and gathered for those who publish. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/scenario.h"
#include "reports/export.h"
#include "reports/facts.h"

struct published {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	struct export_request request;
	struct buffer out;
};

static inline struct published published_of(const char *path, const char *text)
{
	struct published study = {.arena = arena_new()};
	const struct assess_options options = {
	    .run = {.samples = 1000, .seed = 1, .interval = 0.95, .threads = 1},
	    .version = "0.1.0",
	};
	const struct scenario *scenario;

	study.diags = diags_new(study.arena);
	study.factors = factors_open(study.arena, &(struct factors_options){0}, study.diags);
	scenario = text ? scenario_read_text(study.arena, path, text, strlen(text), study.diags)
			: scenario_read(study.arena, path, NULL, 0, study.diags);
	assert_non_null(scenario);
	study.request.assessment =
	    assess(study.arena, scenario, study.factors, &options, study.diags);
	assert_non_null(study.request.assessment);
	study.request.facts = facts_of(study.arena, study.request.assessment);
	study.request.diags = study.diags;
	study.request.record = "{}";
	return study;
}

/* scenarios/NAME.yaml */
static inline struct published published_shipped(const char *name)
{
	struct arena *arena = arena_new();
	struct published study =
	    published_of(arena_printf(arena, "%s/scenarios/%s.yaml", LCA_ROOT, name), NULL);

	arena_free(arena);
	return study;
}

static inline struct published published_typed(const char *text)
{
	return published_of("typed.yaml", text);
}

static inline void published_free(struct published *study)
{
	buffer_free(&study->out);
	factors_close(study->factors);
	arena_free(study->arena);
}

#endif
