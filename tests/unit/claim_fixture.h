#ifndef TESTS_UNIT_CLAIM_FIXTURE_H
#define TESTS_UNIT_CLAIM_FIXTURE_H

/*
 * Texts read as claims, and what was read as one line a claim:
 *
 *	Llama 2 7B: accelerator_hours 184320, power 400, emissions 31220; FR, training
 *
 * Figures in base units; then region, accelerator, stage, year, market, metered at, per,
 *"also", totals, and the first letters of remarks (N note, X not a number, U unread).
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/claim_reader.h"

#define CLAIM_COUNT(table) (sizeof(table) / sizeof *(table))

struct claim_world {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
};

static inline int claim_setup(void **state)
{
	struct arena *arena = arena_new();
	struct claim_world *world = arena_alloc(arena, sizeof *world);

	world->arena = arena;
	world->diags = diags_new(arena);
	world->factors =
	    factors_open(arena, &(struct factors_options){.count = 0}, world->diags);
	*state = world;
	return world->factors ? 0 : -1;
}

static inline int claim_teardown(void **state)
{
	struct claim_world *world = *state;

	factors_close(world->factors);
	arena_free(world->arena);
	return 0;
}

static inline void claim_line_more(struct buffer *line, bool *more, const char *text)
{
	if (!text || !*text)
		return;
	buffer_printf(line, "%s%s", *more ? ", " : "; ", text);
	*more = true;
}

static inline void claim_line_remarks(struct buffer *line, const struct claim *claim)
{
	static const char letters[] = {
	    [REMARK_NOTE] = 'N', [REMARK_NOT_A_NUMBER] = 'X', [REMARK_UNREAD] = 'U'};

	if (claim->remark_count)
		buffer_text(line, " [");
	for (size_t i = 0; i < claim->remark_count; i++)
		buffer_add(line, &letters[claim->remarks[i].kind], 1);
	if (claim->remark_count)
		buffer_text(line, "]");
}

static inline void claim_line(struct arena *arena, struct buffer *line,
			      const struct claim *claim)
{
	static const char *const metered[] = {
	    [METERED_UNSET] = "",
	    [METERED_ACCELERATOR] = "at accelerators",
	    [METERED_COMPONENTS] = "at components",
	    [METERED_NODE] = "at nodes",
	    [METERED_FACILITY] = "at facility",
	};
	static const char *const powers[] = {"", "of a chip", "of a node", "of all"};
	static const char *const accounts[] = {"", "location", "market", "marginal"};
	bool more = false, first = true;

	buffer_printf(line, "%s:", claim->id);
	for (int i = 0; i < CLAIM_FIGURES; i++)
		if (claim->figures[i]) {
			buffer_printf(line, "%s %s %.6g", first ? "" : ",",
				      claim_figure_key((enum claim_figure)i),
				      claim->figures[i]->value);
			first = false;
		}
	claim_line_more(line, &more, claim->region ? claim->region->code : NULL);
	claim_line_more(line, &more, claim->accelerator ? claim->accelerator->slug : NULL);
	claim_line_more(line, &more, claim->stage);
	if (claim->year)
		claim_line_more(line, &more, arena_printf(arena, "%d", claim->year));
	claim_line_more(line, &more, accounts[claim->accounting]);
	claim_line_more(line, &more, metered[claim->metered]);
	claim_line_more(line, &more, powers[claim->power_of]);
	claim_line_more(line, &more, claim->per);
	for (size_t i = 0; i < claim->also_count; i++)
		buffer_printf(line, " also %s %.6g", claim_figure_key(claim->also[i].figure),
			      claim->also[i].printed.value);
	for (size_t i = 0; i < claim->total_count; i++)
		buffer_printf(line, "%s%s", i ? " + " : " = ", claim->total_of[i]);
	claim_line_remarks(line, claim);
	buffer_text(line, "\n");
}

/* What claim_NAME_read makes of a text; "not mine" where claim_NAME_claims does not take it,
 * "error" where it reports one. */
static inline const char *claim_lines(struct claim_world *world, const char *file,
				      const char *text,
				      bool (*claims)(const struct claim_reader *reader),
				      void (*read)(struct claim_reader *reader))
{
	struct claim_reader reader = {.arena = world->arena,
				      .factors = world->factors,
				      .diags = diags_new(world->arena),
				      .file = file,
				      .text = text,
				      .length = strlen(text)};
	struct buffer lines = {0};
	const char *copy;

	if (!claims(&reader))
		return "not mine";
	read(&reader);
	if (reader.failed)
		return "error";
	for (size_t i = 0; i < reader.count; i++)
		claim_line(world->arena, &lines, &reader.claims[i]);
	copy = arena_copy(world->arena, lines.length ? lines.text : "", lines.length);
	buffer_free(&lines);
	return copy;
}

struct claim_case {
	const char *name, *text, *lines;
};

static inline void claim_check(struct claim_world *world, const char *file,
			       const struct claim_case *cases, size_t count,
			       bool (*claims)(const struct claim_reader *reader),
			       void (*read)(struct claim_reader *reader))
{
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		const char *lines = claim_lines(world, file, cases[i].text, claims, read);

		if (strcmp(lines, cases[i].lines) == 0)
			continue;
		print_error("%s:\nexpected\n%sread\n%s\n", cases[i].name, cases[i].lines,
			    lines);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

#endif
