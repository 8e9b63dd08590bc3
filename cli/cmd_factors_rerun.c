/* lca factors diff A B SCENARIO: the scenario run with A and with B. */
#include <string.h>

#include "cli/cmd_factors_diff.h"
#include "factors/catalog.h"
#include "factors/swap.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/scenario.h"

static bool same_message(const struct diag *a, const struct diag *b)
{
	return a->code == b->code && a->place.line == b->place.line &&
	       text_same(a->place.file, b->place.file) && text_same(a->message, b->message);
}

/* Both runs say most things twice. */
static void merge(struct diags *diags, const struct diags *others)
{
	for (size_t i = 0; i < diags_count(others); i++) {
		const struct diag *diag = diags_at(others, i);
		size_t k = 0;

		while (k < diags_count(diags) && !same_message(diags_at(diags, k), diag))
			k++;
		if (k == diags_count(diags))
			diag_add(diags, diag->code, diag->place, diag->path, diag->hint, "%s",
				 diag->message);
	}
}

/* A table in memory that makes the look-ups of row `key` find `value`; NULL where none is
 * needed: a row without variant is found as it is. */
static struct factors_table *swap(struct session *session, const struct side *key,
				  const struct side *value)
{
	struct factors_table *table = arena_alloc(session->arena, sizeof *table);
	struct buffer text = {0};

	if (key->kind != DIFFERENCE_ROWS || (key == value && !*key->row->variant))
		return NULL;
	swap_row(session->factors, key->row, value->row, &text);
	*table =
	    (struct factors_table){.name = value->word,
				   .text = arena_copy(session->arena, text.text, text.length),
				   .length = text.length};
	buffer_free(&text);
	return table;
}

static const struct assessment *run(struct session *session, const struct scenario *scenario,
				    const struct side *key, const struct side *value)
{
	struct factors *factors = open_side(session, value, key, swap(session, key, value));
	struct diags *diags = diags_new(session->arena);
	const struct assessment *assessment;

	if (!factors)
		return NULL;
	assessment = session_run(session, scenario, factors, false, diags);
	factors_close(factors);
	merge(session->diags, diags);
	return assessment;
}

/* A row takes the place of another where both are on the basis of the run. */
static bool stand_on_basis(struct session *session, const struct side *a, const struct side *b)
{
	const struct side *sides[] = {a, b};
	bool good = true;

	for (size_t i = 0; i < 2 && a->kind == DIFFERENCE_ROWS; i++) {
		if (factors_on_basis(session->factors, sides[i]->row))
			continue;
		diag_add(session->diags, DIAG_FACTOR_ID_UNKNOWN,
			 options_place(session->options), NULL,
			 "leave out the scenario, or take another --basis",
			 "'%s' cannot be put into a scenario: %s", sides[i]->word,
			 factors_reason(session->factors));
		good = false;
	}
	return good;
}

bool diff_scenario(struct session *session, const char *path, const struct side *a,
		   const struct side *b, struct difference *difference)
{
	const struct scenario *scenario = session_read(session, path);

	if (!scenario || !stand_on_basis(session, a, b) || diags_has_error(session->diags))
		return false;
	difference->scenario = path;
	difference->with_a = run(session, scenario, a, a);
	difference->with_b = run(session, scenario, a, b);
	if (!difference->with_a || !difference->with_b || diags_has_error(session->diags))
		return false;
	difference->compared =
	    difference_compare(session->arena, difference, session->options->threads);
	return true;
}
