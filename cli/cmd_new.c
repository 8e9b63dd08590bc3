/* lca new: a commented scenario to start from. */
#include <unistd.h>

#include "cli/lists.h"
#include "cli/session.h"
#include "cli/templates.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

static const struct template_row *find_template(const struct options *o)
{
	if (o->operand_count == 0)
		return &template_rows[0];
	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		if (text_same(template_rows[i].name, o->operands[0]))
			return &template_rows[i];
	return NULL;
}

int command_new(struct session *session)
{
	const struct options *o = session->options;
	const struct template_row *row = find_template(o);
	struct buffer out = {0};

	if (!row) {
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 list_templates(session->arena), "there is no template '%s'",
			 o->operands[0]);
		return 0;
	}
	if (!text_same(o->output, "-") && access(o->output, F_OK) == 0) {
		diag_add(session->diags, DIAG_FILE_EXISTS, (struct place){.file = o->output},
			 NULL, "name another file", "the file exists already");
		return 0;
	}
	for (const char *const *line = row->lines; *line; line++)
		buffer_text(&out, *line);
	session_write(session, &out);
	return 0;
}
