/* The manual page and the completion of bash. */
#include "cli/help.h"

#include <string.h>

#include "cli/lists.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* Text for roff: hyphens that can be copied, no accidental requests. */
static void add_text(struct buffer *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		buffer_text(out, "\\&");
	for (; *text; text++) {
		if (*text == '-')
			buffer_text(out, "\\-");
		else if (*text == '\\')
			buffer_text(out, "\\e");
		else
			buffer_add(out, text, 1);
	}
}

static void add_line(struct buffer *out, const char *before, const char *text)
{
	buffer_text(out, before);
	add_text(out, text);
	buffer_text(out, "\n");
}

static void add_option(struct arena *arena, struct buffer *out, const struct option_row *row)
{
	buffer_text(out, ".TP\n");
	if (row->short_name)
		buffer_printf(out, "\\fB\\-%c\\fR, ", row->short_name);
	buffer_text(out, "\\fB\\-\\-");
	add_text(out, row->long_name);
	buffer_text(out, "\\fR");
	add_line(out, row->argument ? " " : "", row->argument ? row->argument : "");
	add_line(out, "", list_expand(arena, COMMAND_COUNT, row->help));
}

static void add_commands(struct arena *arena, struct buffer *out)
{
	buffer_text(out, ".SH COMMANDS\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command_row *row = &command_rows[i];
		buffer_printf(out, ".TP\n\\fBlca %s\\fR", row->name);
		add_line(out, *row->operands ? " " : "", row->operands);
		add_line(out, "", list_expand(arena, (enum command_id)i, row->text));
	}
}

/* "Accepted by run, explain." */
static void add_acceptors(struct arena *arena, struct buffer *out, const struct option_row *row)
{
	const char *list = NULL;

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (row->commands & (1u << i))
			list = list ? arena_printf(arena, "%s, %s", list, command_rows[i].name)
				    : command_rows[i].name;
	if (row->commands != (1u << COMMAND_COUNT) - 1)
		buffer_printf(out, "Commands: %s.\n", list);
}

/* Formats for publications and other programs, with their titles. */
static void add_exports(struct arena *arena, struct buffer *out)
{
	buffer_text(out,
		    ".SH FORMATS\nBeside those of every command,\n.BR run\nand\n.BR quick\n"
		    "write these, by \\-\\-format or the extension of \\-\\-output:\n");
	for (enum format i = (enum format)FORMAT_DOCUMENTS; i < FORMAT_COUNT; i++) {
		buffer_text(out, ".TP\n\\fB");
		add_text(out, format_name(i));
		buffer_text(out, "\\fR ");
		add_line(out, "", arena_printf(arena, "(.%s)", format_extension(i)));
		add_line(out, "", format_title(i));
	}
}

void help_man(struct arena *arena, struct buffer *out)
{
	buffer_text(
	    out, ".TH LCA 1 \"\" \"lca " LCA_VERSION "\" \"User Commands\"\n"
		 ".SH NAME\nlca \\- life\\-cycle emissions of AI models, with their ranges\n"
		 ".SH SYNOPSIS\n\\fBlca\\fR COMMAND [OPTION]... [OPERAND]...\n"
		 ".SH DESCRIPTION\n"
		 "Reads a scenario of a model's life cycle (training, idle capacity, hardware, "
		 "inference and more), looks up what it does not state in a built\\-in "
		 "database of factors with citations, and reports every item with its "
		 "uncertainty. It works without a network.\n"
		 "Options may stand before or after operands.\n");
	add_commands(arena, out);
	buffer_text(out, ".SH OPTIONS\n");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!option_rows[i].help)
			continue;
		add_option(arena, out, &option_rows[i]);
		add_acceptors(arena, out, &option_rows[i]);
	}
	add_exports(arena, out);
	buffer_text(out, ".SH EXIT STATUS\n");
	for (size_t i = 0; i < sizeof help_statuses / sizeof *help_statuses; i++) {
		buffer_printf(out, ".TP\n%zu\n", i);
		add_line(out, "", help_statuses[i]);
	}
	buffer_text(
	    out, ".SH ENVIRONMENT\n.TP\nNO_COLOR\nNo colour on a terminal when set.\n"
		 ".TP\nCOLUMNS\nColumns of text on a terminal, 60 to 99, in place of its own.\n"
		 ".SH EXAMPLES\n.nf\nlca new \\-o model.yaml\nlca run model.yaml\n"
		 "lca run model.yaml \\-o report.md \\-\\-set 'sites.home.pue=1.1'\n"
		 "lca explain model.yaml 'training/final run'\n"
		 "lca compare model.yaml \\-\\-vary region=FR,SE,PL\n"
		 "lca quick \\-\\-accelerator nvidia\\-h100\\-sxm5\\-80gb \\-\\-count 8 "
		 "\\-\\-hours 100 \\-\\-region FR\n"
		 "lca schedule job.yaml \\-\\-deadline '3 d'\n.fi\n");
}

/* The options of one command: "--format --output". */
static void add_words(struct buffer *out, size_t command)
{
	const char *between = "";

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!option_rows[i].help || !(option_rows[i].commands & (1u << command)))
			continue;
		buffer_printf(out, "%s--%s", between, option_rows[i].long_name);
		between = " ";
	}
}

void help_completion(struct buffer *out)
{
	buffer_text(out,
		    "# Completion of bash for lca, made by: lca help --completion\n_lca() {\n"
		    "\tlocal word=${COMP_WORDS[COMP_CWORD]} words='");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		buffer_printf(out, "%s%s", i ? " " : "", command_rows[i].name);
	buffer_text(out, "'\n\tif [ \"$COMP_CWORD\" -gt 1 ]; then\n"
			 "\t\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		buffer_printf(out, "\t\t%s) words='", command_rows[i].name);
		add_words(out, i);
		buffer_text(out, "' ;;\n");
	}
	buffer_text(out, "\t\tesac\n"
			 "\t\t[ \"${word:0:1}\" = - ] || words=\n"
			 "\tfi\n"
			 "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
			 "complete -o default -F _lca lca\n");
}
