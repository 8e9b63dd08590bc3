/* The assessment as a fragment of LaTeX. */

#include "reports/export_latex.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/export.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/latex_work.h"
#include "reports/method_text.h"
#include "reports/record_line.h"

static void add_warnings(const struct diags *diags, struct arena *arena, struct buffer *out)
{
	for (size_t i = 0; diags && i < diags_count(diags); i++) {
		const char *warning = export_warning(arena, diags_at(diags, i));

		if (warning)
			buffer_printf(out, "%% warning: %s\n", display_plain(arena, warning));
	}
}

static bool cites(const struct method_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		if (!text->parts[i].text)
			return true;
	return false;
}

/* The method at length, for who wants it in an appendix. */
static void add_appendix(const struct latex_works *works, const struct method_text *text,
			 struct arena *arena, struct buffer *out)
{
	buffer_text(out,
		    "% For an appendix, every input with its source (take away the sign of "
		    "comment):\n"
		    "% {\\sloppy\\paragraph{Method in full.} ");
	latex_method(works, text, false, arena, out);
	buffer_text(out, "\\par}\n");
}

void export_latex(const struct export_request *request, struct buffer *out)
{
	struct arena *arena = arena_new();
	const struct method_text *texts[] = {method_text(arena, request->facts, METHOD_SHORT),
					     method_text(arena, request->facts, METHOD_FULL)};
	const struct latex_works *works =
	    latex_works(arena, request->assessment, texts, sizeof texts / sizeof *texts);
	const char *name = latex_name(arena, request->facts->model);

	buffer_printf(out,
		      "%% %s %s\n"
		      "%% For \\input in the body of a document that has "
		      "\\usepackage{booktabs,array}; LaTeX of 2020 or later.\n"
		      "%% The table is tab:lca-%s: refer to it by "
		      "Table~\\ref{tab:lca-%s}.\n",
		      RECORD_MARK, request->record, name, name);
	if (works->count)
		buffer_printf(
		    out,
		    "%% The entries of its citations%s are written to lca-%s.bib: name "
		    "it in \\bibliography.\n",
		    cites(texts[0]) ? "" : ", all in the appendix,", name);
	add_warnings(request->diags, arena, out);
	latex_entries(works, name, arena, out);
	latex_table(request, arena, out);
	buffer_printf(out, "{\\sloppy\\paragraph{Life-cycle emissions.} %s ",
		      latex_breakable(arena, method_headline(arena, request->facts)));
	latex_method(works, texts[0], true, arena, out);
	buffer_text(out, "\\par}\n");
	add_appendix(works, texts[1], arena, out);
	arena_free(arena);
}
