/* Help and version. */
#include "cli/help.h"

#include <string.h>

#include "cli/lists.h"
#include "cli/templates.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "models/import.h"
#include "reports/reports.h"

enum {
	WIDTH = 80,
	OPTION_COLUMN = 26,
	IMPORTER_COLUMN = 22,
	CODE_COLUMN = 22,
	EXPORT_COLUMN = 20
};

const char *const help_statuses[4] = {
    "done",
    ("a finding: an audit inconsistent or conditional, a hole in a criterion asked for, "
     "--complete not met"),
    "bad input or usage",
    "the environment: a file cannot be opened or written",
};

/* Text broken between words; later lines start at column indent, the first one is there
 * already. */
static void add_wrapped(struct buffer *out, const char *text, size_t indent)
{
	size_t column = indent;

	while (*text) {
		size_t length = strcspn(text, " ");
		if (column > indent && column + 1 + length > WIDTH) {
			buffer_text(out, "\n");
			buffer_pad(out, ' ', indent);
			column = indent;
		} else if (column > indent) {
			buffer_text(out, " ");
			column++;
		}
		buffer_add(out, text, length);
		column += length;
		text += length + strspn(text + length, " ");
	}
	buffer_text(out, "\n");
}

/* "left   right", the right part wrapped in its column. */
static void add_row(struct buffer *out, const char *left, const char *right, size_t column)
{
	size_t width = text_width(left);

	buffer_text(out, left);
	if (width + 2 > column) {
		buffer_text(out, "\n");
		width = 0;
	}
	buffer_pad(out, ' ', column - width);
	add_wrapped(out, right, column);
}

static void add_option(struct arena *arena, struct buffer *out, enum command_id command,
		       const struct option_row *row)
{
	const char *letter =
	    row->short_name ? arena_printf(arena, "-%c, ", row->short_name) : "    ";
	const char *left =
	    arena_printf(arena, "  %s--%s%s%s", letter, row->long_name,
			 row->argument ? " " : "", row->argument ? row->argument : "");

	add_row(out, left, list_expand(arena, command, row->help), OPTION_COLUMN);
}

void help_version(struct buffer *out)
{
	buffer_text(out,
		    "lca " LCA_VERSION "\n"
		    "License GPL-3.0-or-later; each factor has its own, 'lca factors show' "
		    "names it.\n");
}

void help_overview(struct arena *arena, struct buffer *out)
{
	buffer_text(out, "lca - life-cycle emissions of AI models, with their ranges\n\n"
			 "Usage: lca COMMAND [OPTION]... [OPERAND]...\n\nCommands:\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		add_row(out, arena_printf(arena, "  %s", command_rows[i].name),
			command_rows[i].summary, 12);
	buffer_text(out, "\nOptions of every command:\n");
	add_option(arena, out, COMMAND_COUNT, &option_rows[OPTION_HELP]);
	add_option(arena, out, COMMAND_COUNT, &option_rows[OPTION_VERSION]);
	buffer_text(out, "\nStart with:\n"
			 "  lca new -o model.yaml     a commented scenario\n"
			 "  lca run model.yaml        its emissions, item by item\n"
			 "  lca compare model.yaml --vary region=FR,SE,PL\n"
			 "                            the same in other places, ranked\n"
			 "  lca quick --accelerator nvidia-h100-sxm5-80gb --count 8 --hours "
			 "100 --region FR\n"
			 "                            one number, without a file\n"
			 "  lca audit README.md       the figures of a model card, recomputed\n"
			 "  lca run --help            options of a command\n\nExit status:\n");
	for (size_t i = 0; i < sizeof help_statuses / sizeof *help_statuses; i++) {
		buffer_printf(out, "  %zu  ", i);
		add_wrapped(out, help_statuses[i], 5);
	}
}

static void add_templates(struct arena *arena, struct buffer *out)
{
	buffer_text(out, "\nTemplates:\n");
	for (size_t i = 0; i < TEMPLATE_COUNT; i++)
		add_row(out, arena_printf(arena, "  %s", template_rows[i].name),
			template_rows[i].title, 14);
}

/* Those that this command has beside the ones of most. */
static void add_exports(struct arena *arena, struct buffer *out)
{
	buffer_text(out, "\nFormats for publications and other programs, by --format or the "
			 "extension:\n");
	for (enum format i = (enum format)FORMAT_DOCUMENTS; i < FORMAT_COUNT; i++)
		add_row(out, arena_printf(arena, "  %s", format_name(i)),
			arena_printf(arena, "%s (.%s)", format_title(i), format_extension(i)),
			EXPORT_COLUMN);
}

static void add_importers(struct arena *arena, enum importer_kind kind, const char *heading,
			  struct buffer *out)
{
	size_t count;
	const struct importer_row *rows = import_formats(&count);

	buffer_text(out, heading);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == kind)
			add_row(out, arena_printf(arena, "  %s", rows[i].name), rows[i].title,
				IMPORTER_COLUMN);
}

static void add_codes(struct arena *arena, struct buffer *out)
{
	buffer_text(out, "\nCodes of findings:\n");
	for (size_t i = 0; i < AUDIT_CODES; i++)
		add_row(out, arena_printf(arena, "  %s", audit_code_name((enum audit_code)i)),
			audit_code_meaning((enum audit_code)i), CODE_COLUMN);
}

void help_command(struct arena *arena, enum command_id command, struct buffer *out)
{
	const struct command_row *row = &command_rows[command];

	buffer_printf(out, "lca %s - %s\n\nUsage: lca %s [OPTION]...%s%s\n\n", row->name,
		      row->summary, row->name, *row->operands ? " " : "", row->operands);
	add_wrapped(out, list_expand(arena, command, row->text), 0);
	buffer_text(out, "\nOptions:\n");
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_rows[i].help && option_rows[i].commands & (1u << command))
			add_option(arena, out, command, &option_rows[i]);
	if (command_exports(command))
		add_exports(arena, out);
	if (command == COMMAND_NEW)
		add_templates(arena, out);
	if (command == COMMAND_AUDIT)
		add_codes(arena, out);
	if (command == COMMAND_IMPORT) {
		add_importers(arena, LOGS_OF_ENERGY, "\nFormats of logs of energy:\n", out);
		add_importers(arena, LOGS_OF_REQUESTS,
			      "\nFormats of logs of requests and tokens:\n", out);
	}
}
