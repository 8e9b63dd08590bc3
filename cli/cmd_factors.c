/* lca factors: the factor database. */
#include <string.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static void write_rows(struct session *session, const struct factor *const *rows, size_t count,
		       bool detail)
{
	const struct options *o = session->options;
	struct buffer out = {0};

	report_factors(rows, count, detail, o->format, &session->style, &out);
	session_write(session, &out);
}

static void refuse(struct session *session, const char *hint, const char *what,
		   const char *word)
{
	diag_add(session->diags, DIAG_FACTOR_ID_UNKNOWN, options_place(session->options), NULL,
		 hint, "no factor %s '%s'", what, word);
}

static void list_rows(struct session *session, const char *const *words, size_t count)
{
	const char *pattern = count ? words[0] : NULL;
	const struct factor **rows;
	size_t found;

	if (count > 1) {
		diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
			 "lca factors list [GLOB], the GLOB in quotes",
			 "unexpected operand '%s'", words[1]);
		return;
	}
	found = factors_list(session->factors, pattern, &rows);
	if (pattern && !found)
		refuse(session, "lca factors search WORD...", "has an id that matches",
		       pattern);
	else
		write_rows(session, rows, found, false);
}

static const char *nearest_id(struct session *session, const char *id)
{
	const struct factor **rows;
	size_t count = factors_list(session->factors, NULL, &rows);
	const char **ids = arena_alloc(session->arena, (count + 1) * sizeof *ids);
	const char *nearest;

	for (size_t i = 0; i < count; i++)
		ids[i] = rows[i]->id;
	nearest = text_nearest(id, ids, count);
	return nearest ? nearest : "lca factors search WORD...";
}

/* A full id names one row; the start of ids up to a '/' ("nvidia-h100-sxm5-80gb") all rows
 * below it. */
static void show_rows(struct session *session, const char *const *ids, size_t count)
{
	const struct factor **shown = NULL;
	size_t shown_count = 0;

	for (size_t i = 0; i < count; i++) {
		const struct factor *row = factors_by_id(session->factors, ids[i]);
		const struct factor **rows = &row;
		size_t found =
		    row ? 1
			: factors_list(session->factors,
				       arena_printf(session->arena, "%s/*", ids[i]), &rows);
		if (!found)
			refuse(session, nearest_id(session, ids[i]), "has the id", ids[i]);
		for (size_t k = 0; k < found; k++) {
			shown = arena_grow(session->arena, shown, shown_count, sizeof *shown);
			shown[shown_count++] = rows[k];
		}
	}
	if (!diags_has_error(session->diags))
		write_rows(session, shown, shown_count, true);
}

static void search_rows(struct session *session, const char *const *words, size_t count)
{
	const char *all = count ? words[0] : "";
	const struct factor **rows;
	size_t found;

	for (size_t i = 1; i < count; i++)
		all = arena_printf(session->arena, "%s %s", all, words[i]);
	found = factors_search(session->factors, all, &rows);
	if (found)
		write_rows(session, rows, found, false);
	else
		refuse(session, "lca factors list lists all", "holds", all);
}

/* Opening has validated every layer; what is left is to say what was found. */
static void check_rows(struct session *session, const char *const *words, size_t count)
{
	const struct factor **rows;
	size_t total = factors_list(session->factors, NULL, &rows);
	struct buffer out = {0};

	(void)words; /* layers, opened already */
	(void)count;
	session_warn(session);
	buffer_printf(&out, "factors %s: valid, %zu rows, %zu warnings\nsha256 %s\n",
		      factors_version(session->factors), total,
		      session_warnings(session->diags), factors_digest(session->factors));
	session_write(session, &out);
}

struct action {
	const char *name;
	size_t least; /* words after the name */
	void (*act)(struct session *session, const char *const *words, size_t count);
};

static const struct action actions[] = {
    {"list", 0, list_rows},
    {"show", 1, show_rows},
    {"search", 1, search_rows},
    {"check", 0, check_rows},
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static const struct action *find_action(struct session *session)
{
	const struct options *o = session->options;
	const char *names[ACTION_COUNT], *nearest;

	for (size_t i = 0; i < ACTION_COUNT; i++) {
		names[i] = actions[i].name;
		if (!text_same(names[i], o->operands[0]))
			continue;
		if (o->operand_count > actions[i].least)
			return &actions[i];
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 arena_printf(session->arena, "lca factors %s",
				      command_rows[o->command].operands),
			 "an operand of %s is missing", names[i]);
		return NULL;
	}
	nearest = text_nearest(o->operands[0], names, ACTION_COUNT);
	diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
		 nearest ? arena_printf(session->arena, "lca factors %s", nearest)
			 : "list, show, search or check",
		 "there is no 'lca factors %s'", o->operands[0]);
	return NULL;
}

/* The files of check are layers above those of --factors. */
static bool open_layers(struct session *session, const struct action *action)
{
	const struct options *o = session->options;
	size_t files = action->act == check_rows ? o->operand_count - 1 : 0;
	const char **layers =
	    arena_alloc(session->arena, (o->factor_count + files + 1) * sizeof *layers);

	for (size_t i = 0; i < o->factor_count; i++)
		layers[i] = o->factors[i];
	for (size_t i = 0; i < files; i++)
		layers[o->factor_count + i] = o->operands[1 + i];
	session->factors = factors_open(
	    session->arena,
	    &(struct factors_options){.user = layers, .count = o->factor_count + files},
	    session->diags);
	return session->factors && !diags_has_error(session->diags);
}

int command_factors(struct session *session)
{
	const struct options *o = session->options;
	const struct action *action = find_action(session);

	if (action && open_layers(session, action))
		action->act(session, o->operands + 1, o->operand_count - 1);
	return 0;
}
