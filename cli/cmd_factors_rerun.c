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

/* A table in memory that makes the look-ups of `key` find `value`; NULL where none is needed.
 */
static struct factors_table *swap(struct session *session, const struct side *key,
				  const struct side *value)
{
	struct factors_table *table = arena_alloc(session->arena, sizeof *table);
	struct buffer text = {0};

	if (key->kind == DIFFERENCE_TABLES)
		return NULL;
	/* A row without variant is found as it is. */
	if (key == value && (key->kind == DIFFERENCE_REGIONS || !*key->row->variant))
		return NULL;
	if (key->kind == DIFFERENCE_ROWS)
		swap_row(session->factors, key->row, value->row, &text);
	else
		swap_region(session->factors, key->region->code, value->region->code, &text);
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
	struct factors *factors = open_side(session, value, swap(session, key, value));
	struct diags *diags = diags_new(session->arena);
	const struct assessment *assessment;

	if (!factors)
		return NULL;
	assessment = session_run(session, scenario, factors, false, diags);
	factors_close(factors);
	merge(session->diags, diags);
	return assessment;
}

bool diff_scenario(struct session *session, const char *path, const struct side *a,
		   const struct side *b, struct difference *difference)
{
	const struct scenario *scenario = session_read(session, path);

	if (!scenario || diags_has_error(session->diags))
		return false;
	difference->scenario = path;
	difference->with_a = run(session, scenario, a, a);
	difference->with_b = run(session, scenario, a, b);
	return difference->with_a && difference->with_b && !diags_has_error(session->diags);
}
