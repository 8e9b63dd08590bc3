/* lca explain: the formula tree of a number. */
#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"

static const struct item_result *find_item(const struct assessment *a, const char *name)
{
	const struct item_result *found = NULL;

	for (size_t i = 0; i < a->item_count; i++) {
		if (text_same(a->items[i].id, name))
			return &a->items[i];
		if (text_same(a->items[i].item, name))
			found = &a->items[i];
	}
	return found;
}

enum { MOST_LISTED = 6 };

/* "the total is the sum of ...": what there is to be explained. */
static const char *list_items(struct arena *arena, const char *const *ids, size_t count)
{
	const char *list = "";

	for (size_t i = 0; i < count && i < MOST_LISTED; i++)
		list = arena_printf(arena, "%s%s'%s'", list, i ? ", " : "", ids[i]);
	if (count > MOST_LISTED)
		list = arena_printf(arena, "%s and %zu more", list, count - MOST_LISTED);
	return arena_printf(
	    arena, "the total is the sum of its items: %s; without a name all are explained",
	    list);
}

static void refuse_item(struct session *session, const struct assessment *a, const char *name)
{
	const char **ids = arena_alloc(session->arena, (a->item_count + 1) * sizeof *ids);
	const char *nearest, *hint = NULL;

	for (size_t i = 0; i < a->item_count; i++)
		ids[i] = a->items[i].id;
	nearest = text_nearest(name, ids, a->item_count);
	if (nearest)
		hint = arena_printf(session->arena, "'%s'", nearest);
	else if (a->item_count)
		hint = list_items(session->arena, ids, a->item_count);
	diag_add(session->diags, DIAG_ITEM_UNKNOWN,
		 (struct place){.file = session->options->operands[0]}, NULL, hint,
		 "there is no item '%s'", name);
}

int command_explain(struct session *session)
{
	const struct options *o = session->options;
	const char *name = o->operand_count > 1 ? o->operands[1] : NULL;
	const struct assessment *a = session_assess(session, false);
	const struct item_result *item;
	struct buffer out = {0};

	if (!a)
		return 0;
	item = name ? find_item(a, name) : NULL;
	if (name && !item) {
		refuse_item(session, a, name);
		return 0;
	}
	report_explain(a, item ? item->id : NULL, o->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
