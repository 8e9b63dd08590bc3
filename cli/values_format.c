/* Chooses the format of the output: by --format, or by the name of --output. */
#include <string.h>

#include "cli/lists.h"
#include "cli/reader.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* What commands without --format write; text may be called anything. */
static const struct {
	enum command_id command;
	enum format format;
	const char *writes;
} fixed[] = {
    {COMMAND_CARD, FORMAT_MARKDOWN, "Markdown"},
    {COMMAND_NEW, FORMAT_TEXT, "YAML"},
    {COMMAND_CHECK, FORMAT_TEXT, "a line of text"},
    {COMMAND_HELP, FORMAT_TEXT, "text"},
};

/* Names that say which document a file is. */
static const struct {
	const char *name;
	enum command_id command;
	const char *what;
} documents[] = {
    {"card.md", COMMAND_CARD, "a model card"},
    {"model-card.md", COMMAND_CARD, "a model card"},
    {"model_card.md", COMMAND_CARD, "a model card"},
    {"modelcard.md", COMMAND_CARD, "a model card"},
    {"dossier.md", COMMAND_DOSSIER, "a dossier"},
    {"dossier.html", COMMAND_DOSSIER, "a dossier"},
};

static void refuse(struct reader *r, const char *hint, const char *message)
{
	diag_add(r->diags, DIAG_USAGE, options_place(r->options), NULL, hint, "%s", message);
	r->good = false;
}

bool command_exports(enum command_id command)
{
	return command == COMMAND_RUN || command == COMMAND_QUICK;
}

static void check_export(struct reader *r)
{
	const struct options *o = r->options;

	if (o->format < (enum format)FORMAT_DOCUMENTS || command_exports(o->command))
		return;
	refuse(r,
	       arena_printf(r->arena, "lca run --format %s, or --format %s",
			    format_name(o->format), list_formats(r->arena, o->command)),
	       arena_printf(r->arena, "%s is a format of lca run and lca quick",
			    format_name(o->format)));
}

void reader_format(struct reader *r, const char *text)
{
	enum command_id command = r->options->command;
	const char *nearest;

	if (format_by_name(text, &r->options->format)) {
		check_export(r);
		return;
	}
	nearest =
	    format_nearest(text, command_exports(command) ? FORMAT_COUNT : FORMAT_DOCUMENTS);
	diag_add(r->diags, DIAG_OPTION_VALUE, options_place(r->options), NULL,
		 nearest ? arena_printf(r->arena, "--format %s", nearest) : NULL,
		 "--%s takes %s, got '%s'", option_rows[OPTION_FORMAT].long_name,
		 list_formats(r->arena, command), text);
	r->good = false;
}

/* "lca run model.yaml -o card.tex": what writes the output as it is named. */
static const char *instead(const struct reader *r, enum command_id command)
{
	const struct options *o = r->options;
	const char *name = command_rows[command].name;

	if (o->command == COMMAND_QUICK)
		return arena_printf(r->arena, "--save model.yaml, then lca %s model.yaml -o %s",
				    name, o->output);
	return arena_printf(r->arena, "lca %s %s -o %s", name,
			    o->operand_count ? o->operands[0] : "SCENARIO", o->output);
}

/* False: the name is that of a document that another command writes, reported. */
static bool check_document(struct reader *r)
{
	const struct options *o = r->options;

	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		if (documents[i].command == o->command ||
		    !format_ends_in(o->output, documents[i].name))
			continue;
		refuse(r, instead(r, documents[i].command),
		       arena_printf(r->arena, "'%s' is the name of %s, which lca %s writes",
				    o->output, documents[i].what,
				    command_rows[documents[i].command].name));
		return false;
	}
	return true;
}

/* A command with one format does not write it under the name of another. */
static void check_fixed(struct reader *r)
{
	const struct options *o = r->options;
	enum format named;
	size_t i = 0;

	while (i < sizeof fixed / sizeof *fixed && fixed[i].command != o->command)
		i++;
	if (i == sizeof fixed / sizeof *fixed || !format_by_extension(o->output, &named) ||
	    named == fixed[i].format || named == FORMAT_TEXT)
		return;
	refuse(r,
	       o->command == COMMAND_CARD
		   ? arena_printf(r->arena, "%s, or a name that ends in .md",
				  instead(r, COMMAND_RUN))
		   : "give it another name",
	       arena_printf(r->arena, "'%s' has the extension of %s, and lca %s writes %s",
			    o->output, format_name(named), command_rows[o->command].name,
			    fixed[i].writes));
}

void reader_choose_format(struct reader *r)
{
	struct options *o = r->options;
	const char *slash = strrchr(o->output, '/');
	const char *name = slash ? slash + 1 : o->output;

	if (!check_document(r))
		return;
	if (!(option_rows[OPTION_FORMAT].commands & (1u << o->command))) {
		check_fixed(r);
		return;
	}
	if (format_by_extension(o->output, &o->format)) {
		check_export(r);
		return;
	}
	if (!strchr(name, '.'))
		return;
	refuse(r, arena_printf(r->arena, "--format %s", list_formats(r->arena, o->command)),
	       arena_printf(r->arena, "no format has the extension of '%s'", o->output));
}
