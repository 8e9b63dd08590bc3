/* lca factors: the factor database. */
#include "cli/cmd_factors.h"

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

void factors_refuse(struct session *session, const char *hint, const char *what,
		    const char *word)
{
	diag_add(session->diags, DIAG_FACTOR_ID_UNKNOWN, options_place(session->options), NULL,
		 hint, "no factor %s '%s'", what, word);
}

static int list_rows(struct session *session, const char *const *words, size_t count)
{
	const struct options *o = session->options;
	const char *pattern = count ? words[0] : NULL;
	const struct factor **rows;
	size_t found = factors_list(session->factors, pattern, &rows);
	struct buffer out = {0};

	if (pattern && !found) {
		factors_refuse(session, "lca factors search WORD...", "has an id that matches",
			       pattern);
		return 0;
	}
	report_factors(rows, found, o->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}

struct action {
	const char *name;
	const char *usage;  /* its words */
	size_t least, most; /* number of words after the name */
	bool layers; /* the words are layers of factors, opened above those of --factors */
	bool closed; /* it opens the factors by itself */
	int (*act)(struct session *session, const char *const *words, size_t count);
};

static const struct action actions[] = {
    {"list", "[GLOB]", 0, 1, false, false, list_rows},
    {"show", "WHAT...", 1, SIZE_MAX, false, false, factors_show},
    {"search", "WORD...", 1, SIZE_MAX, false, false, factors_find_words},
    {"diff", "A B [SCENARIO]", 2, 3, false, false, factors_diff},
    {"add", "FILE.csv ID VALUE --source TEXT", 3, 3, false, false, factors_add},
    {"check", "[FILE]...", 0, SIZE_MAX, true, false, factors_check},
    {"export", "FILE", 1, 1, false, false, factors_export},
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static const char *usage_of(struct session *session, const struct action *action)
{
	return arena_printf(session->arena, "lca factors %s %s", action->name, action->usage);
}

/* True where the number of words is one that the action takes. */
static bool fits(struct session *session, const struct action *action)
{
	const struct options *o = session->options;
	size_t count = o->operand_count - 1;

	if (count < action->least)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 usage_of(session, action), "an operand of %s is missing",
			 action->name);
	else if (count > action->most)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 usage_of(session, action), "unexpected operand '%s'",
			 o->operands[1 + action->most]);
	return count >= action->least && count <= action->most;
}

static const char *action_list(struct arena *arena)
{
	const char *list = actions[0].name;

	for (size_t i = 1; i < ACTION_COUNT; i++)
		list = arena_printf(arena, "%s%s%s", list, i + 1 < ACTION_COUNT ? ", " : " or ",
				    actions[i].name);
	return list;
}

static const struct action *find_action(struct session *session)
{
	const struct options *o = session->options;
	const char *names[ACTION_COUNT], *nearest;

	for (size_t i = 0; i < ACTION_COUNT; i++) {
		names[i] = actions[i].name;
		if (text_same(names[i], o->operands[0]))
			return fits(session, &actions[i]) ? &actions[i] : NULL;
	}
	nearest = text_nearest(o->operands[0], names, ACTION_COUNT);
	diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
		 nearest ? arena_printf(session->arena, "lca factors %s", nearest)
			 : action_list(session->arena),
		 "there is no 'lca factors %s'", o->operands[0]);
	return NULL;
}

static bool open_layers(struct session *session, const struct action *action)
{
	const struct options *o = session->options;
	size_t files = action->layers ? o->operand_count - 1 : 0;
	const char **layers =
	    arena_alloc(session->arena, (o->factor_count + files + 1) * sizeof *layers);

	for (size_t i = 0; i < o->factor_count; i++)
		layers[i] = o->factors[i];
	for (size_t i = 0; i < files; i++)
		layers[o->factor_count + i] = o->operands[1 + i];
	session->factors =
	    factors_open(session->arena,
			 &(struct factors_options){.user = layers,
						   .count = o->factor_count + files,
						   .basis = o->basis,
						   .as_of = o->as_of},
			 session->diags);
	return session->factors && !diags_has_error(session->diags);
}

int command_factors(struct session *session)
{
	const struct options *o = session->options;
	const struct action *action = find_action(session);

	if (action && o->column_count > 0 && action->act != factors_add) {
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "lca factors add FILE.csv ID VALUE --source TEXT",
			 "--source, --locator, --note and --column belong to add");
		return 0;
	}
	if (!action || (!action->closed && !open_layers(session, action)))
		return 0;
	return action->act(session, o->operands + 1, o->operand_count - 1);
}
