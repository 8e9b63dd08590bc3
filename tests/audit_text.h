#ifndef TESTS_AUDIT_TEXT_H
#define TESTS_AUDIT_TEXT_H

/* Claims written in one line, "energy 433196 kWh; pue 1.2; region FR", and their audit. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/audit_formula.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static inline int set_up(void **state)
{
	struct arena *arena = arena_new();
	struct fixture *fixture = arena_alloc(arena, sizeof *fixture);

	fixture->arena = arena;
	fixture->diags = diags_new(arena);
	fixture->factors = factors_open(arena, &(struct factors_options){0}, fixture->diags);
	*state = fixture;
	return fixture->factors ? 0 : 1;
}

static inline int tear_down(void **state)
{
	struct fixture *fixture = *state;

	factors_close(fixture->factors);
	arena_free(fixture->arena);
	return 0;
}

static inline void state_scope(const struct fixture *fixture, struct claim *claim,
			       const char *word)
{
	const char **scope = arena_alloc(fixture->arena, sizeof *scope);

	scope[0] = word;
	claim->scope = scope;
	claim->scope_count = 1;
}

static inline bool state_word(const struct fixture *fixture, struct claim *claim,
			      const char *key, const char *word)
{
	static const struct {
		const char *word;
		enum metered_at metered;
	} points[] = {
	    {"accelerator", METERED_ACCELERATOR},
	    {"components", METERED_COMPONENTS},
	    {"node", METERED_NODE},
	    {"facility", METERED_FACILITY},
	};
	size_t i;

	if (text_same(key, "metered_at")) {
		for (i = 0; i < sizeof points / sizeof *points; i++)
			if (text_same(points[i].word, word))
				claim->metered = points[i].metered;
		return true;
	}
	if (text_same(key, "power_of"))
		claim->power_of = text_same(word, "node")  ? POWER_NODE
				  : text_same(word, "all") ? POWER_ALL
							   : POWER_ACCELERATOR;
	else if (text_same(key, "accounting"))
		claim->accounting =
		    text_same(word, "market") ? ACCOUNTING_MARKET : ACCOUNTING_LOCATION;
	else if (text_same(key, "region"))
		claim->region = claim_region(fixture->arena, fixture->factors, word);
	else if (text_same(key, "accelerator"))
		claim->accelerator = factors_thing(fixture->factors, word, "accelerator",
						   (struct place){0}, key, fixture->diags);
	else if (text_same(key, "stage"))
		claim->stage = word;
	else if (text_same(key, "per"))
		claim->per = word;
	else if (text_same(key, "scope"))
		state_scope(fixture, claim, word);
	else
		return false;
	return true;
}

static inline void state_one(const struct fixture *fixture, struct claim *claim,
			     const char *key, const char *text)
{
	struct printed printed;
	const char *message = NULL;
	size_t i;

	for (i = 0; i < CLAIM_FIGURES; i++) {
		enum claim_figure figure = (enum claim_figure)i;
		struct printed_rule rule = claim_figure_rule(figure);

		if (!text_same(key, claim_figure_key(figure)))
			continue;
		if (printed_read(fixture->arena, text, &rule, (struct place){0}, &printed,
				 &message) != PRINTED_READ)
			fail_msg("%s: %s: %s", key, text, message);
		claim_state(fixture->arena, claim, figure, &printed);
		return;
	}
	if (!state_word(fixture, claim, key, text))
		fail_msg("no such key: %s", key);
}

/* "energy 433196 kWh; pue 1.2" */
static inline struct claim claim_of(const struct fixture *fixture, const char *text)
{
	struct claim claim = claim_blank();
	char *copy = arena_text(fixture->arena, text), *part = copy;

	claim.id = "claim";
	claim.model = "a model that nobody published";
	while (part && *part) {
		char *next = strchr(part, ';'), *blank;

		if (next)
			*next++ = '\0';
		while (*part == ' ')
			part++;
		blank = strchr(part, ' ');
		if (!blank)
			fail_msg("no value: %s", part);
		*blank = '\0';
		state_one(fixture, &claim, part, blank + 1);
		part = next;
	}
	return claim;
}

static inline const struct audited *audit_of(const struct fixture *fixture, struct claim *claim)
{
	struct claims *claims = arena_alloc(fixture->arena, sizeof *claims);
	const struct audit *audit;

	*claims = (struct claims){.claims = claim, .count = 1};
	audit = audit_claims(fixture->arena, claims, fixture->factors, fixture->diags);
	if (!audit)
		fail_msg("no audit");
	return &audit->audited[0];
}

#endif
