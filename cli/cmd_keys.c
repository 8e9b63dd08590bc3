/* lca keys: the reference of all keys. */
#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "models/scenario.h"

/* The rows of one block: those of a table stand together. */
static const struct key_row *rows_of(const struct key_row *rows, size_t *count, const char *of)
{
	size_t first = 0, end;

	while (first < *count && !text_same_nocase(rows[first].block, of))
		first++;
	for (end = first; end < *count && text_same_nocase(rows[end].block, of);)
		end++;
	*count = end - first;
	return rows + first;
}

static void refuse(struct session *session, const char *of)
{
	const char **names = NULL, *list = "scenario, claim", *nearest;
	size_t count, named = 0;
	const struct key_row *rows = scenario_keys(session->arena, &count);

	for (size_t i = 0; i < count; i++) {
		if (named && text_same(names[named - 1], rows[i].block))
			continue;
		names = arena_grow(session->arena, names, named, sizeof *names);
		names[named++] = rows[i].block;
		list = arena_printf(session->arena, "%s, %s", list, rows[i].block);
	}
	nearest = text_nearest(of, names, named);
	diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
		 nearest ? arena_printf(session->arena, "lca keys %s", nearest)
			 : arena_printf(session->arena, "lca keys, or one of: %s", list),
		 "there are no keys of '%s'", of);
}

int command_keys(struct session *session)
{
	const struct options *o = session->options;
	const char *of = o->operand_count ? o->operands[0] : "scenario";
	const struct key_row *rows;
	struct buffer out = {0};
	size_t count;

	rows = text_same(of, "claim") ? audit_keys(session->arena, &count)
				      : scenario_keys(session->arena, &count);
	if (!text_same(of, "scenario") && !text_same(of, "claim"))
		rows = rows_of(rows, &count, of);
	if (!count) {
		refuse(session, of);
		return 0;
	}
	report_keys(rows, count, o->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
