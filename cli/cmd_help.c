/* lca help: the help of a command, the manual page, the completion. */
#include "cli/help.h"
#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static void add_command(struct session *session, const char *name, struct buffer *out)
{
	const char *names[COMMAND_COUNT], *nearest;

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		names[i] = command_rows[i].name;
		if (text_same(names[i], name)) {
			help_command(session->arena, (enum command_id)i, out);
			return;
		}
	}
	nearest = text_nearest(name, names, COMMAND_COUNT);
	diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
		 nearest ? arena_printf(session->arena, "lca %s", nearest)
			 : "lca --help lists the commands",
		 "unknown command '%s'", name);
}

int command_help(struct session *session)
{
	const struct options *o = session->options;
	struct buffer out = {0};

	if (o->man)
		help_man(session->arena, &out);
	else if (o->completion)
		help_completion(&out);
	else if (o->operand_count)
		add_command(session, o->operands[0], &out);
	else
		help_overview(session->arena, &out);
	if (diags_has_error(session->diags))
		return 0;
	session_write(session, &out);
	return 0;
}
